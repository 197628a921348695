"""Odds that are roots of a polynomial with whole coefficients, and signs that are proved at them.

The odds of a probability x are y = x/(1 − x). A root is held by bounds that have no other root
between them; a polynomial's sign there is read from ball arithmetic, and a 0 is proved by a common
divisor. So no comparison depends on rounding.
"""

from collections.abc import Iterator
from fractions import Fraction

from flint import arb, fmpq, fmpz_poly

from ...games.working_precision import working_precision
from ..roots import bernstein

_FIRST_BITS = 128
_WIDTH = Fraction(1, 2**55)  # of a probability's bounds, relative to the upper one


class AlgebraicOdds:
    """One positive root of a polynomial, between bounds that narrow when that is needed."""

    def __init__(self, root: bernstein.Root, square_free: fmpz_poly) -> None:
        """``root`` is in probabilities, and the only one of ``square_free`` within its bounds."""
        self._lower, self._upper = root.lower, root.upper
        self._polynomial = square_free
        self._bits = _FIRST_BITS
        while self._upper == 1:
            self._halve()

    def multiplicity_in(self, polynomial: fmpz_poly) -> int:
        """How often these odds are a root of another polynomial, which is not zero."""
        times = 0
        while self.sign(polynomial) == 0:
            polynomial = polynomial.derivative()
            times += 1
        return times

    def sign(self, polynomial: fmpz_poly) -> int:
        """The sign of another polynomial at these odds."""
        sign = self._sign_in_balls(polynomial)
        if sign is not None:
            return sign
        if self._is_root_of(polynomial):
            return 0
        while sign is None:
            self._narrow()
            sign = self._sign_in_balls(polynomial)
        return sign

    def probability(
        self, numerator: fmpz_poly, denominator: fmpz_poly
    ) -> tuple[Fraction, Fraction]:
        """Bounds of the probability with odds p(y)/q(y), which are positive, at these odds y."""
        both = numerator + denominator
        while True:
            with working_precision(self._bits):
                odds = self._ball()
                ball = numerator(odds) / both(odds)
                if 0 < ball < 1:
                    lower, upper = _fraction(ball.lower()), _fraction(ball.upper())
                    if upper - lower <= _WIDTH * upper:
                        return lower, upper
            self._narrow()

    def _sign_in_balls(self, polynomial: fmpz_poly) -> int | None:
        with working_precision(self._bits):
            ball = polynomial(self._ball())
        return 1 if ball > 0 else -1 if ball < 0 else 0 if ball == 0 else None

    def _is_root_of(self, polynomial: fmpz_poly) -> bool:
        common = self._polynomial.gcd(polynomial)
        at_lower, at_upper = (_value(common, x) for x in (self._lower, self._upper))
        return bool(at_lower * at_upper <= 0)

    def _narrow(self) -> None:
        """Bounds half as many bits apart as the doubled precision has."""
        self._bits *= 2
        while (self._upper - self._lower) * 2 ** (self._bits // 2) > self._upper:
            self._halve()

    def _halve(self) -> None:
        middle = (self._lower + self._upper) / 2
        value = _value(self._polynomial, middle)
        if value == 0:
            self._lower = self._upper = middle
        elif (value > 0) == (_value(self._polynomial, self._lower) > 0):
            self._lower = middle
        else:
            self._upper = middle

    def _ball(self) -> arb:
        return arb(_odds(self._lower)).union(arb(_odds(self._upper)))


def positive_roots(polynomial: fmpz_poly) -> Iterator[AlgebraicOdds]:
    """All positive roots of a polynomial that is not zero, each once, in increasing order.

    >>> [root.sign(fmpz_poly([-2, 1])) for root in positive_roots(fmpz_poly([3, -4, 1]))]
    [-1, 1]
    """
    square_free = polynomial // polynomial.gcd(polynomial.derivative())
    degree = square_free.degree()
    binomial, coefficients = 1, []
    for place, value in enumerate(square_free.coeffs()):
        coefficients.append(Fraction(int(value), binomial))
        binomial = binomial * (degree - place) // (place + 1)
    for root in bernstein.roots(coefficients):
        yield AlgebraicOdds(root, square_free)


def _value(polynomial: fmpz_poly, probability: Fraction) -> fmpq:
    return polynomial(_odds(probability))


def _odds(probability: Fraction) -> fmpq:
    return fmpq(probability.numerator, probability.denominator - probability.numerator)


def _fraction(exact: arb) -> Fraction:
    mantissa, exponent = (int(part) for part in exact.man_exp())
    return Fraction(mantissa) * Fraction(2) ** exponent
