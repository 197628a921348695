r"""Many lottery games at once: their parameters as arrays, and comparisons that ties do not fool.

Parameters that do not vary together stay in arrays of their own shape, so that what depends on two
of ten axes is computed on two. Values are held in extended precision. Where two sides of a
comparison are too close for it to tell, a number too close to the next whole one to be rounded, or
a difference so small beside its terms that digits of a double are lost, fractions take over.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from fractions import Fraction
from functools import cache, cached_property
from typing import Any

import numpy as np
from flint import fmpq
from numpy.typing import NDArray
from sympy import Add, Expr, Symbol, expand, preorder_traversal
from sympy.printing.numpy import NumPyPrinter

from ..errors import PrecisionError
from ..model.exact import exact
from ..model.payoffs import Payoffs
from .array_code import PLAIN_NAMES, on_arrays
from .compile import exact_function
from .exact_functions import as_fmpq
from .lottery_form import lottery_formulas

Floats = NDArray[np.float64]
Wide = NDArray[np.longdouble]
Signs = NDArray[np.int8]
Place = tuple[int, ...]
Exact = dict[str, fmpq]
Side = Callable[[Mapping[str, Any]], Any]

_EPSILON = float(np.finfo(np.longdouble).eps)
_DOUBT = 64 * _EPSILON  # relative: rounding of a few operations
_CLOSE = max(1e-15, 2 * _DOUBT)  # relative: doubles further apart tell which is greater
_FAINT = min(_EPSILON * 2.0**52, 0.25)  # of its terms: a smaller sum has digits a double would show

_DIFFERENCES = {
    "stake": ("trial_cost", "dismissal_cost"),
    "net_price": ("price", "dismissal_cost"),
    "spared": ("trial_cost", "price"),
}


class LotteryPoints:
    """Lottery games whose parameters are numbers or arrays.

    Parameters
    ----------
    payoffs
        In letters, with a lottery form.
    values
        Each letter as a number, or as a float array; arrays broadcast against each other. A float
        is read as the decimal that it prints as.
    fractions
        For some letters, the floats that stand for other numbers than these decimals.
    """

    def __init__(
        self,
        payoffs: Payoffs,
        values: Mapping[Symbol, Fraction | Floats],
        fractions: Mapping[Symbol, Mapping[float, Fraction]] | None = None,
    ) -> None:
        formulas = lottery_formulas(payoffs)
        assert formulas is not None
        self._formulas = {part.name: getattr(formulas, part.name) for part in fields(formulas)}
        self._values = values
        self._fractions = fractions or {}
        self._letters = [self._widened(letter) for letter in values]
        self._wide = {name: self.value(formula) for name, formula in self._formulas.items()}
        self._wide |= {name: self._difference(*pair) for name, pair in _DIFFERENCES.items()}

    def __getitem__(self, name: str) -> Wide:
        """A field of :class:`LotteryForm` by its name, or a difference of two.

        The differences are "stake", T − d; "net_price", π − d; and "spared", T − π.
        """
        return self._wide[name]

    @cached_property
    def has_threat(self) -> NDArray[np.bool_]:
        """T > d."""
        return np.asarray(
            self.sign(lambda at: at["trial_cost"], lambda at: at["dismissal_cost"]) > 0
        )

    def value(self, formula: Expr) -> Wide:
        """A formula in the letters, to more digits than a double has."""
        faint = [self._is_faint(part, _FAINT) for part in _may_cancel(formula)]
        return self._rounded(formula, faint)

    def sign_of(self, formula: Expr) -> Signs:
        """The sign of a formula in the letters, exactly."""
        expanded = expand(formula)
        signs: Signs = np.array(np.sign(self._rounded(expanded)), dtype=np.int8)
        for place, point in self._points(self._is_faint(expanded, _DOUBT)):
            exact_value = exact_function(tuple(point), expanded)(*point.values())
            signs[place] = (exact_value > 0) - (exact_value < 0)
        return signs

    def _rounded(self, formula: Expr, doubts: Iterable[NDArray[np.bool_]] = ()) -> Wide:
        """A formula as its operations round it, but exact in doubt and where it rounds to whole."""
        used = {letter: v for letter, v in zip(self._values, self._letters, strict=True)
                if formula.has(letter)}  # fmt: skip
        masks = list(doubts)
        rounded = _compile(tuple(used), formula)(*used.values(), _Rounding(masks))
        shape = np.broadcast_shapes(np.shape(rounded), *map(np.shape, masks))
        wide = np.array(np.broadcast_to(rounded, shape), dtype=np.longdouble)
        for doubtful in masks:
            for place, point in self._points(np.broadcast_to(doubtful, shape)):
                wide[place] = _wide(exact_function(tuple(point), formula)(*point.values()))
        return wide

    def _is_faint(self, total: Expr, share: float) -> NDArray[np.bool_]:
        """Where a sum is less than that share of the sizes of its terms together."""
        size = sum(np.abs(self._rounded(part)) for part in Add.make_args(total))
        return np.asarray(np.abs(self._rounded(total)) < share * size)

    def _difference(self, more: str, less: str) -> Wide:
        one, other = self._wide[more], self._wide[less]
        difference: Wide = np.asarray(one - other)
        faint = np.abs(difference) < _FAINT * np.maximum(np.abs(one), np.abs(other))
        for place, at in self.exactly(np.asarray(faint)):
            difference[place] = _wide(at[more] - at[less])
        return difference

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
                number = fmpq(exact_function(tuple(point), formula)(*point.values()))
                whole[place] = number.q == 1
                if whole[place]:
                    value[place] = _wide(number)
            all_whole = np.asarray(all_whole & whole)
        return all_whole

    def sign(self, left: Side, right: Side) -> Signs:
        """Whether the left side is greater (1), equal (0) or smaller (−1), exactly."""
        one, other = map(np.asarray, (left(self._wide), right(self._wide)))
        with np.errstate(over="ignore", invalid="ignore"):  # beyond doubles it is close
            near, beside = one.astype(np.float64), other.astype(np.float64)
            difference = np.asarray(near - beside)
            sizes = np.maximum(np.abs(near), np.abs(beside))
            signs: Signs = np.array(np.nan_to_num(np.sign(difference)), dtype=np.int8)
            close = np.asarray(~(np.abs(difference) > _CLOSE * sizes))
        doubtful = np.zeros(close.shape, np.bool_)
        if close.any():  # wide numbers take ten times as long
            one, other = (np.broadcast_to(part, close.shape)[close] for part in (one, other))
            signs[close] = np.sign(one - other)
            doubtful[close] = np.abs(one - other) <= _DOUBT * np.maximum(abs(one), abs(other))
        for place, point in self.exactly(doubtful):
            gap = left(point) - right(point)
            signs[place] = (gap > 0) - (gap < 0)
        return signs

    def ceiling(self, top: Side, bottom: Side) -> Floats:
        """⌈top/bottom⌉, exactly; NaN where the bottom is 0, infinite beyond all doubles."""
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            ratio = np.asarray(top(self._wide) / bottom(self._wide))
            near = ratio.astype(np.float64)
            up = np.asarray(np.ceil(near))
            close = np.asarray(~(np.abs(near - np.rint(near)) > _CLOSE * np.abs(near)))
            doubtful = np.zeros(close.shape, np.bool_)
            if close.any():
                ratio = ratio[close]
                up[close] = np.ceil(ratio)
                doubtful[close] = np.abs(ratio - np.rint(ratio)) <= _DOUBT * np.abs(ratio)
        for place, point in self.exactly(doubtful):
            if (divisor := bottom(point)) and np.isfinite(up[place]):
                up[place] = float((top(point) / divisor).ceil())
        return up

    def sum_of(self, terms: Sequence[Wide], exactly: Callable[[Exact], fmpq]) -> Wide:
        """The sum of terms that each are right to more digits than a double has, and so is it.

        Where too few would be left of them, the function says what it is.
        """
        with np.errstate(invalid="ignore"):
            total: Wide = np.asarray(sum(terms))
            faint = np.isfinite(total) & (np.abs(total) < _FAINT * sum(map(np.abs, terms)))
        for place, at in self.exactly(np.asarray(faint)):
            total[place] = _wide(exactly(at))
        return total

    def exactly(self, mask: NDArray[np.bool_]) -> Iterator[tuple[Place, Exact]]:
        """The places where the mask is true, each with its parameters as fractions."""
        functions = {
            name: exact_function(tuple(self._values), formula)
            for name, formula in self._formulas.items()
        }
        for place, point in self._points(mask):
            numbers = point.values()
            at = {name: fmpq(compute(*numbers)) for name, compute in functions.items()}
            at |= {name: at[more] - at[less] for name, (more, less) in _DIFFERENCES.items()}
            yield place, at

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
                point[letter] = self._read(letter, float(value.flat[0]))
        columns = [values[mask].tolist() for values in varied.values()]
        for place, *numbers in zip(map(tuple, places.tolist()), *columns, strict=True):
            point.update(zip(varied, map(self._read, varied, numbers), strict=True))
            yield place, point

    def _widened(self, letter: Symbol) -> Any:
        value = self._values[letter]
        if not isinstance(value, np.ndarray):
            return _wide(value)
        kinds, where = np.unique(value, return_inverse=True)
        wide = np.array([_wide(self._read(letter, kind)) for kind in kinds.tolist()])
        return wide[where]

    def _read(self, letter: Symbol, value: float) -> fmpq:
        fraction = self._fractions.get(letter, {}).get(value)
        return _read(value) if fraction is None else as_fmpq(fraction)


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


def narrowed(wide: Wide | Floats, name: str) -> Floats:
    """The nearest doubles, refused where one would be infinite or a false 0."""
    if wide.dtype == np.float64:
        return np.asarray(wide, np.float64)
    with np.errstate(over="ignore", under="ignore"):
        nearest = wide.astype(np.float64)
    if (np.isinf(nearest) & np.isfinite(wide)).any() or ((nearest == 0) & (wide != 0)).any():
        rule, remedy = "is beyond double precision at some points", "sweep numbers less far apart"
        raise PrecisionError(name, "", rule, remedy)
    return nearest


@cache
def _may_cancel(formula: Expr) -> tuple[Expr, ...]:
    """The sums within a formula that may be small beside their terms; whole numbers stay whole."""
    sums = (part for part in preorder_traversal(formula) if part.is_Add and not part.is_integer)
    return tuple(
        part for part in sums
        if not all(term.is_nonnegative for term in part.args)
    )  # fmt: skip


def _wide(value: Fraction | fmpq) -> Any:
    return np.longdouble(int(value.numerator)) / np.longdouble(int(value.denominator))


@cache
def _read(value: float) -> fmpq:
    return as_fmpq(exact(value))


_ROUNDING = Symbol("rounding")


@cache
def _compile(letters: tuple[Symbol, ...], formula: Expr) -> Callable[..., Any]:
    """A function of the letters and of a :class:`_Rounding`, which floors and ceilings go to."""
    return on_arrays((*letters, _ROUNDING), formula, printer=_Printer(PLAIN_NAMES))


class _Printer(NumPyPrinter):  # type: ignore[misc]
    def _print_floor(self, expr: Expr) -> str:
        return f"rounding.floor({self._print(expr.args[0])})"

    def _print_ceiling(self, expr: Expr) -> str:
        return f"rounding.ceiling({self._print(expr.args[0])})"

    def _print_Rational(self, expr: Expr) -> str:  # a quotient of doubles would be rounded
        return f"(longdouble({expr.p})/longdouble({expr.q}))"
