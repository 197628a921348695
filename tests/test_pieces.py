"""Formulas by their pieces, against the same formulas number by number."""

from fractions import Fraction
from itertools import accumulate
from math import comb

import pytest
from flint import fmpq
from hypothesis import given, strategies as st

import plea_games as pg
from plea_games.design.contest.curves import Curve
from plea_games.games import gains
from plea_games.games.exact_functions import floor, power
from plea_games.games.exact_payoffs import exact_payoffs
from plea_games.games.pieces import pieces
from plea_games.solvers.selection import SELECTIONS, holdouts_of, supporting_prices
from tests.every_term import AMOUNTS
from tests.strategies import fractions

LAST = 150
numbers = fractions(-20, 20, 7).map(lambda x: fmpq(x.numerator, x.denominator))


@pytest.mark.parametrize("name", AMOUNTS)
def test_gains_by_pieces_are_those_number_by_number(name, monkeypatch):
    game, terms = AMOUNTS[name]
    game = game.with_parameters(defendants=LAST, capacity=17)
    found = 0
    for place, term in enumerate(terms):
        for other in ((), terms[place - 1 : place] if place else ()):
            changed = game.with_terms(term, *other)
            payoffs = exact_payoffs(changed)
            by_pieces = gains.gains_at(payoffs)
            with monkeypatch.context() as patch:
                patch.setattr(gains, "pieces", lambda *_: None)
                assert by_pieces == gains.gains_at(payoffs), changed.terms
            parts = gains.pieces_by_turnout(payoffs, payoffs.gain)
            if parts is not None:
                found += 1
                assert [value for part in parts for value in part.values()] == by_pieces
    assert found > len(terms)


@given(numbers, numbers, numbers, st.integers(1, 20), st.integers(0, 30))
def test_pieces_change_where_comparisons_do(a, b, c, first, more):
    last = first + more

    def formula(held):
        square = min(a * held**2 + b * held, c + 1 / held)
        return max(square, (a - b) * held, c) * (held - 1) / (held + 2) - min(held, b)

    parts = pieces(formula, first, last)
    assert [part.first for part in parts] == [first, *(part.last + 1 for part in parts[:-1])]
    values = [value for part in parts for value in part.values()]
    assert values == [formula(fmpq(held)) for held in range(first, last + 1)]
    units = 7 << 40
    floors = [floor for part in parts for floor in part.floors(units)]
    assert floors == [int((value * units).floor()) for value in values]


def test_what_has_no_pieces():
    assert pieces(lambda held: power(held, fmpq(1, 2)), 1, 9) is None
    assert pieces(lambda held: floor(held), 1, 9) is None
    assert pieces(lambda held: held**40, 1, 9) is None


@given(st.lists(numbers, min_size=1, max_size=9), numbers)
def test_curves_keep_order_and_ties(prices, offer):
    curve = Curve.of_fractions(prices, offer)
    assert [fmpq(value, curve.units) for value in curve.values] == prices
    assert curve.whole(offer) == offer * curve.units


def test_long_curves_keep_order_and_ties():
    formula = [lambda held: 1 - 12 / held, lambda held: max(fmpq(1, 3), 7 / held)]
    for number in formula:
        parts = pieces(number, 1, 5000)
        curve, exact = Curve.of_pieces(parts, fmpq(4, 7)), [v for p in parts for v in p.values()]
        for one, other, before, after in zip(
            exact, exact[1:], curve.values, curve.values[1:], strict=False
        ):
            assert (one < other, one == other) == (before < after, before == after)
        close = [Fraction(value, curve.units) for value in curve.values]
        assert max(
            abs(near - Fraction(int(v.p), int(v.q))) for near, v in zip(close, exact, strict=True)
        ) < Fraction(1, 2**320)


@given(st.lists(st.integers(-4, 4), min_size=1, max_size=8), st.sampled_from(SELECTIONS))
def test_holdouts_are_those_with_a_supporting_price_below(losses, selection):
    prices = supporting_prices([fmpq(loss) for loss in losses], selection)
    assert holdouts_of(losses, selection) == sum(price < 0 for price in prices)
    sums = list(accumulate(losses, initial=0))
    assert selection != "Laplacian" or holdouts_of(losses, selection) == sums.index(min(sums))


def test_means_over_many_promises_are_those_of_fractions():
    game = pg.PleaGame(defendants=260, capacity=225, offer=1, sentence=3)
    game = game.with_terms(pg.Pledge(220, "0.9"))
    gain = gains.anonymous_game(game).gain
    for m in (1, 20, 40):
        mean = sum(
            comb(220, k) * Fraction(9, 10) ** k * Fraction(1, 10) ** (220 - k)
            * (min(Fraction(1), Fraction(225, m + k)) * -3 + 1)
            for k in range(221)
        )  # fmt: skip
        assert abs(gain[m - 1] - mean) < Fraction(1, 10**70)
    assert gain[4] == -2  # even if all 220 keep it, 225 hold out, and all of them are tried
