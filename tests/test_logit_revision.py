"""Logit revision against the explicit transition matrix, linear systems, and simulation."""

import math
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from flint import arb, arb_mat, ctx
from hypothesis import given, settings, strategies as st

import plea_games as pg
from plea_games.solvers.behaviour.birth_death import (
    cumulative,
    log_absorption,
    log_absorption_time,
    log_hitting_time,
)
from tests import oracles
from tests.strategies import gain_vectors, lottery_parameters

precisions = st.sampled_from([0, "0.3", 1, "2.5"])


def chances(gain, precision):
    """Of one more and of one hold-out less, from the definition alone, in doubles."""
    count = len(gain)

    def choice(delta):
        return 1 / (1 + math.exp(-float(precision) * float(delta)))

    up = [(count - m) / count * choice(gain[m]) for m in range(count)]
    down = [m / count * (1 - choice(gain[m - 1])) for m in range(1, count + 1)]
    return up, down


def transitions(gain, precision):
    up, down = chances(gain, precision)
    matrix = np.diag(up, 1) + np.diag(down, -1)
    return matrix + np.diag(1 - matrix.sum(axis=1))


@settings(max_examples=200)
@given(gain_vectors, precisions)
def test_the_law_is_stationary_under_the_transition_matrix(gain, precision):
    law = pg.behaviour.logit_revision(pg.AnonymousGame(gain=gain), precision=precision)
    matrix = transitions(gain, precision)
    assert law.probabilities.sum() == pytest.approx(1, abs=1e-14)
    assert law.probabilities @ matrix == pytest.approx(law.probabilities, abs=1e-15)


@settings(max_examples=100)
@given(lottery_parameters(), precisions)
def test_the_law_is_the_potential(parameters, precision):
    game = pg.PleaGame(**parameters)
    gain = oracles.gains(
        parameters["defendants"],
        parameters["capacity"],
        parameters["offer"],
        parameters["sentence"] * parameters["conviction"] + parameters["process_cost"],
        parameters["dismissal_cost"],
    )
    weights = [
        math.comb(len(gain), m) * math.exp(float(Fraction(precision) * potential))
        for m, potential in enumerate(oracles.potential(gain))
    ]
    law = pg.behaviour.logit_revision(game, precision=precision)
    assert law.probabilities == pytest.approx(np.array(weights) / sum(weights), rel=1e-13)
    mean = sum(m * w for m, w in enumerate(weights)) / sum(weights)
    assert law.mean_holdouts == pytest.approx(mean, rel=1e-13)


@settings(max_examples=100)
@given(gain_vectors, precisions)
def test_hills_part_all_states(gain, precision):
    law = pg.behaviour.logit_revision(pg.AnonymousGame(gain=gain), precision=precision)
    hills = law.hills
    assert hills[0].first == 0
    assert hills[-1].last == len(gain)
    assert sum(hill.share for hill in hills) == pytest.approx(1)
    for before, after in pairwise(hills):
        assert after.first == before.last + 1
    probabilities = law.probabilities
    for hill in hills:
        assert hill.first <= hill.mode <= hill.last
        within = probabilities[hill.first : hill.last + 1]
        assert probabilities[hill.mode] == pytest.approx(within.max(), rel=1e-12)


def solved_time(gain, precision, start, target, bits=600):
    """Logarithm of the expected steps, by a linear system in balls."""
    with ctx.workprec(bits):
        count = len(gain)

        def choice(delta):
            value = Fraction(precision) * delta
            return 1 / (1 + (-arb(value.numerator) / value.denominator).exp())

        states = [m for m in range(count + 1) if m != target]
        place = {m: i for i, m in enumerate(states)}
        system = arb_mat(count, count)
        for m in states:
            up = arb(count - m) / count * choice(gain[m]) if m < count else arb(0)
            down = arb(m) / count * (1 - choice(gain[m - 1])) if m else arb(0)
            system[place[m], place[m]] = up + down
            for to, chance in ((m + 1, up), (m - 1, down)):
                if to in place:
                    system[place[m], place[to]] = -chance
        ones = arb_mat(count, 1, [1] * count)
        return float(system.solve(ones)[place[start], 0].log().mid())


@settings(max_examples=100)
@given(gain_vectors, precisions, st.integers(0, 8), st.integers(0, 8))
def test_expected_revisions_solve_the_linear_system(gain, precision, start, target):
    start, target = start % (len(gain) + 1), target % (len(gain) + 1)
    if start == target:
        return
    found = pg.behaviour.expected_revisions(
        pg.AnonymousGame(gain=gain), precision=precision, start=start, target=target
    )
    expected = solved_time(gain, precision, start, target)
    assert found.log10_revisions * math.log(10) == pytest.approx(expected, abs=1e-12)
    assert found.per_defendant == pytest.approx(found.revisions / len(gain), rel=1e-12)


def test_times_beyond_doubles():
    game = pg.PleaGame(defendants=40, capacity=8, offer=4, sentence=10)
    gain = oracles.gains(40, 8, Fraction(4), Fraction(10), Fraction(0))
    found = pg.behaviour.expected_revisions(game, precision=100)
    expected = solved_time(gain, 100, 0, 20, bits=20_000) / math.log(10)
    assert found.target == 20
    assert found.log10_revisions == pytest.approx(expected, rel=1e-13)
    assert found.log10_revisions > 1000
    assert found.revisions is None
    assert found.per_defendant is None
    assert f"e+{int(found.log10_revisions)}" in str(found)
    back = pg.behaviour.expected_revisions(game, precision=100, start=40, target=0)
    expected = solved_time(gain, 100, 40, 0, bits=20_000) / math.log(10)
    assert back.log10_revisions == pytest.approx(expected, rel=1e-13)


