"""Tables of games as people have them: totals, repetitions and defaults are told, not guessed."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ..errors import Fault, TableError, choice_faults, first_faults, shown
from ..model.parameters import PARAMETERS
from ..model.place_parameters import COST_PER_RECRUIT, SILO_VALUE
from ..model.terms.by_name import term_parameters
from .files import Source
from .game_rows import PLACE_COLUMNS, GameRows, TimeUnit
from .table_headings import NEEDED, YEAR, Headings, read_headings
from .table_numbers import is_empty
from .table_rows import TableRows
from .totals_rows import Counts, names_a_total, totals_among

MOST_ROWS = 100_000
"""Some thirty times the counties of the United States; each takes kilobytes."""

_MOST_COLUMNS = 1_000


def _other_columns() -> tuple[str, ...]:
    return (*PLACE_COLUMNS, *term_parameters())


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
