"""Thresholds against their definitions, in exact arithmetic."""

import math
from fractions import Fraction

import mpmath
import pytest
from hypothesis import assume, given, settings, strategies as st
from sympy import Basic, Rational, Symbol, nan

import plea_games as pg
from plea_games.games.exact_code import exact_code
from plea_games.model.closed_forms import CLOSED_FORMS
from plea_games.model.symbols import K, L, N, T, d, kappa, r, s
from plea_games.solvers.laplacian import laplacian_ratio
from tests import oracles
from tests.strategies import lottery_parameters, trial_cost

LETTERS = (N, K, s, d, T, kappa, r, L)


def game(**parameters):
    return pg.PleaGame(**{"offer": 4, "sentence": 10, **parameters})


def test_reference_values():
    found = pg.thresholds(game(defendants=230, capacity=12))
    assert found.tipping_holdouts == 30
    assert found.tipping_share == pytest.approx(0.1304347826, abs=1e-10)
    assert found.mixed_probability == pytest.approx(0.130434373921, abs=1e-12)
    assert found.laplacian_ratio == pytest.approx(0.204222085218, abs=1e-12)
    assert found.resilience == pytest.approx(23 / 3, rel=1e-15)
    assert found.unravelling_rounds == 20
    assert found.side_payment_exists == 0
    assert found.side_payment_risk_dominant == 0
    assert found.side_payment_dominant == 6
    assert found.risk_dominant == "hold out"
    assert found.hard_core == 29
    assert not found.missing


def test_resilience_with_a_dismissal_cost():
    found = pg.thresholds(game(defendants=230, capacity=12, dismissal_cost=1))
    assert found.trial_cost_resilience == pytest.approx(5.85, rel=1e-15)


@pytest.mark.parametrize(
    ("kappa", "ratio"),
    [(1, 0.0561), (2, 0.0982), (3, 0.1352), (5, 0.1998), (10, 0.3303), (20, 0.5219), (50, 0.8466)],
)
def test_laplacian_ratio_for_large_caseloads(kappa, ratio):
    assert float(laplacian_ratio(10**9, kappa * 10**7)) == pytest.approx(ratio, abs=5e-5)


@pytest.mark.parametrize(
    ("n", "k", "ratio"),
    [(2, 1, 0.75), (3, 1, 0.6111), (5, 1, 0.4567), (10, 1, 0.2929), (100, 5, 0.1952),
     (1000, 30, 0.1347)],
)  # fmt: skip
def test_laplacian_ratio_for_small_caseloads(n, k, ratio):
    assert float(laplacian_ratio(n, k)) == pytest.approx(ratio, abs=5e-5)


@pytest.mark.parametrize("n", range(1, 40))
def test_laplacian_ratio_is_the_mean_trial_probability(n):
    for k in range(n + 3):
        mean = sum(oracles.trial_probability(k, m) for m in range(1, n + 1)) / n
        assert laplacian_ratio(n, k, mean) == mean
        assert abs(laplacian_ratio(n, k) - mean) < Fraction(1, 10**30)
        just_above, just_below = mean + Fraction(1, 10**60), mean - Fraction(1, 10**60)
        assert laplacian_ratio(n, k, just_above) < just_above
        assert laplacian_ratio(n, k, just_below) > just_below


def test_ten_million_defendants_need_no_loop():
    found = pg.thresholds(game(defendants=10**7, capacity=450_000))
    with mpmath.workdps(30):
        exact = 0.045 * (1 + mpmath.harmonic(10**7) - mpmath.harmonic(450_000))
    assert found.laplacian_ratio == pytest.approx(float(exact), rel=1e-14)
    assert found.tipping_holdouts == 1_125_000


