r"""All cutoffs for a continuous law of the cost of trial, with bounds that leave none out.

Cutoffs are the zeros of

.. math:: g(t) = (t-d)\,F(G(t)) - (s-d) \qquad\text{on}\qquad s \le t \le d + (s-d)/F(1),

where :math:`g \le 0` at the lower end and :math:`g \ge 0` at the upper one. G rises and F falls,
so on [u, v]

.. math:: (u-d)F(G(v)) - (s-d) \;\le\; g \;\le\; (v-d)F(G(u)) - (s-d),

for any law whatever. Stretches on which this excludes a zero are dropped, all others are halved,
until they are narrower than 10⁻⁹ of t − d. So nothing outside of those that are left is a cutoff.
On such a stretch, with x = G,

.. math:: g' = F(x) + (t-d)\,F'(x)\,G'(t), \qquad xF'(x) = 1 - F(x) - P(\mathrm{Bin}(N-1, x) \ge K),

where both terms of the latter rise in x, and the density G′ is bounded by its ends for families
whose density only rises and then falls. If g′ has one sign, the signs of g at the ends tell whether
the stretch holds exactly one cutoff or none. For other laws each stretch with a change of sign is
counted as one cutoff, and that there are not three is not proved.

All of this takes G, as scipy computes it, to be right to 10⁻¹², and the density to 10⁻⁹.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy.optimize import brentq

from ...solvers.binomial_excess import excess
from .case_laws import ContinuousLaw, Floats
from .cutoffs import Cutoff, CutoffKind, CutoffSearch
from .trial_chances import TrialChances

_NARROW = 1e-9  # of t − d
_ROUNDING = 2e-12  # of s − d: of F, of G, and of the product
_DENSITY_ROUNDING = 1e-9
_MOST_STRETCHES = 20_000
_LEAST = 1e-300  # in place of a share of 0
_FIRST = 64  # stretches by shares of G, and as many by t

_PROVED = "Complete: bounds exclude all else, and each cutoff is alone where it is."
_SEARCHED = (
    "Searched, not proved: nothing lies outside of the stretches found, but that each holds one "
    "cutoff is not proved, for a law of which it is not known that its density rises, then falls."
)
_TOUCHING = "Not complete: on the stretches named there are none or several more."


@dataclass(frozen=True)
class _Problem:
    law: ContinuousLaw
    chances: TrialChances
    price: float
    waiting: float

    def excess_cost(self, cost: Floats) -> Floats:
        """The function g, in units of s − d."""
        chance = self.chances.at(np.asarray(self.law.cdf(cost), dtype=np.float64))
        return (cost - self.waiting) * chance / (self.price - self.waiting) - 1

    def one(self, cost: float) -> float:
        """The same at a point."""
        return float(self.excess_cost(np.array([cost]))[0])

    def slope_bounds(self, lower: float, upper: float) -> tuple[float, float]:
        """Of g′, with the density bounded."""
        shares = np.asarray(self.law.cdf(np.array([lower, upper])), dtype=np.float64)
        chances = self.chances.at(shares)
        least, most = self.law.density_bounds(lower, upper)
        most *= 1 + _DENSITY_ROUNDING
        if shares[1] <= 0 or most == 0:
            return float(chances[1]), float(chances[0])
        count, tried = self.chances.defendants, self.chances.capacity
        slopes = excess(np.full(2, float(count)), np.full(2, float(tried)), np.fmax(shares, _LEAST))
        fall = float(slopes.reached[0] - slopes.beyond[1]) / shares[1]
        steepest = (count - 1) / (tried + 1)  # of F: N − 1 times the largest step of τ
        if shares[0] > 0:
            steepest = min(steepest, float(slopes.reached[1] - slopes.beyond[0]) / shares[0])
        rate = (
            (lower - self.waiting) * least * (1 - _DENSITY_ROUNDING) * max(fall, 0.0),
            (upper - self.waiting) * most * steepest,
        )
        return float(chances[1] - rate[1]), float(chances[0] - rate[0])


def continuous_cutoffs(
    law: ContinuousLaw, chances: TrialChances, price: Fraction, waiting: Fraction
) -> CutoffSearch:
    """All equilibria for 1 ≤ K < N and s > d.

    >>> from scipy import stats
    >>> law = ContinuousLaw(stats.uniform(0, 1), "uniform", 0.5)
    >>> found = continuous_cutoffs(law, TrialChances(2, 1), Fraction(1, 4), Fraction(0))
    >>> found.complete, [round(float(each.cost), 12) for each in found.cutoffs]
    (True, [0.292893218813])
    """
    problem = _Problem(law, chances, float(price), float(waiting))
    top = float(waiting + (price - waiting) / chances.least)
    cutoffs, undecided = list[Cutoff](), list[tuple[float, float]]()
    for lower, upper in _candidates(problem, top):
        one = _in_stretch(problem, lower, upper, top)
        if one is not None:
            cutoffs.append(one)
        if one is None or law.mode is not None:
            slopes = problem.slope_bounds(lower, upper)
            is_steady = law.mode is not None and (slopes[0] > 0 or slopes[1] < 0)
            if not is_steady or (one is None and _touches_zero(problem, lower, upper, top)):
                undecided.append((lower, upper))
    complete = law.mode is not None and not undecided
    proof = _PROVED if complete else _SEARCHED if law.mode is None else _TOUCHING
    return CutoffSearch(tuple(cutoffs), complete, proof, tuple(undecided))


def _in_stretch(problem: _Problem, lower: float, upper: float, top: float) -> Cutoff | None:
    """A cutoff that is sure to lie here; at an end of the range g is 0 or of a known sign."""
    if lower <= problem.price and problem.law.cdf(problem.price) == 0:
        return _cutoff(problem, problem.price, (lower, upper), problem.one(upper) > 0)
    if upper >= top and problem.law.cdf(top) == 1:
        return _cutoff(problem, top, (lower, upper), problem.one(lower) < 0)
    signs = (
        -1 if lower <= problem.price else problem.one(lower),
        1 if upper >= top else problem.one(upper),
    )
    if signs[0] * signs[1] >= 0:
        return None
    return _cutoff(problem, _root(problem.one, lower, upper), (lower, upper), signs[1] > 0)


def _touches_zero(problem: _Problem, lower: float, upper: float, top: float) -> bool:
    """Whether g is 0 up to rounding at an end of the range, which is then as good as a cutoff."""
    ends = [problem.price] * (lower <= problem.price) + [top] * (upper >= top)
    return any(abs(problem.one(end)) <= _ROUNDING for end in ends)


def _candidates(problem: _Problem, top: float) -> list[tuple[float, float]]:
    """Stretches that may hold cutoffs; those that touch are joined."""
    waiting = problem.waiting
    lows, highs = _first_stretches(problem, top)
    narrow: list[tuple[float, float]] = []
    while lows.size:
        if lows.size > _MOST_STRETCHES:
            narrow += zip(lows.tolist(), highs.tolist(), strict=True)  # g is next to 0 all along
            break
        chances = [problem.chances.at(np.asarray(problem.law.cdf(ends), dtype=np.float64))
                   for ends in (lows, highs)]  # fmt: skip
        scale = problem.price - waiting
        least = (lows - waiting) * chances[1] / scale - 1
        most = (highs - waiting) * chances[0] / scale - 1
        open_ = (least <= _ROUNDING) & (most >= -_ROUNDING)
        lows, highs = lows[open_], highs[open_]
        done = highs - lows <= _NARROW * (highs - waiting)
        narrow += zip(lows[done].tolist(), highs[done].tolist(), strict=True)
        lows, highs = lows[~done], highs[~done]
        middles = lows + (highs - lows) / 2
        lows, highs = np.concatenate([lows, middles]), np.concatenate([middles, highs])
    return _joined(sorted(narrow))


def _first_stretches(problem: _Problem, top: float) -> tuple[Floats, Floats]:
    start, waiting = problem.price, problem.waiting
    shares = np.linspace(0, 1, _FIRST + 1)[1:-1]
    inner = problem.law.quantiles(shares)
    ladder = waiting + np.geomspace(start - waiting, top - waiting, _FIRST + 1)
    support = np.array(problem.law.support)
    points = np.concatenate([ladder, inner, support])
    points = points[(points > start) & (points < top)]
    points = np.unique(np.concatenate([[start], points, [top]]))
    return points[:-1], points[1:]


def _joined(stretches: list[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for lower, upper in stretches:
        if joined and joined[-1][1] >= lower:
            joined[-1] = (joined[-1][0], max(upper, joined[-1][1]))
        else:
            joined.append((lower, upper))
    return joined


def _cutoff(problem: _Problem, cost: float, enclosure: tuple[float, float], stable: bool) -> Cutoff:
    share = float(problem.law.cdf(cost))
    kinds: dict[float, CutoffKind] = {0.0: "all plead", 1.0: "all hold out"}
    return Cutoff(
        kind=kinds.get(share, "cutoff"),
        cost=cost,
        share=share,
        trial_chance=float(problem.chances.at(np.array([share]))[0]),
        at_atom=None,
        stable=stable,
        enclosure=enclosure,
    )


def _root(function: Callable[[float], float], lower: float, upper: float) -> float:
    """The zero; an end of the range, where rounding leaves no change of sign."""
    ends = function(lower), function(upper)
    if ends[0] * ends[1] < 0:
        return float(brentq(function, lower, upper, xtol=1e-300, rtol=1e-15, maxiter=1000))
    return lower if abs(ends[0]) <= abs(ends[1]) else upper
