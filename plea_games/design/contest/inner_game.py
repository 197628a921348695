r"""The game among defendants inside a contest: what prices and trials come to.

With a(m) the offer at which a defendant is indifferent when m of those who decide hold out, herself
included, and terms of any kind in it, everything a prosecutor's prices can do follows from a.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from flint import fmpq

from ...games.exact_payoffs import Formula, exact_payoffs
from ...games.gains import (
    expected_by_turnout,
    payoffs_by_turnout,
    pieces_by_turnout,
    plea_payoffs,
    total_over_holdouts,
    total_over_pleas,
)
from ...model.game import PleaGame
from .curves import Curve
from .falling_curve import FallingCurve


class InnerGame:
    """A caseload with a posture's and a move's terms, all quantities exact, in years."""

    def __init__(self, game: PleaGame) -> None:
        self.game = game
        payoffs = self._payoffs = exact_payoffs(game)
        self.deciding = int(payoffs.players.p)
        self.committed = payoffs.committed
        self.breaking = self.committed * (1 - payoffs.reliability)
        """Of the committed, how many plead after all, on average."""
        self.offer = payoffs.offer
        self.capacity = payoffs.capacity
        self.caseload = payoffs.caseload
        self.weighs_others = payoffs.fellows != 0

    @cached_property
    def indifferent(self) -> Curve | FallingCurve:
        """a(1…n), the offers at which pleading is as good as holding out."""
        return self._curve(self._payoffs.hold_out)

    @cached_property
    def indifferent_if_first(self) -> Curve | FallingCurve:
        """The same for one who is tried before all others who hold out."""
        return self._curve(self._payoffs.formula("payoff_if_first"))

    def indifferent_if_pivotal(self, spared: int) -> fmpq:
        """The offer at which a plea while so many others hold out is as good as all holding out."""
        everyone = self.deciding
        (plea,) = plea_payoffs(self._payoffs, range(spared + 1, spared + 2))
        (held,) = payoffs_by_turnout(self._payoffs, range(everyone, everyone + 1))
        return self.offer + plea - held

    def _curve(self, held_out: Callable[[Any], Any]) -> Curve | FallingCurve:
        """The offers at which a plea is as good as what holding out comes to."""
        plead = self._payoffs.plead
        parts = pieces_by_turnout(
            self._payoffs, lambda held: self.offer + plead(held - 1) - held_out(held)
        )
        if parts is not None:
            return Curve.of_pieces(parts, self.offer)
        held = expected_by_turnout(self._payoffs, held_out)
        pleaded = plea_payoffs(self._payoffs)
        prices = [self.offer + plea - payoff for plea, payoff in zip(pleaded, held, strict=True)]
        return Curve.of_fractions(prices, self.offer)

    @property
    def tried_surely(self) -> int:
        """How many trials are sure to be held if asked for; at least one place is first in line."""
        return max(1, int(self._payoffs.trials.floor()))

    def trials(self, holdouts: int) -> fmpq:
        """Trials when so many of those who decide hold out."""
        return self._total("trial_probability", holdouts)

    def sentences(self, holdouts: int) -> fmpq:
        """Expected years of sentence from those trials."""
        return self._total("expected_sentence", holdouts)

    def loss(self, holdouts: int) -> fmpq:
        """What all who hold out lose, what they are paid taken off."""
        return -self._total("holdout_payoff", holdouts)

    def payments(self, holdouts: int) -> fmpq:
        """What all who are tried are paid."""
        return self._total("expected_transfer", holdouts)

    def sanctions(self, holdouts: int) -> fmpq:
        """What all pleas cost beside the sentences, when so many of those who decide hold out."""
        return self._over_pleas("sanction", holdouts)

    def credits(self, holdouts: int) -> fmpq:
        """What is taken off all offers that are accepted then."""
        return self._over_pleas("credit", holdouts)

    def making_whole(self, holdouts: int) -> fmpq:
        """What it takes to leave committed ones who are tried as well off as those who are not."""
        held = holdouts + self.committed - self.breaking
        if not held:
            return fmpq(0)
        everyone = self._total("expected_stake", holdouts)
        return everyone * (self.committed - self.breaking) / held

    def _total(self, name: Formula, holdouts: int) -> fmpq:
        return total_over_holdouts(self._payoffs, self._payoffs.formula(name), holdouts)

    def _over_pleas(self, name: Formula, holdouts: int) -> fmpq:
        return total_over_pleas(self._payoffs, self._payoffs.formula(name), holdouts)
