"""Payoffs as Python, for numbers; ``python -m tests.formulas_in_numbers`` writes them anew."""

import inspect
import re
from contextlib import suppress
from dataclasses import fields
from itertools import product
from pathlib import Path

from sympy import Function, Integer, Max, Pow, Symbol, lambdify
from sympy.printing.pycode import PythonCodePrinter

import plea_games.games
import plea_games.model
from plea_games.design.amounts.in_letters import is_affine, places, steps
from plea_games.errors import ParameterError
from plea_games.games.lottery_form import lottery_formulas
from plea_games.games.witness_formulas import witness_formulas
from plea_games.model.payoffs import CAPACITY, CASELOAD, TRIALS, H, Payoffs
from plea_games.model.symbols import SYMBOLS
from plea_games.model.terms import TERMS, Testimony
from plea_games.model.terms.term import symbol
from plea_games.model.terms.together import payoffs_with

FILE = Path(plea_games.model.__file__).with_name("payoffs_in_numbers.py")
HEAD = '''"""The payoffs' parts, and what terms change of them, as Python: numbers need not wait for sympy.

Written by ``python -m tests.formulas_in_numbers`` from the formulas in sympy, which a test compares
them with: change those, never this file.
"""

# ruff: noqa
# fmt: off

from typing import Any, NamedTuple

LEAVE_NO_LOTTERY = {lotteries}
"""Kinds of terms with letters in these fields, with which more than τ depends on others."""

WITH_VARYING_PLEAS = {pleas}
"""Kinds of terms with which what a plea costs depends on how many others hold out."""

AFFINE = {affine}
"""Kinds of terms in whose amount every gain is affine."""

STEPS: dict[str, Any] = {{
{steps}
}}
"""What a term rounds to whole numbers, and the amount at which it is a whole one."""


class Rules(NamedTuple):
    """What terms change of the parts, and what follows from them, for numbers of one kind.

    x has the parts where H hold out, y where H − 1 do, and z where max(1, H − 1) do.
    """

    changes: Any
{names}


def rules(least: Any, most: Any, floor: Any, power: Any) -> Rules:
    return Rules(
        changes={{
{changes}
        }},
{formulas}
    )
'''
GAINS_FILE = Path(plea_games.games.__file__).with_name("gains_in_numpy.py")
GAINS_HEAD = '''"""Gains in double precision as numpy code, of terms with powers: it need not wait for sympy.

Written by ``python -m tests.formulas_in_numbers`` from the formulas in sympy, which a test compares
them with: change those, never this file.
"""

# ruff: noqa
# fmt: off

from functools import reduce
from typing import Any

from numpy import minimum
'''
COUNTED = {CASELOAD: "x.all_cases", CAPACITY: "x.all_capacity", TRIALS: "x.trials"}
COUNTS = ("caseload", "committed", "reliability", "capacity", "defence")


class _Python(PythonCodePrinter):
    def _print_Min(self, formula):
        return f"least({', '.join(map(self._print, formula.args))})"

    def _print_Max(self, formula):
        return f"most({', '.join(map(self._print, formula.args))})"

    def _print_floor(self, formula):
        return f"floor({self._print(formula.args[0])})"

    def _print_Pow(self, formula, **options):
        if formula.exp.is_Integer:
            return super()._print_Pow(formula, **options)
        return f"power({self._print(formula.base)}, {self._print(formula.exp)})"


def python(formula):
    return _Python({"fully_qualified_modules": False}).doprint(formula)


def letters():
    """A letter for each part."""
    plain = {part.name: getattr(Payoffs(), part.name) for part in fields(Payoffs)}
    return {
        name: value
        if value is not None and value.is_Symbol
        else Symbol(f"_{name}", nonnegative=True)
        for name, value in plain.items()
    }


def named(formula, names):
    """A formula with its letters by other names."""
    return formula.xreplace({old: Symbol(new, **old.assumptions0) for old, new in names.items()})


def changes():
    parts = letters()
    payoffs = Payoffs(**{**parts, "defence": None})
    names = {letter: f"x.{part}" for part, letter in parts.items()} | COUNTED | {H: "x.holdouts"}
    for kind in TERMS:
        changed = kind.symbolic().change(payoffs)
        given = ", ".join(["x", *(p.letter for p in kind.parameters.values())])
        yield f"        {kind.__name__!r}: {{"
        for part in fields(payoffs):
            new = getattr(changed, part.name)
            if new != getattr(payoffs, part.name):
                yield f"            {part.name!r}: lambda {given}: {python(named(new, names))},"
        yield "        },"


