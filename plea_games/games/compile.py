"""The one crossing from sympy to numbers.

Formulas are compiled with their letters as arguments, so they contain no constants but whole
numbers: called with Fractions they stay exact.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from flint import fmpq
from sympy import Dummy, Expr, Rational, Symbol, Tuple
from sympy.logic.boolalg import Boolean

from ..errors import Fault, ParameterError, PrecisionError
from ..model.closed_form import ClosedForm, Regime
from ..model.exact import as_fraction
from ..model.game import PleaGame
from ..model.notation import plain
from ..model.payoffs import H, Payoffs, lottery
from ..model.reading import refuse_other_kinds, refuse_symbols
from ..model.symbols import K, m
from .exact_code import exact_code
from .exact_functions import MOST_EXACT_TRIALS, as_fmpq, binomial_chances
from .lottery_form import LotteryForm
from .pieces import Piece, pieces
from .whole_units import means

if TYPE_CHECKING:
    from .anonymous import AnonymousGame

MOST_GAINS = 1_000_000
"""Defendants up to which a game is written out, gain by gain."""

MOST_EXACT_GAINS = 100_000
"""Defendants up to which every gain is weighed in exact arithmetic."""

_MOST_BITS = 4 * 10**9
"""Of all gains together, half a gigabyte: powers such as testimony's grow with the turnout."""

MANY = 100
"""Numbers of hold-outs from which it is worth looking for the pieces of a formula."""

_CHANCE = lottery(m, K)

Values = Mapping[Symbol, fmpq]


def values_of(game: PleaGame) -> dict[Symbol, fmpq]:
    """The values of all letters, in flint's fractions, which are ten times faster."""
    refuse_symbols(game.free_symbols, "set them with game.with_parameters(…)")
    return {letter: as_fmpq(v) for letter, v in game.substitution.items()}


@lru_cache(maxsize=1)  # one question after another is asked about one game
def anonymous_game(game: PleaGame) -> "AnonymousGame":
    """The game in canonical form, for up to ``MOST_GAINS`` defendants."""
    from .anonymous import AnonymousGame  # which loads numpy
    from .witness_gains import long_witness_gains  # which needs what is compiled here

    if game.terms and (long := long_witness_gains(game)):
        _check_count(long.defendants)
        return long
    return AnonymousGame.of_fractions(gains(game.payoffs, values_of(game)))


def gains(payoffs: Payoffs, values: Values) -> list[Fraction]:
    """Δ(1…n) of the payoffs put together from these payoffs."""
    return [as_fraction(gain) for gain in gains_at(payoffs, values)]


def gains_at(payoffs: Payoffs, values: Values, turnouts: range | None = None) -> list[fmpq]:
    """Δ at these numbers of hold-outs among those who decide, at 1…n where none are named."""
    plea = plea_payoffs(payoffs, values, turnouts)
    return [
        held - pleaded
        for held, pleaded in zip(payoffs_by_holdouts(payoffs, values, turnouts), plea, strict=True)
    ]


def pieces_by_turnout(
    payoffs: Payoffs, values: Values, formula: Expr, without: Expr, constant: fmpq
) -> list[Piece] | None:
    """``constant`` + ``without`` − ``formula``, for 1…n of those who decide; pieces in all who do.

    None where it has no pieces, and where it takes a mean over how many keep a promise.
    """
    signed = int(at_values(payoffs.committed, values).p)
    ((kept, _), *others) = binomial_chances(signed, at_values(payoffs.reliability, values))
    if others:
        return None
    held, left = exact_code((H, *values), formula), exact_code((H, *values), without)
    numbers = values.values()
    count = int(at_values(payoffs.players, values).p)
    return pieces(
        lambda all_held: constant + left(all_held, *numbers) - held(all_held, *numbers),
        1 + kept,
        count + kept,
    )


def gain_in_all(payoffs: Payoffs, values: Values) -> tuple[Callable[[Any], Any], range] | None:
    """Δ as a function of all who hold out, and of how many that may be.

    None where it takes a mean over how many keep a promise.
    """
    signed = int(at_values(payoffs.committed, values).p)
    ((kept, _), *others) = binomial_chances(signed, at_values(payoffs.reliability, values))
    if others:
        return None
    compiled, numbers = exact_code((H, *values), payoffs.gain_in_all), tuple(values.values())
    count = int(at_values(payoffs.players, values).p)
    return lambda all_held: compiled(all_held, *numbers), range(1 + kept, count + kept + 1)


def gain_at(game: PleaGame, holdouts: int) -> fmpq:
    """Δ when so many of those who decide hold out, exactly where powers are whole.

    >>> gain_at(PleaGame(defendants=230, capacity=12, offer=4, sentence=10), 60)
    2
    """
    return gains_at(game.payoffs, values_of(game), range(holdouts, holdouts + 1))[0]


def plea_payoffs(payoffs: Payoffs, values: Values, turnouts: range | None = None) -> list[fmpq]:
    """U_P when 0, …, n − 1 others of those who decide hold out; or one fewer than each turnout."""
    if payoffs.plea_depends_on_others:
        return expected_by_holdouts(payoffs, values, payoffs.plea_payoff_instead, turnouts)
    count = len(_written_out(payoffs, values, turnouts))
    return [at_values(payoffs.plea_payoff, values)] * count


