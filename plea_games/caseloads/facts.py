"""Numbers with their sources, as tables and records."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..model.exact import json_number
from ..tables import Column, Table
from .scenario_format import Fact, shown_number


def facts_table(title: str, facts: Mapping[str, Fact], notes: Sequence[str]) -> Table:
    """One row a number; other sources' numbers below it."""
    columns = (
        Column("number", left=True),
        Column("value"),
        Column("unit", left=True),
        Column("range"),
        Column("kind", left=True),
        Column("source and note", left=True, wrap=60),
    )
    rows: list[tuple[object, ...]] = []
    for name, fact in facts.items():
        bounds = " to ".join(map(shown_number, fact.range)) if fact.range else ""
        origin = _sentences(fact.source, fact.note)
        rows.append((name, shown_number(fact.value), fact.unit, bounds, fact.status, origin))
        rows += [
            (
                "",
                shown_number(other.value),
                fact.unit,
                "",
                "differs",
                _sentences(other.source, other.note),
            )
            for other in fact.alternatives
        ]
    return Table(title, columns, rows, notes)


def fact_record(fact: Fact) -> dict[str, Any]:
    """One number, ready for JSON."""
    return {
        "value": json_number(fact.value),
        "unit": fact.unit,
        "status": fact.status,
        "source": fact.source,
        "note": fact.note,
        "range": [json_number(bound) for bound in fact.range] if fact.range else None,
        "alternatives": [
            {
                "value": json_number(other.value),
                "source": other.source,
                "note": other.note,
            }
            for other in fact.alternatives
        ],
    }


def _sentences(*texts: str) -> str:
    return " ".join(text if text.endswith(".") else f"{text}." for text in texts if text)
