r"""The expected gain D(x) of a game of any size, and what it says about its surroundings.

D(x) is the mean of :math:`b_j = \Delta(j+1)` under the binomial distribution of n = N − 1 and x.
Let Z be the standardized number of others who hold out and, at one point c, :math:`\beta_0 = E\,b`,
:math:`\beta_1 = E\,bZ` and :math:`R^2 = E\,b^2 - \beta_0^2 - \beta_1^2`. With
:math:`\theta = (x-c)\sqrt{n/(c(1-c))}`,

.. math::

    |D(x) - \beta_0 - \beta_1\theta| \le R \sqrt{e^{\theta^2} - 1 - \theta^2}, \qquad
    \Bigl|\tfrac{dD}{d\theta} - \beta_1\Bigr| \le R \sqrt{(1 + \theta^2)\, e^{\theta^2} - 1}.

For the likelihood ratio of x against c is :math:`\sum_k \sqrt{\tbinom nk}\,
(x-c)^k (c(1-c))^{-k/2} \phi_k` in the orthonormal (Krawtchouk) polynomials :math:`\phi_k` of the
binomial distribution at c, and both bounds follow from the inequalities of Bessel and of Cauchy
and Schwarz for the terms from k = 2 on, with :math:`\binom nk \le n^k/k!`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, exp, inf, log2, sqrt
from typing import TypeAlias

import numpy as np
from flint import arb, ctx
from numpy.typing import NDArray

from ...games.anonymous import AnonymousGame
from ...games.exact_functions import as_fmpq
from ...games.working_precision import working_precision
from . import bernstein, gain_signs
from .binomial_window import UNIT, Window
from .gain_signs import Run

Floats = NDArray[np.float64]

Balls: TypeAlias = Callable[[float, int], arb]
"""An expected gain at a double x in (0, 1), as a ball computed with some bits."""

_NATS = (45.0, 150.0, 600.0)
_UNDERFLOW = 1e-290  # more than all errors of what is below the normal doubles together
_PRECISIONS = (128, 512)  # bits
_MOMENT_BITS = 256
_BLOCK = 256  # gains whose largest is known
_NO_EXPONENT = -(2**60)


@dataclass(frozen=True)
class Moments:
    """β₀ and β₁ with bounds on their errors, and an upper bound on R, in the unit 2^exponent."""

    mean: float
    mean_error: float
    slope: float
    slope_error: float
    rest: float
    exponent: int

    @property
    def sign(self) -> int:
        """Of D at the point; 0 where it is not proved."""
        return 0 if abs(self.mean) <= self.mean_error else 1 if self.mean > 0 else -1

    @property
    def is_noise(self) -> bool:
        """Whether nothing is known of β₀ and β₁, which no smaller cell would mend."""
        return abs(self.mean) <= self.mean_error and abs(self.slope) <= self.slope_error

    def sign_within(self, distance: float) -> int:
        """Of D wherever |θ| is at most that; 0 where it is not proved."""
        square = distance * distance
        change = (abs(self.slope) + self.slope_error) * distance
        beyond = self.rest * square * sqrt(exp(square) / 2)  # e^y − 1 − y ≤ y² e^y / 2
        return self.sign if abs(self.mean) > 1.0001 * (self.mean_error + change + beyond) else 0

    def direction_within(self, distance: float) -> int:
        """Of D's slope wherever |θ| is at most that; 0 where it is not proved."""
        beyond = self.rest * distance * sqrt(2 * exp(distance * distance))  # (1+y)e^y − 1 ≤ 2y e^y
        if abs(self.slope) > 1.0001 * (self.slope_error + beyond):
            return 1 if self.slope > 0 else -1
        return 0


