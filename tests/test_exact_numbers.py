"""Numbers as users write them, read exactly, and as results print them."""

from fractions import Fraction

import pytest
from sympy import Rational

from plea_games.model.exact import FORMS, NumberError, exact
from plea_games.model.formulas import read_formula
from plea_games.model.notation import number
from plea_games.model.symbols import SYMBOLS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/1", Fraction(1)),
        ("-3/1", Fraction(-3)),
        ("12/8", Fraction(3, 2)),
        ("+0.25", Fraction(1, 4)),
        ("1e-3", Fraction(1, 1000)),
        ("1.7e308", 17 * Fraction(10) ** 307),
        ("5e-324", 5 / Fraction(10) ** 324),
        ("0e9", Fraction(0)),
    ],
)
def test_texts_are_read_exactly(text, value):
    assert exact(text) == value


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        *[(text, "must be a finite number") for text in ("nan", "-nan", "Inf", "+infinity")],
        *[(text, "must not divide by zero") for text in ("1/0", "-7/000")],
        *[(text, FORMS) for text in ("1/-2", "one", "1//2", "0x1", "1,5", "1,0000")],
        ("1,000", "must be written without commas, 1000"),
        ("-1,000,000.5", "must be written without commas, -1000000.5"),
        *[(text, "size between 5e-324 and 1.7e308") for text in ("1e309", "1e-400", "1e999999")],
        ("1" * 10_000, "characters"),
    ],
)
def test_other_texts_are_refused_with_the_rule(text, rule):
    with pytest.raises(NumberError) as caught:
        exact(text)
    assert rule in str(caught.value)


def test_powers_in_formulas():
    assert read_formula("offer ** 64 - 2 ** -3", SYMBOLS) == SYMBOLS["offer"] ** 64 - Rational(1, 8)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Rational(41, 25), "1.64"),
        (Rational(-41, 25), "-1.64"),
        (Rational(1, 2**12), "0.000244140625"),  # twelve decimals
        (Rational(1, 2**13), "1/8192"),
        (Rational(1, 3), "1/3"),
        (Rational(1, 10**15 - 1), "1/999999999999999"),
        (Rational(1, 10**15 + 1), "1e-15"),
        (Rational(10**15 + 1, 2), "1000000000000001/2"),
        (Rational(10**15 - 1, 2), "499999999999999.5"),
    ],
)
def test_numbers_are_decimals_or_ratios_while_they_are_short(value, text):
    assert number(value) == text
