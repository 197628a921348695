r"""How a prosecutor prices pleas, and what defendants then do.

She knows the organizer's move when she prices; offers are 0 or more. With a(m) the price at which
pleading is as good as holding out as one of m, ties pleading:

standing offer
    The game's own offer, to everyone.
one price
    Of all prices the one worth most to her, under the selection rule; some may be left to hold out.
ranked offers
    The k-th of n defendants is offered the least of a(1), …, a(k), all at once. By iterated
    elimination, the n-th first, pleading is the only outcome: no selection is needed.
rounds
    Ranked offers in each of R rounds, no more than there are defendants. Later rounds see who has
    refused, and are not held back by what happened before: backward induction.
announced order
    All at once, trials in a known order, the committed last. Whoever is first in line is tried
    surely and offered the most that this makes her accept, however many hold out; then the next.
race
    Offers by rank to whoever pleads first, second, …, all at once: ranks are drawn by lot and
    unknown before, and nobody is offered more than a lone hold-out accepts, or she would withdraw.
    Pleading dominates if the mean of the first j offers is at most a(n − j + 1) for each j, so all
    n offers together come to the least of j a(n − j + 1) + (n − j) a(1) over j from 0 to n.
wired
    One price to all, the best for her, which stands if at most ``spared`` refuse; else all n hold
    out. Whoever decides whether it stands accepts up to the price P at which that plea is as good
    as holding out as one of n; once it has failed, nothing one does matters. So it is one price
    with the curve a(1), …, a(spared), P, and the last step takes everybody with it. Under the rule
    "strike-favourable" ties plead as ever: no-trade alone, where nobody decides, is not selected.

Where a strike is worth more to defendants than even an offer of 0, a(m) < 0, elimination cannot
start. She then offers 0 to whom it does not reach, and the selection rule decides. Where a first
rises, as with a shared fund, she may instead leave so many without an offer that a peaks at the
next, if that is worth more to her.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Literal, TypeAlias, get_args

from flint import fmpq

from ...errors import Fault, ParameterError
from ...solvers.selection import Selection, holdouts_of, supporting_prices
from ...solvers.sequences.sequential import even_batches
from . import falling_prices
from .curves import Curve
from .falling_curve import FallingCurve
from .inner_game import InnerGame
from .outcomes import Outcome, Settled

Pricing = Literal[
    "standing offer", "one price", "ranked offers", "rounds", "announced order", "race", "wired"
]
PRICINGS: tuple[Pricing, ...] = get_args(Pricing)


Worth: TypeAlias = Callable[[Settled], fmpq]


def settle(
    inner: InnerGame,
    pricing: Pricing,
    rounds: int,
    selection: Selection,
    worth: Worth,
    spared: int = 0,
) -> Settled:
    """What the pricing leads to.

    Parameters
    ----------
    inner
        The caseload.
    pricing, rounds
        As above; the number of rounds matters for "rounds" only.
    selection
        Of several equilibria.
    worth
        What an outcome is worth to the prosecutor, who maximizes it where she has a choice.
    spared
        Refusals that a wired price outlasts.
    """
    curve = inner.indifferent
    if pricing in ("announced order", "wired"):
        _refuse_weights_on_others(inner, pricing)
    if pricing == "announced order":
        curve = inner.indifferent_if_first
    batches = even_batches(len(curve), min(rounds, len(curve))) if pricing == "rounds" else ()
    options: Iterable[Outcome] | None = None
    if isinstance(curve, FallingCurve):
        options = _options_on_falling(inner, curve, pricing, batches, selection)
    if options is None:
        options = _options(inner, curve, pricing, batches, selection, spared)
    return max((option.in_years(curve.units) for option in options), key=worth)


def _options_on_falling(
    inner: InnerGame,
    curve: FallingCurve,
    pricing: Pricing,
    batches: Sequence[int],
    selection: Selection,
) -> Iterable[Outcome] | None:
    """What she can bring about, in closed form; None where there is none."""
    outcome: Outcome | None
    match pricing:
        case "standing offer":
            outcome = falling_prices.at_one_offer(curve, curve.whole(inner.offer), selection)
        case "one price":
            return falling_prices.at_the_best_offer(curve, selection)
        case "ranked offers":
            outcome = falling_prices.in_ranks(curve, selection)
        case "rounds":
            outcome = falling_prices.in_rounds(curve, batches, selection)
        case "announced order":
            outcome = falling_prices.in_order(curve, inner.tried_surely)
        case "race":
            outcome = falling_prices.in_a_race(curve, selection)
        case "wired":
            return None
    return None if outcome is None else [outcome]


def _options(
    inner: InnerGame,
    curve: Curve | FallingCurve,
    pricing: Pricing,
    batches: Sequence[int],
    selection: Selection,
    spared: int,
) -> Iterable[Outcome]:
    """What she can bring about, price by price."""
    if pricing == "wired":
        outlasted = min(spared, inner.deciding - 1)
        last = curve.whole(inner.indifferent_if_pivotal(outlasted))
        faced = [*(curve.values[:outlasted] if outlasted else ()), last]
        return _at_each_price(faced, selection, inner.deciding)
    values = curve.values
    match pricing:
        case "standing offer":
            offer = curve.whole(inner.offer)
            return [_taken(values, [offer] * inner.deciding, selection)]
        case "one price":
            return _at_each_price(values, selection, inner.deciding)
        case "ranked offers":
            return _leaving_out(values, lambda left: _ranked(left, selection))
        case "rounds":
            return _leaving_out(values, lambda left: in_rounds(left, batches, selection))
        case "announced order":
            at_once = inner.tried_surely
            return _leaving_out(values, lambda left: _in_order(left, at_once, selection))
        case "race":
            return _leaving_out(values, lambda left: _in_a_race(left, selection))


def _taken(curve: Sequence[int], offers: Sequence[int], selection: Selection) -> Outcome:
    """Offers from the highest to the lowest: the highest are the first to be refused."""
    losses = [price - offer for price, offer in zip(curve, offers, strict=True)]
    holdouts = holdouts_of(losses, selection)
    return Outcome(holdouts, fmpq(sum(offers[holdouts:])), fmpq(sum(offers), len(offers)))


def _at_each_price(curve: Sequence[int], selection: Selection, count: int) -> list[Outcome]:
    """The highest price for each number of hold-outs that a price can bring about, fewest first.

    All ``count`` hold out where no fewer do.
    """
    prices = supporting_prices(curve, selection)
    plans, before = [], None
    for holdouts, price in enumerate(prices):
        if price is before:  # in one block
            continue
        rises, before = before is None or price > before, price
        if rises and price >= 0:
            plans.append(Outcome(holdouts, fmpq(price) * (count - holdouts), fmpq(price)))
    return [*plans, Outcome(count, fmpq(0), None)]


def _leaving_out(
    curve: Sequence[int], price: Callable[[Sequence[int]], Outcome]
) -> Iterator[Outcome]:
    """Nobody, or as many as bring the price at which the next is indifferent to a peak."""
    for left_out, value in enumerate(curve):
        rises = not left_out or value > curve[left_out - 1]
        if rises and (left_out + 1 == len(curve) or value >= curve[left_out + 1]):
            settled = price(curve[left_out:])
            yield replace(settled, holdouts=left_out + settled.holdouts)
        elif left_out == 0:
            yield price(curve)


def _ranked(curve: Sequence[int], selection: Selection) -> Outcome:
    return _taken(curve, _offers(curve), selection)


def _offers(curve: Sequence[int]) -> list[int]:
    """The highest offers that elimination allows, and 0 where it allows none."""
    offers = list(accumulate(curve, min))
    allowed = bisect_left(offers, True, key=lambda price: price < 0)
    return offers[:allowed] + [0] * (len(offers) - allowed)


def in_rounds(curve: Sequence[int], batches: Sequence[int], selection: Selection) -> Outcome:
    """Ranked offers in rounds of these sizes, the first ones less those whom the curve leaves out.

    >>> falling = [12, 6, 4, 3]
    >>> in_rounds(falling, (4,), "Laplacian").accepted, in_rounds(falling, (2, 2), "Laplacian")
    (25, Outcome(holdouts=0, accepted=36, mean_offered=9))
    """
    sizes = _last(batches, len(curve))
    starts = list(accumulate(sizes[:-1], initial=0))
    in_the_end = [list(range(len(curve) + 1))]  # hold-outs, by those before the next round
    for start, size in reversed(list(zip(starts, sizes, strict=True))):
        after = in_the_end[0]
        refusing = _refusals([curve[m - 1] for m in after[1:]], size, start, selection)
        in_the_end.insert(0, [after[before + more] for before, more in enumerate(refusing)])
    holdouts, accepted, offered = 0, fmpq(0), 0
    for size, after in zip(sizes, in_the_end[1:], strict=True):
        faced = [curve[m - 1] for m in after[holdouts + 1 : holdouts + size + 1]]
        settled = _ranked(faced, selection)
        holdouts += settled.holdouts
        accepted += settled.accepted
        offered += sum(_offers(faced))
    return Outcome(holdouts, accepted, fmpq(offered, len(curve)))


def _last(batches: Sequence[int], count: int) -> list[int]:
    """The sizes of the batches once all but the last ``count`` are taken out of the first ones."""
    sizes: list[int] = []
    for size in reversed(batches):
        sizes.insert(0, min(size, count - sum(sizes)))
    return [size for size in sizes if size]


def _refusals(faced: Sequence[int], size: int, most_before: int, selection: Selection) -> list[int]:
    """How many of a round refuse after 0, 1, … refusals before it.

    ``faced`` has the price at which the j-th to refuse, in all, is indifferent. Where none is
    negative, elimination goes through. Where they fall and the last is negative, all of the round
    refuse together, unless the rule favours pleading and a lone one would not. Elsewhere nobody is
    offered anything from the first negative price on, so the sum of what the first to refuse lose
    is least at 0 or beyond that price.
    """
    if min(faced) >= 0:
        return [0] * (most_before + 1)
    negative = list(accumulate((price < 0 for price in faced), initial=0))
    rises = list(accumulate((b > a for a, b in pairwise(faced)), initial=0))
    sums = list(accumulate(faced, initial=0))
    refusing = []
    for before in range(most_before + 1):
        if negative[before + size] == negative[before]:
            refusing.append(0)
        elif rises[before + size - 1] == rises[before]:
            alone = selection == "plead-favourable" and faced[before] >= 0
            refusing.append(0 if alone else size)
        elif selection == "Laplacian":
            first = bisect_right(negative, negative[before], before) - 1
            after = sums[first : before + size + 1]
            spared = _above_least(faced[before:first])
            least = min(after)
            gains = spared + least < sums[first]
            refusing.append(first + after.index(least) - before if gains else 0)
        else:
            refusing.append(_ranked(faced[before : before + size], selection).holdouts)
    return refusing


def _above_least(prices: Sequence[int]) -> int:
    """What prices exceed their running minima by, in all."""
    return sum(prices) - sum(accumulate(prices, min))


def _in_order(curve: Sequence[int], at_once: int, selection: Selection) -> Outcome:
    offers = _offers(curve)
    left = [len(curve) - place // at_once * at_once for place in range(len(curve))]
    return _taken(curve, [offers[others - 1] for others in reversed(left)], selection)


def _in_a_race(curve: Sequence[int], selection: Selection) -> Outcome:
    """Free offers where some hold-outs would refuse even these."""
    count = len(curve)
    if min(curve) < 0:
        return _taken(curve, [0] * count, selection)
    total = min(j * curve[count - j] + (count - j) * curve[0] for j in range(1, count + 1))
    return Outcome(0, fmpq(total), fmpq(total, count))


def _refuse_weights_on_others(inner: InnerGame, pricing: Pricing) -> None:
    if inner.weighs_others:
        rule = "cannot be priced where counsel weighs other clients"
        remedy = "leave out CollectiveCounsel, or this posture"
        raise ParameterError([Fault("postures", pricing, rule, remedy)])
