"""Pure equilibria among defendants who differ: extremes, all of them, and what tips the whole.

Holding out is a strategic complement, so best replies from all-plead climb to the least equilibrium
and best replies from all-hold-out descend to the greatest (Milgrom & Roberts 1990, from memory).
Counting thresholds, or sorting them where groups move as one, makes that one pass: nobody joins
after the first who would not, nobody leaves after the first who would stay. Ties stay put.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from math import comb, log
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from ..errors import Fault, ParameterError
from ..games.heterogeneous import Counts, HeterogeneousGame
from ..model.reading import refuse_other_kinds
from ..tables import Column, Table, Tabular
from .equilibrium_set import count_in_short

_MOST_ROWS = 40
_MOST_LISTED = 20
"""Members of a seed that its table names."""


@dataclass(frozen=True)
class Extremes(Tabular):
    """The least and the greatest pure equilibrium, by the number who hold out.

    If they are equal, no other equilibrium exists, pure or mixed.

    Attributes
    ----------
    least, greatest
        Defendants who hold out, from 0 to N.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.HeterogeneousGame(offer_ratios=[0.9, 0.5, 0.5, 0.2], capacity=1)
    >>> pg.extremal_equilibria(game)
    Extremes(least=0, greatest=3)
    >>> print(pg.extremal_equilibria(game))
    Extremal equilibria
    <BLANKLINE>
    pure equilibrium        hold out
                          defendants
    ------------------  ------------
    least                          0
    greatest                       3
    <BLANKLINE>
    Any other equilibrium lies between them.
    """

    least: int
    greatest: int

    def record(self) -> dict[str, int]:
        """Ready for JSON."""
        return asdict(self)

    def table(self, title: str = "") -> Table:
        """One row for either."""
        columns = (Column("pure equilibrium", left=True), Column("hold out", "defendants"))
        rows = (("least", self.least), ("greatest", self.greatest))
        note = (
            "No other equilibrium exists, pure or mixed."
            if self.least == self.greatest
            else "Any other equilibrium lies between them."
        )
        return Table(title or "Extremal equilibria", columns, rows, (note,))


@dataclass(frozen=True)
class PureProfiles:
    """The pure equilibria with m hold-outs.

    Attributes
    ----------
    holdouts
        m, from 0 to N.
    forced
        How many must be among them.
    free
        How many others are indifferent then.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.HeterogeneousGame(offer_ratios=[1, 1, "2/3", 0], capacity=2)
    >>> [(found.holdouts, found.profiles) for found in pg.pure_equilibria(game)]
    [(0, 1), (1, 2), (2, 1), (3, 1)]
    """

    holdouts: int
    forced: int
    free: int

    @property
    def profiles(self) -> int:
        """C(free, holdouts − forced): who is indifferent may change places."""
        return comb(self.free, self.holdouts - self.forced)

    def profiles_in_short(self) -> int | str:
        """The same, from 2^53 on as text to three digits."""
        chosen = self.holdouts - self.forced
        parts = gammaln([self.free + 1, chosen + 1, self.free - chosen + 1]) / log(10)
        return count_in_short(float(parts[0] - parts[1] - parts[2]), lambda: self.profiles)


@dataclass(frozen=True)
class PureEquilibria(Tabular):
    """All pure equilibria, by the number who hold out; a sequence of :class:`PureProfiles`.

    Attributes
    ----------
    by_holdouts
        One for each number of hold-outs that a pure equilibrium has, in increasing order.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.HeterogeneousGame(offer_ratios=[0.9, 0.5, 0.5, 0.2], capacity=1)
    >>> print(pg.pure_equilibria(game))
    Pure equilibria
    <BLANKLINE>
        hold out    of them for certain    indifferent    profiles
      defendants             defendants     defendants
    ------------  ---------------------  -------------  ----------
               0                      0              0           1
               3                      3              0           1
    """

    by_holdouts: tuple[PureProfiles, ...]

    def __iter__(self) -> Iterator[PureProfiles]:
        return iter(self.by_holdouts)

    def __len__(self) -> int:
        return len(self.by_holdouts)

    def __getitem__(self, place: int) -> PureProfiles:
        return self.by_holdouts[place]

    def record(self) -> list[dict[str, int | str]]:
        """Ready for JSON."""
        return [{**asdict(found), "profiles": found.profiles_in_short()} for found in self]

    def table(self, title: str = "") -> Table:
        """One row a number of hold-outs."""
        columns = (
            Column("hold out", "defendants"),
            Column("of them for certain", "defendants"),
            Column("indifferent", "defendants"),
            Column("profiles", "number"),
        )
        rows = [
            (found.holdouts, found.forced, found.free, found.profiles_in_short())
            for found in self.by_holdouts[:_MOST_ROWS]
        ]
        more = len(self) - _MOST_ROWS
        notes = [f"And with {more:,} larger numbers of hold-outs."] if more > 0 else []
        return Table(title or "Pure equilibria", columns, rows, notes)


@dataclass(frozen=True)
class Seed(Tabular):
    """A smallest set whose commitment to hold out makes everyone hold out.

    ``members`` are places in the game's lists; committing the hardest to persuade is enough.

    Attributes
    ----------
    size
        The least number that is enough.
    members
        Their places in the game's lists, in increasing order.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.HeterogeneousGame(offer_ratios=[0.9, 0.5, 0.5, 0.2], capacity=1)
    >>> pg.least_seed(game).members
    array([3])
    >>> print(pg.least_seed(game))
    Least committed seed
    <BLANKLINE>
          commit  their places in the list
      defendants
    ------------  --------------------------
               1  3
    <BLANKLINE>
    With them committed, everyone else follows. Places count from 0.
    """

    size: int
    members: NDArray[np.int64]

    def record(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {"size": self.size, "members": self.members.tolist()}

    def table(self, title: str = "") -> Table:
        """One row: how many, and who."""
        columns = (
            Column("commit", "defendants"),
            Column("their places in the list", left=True, wrap=60),
        )
        listed = ", ".join(map(str, self.members[:_MOST_LISTED].tolist()))
        more = self.size - _MOST_LISTED
        rows = [(self.size, f"{listed} and {more:,} more" if more > 0 else listed)]
        notes = ("With them committed, everyone else follows. Places count from 0.",)
        return Table(title or "Least committed seed", columns, rows, notes)


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
    >>> pg.extremal_equilibria(pg.HeterogeneousGame.of_thresholds(thresholds)).least
    100
    >>> thresholds[1] = 3
    >>> pg.extremal_equilibria(pg.HeterogeneousGame.of_thresholds(thresholds)).least
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
    >>> [(found.holdouts, found.profiles) for found in pg.pure_equilibria(game)]
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
    found = np.flatnonzero((must <= m) & (m <= may) & (stuck == 0))
    return PureEquilibria(
        tuple(PureProfiles(int(k), int(must[k]), int(may[k] - must[k])) for k in found)
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
    >>> pg.least_seed(game).size, pg.least_seed(game).members
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
