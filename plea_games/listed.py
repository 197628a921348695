"""Things of one kind: a tuple that shows, and goes to data frames and papers, as a table."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from operator import attrgetter
from typing import Any, TypeVar

from .json_ready import json_ready
from .model.exact import as_double
from .tables import Column, Table, Tabular
from .units import Unit

Item = TypeVar("Item", covariant=True)


class Listed(tuple[Item, ...], Tabular):
    """A tuple of things, with the columns under which a table shows each.

    ``shown`` has a column for each attribute, which may be an attribute of an attribute.

    >>> halves = Listed([Fraction(1, 2), Fraction(3, 2)], "Halves", {"numerator": Column("above")})
    >>> halves
    Halves
    <BLANKLINE>
      above
    -------
          1
          3
    >>> halves == (Fraction(1, 2), Fraction(3, 2)), halves.record()
    (True, [{'numerator': 1}, {'numerator': 3}])
    """

    title: str
    shown: Mapping[str, Column]

    def __new__(
        cls, items: Iterable[Item], title: str, shown: Mapping[str, Column]
    ) -> "Listed[Item]":
        """A tuple of the items."""
        listed = super().__new__(cls, items)
        listed.title, listed.shown = title, shown
        return listed

    def __getnewargs__(self) -> tuple[tuple[Item, ...], str, Mapping[str, Column]]:
        """What a copy is made of."""
        return tuple(self), self.title, self.shown

    __eq__ = tuple.__eq__
    __hash__ = tuple.__hash__

    def record(self) -> list[dict[str, Any]]:
        """One mapping a thing, ready for JSON."""
        return [
            {
                _name(path): _ready(attrgetter(path)(each), _name(path), column)
                for path, column in self.shown.items()
            }
            for each in self
        ]

    @property
    def column_units(self) -> dict[str, Unit]:
        """As the columns have them."""
        return {_name(path): column.unit for path, column in self.shown.items() if column.unit}

    def table(self, title: str = "") -> Table:
        """One row a thing."""
        rows = [["" if value is None else value for value in row.values()] for row in self.record()]
        return Table(title or self.title, tuple(self.shown.values()), rows)


def _name(path: str) -> str:
    return path.rpartition(".")[2]


def _ready(value: object, name: str, column: Column) -> Any:
    """As JSON has it; counts are whole numbers."""
    if column.unit in {"cases", "defendants"} and isinstance(value, Fraction):
        return int(value)
    return as_double(value, name) if isinstance(value, Fraction) else json_ready(value)
