r"""Obedience to a mediator who recommends by count, as a linear program with three rows.

A mediator draws how many hold out, m with probability μ(m), and then who does, all subsets of that
size alike; each defendant hears her own recommendation only. Obeying is best for those told to hold
out, and for those told to plead, just where

.. math::

    \sum_m \mu(m)\, m\, \Delta(m) \ge 0, \qquad \sum_m \mu(m)\,(N-m)\,\Delta(m+1) \le 0,

for a defendant told to hold out finds m proportional to μ(m) m, and told to plead to μ(m)(N − m);
if she then pleads, or holds out, she is one of m or of m + 1.

**Drawing alike loses nothing.** Obedience is linear in the law over profiles, and the set of laws
is convex and the same under every exchange of defendants. So the average of a correlated
equilibrium over all exchanges is one too, with the same law of m; and then i holds out with
probability m/N given m.

**Supports have at most three counts**, for an extreme point of a simplex cut by two half-planes has
one for each row that is tight. A linear objective is maximized by the simplex method in its revised
form: a basis of three columns is solved in fractions, all N + 1 columns are priced in doubles, and
those whose price may differ from 0 by no more than rounding are priced again in whole numbers. The
rule for what leaves the basis is lexicographic, which excludes cycles. It starts from a pure
equilibrium, and there always is one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from itertools import pairwise

import numpy as np
from flint import fmpq, fmpq_mat, fmpz
from numpy.typing import NDArray

from ...model.exact import as_fraction

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.intp]

_BLOCK = 256  # counts whose prices are bounded together
_MANY = 0.25  # share of counts that are doubtful, from which straight stretches are looked for
_TRIED = 16  # of these, to see whether most are on any
_ROUNDING = 2.0**-49  # more than all that rounds in one price, relative to its terms
_LEAST = 1e-300  # in place of what no double is near
_ZERO = fmpz(0)
_UNDERFLOW = 1e-290  # more than what doubles of scaled columns may have lost at the lower end


@dataclass(frozen=True)
class Measure:
    """A number for each m = 0…N: exactly, and in doubles.

    These are within two units in the last place, or within 1e-300, and 0 for 0 only.
    """

    doubles: Floats
    exact: Callable[[int], fmpq]


@dataclass(frozen=True)
class Obedience:
    """The program of one game.

    The first two measures are the rows of obedience, m·Δ(m) and (N − m)·Δ(m + 1); objectives are
    sums of all measures with weights.
    """

    measures: tuple[Measure, ...]

    @cached_property
    def largest(self) -> list[float]:
        """The largest absolute value of each measure."""
        return [float(np.abs(measure.doubles).max()) for measure in self.measures]

    @cached_property
    def table(self) -> tuple[list[int], Floats]:
        """The measures that are not 0 everywhere, and these in doubles, one a row."""
        told = [place for place, most in enumerate(self.largest) if most]
        return told, np.stack([self.measures[place].doubles for place in told])

    @cached_property
    def ranges(self) -> tuple[Floats, Floats]:
        """The least and the largest value of each of these in every block of counts."""
        _, table = self.table
        starts = np.arange(0, table.shape[1], _BLOCK)
        return np.minimum.reduceat(table, starts, axis=1), np.maximum.reduceat(table, starts, 1)

    @cached_property
    def bent(self) -> Callable[[int], Flags]:
        """Where a measure does not run straight on: 0, N, and m off the mean of m − 1 and m + 1."""
        return cache(lambda place: _bent(self.measures[place]))

    @cached_property
    def whole(self) -> Callable[[int], tuple[fmpz, ...]]:
        """Column m in whole numbers: a denominator of all its measures, and each times that."""
        told = [measure.exact for measure, most in zip(self.measures, self.largest, strict=True)
                if most]  # fmt: skip

        @cache
        def column(m: int) -> tuple[fmpz, ...]:
            values = [exact(m) for exact in told]
            bottom = fmpz(1)
            for value in values:
                bottom = bottom.lcm(value.q)
            return bottom, *[value.p * (bottom // value.q) for value in values]

        return column


Basis = tuple[int, int, int]
"""Three columns: counts from 0 to N, or the slacks of the two rows, −1 and −2."""

Weights = tuple[fmpq, ...]
"""An objective: a weight for each measure."""


@dataclass(frozen=True)
class Optimum:
    """An extreme point at which an objective is largest, and its basis."""

    law: dict[int, Fraction]
    basis: Basis


def at_count(count: int) -> Basis:
    """The basis of a pure equilibrium."""
    return count, -1, -2


def mean(measure: Measure, law: dict[int, Fraction]) -> Fraction:
    """The mean of a measure, exactly."""
    return sum((share * as_fraction(measure.exact(m)) for m, share in law.items()), Fraction(0))


def maximize(program: Obedience, objective: Weights, start: Basis) -> Optimum:
    """The law of m at which the mean of the objective is largest, with proof.

    Parameters
    ----------
    program
        Obedience in the game.
    objective
        What to maximize the mean of.
    start
        A basis that obeys.
    """
    basis = list(start)
    first = _matrix(program, basis)
    inverse = first.inv()
    while True:
        costs = [_worth(program, objective, m) for m in basis]
        duals = [sum((costs[i] * inverse[i, j] for i in range(3)), fmpq(0)) for j in range(3)]
        entering = _entering(program, objective, duals, basis)
        if entering is None:
            break
        column = _column(program, entering)
        step = [sum((inverse[i, j] * column[j] for j in range(3)), fmpq(0)) for i in range(3)]
        order = inverse * first
        leaving = min(
            (i for i in range(3) if step[i] > 0),
            key=lambda i: [inverse[i, 0] / step[i], *(order[i, j] / step[i] for j in range(3))],
        )
        basis[leaving] = entering
        inverse = _matrix(program, basis).inv()
    law = {m: as_fraction(inverse[i, 0]) for i, m in enumerate(basis) if m >= 0}
    return Optimum({m: law[m] for m in sorted(law) if law[m]}, (basis[0], basis[1], basis[2]))


def _entering(
    program: Obedience, objective: Weights, duals: list[fmpq], basis: list[int]
) -> int | None:
    """A column that would raise the objective; None where it is proved that there is none."""
    constant, held, pleading = duals
    weights = [objective[0] - held, objective[1] - pleading, *objective[2:]]
    level, *scaled = _scaled([constant, *weights])
    told, table = program.table
    known = np.array([scaled[place] for place in told])
    most = abs(level) + float(np.abs(known) @ [program.largest[place] for place in told])
    lost = _UNDERFLOW * table.shape[1]
    least = -_ROUNDING * most - lost
    counts = _possible(program, known, level + 2 * least)
    near_table = table if counts.size == table.shape[1] else table[:, counts]
    price = _weighed(known, near_table) - level
    for m in basis:
        price[counts == m] = -np.inf
    above = np.flatnonzero(price >= least)
    near, price = counts[above], price[above]
    size = abs(level) + _weighed(np.abs(known), np.abs(near_table[:, above]))
    doubt = _ROUNDING * size + lost
    best = int(np.argmax(price)) if near.size else -1
    if near.size and price[best] > doubt[best]:
        return int(near[best])
    if held > 0 and -1 not in basis:
        return -1
    if pleading < 0 and -2 not in basis:
        return -2
    doubtful = near[(price >= -doubt) & (size > 0)]
    if doubtful.size > _MANY * table.shape[1]:
        doubtful = _at_bends(program, weights, doubtful)
    return _first_priced_above(program, constant, weights, doubtful.tolist())


def _possible(program: Obedience, weights: Floats, least: float) -> Counts:
    """The counts of all blocks where the ranges of measures leave room for so large a sum."""
    low, high = program.ranges
    bounds = _weighed(np.maximum(weights, 0), high) + _weighed(np.minimum(weights, 0), low)
    blocks = np.flatnonzero(bounds >= least)
    entries = program.measures[0].doubles.size
    if 2 * blocks.size > bounds.size:
        return np.arange(entries)
    counts = (blocks[:, None] * _BLOCK + np.arange(_BLOCK)).ravel()
    return np.asarray(counts[counts < entries])


def _weighed(weights: Floats, table: Floats) -> Floats:
    """The sum of rows with weights: by one thread, for several spin longer than that takes."""
    return np.asarray(np.einsum("i,ij->j", weights, table))


def _at_bends(program: Obedience, weights: Sequence[fmpq], counts: Counts) -> Counts:
    """Those where the price may be largest: on a straight stretch it is so at one of the ends."""
    weighed = [place for place in program.table[0] if weights[place]]
    for place in weighed:
        exact = program.measures[place].exact
        tried = counts[1 : -1 : -(-counts.size // _TRIED)].tolist()
        straight = sum(exact(m - 1) + exact(m + 1) == 2 * exact(m) for m in tried)
        if 2 * straight < len(tried):
            return counts
    bent = np.any([program.bent(place) for place in weighed], axis=0)
    return np.asarray(counts[bent[counts]])


def _bent(measure: Measure) -> Flags:
    values = list(map(measure.exact, range(measure.doubles.size)))
    steps = [after - before for before, after in pairwise(values)]
    return np.array([True, *[before != after for before, after in pairwise(steps)], True])


def _first_priced_above(
    program: Obedience, constant: fmpq, weights: Sequence[fmpq], counts: Sequence[int]
) -> int | None:
    """The first of these columns whose price is above 0, in whole numbers; None where none is."""
    told = [weight for weight, most in zip(weights, program.largest, strict=True) if most]
    scale = fmpz(1)
    for weight in (constant, *told):
        scale = scale.lcm(weight.q)
    whole = [
        (place, weight.p * (scale // weight.q))
        for place, weight in enumerate((-constant, *told))
        if weight
    ]
    for m in counts:
        column = program.whole(m)
        if sum([weight * column[place] for place, weight in whole], _ZERO) > 0:
            return m
    return None


def _scaled(values: Sequence[fmpq]) -> list[float]:
    """Doubles of sizes up to 2, all divided by one power of 2, and 0 for 0 only."""
    sizes = [int(v.p).bit_length() - int(v.q).bit_length() for v in values if v]
    unit = fmpq(2) ** -max(sizes, default=0)
    nearest = [float(as_fraction(value * unit)) for value in values]
    return [
        near or (_LEAST if value > 0 else -_LEAST if value < 0 else 0.0)
        for near, value in zip(nearest, values, strict=True)
    ]


def _worth(program: Obedience, objective: Weights, m: int) -> fmpq:
    if m < 0:
        return fmpq(0)
    pairs = zip(objective, program.measures, strict=True)
    return sum((weight * measure.exact(m) for weight, measure in pairs if weight), fmpq(0))


def _column(program: Obedience, m: int) -> tuple[fmpq, fmpq, fmpq]:
    if m == -1:
        return fmpq(0), fmpq(-1), fmpq(0)
    if m == -2:
        return fmpq(0), fmpq(0), fmpq(1)
    return fmpq(1), program.measures[0].exact(m), program.measures[1].exact(m)


def _matrix(program: Obedience, basis: Sequence[int]) -> fmpq_mat:
    columns = [_column(program, m) for m in basis]
    return fmpq_mat(3, 3, [columns[j][i] for i in range(3) for j in range(3)])
