r"""The least seed on a graph: how many must commit so that all others follow.

That is target set selection, NP-hard even to approximate well (Chen 2009, from memory), so what
comes back is two bounds, which meet on complete graphs with equal needs and on small graphs.

*Above*: the seed of a greedy elimination (Cordasco, Gargano et al. 2018, from memory). One after
another people are taken out: whoever needs nobody any more, as a follower; else whoever cannot be
satisfied by those left, as a seed; else whoever has the largest t/(z(z + 1)), for t the number she
needs and z her ties among those left, as someone to be won by those left.

*Below*, after the forced seeds (those who need more than all their ties) and their followers are
gone, for each connected part by itself the larger of two counts:

- nobody in it follows before min t of it are seeds;
- of the e ties in it each serves at most one follower, so the seeds' own needs must make up for
  :math:`\sum t - e`; taking the largest needs first gives the fewest seeds.

*Exactly*, for few people: if a seed fails, the people left out form a *blocking set*, which every
successful seed must hit. Sets are gathered until the smallest seed that hits them all, an integer
program, succeeds; until then its size is a lower bound. HiGHS finds that size in floating point,
and an exact search then shows that no fewer hit all sets. Only where it does is the bound called
proved.
"""

from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from ...errors import PrecisionError
from ...games.network import NetworkGame
from ...model.reading import refuse_other_kinds
from ...solvers.integer_program import integer_program
from ...tables import Column, Table, Tabular
from .cascade import cascade
from .hitting_sets import HittingSets

_MOST_BRANCHES = 100_000  # of the exact search, some seconds
MOST_EXACT = 100
"""People, forced ones and their followers apart, up to whom the least seed itself is sought."""


@dataclass(frozen=True)
class SeedBounds(Tabular):
    """Bounds on the least seed.

    Attributes
    ----------
    lower, upper : defendants
        No fewer are enough; so many are.
    members
        Places of ``upper`` defendants whom all others follow, in increasing order.
    method
        What the bounds come from; and whether the lower one is proved, or rests on floating point.
    """

    lower: int
    upper: int
    members: NDArray[np.int64] = field(repr=False, compare=False)
    method: str

    @property
    def exact(self) -> bool:
        """Whether the bounds meet."""
        return self.lower == self.upper

    def table(self, title: str = "") -> Table:
        """One row."""
        columns = (
            Column("least seed,\nat least", "defendants"),
            Column("at most", "defendants"),
            Column("method", left=True),
        )
        return Table(title or "Least seed", columns, [(self.lower, self.upper, self.method)])


def seed_bounds(game: NetworkGame, *, seconds: float = 10) -> SeedBounds:
    """Bounds on how many must commit so that everyone holds out.

    Takes some 20 µs a tie, times the logarithm of their number. On large sparse graphs the bounds
    lie far apart, for counting says little where each needs less than half of her ties.

    Parameters
    ----------
    game
        Defendants, ties and thresholds.
    seconds
        How long to look for the exact answer where there are at most 100 people to choose from;
        up to some 30 it is mostly found.

    Returns
    -------
    SeedBounds
        Frozen; prints as a table.

    Raises
    ------
    ParameterError
        For games of another kind.

    Examples
    --------
    >>> import networkx as nx
    >>> import plea_games as pg
    >>> pg.networks.seed_bounds(pg.NetworkGame(ties=nx.cycle_graph(9), needed=2)).upper
    5
    >>> pg.networks.seed_bounds(pg.NetworkGame(ties=nx.complete_graph(230), needed=29)).exact
    True
    """
    refuse_other_kinds(game, NetworkGame)
    forced = np.flatnonzero(game.needed > game.degrees)
    out = cascade(game, committed=forced).holds_out
    rest = _without(game, out)
    members = np.array(_eliminated(rest), dtype=np.int64)
    lower = _least_by_counting(rest)
    method = "counting; greedy elimination"
    if lower < members.size and rest.defendants <= MOST_EXACT:
        lower, members, method = _hit_blocking_sets(rest, lower, members, seconds)
    places = np.flatnonzero(~out)[members]
    return SeedBounds(
        lower + forced.size,
        members.size + forced.size,
        np.sort(np.concatenate((forced, places))),
        method,
    )


def _without(game: NetworkGame, out: NDArray[np.bool_]) -> NetworkGame:
    """The game among the others, who count those gone as holding out."""
    rows, stay = game.matrix, ~out
    gone = rows.astype(np.int64) @ out.astype(np.int64)
    rest = NetworkGame.__new__(NetworkGame)
    inner = rows[stay][:, stay]
    rest.starts, rest.others = inner.indptr.astype(np.int64), inner.indices.astype(np.int32)
    rest.needed = (game.needed - gone)[stay]
    return rest


