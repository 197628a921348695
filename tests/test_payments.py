"""What to promise those who are tried: closed forms, brute force over all payments and profiles."""

from fractions import Fraction
from itertools import product
from math import ceil

import pytest
from hypothesis import given, settings, strategies as st

import plea_games as pg
from plea_games.games.gains import anonymous_game, trial_chances
from tests import oracles
from tests.strategies import fractions, lottery_parameters, trial_cost

GAME = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)


@st.composite
def games_with_terms(draw, most_defendants=5):
    """Gains that rise, and gains that do not."""
    game = pg.PleaGame(**draw(lottery_parameters(most_defendants)))
    terms = draw(
        st.sampled_from(
            [
                (),
                (pg.StrikeFund(4),),
                (pg.Solidarity(1),),
                (pg.DefenceOverload(1), pg.PreparationDecay(1)),
            ]
        )
    )
    return game.with_terms(*terms)


def equilibria_when_paid(gain, chance, payments):
    """Pure equilibria, by the number who hold out, of a game in which each is paid differently."""
    count = len(gain)
    found = set()
    for profile in product((False, True), repeat=count):
        m = sum(profile)
        content = all(
            gain[m - 1] + chance[m - 1] * paid >= 0 if out else gain[m] + chance[m] * paid <= 0
            for out, paid in zip(profile, payments, strict=True)
        )
        if content:
            found.add(m)
    return found


@settings(max_examples=50)
@given(games_with_terms(), fractions(Fraction(1, 9), 1, 9))
def test_ranked_payments_leave_one_equilibrium_and_less_does_not(game, some):
    gain, chance = anonymous_game(game).gain, trial_chances(game)
    if any(g < 0 and t == 0 for g, t in zip(gain, chance, strict=True)):
        with pytest.raises(pg.ParameterError, match="nobody is"):
            pg.payments.ranked_payments(game)
        return
    payments = pg.payments.ranked_payments(game).payments
    above = [paid + Fraction(1, 10**6) for paid in payments]
    if all(chance):
        assert equilibria_when_paid(gain, chance, above) == {len(gain)}
    for rank, paid in enumerate(payments):
        if paid > 0:  # promises sorted otherwise, or one of them lower, leave another equilibrium
            less = list(above)
            less[rank] = paid * (1 - some)
            less[rank + 1 :] = [min(other, less[rank]) for other in less[rank + 1 :]]
            assert equilibria_when_paid(gain, chance, less) - {len(gain)}


@settings(max_examples=30)
@given(games_with_terms(), st.lists(st.integers(0, 12), min_size=5, max_size=5))
def test_no_other_promises_with_one_equilibrium_are_smaller(game, halves):
    gain, chance = anonymous_game(game).gain, trial_chances(game)
    if not all(chance):
        return
    promises = [Fraction(half, 2) for half in halves[: len(gain)]]
    if equilibria_when_paid(gain, chance, promises) == {len(gain)}:
        assert sum(promises) >= sum(pg.payments.ranked_payments(game).payments)


@settings(max_examples=30)
@given(games_with_terms())
def test_payments_by_turnout_make_holding_out_dominant(game):
    gain, chance = anonymous_game(game).gain, trial_chances(game)
    if any(g < 0 and t == 0 for g, t in zip(gain, chance, strict=True)):
        return
    found = pg.payments.turnout_payments(game)
    paid = [g + t * f for g, t, f in zip(gain, chance, found.payments, strict=True)]
    assert all(value >= 0 for value in paid)
    assert all(value == 0 for value, f in zip(paid, found.payments, strict=True) if f)
    assert (found.outlay == 0) == (gain[-1] >= 0)


VERDICTS = ("solvent in the worst case", "solvent in equilibrium, not in the worst case",
            "solvent on average in equilibrium, not for every draw",
            "insolvent in equilibrium")  # fmt: skip


