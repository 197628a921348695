"""Gains in double precision, all of them at once."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import Expr, Symbol, lambdify

from ..model.parts import H, Parts

Floats = NDArray[np.float64]


def gains_in_doubles(parts: Parts, values: Mapping[Symbol, float]) -> Floats:
    """Δ(1…n) of the payoffs put together from these parts, to rounding.

    >>> from plea_games import PleaGame
    >>> game = PleaGame(defendants=3, capacity=1, offer=1, sentence=2)
    >>> gains_in_doubles(game.formulas, game.substitution).round(12)
    array([-1.        ,  0.        ,  0.33333333])
    """
    numbers = [float(value) for value in values.values()]

    def of_game(formula: Expr) -> float:
        return float(_compile(tuple(values), formula)(*numbers))

    signed, kept = round(of_game(parts.committed)), of_game(parts.reliability)
    deciding = round(of_game(parts.players))
    holdouts = np.arange(1.0, deciding + signed + 1)
    payoffs = _compile((H, *values), parts.counselled_payoff)(holdouts, *numbers)
    expected = _expected(np.broadcast_to(payoffs, holdouts.shape), deciding, signed, kept)
    return np.asarray(expected - of_game(parts.payoff_plead))


def _expected(payoffs: Floats, deciding: int, signed: int, kept: float) -> Floats:
    """The mean over how many of those who promised hold out."""
    if kept == 1:
        return payoffs[signed:]
    from scipy.stats import binom  # long to load, and few promises are unreliable

    chances = binom.pmf(np.arange(signed + 1), signed, kept)
    return np.correlate(payoffs, chances, mode="valid")[:deciding]


@cache
def _compile(letters: tuple[Symbol, ...], formula: Expr) -> Callable[..., Any]:
    compiled: Callable[..., Any] = lambdify(letters, formula, modules="numpy", cse=True)
    return compiled
