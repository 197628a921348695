"""The claims of the debate, in every format."""

from ..caseloads.claims.ledger import Claims
from ..caseloads.scenarios import Scenario
from .formats import Format, render


def claims_checked(found: Claims, scenario: Scenario | None, format: Format) -> str:
    """The ledger; a single claim with all its numbers."""
    record = found.record()
    if len(found) == 1 and not found.not_computed:
        table = found.claims[0].table()
    else:
        table = found.table(f"Claims of the debate: {scenario.title}" if scenario else "")
    return render(table, record, format, rows=record["claims"])
