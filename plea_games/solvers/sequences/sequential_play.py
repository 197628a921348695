"""The path of play when offers come one after another."""

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ...games.exact_functions import as_fmpq, sum_of
from ...games.lottery_form import LotteryForm
from ...model.exact import as_expression, as_fraction, as_rational
from ...model.game import PleaGame
from ...model.notation import brief
from ...tables import Column, Table, Tabular
from ...units import number_of

if TYPE_CHECKING:
    from sympy import Expr

_MOST_ROWS = 40
_LARGEST_WHOLE = 2**53  # beyond, JSON's readers round


@dataclass(frozen=True, repr=False)
class SequentialPlay(Tabular):
    """The path of play, defendant by defendant in the order in which they are approached.

    Attributes
    ----------
    game
        The caseload.
    lottery
        Its lottery form, which says what offer is as good as a chance of trial.
    chances
        The probability of trial that each faces after refusing.
    pleads
        Whether each accepts.
    committed : defendants
        How many others are known to hold out from the start.
    committed_share
        The probability with which each of these defendants is committed to hold out, unknown to the
        others; offers and decisions are then those of defendants who are not.
    at_one_price
        Whether all are offered the game's own offer, rather than the most that they would accept.
    outcomes
        How many outcomes are subgame perfect. Ties plead in the one that is shown; where offers are
        adjusted, ties plead by the protocol, and there is no other.
    """

    game: PleaGame
    lottery: LotteryForm = field(repr=False, compare=False)
    chances: tuple[Fraction, ...]
    pleads: tuple[bool, ...]
    committed: int = 0
    committed_share: Fraction = Fraction(0)
    at_one_price: bool = False
    outcomes: int = 1

    unrecorded = ("lottery",)
    also_recorded = ("holdouts", "mean_offer", "trials")

    def record(self) -> Any:
        """Everything but the offers, ready for JSON; a huge number of outcomes as text."""
        exact = self.outcomes <= _LARGEST_WHOLE
        return super().record() | {"outcomes": self.outcomes if exact else self._tied()}

    @property
    def acceptable(self) -> "tuple[Expr, ...]":
        """The most that each would accept, in years; below 0, even nothing is refused."""
        lottery = self.lottery
        if lottery.free_symbols:
            return tuple(map(self._acceptable_at, self.chances))
        waiting, stake = as_fmpq(lottery.offer_at(Fraction(0))), as_fmpq(lottery.stake)
        return tuple(as_rational(waiting + as_fmpq(chance) * stake) for chance in self.chances)

    @property
    def offers(self) -> "tuple[Expr, ...]":
        """What each is offered, in years."""
        return (self._offer,) * len(self.chances) if self.at_one_price else self.acceptable

    @property
    def mean_chance(self) -> Fraction:
        """The mean of what each would accept, as a share of what is at stake."""
        times = Counter(map(id, self.chances))  # rounds share their chances
        once = {id(chance): chance for chance in self.chances}
        total = sum_of([as_fmpq(once[each]) * count for each, count in times.items()])
        return as_fraction(total / len(self.chances))

    @property
    def mean_offer(self) -> "Expr":
        """The mean of what is offered, in years."""
        return self._offer if self.at_one_price else self._acceptable_at(self.mean_chance)

    @property
    def holdouts(self) -> int:
        """How many of these defendants refuse, those who are committed unknown to others aside."""
        return self.pleads.count(False)

    @property
    def trials(self) -> int | None:
        """How many are tried in the end, known committed ones too; None where that is chance."""
        if self.committed_share:
            return None
        return min(self.holdouts + self.committed, int(self.lottery.capacity))

    def table(self, title: str = "") -> Table:
        """One row a run of defendants who get the same offer and decide alike."""
        columns = (
            Column("defendants", left=True),
            Column("tried after refusing\nwith probability"),
            Column("accept up to", "years"),
            Column("offered", "years"),
            Column("plead"),
        )
        rows: list[tuple[object, ...]] = []
        first = 1
        for (chance, pleads), run in groupby(zip(self.chances, self.pleads, strict=True)):
            last = first + sum(1 for _ in run) - 1
            who = f"{first:,}" if first == last else f"{first:,} to {last:,}"
            accepts = brief(self._acceptable_at(chance))
            offered = brief(self._offer) if self.at_one_price else accepts
            rows.append((who, f"{float(chance):.6g}", accepts, offered, "yes" if pleads else "no"))
            first = last + 1
        hidden = len(rows) - _MOST_ROWS
        if hidden > 0:
            rows[_MOST_ROWS:] = [(f"({number_of(hidden, 'more rows')})", "", "", "", "")]
        notes = [f"Mean offer {brief(self.mean_offer)} years."]
        if self.committed_share:
            share = float(self.committed_share)
            notes.append(
                f"Each is committed with probability {share:.4g}; the table is of the others."
            )
        else:
            notes.append(f"Trials in the end: {self.trials:,}.")
        if self.outcomes > 1:
            notes.append(
                f"{self._tied()} outcomes are subgame perfect, for ties may hold out: all plead, "
                f"as shown, all hold out{', and all between' if self.outcomes > 2 else ''}."
            )
        if not self.at_one_price and self._acceptable_at(min(self.chances)).is_negative:
            notes.append("Below 0 years, even an offer of nothing would be refused.")
        heading = title or f"Offers in sequence for {self.game.describe()}"
        return Table(heading, columns, rows, notes)

    def __repr__(self) -> str:
        return (
            f"<SequentialPlay of {len(self.chances):,}: mean offer {brief(self.mean_offer)}, "
            f"{self.holdouts:,} hold out>"
        )

    def _tied(self) -> str:
        few = self.outcomes <= _LARGEST_WHOLE
        return f"{self.outcomes:,}" if few else f"2^{len(self.chances):,}"

    @property
    def _offer(self) -> "Expr":
        return as_expression(self.lottery.offer)

    def _acceptable_at(self, chance: Fraction) -> "Expr":
        return as_expression(self.lottery.offer_at(chance))
