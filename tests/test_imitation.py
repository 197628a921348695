"""Fixation against the absorbing chain, solved exactly or by dense elimination, and simulated."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st
from sympy import Matrix, Rational

import plea_games as pg
from tests import oracles
from tests.strategies import gain_vectors

intensities = st.sampled_from([0, "0.1", 1, "2.5"])


def chain(payoff_hold_out, payoff_plead, intensity, process):
    """Chances of one hold-out more and less at m = 1…N − 1, agent by agent from the definitions.

    ``payoff_hold_out`` lists what holding out pays when 1, …, N do.
    """
    n = len(payoff_hold_out)
    rates = []
    for m in range(1, n):
        own, other = payoff_hold_out[m - 1], payoff_plead
        population = [own] * m + [other] * (n - m)
        holds_out = [True] * m + [False] * (n - m)
        up = down = 0
        if process == "Fermi":
            for focal in range(n):
                for model in range(n):
                    if focal == model or holds_out[focal] == holds_out[model]:
                        continue
                    gap = float(intensity) * float(population[model] - population[focal])
                    chance = 1 / (1 + math.exp(-gap)) / (n * (n - 1))
                    up, down = (up + chance, down) if holds_out[model] else (up, down + chance)
        else:
            if process == "Moran":
                fitness = [math.exp(float(intensity) * float(u)) for u in population]
            else:
                fitness = [1 + Fraction(intensity) * u for u in population]
            for parent in range(n):
                for replaced in range(n):
                    if holds_out[parent] == holds_out[replaced]:
                        continue
                    chance = fitness[parent] / sum(fitness) / n
                    up, down = (up + chance, down) if holds_out[parent] else (up, down + chance)
        rates.append((up, down))
    return rates


def solved(rates, start):
    """Probability of N and expected steps, by elimination."""
    count = len(rates)
    system, to_top = np.zeros((count, count)), np.zeros(count)
    for i, (up, down) in enumerate(rates):
        system[i, i] = up + down
        if i:
            system[i, i - 1] = -down
        if i + 1 < count:
            system[i, i + 1] = -up
        else:
            to_top[i] = up
    return (
        np.linalg.solve(system, to_top)[start - 1],
        np.linalg.solve(system, np.ones(count))[start - 1],
    )


@settings(max_examples=150)
@given(gain_vectors, intensities, st.sampled_from(["Fermi", "Moran"]), st.integers(1, 7))
def test_fixation_solves_the_absorbing_chain(gain, intensity, process, start):
    assume(len(gain) > 1)
    start = 1 + start % (len(gain) - 1)
    found = pg.behaviour.fixation(
        pg.AnonymousGame(gain=gain), intensity=intensity, start=start, process=process
    )
    probability, steps = solved(chain(gain, 0, intensity, process), start)
    assert found.probability == pytest.approx(probability, rel=1e-8)
    assert found.steps == pytest.approx(steps, rel=1e-8)
    assert found.probability + 10**found.log10_loss == pytest.approx(1)


@pytest.mark.parametrize(("n", "k", "offer", "start"), [(5, 1, 3, 1), (6, 2, 5, 2), (4, 0, 2, 3)])
def test_linear_fitness_in_exact_arithmetic(n, k, offer, start):
    game = pg.PleaGame(defendants=n, capacity=k, offer=offer, sentence=8, dismissal_cost=1)
    found = pg.behaviour.fixation(game, intensity="1/20", start=start, process="linear Moran")
    parts = {"capacity": k, "offer": Fraction(offer), "trial_cost": 8, "dismissal_cost": 1}
    payoffs = [Fraction(oracles.payoff(True, m, **parts)) for m in range(1, n + 1)]
    rates = chain(payoffs, -Fraction(offer), Fraction(1, 20), "linear Moran")
    size = n - 1
    system = Matrix(size, size, lambda i, j: 0)
    for i, (up, down) in enumerate(rates):
        up, down = (
            Rational(up.numerator, up.denominator),
            Rational(down.numerator, down.denominator),
        )
        system[i, i] = up + down
        if i:
            system[i, i - 1] = -down
        if i + 1 < size:
            system[i, i + 1] = -up
        else:
            last = up
    to_top = Matrix(size, 1, lambda i, _: last if i == size - 1 else 0)
    assert found.probability == pytest.approx(float(system.LUsolve(to_top)[start - 1]), rel=1e-13)
    steps = system.LUsolve(Matrix(size, 1, lambda i, _: 1))[start - 1]
    assert found.steps == pytest.approx(float(steps), rel=1e-13)


@pytest.mark.parametrize("process", ["Fermi", "Moran"])
def test_plea_games_imitate_as_their_payoffs_say(process):
    game = pg.PleaGame(defendants=7, capacity=2, offer=3, sentence=8, dismissal_cost=1)
    parts = {"capacity": 2, "offer": 3, "trial_cost": 8, "dismissal_cost": 1}
    payoffs = [oracles.payoff(True, m, **parts) for m in range(1, 8)]
    probability, steps = solved(chain(payoffs, -3, "0.4", process), 2)
    found = pg.behaviour.fixation(game, intensity="0.4", start=2, process=process)
    assert found.probability == pytest.approx(probability, rel=1e-10)
    assert found.steps == pytest.approx(steps, rel=1e-10)


def test_terms_count_where_payoffs_do():
    game = pg.PleaGame(defendants=6, capacity=2, offer=3, sentence=8)
    paid = game.with_terms(pg.SidePayment(2))
    payoffs = [-min(Fraction(1), Fraction(2, m)) * 6 for m in range(1, 7)]
    for process in ("Fermi", "Moran", "linear Moran"):
        probability, steps = solved(chain(payoffs, -3, "0.1", process), 1)
        found = pg.behaviour.fixation(paid, intensity="0.1", process=process)
        assert found.probability == pytest.approx(probability, rel=1e-10)
        assert found.steps == pytest.approx(steps, rel=1e-10)


def test_random_imitation_is_neutral():
    game = pg.PleaGame(defendants=1000, capacity=20, offer=4, sentence=10)
    for process in ("Fermi", "Moran", "linear Moran"):
        found = pg.behaviour.fixation(game, intensity=0, start=250, process=process)
        assert found.probability == pytest.approx(0.25, rel=1e-13)
        assert not found.favoured
    # a neutral Moran process: N m/(N − m)-weighted sums, in closed form
    found = pg.behaviour.fixation(game, intensity=0, start=1, process="Moran")
    steps = sum(999 / (1000 - m) * 1000 / 1000 for m in range(1, 1000)) * 1000 / 999
    assert found.steps == pytest.approx(steps, rel=1e-10)


def test_simulated_imitation():
    rng = np.random.default_rng(3)
    gain = [Fraction(-1), Fraction(-1), Fraction(1), Fraction(2), Fraction(2), Fraction(2)]
    rates = np.array(chain(gain, 0, 1, "Fermi"))
    runs, start = 20_000, 2
    state, waiting = np.full(runs, start), np.arange(runs)
    while waiting.size:
        draw, at = rng.random(waiting.size), state[waiting] - 1
        state[waiting] += (draw < rates[at, 0]).astype(int) - (draw > 1 - rates[at, 1])
        waiting = waiting[(state[waiting] > 0) & (state[waiting] < len(gain))]
    share = (state == len(gain)).mean()
    found = pg.behaviour.fixation(pg.AnonymousGame(gain=gain), intensity=1, start=start)
    assert abs(share - found.probability) < 4 * math.sqrt(0.25 / runs)


def test_probabilities_beyond_doubles():
    game = pg.PleaGame(defendants=20_000, capacity=1_000, offer=4, sentence=10)
    found = pg.behaviour.fixation(game, intensity=1)
    # the ratio of two sums whose largest terms are at k = 0 and at the least potential, m = 2,499
    parts = [Fraction(4) - 10 * min(Fraction(1), Fraction(1_000, m)) for m in range(1, 2_500)]
    assert found.log10_probability == pytest.approx(math.fsum(parts) / math.log(10), rel=1e-3)
    assert found.log10_probability < -1000
    assert found.probability == 0
    assert f"e{math.floor(found.log10_probability)}" in str(found)
    assert not found.favoured


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"start": 0}, "start = 0: must be a whole number of at least 1"),
        ({"start": 20}, "must be less than the number of defendants, 20"),
        ({"process": "Wright"}, "must be one of 'Fermi', 'Moran', 'linear Moran'"),
        ({"intensity": 1, "process": "linear Moran"}, "must be less than 0.1 for linear fitness"),
        ({"intensity": -1}, "must be 0 or more per year"),
    ],
)
def test_wrong_input_is_refused(wrong, words):
    game = pg.PleaGame(defendants=20, capacity=4, offer=4, sentence=10)
    with pytest.raises(pg.ParameterError, match=words):
        pg.behaviour.fixation(game, **{"intensity": "0.01", **wrong})


def test_one_defendant_has_nobody_to_imitate():
    with pytest.raises(pg.ParameterError, match="nobody to imitate"):
        pg.behaviour.fixation(pg.AnonymousGame(gain=[1]), intensity=1)
