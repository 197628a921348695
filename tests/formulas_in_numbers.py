"""Formulas as Python, for numbers: ``python -m tests.formulas_in_numbers`` writes them anew.

They stand in ``plea_games/model/in_numbers.py`` beside the symbolic ones, which alone are written
by hand, so that commands on numbers need not wait for sympy. ``test_formulas_in_numbers`` compares.
"""

from dataclasses import fields
from pathlib import Path

import sympy
from sympy.printing.pycode import PythonCodePrinter

import plea_games.model
from plea_games.games.lottery_form import lottery_formulas
from plea_games.model.closed_forms import CLOSED_FORMS
from plea_games.model.notation import cell
from plea_games.model.payoffs import Payoffs, lottery
from plea_games.model.symbols import DEFINITIONS, SYMBOLS, K, L, N, T, d, kappa, m, r, s
from tests import payoffs_in_numbers

FILE = Path(plea_games.model.__file__).with_name("in_numbers.py")
LETTERS = (N, K, s, d, T, kappa, r, L)
HEAD = '''"""The plain game's formulas as Python, exact on fractions, so that numbers need not wait for sympy.

Written by ``python -m tests.formulas_in_numbers`` from the formulas in sympy, which a test compares
them with: change those, never this file.
"""

# ruff: noqa
# fmt: off

from math import ceil
from typing import Any

from .closed_form import FormInNumbers, RegimeInNumbers
'''


class _Python(PythonCodePrinter):
    def _print_ceiling(self, formula):
        return f"ceil({self._print(formula.args[0])})"

    def _print_Min(self, formula):
        return f"min({', '.join(map(self._print, formula.args))})"

    def _print_BooleanTrue(self, _):
        return "True"


def python(formula):
    """A formula in letters as Python."""
    return _Python({"fully_qualified_modules": False}).doprint(formula)


def of_letters(formula):
    return f"lambda {', '.join(map(str, LETTERS))}: {python(formula)}"


def value(form, formula):
    """What a regime comes to: the Laplacian ratio is a letter itself, and a choice its name."""
    if formula is None or isinstance(formula, sympy.Eq):
        return "None"
    if form.unit == "choice":
        return f"lambda *_: {str(formula)!r}"
    return of_letters(L if form.name == "laplacian_ratio" else formula)


def lines():
    yield HEAD
    yield f"\ndef trial_cost(J: Any, p: Any, c: Any) -> Any:\n    return {python(DEFINITIONS[T])}\n"
    tried = python(lottery(m, K))
    yield f"\ndef trial_probability(m: Any, K: Any) -> Any:\n    return {tried}\n"
    form = lottery_formulas(Payoffs())
    parts = ", ".join(python(getattr(form, part.name)) for part in fields(form))
    given = ", ".join(f"{letter}: Any" for letter in SYMBOLS.values())
    yield f"\ndef lottery({given}) -> tuple[Any, ...]:\n    return {parts}\n"
    yield "\nFORMS = ("
    for closed in CLOSED_FORMS:
        named = (closed.name, closed.label, closed.unit, closed.meaning, closed.bound)
        yield f"    FormInNumbers({', '.join(map(repr, named))}, ("
        for regime in closed.regimes:
            shown = cell(regime.value)
            yield "        RegimeInNumbers("
            yield f"            {of_letters(regime.condition)},"
            yield f"            {value(closed, regime.value)},"
            yield f"            {shown.text!r}, {shown.latex!r}, {regime.reason!r}),"
        yield "    )),"
    yield ")"
    yield "\nFORM = {form.name: form for form in FORMS}\n"


def text():
    """The whole file."""
    return "\n".join(lines())


FILES = {
    FILE: text,
    payoffs_in_numbers.FILE: payoffs_in_numbers.text,
    payoffs_in_numbers.GAINS_FILE: payoffs_in_numbers.gains_text,
}

if __name__ == "__main__":
    for file, made_anew in FILES.items():
        file.write_text(made_anew(), encoding="utf-8")
