"""Gains with testimony at sizes where their fractions are too long to be written out."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest

import plea_games as pg
from plea_games.games.exact_functions import as_fmpq
from plea_games.games.gains import anonymous_game
from plea_games.games.witness_form import witness_form
from plea_games.games.witness_gains import WitnessGains
from plea_games.games.working_precision import working_precision
from plea_games.solvers.roots.witness_gain import WitnessGain

DIGITS = Fraction(1, 2**250)


def by_hand(n, k, s, sentence, p, c, d, q, credit=Fraction(0)):
    """Δ(1…N) from the description alone."""
    gains = []
    for m in range(1, n + 1):
        convicted = 1 - (1 - p) * (1 - q) ** (n - m)
        tried = min(Fraction(1), Fraction(k, m))
        held = tried * (convicted * sentence + c) + (1 - tried) * d
        gains.append(s - credit * (m > 1) - held)
    return gains


def draw(seed, low, high):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(low, high))
    k = int(rng.integers(0, n + 2))
    sentence, p = Fraction(int(rng.integers(2, 20))), Fraction(int(rng.integers(1, 9)), 9)
    c, d = Fraction(int(rng.integers(0, 3)), 2), Fraction(0)
    s = sentence * Fraction(int(rng.integers(0, 14)), 12)
    q = Fraction(int(rng.integers(1, 20)), int(rng.integers(20, 200)))
    return n, k, s, sentence, p, c, d, q


def stated(n, k, s, sentence, p, c, d, q, *more):
    game = pg.PleaGame(defendants=n, capacity=k, offer=s, sentence=sentence, conviction=p,
                       process_cost=c, dismissal_cost=d)  # fmt: skip
    return game.with_terms(pg.Testimony(q), *more)


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("credit", [0, Fraction(1, 3)])
def test_long_gains_are_those_written_out(seed, credit):
    parts = draw(seed, 150, 320)
    credit = min(credit, parts[2])
    game = stated(*parts, *(pg.CooperationCredit(credit),) * bool(credit))
    expected = by_hand(*parts, credit)
    gains = WitnessGains(witness_form(game))
    assert [int(sign) for sign in gains.signs] == [(x > 0) - (x < 0) for x in expected]
    for near, exact in zip(gains.gain, expected, strict=True):
        assert abs(near - exact) <= DIGITS * abs(exact)
    for v, e, exact in zip(*gains.in_binary(), expected, strict=True):
        value = Fraction(float(v)) * Fraction(2) ** int(e)
        assert abs(value - exact) <= Fraction(1, 2**53) * abs(exact) * (1 + Fraction(1, 2**5))
        assert not exact or 0.25 <= abs(v) <= 2
    assert isinstance(anonymous_game(game), WitnessGains) == witness_form(game).has_long_gains


@pytest.mark.parametrize("seed", range(40))
def test_expected_gain_is_the_mean_of_the_gains(seed):
    parts = draw(seed, 2, 30)
    form = witness_form(stated(*parts))
    n, gains, expected = parts[0], by_hand(*parts), WitnessGain(form)
    assert [expected.gain(m) for m in range(1, n + 1)] == gains
    for x in (2.0**-30, 0.125, 0.5, 0.875, 1 - 2.0**-20):
        at = Fraction(x)
        mean = sum(
            comb(n - 1, j) * at**j * (1 - at) ** (n - 1 - j) * gain for j, gain in enumerate(gains)
        )
        ball = expected(x, 256)
        with working_precision(1000):
            assert (ball - as_fmpq(mean)).contains(0)
        assert ball.rad() < 1e-40


def test_a_surely_convincing_witness():
    gains = by_hand(*(parts := (9, 3, Fraction(3), Fraction(4), Fraction(1, 2), 0, 0, Fraction(1))))
    found = pg.equilibria(stated(*parts))
    mixed = [e.enclosure for e in found if e.kind == "mixed"]
    assert len(mixed) == 1 and found.complete
    signs = []
    for x in map(Fraction, mixed[0]):
        terms = (comb(8, j) * x**j * (1 - x) ** (8 - j) * gain for j, gain in enumerate(gains))
        signs.append(sum(terms) > 0)
    assert signs == [False, True]


@pytest.mark.parametrize("n", [4_000, 10**7])
def test_equilibria_at_any_size(n):
    game = stated(n, n // 20, "0.4", 1, "4/5", 0, 0, Fraction(1, 20))
    all_plead, mixed, all_hold_out = pg.equilibria(game, certify=True)
    assert (all_plead.strict, all_hold_out.strict) == (True, True)
    assert mixed.hold_out_probability == pytest.approx(0.125)  # κ/r(1 + β), all but surely heard
    assert mixed.enclosure[1] - mixed.enclosure[0] < 1e-16
    assert pg.certificate(game, mixed.hold_out_probability).holds


def test_ties_between_long_gains_are_kept():
    """Δ(m) = 0 at one m far from N, by a price that is what holding out costs there."""
    parts = (400, 40, Fraction(1), Fraction(4), Fraction(1, 2), 0, 0, Fraction(1, 2))
    tie = parts[2] - by_hand(*parts)[149]
    game = stated(400, 40, tie, *parts[3:])
    signs = WitnessGains(witness_form(game)).signs
    assert [int(sign) for sign in signs[148:151]] == [-1, 0, 1]


@pytest.mark.parametrize("credit", [0, Fraction(1, 50)])
def test_a_mediator_of_many_with_testimony(credit):
    """The program with gains to 77 digits against the one with the gains written out."""
    parts = (160, 8, Fraction(2, 5), Fraction(1), Fraction(4, 5), 0, 0, Fraction(1, 150))
    game = stated(*parts, *(pg.CooperationCredit(credit),) * bool(credit))
    pleas = [-parts[2]] + [-parts[2] + credit] * 159
    gains = by_hand(*parts, credit)
    levels = [gain + plea for gain, plea in zip(gains, pleas, strict=True)]
    written = pg.AnonymousGame(hold_out=levels, plead=pleas)
    found, exact = pg.correlated_equilibria(game), pg.correlated_equilibria(written)
    assert [m for m, _ in found.best.law] == [m for m, _ in exact.best.law]
    assert float(found.value) == pytest.approx(float(exact.value), rel=1e-14)
    corners, expected = (
        np.array([(float(corner.holdouts), float(corner.cost)) for corner in each.polygon])
        for each in (found, exact)
    )
    assert corners == pytest.approx(expected, rel=1e-14)


def test_a_mediator_of_a_hundred_thousand():
    game = stated(10**5, 5_000, "0.4", 1, "4/5", 0, 0, Fraction(1, 20))
    found = pg.correlated_equilibria(game)
    assert found.value == 10**5 and found.best_nash.value == 10**5
    assert "77 digits" in " ".join(found.remarks)
