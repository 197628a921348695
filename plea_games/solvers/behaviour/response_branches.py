"""Branches of logit equilibria: their points, where they turn and cross, and their table."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ...by_value import ByValue
from ...games.anonymous import AnonymousGame
from ...model.game import PleaGame
from ...tables import Column, Table, Tabular
from ...units import number_of
from .noise import at_rate, per_gain

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class TurningPoint:
    """Where a branch turns back in λ: the precision, and the probability of holding out.

    Attributes
    ----------
    precision
        λ, in 1/years.
    hold_out_probability
        x, from 0 to 1.
    """

    precision: float
    hold_out_probability: float


@dataclass(frozen=True)
class Branch(ByValue):
    """One connected branch of logit equilibria, as points in order along it.

    Attributes
    ----------
    principal
        Whether it starts in λ = 0, where everyone chooses at random.
    precisions, hold_out_probabilities, log_odds
        The points; turning points are among them.
    turning_points
        All of them, in order along the branch.
    """

    principal: bool
    precisions: Floats
    hold_out_probabilities: Floats
    log_odds: Floats
    turning_points: tuple[TurningPoint, ...]


@dataclass(frozen=True)
class Branches(Tabular):
    """All branches of symmetric logit equilibria up to a precision.

    Attributes
    ----------
    game, up_to
        What was traced, and Λ.
    branches
        The principal one first, the others in order of the probability of holding out.
    crossing
        Where another branch crosses the principal one at x = 1/2; None where none does.
    undecided
        Stretches of probability in which it is not known whether a branch turns.
    """

    game: PleaGame | AnonymousGame
    up_to: float
    branches: tuple[Branch, ...]
    crossing: TurningPoint | None
    undecided: tuple[tuple[float, float], ...]

    def __iter__(self) -> Iterator[Branch]:
        return iter(self.branches)

    def __getitem__(self, place: int) -> Branch:
        return self.branches[place]

    def __len__(self) -> int:
        return len(self.branches)

    def table(self, title: str = "") -> Table:
        """One row for each stretch of a branch between turning points."""
        unit = per_gain(self.game)
        columns = (
            Column("branch", left=True),
            Column("precision\nfrom", unit),
            Column("to", unit),
            Column("hold out with\nprobability from", "share"),
            Column("to", "share"),
        )
        rows = [
            (("principal" if branch.principal else "another") if leg == 0 else "", *ends)
            for branch in self.branches
            for leg, ends in enumerate(_legs(branch))
        ]
        notes = ["Each line but the last of a branch ends in a turning point."]
        if self.crossing:
            notes.append(f"Branches cross at precision {self.crossing.precision:.6g}, at 50%.")
        notes += [
            f"Between {low:.9g} and {high:.9g} it is not decided whether a branch turns."
            for low, high in self.undecided
        ]
        heading = f"Logit equilibria up to precision {at_rate(self.game, self.up_to)}"
        return Table(title or f"{heading}, {self.game.describe()}", columns, rows, notes)

    def __repr__(self) -> str:
        turns = sum(len(branch.turning_points) for branch in self.branches)
        said = number_of(turns, "turning points")
        return f"<Branches up to {self.up_to:g}: {len(self.branches)}, {said}>"


def _legs(branch: Branch) -> Iterator[tuple[str, str, float, float]]:
    stops = [
        TurningPoint(float(branch.precisions[0]), float(branch.hold_out_probabilities[0])),
        *branch.turning_points,
        TurningPoint(float(branch.precisions[-1]), float(branch.hold_out_probabilities[-1])),
    ]
    for start, end in pairwise(stops):
        probabilities = start.hold_out_probability, end.hold_out_probability
        yield f"{start.precision:.6g}", f"{end.precision:.6g}", *probabilities
