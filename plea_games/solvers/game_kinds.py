r"""Which kind of game it is, by the signs of all gains and by what everybody prefers.

With the payoffs :math:`u_H(1 \dots N)` and :math:`u_P(0 \dots N-1)` and the gains
:math:`\Delta(m) = u_H(m) - u_P(m-1)`:

======================  ===============================  =======================================
kind                    gains                            all-hold-out against all-plead
======================  ===============================  =======================================
prisoners' dilemma      all below 0: pleading dominates  better, :math:`u_H(N) > u_P(0)`
deadlock                all below 0                      worse
harmony                 all above 0                      better
hold-outs' dilemma      all above 0                      worse
stag hunt               from below to above 0, once      better
reversed stag hunt      from below to above 0, once      worse
chicken                 from above to below 0, once      either
none of these           any other                        either
======================  ===============================  =======================================

A gain or difference of 0 is a tie between two kinds: that of a price of pleading which is lower by
next to nothing, where zeros count as below 0, and that of one which is higher by next to nothing.

**With one price for all there is no prisoners' dilemma.** If what a plea costs does not depend on
others, u_P(0) = u_P(N−1), so all-hold-out is better just where Δ(N) > 0, which is where it is a
strict equilibrium: then pleading does not dominate. ∎ It takes a plea that costs less while others
hold out, by more than (T − d)(r − τ(N)) > 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any, overload

from ..errors import ParameterError
from ..games.lottery_form import lottery_form
from ..model.game import PleaGame
from ..model.reading import refuse_other_kinds
from ..subjects import takes_games
from ..tables import Column, Table, Tabular

if TYPE_CHECKING:
    from ..games.anonymous import AnonymousGame
    from .kind_conditions import KindConditions

NO_KIND = "none of these"
NAMED_KINDS: Mapping[tuple[int, ...], tuple[str, str]] = {
    (-1,): ("prisoners' dilemma", "deadlock"),
    (1,): ("harmony", "hold-outs' dilemma"),
    (-1, 1): ("stag hunt", "reversed stag hunt"),
    (1, -1): ("chicken", "chicken"),
}
"""By the runs of signs of the gains: where all-hold-out is better for all, and where not."""

MEANING = {
    "prisoners' dilemma": "pleading dominates, though all would rather hold out together",
    "deadlock": "pleading dominates, and all-plead is better for all than all-hold-out",
    "harmony": "holding out dominates, and is better for all",
    "hold-outs' dilemma": "holding out dominates, though all would rather plead together",
    "stag hunt": "all-plead and all-hold-out are both strict, and the latter is better for all",
    "reversed stag hunt": "all-plead and all-hold-out are both strict, and the former is better",
    "chicken": "each would rather do what few others do",
    NO_KIND: "the gains change sign more than once",
}
"""What each kind says."""


@dataclass(frozen=True)
class GameKind(Tabular):
    """Which kind of game it is.

    Attributes
    ----------
    game
        What was asked about.
    name
        The kind, by name; of a tie the two names that it lies between, with "or".
    below, above
        The kind if a plea cost less by next to nothing, and if it cost more. Without a tie both are
        the kind itself.
    all_hold_out_less_all_plead
        u_H(N) − u_P(0), exactly: what each gains if all hold out rather than all plead.
    """

    game: "PleaGame | AnonymousGame"
    name: str
    below: str
    above: str
    all_hold_out_less_all_plead: Fraction

    @property
    def tied(self) -> bool:
        """Whether it lies between two kinds."""
        return self.below != self.above

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "parameters": self.game.record(),
            "kind": self.name,
            "below": self.below,
            "above": self.above,
            "all_hold_out_less_all_plead": float(self.all_hold_out_less_all_plead),
        }

    def says(self) -> str:
        """The kind and what it means, in one sentence."""
        if not self.tied:
            named = "of no named kind" if self.name == NO_KIND else f"a {self.name}"
            return f"It is {named}: {MEANING[self.name]}."
        return (
            f"It is a tie: a {self.below} if a plea cost less by next to nothing, and a "
            f"{self.above} if it cost more."
        )

    def table(self, title: str = "") -> Table:
        """The kind, and what decides it."""
        difference = float(self.all_hold_out_less_all_plead)
        rows = (
            ("kind", self.name),
            ("all-hold-out less all-plead, for each", f"{difference:.4g}"),
        )
        columns = Column("question", left=True), Column("answer", left=True)
        return Table(title or f"Kind of game for {self.game.describe()}", columns, rows,
                     (self.says(),))  # fmt: skip


@overload
def game_kind(game: "AnonymousGame") -> GameKind: ...
@overload
def game_kind(game: PleaGame) -> "GameKind | KindConditions": ...
@takes_games
def game_kind(game: "PleaGame | AnonymousGame") -> "GameKind | KindConditions":
    """Which kind of game it is: a dilemma, a stag hunt, harmony, a deadlock, or another.

    Parameters
    ----------
    game
        A lottery, with testimony and a credit or without, of any size, in numbers or with letters
        left; with other terms in numbers, of up to 100,000 defendants. An anonymous game by both
        payoffs.

    Returns
    -------
    GameKind or KindConditions
        Of numbers computed exactly; ties are named. Of letters each kind with the condition on them
        under which it is that.

    Raises
    ------
    ParameterError
        For letters with other terms, more defendants, and an anonymous game by its gains alone.

    Examples
    --------
    >>> import plea_games as pg
    >>> print(game_kind(pg.AnonymousGame(hold_out=[-10, -2], plead=[-5, -1])).name)
    prisoners' dilemma
    >>> game_kind(pg.PleaGame(defendants=230, capacity=23, offer=1, sentence=10)).name
    'deadlock or stag hunt'

    From which credit on it is a dilemma, in a game with testimony:

    >>> from sympy import Symbol
    >>> game = pg.PleaGame(defendants=5, capacity=1, offer=3, sentence=20, conviction="1/2")
    >>> credit = pg.CooperationCredit(Symbol("g", nonnegative=True))
    >>> kinds = game_kind(game.with_terms(pg.Testimony("1/5"), credit))
    >>> [(str(condition), kind) for condition, kind in kinds.cases][:2]
    [('g > 1', "prisoners' dilemma"), ('g < 1', 'stag hunt')]

    References
    ----------
    Rapoport & Guyer (1966) for the names of two-person games (from memory); those with N players
    and the ties are ours.
    """
    if isinstance(game, PleaGame) and game.free_symbols:
        from .kind_conditions import kind_conditions  # sympy's, which numbers do without

        return kind_conditions(game)
    gains, better = _signs_and_difference(game)
    level = (better > 0) - (better < 0)
    below, above = (_kind([g or zero for g in gains], level or zero) for zero in (-1, 1))
    name = below if below == above else f"{below} or {above}"
    return GameKind(game, name, below, above, better)


def _signs_and_difference(game: "PleaGame | AnonymousGame") -> tuple[list[int], Fraction]:
    """Signs of gains, all that differ from their neighbours, and u_H(N) − u_P(0)."""
    if isinstance(game, PleaGame):
        if game.terms and (among_witnesses := _with_witnesses(game)):
            return among_witnesses
        try:
            lottery = lottery_form(game)
        except ParameterError:
            pass
        else:
            count, ratio = int(lottery.defendants), lottery.price_ratio
            ends = [ratio - lottery.trial_chance(m) for m in (1, count)]
            return [_sign(gain) for gain in ends], Fraction(ends[-1] * lottery.stake)
    from ..games.anonymous import AnonymousGame
    from ..games.payoff_levels import payoff_levels

    refuse_other_kinds(game, PleaGame, AnonymousGame)
    levels = payoff_levels(game)
    return [_sign(gain) for gain in levels.gain], levels.hold_out[-1] - levels.plead[0]


def _with_witnesses(game: PleaGame) -> tuple[list[int], Fraction] | None:
    from ..games.witness_form import witness_form

    witnesses = witness_form(game)
    if witnesses is None:
        return None
    # from m = 2 on gains never fall
    turnouts = dict.fromkeys((1, min(2, witnesses.defendants), witnesses.defendants))
    better = witnesses.price - witnesses.cost(witnesses.defendants)
    return [witnesses.sign(m) for m in turnouts], better


def _kind(gains: Sequence[int], level: int) -> str:
    """The kind where nothing is 0."""
    runs = tuple(sign for sign, _ in groupby(gains))
    return NAMED_KINDS.get(runs, (NO_KIND, NO_KIND))[level < 0]


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)
