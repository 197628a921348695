"""Intervals and indices of sweeps, as tables and records."""

from ..sweeps.places import Places
from ..sweeps.sensitivity import Sensitivity
from ..sweeps.uncertainty import Uncertainty
from .formats import Format, render


def of_uncertainty(found: Uncertainty, title: str, format: Format) -> str:
    """Intervals, one row an output."""
    record = found.record()
    rows = [
        {key: value for key, value in row.items() if key != "choices"} | (row["choices"] or {})
        for row in record["intervals"]
    ]
    return render(found.table(f"{title}\nThresholds"), record, format, rows=rows)


def of_places(found: Places, format: Format) -> str:
    """Thresholds, one row a place."""
    return render(found.table(), found.record(), format)


def of_sensitivity(found: Sensitivity, title: str, format: Format) -> str:
    """Indices, one row an output and unknown."""
    record = found.record()
    return render(found.table(f"{title}\nWhat matters"), record, format, rows=record["indices"])
