"""Offer ratios of defendants who differ, from offers, sentences and convictions as stated."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from flint import fmpq
from numpy.typing import NDArray
from sympy import Expr, Symbol

from ..errors import Fault, ParameterError, first_faults, shown
from ..model.exact import NumberError, as_fraction, exact
from ..model.parameters import PARAMETER, Parameter
from ..model.reading import read_number
from ..model.symbols import SYMBOLS, K, N, d
from ..model.terms import Term
from ..model.terms.together import in_order, payoffs_with
from .array_code import compiled
from .compile import exact_function
from .exact_functions import as_fmpq
from .lottery_form import LotteryForm, lottery_formulas

Floats = NDArray[np.float64]

_OF_EACH = ("offer", "sentence", "conviction", "process_cost", "dismissal_cost")
_LETTERS = tuple(SYMBOLS[name] for name in _OF_EACH)
_MOST_FAULTS = 10


class StatedRatios(NamedTuple):
    """r of each defendant, as fractions or doubles, and the trials that can be held."""

    ratios: Sequence[Fraction] | Floats
    capacity: int


def stated_ratios(
    given: Mapping[str, object], capacity: object, terms: Iterable[Term]
) -> StatedRatios:
    """The offer ratios and the capacity, after the terms.

    A list is read exactly and an array in doubles; one number stands for all. The entries of the
    mapping go by the names of the parameters.
    """
    chosen = in_order(tuple(terms))
    form = _form(chosen)
    faults: list[Fault] = []
    columns = {name: _column(PARAMETER[name], given[name], faults) for name in _OF_EACH}
    lengths = {len(column) for column in columns.values() if not isinstance(column, Fraction)}
    if len(lengths) > 1:
        stated = ", ".join(f"{length:,}" for length in sorted(lengths))
        faults.append(Fault("offers", stated, "must be as many as the rest", "give one for each"))
    elif not lengths and not faults:
        rule = "must have an entry for each defendant"
        faults.append(Fault("offers", shown(given["offer"]), rule, "write [2, 3]"))
    if faults:
        raise ParameterError(first_faults(faults, "defendants", _MOST_FAULTS))
    trials = read_number(PARAMETER["capacity"], capacity)
    if any(isinstance(column, np.ndarray) for column in columns.values()):
        ratios: Sequence[Fraction] | Floats = _in_doubles(form, columns)
    else:
        ratios = _exactly(form, columns, lengths.pop())
    return StatedRatios(ratios, _capacity(form, trials))


def _form(terms: Sequence[Term]) -> LotteryForm:
    """The lottery form in the letters of the game, which must leave who is there as it is."""
    values = {letter: value for term in terms for letter, value in term.substitution.items()}
    payoffs = payoffs_with(tuple(term.in_letters for term in terms)).at(values)
    form = lottery_formulas(payoffs)
    if form is None or form.defendants != N or N in _letters(form.capacity):
        names = ", ".join(type(term).__name__ for term in terms)
        rule = "must mean the same for each defendant, whoever else holds out"
        remedy = "leave out those that count or drop defendants"
        raise ParameterError([Fault("terms", names, rule, remedy)])
    return form


def _letters(part: Any) -> set[Symbol]:
    return set(part.free_symbols)


def _column(parameter: Parameter, given: object, faults: list[Fault]) -> Any:
    """One number for all, or a number for each."""
    if isinstance(given, np.ndarray) and given.ndim == 1 and given.dtype.kind in "fiu":
        column: Any = given.astype(np.float64)
        most = np.inf if parameter.maximum is None else parameter.maximum
        beyond = np.flatnonzero(~((column >= parameter.minimum) & (column <= most))).tolist()
        faults += [_fault(parameter, place, column[place], parameter.rule) for place in beyond]
        return column
    if isinstance(given, str | Mapping) or not isinstance(given, Iterable):
        try:
            return read_number(parameter, given)
        except ParameterError as error:
            faults += error.faults
            return Fraction(0)
    column = []
    for place, value in enumerate(given):
        try:
            column.append(exact(value))
            if not parameter.allows(column[-1]):
                raise NumberError(parameter.rule)
        except NumberError as error:
            faults.append(_fault(parameter, place, value, str(error)))
    return column


def _fault(parameter: Parameter, place: int, value: object, rule: str) -> Fault:
    return Fault(f"defendant {place + 1}: {parameter.name}", shown(value), rule, parameter.remedy)


def _capacity(form: LotteryForm, stated: Fraction) -> int:
    trials = as_fraction(exact_function((K,), form.capacity)(as_fmpq(stated)))
    if trials.denominator > 1:
        rule = "must be a whole number of trials after the terms"
        raise ParameterError([Fault("capacity", shown(trials), rule, "round it")])
    return int(trials)


def _exactly(form: LotteryForm, columns: Mapping[str, Any], count: int) -> list[Fraction]:
    price, stake = (exact_function(_LETTERS, part) for part in _parts(form))
    rows = [
        [as_fmpq(column if isinstance(column, Fraction) else column[i])
         for column in columns.values()]
        for i in range(count)
    ]  # fmt: skip
    stakes = [stake(*row) for row in rows]
    _refuse_harmless_trials([place for place, at_stake in enumerate(stakes) if at_stake <= 0])
    return [
        as_fraction(fmpq(price(*row)) / at_stake)
        for row, at_stake in zip(rows, stakes, strict=True)
    ]


def _in_doubles(form: LotteryForm, columns: Mapping[str, Any]) -> Floats:
    values = [
        np.asarray([float(value) for value in column] if isinstance(column, list) else column,
                   dtype=np.float64)
        for column in columns.values()
    ]  # fmt: skip
    price, stake = (compiled(_LETTERS, part)(*values) for part in _parts(form))
    prices, stakes = np.broadcast_arrays(price, stake)
    _refuse_harmless_trials(np.flatnonzero(np.broadcast_to(stakes <= 0, stakes.shape)).tolist())
    return np.asarray(prices / stakes)


def _parts(form: LotteryForm) -> tuple[Expr, Expr]:
    return form.price - d, form.stake


def _refuse_harmless_trials(places: Sequence[int]) -> None:
    rule, remedy = "must be more than the dismissal cost", "leave out those whom trial spares"
    faults = [Fault(f"defendant {place + 1}: trial cost", "", rule, remedy) for place in places]
    if faults:
        raise ParameterError(first_faults(faults, "defendants", _MOST_FAULTS))
