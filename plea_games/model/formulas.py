"""Formulas that users write in files, read by an allow-list and never evaluated as code."""

import ast
from collections.abc import Callable, Mapping
from math import comb, prod

from sympy import Expr, Integer, Max, Min, Rational, ceiling, floor, preorder_traversal

from ..errors import Fault, ParameterError, shown
from .exact import NumberError, as_rational, exact

LONGEST = 1_000
"""Characters of a formula."""

MOST_TERMS = 250
"""Of a formula, multiplied out, as sympy does on the way to what is computed."""

_LARGEST_EXPONENT = 64
_MOST_BITS = 4_000
_MOST_COMPARED = 150  # sympy takes the square, and more, of what Min and Max are given

_OPERATIONS: Mapping[type[ast.operator], Callable[[Expr, Expr], Expr]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
}
_FUNCTIONS: Mapping[str, Callable[..., Expr]] = {
    "min": Min,
    "max": Max,
    "ceil": ceiling,
    "floor": floor,
}


def read_formula(text: object, letters: Mapping[str, Expr], name: str = "formula") -> Expr:
    """A formula in the names of ``letters``.

    It may have numbers, names, ``+ - * / **`` with whole exponents up to 64, parentheses, and min,
    max, ceil and floor; and 250 terms when it is multiplied out.

    Parameters
    ----------
    text
        At most 1,000 characters.
    letters
        What each name stands for.
    name
        What errors call the formula.
    """
    rule = f"must be text of 1 to {LONGEST:,} characters"
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST:
        raise ParameterError([Fault(name, shown(text), rule, "write offer / 0.4")])
    try:
        tree = ast.parse(text.strip(), mode="eval")
        formula = _Reader(text.strip(), letters).read(tree.body)
        if _written_out(formula) > MOST_TERMS:
            rule = f"must have at most {MOST_TERMS} terms when powers and products are written out"
            raise _NotAllowedError(tree.body, rule, "take smaller powers")
        return formula
    except _NotAllowedError as error:
        rule, remedy = f"{error.rule} (column {error.column})", error.remedy
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        column = getattr(error, "offset", None)
        rule = "must be a formula" + (f" (it breaks off at column {column})" if column else "")
        remedy = "write offer / 0.4"
    raise ParameterError([Fault(name, shown(text), rule, remedy)])


def _written_out(formula: Expr) -> int:
    """How many terms a formula has at most once it is multiplied out."""
    if formula.is_Add:
        return sum(map(_written_out, formula.args))
    if formula.is_Mul:
        return prod(map(_written_out, formula.args))
    if formula.is_Pow and formula.exp.is_Integer:
        return comb(_written_out(formula.base) + abs(int(formula.exp)) - 1, abs(int(formula.exp)))
    return max(1, sum(map(_written_out, formula.args)))


class _NotAllowedError(Exception):
    def __init__(self, node: ast.expr, rule: str, remedy: str) -> None:
        self.column, self.rule, self.remedy = node.col_offset + 1, rule, remedy


class _Reader:
    def __init__(self, text: str, letters: Mapping[str, Expr]) -> None:
        self.text, self.letters = text, letters

    def read(self, node: ast.expr) -> Expr:
        match node:
            case ast.Constant():
                return self._number(node)
            case ast.Name(id=name):
                return self._letter(node, name)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self.read(operand)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.read(operand)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                divisor = self.read(right)
                if divisor == 0:
                    raise _NotAllowedError(right, "must not divide by zero", "correct the divisor")
                return self.read(left) / divisor
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return self._power(left, right)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
                return _OPERATIONS[type(op)](self.read(left), self.read(right))
            case ast.Call(func=ast.Name(id=called), args=args, keywords=[]) if (
                called in _FUNCTIONS and args
            ):
                return self._called(node, called, args)
            case ast.Call(func=ast.Name(id=called)):
                known = f"only {', '.join(_FUNCTIONS)} can be called"
                raise _NotAllowedError(node, f"must not call {called}", known)
        what = ast.get_source_segment(self.text, node) or "this"
        allowed = "use numbers, names, + - * / **, min, max, ceil, floor"
        raise _NotAllowedError(node, f"must not hold {shown(what)}", allowed)

    def _number(self, node: ast.Constant) -> Expr:
        try:
            if isinstance(node.value, str | bytes):
                raise NumberError("must not hold text")
            return as_rational(exact(ast.get_source_segment(self.text, node)))
        except NumberError as error:
            raise _NotAllowedError(node, str(error), "write decimals") from None

    def _letter(self, node: ast.expr, name: str) -> Expr:
        if name in self.letters:
            return self.letters[name]
        known = ", ".join(sorted(self.letters))
        raise _NotAllowedError(node, f"must not use {name}", f"known names: {known}")

    def _exponent(self, node: ast.expr) -> Expr:
        exponent = self.read(node)
        if exponent.is_Integer and abs(exponent) <= _LARGEST_EXPONENT:
            return Integer(exponent)
        rule = f"must have whole exponents up to {_LARGEST_EXPONENT}"
        raise _NotAllowedError(node, rule, "write a product instead")

    def _power(self, left: ast.expr, right: ast.expr) -> Expr:
        base, exponent = self.read(left), self._exponent(right)
        digits = max((number.p.bit_length() + number.q.bit_length()
                      for number in base.atoms(Rational)), default=0)  # fmt: skip
        if digits * abs(exponent) > _MOST_BITS or (base == 0 and exponent < 0):
            raise _NotAllowedError(right, "must stay within double precision", "take less")
        return base**exponent

    def _called(self, node: ast.expr, called: str, args: list[ast.expr]) -> Expr:
        if called in {"ceil", "floor"} and len(args) != 1:
            raise _NotAllowedError(node, f"must give {called} one argument", f"write {called}(x)")
        given = [self.read(arg) for arg in args]
        if sum(1 for part in given for _ in preorder_traversal(part)) > _MOST_COMPARED:
            rule = f"must compare at most {_MOST_COMPARED} numbers, names and signs by {called}"
            raise _NotAllowedError(node, rule, "write a shorter formula")
        return _FUNCTIONS[called](*given)
