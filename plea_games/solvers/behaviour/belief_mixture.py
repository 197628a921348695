r"""What a defendant expects of others in a global game, as a mixture of normal laws.

In the letters of :mod:`~plea_games.solvers.behaviour.global_game`, B is a normal mixture: with
:math:`D(\Phi(v))` written as the sum of its rises, B(ν) is Δ(1) plus the integral of
:math:`\Phi((\nu - v)/\rho)\,dD(\Phi(v))`. It is taken by the trapezoidal rule, which for functions
as smooth as these is right to about rounding.
"""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr, ndtr, ndtri

from ...errors import PrecisionError
from ...games.anonymous import AnonymousGame
from .gain_in_log_odds import GainInLogOdds

Floats = NDArray[np.float64]

_ROOT = math.sqrt(2 * math.pi)
_STEPS = 1.5  # of the trapezoidal rule, per standard deviation of what it adds up
_LEFT_OUT = 1e-18  # of the mass of the mixture
_FAR = 1e3  # standard deviations off; the density is 0 long before
_MOST_MIDDLES = 4_000  # of intervals looked at together
_ACCURACY = 1e-12  # of the trapezoidal rule, as checked on the total


class BeliefMixture:
    """B as Δ(1) plus a share q of Δ(N) − Δ(1); an equilibrium is a fixed point in q."""

    def __init__(self, game: AnonymousGame, prior: float, noise: float, mean: float) -> None:
        self._least = float(game.gain[0])
        self._range = float(game.gain[-1] - game.gain[0])
        self._mean, self._prior, self._noise = mean, prior, noise
        self._ratio = noise / prior / prior  # α/√β
        self._rho = 1 / math.hypot(1, noise / prior)
        self._places, self._weights = _rises(game, self._rho)

    def share(self, nu: float) -> float:
        """(B(ν) − Δ(1))/(Δ(N) − Δ(1))."""
        return float(self._weights @ ndtr((nu - self._places) / self._rho))

    def density(self, nu: float) -> float:
        """The derivative of the same."""
        return self._normal(nu - self._places)

    def _normal(self, distances: Floats) -> float:
        off = np.minimum(np.abs(distances) / self._rho, _FAR)
        return float(self._weights @ np.exp(-off * off / 2)) / (self._rho * _ROOT)

    def expected(self, q: float) -> float:
        """B, Δ(1) and the share q of the range."""
        return self._least + q * self._range

    def tilt(self, q: float) -> float:
        """ν, if she expects the share q of the range."""
        return self._ratio * (self._mean + self.expected(q))

    def excess(self, q: float) -> float:
        """0 in equilibrium."""
        return q - self.share(self.tilt(q))

    def sign(self, q: float) -> int:
        """Of the excess; 0 where rounding hides it."""
        ball = self.excess(q)
        return 0 if abs(ball) <= _ACCURACY else 1 if ball > 0 else -1

    def bounds(self, lower: float, upper: float) -> tuple[float, float]:
        """On the excess over an interval."""
        return (
            lower - self.share(self.tilt(upper)) - _ACCURACY,
            upper - self.share(self.tilt(lower)) + _ACCURACY,
        )

    def slopes(self, lower: float, upper: float) -> tuple[float, float]:
        """Bounds on the derivative of the excess over an interval."""
        first, last = self.tilt(lower), self.tilt(upper)
        nearest = np.maximum(np.maximum(first - self._places, self._places - last), 0.0)
        farthest = np.maximum(np.abs(first - self._places), np.abs(last - self._places))
        scale = self._ratio * self._range
        slack = scale * _ACCURACY / (self._rho * _ROOT)
        return (
            1 - scale * self._normal(nearest) - slack,
            1 - scale * self._normal(farthest) + slack,
        )

    def multiplicity_index(self) -> tuple[float, float]:
        r"""Bounds on (α/√β) max B′, by branch and bound.

        Within h of a place, B′ is at most its value there, plus h times the size of its slope, plus
        h²/2 times the most that a mixture of normal densities bends, 1/(ρ³√(2π)).
        """
        scale = self._ratio * self._range
        if not scale:
            return 0.0, 0.0
        half, highest = self._rho / 8, 0.0
        middles = np.arange(self._places[0], self._places[-1] + half, 2 * half)
        while True:
            values = np.array([self.density(nu) for nu in middles])
            slopes = np.array([self._density_slope(nu) for nu in middles])
            tops = values + np.abs(slopes) * half + half * half / (2 * self._rho**3 * _ROOT)
            highest = max(highest, float(values.max()))
            above = tops > highest * (1 + _ACCURACY)
            if not above.any() or 2 * above.sum() > _MOST_MIDDLES:
                break
            half /= 2
            middles = np.concatenate((middles[above] - half, middles[above] + half))
        most = max(highest * (1 + _ACCURACY), float(tops.max()))
        slack = _ACCURACY / (self._rho * _ROOT)
        return scale * max(0.0, highest - slack), scale * (most + slack)

    def _density_slope(self, nu: float) -> float:
        off = np.clip((nu - self._places) / self._rho, -_FAR, _FAR)
        return -float(self._weights @ (off * np.exp(-off * off / 2))) / (self._rho**2 * _ROOT)

    def signal(self, q: float) -> float:
        """x*, if she expects the share q of the range."""
        expected = self.expected(q)
        return -expected - (self._noise / self._prior) ** 2 * (self._mean + expected)


def _rises(game: AnonymousGame, rho: float) -> tuple[Floats, Floats]:
    """Places v and what of D(Φ(v)) rises there, as shares of Δ(N) − Δ(1)."""
    count = game.defendants
    width = math.sqrt(math.pi / 2 / count)  # of the others' median, the narrowest rise
    step = width / math.hypot(1, width / rho) / _STEPS
    reach = -float(ndtri(_LEFT_OUT / count))
    half = math.ceil(reach / step)
    places = step * np.arange(-half, half + 1, dtype=np.float64)
    # counted from Δ(1), so that doubles hold the rises themselves
    gain = GainInLogOdds(np.array([float(delta - game.gain[0]) for delta in game.gain]))
    log_odds = log_ndtr(places) - log_ndtr(-places)
    slopes = np.array([gain.at(float(u))[1] for u in log_odds])
    log_density = -(places**2) / 2 - log_ndtr(places) - log_ndtr(-places)
    weights: Floats = slopes * np.exp(log_density) * step / _ROOT
    total, due = float(weights.sum()), float(game.gain[-1] - game.gain[0])
    if abs(total - due) > _ACCURACY * due:
        rule = f"comes out of the trapezoidal rule as {total:.15g}"
        raise PrecisionError(
            "Δ(N) − Δ(1)", f"{due:.15g}", rule, "take a smaller game, or less noise"
        )
    return places, weights / due if due else weights
