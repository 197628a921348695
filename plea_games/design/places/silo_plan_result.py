"""A plan of which silos to organize: what it takes and wins, and how near the best it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from ...model.exact import as_double, json_number
from ...tables import Column, Table, Tabular
from ...units import number_of
from .silos import SiloThreshold

_MOST_ROWS, _MOST_NAMES = 40, 10

Goal = Literal["most worth", "least cost"]


@dataclass(frozen=True)
class SiloPlan(Tabular):
    """A set of silos to organize, and how near the best it is.

    Attributes
    ----------
    goal
        "most worth" within a budget, or "least cost" for a worth.
    chosen
        What each chosen silo takes, in the order given.
    unwinnable
        The silos without a tipping point.
    considered
        How many silos there are.
    pooling : share
        φ.
    asked : amount or cases
        The budget, or the worth to be won.
    recruits, cases, worth, cost
        Sums over the chosen silos; the cost exactly, in the unit of the budget.
    bound
        No plan is worth more, or costs less.
    cheapest
        The silo of any worth that takes least; None where none can be won.
    exact
        Whether that was proved in whole numbers; otherwise HiGHS states it, in doubles.
    """

    goal: Goal
    chosen: tuple[SiloThreshold, ...]
    unwinnable: tuple[SiloThreshold, ...]
    considered: int
    pooling: Fraction
    asked: Fraction
    recruits: int
    cases: int
    worth: int
    cost: Fraction
    bound: Fraction
    cheapest: SiloThreshold | None
    exact: bool

    @property
    def gap(self) -> Fraction:
        """How far the bound lies from what was found, in its unit; 0 where the plan is optimal."""
        return abs(self.bound - (self.worth if self.goal == "most worth" else self.cost))

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON; ``silos`` has one object a chosen silo."""
        return {
            "goal": self.goal,
            "budget" if self.goal == "most worth" else "win": json_number(self.asked),
            "pooling": json_number(self.pooling),
            "silos_considered": self.considered,
            "silos_won": len(self.chosen),
            "recruits": self.recruits,
            "cases": self.cases,
            "worth": self.worth,
            "cost": json_number(self.cost),
            "bound": json_number(self.bound),
            "gap": json_number(self.gap),
            "proved_exactly": self.exact,
            "cheapest": self.cheapest
            and {"silo": self.cheapest.silo.name, "cost": json_number(self.cheapest.cost)},
            "silos": [_record(threshold) for threshold in self.chosen],
            "unwinnable": [
                {"silo": threshold.silo.name, "reason": threshold.reason}
                for threshold in self.unwinnable
            ],
        }

    def table(self, title: str = "") -> Table:
        """One row a chosen silo, those that win most per cost first."""
        columns = (
            Column("silo", left=True),
            Column("defendants", "cases"),
            Column("capacity\nagainst it", "cases"),
            Column("offer\nratio", "ratio"),
            Column("recruits", "defendants"),
            Column("of its\ndefendants", "share"),
            Column("cost", "amount"),
            Column("worth", "cases"),
        )
        ranked = sorted(
            self.chosen, key=lambda threshold: threshold.cost / max(1, threshold.silo.worth)
        )
        rows = [_row(threshold) for threshold in ranked[:_MOST_ROWS]]
        rows.append(
            ("in all", self.cases, "", "", self.recruits, "", json_number(self.cost), self.worth)
        )
        verdict = (
            f"Organize {len(self.chosen):,} of {number_of(self.considered, 'places')}: "
            f"{recruits_win(self.recruits)} {number_of(self.cases, 'cases')} at a cost of "
            f"{json_number(self.cost):,}."
        )
        return Table(title or self._title(), columns, rows, tuple(self._notes()), verdict=verdict)

    def _title(self) -> str:
        if self.goal == "most worth":
            return f"Silos to organize with a budget of {json_number(self.asked):,}"
        return f"The least budget that wins {number_of(json_number(self.asked), 'cases')}"

    def _notes(self) -> Iterable[str]:
        if len(self.chosen) > _MOST_ROWS:
            yield (
                f"{_MOST_ROWS} of {len(self.chosen):,} chosen silos are shown; "
                "the record has all of them."
            )
        if self.goal == "most worth" and self.cheapest and self.cheapest.cost > self.asked:
            yield (
                f"No silo can be won for {json_number(self.asked):,}; the cheapest, "
                f"{self.cheapest.silo.name}, takes {json_number(self.cheapest.cost):,}."
            )
        bound, unit = json_number(self.bound), " cases" if self.goal == "most worth" else ""
        limit = "at most" if self.goal == "most worth" else "a cost of at least"
        how = "proved in whole numbers" if self.exact else "as HiGHS states in doubles"
        if self.gap == 0:
            best = f"No plan does better: {limit} {bound:,}{unit}, {how}."
            yield f"Of {number_of(self.considered, 'silos')}. {best}"
        else:
            share = float(self.gap / self.bound) if self.bound else 1.0
            yield (
                f"Of {number_of(self.considered, 'silos')}. Any plan: {limit} {bound:,}{unit}, "
                f"{how}; the gap is {json_number(self.gap):,}{unit} ({share:.2%})."
            )
        if self.unwinnable:
            count = len(self.unwinnable)
            yield f"Without a tipping point, so not to be won: {count:,} ({_few(self.unwinnable)})."
        if self.pooling:
            yield (
                f"Every other silo lends {float(self.pooling):.4g} of its capacity to each; what "
                "is won at that holds whatever the pool is used for."
            )
        yield "A silo is won once its recruits make holding out each one's best reply."


def _row(silo: SiloThreshold) -> tuple[object, ...]:
    return (
        silo.silo.name,
        int(silo.silo.lottery.defendants),
        silo.effective_capacity,
        as_double(silo.offer_ratio, "offer_ratio"),
        silo.recruits,
        silo.recruited_share,
        json_number(silo.cost),
        silo.silo.worth,
    )


def _record(threshold: SiloThreshold) -> dict[str, Any]:
    return {
        "silo": threshold.silo.name,
        "defendants": int(threshold.silo.lottery.defendants),
        "effective_capacity": threshold.effective_capacity,
        "offer_ratio": as_double(threshold.offer_ratio, "offer_ratio"),
        "recruits": threshold.recruits,
        "recruited_share": threshold.recruited_share,
        "cost": json_number(threshold.cost),
        "worth": threshold.silo.worth,
    }


def _few(unwinnable: Sequence[SiloThreshold]) -> str:
    names = [threshold.silo.name for threshold in unwinnable[:_MOST_NAMES]]
    return ", ".join(names) + (", …" if len(unwinnable) > _MOST_NAMES else "")


def recruits_win(count: int) -> str:
    """Subject and verb, the verb with or without its s."""
    return f"{number_of(count, 'recruits')} {'wins' if count == 1 else 'win'}"
