"""What is swept: values, ranges and distributions of a game's parameters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, Protocol, get_args, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from ..by_value import ByValue
from ..errors import Fault, ParameterError, shown
from ..model.exact import NumberError, as_fraction, exact
from ..model.parameters import PARAMETER, Parameter
from ..model.reading import gathered, read_parameter, read_whole
from ..model.terms.by_name import term_parameters, unknown_parameter
from .beliefs import BELIEFS

Floats = NDArray[np.float64]
Spacing = Literal["linear", "log"]

SAMPLE = "sample"
"""The dimension along which drawn values vary together."""

MOST_VALUES = 1_000_000
"""Of one range."""

MOST_SAMPLES = 10_000_000

_MOST_FAULTS = 10
_SHORT = 15  # digits of a decimal that its double prints as


@runtime_checkable
class Distribution(Protocol):
    """A frozen distribution of scipy, or anything that draws as one does."""

    def rvs(self, size: int, random_state: np.random.Generator) -> Any:
        """Values, drawn independently."""

    def ppf(self, q: Any) -> Any:
        """Quantiles."""


@dataclass(frozen=True)
class Range:
    """Evenly spaced values, both ends included.

    Parameters
    ----------
    start, stop
        The ends, start < stop; both positive for ``spacing="log"``.
    count
        How many values, 2 to 1,000,000.
    spacing
        "linear", or "log" for equal ratios.

    Raises
    ------
    ParameterError
        Where the ends do not increase, or there are fewer than two values.

    Examples
    --------
    >>> Range(0.1, 0.5, 5).values
    array([0.1, 0.2, 0.3, 0.4, 0.5])
    >>> Range(1, 100, 3, spacing="log").values
    array([  1.,  10., 100.])
    """

    start: object
    stop: object
    count: int
    spacing: Spacing = "linear"

    @property
    def values(self) -> Floats:
        """The values, each the double nearest to it.

        Raises
        ------
        ParameterError
            For ends that are no numbers or out of order, and other faults.
        """
        start, stop, steps = self._ends()
        if self.spacing == "linear":
            below, least, more = _in_whole_steps(start, stop, steps)
            # the quotient of two integers is the double nearest to it
            return np.array([(least + more * i) / below for i in range(steps + 1)])
        values = np.geomspace(float(start), float(stop), steps + 1)
        return np.array([float(f"{value:.15g}") for value in values])

    @property
    def fractions(self) -> dict[float, Fraction]:
        """The values that no short decimal states, by the doubles nearest to them.

        >>> Range(0, 1, 4).fractions
        {0.3333333333333333: Fraction(1, 3), 0.6666666666666666: Fraction(2, 3)}
        """
        start, stop, steps = self._ends()
        below, least, more = _in_whole_steps(start, stop, steps)
        if self.spacing != "linear" or 10**_SHORT % below == 0:
            return {}
        return inexact(Fraction(least + more * i, below) for i in range(steps + 1))

    def _ends(self) -> tuple[Fraction, Fraction, int]:
        try:
            start, stop = exact(self.start), exact(self.stop)
        except NumberError as error:
            raise _range_error(self, str(error)) from None
        if self.spacing not in get_args(Spacing):
            raise _range_error(self, "must have linear or log spacing")
        steps = read_whole(self.count, "Range: count", minimum=2, maximum=MOST_VALUES) - 1
        if start >= stop:
            raise _range_error(self, "must start below its stop")
        if self.spacing == "log" and start <= 0:
            raise _range_error(self, "must start above 0 for log spacing")
        return start, stop, steps


def _in_whole_steps(start: Fraction, stop: Fraction, steps: int) -> tuple[int, int, int]:
    step = (stop - start) / steps
    below = start.denominator * step.denominator
    return below, int(start * below), int(step * below)


def inexact(numbers: Iterable[Fraction]) -> dict[float, Fraction]:
    """The numbers that differ from the decimals that their nearest doubles print as."""
    return {near: number for number in numbers for near in [float(number)]
            if exact(near) != number}  # fmt: skip


@dataclass(frozen=True)
class Axis(ByValue):
    """One parameter and the values it takes.

    ``dimension`` is its own name, or "sample"; ``distribution`` is what the values were drawn from.
    A value is the decimal that its double prints as, unless ``fractions`` say otherwise.
    """

    parameter: Parameter
    values: Floats
    dimension: str
    fractions: Mapping[float, Fraction] = field(default_factory=dict)
    distribution: str = ""

    @property
    def name(self) -> str:
        """The parameter's name."""
        return self.parameter.name

    def exactly(self, value: float) -> Fraction:
        """The number that a value stands for."""
        return self.fractions.get(value) or exact(value)


