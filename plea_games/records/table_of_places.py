"""A table of places from court records, for sweeps and for plans of silos."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import Fault, ParameterError, shown
from ..model.exact import NumberError, exact
from ..model.parameters import PARAMETER
from ..tables import Column, Table, Tabular
from ..units import Unit
from .conviction_rates import convictions
from .outcomes import Outcomes
from .trial_penalty import penalty


@dataclass(frozen=True)
class PlaceTable(Tabular):
    """A row a place: N, K, s, J, and p with its interval.

    Attributes
    ----------
    rows
        Cells by column, as text.
    notes
        What was assumed, and who is left out.
    """

    rows: tuple[dict[str, str], ...]
    notes: tuple[str, ...]

    def csv(self) -> str:
        """As CSV."""
        stream = io.StringIO()
        writer = csv.DictWriter(stream, list(self.rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows)
        return stream.getvalue()

    def open(self) -> io.BytesIO:
        """As a stream, which ``sweep_places`` and ``load_silos`` take."""
        return io.BytesIO(self.csv().encode())

    def write(self, path: str | Path) -> Path:
        """As a CSV file."""
        Path(path).write_text(self.csv(), encoding="utf-8")
        return Path(path)

    def record(self) -> list[dict[str, Any]]:
        """One mapping a place, ready for JSON: numbers, and None where a cell is empty."""
        return [
            {column: cell if column == "name" else _number(cell) for column, cell in row.items()}
            for row in self.rows
        ]

    @property
    def column_units(self) -> dict[str, Unit]:
        """Of the columns, their lower and upper ends included."""
        named = {**PARAMETER, "filings": PARAMETER["defendants"], "trials": PARAMETER["capacity"]}
        return {name: named[name].unit for name in self.rows[0] if name in named}

    def table(self, title: str = "") -> Table:
        """One row a place."""
        columns = [Column(name, left=name == "name") for name in self.rows[0]]
        rows = [list(row.values()) for row in self.rows]
        return Table(title or "Places", columns, rows, list(self.notes))


def place_table(
    outcomes: Outcomes,
    *,
    period: int | None = None,
    offer: object = None,
    sentence: object = None,
    conviction: object = None,
) -> PlaceTable:
    """The places of court records, with what ``sweep_places`` and ``load_silos`` need.

    Parameters
    ----------
    outcomes
        Records.
    period
        A year; needed where there are several.
    offer, sentence, conviction
        For all places, where the records do not have them or they are to be replaced.

    Returns
    -------
    PlaceTable
    """
    faults = []
    years = [year for year in outcomes.periods if year]
    if period is None and len(years) > 1:
        rule = f"must be one year of {years[0]} to {years[-1]}"
        faults.append(Fault("period", "", rule, "a caseload is what one year brings"))
    for name, value, refused in (
        ("offer", offer, outcomes.layout.sentences is None),
        ("sentence", sentence, outcomes.layout.sentences is None),
        ("conviction", conviction, "conviction" in outcomes.refused),
    ):
        if value is None and refused:
            why = outcomes.refused["conviction" if name == "conviction" else "sentences"]
            rule = f"cannot be had from these records: {why}"
            faults.append(Fault(name, "", rule, f"state it, as {name}="))
        if value is not None:
            try:
                exact(value)
            except NumberError as error:
                faults.append(Fault(name, shown(value), str(error), PARAMETER[name].remedy))
    if faults:
        raise ParameterError(faults)
    shares = None if conviction is not None else convictions(outcomes, period)
    measured = penalty(outcomes, None, period) if offer is None or sentence is None else None
    rows, left_out = [], []
    for place in outcomes.places_named:
        tally = outcomes.tally(place, period)
        if not tally.facing:
            left_out.append(place)
            continue
        row = {"name": place, "filings": str(tally.facing), "trials": str(tally.tried)}
        here = penalty(outcomes, place, period) if measured else None
        for name, value in (("offer", offer), ("sentence", sentence)):
            if value is not None:
                row[name] = _text(value)
            elif here and measured:
                of = measured if getattr(here, name) is None else here
                row |= _ranged(name, getattr(of, name), getattr(of, f"{name}_interval"))
        if shares is None:
            row["conviction"] = _text(conviction)
        else:
            low, p, high = shares.shrunk(place)
            row |= {
                "conviction": _decimal(p),
                "conviction_low": _decimal(low),
                "conviction_high": _decimal(high),
            }
        rows.append(row)
    if not rows:
        raise ParameterError(
            [Fault("places", "", "must have somebody facing an offer", "choose another period")]
        )
    assumed = {"offer": offer, "sentence": sentence, "conviction": conviction}
    notes = [
        f"{name} {value} for all places, by assumption."
        for name, value in assumed.items()
        if value is not None
    ]
    if shares is not None:
        notes.append(
            "conviction is pooled in part with the other places; low and high are its interval."
        )
    if measured:
        notes.append(
            "Where a place has no class in which some pleaded and some were tried, s and J are "
            "those of all places; low and high are their intervals."
        )
    if left_out:
        notes.append(f"Nobody faced an offer there: {', '.join(left_out)}.")
    return PlaceTable(tuple(rows), tuple(notes))


def _ranged(name: str, value: float | None, interval: tuple[float, float] | None) -> dict[str, str]:
    """A number and its interval, which holds it."""
    if value is None or interval is None:
        return {name: _decimal(value)}
    low, high = min(interval[0], value), max(interval[1], value)
    cells = {name: value, f"{name}_low": low, f"{name}_high": high}
    return {column: _decimal(number) for column, number in cells.items()}


def _number(cell: str) -> float | None:
    """What a cell has, whole numbers as such."""
    if not cell:
        return None
    number = exact(cell)
    return int(number) if number.denominator == 1 else float(number)


def _text(value: object) -> str:
    number = exact(value)
    return str(number.numerator) if number.denominator == 1 else str(value)


def _decimal(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"
