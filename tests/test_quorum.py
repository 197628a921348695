"""The signing game against its definition: all profiles of signers, all ways to keep a word."""

from fractions import Fraction
from itertools import product
from math import ceil

import pytest
from hypothesis import given, settings, strategies as st

import plea_games as pg
from plea_games.games.gains import anonymous_game
from tests import oracles
from tests.strategies import lottery_parameters, trial_cost

GAME = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)


def expected_payoff(who, signers, *, quorum, reliability, cost, bonus, pay):
    """By adding up who keeps the word; ``pay`` gives a hold-out's payoff, pleading pays 0."""
    if not signers[who] and sum(signers) < quorum:
        return Fraction(0)
    spent = cost if signers[who] else Fraction(0)
    if sum(signers) < quorum:
        return bonus - spent
    bound = [i for i, signs in enumerate(signers) if signs]
    total = Fraction(0)
    for kept in product((False, True), repeat=len(bound)):
        weight = Fraction(1)
        for keeps in kept:
            weight *= reliability if keeps else 1 - reliability
        out = [i for i, keeps in zip(bound, kept, strict=True) if keeps]
        if who in out:
            total += weight * pay(len(out))
    return total - spent


def signing_gains(gain, quorum, reliability, cost, bonus):
    """What the first defendant gains by signing, against all profiles of the others."""
    terms = {"quorum": quorum, "reliability": reliability, "cost": cost, "bonus": bonus,
             "pay": lambda m: gain[m - 1]}  # fmt: skip
    return [
        expected_payoff(0, (True, *others), **terms) - expected_payoff(0, (False, *others), **terms)
        for others in product((False, True), repeat=len(gain) - 1)
    ]


def check(game, gain, reliability, cost):
    found = pg.organizing.quorum_pledge(game, reliability=reliability, signing_cost=cost)
    count = len(gain)
    enough = [q for q in range(1, count + 1)
              if min(signing_gains(gain, q, reliability, cost, found.bonus)) >= 0]  # fmt: skip
    first = count + 1 if found.quorum is None else found.quorum
    assert enough == list(range(first, count + 1))
    more = found.bonus + Fraction(1, 100)
    strict = [q for q in range(1, count + 1)
              if min(signing_gains(gain, q, reliability, cost, more)) > 0]  # fmt: skip
    first = count + 1 if found.strict_quorum is None else found.strict_quorum
    assert strict == list(range(first, count + 1))
    if found.quorum is not None:
        pivotal = (True,) * (found.quorum - 1) + (False,) * (count - found.quorum)
        parts = {"quorum": found.quorum, "reliability": reliability, "cost": cost,
                 "bonus": found.bonus, "pay": lambda m: gain[m - 1]}  # fmt: skip
        assert found.gain_at_quorum == expected_payoff(0, (True, *pivotal), **parts)


shares = st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(4, 5), Fraction(1)])
costs = st.sampled_from([Fraction(0), Fraction(0), Fraction(1, 2)])


@settings(max_examples=40)
@given(lottery_parameters(most_defendants=4), shares, costs)
def test_signing_against_brute_force(parameters, reliability, cost):
    gain = oracles.gains(
        parameters["defendants"], parameters["capacity"], parameters["offer"],
        trial_cost(parameters), parameters["dismissal_cost"],
    )  # fmt: skip
    check(pg.PleaGame(**parameters), gain, reliability, cost)


@settings(max_examples=40)
@given(st.sampled_from([1, 3, 8]), shares, costs, st.integers(1, 5))
def test_signing_where_gains_fall(fund, reliability, cost, count):
    game = pg.PleaGame(defendants=count, capacity=2, offer=4, sentence=10).with_terms(
        pg.StrikeFund(fund)
    )
    check(game, anonymous_game(game).gain, reliability, cost)


@settings(max_examples=100)
@given(lottery_parameters(most_defendants=40))
def test_signing_is_weakly_dominant_exactly_from_the_tipping_point_on(parameters):
    game = pg.PleaGame(**parameters)
    found = pg.organizing.quorum_pledge(game)
    assert found.quorum == pg.thresholds(game).tipping_holdouts
    ratio = Fraction(str(pg.lottery_form(game).price_ratio))
    if parameters["capacity"] >= 1 and 0 < ratio < 1:
        expected = ceil(parameters["capacity"] / ratio)
        assert found.quorum == (expected if expected <= parameters["defendants"] else None)


def test_reference_values():
    assert pg.organizing.quorum_pledge(GAME).quorum == 30
    assert pg.organizing.quorum_pledge(GAME).strict_quorum == 31  # at 30 there is a tie
    shy = pg.organizing.quorum_pledge(GAME, signing_cost="1/10")
    assert (shy.quorum, shy.bonus, shy.liability) == (31, Fraction(1, 10), 3)
    assert pg.organizing.quorum_pledge(GAME, reliability="1/20").quorum is None


def test_unreliable_signers_in_closed_form():
    """E[1/(1 + Bin(j, q))] = (1 − (1 − q)^(j+1))/((j + 1)q), so with K = 1 all is elementary."""
    game = pg.PleaGame(defendants=300, capacity=1, offer=1, sentence=20)
    kept = Fraction(3, 10)
    found = pg.organizing.quorum_pledge(game, reliability=kept)

    def bound(signers):
        mean = (1 - (1 - kept) ** signers) / (signers * kept)
        return kept * (1 - 20 * mean)

    assert bound(found.quorum) >= 0 > bound(found.quorum - 1)
    assert float(found.gain_at_quorum) == pytest.approx(float(bound(found.quorum)), abs=1e-15)


def test_tables_and_records():
    record = pg.organizing.quorum_pledge(GAME, reliability=0.9).record()
    assert record["quorum"] == record["strict_quorum"] and record["bonus"] == 0
    none = pg.organizing.quorum_pledge(GAME, reliability=0.05)
    assert none.record()["quorum"] is None and "worse than pleading" in str(none)
    never = pg.organizing.quorum_pledge(GAME, reliability=0)
    assert never.quorum == 1 and "no better than pleading" in str(never)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: pg.organizing.quorum_pledge(GAME, reliability=1.2), "reliability = 1.2: must be from 0 to 1"),
        (lambda: pg.organizing.quorum_pledge(GAME, signing_cost=-1), "signing_cost = -1: must be 0 or more"),
        (lambda: pg.organizing.quorum_pledge(GAME.with_parameters(offer=pg.PleaGame.symbolic().offer)),
         "must be numbers"),
        (lambda: pg.organizing.quorum_pledge(3), "must be a PleaGame"),
        (lambda: pg.organizing.quorum_pledge(
            GAME.with_parameters(defendants=5_001).with_terms(pg.StrikeFund(100)), reliability=0.5),
         "gains fall"),
    ],
)  # fmt: skip
def test_bad_input_is_named(ask, words):
    with pytest.raises(pg.ParameterError, match=words):
        ask()