def test_doubling_share_is_five_percent_at_one_in_twenty_one_only():
    assert pg.thresholds(game(defendants=21, capacity=1)).doubling_share == 0.05
    assert pg.thresholds(game(defendants=2100, capacity=100)).doubling_share == 0.05
    for percent in range(1, 50):
        if percent * 21 != 100:
            assert pg.thresholds(game(defendants=100, capacity=percent)).doubling_share != 0.05
    half = pg.thresholds(game(defendants=2, capacity=1))
    assert half.doubling_share == 1
    assert pg.thresholds(game(defendants=3, capacity=2)).doubling_share is None


@pytest.mark.parametrize(
    ("r", "share"), [("0.61", 0.082), ("0.5", 0.1), ("1/3", 0.15), ("0.2", 0.25)]
)
def test_doubling_demand_is_not_tipping(r, share):
    found = pg.thresholds(game(defendants=10**6, capacity=50_000, offer=r, sentence=1))
    assert found.tipping_share == pytest.approx(share, abs=5e-4)


def test_a_decimal_means_that_decimal():
    found = pg.thresholds(game(defendants=100, capacity=3, offer=0.3, sentence=1))
    assert found.tipping_holdouts == 10  # in binary, 0.3 is less than 3/10 and this would be 11


def assert_rounded_down(double, exact):
    """The next double is too much; doubles are read as the decimals that they print as."""
    read = [Fraction(repr(number)) for number in (double, math.nextafter(double, math.inf))]
    assert read[0] <= exact < read[1]


@settings(max_examples=500)
@given(lottery_parameters(most_defendants=12))
def test_every_threshold_is_what_its_definition_says(parameters):
    found = pg.thresholds(pg.PleaGame(**parameters))
    n, k = parameters["defendants"], parameters["capacity"]
    s, d, total = parameters["offer"], parameters["dismissal_cost"], trial_cost(parameters)
    gain = oracles.gains(n, k, s, total, d)
    ratio = (s - d) / (total - d)

    content = [m for m in range(1, n + 1) if gain[m - 1] >= 0]
    assert found.tipping_holdouts == min(content, default=None)
    assert found.collective_price == float(oracles.trial_probability(k, n))
    assert found.tipping_share == (float(Fraction(min(content), n)) if content else None)
    assert found.hard_core == next(
        (core for core in range(n) if all(g >= 0 for g in gain[core:])), None
    )
    assert (found.mixed_probability is not None) == (
        any(gain) and oracles.interior_roots(gain) == 1
    )

    everything = oracles.potential(gain)[-1]
    choice = "hold out" if everything > 0 else "plead" if everything < 0 else "tie"
    assert found.risk_dominant == choice
    mean = sum(oracles.trial_probability(k, m) for m in range(1, n + 1)) / n
    assert found.laplacian_ratio == pytest.approx(float(mean), rel=1e-15)

    if found.resilience is not None and k:
        bound = ratio * n / k
        assert_rounded_down(found.resilience, bound)
        assert oracles.gains(n, bound * k, s, total, d)[-1] == 0
        assert oracles.gains(n, bound * k + 1, s, total, d)[-1] < 0
    else:
        far_away = [oracles.gains(n, factor * k, s, total, d)[-1] for factor in (1, 10, 10**6)]
        assert all(g >= 0 for g in far_away) or ratio < 0
    if found.trial_cost_resilience is not None:
        bound = ((s - d) / oracles.trial_probability(k, n) + d) / total
        assert_rounded_down(found.trial_cost_resilience, bound)
        assert oracles.gains(n, k, s, bound * total, d)[-1] == 0


@settings(max_examples=500)
@given(lottery_parameters(most_defendants=9))
def test_side_payments_are_the_least_that_suffice(parameters):
    """Including offers below the dismissal cost, where the gain falls in m once f > T − d."""
    found = pg.thresholds(pg.PleaGame(**parameters))
    n, k = parameters["defendants"], parameters["capacity"]
    s, d, total = parameters["offer"], parameters["dismissal_cost"], trial_cost(parameters)

    def paid(f):
        return oracles.gains(n, k, s, total - f, d)

    def strike_maximizes_potential(gain):
        values = oracles.potential(gain)
        return values[-1] == max(values)

    goals = {
        "side_payment_exists": lambda gain: gain[-1] >= 0,
        "side_payment_risk_dominant": strike_maximizes_potential,
        "side_payment_dominant": lambda gain: min(gain) >= 0,
    }
    for name, reached in goals.items():
        least = getattr(found, name)
        if least is None:
            assert not any(reached(paid(f)) for f in (0, 1, 10**6))
            continue
        tolerance = Fraction(1, 10**9)
        assert reached(paid(Fraction(least) + tolerance))
        assert least == 0 or not reached(paid(Fraction(least) - tolerance))


