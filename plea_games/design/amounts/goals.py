r"""What an organizer may want, as a condition on the gains Δ(1…n) of those who decide.

====================== ======================================================================
goal                   condition
====================== ======================================================================
existence              Δ(n) ≥ 0: all-hold-out is an equilibrium
risk dominance         every tail Δ(m+1) + … + Δ(n) ≥ 0: all-hold-out maximizes the potential
dominance              Δ(m) ≥ 0 for all m: holding out is a best reply whatever others do
divide-and-conquer     Δ(1) ≥ 0: the first to be offered s in a sequence of offers refuses it,
proof                  though all after her plead
====================== ======================================================================

Each is a set of sums of gains that must not be negative. The last is ours, for a reconstruction of
Bar-Gill & Ben-Shahar (2009, 752–54, as quoted in Crespo 2022); where gains increase it is the
third.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import TypeVar, get_args

from flint import fmpq

from ...errors import ParameterError, choice_faults
from ...games.exact_functions import as_fmpq
from ...games.lottery_form import LotteryForm
from ...games.whole_units import in_units
from ...model.goal import Goal
from ...solvers.laplacian import laplacian_ratio

GOALS: tuple[Goal, ...] = get_args(Goal)

Number = TypeVar("Number", Fraction, fmpq, float)


def sums(gain: Sequence[Number], goal: Goal) -> list[Number]:
    """The sums of gains that must not be negative.

    >>> sums([-1.0, 0.0, 3.0], "risk dominance")
    [3.0, 3.0, 2.0]
    """
    match goal:
        case "existence":
            return [gain[-1]]
        case "risk dominance":
            backwards = gain[::-1]
            if isinstance(backwards[0], float):
                return list(accumulate(backwards))
            totals, units = _totals(backwards)
            return [type(backwards[0])(total, units) for total in totals]
        case "dominance":
            return list(gain)
        case "divide-and-conquer proof":
            return [gain[0]]
    raise unknown_goal(goal)


def is_met(gain: Sequence[fmpq], goal: Goal) -> bool:
    """Whether none of the sums is negative.

    >>> is_met([fmpq(-1), fmpq(0), fmpq(3)], "risk dominance")
    True
    """
    if goal == "risk dominance":
        return min(_totals(gain[::-1])[0]) >= 0
    return min(sums(gain, goal)) >= 0


def _totals(values: Sequence[Fraction] | Sequence[fmpq]) -> tuple[Iterator[int], int]:
    """x₁, x₁ + x₂, … in units, and how many of these are one; rounded down where there are many."""
    whole, units = in_units([v if isinstance(v, fmpq) else as_fmpq(v) for v in values])
    return accumulate(whole), units


def turnouts_for(goal: Goal, count: int) -> range:
    """The numbers of hold-outs whose gains the goal asks for.

    >>> turnouts_for("existence", 5), turnouts_for("dominance", 5)
    (range(5, 6), range(1, 6))
    """
    match goal:
        case "existence":
            return range(count, count + 1)
        case "divide-and-conquer proof":
            return range(1, 2)
    return range(1, count + 1)


def unknown_goal(goal: object) -> ParameterError:
    """What to say of anything that is no goal."""
    return ParameterError(choice_faults("for_", goal, GOALS))


def sums_of_lottery(form: LotteryForm, goal: Goal) -> list[Fraction]:
    """The sums that decide, for a lottery game of any size; each affine in the years.

    Gains are (s − d) − τ(m)(T − d). For T > d they rise with m, so the potential is convex, and
    largest at n where the mean gain is not negative; otherwise it is concave, and largest at n
    where Δ(n) is not. In either case the one implies the other, so both are asked for.

    Parameters
    ----------
    form
        In numbers; the capacity need not be whole, nor T > d.
    goal
        One of ``GOALS``.
    """
    count, capacity = int(form.defendants), form.capacity
    bargain, stake = form.price - form.dismissal_cost, form.stake
    first = bargain - min(Fraction(1), capacity) * stake
    last = bargain - min(Fraction(1), capacity / count) * stake
    match goal:
        case "existence":
            return [last]
        case "risk dominance" if stake > 0:
            return [bargain - laplacian_ratio(count, capacity, bargain / stake) * stake, last]
        case "risk dominance":
            return [bargain - laplacian_ratio(count, capacity) * stake, last]
        case "dominance":
            return [first, last]
        case "divide-and-conquer proof":
            return [first]
    raise unknown_goal(goal)
