"""Closed forms of whole numbers; ``python -m tests.formulas_in_numbers`` writes them anew."""

from pathlib import Path

from sympy import Eq, Function, Integer, Min, Symbol, ceiling, fraction, harmonic, together
from sympy.printing.pycode import PythonCodePrinter

import plea_games.model
from plea_games.model.closed_forms import CLOSED_FORMS
from plea_games.model.symbols import K, L, N, T, d, kappa, r, s

FILE = Path(plea_games.model.__file__).with_name("quotients_in_numbers.py")
HEAD = '''"""Closed forms of the plain game as quotients of whole numbers, in Python.

Written by ``python -m tests.formulas_in_numbers`` from the formulas in sympy, which a test compares
them with: change those, never this file.
"""

# ruff: noqa
# fmt: off

Texts = tuple[str, str] | None
"""Where some must go untried, and where all can be tried; None where there is no such quotient."""

QUOTIENTS: dict[str, tuple[Texts, ...]] = {{
{forms}
}}
"""By form, a regime after another. Of N and K, and of s, T and d in units of 1/scale years, with L as
top/bottom; a quotient is rounded to the nearest double, up or down."""
'''
SCALE, TOP, BOTTOM = (Symbol(name, integer=True) for name in ("scale", "top", "bottom"))
QUOTIENT, UP, DOWN, CEILING = map(Function, ("quotient", "up", "down", "ceil_quotient"))
BY_BOUND = {"least": UP, "most": DOWN, None: QUOTIENT}
COUNTED = ("defendants", "rounds")


def in_whole_numbers(form, value):
    """A formula of a closed form as a quotient of whole numbers, rounded as the form says."""
    plain = value.subs({kappa: K / N, r: (s - d) / (T - d), L: TOP / BOTTOM})
    plain = plain.replace(
        lambda part: isinstance(part, ceiling),
        lambda part: CEILING(*fraction(together(part.args[0]))),
    )
    if form.unit in COUNTED:
        return plain
    top, bottom = fraction(together(plain))
    return BY_BOUND[form.bound](top, bottom * (SCALE if form.unit == "years" else 1))


def texts(form, value):
    """Where some must go untried, and where all can be tried."""
    if value is None or isinstance(value, Eq) or form.unit == "choice":
        return None
    formula = L if value.has(harmonic) else value
    return tuple(
        python(in_whole_numbers(form, formula.subs(Min(1, kappa), share)))
        for share in (kappa, Integer(1))
    )


def python(formula):
    settings = {"fully_qualified_modules": False, "allow_unknown_functions": True}
    return PythonCodePrinter(settings).doprint(formula)


def text():
    """The whole file."""
    forms = []
    for form in CLOSED_FORMS:
        forms.append(f"    {form.name!r}: (")
        forms += [f"        {texts(form, regime.value)!r}," for regime in form.regimes]
        forms.append("    ),")
    return HEAD.format(forms="\n".join(forms))
