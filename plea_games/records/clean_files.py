"""Files of any of the formats, as CSV in UTF-8 that the engine reads without guessing.

A file that is so already is read where it lies; others are written anew, in passing.
"""

import bz2
import csv
import gzip
import io
import json
import lzma
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import IO, Any, BinaryIO

from ..caseloads.workbooks import workbook_rows
from ..errors import Fault, TableError, shown
from .carried_cells import carried
from .json_rows import json_rows
from .layout_format import FileFormat

_PACKED: dict[str, Any] = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}
_SAMPLE = 1_000_000
_LONGEST_LINE = 1_000_000


@dataclass(frozen=True)
class CleanFile:
    """A file of text, or of parquet."""

    path: Path
    headings: tuple[str, ...]
    skip: int
    separator: str
    quote: str
    is_parquet: bool = False
    filled: frozenset[str] = frozenset()
    """Headings of columns that are not empty, of files that were written anew."""


def refused(path: Path, rule: str, remedy: str) -> TableError:
    """What is wrong with a file."""
    return TableError([Fault("file", shown(str(path)), rule, remedy)])


def clean_file(path: Path, form: FileFormat, paths: Sequence[str], new: Path) -> CleanFile:
    """The file as the engine reads it.

    Parameters
    ----------
    path
        Of the published file.
    form
        How that is written.
    paths
        Of columns within JSON records.
    new
        Where to write it anew, if need be.
    """
    again = new.with_name(f"carried_{new.name}")
    try:
        match form.format:
            case "parquet":
                return CleanFile(path, (), 0, "", "", is_parquet=True)
            case "json":
                rows: Iterable[Sequence[str]] = json_rows(_records(path, form), form.rows, paths)
                return _written(rows, tuple(paths), new, form)
            case "xlsx":
                with path.open("rb") as stream:
                    sheet = workbook_rows(stream, str(path), form.sheet)
                    for _ in range(form.heading - 1):
                        next(sheet, None)
                    first = _joined(sheet, form) if form.heading else []
                    return _written(sheet, _distinct(first), new, form)
            case "fixed":
                plain = _plain(path, form, new)
                if form.carry:
                    with plain.open(encoding="utf-8") as lines:
                        return _written(_fields(lines, form), tuple(form.fixed), again, form)
                return CleanFile(plain, ("line",), form.heading, "\x1f", "")
            case "csv":
                plain = _plain(path, form, new)
                headings = _headings(plain, form)
                skip = form.heading + form.heading_rows - 1 if form.heading else 0
                if form.carry:
                    with plain.open(encoding="utf-8-sig", newline="") as stream:
                        cells = islice(_cells(stream, form), skip, None)
                        return _written(cells, headings, again, form)
                return CleanFile(plain, headings, skip, form.separator, form.quote)
    except UnicodeDecodeError as error:
        rule = f"must be text in {error.encoding} (byte {error.start + 1:,} is not)"
        raise refused(path, rule, 'state the encoding, such as encoding = "cp1252"') from None
    except LookupError:
        raise refused(path, f"has no encoding {shown(form.encoding)}", "correct it") from None
    except (EOFError, lzma.LZMAError, OSError) as error:
        raise refused(path, f"must be a file that can be read ({error})", "repair it") from None


def _plain(path: Path, form: FileFormat, new: Path) -> Path:
    """The path itself where it is UTF-8 with ends of lines that the engine knows."""
    with _binary(path) as stream:
        sample = stream.read(_SAMPLE)
    encoding = form.encoding or _by_mark(sample)
    is_utf8 = encoding.lower().replace("_", "-") in ("utf-8", "utf8", "ascii")
    odd = path.suffix in _PACKED or not is_utf8 or _has_odd_lines(sample)
    if not odd and not any(mark in str(path) for mark in "*?["):
        return path
    with _binary(path) as stream, new.open("w", encoding="utf-8", newline="") as out:
        text = io.TextIOWrapper(stream, encoding or "utf-8", newline=None)
        above = form.heading - 1  # rows that are counted, empty ones too
        while line := text.readline(_LONGEST_LINE):
            if not line.endswith("\n") and len(line) == _LONGEST_LINE:
                raise refused(path, "must have shorter lines", "state separator and quote")
            if line.strip() or above > 0:
                out.write(line)
            above -= 1
    return new


