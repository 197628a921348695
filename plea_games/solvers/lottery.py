r"""The mixed equilibrium of a lottery game, vectorised.

When each other defendant holds out with probability x, a hold-out is tried with probability

.. math::

    F(x) = \mathrm{E}\,\tau(1 + \mathrm{Bin}(N-1, x)) = \frac{\mathrm{E}\min(M, K)}{\mathrm{E} M},
    \qquad M \sim \mathrm{Bin}(N, x),

as many trials as hold-outs allow, shared among the hold-outs; and the mixed equilibrium solves
F(x) = r. With P = P(Bin(N−1, x) ≥ K) and A = (N−1) x P(Bin(N−2, x) = K−1) the derivatives in
log x are

.. math::

    (1-F)' = P - (1-F), \qquad P' = A, \qquad A' = A\,(K - (N-K-1)\,x/(1-x)),

so one evaluation gives three of them, and a step of fourth order. F is concave and increasing in
1/x, so a Newton step in 1/x lands at or above the root; 1 − F is log-concave in log x, so a Newton
step of log(1 − F) in log x lands at or below it. No step but the last leaves what they enclose.
"""

from math import pi, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .binomial_excess import Floats, excess, log_peak_density
from .one_lottery import BELOW_ONE

_MOST_STEPS = 20  # 4 are the most seen
_AT_ONCE = 2**13  # games whose arrays stay in a processor's cache
_LAST_STEP = 3e-4  # in log F and log(1 − F); its fourth power is rounding


def trial_probability(defendants: ArrayLike, capacity: ArrayLike, probability: ArrayLike) -> Floats:
    """F(x), a hold-out's chance of trial when each other holds out with probability x in (0, 1].

    Needs 1 ≤ K < N; arrays are broadcast.

    >>> float(trial_probability(2, 1, 1.0))
    0.5
    """
    given = _as_doubles(defendants, capacity, probability)
    return np.reshape(excess(*(part.ravel() for part in given)).within, given[0].shape)


def mixed_probability(
    defendants: ArrayLike,
    capacity: ArrayLike,
    one_minus_ratio: ArrayLike,
    *,
    offer_ratio: ArrayLike | None = None,
) -> Floats:
    """The root x of F(x) = r in (0, 1), to a relative error below 1e-14.

    Parameters
    ----------
    defendants, capacity
        N and K with 1 ≤ K < N, counts.
    one_minus_ratio
        1 − r, between 0 and 1 − K/N, both excluded: near r = 1 the offer ratio itself would
        no longer determine the root.
    offer_ratio
        r, where more of its digits are known than 1 − (1 − r) has, which matters near r = 0.

    Returns
    -------
    numpy.ndarray
        The probabilities, in the broadcast shape of the arguments; NaN where the iteration does not
        settle, which happens for 1 − r below 1e-290 only.

    Notes
    -----
    Against 100-digit sums of positive terms, 82,634 random games with N from 2 to 10⁷, all K alike,
    and 1 − r from 1e-12 to within 1e-16 of 1 − K/N showed a largest relative error of 6.8e-15, at
    K = 1; the median was 1e-16. Below 1e-12 it grows with −log(1 − r), to 1e-13 at 1e-290.

    >>> float(mixed_probability(230, 12, 0.6))
    0.13043437392...
    """
    if offer_ratio is None:
        offer_ratio = 1 - np.asarray(one_minus_ratio, dtype=np.float64)
    given = _as_doubles(defendants, capacity, one_minus_ratio, offer_ratio)
    flat = [part.ravel() for part in given]
    x = np.empty(flat[0].size)
    for start in range(0, x.size, _AT_ONCE):
        rows = slice(start, start + _AT_ONCE)
        x[rows] = _roots(*(part[rows] for part in flat))
    return np.reshape(x, given[0].shape)


