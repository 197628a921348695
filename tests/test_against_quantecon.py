"""Random games of up to four against QuantEcon, each of whose answers is first judged exactly."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from quantecon.game_theory import (
    NormalFormGame,
    Player,
    mclennan_tourky,
    pure_nash_brute,
    support_enumeration,
)

import plea_games as pg
from tests import oracles
from tests.strategies import fractions

PLEAD, HOLD_OUT = 0, 1

with_ties = st.lists(fractions(-3, 3, 6), min_size=2, max_size=4)


def normal_form(gain):
    """Pleading pays 0 and holding out the gain, which is all that best replies depend on."""
    payoffs = np.zeros((2,) * len(gain))  # axes: one's own choice, then the others'
    for others in product((PLEAD, HOLD_OUT), repeat=len(gain) - 1):
        payoffs[HOLD_OUT, *others] = gain[sum(others)]
    return NormalFormGame([Player(payoffs) for _ in gain])


def regret(gain, probabilities):
    """The most that anyone gains by changing, when each holds out with an own probability."""
    exact = [Fraction(x) for x in probabilities]
    worst = Fraction(0)
    for i, x in enumerate(exact):
        rest, value = exact[:i] + exact[i + 1 :], Fraction(0)
        for others in product((PLEAD, HOLD_OUT), repeat=len(rest)):
            weight = Fraction(1)
            for chosen, y in zip(others, rest, strict=True):
                weight *= y if chosen else 1 - y
            value += weight * gain[sum(others)]
        worst = max(worst, value * (1 - x), -value * x)
    return worst


def hold_out_probabilities(profile):
    """Of a profile of mixed actions, made to lie in [0, 1]."""
    return tuple(min(max(float(action[HOLD_OUT]), 0.0), 1.0) for action in profile)


def pure_profiles(found):
    """All pure equilibria that a set covers, one tuple of choices each."""
    n = found.game.defendants
    counts = {
        m
        for equilibrium in found
        if equilibrium.holdouts is not None and not equilibrium.mixers
        for m in range(equilibrium.holdouts, equilibrium.holdouts_to + 1)
    }
    return {profile for profile in product((PLEAD, HOLD_OUT), repeat=n) if sum(profile) in counts}


def random_gains(n, count, seed):
    """Whole numbers, none of them 0: nobody is ever indifferent in a pure profile."""
    rng = np.random.default_rng(seed)
    signs, sizes = rng.choice((-1, 1), (count, n)), rng.integers(1, 10, (count, n))
    return [[Fraction(int(value)) for value in row] for row in signs * sizes]


@settings(max_examples=300)
@given(with_ties)
def test_the_pure_equilibria_are_the_same(gain):
    theirs = pure_nash_brute(normal_form(gain))
    for profile in theirs:
        assert regret(gain, profile) == 0
    assert pure_profiles(pg.equilibria(pg.AnonymousGame(gain=gain))) == set(theirs)


@settings(max_examples=100)
@given(with_ties)
def test_quantecon_accepts_every_symmetric_equilibrium(gain):
    game = normal_form(gain)
    for equilibrium in pg.equilibria(pg.AnonymousGame(gain=gain)):
        x = equilibrium.hold_out_probability
        if x is not None:
            assert game.is_nash([(1 - x, x)] * len(gain), tol=1e-12)


def test_two_who_are_never_indifferent_have_the_same_equilibria():
    for gain in random_gains(2, 60, seed=1):
        theirs = [hold_out_probabilities(found) for found in support_enumeration(normal_form(gain))]
        for profile in theirs:
            assert regret(gain, profile) < 1e-12
        found = pg.equilibria(pg.AnonymousGame(gain=gain))
        ours = {(x, x) for e in found if (x := e.hold_out_probability) is not None}
        ours |= {tuple(map(float, profile)) for profile in pure_profiles(found)}
        assert sorted(ours) == pytest.approx(np.array(sorted(theirs)), abs=1e-12)


@pytest.mark.parametrize("n", [3, 4])
def test_where_mclennan_and_tourky_lead_is_on_the_list(n):
    """The search ends near one equilibrium; which one depends on where it starts."""
    rng = np.random.default_rng(n)
    judged = 0
    for gain in random_gains(n, 50, seed=n):
        game, found = normal_form(gain), pg.equilibria(pg.AnonymousGame(gain=gain))
        for x in rng.uniform(size=(3, n)):
            start = [(1 - y, y) for y in x]
            profile, result = mclennan_tourky(game, init=start, epsilon=1e-8, full_output=True)
            probabilities = hold_out_probabilities(profile)
            if not result.converged or regret(gain, probabilities) > 1e-6:
                continue
            if found.complete or max(probabilities) - min(probabilities) < 1e-6:
                judged += 1
                assert is_listed(found, probabilities, 1e-3), (gain, probabilities)
    assert judged >= 75


def is_listed(found, probabilities, tolerance):
    """Up to who is who."""
    ranked = sorted(probabilities)
    return any(
        max(abs(a - b) for a, b in zip(ranked, listed, strict=True)) < tolerance
        for equilibrium in found
        for listed in oracles.rankings(equilibrium, len(ranked))
    )
