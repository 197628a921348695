r"""Shares with intervals: exact ones, and those of small places that borrow from the others.

The exact interval of Clopper and Pearson (1934, from memory) for k of n has the ends at which a
binomial give k or more, and k or fewer, with probability α/2: quantiles of beta distributions.

Places are pooled in part by a beta-binomial: the shares of the places are drawn from a beta
distribution of mean μ and weight ν, the counts from binomials. μ and ν are those that make the
counts likeliest (empirical Bayes); a place's share is then :math:`(k + \mu\nu)/(n + \nu)`, between
its own k/n and μ.

Its interval would be too narrow if μ and ν were known for sure: 48 trials in three places cannot
tell a share to a percent. So it is that of a mixture of betas with :math:`k + \mu\nu` and
:math:`n - k + (1 - \mu)\nu`, over μ and ν in proportion to their likelihood times
:math:`\nu^{-3/2}`, the density that is flat in μ and in the spread :math:`\nu^{-1/2}`
(Gelman et al., 2013, ch. 5, from memory).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize, special, stats

_HEAVIEST = 1e8  # beyond it the places cannot be told from one
_GRID, _LIGHTEST, _HALVINGS = (61, 41), 1e-5, 30


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
    deviations
        The standard deviations of what is not known of these shares.
    mean, weight
        μ and ν; the weight is in cases, and great where the places do not differ.
    """

    raw: tuple[Rate, ...]
    shrunk: tuple[tuple[float, float, float], ...]
    deviations: tuple[float, ...]
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
    shares = (k + mean * weight) / (n + weight)
    lows, highs, deviations = _mixed_intervals(k, n, level)
    rows = zip(np.minimum(lows, shares), shares, np.maximum(highs, shares), strict=True)
    ends = tuple((float(x), float(y), float(z)) for x, y, z in rows)
    return PooledRates(raw, ends, tuple(map(float, deviations)), mean, weight)


def _mixed_intervals(k: np.ndarray, n: np.ndarray, level: float) -> tuple[np.ndarray, ...]:
    """Low, high and standard deviation of each share, with what is not known of μ and ν."""
    nu = np.geomspace(0.05, 1e6, _GRID[0])[:, None]
    # for each ν a grid of logit μ about the mean, as wide as the counts leave it open
    cases = n[n > 0] / (1 + (n[n > 0] - 1) / (nu + 1))
    total = cases.sum(axis=1, keepdims=True) + 1
    mean = ((cases * (k[n > 0] / n[n > 0])).sum(axis=1, keepdims=True) + 0.5) / total
    width = np.minimum(1 / np.sqrt(total * mean * (1 - mean)), 2.5)
    mu = special.expit(special.logit(mean) + width * np.linspace(-6, 6, _GRID[1]))
    # flat in μ and ν^(-1/2): on a grid of logit μ and log ν that is μ(1 − μ) ν^(-1/2)
    log_weight = (np.log(mu) + np.log1p(-mu) + np.log(width) - np.log(nu) / 2).ravel()
    a, b = (mu * nu).ravel(), ((1 - mu) * nu).ravel()
    for count, of in zip(k[n > 0], n[n > 0], strict=True):
        log_weight += special.betaln(count + a, of - count + b) - special.betaln(a, b)
    weights = np.exp(log_weight - log_weight.max())
    kept = weights > _LIGHTEST
    weights, a, b = weights[kept] / weights[kept].sum(), a[kept], b[kept]
    first, second = k[:, None] + a, (n - k)[:, None] + b

    def quantile(level: float) -> np.ndarray:
        low, high = np.zeros(len(k)), np.ones(len(k))
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            below = special.betainc(first, second, middle[:, None]) @ weights < level
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        return (low + high) / 2

    means = first / (first + second)
    within = (means * (1 - means) / (first + second + 1)) @ weights
    deviations = np.sqrt(within + means**2 @ weights - (means @ weights) ** 2)
    return quantile((1 - level) / 2), quantile((1 + level) / 2), deviations


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
        key=lambda fit: float(fit.fun),
    )
    mu, nu = float(special.expit(best.x[0])), float(np.exp(best.x[1]))
    return mu, min(nu, float(total) * 100)
