"""Numbers that depend on how many hold out, as far as one must know before that is known.

Where they do not cancel, a caseload is no lottery. Sums and products of them stay such numbers, but
a factor of 0 leaves 0, and an exponent of 0 leaves 1. All are above 0 where they are compared.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import Any, TypeAlias, Union

Number: TypeAlias = Union[Fraction, int, "Varying"]


@dataclass(frozen=True)
class Varying:
    """Such a number, up to so much at most.

    >>> 2 - VARYING, 0 * VARYING, power(VARYING, 0), most(1, least(VARYING, 1))
    (Varying(most=inf), Fraction(0, 1), Fraction(1, 1), 1)
    """

    most: Fraction | float = inf

    def _is_left(self, _: object = None) -> "Varying":
        return VARYING

    __add__ = __radd__ = __sub__ = __rsub__ = __neg__ = __truediv__ = _is_left

    def __mul__(self, factor: Any) -> Number:
        return VARYING if factor else Fraction(0)

    __rmul__ = __rtruediv__ = __mul__


VARYING = Varying()
"""How many hold out, or what follows from it."""


def least(*values: Number) -> Number:
    """The least of these."""
    known = [value for value in values if not isinstance(value, Varying)]
    if len(known) == len(values):
        return min(known)
    bound = min(known)
    return Varying(bound) if bound > 0 else bound


def most(*values: Number) -> Number:
    """The largest of these."""
    known = [value for value in values if not isinstance(value, Varying)]
    if all(value.most <= max(known) for value in values if isinstance(value, Varying)):
        return max(known)
    return VARYING


def floor(value: Fraction) -> Fraction:
    """The largest whole number up to the value."""
    return Fraction(value.__floor__())


def power(base: Number, exponent: Number) -> Number:
    """base ≥ 0 to an exponent ≥ 0."""
    if exponent == 0 or base == 1:
        return Fraction(1)
    if isinstance(base, Varying) or isinstance(exponent, Varying):
        return VARYING
    if exponent.denominator == 1:
        return Fraction(base) ** int(exponent)
    return Fraction(0) if base == 0 else VARYING
