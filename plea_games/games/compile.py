"""The one crossing from sympy to numbers.

Formulas are compiled with their letters as arguments, so they contain no constants but whole
numbers: called with Fractions they stay exact.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

from flint import fmpq
from sympy import Dummy, Expr, Rational, Symbol, Tuple
from sympy.logic.boolalg import Boolean

from ..errors import PrecisionError
from ..model.closed_form import ClosedForm, Regime
from ..model.exact import as_fraction
from ..model.game import PleaGame
from ..model.notation import plain
from ..model.payoffs import H
from ..model.reading import refuse_symbols
from .exact_code import exact_code
from .exact_functions import as_fmpq
from .lottery_form import LotteryForm

Values = Mapping[Symbol, fmpq]


def values_of(game: PleaGame) -> dict[Symbol, fmpq]:
    """The values of all letters, in flint's fractions, which are ten times faster."""
    refuse_symbols(game.free_symbols, "set them with game.with_parameters(…)")
    return {letter: as_fmpq(v) for letter, v in game.substitution.items()}


def of_holdouts(formula: Expr, values: Values) -> Callable[[Any], Any]:
    """A formula as a function of all who hold out, exactly."""
    compiled, numbers = exact_code((H, *values), formula), tuple(values.values())
    return lambda held: compiled(held, *numbers)


def lottery_at(formulas: LotteryForm, values: Values) -> LotteryForm:
    """A lottery form in letters, in numbers."""
    return formulas.map(lambda formula: as_fraction(at_values(formula, values)))


@cache
def exact_function(letters: tuple[Symbol, ...], formula: Expr) -> Callable[..., fmpq]:
    """A formula without hold-outs as a function of these letters, exact on flint's fractions."""
    return _exactly(letters, formula)


def exact_functions(
    letters: tuple[Symbol, ...], formulas: Sequence[Expr]
) -> Callable[..., Iterable[Any]]:
    """Several such formulas as one function, whose numbers may be whole ones of Python."""
    return _exactly(letters, Tuple(*formulas))


def _exactly(letters: tuple[Symbol, ...], formula: Expr | Tuple) -> Callable[..., Any]:
    names = {number: Dummy() for number in formula.atoms(Rational) if not number.is_Integer}
    compiled = exact_code((*letters, *names.values()), formula.xreplace(names))
    constants = [as_fmpq(number) for number in names]
    return lambda *values: compiled(*values, *constants)


def at_values(formula: Expr, values: Values) -> fmpq:
    """A formula without hold-outs, exactly."""
    if formula.is_Symbol:  # most parts are a letter or a number, which need no compiling
        return fmpq(values[formula])
    if formula.is_Rational:
        return as_fmpq(formula)
    return fmpq(exact_code(tuple(values), formula)(*values.values()))


def regime_at(form: ClosedForm, values: Mapping[Symbol, Fraction]) -> Regime:
    """The regime of a closed form that these values fall in."""
    for regime in form.regimes:
        if _at(values, regime.condition):
            return regime
    raise AssertionError(f"{form.name} leaves out {values}")


def evaluate(formula: Expr, values: Mapping[Symbol, Fraction]) -> Fraction:
    """A formula's value, exact where it needs nothing but arithmetic and rounding."""
    return Fraction(_at(values, formula))


def _at(values: Mapping[Symbol, Fraction], formula: Expr | Boolean) -> Any:
    try:
        return exact_code(tuple(values), formula)(*values.values())
    except OverflowError:  # of exponentials; fractions have no end
        rule, remedy = "is beyond double precision (about 1.8e308)", "take smaller amounts"
        raise PrecisionError(plain(formula), "", rule, remedy) from None
