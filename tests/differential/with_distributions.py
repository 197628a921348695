"""Harmonic numbers, distributions and Sobol indices of mpmath, SciPy and SALib."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest
from SALib.analyze import sobol
from SALib.sample import sobol as saltelli
from scipy import stats

import plea_games as pg
from tests import oracles

from . import draws
from .comparison import against


@against(
    "mpmath harmonic and ceil", "thresholds", "protocols", "offers_in_rounds", fast=25, large=1500
)
def means_over_turnouts(rng):
    parameters = draws.lottery(rng, int(rng.choice([6, 50, 5000])))
    n, k = parameters["defendants"], parameters["capacity"]
    game = pg.PleaGame(**parameters)
    found = pg.thresholds(game)
    with mpmath.workdps(40):
        if k >= n:
            mean = mpmath.mpf(1)
        else:
            mean = mpmath.mpf(k) / n * (1 + mpmath.harmonic(n) - mpmath.harmonic(k))
        assert found.laplacian_ratio == pytest.approx(float(mean), rel=1e-14), parameters
    ratio = draws.offer_ratio(parameters)
    if k and 0 < ratio < 1:
        tipping = int(mpmath.ceil(mpmath.mpf(k) * ratio.denominator / ratio.numerator))
        assert found.tipping_holdouts == (tipping if tipping <= n else None), parameters
    rounds = int(rng.integers(1, min(n, 9) + 1))
    play = pg.sequences.offers_in_rounds(game, rounds)
    sizes = [n // rounds + (i < n % rounds) for i in range(rounds)]
    with mpmath.workdps(40):
        total = (
            sum(
                min(size, k) + k * (mpmath.harmonic(size) - mpmath.harmonic(min(size, k)))
                for size in sizes
            )
            / n
        )
        assert float(play.mean_chance) == pytest.approx(float(total), rel=1e-13), parameters
    row = next(p for p in pg.protocols(game, rounds=rounds) if "re-set" in p.offers)
    assert row.mean_offer == pytest.approx(float(play.mean_offer), rel=1e-12), parameters


@against("scipy.stats.binom", "gain_curve", fast=6, large=400)
def gain_curves(rng):
    gain = draws.gains(rng, 30, least=2)
    found = pg.gain_curve(pg.equilibria(pg.AnonymousGame(gain=gain)))
    held, values = np.arange(len(gain)), np.array(gain, dtype=float)
    for x, ours in list(zip(found.probabilities, found.gains, strict=True))[::9]:
        theirs = float(stats.binom.pmf(held, len(gain) - 1, x) @ values)
        assert ours == pytest.approx(theirs, abs=1e-12), (gain, x)


@against("scipy.stats.binom", "announced_order", "attrition", fast=25, large=400)
def binomial_tails(rng):
    parameters = draws.interior(rng, 60)
    n, k = parameters["defendants"], parameters["capacity"]
    game = pg.PleaGame(**parameters)
    share = draws.fraction(rng, 0, 1, 7)
    play = pg.sequences.announced_order(game, committed_share=share)
    before = np.arange(n)
    assert [float(c) for c in play.chances] == pytest.approx(
        stats.binom.cdf(k - 1, before, float(share)), rel=1e-11, abs=1e-300
    ), parameters
    needed = pg.thresholds(game).tipping_holdouts
    members, leaving = int(rng.integers(0, n + 1)), float(rng.uniform(0.05, 1))
    found = pg.union.attrition(game, members=members, leaving=leaving)
    periods = np.arange(0, 400)
    stands = stats.binom.sf(needed - 1, members, (1 - leaving) ** periods)
    assert found.needed == needed
    assert found.stands(periods) == pytest.approx(stands, rel=1e-10, abs=1e-15), parameters
    assert found.mean_periods == pytest.approx(stands.sum(), rel=1e-9, abs=1e-12)


@against("scipy.stats.binom", "organizing_value", fast=8, large=600)
def successes_of_attempts(rng):
    parameters = draws.interior(rng, 60)
    game = pg.PleaGame(**parameters)
    needed = pg.thresholds(game).tipping_holdouts
    organized, carried = float(rng.uniform(0, 1)), float(rng.uniform(0, 1))
    value = pg.union.organizing_value(game, organized=organized, carried_over=carried, discount=0.9)
    shares = 1 - (1 - organized) * (1 - carried) ** np.arange(len(value.success))
    chances = stats.binom.sf(needed - 1, parameters["defendants"], shares)
    assert value.success == pytest.approx(chances, rel=1e-9, abs=1e-13), parameters
    gains = oracles.gains(
        parameters["defendants"],
        parameters["capacity"],
        parameters["offer"],
        draws.trial_cost(parameters),
        parameters["dismissal_cost"],
    )
    saved = parameters["defendants"] * gains[-1]
    turnouts = np.arange(1, needed)
    together = turnouts * np.array([float(gain) for gain in gains[: needed - 1]])
    later = 0.0  # backwards from where what follows is discounted to nothing
    for chance, share in zip(chances[::-1], shares[::-1], strict=True):
        lost = stats.binom.pmf(turnouts, parameters["defendants"], share) @ together
        later = chance * float(saved) / 0.1 + lost + 0.9 * (1 - chance) * later
    assert value.value == pytest.approx(later, rel=1e-9, abs=1e-9), parameters


@against("scipy.stats.poisson and binom", "cognitive_hierarchy", "level_k", fast=6, large=1500)
def levels_of_reasoning(rng):
    """Every level by the chance that fewer than K of those before hold out, a draw at a time."""
    parameters = draws.interior(rng, 14)
    n, k, ratio = parameters["defendants"], parameters["capacity"], draws.offer_ratio(parameters)
    game = pg.PleaGame(**parameters)
    found = pg.behaviour.level_k(game, levels=4)
    holding = [True] * n
    for pleaders in found.pleaders:
        assert pleaders == n - sum(holding), parameters
        holding = [ratio > (sum(holding[:i]) < k) for i in range(n)]
    mean = round(float(rng.uniform(0.3, 3)), 2)
    ours = pg.behaviour.cognitive_hierarchy(game, mean=mean)
    weights = stats.poisson.pmf(np.arange(len(ours.pleaders)), mean)
    decisions = [np.ones(n)]
    for level in range(1, len(weights)):
        belief = weights[:level] / weights[:level].sum()
        held = belief @ np.array(decisions)
        chances = []
        for i in range(n):  # Poisson binomial by SciPy's convolution of single draws
            law = np.ones(1)
            for share in held[:i]:
                law = np.convolve(law, stats.binom.pmf([0, 1], 1, min(share, 1.0)))
            chances.append(law[:k].sum())
        gaps = np.abs(np.array(chances) - float(ratio))
        if gaps.min() < 1e-9:
            return  # a tie within rounding, which ours lets plead
        decisions.append((float(ratio) > np.array(chances)).astype(float))
    assert ours.pleaders == tuple(int(n - d.sum()) for d in decisions), parameters


@against("scipy.stats.norm and quad", "global_game", fast=6, large=2000)
def switching_points_of_two(rng):
    """With two defendants the chance that the other is at least as optimistic is one normal."""
    low = float(rng.uniform(-3, -0.2))
    gain = [Fraction(str(round(low, 2))), Fraction(str(round(low + rng.uniform(0.2, 5), 2)))]
    prior, noise = (round(float(rng.uniform(0.3, 2)), 2) for _ in range(2))
    mean = round(float(rng.uniform(-1, 1)), 2)
    found = pg.behaviour.global_game(
        pg.AnonymousGame(gain=gain),
        prior_deviation=str(prior),
        noise_deviation=str(noise),
        mean=str(mean),
    )
    for point in found:
        signal = point.signal
        weight = prior**2 / (prior**2 + noise**2)
        expected = mean + weight * (signal - mean)
        deviation = np.sqrt(weight * noise**2 + noise**2)
        higher = stats.norm.sf((signal - expected) / deviation)
        value = expected + float(gain[0]) * (1 - higher) + float(gain[1]) * higher
        assert value == pytest.approx(0, abs=1e-8), (gain, prior, noise, mean)


@against("SALib sobol.analyze", "sensitivity", fast=1, large=300)
def indices_of_sobol(rng):
    """Of the offer ratio and of the price of dominance, whose formulas are short."""
    low, width = float(rng.uniform(0.5, 2)), float(rng.uniform(1, 3))
    offer, sentence = stats.uniform(low, width), stats.uniform(low + width + 1, 6)
    game = pg.PleaGame(defendants=1000, capacity=1, offer=1, sentence=20)
    unknown = {"offer": offer, "sentence": sentence}
    outputs = ["offer_ratio", "side_payment_dominant"]
    seed = int(rng.integers(2**31))
    found = pg.studies.sensitivity(game, unknown, outputs, samples=2048, rng=seed)

    problem = {"num_vars": 2, "names": list(unknown), "bounds": [[0.0, 1.0]] * 2}
    design = saltelli.sample(problem, 4096, calc_second_order=False, seed=seed)
    s, length = offer.ppf(design[:, 0]), sentence.ppf(design[:, 1])
    answers = {"offer_ratio": s / length, "side_payment_dominant": length - s}
    theirs = {
        name: sobol.analyze(problem, values, calc_second_order=False, seed=seed)
        for name, values in answers.items()
    }
    for index in found.indices:
        other, place = theirs[index.output], list(unknown).index(index.parameter)
        assert index.first == pytest.approx(other["S1"][place], abs=0.04)
        assert index.total == pytest.approx(other["ST"][place], abs=0.04)
