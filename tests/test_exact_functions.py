"""Powers, binomial chances and running sums of fractions, against mpmath and plain arithmetic."""

from fractions import Fraction
from itertools import accumulate
from math import comb, floor as whole_below

import mpmath
import pytest
from flint import fmpq
from hypothesis import given, settings, strategies as st

from plea_games.games import exact_functions
from plea_games.games.exact_functions import (
    as_fmpq,
    binomial_chances,
    floor,
    power,
    running_sums,
    shortened,
)
from plea_games.model.exact import as_fraction

FINEST = 2**256
fractions = st.fractions(-9, 9, max_denominator=10**6)


def in_mpmath(value):
    return mpmath.mpf(int(value.numerator)) / int(value.denominator)


@pytest.mark.parametrize("kind", [Fraction, fmpq])
@pytest.mark.parametrize("top", [1, -1, 3**200, -(3**200)])
@pytest.mark.parametrize("bottom", [1, 7, FINEST - 1, FINEST, FINEST + 1, 3 * FINEST, 10**90])
def test_long_fractions_are_rounded_down_and_short_ones_kept(kind, top, bottom):
    given = kind(top, bottom)
    found = shortened(given)
    assert type(found) is kind
    if int(given.denominator) <= FINEST:
        assert found == given
        return
    error = given - found
    assert 0 < error <= min(kind(1), abs(given)) / 2**255
    assert bits(found) <= 258 + max(0, bits(given) - abs(int(given.numerator)).bit_length())
    assert int(found.denominator) & (int(found.denominator) - 1) == 0


def bits(value):
    return int(value.denominator).bit_length()


def test_whole_powers_are_written_out_only_where_they_are_short():
    base = fmpq(999, 1000)
    assert power(base, fmpq(102)) == base**102
    rounded, written = power(base, fmpq(103)), base**103
    assert bits(rounded) < 300 and abs(rounded / written - 1) < fmpq(1, 10**70)


@pytest.mark.parametrize("kind", [Fraction, fmpq])
@pytest.mark.parametrize("unit", [1, 2**600])
def test_running_sums_stay_short(kind, unit):
    terms = [kind(1, (1009 + 2 * k) * unit) for k in range(200)]
    found, exact = running_sums(terms), list(accumulate(terms))
    assert len(found) == len(terms)
    for steps, (ours, true) in enumerate(zip(found, exact, strict=True), start=1):
        assert 0 <= true - ours <= steps * true / 2**255
        assert bits(ours) <= 258 + (12 + unit.bit_length() if unit > 1 else 12)
    assert exact[-1] > found[-1]
    assert running_sums([kind(1, 3), kind(1, 6), kind(-1, 2)]) == [kind(1, 3), kind(1, 2), 0]
    assert running_sums([]) == []


@given(fractions)
def test_fractions_are_read_and_rounded_as_python_does(value):
    ours = as_fmpq(value)
    assert type(ours) is fmpq
    assert as_fraction(ours) == value
    assert floor(ours) == whole_below(value)


@pytest.mark.parametrize("degree", [1, 2, 3, 7, 63, 64])
@pytest.mark.parametrize("times", [0, 1, 2, 3, 5])
@pytest.mark.parametrize("base", [fmpq(2, 3), fmpq(5), fmpq(0), fmpq(1, 7)])
def test_roots_that_are_fractions_are_exact(base, times, degree):
    assert power(base**degree, fmpq(times, degree)) == base**times


@settings(max_examples=150)
@given(st.fractions(0, 50, max_denominator=99), st.fractions(0, 9, max_denominator=90))
def test_other_powers_are_right_to_70_digits(base, exponent):
    found = power(as_fmpq(base), as_fmpq(exponent))
    with mpmath.workdps(120):
        true = in_mpmath(base) ** in_mpmath(exponent)
        assert abs(in_mpmath(found) - true) <= true * mpmath.mpf(10) ** -70
    if exponent.denominator == 1:
        assert as_fraction(found) == base**exponent.numerator


@pytest.mark.parametrize("trials", [0, 1, 5, 199, 200, 201, 260])
@pytest.mark.parametrize("chance", [Fraction(1, 10**30), Fraction(1, 3), Fraction(9, 10)])
def test_binomial_chances(trials, chance):
    found = binomial_chances(trials, as_fmpq(chance))
    assert [hits for hits, _ in found] == list(range(trials + 1))
    for hits, ours in found:
        true = comb(trials, hits) * chance**hits * (1 - chance) ** (trials - hits)
        if trials <= 200:
            assert as_fraction(ours) == true
        else:
            assert abs(as_fraction(ours) - true) <= true / 10**70
            assert ours.p > 0
    assert abs(sum(ours for _, ours in found) - 1) <= fmpq(trials, 10**70)


@pytest.mark.parametrize("trials", [0, 3, 1000])
def test_sure_outcomes_have_one_entry(trials):
    assert binomial_chances(trials, fmpq(0)) == [(0, 1)]
    assert binomial_chances(trials, fmpq(1)) == [(trials, 1)]


def test_chances_in_balls_are_those_in_fractions(monkeypatch):
    exact = binomial_chances(40, fmpq(2, 7))
    monkeypatch.setattr(exact_functions, "MOST_EXACT_TRIALS", 39)
    rounded = binomial_chances(40, fmpq(2, 7))
    assert exact != rounded
    for (hits, true), (again, near) in zip(exact, rounded, strict=True):
        assert hits == again
        assert abs(near - true) <= true / fmpq(10) ** 70
