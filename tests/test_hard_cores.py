"""Strict, weak and no dominance of holding out, told apart by looking at every gain."""

from fractions import Fraction

import pytest
from hypothesis import given, settings

import plea_games as pg
from plea_games.games.gains import anonymous_game
from tests.every_term import with_at_most
from tests.strategies import fractions, gain_vectors, lottery_parameters

J20 = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
AT_THE_TRIAL_RATE = pg.PleaGame(defendants=10, capacity=4, offer=4, sentence=10)


def by_definition(gain):
    """The least numbers of committed hold-outs, by trying each."""
    rests = [(committed, gain[committed:]) for committed in range(len(gain))]
    enough = [h for h, rest in rests if all(g >= 0 for g in rest)]
    weak = [h for h, rest in rests if all(g >= 0 for g in rest) and any(g > 0 for g in rest)]
    strict = [h for h, rest in rests if all(g > 0 for g in rest)]
    return tuple(min(some, default=None) for some in (enough, weak, strict))


def numbers(found):
    return found.best_reply, found.weak, found.strict


@settings(max_examples=300)
@given(lottery_parameters(most_defendants=12))
def test_the_hard_core_of_a_lottery_is_what_its_gains_say(parameters):
    game = pg.PleaGame(**parameters)
    found = pg.organizing.hard_core(game)
    assert numbers(found) == by_definition(anonymous_game(game).gain)
    assert found.best_reply == pg.thresholds(game).hard_core


@given(gain_vectors)
def test_the_hard_core_of_any_gains(gain):
    found = pg.organizing.hard_core(pg.AnonymousGame(gain=gain))
    assert numbers(found) == by_definition(gain)


@pytest.mark.parametrize("game", with_at_most("tied", 2), ids=str)
def test_the_hard_core_with_terms(game):
    assert numbers(pg.organizing.hard_core(game)) == by_definition(anonymous_game(game).gain)


def test_where_k_over_r_is_whole_the_hard_core_dominates_only_weakly():
    """29 for J20, where it takes 30 for strict dominance: all-plead is left an equilibrium."""
    found = pg.organizing.hard_core(J20)
    assert (*numbers(found), found.dominance) == (29, 29, 30, "weak")

    def least(committed):
        return [one.kind for one in pg.equilibria(J20.with_terms(pg.Pledge(committed)))]

    assert "all plead" in least(29)
    assert least(30) == ["all hold out"]
    assert "only weakly dominant" in str(pg.thresholds(J20))
    assert found.remark.split(";")[0] in str(found)


def test_where_r_is_the_trial_rate_the_hard_core_leaves_the_last_one_indifferent():
    found = pg.organizing.hard_core(AT_THE_TRIAL_RATE)
    assert (*numbers(found), found.dominance) == (9, None, None, "indifferent")
    assert "no number makes it strictly dominant" in str(pg.thresholds(AT_THE_TRIAL_RATE))


def test_without_a_tie_nothing_is_added():
    game = pg.PleaGame(defendants=7000, capacity=450, offer=1, sentence="1.64", conviction="0.83")
    found = pg.organizing.hard_core(game)
    assert (*numbers(found), found.dominance, found.remark) == (612, 612, 612, "strict", "")
    assert "committed" not in str(pg.thresholds(game)).split("N, K")[-1].split("κ = K/N")[-1]


@pytest.mark.parametrize(
    ("game", "quorum", "dominance"),
    [
        (J20, 30, "weak"),
        (AT_THE_TRIAL_RATE, 10, "indifferent"),
        (J20.with_parameters(offer=11), 1, "strict"),
        (J20.with_parameters(offer=10), 1, "weak"),
        (J20.with_parameters(offer="0.1"), None, "none"),
    ],
)
def test_the_quorum_says_how_signing_dominates(game, quorum, dominance):
    found = pg.organizing.quorum_pledge(game)
    assert (found.quorum, found.dominance) == (quorum, dominance)
    assert (found.strict_quorum is None) == (dominance in ("indifferent", "none"))


@settings(max_examples=60)
@given(lottery_parameters(most_defendants=6))
def test_signing_is_weakly_dominant_only_above_the_trial_rate(parameters):
    game = pg.PleaGame(**parameters)
    found, form = pg.organizing.quorum_pledge(game), pg.lottery_form(game)
    everyone = form.trial_chance(int(form.defendants))
    ratio = form.price_ratio
    expected = (ratio > everyone) - (ratio < everyone)
    assert {"none": -1, "indifferent": 0, "weak": 1, "strict": 1}[found.dominance] == expected


@settings(max_examples=100)
@given(lottery_parameters(most_defendants=8), fractions(0, 9, 4))
def test_a_credit_makes_a_dilemma_exactly_where_its_condition_says(parameters, credit):
    """Pleading strictly dominates though all would rather hold out: never without a credit."""
    game = pg.PleaGame(**{**parameters, "offer": parameters["offer"] + 9})
    form = pg.lottery_form(game)
    margin = form.stake * (form.price_ratio - form.trial_chance(int(form.defendants)))
    alone = form.stake * (form.price_ratio - form.trial_chance(1))
    assert not is_dilemma(game)
    expected = credit > margin > 0 and alone < 0
    assert is_dilemma(game.with_terms(pg.CooperationCredit(credit))) == expected


def is_dilemma(game):
    gain = anonymous_game(game).gain
    all_hold_out = pg.lottery_form(game.without_terms())
    count = int(all_hold_out.defendants)
    better = all_hold_out.price_ratio > all_hold_out.trial_chance(count)
    return better and all(g < 0 for g in gain)


def test_a_credit_can_make_a_dilemma():
    game = pg.PleaGame(defendants=3, capacity=1, offer=4, sentence=10)
    margin = Fraction(10) * (Fraction(2, 5) - Fraction(1, 3))
    assert not is_dilemma(game.with_terms(pg.CooperationCredit(margin)))
    assert is_dilemma(game.with_terms(pg.CooperationCredit(margin + Fraction(1, 100))))
