"""Whether an amount of a lever reaches a goal: exactly, and in doubles where that is faster.

It is read off the pieces of the gains where they have any
(:mod:`plea_games.games.piece_extremes`); else off all gains.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flint import fmpq

from ...games.exact_functions import as_fmpq
from ...games.gains import MANY, gain_in_all, gains_at
from ...games.piece_extremes import extremes, least_tail_is_negative
from ...games.pieces import pieces
from ...model.exact import as_fraction
from ...model.game import PleaGame
from ...model.goal import Goal
from ...model.terms import Term
from .goals import is_met, sums, sums_of_lottery, turnouts_for
from .setting import setting_of


class Attainment:
    """One goal, in one game with a lever of any amount."""

    def __init__(self, game: PleaGame, lever: Term, goal: Goal) -> None:
        self.goal, self.setting = goal, setting_of(game, lever)
        self.are_few = bool(game.numbers["defendants"] < MANY)
        """Whether all gains are written out sooner than their pieces are found."""

    def is_met(self, amount: Fraction) -> bool:
        """Whether the goal is met, in exact arithmetic."""
        if self.setting.has_lottery:
            return min(self._sums_of_lottery(amount)) >= 0
        if not self.are_few:
            told = self._told_by_pieces(amount)
            if told is not None:
                return told
            if self._is_refuted(amount):
                return False
        return is_met(self._gains_at(amount), self.goal)

    def seems_met(self, amount: Fraction) -> bool:
        """The same in double precision, where that is faster."""
        if self.setting.has_lottery or self.are_few:
            return self.is_met(amount)
        told = self._told_by_pieces(amount)
        if told is not None:
            return told
        approximate: list[float] = self.setting.gains_in_doubles(amount).tolist()
        return min(sums(approximate, self.goal)) >= 0

    def sums_at(self, amount: Fraction) -> list[fmpq]:
        """The sums of gains that must not be negative."""
        if self.setting.has_lottery:
            return self._sums_of_lottery(amount)
        return sums(self._gains_at(amount), self.goal)

    def least_sum(self, amount: float) -> Fraction:
        """The least of these, at an amount in double precision."""
        return as_fraction(min(self.sums_at(Fraction(amount))))

    def gain_at(self, amount: Fraction) -> tuple[Callable[[Any], Any], range] | None:
        """Δ as a function of all who hold out, and how many may; None where it has no such form."""
        if self.setting.has_lottery:
            return None
        return gain_in_all(self.setting.payoffs_at(amount))

    def _sums_of_lottery(self, amount: Fraction) -> list[fmpq]:
        form = self.setting.lottery_at(amount)
        return [as_fmpq(total) for total in sums_of_lottery(form, self.goal)]

    def _gains_at(self, amount: Fraction) -> list[fmpq]:
        payoffs = self.setting.payoffs_at(amount)
        return gains_at(payoffs, turnouts_for(self.goal, int(payoffs.players.p)))

    def _told_by_pieces(self, amount: Fraction) -> bool | None:
        """The same without any gain written out; None where that does not tell."""
        known = self.gain_at(amount)
        if known is None:
            return None
        gain, turnouts = known
        if self.goal not in ("dominance", "risk dominance"):
            (place,) = turnouts_for(self.goal, len(turnouts))
            return bool(gain(fmpq(turnouts[place - 1])) >= 0)
        parts = pieces(gain, turnouts[0], turnouts[-1])
        if parts is None:
            return None
        if self.goal == "dominance":
            return all(gain(fmpq(held)) >= 0 for held in extremes(parts))
        misses = least_tail_is_negative(parts)
        return None if misses is None else not misses

    def _is_refuted(self, amount: Fraction) -> bool:
        """Whether the gain that doubles take for the least is negative, exactly."""
        if self.goal != "dominance":
            return False
        worst = int(self.setting.gains_in_doubles(amount).argmin()) + 1
        return gains_at(self.setting.payoffs_at(amount), range(worst, worst + 1))[0] < 0
