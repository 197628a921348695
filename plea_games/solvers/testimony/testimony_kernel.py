r"""Numbers of a game in which every pleader is a witness against everybody tried.

Each witness alone convicts with probability q, independently, w = 1 − q. With the headroom
:math:`\beta = (1-p)J/(T-d) \ge 0`, what certain conviction adds as a share of the stake, a
defendant gains by holding out as one of m

.. math:: \Delta(m) = (T-d)\bigl[r - \tau(m)\,(1 + \beta(1 - w^{N-m}))\bigr].

The bracket never falls in m, so at most one common probability x of holding out makes everyone
indifferent, and it exists just where Δ(1) < 0 < Δ(N).

**The mixed equilibrium.** For n ~ Bin(N−1, x), z = 1 − q(1−x) and y = x/z

.. math:: x^n\,(w(1-x))^{N-1-n} = z^{N-1}\, y^n (1-y)^{N-1-n},

for w(1 − x) = z − x. So weighing trials by the silence of all witnesses tilts the binomial law, and
with :math:`F(x) = \mathrm{E}\,\tau(1+n)` of the game without testimony

.. math:: \mathrm{E}\,\tau(1+n)\,w^{N-1-n} = z^{N-1} F(x/z), \qquad
          r = (1+\beta)\,F(x) - \beta z^{N-1} F(x/z).

τ and the witnesses are not independent: F(x) times the chance of silence is another number.

**The mean over turnouts** has no loop over N either:

.. math:: L_q = (1+\beta)L - \frac{\beta}{N} \sum_{m=1}^{N} \tau(m)\, w^{N-m},

a geometric sum up to K and K times the sum of :math:`w^{N-m}/m` beyond. With a = −log w the latter
is summed by Euler and Maclaurin, whose integral is a difference of exponential integrals Ei.
"""

from fractions import Fraction
from math import comb, factorial

import numpy as np
from flint import fmpq
from numpy.typing import ArrayLike, NDArray

from ...games.exact_functions import as_fmpq
from ...model.exact import as_fraction
from ..binomial_excess import excess
from ..harmonic_arrays import harmonic_numbers
from .testimony_limit import scaled_ei

Floats = NDArray[np.float64]

_MOST_STEPS = 200
_LAST_STEP = 1e-9  # in log x: Newton's next error is its square
_LEAST = 1e-300
_BELOW_ONE = 1 - 2.0**-53

_FEW = 80  # terms summed one by one at either end
_STEEP = 0.5  # of a = −log w, from which the terms left are below e^(−40)
_BERNOULLI = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66)


def mixed_with_testimony(
    defendants: ArrayLike,
    capacity: ArrayLike,
    offer_ratio: ArrayLike,
    headroom: ArrayLike,
    chance: ArrayLike,
) -> Floats:
    """The common probability of holding out at which testimony leaves everyone indifferent.

    Parameters
    ----------
    defendants, capacity
        N ≥ 1 and K ≥ 0, whole numbers; arrays are broadcast.
    offer_ratio
        r.
    headroom
        β ≥ 0.
    chance
        q, from 0 to 1.

    Returns
    -------
    numpy.ndarray
        x in (0, 1) in the broadcast shape; NaN where there is none, which is wherever Δ(1) < 0 <
        Δ(N) does not hold.

    Examples
    --------
    >>> float(mixed_with_testimony(230, 12, 0.4, 0.25, 1 / 20))
    0.1630417262377...
    >>> mixed_with_testimony(5, 5, [1.3, 1.6], 1, 0.2)
    array([0.57345...,        nan])
    """
    parts = (defendants, capacity, offer_ratio, headroom, chance)
    given = np.broadcast_arrays(*(np.asarray(part, dtype=np.float64) for part in parts))
    n, k, r, beta, q = (part.ravel() for part in given)
    with np.errstate(divide="ignore", invalid="ignore"):  # q = 1, where N = 1 too
        silence = np.where(n > 1, np.exp((n - 1) * np.log1p(-q)), 1.0)
        lowest = np.fmin(1, k / n)
    solvable = (k >= 1) & (n > 1) & (lowest < r) & (r < 1 + beta * (1 - silence))
    x = np.full(n.shape, np.nan)
    left = np.flatnonzero(solvable)
    low, high = np.full(n.shape, _LEAST), np.ones(n.shape)
    x[left] = np.clip(lowest[left] / r[left], _LEAST, _BELOW_ONE)
    for _ in range(_MOST_STEPS):
        if not left.size:
            break
        i, at = left, x[left]
        value, slope = _needed_ratio(n[i], k[i], beta[i], q[i], at)
        above = value > r[i]  # the value falls in x, so the root lies above
        low[i], high[i] = np.where(above, at, low[i]), np.where(above, high[i], at)
        with np.errstate(all="ignore"):
            newton = at * np.exp(np.log(r[i] / value) * value / slope)
        inside = (newton > low[i]) & (newton < high[i])
        x[i] = np.where(inside, newton, np.sqrt(low[i] * high[i]))
        settled = (inside & (np.abs(np.log(x[i] / at)) <= _LAST_STEP)) | (
            high[i] <= low[i] * (1 + 4e-16)
        )
        left = left[~settled]
    return x.reshape(given[0].shape)


