"""Promises to those who are tried, and what they may cost."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any, Literal

from ...model.exact import double_outward, printed_outward
from ...model.game import PleaGame
from ...tables import Column, Missing, Table, Tabular
from ...units import number_of, show

PaymentRule = Literal["uniform", "ranked", "by turnout"]

_MOST_ROWS = 40


@dataclass(frozen=True, repr=False)
class PaymentSchedule(Tabular):
    """Promises to those who decide, paid if they hold out and are tried; exact, in years.

    Attributes
    ----------
    game
        The caseload, with whatever terms it has already.
    kind
        "uniform", "ranked" or "by turnout".
    goal
        What the schedule was asked to reach; just above these amounts, for at the amounts
        themselves there are ties.
    payments
        To whom is tried: "uniform" always the same; "ranked" to the 1st, …, n-th in the order; "by
        turnout" to each when 1, …, n hold out.
    outlay
        The expected payments when all hold out.
    most_when_all_hold_out
        The same at most, whoever is drawn.
    liability
        The most that may fall due at any turnout, whoever holds out and whoever is drawn.
    liability_turnout
        The least number of hold-outs at which that much may fall due.
    """

    game: PleaGame
    kind: PaymentRule
    goal: str
    payments: tuple[Fraction, ...]
    outlay: Fraction
    most_when_all_hold_out: Fraction
    liability: Fraction
    liability_turnout: int

    @property
    def largest(self) -> Fraction:
        """The largest promise."""
        return max(self.payments)

    def years(self, name: str) -> float:
        """One of the amounts above, as a double that is no less.

        Raises
        ------
        PrecisionError
            Where there is none.
        """
        return double_outward(getattr(self, name), name, up=True)

    def record(self) -> dict[str, Any]:
        """Everything but the game, ready for JSON."""
        return {
            "kind": self.kind,
            "goal": self.goal,
            "payments": [double_outward(payment, "payment", up=True) for payment in self.payments],
            "outlay": self.years("outlay"),
            "most_when_all_hold_out": self.years("most_when_all_hold_out"),
            "liability": self.years("liability"),
            "liability_turnout": self.liability_turnout,
        }

    def table(self, title: str = "") -> Table:
        """A row a run of equal promises."""
        who = {"uniform": "hold-outs", "ranked": "in order", "by turnout": "hold-outs"}[self.kind]
        rows: list[tuple[object, ...]] = []
        first = 1
        for payment, run in groupby(self.payments):
            last = first + sum(1 for _ in run) - 1
            numbers = f"{first:,}" if first == last else f"{first:,} to {last:,}"
            rows.append((numbers, _to_show(payment)))
            first = last + 1
        hidden = len(rows) - _MOST_ROWS
        if hidden > 0:
            rows[_MOST_ROWS:] = [(f"({number_of(hidden, 'more rows')})", "")]
        notes = (
            f"Expected outlay when all hold out {_shown(self.outlay)} years; at most "
            f"{_shown(self.most_when_all_hold_out)}.",
            f"At any turnout at most {_shown(self.liability)} years fall due, first with "
            f"{number_of(self.liability_turnout, 'hold-outs')}.",
        )
        heading = title or f"Payments {self.kind} for {self.goal}, {self.game.describe()}"
        columns = (Column(who, left=True), Column("paid if tried", "years"))
        return Table(heading, columns, rows, notes)

    def __repr__(self) -> str:
        return (
            f"<{self.kind} payments for {self.goal}: at most {_shown(self.largest)} years, "
            f"outlay {_shown(self.outlay)}, liability {_shown(self.liability)}>"
        )


@dataclass(frozen=True)
class PaymentSchedules(Tabular):
    """The schedules of one caseload, side by side.

    Attributes
    ----------
    game
        What was asked about.
    schedules
        One for each way to promise that works.
    missing
        Why others do not, by kind and goal.
    """

    game: PleaGame
    schedules: tuple[PaymentSchedule, ...]
    missing: tuple[tuple[str, str, str], ...] = ()

    def __iter__(self) -> Iterator[PaymentSchedule]:
        return iter(self.schedules)

    def table(self, title: str = "") -> Table:
        """One row a schedule."""
        columns = (
            Column("payments", left=True),
            Column("so that all-hold-out has", left=True),
            Column("largest\npromise", "years"),
            Column("expected outlay\nwhen all hold out", "years"),
            Column("at most\nwhen all do", "years"),
            Column("at most at\nany turnout", "years"),
        )
        rows: list[tuple[object, ...]] = [
            (
                schedule.kind,
                schedule.goal,
                _to_show(schedule.largest),
                _to_show(schedule.outlay),
                _to_show(schedule.most_when_all_hold_out),
                _to_show(schedule.liability),
            )
            for schedule in self.schedules
        ]
        rows += [(kind, goal, *[Missing(why)] * 4) for kind, goal, why in self.missing]
        note = "Amounts are infima: at them there are ties, above them the goal is reached."
        return Table(title or f"Payments to those tried, {self.game.describe()}", columns, rows,
                     (note,))  # fmt: skip


def _to_show(years: Fraction) -> float:
    return printed_outward(years, "years", "payments", up=True)


def _shown(years: Fraction) -> str:
    return show(_to_show(years), "years")
