r"""Obedience to a mediator who recommends by count, as a linear program with three rows.

A mediator draws how many hold out, m with probability μ(m), and then who does, all subsets of that
size alike; each defendant hears her own recommendation only. Obeying is best for those told to hold
out, and for those told to plead, just where

.. math::

    \sum_m \mu(m)\, m\, \Delta(m) \ge 0, \qquad \sum_m \mu(m)\,(N-m)\,\Delta(m+1) \le 0,

for a defendant told to hold out finds m proportional to μ(m) m, and told to plead to μ(m)(N − m); if
she then pleads, or holds out, she is one of m or of m + 1.

**Drawing alike loses nothing.** Obedience is linear in the law over profiles, and the set of laws is
convex and the same under every exchange of defendants. So the average of a correlated equilibrium over
all exchanges is one too, with the same law of m; and then i holds out with probability m/N given m.

**Supports have at most three counts**, for an extreme point of a simplex cut by two half-planes has
one for each row that is tight. A linear objective is maximized by the simplex method in its revised
form: a basis of three columns is solved in fractions, all N + 1 columns are priced in doubles, and
those whose price may differ from 0 by no more than rounding are priced again in fractions. The rule
for what leaves the basis is lexicographic, which excludes cycles. It starts from a pure equilibrium,
and there always is one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from flint import fmpq, fmpq_mat
from numpy.typing import NDArray

from ..games.exact_functions import as_fmpq
from ..model.exact import as_fraction

Floats = NDArray[np.float64]

_ROUNDING = 2.0**-49  # more than all that rounds in one price, relative to its terms
_UNDERFLOW = 1e-290  # what doubles of scaled columns may have lost at the lower end


@dataclass(frozen=True)
class Measure:
    """A number for each m = 0…N, exactly, and in doubles.

    Doubles are within some units in the last place of their ``sizes``, which are the numbers
    themselves without signs, or the sum of such where they are sums.
    """

    doubles: Floats
    sizes: Floats
    exact: Callable[[int], fmpq]

    @classmethod
    def of(cls, doubles: Floats, exact: Callable[[int], fmpq]) -> "Measure":
        """From doubles that each are nearly the number."""
        return cls(doubles, np.abs(doubles), exact)


@dataclass(frozen=True)
class Obedience:
    """The two rows of obedience: m·Δ(m) and (N − m)·Δ(m + 1)."""

    of_holdouts: Measure
    of_pleaders: Measure


@dataclass(frozen=True)
class Basis:
    """Three columns: counts from 0 to N, or the slacks of the two rows, −1 and −2."""

    columns: tuple[int, int, int]


@dataclass(frozen=True)
class Optimum:
    """An extreme point at which an objective is largest, the objective's value, and its basis."""

    law: dict[int, Fraction]
    value: Fraction
    basis: Basis


def at_count(count: int) -> Basis:
    """The basis of a pure equilibrium."""
    return Basis((count, -1, -2))


def maximize(rows: Obedience, objective: Measure, start: Basis) -> Optimum:
    """The law of m at which the mean of the objective is largest, with proof.

    Parameters
    ----------
    rows
        Obedience.
    objective
        What to maximize the mean of.
    start
        A basis that obeys.
    """
    basis = list(start.columns)
    first = _matrix(rows, basis)
    inverse = first.inv()
    while True:
        costs = [objective.exact(m) if m >= 0 else fmpq(0) for m in basis]
        duals = [sum((costs[i] * inverse[i, j] for i in range(3)), fmpq(0)) for j in range(3)]
        entering = _entering(rows, objective, duals, basis)
        if entering is None:
            break
        column = _column(rows, entering)
        step = [sum((inverse[i, j] * column[j] for j in range(3)), fmpq(0)) for i in range(3)]
        order = inverse * first
        leaving = min(
            (i for i in range(3) if step[i] > 0),
            key=lambda i: [inverse[i, 0] / step[i], *(order[i, j] / step[i] for j in range(3))],
        )
        basis[leaving] = entering
        inverse = _matrix(rows, basis).inv()
    weights = {m: inverse[i, 0] for i, m in enumerate(basis) if m >= 0 and inverse[i, 0] > 0}
    value = sum((weight * objective.exact(m) for m, weight in weights.items()), fmpq(0))
    law = {m: as_fraction(weights[m]) for m in sorted(weights)}
    return Optimum(law, as_fraction(value), Basis((basis[0], basis[1], basis[2])))


def weighted(measures: Sequence[tuple[Fraction, Measure]]) -> Measure:
    """A sum of measures with weights."""
    pairs = [(as_fmpq(weight), measure) for weight, measure in measures]
    sizes = [float(abs(weight)) for weight, _ in measures]
    signed = [float(weight) for weight, _ in measures]
    return Measure(
        sum((w * m.doubles for w, (_, m) in zip(signed, pairs, strict=True)), np.zeros(1)),
        sum((w * m.sizes for w, (_, m) in zip(sizes, pairs, strict=True)), np.zeros(1)),
        lambda m: sum((w * each.exact(m) for w, each in pairs), fmpq(0)),
    )


def _entering(
    rows: Obedience, objective: Measure, duals: list[fmpq], basis: list[int]
) -> int | None:
    """A column that would raise the objective; None where it is proved that there is none."""
    constant, held, pleading = (float(as_fraction(dual)) for dual in duals)
    price = objective.doubles - constant
    price = price - held * rows.of_holdouts.doubles - pleading * rows.of_pleaders.doubles
    size = objective.sizes + abs(constant) + abs(held) * rows.of_holdouts.sizes
    size += abs(pleading) * rows.of_pleaders.sizes
    doubt = _ROUNDING * size + _UNDERFLOW * (1 + abs(held) + abs(pleading)) * price.size
    price[[m for m in basis if m >= 0]] = -np.inf
    best = int(np.argmax(price))
    if price[best] > doubt[best]:
        return best
    if duals[1] > 0 and -1 not in basis:
        return -1
    if duals[2] < 0 and -2 not in basis:
        return -2
    for m in np.flatnonzero(price >= -doubt).tolist():
        _, a, b = _column(rows, m)
        if objective.exact(m) > duals[0] + duals[1] * a + duals[2] * b:
            return int(m)
    return None


def _column(rows: Obedience, m: int) -> tuple[fmpq, fmpq, fmpq]:
    if m == -1:
        return fmpq(0), fmpq(-1), fmpq(0)
    if m == -2:
        return fmpq(0), fmpq(0), fmpq(1)
    return fmpq(1), rows.of_holdouts.exact(m), rows.of_pleaders.exact(m)


def _matrix(rows: Obedience, basis: Sequence[int]) -> fmpq_mat:
    columns = [_column(rows, m) for m in basis]
    return fmpq_mat(3, 3, [columns[j][i] for i in range(3) for j in range(3)])
