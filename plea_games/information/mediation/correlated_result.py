"""Correlated equilibria as a result: what a mediator can bring about."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...games.anonymous import AnonymousGame
from ...json_ready import json_ready
from ...model.game import PleaGame
from ...tables import Column, Table, Tabular

if TYPE_CHECKING:
    from ...units import Unit

_MOST_ROWS = 20
_NOTHING = 1e-12  # what sums of doubles leave of 0


@dataclass(frozen=True)
class Mediation:
    """One correlated equilibrium: how many are told to hold out, and how likely.

    Attributes
    ----------
    law
        Pairs of a number of hold-outs and its probability, exact; at most three at an extreme
        point. Who holds out is then drawn, all alike.
    holdouts : defendants
        E m.
    cost
        What all defendants bear together on average: in years, or for a game given by its gains
        beyond what they bear where all plead.
    """

    law: tuple[tuple[int, Fraction], ...]
    holdouts: Fraction
    cost: Fraction

    @property
    def in_words(self) -> str:
        """Such as "2 at 16.1%, 10 at 83.9%"."""
        return ", ".join(f"{m:,} at {float(100 * share):.4g}%" for m, share in self.law)


@dataclass(frozen=True)
class NashPoint:
    """One Nash equilibrium in the same measures.

    Attributes
    ----------
    kind
        "pure" or "mixed".
    holdouts
        How many hold out; a mean where anyone mixes.
    cost
        As of :class:`Mediation`.
    value
        Of the objective.
    """

    kind: str
    holdouts: float
    cost: float
    value: float


@dataclass(frozen=True)
class CorrelatedEquilibria(Tabular):
    """What a mediator who recommends can bring about in one game.

    Attributes
    ----------
    game
        What was solved.
    defendants
        N.
    objective
        What was maximized, in words.
    best, value
        A correlated equilibrium at which the objective is best, an extreme point; the objective
        there, exact.
    nash
        Nash equilibria: all pure ones, as the ends of their stretches, and the mixed ones that
        are known.
    polygon
        Corners of the set of attainable (E m, total cost), counterclockwise, each with an
        equilibrium that attains it.
    complete
        Whether these are all corners; False where there are more than were asked for.
    method, remarks
        How it was found, and what Nash equilibria it was compared with.
    """

    game: PleaGame | AnonymousGame
    defendants: int
    objective: str
    best: Mediation
    value: Fraction
    nash: tuple[NashPoint, ...]
    polygon: tuple[Mediation, ...]
    complete: bool
    method: str
    remarks: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Mediation]:
        return iter(self.polygon)

    @property
    def best_nash(self) -> NashPoint:
        """The Nash equilibrium at which the objective is best."""
        sign = -1 if self.objective.startswith(("fewest", "least")) else 1
        return max(self.nash, key=lambda point: sign * point.value)

    @property
    def added(self) -> float:
        """By how much the best correlated equilibrium goes beyond the best Nash equilibrium."""
        return abs(float(self.value) - self.best_nash.value)

    def record(self) -> dict[str, Any]:
        """Everything but payoffs, ready for JSON."""
        parameters = self.game.record() if isinstance(self.game, PleaGame) else {}
        return {
            "parameters": parameters,
            "defendants": self.defendants,
            "objective": self.objective,
            "best": json_ready(self.best),
            "value": float(self.value),
            "best_nash_value": self.best_nash.value,
            "added": self.added,
            "nash": [asdict(point) for point in self.nash],
            "polygon": json_ready(self.polygon),
            "complete": self.complete,
            "method": self.method,
            "remarks": list(self.remarks),
        }

    def table(self, title: str = "") -> Table:
        """The best, Nash equilibria, and the corners of what can be attained."""
        unit: Unit | None = None if isinstance(self.game, AnonymousGame) else "years"
        columns = (
            Column("outcome", left=True),
            Column("told to hold out", left=True, wrap=40),
            Column("hold-outs\non average"),
            Column("all bear", unit),
        )
        rows: list[tuple[object, ...]] = [_row(f"{self.objective}", self.best)]
        rows += [
            (f"Nash, {point.kind}", "", _short(point.holdouts), _short(point.cost))
            for point in self.nash[:_MOST_ROWS]
        ]
        rows += [_row("corner", corner) for corner in self.polygon[:_MOST_ROWS]]
        best = self.best_nash
        notes = [
            f"Best by a mediator: {_short(float(self.value))}; by the best Nash equilibrium "
            f"compared: {_short(best.value)}.",
            *self.remarks,
            f"Method: {self.method}.",
        ]
        more = len(self.polygon) - _MOST_ROWS
        if more > 0:
            notes.insert(0, f"{more:,} more corners are in the record (JSON, CSV).")
        if not self.complete:
            notes.insert(
                0, "There are more corners: what is attainable is larger than the polygon."
            )
        described = self.game.describe() if isinstance(self.game, PleaGame) else ""
        named = f"the game with {described}" if described else f"a game of {self.defendants:,}"
        title = title or f"Correlated equilibria of {named}"
        return Table(title, columns, rows, notes, verdict=self._in_plain_words())

    def _in_plain_words(self) -> str:
        value, without = _short(float(self.value)), _short(self.best_nash.value)
        gain = "which adds nothing" if value == without else f"where it is {without} without"
        return (
            "A mediator whom all trust, and who tells each in private what to do, can reach this: "
            f"{self.objective}, {value}, {gain}."
        )


def _row(name: str, point: Mediation) -> tuple[object, ...]:
    return name, point.in_words, _short(float(point.holdouts)), _short(float(point.cost))


def _short(value: float) -> str:
    return f"{0.0 if abs(value) < _NOTHING else value:,.6g}"
