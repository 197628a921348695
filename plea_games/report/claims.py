"""The claims of the debate, in every format."""

from ..caseloads.claims.ledger import Claims
from ..caseloads.scenarios import Scenario
from .formats import FOR_PROGRAMS, Format, render


def claims_checked(checked: Claims, scenario: Scenario | None, format: Format) -> str:
    """The ledger; a single claim with all its numbers."""
    record = checked.record() if format in FOR_PROGRAMS else {"claims": ()}
    if len(checked) == 1 and not checked.not_computed:
        table = checked.claims[0].table()
    else:
        table = checked.table(f"Claims of the debate: {scenario.title}" if scenario else "")
    return render(table, record, format, rows=record["claims"])
