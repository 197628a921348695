"""What a sweep will compute: its axes, its outputs, and the tiles it is done in."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import ceil, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import Expr, Symbol

from ..errors import Fault, ParameterError
from ..games.gains import MOST_EXACT_GAINS
from ..games.lottery_form import has_lottery_form, lottery_formulas
from ..games.lottery_points import LotteryPoints
from ..games.witness_formulas import has_witness_form
from ..model.closed_forms import CLOSED_FORM
from ..model.exact import as_fraction, as_rational
from ..model.game import PleaGame, stated_parameters
from ..model.kind_forms import KIND
from ..model.notation import plain
from ..model.parameters import PARAMETER
from ..model.payoffs import Payoffs
from ..model.symbols import DEFINITIONS, SYMBOLS, T
from ..model.terms.by_name import letter_of, parameter_of
from ..solvers.gain_thresholds import NAMES, WITNESS_NAMES
from ..solvers.threshold_arrays import threshold_arrays
from ..solvers.thresholds import thresholds
from ..tables import Column, Table, Tabular
from .axes import Axis
from .beliefs import BELIEF_FORMS, BELIEFS, believed_values, possible_with
from .outputs import Output

Floats = NDArray[np.float64]
Tile = tuple[slice, ...]

_COUNTS = ("defendants", "capacity")

POINTS_IN_A_TILE = 2**18
POINTS_ONE_BY_ONE = 2**7
"""In a tile, where each point may have to be solved by itself."""


@dataclass(frozen=True)
class Origin:
    """Where a plan comes from, for those who get its numbers; empty what is not known.

    Attributes
    ----------
    title, scenario
        Of a study.
    seed, samples
        Of what is drawn.
    """

    title: str = ""
    scenario: str = ""
    seed: str = ""
    samples: str = ""


@dataclass(frozen=True)
class SweepPlan(Tabular):
    """A game, what is varied, what is put out.

    Attributes
    ----------
    game
        The game; what is varied are symbols in it, and what follows from others are formulas.
    axes, outputs
        What is varied and what is put out.
    origin
        What files say of where the plan comes from.
    """

    game: PleaGame
    axes: tuple[Axis, ...]
    outputs: tuple[Output, ...]
    origin: Origin = Origin()

    @property
    def derived(self) -> dict[str, Expr]:
        """What follows from other parameters by a formula, by name."""
        varied = {axis.name for axis in self.axes}
        return {
            name: value
            for name, value in stated_parameters(self.game).items()
            if not value.is_Rational and name not in varied
        }

    @cached_property
    def payoffs(self) -> Payoffs:
        """What each action pays, derived letters written out."""
        return self.game.payoffs.at(
            {letter_of(name): formula for name, formula in self.derived.items()}
        )

    @property
    def has_closed_forms(self) -> bool:
        """Whether points can be solved many at once: they are lotteries over whole numbers."""
        if self._asked(BELIEF_FORMS):
            return False
        form = lottery_formulas(self.payoffs)
        return form is not None and all(getattr(form, name).is_integer for name in _COUNTS)

    @property
    def possible_outputs(self) -> tuple[str, ...]:
        """The thresholds that there are with these terms."""
        believed = possible_with([axis.name for axis in self.axes])
        if has_lottery_form(self.payoffs):
            return (*CLOSED_FORM, KIND.name, *believed)
        told = WITNESS_NAMES if has_witness_form(self.payoffs) else NAMES
        return (*told, KIND.name, *believed)

    @property
    def game_axes(self) -> tuple[Axis, ...]:
        """Those that vary the game itself."""
        return tuple(axis for axis in self.axes if axis.name not in BELIEFS)

    def _asked(self, names: Collection[str]) -> list[str]:
        return [output.name for output in self.outputs if output.name in names]

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

    @cached_property
    def tile_shape(self) -> tuple[int, ...]:
        """As much of the last dimensions as fits, so that a tile is one stretch of a file."""
        room = POINTS_IN_A_TILE if self.has_closed_forms else POINTS_ONE_BY_ONE
        lengths = []
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

    def within(self, tile: Tile) -> "SweepPlan":
        """The part of the plan that lies in a tile."""
        places = dict(zip(self.dimensions, tile, strict=True))
        axes = [replace(axis, values=axis.values[places[axis.dimension]]) for axis in self.axes]
        return replace(self, axes=tuple(axes))

    def whole(self) -> Tile:
        """Everything, as one tile."""
        return tuple(slice(0, length) for length in self.shape)

    def points_of(self, tile: Tile) -> dict[str, Floats]:
        """What each axis has at each point of a tile, in the tile's full shape."""
        shape = tuple(part.stop - part.start for part in tile)
        return {axis.name: np.broadcast_to(self._values(axis, tile), shape) for axis in self.axes}

    def record(self) -> list[dict[str, Any]]:
        """The cells of the table."""
        return [{"sweep": name, "size": size} for name, size in self._sizes()]

    def table(self, title: str = "") -> Table:
        """What the sweep takes."""
        columns = (Column("sweep", left=True), Column("size", "number"))
        title = title or f"Sweep of the game with {self.game.describe()}"
        return Table(title, columns, list(self._sizes()))

    def _sizes(self) -> Iterator[tuple[str, float]]:
        """How much there is of each."""
        for axis in self.axes:
            ends = f"from {axis.values.min():g} to {axis.values.max():g}"
            yield f"{axis.name} ({axis.parameter.unit}) {ends}", axis.values.size
        yield "points", self.points
        yield "outputs", len(self.outputs)
        yield "tiles", self.tile_count
        yield "gigabytes", self.bytes / 1e9

    def compute(self, tile: Tile) -> dict[str, Floats]:
        """The outputs on one tile, each in the tile's full shape; NaN where there is no game.

        Every NaN has the same bits, which processors do not promise: checksums and comparisons are
        of bytes.
        """
        computed = self._computed(tile)
        for values in computed.values():
            values[np.isnan(values)] = np.nan
        return computed

    def _computed(self, tile: Tile) -> dict[str, Floats]:
        shape = tuple(part.stop - part.start for part in tile)
        whole = {output.name: np.full(shape, np.nan) for output in self.outputs}
        computed = {name: array for name, array in whole.items() if name not in BELIEF_FORMS}
        self._with_beliefs(tile, whole)
        if not has_lottery_form(self.payoffs):
            self._one_by_one(tile, computed, np.ones(shape, np.bool_))
            return whole
        fractions = {letter_of(axis.name): axis.fractions for axis in self.game_axes}
        points = LotteryPoints(self.payoffs, self._letters(tile), fractions)
        is_game = self._is_game(points)
        alone = is_game & ~solvable(points)
        for name, values in threshold_arrays(points, list(computed)).items():
            np.copyto(computed[name], values, where=is_game & ~alone)
        if alone.any():
            self._one_by_one(tile, computed, np.broadcast_to(alone, shape))
        return whole

    def _is_game(self, points: LotteryPoints) -> NDArray[np.bool_]:
        """Where trial threatens, before the terms, and derived parameters are in their ranges."""
        values = {letter_of(name): formula for name, formula in self.derived.items()}  # of others
        at_stake = (DEFINITIONS[T] - SYMBOLS["dismissal_cost"]).subs(values)
        decide = points.sign_of(self.payoffs.players - 1) >= 0
        valid = np.asarray((points.sign_of(at_stake) > 0) & decide)
        for name, formula in self.derived.items():
            parameter = parameter_of(name)
            low = points.sign_of(formula - parameter.minimum)
            valid = valid & ((low > 0) if parameter.above_minimum else (low >= 0))
            if parameter.maximum is not None:
                valid = valid & (points.sign_of(parameter.maximum - formula) >= 0)
        return valid

    def _letters(self, tile: Tile) -> Mapping[Symbol, Fraction | Floats]:
        letters: dict[Symbol, Fraction | Floats] = {
            letter_of(name): as_fraction(value)
            for name, value in stated_parameters(self.game).items()
            if value.is_Rational
        }
        for axis in self.game_axes:
            letters[letter_of(axis.name)] = self._values(axis, tile)
        return letters

    def _values(self, axis: Axis, tile: Tile) -> Floats:
        """The axis' values within the tile, along its dimension."""
        place = self.dimensions.index(axis.dimension)
        shape = [1] * len(self.dimensions)
        shape[place] = -1
        return axis.values[tile[place]].reshape(shape)

    def _one_by_one(
        self, tile: Tile, computed: Mapping[str, Floats], mask: NDArray[np.bool_]
    ) -> None:
        """Games whose terms leave no closed form."""
        for place in map(tuple, np.argwhere(mask)) if computed else ():
            game = self._game_at(tile, place)
            if game is None:
                continue
            solved = thresholds(game)
            for output in self.outputs:
                if output.name in computed and (value := getattr(solved, output.name)) is not None:
                    computed[output.name][place] = output.coded(value)

    def _with_beliefs(self, tile: Tile, computed: Mapping[str, Floats]) -> None:
        """What comes of priors and spreads, point by point."""
        names = self._asked(BELIEF_FORMS)
        if not names:
            return
        for place in np.ndindex(computed[names[0]].shape):
            game = self._game_at(tile, place)
            if game is None:
                continue
            beliefs = self._at(tile, place, [axis for axis in self.axes if axis.name in BELIEFS])
            try:
                values = believed_values(game, beliefs)
            except ParameterError:
                continue
            for name in names:
                computed[name][place] = values.get(name, np.nan)

    def _game_at(self, tile: Tile, place: tuple[int, ...]) -> PleaGame | None:
        """The game at a point of a tile; None where there is none."""
        try:
            return at_point(self.game, self._at(tile, place, self.game_axes))
        except ParameterError:
            return None

    def _at(self, tile: Tile, place: tuple[int, ...], axes: Iterable[Axis]) -> dict[str, Fraction]:
        points = self.points_of(tile)
        return {axis.name: axis.exactly(float(points[axis.name][place])) for axis in axes}


