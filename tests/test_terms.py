"""Terms: one formula for print, numbers and export; composition; the lottery form."""

from fractions import Fraction
from itertools import permutations
from math import comb

import pytest
from hypothesis import assume, given, settings, strategies as st
from sympy import Symbol, simplify

import plea_games as pg
from plea_games.design.amounts.goals import GOALS
from plea_games.games.exact_functions import as_fmpq
from plea_games.games.exact_payoffs import exact_payoffs
from plea_games.games.gains import (
    anonymous_game,
    deciding,
    gains_at,
    holdout_payoffs,
    plead_payoffs,
)
from plea_games.games.vectorised import gains_in_doubles
from plea_games.model.exact import as_rational
from plea_games.model.symbols import SYMBOLS, m
from plea_games.model.terms import TERMS
from tests import oracles
from tests.strategies import fractions, lottery_parameters

GAME = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)

share = fractions(0, 1, 4)
years = fractions(0, 4, 3)
few = st.integers(0, 2)

KINDS = {
    pg.Solidarity: st.builds(pg.Solidarity, years, few),
    pg.VisibleDefection: st.builds(pg.VisibleDefection, years, share),
    pg.SidePayment: st.builds(pg.SidePayment, years),
    pg.Pledge: st.builds(pg.Pledge, few, share),
    pg.Testimony: st.builds(pg.Testimony, share),
    pg.CooperationCredit: st.builds(pg.CooperationCredit, fractions(0, 1, 3)),
    pg.CommunityJury: st.builds(pg.CommunityJury, share),
    pg.CostlierTrials: st.builds(pg.CostlierTrials, st.integers(0, 9), st.integers(1, 3)),
    pg.CollectiveCounsel: st.builds(pg.CollectiveCounsel, st.integers(1, 4), share),
    pg.DefenceOverload: st.builds(pg.DefenceOverload, st.integers(0, 4)),
    pg.BetterOffer: st.builds(pg.BetterOffer, share),
    pg.Retaliation: st.builds(pg.Retaliation, fractions(1, 3, 3)),
    pg.Dismissals: st.builds(pg.Dismissals, few),
    pg.BudgetSurge: st.builds(pg.BudgetSurge, share),
    pg.StreamlinedTrials: st.builds(pg.StreamlinedTrials, st.fractions(0, Fraction(3, 4))),
    pg.PooledCapacity: st.builds(pg.PooledCapacity, few, share),
    pg.PreparationDecay: st.builds(pg.PreparationDecay, st.integers(0, 1)),
    pg.StrikeFund: st.builds(pg.StrikeFund, years),
    pg.ConvictionCap: st.builds(pg.ConvictionCap, st.integers(3, 9)),
    pg.YearsCap: st.builds(pg.YearsCap, fractions(6, 20, 3), st.fractions(1, 2)),
    pg.DiscountCap: st.builds(pg.DiscountCap, share),
    pg.Mistrials: st.builds(pg.Mistrials, share, share),
}

terms = st.lists(st.sampled_from(list(KINDS)), max_size=5, unique=True).flatmap(
    lambda kinds: st.tuples(*(KINDS[kind] for kind in kinds))
)


@st.composite
def games(draw):
    parameters = {**draw(lottery_parameters()), "defendants": draw(st.integers(5, 8))}
    parameters["offer"] += 1  # a credit is no more than the offer
    chosen = draw(terms)
    kinds = {type(term): term for term in chosen}
    if {pg.BetterOffer, pg.CooperationCredit} <= set(kinds):
        left = (1 - kinds[pg.BetterOffer].discount) * as_rational(parameters["offer"])
        assume(kinds[pg.CooperationCredit].credit <= left)
    return parameters, chosen


def test_a_credit_is_no_more_than_what_other_terms_leave_of_the_offer():
    game = pg.PleaGame(defendants=20, capacity=2, offer=4, sentence=10)
    for order in ((0, 1), (1, 0)):
        chosen = [pg.BetterOffer("1/2"), pg.CooperationCredit("2.5")]
        with pytest.raises(pg.ParameterError) as caught:
            game.with_terms(*(chosen[place] for place in order))
        (fault,) = caught.value.faults
        assert fault.parameter == "CooperationCredit: credit"
        assert fault.rule == "must be at most the offer with all terms, 2 years"
    game.with_terms(pg.BetterOffer("1/2"), pg.CooperationCredit(2))
    symbolic = pg.PleaGame.symbolic().with_terms(pg.BetterOffer("1/2"), pg.CooperationCredit(2))
    with pytest.raises(pg.ParameterError, match=r"at most the offer with all terms, 1.5 years"):
        symbolic.with_parameters(
            offer=3, sentence=10, defendants=5, capacity=1, conviction=1, process_cost=0,
            dismissal_cost=0)  # fmt: skip


