"""How far a seed reaches: spread over everyone, or one neighbourhood after another."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse.csgraph import connected_components

from ...errors import Fault, ParameterError, shown
from ...games.network import NetworkGame
from ...games.randomness import read_rng
from ...model.reading import attempt, read_whole, refuse_other_kinds
from ...tables import Column, Table, Tabular
from ...units import show
from .cascade import cascade


@dataclass(frozen=True)
class SeedReach:
    """What a seed of one size reaches.

    Attributes
    ----------
    seed : defendants
        How many commit.
    spread_out, concentrated : defendants
        How many hold out in the end, if the seed is drawn from everyone, and if it fills one
        neighbourhood after another; the seed itself included.
    spread_out_rounds, concentrated_rounds : rounds
        How many rounds that takes.
    """

    seed: int
    spread_out: int
    spread_out_rounds: int
    concentrated: int
    concentrated_rounds: int


@dataclass(frozen=True)
class Reach(Tabular):
    """What seeds of several sizes reach.

    Attributes
    ----------
    defendants
        How many there are.
    seeds
        One entry a size.
    goal : defendants
        A number of hold-outs worth reaching; None where none was asked about.
    least_spread_out, least_concentrated : defendants
        The least seed in the same order of recruiting that reaches the goal; None without a goal.
    """

    defendants: int
    seeds: tuple[SeedReach, ...]
    goal: int | None
    least_spread_out: int | None
    least_concentrated: int | None

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        others = {name: value for name, value in vars(self).items() if name != "seeds"}
        return {**others, "seeds": [self._shares(seed) for seed in self.seeds]}

    def _shares(self, seeds: SeedReach) -> dict[str, Any]:
        counts = asdict(seeds)
        shares = ("seed", "spread_out", "concentrated")
        return counts | {f"{name}_share": counts[name] / self.defendants for name in shares}

    def table(self, title: str = "") -> Table:
        """One row a size."""
        columns = (
            Column("seed", "defendants"),
            Column("of all", "share"),
            Column("spread out,\nreaches", "share"),
            Column("in", "rounds"),
            Column("concentrated,\nreaches", "share"),
            Column("in", "rounds"),
        )
        n = self.defendants
        rows = [
            (
                seeds.seed,
                seeds.seed / n,
                seeds.spread_out / n,
                seeds.spread_out_rounds,
                seeds.concentrated / n,
                seeds.concentrated_rounds,
            )
            for seeds in self.seeds
        ]
        notes = ["Larger seeds contain the smaller ones. The seed counts as reached."]
        if self.goal is not None:
            notes.append(
                f"{self.goal:,} hold-outs are reached from a seed of {self.least_spread_out:,} on "
                f"if it is spread out, of {self.least_concentrated:,} on if it is concentrated."
            )
        title = title or f"What a seed among {n:,} reaches"
        return Table(title, columns, rows, notes, verdict=self._in_plain_words())

    def _in_plain_words(self) -> str:
        if not self.seeds:
            return ""
        most, n = self.seeds[-1], self.defendants
        return (
            f"If {most.seed:,} commit to hold out, others whom they know follow: in the end "
            f"{show(most.spread_out / n, 'share')}% of all hold out if the first are spread over "
            f"all, {show(most.concentrated / n, 'share')}% if they are neighbours."
        )


def reach(
    game: NetworkGame,
    neighbourhood: ArrayLike,
    *,
    seeds: Iterable[int],
    goal: int | None = None,
    rng: np.random.Generator | int | None = None,
) -> Reach:
    """How many hold out in the end, by the size of the seed and where it is recruited.

    Parameters
    ----------
    game
        Defendants, ties and thresholds.
    neighbourhood
        A whole number for each defendant, shape (n,). Concentrated seeds fill the neighbourhoods
        in increasing order.
    seeds
        Sizes, whole numbers from 0 to n.
    goal
        A number of hold-outs; the least seed that reaches it is found in either order.
    rng
        Seed or generator for whom to recruit; within a neighbourhood that is at random as well.

    Returns
    -------
    Reach
        Frozen; prints as a table.

    Raises
    ------
    ParameterError
        With one line for each rule that is broken.

    Examples
    --------
    >>> import plea_games as pg
    >>> city = pg.networks.neighbourhoods(defendants=7000, inside=0.9, rng=1)
    >>> game = pg.NetworkGame.of_shares(ties=city.ties, shares=0.3)
    >>> found = pg.networks.reach(game, city.neighbourhood, seeds=[100], goal=613, rng=1)
    >>> found.least_spread_out > 3 * found.least_concentrated
    True
    """
    refuse_other_kinds(game, NetworkGame)
    n = game.defendants
    places = np.asarray(neighbourhood)
    faults: list[Fault] = []
    if places.shape != (n,) or places.dtype.kind not in "iu":
        rule, remedy = f"must be {n:,} whole numbers", "give one for each defendant"
        faults.append(Fault("neighbourhood", f"shape {places.shape}", rule, remedy))
    sizes = list(seeds)
    counts = [("seeds", size) for size in sizes] + ([] if goal is None else [("goal", goal)])
    for name, size in counts:
        if attempt(faults, partial(read_whole, size, name), 0) > n:
            rule = f"must be at most {n:,}, for there are no more"
            faults.append(Fault(name, shown(size), rule, "count the defendants"))
    if faults:
        raise ParameterError(faults)
    order = read_rng(rng).permutation(n)
    orders = (order, order[np.argsort(places[order], kind="stable")])
    by_size = tuple(_reach(game, orders, int(size)) for size in sizes)
    spread_out, concentrated = (None, None) if goal is None else _least_in(game, orders, goal)
    return Reach(n, by_size, goal, spread_out, concentrated)


def by_acquaintance(game: NetworkGame) -> NDArray[np.int64]:
    """For each a whole number, in the order in which recruits would bring those they know.

    Breadth first, each time anew from the one with the most ties among those not yet met.

    >>> import networkx as nx
    >>> import plea_games as pg
    >>> by_acquaintance(pg.NetworkGame(ties=nx.path_graph(5), needed=1))
    array([1, 0, 2, 3, 4])
    """
    parts, part = connected_components(game.matrix, directed=False)
    by_ties = np.argsort(-game.degrees, kind="stable")
    first = np.empty(parts, dtype=np.int64)
    first[part[by_ties[::-1]]] = by_ties[::-1]  # the last one written stays
    steps = cascade(game.needing(1), committed=first).changed_in
    order = np.lexsort((steps, -game.degrees[first][part]))
    rank = np.empty_like(order)
    rank[order] = np.arange(order.size)
    return rank


def _reach(game: NetworkGame, orders: Sequence[NDArray[np.int64]], size: int) -> SeedReach:
    spread_out, concentrated = (cascade(game, committed=order[:size]) for order in orders)
    return SeedReach(
        size, spread_out.holdouts, spread_out.rounds, concentrated.holdouts, concentrated.rounds
    )


def _least_in(game: NetworkGame, orders: Iterable[NDArray[np.int64]], goal: int) -> list[int]:
    """The least seed in each order that reaches the goal."""
    needed, starts = game.needed.tolist(), game.starts.tolist()
    return [_first_enough(game.others, starts, needed.copy(), each.tolist(), goal)
            for each in orders]  # fmt: skip


def _first_enough(
    others: NDArray[np.int32], starts: list[int], left: list[int], order: list[int], goal: int
) -> int:
    """Seeds grow by one recruit at a time, so that each tie is met once."""
    following = [who for who, needed in enumerate(left) if needed <= 0]
    holds_out = bytearray(len(order))
    for who in following:
        holds_out[who] = True
    reached = len(following)
    for seed, recruit in enumerate(order):
        while following and reached < goal:
            who = following.pop()
            for other in others[starts[who] : starts[who + 1]].tolist():
                left[other] -= 1
                if left[other] <= 0 and not holds_out[other]:
                    holds_out[other] = True
                    following.append(other)
                    reached += 1
        if reached >= goal:
            return seed
        if not holds_out[recruit]:
            holds_out[recruit] = True
            following.append(recruit)
            reached += 1
    return len(order)
