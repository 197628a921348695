"""The rows of XLSX workbooks, as text."""

from collections.abc import Iterator
from typing import BinaryIO

from ..errors import Fault, TableError, shown
from ..extras import optional

MAGIC = b"PK\x03\x04"
"""How such a file begins."""


def workbook_rows(stream: BinaryIO, place: str, sheet: str = "") -> Iterator[list[str]]:
    """The rows of a sheet, the first one unless named; whole numbers without a point."""

    def refused(rule: str, remedy: str) -> TableError:
        return TableError([Fault("workbook", shown(place), rule, remedy)])

    with optional():
        import openpyxl
    try:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
    except Exception as error:  # of several libraries, by what is broken
        raise refused(f"must be an XLSX workbook ({error})", "save it anew") from None
    if sheet and sheet not in book.sheetnames:
        raise refused(f"has no sheet {shown(sheet)}", f"take one of {', '.join(book.sheetnames)}")
    chosen = book[sheet] if sheet else book.worksheets[0]
    try:
        for row in chosen.iter_rows(values_only=True):
            yield [_text(value) for value in row]
    finally:
        book.close()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
