"""Threshold equilibria against double integrals, closed forms for two and for many, and limits."""

import math
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import binom, norm

import plea_games as pg
from plea_games.solvers.behaviour.belief_mixture import BeliefMixture

rising_gains = st.lists(st.integers(-3, 3), min_size=1, max_size=6).map(sorted)
deviations = st.sampled_from([0.2, 0.5, 1.0, 3.0])


def expected_at_threshold(gain, mean, prior, noise, signal):
    """E[Δ + θ] for who sees the threshold itself, by integrating over θ."""
    others = len(gain) - 1
    precision = 1 / prior**2 + 1 / noise**2
    centre = (mean / prior**2 + signal / noise**2) / precision
    spread = 1 / math.sqrt(precision)

    def integrand(theta):
        chances = binom.pmf(np.arange(others + 1), others, norm.cdf((theta - signal) / noise))
        return (chances @ np.array(gain, dtype=float) + theta) * norm.pdf(theta, centre, spread)

    ends = centre - 9 * spread, centre + 9 * spread
    return quad(integrand, *ends, limit=400, epsabs=1e-12, epsrel=1e-11, points=[signal])[0]


@settings(max_examples=25)
@given(rising_gains, deviations, deviations, st.sampled_from([-1.0, 0.0, 0.7]))
def test_who_sees_the_threshold_is_indifferent(gain, prior, noise, mean):
    found = pg.behaviour.global_game(
        pg.AnonymousGame(gain=gain), prior_deviation=prior, noise_deviation=noise, mean=mean
    )
    assert len(found) >= 1
    for point in found:
        at = expected_at_threshold(gain, mean, prior, noise, point.signal)
        assert at == pytest.approx(0, abs=1e-8)
        centre = (mean / prior**2 + point.signal / noise**2) / (1 / prior**2 + 1 / noise**2)
        assert point.expected_fundamental == pytest.approx(centre, abs=1e-8 * (1 + abs(centre)))
        chance = norm.sf(point.signal, mean, math.hypot(prior, noise))
        assert point.hold_out_probability == pytest.approx(chance, rel=1e-6, abs=1e-12)


def two_player_condition(low, high, mean, prior, noise):
    """The condition in x* for two, where E Φ(ν + ρZ) = Φ(ν/√(1 + ρ²))."""
    alpha, beta = prior**-2, noise**-2

    def gap(signal):
        nu = math.sqrt(beta) * alpha * (mean - signal) / (alpha + beta)
        belief = norm.cdf(nu / math.sqrt(1 + beta / (alpha + beta)))
        return (alpha * mean + beta * signal) / (alpha + beta) + low + (high - low) * belief

    return gap


@settings(max_examples=40)
@given(st.integers(-4, 4), st.integers(0, 8), deviations, deviations, st.sampled_from([-2, 0, 1]))
def test_two_defendants_in_closed_form(low, rise, prior, noise, mean):
    high = low + rise
    gap = two_player_condition(low, high, mean, prior, noise)
    found = pg.behaviour.global_game(
        pg.AnonymousGame(gain=[low, high]), prior_deviation=prior, noise_deviation=noise, mean=mean
    )
    reach = (abs(mean) + abs(low) + abs(high) + 1) * (1 + (noise / prior) ** 2)
    grid = np.linspace(-reach, reach, 4001)
    values = gap(grid)
    roots = [
        brentq(gap, grid[i], grid[i + 1], xtol=1e-13)
        for i in range(grid.size - 1)
        if values[i] * values[i + 1] < 0
    ]
    for root in roots:
        assert min(abs(point.signal - root) for point in found) < 1e-9 * reach
    for point in found:
        assert gap(point.signal) == pytest.approx(0, abs=1e-10 * reach)
        if not found.undecided and len(found) == len(roots):
            step = 1e-5 * reach
            assert point.stable == (gap(point.signal + step) > gap(point.signal - step))


def test_uniqueness_condition_for_two():
    # the index is α/√β times the rise times the largest slope, 1/√(2π(1 + ρ²))
    game = pg.AnonymousGame(gain=[-1, 3])
    for prior, noise in ((1, 1), (2, 1), (1, 3)):
        alpha, beta = prior**-2, noise**-2
        slope = 4 / math.sqrt(2 * math.pi * (1 + beta / (alpha + beta)))
        expected = alpha / math.sqrt(beta) * slope
        found = pg.behaviour.global_game(game, prior_deviation=prior, noise_deviation=noise)
        assert found.multiplicity_index == pytest.approx(expected, rel=1e-10)
        rounding = 1 + 1e-14  # of what is expected
        assert found.multiplicity_index_from <= expected * rounding
        assert expected <= found.multiplicity_index * rounding
        assert found.unique_for_every_mean == (expected <= 1)


