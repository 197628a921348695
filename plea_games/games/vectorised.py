"""Gains in double precision, all of them at once."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from sympy import Expr, Symbol

from ..model.payoffs import H, Payoffs
from .array_code import compiled

Floats = NDArray[np.float64]


def gains_in_doubles(payoffs: Payoffs, values: Mapping[Symbol, float]) -> Floats:
    """Δ(1…n), to rounding.

    >>> from plea_games import PleaGame
    >>> game = PleaGame(defendants=3, capacity=1, offer=1, sentence=2)
    >>> gains_in_doubles(game.payoffs, game.substitution).round(12)
    array([-1.        ,  0.        ,  0.33333333])
    """
    numbers = [float(value) for value in values.values()]

    def of_game(formula: Expr) -> float:
        return float(compiled(tuple(values), formula)(*numbers))

    signed, kept = round(of_game(payoffs.committed)), of_game(payoffs.reliability)
    deciding = round(of_game(payoffs.players))
    holdouts = np.arange(1.0, deciding + signed + 1)
    gains = compiled((H, *values), payoffs.gain_in_all)(holdouts, *numbers)
    return _expected(np.broadcast_to(gains, holdouts.shape), deciding, signed, kept)


def _expected(gains: Floats, deciding: int, signed: int, kept: float) -> Floats:
    """The mean over how many of those who promised hold out."""
    if kept == 1:
        return np.asarray(gains[signed:])
    from scipy.stats import binom  # long to load, and few promises are unreliable

    chances = binom.pmf(np.arange(signed + 1), signed, kept)
    return np.correlate(gains, chances, mode="valid")[:deciding]
