"""Games from tables, a row each, and everything that can be wrong with one.

A table is kept as packed text. Rows are read from it one at a time, so that as many as there may be
take little memory.
"""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from types import MappingProxyType
from typing import Literal

from flint import fmpq

from ..errors import Fault, TableError, choice_faults, first_faults, shown
from ..games.exact_functions import as_fmpq
from ..model.exact import NumberError, exact
from ..model.game import PleaGame
from ..model.parameters import PARAMETER, PARAMETERS, REQUIRED, Parameter
from ..model.place_parameters import COST_PER_RECRUIT, SILO_VALUE
from ..model.reading import attempt, read_parameters
from ..model.terms.by_name import term_parameters
from .files import Source
from .table_headings import ENDS, NEEDED, YEAR, Headings, read_headings
from .table_numbers import is_empty, plain_number
from .table_rows import TableRows
from .totals_rows import Counts, names_a_total, totals_among

MOST_ROWS = 100_000
"""Some thirty times the counties of the United States; each takes kilobytes."""

_MOST_COLUMNS = 1_000
PLACE_COLUMNS = (COST_PER_RECRUIT.name, SILO_VALUE.name)


def _other_columns() -> tuple[str, ...]:
    return (*PLACE_COLUMNS, *term_parameters())


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


@dataclass(frozen=True)
class GameTable:
    """The rows of a table of games, faulty ones included.

    Attributes
    ----------
    rows
        In order, without those that were set aside.
    notes
        How the table was read: columns by other names, defaults, rows that were set aside.
    """

    rows: GameRows
    notes: tuple[str, ...] = field(default=())


def read_games(
    source: Source,
    what: str,
    each: str,
    *,
    columns: Mapping[str, str] = MappingProxyType({}),
    unit: TimeUnit = "years",
    keep: bool = False,
) -> GameTable:
    """The rows of a table of games, as people have it.

    Parameters
    ----------
    source
        A path, or a stream opened as bytes.
    what, each
        What errors call the table, and a row's game.
    columns
        Headings by the name of the column that they are.
    unit
        Of offers, sentences and costs: "years" or "months".
    keep
        Whether columns that are not known stay as they are.
    """
    if faults := choice_faults("unit", unit, ("years", "months")):
        raise TableError(faults)
    rows = TableRows(source, what, "give the path of a CSV file")
    given = iter(rows)
    _, heading = next(given, (1, []))
    headings = (
        read_headings(heading[:_MOST_COLUMNS], _other_columns(), each, columns, keep)
        if heading
        else Headings((), (), (), ())
    )
    if headings.faults:
        raise TableError(first_faults(headings.faults, "row 1"))
    listed = GameRows(headings, rows.separator, unit)
    for number, row in given:
        listed.add(number, row)
        if len(listed) > MOST_ROWS:
            rule = f"must have at most {MOST_ROWS:,} rows"
            raise TableError([Fault(what, "", rule, "split it")])
    if not len(listed):
        rule = f"must have a row of column names and a row for each {each}"
        raise TableError([Fault(what, "", rule, f"start with {','.join(NEEDED)}")])
    single, repeated = _without_copies(listed)
    kept, notes = _without_totals(single)
    notes = [*repeated, *notes]
    stated = {
        p.name
        for p in PARAMETERS
        if p.default is not None and p.name in headings.columns
        and any(not is_empty(cell) for [cell] in kept.cells_of(p.name))
    }  # fmt: skip
    kept.filled = frozenset(stated)
    kept.mark(_repeated(kept))
    return GameTable(kept, (*headings.notes, *notes, *_defaults(kept, stated)))


def _without_copies(rows: GameRows) -> tuple[GameRows, list[str]]:
    """The rows without those that say the same of the same place again, and which these are."""
    first: dict[tuple[str, ...], int] = {}
    copies, notes = set(), []
    for place, label in enumerate(map(tuple, rows.cells_of("name", YEAR))):
        before = first.setdefault(label, place)
        if label[0] and before != place and rows.is_copy(place, before):
            copies.add(place)
            said = f"row {rows.number_at(place)} ({' '.join(filter(None, label))})"
            notes.append(f"{said} repeats row {rows.number_at(before)}, and is set aside")
    return rows.without(copies) if copies else rows, notes


def _without_totals(rows: GameRows) -> tuple[GameRows, list[str]]:
    """The rows that are not sums of the others of their year, and what was set aside."""
    counts: list[Counts] = []
    labels: list[tuple[str, str]] = []
    for name, year, *cells in rows.cells_of("name", YEAR, "defendants", "capacity"):
        people, trials = map(rows.number_of, ("defendants", "capacity"), cells)
        counts.append((people, trials))
        labels.append((name, year))
    by_year = defaultdict(list)
    for place, (_, year) in enumerate(labels):
        by_year[year].append(place)
    totals = {place for places in by_year.values() for place in totals_among(counts, places)}
    notes = [
        f"row {rows.number_at(place)} ({' '.join(filter(None, labels[place]))}) is the sum of the"
        " others, and set aside"
        for place in sorted(totals)
    ]
    rule = "is called a total, and its numbers are not the sums of the others"
    rows.mark({
        place: Fault("name", shown(name), rule, "correct it, or take it out")
        for place, (name, year) in enumerate(labels)
        if place not in totals and names_a_total(name) and len(by_year[year]) > 2
    })  # fmt: skip
    return rows.without(totals) if totals else rows, notes


def _repeated(rows: GameRows) -> dict[int, Fault]:
    """Rows whose place, or place and year, is another row's too are faulty."""
    first: dict[tuple[str, ...], int] = {}
    faults = {}
    for place, label in enumerate(map(tuple, rows.cells_of("name", YEAR))):
        before = first.setdefault(label, place)
        if label[0] and before != place:
            rule = f"must not be the place of row {rows.number_at(before)} too"
            remedy = "add the docket or year, or take one out"
            faults[place] = Fault("name", shown(label[0]), rule, remedy)
    return faults


def _defaults(rows: GameRows, stated: Collection[str]) -> list[str]:
    """A line for each number that is not in the table."""
    unstated = [
        f"{p.name} {p.default}"
        for p in PARAMETERS
        if p.default is not None and p.name not in stated
    ]
    notes = [f"by default, for all: {', '.join(unstated)}"] if unstated else []
    for parameter in (COST_PER_RECRUIT, SILO_VALUE):
        if parameter.name not in rows.headings.columns:
            continue
        cells = enumerate(rows.cells_of(parameter.name))
        empty = [str(rows.number_at(place)) for place, [cell] in cells if is_empty(cell)]
        if empty:
            default = "the number of defendants" if parameter.default is None else parameter.default
            shortened = ", ".join(empty[:10]) + (", …" if len(empty) > 10 else "")
            notes.append(f"{parameter.name} is {default} by default in rows {shortened}")
    return notes
