r"""A formula in H as ratios of polynomials, piece by piece.

Payoffs depend on the number H of hold-outs through arithmetic and through min and max, so between
the few numbers at which one side of a min or max overtakes the other they are a ratio of two
polynomials. To find these, the compiled formula is called once for each piece with H the
polynomial itself: a comparison that comes out differently at the two ends of a piece splits it.
Then values for all H take two small polynomials each, whatever the formula looks like.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm
from typing import Any

from flint import acb, fmpq, fmpq_poly, fmpz

_MOST_PIECES = 64
_HIGHEST_DEGREE = 12


@dataclass(frozen=True)
class Piece:
    """top(H)/bottom(H) for H from first to last; whole coefficients, the constant first."""

    first: int
    last: int
    top: tuple[int, ...]
    bottom: tuple[int, ...]

    def values(self) -> list[fmpq]:
        """At each H, exactly."""
        if len(self.top) == len(self.bottom) == 1:
            return [fmpq(self.top[0], self.bottom[0])] * (self.last - self.first + 1)
        pairs = zip(self._at_each(self.top), self._at_each(self.bottom), strict=True)
        return [fmpq(top, bottom) for top, bottom in pairs]

    def floors(self, units: int) -> list[int]:
        """At each H, in so many units to one, rounded down to a whole number of these."""
        top = [units * coefficient for coefficient in self.top]
        if len(self.bottom) == 1 and len(top) == 1:
            return [top[0] // self.bottom[0]] * (self.last - self.first + 1)
        pairs = zip(self._at_each(top), self._at_each(self.bottom), strict=True)
        return [over // under for over, under in pairs]

    def denominators(self) -> Iterator[int]:
        """At each H, one after another, not in lowest terms; once where they are the same."""
        if len(self.bottom) == 1:
            return iter(self.bottom)
        numbers = range(self.first, self.last + 1)
        return (sum(c * number**k for k, c in enumerate(self.bottom)) for number in numbers)

    def longest_denominator(self) -> int:
        """A bound on the bits of denominators."""
        size: int = sum(abs(c) * self.last**k for k, c in enumerate(self.bottom))
        return size.bit_length()

    def _at_each(self, coefficients: Sequence[int]) -> list[int]:
        """By Horner's rule, one coefficient for all H at a time."""
        highest, *rest = reversed(coefficients)
        numbers = range(self.first, self.last + 1)
        values = [highest] * len(numbers)
        for constant in rest:
            values = [v * number + constant for v, number in zip(values, numbers, strict=True)]
        return values


def pieces(formula: Callable[[Any], Any], first: int, last: int) -> list[Piece] | None:
    """The pieces of a formula for H from first to last.

    Parameters
    ----------
    formula
        Of H, made of arithmetic, ``min`` and ``max``.
    first, last
        1 ≤ first ≤ last.

    Returns
    -------
    list of Piece
        In order; None where the formula is none of the kind, or has very many pieces.

    Examples
    --------
    >>> pieces(lambda held: 1 - min(fmpq(1), fmpq(12) / held), 1, 230)
    [Piece(first=1, last=12, top=(0,), bottom=(1,)), Piece(first=13, last=230, top=(-12, 1), \
bottom=(0, 1))]
    """
    left, done = [(first, last)], []
    while left:
        start, stop = left.pop()
        try:
            done.append(_piece(formula(_Quotient.identity(start, stop)), start, stop))
        except _SplitError as split:
            left += [(split.after + 1, stop), (start, split.after)]
        except (TypeError, ValueError, ZeroDivisionError, _TooHighError):
            return None
        if len(done) + len(left) > _MOST_PIECES:
            return None
    return _joined(done)


class _SplitError(Exception):
    """The piece ends here: beyond it a comparison comes out otherwise."""

    def __init__(self, after: int) -> None:
        self.after = after


class _TooHighError(Exception):
    """A degree for which polynomials are no help."""


