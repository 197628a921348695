"""Equilibria of named defendants, as results: who holds out, who mixes, and how they print."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from ...json_ready import json_ready
from ...model.docket import Docket
from ...tables import Column, Missing, Table, Tabular
from ...units import number_of, show
from .spans import Span

_MOST_ROWS = 40


@dataclass(frozen=True)
class NamedEquilibrium:
    """One equilibrium of named defendants, or a continuum of them.

    Attributes
    ----------
    kind
        "pure", "mixed" (somebody mixes), or "continuum": everybody's probability may be any within
        her span, and each such profile is an equilibrium.
    probabilities
        Of holding out, for each defendant in their order, the nearest doubles; for a continuum, in
        the middle of the spans.
    spans
        Bounds proved to hold each probability, equal where it is known exactly. Of a mixed
        equilibrium: no other one in which the same defendants mix lies within them.
    strict
        Whether everyone would lose by changing; never true where anyone mixes.
    max_regret
        The most that any defendant could gain by changing, in years: an upper bound, proved for the
        doubles that stand here.
    payoffs
        What each expects, in years; None for a continuum, where they vary.
    """

    kind: Literal["pure", "mixed", "continuum"]
    probabilities: tuple[float, ...]
    spans: tuple[Span, ...]
    strict: bool
    max_regret: float
    payoffs: tuple[float, ...] | None

    @property
    def holdouts(self) -> int | None:
        """How many hold out; None where anyone mixes."""
        return round(sum(self.probabilities)) if self.kind == "pure" else None


@dataclass(frozen=True)
class NamedEquilibria(Tabular):
    """The equilibria of named defendants; a sequence of :class:`NamedEquilibrium`.

    Attributes
    ----------
    game
        The docket.
    equilibria
        In order of how many hold out in expectation.
    complete
        Whether there is proof that no other exists.
    gains_rise
        Whether nobody's gain from holding out ever falls when another joins. Then there is a least
        and a greatest equilibrium, and both are pure.
    remarks
        What is not told, and why.
    """

    game: Docket
    equilibria: tuple[NamedEquilibrium, ...]
    complete: bool
    gains_rise: bool
    remarks: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[NamedEquilibrium]:
        return iter(self.equilibria)

    def __len__(self) -> int:
        return len(self.equilibria)

    def __getitem__(self, place: int) -> NamedEquilibrium:
        return self.equilibria[place]

    @property
    def pure(self) -> tuple[NamedEquilibrium, ...]:
        """All pure ones."""
        return tuple(one for one in self.equilibria if one.kind == "pure")

    @property
    def least(self) -> NamedEquilibrium | None:
        """The one whose hold-outs hold out in all others; None where gains do not rise."""
        return self.pure[0] if self.gains_rise else None

    @property
    def greatest(self) -> NamedEquilibrium | None:
        """The one in which all hold out who do in any other; None where gains do not rise."""
        return self.pure[-1] if self.gains_rise else None

    def record(self) -> dict[str, Any]:
        """Everything but the game, ready for JSON."""
        return {
            "defendants": [who.name for who in self.game.defendants],
            "equilibria": json_ready(self.equilibria),
            "complete": self.complete,
            "gains_rise": self.gains_rise,
            "remarks": list(self.remarks),
        }

    def table(self, title: str = "") -> Table:
        """One row an equilibrium."""
        columns = (
            Column("kind", left=True),
            Column("hold out", left=True, wrap=40),
            Column("mix", left=True, wrap=40),
            Column("expected payoffs", left=True, wrap=60),
        )
        rows = [self._row(one) for one in self.equilibria[:_MOST_ROWS]]
        end = "These are all. " if self.complete else ""
        notes = [f"{end}Who is not named pleads; payoffs in years.", *self.remarks]
        if len(self) > _MOST_ROWS:
            notes.append(f"And {len(self) - _MOST_ROWS:,} more.")
        heading = (
            f"Equilibria of {number_of(len(self.game), 'named defendants')}, {self.game.trials}"
        )
        return Table(title or heading, columns, rows, notes)

    def _row(self, one: NamedEquilibrium) -> tuple[object, ...]:
        names = [
            who.name if who.group is None else f"{who.name} ({who.group})"
            for who in self.game.defendants
        ]
        sure = [name for name, span in zip(names, one.spans, strict=True) if span[0] == 1]
        mix = [
            f"{name} {_shown(probability, span, one.kind)}"
            for name, probability, span in zip(names, one.probabilities, one.spans, strict=True)
            if span[1] > 0 and span[0] < 1
        ]
        payoffs: object = Missing("they vary along the continuum", instead="vary")
        if one.payoffs is not None:
            pairs = zip(self.game.defendants, one.payoffs, strict=True)
            payoffs = ", ".join(f"{who.name} {show(payoff, 'years')}" for who, payoff in pairs)
        return one.kind, ", ".join(sure), ", ".join(mix), payoffs


def _shown(probability: float, span: Span, kind: str) -> str:
    if kind == "continuum" and span[0] < span[1]:
        return f"{float(span[0]):.4g} to {float(span[1]):.4g}"
    return f"{probability:.4g}"
