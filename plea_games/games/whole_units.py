"""Fractions as whole numbers of one small unit, for sums of many.

Whole numbers of Python add and compare a hundred times faster than fractions, whose denominators
grow with every sum. The unit divides every fraction where that is possible, and then nothing is
rounded. Otherwise fractions are rounded down to a unit so small that different ones stay different
and equal ones equal.
"""

from collections.abc import Iterable, Sequence
from math import lcm

from flint import fmpq, fmpz_poly

_LONGEST = 2048  # bits of a unit that divides all fractions
_PLACES = 320  # bits after the point, at least
_ONE = 1 << _PLACES


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


def means(values: Sequence[fmpq], weights: Sequence[fmpq]) -> list[fmpq]:
    """w₀v(j) + w₁v(j + 1) + … for all j at once, by multiplying two polynomials.

    Weights are those of a mean, to 320 bits; what rounding takes from their sum is given back to
    the largest, so that the mean of equal values is that value.

    >>> means([fmpq(1), fmpq(1), fmpq(3)], [fmpq(1, 4), fmpq(3, 4)])
    [1, 5/2]
    """
    whole, units = in_units(values)
    shares = [int(weight.p) * _ONE // int(weight.q) for weight in weights]
    shares[shares.index(max(shares))] += _ONE - sum(shares)
    product = fmpz_poly(whole) * fmpz_poly(shares[::-1])
    places = range(len(weights) - 1, len(values))
    return [fmpq(product[place], units * _ONE) for place in places]


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