class _Quotient:
    """A ratio of polynomials in H, for H between two numbers, in place of a number."""

    __slots__ = ("bottom", "first", "last", "top")

    def __init__(self, top: fmpq_poly, bottom: fmpq_poly, first: int, last: int) -> None:
        if max(top.degree(), bottom.degree()) > _HIGHEST_DEGREE:
            raise _TooHighError
        self.top, self.bottom, self.first, self.last = top, bottom, first, last

    @classmethod
    def identity(cls, first: int, last: int) -> "_Quotient":
        return cls(fmpq_poly([0, 1]), fmpq_poly([1]), first, last)

    def of(self, value: object) -> "_Quotient":
        if isinstance(value, _Quotient):
            return value
        if isinstance(value, Fraction):
            value = fmpq(value.numerator, value.denominator)
        if not isinstance(value, int | fmpq | fmpz):
            raise TypeError
        return self._new(fmpq_poly([value]), fmpq_poly([1]))

    def _new(self, top: fmpq_poly, bottom: fmpq_poly) -> "_Quotient":
        return _Quotient(top, bottom, self.first, self.last)

    def __add__(self, value: object) -> "_Quotient":
        other = self.of(value)
        if self.bottom == other.bottom:
            return self._new(self.top + other.top, self.bottom)
        top = self.top * other.bottom + other.top * self.bottom
        return self._new(top, self.bottom * other.bottom)

    __radd__ = __add__

    def __neg__(self) -> "_Quotient":
        return self._new(-self.top, self.bottom)

    def __sub__(self, value: object) -> "_Quotient":
        return self + -self.of(value)

    def __rsub__(self, value: object) -> "_Quotient":
        return -self + value

    def __mul__(self, value: object) -> "_Quotient":
        other = self.of(value)
        return self._new(self.top * other.top, self.bottom * other.bottom)

    __rmul__ = __mul__

    def __truediv__(self, value: object) -> "_Quotient":
        other = self.of(value)
        if other.top.degree() < 0:
            raise ZeroDivisionError
        return self._new(self.top * other.bottom, self.bottom * other.top)

    def __rtruediv__(self, value: object) -> "_Quotient":
        return self.of(value) / self

    def __pow__(self, exponent: object) -> "_Quotient":
        if not isinstance(exponent, int):
            raise TypeError
        if exponent < 0:
            return 1 / self**-exponent
        if exponent * max(self.top.degree(), self.bottom.degree()) > _HIGHEST_DEGREE:
            raise _TooHighError
        return self._new(self.top**exponent, self.bottom**exponent)

    def __lt__(self, value: object) -> bool:
        return (self - value)._sign() < 0

    def __gt__(self, value: object) -> bool:
        return (self - value)._sign() > 0

    def _sign(self) -> int:
        """Of all values alike, zeros aside; where they differ, the piece is split."""
        for polynomial in (self.top, self.bottom):
            for after in ends_of_signs(polynomial, self.first, self.last):
                raise _SplitError(after)
        for place in (fmpq(self.first), fmpq(self.last)):
            value = self.top(place) * self.bottom(place)
            if value:
                return 1 if value > 0 else -1
        return 0


def ends_of_signs(polynomial: fmpq_poly, first: int, last: int) -> list[int]:
    """Numbers in the range after which the sign may be another."""
    if polynomial.degree() < 1:
        return []
    if polynomial.degree() == 1:
        ends = [(-polynomial[0] / polynomial[1]).floor()]
    else:
        roots: list[tuple[acb, int]] = polynomial.numer().complex_roots()  # type: ignore[assignment]
        real = [root.real for root, _ in roots if root.imag.contains(0)]
        bounds = [(root.mid().fmpq(), root.rad().fmpq()) for root in real]
        ends = [end.floor() for mid, radius in bounds for end in (mid - radius, mid + radius)]
    return sorted({int(end) for end in ends if first <= end < last})


def _piece(value: object, first: int, last: int) -> Piece:
    quotient = _Quotient.identity(first, last).of(value)
    shared = quotient.top.gcd(quotient.bottom)
    top, bottom = quotient.top // shared, quotient.bottom // shared
    scale = lcm(int(top.denom()), int(bottom.denom()))
    over, under = ([int((c * scale).p) for c in part.coeffs()] or [0] for part in (top, bottom))
    common = gcd(*over, *under)
    return Piece(first, last, tuple(c // common for c in over), tuple(c // common for c in under))


def _joined(parts: Sequence[Piece]) -> list[Piece]:
    """Neighbours with one formula are one piece."""
    joined: list[Piece] = []
    for part in parts:
        if joined and (joined[-1].top, joined[-1].bottom) == (part.top, part.bottom):
            joined[-1] = replace(joined[-1], last=part.last)
        else:
            joined.append(part)
    return joined
