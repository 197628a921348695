"""Thresholds of many games at once are those of each, to the last digit."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from flint import fmpq

import plea_games as pg
from plea_games.errors import Fault
from plea_games.games.compile import regime_at
from plea_games.games.exact_functions import as_fmpq
from plea_games.games.lottery_form import lottery_form, lottery_form_or_fault
from plea_games.model.closed_forms import CLOSED_FORMS, MIXED_PROBABILITY
from plea_games.model.game import stated_parameters
from plea_games.model.parameters import PARAMETERS
from plea_games.model.phases import PHASE
from plea_games.model.symbols import L
from plea_games.solvers.harmonic_arrays import laplacian_bounds
from plea_games.solvers.laplacian import laplacian_ratio
from plea_games.solvers.threshold_rows import lottery_with, threshold_rows


def some_games(rng, count):
    """Games of all sizes and regimes, many of them at the ends of these."""

    def amount(top, digits):
        return Fraction(int(rng.integers(0, top * 10**digits + 1)), 10**digits)

    while count:
        people = int(rng.choice([1, 2, 3, 30, 1000, 1001, 20_000, 10**6, 10**9]))
        people = int(rng.integers(1, people + 1))
        tried = int(rng.choice([0, 1, people, people + 1, people // 2, people // 10]))
        offer, sentence = amount(9, int(rng.choice([0, 2, 6]))), amount(9, 2)
        conviction, cost = amount(1, int(rng.choice([0, 2, 6]))), amount(1, 1)
        waiting = amount(1, 1) if rng.random() < 0.3 else Fraction(0)
        trial = conviction * sentence + cost
        if trial <= waiting:
            continue
        if rng.random() < 0.3:
            at = rng.choice([0, 1, 2])
            share = (Fraction(0), Fraction(1), Fraction(min(tried, people), people))[at]
            offer = waiting + share * (trial - waiting)
        count -= 1
        yield people, tried, offer, sentence, conviction, cost, waiting


def test_they_are_those_of_each_game():
    games = list(some_games(np.random.default_rng(7), 120))
    solved = threshold_rows([[fmpq(x.numerator, x.denominator) for x in map(Fraction, game)]
                             for game in games])  # fmt: skip
    met = set()
    for given, row in zip(games, solved, strict=True):
        game = pg.PleaGame(**dict(zip((p.name for p in PARAMETERS), given, strict=True)))
        alone = pg.thresholds(game)
        assert row is not None
        for form, value in zip(CLOSED_FORMS, row.values, strict=True):
            expected = getattr(alone, form.name)
            if form is MIXED_PROBABILITY and expected is not None:  # of many, rounded otherwise
                assert value == pytest.approx(expected, rel=1e-14)
            else:
                assert repr(value) == repr(expected), (game, form.name)
        regimes = [alone.regimes[form.name][0] for form in CLOSED_FORMS]
        assert [(each.condition, each.value, each.reason) for each in row.regimes] == [
            (each.condition, each.value, each.reason) for each in regimes
        ]
        form = lottery_form(game)
        ratio = laplacian_ratio(int(form.defendants), int(form.capacity), form.price_ratio)
        assert row.phase == str(regime_at(PHASE, {**form.letters, L: ratio}).value)
        met |= {(form.name, regime) for form, regime in zip(CLOSED_FORMS, row.regimes, strict=True)}
    assert len(met) >= 0.8 * sum(len(form.regimes) for form in CLOSED_FORMS)


def test_no_game_and_no_number_are_none():
    given = (fmpq(230), fmpq(12), fmpq(4), fmpq(0), fmpq(1), fmpq(0), fmpq(0))
    near_one = (*given[:2], 10**300 - fmpq(1, 10**9), fmpq(10**300), *given[4:])
    assert threshold_rows([given, near_one]) == [None, None]


@pytest.mark.parametrize("people", [1, 2, 999, 1001, 10**6, 10**9])
def test_the_laplacian_ratio_is_between_its_bounds(people):
    tried = sorted({0, 1, people // 3, people - 1, people, people + 5})
    lows, highs, bottoms = laplacian_bounds(np.full(len(tried), people), np.array(tried))
    for capacity, low, high, bottom in zip(tried, lows, highs, bottoms, strict=True):
        exact = laplacian_ratio(people, capacity)
        assert Fraction(low, bottom) <= exact <= Fraction(high, bottom)
        assert float(Fraction(high - low, bottom)) <= 1e-15


TERMS = (
    pg.SidePayment("0.5"),
    pg.VisibleDefection("0.5", "0.5"),
    pg.CommunityJury("0.25"),
    pg.DefenceOverload(3),
    pg.BetterOffer("0.25"),
    pg.DiscountCap("0.5"),
    pg.Retaliation("1.5"),
    pg.BudgetSurge("0.5"),
    pg.BudgetSurge("0.3"),
    pg.StreamlinedTrials("0.5"),
    pg.PooledCapacity(4, "0.5"),
    pg.Solidarity(1),
    pg.CooperationCredit("0.5"),
    pg.Pledge(2, 1),
    pg.Dismissals(2),
    pg.ConvictionCap(9),
    pg.Mistrials("0.5", "0.5"),
)
ALONE_OR_TWO = [(term,) for term in TERMS] + [
    pair for pair in combinations(TERMS, 2) if type(pair[0]) is not type(pair[1])
]


def test_with_terms_that_keep_the_lottery_they_are_those_of_each_game():
    plain = pg.PleaGame(defendants=40, capacity=4, offer=3, sentence=10, conviction="0.8")
    by_lot = 0
    for terms in ALONE_OR_TWO:
        game = plain.with_terms(*terms)
        lottery = lottery_with(game.terms)
        if lottery is None:
            assert any(lottery_with((term,)) is None for term in terms)
            continue
        numbers = [as_fmpq(number) for number in stated_parameters(game).values()]
        (row,) = threshold_rows([numbers], CLOSED_FORMS, [lottery])
        form = lottery_form_or_fault(game)
        assert (row is None) == isinstance(form, Fault), terms
        if row is not None:
            alone = pg.thresholds(game)
            for form, value in zip(CLOSED_FORMS, row.values, strict=True):
                expected = getattr(alone, form.name)
                if form is MIXED_PROBABILITY and expected is not None:
                    expected = pytest.approx(expected, rel=1e-14)
                assert value == expected, (terms, form.name)
            by_lot += 1
    assert by_lot > 40