def _eliminated(game: NetworkGame) -> list[int]:
    """The seeds that greedy elimination leaves."""
    needs, left = game.needed.tolist(), game.degrees.tolist()
    starts, others = game.starts.tolist(), game.others.tolist()
    gone = bytearray(len(needs))
    heap = [(_urgency(needs[v], left[v]), v) for v in range(len(needs))]
    heapify(heap)
    seeds = []
    while heap:
        urgency, v = heappop(heap)
        if gone[v] or urgency != _urgency(needs[v], left[v]):
            continue
        gone[v] = 1
        holds_out = urgency < -1
        if holds_out and needs[v] > 0:
            seeds.append(v)
        for u in others[starts[v] : starts[v + 1]]:
            if not gone[u]:
                left[u] -= 1
                if holds_out:
                    needs[u] -= 1
                heappush(heap, (_urgency(needs[u], left[u]), u))
    return seeds


def _urgency(need: int, left: int) -> float:
    """Followers come first, then those whom nobody left can win, then the largest t/(z(z + 1))."""
    if need <= 0:
        return -3
    if need > left:
        return -2
    return -need / (left * (left + 1))


def _least_by_counting(game: NetworkGame) -> int:
    if not game.defendants:
        return 0
    parts, part = connected_components(game.matrix, directed=False)
    order = np.lexsort((-game.needed, part))
    sizes = np.bincount(part, minlength=parts)
    ends = np.cumsum(sizes)
    ties = np.bincount(part, weights=game.degrees, minlength=parts).astype(np.int64) // 2
    total = 0
    for start, end, tied in zip((ends - sizes).tolist(), ends.tolist(), ties.tolist(), strict=True):
        needs = game.needed[order[start:end]]
        missing = int(needs.sum()) - tied
        by_ties = 0 if missing <= 0 else int(np.searchsorted(np.cumsum(needs), missing)) + 1
        total += max(by_ties, int(needs[-1]))
    return total


def _hit_blocking_sets(
    game: NetworkGame, lower: int, members: NDArray[np.int64], seconds: float
) -> tuple[int, NDArray[np.int64], str]:
    deadline, counted = monotonic() + seconds, lower
    count = game.defendants
    sets: list[NDArray[np.bool_]] = []
    draw = np.random.default_rng(0)  # only the order in which blocking sets are found
    chosen = np.empty(0, dtype=np.int64)
    while lower < members.size and monotonic() < deadline:
        sets += _blocking_sets(game, chosen, draw)
        solution: Any = integer_program(
            np.ones(count),
            csr_array(np.array(sets, dtype=float)),
            least=1.0,
            seconds=max(0.1, deadline - monotonic()),
        )
        if solution.x is None:
            break
        lower = max(lower, int(np.ceil(solution.mip_dual_bound - 1e-6)))
        chosen = np.flatnonzero(solution.x > 0.5)
        if chosen.size < members.size and cascade(game, committed=chosen).holdouts == count:
            members = chosen
    if lower == counted:
        hurried = ", out of time" if lower < members.size else ""
        return lower, members, f"counting; blocking sets{hurried}"
    masks = (sum(1 << int(v) for v in np.flatnonzero(each)) for each in sets)
    fewer = HittingSets(masks, _MOST_BRANCHES).can_be_hit(lower - 1)
    if fewer:
        rule, remedy = "is more than HiGHS's own cover takes", "please report these ties"
        raise PrecisionError("least seed, by HiGHS", lower, rule, remedy)
    proof = "proved" if fewer is False else "in floating point"
    hurried = ", out of time" if lower < members.size else ""
    return lower, members, f"blocking sets, lower bound {proof}{hurried}"


def _blocking_sets(
    game: NetworkGame, chosen: NDArray[np.int64], draw: np.random.Generator
) -> list[NDArray[np.bool_]]:
    """Smallest sets that a seed misses and that nobody outside them can win; a few, at random."""
    sets = []
    for _ in range(1 + game.defendants // 10):
        held = cascade(game, committed=chosen).holds_out
        if held.all():
            break
        for v in draw.permutation(np.flatnonzero(~held)):
            if not held[v]:
                more = held.copy()
                more[v] = True
                wider = cascade(game, committed=np.flatnonzero(more)).holds_out
                held = held if wider.all() else wider
        sets.append(~held)
    return sets
