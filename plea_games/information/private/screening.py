r"""The best uniform offer where cases are private: screening by who pleads.

A trial is worth T to the prosecutor, so an offer s that leads to the cutoff t brings, per
defendant, s from the share :math:`1 - G(t)` who plead and T from those tried among the others. At
:math:`s = d + (t-d)F(G(t))` that is

.. math:: R(t) = d\,(1-F)(1-G(t)) + F\;\mathrm E\min(T, t), \qquad F = F(G(t)).

*Proof.* A hold-out is tried with the chance F whatever her own case, and
:math:`(1-G)\,t + \mathrm E[T; T \le t] = \mathrm E\min(T, t)`. ∎ So she chooses t, with the offer
that belongs to it; whether defendants then play this cutoff is another question, where there are
several at that offer. For finitely many values the cutoff lies at one of them, whose types plead
when they are indifferent: between two values R rises in t, and where types mix it falls in x.
Without any offer, F(1) E T is what trials by lot bring.

**Whatever they play.** For T ≥ 0, of several equilibria at one offer the one with the most
hold-outs is worth least. *Proof.* From one to the next trial gets less likely for whoever holds out
in both, and who goes over to holding out yields :math:`TF \le s - d(1-F) \le s` instead of s. ∎
For values :math:`T_1 < \dots < T_k` with shares :math:`G_i` up to each, those up to :math:`T_i`
hold out in the largest equilibrium if i is the last with
:math:`A_i := d + (T_i-d)F(G_i) \le s`. So where :math:`A_i < S_i := \min_{j>i} A_j`, an offer
just below S_i is sure to bring :math:`(1-G_i)S_i + F(G_i)\,\mathrm E[T; T \le T_i]`. The largest
of these amounts, a supremum, is all that any offer is sure to bring.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import isfinite

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq, minimize_scalar

from ...solvers.binomial_excess import excess
from .case_laws import CaseLaw, ContinuousLaw, FiniteLaw, Floats
from .trial_chances import TrialChances

_CLOSE = 1e-9
_GRID = 400
_MOST_EXACT = 200  # values of T up to which every chance of trial is kept as a fraction
_NEAR_THE_END = 1e-9  # share
_LEAST = np.array([1e-100])  # share
_BELOW_ONE = 1 - 2.0**-53
_FEWEST = 3
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(20)
_NODES, _WEIGHTS = (1 + _NODES) / 2, _WEIGHTS / 2  # from (−1, 1) to (0, 1)


@dataclass(frozen=True)
class ScreeningOffer:
    """What a uniform offer brings at best.

    Attributes
    ----------
    offer
        s, in years; None where no offer is best, and all hold out.
    cost
        t: whose trial costs less holds out; None where all do.
    share
        The share who hold out.
    revenue
        R, in years per defendant; a Fraction where exact.
    """

    offer: Fraction | float | None
    cost: Fraction | float | None
    share: Fraction | float
    revenue: Fraction | float


def best_offer(law: CaseLaw, chances: TrialChances, waiting: Fraction) -> ScreeningOffer | None:
    """The offer, as a price, with the largest R; None where the mean of T does not exist.

    Every case is then worth pleading at some price, so there is no best one.
    """
    if isinstance(law, FiniteLaw):
        return _of_values(law, chances, waiting)
    if not isfinite(law.mean):
        return None
    return _of_density(law, chances, float(waiting))


def _of_values(law: FiniteLaw, chances: TrialChances, waiting: Fraction) -> ScreeningOffer:
    shares = np.array([float(share) for share in law.cumulative])
    tried = chances.at(shares)
    partial = np.array([float(part) for part in law.partial_means])
    costs = np.array([*(float(value) for value in law.values), 0.0])
    d = float(waiting)
    revenues = (1 - shares) * (d + (costs - d) * tried) + tried * partial
    revenues[:-1][costs[:-1] < d] = -np.inf  # an offer below d is refused by nobody it is meant for
    most = revenues.max()
    near = np.flatnonzero(revenues >= most - _CLOSE * abs(most))[:_GRID]
    return max(
        (_at_value(law, chances, waiting, int(i), float(tried[i])) for i in near),
        key=lambda best: best.revenue,
    )


def sure_offer(law: CaseLaw, chances: TrialChances, waiting: Fraction) -> ScreeningOffer | None:
    """The offer, as a price, just below which most is sure; None for densities and negative T.

    >>> law = FiniteLaw((Fraction(0), Fraction(1)), (Fraction(1, 4), Fraction(3, 4)))
    >>> sure_offer(law, TrialChances(5, 2), Fraction(0)).revenue
    Fraction(3, 10)
    """
    if not isinstance(law, FiniteLaw) or law.values[0] < 0:
        return None
    count = len(law.values)
    tried = [Fraction(chance) for chance in
             chances.at(np.array([float(share) for share in law.cumulative])).tolist()]  # fmt: skip
    if count <= _MOST_EXACT:
        tried = [chances.exactly(share) or near
                 for share, near in zip(law.cumulative, tried, strict=True)]  # fmt: skip
    best = ScreeningOffer(None, None, Fraction(1), tried[-1] * law.mean)
    starts = [waiting + (value - waiting) * chance
              for value, chance in zip(law.values, tried[1:], strict=True)]  # fmt: skip
    end = starts[-1]
    for i in reversed(range(count)):
        end = min(end, starts[i])
        revenue = (1 - law.cumulative[i]) * end + tried[i] * law.partial_means[i]
        is_played = i == 0 or starts[i - 1] < end
        if is_played and end >= waiting and revenue > best.revenue:
            best = ScreeningOffer(end, law.values[i], law.cumulative[i], revenue)
    return best


def _at_value(
    law: FiniteLaw, chances: TrialChances, waiting: Fraction, i: int, tried: float
) -> ScreeningOffer:
    """With all below the i-th value holding out, counted from 0."""
    share = law.cumulative[i]
    exact = chances.exactly(share)
    chance = Fraction(tried) if exact is None else exact
    is_last = i == len(law.values)
    cost = None if is_last else law.values[i]
    price = None if cost is None else waiting + (cost - waiting) * chance
    revenue = chance * law.partial_means[i] + (0 if price is None else (1 - share) * price)
    if exact is not None:
        return ScreeningOffer(price, cost, share, revenue)
    return ScreeningOffer(None if price is None else float(price), cost, share, float(revenue))


class _Revenue:
    """R and its slope over a grid of costs, with E min(T, t) = t − ∫ G up to t from the grid on."""

    def __init__(self, law: ContinuousLaw, chances: TrialChances, waiting: float, costs: Floats):
        self.law, self.chances, self.waiting, self.costs = law, chances, waiting, costs
        low = law.support[0] if isfinite(law.support[0]) else float(law.quantiles(_LEAST)[0])
        below = quad(law.cdf, low, costs[0], epsabs=1e-14, epsrel=1e-13)[0] if low < costs[0] else 0
        self._areas = below + np.concatenate([[0.0], np.cumsum(self._area(costs[:-1], costs[1:]))])

    def _area(self, lower: Floats, upper: Floats) -> Floats:
        """∫ G over each of these stretches, on which it is smooth."""
        width = upper - lower
        values = self.law.cdf(lower[:, None] + width[:, None] * _NODES)
        return np.asarray((values * _WEIGHTS).sum(axis=1) * width)

    def expected_least(self, costs: Floats) -> Floats:
        """E min(T, t)."""
        places = np.clip(np.searchsorted(self.costs, costs, side="right") - 1, 0, None)
        areas = self._areas[places] + self._area(self.costs[places], costs)
        return np.asarray(costs - areas)

    def chance(self, cost: float) -> float:
        """F at the share below a cost."""
        return float(self.chances.at(np.array([float(self.law.cdf(cost))]))[0])

    def at(self, costs: Floats) -> Floats:
        """R."""
        shares = np.asarray(self.law.cdf(costs), dtype=np.float64)
        chances = self.chances.at(shares)
        least = self.expected_least(costs)
        return np.asarray(self.waiting * (1 - chances) * (1 - shares) + chances * least)

    def one(self, cost: float) -> float:
        """R at a point."""
        return float(self.at(np.array([cost]))[0])

    def slope(self, cost: float) -> float:
        """R′."""
        share = float(self.law.cdf(cost))
        chance = self.chance(cost)
        flat = chance * (1 - share)
        if not self.chances.is_scarce or share <= 0:
            return flat
        count, tried = (np.array([float(each)]) for each in
                        (self.chances.defendants, self.chances.capacity))  # fmt: skip
        excesses = excess(count, tried, np.array([min(share, _BELOW_ONE)]))
        falls = float(excesses.reached[0] - excesses.beyond[0]) / share
        least = float(self.expected_least(np.array([cost]))[0])
        spread = least - self.waiting * (1 - share)
        return flat - self.law.density(cost) * (falls * spread + self.waiting * (1 - chance))


def _of_density(law: ContinuousLaw, chances: TrialChances, waiting: float) -> ScreeningOffer:
    all_tried = float(chances.least) * law.mean
    nobody = ScreeningOffer(None, None, Fraction(1), all_tried)
    low = law.support[0]
    shares = np.linspace(0, 1, _GRID + 1)[1:-1]
    costs = law.quantiles(np.concatenate([[_NEAR_THE_END], shares, [1 - _NEAR_THE_END]]))
    costs = np.unique(np.concatenate([costs, [low] if isfinite(low) else [], [waiting]]))
    costs = costs[np.isfinite(costs) & (costs >= waiting)]
    if costs.size < _FEWEST:
        return nobody
    revenue = _Revenue(law, chances, waiting, costs)
    i = int(revenue.at(costs).argmax())
    cost = _peak(revenue, float(costs[max(i - 1, 0)]), float(costs[min(i + 1, costs.size - 1)]))
    worth = revenue.one(cost)
    if worth <= all_tried:
        return nobody
    price = waiting + (cost - waiting) * revenue.chance(cost)
    return ScreeningOffer(price, cost, float(law.cdf(cost)), worth)


def _peak(revenue: _Revenue, lower: float, upper: float) -> float:
    """Where the slope changes sign between grid points, or the best point a search finds."""
    if revenue.slope(lower) > 0 > revenue.slope(upper):
        return float(brentq(revenue.slope, lower, upper, xtol=1e-300, rtol=1e-15, maxiter=1000))
    optimum = minimize_scalar(
        lambda cost: -revenue.one(cost),
        bounds=(lower, upper),
        method="bounded",
        options={"xatol": 1e-12},
    )
    return max((lower, float(optimum.x), upper), key=revenue.one)
