"""A place and its thresholds, and the table of many."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flint import fmpq

from ..errors import Fault
from ..model.exact import as_fraction, json_number
from ..model.game import PleaGame
from ..model.in_numbers import FORMS
from ..model.parameters import PARAMETER
from ..solvers.thresholds import AnyRegime, Thresholds, thresholds
from ..tables import Column, Missing, Table, Tabular
from ..units import show
from .place_ranges import PlaceRange

_SHOWN = {
    "trial_rate": "trial\nrate",
    "offer_ratio": "offer\nratio",
    "tipping_holdouts": "tipping\npoint",
    "tipping_share": "tipping\nshare",
    "laplacian_ratio": "Laplacian\nratio",
    "risk_dominant": "risk\ndominant",
    "resilience": "resilience",
}


@dataclass(frozen=True, slots=True)
class Place:
    r"""A place, and every threshold of its game.

    Attributes
    ----------
    name
        As in the table, with the year of a panel.
    numbers
        Parameters of its game and of terms, by name, in flint's fractions.
    values
        Thresholds by name.
    regimes
        Those of their formulas that the game falls in, in the same order.
    range
        Its phase, and what the ranges of its numbers leave open.
    extra
        Columns that are kept as they are.
    """

    name: str
    numbers: Mapping[str, fmpq]
    values: Mapping[str, Any]
    regimes: tuple[AnyRegime, ...] = field(repr=False, compare=False)
    range: PlaceRange
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def thresholds(self) -> Thresholds:
        """Those of its game, with formulas and reasons."""
        fractions = {name: as_fraction(number) for name, number in self.numbers.items()}
        own = {name: fractions.pop(name) for name in PARAMETER}
        return thresholds(PleaGame(**own).with_parameters(**fractions))

    def record(self) -> dict[str, Any]:
        """Ready for JSON."""
        share = self.range.tipping_share
        return {
            "place": self.name,
            "parameters": {name: json_number(as_fraction(x)) for name, x in self.numbers.items()},
            "phase": self.range.phase,
            "hardest_phase": self.range.hardest_phase,
            "easiest_phase": self.range.easiest_phase,
            "tipping_share_low": share and share[0],
            "tipping_share_high": share and share[1],
            **self.values,
            **self.extra,
        }


@dataclass(frozen=True)
class Places(Tabular):
    r"""Thresholds by place.

    Attributes
    ----------
    places
        In the order of the rows; faulty rows are left out.
    faults
        What is wrong with these, with the number of the row, in order.
    notes
        How the table was read: columns by other names, defaults, rows that were set aside.
    """

    places: tuple[Place, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...] = ()

    def record(self) -> list[dict[str, Any]]:
        """Ready for JSON: parameters and thresholds by place; None where there is none."""
        return [place.record() for place in self.places]

    def table(self, title: str = "") -> Table:
        """One row a place, with the main thresholds."""
        extra = list(dict.fromkeys(name for place in self.places for name in place.extra))
        columns = place_columns(extra)
        rows = [place_cells(place, extra) for place in self.places]
        if not any(is_open(place.range) for place in self.places):
            columns = [column for place, column in enumerate(columns) if place != SPAN]
            rows = [[cell for place, cell in enumerate(row) if place != SPAN] for row in rows]
        notes = place_notes(self.notes, self.faults)
        return Table(title or TITLE, columns, rows, notes)


SHOWN = tuple(form for form in FORMS if form.name in _SHOWN)
TITLE = "Thresholds by place"
SPAN = 3 + len(_SHOWN)
"""Where the range of the tipping share stands among the columns."""


def place_columns(extra: Sequence[str]) -> list[Column]:
    """The columns of the table, that of ranges included."""
    return [
        Column("place", left=True),
        Column("N", "cases"),
        Column("K", "cases"),
        *(Column(_SHOWN[form.name], form.unit) for form in SHOWN),
        Column("tipping share,\nrange"),
        Column("phase", left=True),
        *(Column(name, left=True) for name in extra),
    ]


def place_cells(place: Place, extra: Sequence[str]) -> list[object]:
    """A row of the table."""
    return [
        place.name,
        *(int(place.numbers[name].p) for name in ("defendants", "capacity")),
        *(
            Missing(regime.reason) if value is None else value
            for (name, value), regime in zip(place.values.items(), place.regimes, strict=True)
            if name in _SHOWN
        ),
        _span(place.range),
        _phases(place.range),
        *(place.extra.get(name, "") for name in extra),
    ]


def place_notes(notes: Iterable[str], faults: Iterable[Fault]) -> list[str]:
    """How the table was read, and who is left out."""
    faulty = dict.fromkeys(f.parameter.rpartition(", ")[0] for f in faults)
    said = [f"{note[0].upper()}{note[1:]}." for note in notes]
    return said + ([f"Faulty and left out: {', '.join(faulty)}."] if faulty else [])


def is_open(within: PlaceRange) -> bool:
    """Whether the ranges leave the phase or the tipping share open."""
    return within.hardest_phase != within.easiest_phase or (
        within.tipping_share is not None and within.tipping_share[0] != within.tipping_share[1]
    )


def _span(within: PlaceRange) -> object:
    if within.tipping_share is None:
        return ""
    low, high = within.tipping_share
    least = show(low, "share")
    most = least if high == low else "none" if high is None else show(high, "share")
    return f"{least} to {most}"


def _phases(within: PlaceRange) -> str:
    if within.hardest_phase == within.easiest_phase:
        return within.phase
    return f"{within.phase} ({within.hardest_phase} to {within.easiest_phase})"
