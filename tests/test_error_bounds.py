"""Error bounds of the solvers hold the truth where it is nearest to them, and are no wider."""

from fractions import Fraction
from itertools import pairwise
from math import asin, comb, exp, sqrt, ulp

import mpmath
import numpy as np
import pytest
from flint import arb
from hypothesis import given, settings, strategies as st

import plea_games as pg
from plea_games.games.exact_functions import as_fmpq
from plea_games.model.closed_form import ClosedForm, Regime
from plea_games.model.symbols import L, r
from plea_games.solvers import equilibria, knapsack, threshold_formulas
from plea_games.solvers.behaviour import quantal_response_branches
from plea_games.solvers.behaviour.gain_in_log_odds import GainInLogOdds
from plea_games.solvers.behaviour.isolation import isolate
from plea_games.solvers.roots import bernstein, gain_signs, root_search
from plea_games.solvers.roots.binomial_window import UNIT, Window
from plea_games.solvers.roots.expected_gain import ExpectedGain, Moments, sign_of
from tests.strategies import fractions

GAINS = {
    "constant": [3.0] * 40,
    "falling": [-float(m) for m in range(60)],
    "rising": [0.1 * m * m for m in range(60)],
    "zigzag": [(-1.0) ** m for m in range(80)],
    "one step": [-1e9] * 30 + [1e9] * 30,
    "cancelling": [1e15, -1e15, 1.0, 0.3],
    "alone": [0.7],
}


def rows_of(gain):
    """The Bernstein coefficients of D and of its first two derivatives in log odds, exactly."""
    rows = [[Fraction(value) for value in gain]]
    for _ in range(2):
        b, n = rows[-1], len(rows[-1])
        inner = (Fraction(k * (n - k), n) * (b[k] - b[k - 1]) for k in range(1, n))
        rows.append([Fraction(0), *inner, Fraction(0)])
    return rows


def true_value(coefficients, u):
    degree = len(coefficients) - 1
    with mpmath.workdps(400):
        x = 1 / (1 + mpmath.exp(-mpmath.mpf(u)))
        return +sum(
            comb(degree, k) * x**k * (1 - x) ** (degree - k) * mpmath.mpf(b.numerator)
            / b.denominator
            for k, b in enumerate(coefficients)
        )  # fmt: skip


@pytest.mark.parametrize("name", GAINS)
@pytest.mark.parametrize("u", [-45.0, -3.0, 0.0, 0.01, 1.0, 45.0])
def test_bounds_over_a_point_hold_what_rounding_did(name, u):
    """Over an interval without length, nothing but the stated rounding is left of the bounds."""
    gain = GainInLogOdds(np.array(GAINS[name]))
    value, error, over = gain.at(u), gain.error(u), gain.over(u, u)
    assert (error > 0).all()
    assert (over[:, 0] <= value - error).all()
    assert (value + error <= over[:, 1]).all()
    for place, row in enumerate(rows_of(GAINS[name])):
        true = true_value(row, u)
        with mpmath.workdps(60):
            assert abs(true - value[place]) <= error[place]
            assert over[place, 0] <= true <= over[place, 1]
    size = len(GAINS[name])
    scale = np.array([1, size, size**2]) * max(map(abs, GAINS[name]))
    assert (over[:, 1] - over[:, 0] <= 2000 * UNIT * size * scale).all()


@pytest.mark.parametrize("name", GAINS)
@pytest.mark.parametrize(("lower", "upper"), [(-2.0, -1.9), (-0.5, 0.5), (0.3, 0.30001), (3, 40)])
def test_bounds_over_an_interval_hold_the_truth_at_its_ends(name, lower, upper):
    gain = GainInLogOdds(np.array(GAINS[name]))
    over = gain.over(lower, upper)
    for (low, high), row in zip(over, rows_of(GAINS[name]), strict=True):
        for u in (lower, (lower + upper) / 2, upper):
            assert low <= true_value(row, u) <= high


