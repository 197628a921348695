"""Least amounts: closed forms, exact solutions and brackets against each other and brute force."""

import json
from fractions import Fraction
from functools import cache
from itertools import accumulate

import pytest
from hypothesis import assume, given, settings, strategies as st
from sympy import Rational

import plea_games as pg
from plea_games.design.amounts.goals import GOALS
from plea_games.design.amounts.least_amount import least_amount
from plea_games.design.amounts.witness_amounts import witness_amount
from plea_games.games.gains import anonymous_game
from plea_games.games.witness_form import witness_form
from plea_games.model.closed_forms import LAPLACIAN_RATIO
from plea_games.model.lever_forms import LEVER_FORMS
from plea_games.model.symbols import DEFINITIONS, J, K, L, s
from plea_games.model.terms import TERMS
from tests.strategies import fractions, lottery_parameters, trial_cost

GAME = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)

LEVERS = [
    pg.CostlierTrials.symbolic(budget=3) if kind is pg.CostlierTrials
    else pg.CollectiveCounsel.symbolic(clients=3) if kind is pg.CollectiveCounsel
    else pg.Solidarity.symbolic(exponent=1) if kind is pg.Solidarity
    else kind
    for kind in TERMS if kind is not pg.YearsCap  # of too few years nobody is left
]  # fmt: skip


def is_met(game, goal):
    gain = anonymous_game(game).gain
    return {
        "existence": gain[-1] >= 0,
        "risk dominance": all(total >= 0 for total in accumulate(reversed(gain))),
        "dominance": all(value >= 0 for value in gain),
        "divide-and-conquer proof": gain[0] >= 0,
    }[goal]


@st.composite
def ordinary_games(draw):
    """1 ≤ K ≤ N and 0 < r < 1, where the closed forms hold."""
    parameters = draw(lottery_parameters(most_defendants=30))
    count = parameters["defendants"]
    parameters["capacity"] = draw(st.integers(1, count))
    stake = trial_cost(parameters) - parameters["dismissal_cost"]
    ratio = draw(fractions(Fraction(1, 50), Fraction(49, 50), 50))
    parameters["offer"] = parameters["dismissal_cost"] + ratio * stake
    assume(parameters["offer"] > 0 and parameters["sentence"] > 0)
    return pg.PleaGame(**parameters)


@cache
def lever_form(which):
    return LEVER_FORMS[which].subs(L, LAPLACIAN_RATIO.regimes[0].value).subs(DEFINITIONS)


@settings(max_examples=400)
@given(ordinary_games(), st.sampled_from(sorted(LEVER_FORMS, key=str)))
def test_closed_forms_are_what_the_search_finds(game, which):
    kind, goal = which
    if kind is pg.Pledge and pg.lottery_form(game).price_ratio < pg.lottery_form(game).trial_rate:
        return
    lever = pg.PooledCapacity if kind is pg.PooledCapacity else kind
    found = pg.required(game, lever, for_=goal)
    # all numbers at once: one letter after the other takes a hundred times as long
    value = lever_form(which).xreplace({**game.substitution, **found.lever.substitution}).doit()
    least, most = found.parameter.minimum, found.parameter.maximum
    if not value.is_real:
        assert found.amount is None  # even acquittal by every jury would not do
        return
    value = float(value)
    if kind.increasing:
        if most is not None and value > most:
            assert found.amount is None
        else:
            assert found.amount == pytest.approx(max(value, least), rel=1e-12, abs=1e-12)
    elif value < least:
        assert found.amount is None and "even without" in found.reason
    elif found.amount is None:
        assert kind is pg.DefenceOverload or value >= float(most or 2**64)
    else:
        assert found.amount == pytest.approx(value, rel=1e-11, abs=1e-12)