def test_simulated_revision_takes_as_long():
    rng = np.random.default_rng(4)
    game = pg.PleaGame(defendants=12, capacity=2, offer=3, sentence=6)
    found = pg.behaviour.expected_revisions(game, precision="0.5")
    gain = oracles.gains(12, 2, Fraction(3), Fraction(6), Fraction(0))
    up, down = chances(gain, 0.5)
    up, down = np.array([*up, 0.0]), np.array([0.0, *down])
    runs = 20_000
    state, steps = np.zeros(runs, dtype=int), np.zeros(runs)
    waiting = np.arange(runs)
    while waiting.size:
        draw, at = rng.random(waiting.size), state[waiting]
        move = (draw < up[at]).astype(int) - (draw > 1 - down[at])
        state[waiting] += move
        steps[waiting] += 1
        waiting = waiting[state[waiting] < found.target]
    error = steps.std() / math.sqrt(runs)
    assert abs(steps.mean() - found.revisions) < 4 * error


def test_the_tipping_point_is_that_of_thresholds():
    for offer in (3, 4, 5):  # 5: a tie at K/r = 8
        game = pg.PleaGame(defendants=20, capacity=4, offer=offer, sentence=10)
        target = pg.behaviour.expected_revisions(game, precision=1).target
        assert target == pg.thresholds(game).tipping_holdouts


def test_a_million_defendants():
    # where nobody's gain depends on the others the count is binomial
    independent = pg.AnonymousGame.of_fractions((Fraction(1),) * 1_000_000)
    flat = pg.behaviour.logit_revision(independent, precision=1)
    chance = 1 / (1 + math.exp(-1))
    assert flat.mean_holdouts == pytest.approx(1e6 * chance, rel=1e-9)
    spread = (np.arange(1_000_001) - flat.mean_holdouts) ** 2 @ flat.probabilities
    assert spread == pytest.approx(1e6 * chance * (1 - chance), rel=1e-9)


@pytest.mark.parametrize("gain", [[0], [3], [0, 0, 0], [-2, -2]])
def test_constant_gains_give_the_binomial_law(gain):
    n, chance = len(gain), 1 / (1 + math.exp(-gain[0]))
    law = pg.behaviour.logit_revision(pg.AnonymousGame(gain=gain), precision=1)
    expected = [math.comb(n, m) * chance**m * (1 - chance) ** (n - m) for m in range(n + 1)]
    assert law.probabilities == pytest.approx(expected, rel=1e-14)


def test_running_sums_do_not_lose_digits():
    terms = np.random.default_rng(1).normal(size=100_000) * 10.0 ** (np.arange(100_000) % 9)
    exact = math.fsum(terms)
    assert cumulative(terms)[-1] == pytest.approx(exact, rel=1e-15)


@settings(max_examples=100)
@given(
    st.lists(st.floats(0.05, 0.45), min_size=2, max_size=7),
    st.lists(st.floats(0.05, 0.45), min_size=7, max_size=7),
    st.integers(0, 7),
)
def test_birth_death_sums_solve_their_linear_systems(up, down, start):
    count = len(up)
    down = down[:count]
    start %= count + 1
    matrix = np.diag(up, 1) + np.diag(down, -1)
    matrix += np.diag(1 - matrix.sum(axis=1))
    log_weight = cumulative(np.log(up) - np.log(down))
    for target in {0, count} - {start}:
        keep = [m for m in range(count + 1) if m != target]
        system = np.eye(count) - matrix[np.ix_(keep, keep)]
        expected = np.linalg.solve(system, np.ones(count))[keep.index(start)]
        found = math.exp(log_hitting_time(log_weight, np.log(up), np.log(down), start, target))
        assert found == pytest.approx(expected, rel=1e-9)
    if not 0 < start < count:
        return
    inner = range(1, count)
    system = np.eye(count - 1) - matrix[np.ix_(inner, inner)]
    ratio = np.log(down[:-1]) - np.log(up[1:])
    to_top = np.zeros(count - 1)
    to_top[-1] = up[-1]
    won, lost = (math.exp(part) for part in log_absorption(ratio, start))
    assert won == pytest.approx(np.linalg.solve(system, to_top)[start - 1], rel=1e-9)
    assert won + lost == pytest.approx(1)
    steps = math.exp(log_absorption_time(ratio, np.log(up[1:]), start))
    assert steps == pytest.approx(np.linalg.solve(system, np.ones(count - 1))[start - 1], rel=1e-9)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"start": 5, "target": 5}, "must differ from the target, 5"),
        ({"start": 0, "target": 99}, "at most the number of defendants, 20"),
        ({"start": -1}, "start = -1: must be a whole number"),
        ({"precision": -1}, "precision = -1: must be 0 or more per year"),
    ],
)
def test_wrong_input_is_refused(wrong, words):
    game = pg.PleaGame(defendants=20, capacity=4, offer=4, sentence=10)
    with pytest.raises(pg.ParameterError, match=words):
        pg.behaviour.expected_revisions(game, **{"precision": 1, **wrong})


def test_without_a_tipping_point_a_target_must_be_given():
    game = pg.AnonymousGame(gain=[1, -1])
    with pytest.raises(pg.ParameterError, match="holding out is no best reply when all hold out"):
        pg.behaviour.expected_revisions(game, precision=1)
    assert pg.behaviour.expected_revisions(game, precision=1, target=2).revisions > 2
