"""Extremes and signs of sums from the pieces of a formula, against all values written out."""

from itertools import accumulate, pairwise

import numpy as np
import pytest
from flint import arb, fmpq

import plea_games as pg
from plea_games.design.amounts import attainment, least_amount
from plea_games.design.amounts.goals import GOALS
from plea_games.games.piece_extremes import (
    extremes,
    extremes_of_ratio,
    least_tail_is_negative,
    tails,
)
from plea_games.games.pieces import pieces
from plea_games.model.terms import TERMS


def random_formula(draw):
    """Made of what payoffs are made of: min, max, powers and ratios of the number of hold-outs."""
    a, b, c, d = (fmpq(int(draw.integers(-9, 10)), int(draw.integers(1, 6))) for _ in range(4))
    k, shift = int(draw.integers(1, 20)), int(draw.integers(1, 5))

    def formula(held):
        lot = min(fmpq(1), fmpq(k) / held)
        least = max(held - shift, fmpq(1))
        return a + b * lot + c * lot * held / (held + shift) + d * lot * lot * least / 7

    return formula


@pytest.mark.parametrize("seed", range(60))
def test_values_and_tails_written_out_agree(seed):
    draw = np.random.default_rng(seed)
    formula, last = random_formula(draw), int(draw.integers(1, 90))
    first = int(draw.integers(1, last + 1))
    parts = pieces(formula, first, last)
    values = [fmpq(formula(fmpq(h))) for h in range(first, last + 1)]
    chosen = [values[place - first] for place in extremes(parts)]
    assert (min(chosen), max(chosen)) == (min(values), max(values))
    for place, (one, other) in enumerate(pairwise(values), start=first):
        if one * other < 0:
            assert {place, place + 1} <= set(extremes(parts))
    sums = dict(zip(range(last, first - 1, -1), accumulate(reversed(values)), strict=True))
    for place, total in tails(parts, [first, last]):
        assert total.overlaps(arb(sums[place]))
    least = min(sums.values())
    assert least_tail_is_negative(parts) == (None if least == 0 else least < 0)


@pytest.mark.parametrize("seed", range(30))
def test_ratios_written_out_agree(seed):
    draw = np.random.default_rng(1000 + seed)
    over, under = random_formula(draw), random_formula(draw)
    places = extremes_of_ratio(over, under, 1, 80)
    every = {h: (fmpq(over(fmpq(h))), fmpq(under(fmpq(h)))) for h in range(1, 81)}
    for sign in (1, -1):
        ratios = {h: v / w for h, (v, w) in every.items() if sign * w > 0}
        if ratios:
            chosen = [ratios[h] for h in places if h in ratios]
            assert (min(chosen), max(chosen)) == (min(ratios.values()), max(ratios.values()))


def test_a_sum_that_is_no_partial_fraction_over_the_rationals_is_left_open():
    assert least_tail_is_negative(pieces(lambda held: 1 / (held * held + 1), 1, 9)) is None


@pytest.mark.parametrize("offer", [1, 3])
@pytest.mark.parametrize("kind", TERMS, ids=lambda kind: kind.__name__)
def test_amounts_are_those_of_gains_written_out(kind, offer, monkeypatch):
    game = pg.PleaGame(defendants=60, capacity=7, offer=offer, sentence=10, conviction="0.8")
    lever = kind.as_lever(game.parameters)
    found = [least_amount.least_amount(game, lever, goal) for goal in GOALS]
    monkeypatch.setattr(attainment, "gain_in_all", lambda *_: None)
    for goal, one in zip(GOALS, found, strict=True):
        other = least_amount.least_amount(game, lever, goal)
        assert (one.verdict, one.reached, one.reason) == (
            other.verdict,
            other.reached,
            other.reason,
        )
        assert (one.amount is None) == (other.amount is None)
        if one.amount is not None:
            assert float(one.amount) == pytest.approx(float(other.amount), rel=1e-10)


@pytest.mark.parametrize(("kind", "offer"), [(pg.CooperationCredit, 4), (pg.Solidarity, 1)])
def test_large_sums_are_solved_for_as_small_ones_are(kind, offer, monkeypatch):
    game = pg.PleaGame(defendants=150, capacity=9, offer=offer, sentence=10)
    lever = kind.as_lever(game.parameters)
    exactly = least_amount.least_amount(game, lever, "risk dominance").amount
    monkeypatch.setattr(least_amount, "_MOST_EXACT", 10)
    by_pieces = least_amount.least_amount(game, lever, "risk dominance").amount
    assert by_pieces != exactly
    assert abs(by_pieces - exactly) < 1e-100
