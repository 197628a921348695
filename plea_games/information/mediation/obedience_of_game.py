"""The linear program of obedience for a game, with what its points are measured by."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from flint import fmpq

from ...games.anonymous import AnonymousGame
from ...games.compile import anonymous_game, plead_payoffs
from ...games.count_payoffs import CountPayoffs
from ...games.exact_functions import as_fmpq
from ...games.payoff_levels import payoff_levels
from ...model.game import PleaGame
from ...solvers.roots.gain_signs import of_signs, pure_stretches
from .obedience import Basis, Floats, Measure, Obedience, Weights, at_count, mean


@dataclass(frozen=True)
class MeasuredObedience:
    """Obedience in one game, how many hold out, and what all bear together.

    Attributes
    ----------
    game
        In canonical form.
    program
        Its measures are the rows of obedience, m, what else costs depend on, and an objective.
        All but m and the objective are in the unit of the gains times ``scale``.
    cost
        What all bear, less ``base``, as weights of the measures.
    scale, base
        A power of 2, and what takes costs back to their unit.
    """

    game: AnonymousGame
    program: Obedience
    cost: Weights
    scale: Fraction
    base: Fraction

    @cached_property
    def pure(self) -> list[tuple[int, int]]:
        """The pure equilibria, as stretches of numbers of hold-outs."""
        runs, count = of_signs(self.game.signs), self.game.defendants
        ends = [(0, 0)] if runs[0].sign <= 0 else []
        inner = [(first, last) for first, last, _ in pure_stretches(runs)]
        return ends + inner + ([(count, count)] if runs[-1].sign >= 0 else [])

    @property
    def start(self) -> Basis:
        """A pure equilibrium, where the simplex method may begin."""
        return at_count(self.pure[0][0])

    @property
    def holdouts(self) -> Weights:
        """E m, as weights of the measures."""
        return _unit(_HOLDOUTS, len(self.program.measures))

    @property
    def worth(self) -> Weights:
        """The objective that was given by its values, as weights of the measures."""
        return _unit(_WORTH, len(self.program.measures))

    def toward(self, holdouts: Fraction, cost: Fraction) -> Weights:
        """Weights of E m and of the total cost, as weights of the measures."""
        across, up = as_fmpq(holdouts), as_fmpq(cost / self.scale)
        return tuple(across * m + up * c for m, c in zip(self.holdouts, self.cost, strict=True))

    def mean_holdouts(self, law: dict[int, Fraction]) -> Fraction:
        """E m."""
        return mean(self.program.measures[_HOLDOUTS], law)

    def mean_worth(self, law: dict[int, Fraction]) -> Fraction:
        """The mean of the objective that was given by its values."""
        return mean(self.program.measures[_WORTH], law)

    def mean_cost(self, law: dict[int, Fraction]) -> Fraction:
        """What all bear together on average."""
        place = next(i for i, weight in enumerate(self.cost) if weight)
        sign = int(self.cost[place].p)
        return sign * mean(self.program.measures[place], law) / self.scale + self.base

    @property
    def costs(self) -> Floats:
        """What all bear together with m hold-outs."""
        place = next(i for i, weight in enumerate(self.cost) if weight)
        scaled = float(int(self.cost[place].p)) * self.program.measures[place].doubles
        return np.asarray(scaled / float(self.scale) + float(self.base))


_HOLDOUTS, _COST, _WORTH = 2, 3, 4
_MEASURES = 5
_LEAST = 1e-300


def _unit(place: int, count: int) -> Weights:
    return tuple(fmpq(i == place) for i in range(count))


def obedience_of(
    game: PleaGame | AnonymousGame, worths: Sequence[Fraction] = ()
) -> MeasuredObedience:
    """The program; for a game given by its gains, costs beyond those of all pleading."""
    if isinstance(game, AnonymousGame):
        return _program(game, Fraction(0), game.levels, worths)
    if game.payoffs.plea_depends_on_others:
        levels = payoff_levels(game)
        return _program(AnonymousGame.of_levels(levels), Fraction(0), levels, worths)
    base = -plead_payoffs(game)[0]
    gains = anonymous_game(game)
    return _program(gains, base * gains.defendants, None, worths)


def _program(
    game: AnonymousGame, base: Fraction, payoffs: CountPayoffs | None, worths: Sequence[Fraction]
) -> MeasuredObedience:
    count = game.defendants
    mantissas, exponents = game.in_binary()
    largest = int(exponents[mantissas != 0].max(initial=0))
    gains = _visible(np.ldexp(mantissas, exponents - largest), np.sign(mantissas))
    scale = Fraction(2) ** -largest
    by_count = np.arange(count + 1, dtype=np.float64)

    def gain(m: int) -> fmpq:
        return as_fmpq(game.gain_between(m, m)[0] * scale)

    def held(m: int) -> fmpq:
        return m * gain(m) if m else fmpq(0)

    def pleading(m: int) -> fmpq:
        return (count - m) * gain(m + 1) if m < count else fmpq(0)

    costs = [scale * _total_cost(payoffs, m) for m in range(count + 1)] if payoffs else []
    measures = (
        Measure(by_count * np.concatenate(([0.0], gains)), held),
        Measure((count - by_count) * np.concatenate((gains, [0.0])), pleading),
        Measure(by_count, fmpq),
        _listed(costs, count),
        _listed(worths, count),
    )
    if payoffs is None:  # all bear N pleas less what hold-outs gain together
        cost = (fmpq(-1), *(fmpq(0) for _ in range(_MEASURES - 1)))
    else:
        cost = _unit(_COST, _MEASURES)
    return MeasuredObedience(game, Obedience(measures), cost, scale, base)


def _listed(values: Sequence[Fraction], count: int) -> Measure:
    if not values:
        return Measure(np.zeros(count + 1), lambda _: fmpq(0))
    doubles = np.array([float(value) for value in values])
    signs = np.array([(value > 0) - (value < 0) for value in values], dtype=np.float64)
    return Measure(_visible(doubles, signs), lambda m: as_fmpq(values[m]))


def _visible(doubles: Floats, signs: Floats) -> Floats:
    """The doubles, with something of the right sign where a number is too small for any."""
    return np.asarray(np.where(doubles == 0, _LEAST * signs, doubles))


def _total_cost(payoffs: CountPayoffs, m: int) -> Fraction:
    count = payoffs.defendants
    held = m * payoffs.hold_out[m - 1] if m else Fraction(0)
    return -held - ((count - m) * payoffs.plead[m] if m < count else Fraction(0))
