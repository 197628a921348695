r"""Defendants who watch those they know: a game of thresholds on a graph.

*The game.* Payoffs are local. With h of her ties holding out, defendant i gains

.. math:: g_i(h) = h - t_i + \tfrac{1}{2}

by holding out rather than pleading, so she holds out if and only if at least :math:`t_i` of those
she has ties with do, and is never indifferent. Every :math:`g_i` that is negative below
:math:`t_i` and positive from there has the same best replies. All :math:`t_i \ge 1` make "nobody
holds out" an equilibrium. Holding out is a strategic complement, so the equilibria form a lattice
with a least and a greatest one. Thresholds count others; those of
:class:`~plea_games.HeterogeneousGame` include oneself and are one more.

*Whose game it is not.* In the lottery the chance of trial depends on how many hold out in all.
``NetworkGame.of_lottery`` derives thresholds from a belief about the whole: each takes the share of
her ties who hold out for the share of all others who do, and then best responds in the lottery. On
a complete graph of all defendants the belief is true and the two games are one. Elsewhere an
equilibrium here is one among people who judge by those they know; ``stability`` says who would do
otherwise if she saw the whole.
"""

from collections.abc import Hashable
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array, issparse

from ..by_value import ByValue, key
from ..errors import Fault, ParameterError, shown
from ..extras import optional
from ..model.game import PleaGame
from ..model.keywords import TellsKeywords
from ..model.place_parameters import TIE_SHARE
from ..model.reading import Quantity, read_number
from ..units import number_of
from .heterogeneous import whole_where_near
from .lottery_form import lottery_form, tipping_of


class NetworkGame(TellsKeywords, ByValue):
    """Defendants with ties among them, each with an own threshold.

    Parameters
    ----------
    ties
        A symmetric sparse matrix of scipy's, shape (n, n), whose non-zero entries are ties, or an
        undirected graph of networkx's, whose nodes are taken in its order. Weights play no part.
    needed
        t, of those whom each has ties with, how many must hold out for her to hold out: whole
        numbers, shape (n,), or one for all. 0 or less: she holds out unprompted; more than she
        has ties: never, unless committed.

    Raises
    ------
    ParameterError
        With one line for each fault.

    Examples
    --------
    >>> import networkx as nx
    >>> import plea_games as pg
    >>> pg.NetworkGame(ties=nx.path_graph(4), needed=1)
    NetworkGame(4 defendants, 3 ties)
    """

    __slots__ = ("needed", "others", "starts")

    starts: NDArray[np.int64]
    """Where each defendant's ties begin in ``others``, and where the last one's end."""
    others: NDArray[np.int32]
    """Whom the ties lead to, defendant by defendant."""
    needed: NDArray[np.int64]
    """t: how many of her ties must hold out for each to hold out."""

    def __init__(self, *, ties: Any, needed: ArrayLike) -> None:
        self.starts, self.others = _adjacency(ties)
        self.needed = _thresholds(needed, self.defendants)

    @property
    def _key(self) -> Hashable:
        return key((self.starts, self.others, self.needed))

    @classmethod
    def of_shares(cls, *, ties: Any, shares: Quantity | NDArray[Any]) -> "NetworkGame":
        """The game in which each holds out if at least that share of her ties do.

        Whoever has a share above 0 needs at least one tie, so those without any never follow.

        Parameters
        ----------
        ties
            As for the class.
        shares
            From 0 to 1: one number for all, read exactly, or an array of doubles, shape (n,),
            whose products with the numbers of ties are taken as whole where within rounding of it.

        Examples
        --------
        >>> import networkx as nx
        >>> NetworkGame.of_shares(ties=nx.star_graph(4), shares=0.5).needed
        array([2, 1, 1, 1, 1])
        """
        game = cls(ties=ties, needed=0)
        degrees = game.degrees
        if isinstance(shares, np.ndarray):
            if shares.shape != degrees.shape or not ((shares >= 0) & (shares <= 1)).all():
                rule = f"must be {game.defendants:,} numbers from 0 to 1"
                value = shown(shares.tolist())
                raise ParameterError([Fault("shares", value, rule, "write 30% as 0.3")])
            counts = np.ceil(whole_where_near(degrees * shares)).astype(np.int64)
            positive = shares > 0
        else:
            share = read_number(TIE_SHARE, shares)
            rounded = [ceil(share * degree) for degree in range(int(degrees.max()) + 1)]
            counts = np.array(rounded, dtype=np.int64)[degrees]
            positive = np.full(degrees.shape, share > 0)
        game.needed = np.where(positive, np.maximum(counts, 1), 0)
        return game

    @classmethod
    def of_lottery(cls, game: PleaGame, *, ties: Any) -> "NetworkGame":
        """The lottery game among defendants who judge the caseload by those they know.

        Each believes that as large a share of all others holds out as of her ties, and responds
        best to that in the lottery; what she believes may be wrong. With tipping point m̂, all N
        of the caseload known to each other would hold out from m̂ − 1 others of N − 1 on; here
        each does from that share of her ties on. On a complete graph of N that is the lottery game
        itself. Where there is no tipping point, nobody ever follows.

        Examples
        --------
        >>> import networkx as nx
        >>> import plea_games as pg
        >>> caseload = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
        >>> int(pg.NetworkGame.of_lottery(caseload, ties=nx.complete_graph(230)).needed.max())
        29
        """
        share = lottery_share(game)
        if share is None:
            alone = cls(ties=ties, needed=0)
            return alone.needing(alone.defendants)
        return cls.of_shares(ties=ties, shares=share)

    @property
    def defendants(self) -> int:
        """How many there are."""
        return self.starts.size - 1

    @property
    def degrees(self) -> NDArray[np.int64]:
        """How many ties each has."""
        return np.diff(self.starts)

    @property
    def ties(self) -> int:
        """How many there are, each counted once."""
        return self.others.size // 2

    @property
    def matrix(self) -> csr_array:
        """The ties as a symmetric sparse matrix with a 1 for each end of a tie."""
        ones = np.ones(self.others.size, dtype=np.int8)
        return csr_array((ones, self.others, self.starts), shape=(self.defendants,) * 2)

    def needing(self, needed: ArrayLike) -> "NetworkGame":
        """The same ties with other thresholds, as in ``NetworkGame(ties=…, needed=needed)``."""
        game = NetworkGame.__new__(NetworkGame)
        game.starts, game.others = self.starts, self.others
        game.needed = _thresholds(needed, self.defendants)
        return game

    def __repr__(self) -> str:
        defendants = number_of(self.defendants, "defendants")
        return f"NetworkGame({defendants}, {number_of(self.ties, 'ties')})"


