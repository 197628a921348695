r"""The expected gain as a function of log odds, over whole intervals, with bounds on rounding.

If every other defendant holds out with log odds u, that is with probability
:math:`x = 1/(1 + e^{-u})`, the expected gain D is a Bernstein polynomial in x, and so are its
derivatives in u: :math:`\frac{d}{du} = x(1-x)\frac{d}{dx}` takes the coefficients
:math:`b_0, \dots, b_n` to :math:`\frac{k(n+1-k)}{n+1}(b_k - b_{k-1})`, k = 0, …, n + 1.

A Bernstein polynomial is the mean of its coefficients under a binomial law, which increases with u.
Hence the polynomial whose coefficients are the running sums of the rises alone increases, and so
does that of the falls. From a to b the polynomial itself therefore stays above its value at b less
what the rises add from a to b, and below its value at a plus as much. No Lipschitz constant is
needed, and the bounds shrink with the interval.

Rounding. A mean is taken over the stretch that holds all but 1e-18 of the mass (Bernstein's
inequality). Weights are products of ratios outwards from the mode, so a weight k steps away is
right to 3k units in the last place, and a mean over w weights to 8w units in the last place of the
largest coefficient. Exp is taken to be right to one unit.
"""

import math
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Floats = NDArray[np.float64]

_UNIT = float(np.finfo(np.float64).eps)
_LOG_MASS = math.log(2e18)  # of what a window leaves out


@dataclass(frozen=True, eq=False)
class _Means:
    """At one point: D and its derivatives, bounds on the errors, and their rises alone."""

    value: Floats
    error: Floats
    rises_at: Callable[[], Floats]

    @cached_property
    def rises(self) -> Floats:
        """What rises alone add up to there; bounds over intervals need it, points do not."""
        return self.rises_at()


class GainInLogOdds:
    """D(u) with its first and second derivative, at points and over intervals.

    Parameters
    ----------
    gain
        Δ(1…N), each rounded to a double, shape (N,).

    >>> gain = GainInLogOdds(np.array([-1.0, 3.0]))
    >>> gain.at(0.0)  # D(x) = 4x − 1 at x = 1/2
    array([1., 1., 0.])
    >>> low, high = gain.over(0.0, 0.001)[0]
    >>> bool(low <= 1.0 < 1.0009 < high < 1.0011)
    True
    """

    def __init__(self, gain: Floats) -> None:
        slope = _derivative(gain)
        rows = (_raised(_raised(gain)), _raised(slope), _derivative(slope))
        self._rows = np.array(rows)
        steps = np.diff(self._rows, axis=1)
        rises = np.cumsum(np.maximum(steps, 0.0), axis=1)
        self._rises = np.pad(rises, ((0, 0), (1, 0)))
        size, largest = gain.size, float(np.abs(gain).max())
        # rounding of the coefficients themselves: differences are scaled by up to N/4 each
        scale = largest * np.array([1.0, size, size**2])
        self._coefficient_error = 8 * _UNIT * scale
        self._rise_error = _UNIT * size * self._rises[:, -1] + 2 * self._coefficient_error
        self._largest = np.abs(self._rows).max(axis=1)
        self._known: dict[float, _Means] = {}

    def anew(self) -> "GainInLogOdds":
        """The same, with nothing remembered of what was computed."""
        other = copy(self)
        other._known = {}
        return other

    def at(self, u: float) -> Floats:
        """D, D′ and D″ in u; shape (3,)."""
        return self._means(u).value

    def error(self, u: float) -> Floats:
        """Bounds on the errors of the same."""
        return self._means(u).error

    def over(self, lower: float, upper: float) -> Floats:
        """Bounds on D, D′ and D″ over an interval, shape (3, 2)."""
        first, last = self._means(lower), self._means(upper)
        slack = first.error + last.error + 2 * self._rise_error
        risen = last.rises - first.rises + slack
        bounds = np.stack((last.value - risen, first.value + risen), axis=1)
        for row in (1, 0):
            down, up = (upper - lower) * bounds[row + 1]
            fall, rise = max(-down, 0.0), max(up, 0.0)
            one, other = first.value[row], last.value[row]
            rounding = slack[row] + 8 * _UNIT * (fall + rise + abs(one) + abs(other))
            least = max(one - fall, other - rise) - rounding
            most = min(one + rise, other + fall) + rounding
            bounds[row] = max(bounds[row, 0], least), min(bounds[row, 1], most)
        return bounds

    def _means(self, u: float) -> _Means:
        if u not in self._known:
            self._known[u] = self._computed(u)
        return self._known[u]

    def _computed(self, u: float) -> _Means:
        degree = self._rows.shape[1] - 1
        first, weights = _binomial_weights(degree, -abs(u))
        stretch = slice(first, first + weights.size)
        if u > 0:  # counted from the other end
            stretch = slice(degree + 1 - first - weights.size, degree + 1 - first)
            weights = weights[::-1]
        relative = 8 * weights.size * _UNIT
        error = relative * self._largest + self._coefficient_error
        value = self._rows[:, stretch] @ weights
        return _Means(value, error, lambda: self._rises[:, stretch] @ weights)


def _binomial_weights(degree: int, u: float) -> tuple[int, Floats]:
    """The binomial law at log odds u ≤ 0 where it has mass: the first place, and the weights."""
    x = float(expit(u))
    spread = 2 * _LOG_MASS * degree * x * (1 - x)
    reach = _LOG_MASS / 3 + math.sqrt((_LOG_MASS / 3) ** 2 + spread)
    first = max(0, math.floor(degree * x - reach))
    last = min(degree, math.ceil(degree * x + reach))
    mode = min(math.floor((degree + 1) * x), degree)
    place = np.arange(first, last)
    ratio = (degree - place) / (place + 1) * math.exp(u)
    ahead = np.cumprod(ratio[mode - first :])
    behind = np.cumprod(1 / ratio[: mode - first][::-1])[::-1]
    weights = np.concatenate((behind, [1.0], ahead))
    return first, weights / weights.sum()


def _derivative(coefficients: Floats) -> Floats:
    """Coefficients of the derivative in u, one degree higher."""
    place = np.arange(1, coefficients.size)
    scale = place * (coefficients.size - place) / coefficients.size
    return np.pad(scale * np.diff(coefficients), 1)


def _raised(coefficients: Floats) -> Floats:
    """The same polynomial, one degree higher."""
    count = coefficients.size
    place = np.arange(count + 1)
    padded = np.pad(coefficients, 1)
    raised: Floats = ((count - place) * padded[1:] + place * padded[:-1]) / count
    return raised
