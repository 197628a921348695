"""Numbers with their sources, as tables and records."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..model.exact import json_number
from ..tables import Column, Table
from .beliefs import Belief
from .scenario_format import Fact
from .scenario_parts import sentences, shown_number


def facts_table(
    title: str,
    facts: Mapping[str, Fact],
    notes: Sequence[str],
    beliefs: Mapping[str, Belief] | None = None,
) -> Table:
    """One row a number, other sources' numbers below it; then what is believed of cases."""
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
        origin = sentences(fact.source, fact.note)
        rows.append((name, shown_number(fact.value), fact.unit, bounds, fact.status, origin))
        rows += [
            (
                "",
                shown_number(other.value),
                fact.unit,
                "",
                "differs",
                sentences(other.source, other.note),
            )
            for other in fact.alternatives
        ]
    rows += [
        (name, each.shown, each.unit, "", each.status, each.origin)
        for name, each in (beliefs or {}).items()
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
