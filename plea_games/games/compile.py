"""The one crossing from sympy to numbers.

Formulas are compiled with their letters as arguments, so they contain no constants but whole
numbers: called with Fractions they stay exact.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from flint import fmpq
from sympy import Eq, Expr, Symbol, lambdify
from sympy.logic.boolalg import Boolean

from ..model.closed_forms import Branch, ClosedForm
from ..model.game import GAIN, PAYOFF_HOLD_OUT
from ..model.payoffs import lottery
from ..model.symbols import DEFINITIONS, SYMBOLS, K, L, N, T, d, kappa, m, r, s
from .anonymous import AnonymousGame

_LETTERS = (N, K, s, d, T, kappa, r, L)
_EXACT_FUNCTIONS = [{"Min": min}, "math"]


def anonymous_game(numbers: Mapping[str, Fraction]) -> AnonymousGame:
    """The lottery game in canonical form, for N small enough to hold N fractions.

    >>> from plea_games import PleaGame
    >>> anonymous_game(PleaGame(defendants=3, capacity=1, offer=1, sentence=2).numbers)
    AnonymousGame(gain=[-1, 0, 1/3])
    """
    return AnonymousGame.of_fractions(_by_holdouts(GAIN, numbers))


def derived(numbers: Mapping[str, Fraction]) -> dict[Symbol, Fraction]:
    """T, κ and r by their letters.

    >>> from plea_games import PleaGame
    >>> derived(PleaGame(defendants=3, capacity=1, offer=1, sentence=2).numbers)[r]
    Fraction(1, 2)
    """
    values = [numbers[name] for name in SYMBOLS]
    return {
        letter: Fraction(_compile(tuple(SYMBOLS.values()), formula)(*values))
        for letter, formula in DEFINITIONS.items()
    }


def holdout_payoffs(numbers: Mapping[str, Fraction]) -> list[Fraction]:
    """What holding out pays when 1, …, N hold out, in years."""
    return _by_holdouts(PAYOFF_HOLD_OUT, numbers)


def lottery_chance(holdouts: int, capacity: int) -> Fraction:
    """τ(m), exactly.

    >>> lottery_chance(30, 12)
    Fraction(2, 5)
    """
    return Fraction(_compile((m, K), lottery(m, K))(Fraction(holdouts), Fraction(capacity)))


def regime(form: ClosedForm, values: Mapping[Symbol, Fraction]) -> Branch:
    """The branch of a closed form that these values fall in; letters it does not use may lack."""
    arguments = [values.get(letter) for letter in _LETTERS]
    for branch in form.branches:
        if _compile(_LETTERS, branch.condition)(*arguments):
            return branch
    raise AssertionError(f"{form.name} leaves out {values}")


def evaluate(formula: Expr, values: Mapping[Symbol, Fraction]) -> Fraction:
    """The exact value of a formula that needs nothing but arithmetic and rounding."""
    return Fraction(_compile(_LETTERS, formula)(*(values.get(letter) for letter in _LETTERS)))


def _by_holdouts(formula: Expr, numbers: Mapping[str, Fraction]) -> list[Fraction]:
    """A formula's exact values at m = 1…N, in flint's fractions, which are ten times faster."""
    compiled = _compile((m, *SYMBOLS.values()), formula)
    values = [fmpq(numbers[name].numerator, numbers[name].denominator) for name in SYMBOLS]
    found = (compiled(fmpq(held), *values) for held in range(1, int(numbers["defendants"]) + 1))
    return [Fraction(int(value.p), int(value.q)) for value in found]


@cache
def _compile(letters: tuple[Symbol, ...], formula: Expr | Eq | Boolean) -> Callable[..., Any]:
    compiled: Callable[..., Any] = lambdify(letters, formula, modules=_EXACT_FUNCTIONS)
    return compiled
