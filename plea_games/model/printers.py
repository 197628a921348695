"""How sympy's formulas are set, as one line of text and as LaTeX.

Behind :mod:`plea_games.model.notation`, which numbers need not wait for.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from sympy import And, Basic, Eq, Float, Or, Rational, Sum, fraction
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanTrue
from sympy.printing.latex import LatexPrinter
from sympy.printing.str import StrPrinter

from .notation import letter

_MOST_IN_RATIO = 24  # digits above and below
_ROUNDED = 8  # digits
_CHOICES = frozenset({"plead", "tie"})  # and those of two words
_LETTER = "A-Za-zα-ωΑ-Ω"
_FUNCTION = r"(?:min|max|sqrt|log|exp|H)\("
_SIDE_BY_SIDE = re.compile(
    rf"(?<![\w*/.])(\d*\.?\d*[{_LETTER}]*)(?<=\w)\*(?!{_FUNCTION})(?=[{_LETTER}](?!\w)|[(⌈⌊])"
)
"""Factors that need no sign: a number, then single letters or a bracket.

Behind a stroke or in a power the sign of the product must stay.
"""
_BEFORE_FUNCTION = re.compile(rf"(?<![*/])\*(?={_FUNCTION})")
_TIMES = re.compile(r"(?<!\*)\*(?!\*)")
_NAME = re.compile(r"\b[A-Za-z]\w+\b(?!\()")

_SIGNS = {">=": "≥", "<=": "≤", "==": "=", "!=": "≠"}
_SIGNS_IN_LATEX = {"<=": r"\leq"}


@dataclass(frozen=True)
class _Between:
    """What lies between two bounds, written as one chain."""

    above: Any
    below: Any

    def written(self, write: Callable[[Any], str], signs: Mapping[str, str]) -> str:
        """Such as κ ≤ r < 1."""
        first, second = self.above.reversed, self.below
        opening, closing = (signs.get(each.rel_op, each.rel_op) for each in (first, second))
        return f"{write(first.lhs)} {opening} {write(first.rhs)} {closing} {write(second.rhs)}"


def _parts(condition: Any) -> list[Any]:
    """The parts of a condition in order, bounds of one thing first and together."""
    parts = sorted(condition.args, key=str)
    if isinstance(condition, And):
        relations = [part for part in parts if isinstance(part, Relational)]
        for above, below in product(relations, relations):
            bounds = above.rel_op in (">", ">="), below.rel_op in ("<", "<=")
            if all(bounds) and above.lhs == below.lhs:
                rest = [part for part in parts if part not in (above, below)]
                return [_Between(above, below), *rest]
    return parts


class _MinusLast:
    """Sums as one writes them: what is taken away comes after what it is taken from."""

    def _as_ordered_terms(self, formula: Any, order: str | None = None) -> list[Any]:
        terms = super()._as_ordered_terms(formula, order=order)  # type: ignore[misc]
        return sorted(terms, key=lambda term: bool(term.as_coeff_Mul()[0].is_negative))


class _Plain(_MinusLast, StrPrinter):  # type: ignore[misc]
    def _print_Mul(self, product: Any) -> str:
        text = str(super()._print_Mul(product))
        names = dict.fromkeys(_NAME.findall(text))  # of several letters, which are no factors
        hidden = {name: chr(0xE000 + place) for place, name in enumerate(names)}
        for name, sign in hidden.items():
            text = re.sub(rf"\b{name}\b", sign, text)
        before = ""
        while before != text:
            before, text = text, _SIDE_BY_SIDE.sub(r"\1", text, count=1)
        text = _BEFORE_FUNCTION.sub(" ", text)
        for name, sign in hidden.items():
            text = text.replace(sign, name)
        return text

    def _print_ceiling(self, formula: Any) -> str:
        return f"⌈{self._print(formula.args[0])}⌉"

    def _print_floor(self, formula: Any) -> str:
        return f"⌊{self._print(formula.args[0])}⌋"

    def _print_harmonic(self, formula: Any) -> str:
        return f"H({self._print(formula.args[0])})"

    def _print_Min(self, formula: Any) -> str:
        return f"min({self.stringify(formula.args, ', ')})"

    def _print_Max(self, formula: Any) -> str:
        return f"max({self.stringify(formula.args, ', ')})"

    def _print_Symbol(self, symbol: Any) -> str:
        return letter(str(symbol.name))

    def _print_And(self, condition: Any) -> str:
        return " and ".join(self._joined(condition))

    def _print_Or(self, condition: Any) -> str:
        return " or ".join(self._joined(condition))

    def _joined(self, condition: Any) -> list[str]:
        return [part.written(self._print, _SIGNS) if isinstance(part, _Between)
                else f"({self._print(part)})" if isinstance(part, And | Or)
                else self._print(part) for part in _parts(condition)]  # fmt: skip

    def _print_BooleanTrue(self, _: Any) -> str:
        return "always"

    def _print_Relational(self, relation: Any) -> str:
        sign = _SIGNS.get(relation.rel_op, relation.rel_op)
        left, right = (self._print(side) for side in relation.args)
        return f"{left} {sign} {right}"


class _Mathematics(_MinusLast, LatexPrinter):  # type: ignore[misc]
    """Sympy's LaTeX with the letters of the literature, for documents without amsmath."""

    def _print_harmonic(self, formula: Any, exp: str | None = None) -> str:
        return (
            rf"H{'' if exp is None else f'^{{{exp}}}'}\left({self._print(formula.args[0])}\right)"
        )

    def _print_Mul(self, product: Any) -> str:
        """A product below stays below the bar: 1/(pJ) on one line would read as J/p."""
        folded = self._settings["fold_short_frac"]
        self._settings["fold_short_frac"] = folded and not fraction(product)[1].is_Mul
        try:
            return str(super()._print_Mul(product))
        finally:
            self._settings["fold_short_frac"] = folded

    def _print_Symbol(self, symbol: Any, style: str = "plain") -> str:
        if " " in symbol.name or symbol.name in _CHOICES:
            return rf"\mbox{{{symbol.name}}}"
        return str(super()._print_Symbol(symbol, style))


