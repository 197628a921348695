"""Subgame-perfect outcomes of trees with ties, against every strategy profile of the tree."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from sympy import Symbol

import plea_games as pg

F = Fraction


def docket(offers, costs, capacity):
    who = [
        pg.Defendant(f"D{i}", offer=str(s), sentence=str(t))
        for i, (s, t) in enumerate(zip(offers, costs, strict=True))
    ]
    return pg.Docket(who, capacity=capacity)


def payoffs(offers, costs, capacity, profile):
    """By hand: whoever holds out is tried with chance min(1, K/m)."""
    chance = min(F(1), F(capacity, max(1, sum(profile))))
    return [-chance * t if out else -s for s, t, out in zip(offers, costs, profile, strict=True)]


def outcomes_by_strategies(offers, costs, capacity):
    """Ends of all strategy profiles that no change of one decision anywhere improves."""
    count = len(offers)
    nodes = [history for n in range(count) for history in product((False, True), repeat=n)]

    def end(strategy, history):
        while len(history) < count:
            history = (*history, strategy[history])
        return history

    found = set()
    for choices in product((False, True), repeat=len(nodes)):
        strategy = dict(zip(nodes, choices, strict=True))
        for node in nodes:
            who = len(node)
            chosen, other = ((*node, strategy[node]), (*node, not strategy[node]))
            kept = payoffs(offers, costs, capacity, end(strategy, chosen))[who]
            if payoffs(offers, costs, capacity, end(strategy, other))[who] > kept:
                break
        else:
            found.add(end(strategy, ()))
    return found


@pytest.mark.parametrize("seed", range(40))
def test_outcomes_are_those_of_all_subgame_perfect_strategies(seed):
    draw = np.random.default_rng(seed)
    count = int(draw.integers(1, 4))
    capacity = int(draw.integers(0, count + 1))
    costs = [F(int(draw.integers(2, 8))) for _ in range(count)]
    chances = [F(capacity, m) for m in range(1, count + 1)]
    offers = [  # as good as holding out beside some number of others, or nearly
        t * min(F(1), chances[int(draw.integers(count))]) + F(int(draw.integers(-1, 2)), 10)
        for t in costs
    ]
    offers = [max(F(0), offer) for offer in offers]
    tree = pg.sequences.game_tree(docket(offers, costs, capacity))
    assert tree.outcomes[0] == tree.outcome
    ours = {leaf.holds_out for leaf in tree.outcomes}
    assert len(ours) == len(tree.outcomes)
    assert ours == outcomes_by_strategies(offers, costs, capacity)
    for leaf in tree.outcomes:
        assert list(leaf.payoffs) == payoffs(offers, costs, capacity, leaf.holds_out)


def test_all_holding_out_is_told_beside_all_pleading():
    tree = pg.sequences.game_tree(docket([F(10, 3)] * 3, [F(10)] * 3, 1))
    assert {leaf.holds_out for leaf in tree.outcomes} == {(False,) * 3, (True,) * 3}
    assert "2 outcomes are subgame perfect" in str(tree)
    assert "(-10/3, -10/3, -10/3): held out by D0, D1, D2" in str(tree)


def test_the_outcome_that_a_tie_hid_is_listed():
    ana, bo, cy = (
        pg.Defendant(name, offer=s, sentence=t)
        for name, s, t in (("Ana", 3, 9), ("Bo", 4, 10), ("Cy", 2, 5))
    )
    tree = pg.sequences.game_tree(pg.Docket([ana, bo, cy], capacity=1))
    listed = [[F(str(payoff)) for payoff in leaf.payoffs] for leaf in tree.outcomes]
    assert [F(-3), F(-10, 3), F(-5, 3)] in listed


def test_at_most_twelve_outcomes_are_listed():
    tree = pg.sequences.game_tree(docket([F(0)] * 5, [F(3)] * 5, 0))  # all are indifferent
    assert len(tree.outcomes) == 32
    assert str(tree).endswith("(20 more)")


def test_symbols_leave_outcomes_open():
    offer = Symbol("s", positive=True)
    who = [pg.Defendant(name, offer=offer, sentence=10) for name in ("A", "B")]
    assert pg.sequences.game_tree(pg.Docket(who, capacity=1)).outcomes is None


@pytest.mark.parametrize("committed", [0, 2])
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_fixed_offers_count_the_outcomes_of_the_tree(count, committed):
    """For every chance that an offer can be as good as, and between; by the definition."""
    for capacity in range(count + committed + 2):
        chances = {min(F(1), F(capacity, m)) for m in range(1, count + committed + 1)}
        for ratio in chances | {F(0), F(1), F(1, 7), F(2)}:
            play = pg.sequences.fixed_offers(
                pg.PleaGame(defendants=count, capacity=capacity, offer=str(ratio), sentence=1),
                committed=committed,
            )
            ends = ends_by_counts(ratio, capacity, count, committed)
            assert play.outcomes == len(ends), (capacity, ratio)
            assert tuple(not plea for plea in play.pleads) in ends


def ends_by_counts(ratio, capacity, count, committed):
    """Subgame-perfect profiles, from the back."""

    def gain(profile):
        return ratio - min(F(1), F(capacity, committed + sum(profile)))

    def ends(history):
        if len(history) == count:
            return [history]
        pleas, refusals = ends((*history, False)), ends((*history, True))
        return [end for end in pleas if min(map(gain, refusals)) <= 0] + [
            end for end in refusals if gain(end) >= 0
        ]

    return set(ends(()))


def test_tied_outcomes_are_said_in_words():
    game = pg.PleaGame(defendants=20, capacity=2, offer=1, sentence=10)
    play = pg.sequences.fixed_offers(game)
    assert (play.holdouts, play.outcomes) == (0, 2)
    assert "2 outcomes are subgame perfect" in str(play)
    large = pg.PleaGame(defendants=5000, capacity=5000, offer=10, sentence=10)
    play = pg.sequences.fixed_offers(large)
    assert play.record()["outcomes"] == "2^5,000"
    assert "2^5,000 outcomes are subgame perfect" in str(play)
    assert pg.sequences.fixed_offers(game.with_parameters(offer=2)).record()["outcomes"] == 1
