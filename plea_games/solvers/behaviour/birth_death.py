r"""Birth–death chains on 0…N in logarithms: no sum overflows, and none cancels.

From state m the chain moves up with probability u(m) and down with d(m). Its stationary weights
satisfy :math:`\pi(m)\,u(m) = \pi(m+1)\,d(m+1)`, and all that is asked of it is a sum of positive
terms (Karlin & Taylor 1975, ch. 4, from memory):

* the expected steps from k to k + 1 are :math:`\sum_{j \le k} \pi(j) / (\pi(k)\,u(k))`;
* where 0 and N absorb, with :math:`\gamma_k = \prod_{j=1}^{k} d(j)/u(j)` and
  :math:`s(m) = \sum_{k<m} \gamma_k`, the chain ends in N with probability s(m)/s(N) and visits j
  :math:`s(\min)\,(s(N) - s(\max)) / (s(N)\,u(j)\,\gamma_j)` times, min and max of m and j.
"""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

Floats = NDArray[np.float64]

_LARGEST_LOG = math.log(np.finfo(np.float64).max)


def cumulative(terms: Floats) -> Floats:
    """Running sums, starting with 0, whose rounding errors do not add up.

    The error of each addition is itself a double and is summed apart (Knuth's two-sum).

    >>> float(cumulative(np.full(10, 0.1))[-1])
    1.0
    """
    plain = np.concatenate(([0.0], np.cumsum(terms)))
    before, after = plain[:-1], plain[1:]
    added = after - before
    lost = (before - (after - added)) + (terms - added)
    return plain + np.concatenate(([0.0], np.cumsum(lost)))


def log_hitting_time(
    log_weight: Floats, log_up: Floats, log_down: Floats, start: int, target: int
) -> float:
    """Logarithm of the expected steps from one state to another.

    Parameters
    ----------
    log_weight
        Of the stationary law, up to a constant, shape (N + 1,).
    log_up
        Of the probability to move up from 0, …, N − 1, shape (N,).
    log_down
        Of the probability to move down from 1, …, N, shape (N,).
    start, target
        Two different states.

    >>> fair = np.log([0.5, 0.5])  # always up from 0 would need log 1
    >>> round(math.exp(log_hitting_time(np.zeros(3), fair, fair, 0, 2)), 12)
    6.0
    """
    if start > target:
        top = log_weight.size - 1
        log_weight, log_up, log_down = log_weight[::-1], log_down[::-1], log_up[::-1]
        start, target = top - start, top - target
    behind = np.logaddexp.accumulate(log_weight[:target])[start:]
    between = slice(start, target)
    return float(logsumexp(behind - log_weight[between] - log_up[between]))


def log_absorption(log_ratio: Floats, start: int) -> tuple[float, float]:
    """Logarithms of the probabilities to end in N and in 0.

    ``log_ratio`` is that of d(m)/u(m) for m = 1, …, N − 1; start is one of these states.

    >>> [round(math.exp(part), 12) for part in log_absorption(np.zeros(3), 1)]
    [0.25, 0.75]
    """
    log_gamma = cumulative(log_ratio)
    whole = logsumexp(log_gamma)
    return (
        float(logsumexp(log_gamma[:start]) - whole),
        float(logsumexp(log_gamma[start:]) - whole),
    )


def log_absorption_time(log_ratio: Floats, log_up: Floats, start: int) -> float:
    """Logarithm of the expected steps until 0 or N; both arrays for m = 1, …, N − 1.

    >>> fair = np.log(np.full(3, 0.5))
    >>> round(math.exp(log_absorption_time(np.zeros(3), fair, 2)), 12)
    4.0
    """
    log_gamma = cumulative(log_ratio)
    to_zero = np.logaddexp.accumulate(log_gamma)  # log s(1…N)
    to_top = np.logaddexp.accumulate(log_gamma[::-1])[::-1]  # log(s(N) − s(m)), m = 0…N − 1
    state = np.arange(1, log_gamma.size)
    visits = to_zero[np.minimum(state, start) - 1] + to_top[np.maximum(state, start)]
    return float(logsumexp(visits - log_up - log_gamma[1:]) - to_zero[-1])


def finite(logarithm: float) -> float | None:
    """The number itself; None where it exceeds doubles.

    >>> finite(0.0), finite(1e4)
    (1.0, None)
    """
    return math.exp(logarithm) if logarithm <= _LARGEST_LOG else None


def power_of_ten(log10: float) -> str:
    """A number known by its logarithm, for a table.

    >>> power_of_ten(2.0), power_of_ten(1234.5), power_of_ten(-400.0)
    ('100', '3.162e+1234', '1e-400')
    """
    if abs(log10) < math.log10(np.finfo(np.float64).max):
        return f"{10**log10:.4g}"
    whole = math.floor(log10)
    return f"{10 ** (log10 - whole):.4g}e{whole:+d}"
