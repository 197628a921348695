"""Bargains against closed forms, Nash's product, and alternating offers played backwards."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

import plea_games as pg
from plea_games.games.gains import holdout_payoffs
from tests.strategies import fractions, lottery_parameters, trial_cost

GAME = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10, dismissal_cost=1)
weights = fractions(0, 1, 9)


@settings(max_examples=300)
@given(lottery_parameters(most_defendants=40), weights, fractions(0, 8, 4))
def test_nash_in_closed_form(parameters, weight, worth):
    """s* = [KV + β(K(T − V) + (N − K)d)]/N for K ≤ N."""
    game = pg.PleaGame(**parameters)
    found = pg.organizing.nash_bargain(game, prosecutor_weight=weight, trial_value=worth)
    count = parameters["defendants"]
    tried = min(parameters["capacity"], count)
    waiting = parameters["dismissal_cost"]
    surplus = tried * (trial_cost(parameters) - worth) + (count - tried) * waiting
    assert found.surplus == surplus
    if surplus < 0:
        assert found.offer is None and found.least > found.most
        return
    assert found.offer == (tried * worth + weight * surplus) / count
    assert found.least <= found.offer <= found.most


@pytest.mark.parametrize("weight", [0.2, 0.5, 0.9])
def test_nash_maximizes_the_weighted_product(weight):
    found = pg.organizing.nash_bargain(GAME, prosecutor_weight=weight)
    offers = np.linspace(float(found.least), float(found.most), 200_001)
    product = (offers - float(found.least)) ** weight * (float(found.most) - offers) ** (1 - weight)
    assert offers[np.argmax(product)] == pytest.approx(float(found.offer), abs=1e-5)


@pytest.mark.parametrize(("own", "others"), [("0.9", "0.8"), ("0.3", "0.95"), ("1", "0.6")])
@pytest.mark.parametrize("first", ["prosecutor", "defendants"])
def test_rubinstein_against_a_long_finite_game(own, others, first):
    """Backward induction from a last round in which the proposer takes everything."""
    own, others = Fraction(own), Fraction(others)
    discount = {"prosecutor": float(own), "defendants": float(others)}
    rest = {"prosecutor": "defendants", "defendants": "prosecutor"}
    proposer, share = first, 1.0  # of the proposer, in the last of an odd number of rounds
    for _ in range(2_000):
        proposer = rest[proposer]
        share = 1 - discount[rest[proposer]] * share  # the other side waits for that much
    found = pg.organizing.rubinstein_bargain(
        GAME, prosecutor_discount=own, defendants_discount=others, first=first
    )
    assert proposer == first
    prosecutors = share if first == "prosecutor" else 1 - share
    assert float(found.prosecutor_share) == pytest.approx(prosecutors, abs=1e-12)


@pytest.mark.parametrize("first", ["prosecutor", "defendants"])
@pytest.mark.parametrize(("impatience", "others"), [(1, 1), (2, 3), ("1/7", 5)])
def test_rubinstein_tends_to_nash_as_discounting_vanishes(first, impatience, others):
    own, others = Fraction(impatience), Fraction(others)
    nash = pg.organizing.nash_bargain(GAME, prosecutor_weight=others / (own + others))
    errors = []
    for exponent in (4, 8, 12):
        step = Fraction(1, 10**exponent)  # e^(−ρh) to first order
        found = pg.organizing.rubinstein_bargain(
            GAME, prosecutor_discount=1 - own * step, defendants_discount=1 - others * step,
            first=first,
        )  # fmt: skip
        errors.append(abs(float(found.offer - nash.offer)))
    assert errors[0] > 1e3 * errors[1] > 1e6 * errors[2]
    assert errors[2] < 1e-11


def test_threat_points_come_from_the_game_with_its_terms():
    terms = (pg.StrikeFund(30), pg.Solidarity(1), pg.Retaliation(2), pg.VisibleDefection(3))
    game = GAME.with_terms(*terms)
    found = pg.organizing.nash_bargain(game, prosecutor_weight=1, trial_value=5)
    assert found.offer == found.most == -holdout_payoffs(game)[-1]
    assert (
        pg.organizing.nash_bargain(game).trial_value == 20
    )  # what conviction brings in the strike
    assert pg.organizing.nash_bargain(game).least == Fraction(12 * 20, 230)
    weighed = GAME.with_terms(pg.CollectiveCounsel(230))  # a weight in advice, not a payoff
    assert pg.organizing.nash_bargain(weighed).most == pg.organizing.nash_bargain(GAME).most
    surge = pg.organizing.nash_bargain(GAME.with_terms(pg.BudgetSurge(0.3)), trial_value=4)
    assert surge.least == Fraction(4 * Fraction("15.6"), 230)
    huge = pg.organizing.nash_bargain(GAME.with_parameters(defendants=10**9, capacity=10**7))
    assert huge.offer == Fraction(1, 10) + Fraction(99, 100) / 2


def test_no_agreement_where_a_strike_is_worth_more_to_the_prosecutor():
    found = pg.organizing.nash_bargain(GAME, trial_value=1_000)
    assert found.offer is None and found.surplus < 0
    assert found.record()["offer"] is None and "a strike is worth more" in str(found)
    agreed = pg.organizing.rubinstein_bargain(GAME, prosecutor_discount=0.5, defendants_discount=0)
    assert agreed.prosecutor_share == 1 and agreed.offer == agreed.most
    assert "Rubinstein, prosecutor first" in str(agreed)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: pg.organizing.nash_bargain(GAME, prosecutor_weight=1.5), "prosecutor_weight = 1.5"),
        (lambda: pg.organizing.nash_bargain(GAME, trial_value=-1), "trial_value = -1"),
        (lambda: pg.organizing.nash_bargain(GAME.with_terms(pg.Pledge(3))), "Pledge: must be left out"),
        (lambda: pg.organizing.nash_bargain(pg.PleaGame.symbolic()), "must be numbers"),
        (lambda: pg.organizing.nash_bargain(3), "must be a PleaGame"),
        (lambda: pg.organizing.rubinstein_bargain(
            GAME, prosecutor_discount=1, defendants_discount=1, first="judge"),
         "must not both be 1(.|\n)*first = judge"),
    ],
)  # fmt: skip
def test_bad_input_is_named(ask, words):
    with pytest.raises(pg.ParameterError, match=words):
        ask()
