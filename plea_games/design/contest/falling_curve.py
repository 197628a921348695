"""A curve that never rises, known by its pieces: no price is written out before it is asked for."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Self

from flint import arb, fmpq, fmpq_poly

from ...games.piece_extremes import extremes, places_of_extremes, tails
from ...games.pieces import Piece
from ...games.working_precision import working_precision

_MORE_BITS = 192  # than units have, of sums; defendants have 17
_HALF = fmpq(1, 2)


@dataclass(frozen=True)
class FallingCurve:
    """a(1) ≥ a(2) ≥ … ≥ a(n) in units, as :class:`plea_games.design.contest.curves.Curve` has them.

    Attributes
    ----------
    parts
        The pieces, in all who hold out.
    units
        So many are one year.
    """

    parts: tuple[Piece, ...]
    units: int

    @classmethod
    def of(cls, parts: Sequence[Piece], units: int) -> Self | None:
        """The curve; None where some price rises, or sums of prices are not known by the pieces."""
        curve = cls(tuple(parts), units)
        places = [place - curve._before for place in extremes(parts)]
        falls = all(curve.at(later) <= curve.at(place) for place, later in pairwise(places))
        return curve if falls and tails(parts) is not None else None

    def __len__(self) -> int:
        return self.parts[-1].last - self._before

    @property
    def _before(self) -> int:
        return self.parts[0].first - 1

    @cached_property
    def values(self) -> list[int]:
        """Every price."""
        return [value for part in self.parts for value in part.floors(self.units)]

    def whole(self, value: fmpq) -> int:
        """A value in units, rounded down."""
        return int(value.p) * self.units // int(value.q)

    def at(self, holdouts: int) -> int:
        """The price at which one of so many is indifferent."""
        held = holdouts + self._before
        part = next(part for part in self.parts if held <= part.last)
        return self.units * _value(part.top, held) // _value(part.bottom, held)

    def sum_to(self, holdouts: int) -> int:
        """Of the first so many prices, to the nearest unit."""
        if not holdouts:
            return 0
        first, following = self.parts[0].first, holdouts + 1 + self._before
        beyond = [following] if holdouts < len(self) else []
        with working_precision(self.units.bit_length() + _MORE_BITS):
            sums = dict(tails(self.parts, beyond) or ())
            total = sums[first] - sum((sums[place] for place in beyond), arb(0))
            return int((total.mid().fmpq() * self.units + _HALF).floor())

    @property
    def total(self) -> int:
        """Of all prices."""
        return self.sum_to(len(self))

    @cached_property
    def not_negative(self) -> int:
        """How many prices are 0 or more: the first ones."""
        return bisect_left(range(1, len(self) + 1), True, key=lambda place: self.at(place) < 0)

    def least_of_a_race(self) -> int:
        """The least of j a(n − j + 1) + (n − j) a(1) over j from 1 to n, as pieces have it."""
        count, alone = len(self), self.at(1)
        first = self.parts[0]
        lone = fmpq(_value(first.top, first.first), _value(first.bottom, first.first))
        places = {1, count}
        for part in self.parts:
            top, bottom = fmpq_poly(list(part.top)), fmpq_poly(list(part.bottom))
            before = fmpq_poly([-self._before - 1, 1])  # of one who holds out
            after = count - before
            places.update(
                place - self._before
                for place in places_of_extremes(
                    after * top + lone * before * bottom, bottom, part.first, part.last
                )
            )
        return min((count + 1 - m) * self.at(m) + (m - 1) * alone for m in places)


def _value(coefficients: Sequence[int], place: int) -> int:
    """Of a polynomial, the constant first."""
    value = 0
    for coefficient in reversed(coefficients):
        value = value * place + coefficient
    return value