def formulas():
    """What follows from the parts, each of which may depend on how many hold out."""
    parts = letters()
    counts = {name: parts[name] for name in COUNTS}
    stakes = {name: Function(name, nonnegative=True)(H) for name in parts if name not in COUNTS}
    lottery = Payoffs(**{**counts, **{n: letter for n, letter in parts.items() if n not in COUNTS},
                         "committed": Integer(0), "fellows": Integer(0), "capacity": TRIALS,
                         "defence": None})  # fmt: skip
    payoffs = Payoffs(**{**counts, **stakes, "capacity": TRIALS, "defence": None})
    alone = Payoffs(
        **{**counts, **stakes, "capacity": TRIALS, "defence": None, "fellows": Integer(0)}
    )
    both = Payoffs(**{**counts, **stakes})
    told = {
        name: python(in_parts(formula))
        for name, formula in {
            "players": payoffs.players,
            "trials": both.trials,
            "trial_probability": payoffs.trial_probability,
            "trial_cost": payoffs.trial_cost,
            "plea_sentence": payoffs.plea_sentence,
            "plea_payoff": payoffs.plea_payoff,
            "holdout_payoff": alone.counselled_payoff,
            "payoff_if_first": payoffs.payoff_if_first,
            "expected_sentence": payoffs.expected_sentence,
            "expected_transfer": payoffs.expected_transfer,
            "expected_stake": payoffs.expected_stake,
            "counselled_payoff": payoffs.counselled_payoff,
        }.items()
    }
    testimony = Testimony.symbolic()
    told["silence"] = python(witness_formulas(payoffs_with((testimony,)))[-1])
    form = lottery_formulas(lottery)
    told["lottery"] = "({})".format(
        ", ".join(python(in_parts(getattr(form, part.name))) for part in fields(form))
    )
    return told


def in_parts(formula):
    parts = {letter: f"x.{part}" for part, letter in letters().items()}
    names = parts | COUNTED | {H: "x.holdouts"}
    moved = {
        Function(name, nonnegative=True)(at): Symbol(f"{where}.{name}")
        for name in letters()
        for at, where in ((H, "x"), (H - 1, "y"), (Max(1, H - 1), "z"))
    }
    return named(formula.xreplace(moved), names)


def variants(kind):
    """A kind of term in letters, and with what it takes as known of some numbers."""
    lettered = [kind.symbolic()]
    for field, number in product(kind.parameters, (0, 1)):
        if not kind.parameters[field].minimum:
            with suppress(ParameterError):
                lettered.append(kind.symbolic(**{field: number}).in_letters)
    return dict.fromkeys(lettered)


def text():
    """The whole file."""
    every = [(kind, term) for kind in TERMS for term in variants(kind)]
    without = {
        (kind.__name__, term.unknown_fields)
        for kind, term in every
        if lottery_formulas(payoffs_with((term,))) is None
    }
    varying = {
        kind.__name__ for kind in TERMS if payoffs_with((kind.symbolic(),)).plea_depends_on_others
    }
    affine = {
        kind.__name__
        for kind in TERMS
        if is_affine(payoffs_with((kind.symbolic(),)), symbol(kind.amount()))
    }
    return HEAD.format(
        lotteries=listed(without),
        pleas=listed(varying),
        affine=listed(affine),
        steps="\n".join(jumps()),
        names="\n".join(f"    {name}: Any" for name in formulas()),
        changes="\n".join(changes()),
        formulas="\n".join(
            f"        {name}=lambda {given(formula)}: {formula},"
            for name, formula in formulas().items()
        ),
    )


def jumps():
    """What each lever rounds to whole numbers, and the amount at which that is a whole one."""
    whole = Symbol("whole", integer=True, positive=True)
    for kind in TERMS:
        letter = symbol(kind.amount())
        found = steps(payoffs_with((kind.symbolic(),)), letter)
        letters = ", ".join(parameter.letter for parameter in kind.parameters.values())
        for argument in found:
            (place,) = places(argument - whole, letter)
            yield f"    {kind.__name__!r}: ("
            yield f"        (lambda {letters}: {python(argument)},"
            yield f"         lambda whole, {letters}: {python(place)}),"
            yield "    ),"


def gains_in_numpy():
    """Gains that no ratio of polynomials tells, as numpy code."""
    yield GAINS_HEAD
    named = []
    for kind in TERMS:
        term = kind.symbolic()
        gain = payoffs_with((term,)).gain_in_all
        if not any(power.exp.free_symbols for power in gain.atoms(Pow)):
            continue
        letters = (H, *SYMBOLS.values(), *term.substitution)
        source = inspect.getsource(lambdify(letters, gain, modules="numpy", cse=True))
        name = "_".join(re.findall("[A-Z][a-z]+", kind.__name__)).lower()
        given = ", ".join(f"{letter}: Any" for letter in letters)
        yield f"\ndef {name}({given}) -> Any:\n{source.partition(chr(10))[2]}"
        named.append(f"    {kind.__name__!r}: {name},")
    yield "\n".join(["\nGAINS: dict[str, Any] = {", *named, "}", ""])


def gains_text():
    return "\n".join(gains_in_numpy())


def given(formula):
    """What a formula is about: parts, or else the letters of testimony."""
    parts = [x for x in "xyz" if f"{x}." in formula]
    return ", ".join(parts or [parameter.letter for parameter in Testimony.parameters.values()])


def listed(members):
    return "\n".join(["{", *(f"    {member!r}," for member in sorted(members)), "}"])
