"""The formulas as Python, and as JavaScript, are those in sympy."""

from fractions import Fraction
from itertools import product

import pytest
from sympy import Eq

import plea_games as pg
from plea_games.games.compile import evaluate, regime_at
from plea_games.games.lottery_form import in_fractions, lottery_form, lottery_formulas
from plea_games.model.closed_forms import CLOSED_FORM, LAPLACIAN_RATIO
from plea_games.model.in_numbers import FORM
from plea_games.model.symbols import L
from plea_games.solvers.laplacian import laplacian_ratio
from tests import formulas_in_javascript, formulas_in_numbers

GAMES = [
    pg.PleaGame(defendants=n, capacity=k, offer=s, sentence=J, conviction=p, dismissal_cost=d)
    for n, k, s, (J, p, d) in product(
        (1, 2, 7), (0, 1, 3, 7), ("0", "1/2", "2", "4", "9"), ((10, "0.4", 2), (4, 1, 0))
    )
]


@pytest.mark.parametrize("written", [formulas_in_numbers, formulas_in_javascript])
def test_they_are_what_the_formulas_in_sympy_give_anew(written):
    assert written.FILE.read_text(encoding="utf-8") == written.text()


@pytest.mark.parametrize("name", CLOSED_FORM)
def test_they_come_to_the_same(name):
    seen = set()
    for game in GAMES:
        form = lottery_form(game)
        ratio = laplacian_ratio(int(form.defendants), int(form.capacity))
        regime, value = FORM[name].at((*form.in_order, ratio))
        expected = regime_at(CLOSED_FORM[name], {**form.letters, L: ratio})
        assert (regime.condition, regime.value) == (expected.condition, expected.value)
        assert (regime.formula, regime.reason) == (expected.formula, expected.reason)
        seen.add(regime.place)
        if expected.value is None or isinstance(expected.value, Eq):
            assert value is None
        elif FORM[name].unit == "choice":
            assert value == str(expected.value)
        elif name != LAPLACIAN_RATIO.name:  # whose harmonic numbers become decimals
            assert Fraction(value) == evaluate(expected.value, {**form.letters, L: ratio})
        else:
            assert value == ratio
    assert seen == set(range(len(CLOSED_FORM[name].regimes)))  # each regime has been met


def test_a_plain_game_has_the_lottery_form_of_its_payoffs():
    for game in GAMES:
        formulas = lottery_formulas(game.payoffs.at(game.substitution))
        assert lottery_form(game) == in_fractions(formulas, ())
