"""Pure equilibria among defendants who differ: extremes, all of them, and what tips the whole.

Holding out is a strategic complement, so best replies from all-plead climb to the least equilibrium
and best replies from all-hold-out descend to the greatest (Milgrom & Roberts 1990, from memory).
Counting thresholds, or sorting them where groups move as one, makes that one pass: nobody joins
after the first who would not, nobody leaves after the first who would stay. Ties stay put.
"""

import numpy as np
from numpy.typing import NDArray

from ...errors import Fault, ParameterError
from ...games.heterogeneous import Counts, HeterogeneousGame
from ...model.reading import refuse_other_kinds
from .extremal_results import Extremes, PureEquilibria, PureProfiles, Seed


def extremal_equilibria(game: HeterogeneousGame) -> Extremes:
    """The least and the greatest pure equilibrium, groups included.

    Linear in the number of defendants; O(n log n) for n groups.

    Parameters
    ----------
    game
        Defendants, or groups that move as one, each with an own offer ratio or threshold.

    Returns
    -------
    Extremes
        How many hold out in either.

    Raises
    ------
    ParameterError
        For anything but a :class:`HeterogeneousGame`.

    Examples
    --------
    Granovetter's riot, thresholds 0…99 counted in others, and the same with the 1 replaced by a 2:

    >>> import plea_games as pg
    >>> thresholds = list(range(1, 101))
    >>> pg.heterogeneous.extremal_equilibria(pg.HeterogeneousGame.of_thresholds(thresholds)).least
    100
    >>> thresholds[1] = 3
    >>> pg.heterogeneous.extremal_equilibria(pg.HeterogeneousGame.of_thresholds(thresholds)).least
    1

    References
    ----------
    Granovetter (1978), Amer. J. Sociology 83, 1420 (from memory).
    """
    refuse_other_kinds(game, HeterogeneousGame)
    if (game.sizes > 1).any():
        return _extremes_of_groups(game)
    m = np.arange(game.needed.size + 1)
    least = int(np.argmax(_up_to(game.pleads_up_to, m.size - 1) <= m))
    greatest = m.size - 1 - int(np.argmax((_up_to(game.needed, m.size - 1) >= m)[::-1]))
    return Extremes(least, greatest)


def pure_equilibria(game: HeterogeneousGame) -> PureEquilibria:
    """Every number of hold-outs that some pure equilibrium has, in increasing order.

    m hold out in equilibrium if no more than m must, at least m may, and nobody must who may not.

    Parameters
    ----------
    game
        With groups of more than one the question contains subset sum, and is refused.

    Returns
    -------
    PureEquilibria
        A sequence with one entry for each number of hold-outs; prints as a table.

    Raises
    ------
    ParameterError
        For groups of more than one.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.HeterogeneousGame(offer_ratios=[0.9, 0.5, 0.5, 0.2], capacity=1)
    >>> [(found.holdouts, found.profiles) for found in pg.heterogeneous.pure_equilibria(game)]
    [(0, 1), (3, 1)]
    """
    refuse_other_kinds(game, HeterogeneousGame)
    if (game.sizes > 1).any():
        rule = "must all be 1, for with groups this contains subset sum"
        remedy = "use extremal_equilibria, which takes groups"
        raise ParameterError([Fault("sizes", str(int(game.sizes.max())), rule, remedy)])
    count = game.needed.size
    may = _up_to(game.needed, count)
    must = _up_to(game.pleads_up_to, count)
    stuck = np.bincount(
        game.pleads_up_to[(game.needed > game.pleads_up_to) & (game.pleads_up_to <= count)],
        minlength=count + 1,
    )  # those who at exactly this m must hold out and are not content to
    m = np.arange(count + 1)
    sizes = np.flatnonzero((must <= m) & (m <= may) & (stuck == 0))
    return PureEquilibria(
        tuple(PureProfiles(int(k), int(must[k]), int(may[k] - must[k])) for k in sizes)
    )


def least_seed(game: HeterogeneousGame) -> Seed:
    """The least number who must commit to hold out so that everyone else follows.

    Those with the highest thresholds are committed: whoever else is, what remains has larger
    thresholds rank by rank. With s committed the k-th to follow makes s + k, so s is enough if
    θ₍k₎ ≤ s + k for all k ≤ n − s. Whoever is indifferent follows.

    Parameters
    ----------
    game
        Defendants each with an own offer ratio or threshold, no groups.

    Returns
    -------
    Seed
        Its size, and the places of its members in the game's lists.

    Raises
    ------
    ParameterError
        For groups of more than one, where choosing them contains knapsack.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.HeterogeneousGame(offer_ratios=[0.9, 0.5, 0.5, 0.2], capacity=1)
    >>> pg.heterogeneous.least_seed(game).size, pg.heterogeneous.least_seed(game).members
    (1, array([3]))
    """
    refuse_other_kinds(game, HeterogeneousGame)
    if (game.sizes > 1).any():
        rule = "must all be 1, for with groups this contains knapsack"
        raise ParameterError([Fault("sizes", str(int(game.sizes.max())), rule, "split the groups")])
    ranked = np.sort(game.needed)
    ranks = np.arange(1, ranked.size + 1)
    shortfall = np.concatenate(([0], np.maximum.accumulate(ranked - ranks)))
    # followers n, n − 1, …, 0: the first number whose shortfall its seed covers
    size = int(np.argmax(shortfall[::-1] <= np.arange(ranked.size + 1)))
    hardest = np.argpartition(game.needed, -size)[-size:] if size else np.empty(0, dtype=np.int64)
    return Seed(size, np.sort(hardest))


def _extremes_of_groups(game: HeterogeneousGame) -> Extremes:
    joins_from = game.pleads_up_to - game.sizes + 1  # others who hold out, so that she would
    order = np.argsort(joins_from, kind="stable")
    sizes = game.sizes[order]
    waits = joins_from[order] > np.cumsum(sizes) - sizes
    joined = int(np.argmax(waits)) if waits.any() else waits.size
    order = np.argsort(-game.needed, kind="stable")
    remaining = game.defendants - np.cumsum(game.sizes[order]) + game.sizes[order]
    leaves = game.needed[order] > remaining
    left = int(np.argmin(leaves)) if not leaves.all() else leaves.size
    return Extremes(
        int(sizes[:joined].sum()), game.defendants - int(game.sizes[order[:left]].sum())
    )


def _up_to(thresholds: Counts, count: int) -> NDArray[np.int64]:
    """For m = 0…count, how many thresholds are at most m."""
    within = thresholds[thresholds <= count]
    return np.cumsum(np.bincount(within, minlength=count + 1))
