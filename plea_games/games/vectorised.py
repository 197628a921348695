"""Gains in double precision, all of them at once."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .exact_payoffs import ExactPayoffs

if TYPE_CHECKING:
    from sympy import Expr, Symbol

    from ..model.payoffs import Payoffs

Floats = NDArray[np.float64]


def gains_in_doubles(payoffs: "Payoffs", values: "Mapping[Symbol, float]") -> Floats:
    """Δ(1…n), to rounding.

    >>> from plea_games import PleaGame
    >>> game = PleaGame(defendants=3, capacity=1, offer=1, sentence=2)
    >>> gains_in_doubles(game.payoffs, game.substitution).round(12)
    array([-1.        ,  0.        ,  0.33333333])
    """
    from ..model.payoffs import H
    from .array_code import compiled

    numbers = [float(value) for value in values.values()]

    def of_game(formula: "Expr") -> float:
        return float(compiled(tuple(values), formula)(*numbers))

    signed, kept = round(of_game(payoffs.committed)), of_game(payoffs.reliability)
    gain = compiled((H, *values), payoffs.gain_in_all)
    return _of_turnouts(gain, numbers, round(of_game(payoffs.players)), signed, kept)


def gains_of_numbers(
    gain: Callable[..., Any], numbers: Sequence[Fraction], payoffs: ExactPayoffs
) -> Floats:
    """The same from a function of all who hold out and of the game's numbers, as Python."""
    return _of_turnouts(
        gain,
        [float(number) for number in numbers],
        int(payoffs.players.p),
        payoffs.committed,
        float(Fraction(int(payoffs.reliability.p), int(payoffs.reliability.q))),
    )


def _of_turnouts(
    gain: Callable[..., Any], numbers: Sequence[float], deciding: int, signed: int, kept: float
) -> Floats:
    """The mean over how many of those who promised hold out."""
    holdouts = np.arange(1.0, deciding + signed + 1)
    gains = np.broadcast_to(gain(holdouts, *numbers), holdouts.shape)
    if kept == 1:
        return np.asarray(gains[signed:])
    from scipy.stats import binom  # long to load, and few promises are unreliable

    chances = binom.pmf(np.arange(signed + 1), signed, kept)
    return np.correlate(gains, chances, mode="valid")[:deciding]
