"""Private cases, verdicts, stopping and disclosure of one caseload, as tables and records."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .formats import Format, render

if TYPE_CHECKING:
    from ..information.learning.prosecutor_stopping import ProsecutorStopping
    from ..information.learning.verdicts import Verdicts
    from ..information.private.private_cases_result import PrivateCases
    from ..information.signals.disclosure import Disclosure
    from ..tables import Tabular


def private_cases_of_one(
    name: str | None, found: "PrivateCases", title: str, notes: Sequence[str], format: Format
) -> str:
    """The equilibria in cutoffs of one caseload."""
    record = found.record()
    return _of_one(name, found, record, record["cutoffs"], title, notes, format)


def verdicts_of_one(
    name: str | None, found: "Verdicts", title: str, notes: Sequence[str], format: Format
) -> str:
    """What verdicts teach in one caseload; in CSV a row for each goal and number of trials."""
    record = found.record()
    rows = [
        {**{key: value for key, value in goal.items() if key != "passages"}, **passage}
        for goal in record["goals"]
        for passage in goal["passages"]
    ]
    return _of_one(name, found, record, rows, title, notes, format)


def stopping_of_one(
    name: str | None,
    found: "ProsecutorStopping",
    title: str,
    notes: Sequence[str],
    format: Format,
) -> str:
    """When to try, settle and dismiss in one caseload."""
    record = found.record()
    return _of_one(name, found, record, record["periods"], title, notes, format)


def disclosure_of_one(
    name: str | None, found: "Disclosure", title: str, notes: Sequence[str], format: Format
) -> str:
    """What to publish about signers in one caseload."""
    record = found.record()
    return _of_one(name, found, record, record["policies"], title, notes, format)


def _of_one(
    name: str | None,
    found: "Tabular",
    record: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    title: str,
    notes: Sequence[str],
    format: Format,
) -> str:
    table = found.table(title)
    table = replace(table, notes=(*table.notes, *notes))
    return render(table, {"scenario": name, **record, "notes": list(notes)}, format, rows=rows)
