r"""Cascades on a graph of ties: who follows whom.

From "nobody but the committed" each round lets in all whose threshold is met by those in: the
least fixed point that contains the committed. From "everybody" each round lets out all whose
threshold is no longer met: the greatest fixed point. Either way each tie is looked at once, when
the person at its end changes, so the work grows with the ties and not with ties times rounds.

Both ends are equilibria of the game whose payoffs are local, stated in
:mod:`plea_games.games.network`, and not of the lottery among all; the proof is in
:mod:`~plea_games.dynamics.networks.stability`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ...errors import Fault, ParameterError, shown
from ...games.network import NetworkGame
from ...model.reading import refuse_other_kinds
from ...tables import Column, Table, Tabular
from ...units import number_of

_MOST_ROWS = 30
_FEW = 8  # ties per round below one in so many defendants are counted one by one


@dataclass(frozen=True)
class Cascade(Tabular):
    """Who holds out in the end, and how it came about.

    Attributes
    ----------
    holds_out
        For each defendant, shape (n,).
    changed_in
        The round in which she joined, or left; 0 for the committed and for those who need nobody,
        −1 for those who never changed. Shape (n,).
    holdouts : defendants
        How many hold out.
    by_round : defendants
        How many hold out after each round, from round 0 on.
    """

    holds_out: NDArray[np.bool_] = field(repr=False, compare=False)
    changed_in: NDArray[np.int32] = field(repr=False, compare=False)
    by_round: tuple[int, ...]

    unrecorded = ("changed_in", "holds_out")
    also_recorded = ("holdouts",)

    @property
    def holdouts(self) -> int:
        """How many hold out in the end."""
        return self.by_round[-1]

    @property
    def rounds(self) -> int:
        """Rounds until nobody changed any more."""
        return len(self.by_round) - 1

    def table(self, title: str = "") -> Table:
        """One row a round, the last for a cascade of many."""
        columns = (Column("round"), Column("hold out", "defendants"), Column("of all", "share"))
        total = self.holds_out.size
        rows = [(str(r), count, count / total) for r, count in enumerate(self.by_round)]
        hidden = len(rows) - _MOST_ROWS
        notes = (f"Left out: the first {number_of(hidden, 'rounds')}.",) if hidden > 0 else ()
        heading = (
            title
            or f"{self.holdouts:,} of {total:,} hold out after {number_of(self.rounds, 'rounds')}"
        )
        return Table(heading, columns, rows[-_MOST_ROWS:], notes)


def cascade(game: NetworkGame, *, committed: Iterable[int] = ()) -> Cascade:
    """The least equilibrium in which the committed hold out: who follows them, round by round.

    Parameters
    ----------
    game
        Defendants, ties and thresholds.
    committed
        Places of those who hold out whatever others do, the seed, counted from 0.

    Returns
    -------
    Cascade
        Frozen; prints as a table.

    Raises
    ------
    ParameterError
        For places that are no defendant's.

    Examples
    --------
    >>> import networkx as nx
    >>> import plea_games as pg
    >>> line = pg.NetworkGame(ties=nx.path_graph(5), needed=1)
    >>> pg.networks.cascade(line, committed=[0]).by_round
    (1, 2, 3, 4, 5)
    >>> pg.networks.cascade(line).holdouts
    0

    References
    ----------
    Granovetter (1978), Amer. J. Sociology 83, 1420, for thresholds; Watts (2002), PNAS 99, 5766,
    for cascades on graphs (both from memory).
    """
    first = read_committed(game, committed)
    changed_in, counts = spread(game, game.needed, first | (game.needed <= 0))
    return Cascade(changed_in >= 0, changed_in, counts)


def retreat(game: NetworkGame, *, committed: Iterable[int] = ()) -> Cascade:
    """The greatest equilibrium: who stays when all hold out at first, round by round.

    Parameters
    ----------
    game, committed
        As for :func:`cascade`.

    Returns
    -------
    Cascade
        Frozen; prints as a table.

    Raises
    ------
    ParameterError
        For places that are no defendant's.

    Examples
    --------
    A pair that needs each other stays; the third of three, who needs two, leaves first.

    >>> import networkx as nx
    >>> import plea_games as pg
    >>> line = pg.NetworkGame(ties=nx.path_graph(3), needed=[1, 1, 2])
    >>> pg.networks.retreat(line).holds_out
    array([ True,  True, False])
    """
    stays = read_committed(game, committed)
    may_leave = game.degrees - game.needed + 1  # ties whose leaving makes her leave
    limits = np.where(stays, np.iinfo(np.int64).max, may_leave)
    changed_in, counts = spread(game, limits, limits <= 0)
    total = game.defendants
    return Cascade(changed_in < 0, changed_in, tuple(total - count for count in counts))


def spread(
    game: NetworkGame, limits: NDArray[np.int64], first: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], tuple[int, ...]]:
    """In which round each changes if she does once so many of her ties have, −1 for never.

    Also how many have changed after each round.
    """
    left = limits.copy()
    changed_in = np.full(left.size, -1, dtype=np.int32)
    mark = np.empty(left.size, dtype=np.int64)
    changing = np.flatnonzero(first)
    counts = [0]
    while True:
        changed_in[changing] = len(counts) - 1
        counts.append(counts[-1] + changing.size)
        met = _others_of(game, changing)
        if _FEW * met.size > left.size:
            left -= np.bincount(met, minlength=left.size)
            changing = np.flatnonzero((left <= 0) & (changed_in < 0))
        else:
            np.subtract.at(left, met, 1)
            met = met[(left[met] <= 0) & (changed_in[met] < 0)]
            mark[met] = np.arange(met.size)
            changing = met[mark[met] == np.arange(met.size)]  # each once
        if not changing.size:
            return changed_in, tuple(counts[1:])


def _others_of(game: NetworkGame, who: NDArray[np.int64]) -> NDArray[np.int32]:
    """All ends of the ties of these defendants."""
    begins = game.starts[who]
    lengths = game.starts[who + 1] - begins
    ends = np.cumsum(lengths)
    if not ends.size:
        return game.others[:0]
    places = np.repeat(begins - ends + lengths, lengths)
    places += np.arange(ends[-1])
    others: NDArray[np.int32] = game.others[places]
    return others


def read_committed(game: NetworkGame, committed: Iterable[int]) -> NDArray[np.bool_]:
    """Who is among them, from places counted from 0; a ParameterError where one is nobody's."""
    refuse_other_kinds(game, NetworkGame)
    given = committed if isinstance(committed, np.ndarray | Sequence) else list(committed)
    places = np.asarray(given)
    rule = f"must be whole numbers from 0 to {game.defendants - 1:,}"
    remedy = "count defendants from 0"
    if places.ndim != 1 or (places.size and places.dtype.kind not in "iu"):
        raise ParameterError([Fault("committed", shown(given), rule, remedy)])
    beyond = (places < 0) | (places >= game.defendants)
    if beyond.any():
        first = shown(places[beyond][0])
        raise ParameterError([Fault("committed", first, rule, remedy)])
    held = np.zeros(game.defendants, dtype=np.bool_)
    held[places.astype(np.int64)] = True
    return held
