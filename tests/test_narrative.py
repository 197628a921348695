"""A story of others acting, level by level, against expected gains over all profiles."""

from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

import plea_games as pg
from tests import oracles
from tests.strategies import gain_vectors

J20 = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)


@settings(max_examples=150)
@given(gain_vectors, st.fractions(0, 1, max_denominator=7))
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
