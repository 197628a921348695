"""Ends of cascades are the least and the greatest equilibria of the stated game, by brute force."""

from itertools import product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

import plea_games as pg
from plea_games.dynamics.networks.stability import stability
from plea_games.games.gains import as_anonymous


def payoff(game, graph, who, profile):
    """g(h) = h − t + ½ for a hold-out and 0 for whoever pleads, from the graph."""
    if not profile[who]:
        return 0
    return sum(profile[other] for other in graph[who]) - int(game.needed[who]) + 0.5


def is_equilibrium(game, graph, profile, committed):
    for who in set(range(len(profile))) - set(committed):
        changed = [*profile]
        changed[who] = not profile[who]
        if payoff(game, graph, who, changed) > payoff(game, graph, who, profile):
            return False
    return all(profile[who] for who in committed)


@st.composite
def small_games(draw):
    count = draw(st.integers(1, 7))
    graph = nx.gnp_random_graph(count, draw(st.sampled_from([0.2, 0.5, 0.9])),
                                seed=draw(st.integers(0, 10**6)))  # fmt: skip
    needed = draw(st.lists(st.integers(-1, 4), min_size=count, max_size=count))
    committed = draw(st.sets(st.integers(0, count - 1), max_size=3))
    return graph, pg.NetworkGame(ties=graph, needed=needed), sorted(committed)


@settings(max_examples=60, deadline=None)
@given(small_games())
def test_ends_of_cascades_are_the_least_and_greatest_equilibria(drawn):
    graph, game, committed = drawn
    every = [
        profile
        for profile in product([False, True], repeat=len(graph))
        if is_equilibrium(game, graph, profile, committed)
    ]
    least, greatest = np.logical_and.reduce(every), np.logical_or.reduce(every)
    assert tuple(least) in every
    assert tuple(greatest) in every
    assert (pg.networks.cascade(game, committed=committed).holds_out == least).all()
    assert (pg.networks.retreat(game, committed=committed).holds_out == greatest).all()


@settings(max_examples=60, deadline=None)
@given(small_games(), st.data())
def test_who_would_do_otherwise(drawn, data):
    graph, game, committed = drawn
    count = len(graph)
    profile = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    for who in committed:
        profile[who] = True
    found = stability(game, np.array(profile), committed=committed)
    assert found.is_equilibrium == is_equilibrium(game, graph, profile, committed)
    assert set(found.would_plead) <= {i for i in range(count) if profile[i]} - set(committed)
    assert found.is_lottery_equilibrium is None


@pytest.mark.parametrize("held", range(14))
def test_on_a_complete_graph_it_is_the_lottery_itself(held):
    """K/r = 5 at N = 13: with 5 hold-outs all are indifferent, and nobody else is."""
    caseload = pg.PleaGame(defendants=13, capacity=2, offer=4, sentence=10)
    game = pg.NetworkGame.of_lottery(caseload, ties=nx.complete_graph(13))
    profile = np.arange(13) < held
    found = stability(game, profile, caseload=caseload)
    gain = as_anonymous(caseload).gain
    ties = [m for m in (held, held + 1) if 0 < m <= 13 and gain[m - 1] == 0]
    if not ties:
        assert found.is_equilibrium == found.is_lottery_equilibrium == (held in {0, 13})
    assert found.lottery_would_plead in {0, held}
    assert found.lottery_would_hold_out in {0, 13 - held}


def test_a_cascade_that_stops_short_is_no_equilibrium_of_the_whole():
    """Short of the tipping point its hold-outs would plead; beyond it the others would join."""
    caseload = pg.PleaGame(defendants=200, capacity=10, offer=4, sentence=10)
    tipping = pg.thresholds(caseload).tipping_holdouts
    for clique in (10, 60):
        graph = nx.disjoint_union(nx.complete_graph(clique), nx.empty_graph(200 - clique))
        game = pg.NetworkGame.of_lottery(caseload, ties=graph)
        ended = pg.networks.cascade(game, committed=range(10))
        found = stability(game, ended.holds_out, committed=range(10), caseload=caseload)
        assert found.is_equilibrium
        assert found.holdouts == clique
        assert found.lottery_would_hold_out == (200 - clique if clique >= tipping else 0)
        assert found.is_lottery_equilibrium == (clique == 10)  # all of whom are committed
    assert "those whom each knows" in str(found)
    assert found.record()["is_lottery_equilibrium"] is False


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"holds_out": [True] * 3}, "must be 4 truth values"),
        ({"holds_out": [1, 0, 0, 0]}, "must be 4 truth values"),
        ({"committed": [3]}, "committed = 3: must hold out"),
        ({"committed": [9]}, "must be whole numbers from 0 to 3"),
        ({"caseload": pg.PleaGame(defendants=5, capacity=1, offer=1, sentence=2)},
         "defendants = 5: must leave to decide the 4 who have ties"),
    ],
)  # fmt: skip
def test_wrong_input_is_refused(arguments, message):
    game = pg.NetworkGame(ties=nx.path_graph(4), needed=1)
    given_ = {"holds_out": np.array([True, True, False, False]), **arguments}
    with pytest.raises(pg.ParameterError, match=message):
        stability(game, **given_)
