"""Formulas of sympy as Python functions, exact on fractions of any library.

``sympy.lambdify`` takes milliseconds a formula, and a contest has hundreds. Formulas of arithmetic,
least, largest and whole parts are therefore written out here; all others are left to it.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sympy import Eq, Expr, Function, Max, Min, Symbol, Tuple, floor as whole_part, lambdify
from sympy.logic.boolalg import Boolean

from .exact_functions import floor, largest, logarithm, power

_POWER = Function("power")
_FUNCTIONS: dict[str, Any] = {
    "Min": min,
    "Max": largest,
    "floor": floor,
    "log": logarithm,
    "power": power,
}
_NAMES = {Min: "Min", Max: "Max", whole_part: "floor"}


class _OtherKindError(Exception):
    """A formula that has something else in it."""


@cache
def exact_code(
    letters: tuple[Symbol, ...], formula: Expr | Eq | Boolean | Tuple
) -> Callable[..., Any]:
    """A formula as a function of these letters; powers that are not whole become ``power``."""
    names = {letter: f"x{place}" for place, letter in enumerate(letters)}
    try:
        text = f"lambda {', '.join(names.values())}: {in_python(formula, names)}"
    except _OtherKindError:
        named = formula.replace(
            lambda part: part.is_Pow and not part.exp.is_Integer,
            lambda part: _POWER(part.base, part.exp),
        )
        compiled: Callable[..., Any] = lambdify(letters, named, modules=[_FUNCTIONS, "math"])
        return compiled
    written: Callable[..., Any] = eval(text, dict(_FUNCTIONS))  # names, digits and signs
    return written


def in_python(formula: Any, names: Mapping[Symbol, str]) -> str:
    """A formula of arithmetic, least, largest and whole parts as Python."""
    if formula in names:
        return names[formula]
    if formula.is_Integer:
        return f"({formula})"
    if formula.is_Add:
        return f"({' + '.join(in_python(part, names) for part in formula.args)})"
    if formula.is_Mul:
        under = [part for part in formula.args if _is_below(part)]
        over = [in_python(part, names) for part in formula.args if not _is_below(part)]
        below = "".join(f" / {_power(part.base, -part.exp, names)}" for part in under)
        return f"({' * '.join(over) or '1'}{below})"
    if _is_below(formula):
        return f"(1 / {_power(formula.base, -formula.exp, names)})"
    if formula.is_Pow:
        return _power(formula.base, formula.exp, names)
    if formula.func in _NAMES:
        given = ", ".join(in_python(part, names) for part in formula.args)
        return f"{_NAMES[formula.func]}({given})"
    raise _OtherKindError


def _is_below(part: Any) -> bool:
    return bool(part.is_Pow and part.exp.is_Integer and part.exp < 0)


def _power(base: Any, exponent: Any, names: Mapping[Symbol, str]) -> str:
    written = in_python(base, names)
    if not exponent.is_Integer:
        return f"power({written}, {in_python(exponent, names)})"
    return written if exponent == 1 else f"{written}**{exponent}"
