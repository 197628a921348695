"""Prices for each number of hold-outs, as whole numbers of one small unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import lcm

from flint import fmpq

from ...games.pieces import Piece
from ...games.whole_units import in_units, units_apart, units_dividing


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
        denominators = (number for part in parts for number in part.denominators())
        dividing = units_dividing(denominators, units)
        if dividing is None:
            dividing = units_apart(max(part.longest_denominator() for part in parts), units)
        return cls([v for part in parts for v in part.floors(dividing)], dividing)

    @classmethod
    def of_fractions(cls, values: Sequence[fmpq], offer: fmpq) -> "Curve":
        """Of prices one by one."""
        return cls(*in_units(values, int(offer.q)))

    def whole(self, value: fmpq) -> int:
        """A value in units, rounded down."""
        return int(value.p) * self.units // int(value.q)
