r"""How many must be committed before holding out dominates for all others, and how strictly.

With h committed, one of the rest who is joined by j others gains :math:`\Delta(h + 1 + j)`. Holding
out is then

strictly dominant
    where all of :math:`\Delta(h+1), \dots, \Delta(N)` are above 0,
weakly dominant
    where none is below 0 and some are above,
indifferent
    where all are 0: pleading dominates no less.

In a lottery these are comparisons of r with :math:`\tau(m) = \min(1, K/m)`. For κ < r < 1 and K ≥ 1
it takes ⌈K/r⌉ − 1 committed for weak and ⌊K/r⌋ for strict dominance, one more where K/r is whole.
At r = κ the ⌈K/r⌉ − 1 = N − 1 committed leave the last one indifferent, and dominance needs more
than there are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from ..errors import ParameterError
from ..games.lottery_form import LotteryForm, lottery_form
from ..model.game import PleaGame
from ..subjects import takes_games
from ..tables import Amount, Column, Missing, Table, Tabular

if TYPE_CHECKING:
    from ..games.anonymous import AnonymousGame

Dominance: TypeAlias = Literal["strict", "weak", "indifferent", "none"]


@dataclass(frozen=True)
class HardCore(Tabular):
    """The least numbers of committed hold-outs by what they make of holding out for the rest.

    Attributes
    ----------
    game
        What was asked about.
    best_reply
        Enough for holding out to be a best reply whatever the rest do; None where none are.
    weak
        Enough for weak dominance: beside that, sometimes better. None where none are.
    strict
        Enough for strict dominance: better whatever the rest do. None where none are.
    """

    game: "PleaGame | AnonymousGame"
    best_reply: int | None
    weak: int | None
    strict: int | None

    also_recorded = ("dominance",)

    @property
    def dominance(self) -> Dominance:
        """What the ``best_reply`` committed make of holding out: strict, weak or indifferent."""
        if self.best_reply is None:
            return "none"
        if self.best_reply == self.strict:
            return "strict"
        return "indifferent" if self.weak is None else "weak"

    @property
    def remark(self) -> str:
        """What sets the hard core apart from strict dominance; empty where nothing does."""
        if self.dominance in ("strict", "none"):
            return ""
        made = (
            "all others are indifferent"
            if self.dominance == "indifferent"
            else "holding out is only weakly dominant, for at a tie pleading is as good"
        )
        more = (
            "no number makes it strictly dominant"
            if self.strict is None
            else f"it takes {self.strict:,} for strict dominance"
        )
        return f"With {self.best_reply:,} committed {made}; {more}."

    def table(self, title: str = "") -> Table:
        """A row for each kind of dominance."""
        columns = (Column("for the rest, holding out is", left=True), Column("committed"))
        numbers = {
            "a best reply whatever they do": self.best_reply,
            "weakly dominant": self.weak,
            "strictly dominant": self.strict,
        }
        missing = Missing("no number of committed hold-outs makes it so")
        rows = [
            (what, missing if number is None else Amount(number, "defendants"))
            for what, number in numbers.items()
        ]
        notes = (self.remark,) if self.remark else ()
        return Table(title or "Hard core", columns, rows, notes)


@takes_games
def hard_core(game: "PleaGame | AnonymousGame") -> HardCore:
    """How many committed hold-outs make holding out dominant for the rest, weakly and strictly.

    Parameters
    ----------
    game
        Among identical defendants, in numbers; with terms or without. Who is committed by a
        :class:`Pledge` already does not count.

    Returns
    -------
    HardCore
        Decided in exact arithmetic.

    Raises
    ------
    ParameterError
        For other objects, symbols, and more than 1,000,000 defendants where terms leave no lottery
        form.

    Examples
    --------
    >>> import plea_games as pg
    >>> tied = pg.PleaGame(defendants=10, capacity=4, offer=4, sentence=10)  # r = κ
    >>> found = pg.organizing.hard_core(tied)
    >>> found.best_reply, found.strict, found.dominance
    (9, None, 'indifferent')

    References
    ----------
    Our own derivation.
    """
    if isinstance(game, PleaGame) and not game.free_symbols:
        try:
            form = lottery_form(game)
        except ParameterError:
            pass  # the stakes depend on how many hold out
        else:
            return HardCore(game, *_of_lottery(form))
    from ..games.gains import as_anonymous

    return HardCore(game, *_of_gains(as_anonymous(game).gain))


def dominance_of(gains: Iterable[Fraction]) -> Dominance:
    """What these gains, one for each thing that others may do, say of holding out.

    >>> dominance_of([Fraction(0), Fraction(1)]), dominance_of([Fraction(0)])
    ('weak', 'indifferent')
    >>> dominance_of([Fraction(2), Fraction(1)]), dominance_of([Fraction(-1), Fraction(1)])
    ('strict', 'none')
    """
    signs = {(gain > 0) - (gain < 0) for gain in gains}
    if -1 in signs:
        return "none"
    if signs == {0}:
        return "indifferent"
    return "weak" if 0 in signs else "strict"


def _of_lottery(form: LotteryForm) -> tuple[int | None, int | None, int | None]:
    """Gains rise with m, so each kind of dominance is a comparison at m = h + 1 and at m = N."""
    count, capacity, ratio = int(form.defendants), form.capacity, form.price_ratio
    alone, everyone = form.trial_chance(1), form.trial_chance(count)
    if ratio < everyone:
        return None, None, None
    best_reply = 0 if ratio >= alone else -int(-capacity // ratio) - 1
    if ratio == everyone:
        return best_reply, None, None
    strict = 0 if ratio > alone else int(capacity // ratio)
    return best_reply, best_reply, strict


def _of_gains(gain: Sequence[Fraction]) -> tuple[int | None, int | None, int | None]:
    count = len(gain)
    hurts = next((m for m in range(count, 0, -1) if gain[m - 1] < 0), 0)
    if hurts == count:
        return None, None, None
    strict = next((m for m in range(count, 0, -1) if gain[m - 1] <= 0), 0)
    weak = hurts if any(value > 0 for value in gain[hurts:]) else None
    return hurts, weak, None if strict == count else strict
