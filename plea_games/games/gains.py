"""Gains and payoffs of a plea game in numbers, by how many of those who decide hold out.

Nothing here waits for sympy, unless a game has terms that the package does not define.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flint import fmpq

from ..errors import Fault, ParameterError
from ..model.exact import as_fraction
from ..model.game import PleaGame
from ..model.in_numbers import trial_probability
from ..model.reading import refuse_other_kinds
from .exact_functions import MOST_EXACT_TRIALS, binomial_chances
from .exact_payoffs import ExactPayoffs, exact_payoffs, pleas_vary
from .pieces import Piece, pieces
from .whole_units import means

if TYPE_CHECKING:
    from .anonymous import AnonymousGame

MOST_GAINS = 1_000_000
"""Defendants up to which a game is written out, gain by gain."""

MOST_EXACT_GAINS = 100_000
"""Defendants up to which every gain is weighed in exact arithmetic."""

MANY = 100
"""Numbers of hold-outs from which it is worth looking for the pieces of a formula."""


@lru_cache(maxsize=1)  # one question after another is asked about one game
def anonymous_game(game: PleaGame) -> "AnonymousGame":
    """The game in canonical form, for up to ``MOST_GAINS`` defendants."""
    from .anonymous import AnonymousGame  # which loads numpy
    from .witness_gains import long_witness_gains

    if game.terms and (long := long_witness_gains(game)):
        check_count(long.defendants)
        return long
    return AnonymousGame.of_rationals(gains_at(exact_payoffs(game)))


def as_anonymous(game: "PleaGame | AnonymousGame") -> "AnonymousGame":
    """A game among identical defendants in canonical form, for up to ``MOST_GAINS`` of them."""
    from .anonymous import AnonymousGame

    refuse_other_kinds(game, PleaGame, AnonymousGame)
    return game if isinstance(game, AnonymousGame) else anonymous_game(game)


def gains_at(payoffs: ExactPayoffs, turnouts: range | None = None) -> list[fmpq]:
    """Δ at these numbers of hold-outs among those who decide, at 1…n where none are named."""
    held, plea = payoffs_by_turnout(payoffs, turnouts), plea_payoffs(payoffs, turnouts)
    return [one - other for one, other in zip(held, plea, strict=True)]


def gain_in_all(payoffs: ExactPayoffs) -> tuple[Callable[[Any], Any], range] | None:
    """Δ as a function of all who hold out, and of how many that may be.

    None where it takes a mean over how many keep a promise.
    """
    ((kept, _), *others) = binomial_chances(payoffs.committed, payoffs.reliability)
    if others:
        return None
    return payoffs.gain, range(1 + kept, int(payoffs.players.p) + kept + 1)


def gain_at(game: PleaGame, holdouts: int) -> fmpq:
    """Δ when so many of those who decide hold out, exactly where powers are whole.

    >>> gain_at(PleaGame(defendants=230, capacity=12, offer=4, sentence=10), 60)
    2
    """
    return gains_at(exact_payoffs(game), range(holdouts, holdouts + 1))[0]


def payoffs_by_turnout(payoffs: ExactPayoffs, turnouts: range | None = None) -> list[fmpq]:
    """U_H when so many of those who decide hold out: 1, …, n where none are named."""
    return expected_by_turnout(payoffs, payoffs.hold_out, turnouts)


def plea_payoffs(payoffs: ExactPayoffs, turnouts: range | None = None) -> list[fmpq]:
    """U_P when 0, …, n − 1 others of those who decide hold out; or one fewer than each turnout."""
    if payoffs.plea_varies:
        return expected_by_turnout(payoffs, lambda held: payoffs.plead(held - 1), turnouts)
    return [fmpq(payoffs.plead(fmpq(0)))] * len(_written_out(payoffs, turnouts))


def plead_payoffs(game: PleaGame) -> Sequence[Fraction]:
    """What pleading pays when 0, …, n − 1 others of those who decide hold out, in years.

    A sequence of one entry where it does not depend on others.

    >>> plead_payoffs(PleaGame(defendants=3, capacity=1, offer=1, sentence=2))
    [Fraction(-1, 1)]
    """
    payoffs = exact_payoffs(game)
    turnouts = None if payoffs.plea_varies else range(1, 2)
    return [as_fraction(payoff) for payoff in plea_payoffs(payoffs, turnouts)]


def holdout_payoffs(game: PleaGame) -> list[Fraction]:
    """What holding out pays when 1, …, n of those who decide do, in years."""
    return [as_fraction(payoff) for payoff in payoffs_by_turnout(exact_payoffs(game))]


def trial_chances(game: PleaGame) -> list[Fraction]:
    """A hold-out's chance of trial when 1, …, n of those who decide hold out.

    >>> trial_chances(PleaGame(defendants=3, capacity=1, offer=1, sentence=2))
    [Fraction(1, 1), Fraction(1, 2), Fraction(1, 3)]
    """
    payoffs = exact_payoffs(game)
    return list(map(as_fraction, expected_by_turnout(payoffs, payoffs.trial_probability)))


def lottery_chance(holdouts: int, capacity: int | Fraction) -> Fraction:
    """τ(m), exactly.

    >>> lottery_chance(30, 12)
    Fraction(2, 5)
    """
    return Fraction(trial_probability(Fraction(holdouts), Fraction(capacity)))


def deciding(game: PleaGame) -> int:
    """How many decide, of a game whose counts are numbers.

    >>> deciding(PleaGame(defendants=3, capacity=1, offer=1, sentence=2))
    3
    """
    if game.free_symbols:
        return int(game.payoffs.players.xreplace(dict(game.substitution)))
    return int(exact_payoffs(game).players.p)


def refuse_varying_pleas(game: "PleaGame | AnonymousGame", what: str) -> None:
    """A clear word where an answer rests on pleas that cost the same whatever others do."""
    if isinstance(game, PleaGame) and pleas_vary(game):
        names = ", ".join(type(term).__name__ for term in game.terms)
        rule = f"must leave what a plea costs independent of others, for {what}"
        raise ParameterError([Fault("terms", names, rule, "leave that term out")])


def expected_by_turnout(
    payoffs: ExactPayoffs, of_all: Callable[[Any], fmpq], turnouts: range | None = None
) -> list[fmpq]:
    """A function of all who hold out, when so many of those who decide do.

    Its mean over how many of the committed keep their promise.
    """
    turnouts, signed = _written_out(payoffs, turnouts), payoffs.committed
    by_count = _at_each(of_all, turnouts.start, turnouts.stop + signed - 1)
    if not signed:
        return by_count
    chances = binomial_chances(signed, payoffs.reliability)
    if len(chances) > MOST_EXACT_TRIALS:
        return means(by_count, [chance for _, chance in chances])
    return [
        sum((chance * by_count[place + kept] for kept, chance in chances), fmpq(0))
        for place in range(len(turnouts))
    ]


def pieces_by_turnout(payoffs: ExactPayoffs, of_all: Callable[[Any], Any]) -> list[Piece] | None:
    """A function of all who hold out, for 1…n of those who decide; pieces in all who do.

    None where it has no pieces, and where it takes a mean over how many keep a promise.
    """
    ((kept, _), *others) = binomial_chances(payoffs.committed, payoffs.reliability)
    return None if others else pieces(of_all, 1 + kept, int(payoffs.players.p) + kept)


def total_over_holdouts(payoffs: ExactPayoffs, of_all: Callable[[Any], Any], deciding: int) -> fmpq:
    """The sum over all hold-outs of a function of H, when so many of those who decide hold out.

    The committed count where they keep their promise; it is the mean over how many do.
    """
    return sum(
        (
            chance * (deciding + kept) * of_all(fmpq(deciding + kept))
            for kept, chance in binomial_chances(payoffs.committed, payoffs.reliability)
            if deciding + kept
        ),
        fmpq(0),
    )


def total_over_pleas(payoffs: ExactPayoffs, of_all: Callable[[Any], Any], deciding: int) -> fmpq:
    """The sum over all who plead of a function of H, when so many of those who decide hold out."""
    return sum(
        (
            chance * (payoffs.caseload - held) * of_all(fmpq(held))
            for kept, chance in binomial_chances(payoffs.committed, payoffs.reliability)
            for held in [deciding + kept]
        ),
        fmpq(0),
    )


def _at_each(formula: Callable[[Any], fmpq], first: int, last: int) -> list[fmpq]:
    """A function of H at each number, by its pieces where these are worth finding."""
    if last - first >= MANY:
        parts = pieces(formula, first, last)
        if parts is not None:
            return [value for part in parts for value in part.values()]
    return [fmpq(formula(fmpq(held))) for held in range(first, last + 1)]


def _written_out(payoffs: ExactPayoffs, turnouts: range | None) -> range:
    """These turnouts, or all of them where none are named; a ParameterError for too many."""
    if turnouts is None:
        turnouts = range(1, int(payoffs.players.p) + 1)
    check_count(len(turnouts) + payoffs.committed)
    return turnouts


def check_count(count: int) -> None:
    """A ParameterError for too many defendants to write out what depends on each number of them."""
    if count > MOST_GAINS:
        rule = f"must be at most {MOST_GAINS:,} where every gain is written out"
        remedy = "solve a smaller game with the same trial rate"
        raise ParameterError([Fault("defendants", f"{count:,}", rule, remedy)])