@settings(max_examples=8)
@given(rising_gains, st.sampled_from([0.5, 1.0, 2.0]), st.sampled_from([0.3, 1.0, 4.0]))
def test_several_equilibria_exist_for_some_mean_exactly_where_the_index_says(gain, prior, noise):
    game = pg.AnonymousGame(gain=gain)
    options = {"prior_deviation": prior, "noise_deviation": noise}
    index = pg.behaviour.global_game(game, **options).multiplicity_index
    if abs(index - 1) < 0.05:
        return
    means = np.linspace(-gain[-1] - 0.5, -gain[0] + 0.5, 15)
    counts = [len(pg.behaviour.global_game(game, mean=float(mean), **options)) for mean in means]
    if index < 1:
        assert set(counts) == {1}
    elif index > 1.5:
        assert max(counts) >= 3


@settings(max_examples=20)
@given(rising_gains, st.sampled_from([0.3, 1.0, 2.0]), st.sampled_from([0.1, 1.0, 7.0]))
def test_the_index_is_enclosed_narrowly(gain, prior, noise):
    """No density on a fine grid is above; the bounds are as close as rounding lets them be."""
    mixture = BeliefMixture(pg.AnonymousGame(gain=gain), prior, noise, 0.0)
    low, high = mixture.multiplicity_index()
    assert 0 <= low <= high <= low * (1 + 1e-8) + 1e-9
    grid = np.linspace(-12, 12, 4001)
    steepest = max(map(mixture.density, grid)) * noise / prior**2 * (gain[-1] - gain[0])
    assert steepest <= high * (1 + 1e-12)


def test_two_peaks_of_nearly_one_height_hide_no_higher_one():
    """Rises at both ends: a grid's best point is beside one peak, while the other is higher."""
    for count in (40, 200):
        for lean in (Fraction(999, 1000), Fraction(1001, 1000)):
            gain = [Fraction(0)] * 2 + [lean] * (count - 4) + [lean + 1] * 2
            mixture = BeliefMixture(pg.AnonymousGame.of_fractions(gain), 1.0, 9.0, 0.0)
            low, high = mixture.multiplicity_index()
            grid = np.linspace(-4, 4, 20001)
            steepest = max(map(mixture.density, grid)) * 9 * float(gain[-1])
            assert low * (1 - 1e-6) <= steepest <= high * (1 + 1e-12)


def test_an_index_too_close_to_one_is_not_called_either_way():
    found = pg.behaviour.global_game(
        pg.AnonymousGame(gain=[-1, 3]), prior_deviation=1, noise_deviation=1
    )
    doubtful = replace(found, multiplicity_index=1 + 1e-13, multiplicity_index_from=1 - 1e-13)
    assert "too close to 1 to tell" in str(doubtful)
    assert not doubtful.unique_for_every_mean


def test_vanishing_noise_selects_the_laplacian_action():
    game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    laplacian = float(pg.thresholds(game).laplacian_ratio)
    limit = -10 * (0.4 - laplacian)
    gaps = []
    for noise in (0.1, 0.01, 0.001, 0.0001):
        (point,) = found = pg.behaviour.global_game(game, prior_deviation=1, noise_deviation=noise)
        assert found.unique_for_every_mean
        assert found.laplacian_threshold == pytest.approx(limit, rel=1e-12)
        gaps.append(abs(point.signal - limit))
    assert all(later < 0.2 * before for before, later in pairwise(gaps))
    assert gaps[-1] < 1e-3
    # with θ near 0 they hold out if and only if that is risk dominant
    for offer in (1, 2, 3, 4):
        other = game.with_parameters(offer=offer)
        (point,) = pg.behaviour.global_game(other, prior_deviation=1, noise_deviation="0.0001")
        assert (point.signal < 0) == (pg.thresholds(other).risk_dominant == "hold out")


