"""What comes of a game of two players: equilibria, their components, and what is never played."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from ...tables import Column, Table, Tabular
from ...units import number_of
from .two_player_equilibria import Strategy

_LONGEST_FRACTION = 9
_MOST_SUBSETS_SHOWN = 12


@dataclass(frozen=True)
class Dominated:
    """An option than which another one is better, whatever the opponent does.

    That a mixture of several is better than some option is not looked for.

    Attributes
    ----------
    player
        "row" or "column".
    option, by
        Names.
    turn
        1 where it is so against all options of the opponent, 2 where it is so once all these
        options are taken out, and so on.
    """

    player: Literal["row", "column"]
    option: str
    by: str
    turn: int


@dataclass(frozen=True)
class BimatrixEquilibrium:
    """An extreme equilibrium: it is no mixture of others.

    Attributes
    ----------
    rows, columns
        Probabilities of all options, as fractions.
    row_payoff, column_payoff
        What the players expect.
    component
        Which connected set of equilibria it is in, from 1.
    strict
        Whether either player loses by any deviation. These alone are asymptotically stable in the
        replicator dynamics of two populations (Hofbauer & Sigmund 1998, from memory).
    """

    rows: Strategy
    columns: Strategy
    row_payoff: Fraction
    column_payoff: Fraction
    component: int
    strict: bool


@dataclass(frozen=True)
class NashSubset:
    """A maximal convex set of equilibria: any mixture of the first with any of the second.

    Attributes
    ----------
    rows, columns
        Extreme points: probabilities of all options.
    """

    rows: tuple[Strategy, ...]
    columns: tuple[Strategy, ...]


@dataclass(frozen=True)
class BimatrixComponent:
    """A connected set of equilibria that is connected to no other.

    Attributes
    ----------
    subsets
        The maximal convex sets of which it is the union.
    index
        A whole number; all indices of a game add up to 1.
    """

    subsets: tuple[NashSubset, ...]
    index: int

    @property
    def essential(self) -> bool:
        """Whether its index tells that every game near by has an equilibrium near it.

        An index of 0 does not tell.
        """
        return self.index != 0

    @property
    def is_point(self) -> bool:
        """Whether it is a single equilibrium."""
        return len(self.subsets) == len(self.subsets[0].rows) == len(self.subsets[0].columns) == 1


@dataclass(frozen=True)
class Bimatrix(Tabular):
    """A game of two players with all its equilibria.

    Attributes
    ----------
    row_payoffs, column_payoffs
        As they were read, rows by columns.
    row_options, column_options
        What the options are called.
    equilibria
        The extreme ones, those with few options first.
    components
        All equilibria, by connected sets.
    dominated
        Options taken out because another one is better whatever is played against it, in turns.
    degenerate
        Whether some mixture in an equilibrium has more best replies than it plays options;
        equilibria may then come in continua.
    """

    row_payoffs: tuple[Strategy, ...]
    column_payoffs: tuple[Strategy, ...]
    row_options: tuple[str, ...]
    column_options: tuple[str, ...]
    equilibria: tuple[BimatrixEquilibrium, ...]
    components: tuple[BimatrixComponent, ...]
    dominated: tuple[Dominated, ...]
    degenerate: bool

    def __iter__(self) -> Iterator[BimatrixEquilibrium]:
        return iter(self.equilibria)

    def __len__(self) -> int:
        return len(self.equilibria)

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON; fractions as text."""
        return {
            "row_options": list(self.row_options),
            "column_options": list(self.column_options),
            "row_payoffs": _texts(self.row_payoffs),
            "column_payoffs": _texts(self.column_payoffs),
            "equilibria": [
                {
                    "rows": list(map(str, each.rows)),
                    "columns": list(map(str, each.columns)),
                    "row_payoff": str(each.row_payoff),
                    "column_payoff": str(each.column_payoff),
                    "component": each.component,
                    "index": self.components[each.component - 1].index,
                    "strict": each.strict,
                }
                for each in self
            ],
            "components": [
                {
                    "index": part.index,
                    "subsets": [
                        {"rows": _texts(subset.rows), "columns": _texts(subset.columns)}
                        for subset in part.subsets
                    ],
                }
                for part in self.components
            ],
            "dominated": [vars(each) for each in self.dominated],
            "degenerate": self.degenerate,
        }

    def frame_rows(self) -> list[dict[str, Any]]:
        """One row an extreme equilibrium: what is played as text, payoffs as doubles too."""
        return [
            {
                "rows": _mixture(each.rows, self.row_options),
                "columns": _mixture(each.columns, self.column_options),
                "row_payoff": float(each.row_payoff),
                "row_payoff_exact": str(each.row_payoff),
                "column_payoff": float(each.column_payoff),
                "column_payoff_exact": str(each.column_payoff),
                "component": each.component,
                "index": self.components[each.component - 1].index,
                "strict": each.strict,
            }
            for each in self
        ]

    def table(self, title: str = "") -> Table:
        """One row an extreme equilibrium."""
        columns = (
            Column("equilibrium"),
            Column("row player", left=True, wrap=40),
            Column("column player", left=True, wrap=40),
            Column("row payoff"),
            Column("column payoff"),
            Column("component"),
            Column("index"),
            Column("strict", left=True),
        )
        rows = [
            (
                number,
                _mixture(each.rows, self.row_options),
                _mixture(each.columns, self.column_options),
                _short(each.row_payoff),
                _short(each.column_payoff),
                each.component,
                self.components[each.component - 1].index,
                "yes" if each.strict else "no",
            )
            for number, each in enumerate(self, start=1)
        ]
        size = f"{len(self.row_options)} × {len(self.column_options)}"
        return Table(title or f"Equilibria of a {size} game", columns, rows, tuple(self._notes()))

    def _notes(self) -> Iterator[str]:
        if not self.degenerate:
            yield "These are all equilibria, and each stands alone."
        else:
            yield (
                "The game is degenerate: some mixture has more best replies than it plays options. "
                "Listed are the extreme equilibria. All equilibria are the mixtures in these sets:"
            )
            for number, part in enumerate(self.components, start=1):
                yield from self._sets(number, part)
        if any(not part.essential for part in self.components):
            yield "A component of index 0 may vanish when payoffs change, however little."
        if self.dominated:
            options = "; ".join(
                f"{each.option} by {each.by}" + (f" (turn {each.turn})" if each.turn > 1 else "")
                for each in self.dominated
            )
            yield f"Strictly dominated, and never played: {options}."

    def _sets(self, number: int, part: BimatrixComponent) -> Iterator[str]:
        for subset in part.subsets[:_MOST_SUBSETS_SHOWN]:
            rows, columns = (
                " or ".join(f"({_mixture(each, options)})" for each in mixtures)
                for mixtures, options in (
                    (subset.rows, self.row_options), (subset.columns, self.column_options))
            )  # fmt: skip
            yield f"Component {number}: {rows} against {columns}."
        more = len(part.subsets) - _MOST_SUBSETS_SHOWN
        if more > 0:
            said = number_of(more, "more sets")
            yield f"Component {number}: {said}, in the attribute components."


def _texts(lines: Sequence[Strategy]) -> list[list[str]]:
    return [list(map(str, line)) for line in lines]


def _mixture(chances: Strategy, options: Sequence[str]) -> str:
    played = [(chance, name) for chance, name in zip(chances, options, strict=True) if chance]
    if len(played) == 1:
        return played[0][1]
    return " + ".join(f"{_short(chance)} {name}" for chance, name in played)


def _short(value: Fraction) -> str:
    """The fraction, or six digits where it is long."""
    text = str(value)
    return text if len(text) <= _LONGEST_FRACTION else f"{float(value):.6g}"
