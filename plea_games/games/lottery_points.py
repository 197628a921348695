r"""Many lottery games at once: their parameters as arrays, and comparisons that ties do not fool.

Parameters that do not vary together stay in arrays of their own shape, so that what depends on two
of ten axes is computed on two. Values are held in extended precision. Where two sides of a
comparison are too close for it to tell, or a number too close to the next whole one to be rounded,
fractions decide.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache, cached_property
from typing import Any

import numpy as np
from flint import fmpq
from numpy.typing import NDArray
from sympy import Add, Expr, Symbol, expand, lambdify
from sympy.printing.numpy import NumPyPrinter

from ..errors import PrecisionError
from ..model.exact import exact
from ..model.parts import Parts
from .compile import exact_function
from .exact_functions import as_fmpq

Floats = NDArray[np.float64]
Wide = NDArray[np.longdouble]
Signs = NDArray[np.int8]
Place = tuple[int, ...]
Exact = dict[str, fmpq]
Side = Callable[[Mapping[str, Any]], Any]

_DOUBT = 64 * float(np.finfo(np.longdouble).eps)  # relative: rounding of a few operations
_LEFT_OF_DIGITS = 2.0**-11  # of a difference: 53 bits of 64, as many as a double has


class LotteryPoints:
    """Lottery games whose parameters are numbers or arrays.

    Parameters
    ----------
    parts
        What payoffs are made of, with a lottery form.
    values
        Each letter as a number, or as a float array; arrays broadcast against each other. A float
        is read as the decimal that it prints as.
    """

    def __init__(self, parts: Parts, values: Mapping[Symbol, Fraction | Floats]) -> None:
        formulas = parts.as_lottery()
        assert formulas is not None
        self._formulas, self._values = formulas, values
        self._letters = [_widened(value) for value in values.values()]
        self._wide = {name: self.value(formula) for name, formula in formulas.items()}

    @cached_property
    def defendants(self) -> Floats:
        """N."""
        return self._narrow("defendants")

    @cached_property
    def capacity(self) -> Floats:
        """K."""
        return self._narrow("capacity")

    @cached_property
    def offer(self) -> Floats:
        """s."""
        return self._narrow("offer")

    @cached_property
    def trial_cost(self) -> Floats:
        """T."""
        return self._narrow("sentence")

    @cached_property
    def dismissal_cost(self) -> Floats:
        """d."""
        return self._narrow("dismissal_cost")

    @cached_property
    def offer_ratio(self) -> Floats:
        """r; NaN where trial is no worse than waiting."""
        return self._share("offer", "dismissal_cost")

    @cached_property
    def one_minus_ratio(self) -> Floats:
        """1 − r, without the rounding of r."""
        return self._share("sentence", "offer")

    @cached_property
    def has_threat(self) -> NDArray[np.bool_]:
        """T > d."""
        return np.asarray(self.sign(lambda at: at["sentence"], lambda at: at["dismissal_cost"]) > 0)

    def value(self, formula: Expr) -> Wide:
        """A formula in the letters; what it rounds to whole numbers is rounded exactly."""
        used = {letter: v for letter, v in zip(self._values, self._letters, strict=True)
                if formula.has(letter)}  # fmt: skip
        doubts: list[NDArray[np.bool_]] = []
        found = _compile(tuple(used), formula)(*used.values(), _Rounding(doubts))
        shape = np.broadcast_shapes(np.shape(found), *map(np.shape, doubts))
        wide = np.array(np.broadcast_to(found, shape), dtype=np.longdouble)
        for doubtful in doubts:
            for place, point in self._points(np.broadcast_to(doubtful, shape)):
                wide[place] = _wide(exact_function(tuple(point), formula)(*point.values()))
        return wide

    def sign_of(self, formula: Expr) -> Signs:
        """The sign of a formula in the letters, exactly."""
        expanded = expand(formula)
        value = self.value(expanded)
        size = sum(np.abs(self.value(part)) for part in Add.make_args(expanded))
        signs: Signs = np.array(np.sign(value), dtype=np.int8)
        for place, point in self._points(np.abs(value) <= _DOUBT * size):
            exact_value = exact_function(tuple(point), expanded)(*point.values())
            signs[place] = (exact_value > 0) - (exact_value < 0)
        return signs

    def are_whole(self, names: Iterable[str]) -> NDArray[np.bool_]:
        """Where these parameters are whole numbers."""
        all_whole: NDArray[np.bool_] = np.ones((), np.bool_)
        for name in names:
            formula, value = self._formulas[name], self._wide[name]
            if formula.is_integer:
                continue
            whole = np.zeros(value.shape, np.bool_)
            near = np.abs(value - np.rint(value)) <= _DOUBT * np.fmax(np.abs(value), 1)
            for place, point in self._points(near):
                found = fmpq(exact_function(tuple(point), formula)(*point.values()))
                whole[place] = found.q == 1
                if whole[place]:
                    value[place] = _wide(found)
            all_whole = np.asarray(all_whole & whole)
        return all_whole

    def sign(self, left: Side, right: Side) -> Signs:
        """Whether the left side is greater (1), equal (0) or smaller (−1), exactly."""
        one, other = left(self._wide), right(self._wide)
        difference = np.asarray(one - other)
        signs: Signs = np.array(np.sign(difference), dtype=np.int8)
        doubtful = np.abs(difference) <= _DOUBT * np.maximum(np.abs(one), np.abs(other))
        for place, point in self.exactly(np.asarray(doubtful)):
            gap = left(point) - right(point)
            signs[place] = (gap > 0) - (gap < 0)
        return signs

    def ceiling(self, top: Side, bottom: Side) -> Floats:
        """⌈top/bottom⌉, exactly; NaN where the bottom is 0, infinite beyond all doubles."""
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            ratio = np.asarray(top(self._wide) / bottom(self._wide))
            up = np.asarray(np.ceil(ratio)).astype(np.float64)
        with np.errstate(invalid="ignore"):
            doubtful = np.abs(ratio - np.rint(ratio)) <= _DOUBT * np.abs(ratio)
        for place, point in self.exactly(np.asarray(doubtful)):
            if (divisor := bottom(point)) and np.isfinite(up[place]):
                up[place] = float((top(point) / divisor).ceil())
        return up

    def _share(self, more: str, less: str) -> Floats:
        """A difference as a share of T − d, in fractions where the digits of either cancel."""
        top, top_cancels = self._difference(more, less)
        stake, stake_cancels = self._difference("sentence", "dismissal_cost")
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.asarray(np.where(self.has_threat, top / stake, np.nan))
        for place, at in self.exactly(self.has_threat & (top_cancels | stake_cancels)):
            exact_stake = at["sentence"] - at["dismissal_cost"]
            share[place] = _wide((at[more] - at[less]) / exact_stake)
        return _narrowed(share, "offer_ratio")

    def _difference(self, more: str, less: str) -> tuple[Wide, NDArray[np.bool_]]:
        """Of two parameters, and where too few digits of it are left."""
        one, other = self._wide[more], self._wide[less]
        difference = np.asarray(one - other)
        cancels = np.abs(difference) < _LEFT_OF_DIGITS * np.maximum(np.abs(one), np.abs(other))
        return difference, np.asarray(cancels)

    def _narrow(self, name: str) -> Floats:
        return _narrowed(self._wide[name], name)

    def exactly(self, mask: NDArray[np.bool_]) -> Iterator[tuple[Place, Exact]]:
        """The places where the mask is true, each with its parameters as fractions."""
        functions = {
            name: exact_function(tuple(self._values), formula)
            for name, formula in self._formulas.items()
        }
        for place, point in self._points(mask):
            numbers = point.values()
            yield place, {name: fmpq(compute(*numbers)) for name, compute in functions.items()}

    def _points(self, mask: NDArray[np.bool_]) -> Iterator[tuple[Place, dict[Symbol, fmpq]]]:
        """The places where the mask is true, each with its letters as fractions."""
        places = np.argwhere(mask)
        if not len(places):  # the place in an array without axes has no coordinates, so no size
            return
        point: dict[Symbol, fmpq] = {}
        varied = {}
        for letter, value in self._values.items():
            if not isinstance(value, np.ndarray):
                point[letter] = as_fmpq(value)
            elif _fits(value.shape, mask.shape):
                varied[letter] = np.broadcast_to(value, mask.shape)
                point[letter] = fmpq(0)
            else:  # it varies along other axes, so nothing here depends on it: any value will do
                point[letter] = _read(float(value.flat[0]))
        columns = [values[mask].tolist() for values in varied.values()]
        for place, *numbers in zip(map(tuple, places.tolist()), *columns, strict=True):
            point.update(zip(varied, map(_read, numbers), strict=True))
            yield place, point


class _Rounding:
    """Floor and ceiling in extended precision, which note where they may be wrong."""

    def __init__(self, doubts: list[NDArray[np.bool_]]) -> None:
        self.doubts = doubts

    def floor(self, value: Any) -> Any:
        self._note(value)
        return np.floor(value)

    def ceiling(self, value: Any) -> Any:
        self._note(value)
        return np.ceil(value)

    def _note(self, value: Any) -> None:
        distance = np.abs(value - np.rint(value))
        self.doubts.append(np.asarray(distance <= _DOUBT * np.fmax(np.abs(value), 1)))


def _fits(shape: tuple[int, ...], into: tuple[int, ...]) -> bool:
    try:
        return np.broadcast_shapes(shape, into) == into
    except ValueError:
        return False


def _narrowed(wide: Wide, name: str) -> Floats:
    """The nearest doubles, refused where one would be infinite or a false 0."""
    with np.errstate(over="ignore", under="ignore"):
        nearest = np.asarray(wide).astype(np.float64)
    if (np.isinf(nearest) & np.isfinite(wide)).any() or ((nearest == 0) & (wide != 0)).any():
        raise PrecisionError(f"{name} is beyond double precision at some points")
    return nearest


def _widened(value: Fraction | Floats) -> Any:
    if isinstance(value, np.ndarray):
        kinds, where = np.unique(value, return_inverse=True)
        wide = np.array([_wide(exact(kind)) for kind in kinds.tolist()])
        return wide[where]
    return _wide(value)


def _wide(value: Fraction | fmpq) -> Any:
    return np.longdouble(int(value.numerator)) / np.longdouble(int(value.denominator))


@cache
def _read(value: float) -> fmpq:
    return as_fmpq(exact(value))


_ROUNDING = Symbol("rounding")


@cache
def _compile(letters: tuple[Symbol, ...], formula: Expr) -> Callable[..., Any]:
    """A function of the letters and of a :class:`_Rounding`, which floors and ceilings go to."""
    printer = _Printer({"fully_qualified_modules": False, "allow_unknown_functions": True})
    compiled: Callable[..., Any] = lambdify(
        (*letters, _ROUNDING), formula, modules="numpy", cse=True, printer=printer
    )
    return compiled


class _Printer(NumPyPrinter):  # type: ignore[misc]
    def _print_floor(self, expr: Expr) -> str:
        return f"rounding.floor({self._print(expr.args[0])})"

    def _print_ceiling(self, expr: Expr) -> str:
        return f"rounding.ceiling({self._print(expr.args[0])})"

    def _print_Rational(self, expr: Expr) -> str:  # a quotient of doubles would be rounded
        return f"(longdouble({expr.p})/longdouble({expr.q}))"