@settings(max_examples=30)
@given(games_with_terms())
def test_amounts_due_by_going_through_all_draws(game):
    """Every set that may hold out, every set of them that may be tried."""
    gain, chance = anonymous_game(game).gain, trial_chances(game)
    if any(g < 0 and t == 0 for g, t in zip(gain, chance, strict=True)):
        return
    count = len(gain)
    tried = int(min(game.express(game.payoffs.trials), count))
    for found in pg.payments.payment_schedules(game):
        largest = {}
        for profile in product((False, True), repeat=count):
            out = [i for i in range(count) if profile[i]]
            for drawn in product((False, True), repeat=len(out)):
                if sum(drawn) == min(tried, len(out)) and out:
                    place = len(out) - 1
                    due = sum(
                        found.payments[i if found.kind == "ranked" else place]
                        for i, is_tried in zip(out, drawn, strict=True)
                        if is_tried
                    )
                    largest[len(out)] = max(largest.get(len(out), 0), due)
        assert found.liability == max(largest.values())
        assert found.most_when_all_hold_out == largest[count]
        assert found.liability_turnout == min(m for m in largest if largest[m] == found.liability)
        mean = sum(found.payments) if found.kind == "ranked" else count * found.payments[-1]
        assert found.outlay == chance[-1] * mean
        demands = [max(largest.values()), largest[count], chance[-1] * mean]
        for fund in {0, *demands, *(demand * Fraction(999, 1000) for demand in demands)}:
            solvency = pg.payments.fund_solvency(found, fund=fund)
            covered = [fund >= demand for demand in demands]
            assert solvency.verdict == VERDICTS[(*covered, True).index(True)]
            assert solvency.shortfall == max(0, demands[0] - fund)


@settings(max_examples=1_000)
@given(lottery_parameters(most_defendants=20))
def test_uniform_payments_and_their_outlay_are_the_closed_forms(parameters):
    game = pg.PleaGame(**parameters)
    closed = pg.thresholds(game)
    goals = {
        "existence": closed.side_payment_exists,
        "risk dominance": closed.side_payment_risk_dominant,
        "dominance": closed.side_payment_dominant,
    }
    if None in goals.values():
        return
    tried = min(parameters["capacity"], parameters["defendants"])
    uniform = [found for found in pg.payments.payment_schedules(game) if found.kind == "uniform"]
    assert [found.goal for found in uniform] == list(goals)
    for found in uniform:
        amount = goals[found.goal]
        assert float(found.largest) == pytest.approx(amount, abs=1e-12, rel=1e-12)
        assert found.outlay == found.liability == tried * found.largest


GOALS_BY_DEFINITION = {
    "existence": lambda gain: gain[-1] >= 0,
    "risk dominance": lambda gain: all(sum(gain[m:]) >= 0 for m in range(len(gain))),
    "dominance": lambda gain: all(value >= 0 for value in gain),
    "divide-and-conquer proof": lambda gain: gain[0] >= 0,
}


@settings(max_examples=150)
@given(lottery_parameters(), st.sampled_from(sorted(GOALS_BY_DEFINITION)))
def test_no_smaller_uniform_payment_reaches_the_goal(parameters, goal):
    """Amounts tried one by one, on gains and chances of trial written out from the definitions."""
    count, capacity = parameters["defendants"], parameters["capacity"]
    stakes = {
        "offer": parameters["offer"],
        "trial_cost": trial_cost(parameters),
        "dismissal_cost": parameters["dismissal_cost"],
    }
    gain = oracles.gains(count, capacity, **stakes)
    chance = [oracles.trial_probability(capacity, m) for m in range(1, count + 1)]

    def reaches(payment):
        paid = [g + t * payment for g, t in zip(gain, chance, strict=True)]
        return GOALS_BY_DEFINITION[goal](paid)

    try:
        found = pg.payments.uniform_payments(pg.PleaGame(**parameters), for_=goal)
    except pg.ParameterError:
        assert not any(map(reaches, (0, 1, 10, 1_000, 10**6)))
        return
    amount = found.largest
    assert set(found.payments) == {amount}
    assert reaches(amount)
    assert not any(reaches(amount * Fraction(step, 60)) for step in range(60) if amount)
    assert not (amount and reaches(amount - Fraction(1, 10**9)))
    assert found.outlay == min(capacity, count) * amount


def test_the_ranked_sum_in_closed_form():
    """f_1…f_K = T − s, then T − d − (s − d)i/K up to the tipping point."""
    found = pg.payments.ranked_payments(GAME.with_parameters(dismissal_cost=1))
    ratio = Fraction(3, 9)
    tail = [9 - Fraction(3 * i, 12) for i in range(13, ceil(12 / ratio))]
    assert sum(found.payments) == 12 * 6 + sum(tail)
    assert found.outlay == Fraction(12, 230) * sum(found.payments)


