"""Games from CSV tables, a row each, and everything that can be wrong with one."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from ..errors import Fault, TableError, did_you_mean, first_faults, shown
from ..model.game import PleaGame
from ..model.parameters import PARAMETER, REQUIRED
from ..model.reading import attempt, read_parameters
from .files import Source, read_rows

MOST_ROWS = 100_000
"""Some thirty times the counties of the United States; each takes kilobytes."""

_MOST_COLUMNS = 1_000
_NEEDED = ("name", *REQUIRED)


@dataclass(frozen=True)
class GameRow:
    """One row of a table.

    Attributes
    ----------
    number
        Counted from the heading's 1.
    name
        What the row calls its game; empty where it does not.
    game
        None where it is faulty.
    cells
        All cells that are not empty, by column.
    faults
        What is wrong with the row.
    """

    number: int
    name: str
    game: PleaGame | None
    cells: Mapping[str, str]
    faults: tuple[Fault, ...]

    def placed(self, faults: Sequence[Fault]) -> list[Fault]:
        """Faults with the row that they are in."""
        return [replace(f, parameter=f"row {self.number}, {f.parameter}") for f in faults]


def read_games(
    source: Source,
    what: str,
    each: str,
    others: Collection[str] = (),
    also_called: Mapping[str, str] = MappingProxyType({}),
) -> list[GameRow]:
    """The rows of a table of games, faulty ones included.

    Parameters
    ----------
    source
        A path, or a stream opened as bytes.
    what, each
        What errors call the table, and a row's game.
    others
        Columns that there may be beside the name and the parameters of games.
    also_called
        Other names of columns, and what they stand for.

    Raises
    ------
    TableError
        Where the table cannot be read, or its heading is wrong.
    """
    rows = read_rows(source, what, "give the path of a CSV file")
    _, heading = next(rows, (1, []))
    columns = [also_called.get(cell.lower(), cell.lower()) for cell in heading[:_MOST_COLUMNS]]
    faults = list(_heading_faults(columns, ("name", *PARAMETER, *others), each)) if heading else []
    if faults:
        raise TableError(first_faults(faults, "row 1"))
    games = []
    for number, row in rows:
        games.append(_row(number, columns, row))
        if len(games) > MOST_ROWS:
            rule = f"must have at most {MOST_ROWS:,} rows"
            raise TableError([Fault(what, "", rule, "split it")])
    if not games:
        rule = f"must have a row of column names and a row for each {each}"
        raise TableError([Fault(what, "", rule, f"start with {','.join(_NEEDED)}")])
    return games


def repeated_names(rows: Sequence[GameRow]) -> list[Fault]:
    """A fault for each name that several rows have."""
    return [
        Fault("column name", shown(name), f"must not name {times} rows", "add the docket or county")
        for name, times in Counter(row.name for row in rows).items()
        if name and times > 1
    ]


def _heading_faults(columns: Sequence[str], known: Collection[str], each: str) -> Iterator[Fault]:
    if len(columns) == 1:
        yield Fault("row 1", shown(columns[0]), "must have several cells", "put commas between")
        return
    for name in _NEEDED:
        if name not in columns:
            meaning = PARAMETER[name].meaning if name in PARAMETER else f"what to call the {each}"
            yield Fault("row 1", "", f"has no column {name} ({meaning})", "add it")
    for name, times in Counter(columns).items():
        if name not in known:
            rule = f"must be one of {', '.join(known)}"
            yield Fault("row 1", shown(name), rule, did_you_mean(name, known, "take it out"))
        elif times > 1:
            yield Fault("row 1", name, "must be there once", "take out the others")


def _row(number: int, columns: Sequence[str], row: Sequence[str]) -> GameRow:
    if len(row) != len(columns):
        rule = f"must have {len(columns)} cells, as the first row has"
        fault = Fault("cells", str(len(row)), rule, "put text with a comma in quotes")
        return GameRow(number, "", None, {}, (fault,))
    cells = {column: cell for column, cell in zip(columns, row, strict=True) if cell}
    faults = [
        Fault(name, "", "is missing", PARAMETER[name].remedy if name in PARAMETER else "name it")
        for name in _NEEDED
        if name not in cells
    ]
    parameters = {name: cell for name, cell in cells.items() if name in PARAMETER}
    game: PleaGame | None = None
    if any(name not in cells for name in REQUIRED):
        attempt(faults, partial(read_parameters, parameters), None)
    else:
        game = attempt(faults, lambda: PleaGame(**parameters), None)
    return GameRow(number, cells.get("name", ""), game, cells, tuple(faults))
