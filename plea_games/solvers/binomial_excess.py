r"""How much of a binomial count lies beyond a capacity, to nearly the last digit of a double.

For M ~ Bin(N, x), 1 ≤ K < N and β(t) = P(Bin(N−2, t) = K−1),

.. math::

    \mathrm{E}(M-K)^+ = N(N-1) \int_0^x (x-t)\,\beta(t)\,dt, \qquad
    \mathrm{E}(K-M)^+ = N(N-1) \int_x^1 (t-x)\,\beta(t)\,dt,

since the second derivative of either in x is N(N−1)β(x). Without the factor x − t and one N the
integrals are P(Bin(N−1, x) ≥ K) and P(Bin(N−1, x) < K). With t = x(1−v) the first becomes

.. math::

    N(N-1)\,x^2 \beta(x) \int_0^1 v\,e^{\psi(v)}\,dv, \qquad
    \psi(v) = a \log(1-v) + b \log(1+cv),

a = K−1, b = N−K−1, c = x/(1−x), and the second the same in the mirror: K for N−K, x for 1−x.

No term is negative, so nothing cancels. e^ψ is an entire function, ψ is concave, and on the
side of K/N where the excess is the smaller one ψ falls from the start or nearly so: a fixed number
of Gauss–Legendre nodes, up to where e^ψ no longer counts, serves every N and K. β(x) is a
Stirling factor times the exponential of a deviance, each without cancellation (Loader 2000). What
remains is an error like that of rounding x itself. The same numbers are also a difference of two
incomplete beta functions; scipy's are off by 1e-11 at N = 600,000 and K = 27.

References
----------
Loader, Fast and Accurate Computation of Binomial Probabilities (2000) (from memory).
"""

from math import exp, factorial, log, pi, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .one_lottery import FEW, NEGLIGIBLE, NODES

Floats = NDArray[np.float64]

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(NODES)
_NODES, _WEIGHTS = (1 + _NODES[:, None]) / 2, _WEIGHTS[:, None] / 2  # from (−1, 1) to (0, 1)
_AT_ONCE = 512  # games whose nodes stay in a processor's cache

_STIRLING_OF_FEW = np.array(
    [np.nan, *(log(factorial(n) / n**n * exp(n) / sqrt(2 * pi * n)) for n in range(1, FEW))]
)


class Excess(NamedTuple):
    """What M ~ Bin(N, x) has to do with K, as shares and slopes.

    ``beyond`` is E(M−K)⁺/E(M), ``within`` is E min(M, K)/E(M), their sum 1 and each with its own
    digits; ``reached`` is P(Bin(N−1, x) ≥ K), and ``density`` its derivative in log x.
    """

    beyond: Floats
    within: Floats
    reached: Floats
    density: Floats


def excess(count: Floats, capacity: Floats, x: Floats, log_peak: Floats | None = None) -> Excess:
    """Shares beyond and within a capacity.

    Parameters
    ----------
    count, capacity, x
        N, K and x of one shape (n,), with 1 ≤ K < N and 0 < x ≤ 1; the density needs x < 1.
    log_peak
        What :func:`log_peak_density` gives for N and K, where that is known.

    >>> found = excess(np.array([2.0]), np.array([1.0]), np.array([0.5]))
    >>> found.beyond, found.within, found.reached
    (array([0.25]), array([0.75]), array([0.5]))
    """
    log_peak = log_peak_density(count, capacity) if log_peak is None else log_peak
    mean, complement = count * x, 1 - x
    spare = capacity - mean
    is_low = spare >= 0  # so E(M−K)⁺ is the smaller excess
    with np.errstate(all="ignore"):  # at x = 1, and where a branch that is not taken overflows
        deviance = capacity * np.log1p(spare / mean)
        deviance += (count - capacity) * np.log1p(-spare / (count * complement))
        peak = np.exp(log_peak - deviance)  # (N−1) x (1−x) β(x)
        density, mirrored = peak / complement, peak / x
        near = np.where(is_low, capacity, count - capacity) - 1
        odds = np.where(is_low, x / complement, complement / x)
        mass, moment = _integrals(near, count - 2 - near, odds)
        over = density * moment
        short = mirrored * moment * complement / x  # E(K−M)⁺/E(M)
        return Excess(
            beyond=np.where(is_low, over, short - spare / mean),
            within=np.where(is_low, 1 - over, capacity / mean - short),
            reached=np.where(is_low, density * mass, 1 - mirrored * mass),
            density=density,
        )


def log_peak_density(count: Floats, capacity: Floats) -> Floats:
    """The logarithm of (N−1) x (1−x) β(x) at its largest, x = K/N."""
    rest = count - capacity
    correction = _stirling(count) - _stirling(capacity) - _stirling(rest)
    return np.asarray(0.5 * np.log(capacity * rest / (2 * pi * count)) + correction)


def _stirling(n: Floats) -> Floats:
    """log n! − log(√(2πn)(n/e)ⁿ), for n ≥ 1."""
    inverse = 1 / n
    square = inverse * inverse
    series = 1 / 1260 - square * (1 / 1680 - square / 1188)
    series = inverse * (1 / 12 - square * (1 / 360 - square * series))
    few = np.minimum(n, FEW - 1).astype(np.intp)
    return np.where(n < FEW, _STIRLING_OF_FEW[few], series)


def _integrals(a: Floats, b: Floats, c: Floats) -> tuple[Floats, Floats]:
    """∫ e^ψ(v) dv and ∫ v e^ψ(v) dv over (0, 1)."""
    far = _reach(a, b, c)
    mass, moment = np.empty_like(far), np.empty_like(far)
    for start in range(0, far.size, _AT_ONCE):
        rows = slice(start, start + _AT_ONCE)
        parts = [part[rows] for part in (a, b, c, far)]
        if parts[0].size == 1:  # or numpy would add up one column in another order
            parts = [np.repeat(part, 2) for part in parts]
        of_mass, of_moment = _sums(*parts)
        mass[rows], moment[rows] = of_mass[: far[rows].size], of_moment[: far[rows].size]
    return mass * far, moment * far * far


def _sums(a: Floats, b: Floats, c: Floats, far: Floats) -> tuple[Floats, Floats]:
    """Over nodes from 0 to ``far``, of e^ψ and of its moments, each times its weight."""
    v = _NODES * far
    weight, rising = np.log1p(-v), np.log1p(c * v)
    weight *= a
    rising *= b
    weight += rising
    np.exp(weight, out=weight)
    weight *= _WEIGHTS
    mass = weight.sum(axis=0)
    weight *= _NODES
    return mass, weight.sum(axis=0)


def _reach(a: Floats, b: Floats, c: Floats) -> Floats:
    """Where ψ has sunk by what is negligible, or a little beyond; at most 1.

    The parabola that touches ψ at 0 gives a first guess, and a tangent of the concave ψ there never
    sinks too soon.
    """
    fall, bend = np.fmax(a - b * c, 0), a + b * c * c
    guess = 2 * NEGLIGIBLE / (fall + np.sqrt(fall * fall + 2 * NEGLIGIBLE * bend))
    guess = np.fmin(guess, 1 - 1e-6)
    slope = b * c / (1 + c * guess) - a / (1 - guess)
    tangent = guess - (_psi(a, b, c, guess) + NEGLIGIBLE) / slope
    return np.where(slope < 0, np.clip(tangent, 0, 1), 1.0)


def _psi(a: Floats, b: Floats, c: Floats, v: Floats) -> Floats:
    return np.asarray(a * np.log1p(-v) + b * np.log1p(c * v))
