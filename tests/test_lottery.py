"""The closed form of the mixed equilibrium against 100-digit sums and a library root finder."""

from fractions import Fraction

import numpy as np
import pytest
from flint import arb, ctx, fmpq
from scipy.optimize import elementwise
from scipy.special import betainc, betaincc

from plea_games.solvers.binomial_excess import excess
from plea_games.solvers.lottery import mixed_probability, trial_probability
from plea_games.solvers.one_lottery import mixed_probability_of
from tests import oracles

HUNDRED_DIGITS = 340  # bits


@pytest.mark.parametrize("n", range(2, 10))
def test_trial_probability_is_the_expectation(n):
    x = Fraction(3, 7)
    for k in range(1, n):
        tau = [oracles.trial_probability(k, m) for m in range(1, n + 1)]
        expected = float(oracles.expected_gain(tau, x))
        assert float(trial_probability(n, k, float(x))) == pytest.approx(expected, rel=2e-15)


def summed(n, k, x):
    """1 − F, P(Bin(N−1, x) ≥ K) and P(Bin(N−2, x) = K−1)·(N−1)x, adding up binomial masses."""
    n, k, x = int(n), int(k), arb(float(x))
    start = max(k, int(n * float(x)))
    log_mass = (
        arb(n).lgamma() - arb(start + 1).lgamma() - arb(n - start).lgamma()
        + start * x.log() + (n - 1 - start) * (1 - x).log()
    )  # fmt: skip
    odds, first = x / (1 - x), log_mass.exp()
    beyond = reached = arb(0)
    for step in (1, -1):
        mass, j = first, start
        while k <= j <= n - 1 and mass > first * arb(2) ** -100:
            if not (step == -1 and j == start):
                beyond += mass * (j + 1 - k) / (j + 1)
                reached += mass
            mass = mass * (n - 1 - j) / (j + 1) * odds if step == 1 else mass * j / (n - j) / odds
            j += step
    log_density = (
        arb(n).lgamma() - arb(k).lgamma() - arb(n - k).lgamma()
        + k * x.log() + (n - 1 - k) * (1 - x).log()
    )  # fmt: skip
    return beyond, reached, log_density.exp()


def root_error(n, k, complement, x):
    """How far x is from the root, relative to x, which at a double is one Newton step."""
    with ctx.workprec(HUNDRED_DIGITS):
        exact = Fraction(complement)
        beyond, reached, _ = summed(n, k, x)
        missing = beyond - arb(fmpq(exact.numerator, exact.denominator))
        return float((missing / (reached - beyond)).mid())


def random_games(count, decades, seed=20221):
    """Deep tails, the neighbourhoods of x = K/N and of r = K/N, and all between."""
    rng = np.random.default_rng(seed)
    while count:
        n = int(10 ** rng.uniform(0.302, decades))
        k = int(np.clip(round(10 ** rng.uniform(0, np.log10(n))), 1, n - 1))
        k = n - k if rng.uniform() < 0.3 else k
        room = 1 - k / n
        share = (
            rng.uniform(),
            10 ** rng.uniform(-12, 0),
            1 - 10 ** rng.uniform(-9, 0),
            np.sqrt(room / k) * 10 ** rng.uniform(-2, 0.5),
        )
        complement = room * share[rng.integers(4)]
        if 1e-12 <= complement < room and k / (n * (1 - complement)) < 1:
            count -= 1
            yield n, k, complement