@settings(max_examples=150)
@given(lottery_parameters(), st.sampled_from(LEVERS), st.sampled_from(GOALS))
def test_amounts_reach_the_goal_and_less_does_not(parameters, lever, goal):
    assume(parameters["defendants"] >= 3)
    game = pg.PleaGame(**parameters)
    found = pg.required(game, lever, for_=goal)

    def met_with(amount):
        exact = Rational(str(Fraction(amount)))
        return is_met(game.with_terms(found.lever.with_amount(exact)), goal)

    if found.amount is None:
        assert found.reason
        some = 1 if found.parameter.is_count or found.parameter.minimum >= 1 else Fraction(1, 2)
        if lever is pg.CooperationCredit:
            some = min(some, parameters["offer"])  # no more is taken off than that
        assert found.verdict in {"any amount", "missed already", "not enough"}
        assert met_with(some) == (found.verdict == "any amount")
        return
    assert found.verdict == "none"
    helps, step = found.lever.increasing, 1e-9 * max(1.0, found.amount)
    if found.parameter.is_count:
        step = 1
    enough = found.amount + (0 if found.parameter.is_count else step if helps else -step)
    less = found.amount - step if helps else found.amount + step
    inside = found.parameter.maximum is None or enough <= found.parameter.maximum
    if enough >= found.parameter.minimum and inside and goal != "risk dominance":
        assert met_with(enough)
    met_by_any = isinstance(found.lever, pg.CostlierTrials) and found.missed_at is None
    if helps and less > found.parameter.minimum and not met_by_any:
        assert not met_with(less)
    if not helps and (found.parameter.maximum is None or less <= found.parameter.maximum):
        players = int(game.parameters["defendants"])
        assert (isinstance(found.lever, pg.Dismissals) and less >= players) or not met_with(less)


def test_the_reference_amounts():
    proof = "divide-and-conquer proof"
    assert pg.required(GAME, pg.SidePayment, for_=proof).amount == 6
    assert pg.required(GAME, "sanction", for_=proof).amount == 6
    half_seen = pg.VisibleDefection.symbolic(probability=0.5)
    assert pg.required(GAME, half_seen, for_=proof).amount == 12
    assert pg.required(GAME, "retaliation", for_="existence").amount == pytest.approx(23 / 3)
    waiting = GAME.with_parameters(dismissal_cost=1)
    assert pg.required(waiting, "retaliation", for_="existence").amount == pytest.approx(5.85)
    assert pg.required(GAME, "committed", for_="dominance").amount == 29


@pytest.mark.parametrize(
    ("offer", "row"),
    [
        (4, ["met already", "met already", "≥ 6 years (0.6 T)", "≥ 6 years (0.6 T)"]),
        (1, ["met already", "≥ 5.104 years (0.5104 T)", "≥ 9 years (0.9 T)", "≥ 9 years (0.9 T)"]),
    ],
)
def test_amounts_are_shown_with_their_units_and_beside_the_trial_cost(offer, row):
    table = pg.levers(GAME.with_parameters(offer=offer)).table()
    cells = next(cells for cells in table.rows if cells[0] == "SidePayment (side_payment)")
    assert list(cells[3:]) == row


@pytest.mark.parametrize("capacity", [0, 3, 20, 30])
def test_where_there_is_no_amount_there_is_a_reason(capacity):
    game = pg.PleaGame(defendants=20, capacity=capacity, offer=4, sentence=10)
    for found in pg.levers(game):
        assert (found.amount is None) == bool(found.reason), found
        if not capacity and found.lever.side == "organizers":
            assert found.amount is not None or found.verdict == "any amount"


@pytest.mark.parametrize("offer", [1, 4, 7, 9])
def test_where_no_weight_on_others_does_there_is_a_reason(offer):
    """A fund shared by those tried: beside more hold-outs each other's share is smaller."""
    game = pg.PleaGame(defendants=5, capacity=3, offer=offer, sentence=10)
    game = game.with_terms(pg.StrikeFund(5))
    found = least_amount(game, pg.CollectiveCounsel(4, 0), "dominance")

    def is_enough(weight):
        return min(anonymous_game(game.with_terms(pg.CollectiveCounsel(4, weight))).gain) >= 0

    steps = [Fraction(k, 20) for k in range(21)]
    if found.amount is None:
        assert found.reason and not any(map(is_enough, steps))
    else:
        assert is_enough(found.amount)
        assert not any(is_enough(step) for step in steps if step < found.amount)


