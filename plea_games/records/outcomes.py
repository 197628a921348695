"""What court records say: counts of endings and lengths of sentences, and how they were read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..errors import Fault, ParameterError, did_you_mean, shown
from ..tables import Column, Missing, Table, Tabular
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

_MOST_SHOWN = 100


@dataclass(frozen=True)
class Outcomes(Tabular):
    """What a court's file says, and how it was read.

    Attributes
    ----------
    layout
        How the file is laid out.
    file
        Its name.
    choices
        What was chosen, defaults included.
    counts
        Rows of place, year, class, ending (its place in ``KINDS``) and cases.
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
        found: dict[Mode, Custody] = {}
        if self.layout.sentences:
            found = {mode: self.custody(mode, place, period, class_) for mode in MODES}
        return Tally(
            place or "all",
            str(period or "all"),
            class_ or "all",
            counts,
            found,
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
        by = "place period" if len(self.periods) > 1 else "place"
        tallies = self.tallies(by=by)
        if len(tallies) > _MOST_SHOWN:
            tallies = self.tallies(
                by="place" if len(self.places_named) <= _MOST_SHOWN else "period"
            )
        if len(tallies) > 1:
            tallies = (*tallies, self.tally())
        columns = [
            Column("place", left=True),
            Column("year", left=True),
            Column("filed", "cases"),
            Column("N facing\nan offer", "cases"),
            Column("K tried", "cases"),
            Column("trial\nrate", "share"),
            Column("convicted\nat trial", "cases"),
            Column("p", "share"),
            Column("95 % interval"),
        ]
        if self.layout.sentences:
            columns += [
                Column("custody,\nplea", "years"),
                Column("custody,\ntrial", "years"),
            ]
        rows = [self._row(tally) for tally in tallies]
        notes = [*self.choices.lines()]
        notes += [f"Not to be had, {name}: {why}." for name, why in self.refused.items()]
        if self.layout.sentences:
            notes.append("Custody of the tried over that of pleaders is selected: see penalty().")
        if self.unknown:
            listed = ", ".join(
                f"{code or 'empty'} ({n:,})" for code, n in list(self.unknown.items())[:20]
            )
            notes.append(f"Codes not in the layout, in no count: {listed}.")
        return Table(title or f"{self.layout.title}\n{self.file}", columns, rows, notes)

    def _row(self, tally: Tally) -> list[object]:
        year = "all" if tally.period in ("all", "0") else tally.period
        row: list[object] = [tally.place, year, tally.filed, tally.facing, tally.tried]
        share = tally.trial_rate
        if "trial_rate" in self.refused:
            row.append(Missing(self.refused["trial_rate"], "?"))
        else:
            row.append(Missing("nobody faced an offer") if share.value is None else share.value)
        row.append(tally.convicted)
        p = tally.conviction
        if "conviction" in self.refused:
            row += [Missing(self.refused["conviction"], "?"), ""]
        elif p.value is None:
            row += [Missing("no trial with a verdict"), ""]
        else:
            row += [p.value, f"{p.low:.3f} to {p.high:.3f}"]
        for mode in MODES if self.layout.sentences else ():
            mean = tally.custody[mode].mean
            row.append(Missing("nobody sentenced") if mean is None else mean)
        return row

    def ledger_table(self) -> Table:
        """One row a rule of reading."""
        columns = (
            Column("rule", left=True, wrap=40),
            Column("rows", "cases"),
            Column("", left=True),
            Column("because", left=True, wrap=60),
        )
        rows = [
            (line.rule, line.rows, "set aside" if line.aside else "", line.because)
            for line in self.ledger
        ]
        return Table("How the file was read", columns, rows)

    def to_frame(self) -> Any:
        """A pandas frame, one row a place, year and class."""
        import pandas as pd

        return pd.DataFrame([tally.record() for tally in self.tallies(by="place period class")])

    def places(self, period: int | None = None, **numbers: object) -> "PlaceTable":
        """A table for ``sweep_places`` and ``load_silos``; see :func:`place_table`."""
        from .table_of_places import place_table

        return place_table(self, period=period, **numbers)

    def scenario(
        self, place: str | None = None, period: int | None = None, **numbers: object
    ) -> "Scenario":
        """A caseload whose every number says where it comes from; see :func:`caseload`."""
        from .caseloads import caseload

        return caseload(self, place, period, **numbers)

    def dockets(
        self, place: str | None = None, period: int | None = None, **numbers: object
    ) -> "Dockets":
        """Defendants who differ by class; see :func:`dockets`."""
        from .class_dockets import dockets

        return dockets(self, place, period, **numbers)


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
