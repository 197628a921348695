"""Opening what users hand over: a path or a stream of bytes, of bounded size, in UTF-8."""

import csv
import io
import tomllib
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import Fault, InputError, TableError, shown

LARGEST_TABLE = 500_000_000  # bytes
LARGEST_TOML = 1_000_000  # bytes

Source = str | PathLike[str] | BinaryIO


def read_bytes(
    source: Source, largest: int, what: str, remedy: str, error: type[InputError]
) -> tuple[str, bytes]:
    """What errors call the source, and its bytes, cut off one beyond the largest size.

    Raises
    ------
    InputError
        Of the kind given, where a path cannot be read, or the source is neither path nor stream.
    """
    if not isinstance(source, str | PathLike):
        if not hasattr(source, "read"):
            rule = "must be a path, or a stream opened as bytes"
            raise error([Fault(what, type(source).__name__, rule, remedy)])
        return "stdin", source.read(largest + 1)
    path = Path(source)
    try:
        with path.open("rb") as stream:
            return str(path), stream.read(largest + 1)
    except (OSError, ValueError) as reason:  # ValueError: a NUL in the name
        said = getattr(reason, "strerror", None) or str(reason)
        rule = f"must be a file that can be read ({said})"
        raise error([Fault(what, shown(str(path)), rule, remedy)]) from None


def read_rows(source: Source, what: str, remedy: str) -> list[tuple[int, list[str]]]:
    """The rows of a CSV file that are not empty, with their numbers from 1.

    Raises
    ------
    TableError
        Where the source cannot be read, or is not CSV in UTF-8.
    """
    place, content = read_bytes(source, LARGEST_TABLE, what, remedy, TableError)

    def refused(rule: str, mend: str) -> TableError:
        return TableError([Fault(what, shown(place), rule, mend)])

    if isinstance(content, str):
        raise refused("must be opened as bytes", "open it with mode 'rb', or give its path")
    if len(content) > LARGEST_TABLE:
        raise refused(f"must be at most {LARGEST_TABLE // 10**6} MB long", "split it")
    try:
        text = content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except UnicodeDecodeError as error:
        rule = f"must be UTF-8 text (byte {error.start + 1} is not)"
        raise refused(rule, "save it as CSV in UTF-8") from None
    except csv.Error as error:
        raise refused(f"must be CSV ({error})", "save it as CSV in UTF-8") from None
    return [
        (number, [cell.strip() for cell in row])
        for number, row in enumerate(rows, start=1)
        if any(cell.strip() for cell in row)
    ]


def read_toml(
    content: bytes, what: str, name: str, example: str, error: type[InputError]
) -> dict[str, Any]:
    """The tables of a TOML file, decimals as they are written.

    Raises
    ------
    InputError
        Of the kind given, where it is not TOML in UTF-8, or too long.
    """

    def fault(rule: str, remedy: str) -> InputError:
        return error([Fault(what, shown(name), rule, remedy)])

    if isinstance(content, str):
        raise fault("must be opened as bytes", "open it with mode 'rb', or give its path")
    if len(content) > LARGEST_TOML:
        limit = f"{LARGEST_TOML // 1_000_000} MB"
        raise fault(f"must be at most {limit} long", "such files take a few kilobytes")
    try:
        return tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as reason:
        rule = f"must be UTF-8 text (byte {reason.start + 1} is not)"
        raise fault(rule, "save it as plain text in UTF-8") from None
    except tomllib.TOMLDecodeError as reason:
        raise fault(f"must be TOML ({reason})", example) from None
    except (RecursionError, ValueError, ArithmeticError):
        # tomllib lets these through: deep nesting, and numbers of thousands of digits
        rule = "must not nest deeply nor hold numbers of thousands of digits"
        raise fault(rule, f"write a flat file; {example}") from None
