"""QuantEcon's Markov chains, and nashpy."""

import math
import warnings
from fractions import Fraction

import nashpy
import numpy as np
import pytest
from quantecon import MarkovChain

import plea_games as pg

from . import draws
from .comparison import against


def revision_chain(gain, precision):
    """Someone drawn at random revises, in doubles, from the definition."""
    n = len(gain)
    matrix = np.zeros((n + 1, n + 1))
    for m in range(n + 1):
        if m < n:
            matrix[m, m + 1] = (n - m) / n / (1 + math.exp(-precision * float(gain[m])))
        if m:
            matrix[m, m - 1] = m / n / (1 + math.exp(precision * float(gain[m - 1])))
        matrix[m, m] = 1 - matrix[m].sum()
    return matrix


@against("quantecon MarkovChain", "logit_revision", "expected_revisions", fast=60, large=1500)
def laws_of_revision(rng):
    gain = draws.gains(rng, 25)
    precision = Fraction(int(rng.integers(0, 12)), 8)
    matrix = revision_chain(gain, float(precision))
    (law,) = MarkovChain(matrix).stationary_distributions
    game = pg.AnonymousGame(gain=gain)
    assert pg.behaviour.logit_revision(game, precision=precision).probabilities == pytest.approx(
        law, rel=1e-9, abs=1e-14
    ), (gain, precision)
    # a chain that restarts as soon as it arrives: one over its share of arrivals is the mean time
    target = int(rng.integers(1, len(gain) + 1))
    renewal = matrix.copy()
    renewal[target] = 0
    renewal[target, 0] = 1
    shares = MarkovChain(renewal).stationary_distributions
    (share,) = [each[target] for each in shares if each[target] > 0] or [0.0]
    found = pg.behaviour.expected_revisions(game, precision=precision, start=0, target=target)
    if share > 1e-12:
        assert found.revisions == pytest.approx(1 / share - 1, rel=1e-8), (gain, precision, target)


@against("quantecon MarkovChain", "fixation", fast=40, large=1500)
def fixation_as_recurrence(rng):
    """Absorbed, it starts anew: how often at the top, and after how many steps on average."""
    gain = draws.gains(rng, 12, least=2)
    n, intensity = len(gain), Fraction(int(rng.integers(0, 9)), 8)
    start = int(rng.integers(1, n))
    matrix = np.zeros((n + 1, n + 1))
    for m in range(1, n):
        meet = m * (n - m) / (n * (n - 1))
        gap = float(intensity) * float(gain[m - 1])  # pleading pays 0
        matrix[m, m + 1] = meet / (1 + math.exp(-gap))
        matrix[m, m - 1] = meet / (1 + math.exp(gap))
        matrix[m, m] = 1 - matrix[m].sum()
    matrix[0, start] = matrix[n, start] = 1
    (law,) = MarkovChain(matrix).stationary_distributions
    found = pg.behaviour.fixation(pg.AnonymousGame(gain=gain), intensity=intensity, start=start)
    ends = law[0] + law[n]
    assert found.probability == pytest.approx(law[n] / ends, rel=1e-8, abs=1e-12), (gain, start)
    assert found.steps == pytest.approx(1 / ends - 1, rel=1e-8), (gain, start)


@against(
    "nashpy vertex and support enumeration",
    "two_defendant_equilibria",
    "to_nashpy",
    fast=40,
    large=2000,
)
def games_of_two_without_ties(rng):
    game = pg.Docket(draws.docket(rng, 2, ties=False), capacity=int(rng.integers(0, 3)))
    boxes = pg.heterogeneous.two_defendant_equilibria(game).components
    assert all(box.is_point for box in boxes), game
    ours = sorted((float(box.first[0]), float(box.second[0])) for box in boxes)
    nash = pg.to_nashpy(game)
    assert isinstance(nash, nashpy.Game)
    for enumeration in (nash.vertex_enumeration, nash.support_enumeration):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = sorted((row[1], column[1]) for row, column in enumeration())
        assert np.array(ours) == pytest.approx(np.array(theirs), abs=1e-9), game
