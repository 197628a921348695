"""Fractions as whole numbers of one small unit, for sums of many.

Whole numbers of Python add and compare a hundred times faster than fractions, whose denominators
grow with every sum. The unit divides every fraction where that is possible, and then nothing is
rounded. Otherwise fractions are rounded down to a unit so small that different ones stay different
and equal ones equal.
"""

from collections.abc import Iterable, Sequence
from math import lcm

from flint import fmpq

_LONGEST = 2048  # bits of a unit that divides all fractions
_PLACES = 320  # bits after the point, at least


def in_units(values: Sequence[fmpq], units: int = 1) -> tuple[list[int], int]:
    """The values in units, and how many units are one; a multiple of ``units``.

    >>> in_units([fmpq(1, 2), fmpq(-2, 3)])
    ([3, -4], 6)
    """
    dividing = units_dividing((int(value.q) for value in values), units)
    if dividing is None:
        longest = max(int(value.q).bit_length() for value in values)
        dividing = units_apart(longest, units)
    return [int(value.p) * dividing // int(value.q) for value in values], dividing


def units_dividing(denominators: Iterable[int], units: int) -> int | None:
    """The least multiple that all of them divide; None where that is long.

    >>> units_dividing(range(1, 7), 1), units_dividing(range(1, 7000), 1)
    (60, None)
    """
    for denominator in denominators:
        units = lcm(units, denominator)
        if units.bit_length() > _LONGEST:
            return None
    return units


def units_apart(bits: int, units: int) -> int:
    """A multiple in which fractions stay apart whose denominators have so many bits at most."""
    return units << max(_PLACES, 2 * bits)
