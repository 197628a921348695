"""Functions of fractions, exact where the result is a short one and else correct to 70 digits."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import TypeVar

from flint import arb, fmpq, fmpz

from ..model.exact import Ratio
from .working_precision import working_precision

_PRECISION = 256  # bits
_LARGEST_ROOT = 64
LONGEST_POWER = 2**10
"""Bits of a whole power that is written out."""
MOST_EXACT_TRIALS = 200
"""Trials of a binomial up to which chances are exact."""
_SHORT = 2**_PRECISION

Rational = TypeVar("Rational", Fraction, fmpq)


def shortened(value: Rational) -> Rational:
    """Rounded down where it is long: sums of thousands of fractions would fill pages.

    256 bits are kept after the point, and of what is below 1 from its first bit on, so that years
    of any unit are rounded alike.

    >>> shortened(fmpq(1, 3)), float(shortened(Fraction(1, 3 * 2**300)) * 3 * 2**300)
    (1/3, 1.0)
    """
    top, bottom = int(value.numerator), int(value.denominator)
    if bottom < _SHORT:
        return value
    places = _PRECISION + max(bottom.bit_length() - top.bit_length(), 0)
    return type(value)((top << places) // bottom, 1 << places)


def running_sums(values: Iterable[Rational]) -> list[Rational]:
    """x₁, x₁ + x₂, …, each shortened.

    >>> running_sums([fmpq(1, 3), fmpq(1, 6)])
    [1/3, 1/2]
    """
    return list(accumulate(values, lambda total, value: shortened(total + value)))


def sum_of(values: Sequence[fmpq]) -> fmpq:
    """The sum, exactly: of halves, so that long denominators are met by few additions.

    >>> sum_of([fmpq(1, 2), fmpq(1, 3), fmpq(1, 6)])
    1
    """
    if len(values) <= 2:
        return sum(values, fmpq(0))
    middle = len(values) // 2
    return sum_of(values[:middle]) + sum_of(values[middle:])


def as_fmpq(value: Ratio) -> fmpq:
    """A rational of Python or sympy as flint's.

    >>> from fractions import Fraction
    >>> as_fmpq(Fraction(2, 3))
    2/3
    """
    return fmpq(int(value.numerator), int(value.denominator))


def largest(*values: fmpq | int) -> fmpq:
    """The largest, as a fraction: of Python's whole numbers, quotients are doubles.

    >>> 1 / largest(fmpq(1, 2), 3)
    1/3
    """
    most = max(values)
    return fmpq(most) if isinstance(most, int) else most


def power(base: fmpq, exponent: fmpq) -> fmpq:
    """base ≥ 0 to an exponent ≥ 0.

    >>> power(fmpq(4, 9), fmpq(1, 2)), power(fmpq(0), fmpq(0))
    (2/3, 1)
    >>> float(power(fmpq(2), fmpq(1, 2)).p) / float(power(fmpq(2), fmpq(1, 2)).q)
    1.4142135623730951
    """
    if not isinstance(base, (fmpq, int)) and isinstance(exponent, fmpq) and exponent.q == 1:
        return base ** int(exponent.p)  # of formulas, which have no other powers
    if base == 1:
        return fmpq(1)
    if base == 0:
        return fmpq(0) if exponent > 0 else fmpq(1)
    base, exponent = fmpq(base), fmpq(exponent)
    degree = int(exponent.q)
    if degree == 1 and int(exponent.p) * int(base.q).bit_length() <= LONGEST_POWER:
        return base ** int(exponent.p)
    if 1 < degree <= _LARGEST_ROOT:
        root = fmpq(*(fmpz(part).root(degree) for part in (base.p, base.q)))
        if root**degree == base:
            return root ** int(exponent.p)
    with working_precision(_PRECISION):
        return (arb(base) ** arb(exponent)).mid().fmpq()


def logarithm(value: Rational) -> Rational:
    """The natural logarithm of a number above 0, to 70 digits after the point.

    >>> float(logarithm(1 + Fraction(1, 10**30)))
    1e-30
    """
    with working_precision(_PRECISION):
        near = arb(as_fmpq(value)).log().mid().fmpq()
    return type(value)(int(near.p), int(near.q))


def floor(value: fmpq) -> fmpz:
    """The largest whole number up to the value.

    >>> floor(fmpq(7, 2))
    3
    """
    return fmpq(value).floor()


def binomial_chances(trials: int, chance: fmpq) -> list[tuple[int, fmpq]]:
    """The outcomes of Bin(trials, chance) that can occur, each with its probability.

    >>> binomial_chances(2, fmpq(1, 2)), binomial_chances(7, fmpq(1))
    ([(0, 1/4), (1, 1/2), (2, 1/4)], [(7, 1)])
    """
    if chance in (0, 1):
        return [(trials * int(chance.p), fmpq(1))]
    weights = []
    for hits in range(trials + 1):
        if trials <= MOST_EXACT_TRIALS:
            binomial = fmpz.bin_uiui(trials, hits)
            weights.append(binomial * chance**hits * (1 - chance) ** (trials - hits))
        else:
            with working_precision(_PRECISION):
                weight = arb.bin_uiui(trials, hits) * arb(chance) ** hits
                weights.append((weight * arb(1 - chance) ** (trials - hits)).mid().fmpq())
    return list(enumerate(weights))
