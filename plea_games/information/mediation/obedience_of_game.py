"""The linear program of obedience for a game, with what its points are measured by."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property
from math import frexp

import numpy as np
from flint import fmpq

from ...games.anonymous import AnonymousGame
from ...games.exact_functions import as_fmpq
from ...games.exact_payoffs import exact_payoffs, has_long_powers
from ...games.gains import anonymous_game, plea_payoffs, plead_payoffs
from ...model.game import PleaGame
from ...solvers.roots.gain_signs import of_signs, pure_stretches
from .obedience import Basis, Floats, Measure, Obedience, Weights, at_count, mean


@dataclass(frozen=True)
class MeasuredObedience:
    """Obedience in one game, how many hold out, and what all bear together.

    Attributes
    ----------
    stated
        The game as it was given.
    game
        In canonical form.
    program
        Its measures are the rows of obedience, m, what pleas pay where they depend on others (to
        all hold-outs if they pleaded instead, and to all pleaders), and an objective. All but m and
        the objective are in the unit of the gains times ``scale``.
    cost
        What all bear, less ``base``, as weights of the measures.
    scale, base
        A power of 2, and what takes costs back to their unit.
    rounded
        Whether gains that are too long to be written out were rounded to 77 digits, 0 for 0 only.
    """

    stated: PleaGame | AnonymousGame
    game: AnonymousGame
    program: Obedience
    cost: Weights
    scale: Fraction
    base: Fraction
    rounded: bool = False

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
        measures = (self.program.measures[place] for place in self._costly)
        total = sum((mean(measure, law) for measure in measures), Fraction(0))
        return self.base - total / self.scale

    @property
    def costs(self) -> Floats:
        """What all bear together with m hold-outs."""
        total = sum(self.program.measures[place].doubles for place in self._costly)
        return np.asarray(float(self.base) - total / float(self.scale))

    @property
    def _costly(self) -> list[int]:
        """The measures that costs are made of, each with the weight −1."""
        return [place for place, weight in enumerate(self.cost) if weight]


_HELD, _HOLDOUTS, _INSTEAD, _PLEAS, _WORTH = 0, 2, 3, 4, 5
_MEASURES = 6
_LEAST = 1e-300


def _unit(place: int, count: int) -> Weights:
    return tuple(fmpq(i == place) for i in range(count))


def obedience_of(
    game: PleaGame | AnonymousGame, worths: Sequence[Fraction] = ()
) -> MeasuredObedience:
    """The program; for a game given by its gains, costs beyond those of all pleading."""
    if isinstance(game, AnonymousGame):
        pleas = None if game.levels is None else list(map(as_fmpq, game.levels.plead))
        return _program(game, game, Fraction(0), pleas, worths)
    gains = anonymous_game(game)
    payoffs = exact_payoffs(game)
    if payoffs.plea_varies:
        paid = plea_payoffs(payoffs)
        measured = _program(game, gains, Fraction(0), paid, worths)
    else:
        all_plead = -plead_payoffs(game)[0] * gains.defendants
        measured = _program(game, gains, all_plead, None, worths)
    return replace(measured, rounded=has_long_powers(game))


def _program(
    stated: PleaGame | AnonymousGame,
    game: AnonymousGame,
    base: Fraction,
    pleas: Sequence[fmpq] | None,
    worths: Sequence[Fraction],
) -> MeasuredObedience:
    count = game.defendants
    mantissas, exponents = game.in_binary()
    largest = int(exponents[mantissas != 0].max(initial=0))
    if pleas is not None:
        largest = max(largest, frexp(max(map(abs, _nearest((max(pleas), min(pleas))))))[1])
    gains = _visible(np.ldexp(mantissas, exponents - largest), np.sign(mantissas))
    scale = Fraction(2) ** -largest
    unit = as_fmpq(scale)
    by_count = np.arange(count + 1, dtype=np.float64)

    @cache
    def gain(m: int) -> fmpq:
        return game.rational_gain(m) * unit

    def held(m: int) -> fmpq:
        return m * gain(m) if m else fmpq(0)

    def pleading(m: int) -> fmpq:
        return (count - m) * gain(m + 1) if m < count else fmpq(0)

    costly = {_HELD}  # all bear N pleas less what hold-outs gain together
    instead = left = _nothing(count)
    if pleas is not None:
        costly |= {_INSTEAD, _PLEAS}
        paid = [value * unit for value in pleas]
        near = _doubles(paid)
        instead = Measure(
            by_count * np.concatenate(([0.0], near)), lambda m: m * paid[m - 1] if m else fmpq(0)
        )
        left = Measure(
            (count - by_count) * np.concatenate((near, [0.0])),
            lambda m: (count - m) * paid[m] if m < count else fmpq(0),
        )
    worth = [as_fmpq(value) for value in worths]
    measures = (
        Measure(by_count * np.concatenate(([0.0], gains)), held),
        Measure((count - by_count) * np.concatenate((gains, [0.0])), pleading),
        Measure(by_count, fmpq),
        instead,
        left,
        Measure(_doubles(worth), worth.__getitem__) if worth else _nothing(count),
    )
    cost = tuple(fmpq(-(place in costly)) for place in range(_MEASURES))
    return MeasuredObedience(stated, game, Obedience(measures), cost, scale, base)


def _nothing(count: int) -> Measure:
    return Measure(np.zeros(count + 1), lambda _: fmpq(0))


def _doubles(values: Sequence[fmpq]) -> Floats:
    """The doubles next to these numbers."""
    doubles = np.array(_nearest(values))
    signs = np.zeros(doubles.size)
    for m in np.flatnonzero(doubles == 0).tolist():
        signs[m] = (values[m] > 0) - (values[m] < 0)
    return _visible(doubles, signs)


def _nearest(values: Sequence[fmpq]) -> list[float]:
    return [int(value.p) / int(value.q) for value in values]


def _visible(doubles: Floats, signs: Floats) -> Floats:
    """The doubles, with something of the right sign where a number is too small for any."""
    return np.asarray(np.where(doubles == 0, _LEAST * signs, doubles))
