"""What an elimination of hold-outs found, numerically or by case."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sympy import And, Expr, S, Symbol, true
from sympy.logic.boolalg import Boolean

from ...games.docket_forms import docket_forms
from ...games.lottery_form import LotteryForm
from ...model.docket import Docket
from ...model.exact import as_expression
from ...model.notation import cell, number, plain
from ...tables import Column, Table, Tabular


@dataclass(frozen=True)
class Step:
    """One defendant's hold-out, dominated in one round.

    ``trial_probability`` is the least that this hold-out could face, and ``inequality`` why that
    is enough, in the symbols s_i, T_i and d_i of defendant i; with terms, s_i is the price of her
    plea and T_i what trial costs her after them.
    """

    round: int
    defendant: str
    trial_probability: Expr
    inequality: Boolean


@dataclass(frozen=True)
class Elimination(Tabular):
    """The trace of one elimination.

    ``remaining`` are those whose hold-out is not eliminated: they may hold out, or be sure to.

    Attributes
    ----------
    game
        The named defendants.
    steps
        Who is eliminated in which round, and by which inequality.
    remaining
        Names of those who are not.
    """

    game: Docket
    steps: tuple[Step, ...]
    remaining: tuple[str, ...]

    @property
    def rounds(self) -> int:
        """How many rounds eliminated somebody."""
        return max((step.round for step in self.steps), default=0)

    @property
    def everyone_pleads(self) -> bool:
        """Whether every hold-out is eliminated."""
        return not self.remaining

    @property
    def verdict(self) -> str:
        """How it ended, in words."""
        rounds = f"{self.rounds} round{'s' * (self.rounds != 1)}"
        if self.everyone_pleads:
            return f"everyone pleads after {rounds}"
        stops = f"stops after {rounds}" if self.steps else "stops at once"
        return f"{stops}; not eliminated: {', '.join(self.remaining)}"

    def record(self) -> dict[str, Any]:
        """Everything but the game, ready for JSON; formulas as text."""
        steps = [
            {
                "round": step.round,
                "defendant": step.defendant,
                "trial_probability": float(step.trial_probability),
                "inequality": plain(step.inequality),
            }
            for step in self.steps
        ]
        return {"steps": steps, "remaining": list(self.remaining), "verdict": self.verdict}

    def table(self, title: str = "") -> Table:
        """One row an eliminated hold-out."""
        columns = (
            Column("round"),
            Column("defendant", left=True),
            Column("tried at least\nwith probability"),
            Column("dominated because", left=True),
        )
        rows = [
            (step.round, step.defendant, number(step.trial_probability), cell(step.inequality))
            for step in self.steps
        ]
        heading = title or f"Elimination of hold-outs, {self.game.trials}: {self.verdict}"
        return Table(heading, columns, rows, _notes(self.game))


Interval = tuple[Expr, Expr]
"""The offer ratio lies above the first and not above the second."""


@dataclass(frozen=True)
class EliminationCase:
    """Where offer ratios lie in these intervals, the elimination goes like this.

    ``intervals`` holds one for each defendant, whose offer ratio is
    r_i = (s_i − d_i)/(T_i − d_i).
    """

    intervals: tuple[Interval, ...]
    elimination: Elimination

    @property
    def condition(self) -> Boolean:
        """The same in the symbols of the game."""
        stakes = stakes_of_each(self.elimination.game)
        parts = zip(stakes, self.intervals, strict=True)
        return And(*(inside(form, *interval) for form, interval in parts))

    def describe(self) -> str:
        """The same in the letters r_i, defendants with the same numbers sharing the first's."""
        shown: dict[LotteryForm, str] = {}
        stakes = stakes_of_each(self.elimination.game)
        for i, (form, (low, high)) in enumerate(zip(stakes, self.intervals, strict=True), start=1):
            if form.price_ratio.is_Rational:
                continue
            ratio = Symbol(f"r_{i}")
            above = "" if low is S.NegativeInfinity else f"{plain(low)} < "
            below = "" if high is S.Infinity else f" ≤ {plain(high)}"
            text = f"{above}{ratio}{below}" if below else f"{ratio} > {plain(low)}" if above else ""
            shown.setdefault(form, text)
        return ", ".join(filter(None, shown.values())) or "always"


@dataclass(frozen=True)
class EliminationCases(Tabular):
    """All ways an elimination can go; their conditions exclude each other.

    Attributes
    ----------
    game
        The named defendants, with symbols.
    cases
        Conditions, each with its :class:`Elimination`.
    """

    game: Docket
    cases: tuple[EliminationCase, ...]

    def __iter__(self) -> Iterator[EliminationCase]:
        return iter(self.cases)

    def __len__(self) -> int:
        return len(self.cases)

    def record(self) -> dict[str, Any]:
        """Everything but the game, ready for JSON; formulas as text."""
        cases = [{"where": case.describe(), **case.elimination.record()} for case in self.cases]
        return {"cases": cases}

    def table(self, title: str = "") -> Table:
        """One row a case."""
        columns = (Column("where", left=True), Column("the elimination", left=True))
        rows = [(case.describe(), case.elimination.verdict) for case in self.cases]
        note = "r_i = (s_i − d_i)/(T_i − d_i), T_i = p_i J_i + c_i; ties plead."
        heading = title or f"Elimination of hold-outs, {self.game.trials}"
        return Table(heading, columns, rows, (note, *_notes(self.game)))


def _notes(game: Docket) -> tuple[str, ...]:
    if not game.terms:
        return ()
    return ("After the terms: s_i is the price of a plea, T_i what trial costs.",)


def stakes_of_each(game: Docket) -> tuple[LotteryForm, ...]:
    """What each defendant compares, in numbers of sympy."""
    return tuple(form.map(as_expression) for form in docket_forms(game))


def inside(form: LotteryForm, low: Expr, high: Expr) -> Boolean:
    """Whether the offer ratio lies above ``low`` and not above ``high``."""
    above = true if low is S.NegativeInfinity else form.price > form.price_at(low)
    below = true if high is S.Infinity else form.price <= form.price_at(high)
    return And(above, below)