@pytest.mark.parametrize("goal", ["dominance", "divide-and-conquer proof"])
def test_the_formula_of_a_pledge_is_the_hard_core(goal):
    symbolic = pg.PleaGame.symbolic(conviction=1, process_cost=0, dismissal_cost=0)
    formula = pg.required(symbolic, pg.Pledge.symbolic(reliability=1), for_=goal).amount
    numbers = {symbol: GAME.parameters[parameter] for symbol, parameter in (
        (K, "capacity"), (s, "offer"), (J, "sentence"))}  # fmt: skip
    assert formula.subs(numbers) == pg.thresholds(GAME).hard_core == 29


def test_only_years_are_set_beside_the_trial_cost():
    assert pg.required(GAME, "retaliation", for_="existence").share_of_trial_cost is None
    assert pg.required(GAME, "side_payment", for_="dominance").share_of_trial_cost == 0.6


def test_committed_defendants_make_the_rest_easier():
    alone = pg.required(GAME, pg.SidePayment, for_="dominance").amount
    assert pg.required(GAME, pg.SidePayment, for_="dominance", share=0.1).amount == 2 < alone


def test_a_tie_in_doubles_is_none_in_fractions():
    game = pg.PleaGame(
        defendants=21, capacity=1, offer=3.6, sentence=8.5, conviction="2/3",
        process_cost="1/3", dismissal_cost=3,
    )  # fmt: skip
    found = pg.required(game, pg.Pledge, for_="divide-and-conquer proof")
    assert (found.amount, found.missed_at) == (4, 3)  # r = 1/5 and K = 1: four and oneself


def test_every_built_in_caseload_has_a_table_of_levers(command):
    code, out, _ = command("levers", "texas-2014", "--offer", "0.5")
    assert code == 0
    assert "SidePayment" in out and "defendants must be at most 100,000 with StrikeFund" in out


def test_terms_already_there_count():
    paid = GAME.with_terms(pg.SidePayment(2))
    assert pg.required(paid, "sanction", for_="dominance").amount == 4
    kinds = {type(found.lever) for found in pg.levers(paid)}
    assert pg.SidePayment not in kinds and pg.StrikeFund in kinds


def test_a_shared_fund_takes_more_than_its_first_striker():
    fund = {goal: pg.required(GAME, pg.StrikeFund, for_=goal).amount for goal in GOALS}
    assert fund["divide-and-conquer proof"] == 6
    assert fund["dominance"] == 72  # twelve are tried together before the odds improve


def test_large_caseloads_have_their_lottery_form():
    city = pg.PleaGame(defendants=10**7, capacity=450_000, offer=1, sentence=10)
    found = pg.required(city, pg.SidePayment, for_="risk dominance")
    laplacian = pg.thresholds(city).side_payment_risk_dominant
    assert found.amount == pytest.approx(laplacian, rel=1e-12)
    with pytest.raises(pg.ParameterError, match="100,000"):
        pg.required(city, pg.StrikeFund, for_="existence")


@pytest.mark.parametrize(
    ("lever", "goal", "share", "words"),
    [
        ("side payment", "existence", None, "must be one of"),
        (pg.SidePayment(2), "existence", None, "one unknown, side_payment"),
        (pg.PooledCapacity.symbolic(), "existence", None, "one unknown"),
        (pg.CollectiveCounsel, "existence", None, "clients"),
        (pg.SidePayment, "victory", None, "'dominance'"),
        (pg.SidePayment, "existence", 1.2, "from 0 to 1"),
        (pg.SidePayment, "existence", 1, "at least one of the 230"),
    ],
)
def test_bad_questions(lever, goal, share, words):
    with pytest.raises(pg.ParameterError, match=words):
        pg.required(GAME, lever, for_=goal, share=share)


def test_levers_on_the_command_line(command):
    code, out, _ = command("levers", "j20", "--offer", "1", "--format", "csv")
    assert code == 0
    lines = out.splitlines()
    assert lines[0].startswith("lever,parameter,unit,goal,bound,amount")
    assert len(lines) == 1 + 4 * len(TERMS)
    assert any(
        line.startswith("SidePayment,side_payment,years,dominance,at least,9.0") for line in lines
    )
    code, out, _ = command("levers", "j20", "--with", "side_payment=1", "--share", "0.1")
    assert code == 0 and "SidePayment" not in out and "f = 1" in out
    assert command("levers")[0] == 2
    assert command("levers", "j20", "--share", "5%")[0] == 2


