"""What concentration does to the least seed, everything else being equal."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from ...games.network import NetworkGame
from ...games.randomness import read_rng
from ...model.reading import Quantity
from ...tables import Column, Table, Tabular
from .neighbourhoods import neighbourhoods
from .reach import reach
from .seed_bounds import SeedBounds, seed_bounds

CONCENTRATIONS = (Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))


@dataclass(frozen=True)
class ConcentrationRow:
    """One graph.

    Attributes
    ----------
    concentration : share
        C, of the defendants who live in the neighbourhoods.
    least_spread_out, least_concentrated : defendants
        The least seed that reaches the goal, recruited from everyone at random, and from one
        neighbourhood after another at random.
    game
        The graph and what each needs.
    """

    concentration: float
    least_spread_out: int
    least_concentrated: int
    game: NetworkGame = field(repr=False, compare=False)

    @cached_property
    def bounds(self) -> SeedBounds:
        """Bounds on the least seed that reaches everyone, chosen with full knowledge of the ties.

        They take longer than all else, and wait until they are asked for.
        """
        return seed_bounds(self.game)

    @property
    def lower(self) -> int:
        """No fewer defendants reach everyone."""
        return self.bounds.lower

    @property
    def upper(self) -> int:
        """So many do, if they are chosen well."""
        return self.bounds.upper

    def record(self) -> dict[str, float]:
        """The numbers, ready for JSON."""
        return {
            "concentration": self.concentration,
            "least_spread_out": self.least_spread_out,
            "least_concentrated": self.least_concentrated,
            "lower": self.lower,
            "upper": self.upper,
        }


@dataclass(frozen=True)
class ConcentrationEffect(Tabular):
    """Graphs that differ in their concentration only.

    Attributes
    ----------
    defendants, goal
        How many there are, and how many are to hold out in the end.
    rows
        One :class:`ConcentrationRow` for each concentration.
    """

    defendants: int
    goal: int
    rows: tuple[ConcentrationRow, ...]

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "defendants": self.defendants,
            "goal": self.goal,
            "graphs": [row.record() for row in self.rows],
        }

    def table(self, title: str = "") -> Table:
        """One row a concentration."""
        columns = (
            Column("live in the\nneighbourhoods", "share"),
            Column("seed, at random\nfrom everyone", "defendants"),
            Column("one neighbourhood\nafter another", "defendants"),
            Column("chosen by ties,\nat least", "defendants"),
            Column("at most", "defendants"),
        )
        note = (
            f"The first two reach {self.goal:,} of {self.defendants:,}; the bounds are for "
            "reaching everyone. One random graph and one order of recruiting a row."
        )
        rows = [tuple(row.record().values()) for row in self.rows]
        return Table(title or "The least seed by concentration", columns, rows, (note,))


def concentration_effect(
    *,
    defendants: int,
    share: Quantity,
    goal: int,
    concentrations: Iterable[Quantity] = CONCENTRATIONS,
    neighbourhoods_hit: int = 7,
    ties: Quantity = 10,
    inside: Quantity = Fraction(4, 5),
    rng: np.random.Generator | int | None = None,
) -> ConcentrationEffect:
    """The least seed on graphs of growing concentration.

    Parameters
    ----------
    defendants, ties, inside, neighbourhoods_hit
        As ``defendants``, ``ties``, ``inside`` and ``neighbourhoods`` of
        :func:`neighbourhoods`.
    share
        Of her ties, how many must hold out for each to hold out, 0 to 1.
    goal
        A number of hold-outs worth reaching, such as a tipping point.
    concentrations
        C, one graph for each.
    rng
        Seed or generator.

    Returns
    -------
    ConcentrationEffect
        Frozen; prints as a table.

    Raises
    ------
    ParameterError
        With one line for each rule that is broken.

    Examples
    --------
    >>> import plea_games as pg
    >>> effect = pg.networks.concentration_effect(
    ...     defendants=2000, share=0.3, goal=175, concentrations=(0, 0.75), inside=0.9, rng=2)
    >>> [row.least_spread_out > 2 * row.least_concentrated for row in effect.rows]
    [False, True]
    """
    draw = read_rng(rng)
    rows = []
    for concentration in concentrations:
        city = neighbourhoods(
            defendants=defendants,
            neighbourhoods=neighbourhoods_hit,
            concentration=concentration,
            ties=ties,
            inside=inside,
            rng=draw,
        )
        game = NetworkGame.of_shares(ties=city.ties, shares=share)
        spread = reach(game, city.neighbourhood, seeds=(), goal=goal, rng=draw)
        rows.append(
            ConcentrationRow(
                float(city.concentration),
                spread.least_spread_out or 0,
                spread.least_concentrated or 0,
                game,
            )
        )
    return ConcentrationEffect(defendants, goal, tuple(rows))
