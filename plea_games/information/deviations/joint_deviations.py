r"""Which joint deviations from a pure equilibrium make every deviator strictly better off.

A profile is *k-strong* if no coalition of at most k has one, and :math:`k^*` is the largest such k.
Let m hold out, and let x hold-outs and y pleaders switch, so that m′ = m − x + y do. All deviators
gain just where

.. math:: x = 0 \;\text{or}\; u_P(m') > u_H(m), \qquad y = 0 \;\text{or}\; u_H(m') > u_P(m).

**Only one-sided deviations matter.** Let both x and y be at least 1. If x < y, then y − x of the
pleaders alone lead to the same m′, where each of them gets the same; likewise x − y of the
hold-outs if x > y. And x = y leads back to m, where :math:`u_P(m) > u_H(m) > u_P(m)` cannot be. So

.. math::

    k^* + 1 = \min\bigl(\min\{k \le m : u_P(m-k) > u_H(m)\},\;
                        \min\{k \le N-m : u_H(m+k) > u_P(m)\}\bigr),

two searches for the next greater entry, O(log N) each once the maxima of all stretches of 2, 4, 8,
… entries are known. k* is N where neither set has a member, and 0 where m is no equilibrium.

Deviators agree on what each does for sure. A lottery over joint deviations helps no better where a
pleader gets the same whatever others do: on average over it and over the coalition somebody gains
only if some turnout in it has a gain.
"""

import numpy as np
from numpy.typing import NDArray

from ...games.count_payoffs import CountPayoffs
from ...games.exact_functions import as_fmpq

Ranks = NDArray[np.int64]


def ranked(payoffs: CountPayoffs) -> tuple[Ranks, Ranks]:
    """Both payoffs as whole numbers in the same order, ties included.

    The first has u_H(m) at place m, with a lowest one at 0; the second u_P(h) at place h, with a
    lowest one at N.
    """
    values = [as_fmpq(value) for value in (*payoffs.hold_out, *payoffs.plead)]
    ranks, rank, before = [0] * len(values), 0, None
    for place in sorted(range(len(values)), key=values.__getitem__):
        rank += values[place] != before
        ranks[place], before = rank, values[place]
    count = payoffs.defendants
    return np.array([0, *ranks[:count]]), np.array([*ranks[count:], 0])


def pure_counts(held: Ranks, pleading: Ranks) -> NDArray[np.int64]:
    """All m for which m hold-outs and N − m pleaders are an equilibrium."""
    stays = held >= np.concatenate(([-1], pleading[:-1]))  # a hold-out does not gain by pleading
    stays[0] = True
    pleads = np.concatenate((pleading[:-1] >= held[1:], [True]))
    return np.flatnonzero(stays & pleads)


def immune_to(held: Ranks, pleading: Ranks, counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """k* at each of these numbers of hold-outs, which are equilibria."""
    last = held.size - 1
    joining = _next_greater(held, counts, pleading[counts])
    leaving = _next_greater(pleading[::-1], last - counts, held[counts])
    immune: NDArray[np.int64] = np.minimum(np.minimum(joining, leaving) - 1, last)
    return immune


def _next_greater(values: Ranks, places: NDArray[np.int64], bounds: Ranks) -> NDArray[np.int64]:
    """How far behind each place the first value above its bound lies; beyond all where none is."""
    maxima = [values]
    while 2 ** len(maxima) <= values.size:
        below, reach = maxima[-1], 2 ** (len(maxima) - 1)
        maxima.append(np.maximum(below[:-reach], below[reach:]))
    passed = places.copy()  # up to here nothing is above the bound
    for level in reversed(range(len(maxima))):
        following = passed + 1
        fits = following < maxima[level].size
        largest = maxima[level][np.where(fits, following, 0)]
        passed = np.where(fits & (largest <= bounds), passed + 2**level, passed)
    return np.where(passed + 1 < values.size, passed + 1 - places, values.size + 1)
