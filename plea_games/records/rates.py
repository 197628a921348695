r"""Shares with intervals: exact ones, and those of small places that borrow from the others.

The exact interval of Clopper and Pearson (1934, from memory) for k of n has the ends at which a
binomial give k or more, and k or fewer, with probability α/2: quantiles of beta distributions.

Places are pooled in part by a beta-binomial: the shares of the places are drawn from a beta
distribution of mean μ and weight ν, the counts from binomials. μ and ν are those that make the
counts likeliest (empirical Bayes); a place's share is then :math:`(k + \mu\nu)/(n + \nu)`, between
its own k/n and μ, and its interval that of a beta with :math:`k + \mu\nu` and
:math:`n - k + (1 - \mu)\nu`. That μ and ν are estimated widens no interval.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize, special, stats

_HEAVIEST = 1e8  # beyond it the places cannot be told from one


@dataclass(frozen=True)
class Rate:
    """A share of counts, with its interval.

    Attributes
    ----------
    count, of
        k and n.
    value
        k/n; None where n is 0.
    low, high
        The exact interval.
    level
        Its level.
    """

    count: int
    of: int
    value: float | None
    low: float
    high: float
    level: float


@dataclass(frozen=True)
class PooledRates:
    """Shares of several places, each pooled with the others in part.

    Attributes
    ----------
    raw
        The places' own.
    shrunk
        Shares and intervals that borrow from the others, shape (n, 3): low, value, high.
    mean, weight
        μ and ν; the weight is in cases, and infinite where the places do not differ.
    """

    raw: tuple[Rate, ...]
    shrunk: tuple[tuple[float, float, float], ...]
    mean: float
    weight: float


def rate(count: int, of: int, level: float = 0.95) -> Rate:
    """A share with its exact interval.

    >>> rate(2, 2).low  # doctest: +ELLIPSIS
    0.158...
    """
    tail = (1 - level) / 2
    low = 0.0 if count == 0 else float(stats.beta.ppf(tail, count, of - count + 1))
    high = 1.0 if count == of else float(stats.beta.isf(tail, count + 1, of - count))
    return Rate(count, of, count / of if of else None, low, high, level)


def pooled_rates(counts: Sequence[int], totals: Sequence[int], level: float = 0.95) -> PooledRates:
    """Shares of places by an empirical-Bayes beta-binomial.

    Parameters
    ----------
    counts, totals
        k and n by place.
    level
        Of the intervals.

    Examples
    --------
    >>> found = pooled_rates([2, 60, 300], [2, 100, 400])
    >>> [round(value, 2) for _, value, _ in found.shrunk]
    [0.7, 0.63, 0.74]
    """
    k, n = np.asarray(counts, dtype=float), np.asarray(totals, dtype=float)
    raw = tuple(rate(int(a), int(b), level) for a, b in zip(counts, totals, strict=True))
    mean, weight = _fitted(k[n > 0], n[n > 0])
    if not np.isfinite(weight):
        shrunk = tuple((mean, mean, mean) for _ in counts)
        return PooledRates(raw, shrunk, mean, weight)
    a, b = k + mean * weight, n - k + (1 - mean) * weight
    tail = (1 - level) / 2
    ends = np.asarray(stats.beta.ppf(tail, a, b)), np.asarray(stats.beta.isf(tail, a, b))
    rows = zip(ends[0], a / (a + b), ends[1], strict=True)
    return PooledRates(raw, tuple((float(x), float(y), float(z)) for x, y, z in rows), mean, weight)


def _fitted(k: np.ndarray, n: np.ndarray) -> tuple[float, float]:
    total = n.sum()
    if total == 0:
        return 0.5, 2.0  # nothing is known: the uniform distribution
    mean = (k.sum() + 0.5) / (total + 1)

    def unlikeliness(at: np.ndarray) -> float:
        mu, nu = special.expit(at[0]), np.exp(at[1])
        a, b = mu * nu, (1 - mu) * nu
        return float(-(special.betaln(k + a, n - k + b) - special.betaln(a, b)).sum())

    starts = [np.array([special.logit(mean), np.log(weight)]) for weight in (2.0, 20.0, 500.0)]
    bounds = [(-30.0, 30.0), (np.log(0.05), np.log(_HEAVIEST))]
    best = min(
        (
            optimize.minimize(unlikeliness, start, method="L-BFGS-B", bounds=bounds)
            for start in starts
        ),
        key=lambda found: float(found.fun),
    )
    mu, nu = float(special.expit(best.x[0])), float(np.exp(best.x[1]))
    return mu, min(nu, float(total) * 100)
