"""Every unit once: what its numbers mean and how people read them."""

import re
from decimal import ROUND_CEILING, Context
from fractions import Fraction
from math import ceil, floor, log10
from typing import Literal

Unit = Literal[
    "cases",
    "defendants",
    "rounds",
    "steps",
    "years",
    "per year",
    "days",
    "hours",
    "per day",
    "share",
    "ratio",
    "factor",
    "number",
    "amount",
    "choice",
]

HEADER: dict[Unit, str] = {
    "cases": "cases",
    "defendants": "defendants",
    "rounds": "rounds",
    "steps": "steps",
    "years": "years",
    "per year": "per year",
    "days": "days",
    "hours": "hours",
    "per day": "per day",
    "share": "%",
    "ratio": "of T",
    "factor": "×",
    "number": "",
    "amount": "",  # in whatever its users count
    "choice": "",
}


def show(value: object, unit: Unit) -> str:
    """A value as a table shows it, without its unit.

    >>> show(7000, "cases"), show(0.1304, "share"), show(23 / 3, "factor"), show(-97500.2, "years")
    ('7,000', '13.04', '7.667', '−97,500')
    """
    return with_minus_signs(_in_digits(value, unit))


_MINUS = re.compile(r"(?<![\w)\]-])-(?=[\d.])")


def with_minus_signs(text: str) -> str:
    """A text with minus signs where it has hyphens for them: tables, figures and papers alike.

    >>> with_minus_signs("-3 to 4-5, from x-1 on, 1e-05")
    '−3 to 4-5, from x-1 on, 1e-05'
    """
    return _MINUS.sub("−", text) if "-" in text else text


def _in_digits(value: object, unit: Unit) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    if not isinstance(value, float):
        return str(value)
    if unit == "share":
        return _short(100 * value, 2, 0.1)
    if unit == "ratio":
        return _short(value, 4, 0.001)
    return f"{value:,.0f}" if 9999.5 <= abs(value) < 1e6 else f"{value:,.4g}"


def shown_step(value: Fraction, unit: Unit) -> Fraction:
    """Between numbers next to each other among those that :func:`show` can tell apart.

    >>> shown_step(Fraction(1, 8), "share"), shown_step(Fraction(5, 3), "years")
    (Fraction(1, 10000), Fraction(1, 1000))
    """
    size = abs(value)
    if unit in {"share", "ratio"}:
        scale, decimals = (100, 2) if unit == "share" else (1, 4)
        if size * scale >= Fraction(10) ** (1 - decimals) or not value:
            return Fraction(1, scale * 10**decimals)
        return _last_digit(size * scale, 3) / scale
    if Fraction("9999.5") <= size < 10**6:
        return Fraction(1)
    return _last_digit(size, 4)


def show_with_unit(value: object, unit: Unit) -> str:
    """A value with its unit behind it, for tables that mix units.

    >>> show_with_unit(0.1304, "share"), show_with_unit(6.0, "years"), show_with_unit(1, "rounds")
    ('13.04%', '6 years', '1 round')
    """
    if unit == "ratio" or not isinstance(value, int | float):
        return show(value, unit)
    space = "" if unit in {"share", "factor", "number", "amount"} else " "
    return f"{show(value, unit)}{space}{counted(value, HEADER[unit])}"


def shown_outward(value: Fraction, unit: Unit, *, up: bool) -> Fraction:
    """The nearest number that :func:`show` can print, not below the value, or not above it.

    >>> shown_outward(Fraction(23, 3), "factor", up=False)
    Fraction(3833, 500)
    """
    step = shown_step(value, unit)
    return step * (ceil(value / step) if up else floor(value / step))


def show_bound(value: Fraction, unit: Unit, *, up: bool, limit: Fraction | None = None) -> str:
    """A bound with its unit, rounded so that it still is one.

    Where rounding would pass a ``limit`` on the other side, the fraction itself is written.

    >>> [show_bound(Fraction(23, 3), "years", up=up) for up in (False, True)]
    ['7.666 years', '7.667 years']
    >>> show_bound(Fraction(1, 3), "years", up=True, limit=Fraction(1, 3))
    '1/3 years'
    """
    rounded = shown_outward(value, unit, up=up)
    if limit is None or (rounded <= limit if up else rounded >= limit):
        return show_with_unit(float(rounded), unit)
    return " ".join(filter(None, (str(value * (100 if unit == "share" else 1)), HEADER[unit])))


def shown_up(value: float, digits: int) -> str:
    """A bound from above in so many significant digits.

    >>> shown_up(2.1e-15, 1), shown_up(0.0, 2)
    ('3e-15', '0')
    """
    rounded = Context(prec=digits, rounding=ROUND_CEILING).create_decimal_from_float(value)
    return f"{float(rounded):.{digits}g}"


def counted(value: float, things: str) -> str:
    """What is counted, in the singular where there is one.

    >>> counted(1, "calendar days"), counted(0.5, "calendar days")
    ('calendar day', 'calendar days')
    """
    return things.removesuffix("s") if value == 1 else things


def number_of(count: float, things: str) -> str:
    """How many there are of what is counted.

    >>> number_of(1, "hold-outs"), number_of(7000, "cases")
    ('1 hold-out', '7,000 cases')
    """
    return f"{count:,} {counted(count, things)}"


def _last_digit(size: Fraction, digits: int) -> Fraction:
    """What the last of so many significant digits is worth, of numbers of any size."""
    if not size:
        return Fraction(1)
    bits = size.numerator.bit_length() - size.denominator.bit_length()
    power = floor(bits * log10(2))  # or one beside it: no double can hold some sizes
    while size < Fraction(10) ** power:
        power -= 1
    while size >= Fraction(10) ** (power + 1):
        power += 1
    return Fraction(10) ** (power - digits + 1)


def _short(value: float, decimals: int, least: float) -> str:
    """Fixed decimals, but three significant digits below the least value that these show well."""
    if value == 0 or abs(value) >= least:
        return f"{value:.{decimals}f}"
    return f"{value:.3g}"