EDGES = [
    (n, k, complement)
    for n in (2, 3, 4, 17, 1_000, 10**6, 10**7)
    for k in {1, 2, 16, n // 2, n - 2, n - 1}
    if 1 <= k < n
    for complement in {1e-12, 1e-6, 0.5 * (1 - k / n), (1 - 1e-6) * (1 - k / n)}
    if k / (n * (1 - complement)) < 1
]


@pytest.mark.parametrize(("count", "decades"), [(1500, 2), (1000, 5), (200, 6), (60, 7)])
def test_roots_are_right_to_thirteen_digits(count, decades):
    games = list(random_games(count, decades))
    found = mixed_probability(*map(np.array, zip(*games, strict=True)))
    alone = [mixed_probability_of(n, k, 1 - Fraction(q)) for n, k, q in games]
    for roots in (found, alone):
        worst = max(abs(root_error(*game, x)) for game, x in zip(games, roots, strict=True))
        assert worst <= 1e-13


def test_roots_are_right_to_thirteen_digits_at_the_edges():
    found = mixed_probability(*map(np.array, zip(*EDGES, strict=True)))
    for game, x in zip(EDGES, found, strict=True):
        assert abs(root_error(*game, x)) <= 1e-13, game
        alone = mixed_probability_of(*game[:2], 1 - Fraction(game[2]))
        assert abs(root_error(*game, alone)) <= 1e-13, game


def test_roots_far_beyond_the_promise_are_right_too():
    complement = 10.0 ** -np.arange(15, 290, 25)
    for n, k in ((2, 1), (40, 3), (821, 9), (10_000, 500)):
        found = mixed_probability(n, k, complement)
        for q, x in zip(complement, found, strict=True):
            assert abs(root_error(n, k, float(q), x)) <= 3e-13, (n, k, q)
            alone = mixed_probability_of(n, k, 1 - Fraction(q))
            assert abs(root_error(n, k, float(q), alone)) <= 3e-13, (n, k, q)


def test_a_small_offer_ratio_keeps_its_digits():
    """1 − r as a double would leave ten digits of r = 2e-7."""
    ratio = Fraction(2, 10**7)
    found = mixed_probability_of(10**7, 1, ratio)
    assert abs(root_error(10**7, 1, 1 - ratio, found)) <= 1e-13
    assert found == pytest.approx(0.5, rel=1e-15)


def test_excess_is_right_in_every_part():
    """Errors as large as moving x by a few last digits would make, and no larger."""
    games = list(random_games(800, 4, seed=7))
    n, k, _ = (np.array(part, dtype=float) for part in zip(*games, strict=True))
    shifts = np.random.default_rng(8).normal(0, 3, n.size) / np.sqrt(k)
    x = np.minimum(k / n * np.exp(shifts), 0.999)
    found = excess(n, k, x)
    for i in range(n.size):
        with ctx.workprec(HUNDRED_DIGITS):
            beyond, reached, density = summed(n[i], k[i], x[i])
            logarithmic = arb(k[i]) - (arb(n[i]) - k[i] - 1) * arb(x[i]) / (1 - arb(x[i]))
            for ours, exact, slope in (
                (found.beyond[i], beyond, reached - beyond),
                (found.within[i], 1 - beyond, reached - beyond),
                (found.reached[i], reached, density),
                (found.density[i], density, density * logarithmic),
            ):
                allowed = 1e-14 * (float(abs(slope).mid()) + float(exact.mid()))
                assert abs(float((arb(ours) - exact).mid())) <= allowed


def test_scipy_finds_the_same_roots():
    games = [game for game in random_games(300, 6) if game[2] > 1e-3]
    n, k, complement = map(np.array, zip(*games, strict=True))

    def surplus(x, n, k, q):
        by_lot = k / (n * x) * betainc(k + 1, n - k, x)
        return betaincc(k, n - k, x) + by_lot - (1 - q)

    theirs = elementwise.find_root(
        surplus, (np.full(n.size, 1e-12), np.ones(n.size)), args=(n, k, complement)
    )
    assert theirs.success.all()
    np.testing.assert_allclose(mixed_probability(n, k, complement), theirs.x, rtol=1e-9)


def test_what_has_no_root_is_not_a_number_and_never_warns():
    found = mixed_probability([821, 230], [9, 12], [0.0, 0.6])
    assert np.isnan(found[0])
    assert found[1] == mixed_probability(230, 12, 0.6)


def test_arrays_are_broadcast():
    found = mixed_probability([[10], [20]], 2, [0.5, 0.6, 0.7])
    assert found.shape == (2, 3)
    assert found[1, 2] == mixed_probability(20, 2, 0.7)
    assert trial_probability([[10], [20]], 2, [0.5, 0.6, 0.7]).shape == (2, 3)


def test_a_game_has_the_same_root_alone_and_among_many():
    games = list(random_games(3000, 6))
    n, k, complement = map(np.array, zip(*games, strict=True))
    together = mixed_probability(n, k, complement)
    for i in range(0, n.size, 50):
        assert mixed_probability(n[i], k[i], complement[i]) == together[i]
