"""What users give as parameters, read exactly and checked against its range."""

import operator
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, Union

from ..errors import Fault, InputError, ParameterError, first_faults, shown
from .exact import (
    NUMBER_FORMS,
    NumberError,
    Stated,
    as_expression,
    as_rational,
    exact,
    is_expression,
)
from .in_numbers import trial_cost
from .parameters import PARAMETER, Parameter

if TYPE_CHECKING:
    from sympy import Expr, Symbol

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # not C:/
_MOST_FAULTS = 10

_Read = TypeVar("_Read")
Quantity: TypeAlias = Union[int, float, Fraction, Decimal, str, "Expr"]


def read_parameters(given: Mapping[str, object]) -> dict[str, Stated]:
    """Every parameter as a number or a formula, checked against its range."""
    faults: list[Fault] = []
    values: dict[str, Stated] = {}
    for name, value in given.items():
        parameter = PARAMETER[name]
        try:
            values[name] = read_stated(parameter, value)
        except NumberError as rule:
            faults.append(Fault(name, shown(value), str(rule), parameter.remedy))
    faults += trial_cost_faults(values)
    if faults:
        raise ParameterError(faults)
    return values


def read_parameter(parameter: Parameter, value: object) -> "Expr":
    """One parameter as a sympy number or expression."""
    return as_expression(read_stated(parameter, value))


def read_stated(parameter: Parameter, value: object) -> Stated:
    """One parameter as a number or a formula."""
    if not is_expression(value) or value.is_Rational or value.is_Float:
        number = exact(value)
        if not parameter.allows(number):
            raise NumberError(parameter.rule)
        return number
    return _read_formula(parameter, value)


def _read_formula(parameter: Parameter, value: "Expr") -> "Expr":
    from .symbols import m, x

    if not value.free_symbols:  # before anything evaluates a power that nobody can write out
        raise NumberError(NUMBER_FORMS)
    expression = value.replace(lambda part: part.is_Float, lambda part: as_rational(exact(part)))
    if expression.has(m, x):
        raise NumberError("must not contain m or x, which formulas use themselves")
    if expression.is_number or expression.is_extended_real is False:
        raise NumberError(NUMBER_FORMS)
    above = parameter.maximum is not None and (expression - parameter.maximum).is_positive
    below = (expression - parameter.minimum).is_negative
    if above or below or (parameter.is_count and expression.is_integer is False):
        raise NumberError(parameter.rule)
    return expression


def read_number(parameter: Parameter, value: object) -> Fraction:
    """One parameter as a number; symbols will not do."""
    try:
        number = read_stated(parameter, value)
        if not isinstance(number, Fraction):
            raise NumberError(NUMBER_FORMS)
    except NumberError as error:
        fault = Fault(parameter.name, shown(value), str(error), parameter.remedy)
        raise ParameterError([fault]) from None
    return number


@contextmanager
def gathered(faults: list[Fault]) -> Iterator[None]:
    """Adds what is wrong to the list, so that several readings report all of it at once."""
    try:
        yield
    except InputError as error:
        faults += error.faults


def attempt(faults: list[Fault], read: Callable[[], _Read], otherwise: _Read) -> _Read:
    """What ``read`` gives; where it raises, ``otherwise``, with its faults gathered."""
    with gathered(faults):
        return read()
    return otherwise


def read_several(given: Mapping[Parameter, object]) -> dict[str, Fraction]:
    """Several parameters as numbers, by name."""
    faults: list[Fault] = []
    values = {
        parameter.name: attempt(faults, partial(read_number, parameter, value), Fraction(0))
        for parameter, value in given.items()
    }
    if faults:
        raise ParameterError(faults)
    return values


def refuse_symbols(symbols: "Collection[Symbol]", remedy: str = "set the symbols") -> None:
    """What only numbers can answer."""
    if symbols:
        names = ", ".join(sorted(map(str, symbols)))
        raise ParameterError([Fault("parameters", names, "must be numbers", remedy)])


