"""What is offered together and what is agreed together, as tables and records."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from .formats import Format, Record, render

if TYPE_CHECKING:
    from ..tables import Table


class Result(Protocol):
    """Whatever prints as a table and has a record."""

    def table(self, title: str = "") -> "Table":
        """What people read."""

    def record(self) -> Record:
        """What programs read."""


def result_of_one(
    name: str | None,
    result: Result,
    title: str,
    notes: Sequence[str],
    format: Format,
    rows: str,
) -> str:
    """A result for one caseload; the lines of its CSV file are the list ``rows`` of its record."""
    table = result.table(title)
    record = {"scenario": name, **result.record(), "notes": list(notes)}
    return render(replace(table, notes=(*table.notes, *notes)), record, format, rows=record[rows])
