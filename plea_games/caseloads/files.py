"""Opening what users hand over: a regular file or a stream of bytes, of bounded size, in UTF-8.

A path that leads to a folder, a device or a named pipe is refused before it is opened, for some of
these never end and others never begin. Streams, standard input among them, are read as they come.
"""

import csv
import io
import re
import stat
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import Fault, InputError, TableError, shown

LARGEST_TABLE = 200_000_000  # bytes
LARGEST_TOML = 1_000_000  # bytes
LONGEST_ROW = 1_000_000  # characters
MOST_KEYS = 2_000
"""In a TOML file; each unknown one is looked up among the known."""

_DOTTED = re.compile(  # tomllib takes the square of a key's parts
    r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){32}"""
)

Source = str | PathLike[str] | BinaryIO


@contextmanager
def opened(
    source: Source, largest: int, what: str, remedy: str, error: type[InputError]
) -> Iterator[tuple[str, BinaryIO]]:
    """What errors call the source, and the source as a stream.

    Raises
    ------
    InputError
        Of the kind given, where a path does not lead to a regular file that can be read, or to one
        that is too long, or the source is neither path nor stream.
    """
    if not isinstance(source, str | PathLike):
        if not hasattr(source, "read"):
            rule = "must be a path, or a stream opened as bytes"
            raise error([Fault(what, type(source).__name__, rule, remedy)])
        yield "stdin", source
        return
    path = Path(source)

    def refused(rule: str, mend: str = remedy) -> InputError:
        return error([Fault(what, shown(str(path)), rule, mend)])

    try:
        about = path.stat()
        stream = path.open("rb") if stat.S_ISREG(about.st_mode) else None
    except (OSError, ValueError) as reason:  # ValueError: a NUL in the name
        said = getattr(reason, "strerror", None) or str(reason)
        raise refused(f"must be a file that can be read ({said})") from None
    if stream is None:
        is_folder = stat.S_ISDIR(about.st_mode)
        kind = "a folder" if is_folder else "a device or a pipe"
        mend = remedy if is_folder else "pipe it in, and write - for the path"
        raise refused(f"must be a file, not {kind}", mend)
    with stream:
        if about.st_size > largest:
            raise refused(*_too_long(largest))
        yield str(path), stream


def _too_long(largest: int) -> tuple[str, str]:
    return f"must be at most {largest // 10**6} MB long", "split it"


_TEXT = ("must be opened as bytes", "open it with mode 'rb', or give its path")


class _Bounded(io.BufferedIOBase):
    """A stream of bytes that ends in an error beyond the largest size."""

    def __init__(self, stream: BinaryIO, largest: int) -> None:
        self.stream, self.largest, self.given = stream, largest, 0

    @property
    def name(self) -> str:
        """What :class:`io.TextIOWrapper` calls it."""
        return "table"

    def readable(self) -> bool:
        return True

    def read1(self, size: int = -1, /) -> bytes:
        content = self.stream.read(size)
        if isinstance(content, str):
            raise _RefusedError(*_TEXT)
        self.given += len(content)
        if self.given > self.largest:
            raise _RefusedError(*_too_long(self.largest))
        return content


class _RefusedError(Exception):
    """With the rule and the remedy."""


def read_rows(source: Source, what: str, remedy: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file that are not empty, with their numbers from 1, one at a time.

    Raises
    ------
    TableError
        Where the source cannot be read, or is not CSV in UTF-8; rows before may have been given.
    """
    with opened(source, LARGEST_TABLE, what, remedy, TableError) as (place, stream):

        def refused(rule: str, mend: str) -> TableError:
            return TableError([Fault(what, shown(place), rule, mend)])

        content = _Bounded(stream, LARGEST_TABLE)
        lines = _Lines(io.TextIOWrapper(content, "utf-8-sig", newline=""))
        try:
            for number, row in enumerate(csv.reader(lines, strict=True), start=1):
                lines.room = LONGEST_ROW
                cells = [cell.strip() for cell in row]
                if any(cells):
                    yield number, cells
        except _RefusedError as error:
            raise refused(*error.args) from None
        except UnicodeDecodeError as error:
            byte = content.given - len(error.object) + error.start + 1
            rule = f"must be UTF-8 text (byte {byte:,} is not)"
            raise refused(rule, "save it as CSV in UTF-8") from None
        except csv.Error as error:
            raise refused(f"must be CSV ({error})", "save it as CSV in UTF-8") from None


class _Lines:
    """Lines of text; ``room`` is how many more characters their row may have."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text, self.room = text, LONGEST_ROW

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.text.readline(self.room + 1)
        if not line:
            raise StopIteration
        self.room -= len(line)
        if self.room < 0:
            rule = f"must have rows of at most {LONGEST_ROW:,} characters"
            raise _RefusedError(rule, "put one row on each line, and close all quotes")
        return line


def read_toml(
    source: Source, what: str, remedy: str, example: str, error: type[InputError]
) -> tuple[str, dict[str, Any]]:
    """What errors call the source, and the tables of a TOML file, decimals as they are written.

    Raises
    ------
    InputError
        Of the kind given, where the source cannot be read, or is not TOML in UTF-8.
    """
    with opened(source, LARGEST_TOML, what, remedy, error) as (place, stream):
        content = stream.read(LARGEST_TOML + 1)
    return place, parse_toml(content, what, place, example, error)


def parse_toml(
    content: bytes, what: str, name: str, example: str, error: type[InputError]
) -> dict[str, Any]:
    """The tables of a TOML file, decimals as they are written.

    Raises
    ------
    InputError
        Of the kind given, where it is not TOML in UTF-8, or too long, or nested too deeply.
    """

    def refused(rule: str, remedy: str) -> InputError:
        return error([Fault(what, shown(name), rule, remedy)])

    if isinstance(content, str):
        raise refused(*_TEXT)
    if len(content) > LARGEST_TOML:
        raise refused(*_too_long(LARGEST_TOML))
    flat = f"write a flat file; {example}"
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        rule = f"must be UTF-8 text (byte {reason.start + 1:,} is not)"
        raise refused(rule, "save it as plain text in UTF-8") from None
    if _DOTTED.search(text):
        raise refused("must not nest deeply", flat)
    try:
        tables = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as reason:
        raise refused(f"must be TOML ({reason})", example) from None
    except (RecursionError, ValueError, ArithmeticError):
        # tomllib lets these through: deep nesting, and numbers of thousands of digits
        rule = "must not nest deeply nor hold numbers of thousands of digits"
        raise refused(rule, flat) from None
    if (keys := _key_count(tables)) > MOST_KEYS:
        raise refused(f"must have at most {MOST_KEYS:,} keys, not {keys:,}", example)
    return tables


def _key_count(value: object) -> int:
    if isinstance(value, dict):
        return len(value) + sum(map(_key_count, value.values()))
    return sum(map(_key_count, value)) if isinstance(value, list) else 0