def _roots(count: Floats, tried: Floats, complement: Floats, ratio: Floats) -> Floats:
    """The roots of games N, K, 1 − r, r; NaN where the iteration does not settle."""
    games = count, tried, complement, ratio
    log_peak = log_peak_density(count, tried)
    x = _first_guess(*games, log_peak)
    x, settled = _step(*games, log_peak, x)
    unsettled = np.flatnonzero(~settled)
    for _ in range(_MOST_STEPS - 1):
        i = unsettled
        if not i.size:
            break
        x[i], settled = _step(count[i], tried[i], complement[i], ratio[i], log_peak[i], x[i])
        unsettled = i[~settled]
    x[unsettled] = np.nan
    return x


def _as_doubles(*parts: ArrayLike) -> tuple[Floats, ...]:
    return tuple(np.broadcast_arrays(*(np.asarray(part, dtype=np.float64) for part in parts)))


def _first_guess(
    count: Floats, tried: Floats, complement: Floats, ratio: Floats, log_peak: Floats
) -> Floats:
    """Below x = K/N from the tail, above it as if at least K were sure to hold out.

    In the tail 1 − F is near σ(φ(z) − z(1 − Φ(z))) with σ² = (1 − K/N)/K; z is a fit to its
    inverse that is right at both ends, and Wilson & Hilferty (1931, from memory) turn it into x.
    Where few can be tried and r is near 1, dropping (1 − t)^(N−K−1) from the integral for 1 − F
    gives a lower bound that is nearly x.
    """
    rate = tried / count
    spread = np.sqrt((1 - rate) / tried)
    with np.errstate(all="ignore"):  # of log(0), and of what the other branch makes of it
        squared = -2 * np.log(complement * sqrt(2 * pi) / spread)
        z = squared / np.sqrt(squared + np.sqrt(squared) / 3 + 2 * pi)
        cube = rate * np.fmax(1 - 1 / (9 * tried) - z * spread / 3, 0) ** 3
        leading = np.log(complement * tried * (tried + 1)) - log_peak
        bound = rate * np.exp((leading + (count - tried) * np.log1p(-rate)) / tried)
        x = np.where(squared > 0, np.fmax(cube, bound), rate / ratio)
    return np.fmin(x, BELOW_ONE)


def _step(
    count: Floats,
    tried: Floats,
    complement: Floats,
    ratio: Floats,
    log_peak: Floats,
    x: Floats,
) -> tuple[Floats, NDArray[np.bool_]]:
    """The next point, and whether it is the last."""
    beyond, within, reached, density = excess(count, tried, x, log_peak)
    with np.errstate(all="ignore"):  # a Newton step may leave (0, 1)
        is_low = count * x <= tried  # where 1 − F carries the digits; elsewhere F does
        first = reached - beyond
        second = density - first
        third = density * (tried - (count - tried - 1) * x / (1 - x)) - second
        distance = np.where(is_low, np.log(complement / beyond), np.log(ratio / within))
        scale = np.where(is_low, beyond, -within)
        free = x * np.exp(_householder(distance, first / scale, second / scale, third / scale))

        tail_distance = np.log(complement / beyond)
        lower = x * np.exp(tail_distance * beyond / first)
        upper = x / (1 + (beyond - complement) / first)
        upper = np.where(upper > 0, np.fmin(upper, BELOW_ONE), BELOW_ONE)
        settled = np.fmax(np.abs(distance), np.abs(tail_distance)) <= _LAST_STEP
        following = np.where(settled, free, np.clip(free, lower, upper))
    return np.fmin(following, 1), settled


def _householder(distance: Floats, first: Floats, second: Floats, third: Floats) -> Floats:
    """A step in log x of fourth order, for log y to rise by ``distance``, from y′/y, y″/y, y‴/y."""
    newton = distance / first
    bend = (second / first - first) * newton
    twist = (third / first - 3 * second + 2 * first * first) * newton * newton
    return newton * (1 + bend / 2) / (1 + bend + twist / 6)