@pytest.mark.parametrize("goal", GOALS)
def test_levers_beside_a_credit_leave_it_an_offer(goal):
    """The most that the goal survives is a game that there is."""
    base = pg.PleaGame(defendants=20, capacity=2, offer=4, sentence=10)
    for game, lever in (
        (base.with_terms(pg.CooperationCredit(1)), pg.BetterOffer),
        (base.with_terms(pg.BetterOffer("1/2")), pg.CooperationCredit),
    ):
        found = pg.required(game, lever, for_=goal)
        if found.amount is not None:
            game.with_terms(found.lever.with_amount(found.amount))


def gain_by_hand(parameters, terms, holdouts):
    amounts = {
        name: Fraction(int(value.p), int(value.q))
        for term in terms
        for name, value in term.values.items()
    }
    return oracles.gain_with_terms(parameters, amounts, holdouts)


@settings(max_examples=150)
@given(games())
def test_numbers_follow_from_the_descriptions_of_the_terms(drawn):
    parameters, chosen = drawn
    game = pg.PleaGame(**parameters).with_terms(*chosen)
    gain = anonymous_game(game).gain
    players = len(gain)
    assert players == deciding(game)
    assert list(gain) == [gain_by_hand(parameters, chosen, held) for held in range(1, players + 1)]
    floats = gains_in_doubles(game.payoffs, game.substitution)
    assert floats == pytest.approx([float(value) for value in gain], rel=1e-12, abs=1e-12)


@settings(max_examples=40)
@given(games(), st.integers(1, 5), st.integers(1, 5))
def test_only_the_turnouts_asked_for_are_computed(drawn, one, other):
    parameters, chosen = drawn
    game = pg.PleaGame(**parameters).with_terms(*chosen)
    gain = anonymous_game(game).gain
    low, high = sorted(min(held, len(gain)) for held in (one, other))
    asked = range(low, high + 1)
    found = gains_at(exact_payoffs(game), asked)
    assert found == [as_fmpq(gain[held - 1]) for held in asked]


@settings(max_examples=10)
@given(games())
def test_the_printed_formula_is_what_is_computed(drawn):
    parameters, chosen = drawn
    game = pg.PleaGame(**parameters).with_terms(*chosen)
    pleas = plead_payoffs(game)
    for held, payoff in enumerate(holdout_payoffs(game), start=1):
        plea = pleas[min(held, len(pleas)) - 1]
        assert game.gain.subs(m, held).doit() == as_rational(payoff - plea)
        assert game.payoff_plead.subs(m, held).doit() == as_rational(plea)
        assert game.payoff_hold_out.subs(m, held).doit() == as_rational(payoff)


@settings(max_examples=30)
@given(games())
def test_the_lottery_form_has_the_same_gains(drawn):
    parameters, chosen = drawn
    game = pg.PleaGame(**parameters).with_terms(*chosen)
    try:
        form = pg.lottery_form(game)
    except pg.ParameterError:
        return
    gains = [
        form.price - form.dismissal_cost - form.trial_chance(m) * form.stake
        for m in range(1, int(form.defendants) + 1)
    ]
    assert tuple(gains) == anonymous_game(game).gain


def test_order_does_not_matter():
    chosen = (
        pg.SidePayment(2),
        pg.StrikeFund(5),
        pg.Retaliation(2),
        pg.BudgetSurge(Fraction(1, 2)),
    )
    built = {GAME.with_terms(*order) for order in permutations(chosen)}
    assert len(built) == 1
    one_by_one = GAME
    for term in reversed(chosen):
        one_by_one = one_by_one.with_terms(term)
    assert one_by_one in built


@pytest.mark.parametrize("kind", TERMS)
def test_removing_a_term_gives_back_the_plain_game(kind):
    plain = pg.PleaGame.symbolic()
    changed = plain.with_terms(kind.symbolic())
    assert (changed.gain, changed.payoffs) != (plain.gain, plain.payoffs)
    assert changed.without_terms() == plain
    assert changed.without_terms().gain == plain.gain


@pytest.mark.parametrize("kind", TERMS)
def test_every_term_says_what_it_is(kind):
    assert kind.source and kind.side in {"organizers", "defence", "state"}
    assert kind.amount() in kind.parameters.values()
    for parameter in kind.parameters.values():
        assert parameter.meaning and parameter.remedy and parameter.unit


def test_neutral_amounts_change_nothing():
    neutral = GAME.with_terms(
        pg.SidePayment(0), pg.Solidarity(0), pg.VisibleDefection(0), pg.StrikeFund(0),
        pg.Pledge(0), pg.CommunityJury(0), pg.CollectiveCounsel(1), pg.Retaliation(1),
        pg.BudgetSurge(0), pg.StreamlinedTrials(0), pg.PooledCapacity(0), pg.Dismissals(0),
        pg.BetterOffer(0), pg.PreparationDecay(0), pg.DefenceOverload(230),
        pg.ConvictionCap(230), pg.YearsCap(230, 1), pg.DiscountCap(1), pg.Mistrials(0),
    )  # fmt: skip
    assert anonymous_game(neutral).gain == anonymous_game(GAME).gain


