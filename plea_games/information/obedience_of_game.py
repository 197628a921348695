"""The linear program of obedience for a game, with what its points are measured by."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from flint import fmpq

from ..games.anonymous import AnonymousGame
from ..games.compile import anonymous_game, plead_payoff
from ..games.exact_functions import as_fmpq
from ..model.exact import as_fraction
from ..model.game import PleaGame
from ..solvers.roots.gain_signs import of_signs, pure_stretches
from .count_payoffs import CountPayoffs
from .obedience import Basis, Measure, Obedience, at_count

_Exact = Callable[[int], fmpq]


@dataclass(frozen=True)
class MeasuredObedience:
    """Obedience in one game, how many hold out, and what all bear together.

    Attributes
    ----------
    game
        In canonical form.
    rows
        Of the program, in the unit of the gains times ``scale``, a power of 2.
    holdouts
        m.
    cost
        What all bear, less ``base``; in the unit of the gains times ``scale``.
    scale, base
        To take costs back to their unit.
    """

    game: AnonymousGame
    rows: Obedience
    holdouts: Measure
    cost: Measure
    scale: Fraction
    base: Fraction

    @property
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

    def law_of(self, holdouts: int) -> dict[int, Fraction]:
        """A sure number of hold-outs."""
        return {holdouts: Fraction(1)}

    def mean_holdouts(self, law: dict[int, Fraction]) -> Fraction:
        """E m."""
        return sum((weight * m for m, weight in law.items()), Fraction(0))

    def mean_cost(self, law: dict[int, Fraction]) -> Fraction:
        """What all bear together on average."""
        mean = sum((as_fmpq(w) * self.cost.exact(m) for m, w in law.items()), fmpq(0))
        return as_fraction(mean) / self.scale + self.base


def obedience_of(game: PleaGame | AnonymousGame | CountPayoffs) -> MeasuredObedience:
    """The program; for a game given by its gains, costs beyond those of all pleading."""
    if isinstance(game, CountPayoffs):
        return _program(game.game, Fraction(0), game)
    if isinstance(game, AnonymousGame):
        return _program(game, Fraction(0), None)
    base = -plead_payoff(game)
    gains = anonymous_game(game)
    return _program(gains, base * gains.defendants, None)


def objective_of(values: Sequence[Fraction]) -> Measure:
    """An objective by its value at m = 0…N."""
    return Measure.of(np.array([float(v) for v in values]), lambda m: as_fmpq(values[m]))


def _program(
    game: AnonymousGame, base: Fraction, payoffs: CountPayoffs | None
) -> MeasuredObedience:
    count = game.defendants
    mantissas, exponents = game.in_binary()
    largest = int(exponents[mantissas != 0].max(initial=0))
    with np.errstate(under="ignore"):
        gains = np.ldexp(mantissas, exponents - largest)
    scale = Fraction(2) ** -largest
    by_count = np.arange(count + 1, dtype=np.float64)

    def gain(m: int) -> fmpq:
        return as_fmpq(game.gain_between(m, m)[0] * scale)

    def held(m: int) -> fmpq:
        return m * gain(m) if m else fmpq(0)

    def pleading(m: int) -> fmpq:
        return (count - m) * gain(m + 1) if m < count else fmpq(0)

    of_holdouts = Measure.of(by_count * np.concatenate(([0.0], gains)), held)
    of_pleaders = Measure.of((count - by_count) * np.concatenate((gains, [0.0])), pleading)
    if payoffs is None:
        cost = Measure.of(-of_holdouts.doubles, lambda m: -held(m))
    else:
        cost = objective_of([scale * _total_cost(payoffs, m) for m in range(count + 1)])
    holdouts = Measure.of(by_count, fmpq)
    return MeasuredObedience(game, Obedience(of_holdouts, of_pleaders), holdouts, cost, scale, base)


def _total_cost(payoffs: CountPayoffs, m: int) -> Fraction:
    count = payoffs.defendants
    held = m * payoffs.hold_out[m - 1] if m else Fraction(0)
    return -held - ((count - m) * payoffs.plead[m] if m < count else Fraction(0))
