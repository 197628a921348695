"""Games from tables of payoffs: a row for each number of hold-outs."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from os import PathLike
from typing import Any

from ..errors import Fault, TableError, did_you_mean, first_faults, shown
from ..games.anonymous import AnonymousGame
from ..model.exact import NumberError, exact
from ..model.parameters import Parameter
from .table_numbers import is_empty, plain_number
from .table_rows import TableRows

_WHAT = "table of payoffs"
_COUNT, _PAYOFFS = "holdouts", ("gain", "hold_out", "plead")
_REMEDY = "give columns holdouts and gain, or holdouts, hold_out and plead"
_FIRST = {"gain": 1, "hold_out": 1, "plead": 0}
_CELL = Parameter("payoff", "u", "a payoff", "number")

Rows = Sequence[tuple[int, Sequence[str]]]


def from_payoffs(table: Any) -> AnonymousGame:
    """The binary game in a table of payoffs by how many hold out.

    Parameters
    ----------
    table
        The path of a CSV file or XLSX workbook, a stream opened as bytes, a data frame of pandas or
        polars, or a mapping of columns. The column ``holdouts`` counts those who hold out, in any
        order. Beside it stands ``gain`` for 1 to N; or ``hold_out``, what each hold-out gets, for 1
        to N, and ``plead``, what each pleader gets, for 0 to N − 1. Other columns are left alone,
        and cells may be empty where nobody takes the action.

    Returns
    -------
    AnonymousGame
        Of N players.

    Raises
    ------
    TableError
        Where a column, a number of hold-outs or a payoff is missing, given twice or no number; all
        of it at once.

    Examples
    --------
    >>> import pandas as pd
    >>> import plea_games as pg
    >>> table = pd.DataFrame({"holdouts": [0, 1, 2], "hold_out": [None, -3, 0],
    ...                       "plead": [-2, -1, None]})
    >>> pg.from_payoffs(table)
    AnonymousGame(gain=[-1, 1])
    """
    headings, rows, separator = _read(table)
    names = {_plain(heading): place for place, heading in enumerate(headings)}
    faults = list(_heading_faults(headings, names))
    if faults:
        raise TableError(faults)
    wanted = ("gain",) if "gain" in names else ("hold_out", "plead")
    columns: dict[str, dict[int, Fraction]] = {name: {} for name in wanted}
    for number, row in rows:
        holdouts = _number(row, number, _COUNT, names, separator, faults)
        if holdouts is None:
            continue
        if holdouts.denominator > 1 or holdouts < 0:
            rule = "must be a whole number from 0"
            faults.append(Fault(f"row {number}, {_COUNT}", str(holdouts), rule, "count people"))
            continue
        for name, column in columns.items():
            value = _number(row, number, name, names, separator, faults, may_be_empty=True)
            if value is not None and column.setdefault(int(holdouts), value) != value:
                rule = f"must be one number for each number of hold-outs ({holdouts} again)"
                faults.append(Fault(f"row {number}, {name}", str(value), rule, "keep one row"))
    listed = {name: list(_in_order(name, column, faults)) for name, column in columns.items()}
    if len({len(values) for values in listed.values()}) > 1 and not faults:
        rule = "must be given for 1 to N hold-outs, and plead for 0 to N − 1"
        faults.append(Fault("hold_out", f"{len(listed['hold_out'])} numbers", rule, "add rows"))
    if faults:
        raise TableError(first_faults(faults, _WHAT))
    return AnonymousGame(
        gain=listed.get("gain"), hold_out=listed.get("hold_out"), plead=listed.get("plead")
    )


def holds_payoffs(path: str | PathLike[str]) -> bool:
    """Whether the first row of a file says that it is a table of payoffs."""
    try:
        heading = next(iter(TableRows(path, _WHAT, _REMEDY)), (1, []))[1]
    except TableError:
        return False
    names = set(map(_plain, heading))
    return _COUNT in names and bool(names & set(_PAYOFFS))


def _read(table: Any) -> tuple[Sequence[str], Rows, str]:
    """Headings, numbered rows of text, and what parts the cells."""
    if isinstance(table, Mapping) or hasattr(table, "columns"):
        names = list(table if isinstance(table, Mapping) else table.columns)
        headings, columns = list(map(str, names)), [list(map(_text, table[name])) for name in names]
        if len({len(column) for column in columns}) > 1:
            rule, remedy = "must have columns of one length", "leave no column shorter"
            raise TableError([Fault(_WHAT, "", rule, remedy)])
        return headings, list(enumerate(zip(*columns, strict=True), start=2)), ","
    rows = TableRows(table, _WHAT, _REMEDY)
    read = iter(rows)
    heading = [row for _, row in islice(read, 1)]
    return (*heading, [])[0], list(read), rows.separator


def _text(cell: object) -> str:
    return "" if cell is None or cell != cell else str(cell)


def _plain(heading: str) -> str:
    """A heading in our notation."""
    name = "_".join(heading.lower().replace("-", " ").replace("_", " ").split())
    return _COUNT if name in ("hold_outs", "m") else name


def _heading_faults(headings: Sequence[str], names: Mapping[str, int]) -> Iterator[Fault]:
    if len(names) < len(headings):
        yield Fault(_WHAT, shown(", ".join(headings)), "must have each heading once", _REMEDY)
    needed = [_COUNT] if "gain" in names else [_COUNT, "hold_out", "plead"]
    for name in needed:
        if name not in names:
            remedy = did_you_mean(name, list(names), _REMEDY)
            yield Fault(name, "", "is no column of the table", remedy)


def _number(
    row: Sequence[str],
    number: int,
    name: str,
    names: Mapping[str, int],
    separator: str,
    faults: list[Fault],
    *,
    may_be_empty: bool = False,
) -> Fraction | None:
    """One cell; None where it is empty, or faulty."""
    cell = row[names[name]] if names[name] < len(row) else ""
    if is_empty(cell):
        if not may_be_empty:
            faults.append(Fault(f"row {number}, {name}", "", "must be a number", "fill it in"))
        return None
    try:
        return Fraction(exact(plain_number(cell, _CELL, separator, in_months=False)))
    except NumberError as rule:
        remedy = "write it as 0.5 or 1/2"
        faults.append(Fault(f"row {number}, {name}", shown(cell), str(rule), remedy))
        return None


def _in_order(name: str, column: Mapping[int, Fraction], faults: list[Fault]) -> Iterator[Fraction]:
    """The payoffs from the first number of hold-outs on."""
    first = _FIRST[name]
    counts = sorted(count for count in column if count >= first)
    for place, count in enumerate(counts, start=first):
        if count != place:
            rule = f"must be given for each number of hold-outs from {first} on ({place} is not)"
            faults.append(Fault(name, "", rule, "add a row for it"))
            return
        yield column[count]
    if not counts:
        faults.append(Fault(name, "", "must have numbers", _REMEDY))