def plead_payoffs(game: PleaGame) -> Sequence[Fraction]:
    """What pleading pays when 0, …, n − 1 others of those who decide hold out, in years.

    A sequence of one entry where it does not depend on others.

    >>> plead_payoffs(PleaGame(defendants=3, capacity=1, offer=1, sentence=2))
    [Fraction(-1, 1)]
    """
    payoffs, values = game.payoffs, values_of(game)
    turnouts = None if payoffs.plea_depends_on_others else range(1, 2)
    return [as_fraction(payoff) for payoff in plea_payoffs(payoffs, values, turnouts)]


def holdout_payoffs(game: PleaGame) -> list[Fraction]:
    """What holding out pays when 1, …, n of those who decide do, in years."""
    return [as_fraction(payoff) for payoff in payoffs_by_holdouts(game.payoffs, values_of(game))]


def refuse_varying_pleas(game: "PleaGame | AnonymousGame", what: str) -> None:
    """A clear word where an answer rests on pleas that cost the same whatever others do."""
    if isinstance(game, PleaGame) and game.payoffs.plea_depends_on_others:
        names = ", ".join(type(term).__name__ for term in game.terms)
        rule = f"must leave what a plea costs independent of others, for {what}"
        raise ParameterError([Fault("terms", names, rule, "leave that term out")])


def deciding(game: PleaGame) -> int:
    """How many decide, of a game whose counts are numbers.

    >>> deciding(PleaGame(defendants=3, capacity=1, offer=1, sentence=2))
    3
    """
    return int(game.payoffs.players.xreplace(dict(game.substitution)))


def trial_chances(game: PleaGame) -> list[Fraction]:
    """A hold-out's chance of trial when 1, …, n of those who decide hold out.

    >>> trial_chances(PleaGame(defendants=3, capacity=1, offer=1, sentence=2))
    [Fraction(1, 1), Fraction(1, 2), Fraction(1, 3)]
    """
    payoffs = game.payoffs
    return [
        as_fraction(t)
        for t in expected_by_holdouts(payoffs, values_of(game), payoffs.trial_probability)
    ]


def lottery_at(formulas: LotteryForm, values: Values) -> LotteryForm:
    """A lottery form in letters, in numbers."""
    return formulas.map(lambda formula: as_fraction(at_values(formula, values)))


@cache
def exact_function(letters: tuple[Symbol, ...], formula: Expr) -> Callable[..., fmpq]:
    """A formula without hold-outs as a function of these letters, exact on flint's fractions."""
    return _exactly(letters, formula)


def exact_functions(
    letters: tuple[Symbol, ...], formulas: Sequence[Expr]
) -> Callable[..., Iterable[Any]]:
    """Several such formulas as one function, whose numbers may be whole ones of Python."""
    return _exactly(letters, Tuple(*formulas))


def _exactly(letters: tuple[Symbol, ...], formula: Expr | Tuple) -> Callable[..., Any]:
    names = {number: Dummy() for number in formula.atoms(Rational) if not number.is_Integer}
    compiled = exact_code((*letters, *names.values()), formula.xreplace(names))
    constants = [as_fmpq(number) for number in names]
    return lambda *values: compiled(*values, *constants)


def at_values(formula: Expr, values: Values) -> fmpq:
    """A formula without hold-outs, exactly."""
    if formula.is_Symbol:  # most parts are a letter or a number, which need no compiling
        return fmpq(values[formula])
    if formula.is_Rational:
        return as_fmpq(formula)
    return fmpq(exact_code(tuple(values), formula)(*values.values()))


def expected_by_holdouts(
    payoffs: Payoffs, values: Values, formula: Expr, turnouts: range | None = None
) -> list[fmpq]:
    """A formula in H when so many of those who decide hold out; its mean over the committed."""
    signed = int(at_values(payoffs.committed, values).p)
    turnouts = _written_out(payoffs, values, turnouts)
    compiled = exact_code((H, *values), formula)
    first, last = turnouts.start, turnouts.stop + signed - 1
    by_count = _at_each(lambda held: compiled(held, *values.values()), first, last)
    if not signed:
        return by_count
    chances = binomial_chances(signed, at_values(payoffs.reliability, values))
    if len(chances) > MOST_EXACT_TRIALS:
        return means(by_count, [chance for _, chance in chances])
    return [
        sum((chance * by_count[place + kept] for kept, chance in chances), fmpq(0))
        for place in range(len(turnouts))
    ]


def _at_each(formula: Callable[[Any], fmpq], first: int, last: int) -> list[fmpq]:
    """A compiled formula in H at each number, by its pieces where these are worth finding."""
    if last - first >= MANY:
        parts = pieces(formula, first, last)
        if parts is not None:
            return [value for part in parts for value in part.values()]
        _refuse_long_fractions(formula, first, last)
    return [formula(fmpq(held)) for held in range(first, last + 1)]


