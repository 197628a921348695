"""The ledger: every claim with its verdict, for the caseload and the numbers asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from ...tables import Column, Hint, Table, Tabular
from ..facts import fact_record, facts_table
from ..scenario_format import Fact
from .measure import Measure, plain_number, shown_with_unit
from .statement import NotComputed, Statement
from .verdicts import Interval, Verdict, VerdictBoundary

if TYPE_CHECKING:
    from ...units import Unit


@dataclass(frozen=True)
class Claim(Tabular):
    """A claim of the debate with its verdict, which is computed and never written down.

    Attributes
    ----------
    statement
        The claim in our words, with who makes it, where, and what it assumes.
    scenario
        The caseload whose numbers it is checked with; None where it needs none.
    parameters
        Every number that the check uses, by name: each with value, unit, range, status and source.
    check
        The function that computes it.
    measure
        What it found with these numbers, and what it compares that with.
    search
        Where the boundary was looked for.
    verdict
        "holds" where the check passes throughout the range of the parameter that the claim turns
        on, "fails" where it passes nowhere in it, else "holds only if".
    boundary
        Two values of that parameter, next to each other: the claim holds at one and fails at the
        other. None where there is no change within the search.

    Examples
    --------
    >>> import plea_games as pg
    >>> claim = pg.claims(5)[5]
    >>> claim.verdict, claim.condition
    ('holds only if', 'trial_rate ≤ 4.76%')
    """

    statement: Statement
    scenario: str | None
    parameters: Mapping[str, Fact]
    check: str
    measure: Measure
    search: Interval
    verdict: Verdict
    boundary: VerdictBoundary | None

    @property
    def item(self) -> str:
        """Its number in the ledger."""
        return self.statement.item

    @property
    def turns_on(self) -> str:
        """The parameter whose range and boundary decide the verdict."""
        return self.statement.turns_on

    @property
    def condition(self) -> str:
        """Where the claim holds, in one line."""
        unit = cast("Unit", self.parameters[self.turns_on].unit)
        if self.boundary is None:
            low, high = (shown_with_unit(end, unit) for end in self.search)
            always = "for every" if self.measure.holds else "for no"
            return f"{always} {self.turns_on} from {low} to {high}"
        side = "≥" if self.boundary.from_above else "≤"
        return f"{self.turns_on} {side} {shown_with_unit(self.boundary.holds_at, unit)}"

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        said, found, edge = self.statement, self.measure, self.boundary
        deciding = fact_record(self.parameters[self.turns_on])
        low, high = deciding["range"] or (None, None)
        return {
            "item": said.item,
            "statement": said.text,
            "by": said.by,
            "source": said.source,
            "scenario": self.scenario,
            "verdict": self.verdict,
            "condition": self.condition,
            "quantity": found.quantity,
            "value": plain_number(found.value),
            "relation": found.relation,
            "bound": plain_number(found.bound),
            "unit": found.unit,
            "holds_as_stated": found.holds,
            "turns_on": self.turns_on,
            "turns_on_unit": deciding["unit"],
            "turns_on_value": deciding["value"],
            "turns_on_low": low,
            "turns_on_high": high,
            "boundary_holds_at": None if edge is None else plain_number(edge.holds_at),
            "boundary_fails_at": None if edge is None else plain_number(edge.fails_at),
            "check": self.check,
            "functions": list(said.functions),
            "assumptions": list(said.assumptions),
            "tension": said.tension,
            "facts": {name: fact_record(fact) for name, fact in self.parameters.items()},
        }

    def table(self, title: str = "") -> Table:
        """One row a number that the check uses, the verdict and the assumptions below."""
        said = self.statement
        functions = f", from {', '.join(said.functions)}" if said.functions else ""
        notes = (
            f"Claimed by: {said.by}. Where: {said.source}.",
            f"Verdict: {self.verdict}. {self.measure.quantity.capitalize()}: "
            f"{self.measure.comparison()}.",
            f"The claim holds for: {self.condition}.",
            *(f"Assumed: {assumption}" for assumption in said.assumptions),
            *((f"Tension: {said.tension}",) if said.tension else ()),
            f"Computed by {self.check}{functions}.",
        )
        return facts_table(title or f"{said.item}. {said.text}", self.parameters, notes)


@dataclass(frozen=True)
class Claims(Tabular):
    """The claims of the debate with their verdicts; iterates over them.

    Attributes
    ----------
    claims
        In the order of the list.
    not_computed
        Those left out, each with the reason.

    Examples
    --------
    >>> import plea_games as pg
    >>> [(claim.statement.item, claim.verdict) for claim in pg.claims(5, 9)]
    [('5', 'holds only if'), ('9', 'holds')]
    """

    claims: tuple[Claim, ...]
    not_computed: tuple[NotComputed, ...]

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self.claims)

    def __getitem__(self, item: int | str) -> Claim:
        """The claim of that number."""
        found = [claim for claim in self.claims if claim.item == str(item)]
        if not found:
            raise KeyError(item)
        return found[0]

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "claims": [claim.record() for claim in self.claims],
            "not_computed": [left_out.record() for left_out in self.not_computed],
        }

    def table(self, title: str = "") -> Table:
        """One row a claim; if all asked for are left out, why they are."""
        title = title or "Claims of the debate"
        if not self.claims:
            return self._left_out(title)
        columns = (
            Column("item"),
            Column("claim", left=True, wrap=42),
            Column("where", left=True, wrap=22),
            Column("verdict", left=True),
            Column("measured", left=True, wrap=34),
            Column("holds for", left=True, wrap=26),
        )
        rows = [
            (
                claim.item,
                claim.statement.text,
                claim.statement.source,
                claim.verdict,
                f"{claim.measure.quantity}: {claim.measure.comparison()}",
                claim.condition,
            )
            for claim in self.claims
        ]
        notes: tuple[str | Hint, ...] = (
            "Claims are in our words. Holds: throughout the range of the number that the claim "
            "turns on. Fails: nowhere in it. Holds only if: in the part given last. What is "
            "measured is so at the value used.",
            "Many numbers are assumptions or unchecked.",
            Hint("'plea-games claims ITEM' lists the numbers of one claim with their sources, and "
                 "--with replaces them."),
            *(f"Tension: {claim.item}. {claim.statement.tension}"
              for claim in self.claims if claim.statement.tension),
            *(f"Not computed: {left.item}. {left.text} ({left.source}.) {left.reason}"
              for left in self.not_computed),
        )  # fmt: skip
        return Table(title, columns, rows, notes)

    def _left_out(self, title: str) -> Table:
        columns = (
            Column("item"),
            Column("claim", left=True, wrap=42),
            Column("where", left=True, wrap=22),
            Column("not computed, because", left=True, wrap=50),
        )
        rows = [(left.item, left.text, left.source, left.reason) for left in self.not_computed]
        return Table(title, columns, rows)
