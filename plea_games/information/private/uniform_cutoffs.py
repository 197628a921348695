r"""All cutoffs where the cost of trial is uniform on [a, b].

With t = a + (b − a)x the condition is p(x) = s − d for

.. math:: p(x) = (\alpha + \delta x)\,F(x), \qquad \alpha = a - d,\ \delta = b - a,

a polynomial of degree N whose Bernstein coefficients are, for n = 0, …, N,

.. math:: c_n = \delta\,\frac{\min(n,K)}{N}
              + \alpha\Bigl[\frac{\min(n,K)}{N} + \Bigl(1-\frac nN\Bigr)\tau(n+1)\Bigr].

For α > 0 they are α + δn/N up to n = K − 1 and fall strictly from n = K on. So they rise and then
fall, and :math:`c_n - (s-d)` changes sign twice at most, whatever s. By variation diminution the
same is true of p, so p itself only rises and then falls: there are two interior cutoffs at most.
For α ≤ 0,
:math:`p = \alpha F + \delta xF` rises, since F falls and xF rises: there is one equilibrium. So the
two ends of p, which are rational, and its peak decide, and bisection finds the cutoffs.
"""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
from scipy.optimize import brentq

from ...solvers.binomial_excess import excess
from .cutoffs import Cutoff, CutoffSearch
from .trial_chances import TrialChances

_ROUNDING = 1e-12  # of s − d
_MOST_STEPS = 1000  # bisection halves to the least double

_PROVED = "Complete: p rises and then falls, so its ends and its peak decide."
_TOUCHING = (
    "Complete but for the peak of p, which is s − d up to rounding: none, one or two cutoffs there."
)


class _Products:
    """The function p/(s − d) − 1 and its slope, in doubles."""

    def __init__(self, alpha: Fraction, delta: Fraction, gained: Fraction, chances: TrialChances):
        self.alpha, self.delta = float(alpha / gained), float(delta / gained)
        self.chances = chances

    def chance(self, x: float) -> float:
        return float(self.chances.at(np.array([x]))[0])

    def excess(self, x: float) -> float:
        return (self.alpha + self.delta * x) * self.chance(x) - 1

    def slope(self, x: float) -> float:
        """With respect to log x, so times x."""
        count, tried = (np.array([float(each)]) for each in
                        (self.chances.defendants, self.chances.capacity))  # fmt: skip
        shares = excess(count, tried, np.array([x]))
        falls = float(shares.reached[0] - shares.beyond[0])
        return self.delta * x * float(shares.within[0]) - (self.alpha + self.delta * x) * falls


def uniform_cutoffs(
    ends: tuple[Fraction, Fraction], chances: TrialChances, price: Fraction, waiting: Fraction
) -> CutoffSearch:
    """All equilibria for 1 ≤ K < N and s > d.

    >>> chances = TrialChances(2, 1)
    >>> found = uniform_cutoffs((Fraction(0), Fraction(1)), chances, Fraction(1, 4), Fraction(0))
    >>> [each.share for each in found.cutoffs]
    [0.292893218813452...]
    """
    low, high = ends
    alpha, delta, gained = low - waiting, high - low, price - waiting
    p = _Products(alpha, delta, gained, chances)
    start, end = alpha - gained, (high - waiting) * chances.least - gained
    peak = _peak(p, alpha, delta)
    height = p.excess(peak) if 0 < peak < 1 else None
    cutoffs: list[Cutoff] = []

    def add(lower: float, upper: float, rises: bool) -> None:
        x = float(brentq(p.excess, lower, upper, xtol=1e-300, rtol=1e-15, maxiter=_MOST_STEPS))
        cost = float(low) + float(delta) * x
        cutoffs.append(Cutoff("cutoff", cost, x, p.chance(x), None, rises, None))

    if start >= 0:
        stable = start > 0 or peak > 0
        cutoffs.append(Cutoff("all plead", price, Fraction(0), Fraction(1), None, stable, None))
    if height is None:  # p rises all along, or falls
        if start * end < 0:
            add(0.0, 1.0, start < 0)
    elif height > _ROUNDING:
        if start < 0:
            add(0.0, peak, True)
        if end < 0:
            add(peak, 1.0, False)
    if end <= 0:
        cost, stable = waiting + gained / chances.least, end < 0 or peak == 1
        cutoffs.append(Cutoff("all hold out", cost, Fraction(1), chances.least, None, stable, None))
    is_peak_clear = height is None or abs(height) > _ROUNDING
    touching = () if is_peak_clear else ((float(low) + float(delta) * peak,) * 2,)
    proof = _PROVED if is_peak_clear else _TOUCHING
    return CutoffSearch(tuple(cutoffs), is_peak_clear, proof, touching)


def _peak(p: _Products, alpha: Fraction, delta: Fraction) -> float:
    """Where p turns from rising to falling; 0 or 1 where it does not."""
    if alpha <= 0:
        return 1.0
    count, tried = p.chances.defendants, p.chances.capacity
    if tried == 1 and delta / count <= alpha * (1 - Fraction(1, count)) / 2:  # c₁ ≤ c₀
        return 0.0
    lower, upper = _first(p.slope, lambda k: 2.0**-k), _first(lambda x: -p.slope(x), _near_one)
    if lower is None or upper is None or upper <= lower:
        return 0.0 if lower is None else 1.0
    return float(brentq(p.slope, lower, upper, xtol=1e-300, rtol=1e-15, maxiter=_MOST_STEPS))


def _near_one(k: int) -> float:
    return 1 - 2.0**-k


def _first(function: Callable[[float], float], place: Callable[[int], float]) -> float | None:
    """The first of some points towards an end at which the function is positive."""
    return next((x for k in range(1, 53) if function(x := place(k)) > 0), None)
