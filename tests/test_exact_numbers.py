"""Numbers as users write them, read exactly, and as results print them."""

from fractions import Fraction

import pytest
from sympy import Eq, Float, Rational, ceiling, harmonic

from plea_games import PleaGame
from plea_games.errors import ParameterError
from plea_games.model.closed_forms import CLOSED_FORMS
from plea_games.model.exact import NUMBER_FORMS, NumberError, exact, json_number
from plea_games.model.formulas import read_formula
from plea_games.model.notation import cell, decimal, number, plain
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
        *[(text, NUMBER_FORMS) for text in ("1/-2", "one", "1//2", "0x1", "1,5", "1,0000")],
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


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("1 + floor(offer, 2)", "must give floor one argument (column 5)"),
        (f"2 + max({'1, ' * 151}2)", "must compare at most 150 numbers, names and signs by max"),
    ],
)
def test_calls_in_formulas_are_refused_where_they_stand(text, rule):
    with pytest.raises(ParameterError) as caught:
        read_formula(text, SYMBOLS)
    [fault] = caught.value.faults
    assert fault.rule.startswith(rule)
    assert fault.rule.endswith("(column 5)")


def test_floats_within_formulas_are_decimals():
    sentence = SYMBOLS["sentence"]
    game = PleaGame(defendants=5, capacity=1, offer=Float(0.1) * sentence, sentence=sentence)
    assert game.parameters["offer"] == sentence / 10


def test_whole_numbers_are_written_without_a_point():
    found = json_number(Fraction(6, 2)), json_number(Fraction(5, 2)), json_number(7)
    assert [str(value) for value in found] == ["3", "2.5", "7"]


def test_formulas_of_harmonic_numbers_and_sums():
    K = SYMBOLS["capacity"]
    harmonics = harmonic(K) ** 2 + harmonic(K)
    assert cell(harmonics).latex == r"$H^{2}\left(K\right) + H\left(K\right)$"
    [mixed] = [regime.value for form in CLOSED_FORMS for regime in form.regimes
               if isinstance(regime.value, Eq)]  # fmt: skip
    assert plain(mixed) == "F(x) = r"
    assert plain(Eq(K, 2)) == "K = 2"
    assert decimal(Rational(1, 3)) == "0.3333"
    assert decimal(Rational(12345)) == "12,345"


def test_letters_of_counts_are_whole_and_of_years_are_not():
    whole = {name for name, letter in SYMBOLS.items() if ceiling(letter) == letter}
    assert whole == {"defendants", "capacity"}
