"""Thresholds of many places, a row each in and a row each out."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from tqdm import tqdm

from ..caseloads.files import Source
from ..caseloads.game_table import GameRow, read_games, repeated_names
from ..errors import Fault, ParameterError, PrecisionError
from ..model.closed_forms import CLOSED_FORMS
from ..model.reading import attempt
from ..model.terms.by_name import term_parameters
from ..solvers.thresholds import Thresholds, thresholds
from ..tables import Column, Missing, Table, Tabular
from .run import watched

_SHOWN = {
    "trial_rate": "trial\nrate",
    "offer_ratio": "offer\nratio",
    "tipping_holdouts": "tipping\npoint",
    "tipping_share": "tipping\nshare",
    "laplacian_ratio": "Laplacian\nratio",
    "risk_dominant": "risk\ndominant",
    "resilience": "resilience",
}
_TWICE = "column name"
_ALSO_CALLED = {"filings": "defendants", "trials": "capacity"}


@dataclass(frozen=True)
class Place:
    r"""A place, and every threshold of its game.

    Attributes
    ----------
    name
        As in the table.
    thresholds
        Those of its game.

    Examples
    --------
    >>> import plea_games as pg
    >>> import io
    >>> table = b"name,defendants,capacity,offer,sentence\nhere,230,12,4,10\n"
    >>> place = pg.places.sweep_places(io.BytesIO(table)).places[0]
    >>> place.name, place.thresholds.tipping_holdouts
    ('here', 30)
    """

    name: str
    thresholds: Thresholds


@dataclass(frozen=True)
class Places(Tabular):
    r"""Thresholds by place.

    Attributes
    ----------
    places
        In the order of the rows; faulty rows are left out.
    faults
        What is wrong with these, with the number of the row.

    Examples
    --------
    >>> import plea_games as pg
    >>> import io
    >>> table = b"name,defendants,capacity,offer,sentence\nhere,230,12,4,10\nthere,230,-1,4,10\n"
    >>> found = pg.places.sweep_places(io.BytesIO(table))
    >>> len(found.places), [fault.value for fault in found.faults]
    (1, ['-1'])
    """

    places: tuple[Place, ...]
    faults: tuple[Fault, ...]

    def record(self) -> list[dict[str, Any]]:
        """Ready for JSON: parameters and thresholds by place; None where there is none."""
        return [
            {
                "place": place.name,
                "parameters": place.thresholds.game.record(),
                **{form.name: getattr(place.thresholds, form.name) for form in CLOSED_FORMS},
            }
            for place in self.places
        ]

    def table(self, title: str = "") -> Table:
        """One row a place, with the main thresholds."""
        forms = [form for form in CLOSED_FORMS if form.name in _SHOWN]
        columns = (
            Column("place", left=True),
            Column("N", "cases"),
            Column("K", "cases"),
            *(Column(_SHOWN[form.name], form.unit) for form in forms),
        )
        rows = [
            [
                place.name,
                *(int(place.thresholds.game.parameters[n]) for n in ("defendants", "capacity")),
                *(_cell(place.thresholds, form.name) for form in forms),
            ]
            for place in self.places
        ]
        faulty = {f.parameter.partition(",")[0] for f in self.faults if f.parameter != _TWICE}
        notes = [f"Faulty and left out: {', '.join(sorted(faulty))}."] if faulty else []
        return Table(title or "Thresholds by place", columns, rows, notes)


def sweep_places(source: Source, *, progress: bool | None = None) -> Places:
    r"""Thresholds of every place in one's own CSV file, or in an open binary stream.

    The first row names the columns, in any order: ``name``, ``defendants`` (or ``filings``),
    ``capacity`` (or ``trials``), ``offer`` and ``sentence``, and if wanted any other parameter of
    :class:`PleaGame` or of a term, by the names that sweeps use. An empty cell takes
    the default, or leaves the term out::

        name,filings,trials,offer,sentence,conviction,side_payment
        Adams,900,45,2,5,0.8,
        Brown,3100,60,0.1,0.5,,0.05

    Parameters
    ----------
    source
        A path, or a stream opened as bytes.
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
    row 3, defendants = -3: must be a whole number from 1 to 1,000,000,000; ...
    """
    rows = read_games(source, "table of places", "place", term_parameters(), _ALSO_CALLED)
    shown = watched() if progress is None else progress
    places: list[Place] = []
    faults: list[Fault] = []
    for row in tqdm(rows, desc="places", unit=" places", disable=not shown):
        found = list(row.faults)
        place = None if found else attempt(found, partial(_place, row), None)
        places += [place] if place else []
        faults += row.placed(found)
    return Places(tuple(places), (*faults, *repeated_names(rows)))


def _place(row: GameRow) -> Place:
    assert row.game is not None
    terms = {name: cell for name, cell in row.cells.items() if name in term_parameters()}
    try:
        return Place(row.name, thresholds(row.game.with_parameters(**terms)))
    except PrecisionError as error:
        raise ParameterError([Fault("thresholds", "", str(error), "check the numbers")]) from None


def _cell(found: Thresholds, name: str) -> object:
    value = getattr(found, name)
    return Missing(found.regimes[name][0].reason) if value is None else value
