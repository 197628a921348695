"""Proofs at any size: enclosures, completeness, and refusal of what is no equilibrium."""

import random
from fractions import Fraction
from itertools import pairwise
from math import comb, inf, nextafter, ulp

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

import plea_games as pg
from plea_games.solvers.roots import bernstein, root_search
from plea_games.solvers.roots.enclosures import enclose
from plea_games.solvers.roots.expected_gain import ExpectedGain
from tests import oracles
from tests.strategies import fractions

PUBLIC_GOOD = pg.AnonymousGame(gain=[-8, -8, 19, -8, -8])
BLOCKS = [1, -1, 2, -3]


def blocks(n):
    """Gains with three changes of sign."""
    return np.repeat(BLOCKS, [n // 10, 4 * n // 10, 3 * n // 10, 2 * n // 10])


def mixed(found):
    return [one for one in found if one.kind == "mixed"]


def touching(n, lift=0.0):
    """Gains with D(x) = n(n − 1)(x − 1/2)² + lift, for n others."""
    j = np.arange(n + 1.0)
    return (j - n / 2) ** 2 - n / 4 + lift


def value_by_mpmath(gain, x, digits=60):
    with mpmath.workdps(digits):
        n, x = len(gain) - 1, mpmath.mpf(x)
        term, total = (1 - x) ** n, mpmath.mpf(0)
        for j, value in enumerate(gain):
            total += term * mpmath.mpf(value)
            term *= mpmath.mpf(n - j) / (j + 1) * x / (1 - x)
        return total


points = st.one_of(
    st.floats(1e-9, 1 - 1e-9),
    st.floats(-300, -1).map(lambda e: 10.0**e),
    st.integers(1, 53).map(lambda k: 1 - 2.0**-k),
)
vectors = st.lists(fractions(-9, 9, 9), min_size=2, max_size=30)


@settings(max_examples=150)
@given(vectors, points)
def test_bounds_on_errors_hold(gain, x):
    n, point = len(gain) - 1, Fraction(x)
    chances = [comb(n, j) * point**j * (1 - point) ** (n - j) for j in range(n + 1)]
    mean = sum(chance * value for chance, value in zip(chances, gain, strict=True))
    expected = ExpectedGain(pg.AnonymousGame(gain=gain))
    for here in (expected.moments(x), expected.moments_in_balls(x)):
        unit = Fraction(2) ** here.exponent
        assert abs(Fraction(here.mean) * unit - mean) <= Fraction(here.mean_error) * unit
        spread = n * point * (1 - point)
        tilted = sum(
            chance * value * (j - n * point)
            for j, (chance, value) in enumerate(zip(chances, gain, strict=True))
        )
        slack = here.slope_error * (1 + 1e-12) + 1e-14 * abs(here.slope)
        assert abs(here.slope - float(tilted / unit) / float(spread) ** 0.5) <= slack
        square = sum(c * value * value for c, value in zip(chances, gain, strict=True))
        rest = float((square - mean**2 - tilted**2 / spread) / unit**2)
        assert here.rest**2 >= rest - 1e-14 * float(square / unit**2)


@settings(max_examples=150)
@given(vectors, st.floats(0.02, 0.98), st.floats(0.01, 1.5), st.floats(-1, 1))
def test_what_is_said_of_a_cell_holds_on_it(gain, centre, reach, place):
    here = ExpectedGain(pg.AnonymousGame(gain=gain)).moments(centre)
    step = place * reach * (centre * (1 - centre) / (len(gain) - 1)) ** 0.5
    x = Fraction(centre) + Fraction(step)
    if not 0 < x < 1:
        return
    sign, direction = here.sign_within(reach), here.direction_within(reach)
    if sign:
        assert bernstein.value_at(gain, x) * sign > 0
    if direction:
        after = bernstein.value_at(gain, x + Fraction(1, 10**15))
        assert (after - bernstein.value_at(gain, x)) * direction > 0


@settings(max_examples=80)
@given(st.lists(st.integers(-3, 3), min_size=2, max_size=14))
def test_the_search_finds_what_exact_isolation_finds(gain):
    if not any(gain):
        return
    game = pg.AnonymousGame(gain=gain)
    expected, exact = ExpectedGain(game), bernstein.roots(game.gain)
    brackets, undecided = root_search.isolate_gain_roots(expected, expected.runs)
    for bracket in brackets:
        inside = [one for one in exact if bracket.lower <= one.lower <= bracket.upper]
        assert [one.crossing for one in inside] == [bracket.crossing]
    missed = [
        one
        for one in exact
        if not any(b.lower <= one.lower <= b.upper for b in brackets)
        and not any(u.lower <= one.upper and one.lower <= u.upper for u in undecided)
    ]
    assert not missed
    assert len(undecided) <= sum(one.crossing == 0 for one in exact) + (len(exact) > len(brackets))


def test_random_gains_agree_with_brute_force():
    rng = random.Random(2009)
    for _ in range(2000):
        increasing = rng.random() < 0.5
        gain = [Fraction(rng.randint(-4, 4), rng.randint(1, 3)) for _ in range(rng.randint(1, 5))]
        gain = sorted(gain) if increasing else gain
        found = pg.equilibria(pg.AnonymousGame(gain=gain), certify=True)
        pure = {
            m: one.profiles if one.holdouts == one.holdouts_to else comb(len(gain), m)
            for one in found
            if one.holdouts is not None and not one.mixers
            for m in range(one.holdouts, one.holdouts_to + 1)
        }
        assert pure == oracles.pure_equilibria(gain)
        if any(gain):
            assert len(mixed(found)) == oracles.interior_roots(gain)
        for one in mixed(found):
            low, high = map(Fraction, one.enclosure)
            below, above = (oracles.expected_gain(gain, x) for x in (low, high))
            assert low == high or below * above <= 0 or abs(below) < Fraction(1, 10**28)  # touches
            x = Fraction(one.hold_out_probability)
            gained = oracles.expected_gain(gain, x)
            assert max(gained * (1 - x), -gained * x) <= Fraction(one.max_regret)


@pytest.mark.parametrize("n", [2_000, 100_000])
def test_three_changes_of_sign_are_complete(n):
    gain = blocks(n)
    found = pg.equilibria(pg.AnonymousGame(gain=gain), certify=True)
    assert not found.undecided
    assert [one.stable for one in mixed(found)] == [True, False, True]
    for one in mixed(found):
        low, high = one.enclosure
        assert nextafter(low, inf) == high
    if n == 2_000:
        for one in mixed(found):
            ends = [value_by_mpmath(gain.tolist(), x) for x in one.enclosure]
            assert ends[0] * ends[1] < 0


def test_a_million_gains_of_any_magnitude():
    gain = blocks(10**6)
    plain = mixed(pg.equilibria(pg.AnonymousGame(gain=gain)))
    huge = mixed(pg.equilibria(pg.AnonymousGame(gain=gain * 1e300)))
    assert len(plain) == 3
    assert [one.enclosure for one in plain] == [one.enclosure for one in huge]
    assert all(1e280 < one.max_regret < 1e290 for one in huge)


def test_gains_that_differ_by_hundreds_of_digits():
    gain = blocks(20_000) * np.exp(np.linspace(-600, 600, 20_000))
    found = pg.equilibria(pg.AnonymousGame(gain=gain), certify=True)
    assert len(mixed(found)) == 3


def test_noise_does_not_invent_or_hide_roots(monkeypatch):
    gain = np.random.default_rng(7).normal(size=400).round(3)
    game = pg.AnonymousGame(gain=gain)
    found = mixed(pg.equilibria(game, certify=True))
    monkeypatch.setattr(bernstein, "FEW", 400)
    exact = mixed(pg.equilibria(game))
    assert len(found) == len(exact) > 3
    for ours, theirs in zip(found, exact, strict=True):
        assert ours.hold_out_probability == pytest.approx(theirs.hold_out_probability, rel=1e-15)
        assert ours.stable == theirs.stable


def test_a_tangent_at_large_n_is_undecided_and_never_found():
    game = pg.AnonymousGame(gain=touching(20_000))
    found = pg.equilibria(game)
    assert not mixed(found)
    assert not found.complete
    ((low, high),) = found.undecided
    assert low < 0.5 < high
    assert high - low < 1e-6
    assert "none or a pair" in found.remarks[1]
    with pytest.raises(
        pg.errors.PrecisionError, match=f"between {low!r} and {high!r}: cannot be told apart"
    ):
        pg.equilibria(game, certify=True)
    lifted = pg.equilibria(pg.AnonymousGame(gain=touching(20_000, 1e-3)))
    assert not mixed(lifted)
    assert not lifted.undecided
    lowered = pg.equilibria(pg.AnonymousGame(gain=touching(20_000, -1e-3)), certify=True)
    assert len(mixed(lowered)) == 2


def test_a_root_of_high_order_is_said_to_be_there():
    found = pg.equilibria(pg.AnonymousGame(gain=[1, -1] * 2600))  # D(x) = (1 − 2x)^5199
    ((low, high),) = found.undecided
    assert low < 0.5 < high
    assert "at least one" in found.remarks[1]


@pytest.mark.parametrize(
    "game",
    [
        PUBLIC_GOOD,
        pg.AnonymousGame(gain=blocks(10_000)),
        pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10),
        pg.PleaGame(defendants=8, capacity=3, offer="2/3", sentence=1, dismissal_cost="1/10"),
        pg.PleaGame(defendants=10**7, capacity=450_000, offer=4, sentence=10),
        pg.PleaGame(defendants=10**6, capacity=10**5, offer=Fraction(999_999, 10**6), sentence=1),
    ],
)
def test_perturbed_roots_are_refused(game):
    for one in mixed(pg.equilibria(game, certify=True)):
        x = one.hold_out_probability
        for near in (nextafter(x, 0), x, nextafter(x, 1)):
            held = pg.certificate(game, near)
            assert held.holds
            assert held.unique
            assert one.enclosure[0] <= held.enclosure[1]
            assert held.enclosure[0] <= one.enclosure[1]
        for wrong in (x * (1 + 1e-12), x * (1 - 1e-12)):
            refused = pg.certificate(game, wrong)
            assert not refused.holds
            assert refused.enclosure is None
            assert "throughout" in refused.reason
            assert refused.regret_bound > 0


def test_the_lottery_root_is_where_mpmath_finds_it():
    game = pg.PleaGame(defendants=2000, capacity=70, offer="0.61", sentence=1)
    (one,) = mixed(pg.equilibria(game, certify=True))
    gain = [0.61 * 1.0 - min(1.0, 70 / m) for m in range(1, 2001)]
    with mpmath.workdps(50):
        gain = [mpmath.mpf("0.61") - min(mpmath.mpf(1), mpmath.mpf(70) / m) for m in range(1, 2001)]
        low, high = (value_by_mpmath(gain, x) for x in one.enclosure)
    assert low < 0 < high


@pytest.mark.parametrize(("x", "holds"), [(0, True), (1, True), (0.5, False), (0.1, False)])
def test_pure_and_wrong_candidates(x, holds):
    game = pg.AnonymousGame(gain=[-1, -1, 2])
    found = pg.certificate(game, x)
    assert found.holds is holds
    assert "Certificate" in str(found)
    gained = oracles.expected_gain([Fraction(v) for v in (-1, -1, 2)], Fraction(x))
    regret = max(gained * (1 - Fraction(x)), -gained * Fraction(x))
    assert regret <= Fraction(found.regret_bound) <= regret + Fraction(1, 10**12)


@pytest.mark.parametrize(
    ("gain", "end", "alone"),
    [
        ([-1, 1], 0, True),
        ([-1, 1], 1, True),
        ([0, 1], 0, True),
        ([0, 1], 1, True),
        ([0, 0], 0, False),
        ([0, 0], 1, False),
        (PUBLIC_GOOD.gain, 0, True),
        ([-1, 2, -1, 1], 0, True),
        ([-1, 2, -1, 1], 1, True),
        ([-1, Fraction(1, 10**17)], 1, False),  # a root at 1 − 1e-17
        ([-1, 2, -1, Fraction(1, 10**17)], 1, False),
        ([Fraction(-1, 10**323), 1], 0, False),
    ],
)
def test_whether_another_equilibrium_is_next_to_a_pure_one(gain, end, alone):
    found = pg.certificate(pg.AnonymousGame(gain=gain), end)
    assert found.holds
    assert found.enclosure == (end, end)
    assert found.regret_bound == 0
    assert found.unique is alone


@pytest.mark.parametrize(("gain", "end", "regret"), [([2, 3], 0, 2), ([-2, -3], 1, 3)])
def test_a_pure_profile_that_is_no_equilibrium(gain, end, regret):
    found = pg.certificate(pg.AnonymousGame(gain=gain), end)
    assert (found.probability, found.holds, found.enclosure, found.unique) == (
        end, False, None, False)  # fmt: skip
    assert regret <= found.regret_bound <= regret * (1 + 1e-15)


def test_certificates_of_special_games():
    touch = pg.certificate(pg.AnonymousGame(gain=[1, -1, 1]), 0.5)
    assert touch.holds
    assert touch.enclosure == (0.5, 0.5)
    assert not pg.certificate(pg.AnonymousGame(gain=[1, 2]), 0.4).holds
    assert "dominant" in pg.certificate(pg.AnonymousGame(gain=[1, 2]), 0.4).reason
    assert pg.certificate(pg.AnonymousGame(gain=[0, 0]), 0.4).holds
    everyone_tried = pg.PleaGame(defendants=3, capacity=5, offer=1, sentence=2)
    assert not pg.certificate(everyone_tried, 0.4).holds
    assert pg.certificate(everyone_tried, 0.4).regret_bound == pytest.approx(0.4)
    large = pg.certificate(pg.AnonymousGame(gain=touching(20_000)), 0.5)
    assert not large.holds
    assert "too near 0" in large.reason


@pytest.mark.parametrize("candidate", [-0.1, 1.5, "x", None, float("nan"), True])
def test_candidates_that_are_no_probabilities(candidate):
    with pytest.raises(pg.ParameterError, match="probability"):
        pg.certificate(PUBLIC_GOOD, candidate)
    with pytest.raises(pg.ParameterError, match="must be a PleaGame"):
        pg.certificate([1], 0.5)


def test_arrays_mean_the_decimals_they_print():
    values = [0.1, -0.3, 2.5e-310, 1e300, 0.7]
    game, same = pg.AnonymousGame(gain=np.array(values)), pg.AnonymousGame(gain=values)
    assert game == same
    assert hash(game) == hash(same)
    assert game.gain[0] == Fraction(1, 10)
    assert repr(game) == repr(same)
    assert list(game.signs) == [1, -1, 1, 1, 1]
    whole = pg.AnonymousGame(gain=np.array([3, -2]))
    assert whole.gain == (3, -2)
    with pytest.raises(pg.ParameterError, match="gain for 2 hold-outs = nan"):
        pg.AnonymousGame(gain=np.array([1.0, np.nan]))
    with pytest.raises(pg.ParameterError):
        pg.AnonymousGame(gain=np.ones((2, 2)))


def test_strictness_profiles_payoffs_and_basins():
    game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    plead, between, strike = pg.equilibria(game)
    assert (plead.strict, between.strict, strike.strict) == (True, False, True)
    assert (plead.payoff_hold_out, plead.payoff_plead) == (None, -4)
    assert (between.payoff_hold_out, between.payoff_plead) == (-4, -4)
    assert (strike.payoff_hold_out, strike.payoff_plead) == (pytest.approx(-120 / 230), None)
    low, high = pg.equilibria(game).basins
    x = between.hold_out_probability
    assert (low.hold_out_probability, low.lower, low.upper) == (0, 0, x)
    assert (high.hold_out_probability, high.lower, high.upper) == (1, x, 1)
    tie = pg.equilibria(game.with_parameters(offer=10))  # r = 1: up to K − 1 hold-outs are content
    assert [one.strict for one in tie] == [False, True, False]
    assert tie[2].profiles == sum(comb(230, m) for m in range(1, 12))
    assert tie[2].record()["profiles"] == f"{float(tie[2].profiles):.2e}"


def test_basins_are_where_adjustment_leads():
    found = pg.equilibria(pg.AnonymousGame(gain=[1, -1, -1, 2, 2, -3, -3, -3, 1]))
    gain = [Fraction(v) for v in (1, -1, -1, 2, 2, -3, -3, -3, 1)]
    assert len(found.basins) >= 2
    for basin in found.basins:
        for start in np.linspace(basin.lower, basin.upper, 7)[1:-1]:
            upwards = oracles.expected_gain(gain, Fraction(start)) > 0
            assert upwards == (start < basin.hold_out_probability)
    for before, after in pairwise(found.basins):
        assert before.upper == after.lower


def test_gains_of_zero_keep_nobody_where_they_are():
    for gain in ([0], [0, 0], [0, 0, 0]):
        assert [one.stable for one in pg.equilibria(pg.AnonymousGame(gain=gain))] == [False] * (
            len(pg.equilibria(pg.AnonymousGame(gain=gain)))
        )
    above, below = pg.AnonymousGame(gain=[1, 0, 0]), pg.AnonymousGame(gain=[0, 0, -1])
    assert {one.kind: one.stable for one in pg.equilibria(above)}["all hold out"]
    assert {one.kind: one.stable for one in pg.equilibria(below)}["all plead"]


@pytest.mark.parametrize("bend", [1e-15, 3e-15, 1e-14])
@pytest.mark.parametrize("tilt", [1, -1])
def test_the_bound_on_the_rest_holds_where_nearly_all_is_slope(bend, tilt):
    """Among three, at 1/2: gains −√2, 0, √2 are all slope, and what is added to one is not."""
    outer = 2.0**0.5
    gain = [-tilt * outer * (1 + bend), 0.0, tilt * outer * (1 + bend)]
    gain = [value + bend**0.5 * sign for value, sign in zip(gain, (1, -1, 1), strict=True)]
    game = pg.AnonymousGame(gain=[Fraction(value) for value in gain])
    here = ExpectedGain(game).moments(0.5)
    chances = (Fraction(1, 4), Fraction(1, 2), Fraction(1, 4))
    unit = Fraction(2) ** here.exponent
    scaled = [value / unit for value in game.gain]
    mean = sum(c * v for c, v in zip(chances, scaled, strict=True))
    tilted = sum(c * v * (j - 1) for j, (c, v) in enumerate(zip(chances, scaled, strict=True)))
    square = sum(c * v * v for c, v in zip(chances, scaled, strict=True))
    assert Fraction(here.rest) ** 2 >= square - mean**2 - 2 * tilted**2


def test_an_enclosure_stays_within_its_ends():
    """From a guess just below the least, two doubles below the most: the root is 1/3."""
    expected = ExpectedGain(pg.AnonymousGame(gain=[-1, 2]))
    least = 1 / 3  # the nearest double is less than a third
    for steps in range(1, 60):
        found = enclose(expected, least - steps * ulp(least), 1, least, 0.4)
        assert (found.lower, found.upper) == (least, nextafter(least, 1))
        assert found.nearest in (found.lower, found.upper)


def test_a_root_that_no_sign_proves_is_refused_where_proof_is_asked_for():
    """D(x) = (1 − x)^n − x^n, flat to hundreds of digits around 1/2."""
    (one,) = mixed(pg.equilibria(pg.AnonymousGame(gain=[1] + [0] * 1000 + [-1])))
    assert one.enclosure == (nextafter(0.5, 0), nextafter(0.5, 1))
    with pytest.raises(pg.errors.PrecisionError, match="mixed equilibrium"):
        pg.equilibria(pg.AnonymousGame(gain=[1] + [0] * 1400 + [-1]), certify=True)


def test_a_regret_below_all_doubles_is_not_0():
    game = pg.PleaGame(defendants=230, capacity=12, offer="2e-323", sentence="5e-323")
    (mixed,) = (each for each in pg.equilibria(game) if each.kind == "mixed")
    assert mixed.max_regret == 5e-324
