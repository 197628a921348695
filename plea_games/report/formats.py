"""One result in five formats, with the same numbers in each."""

import csv
import io
import json
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, assert_never, get_args

import click

from ..errors import visible
from ..tables import Table

Format = Literal["table", "csv", "json", "latex", "markdown"]
FORMATS: tuple[Format, ...] = get_args(Format)
FOR_PROGRAMS = ("csv", "json")
"""Those that have the record; the others are written from the table."""

Record = Mapping[str, Any]

_HIDDEN = re.compile("[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""What would steer a terminal, or turn letters around, in text that JSON leaves as it is."""


def _escaped(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign[0]):04x}"


def render(
    table: Table,
    records: Record | Sequence[Record],
    format: Format,
    rows: Iterable[Record] = (),
) -> str:
    """A result as text.

    Parameters
    ----------
    table
        What people read: rounded, with units in the header and footnotes. Where stdout is a
        terminal, its plain text is no wider than that.
    records
        What programs read: one object or a list of them, in full precision.
    format
        One of ``FORMATS``.
    rows
        The lines of the CSV file, where they are not the records themselves.
    """
    match format:
        case "table":
            return table.text(terminal_width())
        case "markdown":
            return table.markdown()
        case "latex":
            return table.latex()
        case "json":
            text = json.dumps(records, indent=2, ensure_ascii=False, allow_nan=False)
            return _HIDDEN.sub(_escaped, text)
        case "csv":
            own_rows = [records] if isinstance(records, Mapping) else records
            return _csv(list(rows) or own_rows)
        case _:
            assert_never(format)


def json_lines(records: Iterable[Record]) -> Iterator[str]:
    r"""Records in JSON, as :func:`render` writes a list of them, a record at a time.

    >>> print(*json_lines([{"place": "A", "parameters": {"capacity": 1}}]), sep="\n")
    [
      {
        "place": "A",
        "parameters": {
          "capacity": 1
        }
      }
    ]
    """
    before = "["
    for record in records:
        yield before
        before = f"  {_in_json(record, 1)},"
    yield from ("[]",) if before == "[" else (before[:-1], "]")


def _in_json(record: Record, depth: int) -> str:
    """A record, indented; the encoder of the standard library is in C where it does not indent."""
    inner = {name: value for name, value in record.items() if isinstance(value, Mapping)}
    text = _ENCODERS[depth].encode({**record, **dict.fromkeys(inner)})
    for name, value in inner.items():
        key = _ENCODERS[depth].encode(name)
        text = text.replace(f"{key}: null", f"{key}: {_in_json(value, depth + 1)}", 1)
    margin = "  " * depth
    return _HIDDEN.sub(_escaped, f"{{\n{margin}  {text[1:-1]}\n{margin}}}")


_ENCODERS = {
    depth: json.JSONEncoder(
        ensure_ascii=False, allow_nan=False, separators=(f",\n  {'  ' * depth}", ": ")
    )
    for depth in (1, 2)
}


def csv_lines(records: Iterable[Record], names: Sequence[str]) -> Iterator[str]:
    """Records in CSV, as :func:`render` writes them, a record at a time.

    >>> list(csv_lines([{"place": "A", "parameters": {"capacity": 1}}], ["place", "capacity"]))
    ['place,capacity', 'A,1']
    """
    stream = io.StringIO()
    writer = csv.DictWriter(stream, names, lineterminator="")
    writer.writeheader()
    yield stream.getvalue()
    for record in records:
        stream.seek(0)
        stream.truncate()
        writer.writerow(_flat(record))
        yield stream.getvalue()


def terminal_width() -> int | None:
    """Characters a line: as ``--width`` says, or of the terminal; None in a pipe or a file."""
    command = click.get_current_context(silent=True)
    if command is not None and "plea_games.width" in command.meta:
        return int(command.meta["plea_games.width"])
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _csv(rows: Iterable[Record]) -> str:
    flat = [_flat(row) for row in rows]
    names = list(dict.fromkeys(name for row in flat for name in row))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(flat)
    return stream.getvalue().rstrip("\n")


def _flat(row: Record) -> dict[str, Any]:
    """Parameters become columns of their own; lists and reasons are left to JSON."""
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if name == "parameters":
            flat |= value
        elif isinstance(value, Mapping | list):
            continue
        else:
            flat[name] = _no_formula(visible(value)) if isinstance(value, str) else value
    return flat


def _no_formula(text: str) -> str:
    """Spreadsheets compute what begins like a formula; the apostrophe says that it is text."""
    return f"'{text}" if text.lstrip().startswith(("=", "+", "-", "@")) else text