def _rounded(formula: Basic) -> Basic:
    """The formula with its ratios of many digits as decimals of eight."""
    long = {value for value in formula.atoms(Rational)
            if value.q > 1 and len(f"{value.p}{value.q}") > _MOST_IN_RATIO}  # fmt: skip
    return formula.xreplace({value: Float(value, _ROUNDED) for value in long})


def in_one_line(formula: Basic) -> str:
    """A formula or condition as one line of text."""
    if isinstance(formula, Eq) and formula.has(Sum):
        return f"F(x) = {in_one_line(formula.rhs)}"
    text = str(_Plain({"order": "none"}).doprint(_rounded(formula)))
    return _TIMES.sub("·", text).replace("**", "^").replace("-", "−")


def typeset(formula: Basic) -> str:
    """Words between conditions stay outside of the mathematics, where lines may break."""
    match formula:
        case BooleanTrue():
            return "always"
        case And() | Or():
            word = " and " if isinstance(formula, And) else " or "
            return word.join(
                f"${part.written(_mathematics, _SIGNS_IN_LATEX)}$" if isinstance(part, _Between)
                else f"({typeset(part)})" if isinstance(part, And | Or)
                else typeset(part)
                for part in _parts(formula)
            )  # fmt: skip
        case Eq() if formula.has(Sum):
            return f"$F(x) = {_mathematics(formula.rhs)}$"
        case _:
            return f"${_mathematics(formula)}$"


def _mathematics(formula: Basic) -> str:
    return str(_Mathematics({"order": "none", "fold_short_frac": True}).doprint(_rounded(formula)))
