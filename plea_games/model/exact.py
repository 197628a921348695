"""Reading a number as the exact rational it states.

Ties decide equilibria: with ``offer=0.3`` and ``sentence=1`` the user means r = 3/10, for which
⌈3/r⌉ is 10; in binary floating point it would be 11. So a float is read as the decimal number
that it prints as, and all comparisons that decide anything are made between rationals.
"""

import numbers
import re
import sys
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, inf, isfinite, log10, nextafter
from typing import TYPE_CHECKING, Protocol, SupportsInt, TypeAlias, TypeGuard, Union

from ..errors import PrecisionError
from ..units import Unit, shown_outward

if TYPE_CHECKING:
    from sympy import Expr, Rational

_LONGEST_TEXT = 400
_LARGEST_EXPONENT = 330  # doubles reach 1e308 and 5e-324
_LOGARITHM_OFF = 1e-12  # at most, so that powers of ten keep their exponent
_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,15})?", re.ASCII)
_WITH_COMMAS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_RATIO = re.compile(r"([+-]?\d+)/(\d+)", re.ASCII)

Stated: TypeAlias = Union[Fraction, "Expr"]
"""A number, or a formula of sympy; a number of sympy's is one, too."""

NUMBER_FORMS = "must be a number such as 7000, 0.7, 2/3 or 1e-3"


class NumberError(ValueError):
    """The text of the error is the rule that was broken."""


def exact(value: object) -> Fraction:
    """The rational number that ``value`` states.

    Parameters
    ----------
    value
        An int, float, Fraction, Decimal, numpy or sympy number, or text such as ``"0.7"``,
        ``"2/3"`` or ``"1e-3"``. Floats are read as the decimal they print as.

    Examples
    --------
    >>> exact(0.3), exact("2/3"), exact("1e-3")
    (Fraction(3, 10), Fraction(2, 3), Fraction(1, 1000))
    """
    if type(value) is Fraction:  # most are, and nothing needs to be read then
        _check_magnitude(value)
        return value
    if isinstance(value, bool):
        raise NumberError(NUMBER_FORMS)
    if isinstance(value, float) and isfinite(value):
        return Fraction(Decimal(float.__repr__(value)))
    if isinstance(value, numbers.Rational):
        number = as_fraction(value)
    elif isinstance(value, numbers.Real | Decimal | str):
        number = _from_text(str(value).strip())
    else:
        raise NumberError(NUMBER_FORMS)
    _check_magnitude(number)
    return number


def is_expression(value: object) -> "TypeGuard[Expr]":
    """Whether it is one of sympy's, which takes long to load: where it is not, nothing is."""
    sympy = sys.modules.get("sympy")
    return sympy is not None and isinstance(value, sympy.Expr)


def as_rational(value: "Ratio") -> "Rational":
    """A rational of Python or flint, which are in lowest terms, as one of sympy."""
    from sympy import Rational

    return Rational.from_coprime_ints(int(value.numerator), int(value.denominator))


def as_expression(value: Stated) -> "Expr":
    """A number of ours as a number of sympy's; formulas as they are."""
    return as_rational(value) if isinstance(value, Fraction) else value


def as_known(value: Stated) -> Fraction | None:
    """The number; None for a formula."""
    if isinstance(value, Fraction):
        return value
    return as_fraction(value) if value.is_Rational else None


def exceeds(one: Stated, other: Stated) -> bool:
    """Whether the first is surely more than the second, whatever any letters stand for."""
    known = as_known(one), as_known(other)
    if known[0] is not None and known[1] is not None:
        return known[0] > known[1]
    return bool((as_expression(one) - as_expression(other)).is_positive)


def largest_of(*values: Stated) -> Stated:
    """The largest number, or the formula for it."""
    if all(isinstance(value, Fraction) for value in values):
        return max(values)
    from sympy import Max

    return Max(*map(as_expression, values))


class Ratio(Protocol):
    """What sympy's, flint's and Python's rationals have in common."""

    @property
    def numerator(self) -> SupportsInt:
        """A whole number."""

    @property
    def denominator(self) -> SupportsInt:
        """A positive whole number."""


def as_fraction(value: Ratio) -> Fraction:
    """A rational of sympy or flint, of any size, as a Fraction."""
    if type(value) is Fraction:
        return value
    return Fraction(int(value.numerator), int(value.denominator))


def json_number(value: int | Fraction) -> int | float:
    """A number as JSON and tables have it: without a point where it is whole.

    >>> json_number(Fraction(6, 2)), json_number(Fraction(1, 4))
    (3, 0.25)
    """
    return int(value) if value.denominator == 1 else float(value)


def json_value(value: Stated) -> int | float | str:
    """A number as JSON has it; a formula as text."""
    known = as_known(value)
    return str(value) if known is None else json_number(known)


