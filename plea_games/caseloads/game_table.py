"""Games from tables, a row each, and everything that can be wrong with one."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import Literal

from ..errors import Fault, TableError, choice_faults, first_faults, shown
from ..model.exact import NumberError
from ..model.game import PleaGame
from ..model.parameters import PARAMETER, PARAMETERS, REQUIRED, Parameter
from ..model.place_parameters import COST_PER_RECRUIT, SILO_VALUE
from ..model.reading import attempt, read_parameters
from ..model.terms.by_name import term_parameters
from .files import Source
from .table_headings import ENDS, NEEDED, YEAR, Headings, read_headings
from .table_numbers import is_empty, plain_number
from .table_rows import TableRows
from .totals_rows import is_total_of_others, names_a_total

MOST_ROWS = 100_000
"""Some thirty times the counties of the United States; each takes kilobytes."""

_MOST_COLUMNS = 1_000
PLACE_COLUMNS = (COST_PER_RECRUIT.name, SILO_VALUE.name)


def _other_columns() -> tuple[str, ...]:
    return (*PLACE_COLUMNS, *term_parameters())


def _columns() -> dict[str, Parameter]:
    """What a column may state, by its name."""
    place = {COST_PER_RECRUIT.name: COST_PER_RECRUIT, SILO_VALUE.name: SILO_VALUE}
    return {**PARAMETER, **term_parameters(), **place}


TimeUnit = Literal["years", "months"]


@dataclass(frozen=True)
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
    game
        None where it is faulty.
    cells
        Numbers that are not empty, by column, in our notation; and the year.
    extra
        Cells of columns that are kept as they are.
    faults
        What is wrong with the row.
    """

    number: int
    name: str
    year: str
    game: PleaGame | None
    cells: Mapping[str, str]
    extra: Mapping[str, str]
    faults: tuple[Fault, ...]

    @property
    def label(self) -> str:
        """The name, with the year of a panel."""
        return f"{self.name} {self.year}" if self.year else self.name

    @property
    def terms(self) -> dict[str, str]:
        """Amounts of terms, by parameter."""
        return {name: cell for name, cell in self.cells.items() if name in term_parameters()}

    def placed(self, faults: Sequence[Fault]) -> list[Fault]:
        """Faults with the row that they are in."""
        row = f"row {self.number}" + (f" ({shown(self.label)})" if self.name else "")
        return [replace(f, parameter=f"{row}, {f.parameter}") for f in faults]


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

    rows: tuple[GameRow, ...]
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
    listed = []
    for number, row in given:
        listed.append((number, row))
        if len(listed) > MOST_ROWS:
            rule = f"must have at most {MOST_ROWS:,} rows"
            raise TableError([Fault(what, "", rule, "split it")])
    if not listed:
        rule = f"must have a row of column names and a row for each {each}"
        raise TableError([Fault(what, "", rule, f"start with {','.join(NEEDED)}")])
    read = [_cells(number, headings, row, rows.separator, unit) for number, row in listed]
    kept, notes = _without_totals(read)
    notes = [*headings.notes, *notes, *_defaults(kept, headings.columns)]
    kept = _repeated(kept)
    filled = {
        p.name
        for p in PARAMETERS
        if p.default is not None and any(p.name in row.cells for row in kept)
    }
    return GameTable(tuple(_with_game(row, filled) for row in kept), tuple(notes))


