"""Formulas as JavaScript: exact ones as calls of ``template/exact.js``, others in doubles."""

from typing import Any

from sympy import Expr, Symbol, harmonic
from sympy.logic.boolalg import Boolean
from sympy.printing.jscode import JavascriptCodePrinter

_RELATIONS = {
    "==": "isEqual", "!=": "isOther", "<": "isLess", "<=": "isAtMost", ">": "isMore",
    ">=": "isAtLeast",
}  # fmt: skip


class ExactPrinter(JavascriptCodePrinter):  # type: ignore[misc]
    """Calls on fractions of whole numbers of any size; a letter x is read from ``at.x``.

    Harmonic numbers may come as differences only, which have no sum over all numbers from 1.
    """

    def _call(self, name: str, *arguments: Any) -> str:
        return f"{name}({', '.join(map(self._print, arguments))})"

    def _print_Symbol(self, letter: Symbol) -> str:
        return f"at.{letter.name}"

    def _print_Integer(self, number: Any) -> str:
        return f"fraction({number.p}n)"

    def _print_Rational(self, number: Any) -> str:
        return f"fraction({number.p}n, {number.q}n)"

    def _print_Add(self, expr: Expr, order: Any = None) -> str:
        del order
        terms, differences = _harmonic_differences(expr.args)
        calls = [self._call("at.harmonicDifference", *ends) for ends in differences]
        return f"add({', '.join([*map(self._print, terms), *calls])})"

    def _print_Mul(self, expr: Expr) -> str:
        return self._call("multiply", *expr.args)

    def _print_Pow(self, expr: Any) -> str:
        if not expr.exp.is_Integer:
            raise NotImplementedError(f"{expr} is not rational")
        return f"power({self._print(expr.base)}, {expr.exp}n)"

    def _print_Min(self, expr: Expr) -> str:
        return self._call("minimum", *expr.args)

    def _print_Max(self, expr: Expr) -> str:
        return self._call("maximum", *expr.args)

    def _print_ceiling(self, expr: Expr) -> str:
        return self._call("ceiling", *expr.args)

    def _print_floor(self, expr: Expr) -> str:
        return self._call("floor", *expr.args)

    def _print_BooleanTrue(self, _: Any) -> str:
        return "true"

    def _print_Relational(self, relation: Any) -> str:
        return self._call(_RELATIONS[relation.rel_op], *relation.args)


def exact_javascript(formula: Expr | Boolean) -> str:
    """An exact formula as a function of an object with its letters.

    >>> from sympy import Min, ceiling
    >>> from plea_games.model.symbols import K, r
    >>> exact_javascript(ceiling(K / r))
    'at => ceiling(multiply(at.K, power(at.r, -1n)))'
    >>> exact_javascript((r < 1) & (r >= Min(1, K)))
    'at => isAtLeast(at.r, minimum(fraction(1n), at.K)) && isLess(at.r, fraction(1n))'
    """
    return f"at => {ExactPrinter().doprint(formula)}"


def javascript(letters: tuple[Symbol, ...], formula: Expr | Boolean) -> str:
    """A formula in doubles as a function of its letters.

    >>> from sympy import log
    >>> from plea_games.model.symbols import kappa
    >>> javascript((kappa,), kappa * (1 - log(kappa)))
    '(kappa) => kappa*(1 - Math.log(kappa))'
    """
    names = ", ".join(letter.name for letter in letters)
    return f"({names}) => {JavascriptCodePrinter().doprint(formula)}"


def _harmonic_differences(
    terms: tuple[Expr, ...],
) -> tuple[list[Expr], list[tuple[Expr, Expr]]]:
    """A sum's other terms, and n and k of each H(n) − H(k) in it."""
    plus = [term for term in terms if isinstance(term, harmonic)]
    minus = [term for term in terms if isinstance(-term, harmonic)]
    ends = [(one.args[0], (-other).args[0]) for one, other in zip(plus, minus, strict=True)]
    return [term for term in terms if term not in {*plus, *minus}], ends
