"""Thresholds of many places, a row each in and a row each out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import islice
from types import MappingProxyType
from typing import Any, NamedTuple

from flint import fmpq

from ..caseloads.files import Source
from ..caseloads.game_rows import GameRow, TimeUnit
from ..caseloads.game_table import GameTable, read_games
from ..errors import Fault, ParameterError, PrecisionError
from ..games.exact_functions import as_fmpq
from ..model.closed_form import FormInNumbers
from ..model.game import PleaGame, stated_parameters
from ..model.in_numbers import FORM, FORMS
from ..model.parameters import PARAMETER, PARAMETERS
from ..model.place_parameters import COST_PER_RECRUIT, SILO_VALUE
from ..model.reading import attempt
from ..model.terms.by_name import term_parameters
from ..model.terms.together import kinds
from ..progress import bar
from ..solvers.threshold_rows import Lottery, ThresholdRow, lottery_with, threshold_rows
from ..solvers.thresholds import thresholds
from .place_ranges import MOST_RANGES, corners, place_range, range_of
from .place_table import Place, Places, is_open

_ALSO_GIVEN = {"filings": "defendants", "trials": "capacity"}


_DEFAULTS = {p.name: fmpq(p.default) for p in PARAMETERS if p.default is not None}
_UNUSED = {COST_PER_RECRUIT.name, SILO_VALUE.name, "year"}
_TOGETHER = 256  # rows whose thresholds are computed at once


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
        Whether to show a bar; unless given, in terminals and notebooks after two seconds.

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
        forms: Sequence[FormInNumbers] = FORMS,
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
            games = [_games_by_lot(row) for row in chunk]
            whole = iter(_thresholds(((kind, each[:1]) for kind, each in games), self._forms))
            ends = iter(_thresholds(((kind, each[1:]) for kind, each in games), (_TIPPING_SHARE,)))
            for row, (kind, each) in zip(chunk, games, strict=True):
                solved = [*islice(whole, len(each[:1])), *islice(ends, len(each[1:]))]
                wrong = list(row.faults)
                place = (
                    self._solved(row, dict(zip(kind.names, each[0], strict=True)), solved)
                    if each and None not in solved
                    else attempt(wrong, partial(_place, row, wrong, self._names), None)
                )
                if place:
                    self.is_open = self.is_open or is_open(place.range)
                    yield place
                if wrong:
                    self.faults += row.placed(wrong)

    def _solved(self, row: GameRow, numbers: Mapping[str, fmpq], solved: Sequence[Any]) -> Place:
        values = dict(zip(self._names, solved[0].values, strict=True))
        left_open = range_of(
            [each.phase for each in solved],
            [values[_TIPPING_SHARE.name], *(each.values[0] for each in solved[1:])],
        )
        return Place(row.label, numbers, values, solved[0].regimes, left_open, row.extra)


Game = tuple[fmpq, ...]


class _Kind(NamedTuple):
    """Games with the same terms: the names of their numbers, and the lottery that these make."""

    names: tuple[str, ...]
    lottery: Lottery


@cache
def _kind_with(amounts: frozenset[str]) -> _Kind | None:
    """Games with all parameters of some terms, and no others; None where one by one is safer."""
    if not amounts:
        plain = lottery_with(())
        return plain and _Kind(tuple(PARAMETER), plain)
    terms = tuple(
        kind.symbolic()
        for kind in kinds()
        if any(parameter.name in amounts for parameter in kind.parameters.values())
    )
    game = PleaGame.symbolic().with_terms(*terms)
    names = tuple(stated_parameters(game))
    lottery = lottery_with(terms) if amounts == {*names[len(PARAMETER) :]} else None
    return lottery and _Kind(names, lottery)


def _thresholds(
    games: Iterable[tuple[_Kind, Sequence[Game]]], forms: tuple[FormInNumbers, ...]
) -> list[ThresholdRow | None]:
    every = [(game, kind.lottery) for kind, each in games for game in each]
    return threshold_rows([game for game, _ in every], forms, [lottery for _, lottery in every])


def _games_by_lot(row: GameRow) -> tuple[_Kind, list[Game]]:
    """The game of a row, and those at the corners of its ranges; none where not all are by lot."""
    plain = _kind_with(_NO_TERMS)
    assert plain is not None
    numbers, states = row.numbers, row.cells.keys() - _UNUSED
    if row.faults or not states <= numbers.keys() or not states >= _NEEDED:
        return plain, []
    if states <= PARAMETER.keys():
        return plain, [tuple(numbers.get(name, default) for name, default in _ALL.items())]
    pairs = {name: (f"{name}_low", f"{name}_high") for name in PARAMETER}
    pairs = {name: pair for name, pair in pairs.items() if states.issuperset(pair)}
    kind = _kind_with(frozenset(states.difference(PARAMETER, *pairs.values())))
    if kind is None or len(pairs) > MOST_RANGES:
        return plain, []
    own = {name: numbers.get(name, _ALL.get(name, fmpq(0))) for name in kind.names}
    ends = {name: (numbers[low], numbers[high]) for name, (low, high) in pairs.items()}
    if not all(low <= own[name] <= high for name, (low, high) in ends.items()):
        return plain, []
    return kind, [tuple(own.values()), *(tuple(corner.values()) for corner in corners(own, ends))]


_TIPPING_SHARE = FORM["tipping_share"]
_NO_TERMS: frozenset[str] = frozenset()
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
        result, left_open = thresholds(game), place_range(game, ends)
    except PrecisionError as error:
        raise ParameterError([Fault("thresholds", "", str(error), "check the numbers")]) from None
    numbers = {name: as_fmpq(value) for name, value in stated_parameters(game).items()}
    values = {name: getattr(result, name) for name in names}
    regimes = tuple(result.regimes[name][0] for name in names)
    return Place(row.label, numbers, values, regimes, left_open, row.extra)
