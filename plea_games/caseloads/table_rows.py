"""The rows of tables as people have them: CSV with any usual separator and encoding, or XLSX."""

import csv
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from ..errors import Fault, TableError, shown
from .files import AS_BYTES, Source, opened, too_long
from .workbooks import MAGIC, workbook_rows

LARGEST_TABLE = 200_000_000  # bytes
LONGEST_ROW = 1_000_000  # characters
_SEPARATORS = ",;\t|"
_START = 4_000  # bytes, in which the encoding shows


class TableRows:
    """The rows of a table that are not empty, with their numbers from 1, one at a time.

    Commas, semicolons, tabs or bars part the cells, whichever the first row has most; the text is
    UTF-8, with a mark or without, or UTF-16; lines end in any way. An XLSX workbook is read by its
    first sheet.

    Attributes
    ----------
    separator
        What parts the cells, once the first row is read; a comma for a workbook.
    """

    def __init__(self, source: Source, what: str, remedy: str) -> None:
        self.source, self.what, self.remedy = source, what, remedy
        self.separator = ","

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """One row after the other."""
        with opened(self.source, LARGEST_TABLE, self.what, self.remedy, TableError) as (
            place,
            stream,
        ):

            def refused(rule: str, mend: str) -> TableError:
                return TableError([Fault(self.what, shown(place), rule, mend)])

            content = _Bounded(stream, LARGEST_TABLE)
            encoding = ""
            try:
                start = content.peek(_START)
                encoding = _encoding(start)
                rows = (
                    workbook_rows(io.BytesIO(content.rest()), place)
                    if start.startswith(MAGIC)
                    else self._parsed(io.TextIOWrapper(content, encoding, newline=""))
                )
                for number, row in enumerate(rows, start=1):
                    cells = [cell.strip() for cell in row]
                    if any(cells):
                        yield number, cells
            except _RefusedError as error:
                raise refused(*error.args) from None
            except UnicodeDecodeError as error:
                byte = content.given - len(error.object) + error.start + 1
                name = "UTF-8" if encoding.startswith("utf-8") else encoding.upper()
                rule = f"must be {name} text (byte {byte:,} is not)"
                raise refused(rule, "save it as CSV in UTF-8") from None
            except csv.Error as error:
                raise refused(f"must be CSV ({error})", "save it as CSV in UTF-8") from None

    def _parsed(self, text: io.TextIOWrapper) -> Iterator[list[str]]:
        lines = _Lines(text)
        first = ""
        while not first.strip():
            first = next(lines, "")
            if not first:
                return
            if not first.strip():
                yield []
        outside = "".join(first.split('"')[::2])
        self.separator = max(_SEPARATORS, key=outside.count)
        lines.again(first)
        for row in csv.reader(lines, strict=True, delimiter=self.separator):
            lines.room = LONGEST_ROW
            yield row


def _encoding(start: bytes) -> str:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if len(start) > 3 and start[0] and start[2] and not start[1] and not start[3]:
        return "utf-16-le"
    if len(start) > 3 and start[1] and start[3] and not start[0] and not start[2]:
        return "utf-16-be"
    return "utf-8-sig"


class _Bounded(io.BufferedIOBase):
    """A stream of bytes that ends in an error beyond the largest size."""

    def __init__(self, stream: BinaryIO, largest: int) -> None:
        self.stream, self.largest, self.given, self.kept = stream, largest, 0, b""

    @property
    def name(self) -> str:
        """What :class:`io.TextIOWrapper` calls it."""
        return "table"

    def readable(self) -> bool:
        return True

    def peek(self, size: int) -> bytes:
        """The first bytes, which are read again after it."""
        self.kept = self._read(size)
        return self.kept

    def rest(self) -> bytes:
        """All bytes."""
        parts = [self.read1()]
        while part := self.read1(1 << 20):
            parts.append(part)
        return b"".join(parts)

    def read1(self, size: int = -1, /) -> bytes:
        content, self.kept = self.kept or self._read(size), b""
        self.given += len(content)
        if self.given > self.largest:
            raise _RefusedError(*too_long(self.largest))
        return content

    def _read(self, size: int) -> bytes:
        content: Any = self.stream.read(size)
        if isinstance(content, str):
            raise _RefusedError(*AS_BYTES)
        return bytes(content)


class _RefusedError(Exception):
    """With the rule and the remedy."""


class _Lines:
    """Lines of text; ``room`` is how many more characters their row may have."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text, self.room, self.waiting = text, LONGEST_ROW, ""

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self.waiting:
            line, self.waiting = self.waiting, ""
            return line
        line = self.text.readline(self.room + 1)
        if not line:
            raise StopIteration
        self.room -= len(line)
        if self.room < 0:
            rule = f"must have rows of at most {LONGEST_ROW:,} characters"
            raise _RefusedError(rule, "put one row on each line, and close all quotes")
        return line

    def again(self, line: str) -> None:
        """Give a line once more."""
        self.waiting = line
