"""The Nash equilibria that a mediator is compared with, in the same measures."""

from collections.abc import Iterator
from math import comb
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ...solvers.equilibria import equilibria, mixed_probabilities
from ...solvers.equilibrium_set import Equilibrium
from ...solvers.roots import gain_signs
from ...solvers.roots.binomial_window import Window
from .correlated_result import NashPoint
from .obedience_of_game import MeasuredObedience

_FEW = 32  # defendants up to whom asymmetric mixed equilibria are compared as well
_MOST_CHANGES = 100  # of sign, up to which mixed equilibria are sought
_NATS = 45.0  # shares of a law below exp(−45) are left out

_Law: TypeAlias = tuple[int, NDArray[np.float64]]
"""A number of hold-outs, and how likely it and the next ones are."""


def nash_points(
    measured: MeasuredObedience, objective: str
) -> tuple[tuple[NashPoint, ...], tuple[str, ...]]:
    """The Nash equilibria that are known, in order of how many hold out."""
    whole, costs = np.arange(measured.game.defendants + 1), measured.costs
    worths = measured.program.measures[-1].doubles

    def point(kind: str, holdouts: float, cost: float, worth: float) -> NashPoint:
        value = (
            holdouts if objective.endswith("hold-outs")
            else cost if objective.endswith("cost")
            else worth
        )  # fmt: skip
        return NashPoint(kind, holdouts, cost, value)

    points = [
        point("pure", float(m), float(costs[m]), float(worths[m]))
        for first, last in measured.pure
        for m in dict.fromkeys((first, last))
    ]
    mixed, remarks = _mixed(measured)
    for first, law in mixed:
        met = slice(first, first + law.size)
        means = (float(values[met] @ law) for values in (whole, costs, worths))
        points.append(point("mixed", *means))
    return tuple(sorted(points, key=lambda each: each.holdouts)), remarks


def _mixed(measured: MeasuredObedience) -> tuple[Iterator[_Law], tuple[str, ...]]:
    """The laws of m in mixed equilibria."""
    game = measured.game
    runs = gain_signs.of_signs(game.signs)
    if game.defendants <= _FEW:
        every = equilibria(game)
        mixing = [e for e in every if e.kind == "mixed" or e.mixers]
        remarks = (
            () if every.complete else ("Not all Nash equilibria may be among those compared.",)
        )
        return (_law(e) for e in mixing), remarks
    if gain_signs.changes(runs) > _MOST_CHANGES:
        return iter(()), ("Of Nash equilibria only the pure ones were compared.",)
    remark = "Of Nash equilibria those were compared that are pure or in which all mix alike."
    chances = mixed_probabilities(measured.stated)
    return (_alike(game.defendants, chance) for chance in chances), (remark,)


def _alike(count: int, chance: float) -> _Law:
    """The law of m where each holds out with one probability."""
    window = Window.around(count, chance, _NATS)
    return window.first, window.weights / window.total


def _law(equilibrium: Equilibrium) -> _Law:
    """The law of m in a mixed equilibrium."""
    count = equilibrium.defendants
    if equilibrium.hold_out_probability is not None:
        return _alike(count, equilibrium.hold_out_probability)
    law = np.zeros(count + 1)
    law[equilibrium.holdouts or 0] = 1.0
    for group in equilibrium.mixers:
        chance = group.probability
        ways = [
            comb(group.count, j) * chance**j * (1 - chance) ** (group.count - j)
            for j in range(group.count + 1)
        ]
        law = np.convolve(law, ways)[: count + 1]
    return 0, law
