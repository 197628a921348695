"""Reading how precisely defendants choose, against the gains that this multiplies."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ...errors import Fault, ParameterError, shown
from ...games.anonymous import AnonymousGame
from ...games.gains import as_anonymous
from ...model.game import PleaGame
from ...model.parameters import Parameter
from ...model.reading import read_number
from ...units import Unit, show_with_unit

Floats = NDArray[np.float64]

_MOST_LOG_ODDS = 10**6  # logarithms as large still have ten digits behind the point


@dataclass(frozen=True)
class NoisyChoice:
    """Gains in doubles, each correctly rounded, and the λ or β that multiplies them."""

    exact: AnonymousGame
    gain: Floats
    precision: float

    @property
    def defendants(self) -> int:
        """N."""
        return self.gain.size


def noisy_choice(
    game: PleaGame | AnonymousGame,
    parameter: Parameter,
    value: object,
    *,
    narrative: Fraction = Fraction(0),
) -> NoisyChoice:
    """A game among identical defendants, with the number that scales its gains.

    ``narrative`` is the weight of the belief that all others hold out.
    """
    exact = as_anonymous(game)
    if narrative:
        told = narrative * exact.gain[-1]
        exact = AnonymousGame.of_fractions([(1 - narrative) * gain + told for gain in exact.gain])
    gain = exact.doubles
    precision = float(read_number(parameter, value))
    largest = float(np.abs(gain).max())
    if precision * largest > _MOST_LOG_ODDS:
        rule = f"must be at most {_MOST_LOG_ODDS:,} over the largest gain, {largest:.4g}"
        remedy = "without noise, use equilibria(…) instead"
        raise ParameterError([Fault(parameter.name, shown(value), rule, remedy)])
    return NoisyChoice(exact, gain, precision)


def at_rate(game: PleaGame | AnonymousGame, value: float) -> str:
    """λ or β with its unit, one over that of the gains, where that is known."""
    return show_with_unit(value, "per year") if isinstance(game, PleaGame) else f"{value:g}"


def gain_unit(game: PleaGame | AnonymousGame) -> Unit | None:
    """The unit of the gains, for a column, where it is known."""
    return "years" if isinstance(game, PleaGame) else None


def per_gain(game: PleaGame | AnonymousGame) -> Unit | None:
    """The unit of λ and β, for a column."""
    return "per year" if isinstance(game, PleaGame) else None
