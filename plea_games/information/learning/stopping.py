r"""When to try, to settle, to dismiss, if every verdict teaches: the prosecutor's problem.

R cases are untried, up to K are tried at a time, and every trial convicts with the same unknown
chance, believed to be Beta(a, b). A conviction is worth J, a trial costs α. In each period, after n
trials with j acquittals and with the estimate p_n, she may

- dismiss all that are left, worth 0;
- try min(K, R) of them, worth :math:`(p_n J - \alpha)\min(K, R)` on average, and learn;
- settle all at once. At a **flexible** price each settles for :math:`\varphi p_n J`, with φ from
  :mod:`~plea_games.information.learning.settlement_shares`. A **posted** offer s is accepted by all
  if :math:`s \le \varphi p_n J`, and by none otherwise; she may still choose to try or to dismiss.
  A **binding** one leaves her no choice once all accept.

Backward induction over the counts (n, j) is exact: with :math:`a = A/q`, :math:`b = B/q`, every
value is multiplied by :math:`\prod_{k \ge n} (A + B + qk)`, over the trials still to come, and by
one common denominator of all prices. Then one trial more is

.. math:: W(n, j) = (A + q(n-j))\,W(n+1, j) + (B + qj)\,W(n+1, j+1),

small whole numbers times long ones, O(R²) of them. Ties settle, else dismiss.

With φ = 1 she settles at once: :math:`R p_n J` is what trying all would bring without its cost, and
it is a martingale, so no policy beats it. With φ = K/R and K dividing R the value is
:math:`K p_0 J + U_0(R - K)`, for U₀ the value without pleas: settling buys one batch of trials
without their cost. *Proof.* To settle is always worth :math:`K p J`, whatever is left, and so at
least as much as to dismiss or to try the last batch. So a policy is a rule when to settle, at the
latest with K cases left. It earns :math:`K p J` then, on average :math:`K p_0 J` since p_n is a
martingale, and before what the same rule earns by trying up to R − K cases and then stopping. ∎
Without pleas she tries while p_n is above a bound that lies below α for 0 < α < J, but in the last
period: what is learned is worth something. That this is one bound, and that a flexible price is
taken from some number of acquittals on, was checked on hundreds of random games and is not proved.
A posted offer need not have such a bound at all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import lcm
from typing import Literal, get_args

from flint import fmpz

from .beta_prior import BetaPrior
from .settlement_shares import Settlement, settlement_share

Pricing = Literal["flexible", "posted", "binding"]
PRICINGS: tuple[Pricing, ...] = get_args(Pricing)
Action = Literal["dismiss", "try", "settle"]

Run = tuple[Action, int, int]
"""What to do, from so many acquittals to so many."""


@dataclass(frozen=True)
class StoppingProblem:
    """R, K, a and b, and in units of a conviction α and the posted offer."""

    untried: int
    capacity: int
    prior: BetaPrior
    trial_cost: Fraction
    settlement: Settlement
    pricing: Pricing
    offer: Fraction

    def share_at(self, untried: int) -> Fraction | None:
        """φ with so many left."""
        return settlement_share(self.settlement, untried, self.capacity)


def solve(problem: StoppingProblem) -> tuple[Fraction, list[list[Run]]]:
    """The value in units of a conviction, and what to do in each period by acquittals.

    >>> from fractions import Fraction
    >>> prior = BetaPrior(Fraction(1), Fraction(1))
    >>> cost, unused = Fraction(11, 20), Fraction(0)
    >>> value, periods = solve(StoppingProblem(6, 1, prior, cost, "none", "flexible", unused))
    >>> value, periods[0], periods[1]
    (Fraction(343, 1200), [('try', 0, 0)], [('try', 0, 0), ('dismiss', 1, 1)])
    """
    a, b, unit = problem.prior.in_whole_numbers
    total = problem.untried
    starts = range(0, total, problem.capacity)
    shares = [problem.share_at(total - tried) for tried in starts]
    common = lcm(
        problem.trial_cost.denominator,
        problem.offer.denominator,
        *(share.denominator for share in shares if share is not None),
    )
    scale = [fmpz(common)]  # of values after `total` trials, then before each
    for tried in reversed(range(total)):
        scale.append(scale[-1] * (a + b + unit * tried))
    scale.reverse()
    values = [fmpz(0)] * (total + 1)
    periods: list[list[Run]] = []
    reached = total
    for tried, share in zip(reversed(starts), reversed(shares), strict=True):
        size, left = reached - tried, total - tried
        for k in reversed(range(tried, reached)):
            values = _one_trial(values, scale[k + 1], a + unit * k, b, unit)
        costs = _part(scale[tried], problem.trial_cost * size)
        tries = [value - costs for value in values] if costs else values
        odds = [a + unit * (tried - j) for j in range(tried + 1)]
        settles = _settlements(
            problem, share, left, scale[tried], scale[tried + 1], a + b + unit * tried
        )
        values, actions = _best(tries, [settles(odd) for odd in odds], problem.pricing)
        periods.append(_runs(actions))
        reached = tried
    return Fraction(int(values[0]), int(scale[0])), periods[::-1]


def _one_trial(
    values: Sequence[fmpz], conviction: fmpz, first: int, b: int, unit: int
) -> list[fmpz]:
    """What is expected before a trial, by acquittals, from what is worth what after it."""
    convicted = [value + conviction for value in values]
    return [
        (first - unit * j) * convicted[j] + (b + unit * j) * values[j + 1]
        for j in range(len(values) - 1)
    ]


def _settlements(
    problem: StoppingProblem,
    share: Fraction | None,
    left: int,
    scale: fmpz,
    later: fmpz,
    weight: int,
) -> Callable[[int], fmpz | None]:
    """What settling all is worth by the estimate, in scaled whole numbers; None where refused."""
    if share is None:
        return lambda _: None
    if problem.pricing == "flexible":
        for_each = _part(later, share * left)
        return lambda odd: for_each * odd
    worth = _part(scale, problem.offer * left)
    asked = problem.offer * weight
    return lambda odd: worth if asked <= share * odd else None


def _part(scale: fmpz, share: Fraction) -> fmpz:
    """A share of the scale, which is a multiple of its denominator."""
    return scale * share.numerator // share.denominator


def _best(
    tries: Sequence[fmpz], settles: Sequence[fmpz | None], pricing: Pricing
) -> tuple[list[fmpz], list[Action]]:
    values: list[fmpz] = []
    actions: list[Action] = []
    for tried, settled in zip(tries, settles, strict=True):
        action: Action
        value, action = (tried, "try") if tried > 0 else (fmpz(0), "dismiss")
        if settled is not None and (settled >= value or pricing == "binding"):
            value, action = settled, "settle"
        values.append(value)
        actions.append(action)
    return values, actions


def _runs(actions: Sequence[Action]) -> list[Run]:
    runs: list[Run] = []
    for action, group in groupby(enumerate(actions), key=lambda pair: pair[1]):
        places = [place for place, _ in group]
        runs.append((action, places[0], places[-1]))
    return runs