def lottery_share(game: PleaGame) -> Fraction | None:
    """(m̂ − 1)/(N − 1), the share of all others from which holding out is a best reply.

    >>> lottery_share(PleaGame(defendants=230, capacity=12, offer=4, sentence=10))
    Fraction(29, 229)
    """
    form = lottery_form(game).in_numbers()
    tipping, _ = tipping_of(form)
    return None if tipping is None else (tipping - 1) / max(form.defendants - 1, Fraction(1))


def local_gains(game: NetworkGame, holds_out: NDArray[np.bool_]) -> NDArray[np.float64]:
    """h − t + ½ for each, what holding out gains her with these of her ties holding out.

    >>> import networkx as nx
    >>> pair = NetworkGame(ties=nx.path_graph(2), needed=1)
    >>> local_gains(pair, np.array([True, False]))
    array([-0.5,  0.5])
    """
    held: NDArray[np.int64] = game.matrix.astype(np.int64) @ holds_out.astype(np.int64)
    return np.asarray(held - game.needed + 0.5, dtype=np.float64)


def _thresholds(needed: ArrayLike, count: int) -> NDArray[np.int64]:
    given = np.asarray(needed)
    if given.dtype.kind not in "iu" or given.shape not in {(), (count,)}:
        rule = f"must be one whole number, or {count:,} of them"
        remedy = "use NetworkGame.of_shares for shares of one's ties"
        raise ParameterError([Fault("needed", shown(given.tolist()), rule, remedy)])
    return np.broadcast_to(given, count).astype(np.int64)


def _adjacency(given: Any) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    is_graph = hasattr(given, "is_directed") and hasattr(given, "adj")
    ties: Any = _of_networkx(given) if is_graph else given
    is_sparse = bool(issparse(given)) or is_graph
    if not is_sparse or ties.ndim != 2 or ties.shape[0] != ties.shape[1] or not ties.shape[0]:
        rule = "must be a square sparse matrix or an undirected graph of networkx's"
        value = f"{type(ties).__name__} of shape {getattr(ties, 'shape', '?')}"
        remedy = "write scipy.sparse.csr_array(matrix)"
        raise ParameterError([Fault("ties", value, rule, remedy)])
    rows = csr_array(ties, copy=True)
    rows.sum_duplicates()
    rows.eliminate_zeros()
    rows.data = np.ones(rows.nnz, dtype=np.int8)
    faults = []
    if rows.diagonal().any():
        who = int(np.flatnonzero(rows.diagonal())[0])
        faults.append(Fault("ties", f"[{who}, {who}]", "must not lead to oneself", "remove it"))
    columns = rows.T.tocsr()  # its indices come out sorted
    if not (np.array_equal(rows.indptr, columns.indptr)
            and np.array_equal(rows.indices, columns.indices)):  # fmt: skip
        rule, remedy = "must run both ways: the matrix must be symmetric", "add its transpose"
        faults.append(Fault("ties", "", rule, remedy))
    if faults:
        raise ParameterError(faults)
    return rows.indptr.astype(np.int64), rows.indices.astype(np.int32)


def _of_networkx(graph: Any) -> Any:
    if graph.is_directed() or graph.number_of_nodes() == 0:
        rule, remedy = "must be undirected, with at least one node", "use graph.to_undirected()"
        raise ParameterError([Fault("ties", str(graph), rule, remedy)])
    with optional():
        from networkx import to_scipy_sparse_array

    return to_scipy_sparse_array(graph, weight=None, dtype=np.int8, format="csr")