def read_axes(
    over: Mapping[str, object], *, samples: object, rng: np.random.Generator
) -> tuple[Axis, ...]:
    """Every axis of a sweep, checked value by value.

    Parameters
    ----------
    over
        For each parameter its values, in increasing order; a :class:`Range`; or a distribution,
        from which ``samples`` values are drawn.
    samples
        How many values to draw from each distribution.
    rng
        Where from.
    """
    if not isinstance(over, Mapping) or not over:
        rule, remedy = "must name what is swept", 'write over={"capacity": [400, 450, 500]}'
        raise ParameterError([Fault("over", shown(over), rule, remedy)])
    axes: list[Axis] = []
    faults: list[Fault] = []
    for name, given in over.items():
        parameter = PARAMETER.get(name) or term_parameters().get(name) or BELIEFS.get(name)
        if parameter is None:
            faults.append(unknown_parameter(name, given))
            continue
        with gathered(faults):
            axes.append(_axis(parameter, given, samples, rng))
    if faults:
        raise ParameterError(faults)
    return tuple(axes)


def drawn_axis(parameter: Parameter, drawn: Floats, origin: Distribution) -> Axis:
    """Values drawn from a distribution, rounded where only whole ones will do."""
    numbers = np.asarray(drawn, dtype=np.float64)
    checked = _checked(parameter, np.rint(numbers) if parameter.is_count else numbers)
    return Axis(parameter, checked, SAMPLE, distribution=_described(origin))


def _described(distribution: Any) -> str:
    """Scipy's name and arguments, such as ``uniform(loc=0.3, scale=0.7)``."""
    family = getattr(getattr(distribution, "dist", None), "name", None)
    if not isinstance(family, str):
        return type(distribution).__name__
    stated = [f"{float(value):g}" for value in distribution.args]
    stated += [f"{name}={float(value):g}" for name, value in distribution.kwds.items()]
    return f"{family}({', '.join(stated)})"


def _axis(parameter: Parameter, given: object, samples: object, rng: np.random.Generator) -> Axis:
    if isinstance(given, Distribution):
        return drawn_axis(parameter, _drawn(parameter, given, samples, rng), given)
    values = given.values if isinstance(given, Range) else _listed(parameter, given)
    checked = _checked(parameter, values)
    fractions = given.fractions if isinstance(given, Range) else _fractions(parameter, values)
    if (np.diff(checked) <= 0).any():
        place = int(np.argmax(np.diff(checked) <= 0)) + 1
        rule = "must increase from each value to the next"
        here = ", ".join(shown(value) for value in values[place - 1 : place + 1])
        fault = Fault(parameter.name, f"… {here} …", rule, "sort them")
        raise ParameterError([fault])
    return Axis(parameter, checked, parameter.name, fractions)


def _drawn(
    parameter: Parameter, given: Distribution, samples: object, rng: np.random.Generator
) -> Any:
    size = read_whole(samples, "samples", minimum=1, maximum=MOST_SAMPLES)
    try:
        with np.errstate(all="ignore"):  # what overflows is out of range, and said to be so
            return given.rvs(size=size, random_state=rng)
    except (ValueError, ArithmeticError) as error:
        rule = f"must be a distribution that can be drawn from ({error})"
        fault = Fault(parameter.name, shown(given), rule, "correct its parameters")
        raise ParameterError([fault]) from None


def _listed(parameter: Parameter, given: object) -> list[object]:
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        rule = "must be a list of values, a Range or a distribution"
        raise ParameterError([Fault(parameter.name, shown(given), rule, "write [1, 2, 3]")])
    values = np.asarray(given).tolist() if isinstance(given, np.ndarray) else list(given)
    if not values:
        rule = "must have at least one value"
        raise ParameterError([Fault(parameter.name, "[]", rule, "give a value, or leave it out")])
    return values


def _checked(parameter: Parameter, values: Floats | list[Any]) -> Floats:
    if isinstance(values, np.ndarray):
        doubtful = values[~_allowed(parameter, values)]
        _checked(parameter, doubtful[: _MOST_FAULTS + 1].tolist())
        return values
    faults, read = [], []
    for value in values:
        try:
            number = read_parameter(parameter, value)
            if not number.is_Rational:
                raise NumberError("must be a number")
            read.append(float(as_fraction(number)))
        except NumberError as error:
            faults.append(Fault(parameter.name, shown(value), str(error), parameter.remedy))
        if len(faults) == _MOST_FAULTS:
            break
    if faults:
        raise ParameterError(faults)
    return np.array(read)


def _fractions(parameter: Parameter, values: Floats | list[Any]) -> dict[float, Fraction]:
    stated = (value for value in values if not isinstance(value, int | float | np.number))
    return inexact(as_fraction(read_parameter(parameter, value)) for value in stated)


def _allowed(parameter: Parameter, values: Floats) -> NDArray[np.bool_]:
    """Where values are in the range; the ends are whole, so that doubles tell exactly."""
    low = values > parameter.minimum if parameter.above_minimum else values >= parameter.minimum
    high = np.inf if parameter.maximum is None else parameter.maximum
    allowed = low & (values <= high) & np.isfinite(values)
    return allowed & (values == np.rint(values)) if parameter.is_count else allowed


def _range_error(given: Range, rule: str) -> ParameterError:
    return ParameterError([Fault("Range", repr(given), rule, "write Range(0.1, 0.9, 9)")])