class ExpectedGain:
    """D of a game given by its gains.

    >>> D = ExpectedGain(AnonymousGame(gain=[-1, 3]))
    >>> float(D(0.5, 128).mid()), D.sign(0.25 - 1e-16), D.sign(0.25 + 1e-16)
    (1.0, -1, 1)
    """

    def __init__(self, game: AnonymousGame) -> None:
        self.game = game
        self.degree = game.defendants - 1
        self._mantissas, self._exponents = game.in_binary()
        exponents = np.where(self._mantissas == 0, _NO_EXPONENT, self._exponents)
        self._starts = np.arange(0, exponents.size, _BLOCK)
        self._highest = np.maximum.reduceat(exponents, self._starts) + 1  # |b| < 2^this
        self._last_read: tuple[tuple[int, int, int], list[arb]] = (0, 0, 0), []

    @property
    def defendants(self) -> int:
        """N."""
        return self.game.defendants

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The signs of the gains."""
        return gain_signs.of_signs(self.game.signs)

    def gain(self, holdouts: int) -> Fraction:
        """Δ(m), exactly."""
        return self.game.gain_between(holdouts, holdouts)[0]

    def sign(self, x: float) -> int:
        """The sign of D(x); 0 where ball arithmetic cannot tell it from 0."""
        return self.moments(x).sign or sign_of(self, x)

    def moments(self, x: float) -> Moments:
        """At x, in doubles."""
        for nats in _NATS:
            window = Window.around(self.degree, x, nats)
            values, exponent = self._within(window)
            weighed = window.weights * values / window.total
            sizes = np.abs(weighed)
            size = float(sizes.sum())
            tail, wide_tail, square_tail = self._tails(window, exponent)
            if tail <= UNIT * size:
                break
        places, error = window.standardized, 2 * window.error
        mean, slope = float(weighed.sum()), float(weighed @ places)
        mean_error = error * size + 2 * tail
        tilt = float(sizes @ np.abs(places))
        slope_error = error * tilt + 2 * window.misplacement * size + 2 * wide_tail
        square = float(weighed @ values) * (1 + error) + 2 * square_tail
        rest = square - max(abs(mean) - mean_error, 0) ** 2 - max(abs(slope) - slope_error, 0) ** 2
        return Moments(mean, mean_error, slope, slope_error, sqrt(max(rest, 0.0)), exponent)

    def outweighs(self, x: float, sign: int, first: int, last: int) -> bool:
        """Whether the gains of one sign, from b_first to b_last, outweigh all of the other sign."""
        window = Window.around(self.degree, x, _NATS[-1])
        values, exponent = self._within(window)
        weighed = sign * window.weights * values / window.total
        own = weighed[max(first - window.first, 0) : max(last + 1 - window.first, 0)]
        more, less = float(own[own > 0].sum()), -float(weighed[weighed < 0].sum())
        slack = 2 * window.error * (more + less) + 2 * self._tails(window, exponent)[0]
        return more - less > slack

    def __call__(self, x: float, precision: int) -> arb:
        """D(x), in the unit of the gains; exact but for rounding in games with few defendants."""
        with working_precision(precision):
            if self.game.defendants <= bernstein.FEW:
                value = bernstein.value_at(self.game.gain, Fraction(x))
                return arb(as_fmpq(value))
            window = Window.around(self.degree, x, 0.7 * precision + 40)
            weights, total, ends = window.balls()
            return _product(weights, self._gains(window), self._tail(window, ends)) / total

    def moments_in_balls(self, x: float) -> Moments:
        """At x, by ball arithmetic, rounded to doubles."""
        with working_precision(_MOMENT_BITS):
            window = Window.around(self.degree, x, 0.7 * _MOMENT_BITS + 40)
            weights, total, ends = window.balls()
            exponent = self._within(window)[1]
            unit = arb(2) ** exponent
            gains, tail = [gain / unit for gain in self._gains(window)], self._tail(window, ends)
            terms = [weight * gain for weight, gain in zip(weights, gains, strict=True)]
            mean = sum(terms, tail / unit) / total
            n, point = self.degree, arb(x)
            places = [j - n * point for j in range(window.first, window.last + 1)]
            slope = _product(terms, places, n * tail / unit) / total
            slope /= (n * point * (1 - point)).sqrt()
            square = _product(terms, gains, self._tail(window, ends, 2) / unit**2) / total
            rest = (square - mean * mean - slope * slope).abs_upper().sqrt()  # **: NaN around 0
            return Moments(*_rounded(mean), *_rounded(slope), float(rest) * (1 + UNIT), exponent)

    def _within(self, window: Window) -> tuple[Floats, int]:
        """The gains in the window over a power of two, the largest about 1, and its exponent."""
        inside = slice(window.first, window.last + 1)
        mantissas, exponents = self._mantissas[inside], self._exponents[inside]
        exponent = int(exponents.max(initial=_NO_EXPONENT, where=mantissas != 0))
        if exponent == _NO_EXPONENT:
            return mantissas, 0
        return np.ldexp(mantissas, np.maximum(exponents - exponent, -2000)), exponent

    def _gains(self, window: Window) -> list[arb]:
        asked = (window.first, window.last, ctx.prec)
        if self._last_read[0] != asked:  # points that are tried in turn lie close to each other
            given = self.game.gain_between(window.first + 1, window.last + 1)
            gains = [arb(as_fmpq(value)) for value in given]
            self._last_read = asked, gains
        return self._last_read[1]

    def _peaks(self, window: Window) -> Iterator[tuple[int, float, float]]:
        """For both sides where gains are left out: which, √ρ, and an exponent of two.

        With ratios of at most ρ beyond the end of the window, the i-th gain b beyond it weighs at
        most wρ^i, w being the weight at the end; and ρ^(i/4)|b| is at most two to that exponent.
        """
        (_, below), (_, above) = window.ends
        if window.first > 0:
            count = (window.first - 1) // _BLOCK + 1
            distances = window.first - (self._starts[:count] + _BLOCK - 1)
            falls = np.maximum(distances, 1) * (log2(below) / 4)
            yield 0, sqrt(below), float((self._highest[:count] + falls).max())
        if window.last < self.degree:
            start = (window.last + 1) // _BLOCK
            falls = np.maximum(self._starts[start:] - window.last, 1) * (log2(above) / 4)
            yield 1, sqrt(above), float((self._highest[start:] + falls).max())

    def _tails(self, window: Window, exponent: int) -> tuple[float, float, float]:
        """Bounds on what the gains outside contribute to E|b|, E|bZ| and E b², in doubles."""
        plain = wide = square = _UNDERFLOW
        for side, root, peak in self._peaks(window):
            lift = 2.0 ** (peak - exponent) if peak - exponent < 500 else inf
            series = window.ends[side][0] * root / (1 - root)
            farthest = abs(float(window.standardized[-side])) + 1 / ((1 - root) * window.deviation)
            plain += series * lift
            wide += series * lift * farthest
            square += series * lift * lift
        return plain, wide, square

    def _tail(self, window: Window, ends: tuple[arb, arb], power: int = 1) -> arb:
        """A ball around 0 that holds what the gains outside, to a power, add to the sum."""
        most = arb(0)
        for side, root, peak in self._peaks(window):
            most += ends[side] * arb(2) ** (power * ceil(peak)) * root / (1 - arb(root))
        return arb(0, 1) * most


def sign_of(expected: Balls, x: float) -> int:
    """The sign of an expected gain in ball arithmetic of growing precision; 0 where undecided."""
    for precision in _PRECISIONS:
        ball = expected(x, precision)
        if ball > 0:
            return 1
        if ball < 0:
            return -1
    return 0


def _product(left: list[arb], right: list[arb], start: arb) -> arb:
    return sum((one * other for one, other in zip(left, right, strict=True)), start)


def _rounded(ball: arb) -> tuple[float, float]:
    """A double near the middle, and a bound on how far off the ball reaches."""
    middle = float(ball.mid())
    return middle, float((ball - middle).abs_upper()) * (1 + UNIT) + _UNDERFLOW