@settings(max_examples=500)
@given(lottery_parameters())
def test_regimes_exclude_each_other_and_leave_nothing_out(parameters):
    n, k = parameters["defendants"], parameters["capacity"]
    s, d, total = parameters["offer"], parameters["dismissal_cost"], trial_cost(parameters)
    ratio = (s - d) / (total - d)
    letters = (n, k, s, d, total, Fraction(k, n), ratio, laplacian_ratio(n, k, ratio))
    arguments = [Fraction(value) for value in letters]
    for form in CLOSED_FORMS:
        holding = [b for b in form.regimes if exact_code(LETTERS, b.condition)(*arguments)]
        # regimes may touch only where they give the same value
        assert holding, form.name
        assert len({str(_value(regime, arguments)) for regime in holding}) == 1, form.name


def test_where_nobody_is_tried_and_waiting_costs_more_one_regime_holds():
    """K = 0 and s < d, so r < 0: a payment to those tried reaches nobody."""
    arguments = [Fraction(v) for v in (5, 0, 1, 2, 10, 0, Fraction(-1, 8), 0)]
    for form in CLOSED_FORMS:
        holding = [b for b in form.regimes if exact_code(LETTERS, b.condition)(*arguments)]
        assert len({str(_value(regime, arguments)) for regime in holding}) == 1, form.name


def _value(regime, arguments):
    if regime.value is None:
        return regime.reason
    if regime.value.is_Relational or regime.value.is_Symbol:
        return regime.value
    return (
        float(exact_code(LETTERS, regime.value)(*arguments))
        if "harmonic" not in str(regime.value)
        else regime.value
    )


@settings(max_examples=30)
@given(lottery_parameters(), st.data())
def test_formulas_and_numbers_agree(parameters, data):
    numbers = pg.thresholds(pg.PleaGame(**parameters))
    assume(parameters["sentence"] > 0)
    fixed = data.draw(st.sets(st.sampled_from(sorted(parameters)), min_size=2))
    known = {name: parameters[name] for name in {*fixed, "conviction"}}
    symbolic = pg.PleaGame.symbolic(**known)
    formulas = pg.thresholds(symbolic)
    substitution = {
        symbol: Rational(str(parameters[name]))
        for name, symbol in symbolic.parameters.items()
        if symbol.is_Symbol
    }
    for form in CLOSED_FORMS:
        number, formula = getattr(numbers, form.name), getattr(formulas, form.name)
        if form.name == "mixed_probability":
            continue  # an equation; see below
        at_numbers = formula.subs(substitution) if isinstance(formula, Basic) else formula
        if number is None:
            assert at_numbers is None or at_numbers is nan, (form.name, formula)
        elif form.name == "risk_dominant":
            assert str(at_numbers) == number
        else:
            assert float(at_numbers) == pytest.approx(number, rel=1e-14), form.name


def test_formulas_carry_their_conditions():
    simple = pg.PleaGame.symbolic(conviction=1, process_cost=0, dismissal_cost=0)
    found = pg.thresholds(simple)
    n, k, s, j = (
        simple.parameters[name] for name in ("defendants", "capacity", "offer", "sentence")
    )
    assert found.trial_rate == k / n
    tipping = found.tipping_holdouts
    assert tipping.subs({n: 230, k: 12, s: 4, j: 10}) == 30
    assert tipping.subs({n: 230, k: 12, s: Rational(1, 3), j: 10}) is nan
    assert tipping.subs({n: 230, k: 12, s: 11, j: 10}) == 1
    equation = found.mixed_probability
    x = Symbol("x", positive=True)
    at_root = equation.lhs.subs({n: 5, k: 2, x: Rational(1, 2)}).doit()
    by_hand = sum(
        Fraction(c, 16) * oracles.trial_probability(2, j + 1) for j, c in enumerate((1, 4, 6, 4, 1))
    )
    assert at_root == Rational(by_hand.numerator, by_hand.denominator)
    choice = found.risk_dominant
    assert {str(value) for value, _ in choice.args} == {"hold out", "plead", "tie"}