def test_irrational_powers_are_as_close_as_promised():
    game = GAME.with_terms(pg.Solidarity(1, Fraction(1, 2)), pg.PreparationDecay(Fraction(1, 3)))
    exact = game.gain.subs(m, 17).n(80)
    found = anonymous_game(game).gain[16]
    assert abs(exact - as_rational(found).n(80)) < 1e-70


@pytest.mark.parametrize(
    "terms",
    [
        [pg.Pledge(1, "2/3")],
        [pg.Pledge(2, "2/3"), pg.Solidarity(3)],
        [pg.CollectiveCounsel(clients=3, weight="1/2")],
        [pg.CollectiveCounsel(clients=3, weight="1/2"), pg.Pledge(1, "2/3")],
        [pg.CollectiveCounsel(clients=2, weight=1), pg.Pledge(2)],
    ],
    ids=lambda terms: " and ".join(map(str, terms)),
)
def test_few_promises_and_fellow_clients(terms):
    """Formula, fractions and doubles agree; each has an arithmetic of its own."""
    game = pg.PleaGame(defendants=6, capacity=2, offer=4, sentence=10).with_terms(*terms)
    payoffs = holdout_payoffs(game)
    for held, payoff in enumerate(payoffs, start=1):
        assert game.payoff_hold_out.subs(m, held).doit() == as_rational(payoff)
    (plea,) = plead_payoffs(game)
    gain = [float(payoff - plea) for payoff in payoffs]
    floats = gains_in_doubles(game.payoffs, game.substitution)
    assert floats == pytest.approx(gain, rel=1e-13, abs=1e-13)
    chosen = {type(term): term for term in game.terms}
    parameters = {name: Fraction(value) for name, value in game.numbers.items()}
    assert gain == pytest.approx(
        [float(gain_by_hand(parameters, list(chosen.values()), held))
         for held in range(1, len(gain) + 1)])  # fmt: skip


@pytest.mark.parametrize("reliability", [1, "2/3", Symbol("q", nonnegative=True)])
def test_promises_may_be_symbols_where_capacity_is_a_number(reliability):
    """Sympy 1.14 takes 2/(m + M) for at least 1, which it is at the least m and M only."""
    game = pg.PleaGame(defendants=9, capacity=2, offer=4, sentence=10)
    signed = Symbol("a", integer=True, positive=True)
    formula = game.with_terms(pg.Pledge(signed, reliability)).gain
    kept = "1/4" if isinstance(reliability, Symbol) else reliability
    gain = anonymous_game(game.with_terms(pg.Pledge(3, kept))).gain
    for held, value in enumerate(gain, start=1):
        at = {signed: 3, m: held, Symbol("q", nonnegative=True): as_rational(Fraction(kept))}
        assert formula.subs(at).doit() == as_rational(value)


def test_a_thousand_unreliable_signers():
    game = pg.PleaGame(defendants=1_500, capacity=60, offer=4, sentence=10)
    signed = game.with_terms(pg.Pledge(1_000, Fraction(9, 10)))
    floats = gains_in_doubles(signed.payoffs, signed.substitution)
    direct = sum(
        comb(1_000, h) * 0.9**h * 0.1 ** (1_000 - h) * min(1, 60 / (5 + h))
        for h in range(700, 1_001)
    )
    assert floats[4] == pytest.approx(4 - 10 * direct, rel=1e-9)
    assert float(anonymous_game(signed).gain[4]) == pytest.approx(floats[4], rel=1e-12)


@settings(max_examples=30)
@given(games())
def test_equilibria_with_terms_are_those_of_the_gains(drawn):
    parameters, chosen = drawn
    game = pg.PleaGame(**parameters).with_terms(*chosen)
    gain = list(anonymous_game(game).gain)
    found = pg.equilibria(game)
    assert found.game is game
    pure = set(oracles.pure_equilibria(gain))
    listed = {
        held
        for equilibrium in found
        if equilibrium.holdouts is not None and not equilibrium.mixers
        for held in range(equilibrium.holdouts, equilibrium.holdouts_to + 1)
    }
    assert listed == pure


@settings(max_examples=30)
@given(games())
def test_thresholds_with_terms(drawn):
    parameters, chosen = drawn
    game = pg.PleaGame(**parameters).with_terms(*chosen)
    gain = anonymous_game(game).gain
    found = pg.thresholds(game)
    tipping = next((held for held, value in enumerate(gain, start=1) if value >= 0), None)
    assert found.tipping_holdouts == tipping
    if found.hard_core is not None:
        later = [all(value >= 0 for value in gain[h:]) for h in range(len(gain) + 1)]
        assert found.hard_core == later.index(True)
    assert str(found)


