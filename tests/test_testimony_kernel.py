"""The kernel of testimony against sums over all turnouts in exact arithmetic."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from numpy.testing import assert_allclose

from plea_games.solvers.testimony.testimony_kernel import (
    exact_laplacian_with_testimony,
    laplacian_with_testimony,
    mixed_with_testimony,
)
from plea_games.solvers.testimony.testimony_limit import (
    laplacian_in_the_limit,
    tipping_share_in_the_limit,
)
from tests.oracles import LAPLACIANS_WITH_TESTIMONY

QUICK = range(40)


def tau(m, k):
    return min(Fraction(1), Fraction(k, m))


def needed(n, k, beta, q, m, witnesses=None):
    """The offer ratio at which one of m hold-outs is indifferent."""
    heard = 1 - (1 - q) ** (n - m if witnesses is None else witnesses)
    return tau(m, k) * (1 + beta * heard)


def expected(n, k, beta, q, x):
    """The same when each other holds out with probability x."""
    return sum(
        comb(n - 1, j) * x**j * (1 - x) ** (n - 1 - j) * needed(n, k, beta, q, j + 1)
        for j in range(n)
    )


def draw(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 25))
    k = int(rng.integers(0, n + 2))
    q = Fraction(int(rng.integers(0, 21)), 20)
    beta = Fraction(int(rng.integers(0, 13)), 4)
    r = Fraction(int(rng.integers(1, 40)), 16)
    return n, k, beta, q, r


def check(seed):
    n, k, beta, q, r = draw(seed)
    gains = [r - needed(n, k, beta, q, m) for m in range(1, n + 1)]
    assert gains == sorted(gains)
    x = float(mixed_with_testimony(n, k, float(r), float(beta), float(q)))
    if not gains[0] < 0 < gains[-1]:
        assert np.isnan(x)
    else:
        below, above = (Fraction(x) * (1 + Fraction(way, 10**12)) for way in (-1, 1))
        assert expected(n, k, beta, q, below) > r
        assert above >= 1 or expected(n, k, beta, q, above) < r
    mean = sum(needed(n, k, beta, q, m) for m in range(1, n + 1)) / n
    assert exact_laplacian_with_testimony(n, k, beta, q) == mean
    assert_allclose(laplacian_with_testimony(n, k, float(beta), float(q)), float(mean), rtol=1e-13)


@pytest.mark.parametrize("seed", QUICK)
def test_random_games(seed):
    check(seed)


@pytest.mark.parametrize(
    ("n", "k", "q", "value"),
    LAPLACIANS_WITH_TESTIMONY,
)
def test_laplacian_reference_values(n, k, q, value):
    mean = exact_laplacian_with_testimony(n, k, Fraction(1), Fraction(q))
    assert mean == Fraction(value)
    counting_oneself = [
        needed(n, k, 1, Fraction(q), m, witnesses=n - m + 1) for m in range(1, n + 1)
    ]
    assert sum(counting_oneself) / n != mean


def test_mixed_reference_values():
    assert_allclose(mixed_with_testimony(5, 5, 1.3, 1, 0.2), 0.573456096143472, rtol=1e-14)
    assert np.isnan(mixed_with_testimony(5, 5, 994 / 625 + 1e-12, 1, 0.2))
    assert not np.isnan(mixed_with_testimony(5, 5, 994 / 625 - 1e-12, 1, 0.2))
    chances = [0, 1 / 230, 1 / 20]
    assert_allclose(
        mixed_with_testimony(230, 12, 0.4, 0.25, chances),
        [0.130434373921463, 0.149139954111862, 0.163041726237731],
        rtol=1e-13,
    )
    assert_allclose(
        laplacian_with_testimony(230, 12, 0.25, chances),
        [0.204222085218845, 0.230316519551054, 0.254026975396050],
        rtol=1e-13,
    )
    tipping = [
        next(m for m in range(1, 231) if needed(230, 12, Fraction(1, 4), q, m) <= Fraction(2, 5))
        for q in (0, Fraction(1, 230), Fraction(1, 20))
    ]
    assert tipping == [30, 35, 38]


def test_levers_of_the_small_game():
    """f and g of (5, 1), p = 1/2, J = 20, c = d = 0, q = 1/5, s = 3, so T = 10 and β = 1."""
    stake, ratio, q = 10, Fraction(3, 10), Fraction(1, 5)
    with_testimony = exact_laplacian_with_testimony(5, 1, Fraction(1), q)
    without = exact_laplacian_with_testimony(5, 1, Fraction(1), Fraction(0))
    assert stake * (with_testimony - ratio) / without == Fraction(26816, 3425)
    assert stake * (without - ratio) / without == Fraction(470, 137)
    assert stake * (with_testimony - ratio) == Fraction(6704, 1875)
    assert stake * needed(5, 1, 1, q, 1) - 3 == Fraction(1613, 125)
    assert stake * (with_testimony - ratio) / with_testimony != Fraction(26816, 3425)


def test_limit_reference_values():
    assert_allclose(
        laplacian_in_the_limit(0.05, 1, [1, 2]),
        [0.302298097766395, 0.347951232281957],
        rtol=1e-14,
    )
    assert_allclose(
        tipping_share_in_the_limit(0.05, 0.4, 1, [1, 2, 5]),
        [0.194160884321597, 0.223546041161808, 0.247102563002317],
        rtol=1e-14,
    )
    assert_allclose(tipping_share_in_the_limit(0.05, 1.2, 1, 2), 0.0767586997474441, rtol=1e-14)
    assert np.isnan(tipping_share_in_the_limit(0.05, [0.05, 1 - np.expm1(-2)], 1, 2)).all()
    assert_allclose(tipping_share_in_the_limit(0.05, 0.4, 0, 2), 0.125, rtol=1e-14)
    assert_allclose(tipping_share_in_the_limit(0.3, 0.9, 2, 5000.0), 1.0, rtol=1e-2)


@pytest.mark.parametrize("b", [0.3, 2, 40])
@pytest.mark.parametrize("r", [0.3, 0.9, 1.1])
def test_many_defendants_are_near_the_limit(b, r):
    n = 2_000_000
    finite = mixed_with_testimony(n, n // 20, r, 0.6, b / n)
    assert_allclose(finite, tipping_share_in_the_limit(0.05, r, 0.6, b), rtol=2e-5)
    mean = laplacian_with_testimony(n, n // 20, 0.6, b / n)
    assert_allclose(mean, laplacian_in_the_limit(0.05, 0.6, b), rtol=1e-5)


def test_tilting_the_law_is_not_a_product():
    """F(x) times the chance of silence is a wrong guess, since τ and the witnesses correlate."""
    n, k, q, x = 6, 2, Fraction(1, 3), Fraction(2, 5)
    law = [comb(n - 1, j) * x**j * (1 - x) ** (n - 1 - j) for j in range(n)]
    exact = sum(p * tau(j + 1, k) * (1 - q) ** (n - 1 - j) for j, p in enumerate(law))
    z = 1 - q * (1 - x)
    y = x / z
    tilted = sum(comb(n - 1, j) * y**j * (1 - y) ** (n - 1 - j) * tau(j + 1, k) for j in range(n))
    assert exact == z ** (n - 1) * tilted
    chance = sum(p * tau(j + 1, k) for j, p in enumerate(law))
    silence = sum(p * (1 - q) ** (n - 1 - j) for j, p in enumerate(law))
    assert exact != chance * silence


def test_testimony_alone_makes_a_stag_hunt():
    n, beta, q = 7, 0.8, 0.3
    r = np.array([1.01, 1.2, 1.4])
    z = (1 - (r - 1) / beta) ** (1 / (n - 1))
    assert_allclose(mixed_with_testimony(n, [7, 9, 40], r, beta, q), 1 - (1 - z) / q, rtol=1e-13)


def test_corners():
    assert np.isnan(mixed_with_testimony([1, 9, 9], [1, 0, 3], 0.5, 1, [0.5, 0.5, 0.5])[:2]).all()
    assert_allclose(laplacian_with_testimony([1, 4], [1, 0], 3, 1), [1, 0], atol=1e-15)
    assert_allclose(mixed_with_testimony(230, 12, 0.4, 3, 0), 0.130434373921463, rtol=1e-13)


@pytest.mark.parametrize("q", [1e-9, 1e-6, 1e-3, 0.3, 0.6, 1.0])
@pytest.mark.parametrize(("n", "k"), [(100_000, 0), (100_000, 3), (99_999, 40_000), (5000, 4950)])
def test_mean_of_many_is_the_sum(n, k, q):
    m = np.arange(1, n + 1)
    silence = np.where(n == m, 1, (1 - q) ** (n - m)) if q == 1 else np.exp((n - m) * np.log1p(-q))
    chances = np.minimum(1, k / m)
    total = np.sum(np.sort(chances * (1 + 0.7 * (1 - silence)))) / n
    assert_allclose(laplacian_with_testimony(n, k, 0.7, q), total, rtol=1e-11)
