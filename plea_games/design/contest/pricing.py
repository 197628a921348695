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

Where a strike is worth more to defendants than even an offer of 0, a(m) < 0, elimination cannot
start. She then offers 0 to whom it does not reach, and the selection rule decides. Where a first
rises, as with a shared fund, she may instead leave so many without an offer that a peaks at the
next, if that is worth more to her.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import accumulate, pairwise
from typing import Literal, TypeAlias, get_args

from flint import fmpq

from ...errors import Fault, ParameterError
from ...games.exact_functions import shortened
from ...solvers.selection import Selection, holdouts_of, supporting_prices
from ...solvers.sequences.sequential import even_batches
from .inner_game import InnerGame

Pricing = Literal["standing offer", "one price", "ranked offers", "rounds", "announced order"]
PRICINGS: tuple[Pricing, ...] = get_args(Pricing)


@dataclass(frozen=True)
class Settled:
    """Who pleads, and for how much.

    Attributes
    ----------
    holdouts
        Of those who decide.
    accepted
        The years of all accepted offers together.
    mean_offered
        Of the offers, accepted or not; None where nothing was offered that anyone would accept.
    """

    holdouts: int
    accepted: fmpq
    mean_offered: fmpq | None


Worth: TypeAlias = Callable[[Settled], fmpq]


def settle(
    inner: InnerGame, pricing: Pricing, rounds: int, selection: Selection, worth: Worth
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
    """
    match pricing:
        case "standing offer":
            return _taken(inner.indifferent, [inner.offer] * inner.deciding, selection)
        case "one price":
            return max(_at_each_price(inner, selection), key=worth)
        case "ranked offers":
            curve = inner.indifferent
            options = _leaving_out(curve, lambda left: _ranked(left, selection))
            return max(options, key=worth)
        case "rounds":
            curve = inner.indifferent
            batches = even_batches(len(curve), min(rounds, len(curve)))
            options = _leaving_out(curve, lambda left: in_rounds(left, batches, selection))
            return max(options, key=worth)
        case "announced order":
            _refuse_weights_on_others(inner)
            curve, at_once = inner.indifferent_if_first, inner.tried_surely
            options = _leaving_out(curve, lambda left: _in_order(left, at_once, selection))
            return max(options, key=worth)


def _taken(curve: Sequence[fmpq], offers: Sequence[fmpq], selection: Selection) -> Settled:
    """Offers from the highest to the lowest: the highest are the first to be refused."""
    losses = [price - offer for price, offer in zip(curve, offers, strict=True)]
    holdouts = holdouts_of(losses, selection)
    return Settled(holdouts, _sum(offers[holdouts:]), _sum(offers) / len(offers))


def _at_each_price(inner: InnerGame, selection: Selection) -> list[Settled]:
    """The highest price for each number of hold-outs that a price can bring about, fewest first."""
    prices = supporting_prices(inner.indifferent, selection)
    found = []
    for holdouts, price in enumerate(prices):
        if price >= 0 and (not holdouts or price > prices[holdouts - 1]):
            found.append(Settled(holdouts, price * (inner.deciding - holdouts), price))
    return [*found, Settled(inner.deciding, fmpq(0), None)]


def _leaving_out(
    curve: Sequence[fmpq], price: Callable[[Sequence[fmpq]], Settled]
) -> Iterator[Settled]:
    """Nobody, or as many as bring the price at which the next is indifferent to a peak."""
    for left_out, value in enumerate(curve):
        rises = not left_out or value > curve[left_out - 1]
        if rises and (left_out + 1 == len(curve) or value >= curve[left_out + 1]):
            settled = price(curve[left_out:])
            yield replace(settled, holdouts=left_out + settled.holdouts)
        elif left_out == 0:
            yield price(curve)


def _ranked(curve: Sequence[fmpq], selection: Selection) -> Settled:
    return _taken(curve, _offers(curve), selection)


def _offers(curve: Sequence[fmpq]) -> list[fmpq]:
    """The highest offers that elimination allows, and 0 where it allows none."""
    return [max(fmpq(0), price) for price in accumulate(curve, min)]


def in_rounds(curve: Sequence[fmpq], batches: Sequence[int], selection: Selection) -> Settled:
    """Ranked offers in rounds of these sizes, the first ones less those whom the curve leaves out.

    >>> falling = [fmpq(12, m) for m in range(1, 5)]
    >>> in_rounds(falling, (4,), "Laplacian").accepted, in_rounds(falling, (2, 2), "Laplacian")
    (25, Settled(holdouts=0, accepted=36, mean_offered=9))
    """
    sizes = _last(batches, len(curve))
    starts = list(accumulate(sizes[:-1], initial=0))
    in_the_end = [list(range(len(curve) + 1))]  # hold-outs, by those before the next round
    for start, size in reversed(list(zip(starts, sizes, strict=True))):
        after = in_the_end[0]
        refusing = _refusals([curve[m - 1] for m in after[1:]], size, start, selection)
        in_the_end.insert(0, [after[before + more] for before, more in enumerate(refusing)])
    holdouts, accepted, offered = 0, fmpq(0), fmpq(0)
    for size, after in zip(sizes, in_the_end[1:], strict=True):
        faced = [curve[m - 1] for m in after[holdouts + 1 : holdouts + size + 1]]
        settled = _ranked(faced, selection)
        holdouts += settled.holdouts
        accepted += settled.accepted
        offered += _sum(_offers(faced))
    return Settled(holdouts, accepted, offered / len(curve))


def _last(batches: Sequence[int], count: int) -> list[int]:
    """The sizes of the batches once all but the last ``count`` are taken out of the first ones."""
    sizes: list[int] = []
    for size in reversed(batches):
        sizes.insert(0, min(size, count - sum(sizes)))
    return [size for size in sizes if size]


def _refusals(
    faced: Sequence[fmpq], size: int, most_before: int, selection: Selection
) -> list[int]:
    """How many of a round refuse after 0, 1, … refusals before it.

    ``faced`` has the price at which the j-th to refuse, in all, is indifferent. Where none is
    negative, elimination goes through. Where they fall and the last is negative, all of the round
    refuse together, unless the rule favours pleading and a lone one would not.
    """
    negative = list(accumulate((price < 0 for price in faced), initial=0))
    rises = list(accumulate((b > a for a, b in pairwise(faced)), initial=0))
    refusing = []
    for before in range(most_before + 1):
        if negative[before + size] == negative[before]:
            refusing.append(0)
        elif rises[before + size - 1] == rises[before]:
            alone = selection == "plead-favourable" and faced[before] >= 0
            refusing.append(0 if alone else size)
        else:
            refusing.append(_ranked(faced[before : before + size], selection).holdouts)
    return refusing


def _in_order(curve: Sequence[fmpq], at_once: int, selection: Selection) -> Settled:
    offers = _offers(curve)
    left = [len(curve) - place // at_once * at_once for place in range(len(curve))]
    return _taken(curve, [offers[others - 1] for others in reversed(left)], selection)


def _refuse_weights_on_others(inner: InnerGame) -> None:
    if inner.weighs_others:
        rule = "cannot be priced where counsel weighs other clients"
        remedy = "leave out CollectiveCounsel, or this posture"
        raise ParameterError([Fault("postures", "announced order", rule, remedy)])


def _sum(values: Sequence[fmpq]) -> fmpq:
    return reduce(lambda total, value: shortened(total + value), values, fmpq(0))
