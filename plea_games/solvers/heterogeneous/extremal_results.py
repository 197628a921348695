"""What is found of pure equilibria among defendants who differ, as tables and records."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from math import comb, lgamma, log

import numpy as np
from numpy.typing import NDArray

from ...tables import Column, Table, Tabular
from ...units import number_of
from ..equilibrium_set import count_in_short

_MOST_ROWS = 40
_MOST_LISTED = 20
"""Members of a seed that its table names."""


@dataclass(frozen=True)
class Extremes(Tabular):
    """The least and the greatest pure equilibrium, by the number who hold out.

    If they are equal, no other equilibrium exists, pure or mixed.

    Attributes
    ----------
    least, greatest : defendants
        Defendants who hold out, from 0 to N.
    """

    least: int
    greatest: int

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
    forced : defendants
        How many must be among them.
    free : defendants
        How many others are indifferent then.
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
        left = self.free - chosen
        logarithm = lgamma(self.free + 1) - lgamma(chosen + 1) - lgamma(left + 1)
        return count_in_short(logarithm / log(10), lambda: self.profiles)


@dataclass(frozen=True)
class PureEquilibria(Tabular):
    """All pure equilibria, by the number who hold out; a sequence of :class:`PureProfiles`.

    Attributes
    ----------
    by_holdouts
        One for each number of hold-outs that a pure equilibrium has, in increasing order.
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
        return [
            {**asdict(equilibrium), "profiles": equilibrium.profiles_in_short()}
            for equilibrium in self
        ]

    def table(self, title: str = "") -> Table:
        """One row a number of hold-outs."""
        columns = (
            Column("hold out", "defendants"),
            Column("of them for certain", "defendants"),
            Column("indifferent", "defendants"),
            Column("profiles", "number"),
        )
        rows = [
            (
                equilibrium.holdouts,
                equilibrium.forced,
                equilibrium.free,
                equilibrium.profiles_in_short(),
            )
            for equilibrium in self.by_holdouts[:_MOST_ROWS]
        ]
        more = len(self) - _MOST_ROWS
        notes = [f"And with {number_of(more, 'larger numbers')} of hold-outs."] if more > 0 else []
        return Table(title or "Pure equilibria", columns, rows, notes)


@dataclass(frozen=True)
class Seed(Tabular):
    """A smallest set whose commitment to hold out makes everyone hold out.

    ``members`` are places in the game's lists; committing the hardest to persuade is enough.

    Attributes
    ----------
    size : defendants
        The least number that is enough.
    members
        Their places in the game's lists, in increasing order.
    """

    size: int
    members: NDArray[np.int64]

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
