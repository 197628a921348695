"""The rows of a table of games: what each states, and what is wrong with it.

A table is kept as packed text. Rows are read from it one at a time, so that as many as there may be
take little memory.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from typing import Literal

from flint import fmpq

from ..errors import Fault, shown
from ..games.exact_functions import as_fmpq
from ..model.exact import NumberError, exact
from ..model.game import PleaGame
from ..model.parameters import PARAMETER, REQUIRED, Parameter
from ..model.place_parameters import COST_PER_RECRUIT, SILO_VALUE
from ..model.reading import attempt, read_parameters
from ..model.terms.by_name import term_parameters
from .table_headings import ENDS, YEAR, Headings
from .table_numbers import is_empty, plain_number

PLACE_COLUMNS = (COST_PER_RECRUIT.name, SILO_VALUE.name)


@cache
def _columns() -> dict[str, Parameter]:
    """What a column may state, by its name."""
    place = {COST_PER_RECRUIT.name: COST_PER_RECRUIT, SILO_VALUE.name: SILO_VALUE}
    return {**PARAMETER, **term_parameters(), **place}


TimeUnit = Literal["years", "months"]


@dataclass(frozen=True, slots=True)
class GameRow:
    """One row of a table.

    Attributes
    ----------
    number
        Counted from the heading's 1.
    name
        What the row calls its game; empty where it does not.
    year
        Of a panel; empty where the table has no such column.
    cells
        Numbers that are not empty, by column, in our notation; and the year.
    numbers
        Those of them that are in the range of their parameter, in flint's fractions.
    extra
        Cells of columns that are kept as they are.
    faults
        What is wrong with the row.
    """

    number: int
    name: str
    year: str
    cells: Mapping[str, str]
    numbers: Mapping[str, fmpq]
    extra: Mapping[str, str]
    faults: tuple[Fault, ...]

    @property
    def label(self) -> str:
        """The name, with the year of a panel."""
        return f"{self.name} {self.year}" if self.year else self.name

    @property
    def terms(self) -> dict[str, str]:
        """Amounts of terms, by parameter."""
        known = term_parameters()
        return {name: cell for name, cell in self.cells.items() if name in known}

    def game(self, faults: list[Fault]) -> PleaGame | None:
        """The game without its terms; None where it is faulty, with the faults added to these."""
        if any(fault.parameter == "cells" for fault in faults):
            return None
        unread = {fault.parameter for fault in self.faults}
        parameters = {
            name: cell
            for name, cell in self.cells.items()
            if name in PARAMETER and name not in unread
        }
        if any(name not in parameters for name in REQUIRED):
            attempt(faults, partial(read_parameters, parameters), None)
            return None
        game = attempt(faults, lambda: PleaGame(**parameters), None)
        return None if faults else game

    def placed(self, faults: Sequence[Fault]) -> list[Fault]:
        """Faults with the row that they are in."""
        row = f"row {self.number}" + (f" ({shown(self.label)})" if self.name else "")
        return [replace(f, parameter=f"{row}, {f.parameter}") for f in faults]


class GameRows:
    """The rows of a table, packed.

    Parameters
    ----------
    headings, separator, unit
        How cells are read.
    """

    def __init__(self, headings: Headings, separator: str, unit: "TimeUnit") -> None:
        self.headings, self._separator, self._in_months = headings, separator, unit == "months"
        self._numbers, self._packed = array("q"), list[str | tuple[str, ...]]()
        self._flaws: dict[int, Fault] = {}
        self.filled: frozenset[str] = frozenset()
        places = {column: place for place, column in enumerate(headings.columns)}
        self._kept = [(column, places.pop(column)) for column in headings.extra]
        self._named = [places.pop(column, -1) for column in ("name", YEAR)]
        self._numeric = list(places.items())

    def __len__(self) -> int:
        return len(self._packed)

    def add(self, number: int, cells: Sequence[str]) -> None:
        """One more row."""
        packed = _PARTING.join(cells)
        self._numbers.append(number)
        self._packed.append(packed if packed.count(_PARTING) < len(cells) else tuple(cells))

    def cells_of(self, *columns: str) -> Iterator[list[str]]:
        """The cells of some columns in each row, empty where the row or table has no such."""
        every = self.headings.columns
        places = [every.index(column) if column in every else -1 for column in columns]
        for cells in map(_unpacked, self._packed):
            whole = len(cells) == len(every)
            yield [cells[place] if whole and place >= 0 else "" for place in places]

    def is_copy(self, place: int, other: int) -> bool:
        """Whether two rows have the same cells."""
        return self._packed[place] == self._packed[other]

    def number_of(self, column: str, cell: str) -> fmpq | None:
        """What a cell states; None where that is no number."""
        number = self._read(column, cell)[1]
        return number if isinstance(number, fmpq) else None

    def number_at(self, place: int) -> int:
        """The number of the row at a place."""
        return self._numbers[place]

    def mark(self, faults: Mapping[int, Fault]) -> None:
        """Say what is wrong with rows, by their places, beside what is in their cells."""
        self._flaws |= faults

    def without(self, places: Collection[int]) -> "GameRows":
        """The other rows."""
        others = GameRows(self.headings, self._separator, "years")
        others._in_months = self._in_months
        for place, packed in enumerate(self._packed):
            if place not in places:
                if place in self._flaws:
                    others._flaws[len(others)] = self._flaws[place]
                others._numbers.append(self._numbers[place])
                others._packed.append(packed)
        return others

    def __iter__(self) -> Iterator[GameRow]:
        """One row after the other."""
        for place, (number, packed) in enumerate(zip(self._numbers, self._packed, strict=True)):
            row = self._row(number, _unpacked(packed))
            more = [self._flaws[place]] if place in self._flaws else []
            if not row.name or len(row.cells) + len(row.extra) + 1 < len(self.headings.columns):
                more += _absent(row, self.filled)
            yield replace(row, faults=(*row.faults, *more)) if more else row

    def _row(self, number: int, row: Sequence[str]) -> GameRow:
        columns = self.headings.columns
        if len(row) != len(columns):
            rule = f"must have {len(columns)} cells, as the first row has"
            fault = Fault("cells", str(len(row)), rule, "put text with a comma in quotes")
            return GameRow(number, "", "", {}, {}, {}, (fault,))
        cells: dict[str, str] = {}
        numbers: dict[str, fmpq] = {}
        faults: tuple[Fault, ...] = ()
        for column, place in self._numeric:
            text, read = _number(column, row[place], self._separator, self._in_months)
            if text is None:
                continue
            cells[column] = text
            if isinstance(read, fmpq):
                numbers[column] = read
            elif read:
                faults = (*faults, read)
        name, year = (row[place] if place >= 0 else "" for place in self._named)
        if year:
            cells[YEAR] = year
        extra = {column: row[place] for column, place in self._kept}
        return GameRow(number, name, year, cells, numbers, extra, faults)

    def _read(self, column: str, cell: str) -> "Read":
        return _number(column, cell, self._separator, self._in_months)


def _unpacked(packed: str | tuple[str, ...]) -> Sequence[str]:
    return packed.split(_PARTING) if isinstance(packed, str) else packed


_PARTING = "\x1f"


Read = tuple[str | None, fmpq | Fault | None]
"""A cell in our notation, None where it is empty, and its number or what is wrong with it."""


@lru_cache(maxsize=2**15)
def _number(column: str, cell: str, separator: str, in_months: bool) -> Read:
    if is_empty(cell):
        return None, None
    bare = column
    for end in ENDS:
        bare = bare.removesuffix(end) if bare not in _columns() else bare
    parameter = _columns()[bare]
    try:
        text = plain_number(cell, parameter, separator, in_months)
    except NumberError as error:
        return "", Fault(column, shown(cell), str(error), parameter.remedy)
    try:
        number = exact(text)
    except NumberError:
        return text, None
    return text, as_fmpq(number) if parameter.allows(number) else None


def _absent(row: GameRow, filled: Iterable[str]) -> list[Fault]:
    """Cells that must not be empty, of a row that has as many as there are columns."""
    if any(fault.parameter == "cells" for fault in row.faults):
        return []
    missing = [] if row.name else [Fault("name", "", "is missing", "name it")]
    missing += [
        Fault(name, "", "is missing", PARAMETER[name].remedy)
        for name in REQUIRED
        if name not in row.cells
    ]
    return missing + [
        Fault(name, "", "is empty, and other rows fill it", "fill it, or leave the column out")
        for name in sorted(filled)
        if name not in row.cells
    ]
