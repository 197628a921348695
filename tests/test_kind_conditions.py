"""Kinds of games as conditions on letters, and as an output of sweeps, against kinds in numbers."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from sympy import Rational, Symbol, true

import plea_games as pg
from plea_games.model.kind_forms import KIND_CODES, kind_code

G, S, P = (Symbol(name, nonnegative=True) for name in ("g", "s", "p"))
SMALL = pg.PleaGame(defendants=5, capacity=1, offer=3, sentence=20, conviction="1/2")


def kind_at(kinds, values):
    """The one kind whose condition holds."""
    at = {letter: Rational(value) for letter, value in values.items()}
    (kind,) = [kind for condition, kind in kinds.cases if condition.subs(at) == true]
    return kind


def test_the_dilemma_takes_a_credit_beyond_what_holding_out_is_worth():
    """g > (T − d)(r − τ(N)) > 0 and r < r_top, here g > 3 − 2 and 3 < 15.9…"""
    kinds = pg.game_kind(SMALL.with_terms(pg.Testimony("1/5"), pg.CooperationCredit(G)))
    assert kinds.condition("prisoners' dilemma") == (G > 1)
    assert kinds.condition("stag hunt") == (G < 1)
    assert kinds.condition("deadlock") == False  # noqa: E712 (sympy's false)
    found = pg.thresholds(kinds.game)
    assert str(found.kind) == str(kinds.name)
    assert (found.trial_rate, found.offer_ratio) == (Rational(1, 5), Rational(3, 10))
    assert "prisoners' dilemma" in found.table().text(100)
    assert kinds.record()["kinds"][0] == {"kind": "prisoners' dilemma", "condition": "g > 1"}


@pytest.mark.parametrize("seed", range(60))
def test_conditions_are_those_of_numbers(seed):
    rng = np.random.default_rng(seed)
    n, k = int(rng.integers(1, 6)), int(rng.integers(0, 7))
    heard = pg.Testimony(Fraction(int(rng.integers(0, 5)), 4))
    game = pg.PleaGame(defendants=n, capacity=k, offer=S, sentence=6,
                       conviction=Fraction(int(rng.integers(1, 3)), 2))  # fmt: skip
    with_credit = rng.integers(0, 2) == 1
    stated = game.with_terms(heard, *(pg.CooperationCredit(G),) * bool(with_credit))
    kinds = pg.game_kind(stated)
    for _ in range(6):
        offer = Fraction(int(rng.integers(0, 29)), 4)
        credit = offer * int(rng.integers(0, 5)) / 4
        amounts = {"offer": offer} | ({"credit": credit} if with_credit else {})
        said = pg.game_kind(stated.with_parameters(**amounts))
        named = kind_at(kinds, {S: offer, G: credit})
        assert kind_code(named) == kind_code(said.name)


def test_a_lottery_in_letters_alone():
    kinds = pg.game_kind(pg.PleaGame.symbolic())
    letters = pg.PleaGame.symbolic().parameters
    for n, k, s, d in product((1, 2, 5), (0, 1, 2, 5, 6), (0, 1, 2, 4, 5), (0, 1)):
        numbers = {"defendants": n, "capacity": k, "offer": s, "sentence": 4, "conviction": 1,
                   "process_cost": 1, "dismissal_cost": d}  # fmt: skip
        said = pg.game_kind(pg.PleaGame(**numbers))
        at = {letters[name]: value for name, value in numbers.items()}
        assert kind_at(kinds, at) == said.name


def test_letters_with_other_terms_are_refused():
    game = SMALL.with_parameters(capacity=3).with_terms(pg.StrikeFund(S))
    with pytest.raises(pg.ParameterError) as error:
        pg.game_kind(game)
    assert "with_parameters" in str(error.value)
    assert pg.thresholds(SMALL.with_parameters(offer=S)).kind is not None


@pytest.mark.parametrize("terms", [(), (pg.Testimony("1/5"),), (pg.StrikeFund(3),)])
def test_sweeps_put_out_kinds(terms):
    game = SMALL.with_terms(*terms)
    over = {"offer": [1, 2, 3, 10, "1988/125", 17], "capacity": [0, 1, 2, 6]}
    if terms == (pg.Testimony("1/5"),):
        over["credit"] = [0, "1/2", 1]
    found = pg.sweep(game, over, ["kind", "tipping_holdouts"])
    for place in np.ndindex(found.kind.shape):
        at = {name: over[name][i] for name, i in zip(found.kind.dims, place, strict=True)}
        said = pg.game_kind(game.with_parameters(**at)).name
        assert found.kind.values[place] == kind_code(said)
    meanings = found.kind.attrs["flag_meanings"].split()
    numbered = zip(meanings, found.kind.attrs["flag_values"], strict=True)
    assert {name.replace("_", " "): code for name, code in numbered} == KIND_CODES


def test_kinds_that_do_not_exist_in_threat_free_places():
    """A payment beyond T − d makes being tried better than waiting: holding out dominates."""
    game = SMALL.with_terms(pg.SidePayment(12))
    found = pg.sweep(game, {"offer": [0, 3], "capacity": [0, 1]}, ["kind"])
    for place in np.ndindex(2, 2):
        at = {"offer": [0, 3][place[0]], "capacity": [0, 1][place[1]]}
        assert found.kind.values[place] == kind_code(pg.game_kind(game.with_parameters(**at)).name)


def test_kinds_over_ranges_have_shares_and_no_order():
    found = pg.studies.uncertainty(SMALL, {"offer": [1, 3, 20]}, ["kind"])
    (interval,) = found.intervals
    assert interval.choices == pytest.approx(
        {"deadlock": 1 / 3, "stag hunt": 1 / 3, "harmony": 1 / 3}
    )
    assert "stag hunt at 33.33%" in found.table().text(100)


def test_kinds_are_drawn():
    pytest.importorskip("matplotlib")
    found = pg.sweep(SMALL, {"offer": [1, 3, 20], "capacity": [1, 2]}, ["kind"])
    ax = pg.plot.sweep_surface(found)
    names = {text.get_text() for text in ax.figure.findobj(lambda part: hasattr(part, "get_text"))}
    assert {"deadlock", "stag hunt", "harmony"} <= names
