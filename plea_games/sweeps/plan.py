"""What a sweep will compute: its axes, its outputs, and the tiles it is done in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import Symbol

from ..errors import ParameterError, PrecisionError
from ..games.lottery_points import LotteryPoints
from ..model.exact import as_fraction, exact
from ..model.game import PleaGame
from ..model.parameters import PARAMETER
from ..model.symbols import SYMBOLS
from ..model.terms.term import symbol
from ..solvers.gain_thresholds import from_gains
from ..solvers.threshold_arrays import threshold_arrays
from ..tables import Column, Table, Tabular
from .axes import Axis
from .outputs import CHOICES, Output

Floats = NDArray[np.float64]
Tile = tuple[slice, ...]

POINTS_IN_A_TILE = 2**18


@dataclass(frozen=True)
class Plan(Tabular):
    """A game, what is varied, what is put out.

    Attributes
    ----------
    game
        The game, with values for whatever is not varied.
    axes, outputs
        What is varied and what is put out.
    """

    game: PleaGame
    axes: tuple[Axis, ...]
    outputs: tuple[Output, ...]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Names, in order."""
        return tuple(dict.fromkeys(axis.dimension for axis in self.axes))

    @property
    def shape(self) -> tuple[int, ...]:
        """Lengths of the dimensions."""
        lengths = {axis.dimension: axis.values.size for axis in self.axes}
        return tuple(lengths[name] for name in self.dimensions)

    @property
    def points(self) -> int:
        """How many games."""
        return prod(self.shape)

    @property
    def bytes(self) -> int:
        """Of the outputs, as doubles."""
        return 8 * self.points * len(self.outputs)

    @property
    def tile_shape(self) -> tuple[int, ...]:
        """As much of the last dimensions as fits, so that a tile is one stretch of a file."""
        room, lengths = POINTS_IN_A_TILE, []
        for length in reversed(self.shape):
            lengths.append(min(length, max(room, 1)))
            room //= length
        return tuple(reversed(lengths))

    @property
    def tile_count(self) -> int:
        """How many tiles there are."""
        pairs = zip(self.shape, self.tile_shape, strict=True)
        return prod(ceil(length / step) for length, step in pairs)

    def tiles(self) -> Iterator[Tile]:
        """Where each tile lies, in a fixed order."""
        starts = [
            range(0, length, step) for length, step in zip(self.shape, self.tile_shape, strict=True)
        ]
        for corner in product(*starts):
            yield tuple(
                slice(start, min(start + step, length))
                for start, step, length in zip(corner, self.tile_shape, self.shape, strict=True)
            )

    def table(self, title: str = "") -> Table:
        """What the sweep takes."""
        columns = (Column("sweep", left=True), Column("size"))
        rows: list[tuple[object, object]] = [
            (f"{axis.name} ({axis.parameter.unit})", f"{axis.values.size:,}") for axis in self.axes
        ]
        rows += [
            ("points", f"{self.points:,}"),
            ("outputs", len(self.outputs)),
            ("tiles", f"{self.tile_count:,}"),
            ("gigabytes", f"{self.bytes / 1e9:,.4g}"),
        ]
        return Table(title or f"Sweep of the game with {self.game.describe()}", columns, rows)

    def compute(self, tile: Tile) -> dict[str, Floats]:
        """The outputs on one tile, each in the tile's full shape."""
        shape = tuple(part.stop - part.start for part in tile)
        if self.game.formulas.as_lottery() is None:
            return self._one_by_one(tile, shape)
        points = LotteryPoints(self.game.formulas, self._letters(tile))
        found = threshold_arrays(points, [output.name for output in self.outputs])
        return {name: np.broadcast_to(values, shape) for name, values in found.items()}

    def _letters(self, tile: Tile) -> Mapping[Symbol, Fraction | Floats]:
        letters: dict[Symbol, Fraction | Floats] = {
            letter: as_fraction(value) for letter, value in self.game.substitution.items()
        }
        for axis in self.axes:
            own = SYMBOLS.get(axis.name)
            letters[symbol(axis.parameter) if own is None else own] = self._values(axis, tile)
        return letters

    def _values(self, axis: Axis, tile: Tile) -> Floats:
        """The axis' values within the tile, along its dimension."""
        place = self.dimensions.index(axis.dimension)
        shape = [1] * len(self.dimensions)
        shape[place] = -1
        return axis.values[tile[place]].reshape(shape)

    def _one_by_one(self, tile: Tile, shape: tuple[int, ...]) -> dict[str, Floats]:
        """Games whose terms leave no closed form."""
        found = {output.name: np.full(shape, np.nan) for output in self.outputs}
        for place in np.ndindex(*shape):
            changes = {
                axis.name: exact(float(np.broadcast_to(self._values(axis, tile), shape)[place]))
                for axis in self.axes
            }
            try:
                values = from_gains(self.game.with_parameters(**changes)).values
            except (ParameterError, PrecisionError):
                continue
            for name, array in found.items():
                if name in values:
                    value: Any = values[name]
                    array[place] = CHOICES.get(value, value)
        return found


def planned(game: PleaGame, axes: Sequence[Axis], outputs: Sequence[Output]) -> Plan:
    """A plan whose game has every term that an axis varies."""
    first = {axis.name: exact(float(axis.values[0])) for axis in axes if axis.name not in PARAMETER}
    return Plan(game.with_parameters(**first), tuple(axes), tuple(outputs))
