"""Prices for each number of hold-outs, as whole numbers of one small unit.

A contest adds and compares prices of a hundred thousand defendants; whole numbers of Python are a
hundred times faster at that than fractions, whose denominators grow with every sum. The unit
divides every price where that is possible, and then nothing is rounded. Otherwise prices are
rounded down to a unit so small that different ones stay different and equal ones equal.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import lcm

from flint import fmpq

from ...games.pieces import Piece

_LONGEST = 2048  # bits of a unit that divides all prices
_PLACES = 320  # bits after the point, at least


@dataclass(frozen=True)
class Curve:
    """a(1…n) in units.

    Attributes
    ----------
    values
        Whole numbers of units.
    units
        So many are one year.
    """

    values: Sequence[int]
    units: int

    @classmethod
    def of_pieces(cls, parts: Sequence[Piece], offer: fmpq) -> "Curve":
        """Of a formula; the offer, too, is a whole number of units."""
        constant = (part.bottom[0] for part in parts if len(part.bottom) == 1)
        units = lcm(int(offer.q), *constant)
        exact = _dividing(units, (number for part in parts for number in part.denominators()))
        if exact is None:
            units <<= max(_PLACES, 2 * max(part.longest_denominator() for part in parts))
        else:
            units = exact
        return cls([value for part in parts for value in part.floors(units)], units)

    @classmethod
    def of_fractions(cls, values: Sequence[fmpq], offer: fmpq) -> "Curve":
        """Of prices one by one."""
        units = _dividing(int(offer.q), (int(value.q) for value in values))
        if units is None:
            longest = max(int(value.q).bit_length() for value in values)
            units = int(offer.q) << max(_PLACES, 2 * longest)
        return cls([int(value.p) * units // int(value.q) for value in values], units)

    def whole(self, value: fmpq) -> int:
        """A value in units, rounded down."""
        return int(value.p) * self.units // int(value.q)


def _dividing(units: int, denominators: Iterable[int]) -> int | None:
    """The least multiple that all of them divide; None where that is long."""
    for denominator in denominators:
        units = lcm(units, denominator)
        if units.bit_length() > _LONGEST:
            return None
    return units
