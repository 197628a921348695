"""Endings and sentences in one place, period and class of offence."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ..tables import Column, Table, Tabular
from .choices import Choices
from .kinds import CONVICTED, ENDINGS, KINDS, TRIED, TRIED_BY_JURY, Kind, Mode
from .lengths import Custody
from .rates import Rate, rate


@dataclass(frozen=True)
class Tally(Tabular):
    """Endings and sentences in one place, period and class, or in several together.

    Attributes
    ----------
    place, period, class_
        Which; "all" for all of them.
    counts
        Cases by ending (``KINDS``); an ending that does not occur is 0.
    custody
        By mode, "plea" and "trial"; empty where the layout has no sentences.
    choices
        Who faces an offer, and what is a trial.
    """

    place: str
    period: str
    class_: str
    counts: Mapping[Kind, int]
    custody: Mapping[Mode, Custody]
    choices: Choices

    def cases(self, kinds: Iterable[Kind]) -> int:
        """The cases that ended in one of these ways."""
        return sum(self.counts[kind] for kind in kinds)

    @property
    def filed(self) -> int:
        """Cases: filings where the file counts them, else all cases in it."""
        return self.counts["filed"] or self.cases(ENDINGS)

    @property
    def facing(self) -> int:
        """N: cases whose defendants faced an offer."""
        return self.cases(self.choices.facing)

    @property
    def tried(self) -> int:
        """K: cases tried to an end, or to a mistrial."""
        return self.cases(TRIED_BY_JURY if self.choices.trials == "jury" else TRIED)

    @property
    def verdicts(self) -> int:
        """Trials over which the share p is taken."""
        left_out = self.counts["mistrial"] if self.choices.mistrials == "left out" else 0
        return self.tried - left_out

    @property
    def convicted(self) -> int:
        """Cases convicted at trial."""
        return (
            self.counts["jury_convicted"]
            if self.choices.trials == "jury"
            else self.cases(CONVICTED)
        )

    @property
    def trial_rate(self) -> Rate:
        """κ = K/N with its interval."""
        return rate(self.tried, self.facing)

    @property
    def conviction(self) -> Rate:
        """p with its interval, as the file has it; see :func:`plea_games.records.convictions`."""
        return rate(self.convicted, self.verdicts)

    def record(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "place": self.place,
            "period": self.period,
            "class": self.class_,
            "filed": self.filed,
            **{kind: self.counts[kind] for kind in ENDINGS},
            "facing": self.facing,
            "tried": self.tried,
            "convicted": self.convicted,
            **{
                f"custody_{mode}_{name}": value
                for mode, custody in self.custody.items()
                for name, value in asdict(custody).items()
            },
        }

    def table(self, title: str = "") -> Table:
        """One row an ending."""
        rows = [(kind, self.counts[kind]) for kind in KINDS if self.counts[kind]]
        heading = title or f"{self.place}, {self.period}, {self.class_}"
        return Table(heading, (Column("ending", left=True), Column("cases", "cases")), rows)
