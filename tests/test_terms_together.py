"""All pairs and all triples of terms, not a sample, against payoffs written by hand."""

from itertools import combinations, permutations

import pytest
from flint import fmpq

from plea_games.games.compile import at_values, of_holdouts, values_of
from plea_games.games.exact_payoffs import exact_payoffs
from plea_games.games.gains import (
    anonymous_game,
    deciding,
    holdout_payoffs,
    plead_payoffs,
    total_over_holdouts,
    total_over_pleas,
    trial_chances,
)
from plea_games.model.exact import as_fraction, as_rational
from plea_games.model.payoffs import H
from plea_games.model.symbols import m
from plea_games.model.terms import TERMS
from tests.every_term import AMOUNTS, with_each
from tests.oracles import game_by_hand


def test_every_kind_of_term_is_here():
    for _, terms in AMOUNTS.values():
        assert tuple(type(term) for term in terms) == TERMS


def differences(game):
    """What the package makes of a game, and its description does not."""
    by_hand, payoffs, values = game_by_hand(game), game.payoffs, values_of(game)
    turnouts = range(1, by_hand.deciding + 1)
    plea = plead_payoffs(game)
    pairs = {
        "those who decide": (deciding(game), by_hand.deciding),
        "gains": (list(anonymous_game(game).gain), by_hand.gains()),
        "holding out": (holdout_payoffs(game), [by_hand.hold_out(held) for held in turnouts]),
        "pleading": (
            [plea[min(held, len(plea)) - 1] for held in turnouts],
            [by_hand.plead(held - 1) for held in turnouts],
        ),
        "chance of trial": (
            trial_chances(game), [by_hand.mean(by_hand.tried, held) for held in turnouts],
        ),
        "years for a plea": (
            [as_fraction(at_values(payoffs.plea_sentence, {**values, H: fmpq(others)}))
             for others in range(int(by_hand.caseload))],
            [by_hand.plea_sentence(others) for others in range(int(by_hand.caseload))],
        ),
        "years for a trial": (
            [as_fraction(at_values(payoffs.trial_sentence, {**values, H: fmpq(held)}))
             for held in range(1, int(by_hand.caseload) + 1)],
            [by_hand.trial_sentence(held) for held in range(1, int(by_hand.caseload) + 1)],
        ),
        "years in all": (
            [imposed(game, held) for held in turnouts],
            [by_hand.years_imposed(held) for held in turnouts],
        ),
    }  # fmt: skip
    return [what for what, (computed, described) in pairs.items() if computed != described]


def imposed(game, deciding):
    """Years of sentence over all defendants, as a contest counts them."""
    payoffs, values = game.payoffs, values_of(game)
    exact = exact_payoffs(game)
    of_holdout = of_holdouts(payoffs.trial_probability * payoffs.trial_sentence, values)
    tried = total_over_holdouts(exact, of_holdout, deciding)
    pleas = total_over_pleas(exact, of_holdouts(payoffs.plea_sentence, values), deciding)
    return as_fraction(tried + pleas)


@pytest.mark.parametrize("name", AMOUNTS)
@pytest.mark.parametrize(
    ("number", "choices"), [(0, 1), (1, 22), (2, 231), (3, 1540)], ids=["none", "1", "2", "3"]
)
def test_payoffs_and_sentences_are_those_described(name, number, choices):
    games = list(with_each(name, number))
    assert len(games) == choices
    wrong = {game.terms: what for game in games if (what := differences(game))}
    assert not wrong


@pytest.mark.parametrize("name", AMOUNTS)
def test_the_printed_formula_of_one_term_is_what_is_computed(name):
    for game in with_each(name, 1):
        by_hand = game_by_hand(game)
        for held in range(1, by_hand.deciding + 1):
            printed = [
                formula.subs(m, held).doit()
                for formula in (game.gain, game.payoff_hold_out, game.payoff_plead)
            ]
            described = (by_hand.gain(held), by_hand.hold_out(held), by_hand.plead(held - 1))
            assert printed == [as_rational(value) for value in described], game.terms


def test_no_pair_or_triple_depends_on_its_order():
    game, terms = AMOUNTS["fractions"]
    for number in (2, 3):
        for chosen in combinations(terms, number):
            built = {game.with_terms(*order) for order in permutations(chosen)}
            one_by_one = game
            for term in reversed(chosen):
                one_by_one = one_by_one.with_terms(term)
            assert built == {one_by_one}
