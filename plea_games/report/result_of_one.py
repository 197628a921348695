"""What is found for one caseload, in every format."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from .formats import Format, Record, render

if TYPE_CHECKING:
    from ..tables import Table


class Result(Protocol):
    """Whatever prints as a table and has a record."""

    def table(self, title: str = "") -> "Table":
        """What people read."""

    def record(self) -> Any:
        """What programs read."""


def result_of_one(
    name: str | None,
    result: Result,
    title: str,
    notes: Sequence[str],
    format: Format,
    rows: str | Sequence[Record] = (),
    caveats: Sequence[str] = (),
) -> str:
    """A result for one caseload.

    ``rows`` are the lines of its CSV file, or the name of the list in its record that has them;
    ``caveats`` what its verdict must add.
    """
    table = result.table(title).with_notes(notes).with_verdict(*caveats)
    record = {"scenario": name, **result.record(), "notes": [*notes, *caveats]}
    lines = record[rows] if isinstance(rows, str) else rows
    return render(table, record, format, rows=lines)
