r"""The mixed equilibrium of one lottery game, on numbers alone.

What :mod:`plea_games.solvers.lottery` computes for arrays, for one game, which would spend most of
its time on arrays of length one and would wait for numpy. First guess and integrals are the same,
as derived there and in :mod:`plea_games.solvers.binomial_excess`. Steps are Newton's: up to x = K/N
of log(1 − F) in log x, which land at or below the root; beyond of F in 1/x, which land at or above.
"""

from fractions import Fraction
from functools import cache
from math import exp, factorial, fsum, log, log1p, pi, sqrt

from flint import arb

from ..errors import PrecisionError

LEAST_COMPLEMENT = 1e-290
"""Of 1 − r, for which there are doubles: what is computed on the way is smaller."""

FURTHER_OFF = "take an offer a little further from an end of its range"
NEAR_AN_END = "the mixed equilibrium is too near 0 or 1 for double precision"

NODES = 28
NEGLIGIBLE = 36.0  # e^−36 is 2e-16
FEW = 16
BELOW_ONE = 1 - 2.0**-53
_MOST_STEPS = 50  # 7 are the most seen
_LAST_BUT_ONE = 1e-6  # in log F and log(1 − F); the next step is its square, and the last rounding


def mixed_probability_of(defendants: int, capacity: int, offer_ratio: Fraction) -> float:
    """The mixed equilibrium of one game with an exact offer ratio, κ < r < 1.

    >>> mixed_probability_of(230, 12, Fraction(2, 5))
    0.1304343739...
    """
    if 1 - offer_ratio < LEAST_COMPLEMENT:
        rule = "the offer ratio is too near 1 for the mixed equilibrium in doubles"
        raise PrecisionError("offer_ratio", "about 1", rule, FURTHER_OFF)
    n, k = float(defendants), float(capacity)
    complement, ratio = float(1 - offer_ratio), float(offer_ratio)
    x, off = _first_guess(n, k, complement, ratio), 1.0
    for _ in range(_MOST_STEPS):
        is_last = off <= _LAST_BUT_ONE
        x, off = _next(n, k, complement, ratio, min(x, BELOW_ONE))
        if is_last and 0 < x < 1:
            return x
        if is_last or x <= 0:
            break
    raise PrecisionError("mixed_probability", "", NEAR_AN_END, FURTHER_OFF)


def _next(n: float, k: float, complement: float, ratio: float, x: float) -> tuple[float, float]:
    """The next point, and how far F or 1 − F was off, in logarithms, the more distant of them."""
    beyond, within, reached = _excess(n, k, x)
    slope = reached - beyond
    tail, distance = log(complement / beyond), log(ratio / within)
    if n * x <= k:
        following = x * exp(tail * beyond / slope)
    else:
        fall = 1 + (ratio - within) / slope
        following = x / fall if fall > 0 else 1.0
    return following, max(abs(tail), abs(distance))


def _first_guess(n: float, k: float, complement: float, ratio: float) -> float:
    rate = k / n
    spread = sqrt((1 - rate) / k)
    squared = -2 * log(complement * sqrt(2 * pi) / spread)
    if squared <= 0:
        return rate / ratio
    z = squared / sqrt(squared + sqrt(squared) / 3 + 2 * pi)
    cube = rate * max(1 - 1 / (9 * k) - z * spread / 3, 0.0) ** 3
    leading = log(complement * k * (k + 1)) - _log_peak_density(n, k)
    return max(cube, rate * exp((leading + (n - k) * log1p(-rate)) / k))


def _excess(n: float, k: float, x: float) -> tuple[float, float, float]:
    """1 − F, F and P(Bin(N−1, x) ≥ K)."""
    mean, rest = n * x, 1 - x
    spare = k - mean
    deviance = k * log1p(spare / mean) + (n - k) * log1p(-spare / (n * rest))
    peak = exp(_log_peak_density(n, k) - deviance)
    if spare >= 0:
        mass, moment = _integrals(k - 1, n - k - 1, x / rest)
        over = peak / rest * moment
        return over, 1 - over, peak / rest * mass
    mass, moment = _integrals(n - k - 1, k - 1, rest / x)
    short = peak / x * moment * rest / x
    return short - spare / mean, k / mean - short, 1 - peak / x * mass


def _log_peak_density(n: float, k: float) -> float:
    correction = _stirling(n) - _stirling(k) - _stirling(n - k)
    return 0.5 * log(k * (n - k) / (2 * pi * n)) + correction


def _stirling(n: float) -> float:
    if n < FEW:
        return log(factorial(int(n)) / n**n * exp(n) / sqrt(2 * pi * n))
    square = 1 / (n * n)
    series = 1 / 1260 - square * (1 / 1680 - square / 1188)
    return (1 / 12 - square * (1 / 360 - square * series)) / n


def _integrals(a: float, b: float, c: float) -> tuple[float, float]:
    far = _reach(a, b, c)
    weights = [
        (weight * exp(a * log1p(-far * node) + b * log1p(c * far * node)), node)
        for node, weight in _nodes()
    ]
    mass = fsum(weight for weight, _ in weights)
    return mass * far, fsum(weight * node for weight, node in weights) * far * far


def _reach(a: float, b: float, c: float) -> float:
    fall, bend = max(a - b * c, 0.0), a + b * c * c
    guess = 2 * NEGLIGIBLE / (fall + sqrt(fall * fall + 2 * NEGLIGIBLE * bend)) if bend else 1.0
    guess = min(guess, 1 - 1e-6)
    slope = b * c / (1 + c * guess) - a / (1 - guess)
    if slope >= 0:
        return 1.0
    depth = a * log1p(-guess) + b * log1p(c * guess) + NEGLIGIBLE
    return min(max(guess - depth / slope, 0.0), 1.0)


@cache
def _nodes() -> tuple[tuple[float, float], ...]:
    """Gauss–Legendre nodes and weights on (0, 1)."""
    roots = (arb.legendre_p_root(NODES, place, weight=True) for place in range(NODES))
    return tuple((float(((1 + x) / 2).mid()), float((weight / 2).mid())) for x, weight in roots)
