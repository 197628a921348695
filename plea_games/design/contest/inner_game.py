r"""The game among defendants inside a contest: what prices and trials come to.

With a(m) the offer at which a defendant is indifferent when m of those who decide hold out, herself
included, and terms of any kind in it, everything a prosecutor's prices can do follows from a.
"""

from functools import cache, cached_property
from typing import NamedTuple

from flint import fmpq
from sympy import Expr, Integer, Max

from ...games.compile import at_values, of_holdouts, values_of
from ...games.exact_payoffs import exact_payoffs
from ...games.gains import (
    expected_by_turnout,
    payoffs_by_turnout,
    pieces_by_turnout,
    plea_payoffs,
    total_over_holdouts,
    total_over_pleas,
)
from ...model.game import PleaGame
from ...model.payoffs import Payoffs, hold_out, lottery
from .curves import Curve
from .falling_curve import FallingCurve


class InnerGame:
    """A caseload with a posture's and a move's terms, all quantities exact, in years."""

    def __init__(self, game: PleaGame) -> None:
        self.game = game
        self._payoffs, self._values = game.payoffs, values_of(game)
        self._exact = exact_payoffs(game)
        payoffs = self._payoffs
        self._counted = _counted(payoffs)
        self.deciding = int(self._value(payoffs.players).p)
        self.committed = int(self._value(payoffs.committed).p)
        self.breaking = self.committed * (1 - self._value(payoffs.reliability))
        """Of the committed, how many plead after all, on average."""
        self.offer = self._value(payoffs.offer)
        self.capacity = self._value(payoffs.capacity)
        self.caseload = self._value(payoffs.caseload)
        self.weighs_others = self._value(payoffs.fellows) != 0

    @cached_property
    def indifferent(self) -> Curve | FallingCurve:
        """a(1…n), the offers at which pleading is as good as holding out."""
        return self._curve(self._payoffs.counselled_payoff)

    @cached_property
    def indifferent_if_first(self) -> Curve | FallingCurve:
        """The same for one who is tried before all others who hold out."""
        return self._curve(self._counted.if_first)

    def indifferent_if_pivotal(self, spared: int) -> fmpq:
        """The offer at which a plea while so many others hold out is as good as all holding out."""
        everyone = self.deciding
        (plea,) = plea_payoffs(self._exact, range(spared + 1, spared + 2))
        (held,) = payoffs_by_turnout(self._exact, range(everyone, everyone + 1))
        return self.offer + plea - held

    def _curve(self, formula: Expr) -> Curve | FallingCurve:
        """The offers at which a plea is as good as what a formula for hold-outs comes to."""
        of_all, plead = of_holdouts(formula, self._values), self._exact.plead
        parts = pieces_by_turnout(
            self._exact, lambda held: self.offer + plead(held - 1) - of_all(held)
        )
        if parts is not None:
            return Curve.of_pieces(parts, self.offer)
        held = expected_by_turnout(self._exact, of_all)
        pleaded = plea_payoffs(self._exact)
        prices = [self.offer + plea - payoff for plea, payoff in zip(pleaded, held, strict=True)]
        return Curve.of_fractions(prices, self.offer)

    @property
    def tried_surely(self) -> int:
        """How many trials are sure to be held if asked for; at least one place is first in line."""
        return max(1, int(self._value(self._payoffs.trials).floor()))

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

    def sanctions(self, holdouts: int) -> fmpq:
        """What all pleas cost beside the sentences, when so many of those who decide hold out."""
        return self._over_pleas(self._payoffs.sanction, holdouts)

    def credits(self, holdouts: int) -> fmpq:
        """What is taken off all offers that are accepted then."""
        return self._over_pleas(self._payoffs.credit, holdouts)

    def making_whole(self, holdouts: int) -> fmpq:
        """What it takes to leave committed ones who are tried as well off as those who are not."""
        held = holdouts + self.committed - self.breaking
        if not held:
            return fmpq(0)
        everyone = self._total(self._counted.at_stake, holdouts)
        return everyone * (self.committed - self.breaking) / held

    def _total(self, formula: Expr, holdouts: int) -> fmpq:
        return total_over_holdouts(self._exact, of_holdouts(formula, self._values), holdouts)

    def _over_pleas(self, formula: Expr, holdouts: int) -> fmpq:
        return total_over_pleas(self._exact, of_holdouts(formula, self._values), holdouts)

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
def _or_nothing(years: Expr) -> Expr:
    return Max(0, years)


@cache
def _counted(payoffs: Payoffs) -> _Counted:
    tried = payoffs.trial_probability
    first_in_line = hold_out(
        lottery(Integer(1), payoffs.trials), payoffs.trial_cost, payoffs.dismissal_cost
    )
    return _Counted(
        trials=tried,
        sentences=tried * payoffs.trial_sentence,
        loss=-payoffs.holdout_payoff,
        payments=tried * payoffs.transfer,
        at_stake=tried * _or_nothing(payoffs.trial_cost - payoffs.dismissal_cost),
        if_first=payoffs.reward + first_in_line,
    )
