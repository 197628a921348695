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
from ..model.exact import as_fraction
from ..model.game import PleaGame
from ..model.parts import H, Parts
from ..model.payoffs import lottery
from ..model.reading import refuse_symbols
from ..model.symbols import DEFINITIONS, SYMBOLS, K, L, N, T, d, kappa, m, r, s
from .anonymous import AnonymousGame
from .exact_functions import binomial_chances, floor, power

_LETTERS = (N, K, s, d, T, kappa, r, L)
_POWER = Function("power")
_CHANCE = lottery(m, K)
_EXACT_FUNCTIONS = [{"Min": min, "Max": max, "floor": floor, "power": power}, "math"]


Values = Mapping[Symbol, fmpq]


def values_of(game: PleaGame) -> dict[Symbol, fmpq]:
    """The values of all letters, in flint's fractions, which are ten times faster.

    Raises
    ------
    ParameterError
        Where any is a symbol.
    """
    refuse_symbols(game.free_symbols, "set them with game.with_parameters(…)")
    return {letter: fmpq(int(v.p), int(v.q)) for letter, v in game.substitution.items()}


def anonymous_game(game: PleaGame) -> AnonymousGame:
    """The game in canonical form, for N small enough to hold N fractions.

    >>> from plea_games import PleaGame
    >>> anonymous_game(PleaGame(defendants=3, capacity=1, offer=1, sentence=2))
    AnonymousGame(gain=[-1, 0, 1/3])
    """
    return AnonymousGame.of_fractions(gains(game.formulas, values_of(game)))


def gains(parts: Parts, values: Values) -> list[Fraction]:
    """Δ(1…n) of the payoffs put together from these parts."""
    plea = at_values(parts.payoff_plead, values)
    return [as_fraction(payoff - plea) for payoff in _holdout_payoffs(parts, values)]


def plead_payoff(game: PleaGame) -> Fraction:
    """What pleading pays, in years."""
    return as_fraction(at_values(game.formulas.payoff_plead, values_of(game)))


def holdout_payoffs(game: PleaGame) -> list[Fraction]:
    """What holding out pays when 1, …, n of those who decide do, in years."""
    return [as_fraction(payoff) for payoff in _holdout_payoffs(game.formulas, values_of(game))]


def lottery_parameters(parts: Parts, values: Values) -> dict[str, Fraction] | None:
    """What :meth:`Parts.as_lottery` names, in numbers; None where there is no lottery form."""
    formulas = parts.as_lottery()
    if formulas is None:
        return None
    return {name: as_fraction(at_values(part, values)) for name, part in formulas.items()}


def at_values(formula: Expr, values: Values) -> fmpq:
    """A formula without hold-outs, exactly."""
    return fmpq(_compile(tuple(values), formula)(*values.values()))


def _holdout_payoffs(parts: Parts, values: Values) -> list[fmpq]:
    # the formula is an expectation of a function of all hold-outs: evaluated once for each number
    deciding, signed = (int(at_values(part, values).p) for part in (parts.players, parts.committed))
    compiled = _compile((H, *values), parts.holdout_payoff)
    payoffs = [compiled(fmpq(held), *values.values()) for held in range(1, deciding + signed + 1)]
    kept = at_values(parts.reliability, values)
    chances = binomial_chances(signed, kept)
    expected = [
        sum((chance * payoffs[held + kept_by - 1] for kept_by, chance in chances), fmpq(0))
        for held in range(1, deciding + 1)
    ]
    fellows = at_values(parts.fellows, values)
    if not fellows:
        return expected
    spared = [fmpq(0), *(after - before for before, after in pairwise(expected))]
    return [
        payoff + fellows * (others + signed * kept) * gained
        for others, (payoff, gained) in enumerate(zip(expected, spared, strict=True))
    ]


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
    return Fraction(_compile((m, K), _CHANCE)(Fraction(holdouts), Fraction(capacity)))


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


@cache
def _compile(letters: tuple[Symbol, ...], formula: Expr | Eq | Boolean) -> Callable[..., Any]:
    named = formula.replace(
        lambda part: part.is_Pow and not part.exp.is_Integer,
        lambda part: _POWER(part.base, part.exp),
    )
    compiled: Callable[..., Any] = lambdify(letters, named, modules=_EXACT_FUNCTIONS)
    return compiled