def _by_mark(sample: bytes) -> str:
    if sample.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig" if sample.startswith(BOM_UTF8) else "utf-8"


def _has_odd_lines(sample: bytes) -> bool:
    """Carriage returns alone, or empty lines."""
    lone = sample.count(b"\r") - sample.count(b"\r\n")
    return lone > 0 or b"\n\n" in sample or b"\n\r\n" in sample or sample[:1] in (b"\n", b"\r")


def _binary(path: Path) -> BinaryIO:
    opener = _PACKED.get(path.suffix)
    stream: BinaryIO = opener(path, "rb") if opener else path.open("rb")
    return stream


def _headings(path: Path, form: FileFormat) -> tuple[str, ...]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = _cells(stream, form)
        for _ in range(form.heading - 1):
            next(lines, None)
        first = _joined(lines, form)
    if not first:
        raise refused(path, f"must have a heading in row {form.heading}", "correct heading")
    return _distinct(first if form.heading else [f"c{i}" for i in range(1, len(first) + 1)])


def _cells(stream: IO[str], form: FileFormat) -> Iterator[list[str]]:
    quoting: dict[str, Any] = (
        {"quotechar": form.quote} if form.quote else {"quoting": csv.QUOTE_NONE}
    )
    return csv.reader(stream, delimiter=form.separator, **quoting)


def _fields(lines: Iterable[str], form: FileFormat) -> Iterator[list[str]]:
    """Rows of fixed width, cut at their places."""
    for line in islice(lines, form.heading, None):
        yield [line[start - 1 : start - 1 + n].strip() for start, n in form.fixed.values()]


def _joined(rows: Iterator[list[str]], form: FileFormat) -> list[str]:
    """The heading, of several rows if need be: a cell above stands for those to its right, too."""
    lines = [next(rows, []) for _ in range(form.heading_rows if form.heading else 1)]
    for line in lines[:-1]:
        for place in range(1, len(line)):
            line[place] = line[place] or line[place - 1]
    return [" ".join(filter(None, cells)) for cells in zip_longest(*lines, fillvalue="")]


def _distinct(headings: Iterable[object]) -> tuple[str, ...]:
    """Headings, each once: a second one of a name becomes ``name (2)``."""
    seen: dict[str, int] = {}
    names = []
    for place, heading in enumerate(headings, start=1):
        name = " ".join(str(heading or f"column {place}").split()).strip("\ufeff")
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def _written(
    rows: Iterable[Sequence[str]], headings: tuple[str, ...], new: Path, form: FileFormat
) -> CleanFile:
    every = iter(rows)
    if not headings and (first := next(every, None)) is not None:
        headings = tuple(f"c{i}" for i in range(1, len(first) + 1))
        every = chain([first], every)
    whole = filter(any, every)
    filled: set[int] = set()
    with new.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        for row in carried(whole, headings, form.carry) if form.carry else whole:
            cells = [*row, *[""] * (len(headings) - len(row))][: len(headings)]
            filled.update(place for place, cell in enumerate(cells) if cell)
            writer.writerow(cells)
    return CleanFile(new, headings, 0, ",", '"', filled=frozenset(headings[i] for i in filled))


def _records(path: Path, form: FileFormat) -> Iterator[object]:
    """The records of a JSON file: one a line, or a list of them, or a single one."""
    with _binary(path) as stream:
        text: IO[str] = io.TextIOWrapper(stream, form.encoding or "utf-8-sig")
        first = text.readline()
        try:
            parsed = json.loads(first)
        except ValueError:
            try:
                whole = json.loads(first + text.read())
            except ValueError as error:
                raise refused(path, f"must be JSON ({error})", "repair it") from None
            yield from whole if isinstance(whole, list) else [whole]
            return
        yield from parsed if isinstance(parsed, list) else [parsed]
        for number, line in enumerate(text, start=2):
            if line.strip():
                try:
                    yield json.loads(line)
                except ValueError as error:
                    rule = f"must be JSON in line {number:,} ({error})"
                    raise refused(path, rule, "repair it") from None
