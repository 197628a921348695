r"""A hold-out's chance of trial when each other holds out with probability x, as exact as needed.

.. math:: F(x) = \mathrm E\,\tau(1 + \mathrm{Bin}(N-1, x)) = \frac{\mathrm E\min(M, K)}{Nx},
          \qquad M \sim \mathrm{Bin}(N, x),\quad F(0) = 1.

For 1 ≤ K < N it falls strictly, from 1 to K/N, and :math:`xF(x)` rises strictly. Which side of F(x)
a ratio lies on decides equilibria. Doubles decide where they are far enough apart, then balls in
growing precision. F(x) is a fraction whose denominator has at most :math:`N \log_2 q + 1.5 N` bits,
for x = p/q. So once the precision exceeds that and the bits of the ratio, the two are equal.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from flint import arb, fmpq, fmpz

from ...games.exact_functions import as_fmpq
from ...games.working_precision import working_precision
from ...model.exact import as_fraction
from ...solvers.lottery import trial_probability
from ...solvers.one_lottery import mixed_probability_of
from ...solvers.roots.enclosures import Enclosure, enclose
from ...solvers.roots.lottery_gain import LotteryGain
from .case_laws import Floats

CLEARLY_APART = 1e-9
"""Relative; doubles of F are right to 1e-14 (see :mod:`~plea_games.solvers.lottery`)."""
_MOST_BITS = 60_000
_MOST_EXACT_BITS = 8_000
_FIRST_BITS = 128


@dataclass(frozen=True)
class TrialChances:
    """F for N defendants and K ≥ 1 trials."""

    defendants: int
    capacity: int

    @property
    def is_scarce(self) -> bool:
        """Whether not everybody can be tried."""
        return self.capacity < self.defendants

    @property
    def least(self) -> Fraction:
        """F(1)."""
        return min(Fraction(1), Fraction(self.capacity, self.defendants))

    def at(self, shares: Floats) -> Floats:
        """F in doubles.

        >>> TrialChances(2, 1).at(np.array([0.0, 0.5, 1.0]))
        array([1.  , 0.75, 0.5 ])
        """
        chances = np.ones_like(shares)
        if self.is_scarce:
            inside = shares > 0
            chances[inside] = trial_probability(self.defendants, self.capacity, shares[inside])
        return chances

    def exactly(self, share: Fraction) -> Fraction | None:
        """F as a fraction; None where that would have more than some 2,400 digits.

        >>> TrialChances(10, 3).exactly(Fraction(1, 4))
        Fraction(569919, 655360)
        """
        if not self.is_scarce or share == 0:
            return Fraction(1)
        if share == 1:
            return self.least
        if self.defendants * share.denominator.bit_length() > _MOST_EXACT_BITS:
            return None
        x, count = as_fmpq(share), self.defendants
        missing = sum(
            (
                (self.capacity - m) * fmpz.bin_uiui(count, m) * x**m * (1 - x) ** (count - m)
                for m in range(self.capacity)
            ),
            fmpq(0),
        )
        return as_fraction((self.capacity - missing) / (count * x))

    def compare(self, share: Fraction, ratio: Fraction) -> int | None:
        """The sign of F(share) − ratio; None where it takes too long to tell them apart.

        >>> TrialChances(2, 1).compare(Fraction(1, 2), Fraction(3, 4))
        0
        """
        exact = self.exactly(share)
        if exact is not None:
            return (exact > ratio) - (exact < ratio)
        gain = LotteryGain(self.defendants, self.capacity, ratio, Fraction(1))
        enough = self.defendants * (2 + share.denominator.bit_length())
        enough += ratio.denominator.bit_length()
        bits = _FIRST_BITS
        while True:
            with working_precision(2 * bits):
                difference = -gain(arb(as_fmpq(share)), bits)
            if difference > 0:
                return 1
            if difference < 0:
                return -1
            if bits > enough:
                return 0
            if bits > _MOST_BITS:
                return None
            bits *= 4

    def share_at(self, ratio: Fraction) -> Enclosure:
        """The x with F(x) = ratio, between proved bounds, for F(1) < ratio < 1."""
        near = mixed_probability_of(self.defendants, self.capacity, ratio)
        return enclose(LotteryGain(self.defendants, self.capacity, ratio, Fraction(1)), near, 1)
