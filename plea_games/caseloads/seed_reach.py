"""Cascades among a caseload's defendants, on ties that are made up or read from a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from ..dynamics.networks.neighbourhoods import neighbourhoods
from ..dynamics.networks.reach import Reach, by_acquaintance, reach
from ..dynamics.networks.seed_bounds import SeedBounds, seed_bounds
from ..errors import Fault, InputError, ParameterError
from ..games.gains import deciding
from ..games.lottery_form import lottery_form, tipping_of
from ..games.network import NetworkGame, lottery_share
from ..model.game import PleaGame
from ..model.parameters import SEED_SHARE
from ..model.place_parameters import TIE_SHARE
from ..model.reading import Quantity, attempt, read_number
from ..tables import Table, Tabular
from ..units import number_of
from .files import Source
from .tie_table import load_ties

MOST_BOUNDED_TIES = 200_000
"""Ties up to which the least seed is bounded too."""


@dataclass(frozen=True)
class MadeUpTies:
    """Parameters of :func:`neighbourhoods`."""

    neighbourhoods: int
    concentration: Quantity
    ties: Quantity
    inside: Quantity


@dataclass(frozen=True)
class ReachOnGraph(Tabular):
    """What seeds reach, on which graph, with which thresholds.

    Attributes
    ----------
    share
        Of her ties, how many must hold out for each to; None where nobody ever follows.
    ties : defendants
        Ties each, on average.
    reach
        By size of the seed.
    bounds
        On the least seed that everyone follows; None for graphs of more than 200,000 ties.
    notes
        What the graph is, and which seeds have no row.
    """

    share: Fraction | None
    ties: float
    reach: Reach
    bounds: SeedBounds | None
    notes: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        bounds = self.bounds and {"lower": self.bounds.lower, "upper": self.bounds.upper}
        return {
            "share": None if self.share is None else float(self.share),
            "ties_each": self.ties,
            "least_seed": bounds,
            **self.reach.record(),
        }

    def table(self, title: str = "") -> Table:
        """The table of the reach, with notes on the graph."""
        table = self.reach.table(title)
        notes = [*table.notes, *self.notes]
        if self.bounds:
            low, high = self.bounds.lower, self.bounds.upper
            span = f"{low:,}" if low == high else f"from {low:,} to {high:,}"
            notes.append(f"Chosen with full knowledge of the ties, the least seed is {span}.")
        return replace(table, notes=tuple(notes))


def reach_on_graph(
    graph: MadeUpTies | Source,
    *,
    game: PleaGame | None,
    defendants: Quantity | None,
    share: Quantity | None,
    seed_shares: Sequence[Quantity],
    rng: int,
) -> ReachOnGraph:
    """What seeds reach among a caseload's defendants, or among any who follow a given share.

    Parameters
    ----------
    graph
        How to make up ties, or the table of them.
    game
        The caseload; its tipping point gives the share, where none is given, and the goal.
    defendants
        How many, for ties that are made up without a caseload.
    share
        Of her ties, how many must hold out for each to.
    seed_shares
        Seeds as shares of all. Those of the same size are told once, and those of nobody left out;
        where that leaves none, a seed of one is told.
    rng
        Seed.

    Returns
    -------
    ReachOnGraph
        Frozen; prints as a table.
    """
    draw = np.random.default_rng(rng)
    faults: list[Fault] = []
    seeds = [
        attempt(faults, partial(read_number, SEED_SHARE, seed), Fraction(0)) for seed in seed_shares
    ]
    watched = attempt(faults, lambda: _share(game, share), None)
    count = deciding(game) if game else defendants
    made = attempt(faults, lambda: _graph(graph, count, draw), None)
    if faults or made is None:
        raise InputError(faults)
    matrix, place, about = made
    played = (
        NetworkGame(ties=matrix, needed=matrix.shape[0])
        if watched is None
        else NetworkGame.of_shares(ties=matrix, shares=watched)
    )
    n = played.defendants
    sizes = [round(seed * n) for seed in seeds]
    spread = reach(
        played,
        by_acquaintance(played) if place is None else place,
        seeds=list(dict.fromkeys(filter(None, sizes))) or [1],
        goal=_goal(game, n),
        rng=draw,
    )
    degree = 2 * played.ties / n
    follows = (
        "Nobody ever follows: the caseload has no tipping point."
        if watched is None
        else f"Each holds out once {100 * float(watched):.4g}% of her ties do, and at least one; "
        f"each has {degree:.4g} on average."
    )
    bounds = seed_bounds(played, seconds=2) if played.ties <= MOST_BOUNDED_TIES else None
    return ReachOnGraph(
        watched, degree, spread, bounds, (follows, about, *_left_out(seeds, sizes, n))
    )


def _left_out(seeds: Sequence[Fraction], sizes: Sequence[int], count: int) -> Iterator[str]:
    """Which seeds have no row of their own, and why."""
    nobody = [f"{100 * float(share):.4g}%" for share, size in zip(seeds, sizes, strict=True)
              if not size]  # fmt: skip
    if nobody:
        instead = "" if any(sizes) else " A seed of one is shown instead."
        yield f"No row for {', '.join(nobody)}: of {count:,}, that is nobody.{instead}"
    told = [size for size in sizes if size]
    if len(set(told)) < len(told):
        yield "Seeds of the same size are shown once."


def _graph(
    graph: MadeUpTies | Source, count: Quantity | None, draw: np.random.Generator
) -> tuple[csr_array, NDArray[np.int64] | None, str]:
    """The ties, the neighbourhoods where known, and what to say of them."""
    if not isinstance(graph, MadeUpTies):
        ties = load_ties(graph)
        below = f" below the heading {','.join(ties.heading)}" if ties.heading else ""
        return ties.matrix, None, f"Ties are read from a table{below}."
    if count is None:
        rule, remedy = "is missing", "give it, a caseload, or a table of ties"
        raise ParameterError([Fault("defendants", "", rule, remedy)])
    city = neighbourhoods(defendants=count, rng=draw, **vars(graph))
    return (
        city.ties,
        city.neighbourhood,
        f"{100 * float(city.concentration):.4g}% of all live in "
        f"{number_of(city.neighbourhoods, 'neighbourhoods')}, where "
        f"{100 * float(city.inside):.4g}% of ties stay inside; all others "
        "lead to anyone. The graph is random, and its parameters are assumptions.",
    )


def _share(game: PleaGame | None, share: Quantity | None) -> Fraction | None:
    if share is not None:
        return read_number(TIE_SHARE, share)
    if game is None:
        raise ParameterError([Fault("share", "", "is missing", "give it, or a caseload")])
    return lottery_share(game)


def _goal(game: PleaGame | None, count: int) -> int | None:
    """The tipping point, as the same share of those on the graph."""
    if game is None:
        return None
    form = lottery_form(game).in_numbers()
    tipping, _ = tipping_of(form)
    return None if tipping is None else ceil(tipping * count / form.defendants)
