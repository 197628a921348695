"""Prices in closed form, where curves fall, are those found price by price."""

from itertools import product

import pytest
from flint import fmpq

import plea_games as pg
from plea_games.design.contest import curves, falling_prices
from plea_games.design.contest.falling_curve import FallingCurve
from plea_games.design.contest.inner_game import InnerGame
from plea_games.design.contest.pricing import PRICINGS, settle
from plea_games.games.pieces import pieces
from plea_games.solvers.selection import SELECTIONS

TERMS = {
    "none": (),
    "weak solidarity": (pg.Solidarity("0.3"),),
    "solidarity": (pg.Solidarity(3),),
    "weak sanction": (pg.VisibleDefection("0.7"),),
    "sanction": (pg.VisibleDefection(5),),
    "strong sanction": (pg.VisibleDefection(11),),
    "side payment": (pg.SidePayment("7/3"),),
    "pledge": (pg.Pledge(4),),
    "surge and sanction": (pg.BudgetSurge(1), pg.VisibleDefection("9/4")),
    "fund": (pg.StrikeFund(40),),
}
GAMES = [
    pg.PleaGame(defendants=n, capacity=k, offer=s, sentence=10, dismissal_cost=d)
    for n, k, s, d in ((23, 3, 4, 0), (24, 3, "5/2", 1), (9, 9, 4, 0), (17, 1, "1/3", 2))
]


def worth(settled):
    """Ties of accepted years go to the fewest who hold out."""
    return settled.accepted - fmpq(settled.holdouts)


def settled(game, pricing, rounds, selection):
    """The inner game, and what a pricing leads to."""
    inner = InnerGame(game)
    return inner, settle(inner, pricing, rounds, selection, worth, spared=2)


@pytest.mark.parametrize("name", TERMS)
@pytest.mark.parametrize("selection", SELECTIONS)
def test_outcomes_are_those_price_by_price(name, selection, monkeypatch):
    kinds = set()
    pricings = [(each, 1) for each in PRICINGS] + [("rounds", 2), ("rounds", 5)]
    for game, (pricing, rounds) in product(GAMES, pricings):
        asked = game.with_terms(*TERMS[name])
        monkeypatch.setattr(curves, "_FEW", 10**6)
        listed, expected = settled(asked, pricing, rounds, selection)
        monkeypatch.setattr(curves, "_FEW", 0)
        falling, found = settled(asked, pricing, rounds, selection)
        assert found == expected, (game, pricing, rounds)
        assert not isinstance(listed.indifferent, FallingCurve)
        kinds.add(isinstance(falling.indifferent, FallingCurve))
    assert kinds == {name != "fund"}


def test_each_way_of_refusing_is_met(monkeypatch):
    """None, all, and those where the closed form leaves the rest to the list."""
    monkeypatch.setattr(curves, "_FEW", 0)
    strong = InnerGame(GAMES[0].with_terms(*TERMS["sanction"])).indifferent
    weak = InnerGame(GAMES[0].with_terms(*TERMS["weak sanction"])).indifferent
    batches = (8, 8, 7)
    assert weak.not_negative == len(weak) > strong.not_negative > 0
    assert falling_prices.in_rounds(weak, batches, "Laplacian").holdouts == 0
    assert falling_prices.in_rounds(strong, batches, "Laplacian").holdouts == len(strong)
    assert falling_prices.in_rounds(strong, batches, "plead-favourable") is None
    assert falling_prices.in_order(strong, 3) is None


def test_sums_of_long_curves_are_those_of_all_prices():
    parts = pieces(lambda held: min(fmpq(1), fmpq(12) / held), 3, 5_000)
    curve = curves.Curve.of_pieces(parts, fmpq(4, 7))
    assert isinstance(curve, FallingCurve)
    values = curve.values
    assert [curve.at(m) for m in range(1, len(curve) + 1)] == values
    for count in (0, 1, 9, 10, 11, 700, len(curve)):
        assert abs(curve.sum_to(count) - sum(values[:count])) <= count  # each was rounded down


def test_a_rising_curve_is_written_out():
    parts = pieces(lambda held: min(fmpq(700), held), 1, 1_000)
    curve = curves.Curve.of_pieces(parts, fmpq(1))
    assert isinstance(curve, curves.Curve)
    assert curve.values == [min(700, m) for m in range(1, 1_001)]
