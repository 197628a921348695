"""Prices for each number of hold-outs, as whole numbers of one small unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import lcm

from flint import fmpq

from ...games.pieces import Piece
from ...games.whole_units import in_units, units_apart, units_dividing
from .falling_curve import FallingCurve

_FEW = 500  # prices that are sooner written out than known by their pieces


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

    def __len__(self) -> int:
        return len(self.values)

    @classmethod
    def of_pieces(cls, parts: Sequence[Piece], offer: fmpq) -> "Curve | FallingCurve":
        """Of a formula; the offer, too, is a whole number of units."""
        units = _units(parts, offer)
        count = parts[-1].last - parts[0].first + 1
        falling = FallingCurve.of(parts, units) if count > _FEW else None
        return falling or cls([v for part in parts for v in part.floors(units)], units)

    @classmethod
    def of_fractions(cls, values: Sequence[fmpq], offer: fmpq) -> "Curve":
        """Of prices one by one."""
        return cls(*in_units(values, int(offer.q)))

    def whole(self, value: fmpq) -> int:
        """A value in units, rounded down."""
        return int(value.p) * self.units // int(value.q)


def _units(parts: Sequence[Piece], offer: fmpq) -> int:
    constant = (part.bottom[0] for part in parts if len(part.bottom) == 1)
    units = lcm(int(offer.q), *constant)
    dividing = units_dividing((number for part in parts for number in part.denominators()), units)
    if dividing is not None:
        return dividing
    return units_apart(max(part.longest_denominator() for part in parts), units)
