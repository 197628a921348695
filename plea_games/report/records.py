"""Court records, as tables and records."""

from typing import TYPE_CHECKING

from ..tables import Tabular
from .formats import Format, render, terminal_width

if TYPE_CHECKING:
    from ..records.audits import Audit
    from ..records.outcomes import Outcomes


def of_outcomes(outcomes: "Outcomes", format: Format) -> str:
    """Tallies, with the ledger below in plain text; in other formats one row a place and year."""
    record = outcomes.record()
    text = render(outcomes.table(), record, format, rows=record["tallies"])
    if format != "table":
        return text
    return f"{text}\n\n{outcomes.ledger_table().text(terminal_width())}"


def of_audit(audit: "Audit", format: Format) -> str:
    """One row a reading."""
    record = audit.record()
    return render(audit.table(), record, format, rows=record["readings"])


def of_tabular(result: Tabular, format: Format) -> str:
    """Anything that has a table and a record."""
    return render(result.table(), result.record(), format)
