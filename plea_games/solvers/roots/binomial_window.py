r"""Binomial weights where they matter, in doubles and in balls, with proved bounds on their errors.

The weights of the binomial distribution follow from one another by ratios, starting from 1 at its
mode; to be probabilities they are divided by their sum. All but a share of about
:math:`e^{-a}` lies within :math:`a/3 + \sqrt{a^2/9 + 2a\,nx(1-x)}` of the mean (Bernstein's
inequality), so a million trials take a few thousand terms. Beyond the window the ratios fall, so
the last one bounds what is left out by a geometric series, whatever the inequality promised.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor, sqrt

import numpy as np
from flint import arb
from numpy.typing import NDArray

UNIT = 2.0**-52
"""Twice the relative error of one operation in doubles."""

_UNDERFLOW = 1e-300


@dataclass(frozen=True)
class Window:
    """From the first to the last number of successes in n trials of chance x in (0, 1)."""

    trials: int
    chance: float
    first: int
    mode: int
    last: int

    @classmethod
    def around(cls, trials: int, chance: float, nats: float) -> "Window":
        """The window that leaves out a share of about exp(−nats)."""
        mean, fail = trials * chance, 1 - chance
        half = nats / 3 + sqrt(nats * nats / 9 + 2 * nats * mean * fail) + 1
        mode = min(trials, int((trials + 1) * chance))
        first, last = max(0, floor(mean - half)), min(trials, ceil(mean + half))
        return cls(trials, chance, min(first, mode), mode, max(last, mode))

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """Of all within, 1 at the mode."""
        up = np.arange(self.mode, self.last)
        down = np.arange(self.mode, self.first, -1)
        above = np.cumprod((self.trials - up) / (up + 1) * self._odds)
        below = np.cumprod(down / ((self.trials - down + 1) * self._odds))
        return np.concatenate((below[::-1], [1.0], above))

    @cached_property
    def total(self) -> float:
        """The sum of the weights within."""
        return float(self.weights.sum())

    @cached_property
    def ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The weights at the first and the last number, and a bound on the ratios beyond each."""
        below = self.first / ((self.trials - self.first + 1) * self._odds)
        above = (self.trials - self.last) / (self.last + 1) * self._odds
        weights = float(self.weights[0]), float(self.weights[-1])
        slack = 1 + self._rounding
        return (
            (weights[0] * slack + _UNDERFLOW, below * slack),
            (weights[1] * slack + _UNDERFLOW, above * slack),
        )

    @cached_property
    def outside(self) -> float:
        """A bound on the sum of the weights left out."""
        return sum(weight * ratio / (1 - ratio) for weight, ratio in self.ends)

    @cached_property
    def error(self) -> float:
        """A bound on the relative error of the weights over their total, and of any sum of them."""
        return self._rounding + self.outside / self.total

    @cached_property
    def standardized(self) -> NDArray[np.float64]:
        """The numbers of successes, less their mean, over their standard deviation."""
        numbers = np.arange(self.first, self.last + 1, dtype=np.float64)
        if self.chance <= 0.5:
            return (numbers - self.trials * self.chance) / self.deviation
        return (self.trials * (1 - self.chance) - (self.trials - numbers)) / self.deviation

    @property
    def deviation(self) -> float:
        """The standard deviation."""
        return sqrt(self.trials * self.chance * (1 - self.chance))

    @property
    def misplacement(self) -> float:
        """A bound on the error of the standardized numbers, but for a relative one."""
        return UNIT * self.trials * min(self.chance, 1 - self.chance) / self.deviation

    def balls(self) -> tuple[list[arb], arb, tuple[arb, arb]]:
        """In ball arithmetic: the weights, their total over all numbers, and those at the ends."""
        odds = arb(self.chance) / (1 - arb(self.chance))
        above, below = list(self._upwards(odds)), list(self._downwards(odds))
        weights = below[:0:-1] + above
        outside = arb(0)
        for weight, (_, ratio) in zip((below[-1], above[-1]), self.ends, strict=True):
            outside += weight * ratio / (1 - arb(ratio))
        return weights, sum(weights, arb(0, 1) * outside), (below[-1], above[-1])

    def _upwards(self, odds: arb) -> Iterator[arb]:
        weight = arb(1)
        yield weight
        for number in range(self.mode, self.last):
            weight = weight * odds * (self.trials - number) / (number + 1)
            yield weight

    def _downwards(self, odds: arb) -> Iterator[arb]:
        weight = arb(1)
        yield weight
        for number in range(self.mode, self.first, -1):
            weight = weight * number / (odds * (self.trials - number + 1))
            yield weight

    @property
    def _odds(self) -> float:
        return self.chance / (1 - self.chance)

    @property
    def _rounding(self) -> float:
        """Five operations a step from the mode, and one for each term of a sum."""
        steps = max(self.mode - self.first, self.last - self.mode)
        return (5 * steps + (self.last - self.first) + 16) * UNIT
