"""Where a linear function on [0, 1] has a sign, and where two spans overlap."""

from collections.abc import Sequence
from fractions import Fraction

Span = tuple[Fraction, Fraction]

ALL: Span = (Fraction(0), Fraction(1))


def where(gain: Sequence[Fraction], sign: int) -> Span | None:
    """Where in [0, 1] a linear function is at most 0 (−1), equal to 0 (0), at least 0 (1)."""
    low, high = gain
    if sign == 1:
        low, high, sign = -low, -high, -1
    if low == high:
        return ALL if low == 0 or (sign == -1 and low < 0) else None
    root = Fraction(low) / (low - high)
    if sign == 0:
        return (root, root) if 0 <= root <= 1 else None
    return (
        overlap(ALL, (root, Fraction(1)) if low > high else (Fraction(0), root))
        if (low <= 0 or high <= 0)
        else None
    )


def overlap(one: Span, other: Span | None) -> Span | None:
    """What two spans share."""
    if other is None:
        return None
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return (low, high) if low <= high else None
