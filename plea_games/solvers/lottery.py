r"""The mixed equilibrium of a lottery game, vectorised.

When each other defendant holds out with probability x, a hold-out is tried with probability

.. math::

    F(x) = \mathrm{E}\,\tau(1 + \mathrm{Bin}(N-1, x))
         = P(\mathrm{Bin}(N-1, x) \le K-1) + \frac{K}{Nx} P(\mathrm{Bin}(N, x) \ge K+1),

and the mixed equilibrium solves F(x) = r. F is concave and increasing in 1/x, so a Newton step in
1/x lands at or above the root; 1 − F is log-concave in log x, so a Newton step of log(1 − F) in
log x lands at or below it. Both steps use the same two incomplete beta functions and enclose the
root between them.
"""

from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaincc

from ..errors import PrecisionError

Floats = NDArray[np.float64]

_MOST_STEPS = 200
_LEAST_COMPLEMENT = Fraction(1, 10**60)  # of 1 − r, for which the steps are known to settle
_LAST_STEP = 1e-9  # relative; Newton squares it, and what remains is rounding


def trial_probability(defendants: ArrayLike, capacity: ArrayLike, probability: ArrayLike) -> Floats:
    """F(x), a hold-out's chance of trial when each other holds out with probability x in (0, 1].

    Needs 1 ≤ K < N; arrays are broadcast.

    >>> float(trial_probability(2, 1, 1.0))
    0.5
    """
    count, tried, x = _as_doubles(defendants, capacity, probability)
    surely = betaincc(tried, count - tried, x)
    by_lot = tried / (count * x) * betainc(tried + 1, count - tried, x)
    return np.asarray(surely + by_lot)


def mixed_probability(
    defendants: ArrayLike, capacity: ArrayLike, one_minus_ratio: ArrayLike
) -> Floats:
    """The root x of F(x) = r in (0, 1).

    Parameters
    ----------
    defendants, capacity
        N and K with 1 ≤ K < N, counts.
    one_minus_ratio
        1 − r, between 0 and 1 − K/N, both excluded: near r = 1 the offer ratio itself would
        no longer determine the root.

    Returns
    -------
    numpy.ndarray
        The probabilities, in the broadcast shape of the arguments; NaN where the iteration does not
        settle, which happens for 1 − r below 1e-60 only.

    >>> float(mixed_probability(230, 12, 0.6))
    0.13043437392...
    """
    given = _as_doubles(defendants, capacity, one_minus_ratio)
    count, tried, complement = (part.ravel() for part in given)
    x = np.minimum(tried / (count * (1 - complement)), 1.0)
    below, above = np.zeros_like(x), x.copy()
    open_ones = np.arange(x.size)
    for _ in range(_MOST_STEPS):
        if not open_ones.size:
            break
        i = open_ones
        low, high, proposal = _step(count[i], tried[i], complement[i], x[i], below[i], above[i])
        settled = np.abs(proposal - x[i]) <= _LAST_STEP * x[i]
        below[i], above[i], x[i] = low, high, proposal
        open_ones = i[~settled]
    x[open_ones] = np.nan
    return np.reshape(x, given[0].shape)


def _as_doubles(*parts: ArrayLike) -> tuple[Floats, ...]:
    return np.broadcast_arrays(*(np.asarray(part, dtype=np.float64) for part in parts))


def mixed_probability_of(defendants: int, capacity: int, offer_ratio: Fraction) -> float:
    """The mixed equilibrium of one game with an exact offer ratio, κ < r < 1.

    Raises
    ------
    PrecisionError
        Where it is too near 0 or 1 for a double to tell the difference, or r too near 1.

    >>> mixed_probability_of(2, 1, Fraction(3, 4))
    0.5
    """
    if 1 - offer_ratio < _LEAST_COMPLEMENT:
        raise PrecisionError("the offer ratio is too near 1 for the mixed equilibrium in doubles")
    found = float(mixed_probability(defendants, capacity, float(1 - offer_ratio)))
    if not 0 < found < 1:
        raise PrecisionError("the mixed equilibrium is too near 0 or 1 for double precision")
    return found


def _step(
    count: Floats,
    tried: Floats,
    complement: Floats,
    x: Floats,
    below: Floats,
    above: Floats,
) -> tuple[Floats, Floats, Floats]:
    """One evaluation of F; tighter bounds and the next point between them."""
    upper_tail = betainc(tried + 1, count - tried, x)
    with np.errstate(all="ignore"):  # what comes out unusable is replaced below
        share = tried / (count * x)
        missed = betainc(tried, count - tried, x) - share * upper_tail  # 1 − F
        newton_above = 1 / (1 / x + (missed - complement) * count / (tried * upper_tail))
        elasticity = share * upper_tail / missed
        newton_below = x * np.exp(-np.log(missed / complement) / elasticity)
    is_high = missed >= complement
    high = np.fmin(above, np.where(newton_above > 0, newton_above, 1.0))
    high = np.where(is_high, np.fmin(high, x), high)
    low = np.fmax(below, np.where(is_high, newton_below, np.fmax(newton_below, x)))
    # 1 − F carries the digits when it is small, F when it is not
    proposal = np.where(complement < 0.5, newton_below, newton_above)
    usable = (proposal > 0) & (proposal <= 1)
    between = np.sqrt(np.fmax(low, high * 1e-6) * high)
    return low, high, np.where(usable, proposal, between)