def test_ties_survive_in_formulas():
    s = Symbol("s", nonnegative=True)
    found = pg.thresholds(pg.PleaGame(defendants=3, capacity=1, offer=s, sentence=18))
    choices = {offer: str(found.risk_dominant.subs(s, offer)) for offer in (10, 11, 12)}
    assert choices == {10: "plead", 11: "tie", 12: "hold out"}


@pytest.mark.parametrize(
    "known",
    [
        {"capacity": 12},
        {"capacity": 12, "offer": 4, "sentence": 10, "conviction": 1},
        {"defendants": 230},
        {"defendants": 230, "capacity": 230},
        {"offer": 4},
    ],
)
def test_any_mix_of_numbers_and_symbols(known):
    found = pg.thresholds(pg.PleaGame.symbolic(process_cost=0, dismissal_cost=0, **known))
    names = {str(symbol) for form in CLOSED_FORMS
             for symbol in getattr(getattr(found, form.name), "free_symbols", ())}  # fmt: skip
    assert "L" not in names
    assert str(found)
    foreign = Symbol("N")
    assert pg.thresholds(pg.PleaGame(defendants=foreign, capacity=12, offer=4, sentence=10))


def test_large_symbolic_games_do_not_write_out_harmonic_numbers():
    found = pg.thresholds(pg.PleaGame.symbolic(defendants=10**7, conviction=1))
    assert len(str(found.laplacian_ratio)) < 120


def test_harmonic_numbers_of_large_counts_are_those_of_numbers():
    found = pg.thresholds(pg.PleaGame.symbolic(defendants=10**4, conviction=1))
    for capacity in (1, 600, 10**4 - 1):
        game = pg.PleaGame(defendants=10**4, capacity=capacity, offer=4, sentence=10)
        value = found.laplacian_ratio.subs(K, capacity)
        assert float(value) == pytest.approx(pg.thresholds(game).laplacian_ratio, rel=1e-14)


def test_tables_have_formulas_and_where_they_hold():
    rows = {row[0]: row for row in pg.thresholds(game(defendants=230, capacity=12)).table().rows}
    assert rows["Tipping point"][2].text == "⌈K/r⌉"
    table = pg.thresholds(pg.PleaGame.symbolic()).table()
    assert [column.heading for column in table.columns] == ["threshold", "formula", "valid where"]


EVERYTHING = "all plead, all hold out, asymmetric"
CORNERS = {  # N, K, s, d with T = 10: tipping point, kinds of equilibria
    "r below κ": ((10, 5, 4, 0), None, "all plead"),
    "r at κ": ((10, 4, 4, 0), 10, "all plead, all hold out"),
    "r = 1": ((10, 4, 10, 0), 1, EVERYTHING),
    "r > 1": ((10, 4, 11, 0), 1, "all hold out"),
    "K = 0": ((10, 0, 4, 0), 1, "all hold out"),
    "K = 0, r = 0": ((10, 0, 0, 0), 1, EVERYTHING),
    "K = N": ((10, 10, 4, 0), None, "all plead"),
    "K > N": ((10, 12, 4, 0), None, "all plead"),
    "K > N, r = 1": ((10, 12, 10, 0), 1, EVERYTHING),
    "K > N, r > 1": ((10, 12, 11, 0), 1, "all hold out"),
    "N = 1": ((1, 1, 4, 0), None, "all plead"),
    "N = 1, K = 0": ((1, 0, 4, 0), 1, "all hold out"),
    "N = 1, r = 1": ((1, 1, 10, 0), 1, "all plead, all hold out"),
    "N = 2": ((2, 1, 6, 0), 2, "all plead, mixed, all hold out"),
    "r = 0": ((10, 4, 0, 0), None, "all plead"),
    "r < 0": ((10, 4, 1, 2), None, "all plead"),
}