@pytest.mark.parametrize(("prior", "noise", "mean"), [(1, 0.5, 0), (1, 2, -0.4), (0.5, 1, -0.5)])
def test_a_gain_that_jumps_at_a_share_tends_to_its_continuum(prior, noise, mean):
    # holding out pays 1 − c + θ if at least the share a does, −c + θ otherwise
    share, cost = 0.3, 0.45
    alpha, beta = prior**-2, noise**-2

    def gap(signal):
        centre = (alpha * mean + beta * signal) / (alpha + beta)
        needed = signal + norm.ppf(share) * noise  # θ from which the share a sees at least x*
        return centre - cost + norm.sf(needed, centre, 1 / math.sqrt(alpha + beta))

    grid = np.linspace(-30, 30, 6001)
    values = gap(grid)
    limits = [
        brentq(gap, grid[i], grid[i + 1])
        for i in range(grid.size - 1)
        if values[i] * values[i + 1] < 0
    ]
    misses = []
    for count in (1000, 4000):
        jump = math.ceil(share * count)
        low, high = Fraction("-0.45"), Fraction("0.55")
        game = pg.AnonymousGame.of_fractions([low] * (jump - 1) + [high] * (count - jump + 1))
        found = pg.behaviour.global_game(
            game, prior_deviation=prior, noise_deviation=noise, mean=mean
        )
        assert len(found) == len(limits)
        misses.append(
            max(abs(point.signal - limit) for point, limit in zip(found, limits, strict=True))
        )
        # the sufficient condition α/√β ≤ ρ√(2π) is sharp here
        steepest = math.sqrt((alpha + beta) / beta / (2 * math.pi))
        bound = alpha / math.sqrt(beta) * steepest
        assert found.multiplicity_index <= bound * (1 + 1e-12)
        assert found.multiplicity_index == pytest.approx(bound, rel=20 / count)
    assert misses[1] < 0.5 * misses[0] + 1e-9
    assert misses[1] < 5e-3


@pytest.mark.parametrize("gain", [[2], [-3], [0, 0, 0], [1, 1]])
def test_without_strategic_effects_it_is_one_decision(gain):
    prior, noise, mean = 2.0, 0.5, 0.3
    (point,) = found = pg.behaviour.global_game(
        pg.AnonymousGame(gain=gain), prior_deviation=prior, noise_deviation=noise, mean=mean
    )
    assert found.multiplicity_index == 0
    assert found.unique_for_every_mean
    # indifferent where the posterior mean is −Δ
    assert (mean / prior**2 + point.signal / noise**2) / (
        1 / prior**2 + 1 / noise**2
    ) == pytest.approx(-gain[0])


def test_small_rises_of_large_gains():
    plain = pg.AnonymousGame(gain=[0, 1, 1, 3])
    lifted = pg.AnonymousGame(gain=[10**6 + Fraction(rise, 10**6) for rise in (0, 1, 1, 3)])
    options = {"prior_deviation": "1e-6", "noise_deviation": "1e-6"}
    (point,) = pg.behaviour.global_game(lifted, **options, mean=-(10**6) - Fraction(2, 10**6))
    scaled = pg.behaviour.global_game(plain, prior_deviation=1, noise_deviation=1, mean=-2)
    assert len(scaled) == 1
    assert (point.signal + 10**6) * 10**6 == pytest.approx(scaled[0].signal, abs=1e-3)


def test_signals_that_say_next_to_nothing():
    found = pg.behaviour.global_game(
        pg.AnonymousGame(gain=[-2, 3]), prior_deviation=1, noise_deviation=100
    )
    assert [point.stable for point in found] == [True, False, True]
    assert not found.undecided
    assert "several equilibria for some prior means" in str(found)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"prior_deviation": 0}, "prior_deviation = 0: must be more than 0"),
        ({"noise_deviation": 0}, "noise_deviation = 0: must be more than 0"),
        ({"noise_deviation": 101}, "must be at most 100 times prior_deviation"),
        ({"prior_deviation": -1}, "must be 0 or more years"),
        ({"mean": "much"}, "mean = much: must be a number"),
        ({"game": pg.AnonymousGame(gain=[1, 0, 2])}, "0 for 2 hold-outs: must not fall"),
        ({"game": 5}, "must be a PleaGame or an AnonymousGame"),
    ],
)
def test_wrong_input_is_refused(wrong, words):
    game = pg.AnonymousGame(gain=[-1, 1])
    options = {"game": game, "prior_deviation": 1, "noise_deviation": 1, **wrong}
    with pytest.raises(pg.ParameterError, match=words):
        pg.behaviour.global_game(**options)
