"""The sequential game of named defendants: its decisions, its leaves, and how it prints."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any, Literal, get_args

from sympy import Expr

from ...json_ready import json_ready
from ...model.docket import Docket
from ...model.notation import number
from ...tables import Column, Table, Tabular
from ...units import Unit, number_of

TreeProtocol = Literal["offers as stated", "adaptive offers", "trials at once"]
TREE_PROTOCOLS: tuple[TreeProtocol, ...] = get_args(TreeProtocol)


MOST_LISTED = 12
"""Of the outcomes that are subgame perfect, how many are printed."""


_CHOICES = {True: "pleads", False: "holds out", None: "depends on the letters"}


@dataclass(frozen=True)
class Leaf:
    """An end of the game: everyone's payoffs, and what the prosecutor has got.

    Attributes
    ----------
    payoffs
        One for each defendant, in their order, in years.
    prosecutor
        Sentences agreed to, and the values of trials held, in years.
    holds_out
        Whether each refuses.
    """

    payoffs: tuple[Expr, ...]
    prosecutor: Expr
    holds_out: tuple[bool, ...]


@dataclass(frozen=True)
class Decision:
    """One defendant's decision. ``pleads`` is None where symbols leave it open.

    Attributes
    ----------
    defendant
        Her name.
    offer
        What she is offered, in years.
    pleads
        Whether she does; None where symbols leave it open.
    plead, hold_out
        The :class:`Decision` or :class:`Leaf` that follows.
    """

    defendant: str
    offer: Expr
    pleads: bool | None
    plead: "Decision | Leaf"
    hold_out: "Decision | Leaf"


@dataclass(frozen=True, repr=False)
class GameTree(Tabular):
    """A sequential game, with what each does at each of the 2ⁿ − 1 decisions.

    ``outcome`` is where play ends if every defendant best-responds at every decision and the
    prosecutor follows the protocol; None where symbols leave it open.

    Attributes
    ----------
    game
        The named defendants.
    protocol
        One of the three that :func:`game_tree` has.
    root
        The first :class:`Decision`.
    outcome
        The :class:`Leaf` that is reached; None where symbols leave it open.
    outcomes
        Every subgame-perfect outcome of offers as stated, ``outcome`` first: more than one only if
        somebody is indifferent. Of the other protocols the one that they select. None where symbols
        leave it open.
    """

    game: Docket
    protocol: TreeProtocol
    root: Decision | Leaf
    outcome: Leaf | None
    outcomes: tuple[Leaf, ...] | None

    @property
    def path(self) -> tuple[Decision, ...]:
        """The decisions on the path of play, as far as they are settled."""
        decisions = []
        node = self.root
        while isinstance(node, Decision) and node.pleads is not None:
            decisions.append(node)
            node = node.plead if node.pleads else node.hold_out
        return tuple(decisions)

    def record(self) -> list[dict[str, Any]]:
        """One mapping a decision, ready for JSON."""
        return [
            {
                "before": before,
                "defendant": decision.defendant,
                "offer": json_ready(decision.offer),
                "pleads": decision.pleads,
            }
            for before, decision in _decisions(self.root)
        ]

    @property
    def column_units(self) -> dict[str, Unit]:
        """Of the offer."""
        return {"offer": "years"}

    def table(self, title: str = "") -> Table:
        """One row a decision."""
        columns = (
            Column("before", left=True, wrap=50),
            Column("who decides", left=True),
            Column("offer", "years"),
            Column("what she does", left=True),
        )
        rows = [
            (before or "the start", each.defendant, number(each.offer), _CHOICES[each.pleads])
            for before, each in _decisions(self.root)
        ]
        return Table(title or f"{self.protocol}, {self.game!r}", columns, rows)

    def __str__(self) -> str:
        heading = f"{self.protocol}, {self.game!r}"
        return "\n".join((heading, *_lines(self.root, ""), *self._tied()))

    def _tied(self) -> Iterator[str]:
        """Which outcomes there are, if ties leave more than one."""
        if self.outcomes is None or len(self.outcomes) == 1:
            return
        yield f"{len(self.outcomes)} outcomes are subgame perfect; ◄ shows where ties plead:"
        for leaf in self.outcomes[:MOST_LISTED]:
            who = zip(self.game.defendants, leaf.holds_out, strict=True)
            refusing = ", ".join(each.name for each, holds_out in who if holds_out)
            payoffs = ", ".join(map(number, leaf.payoffs))
            yield f"({payoffs}): {'held out by ' + refusing if refusing else 'all plead'}"
        if len(self.outcomes) > MOST_LISTED:
            yield f"({len(self.outcomes) - MOST_LISTED} more)"

    def __repr__(self) -> str:
        return f"<GameTree of {number_of(len(self.game), 'defendants')}, {self.protocol}>"

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"


def _decisions(node: Decision | Leaf, before: str = "") -> Iterator[tuple[str, Decision]]:
    """Every decision, and what came before it in words."""
    if isinstance(node, Leaf):
        return
    yield before, node
    for branch, does in ((node.plead, "pleads"), (node.hold_out, "holds out")):
        yield from _decisions(branch, f"{before}, {node.defendant} {does}".removeprefix(", "))


def _lines(node: Decision | Leaf, indent: str) -> Iterator[str]:
    if isinstance(node, Leaf):
        return
    yield f"{indent}{node.defendant} is offered {number(node.offer)}"
    for branch, name, chosen, last in (
        (node.plead, "pleads", node.pleads is True, False),
        (node.hold_out, "holds out", node.pleads is False, True),
    ):
        mark = " ◄" if chosen else ""
        payoffs = ""
        if isinstance(branch, Leaf):
            payoffs = f": ({', '.join(map(number, branch.payoffs))})"
        yield f"{indent}{'└─' if last else '├─'} {name}{mark}{payoffs}"
        yield from _lines(branch, indent + ("   " if last else "│  "))