def solvable(points: LotteryPoints) -> NDArray[np.bool_]:
    """Where the closed forms hold: counts are whole, and who is paid to be tried was not to wait.

    With T ≤ d, and s ≥ d, holding out is always a best reply.
    """
    wants_trial = points.sign(lambda at: at["price"], lambda at: at["dismissal_cost"]) >= 0
    return np.asarray(points.are_whole(_COUNTS) & (points.has_threat | wants_trial))


def at_point(game: PleaGame, changes: Mapping[str, Fraction]) -> PleaGame:
    """The game with what is varied set, and what follows from that."""
    known = {letter_of(name): as_rational(value) for name, value in changes.items()}
    stated = stated_parameters(game)
    known |= {letter_of(name): value for name, value in stated.items() if value.is_Rational}
    following = {name: value.subs(known) for name, value in stated.items() if not value.is_Rational}
    return game.with_parameters(**following)


def planned(game: PleaGame, axes: Sequence[Axis], outputs: Sequence[Output]) -> SweepPlan:
    """A plan whose game has every term that an axis varies."""
    in_game = [axis for axis in axes if axis.name not in BELIEFS]
    varied = {axis.name: letter_of(axis.name) for axis in in_game}
    plan = SweepPlan(game.with_parameters(**varied), tuple(axes), tuple(outputs))
    for axis in in_game:  # terms may refuse the ends of their parameters' ranges
        if axis.name in PARAMETER:
            continue
        for end in (axis.values.min(), axis.values.max()):
            plan.game.with_parameters(**{axis.name: axis.exactly(float(end))})
    fixed = {letter_of(name) for name, value in stated_parameters(plan.game).items()
             if value.is_Rational}  # fmt: skip
    faults = []
    for name, formula in plan.derived.items():
        if missing := formula.free_symbols - {*varied.values(), *fixed}:
            names = ", ".join(sorted(map(str, missing)))
            remedy = "set it, or sweep over it"
            faults.append(Fault(name, plain(formula), f"has no value for {names}", remedy))
        elif parameter_of(name).is_count and not formula.is_integer:
            remedy = "round it by ceil or floor (ceiling and floor of sympy)"
            faults.append(Fault(name, plain(formula), "must be whole for all values", remedy))
    if not (has_lottery_form(plan.payoffs) or has_witness_form(plan.payoffs)):
        faults += _too_many(plan)
    if faults:
        raise ParameterError(faults)
    return plan


def _too_many(plan: SweepPlan) -> list[Fault]:
    """Caseloads that are too large to be solved from their gains."""
    name = "defendants"
    counts = [float(axis.values.max()) for axis in plan.axes if axis.name == name]
    fixed = plan.game.parameters[name]
    most = max([*counts, float(fixed) if fixed.is_Rational else 0])
    if most <= MOST_EXACT_GAINS:
        return []
    rule = f"must be at most {MOST_EXACT_GAINS:,} where there is no closed form"
    return [Fault(name, f"{most:,.0f}", rule, "take a smaller caseload")]