def read_numbers(
    values: object, name: str, entry: Callable[[int], str], *, minimum: int | None = None
) -> list[Fraction]:
    """A list of numbers, exactly.

    Parameters
    ----------
    values
        Any iterable but text and mappings, with at least one entry.
    name
        What errors call the list.
    entry
        What they call the entry at a place, counted from 1.
    minimum
        The least that an entry may be.
    """
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
        rule = "must be a list of numbers"
        raise ParameterError([Fault(name, shown(values), rule, "write [0.4, 0.6]")])
    numbers: list[Fraction] = []
    faults: list[Fault] = []
    for place, value in enumerate(values, start=1):
        try:
            numbers.append(exact(value))
            if minimum is not None and numbers[-1] < minimum:
                raise NumberError(f"must be at least {minimum}")
        except NumberError as error:
            remedy = "give each entry as a number"
            faults.append(Fault(entry(place), shown(value), str(error), remedy))
    if not numbers and not faults:
        faults.append(Fault(name, "[]", "must have at least one number", "write [0.4, 0.6]"))
    if faults:
        raise ParameterError(first_faults(faults, name, _MOST_FAULTS))
    return numbers


def read_share(value: object, name: str) -> Fraction:
    """A share from 0 to 1, exactly."""
    try:
        share = exact(value)
        if not 0 <= share <= 1:
            raise NumberError("must be from 0 to 1")
    except NumberError as error:
        raise ParameterError([Fault(name, shown(value), str(error), "write 10% as 0.1")]) from None
    return share


def read_path(value: object, name: str) -> Path:
    """A path that a file system can have.

    Addresses such as ``s3://…`` are none: what is written needs locks and renames, which object
    stores do not have, and as a path they would make local folders of such names.
    """
    if isinstance(value, str | PathLike):
        text = str(value)
        if _ADDRESS.match(text):
            rule, remedy = (
                "must be a path on this machine",
                "write there, then copy it to the address",
            )
            raise ParameterError([Fault(name, shown(text), rule, remedy)])
        if "\0" not in text:
            return Path(value)
    raise ParameterError([Fault(name, shown(value), "must be a path", "write such as results")])


def refuse_other_kinds(given: object, *kinds: type, name: str = "game") -> None:
    """A clear word where a thing of another kind is given, by the name of the argument."""
    if not isinstance(given, kinds):
        names = [kind.__name__ for kind in kinds]
        rule = "must be " + " or ".join(f"a{'n' * (kind[0] in 'AEIOU')} {kind}" for kind in names)
        remedy = f"build one, as help(plea_games.{names[0]}) shows"
        raise ParameterError([Fault(name, type(given).__name__, rule, remedy)])


def read_whole(value: object, name: str, *, minimum: int = 0, maximum: int | None = None) -> int:
    """A whole number in Python's or numpy's types."""
    try:
        whole = operator.index(value)  # type: ignore[arg-type]
        if isinstance(value, bool) or whole < minimum or (maximum is not None and whole > maximum):
            raise TypeError
    except TypeError:
        most = "" if maximum is None else f" and at most {maximum:,}"
        rule = f"must be a whole number of at least {minimum}{most}"
        raise ParameterError([Fault(name, shown(value), rule, "count them")]) from None
    return whole


def as_list(given: object) -> list[object]:
    """Several values as they are listed, and one value as a list of one.

    >>> as_list(4), as_list("4"), as_list(range(2))
    ([4], ['4'], [0, 1])
    """
    if isinstance(given, Iterable) and not isinstance(given, str | bytes):
        return list(given)
    return [given]


def trial_cost_faults(values: Mapping[str, Any]) -> list[Fault]:
    """The rule T > d, where all four parameters that it takes could be read."""
    needed = ("sentence", "conviction", "process_cost", "dismissal_cost")
    if any(name not in values for name in needed):
        return []
    cost = trial_cost(*(values[name] for name in needed[:3]))
    at_stake = cost - values["dismissal_cost"]
    is_known = isinstance(at_stake, Fraction) or at_stake.is_Rational
    if not (at_stake <= 0 if is_known else at_stake.is_nonpositive):
        return []
    return [
        Fault(
            "sentence × conviction + process_cost",
            f"{cost} years",
            f"must be more than dismissal_cost = {values['dismissal_cost']}, or trial is no threat",
            "raise one of the three, or lower dismissal_cost",
        )
    ]
