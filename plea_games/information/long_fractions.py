"""Fractions that stay exact as long as they can be read."""

from fractions import Fraction

from ..games.exact_functions import shortened

_MOST_BITS = 8_000  # Python prints whole numbers of up to 4,300 digits
_LONGEST = 64  # bits of a denominator that is easily read


def kept(value: Fraction) -> Fraction:
    """The value itself up to some 2,400 digits; beyond, rounded down to 256 bits.

    >>> kept(Fraction(1, 3)), kept(Fraction(2**9000, 3**9000)).denominator.bit_length() < 9000
    (Fraction(1, 3), True)
    """
    return value if value.denominator.bit_length() <= _MOST_BITS else shortened(value)


def as_text(value: Fraction) -> str:
    """A fraction that is short enough to be read; else "(long)".

    >>> as_text(Fraction(1, 3)), as_text(Fraction(1, 3**90))
    ('1/3', '(long)')
    """
    return str(value) if value.denominator.bit_length() <= _LONGEST else "(long)"