def test_symbols_stay_symbols():
    game = pg.PleaGame.symbolic().with_terms(pg.SidePayment.symbolic())
    found = pg.thresholds(game)
    assert "f" in str(found.resilience)
    value = pg.thresholds(GAME.with_terms(pg.SidePayment(2))).resilience
    numbers = {**GAME.substitution, **pg.SidePayment(2).substitution}
    assert float(simplify(found.resilience.subs(numbers))) == pytest.approx(value)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: GAME.with_terms(pg.SidePayment(1), pg.SidePayment(2)), ["SidePayment", "once"]),
        (lambda: GAME.with_terms(pg.SidePayment), ["must be terms"]),
        (lambda: pg.VisibleDefection(-1, 2), ["sanction = -1", "probability = 2"]),
        (lambda: pg.Retaliation(Fraction(1, 2)), ["factor = 1/2", "1 or more"]),
        (lambda: pg.CommunityJury("5%"), ["sympathizers = 5%", "0.05"]),
        (lambda: pg.StreamlinedTrials(1), ["less than 1"]),
        (lambda: pg.CostlierTrials(10, 0), ["hours = 0"]),
        (
            lambda: GAME.with_terms(pg.Pledge(200), pg.Dismissals(40)),
            ["committed + dismissed = 200 + 40: must leave at least one of the 230"],
        ),
        (lambda: GAME.with_terms(pg.CollectiveCounsel(231)), ["at most the 230"]),
        (lambda: GAME.with_parameters(sidepayment=2), ["did you mean side_payment"]),
        (lambda: GAME.with_parameters(pooling=0.5), ["needs capacity_elsewhere"]),
        (lambda: pg.protocols(GAME.with_terms(pg.StrikeFund(9))), ["StrikeFund", "equilibria"]),
        (lambda: pg.protocols(GAME.with_terms(pg.SidePayment(10))), ["with SidePayment"]),
    ],
)
def test_bad_input_is_named(make, words):
    with pytest.raises(pg.ParameterError) as error:
        make()
    for word in words:
        assert word in str(error.value)


def test_gambit_gets_the_payoffs_with_terms():
    game = pg.PleaGame(defendants=3, capacity=1, offer=1, sentence=2).with_terms(pg.StrikeFund(1))
    text = pg.to_gambit(game, "nfg")
    assert '{ "" -1/2, -1/2, -1 }' in text
    assert '{ "" -1/3, -1/3, -1/3 }' in text
    assert pg.to_gambit(game, "agg").endswith("0 -6 -3 -2")


def test_letters_may_stand_for_each_other():
    sentence, cost = SYMBOLS["sentence"], SYMBOLS["process_cost"]
    game = pg.PleaGame.symbolic(sentence=cost, process_cost=sentence)
    assert game.express(game.payoffs.trial_cost) == SYMBOLS["conviction"] * cost + sentence


@pytest.mark.parametrize("kind", TERMS)
def test_a_term_taken_for_its_amount_is_told_the_parameter(kind):
    with pytest.raises(pg.ParameterError) as error:
        GAME.with_parameters(**{kind.__name__: 1})
    assert error.value.faults[0].remedy == f"did you mean {kind.amount().name}?"


@pytest.mark.parametrize("pledge", [(1, "1/3"), (2, "1/3"), (1, 0), (1, 1)])
def test_promises_that_may_be_broken_are_printed_as_they_are_computed(pledge):
    parameters = {
        "defendants": 6, "capacity": 2, "offer": 4, "sentence": 10,
        "conviction": 1, "process_cost": 0, "dismissal_cost": 1,
    }  # fmt: skip
    terms = (pg.Pledge(*pledge),)
    game = pg.PleaGame(**parameters).with_terms(*terms)
    for held in range(1, 7 - pledge[0]):
        assert game.gain.subs(m, held).doit() == as_rational(gain_by_hand(parameters, terms, held))


def test_solidarity_is_shared_among_those_who_are_not_dismissed():
    """A hundred dismissed: (M/130) of 5 years."""
    game = pg.scenario("j20").game.with_parameters(offer=1)
    solidary = game.with_terms(pg.Solidarity(5), pg.Dismissals(100))
    assert pg.thresholds(solidary).tipping_holdouts == 45


def test_solidarity_is_whole_when_all_who_are_left_hold_out():
    game = pg.PleaGame(defendants=100, capacity=10, offer=1, sentence=10)
    left = game.with_terms(pg.Solidarity(2), pg.Dismissals(50))
    assert anonymous_game(left).gain[-1] == 1
