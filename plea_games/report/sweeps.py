"""Intervals and indices of sweeps, as tables and records."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..sweeps.place_table import (
    SPAN,
    TITLE,
    Places,
    place_cells,
    place_columns,
    place_notes,
)
from ..sweeps.places import PlaceStream
from .formats import Format, csv_lines, json_lines, render, terminal_width
from .packed_table import PackedTable

if TYPE_CHECKING:
    from ..sweeps.sensitivity import Sensitivity
    from ..sweeps.uncertainty import Uncertainty


def of_uncertainty(uncertainty: "Uncertainty", title: str, format: Format) -> str:
    """Intervals, one row an output."""
    record = uncertainty.record()
    rows = [
        {key: value for key, value in row.items() if key != "choices"} | (row["choices"] or {})
        for row in record["intervals"]
    ]
    return render(uncertainty.table(f"{title}\nThresholds"), record, format, rows=rows)


def of_places(stream: PlaceStream, format: Format) -> Iterator[str]:
    """Thresholds, one row a place; lines come as places do, but for tables that depend on all."""
    records = (place.record() for place in stream)
    match format:
        case "csv":
            yield from csv_lines(records, stream.names)
        case "json":
            yield from json_lines(records)
        case "table" if terminal_width() is None:
            table = PackedTable(place_columns(stream.extra))
            for place in stream:
                table.add(place_cells(place, stream.extra))
            notes = place_notes(stream.notes, stream.faults)
            yield from table.lines(TITLE, notes, () if stream.is_open else (SPAN,))
        case _:
            places = Places(tuple(stream), tuple(stream.faults), stream.notes)
            yield render(places.table(), [], format)


def of_sensitivity(sensitivity: "Sensitivity", title: str, format: Format) -> str:
    """Indices, one row an output and unknown."""
    record = sensitivity.record()
    return render(
        sensitivity.table(f"{title}\nWhat matters"), record, format, rows=record["indices"]
    )