def test_terms_on_the_command_line(command):
    code, out, _ = command("thresholds", "j20", "--with", "side_payment=2", "--format", "json")
    assert code == 0 and '"side_payment": 2' in out
    for name, meant in (
        ("pledge", "committed"),
        ("fund", "strike_fund"),
        ("hours", "prosecution_cost"),
        ("side-payment", "side_payment"),
        ("CostlierTrials", "prosecution_cost"),
    ):
        _, _, err = command("thresholds", "j20", "--with", f"{name}=2")
        assert err.endswith(f"did you mean {meant}?\n")
    for wrong in ("sidepayment=2", "side_payment", "capacity=3", "side_payment=-1"):
        code, out, err = command("thresholds", "j20", "--with", wrong)
        assert (code, out) == (2, "") and err.startswith("error: ")


@pytest.mark.parametrize("offer", [0, 1])
def test_a_caseload_without_trials_has_every_lever(command, offer):
    """Without capacity no trial is ever too short for the budget."""
    game = pg.PleaGame(defendants=5, capacity=0, offer=offer, sentence=10, dismissal_cost="1/2")
    found = [each for each in pg.levers(game) if isinstance(each.lever, pg.CostlierTrials)]
    assert len(found) == 4
    if offer:
        assert {each.verdict for each in found} == {"any amount"}
    else:
        assert all(each.amount is None and "would not do" in each.reason for each in found)
    arguments = ("--defendants", 5, "--capacity", 0, "--offer", offer, "--sentence", 10)
    assert command("levers", *arguments)[0] == 0


def test_a_lever_without_a_formula_says_so():
    symbolic = pg.PleaGame.symbolic(conviction=1, process_cost=0, dismissal_cost=0)
    found = pg.required(symbolic, pg.Dismissals, for_="dominance")
    assert (found.game, found.goal, found.amount) == (symbolic, "dominance", None)
    assert isinstance(found.lever, pg.Dismissals)
    assert "no elementary formula" in found.reason


def test_a_goal_that_ties_at_the_largest_discount_survives_up_to_it():
    """Nobody is tried, so holding out is as good as an offer of 0, and better than any other."""
    game = GAME.with_parameters(capacity=0)
    assert pg.required(game, "discount", for_="existence").amount == 1
    paid = game.with_terms(pg.SidePayment(1), pg.VisibleDefection(1, 1))
    assert pg.required(paid, "discount", for_="existence").amount is None


def test_the_formula_of_solidarity_that_grows_as_the_square():
    lever = pg.Solidarity.symbolic(exponent=2)
    game = pg.PleaGame(defendants=6, capacity=2, offer=1, sentence=10)
    symbolic = pg.PleaGame.symbolic(conviction=1, process_cost=0, dismissal_cost=0)
    formula = pg.required(symbolic, lever, for_="risk dominance").amount
    found = pg.required(game, lever, for_="risk dominance").amount
    assert float(formula.subs(game.substitution).doit()) == pytest.approx(found, rel=1e-14)
    assert found == pytest.approx((10 * (2 + 2 / 3 + 2 / 4 + 2 / 5 + 2 / 6) - 6) / (91 / 36))


def test_the_table_tells_what_no_amount_means_and_what_to_type(command):
    _, out, _ = command("levers", "j20", "--format", "markdown")
    rows = {}
    for line in out.splitlines():
        if line.startswith("|"):
            lever, *cells = [cell.strip() for cell in line.strip("|").split("|")]
            rows[lever] = cells[-4:]
    assert rows["DefenceOverload (defence_capacity)"][0].startswith("any amount [")
    assert rows["Retaliation (retaliation)"][2].startswith("missed already [")
    assert rows["PreparationDecay (preparation_decay)"][3].startswith("not enough [")
    assert rows["CostlierTrials (prosecution_cost)"][2] == "> 12×"
    record = json.loads(command("levers", "j20", "--format", "json")[1])
    nothing = [row for row in record["levers"] if row["amount"] is None]
    assert nothing
    assert all(row["reason"] for row in nothing)