def test_solvent_in_equilibrium_and_not_in_the_worst_case():
    by_turnout = pg.payments.turnout_payments(GAME)
    assert by_turnout.outlay == 0 and by_turnout.liability == 72
    found = pg.payments.fund_solvency(by_turnout, fund=71)
    assert found.verdict == "solvent in equilibrium, not in the worst case"
    assert found.shortfall == 1 and found.verdict in str(found)
    assert pg.payments.fund_solvency(by_turnout, fund=72).verdict == "solvent in the worst case"
    ranked = pg.payments.ranked_payments(GAME)
    verdicts = [
        pg.payments.fund_solvency(ranked, fund=fund).verdict for fund in (6, ranked.outlay, 72)
    ]
    assert verdicts == [
        "insolvent in equilibrium",
        "solvent on average in equilibrium, not for every draw",
        "solvent in the worst case",
    ]
    uniform = pg.payments.uniform_payments(GAME, amount="7/2")
    assert pg.payments.fund_solvency(uniform, fund=42).verdict == "solvent in the worst case"
    assert pg.payments.fund_solvency(uniform, fund="41.999").verdict == "insolvent in equilibrium"


def test_an_insolvent_fund_is_the_shared_fund():
    """Where a fund falls short each who is tried gets a share, as StrikeFund says."""
    fund = 40
    shared = anonymous_game(GAME.with_terms(pg.StrikeFund(fund))).gain
    plain = oracles.gains(230, 12, 4, 10, 0)
    for m in (1, 12, 40, 230):
        share = Fraction(fund, min(m, 12))
        assert shared[m - 1] == plain[m - 1] + oracles.trial_probability(12, m) * share


def test_tables_and_records():
    schedules = pg.payments.payment_schedules(GAME)
    assert [s["goal"] for s in schedules.record()["schedules"]] == [
        "existence", "risk dominance", "dominance", "uniqueness", "uniqueness",
    ]  # fmt: skip
    assert "expected outlay" in str(schedules) and "30 to 230" in str(
        pg.payments.ranked_payments(GAME)
    )
    nobody_tried = pg.PleaGame(defendants=3, capacity=0, offer=0, sentence=5, dismissal_cost=1)
    assert "nobody is" in str(pg.payments.payment_schedules(nobody_tried))
    long = pg.payments.ranked_payments(GAME.with_parameters(offer=1))
    assert "more rows" in str(long)
    record = pg.payments.fund_solvency(long, fund=1).record()
    assert (
        record["verdict"] == "insolvent in equilibrium" and record["schedule"]["kind"] == "ranked"
    )


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: pg.payments.uniform_payments(GAME, for_="peace"), "for_ = peace: must be one of"),
        (
            lambda: pg.payments.uniform_payments(GAME, amount=-1),
            "side_payment = -1: must be 0 or more",
        ),
        (lambda: pg.payments.uniform_payments(GAME, for_="existence", amount=1), "leave one out"),
        (lambda: pg.payments.ranked_payments(pg.PleaGame.symbolic()), "must be numbers"),
        (
            lambda: pg.payments.payment_schedules(GAME.with_terms(pg.CollectiveCounsel(3))),
            "left out here",
        ),
        (
            lambda: pg.payments.payment_schedules(GAME.with_parameters(defendants=10**6)),
            "at most 100,000",
        ),
        (
            lambda: pg.payments.fund_solvency(pg.payments.ranked_payments(GAME), fund="lots"),
            "strike_fund = lots",
        ),
        (lambda: pg.payments.fund_solvency(6, fund=3), "must be a PaymentSchedule"),
    ],
)
def test_bad_input_is_named(ask, words):
    with pytest.raises(pg.ParameterError, match=words):
        ask()


@pytest.mark.parametrize("unit", ["1", "1e-300", "1e290"])
def test_sums_of_many_payments_have_the_digits_of_their_unit(unit):
    """Sums of hundreds of fractions are rounded, small ones no more than others."""
    unit = Fraction(unit)
    game = pg.PleaGame(defendants=230, capacity=12, offer=4 * unit, sentence=10 * unit)
    plain = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    goal = "risk dominance"
    for one, other in (
        (pg.payments.ranked_payments(game).outlay, pg.payments.ranked_payments(plain).outlay),
        (
            pg.sequences.best_offers(game).plans[3].total,
            pg.sequences.best_offers(plain).plans[3].total,
        ),
        (*(pg.required(each, "strike_fund", for_="dominance").amount for each in (game, plain)),),
        (*(pg.required(each, "strike_fund", for_=goal).amount for each in (game, plain)),),
    ):
        assert float(Fraction(one) / unit) == pytest.approx(float(other), rel=1e-14)
