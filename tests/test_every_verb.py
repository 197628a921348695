"""Every public function, on a game with no term, every term and every pair of terms."""

import pytest

import plea_games as pg
from tests.every_term import with_at_most
from tests.every_verb import (
    CASES,
    ELSEWHERE,
    FUNCTIONS,
    VERBS,
    answered,
    functions,
    outcome,
    takes_a_plea_game,
)

GAMES = {name: with_at_most(name, 2) for name in ("tied", "fractions")}


def test_every_function_that_takes_a_plea_game_is_in_the_table():
    assert set(FUNCTIONS) == set(VERBS)
    assert len(FUNCTIONS) == sum(takes_a_plea_game(function) for _, function in functions())


@pytest.mark.parametrize(("name", "games"), CASES)
def test_a_verb_answers_or_refuses_in_words(name, games):
    surprising = {}
    for game in GAMES[games]:
        if name in ELSEWHERE and answered(name, game):
            continue
        found = outcome(name, game)
        refused = isinstance(found, pg.ParameterError)
        if refused:
            said = all(f.parameter and f.rule and f.remedy for f in found.faults)
            assert said, (game.terms, found.faults)
        if VERBS[name].answers and refused is answered(name, game):
            surprising[game.terms] = found
    assert not surprising