def test_amounts_that_are_solved_for_have_no_largest():
    """Bisection has to start somewhere; what is solved for exactly does not."""
    game = pg.PleaGame(defendants=230, capacity=12, offer="1e30", sentence=10)
    assert pg.required(game, "retaliation", for_="dominance").amount == 1e29
    long = pg.PleaGame(defendants=230, capacity=12, offer="4e30", sentence="1e31")
    assert pg.required(long, "side_payment", for_="dominance").amount == 6e30
    game = pg.PleaGame(defendants=230, capacity=12, offer="1e300", sentence="1e-300")
    with pytest.raises(
        pg.errors.PrecisionError, match=r"retaliation = about 1e.*: is beyond double precision"
    ):
        pg.required(game, "retaliation", for_="dominance")


def test_what_testimony_costs_organizers():
    """The reference levers of testimony, less those of the same game without it."""
    game = pg.PleaGame(defendants=5, capacity=1, offer=3, sentence=20, conviction="1/2")
    found = pg.levers(game.with_terms(pg.Testimony("1/5")))
    costs = {(cost.lever, cost.goal): cost.years for cost in found.testimony_costs}
    payments, sanctions = (
        [costs[lever, goal] for goal in ("existence", "risk dominance", "dominance")]
        for lever in ("SidePayment", "VisibleDefection")
    )
    assert payments == [0, Fraction(26816, 3425) - Fraction(470, 137), Fraction(1613, 125) - 7]
    plain = (10 * sum(Fraction(1, m) for m in range(1, 6)) / 5) - 3
    assert sanctions == [0, Fraction(6704, 1875) - plain, Fraction(1613, 125) - 7]
    assert "What testimony adds to the least SidePayment: 0 years for existence, 4.399" in " ".join(
        str(found).split()
    )
    assert found.record()["testimony_costs"][1]["years"] == float(sanctions[1])
    assert pg.levers(game).testimony_costs == ()
    with_credit = pg.levers(game.with_terms(pg.Testimony("1/5"), pg.CooperationCredit(1)))
    assert {cost.goal for cost in with_credit.testimony_costs} == {g for _, g in costs}


@pytest.mark.parametrize("goal", GOALS)
@pytest.mark.parametrize("lever", [pg.SidePayment, pg.VisibleDefection])
@pytest.mark.parametrize("offer", ["1/2", 3, 5, 12])
def test_closed_amounts_with_testimony_are_those_searched_for(goal, lever, offer):
    game = pg.PleaGame(defendants=7, capacity=2, offer=offer, sentence=20, conviction="1/2",
                       process_cost=1, dismissal_cost="1/4").with_terms(pg.Testimony("1/5"))  # fmt: skip
    form, unknown = witness_form(game), lever.with_unknown_amount()
    assert witness_amount(form, unknown, goal) == pg.required(game, unknown, for_=goal).exact


def test_levers_of_many_with_testimony():
    """At 72,000 payments and sanctions are told, and the rest says why it is not."""
    game = pg.PleaGame(defendants=72_000, capacity=3_600, offer=1, sentence=10, conviction="4/5")
    game = game.with_terms(pg.Testimony("1/20"))
    prices = pg.information.witness_prices(game)
    told = {(type(each.lever), each.goal): each for each in pg.levers(game)}
    goals = ("existence", "risk dominance", "dominance")
    for place, goal in enumerate(goals):
        for lever, amounts in ((pg.SidePayment, prices.side_payments),
                               (pg.VisibleDefection, prices.sanctions)):  # fmt: skip
            exact = told[lever, goal].exact
            assert amounts[place] <= exact <= amounts[place] * (1 + Fraction(1, 10**9))
    assert "required" in told[pg.Solidarity, "dominance"].reason
    assert told[pg.Pledge, "existence"].exact == 0


def test_amounts_among_hundreds_of_witnesses_are_short_enough_to_write(command):
    game = [
        "--defendants",
        "800",
        "--capacity",
        "40",
        "--offer",
        "4",
        "--sentence",
        "10",
        "--conviction",
        "9/10",
    ]
    _, text, _ = command("levers", *game, "--with", "testimony=1/1000", "--format", "json")
    rows = json.loads(text)
    told = [row for row in rows["levers"] if row["exact"]]
    assert len(told) > 20 and all(len(row["exact"]) < 2_000 for row in told)
    for row in told:
        assert float(Fraction(row["exact"])) == pytest.approx(row["amount"], rel=1e-15)
