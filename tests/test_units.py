"""Numbers as tables show them, and the least step between two that they can tell apart."""

from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given, settings, strategies as st

from plea_games.units import Unit, show, shown_step

ROUNDED = [unit for unit in get_args(Unit) if unit != "choice"]


def read_back(text, unit):
    number = Fraction(text.replace(",", ""))
    return number / 100 if unit == "share" else number


@pytest.mark.parametrize("unit", ROUNDED)
@settings(max_examples=25, deadline=None)
@given(st.fractions(Fraction(1, 10**5), 10**5, max_denominator=10**6))
def test_multiples_of_the_step_are_shown_as_they_are(unit, value):
    step = shown_step(value, unit)
    rounded = round(value / step) * step
    assert read_back(show(float(rounded), unit), unit) == rounded


@pytest.mark.parametrize("unit", ROUNDED)
@settings(max_examples=25, deadline=None)
@given(st.fractions(Fraction(1, 10**5), 10**5, max_denominator=10**6))
def test_neighbours_are_shown_apart(unit, value):
    step = shown_step(value, unit)
    below = value // step * step
    assert show(float(below), unit) != show(float(below + step), unit)
