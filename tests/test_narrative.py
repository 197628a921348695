"""A story of others acting, level by level, against expected gains over all profiles."""

from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

import plea_games as pg
from tests import oracles
from tests.strategies import fractions, gain_vectors

J20 = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)


@settings(max_examples=150)
@given(gain_vectors, fractions(0, 1, 7))
def test_replies_to_a_story_are_best(gain, belief):
    found = pg.behaviour.narrative(pg.AnonymousGame(gain=gain), belief=belief)
    others, expected = belief, []
    for _ in range(4):
        holds = oracles.expected_gain(gain, others) > 0
        expected.append("hold out" if holds else "plead")
        others = Fraction(holds)
    assert tuple(expected[: len(found.levels)]) == found.levels
    assert set(expected) == set(found.levels)


def test_a_story_tips_beyond_the_mixed_equilibrium_and_no_sooner():
    at = pg.thresholds(J20).mixed_probability
    for belief, reply in ((at - 1e-6, "plead"), (at + 1e-6, "hold out"), (0, "plead")):
        found = pg.behaviour.narrative(J20, belief=belief)
        assert (found.levels, found.tipping_belief) == ((reply,), pytest.approx(at, rel=1e-14))
    assert "13.04%" in str(found)


def test_no_story_tips_a_game_with_one_equilibrium():
    harsh = J20.with_parameters(offer="0.1")
    found = pg.behaviour.narrative(harsh, belief=1)
    assert (found.levels, found.tipping_belief) == (("plead",), None)
    assert "No belief tips this game" in str(found)
    chicken = pg.behaviour.narrative(pg.AnonymousGame(gain=[1, -1]), belief=0)
    assert chicken.levels == ("hold out", "plead")
    assert chicken.record()["tipping_belief"] is None


def test_stories_out_of_range_are_refused():
    with pytest.raises(pg.ParameterError, match="belief"):
        pg.behaviour.narrative(J20, belief=2)
    with pytest.raises(pg.ParameterError, match="narrative"):
        pg.behaviour.quantal_response(J20, precision=1, narrative="3/2")


@settings(max_examples=60)
@given(gain_vectors, fractions(0, 1, 7), st.integers(0, 4))
def test_a_belief_in_the_story_is_weighed_against_what_the_others_do(gain, weight, precision):
    """At each equilibrium the log odds are λ times the gain expected by both."""
    game = pg.AnonymousGame(gain=gain)
    found = pg.behaviour.quantal_response(game, precision=precision, narrative=weight)
    assert found.narrative == float(weight)
    for each in found:
        others = oracles.expected_gain(gain, Fraction(each.hold_out_probability))
        expected = precision * ((1 - weight) * others + weight * gain[-1])
        assert each.log_odds == pytest.approx(float(expected), rel=1e-9, abs=1e-9)
    if weight == 0:
        assert found == pg.behaviour.quantal_response(game, precision=precision)
    if weight == 1 and not precision * gain[-1]:
        assert [each.hold_out_probability for each in found] == [0.5]


def test_a_story_of_enough_weight_leaves_no_equilibrium_of_pleading():
    def lowest(weight):
        found = pg.behaviour.quantal_response(J20, precision=1, narrative=weight)
        assert found.complete
        return len(found), found[0].hold_out_probability

    assert [lowest(w)[0] for w in (0, "0.2", "0.3", 1)] == [3, 3, 1, 1]
    assert lowest(0)[1] < lowest("0.1")[1] < lowest("0.2")[1] < 0.02
    assert "weight of 30.00%" in str(
        pg.behaviour.quantal_response(J20, precision=1, narrative="0.3")
    )
