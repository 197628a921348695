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

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import Literal, get_args

from flint import fmpq

from ..errors import ParameterError, choice_faults
from ..games.exact_functions import shortened

Selection = Literal["plead-favourable", "Laplacian", "strike-favourable"]
SELECTIONS: tuple[Selection, ...] = get_args(Selection)


def read_selection(value: object) -> Selection:
    """One of the rules.

    Raises
    ------
    ParameterError
        For anything else.
    """
    for selection in SELECTIONS:
        if value == selection:
            return selection
    raise ParameterError(choice_faults("selection", value, SELECTIONS))


def supporting_prices(curve: Sequence[fmpq], selection: Selection) -> list[fmpq]:
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


def holdouts_of(curve: Sequence[fmpq], selection: Selection) -> int:
    """How many hold out where the curve counts what the m-th to hold out loses by it.

    >>> holdouts_of([fmpq(1), fmpq(-1), fmpq(-1)], "Laplacian")
    3
    """
    return bisect_left(supporting_prices(curve, selection), fmpq(0))


def _isotonic(curve: Sequence[fmpq]) -> list[fmpq]:
    """Adjacent blocks are pooled until their means increase."""
    blocks: list[tuple[fmpq, int]] = []
    for value in curve:
        total, count = value, 1
        while blocks and blocks[-1][0] * count >= total * blocks[-1][1]:
            before, length = blocks.pop()
            total, count = shortened(before + total), length + count
        blocks.append((total, count))
    return [total / count for total, count in blocks for _ in range(count)]
