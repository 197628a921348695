r"""The expected gain of a lottery game in ball arithmetic, at any size.

With n = N − 1, B binomial of n and x, and b its probability of K, the chance of trial in
:mod:`~plea_games.solvers.lottery` needs one tail only:

.. math::

    F(x) = P(B < K) + \frac{K}{Nx}\,[1 - P(B < K) - (1-x)\,b], \qquad
    1 - F(x) = P(B \ge K) - \frac{K}{Nx}\,[P(B \ge K) - (1-x)\,b].

The smaller tail is summed from K on, term by term, until a geometric series bounds the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from flint import arb, ctx

from ...games.exact_functions import as_fmpq
from ...games.gains import lottery_chance
from ...games.lottery_form import LotteryForm
from ...games.working_precision import working_precision
from ..one_lottery import mixed_probability_of
from . import gain_signs
from .gain_signs import Run

GUARD = 64
"""Bits that logarithms of factorials lose up to a billion defendants."""


@dataclass(frozen=True)
class LotteryGain:
    """D(x) = (T − d)(r − F(x)) of a lottery; ``stake`` is T − d.

    >>> from plea_games import PleaGame
    >>> game = PleaGame(defendants=2, capacity=1, offer=3, sentence=4)
    >>> from plea_games.games.lottery_form import lottery_form
    >>> D = LotteryGain.of(lottery_form(game))
    >>> bool(D(0.5 - 1e-16, 128) < 0), bool(D(0.5 + 1e-16, 128) > 0), D.gain(2)
    (True, True, Fraction(1, 1))
    """

    defendants: int
    capacity: int
    offer_ratio: Fraction
    stake: Fraction

    @classmethod
    def of(cls, form: LotteryForm) -> "LotteryGain":
        """The expected gain of a lottery in numbers, with a whole number of trials."""
        return cls(int(form.defendants), int(form.capacity), form.price_ratio, form.stake)

    @property
    def runs(self) -> tuple[Run, ...]:
        """The signs of the gains."""
        return gain_signs.of_lottery(self.defendants, self.capacity, self.offer_ratio)

    def gain(self, holdouts: int) -> Fraction:
        """Δ(m), exactly."""
        return self.stake * (self.offer_ratio - lottery_chance(holdouts, self.capacity))

    def near_root(self) -> float:
        """A double close to the one root."""
        return mixed_probability_of(self.defendants, self.capacity, self.offer_ratio)

    def __call__(self, x: float | arb, precision: int) -> arb:
        """D(x) as a ball."""
        with working_precision(precision + GUARD):
            if not 1 <= self.capacity < self.defendants:
                return arb(as_fmpq(self.gain(1)))  # whatever others do
            missed = as_fmpq(1 - self.offer_ratio)
            spared = _not_tried(self.defendants, self.capacity, arb(x))
            return as_fmpq(self.stake) * (spared - missed)


def trial_chance(defendants: int, capacity: int, x: arb) -> arb:
    """F(x) for 1 ≤ K < N and 0 < x < 1, in the working precision."""
    return 1 - _not_tried(defendants, capacity, x)


def _not_tried(defendants: int, capacity: int, x: arb) -> arb:
    """1 − F(x), from whichever tail is smaller."""
    others = defendants - 1
    odds, share = x / (1 - x), capacity / (defendants * x)
    factorials = [arb(count + 1).lgamma() for count in (others, capacity, others - capacity)]
    logarithm = factorials[0] - factorials[1] - factorials[2]
    at_capacity = (logarithm + capacity * x.log() + (others - capacity) * (-x).log1p()).exp()
    if capacity > others * x:
        rising = (odds * (others - j) / (j + 1) for j in range(capacity, others))
        tail = _sum(at_capacity, rising)
        return tail - share * (tail - (1 - x) * at_capacity)
    falling = (j / (odds * (others - j + 1)) for j in range(capacity, 0, -1))
    tail = _sum(at_capacity, falling) - at_capacity
    return 1 - tail - share * (1 - tail - (1 - x) * at_capacity)


def _sum(term: arb, ratios: Iterator[arb]) -> arb:
    """term·(1 + ρ₁ + ρ₁ρ₂ + …) for falling ratios."""
    total = term
    for ratio in ratios:
        term = term * ratio
        total += term
        if term * 2**ctx.prec < total and ratio < 1:
            return total + arb(0, 1) * term * ratio / (1 - ratio)
    return total