@pytest.mark.parametrize("chance", [1e-200, 1e-5, 0.3, 0.5, 0.7, 0.999, 1 - 2.0**-50])
@pytest.mark.parametrize("trials", [1, 30, 5000, 10**6])
def test_windows_are_as_wide_as_stated_and_leave_out_no_more(trials, chance):
    nats = 45.0
    window = Window.around(trials, chance, nats)
    assert 0 <= window.first <= window.mode <= window.last <= trials
    mean = trials * chance
    half = nats / 3 + sqrt(nats**2 / 9 + 2 * nats * mean * (1 - chance)) + 1
    assert abs(window.mode - mean) <= 1
    assert window.first == pytest.approx(max(0, mean - half), abs=1.001)
    assert window.last == pytest.approx(min(trials, mean + half), abs=1.001)
    weights, total, (below, above) = window.balls()
    assert window.outside <= 1e-18 * window.total or window.outside < 1e-290
    for ours, ball in zip(window.weights, weights, strict=True):
        assert abs(ours - float(ball.mid())) <= window.error * float(ball.mid()) + 1e-300
    assert abs(window.total - float(total.mid())) <= window.error * window.total
    assert float(below.mid()) == pytest.approx(window.weights[0], rel=1e-8, abs=1e-300)
    assert float(above.mid()) == pytest.approx(window.weights[-1], rel=1e-8, abs=1e-300)
    deviation = sqrt(trials * chance * (1 - chance))
    assert window.deviation == pytest.approx(deviation, rel=1e-14)
    places = [(j - Fraction(chance) * trials) for j in range(window.first, window.last + 1)]
    slack = window.misplacement + 4 * UNIT * np.abs(window.standardized)
    for place, ours, bound in zip(places[:50], window.standardized, slack, strict=False):
        assert abs(float(place) / deviation - ours) <= bound + 1e-14 * abs(ours)


def true_moments(gain, x):
    n, point = len(gain) - 1, mpmath.mpf(x)
    chances = [mpmath.binomial(n, j) * point**j * (1 - point) ** (n - j) for j in range(n + 1)]
    deviation = mpmath.sqrt(n * point * (1 - point))
    mean = mpmath.fsum(c * b for c, b in zip(chances, gain, strict=True))
    slope = mpmath.fsum(
        c * b * (j - n * point) / deviation
        for j, (c, b) in enumerate(zip(chances, gain, strict=True))
    )
    square = mpmath.fsum(c * b * b for c, b in zip(chances, gain, strict=True))
    return mean, slope, mpmath.sqrt(abs(square - mean**2 - slope**2))


@pytest.mark.parametrize("scale", [-900, 0, 900])
@pytest.mark.parametrize("x", [0.02, 0.37, 0.5, 0.93])
def test_moments_are_tight_at_any_scale(scale, x):
    draw = np.random.default_rng(9)
    gain = [Fraction(int(g)) for g in draw.integers(-40, 60, 130)]
    scaled = [value * Fraction(2) ** scale for value in gain]
    expected = ExpectedGain(pg.AnonymousGame.of_fractions(scaled))
    balls, doubles = expected.moments_in_balls(x), expected.moments(x)
    with mpmath.workdps(60):
        truths = [float(mpmath.ldexp(value, scale - balls.exponent))
                  for value in true_moments([int(g) for g in gain], x)]  # fmt: skip
    assert balls.mean == pytest.approx(truths[0], rel=1e-14)
    assert balls.slope == pytest.approx(truths[1], rel=1e-14)
    assert balls.rest == pytest.approx(truths[2], rel=1e-12)
    assert balls.mean_error <= 1e-15
    assert balls.slope_error <= 1e-15
    assert doubles.exponent == balls.exponent
    assert abs(doubles.mean - truths[0]) <= doubles.mean_error <= 1e-11
    assert abs(doubles.slope - truths[1]) <= doubles.slope_error <= 1e-11
    assert truths[2] <= doubles.rest * (1 + 1e-14) <= truths[2] + 1e-9


