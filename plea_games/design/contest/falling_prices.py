r"""Prices of pleas in closed form, where the price at which a plea is as good never rises.

Without a fund the price a(m) at which one of m who hold out is indifferent falls in m. Then gains
rise in m, so of those who face one offer all plead or all hold out; nobody is left without an
offer; and ranked offers are the prices themselves, up to the first that is negative. What is left
are sums of first prices, and a few prices: :class:`FallingCurve` has both without writing out any
other. Where some prices are negative, a strike beats an offer of 0, and rounds of offers fail from
the first on unless the rule favours pleading.

These are the outcomes of :mod:`plea_games.design.contest.pricing`, which tests hold them to.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from flint import fmpq

from ...solvers.selection import Selection
from .falling_curve import FallingCurve
from .outcomes import Outcome


def at_one_offer(curve: FallingCurve, offer: int, selection: Selection) -> Outcome:
    """One offer to all, whatever it is worth."""
    count = len(curve)
    holdouts = count
    match selection:
        case "plead-favourable" if curve.at(1) >= offer:
            holdouts = 0
        case "strike-favourable" if curve.at(count) >= offer:
            holdouts = 0
        case "Laplacian" if curve.at(count) >= offer or curve.total >= count * offer:
            holdouts = 0
    return Outcome(holdouts, fmpq(offer * (count - holdouts)), fmpq(offer))


def at_the_best_offer(curve: FallingCurve, selection: Selection) -> list[Outcome]:
    """The highest offer that all accept, and none that anyone does."""
    count = len(curve)
    match selection:
        case "plead-favourable":
            price = fmpq(curve.at(1))
        case "strike-favourable":
            price = fmpq(curve.at(count))
        case "Laplacian":
            price = fmpq(curve.total, count)
    nobody = Outcome(count, fmpq(0), None)
    return [Outcome(0, price * count, price), nobody] if price >= 0 else [nobody]


def in_ranks(curve: FallingCurve, selection: Selection) -> Outcome:
    """Everyone is offered her price, and 0 where that is negative."""
    count, allowed = len(curve), curve.not_negative
    offered = fmpq(curve.sum_to(allowed))
    pleads = allowed == count or (selection == "plead-favourable" and allowed > 0)
    return Outcome(0 if pleads else count, offered if pleads else fmpq(0), offered / count)


def in_rounds(curve: FallingCurve, batches: Sequence[int], selection: Selection) -> Outcome | None:
    """Ranked offers in rounds; None where some prices are negative and the rule favours pleading.

    Where no price is negative, nobody refuses, so each round faces the first prices. Otherwise all
    refuse in every round; those offered anything in a round are the first whom the refusal of all
    others after them would still leave a price.
    """
    count, missing = len(curve), len(curve) - curve.not_negative
    if not missing:
        accepted = fmpq(sum(curve.sum_to(size) for size in batches))
        return Outcome(0, accepted, accepted / count)
    if selection == "plead-favourable":
        return None
    ends = list(accumulate(batches, initial=0))
    offered = sum(
        curve.sum_to(end - missing) - curve.sum_to(start)
        for start, end in pairwise(ends)
        if end - missing > start
    )
    return Outcome(count, fmpq(0), fmpq(offered, count))


def in_order(curve: FallingCurve, at_once: int) -> Outcome | None:
    """Those first in line are offered the price if all after them hold out; None below 0."""
    count = len(curve)
    if curve.not_negative < count:
        return None
    if curve.at(1) == curve.at(count):
        accepted = fmpq(curve.at(1) * count)
    else:
        accepted = fmpq(
            sum(min(at_once, left) * curve.at(left) for left in range(count, 0, -at_once))
        )
    return Outcome(0, accepted, accepted / count)


def in_a_race(curve: FallingCurve, selection: Selection) -> Outcome:
    """Offers by rank, the queue hidden; free where some hold-outs would refuse even these."""
    if curve.not_negative < len(curve):
        return at_one_offer(curve, 0, selection)
    total = fmpq(curve.least_of_a_race())
    return Outcome(0, total, total / len(curve))
