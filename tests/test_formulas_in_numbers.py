"""The formulas as Python, and as JavaScript, are those in sympy."""

from fractions import Fraction
from itertools import product

import pytest
from flint import fmpq
from sympy import Eq

import plea_games as pg
from plea_games.design.amounts.in_letters import is_affine, jumps
from plea_games.design.amounts.setting import Setting
from plea_games.games.compile import at_values, evaluate, regime_at, values_of
from plea_games.games.exact_payoffs import CompiledPayoffs, PayoffsOfParts, exact_payoffs
from plea_games.games.gains_in_numpy import GAINS
from plea_games.games.lottery_form import (
    has_lottery_form,
    in_fractions,
    lottery_form,
    lottery_form_or_fault,
    lottery_formulas,
)
from plea_games.games.vectorised import gains_in_doubles
from plea_games.games.witness_form import witness_numbers
from plea_games.games.witness_formulas import witness_formulas
from plea_games.model.closed_forms import CLOSED_FORM, LAPLACIAN_RATIO
from plea_games.model.exact import as_fraction
from plea_games.model.in_numbers import FORM
from plea_games.model.parts import OF_HOLDOUTS, OF_PLEAS, leave_a_lottery, parts_in_numbers
from plea_games.model.payoffs import CAPACITY, CASELOAD, TRIALS, H
from plea_games.model.symbols import L, m, x
from plea_games.model.terms import TERMS
from plea_games.model.terms.term import symbol
from plea_games.model.terms.together import RESERVED
from plea_games.model.varying import Varying
from plea_games.solvers.laplacian import laplacian_ratio
from tests import formulas_in_javascript, formulas_in_numbers
from tests.every_term import AMOUNTS, with_each

GAMES = [
    pg.PleaGame(defendants=n, capacity=k, offer=s, sentence=J, conviction=p, dismissal_cost=d)
    for n, k, s, (J, p, d) in product(
        (1, 2, 7), (0, 1, 3, 7), ("0", "1/2", "2", "4", "9"), ((10, "0.4", 2), (4, 1, 0))
    )
]


FILES = {**formulas_in_numbers.FILES, formulas_in_javascript.FILE: formulas_in_javascript.text}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_they_are_what_the_formulas_in_sympy_give_anew(file):
    assert file.read_text(encoding="utf-8") == FILES[file]()


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


COUNTS = ("caseload", "players", "trials", "committed", "reliability", "plea_varies")


@pytest.mark.parametrize("name", AMOUNTS)
@pytest.mark.parametrize("number", [0, 1, 2])
def test_payoffs_with_terms_are_those_of_the_formulas(name, number):
    for game in with_each(name, number):
        exact = exact_payoffs(game)
        compiled = CompiledPayoffs(game.payoffs, values_of(game))
        assert isinstance(exact, PayoffsOfParts)
        assert [getattr(exact, count) for count in COUNTS] == [
            getattr(compiled, count) for count in COUNTS
        ], game.terms
        for held in map(fmpq, range(1, int(exact.caseload) + 1)):
            for ask in ("hold_out", "gain", "trial_probability"):
                assert getattr(exact, ask)(held) == getattr(compiled, ask)(held), game.terms
            assert exact.plead(held - 1) == compiled.plead(held - 1), game.terms
            for names, others in ((OF_HOLDOUTS, {}), (OF_PLEAS, {"of_plea": True})):
                parts, formulas = (each.at(held, **others) for each in (exact, compiled))
                assert [getattr(parts, name) for name in names] == [
                    getattr(formulas, name) for name in names
                ], game.terms


@pytest.mark.parametrize("name", AMOUNTS)
@pytest.mark.parametrize("number", [1, 2])
def test_forms_with_terms_are_those_of_the_formulas(name, number):
    for game in with_each(name, number):
        stated = lottery_formulas(game.payoffs.at(game.substitution))
        assert lottery_form_or_fault(game) == in_fractions(stated, game.terms)
        assert leave_a_lottery(game.terms) == has_lottery_form(game.payoffs), game.terms
        formulas = witness_formulas(game.payoffs)
        values = formulas and [as_fraction(at_values(each, values_of(game))) for each in formulas]
        assert witness_numbers(game) == values, game.terms
        parts = game.payoffs.at(game.substitution)
        numbers = parts_in_numbers(game)
        for part in ("offer", "sentence", "conviction", "credit", "transfer", "reward", "sanction"):
            formula, found = getattr(parts, part), getattr(numbers, part)
            assert formula.has(H) == isinstance(found, Varying), (game.terms, part)
            assert formula.has(H) or as_fraction(formula) == found, (game.terms, part)


@pytest.mark.parametrize("game", [game for game, _ in AMOUNTS.values()])
def test_levers_beside_a_promise_are_told_what_formulas_tell(game):
    for kind in TERMS:
        for terms in ((), (pg.Pledge(1),)):
            if terms and kind is pg.Pledge:
                continue
            setting = Setting(game.with_terms(*terms), kind.as_lever(game.stated))
            payoffs, letter = setting.trial.payoffs, symbol(kind.amount())
            assert setting.is_affine == is_affine(payoffs, letter), kind
            ends = sorted((setting.lowest + 1, min(setting.highest, setting.lowest + 40)))
            assert sorted(setting.jumps(*ends)) == sorted(jumps(setting.trial, letter, *ends)), kind
            if kind.__name__ in GAINS:
                amount = (setting.lowest + min(setting.highest, 1)) / 3
                values = {
                    letter: float(as_fraction(v)) for letter, v in values_of(setting.trial).items()
                }
                expected = gains_in_doubles(payoffs, {**values, letter: float(amount)})
                assert setting.gains_in_doubles(amount).tolist() == expected.tolist(), kind


def test_letters_of_formulas_are_told_without_them():
    letters = (m, x, H, CASELOAD, CAPACITY, TRIALS)
    assert tuple(map(str, letters)) == RESERVED
