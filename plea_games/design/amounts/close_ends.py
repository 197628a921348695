"""Where a monotone function changes its sign, narrowed down in few calls.

Bisection asks at a hundred places, whose answers mostly follow from a few: what is beyond an amount
that will do will do, and what is short of one that will not will not. So the sign is first looked
for among powers of two, then by false position, and bisection asks only between.
"""

from collections.abc import Callable
from fractions import Fraction
from math import frexp, ldexp

_NEXT = 4e-14  # relative: the ends are that far from where the sign seems to change
_STEPS = 12
_LOWEST_POWER = -100


def close_ends(
    value: Callable[[float], Fraction], met: float, missed: float
) -> tuple[float, float]:
    """Two amounts next to each other: the value is 0 or more at the first, less at the second.

    Parameters
    ----------
    value
        Monotone between the two, exactly.
    met, missed
        0 or more; the value is ≥ 0 at the first and below 0 at the second.

    Returns
    -------
    tuple of float
        Close to each other where few calls find such.

    >>> from math import sqrt
    >>> met, missed = close_ends(lambda x: Fraction(x) ** 2 - 2, 2.0**64, 0.0)
    >>> 0 <= met - sqrt(2) < 1e-12, 0 < sqrt(2) - missed < 1e-12
    (True, True)
    """
    ends = {True: met, False: missed}
    values = dict[bool, Fraction]()

    def ask(amount: float) -> bool:
        if not min(ends.values()) < amount < max(ends.values()):
            return False
        found = value(amount)
        ends[found >= 0], values[found >= 0] = amount, found
        return True

    most = frexp(max(met, missed))[1]
    low, high = _LOWEST_POWER, most
    while high - low > 1:
        middle = (low + high) // 2
        ask(ldexp(1.0, middle))
        low, high = (middle, high) if min(ends.values()) >= ldexp(1.0, middle) else (low, middle)
    for side in ends:
        if side not in values:
            values[side] = value(ends[side])
    moved = None
    for _ in range(_STEPS):
        before, apart = ends[True], values[True] - values[False]
        share = float(values[True] / apart) if apart else 0.0
        if not ask(before + share * (ends[False] - before)):
            break
        if moved == (ends[True] != before):
            values[not moved] /= 2  # or the other end would never move (the Illinois rule)
        moved = ends[True] != before
    for end in tuple(ends.values()):
        for more in (_NEXT, -_NEXT):
            ask(end * (1 + more))
    return ends[True], ends[False]


def told_by(
    ends: tuple[float, float], is_met: Callable[[Fraction], bool]
) -> Callable[[Fraction], bool]:
    """``is_met`` of a monotone goal that is asked between two ends only."""
    met, missed = ends
    side = 1 if met > missed else -1

    def told(amount: Fraction) -> bool:
        if side * amount >= side * met:
            return True
        return side * amount > side * missed and is_met(amount)

    return told
