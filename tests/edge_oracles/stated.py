"""An edge's game as fractions, and what follows from the definitions of the model alone."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import floor

from flint import arb, ctx, fmpq
from mpmath import mp, mpf

DIGITS = 80
"""Of whatever is not a fraction."""

_MOST_WRITTEN_OUT = 1000  # terms of a sum that stays a fraction
_BITS = 384

Exact = Fraction | mpf


def high(value):
    """A fraction, or whatever has one, in many digits."""
    if isinstance(value, mpf):
        return value
    value = Fraction(value)
    return mpf(value.numerator) / value.denominator


@dataclass(frozen=True)
class Lottery:
    """Gains of the form a − b·min(1, C/m) for m = 1…n; C need not be whole."""

    if_not_tried: Fraction
    at_stake: Fraction
    capacity: Fraction
    count: int

    def tried(self, m):
        """τ(m)."""
        return min(Fraction(1), Fraction(self.capacity) / m)

    def gain(self, m):
        """Δ(m)."""
        return self.if_not_tried - self.at_stake * self.tried(m)

    @cached_property
    def gains(self):
        """Δ(1…n)."""
        return [self.gain(m) for m in range(1, self.count + 1)]

    def chances_up_to(self, m):
        """τ(1) + … + τ(m): a fraction for short sums, else by digamma functions."""
        sure = min(floor(self.capacity), m)
        if m - sure <= _MOST_WRITTEN_OUT:
            return sure + sum((self.tried(j) for j in range(sure + 1, m + 1)), Fraction(0))
        return sure + high(self.capacity) * (mp.harmonic(m) - mp.harmonic(sure))

    def potential(self, m):
        """W(m) = Δ(1) + … + Δ(m)."""
        chances = self.chances_up_to(m)
        if isinstance(chances, Fraction):
            return m * self.if_not_tried - self.at_stake * chances
        return high(m * self.if_not_tried) - high(self.at_stake) * chances

    def reaches(self, goal):
        """Whether holding out is what the goal asks for.

        A convex potential is largest at an end, a concave one at n iff its last step is none down.
        """
        first, last = self.gain(1), self.gain(self.count)
        match goal:
            case "existence":
                return last >= 0
            case "risk dominance":
                return last >= 0 and (self.at_stake < 0 or self.potential(self.count) >= 0)
            case "dominance":
                return min(first, last) >= 0
            case "divide-and-conquer proof":
                return first >= 0
        raise ValueError(goal)


@dataclass(frozen=True)
class Stated:
    """A game at an edge, by its numbers as they are written."""

    defendants: int
    capacity: int
    offer: Fraction
    sentence: Fraction
    conviction: Fraction
    process_cost: Fraction
    dismissal_cost: Fraction

    @cached_property
    def trial_cost(self):
        """T = pJ + c."""
        return self.conviction * self.sentence + self.process_cost

    @cached_property
    def at_stake(self):
        """T − d."""
        return self.trial_cost - self.dismissal_cost

    @cached_property
    def saved(self):
        """S − d, what a hold-out who is not tried gains."""
        return self.offer - self.dismissal_cost

    @cached_property
    def ratio(self):
        """r."""
        return self.saved / self.at_stake

    @cached_property
    def rate(self):
        """κ."""
        return Fraction(self.capacity, self.defendants)

    @cached_property
    def lottery(self):
        """Its gains."""
        return Lottery(self.saved, self.at_stake, Fraction(self.capacity), self.defendants)

    def chance(self, holdouts):
        """τ(m)."""
        return self.lottery.tried(holdouts)

    def mean_chance(self, count):
        """L(n, K)."""
        return self.lottery.chances_up_to(count) / count

    def price(self, chance):
        """What a defendant with that chance of trial would as soon accept."""
        if isinstance(chance, mpf):
            return high(self.dismissal_cost) + chance * high(self.at_stake)
        return self.dismissal_cost + chance * self.at_stake

    @cached_property
    def tipping(self):
        """The least m with Δ(m) ≥ 0, by search: gains never fall."""
        low, top = 0, self.defendants
        if self.lottery.gain(top) < 0:
            return None
        while top - low > 1:
            middle = (low + top) // 2
            low, top = (low, middle) if self.lottery.gain(middle) >= 0 else (middle, top)
        return top

    @cached_property
    def has_mixed(self):
        """Whether some x between 0 and 1 makes everyone indifferent, and only one does."""
        return bool(self.capacity) and self.rate < self.ratio < 1

    def trial_chance(self, probability):
        """F(x) as a ball: a hold-out's chance of trial, by incomplete beta functions."""
        n, k = self.defendants, self.capacity
        x = ball(Fraction(probability))
        if not k or k >= n:
            return arb(int(k > 0))
        with ctx.workprec(_BITS):
            fewer = (1 - x).beta_lower(arb(n - k), arb(k), regularized=True)
            if k < n * Fraction(probability):  # balls are narrow on the smaller side alone
                more = 1 - (1 - x).beta_lower(arb(n - k), arb(k + 1), regularized=True)
            else:
                more = x.beta_lower(arb(k + 1), arb(n - k), regularized=True)
            return fewer + arb(k) / (n * x) * more

    def expected_gain(self, probability):
        """D(x) as a ball."""
        if probability in (0, 1):
            return ball(self.lottery.gain(1 if probability == 0 else self.defendants))
        with ctx.workprec(_BITS):
            return ball(self.saved) - ball(self.at_stake) * self.trial_chance(probability)


def middle(value):
    """Of a ball, which must be narrow."""
    assert value.rad() <= abs(value.mid()) * arb(2) ** -100
    found = value.mid().fmpq()
    return Fraction(int(found.p), int(found.q))


def ball(value):
    """A fraction as an Arb ball."""
    with ctx.workprec(_BITS):
        return arb(fmpq(value.numerator, value.denominator))