def _refuse_long_fractions(formula: Callable[[Any], fmpq], first: int, last: int) -> None:
    """A clear word where fractions as long as those at the ends would not fit into memory."""
    count = last - first + 1
    ends = [fmpq(formula(fmpq(held))) for held in (first, last)]
    bits = sum(int(end.q).bit_length() for end in ends) * count
    if bits > _MOST_BITS:
        rule = f"make exact gains of {bits / 8e9:.3g} GB with these terms"
        remedy = "state testimony by a shorter fraction, or solve a smaller game"
        raise ParameterError([Fault("defendants", f"{count:,}", rule, remedy)])


def _written_out(payoffs: Payoffs, values: Values, turnouts: range | None) -> range:
    """These turnouts, or all of them where none are named; a ParameterError for too many."""
    if turnouts is None:
        turnouts = range(1, int(at_values(payoffs.players, values).p) + 1)
    _check_count(len(turnouts) + int(at_values(payoffs.committed, values).p))
    return turnouts


def _check_count(count: int) -> None:
    if count > MOST_GAINS:
        rule = f"must be at most {MOST_GAINS:,} where every gain is written out"
        remedy = "solve a smaller game with the same trial rate"
        raise ParameterError([Fault("defendants", f"{count:,}", rule, remedy)])


def total_over_holdouts(payoffs: Payoffs, values: Values, formula: Expr, deciding: int) -> fmpq:
    """The sum over all hold-outs of a formula in H, when so many of those who decide hold out.

    The committed count where they keep their promise; it is the mean over how many do.
    """
    signed = int(at_values(payoffs.committed, values).p)
    compiled = exact_code((H, *values), formula)
    return sum(
        (
            chance * (deciding + kept) * compiled(fmpq(deciding + kept), *values.values())
            for kept, chance in binomial_chances(signed, at_values(payoffs.reliability, values))
            if deciding + kept
        ),
        fmpq(0),
    )


def total_over_pleas(payoffs: Payoffs, values: Values, formula: Expr, deciding: int) -> fmpq:
    """The sum over all who plead of a formula in H, when so many of those who decide hold out."""
    caseload, signed = (
        at_values(payoffs.caseload, values),
        int(at_values(payoffs.committed, values).p),
    )
    compiled = exact_code((H, *values), formula)
    return sum(
        (
            chance * (caseload - held) * compiled(fmpq(held), *values.values())
            for kept, chance in binomial_chances(signed, at_values(payoffs.reliability, values))
            for held in [deciding + kept]
        ),
        fmpq(0),
    )


def payoffs_by_holdouts(
    payoffs: Payoffs, values: Values, turnouts: range | None = None
) -> list[fmpq]:
    """U_H when so many of those who decide hold out: 1, …, n where none are named."""
    return expected_by_holdouts(payoffs, values, payoffs.counselled_payoff, turnouts)


def as_anonymous(game: "PleaGame | AnonymousGame") -> "AnonymousGame":
    """A game among identical defendants in canonical form, for up to ``MOST_GAINS`` of them."""
    from .anonymous import AnonymousGame

    refuse_other_kinds(game, PleaGame, AnonymousGame)
    return game if isinstance(game, AnonymousGame) else anonymous_game(game)


def lottery_chance(holdouts: int, capacity: int | Fraction) -> Fraction:
    """τ(m), exactly.

    >>> lottery_chance(30, 12)
    Fraction(2, 5)
    """
    return Fraction(exact_code((m, K), _CHANCE)(Fraction(holdouts), Fraction(capacity)))


def regime_at(form: ClosedForm, values: Mapping[Symbol, Fraction]) -> Regime:
    """The regime of a closed form that these values fall in."""
    for regime in form.regimes:
        if _at(values, regime.condition):
            return regime
    raise AssertionError(f"{form.name} leaves out {values}")


def value_or_reason(
    form: ClosedForm, values: Mapping[Symbol, Fraction]
) -> tuple[Fraction | None, str]:
    """What a closed form comes to; None with the reason where it has no value.

    >>> from plea_games.games.lottery_form import lottery_form
    >>> from plea_games.model.closed_forms import TIPPING_HOLDOUTS
    >>> form = lottery_form(PleaGame(defendants=230, capacity=12, offer=4, sentence=10))
    >>> value_or_reason(TIPPING_HOLDOUTS, form.letters)
    (Fraction(30, 1), '')
    """
    regime = regime_at(form, values)
    return None if regime.value is None else evaluate(regime.value, values), regime.reason


def evaluate(formula: Expr, values: Mapping[Symbol, Fraction]) -> Fraction:
    """A formula's value, exact where it needs nothing but arithmetic and rounding."""
    return Fraction(_at(values, formula))


def _at(values: Mapping[Symbol, Fraction], formula: Expr | Boolean) -> Any:
    try:
        return exact_code(tuple(values), formula)(*values.values())
    except OverflowError:  # of exponentials; fractions have no end
        rule, remedy = "is beyond double precision (about 1.8e308)", "take smaller amounts"
        raise PrecisionError(plain(formula), "", rule, remedy) from None