def laplacian_with_testimony(
    defendants: ArrayLike, capacity: ArrayLike, headroom: ArrayLike, chance: ArrayLike
) -> Floats:
    """L_q, the mean of τ(m)(1 + β(1 − w^(N−m))) over m = 1…N, without a loop over N.

    Parameters
    ----------
    defendants, capacity
        N ≥ 1 and K ≥ 0, whole numbers; arrays are broadcast.
    headroom
        β ≥ 0.
    chance
        q, from 0 to 1.

    Returns
    -------
    numpy.ndarray
        In the broadcast shape, to a relative error of some 1e-14.

    Examples
    --------
    >>> float(laplacian_with_testimony(230, 12, 0.25, 1 / 230))
    0.230316519551...
    """
    parts = (defendants, capacity, headroom, chance)
    given = np.broadcast_arrays(*(np.asarray(part, dtype=np.float64) for part in parts))
    n, k, beta, q = (part.ravel() for part in given)
    k = np.fmin(k, n)
    plain = (k + k * (harmonic_numbers(n) - harmonic_numbers(k)).astype(np.float64)) / n
    return np.reshape((1 + beta) * plain - beta * _silent_trials(n, k, q) / n, given[0].shape)


def exact_laplacian_with_testimony(
    defendants: int, capacity: int | Fraction, headroom: Fraction, chance: Fraction
) -> Fraction:
    """L_q exactly, in N multiplications of fractions whose length grows with N.

    >>> exact_laplacian_with_testimony(3, 1, Fraction(1), Fraction(1, 2))
    Fraction(17, 18)
    """
    silence, tried = 1 - as_fmpq(chance), as_fmpq(Fraction(capacity))
    heard = plain = fmpq(0)
    for m in range(1, defendants + 1):
        trial = min(fmpq(1), tried / m)
        plain += trial
        heard = heard * silence + trial
    beta = as_fmpq(headroom)
    return as_fraction(((1 + beta) * plain - beta * heard) / defendants)


def _needed_ratio(
    n: Floats, k: Floats, beta: Floats, q: Floats, x: Floats
) -> tuple[Floats, Floats]:
    """The offer ratio at which x leaves everyone indifferent, and its derivative in log x."""
    z = (1 - q) + q * x
    chance, slope = _trial_chance(n, k, x)
    tilted, tilted_slope = _trial_chance(n, k, np.fmin(x / z, 1))
    near_one, far = np.fmin(q, 0.5) * (1 - x), np.where(q > 0.5, z, 1)
    silence = np.exp((n - 1) * np.where(q > 0.5, np.log(far), np.log1p(-near_one)))
    moved = (n - 1) * (q * x / z) * tilted + tilted_slope * (1 - q) / z
    return (1 + beta) * chance - beta * silence * tilted, (
        1 + beta
    ) * slope - beta * silence * moved


def _trial_chance(n: Floats, k: Floats, x: Floats) -> tuple[Floats, Floats]:
    """F(x) and its derivative in log x; F is 1 where all can be tried."""
    chance, slope = np.ones_like(x), np.zeros_like(x)
    scarce = np.flatnonzero(k < n)
    if scarce.size:
        shares = excess(n[scarce], k[scarce], x[scarce])
        chance[scarce], slope[scarce] = shares.within, shares.beyond - shares.reached
    return chance, slope


def _silent_trials(n: Floats, k: Floats, q: Floats) -> Floats:
    """The sum of τ(m) w^(N−m) over m."""
    with np.errstate(divide="ignore", invalid="ignore"):
        decay = -np.log1p(-q)
        within = np.where(q > 0, -np.expm1(-_times(k, decay)) / q, k)
        surely: Floats = np.where(k < n, np.exp(-_times(n - k, decay)) * within, within)
    terms = np.arange(_FEW, dtype=np.float64)
    top = n[:, None] - terms
    heavy = np.exp(-_times(terms, decay[:, None])) / np.fmax(top, 1)
    by_lot: Floats = np.where(top > k[:, None], heavy, 0).sum(axis=1)
    rest = np.flatnonzero((n - k > _FEW) & (decay < _STEEP))
    if rest.size:
        by_lot[rest] += _middle_terms(n[rest], k[rest], decay[rest])
    return surely + k * by_lot


def _times(count: Floats, decay: Floats) -> Floats:
    """The product, with 0 · ∞ = 0, as 0⁰ is 1 here."""
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(count == 0, 0.0, count * decay))


def _middle_terms(n: Floats, k: Floats, decay: Floats) -> Floats:
    """The sum of e^(−a(N−m))/m over m = K+1 … N − 80."""
    last = n - _FEW
    bottom = k[:, None] + 1 + np.arange(_FEW)
    counted = bottom <= last[:, None]
    terms = np.exp(-decay[:, None] * (n[:, None] - bottom)) / bottom
    total: Floats = np.where(counted, terms, 0).sum(axis=1)
    first = k + _FEW + 1
    more = np.flatnonzero(first <= last)
    if not more.size:
        return total
    low, high, a, count = first[more], last[more], decay[more], n[more]
    smooth = _integral(low, high, a, count)
    smooth += (_derivative(low, a, count, 0) + _derivative(high, a, count, 0)) / 2
    for place, number in enumerate(_BERNOULLI, start=1):
        order = 2 * place - 1
        slope = _derivative(high, a, count, order) - _derivative(low, a, count, order)
        smooth += number / factorial(2 * place) * slope
    total[more] += smooth
    return total


def _integral(low: Floats, high: Floats, a: Floats, n: Floats) -> Floats:
    """∫ e^(−a(N−m))/m dm."""
    with np.errstate(all="ignore"):
        upper = np.exp(-a * (n - high)) * scaled_ei(a * high)
        lower = np.exp(-a * (n - low)) * scaled_ei(a * low)
        return np.asarray(np.where(a > 0, upper - lower, np.log(high / low)))


def _derivative(m: Floats, a: Floats, n: Floats, order: int) -> Floats:
    """Of e^(−a(N−m))/m in m."""
    parts = (
        comb(order, j) * a ** (order - j) * (-1) ** j * factorial(j) / m ** (j + 1)
        for j in range(order + 1)
    )
    return np.asarray(np.exp(-a * (n - m)) * sum(parts))
