"""Thresholds of many places, a row each in and a row each out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Any

from ..caseloads.files import Source
from ..caseloads.game_table import GameRow, TimeUnit, read_games
from ..errors import Fault, ParameterError, PrecisionError
from ..model.closed_forms import CLOSED_FORMS
from ..model.reading import attempt
from ..progress import bar
from ..solvers.thresholds import Thresholds, thresholds
from ..tables import Column, Missing, Table, Tabular
from ..units import show
from .place_ranges import PlaceRange, place_range

_SHOWN = {
    "trial_rate": "trial\nrate",
    "offer_ratio": "offer\nratio",
    "tipping_holdouts": "tipping\npoint",
    "tipping_share": "tipping\nshare",
    "laplacian_ratio": "Laplacian\nratio",
    "risk_dominant": "risk\ndominant",
    "resilience": "resilience",
}


_ALSO_GIVEN = {"filings": "defendants", "trials": "capacity"}


@dataclass(frozen=True)
class Place:
    r"""A place, and every threshold of its game.

    Attributes
    ----------
    name
        As in the table, with the year of a panel.
    thresholds
        Those of its game.
    range
        Its phase, and what the ranges of its numbers leave open.
    extra
        Columns that are kept as they are.
    """

    name: str
    thresholds: Thresholds
    range: PlaceRange
    extra: Mapping[str, str] = field(default_factory=dict)


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
        return [
            {
                "place": place.name,
                "parameters": place.thresholds.game.record(),
                "phase": place.range.phase,
                "hardest_phase": place.range.hardest_phase,
                "easiest_phase": place.range.easiest_phase,
                "tipping_share_low": place.range.tipping_share and place.range.tipping_share[0],
                "tipping_share_high": place.range.tipping_share and place.range.tipping_share[1],
                **{form.name: getattr(place.thresholds, form.name) for form in CLOSED_FORMS},
                **place.extra,
            }
            for place in self.places
        ]

    def table(self, title: str = "") -> Table:
        """One row a place, with the main thresholds."""
        forms = [form for form in CLOSED_FORMS if form.name in _SHOWN]
        ranged = any(_is_open(place.range) for place in self.places)
        extra = list(dict.fromkeys(name for place in self.places for name in place.extra))
        columns = (
            Column("place", left=True),
            Column("N", "cases"),
            Column("K", "cases"),
            *(Column(_SHOWN[form.name], form.unit) for form in forms),
            *([Column("tipping share,\nrange")] if ranged else []),
            Column("phase", left=True),
            *(Column(name, left=True) for name in extra),
        )
        rows = [
            [
                place.name,
                *(int(place.thresholds.game.parameters[n]) for n in ("defendants", "capacity")),
                *(_cell(place.thresholds, form.name) for form in forms),
                *([_span(place.range)] if ranged else []),
                _phases(place.range),
                *(place.extra.get(name, "") for name in extra),
            ]
            for place in self.places
        ]
        faulty = dict.fromkeys(f.parameter.rpartition(", ")[0] for f in self.faults)
        notes = [f"{note[0].upper()}{note[1:]}." for note in self.notes]
        notes += [f"Faulty and left out: {', '.join(faulty)}."] if faulty else []
        return Table(title or "Thresholds by place", columns, rows, notes)


def sweep_places(
    source: Source,
    *,
    columns: Mapping[str, str] = MappingProxyType({}),
    unit: TimeUnit = "years",
    keep: bool = False,
    progress: bool | None = None,
) -> Places:
    r"""Thresholds of every place in one's own table, or in an open binary stream.

    The first row names the columns, in any order: ``name``, ``defendants`` (or ``filings``),
    ``capacity`` (or ``trials``), ``offer`` and ``sentence``, and if wanted any other parameter of
    :class:`~plea_games.PleaGame` or of a term, by the names that sweeps use. An empty cell leaves
    the term out; a parameter that other rows state must be stated::

        name,filings,trials,offer,sentence,conviction,side_payment
        Adams,900,45,2,5,0.8,
        Brown,"3,100",60,0.1,0.5,58 %,0.05

    Commas, semicolons or tabs part the cells; the text is UTF-8 or UTF-16; an XLSX workbook is
    read, too. Spreadsheets' own names, such as County, are known, and which were used is said.
    ``conviction_low`` and ``conviction_high``, and those of other parameters, are its range, which
    carries over to tipping shares and phases. A column ``year`` makes a panel. A row whose numbers
    are the sums of the others is set aside. A table of this kind serves :func:`load_silos`, too.

    Parameters
    ----------
    source
        A path, or a stream opened as bytes.
    columns
        Headings by the name of the column that they are, such as ``{"filings": "Indictments"}``.
    unit
        Of offers, sentences and costs: "years" or "months".
    keep
        Whether columns that are not known are kept beside the results; otherwise they are faults.
    progress
        Whether to show a bar; unless given, in terminals and notebooks.

    Returns
    -------
    Places
        Frozen; prints as a table. Faulty rows are left out, and listed in ``faults``.

    Raises
    ------
    TableError
        Where the file cannot be read, or its first row is wrong.

    Examples
    --------
    >>> import io
    >>> import plea_games as pg
    >>> text = b"name,filings,trials,offer,sentence\nAdams,230,12,4,10\nBrown,-3,1,1,2\n"
    >>> found = pg.places.sweep_places(io.BytesIO(text))
    >>> [(place.name, place.thresholds.tipping_holdouts) for place in found.places]
    [('Adams', 30)]
    >>> print(found.faults[0])
    row 3 (Brown), defendants = -3: must be a whole number from 1 to 1,000,000,000; ...
    """
    given = {_ALSO_GIVEN.get(name, name): heading for name, heading in columns.items()}
    table = read_games(source, "table of places", "place", columns=given, unit=unit, keep=keep)
    places: list[Place] = []
    faults: list[Fault] = []
    for row in bar(progress, iterable=table.rows, desc="places", unit=" places"):
        wrong = list(row.faults)
        place = None if wrong else attempt(wrong, partial(_place, row), None)
        places += [place] if place else []
        faults += row.placed(wrong)
    return Places(tuple(places), tuple(faults), table.notes)


def _place(row: GameRow) -> Place:
    assert row.game is not None
    game = row.game.with_parameters(**row.terms)
    lows = {
        name.removesuffix("_low"): cell for name, cell in row.cells.items() if name.endswith("_low")
    }
    highs = {
        name.removesuffix("_high"): cell
        for name, cell in row.cells.items()
        if name.endswith("_high")
    }
    if alone := sorted(set(lows) ^ set(highs)):
        rule, remedy = "must have both low and high", "add the other"
        raise ParameterError([Fault(name, "", rule, remedy) for name in alone])
    ends = {name: (low, highs[name]) for name, low in lows.items()}
    try:
        return Place(row.label, thresholds(game), place_range(game, ends), row.extra)
    except PrecisionError as error:
        raise ParameterError([Fault("thresholds", "", str(error), "check the numbers")]) from None


def _is_open(found: PlaceRange) -> bool:
    return found.hardest_phase != found.easiest_phase or (
        found.tipping_share is not None and found.tipping_share[0] != found.tipping_share[1]
    )


def _span(found: PlaceRange) -> object:
    if found.tipping_share is None:
        return ""
    low, high = found.tipping_share
    return f"{show(low, 'share')} to {'none' if high is None else show(high, 'share')}"


def _phases(found: PlaceRange) -> str:
    if found.hardest_phase == found.easiest_phase:
        return found.phase
    return f"{found.phase} ({found.hardest_phase} to {found.easiest_phase})"


def _cell(found: Thresholds, name: str) -> object:
    value = getattr(found, name)
    return Missing(found.regimes[name][0].reason) if value is None else value
