"""The ledger: every claim with its verdict, for the caseload and the numbers asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...tables import Column, Hint, Table, Tabular
from ...units import number_of
from ..facts import fact_record, facts_table
from ..scenario_format import Fact
from .measure import Measure
from .readings import Reading
from .statement import NotComputed, Statement
from .verdicts import Interval, Verdict, VerdictBoundary


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
    readings
        The claim under each timing of offers and trials at which it is checked, the main one first.
    """

    statement: Statement
    scenario: str | None
    parameters: Mapping[str, Fact]
    readings: tuple[Reading, ...]

    @property
    def item(self) -> str:
        """Its number in the ledger."""
        return self.statement.item

    @property
    def turns_on(self) -> str:
        """The parameter whose range and boundary decide the verdict."""
        return self.statement.turns_on

    @property
    def verdict(self) -> Verdict:
        """The verdict under all timings if they agree, else "holds only if"."""
        said = {reading.verdict for reading in self.readings}
        return said.pop() if len(said) == 1 else "holds only if"

    @property
    def measure(self) -> Measure:
        """What was found under the main timing, and what that is compared with."""
        return self.readings[0].measure

    @property
    def boundary(self) -> VerdictBoundary | None:
        """Where the answer changes under the main timing."""
        return self.readings[0].boundary

    @property
    def check(self) -> str:
        """The function that computes it under the main timing."""
        return self.readings[0].check

    @property
    def search(self) -> Interval:
        """Where the boundary was looked for."""
        return self.readings[0].search

    @property
    def condition(self) -> str:
        """Where the claim holds under the main timing, in one line."""
        return self.readings[0].condition

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        said, main = self.statement, self.readings[0].record()
        deciding = fact_record(self.parameters[self.turns_on])
        low, high = deciding["range"] or (None, None)
        return {
            "item": said.item,
            "statement": said.text,
            "by": said.by,
            "source": said.source,
            "scenario": self.scenario,
            **main,
            "verdict": self.verdict,
            "turns_on": self.turns_on,
            "turns_on_unit": deciding["unit"],
            "turns_on_value": deciding["value"],
            "turns_on_low": low,
            "turns_on_high": high,
            "readings": [reading.record() for reading in self.readings],
            "quotes": [{"words": quote.words, "at": quote.at} for quote in said.quotes],
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
            *(f'Quoted: "{quote.words}" ({quote.at}).' for quote in said.quotes),
            f"Verdict: {self.verdict}.",
            *(
                f"{_as_sentence(reading.timing) or 'No game is played'}: {reading.verdict}. "
                f"{_as_sentence(reading.measure.quantity)}: {reading.measure.comparison()}. "
                f"Holds for: {reading.condition}."
                for reading in self.readings
            ),
            *(f"Assumed: {assumption}" for assumption in said.assumptions),
            *((f"Tension: {said.tension}",) if said.tension else ()),
            f"Computed by {', '.join(reading.check for reading in self.readings)}{functions}.",
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
    """

    claims: tuple[Claim, ...]
    not_computed: tuple[NotComputed, ...]

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self.claims)

    def __getitem__(self, item: int | str) -> Claim:
        """The claim of that number."""
        same_item = [claim for claim in self.claims if claim.item == str(item)]
        if not same_item:
            raise KeyError(item)
        return same_item[0]

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
            Column("timing and selection", left=True, wrap=24),
            Column("verdict", left=True),
            Column("measured", left=True, wrap=34),
            Column("holds for", left=True, wrap=26),
        )
        rows = [row for claim in self.claims for row in _rows(claim)]
        notes: tuple[str | Hint, ...] = (
            "Claims are in our words. Holds: at every value tried in the range of the number that "
            "the claim turns on. Fails: at none. Holds only if: in the part given last, whose end "
            "is rounded to the side on which the claim holds; and where timings differ, under some "
            "of them. What is measured is so at the value used.",
            "Many numbers are assumptions or unchecked.",
            Hint("'plea-games claims ITEM' lists the numbers of one claim with their sources, and "
                 "--with replaces them."),
            *(f"Tension: {claim.item}. {claim.statement.tension}"
              for claim in self.claims if claim.statement.tension),
            *(f"Not computed: {left.item}. {left.text} ({left.source}.) {left.reason}"
              for left in self.not_computed),
        )  # fmt: skip
        return Table(title, columns, rows, notes, verdict=self._in_plain_words())

    def _in_plain_words(self) -> str:
        """How many hold, by verdict."""
        verdicts = [claim.verdict for claim in self.claims]
        counts = {verdict: verdicts.count(verdict) for verdict in dict.fromkeys(verdicts)}
        listed = ", ".join(f"{verdict} {count}" for verdict, count in counts.items())
        return (
            f"Of {number_of(len(self.claims), 'claims')} by verdict: {listed}. Other numbers "
            "than the assumed ones may change this."
        )

    def _left_out(self, title: str) -> Table:
        columns = (
            Column("item"),
            Column("claim", left=True, wrap=42),
            Column("where", left=True, wrap=22),
            Column("not computed, because", left=True, wrap=50),
        )
        rows = [(left.item, left.text, left.source, left.reason) for left in self.not_computed]
        return Table(title, columns, rows)


def _rows(claim: Claim) -> Iterator[tuple[str, ...]]:
    """One row; where timings differ, what they come to, and a row for each."""
    said = (claim.item, claim.statement.text, claim.statement.source)
    several = len(claim.readings) > 1
    if several:
        yield (*said, f"{len(claim.readings)} of them, below", claim.verdict, "", "")
    for reading in claim.readings:
        measured = f"{reading.measure.quantity}: {reading.measure.comparison()}"
        name = ("", "", "") if several else said
        yield (*name, reading.timing, reading.verdict, measured, reading.condition)


def _as_sentence(text: str) -> str:
    """With a capital first letter, and letters such as L left as they are."""
    return text[:1].upper() + text[1:]
