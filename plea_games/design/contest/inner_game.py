r"""The game among defendants inside a contest: what prices and trials come to.

With a(m) the offer at which a defendant is indifferent when m of those who decide hold out, herself
included, and terms of any kind in it, everything a prosecutor's prices can do follows from a.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from flint import fmpq

from ...games.exact_functions import largest
from ...games.exact_payoffs import RULES, exact_payoffs
from ...games.gains import (
    expected_by_turnout,
    payoffs_by_turnout,
    pieces_by_turnout,
    plea_payoffs,
    total_over_holdouts,
    total_over_pleas,
)
from ...model.game import PleaGame
from ...model.parts import Parts
from .curves import Curve
from .falling_curve import FallingCurve

_OfParts = Callable[[Parts], Any]


class InnerGame:
    """A caseload with a posture's and a move's terms, all quantities exact, in years."""

    def __init__(self, game: PleaGame) -> None:
        self.game = game
        self._exact = exact_payoffs(game)
        self.deciding = int(self._exact.players.p)
        self.committed = self._exact.committed
        self.breaking = self.committed * (1 - self._exact.reliability)
        """Of the committed, how many plead after all, on average."""
        self.caseload = self._exact.caseload
        pleas = self._exact.at(fmpq(0), of_plea=True)
        self.offer, self.capacity = fmpq(pleas.offer), fmpq(pleas.capacity)
        self.weighs_others = self._exact.at(fmpq(1)).fellows != 0

    @cached_property
    def indifferent(self) -> Curve | FallingCurve:
        """a(1…n), the offers at which pleading is as good as holding out."""
        return self._curve(self._exact.hold_out)

    @cached_property
    def indifferent_if_first(self) -> Curve | FallingCurve:
        """The same for one who is tried before all others who hold out."""
        surely = min(fmpq(1), self._exact.trials)

        def hold_out(held: Any) -> Any:
            at = self._exact.at(held)
            return at.reward - (surely * RULES.trial_cost(at) + (1 - surely) * at.dismissal_cost)

        return self._curve(hold_out)

    def indifferent_if_pivotal(self, spared: int) -> fmpq:
        """The offer at which a plea while so many others hold out is as good as all holding out."""
        everyone = self.deciding
        (plea,) = plea_payoffs(self._exact, range(spared + 1, spared + 2))
        (held,) = payoffs_by_turnout(self._exact, range(everyone, everyone + 1))
        return self.offer + plea - held

    def _curve(self, of_all: Callable[[Any], Any]) -> Curve | FallingCurve:
        """The offers at which a plea is as good as what holding out as one of all comes to."""
        plead = self._exact.plead
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
        return max(1, int(self._exact.trials.floor()))

    def trials(self, holdouts: int) -> fmpq:
        """Trials when so many of those who decide hold out."""
        return self._total(RULES.trial_probability, holdouts)

    def sentences(self, holdouts: int) -> fmpq:
        """Expected years of sentence from those trials."""
        return self._if_tried(lambda at: at.conviction * at.sentence, holdouts)

    def loss(self, holdouts: int) -> fmpq:
        """What all who hold out lose, what they are paid taken off."""
        return -self._total(RULES.holdout_payoff, holdouts)

    def payments(self, holdouts: int) -> fmpq:
        """What all who are tried are paid."""
        return self._if_tried(lambda at: at.transfer, holdouts)

    def sanctions(self, holdouts: int) -> fmpq:
        """What all pleas cost beside the sentences, when so many of those who decide hold out."""
        return self._over_pleas(lambda at: at.sanction, holdouts)

    def credits(self, holdouts: int) -> fmpq:
        """What is taken off all offers that are accepted then."""
        return self._over_pleas(lambda at: at.credit, holdouts)

    def making_whole(self, holdouts: int) -> fmpq:
        """What it takes to leave committed ones who are tried as well off as those who are not."""
        held = holdouts + self.committed - self.breaking
        if not held:
            return fmpq(0)
        everyone = self._if_tried(
            lambda at: largest(0, RULES.trial_cost(at) - at.dismissal_cost), holdouts
        )
        return everyone * (self.committed - self.breaking) / held

    def _if_tried(self, part: _OfParts, holdouts: int) -> fmpq:
        """The sum of a part over all hold-outs who are tried."""
        return self._total(lambda at: RULES.trial_probability(at) * part(at), holdouts)

    def _total(self, part: _OfParts, holdouts: int) -> fmpq:
        return total_over_holdouts(self._exact, lambda held: part(self._exact.at(held)), holdouts)

    def _over_pleas(self, part: _OfParts, holdouts: int) -> fmpq:
        def of_pleas(held: Any) -> Any:
            return part(self._exact.at(held, of_plea=True))

        return total_over_pleas(self._exact, of_pleas, holdouts)
