"""Thresholds of games with symbols: closed forms in the game's own terms."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from sympy import And, Eq, Expr, Float, Ge, Gt, Le, Lt, Or, Piecewise, Symbol, harmonic, oo, true
from sympy.core.relational import Relational
from sympy.core.traversal import bottom_up
from sympy.logic.boolalg import Boolean

from ..games.lottery_form import LotteryForm
from ..model.closed_form import ClosedForm, Regime
from ..model.closed_forms import CLOSED_FORMS, LAPLACIAN_RATIO
from ..model.exact import as_rational
from ..model.symbols import K, L, N, kappa, r
from .laplacian import harmonic_number

_MOST_EXACT = 1_000
"""Counts up to which symbolic results hold harmonic numbers as fractions, beyond as decimals."""


def regimes_of(
    form: LotteryForm, *, printed: bool = False, forms: Sequence[ClosedForm] = CLOSED_FORMS
) -> dict[str, tuple[Regime, ...]]:
    """For each threshold the regimes of its closed form that a game with symbols may fall in.

    To be ``printed``, harmonic numbers stay letters beside those of symbols, and conditions on
    several symbols are stated in κ and r, which the first rows define.
    """
    known = _lettered_numbers(form) if printed else _known_numbers(form)
    short = {} if len(form.free_symbols) < 2 or not printed else _short(form)
    counts = _counts(form)

    @cache  # the same comparison comes in many conditions
    def in_game(condition: Boolean) -> Boolean:
        if isinstance(condition, And | Or):
            return condition.func(*map(in_game, condition.args))
        return form.express(condition.subs(known))

    @cache
    def expressed(condition: Boolean) -> Boolean:
        counted = condition.subs(counts)
        stated = in_game(_simplified(counted) if counted.free_symbols == {r} else condition)
        if len(stated.free_symbols) == 1:
            return _simplified(stated)
        return _absorbed(stated.xreplace(short)) if printed else stated

    regimes = {}
    for closed in forms:
        possible = [(regime, expressed(regime.condition)) for regime in _without_laplacian(closed)]
        regimes[closed.name] = tuple(
            Regime(
                condition,
                None if regime.value is None else form.express(regime.value.subs(known)),
                regime.reason,
            )
            for regime, condition in possible
            if condition != False  # noqa: E712 (sympy's false)
        )
    return regimes


def _counts(form: LotteryForm) -> dict[Expr, Expr]:
    """N, K and κ, where both counts are numbers; then r alone decides, and rules cases out."""
    both = form.defendants, form.capacity
    if not all(isinstance(count, Fraction) for count in both):
        return {}
    people, trials = map(as_rational, both)
    return {N: people, K: trials, kappa: trials / people}


def _known_numbers(form: LotteryForm) -> dict[Expr, Expr]:
    """Harmonic numbers of known counts, which sympy would spell out term by term."""
    counts = {N: form.defendants, K: form.capacity}
    return {
        harmonic(symbol): harmonic(int(count))
        if count <= _MOST_EXACT
        else Float(harmonic_number(int(count)), 16)
        for symbol, count in counts.items()
        if isinstance(count, Fraction) and count.denominator == 1
    }


def _lettered_numbers(form: LotteryForm) -> dict[Expr, Expr]:
    """The same as letters such as H(12), where N or K is a symbol itself."""
    known = _known_numbers(form)
    counts = {harmonic(N): form.defendants, harmonic(K): form.capacity}
    if len(known) == len(counts):
        return known
    return {each: Symbol(f"H({counts[each]})", positive=True) for each in known}


def _short(form: LotteryForm) -> dict[Expr, Expr]:
    """κ and r for what they stand for here, where that is no number or single letter."""
    stated = {form.express(letter): letter for letter in (kappa, r)}
    return {value: letter for value, letter in stated.items() if value.args and value.free_symbols}


def _absorbed(condition: Boolean) -> Boolean:
    """Without comparisons that another one makes needless: r ≤ 0 says more than r < 0 beside it."""
    if not isinstance(condition, And | Or):
        return condition
    parts = [_absorbed(part) for part in condition.args]
    wide, narrow = (Ge, Le), (Gt, Lt)
    needless = set()
    for part in parts:
        for loose, strict in zip(wide, narrow, strict=True):
            if isinstance(part, loose) and (twin := strict(*part.args)) in parts:
                needless.add(twin if isinstance(condition, Or) else part)
    return condition.func(*(part for part in parts if part not in needless))


def _simplified(condition: Boolean) -> Boolean:
    """A condition on one symbol, solved for it where it is a comparison of rational functions."""
    sides = (side for part in condition.atoms(Relational) for side in part.args)
    if not all(side.is_rational_function() for side in sides):
        return condition
    solved = condition.simplify()
    return solved.replace(lambda part: part.is_Relational and part.has(oo), lambda _: true)


@cache
def _without_laplacian(form: ClosedForm) -> tuple[Regime, ...]:
    """The regimes with L written out, one for each of its own."""
    return tuple(_written_out(form))


def _written_out(form: ClosedForm) -> Iterator[Regime]:
    for regime in form.regimes:
        if not (regime.condition.has(L) or (regime.value is not None and regime.value.has(L))):
            yield regime
            continue
        for ratio in LAPLACIAN_RATIO.regimes:
            condition = And(ratio.condition, regime.condition.subs(L, ratio.value))
            value = None if regime.value is None else regime.value.subs(L, ratio.value)
            yield Regime(condition, value, regime.reason)


def as_formula(regimes: tuple[Regime, ...]) -> Expr | Eq | None:
    """One formula with its conditions; None where no regime has a value."""
    valued = [regime for regime in regimes if regime.value is not None]
    if not valued:
        return None
    if len(valued) == 1 and (valued[0].condition == True or isinstance(valued[0].value, Eq)):  # noqa: E712
        return valued[0].value
    cases = Piecewise(*((regime.value, regime.condition) for regime in valued))
    # sympy leaves clauses in it that are always true, until each part is made again, as by pickle
    return bottom_up(cases, lambda part: part.func(*part.args) if part.args else part)
