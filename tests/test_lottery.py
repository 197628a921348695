"""The closed form of the mixed equilibrium against ball arithmetic and a library root finder."""

import numpy as np
import pytest
from flint import arb, ctx
from scipy.optimize import elementwise

from plea_games.solvers.lottery import mixed_probability, trial_probability
from tests import oracles


@pytest.mark.parametrize("n", range(2, 10))
def test_trial_probability_is_the_expectation(n):
    from fractions import Fraction

    x = Fraction(3, 7)
    for k in range(1, n):
        tau = [oracles.trial_probability(k, m) for m in range(1, n + 1)]
        expected = float(oracles.expected_gain(tau, x))
        assert float(trial_probability(n, k, float(x))) == pytest.approx(expected, rel=1e-14)


def relative_error(n, k, complement, x):
    """How far x is from the root, from 1 − F summed over binomial mass in 160 bits."""
    with ctx.workprec(160):
        x = arb(x)
        start = max(k, int(n * float(x)))
        log_mass = (
            arb(n).lgamma() - arb(start + 1).lgamma() - arb(n - start).lgamma()
            + start * x.log() + (n - 1 - start) * (1 - x).log()
        )  # fmt: skip
        odds, first = x / (1 - x), log_mass.exp()
        missed = slope = arb(0)
        for step in (1, -1):
            mass, j = first, start
            while k <= j <= n - 1 and mass > first * arb(2) ** -90:
                if not (step == -1 and j == start):
                    missed += mass * (j + 1 - k) / (j + 1)
                    slope += mass * arb(k) / (j + 1)
                mass = (
                    mass * (n - 1 - j) / (j + 1) * odds if step == 1 else mass * j / (n - j) / odds
                )
                j += step
        # d(1 − F)/d log x = K/(Nx)·P(Bin(N, x) > K), and the sum above is K/(Nx)·P(…) too
        return float(((missed - arb(complement)) / slope).mid())


def random_games(count):
    rng = np.random.default_rng(20221)
    for _ in range(count):
        n = int(10 ** rng.uniform(0.31, 6))
        k = int(np.clip(round(10 ** rng.uniform(0, np.log10(n))), 1, n - 1))
        room = 1 - k / n
        share = (rng.uniform(), 10 ** rng.uniform(-12, 0), 1 - 10 ** rng.uniform(-6, 0))
        complement = room * share[rng.integers(3)]
        if 0 < complement < room:
            yield n, k, complement


def test_roots_are_right_to_twelve_digits_up_to_a_million_defendants():
    games = list(random_games(300))
    n, k, complement = map(np.array, zip(*games, strict=True))
    found = mixed_probability(n, k, complement)
    errors = [relative_error(*game, x) for game, x in zip(games, found, strict=True)]
    assert np.max(np.abs(errors)) < 1e-12


def test_scipy_finds_the_same_roots():
    games = [game for game in random_games(200) if game[2] > 1e-3]
    n, k, complement = map(np.array, zip(*games, strict=True))
    theirs = elementwise.find_root(
        lambda x, n, k, q: trial_probability(n, k, x) - (1 - q),
        (np.full(n.size, 1e-12), np.ones(n.size)),
        args=(n, k, complement),
    )
    assert theirs.success.all()
    np.testing.assert_allclose(mixed_probability(n, k, complement), theirs.x, rtol=1e-9)


def test_what_does_not_settle_is_not_a_number_and_never_warns():
    found = mixed_probability([821, 230], [9, 12], [1e-291, 0.6])
    assert np.isnan(found[0]) or found[0] == pytest.approx(3.05e-35, rel=1e-2)
    assert found[1] == mixed_probability(230, 12, 0.6)


def test_arrays_are_broadcast():
    found = mixed_probability([[10], [20]], 2, [0.5, 0.6, 0.7])
    assert found.shape == (2, 3)
    assert found[1, 2] == mixed_probability(20, 2, 0.7)
