"""A claim under one timing of offers and trials: its measure, verdict and boundary."""

from dataclasses import dataclass
from typing import Any

from ...units import Unit
from .measure import Measure, plain_number, shown_with_unit
from .verdicts import Interval, Verdict, VerdictBoundary


@dataclass(frozen=True)
class Reading:
    """A claim as it reads under one protocol and one selection among equilibria.

    Attributes
    ----------
    protocol
        When offers are made and trials held; empty where no game is played.
    selection
        Which of several equilibria is taken, or the reasoning that leaves one; empty likewise.
    check
        The function that computes it.
    turns_on, unit
        The parameter whose range and boundary decide the verdict.
    measure
        What the check found with the numbers used, and what it compares that with.
    search
        Where the boundary was looked for.
    verdict
        "holds" where the check passes at every value tried in the range of the parameter, "fails"
        where it passes at none, else "holds only if".
    boundary
        Two values of that parameter: the claim holds at one and fails at the other. None where no
        change was met within the search.
    """

    protocol: str
    selection: str
    check: str
    turns_on: str
    unit: Unit
    measure: Measure
    search: Interval
    verdict: Verdict
    boundary: VerdictBoundary | None

    @property
    def timing(self) -> str:
        """Protocol and selection in one line."""
        return "; ".join(part for part in (self.protocol, self.selection) if part)

    @property
    def condition(self) -> str:
        """Where the claim holds, in one line; substituting the number printed makes it hold."""
        edge = self.boundary
        if edge is None:
            low, high = (shown_with_unit(end, self.unit) for end in self.search)
            always = "for every" if self.measure.holds else "for no"
            return f"{always} {self.turns_on} from {low} to {high}"
        side = "≥" if edge.from_above else "≤"
        beyond = f"{self.turns_on} {side} {shown_with_unit(edge.stated, self.unit)}"
        if not edge.alternates:
            return beyond
        way = "down" if edge.from_above else "up"
        return f"{beyond}, in places {way} to {shown_with_unit(edge.fails_at, self.unit)}"

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        edge = self.boundary
        return {
            "protocol": self.protocol,
            "selection": self.selection,
            "verdict": self.verdict,
            "condition": self.condition,
            "quantity": self.measure.quantity,
            "value": plain_number(self.measure.value),
            "relation": self.measure.relation,
            "bound": plain_number(self.measure.bound),
            "unit": self.measure.unit,
            "holds_as_stated": self.measure.holds,
            "boundary_holds_at": None if edge is None else plain_number(edge.holds_at),
            "boundary_fails_at": None if edge is None else plain_number(edge.fails_at),
            "boundary_stated": None if edge is None else plain_number(edge.stated),
            "alternates": edge is not None and edge.alternates,
            "check": self.check,
        }
