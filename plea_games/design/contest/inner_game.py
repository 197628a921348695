r"""The game among defendants inside a contest: what prices and trials come to.

With a(m) the price at which a defendant is indifferent when m of those who decide hold out, herself
included, and terms of any kind in it, everything a prosecutor's prices can do follows from a.
"""

from functools import cache, cached_property
from typing import NamedTuple

from flint import fmpq
from sympy import Expr, Max, Min

from ...games.compile import (
    at_values,
    expected_by_holdouts,
    payoffs_by_holdouts,
    total_over_holdouts,
    values_of,
)
from ...model.game import PleaGame
from ...model.parts import Parts
from ...model.payoffs import hold_out


class InnerGame:
    """A caseload with a posture's and a move's terms, all quantities exact, in years."""

    def __init__(self, game: PleaGame) -> None:
        self.game = game
        self._parts, self._values = game.formulas, values_of(game)
        parts = self._parts
        self._counted = _counted(parts)
        self.deciding = int(self._value(parts.players).p)
        self.committed = int(self._value(parts.committed).p)
        self.breaking = self.committed * (1 - self._value(parts.reliability))
        """Of the committed, how many plead after all, on average."""
        self.offer = self._value(parts.offer)
        self.sanction = self._value(parts.sanction)
        self.capacity = self._value(parts.capacity)
        self.caseload = self._value(parts.caseload)
        self.weighs_others = self._value(parts.fellows) != 0

    @cached_property
    def indifferent(self) -> list[fmpq]:
        """a(1…n), the prices at which pleading is as good as holding out."""
        payoffs = payoffs_by_holdouts(self._parts, self._values)
        return [-payoff - self.sanction for payoff in payoffs]

    @cached_property
    def indifferent_if_first(self) -> list[fmpq]:
        """The same for one who is tried before all others who hold out."""
        payoffs = expected_by_holdouts(self._parts, self._values, self._counted.if_first)
        return [-payoff - self.sanction for payoff in payoffs]

    @property
    def tried_surely(self) -> int:
        """How many trials are sure to be held if asked for; at least one place is first in line."""
        return max(1, int(self._value(self._parts.trials).floor()))

    def trials(self, holdouts: int) -> fmpq:
        """Trials when so many of those who decide hold out."""
        return self._total(self._counted.trials, holdouts)

    def sentences(self, holdouts: int) -> fmpq:
        """Expected years of sentence from those trials."""
        return self._total(self._counted.sentences, holdouts)

    def loss(self, holdouts: int) -> fmpq:
        """What all who hold out lose, what they are paid taken off."""
        return self._total(self._counted.loss, holdouts)

    def payments(self, holdouts: int) -> fmpq:
        """What all who are tried are paid."""
        return self._total(self._counted.payments, holdouts)

    def making_whole(self, holdouts: int) -> fmpq:
        """What it takes to leave committed ones who are tried as well off as those who are not."""
        held = holdouts + self.committed - self.breaking
        if not held:
            return fmpq(0)
        everyone = self._total(self._counted.at_stake, holdouts)
        return everyone * (self.committed - self.breaking) / held

    def _total(self, formula: Expr, holdouts: int) -> fmpq:
        return total_over_holdouts(self._parts, self._values, formula, holdouts)

    def _value(self, formula: Expr) -> fmpq:
        return at_values(formula, self._values)


class _Counted(NamedTuple):
    """What is counted for each hold-out, in letters."""

    trials: Expr
    sentences: Expr
    loss: Expr
    payments: Expr
    at_stake: Expr
    if_first: Expr


@cache
def _counted(parts: Parts) -> _Counted:
    tried = parts.trial_probability
    first_in_line = hold_out(Min(1, parts.trials), parts.trial_cost, parts.dismissal_cost)
    return _Counted(
        trials=tried,
        sentences=tried * parts.conviction * parts.sentence,
        loss=-parts.holdout_payoff,
        payments=tried * parts.transfer,
        at_stake=tried * Max(0, parts.trial_cost - parts.dismissal_cost),
        if_first=parts.reward + first_in_line,
    )
