"""The one crossing from sympy to numbers.

Formulas are compiled with their letters as arguments, so they contain no constants but whole
numbers: called with Fractions they stay exact.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any

from flint import fmpq
from sympy import Eq, Expr, Function, Symbol, lambdify
from sympy.logic.boolalg import Boolean

from ..model.closed_forms import Branch, ClosedForm
from ..model.game import PleaGame
from ..model.parts import H
from ..model.payoffs import lottery
from ..model.reading import refuse_symbols
from ..model.symbols import DEFINITIONS, SYMBOLS, K, L, N, T, d, kappa, m, r, s
from .anonymous import AnonymousGame
from .exact_functions import binomial_chances, floor, power

_LETTERS = (N, K, s, d, T, kappa, r, L)
_POWER = Function("power")
_EXACT_FUNCTIONS = [{"Min": min, "Max": max, "floor": floor, "power": power}, "math"]


def anonymous_game(game: PleaGame) -> AnonymousGame:
    """The game in canonical form, for N small enough to hold N fractions.

    >>> from plea_games import PleaGame
    >>> anonymous_game(PleaGame(defendants=3, capacity=1, offer=1, sentence=2))
    AnonymousGame(gain=[-1, 0, 1/3])
    """
    plea = plead_payoff(game)
    return AnonymousGame.of_fractions([payoff - plea for payoff in holdout_payoffs(game)])


def plead_payoff(game: PleaGame) -> Fraction:
    """What pleading pays, in years."""
    formula, values = game.formulas.payoff_plead, _numbers(game)
    letters = tuple(values)
    return _fraction(_compile(letters, formula)(*values.values()))


def holdout_payoffs(game: PleaGame) -> list[Fraction]:
    """What holding out pays when 1, …, n of those who decide do, in years.

    The symbolic formula is the expectation over the committed hold-outs of the payoff as a function
    of all hold-outs, H; here that function is evaluated once for each H.
    """
    parts, values = game.formulas, _numbers(game)

    def of_game(formula: Expr) -> fmpq:
        return fmpq(_compile(tuple(values), formula)(*values.values()))

    deciding, signed = int(of_game(parts.players).p), int(of_game(parts.committed).p)
    compiled = _compile((H, *values), parts.holdout_payoff)
    payoffs = [compiled(fmpq(held), *values.values()) for held in range(1, deciding + signed + 1)]
    chances = binomial_chances(signed, of_game(parts.reliability))
    expected = [
        sum((chance * payoffs[held + kept - 1] for kept, chance in chances), fmpq(0))
        for held in range(1, deciding + 1)
    ]
    fellows = of_game(parts.fellows)
    if fellows:
        others = signed * of_game(parts.reliability) - 1
        spared = [fmpq(0), *(after - before for before, after in pairwise(expected))]
        expected = [
            payoff + fellows * (held + others) * gained
            for held, (payoff, gained) in enumerate(zip(expected, spared, strict=True), start=1)
        ]
    return [_fraction(payoff) for payoff in expected]


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


def lottery_chance(holdouts: int, capacity: int) -> Fraction:
    """τ(m), exactly.

    >>> lottery_chance(30, 12)
    Fraction(2, 5)
    """
    return Fraction(_compile((m, K), lottery(m, K))(Fraction(holdouts), Fraction(capacity)))


def regime(form: ClosedForm, values: Mapping[Symbol, Fraction]) -> Branch:
    """The branch of a closed form that these values fall in."""
    arguments = [values[letter] for letter in _LETTERS]
    for branch in form.branches:
        if _compile(_LETTERS, branch.condition)(*arguments):
            return branch
    raise AssertionError(f"{form.name} leaves out {values}")


def evaluate(formula: Expr, values: Mapping[Symbol, Fraction]) -> Fraction:
    """The exact value of a formula that needs nothing but arithmetic and rounding."""
    return Fraction(_compile(_LETTERS, formula)(*(values[letter] for letter in _LETTERS)))


def _numbers(game: PleaGame) -> dict[Symbol, fmpq]:
    """The values of all letters, in flint's fractions, which are ten times faster."""
    refuse_symbols(game.free_symbols, "set them with game.with_parameters(…)")
    return {letter: fmpq(int(v.p), int(v.q)) for letter, v in game.substitution.items()}


def _fraction(value: fmpq) -> Fraction:
    return Fraction(int(value.p), int(value.q))


@cache
def _compile(letters: tuple[Symbol, ...], formula: Expr | Eq | Boolean) -> Callable[..., Any]:
    named = formula.replace(
        lambda part: part.is_Pow and not part.exp.is_Integer,
        lambda part: _POWER(part.base, part.exp),
    )
    compiled: Callable[..., Any] = lambdify(letters, named, modules=_EXACT_FUNCTIONS)
    return compiled
