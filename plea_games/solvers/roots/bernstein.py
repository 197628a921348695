r"""All roots in (0, 1) of a Bernstein polynomial with rational coefficients, with proof.

The polynomial :math:`D(x) = \sum_j \binom{n}{j} x^j (1-x)^{n-j} b_j` has at most as many roots in
(0, 1), counted with multiplicity, as its coefficients :math:`b_0, \dots, b_n` change sign, and the
difference is even (variation diminution; Descartes' rule in the variable y below). So no change
proves that there is no root, one change that there is exactly one, and halving the interval decides
the rest (Vincent, Collins & Akritas) once multiple roots are made simple by square-free
factorization. All of it runs in whole numbers, on
:math:`Q(y) = \sum_j \binom{n}{j} b_j y^j` with :math:`y = x/(1-x)`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import lcm, nextafter

from flint import arb, fmpq, fmpz, fmpz_poly

from ...games.working_precision import working_precision

FEW = 100
"""Coefficients up to which exact arithmetic is as fast as any other."""

LARGEST_EXACT = 5_000
"""Coefficients up to which isolating all roots takes seconds."""

MOST_ISOLATED = 1_000_000
"""The same of coefficients times changes of sign."""

_WIDTH = Fraction(1, 2**60)  # of an enclosure, relative to its upper end
_PRECISIONS = (128, 1024)  # bits of ball arithmetic, before a sign is taken exactly


@dataclass(frozen=True)
class Root:
    """One root in (0, 1): it lies in [lower, upper], and no other root does.

    ``crossing`` is +1 where D rises through 0, −1 where it falls, 0 where it touches.
    """

    lower: Fraction
    upper: Fraction
    crossing: int


def can_isolate(coefficients: int, changes: int) -> bool:
    """Whether isolating all roots takes seconds, not more, for so many changes of sign."""
    return coefficients <= LARGEST_EXACT and coefficients * changes <= MOST_ISOLATED


def sign_changes(coefficients: Sequence[Fraction] | Sequence[int] | Sequence[fmpz]) -> int:
    """How often the coefficients change sign, zeros left out.

    >>> sign_changes([Fraction(-1), Fraction(0), Fraction(2), Fraction(-3)])
    2
    """
    signs = [value > 0 for value in coefficients if value != 0]
    return sum(before != after for before, after in pairwise(signs))


def value_at(coefficients: Sequence[Fraction], x: Fraction) -> Fraction:
    """D(x), exactly.

    >>> value_at([Fraction(-1), Fraction(3)], Fraction(1, 2))
    Fraction(1, 1)
    """
    if x == 1:
        return coefficients[-1]
    polynomial, scale = _in_odds(coefficients)
    value = polynomial(fmpq(x.numerator, x.denominator - x.numerator))
    return Fraction(int(value.p), int(value.q) * scale) * (1 - x) ** (len(coefficients) - 1)


def as_doubles(root: Root) -> tuple[float, float]:
    """A root's enclosure, rounded outwards.

    >>> as_doubles(Root(Fraction(1, 3), Fraction(1, 3), 1))
    (0.3333333333333333, 0.33333333333333337)
    """
    lower, upper = float(root.lower), float(root.upper)
    return (
        lower if lower <= root.lower else nextafter(lower, 0.0),
        upper if upper >= root.upper else nextafter(upper, 1.0),
    )


def roots(coefficients: Sequence[Fraction]) -> list[Root]:
    """All roots of D in (0, 1), in increasing order.

    Parameters
    ----------
    coefficients
        b₀…bₙ, not all zero.

    >>> (half,) = roots([Fraction(-1), Fraction(1)])
    >>> half.lower <= Fraction(1, 2) <= half.upper, half.crossing
    (True, 1)
    >>> [root.crossing for root in roots([Fraction(b) for b in (1, -1, 1)])]  # (2x − 1)²
    [0]
    """
    changes = sign_changes(coefficients)
    if changes == 0:
        return []
    polynomial, _ = _in_odds(coefficients)
    radical = fmpz_poly([1])
    for factor, _ in [(polynomial, 1)] if changes == 1 else polynomial.factor_squarefree()[1]:
        radical *= factor
    bounds = _enclosures(_without_root_at_zero(radical))
    if not bounds:
        return []
    between = [(before[1] + after[0]) / 2 for before, after in pairwise(bounds)]
    signs = [
        1 if next(value for value in coefficients if value) > 0 else -1,
        *(_sign(polynomial, point) for point in between),
        1 if next(value for value in reversed(coefficients) if value) > 0 else -1,
    ]
    return [
        Root(lower, upper, (after - before) // 2)
        for (lower, upper), (before, after) in zip(bounds, pairwise(signs), strict=True)
    ]


def _in_odds(coefficients: Sequence[Fraction]) -> tuple[fmpz_poly, int]:
    """Q(y) for the odds y = x/(1 − x), in whole numbers, and the scale that made them whole."""
    scale = lcm(*(value.denominator for value in coefficients))
    degree = len(coefficients) - 1
    binomial, whole = 1, []
    for place, value in enumerate(coefficients):
        whole.append(binomial * int(value * scale))
        binomial = binomial * (degree - place) // (place + 1)
    return fmpz_poly(whole), scale


def _without_root_at_zero(polynomial: fmpz_poly) -> fmpz_poly:
    lowest = next(place for place, value in enumerate(polynomial.coeffs()) if value != 0)
    return polynomial.right_shift(lowest)


def _enclosures(radical: fmpz_poly) -> list[tuple[Fraction, Fraction]]:
    """Narrow and disjoint enclosures of the x in (0, 1) whose odds are roots, in order."""
    isolated = sorted(_isolate(radical))
    for point in (lower for lower, upper in isolated if lower == upper):
        odds = point / (1 - point)
        radical = radical // fmpz_poly([-odds.numerator, odds.denominator])
    width = _WIDTH
    while True:
        brackets = [
            (lower, upper) if lower == upper else _narrow(radical, lower, upper, width)
            for lower, upper in isolated
        ]
        if all(before[1] < after[0] for before, after in pairwise(brackets)):
            return brackets
        width *= width


def _isolate(radical: fmpz_poly) -> Iterator[tuple[Fraction, Fraction]]:
    """Open intervals with one root each, or points that are roots, by halving (0, 1).

    A node's polynomial in t > 0 stands for D on (lower, upper) through
    x = (lower + upper·t)/(1 + t), so t = 1 is the middle.
    """
    doubled = fmpz_poly([1, 2])  # 1 + 2t
    nodes = [(radical, Fraction(0), Fraction(1))]
    while nodes:
        node, lower, upper = nodes.pop()
        changes = sign_changes(node.coeffs())
        if changes == 0:
            continue
        if changes == 1:
            yield lower, upper
            continue
        middle = (lower + upper) / 2
        if node(1) == 0:
            yield middle, middle
            node //= fmpz_poly([-1, 1])
        right = node(doubled)
        left = _reversed(_reversed(node)(doubled))
        nodes += [(left, lower, middle), (right, middle, upper)]


def _narrow(
    radical: fmpz_poly, lower: Fraction, upper: Fraction, width: Fraction
) -> tuple[Fraction, Fraction]:
    """Halve an interval with one simple root until it is narrow, relative to its upper end."""
    sign_above = _sign(radical, upper)
    scale = lcm(lower.denominator, upper.denominator)
    low, high = int(lower * scale), int(upper * scale)  # whole numbers are the faster ones
    while (high - low) * width.denominator > high * width.numerator:
        low, high, scale = 2 * low, 2 * high, 2 * scale
        middle = (low + high) // 2
        sign = _sign_at_odds(radical, fmpq(middle, scale - middle))
        if sign == 0:
            return Fraction(middle, scale), Fraction(middle, scale)
        low, high = (low, middle) if sign == sign_above else (middle, high)
    return Fraction(low, scale), Fraction(high, scale)


def _sign(polynomial: fmpz_poly, x: Fraction) -> int:
    """Sign of Q at the odds of x."""
    if x == 1:
        return 1 if polynomial.leading_coefficient() > 0 else -1
    return _sign_at_odds(polynomial, fmpq(x.numerator, x.denominator - x.numerator))


def _sign_at_odds(polynomial: fmpz_poly, odds: fmpq) -> int:
    """By ball arithmetic, exactly where that cannot tell."""
    for precision in _PRECISIONS:
        with working_precision(precision):
            ball = polynomial(arb(odds))
        if ball > 0:
            return 1
        if ball < 0:
            return -1
    exact = polynomial(odds)
    return 0 if exact == 0 else 1 if exact > 0 else -1


def _reversed(polynomial: fmpz_poly) -> fmpz_poly:
    return fmpz_poly(polynomial.coeffs()[::-1])