def as_double(value: Ratio, name: str) -> float:
    """The nearest double to a rational; the name is that of what cannot be told.

    >>> as_double(Fraction(10) ** 400, "total")
    Traceback (most recent call last):
    plea_games.errors.PrecisionError: total = about 1e400: is beyond double precision (about \
1.8e308); take numbers that lie less far apart
    """
    exact = as_fraction(value)
    try:
        nearest = float(exact)
    except OverflowError:
        raise _untellable(exact, name, "beyond", "1.8e308") from None
    if exact and nearest == 0:
        raise _untellable(exact, name, "below", "5e-324")
    return nearest


def _untellable(value: Fraction, name: str, side: str, end: str) -> PrecisionError:
    power = log10(abs(value.numerator)) - log10(value.denominator)
    exponent = floor(power + _LOGARITHM_OFF)
    size = f"about {'-' * (value < 0)}{min(10 ** (power - exponent), 9.9):.2g}e{exponent}"
    rule = f"is {side} double precision (about {end})"
    return PrecisionError(name, size, rule, "take numbers that lie less far apart")


def double_outward(value: Ratio, name: str, *, up: bool, strictly: bool = False) -> float:
    """A double next to a rational, which the decimal that it prints as does not fall short of.

    So an amount that is returned and given back, where it is read as that decimal, is at least the
    amount itself, or at most where ``up`` is false; strictly so if asked.

    Examples
    --------
    >>> third = Fraction(1, 3)
    >>> as_double(third, "third"), double_outward(third, "third", up=True)
    (0.3333333333333333, 0.33333333333333337)
    """
    bound, double = as_fraction(value), as_double(value, name)
    double = quotient_outward(bound.numerator, bound.denominator, double, up=up)
    if strictly and exact(double) == bound:
        double = nextafter(double, inf if up else -inf)
    return double


def printed_outward(value: Ratio, unit: Unit, name: str, *, up: bool) -> float:
    """The number that a table prints of a bound: of as many digits as others, and not short of it.

    >>> printed_outward(Fraction(23, 3), "years", "resilience", up=False)
    7.666
    """
    return as_double(shown_outward(as_fraction(value), unit, up=up), name)


def quotient_outward(top: int, bottom: int, double: float, *, up: bool) -> float:
    """The same for a quotient of whole numbers, from the double nearest to it.

    >>> quotient_outward(1, 3, 1 / 3, up=True), quotient_outward(1, 4, 1 / 4, up=True)
    (0.33333333333333337, 0.25)
    """
    while True:
        digits, below = _decimal_parts(double)
        gap = digits * bottom - top * below
        if gap >= 0 if up else gap <= 0:
            return double
        double = nextafter(double, inf if up else -inf)


def _decimal_parts(double: float) -> tuple[int, int]:
    """The decimal that a double prints as, as a quotient."""
    whole, _, part = float.__repr__(double).partition(".")
    if "e" in whole or "e" in part:
        return exact(double).as_integer_ratio()
    return int(whole + part), int(10 ** len(part))


def simplest_between(low: Fraction, high: Fraction) -> Fraction:
    """The fraction of the least denominator in [low, high], by continued fractions.

    >>> simplest_between(Fraction("0.33"), Fraction("0.34"))
    Fraction(1, 3)
    """
    whole = ceil(low)
    if whole <= high:
        return Fraction(whole)
    whole -= 1
    return whole + 1 / simplest_between(1 / (high - whole), 1 / (low - whole))


def _from_text(text: str) -> Fraction:
    if text.lower().lstrip("+-") in {"nan", "inf", "infinity"}:
        raise NumberError("must be a finite number")
    if len(text) > _LONGEST_TEXT:
        raise NumberError(f"must be written in at most {_LONGEST_TEXT} characters")
    if ratio := _RATIO.fullmatch(text):
        if int(ratio[2]) == 0:
            raise NumberError("must not divide by zero")
        return Fraction(int(ratio[1]), int(ratio[2]))
    if _WITH_COMMAS.fullmatch(text):
        raise NumberError(f"must be written without commas, {text.replace(',', '')}")
    if not _DECIMAL.fullmatch(text):
        raise NumberError(NUMBER_FORMS)
    decimal = Decimal(text)
    if decimal and abs(decimal.adjusted()) > _LARGEST_EXPONENT:
        raise NumberError(_MAGNITUDE)  # before a Fraction spells out all its digits
    return Fraction(decimal)


_MAGNITUDE = "must be 0 or have a size between 5e-324 and 1.7e308"


def _check_magnitude(number: Fraction) -> None:
    try:
        size = abs(float(number))
    except OverflowError:
        raise NumberError(_MAGNITUDE) from None
    if number and size == 0:
        raise NumberError(_MAGNITUDE)
