r"""Which pure equilibrium is played when there are several, by price.

Let a(m) be the price at which a defendant is indifferent when m hold out, herself included. At one
price s for all, the gain from holding out is s − a(m), and three rules single out one equilibrium:

================== ===========================================================================
plead-favourable   the fewest hold out
Laplacian          as many as maximize the exact potential :math:`ms - \sum_{j \le m} a(j)`:
                   the global-game selection where a decreases
strike-favourable  the most hold out
================== ===========================================================================

Ties plead. Under each rule the number of hold-outs never falls in s, so the rule is a list of
prices: at most m hold out up to the (m + 1)-st. The three lists are the increasing envelopes of a:
its running maximum, its isotonic regression (the slopes of the convex hull below the sums of a) and
its running minimum from the end.
"""

from collections.abc import Sequence
from functools import reduce
from itertools import accumulate, repeat
from typing import Literal, TypeAlias, get_args

from flint import fmpq

from ..errors import ParameterError, choice_faults
from ..games.exact_functions import shortened

Price: TypeAlias = fmpq | int
Selection = Literal["plead-favourable", "Laplacian", "strike-favourable"]
SELECTIONS: tuple[Selection, ...] = get_args(Selection)


def read_selection(value: object) -> Selection:
    """One of the rules."""
    for selection in SELECTIONS:
        if value == selection:
            return selection
    raise ParameterError(choice_faults("selection", value, SELECTIONS))


def supporting_prices(curve: Sequence[Price], selection: Selection) -> list[Price]:
    """For m = 0, 1, …, N − 1 the highest price at which at most m hold out.

    Means over many defendants are kept to 2^-256, so that they do not fill pages.

    >>> rising = [fmpq(4), fmpq(2), fmpq(3)]
    >>> for selection in SELECTIONS:
    ...     print(supporting_prices(rising, selection))
    [4, 4, 4]
    [3, 3, 3]
    [2, 2, 3]
    """
    match selection:
        case "plead-favourable":
            return list(accumulate(curve, max))
        case "strike-favourable":
            return list(accumulate(reversed(curve), min))[::-1]
        case "Laplacian":
            return _isotonic(curve)


def holdouts_of(curve: Sequence[int], selection: Selection) -> int:
    """How many hold out where the curve counts what the m-th to hold out loses by it, in any unit.

    >>> holdouts_of([1, -1, -1], "Laplacian")
    3
    """
    if min(curve) >= 0:
        return 0
    match selection:
        case "plead-favourable":
            return next((m for m, loss in enumerate(curve) if loss >= 0), len(curve))
        case "strike-favourable":
            return next((m for m in range(len(curve), 0, -1) if curve[m - 1] < 0), 0)
        case "Laplacian":
            sums = list(accumulate(curve, initial=0))
            return sums.index(min(sums))


def _isotonic(curve: Sequence[Price]) -> list[Price]:
    """Adjacent blocks are pooled until their means increase; what falls in the end is one block."""
    places = range(len(curve) - 1, 0, -1)
    peak = next((place for place in places if curve[place] > curve[place - 1]), 0)
    singles = [(value, 1) for value in curve[:peak]]
    blocks: list[tuple[Price, int]] = []
    for total, count in [*singles, (_total(curve[peak:]), len(curve) - peak)]:
        while blocks and blocks[-1][0] * count >= total * blocks[-1][1]:
            before, length = blocks.pop()
            total, count = _plus(before, total), length + count
        blocks.append((total, count))
    return [price for total, count in blocks for price in repeat(_mean(total, count), count)]


def _total(curve: Sequence[Price]) -> Price:
    return sum(curve) if isinstance(curve[0], int) else reduce(_plus, curve)


def _plus(total: Price, value: Price) -> Price:
    """Whole numbers stay what they are."""
    return total + value if isinstance(total, int) else shortened(total + value)


def _mean(total: Price, count: int) -> Price:
    return total if count == 1 else fmpq(total) / count
