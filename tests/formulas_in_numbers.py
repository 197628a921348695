"""Formulas as Python, for numbers: ``python -m tests.formulas_in_numbers`` writes them anew.

They stand in ``plea_games/model/in_numbers.py`` beside the symbolic ones, which alone are written
by hand, so that commands on numbers need not wait for sympy. ``test_formulas_in_numbers`` compares.
"""

from dataclasses import fields
from pathlib import Path
from textwrap import indent

import sympy
from sympy.printing.pycode import PythonCodePrinter

import plea_games.model
from plea_games.games.lottery_form import lottery_formulas
from plea_games.model.closed_forms import CLOSED_FORMS
from plea_games.model.court_formulas import (
    DELAYED_RATIO,
    GAIN_IN_COURT,
    LONGEST_CLOCK,
    clock,
    gave_up,
    rho,
    theta,
    v,
    wait,
)
from plea_games.model.long_run import CRITICAL_DISCOUNT, G, u
from plea_games.model.notation import cell
from plea_games.model.payoffs import Payoffs, lottery
from plea_games.model.phases import PHASE, PHASES
from plea_games.model.round_prices import ROUND_PRICE, beta, eta
from plea_games.model.symbols import DEFINITIONS, SYMBOLS, J, K, L, N, T, c, d, kappa, m, p, r, s
from plea_games.model.welfare import (
    CONVICTIONS,
    DEFENDANT_COST,
    DISMISSALS,
    HELD,
    PRICE_OF_ANARCHY,
    SENTENCE_YEARS,
    TRIED,
)
from tests import payoffs_in_numbers, quotients_in_numbers

FILE = Path(plea_games.model.__file__).with_name("in_numbers.py")
TIME_FILE = FILE.with_name("time_in_numbers.py")
LETTERS = (N, K, s, d, T, kappa, r, L)
GAME = tuple(SYMBOLS.values())
COURT = (s, d, T, theta, v, rho, clock, gave_up, wait)
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


TIME_HEAD = HEAD.replace("The plain game's formulas", "Formulas on how long things take").replace(
    "from math import ceil\n", "from math import exp\n"
)


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


def of_letters(formula, letters):
    return f"lambda {', '.join(map(str, letters))}: {python(formula)}"


def value(form, formula, letters):
    """What a regime comes to: the Laplacian ratio is a letter itself, and a choice its name."""
    if formula is None or isinstance(formula, sympy.Eq):
        return "None"
    if form.unit == "choice":
        return f"lambda *_: {str(formula)!r}"
    return of_letters(L if form.name == "laplacian_ratio" else formula, letters)


def function(name, letters, *formulas):
    given = ", ".join(f"{letter}: Any" for letter in letters)
    return f"\ndef {name}({given}) -> Any:\n    return {', '.join(map(python, formulas))}\n"


def form_in_numbers(closed, letters):
    named = (closed.name, closed.label, closed.unit, closed.meaning, closed.bound)
    yield f"FormInNumbers({', '.join(map(repr, named))}, ("
    for regime in closed.regimes:
        shown = cell(regime.value)
        yield "    RegimeInNumbers("
        yield f"        {of_letters(regime.condition, letters)},"
        yield f"        {value(closed, regime.value, letters)},"
        yield f"        {shown.text!r}, {shown.latex!r}, {regime.reason!r}),"
    formulas = [regime.condition for regime in closed.regimes]
    formulas += [regime.value for regime in closed.regimes if regime.value is not None]
    needs_laplacian = closed.name == "laplacian_ratio" or any(f.has(L) for f in formulas)
    yield f"), {needs_laplacian})" if needs_laplacian else "))"


def lines():
    yield HEAD
    yield function("trial_cost", (J, p, c), DEFINITIONS[T])
    yield function("trial_probability", (m, K), lottery(m, K))
    form = lottery_formulas(Payoffs())
    yield function("lottery", GAME, *(getattr(form, part.name) for part in fields(form)))
    outcome = DEFENDANT_COST, SENTENCE_YEARS, CONVICTIONS, DISMISSALS
    yield function("outcome", (*GAME, HELD, TRIED), *outcome)
    yield function("price_of_anarchy", GAME, *PRICE_OF_ANARCHY)
    yield "\nFORMS = ("
    for closed in CLOSED_FORMS:
        yield indent("\n".join(form_in_numbers(closed, LETTERS)), "    ") + ","
    yield ")"
    yield "\nFORM = {form.name: form for form in FORMS}\n"
    yield f"\nPHASES = {tuple(map(str, PHASES))!r}"
    yield '"""From the hardest for a strike to the easiest."""'
    yield "\nPHASE = " + "\n".join(form_in_numbers(PHASE, (kappa, r, L))) + "\n"
    yield "\nCRITICAL_DISCOUNT = " + "\n".join(form_in_numbers(CRITICAL_DISCOUNT, (G, u))) + "\n"


def lines_on_time():
    yield TIME_HEAD
    yield function("gain_in_court", COURT, GAIN_IN_COURT)
    for name, forms in (("DELAYED_RATIO", DELAYED_RATIO), ("LONGEST_CLOCK", LONGEST_CLOCK)):
        yield f"\n{name} = {{"
        for law, closed in forms.items():
            said = indent("\n".join(form_in_numbers(closed, (*COURT, "log"))), "    ")
            yield f"    {law!r}: {said.strip()},"
        yield "}\n"
    letters = (kappa, eta, beta, "log")
    yield "\nROUND_PRICE = " + "\n".join(form_in_numbers(ROUND_PRICE, letters)) + "\n"


def text():
    """The whole file."""
    return "\n".join(lines())


def text_on_time():
    return "\n".join(lines_on_time())


FILES = {
    FILE: text,
    TIME_FILE: text_on_time,
    payoffs_in_numbers.FILE: payoffs_in_numbers.text,
    quotients_in_numbers.FILE: quotients_in_numbers.text,
    payoffs_in_numbers.GAINS_FILE: payoffs_in_numbers.gains_text,
}

if __name__ == "__main__":
    for file, made_anew in FILES.items():
        file.write_text(made_anew(), encoding="utf-8")