def _cells(
    number: int, headings: Headings, row: Sequence[str], separator: str, unit: TimeUnit
) -> GameRow:
    """The row without its game."""
    if len(row) != len(headings.columns):
        rule = f"must have {len(headings.columns)} cells, as the first row has"
        fault = Fault("cells", str(len(row)), rule, "put text with a comma in quotes")
        return GameRow(number, "", "", None, {}, {}, (fault,))
    cells: dict[str, str] = {}
    extra: dict[str, str] = {}
    faults: list[Fault] = []
    for column, cell in zip(headings.columns, row, strict=True):
        if column in headings.extra:
            extra[column] = cell
        elif column in ("name", YEAR):
            cells |= {column: cell} if cell else {}
        elif not is_empty(cell):
            bare = column
            for end in ENDS:
                bare = bare.removesuffix(end) if bare not in _columns() else bare
            parameter = _columns()[bare]
            try:
                cells[column] = plain_number(cell, parameter, separator, unit == "months")
            except NumberError as error:
                faults.append(Fault(column, shown(cell), str(error), parameter.remedy))
                cells[column] = ""
    name, year = cells.pop("name", ""), cells.get(YEAR, "")
    return GameRow(number, name, year, None, cells, extra, tuple(faults))


def _without_totals(rows: Sequence[GameRow]) -> tuple[list[GameRow], list[str]]:
    """The rows that are not sums of the others of their year, and what was set aside."""
    by_year = defaultdict(list)
    for row in rows:
        by_year[row.year].append(row)
    kept, notes = [], []
    for row in rows:
        others = [other.cells for other in by_year[row.year] if other is not row]
        if is_total_of_others(row.cells, others):
            notes.append(f"row {row.number} ({row.label}) is the sum of the others, and set aside")
        elif names_a_total(row.name) and len(others) > 1:
            rule = "is called a total, and its numbers are not the sums of the others"
            fault = Fault("name", shown(row.name), rule, "correct it, or take it out")
            kept.append(replace(row, faults=(*row.faults, fault)))
        else:
            kept.append(row)
    return kept, notes


def _repeated(rows: Sequence[GameRow]) -> list[GameRow]:
    """Rows whose place, or place and year, is another row's too are faulty."""
    times = Counter(row.label for row in rows if row.name)
    first = {row.label: row.number for row in reversed(rows)}
    found = []
    for row in rows:
        if times[row.label] > 1 and row.number != first[row.label]:
            rule = f"must not be the place of row {first[row.label]} too"
            remedy = "add the docket or year, or take one out"
            fault = Fault("name", shown(row.name), rule, remedy)
            row = replace(row, faults=(*row.faults, fault))
        found.append(row)
    return found


def _defaults(rows: Sequence[GameRow], columns: Sequence[str]) -> list[str]:
    """A line for each number that is not in the table."""
    unstated = [
        f"{p.name} {p.default}"
        for p in PARAMETERS
        if p.default is not None and not any(p.name in row.cells for row in rows)
    ]
    notes = [f"by default, for all: {', '.join(unstated)}"] if unstated else []
    for parameter in (COST_PER_RECRUIT, SILO_VALUE):
        empty = [str(row.number) for row in rows if parameter.name not in row.cells]
        if parameter.name in columns and empty:
            default = "the number of defendants" if parameter.default is None else parameter.default
            shortened = ", ".join(empty[:10]) + (", …" if len(empty) > 10 else "")
            notes.append(f"{parameter.name} is {default} by default in rows {shortened}")
    return notes


def _with_game(row: GameRow, filled: Collection[str]) -> GameRow:
    if any(fault.parameter == "cells" for fault in row.faults):
        return row
    faults = list(row.faults)
    if not row.name:
        faults.insert(0, Fault("name", "", "is missing", "name it"))
    faults += [
        Fault(name, "", "is missing", PARAMETER[name].remedy)
        for name in REQUIRED
        if name not in row.cells
    ]
    faults += [
        Fault(name, "", "is empty, and other rows fill it", "fill it, or leave the column out")
        for name in sorted(filled)
        if name not in row.cells
    ]
    unread = {fault.parameter for fault in row.faults}
    parameters = {
        name: cell for name, cell in row.cells.items() if name in PARAMETER and name not in unread
    }
    game: PleaGame | None = None
    if any(name not in parameters for name in REQUIRED):
        attempt(faults, partial(read_parameters, parameters), None)
    else:
        game = attempt(faults, lambda: PleaGame(**parameters), None)
    return replace(row, game=None if faults else game, faults=tuple(faults))
