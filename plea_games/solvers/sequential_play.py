"""The path of play when offers come one after another."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from sympy import Expr, Rational

from ..model.game import PleaGame
from ..model.notation import number
from ..tables import Column, Table, Tabular

_MOST_ROWS = 40


@dataclass(frozen=True, repr=False)
class SequentialPlay(Tabular):
    """The path of play, defendant by defendant in the order in which they are approached.

    Attributes
    ----------
    game
        The caseload.
    chances
        The probability of trial that each faces after refusing.
    pleads
        Whether each accepts.
    """

    game: PleaGame
    chances: tuple[Fraction, ...]
    pleads: tuple[bool, ...]

    @property
    def offers(self) -> tuple[Expr, ...]:
        """The most that each would accept, in years."""
        return tuple(_price(self.game, chance) for chance in self.chances)

    @property
    def mean_chance(self) -> Fraction:
        """The mean offer as a share of what is at stake, (offer − d)/(T − d)."""
        return sum(self.chances, Fraction(0)) / len(self.chances)

    @property
    def mean_offer(self) -> Expr:
        """In years."""
        return _price(self.game, self.mean_chance)

    @property
    def holdouts(self) -> int:
        """How many refuse."""
        return self.pleads.count(False)

    @property
    def trials(self) -> int:
        """How many are tried in the end."""
        return min(self.holdouts, int(self.game.parameters["capacity"]))

    def table(self, title: str = "") -> Table:
        """One row a run of defendants who get the same offer and decide alike."""
        columns = (
            Column("defendants", left=True),
            Column("tried after refusing\nwith probability"),
            Column("offer", "years"),
            Column("plead"),
        )
        rows: list[tuple[object, ...]] = []
        first = 1
        for (chance, pleads), run in groupby(zip(self.chances, self.pleads, strict=True)):
            last = first + sum(1 for _ in run) - 1
            who = f"{first:,}" if first == last else f"{first:,} to {last:,}"
            offer = number(_price(self.game, chance))
            rows.append((who, f"{float(chance):.6g}", offer, "yes" if pleads else "no"))
            first = last + 1
        hidden = len(rows) - _MOST_ROWS
        if hidden > 0:
            rows[_MOST_ROWS:] = [(f"({hidden:,} more rows)", "", "", "")]
        note = f"Mean offer {number(self.mean_offer)} years; {self.trials:,} trials."
        heading = title or f"Offers in sequence for {self.game.describe()}"
        return Table(heading, columns, rows, (note,))

    def __repr__(self) -> str:
        return (
            f"<SequentialPlay of {len(self.chances):,}: mean offer {number(self.mean_offer)}, "
            f"{self.holdouts:,} hold out>"
        )


def _price(game: PleaGame, chance: Fraction) -> Expr:
    waiting = game.parameters["dismissal_cost"]
    return waiting + Rational(chance.numerator, chance.denominator) * (game.trial_cost - waiting)