@pytest.mark.parametrize("scale", [-700, 0, 700])
def test_what_windows_leave_out_is_bounded_at_any_scale(scale):
    """Where a window leaves gains out, their bound is on the scale of the gains."""
    count = 4000
    gain = [Fraction((-1) ** (m // 7)) * Fraction(2) ** scale for m in range(count)]
    expected = ExpectedGain(pg.AnonymousGame.of_fractions(gain))
    here = expected.moments_in_balls(0.5)
    assert here.mean_error <= 1e-15
    assert here.slope_error <= 1e-15
    size = 2.0 ** (scale - here.exponent)  # of every gain, in the unit of the moments
    assert here.rest == pytest.approx(sqrt(size**2 - here.mean**2 - here.slope**2), rel=1e-12)


def test_the_sign_is_proved_as_far_as_the_bounds_reach():
    here = Moments(1.0, 0.0, 0.0, 0.0, 1.0, 0)
    reach = next(d for d in np.arange(1.5, 0, -0.001) if d**2 * exp(d**2 / 2) / sqrt(2) < 0.999)
    assert here.sign_within(reach) == 1
    assert here.sign_within(reach + 0.01) == 0
    tilted = Moments(-1.0, 0.05, 0.5, 0.1, 0.0, 3)
    assert tilted.sign_within(1.58) == -1
    assert tilted.sign_within(1.59) == 0
    rising = Moments(0.0, 0.0, -1.0, 0.1, 0.5, 0)
    reach = next(d for d in np.arange(1.5, 0, -0.001) if d * exp(d**2 / 2) / sqrt(2) < 0.8995)
    assert rising.direction_within(reach) == -1
    assert rising.direction_within(reach + 0.01) == 0
    assert not here.is_noise
    assert Moments(0.1, 0.1, 0.2, 0.2, 5.0, 0).is_noise
    assert not Moments(0.1, 0.1, 0.3, 0.2, 5.0, 0).is_noise


def test_games_of_a_hundred_are_summed_exactly():
    """(1 − 2x)^99 near 1/2 is far below what sums of terms near 1 would show."""
    for count, known in ((99, True), (100, True), (101, False)):
        game = pg.AnonymousGame(gain=[(-1) ** m for m in range(count)])
        ball = ExpectedGain(game)(0.501, 128)
        assert bool(ball.rel_accuracy_bits() > 100) is known
        if known:
            assert float(ball) == pytest.approx(float((1 - 2 * Fraction(0.501)) ** (count - 1)))


@st.composite
def stepped_gains(draw):
    """A few runs of steps of very different height, just too long for exact arithmetic."""
    runs = draw(st.lists(st.tuples(st.integers(1, 45), st.integers(-20, 20)), min_size=4,
                         max_size=6))  # fmt: skip
    gain = [height for length, height in runs for _ in range(length)]
    return gain + [draw(st.integers(-3, 3))] * max(0, 101 - len(gain))


@settings(max_examples=25, deadline=None)
@given(stepped_gains())
def test_brackets_hold_the_roots_that_exact_isolation_finds(gain):
    game = pg.AnonymousGame(gain=gain)
    expected = ExpectedGain(game)
    if not gain_signs.changes(expected.runs):
        return
    found, undecided = root_search.isolate_gain_roots(expected, expected.runs)
    roots = bernstein.roots(game.gain)
    for one, other in pairwise(found):
        assert one.upper <= other.lower
    for one in found:
        inside = [root for root in roots if one.lower <= root.lower and root.upper <= one.upper]
        assert [root.crossing for root in inside] == [one.crossing]
    if not undecided:
        assert len(found) == len(roots)


class _Flat:
    """Stands for an expected gain of which nothing but its degree is asked."""

    degree = 400


@pytest.mark.parametrize(("known", "finest"), [(True, 1e-3), (True, 0.0), (False, 0.0)])
def test_cells_are_halved_until_they_are_fine_or_nothing_is_known(known, finest):
    noise = 0.0 if known else 1.0
    tried = []

    def moments(x):
        tried.append(x)
        return Moments(1e-300, noise, 1e-300, noise, 1e9, 0)

    start, stop = (0.3, 0.31) if finest else (0.3, 0.3 + 2.0**-46)
    cells = root_search._halve([root_search._Cell(start, stop)], _Flat(), moments, 20_000, finest)
    cells = sorted(cells)
    assert [cells[0].lower, cells[-1].upper] == [start, stop]
    assert all(one.upper == other.lower for one, other in pairwise(cells))
    assert all((cell.sign, cell.direction) == (0, 0) for cell in cells)
    if not known:
        assert len(cells) == 2
        return
    for cell in cells:
        centre = (cell.lower + cell.upper) / 2
        half = (cell.upper - cell.lower) / 2
        distance = half * 20 / sqrt(centre * (1 - centre))
        if finest:
            assert finest / 2.01 < distance < finest
        else:
            assert ulp(centre) <= half < 4 * ulp(centre)
    cut_short = root_search._halve([root_search._Cell(start, stop)], _Flat(), moments, 5, finest)
    assert len(cut_short) == 6


def test_grids_cover_what_the_ends_leave_open():
    game = pg.AnonymousGame(gain=[-1] * 150 + [2] * 100 + [-1] * 150)
    expected = ExpectedGain(game)
    cells = root_search._grid(expected, expected.runs)
    lower, upper = root_search._clear_ends(expected, expected.runs)
    assert (cells[0].lower, cells[-1].upper) == (lower, upper)
    assert all(one.upper == other.lower for one, other in pairwise(cells))
    sizes = [asin(sqrt(cell.upper)) - asin(sqrt(cell.lower)) for cell in cells]
    assert max(sizes) <= 0.7 / sqrt(399) * (1 + 1e-9)
    assert min(sizes) >= 0.7 / sqrt(399) * (1 - 1 / len(cells)) * (1 - 1e-9)
    assert sign_of(expected, lower) == -1 == sign_of(expected, upper)


def test_isolation_joins_what_it_cannot_tell_and_stops_at_once():
    asked = []

    def unknown(a, b):
        asked.append((a, b))
        return -1.0, 1.0

    found = isolate(unknown, unknown, lambda _: 0, 0.0, 1e-9)
    assert found.undecided == ((0.0, 1e-9),)
    assert set(asked) == {(0.0, 1e-9)}
    asked.clear()
    found = isolate(unknown, unknown, lambda _: 0, 5.0, 5.0 + 2e-8)
    assert found.undecided == ((5.0, 5.0 + 2e-8),)
    assert min(b - a for a, b in asked) > 1e-9


def test_a_level_beyond_rounding_is_told_from_0_without_exact_sums(monkeypatch):
    """D(1/2) is tiny among gains of ±1; the error of its slope, which is larger, plays no part."""
    monkeypatch.setattr(quantal_response_branches, "_MOST_ADDED", 10)
    gain = [(-1) ** m + Fraction(1, 10**12) for m in range(120)]
    curve = GainInLogOdds(np.array([float(value) for value in gain]))
    assert curve.error(0.0)[0] < abs(curve.at(0.0)[0]) < curve.error(0.0)[1]
    found = pg.behaviour.quantal_response_branches(pg.AnonymousGame(gain=gain), up_to=0.1, points=3)
    assert found.table().rows


entries = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), min_size=3, max_size=9)


@settings(max_examples=60, deadline=None)
@given(entries, st.fractions(0, 1))
def test_the_bound_of_the_integer_program_takes_each_entry_once(pairs, fullness):
    values, weights = [v for v, _ in pairs], [w for _, w in pairs]
    limit = int(fullness * sum(weights))
    choices = range(2 ** len(pairs))
    worths = [
        sum(v for j, v in enumerate(values) if choice >> j & 1)
        for choice in choices
        if sum(w for j, w in enumerate(weights) if choice >> j & 1) <= limit
    ]
    open_ones = [j for j, weight in enumerate(weights) if weight <= limit]
    search = knapsack._Search(values, weights, limit, open_ones)
    assert search.value <= max(worths) <= search.bound
    core, settled = search._core()
    if core and sum(weights[j] for j in settled) <= limit:
        stated = search.propose(1)
        assert search.value == max(worths)
        assert stated <= max(search.value, max(worths))


@pytest.mark.parametrize("count", [10, 25, 40])
def test_what_is_not_enumerated_is_left_to_the_integer_program_to_the_end(count):
    """Its choice and its bound are those that the enumeration proves."""
    draw = np.random.default_rng(count)
    weights = draw.integers(1000, 9999, count).tolist()
    values, limit = [weight + 1000 for weight in weights], sum(weights) // 2
    proved = knapsack.best_packing(values, weights, limit)
    stated = knapsack.best_packing(values, weights, limit, most_states=1)
    assert proved.exact and not stated.exact
    assert (stated.value, stated.bound) == (proved.value, proved.bound)


@pytest.mark.parametrize("size", [1, 2**40, 2**70])
def test_no_number_that_the_enumeration_makes_is_larger_than_stated(size):
    values, weights = [5 * size, 4 * size, 3 * size, size], [7, 5 * size, 4, 3 * size]
    search = knapsack._Search(values, weights, 6 * size, [0, 1, 2, 3])
    largest = search._largest()
    needed = (search.value + 1) * search.per - search.price * search.limit
    for choice in range(16):
        taken = [j for j in range(4) if choice >> j & 1]
        value, weight = (sum(part[j] for j in taken) for part in (values, weights))
        for number in (value * search.per, search.price * weight, needed):
            assert abs(number) <= largest


def test_regimes_without_a_value_keep_their_reason_when_the_laplacian_ratio_is_written_out():
    form = ClosedForm(
        "favoured", "favoured", "", "which is favoured",
        (Regime(r > L, None, "neither is better"), Regime(r <= L, r + L)),
    )  # fmt: skip
    written = list(threshold_formulas._without_laplacian(form))
    assert len(written) == 2 * len(threshold_formulas.LAPLACIAN_RATIO.regimes)
    assert not any(regime.condition.has(L) for regime in written)
    half = len(written) // 2
    assert [(regime.value, regime.reason) for regime in written[:half]] == [
        (None, "neither is better")
    ] * half
    assert not any(regime.value.has(L) for regime in written[half:])


@pytest.mark.parametrize(
    "game",
    [
        pg.AnonymousGame(gain=[-1] * 60 + [1] * 60),
        pg.PleaGame(defendants=120, capacity=12, offer=4, sentence=10),
    ],
)
def test_what_cannot_be_enclosed_has_no_bounds_and_no_certificate(monkeypatch, game):
    def mixed(found):
        return [one for one in found if one.kind == "mixed"]

    sure = mixed(pg.equilibria(game, certify=True))
    assert [one.enclosure is None for one in sure] == [False]

    def unproved(*_):
        raise pg.errors.PrecisionError("x", "", "no signs prove it", "take another")

    monkeypatch.setattr(equilibria, "enclose", unproved)
    for found in (mixed(pg.equilibria(game)), equilibria.mixed_equilibria(game)):
        assert [one.enclosure for one in found] == [None]
        assert found[0].hold_out_probability == pytest.approx(sure[0].hold_out_probability)
    with pytest.raises(pg.errors.PrecisionError, match="no signs prove it"):
        pg.equilibria(game, certify=True)


@pytest.mark.parametrize("count", [4, 150])
@pytest.mark.parametrize("x", [5e-324, 1e-323, 1 - 2.0**-53, 1 - 2.0**-52])
def test_candidates_next_to_the_ends_are_looked_at_within_them(count, x):
    game = pg.AnonymousGame(gain=[-1] * (count // 2) + [1] * (count - count // 2))
    found = pg.certificate(game, x)
    assert not found.holds
    side = "negative" if x < 0.5 else "positive"
    assert found.reason == f"the expected gain of holding out is {side} throughout"


@pytest.mark.parametrize("nats", [0.01, 1.0, 20.0])
@pytest.mark.parametrize("chance", [0.1, 0.5, 0.9])
def test_totals_in_balls_hold_what_the_window_leaves_out(chance, nats):
    """At 1, 20 and 1,000 trials: the total of all weights, in fractions."""
    for trials in (1, 20, 1000):
        window = Window.around(trials, chance, nats)
        odds = Fraction(chance) / (1 - Fraction(chance))
        scale = comb(trials, window.mode) * odds**window.mode
        exact = (1 + odds) ** trials / scale  # of all weights, 1 at the mode
        total = window.balls()[1]
        assert total.contains(arb(as_fmpq(exact)))


@pytest.mark.parametrize("mean", [0.0, 1.0, -1.0])
def test_a_mean_as_large_as_its_error_has_no_sign(mean):
    assert Moments(mean, abs(mean), 0.0, 0.0, 1.0, 0).sign == 0
    assert Moments(1.5 * mean, abs(mean), 0.0, 0.0, 1.0, 0).sign == np.sign(mean)


@settings(max_examples=60)
@given(st.lists(fractions(-9, 9, 9), min_size=1, max_size=6),
       st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1)]))  # fmt: skip
def test_values_of_bernstein_polynomials_are_their_sums(coefficients, x):
    degree = len(coefficients) - 1
    by_hand = sum(comb(degree, j) * x**j * (1 - x) ** (degree - j) * value
                  for j, value in enumerate(coefficients))  # fmt: skip
    assert bernstein.value_at(coefficients, x) == by_hand
