"""What court records say: counts of endings and lengths of sentences, and how they were read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..errors import Fault, ParameterError, did_you_mean, shown
from ..tables import Table, Tabular
from .choices import Choices
from .defendants import CountRow, LedgerLine, LengthRow
from .kinds import ACQUITTED, KINDS, MODES, Kind, Mode
from .layout_format import Layout
from .lengths import Custody, custody
from .tally import Tally

if TYPE_CHECKING:
    from ..caseloads.scenarios import Scenario
    from .class_dockets import Dockets
    from .table_of_places import PlaceTable


@dataclass(frozen=True)
class Outcomes(Tabular):
    """What a court's file says, and how it was read; from :func:`read`.

    Attributes
    ----------
    layout
        How the file is laid out.
    file
        Its name.
    choices
        What was chosen, defaults included.
    counts
        Rows of place, year, class, ending and cases, an ending being its place among those that
        ``outcomes.tally().counts`` names.
    lengths
        Rows of place, year, class, mode, years, whether for life, and cases.
    ledger
        Each rule of reading, with the rows that it touched.
    unknown
        Codes that the layout does not know, with their rows, which are in no count.
    """

    layout: Layout = field(repr=False)
    file: str
    choices: Choices
    counts: tuple[CountRow, ...] = field(repr=False)
    lengths: tuple[LengthRow, ...] = field(repr=False)
    ledger: tuple[LedgerLine, ...] = field(repr=False)
    unknown: Mapping[str, int] = field(default_factory=dict)

    @property
    def refused(self) -> Mapping[str, str]:
        """What cannot be known from such a file, and why."""
        refusals = {str(name): why for name, why in self.layout.refused.items()}
        if "conviction" not in refusals and not any(
            kind in self.layout.outcomes.codes
            or any(f.kind == kind for f in self.layout.outcomes.first)
            for kind in ACQUITTED
        ):
            refusals["conviction"] = "the layout has no code of an acquittal"
        if self.layout.sentences is None:
            refusals.setdefault("sentences", "the layout has no sentences")
        return refusals

    @cached_property
    def places_named(self) -> tuple[str, ...]:
        """Places, in alphabetical order."""
        return tuple(sorted({row[0] for row in self.counts}))

    @cached_property
    def periods(self) -> tuple[int, ...]:
        """Years, in order; 0 where the file has none."""
        return tuple(sorted({row[1] for row in self.counts}))

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """Classes of offence, in alphabetical order."""
        return tuple(sorted({row[2] for row in self.counts}))

    def tally(
        self, place: str | None = None, period: int | None = None, class_: str | None = None
    ) -> Tally:
        """Endings and sentences of one place, year and class; of all where one is not given.

        Raises
        ------
        ParameterError
            Where there is no such place, year or class.
        """
        self._check(place, period, class_)
        counts: dict[Kind, int] = dict.fromkeys(KINDS, 0)
        for row in self.counts:
            if _is_in(row, place, period, class_):
                counts[KINDS[row[3]]] += row[4]
        lengths: dict[Mode, Custody] = {}
        if self.layout.sentences:
            lengths = {mode: self.custody(mode, place, period, class_) for mode in MODES}
        return Tally(
            place or "all",
            str(period or "all"),
            class_ or "all",
            counts,
            lengths,
            self.choices,
        )

    def tallies(self, *, by: str = "place") -> tuple[Tally, ...]:
        """Tallies by place, by year, by class, or by several of these, such as "place period".

        Raises
        ------
        ParameterError
            For another word.
        """
        words = by.split()
        wrong = [word for word in words if word not in ("place", "period", "class")]
        if wrong or not words:
            rule = "must be place, period, class, or several of these"
            raise ParameterError([Fault("by", shown(by), rule, "such as 'place period'")])
        kept = [i for i, name in enumerate(("place", "period", "class")) if name in words]
        counts: dict[_Key, dict[Kind, int]] = {}
        for row in self.counts:
            of_key = counts.setdefault(_key(row, kept), dict.fromkeys(KINDS, 0))
            of_key[KINDS[row[3]]] += row[4]
        lengths: dict[_Key, list[LengthRow]] = defaultdict(list)
        for length in self.lengths:
            lengths[_key(length, kept)].append(length)
        modes = MODES if self.layout.sentences else ()
        return tuple(
            Tally(
                key[0] or "all",
                str(key[1] or "all"),
                key[2] or "all",
                counts[key],
                {mode: self._custody(r for r in lengths[key] if r[3] == mode) for mode in modes},
                self.choices,
            )
            for key in sorted(counts)
        )

    def custody(
        self,
        mode: Mode,
        place: str | None = None,
        period: int | None = None,
        class_: str | None = None,
    ) -> Custody:
        """Custody of those who pleaded ("plea"), or who were convicted at trial ("trial")."""
        return self._custody(
            row for row in self.lengths if row[3] == mode and _is_in(row, place, period, class_)
        )

    def _custody(self, rows: Iterable[LengthRow]) -> Custody:
        sentences = self.layout.sentences
        capped, means = (sentences.capped_at_life, sentences.means) if sentences else (False, False)
        return custody((row[4:] for row in rows), self.choices.life_months / 12, capped, means)

    def _check(self, place: str | None, period: int | None, class_: str | None) -> None:
        faults = [
            Fault(
                name,
                shown(value),
                "is not in the file",
                did_you_mean(value, list(map(str, known)), "see its table"),
            )
            for name, value, known in (
                ("place", place, self.places_named),
                ("period", period, self.periods),
                ("class", class_, self.classes),
            )
            if value is not None and value not in known
        ]
        if faults:
            raise ParameterError(faults)

    def only(self, place: str | None = None, period: int | None = None) -> "Outcomes":
        """The part of one place and year; the ledger stays that of the file.

        Raises
        ------
        ParameterError
            Where there is no such place or year.
        """
        self._check(place, period, None)
        return replace(
            self,
            counts=tuple(row for row in self.counts if _is_in(row, place, period, None)),
            lengths=tuple(row for row in self.lengths if _is_in(row, place, period, None)),
        )

    def record(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "file": self.file,
            "layout": self.layout.name,
            "choices": asdict(self.choices),
            "refused": dict(self.refused),
            "tallies": [tally.record() for tally in self.tallies(by="place period class")],
            "ledger": [asdict(line) for line in self.ledger],
            "unknown": dict(self.unknown),
        }

    def table(self, title: str = "") -> Table:
        """One row a place, or a place and year where there are several; the ledger is apart."""
        from .outcomes_table import table_of

        return table_of(self, title)

    def ledger_table(self) -> Table:
        """One row a rule of reading."""
        from .outcomes_table import ledger_of

        return ledger_of(self)

    def frame_rows(self) -> list[dict[str, Any]]:
        """One row a place, year and class; a year that is not known is missing."""
        tallies = self.tallies(by="place period class")
        return [
            {
                **tally.record(),
                "period": int(tally.period) or None if tally.period.isdigit() else None,
            }
            for tally in tallies
        ]

    def places(self, period: int | None = None, **numbers: object) -> "PlaceTable":
        """A table for :func:`~plea_games.places.sweep_places` and ``load_silos``.

        Parameters
        ----------
        period
            A year; needed where there are several.
        **numbers
            ``offer``, ``sentence`` or ``conviction`` for all places, where the records do not have
            them or they are to be replaced.

        Raises
        ------
        ParameterError
            Where a number is neither in the records nor given.

        Examples
        --------
        >>> import plea_games as pg
        >>> table = pg.records.example_outcomes().places()
        >>> [place.name for place in pg.places.sweep_places(table.open()).places]
        ['North', 'South', 'West']
        """
        from .table_of_places import place_table

        return place_table(self, period=period, **numbers)

    def scenario(
        self, place: str | None = None, period: int | None = None, **numbers: object
    ) -> "Scenario":
        """A caseload whose every number has unit, status, source, range and note.

        Parameters
        ----------
        place, period
            Which; a file of several years needs one of them.
        **numbers
            ``offer``, ``sentence``, ``conviction``, ``process_cost`` or ``dismissal_cost`` that
            the records do not have or that are to replace theirs; they become assumptions.

        Raises
        ------
        ParameterError
            Where a number is neither in the records nor given.

        Examples
        --------
        >>> import plea_games as pg
        >>> north = pg.records.example_outcomes().scenario("North")
        >>> north.game.defendants, north.facts["capacity"].status
        (728, 'derived')
        """
        from .caseloads import caseload

        return caseload(self, place, period, **numbers)

    def scenario_toml(
        self, place: str | None = None, period: int | None = None, **numbers: object
    ) -> str:
        """The text of a scenario file with the same caseload as :meth:`scenario`."""
        from .caseloads import scenario_toml

        return scenario_toml(self, place, period, **numbers)

    def dockets(
        self, place: str | None = None, period: int | None = None, *, conviction: object = None
    ) -> "Dockets":
        """Defendants who differ by class of offence.

        Parameters
        ----------
        place, period
            Which; all unless given.
        conviction
            p for all classes, where the records cannot have it.

        Raises
        ------
        ParameterError
            Where a number is neither in the records nor given.

        Examples
        --------
        >>> import plea_games as pg
        >>> groups = pg.records.example_outcomes().dockets("North")
        >>> [(docket.class_, docket.defendants) for docket in groups.dockets]
        [('higher', 140), ('lower', 588)]
        """
        from .class_dockets import dockets

        return dockets(self, place, period, conviction=conviction)


_Key = tuple[str, int, str]


def _key(row: CountRow | LengthRow, kept: list[int]) -> _Key:
    """Place, year and class, as far as they are told apart."""
    return (row[0] if 0 in kept else "", row[1] if 1 in kept else 0, row[2] if 2 in kept else "")


def _is_in(row: tuple[Any, ...], place: str | None, period: int | None, class_: str | None) -> bool:
    return (
        (place is None or row[0] == place)
        and (period is None or row[1] == period)
        and (class_ is None or row[2] == class_)
    )
