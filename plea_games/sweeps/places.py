"""Thresholds of many places, a row each in and a row each out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from types import MappingProxyType
from typing import Any

from flint import fmpq

from ..caseloads.files import Source
from ..caseloads.game_table import GameRow, GameTable, TimeUnit, read_games
from ..errors import Fault, ParameterError, PrecisionError
from ..games.exact_functions import as_fmpq
from ..model.closed_form import ClosedForm, PrintedRegime, Regime
from ..model.closed_forms import CLOSED_FORMS, TIPPING_SHARE
from ..model.exact import as_fraction, json_number
from ..model.game import PleaGame, stated_parameters
from ..model.parameters import PARAMETER, PARAMETERS
from ..model.place_parameters import COST_PER_RECRUIT, SILO_VALUE
from ..model.reading import attempt
from ..model.terms.by_name import term_parameters
from ..progress import bar
from ..solvers.threshold_rows import threshold_rows
from ..solvers.thresholds import Thresholds, thresholds
from ..tables import Column, Missing, Table, Tabular
from ..units import show
from .place_ranges import MOST_RANGES, PlaceRange, corners, place_range, range_of

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


_DEFAULTS = {p.name: fmpq(p.default) for p in PARAMETERS if p.default is not None}
_UNUSED = {COST_PER_RECRUIT.name, SILO_VALUE.name, "year"}
_TOGETHER = 256  # rows whose thresholds are computed at once


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
    regimes: tuple[Regime | PrintedRegime, ...] = field(repr=False, compare=False)
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
        if not any(_is_open(place.range) for place in self.places):
            columns = [column for place, column in enumerate(columns) if place != SPAN]
            rows = [[cell for place, cell in enumerate(row) if place != SPAN] for row in rows]
        notes = place_notes(self.notes, self.faults)
        return Table(title or TITLE, columns, rows, notes)


SHOWN = tuple(form for form in CLOSED_FORMS if form.name in _SHOWN)
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
    stream = PlaceStream(source, columns=columns, unit=unit, keep=keep, progress=progress)
    return Places(tuple(stream), tuple(stream.faults), stream.notes)


class PlaceStream:
    """The places of a table, one after the other, so that many take little memory.

    Parameters
    ----------
    source, columns, unit, keep, progress
        As for :func:`sweep_places`.
    forms
        Which thresholds, the tipping share among them.
    """

    def __init__(
        self,
        source: Source,
        *,
        columns: Mapping[str, str] = MappingProxyType({}),
        unit: TimeUnit = "years",
        keep: bool = False,
        progress: bool | None = None,
        forms: Sequence[ClosedForm] = CLOSED_FORMS,
    ) -> None:
        self._forms, self._names = tuple(forms), tuple(form.name for form in forms)
        given = {_ALSO_GIVEN.get(name, name): heading for name, heading in columns.items()}
        self._table: GameTable = read_games(
            source, "table of places", "place", columns=given, unit=unit, keep=keep
        )
        self._progress = progress
        self.notes, self.extra = self._table.notes, self._table.rows.headings.extra
        self.faults: list[Fault] = []
        self.is_open = False
        """Whether the ranges of any place leave something open."""

    @property
    def names(self) -> list[str]:
        """What records hold, parameters and terms one by one."""
        terms = [name for name in self._table.rows.headings.columns if name in term_parameters()]
        ranges = ("phase", "hardest_phase", "easiest_phase")
        shares = ("tipping_share_low", "tipping_share_high")
        return ["place", *PARAMETER, *terms, *ranges, *shares, *self._names, *self.extra]

    def __iter__(self) -> Iterator[Place]:
        """Those without a fault; the others' are then in ``faults``."""
        rows = iter(bar(self._progress, iterable=self._table.rows, desc="places", unit=" places"))
        while chunk := list(islice(rows, _TOGETHER)):
            games = [_plain_games(row) for row in chunk]
            whole = iter(threshold_rows([each[0] for each in games if each], self._forms))
            ends = iter(threshold_rows([g for each in games for g in each[1:]], (TIPPING_SHARE,)))
            for row, each in zip(chunk, games, strict=True):
                solved = [*islice(whole, len(each[:1])), *islice(ends, len(each[1:]))]
                wrong = list(row.faults)
                place = (
                    self._solved(row, dict(zip(PARAMETER, each[0], strict=True)), solved)
                    if each and None not in solved
                    else attempt(wrong, partial(_place, row, wrong, self._names), None)
                )
                if place:
                    self.is_open = self.is_open or _is_open(place.range)
                    yield place
                if wrong:
                    self.faults += row.placed(wrong)

    def _solved(self, row: GameRow, numbers: Mapping[str, fmpq], solved: Sequence[Any]) -> Place:
        values = dict(zip(self._names, solved[0].values, strict=True))
        left_open = range_of(
            [each.phase for each in solved],
            [values[TIPPING_SHARE.name], *(each.values[0] for each in solved[1:])],
        )
        return Place(row.label, numbers, values, solved[0].regimes, left_open, row.extra)


Game = tuple[fmpq, ...]


def _plain_games(row: GameRow) -> list[Game]:
    """The game of a row, and those at the corners of its ranges; none where it is not plain."""
    numbers, states = row.numbers, row.cells.keys() - _UNUSED
    if row.faults or not states <= numbers.keys() or not states >= _NEEDED:
        return []
    if states <= PARAMETER.keys():
        return [tuple(numbers.get(name, default) for name, default in _ALL.items())]
    own = {name: numbers.get(name, default) for name, default in _ALL.items()}
    ends = {
        name: (numbers[f"{name}_low"], numbers[f"{name}_high"])
        for name in PARAMETER
        if states >= {f"{name}_low", f"{name}_high"}
    }
    are_in_order = all(low <= own[name] <= high for name, (low, high) in ends.items())
    if len(states - PARAMETER.keys()) > 2 * len(ends) or not are_in_order:
        return []
    if len(ends) > MOST_RANGES:
        return []
    return [tuple(own.values()), *(tuple(corner.values()) for corner in corners(own, ends))]


_ALL = {parameter.name: _DEFAULTS.get(parameter.name, fmpq(0)) for parameter in PARAMETERS}
_NEEDED = PARAMETER.keys() - _DEFAULTS.keys()


def _place(row: GameRow, faults: list[Fault], names: Sequence[str]) -> Place | None:
    """A place whose game has terms, or whose row may be faulty."""
    plain = row.game(faults)
    if plain is None:
        return None
    game = plain.with_parameters(**row.terms)
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
        found, left_open = thresholds(game), place_range(game, ends)
    except PrecisionError as error:
        raise ParameterError([Fault("thresholds", "", str(error), "check the numbers")]) from None
    numbers = {name: as_fmpq(value) for name, value in stated_parameters(game).items()}
    values = {name: getattr(found, name) for name in names}
    regimes = tuple(found.regimes[name][0] for name in names)
    return Place(row.label, numbers, values, regimes, left_open, row.extra)


def _is_open(found: PlaceRange) -> bool:
    return found.hardest_phase != found.easiest_phase or (
        found.tipping_share is not None and found.tipping_share[0] != found.tipping_share[1]
    )


def _span(found: PlaceRange) -> object:
    if found.tipping_share is None:
        return ""
    low, high = found.tipping_share
    least = show(low, "share")
    most = least if high == low else "none" if high is None else show(high, "share")
    return f"{least} to {most}"


def _phases(found: PlaceRange) -> str:
    if found.hardest_phase == found.easiest_phase:
        return found.phase
    return f"{found.phase} ({found.hardest_phase} to {found.easiest_phase})"