@pytest.mark.parametrize("corner", CORNERS)
def test_corners(corner):
    (n, k, offer, dismissal_cost), tipping, kinds = CORNERS[corner]
    plain = game(defendants=n, capacity=k, offer=offer, dismissal_cost=dismissal_cost)
    found = pg.thresholds(plain)
    assert found.tipping_holdouts == tipping
    assert [e.kind for e in pg.equilibria(plain)] == kinds.split(", ")
    assert all(found.missing.values())
    assert (tipping is None) == ("tipping_holdouts" in found.missing)
    assert ("none [1]" in str(found)) == bool(found.missing)


def test_what_a_double_cannot_hold_is_refused():
    with pytest.raises(pg.errors.PrecisionError, match=r"offer_ratio = about 1e608: is beyond"):
        pg.thresholds(game(defendants=2, capacity=1, offer=1e308, sentence=1e-300))
    with pytest.raises(pg.errors.PrecisionError, match=r"offer_ratio = about .*: is below"):
        pg.thresholds(game(defendants=2, capacity=1, offer=1e-300, sentence=1e300))
    near_one = Fraction(10**400 - 1, 10**400)
    with pytest.raises(
        pg.errors.PrecisionError, match=r"side_payment_dominant = about .*: is below"
    ):
        pg.thresholds(game(defendants=3, capacity=1, offer=near_one, sentence=1))
    near_collective = Fraction(1, 2) + Fraction(1, 10**18)
    found = pg.thresholds(game(defendants=2, capacity=1, offer=near_collective, sentence=1))
    assert found.mixed_probability is None
    assert "too near 0 or 1" in found.missing["mixed_probability"]
    assert found.tipping_holdouts == 2


def test_an_offer_that_is_the_laplacian_ratio_to_the_last_digit():
    near = laplacian_ratio(10**7, 450_000).limit_denominator(10**40)
    digits = str(near.numerator * 10**390 // near.denominator).rjust(390, "0")
    parameters = {"offer": f"0.{digits}", "sentence": 1}
    found = pg.thresholds(game(defendants=10**7, capacity=450_000, **parameters))
    assert found.risk_dominant in ("hold out", "plead")


@settings(max_examples=150)
@given(lottery_parameters(most_defendants=6))
def test_unravelling_is_elimination_in_an_announced_order(parameters):
    found = pg.thresholds(pg.PleaGame(**parameters))
    n, capacity = parameters["defendants"], parameters["capacity"]
    own = {name: value for name, value in parameters.items()
           if name not in ("defendants", "capacity")}  # fmt: skip
    who = [pg.Defendant(f"D{i}", **own) for i in range(n)]
    trace = pg.sequences.elimination(pg.Docket(who, capacity=capacity, trials="announced order"))
    assert found.unravelling_rounds == (trace.rounds if trace.everyone_pleads else None)


def test_letters_that_formulas_use_themselves_are_refused():
    for letter in ("m", "x"):
        own = Symbol(letter, positive=True, integer=True if letter == "m" else None)
        with pytest.raises(pg.ParameterError, match="must not contain m or x"):
            pg.PleaGame.symbolic(offer=own)


def test_what_gains_without_a_closed_form_do_not_have_is_named():
    game = pg.PleaGame(defendants=5, capacity=5, offer=1, sentence=10)
    found = pg.thresholds(game.with_terms(pg.StrikeFund(1)))
    assert found.risk_dominant == "plead"
    for name in ("tipping_holdouts", "tipping_share", "hard_core"):
        assert getattr(found, name) is None
        assert found.missing[name] == "pleading is better however many hold out"
