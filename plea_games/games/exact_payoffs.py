"""What each action pays in a game in numbers, by how many hold out, exact on flint's fractions.

Terms of the package have their formulas as Python; those of others are compiled from sympy. Numbers
of hold-outs may be polynomials, as :mod:`plea_games.games.pieces` has them.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from flint import fmpq

from ..model.game import PleaGame
from ..model.parts import Amounts, Parts, amounts_of, are_known
from ..model.payoffs_in_numbers import WITH_VARYING_PLEAS, rules
from ..model.reading import refuse_symbols
from ..model.terms import Testimony
from .exact_functions import LONGEST_POWER, as_fmpq, floor, largest, power

if TYPE_CHECKING:
    from ..model.payoffs import Payoffs
    from .compile import Values

Formula: TypeAlias = Literal[
    "trial_probability",
    "holdout_payoff",
    "payoff_if_first",
    "expected_sentence",
    "expected_transfer",
    "expected_stake",
    "credit",
    "sanction",
]

_RULES = rules(min, largest, floor, power)


class ExactPayoffs(ABC):
    """The payoffs of one game.

    Attributes
    ----------
    caseload, players, trials
        All defendants, those of them who decide, and how many cases can be tried.
    committed, reliability
        Who promised to hold out, and how likely each does.
    plea_varies
        Whether what a plea costs depends on others.
    offer
        The sentence of a plea, before credits.
    capacity
        Trials that the prosecutor can take on.
    fellows
        The weight on each other defendant.
    """

    caseload: fmpq
    players: fmpq
    trials: fmpq
    committed: int
    reliability: fmpq
    plea_varies: bool
    offer: fmpq
    capacity: fmpq
    fellows: fmpq

    @abstractmethod
    def hold_out(self, holdouts: Any) -> Any:
        """What holding out pays when so many do in all, weights on others included."""

    @abstractmethod
    def plead(self, others: Any) -> Any:
        """What pleading pays when so many others hold out."""

    @abstractmethod
    def trial_probability(self, holdouts: Any) -> Any:
        """τ, when so many hold out in all."""

    @abstractmethod
    def formula(self, name: Formula) -> Callable[[Any], Any]:
        """One of the formulas of :class:`~plea_games.model.payoffs.Payoffs`, as a function of H."""

    def gain(self, holdouts: Any) -> Any:
        """Δ, what holding out gains when so many do in all, oneself included."""
        return self.hold_out(holdouts) - self.plead(holdouts - 1)


class PayoffsOfParts(ExactPayoffs):
    """With terms of the package only.

    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> exact_payoffs(game.with_terms(pg.StrikeFund(60))).gain(fmpq(120))
    7/2
    """

    def __init__(self, numbers: Sequence[Fraction], terms: Amounts) -> None:
        heard = _heard(numbers, terms)
        exact = [(kind, [as_fmpq(amount) for amount in amounts]) for kind, amounts in heard]
        self._parts = Parts(_RULES, [as_fmpq(number) for number in numbers], exact)
        self.caseload = fmpq(self._parts.caseload)
        self.players = fmpq(_RULES.players(self._parts))
        self.trials = fmpq(self._parts.trials)
        self.committed = int(self._parts.committed)
        self.reliability = fmpq(self._parts.reliability)
        self.plea_varies = any(kind.__name__ in WITH_VARYING_PLEAS for kind, _ in terms)
        self.capacity = fmpq(self._parts.capacity)

    def hold_out(self, holdouts: Any) -> Any:
        """What holding out pays when so many do in all, weights on others included."""
        at = self._parts.at
        here = at(holdouts)
        if not here.fellows:
            return _RULES.holdout_payoff(here)
        instead = at(holdouts - 1, of_plea=True) if self.plea_varies else here
        return _RULES.counselled_payoff(here, instead, at(largest(1, holdouts - 1)))

    def plead(self, others: Any) -> Any:
        """What pleading pays when so many others hold out."""
        if not self.plea_varies:
            return self._plea
        return _RULES.plea_payoff(self._parts.at(others, of_plea=True))

    @cached_property
    def _plea(self) -> fmpq:
        """What a plea pays, where that does not depend on others."""
        return fmpq(_RULES.plea_payoff(self._parts.at(fmpq(0), of_plea=True)))

    @cached_property
    def offer(self) -> fmpq:  # type: ignore[override]
        """The sentence of a plea, before credits."""
        return fmpq(self._parts.at(fmpq(0), of_plea=True).offer)

    @cached_property
    def fellows(self) -> fmpq:  # type: ignore[override]
        """The weight on each other defendant."""
        return fmpq(self._parts.at(self.caseload).fellows)

    def trial_probability(self, holdouts: Any) -> Any:
        """τ, when so many hold out in all."""
        return _RULES.trial_probability(self._parts.at(holdouts))

    def formula(self, name: Formula) -> Callable[[Any], Any]:
        """One of the formulas, as a function of H."""
        if name in ("credit", "sanction"):
            return lambda others: getattr(self._parts.at(others, of_plea=True), name)
        rule = getattr(_RULES, name)
        return lambda holdouts: rule(self._parts.at(holdouts))


def _heard(numbers: Sequence[Fraction], terms: Amounts) -> Amounts:
    """The terms; without witnesses, of long powers, where trials surely convict even so."""
    *_, conviction, _, _ = numbers
    kinds = {kind for kind, _ in terms if "conviction" in _RULES.changes.get(kind.__name__, ())}
    if conviction != 1 or kinds != {Testimony}:
        return terms
    return [(kind, amounts) for kind, amounts in terms if kind is not Testimony]


class CompiledPayoffs(ExactPayoffs):
    """With any terms, from the formulas in sympy and the values of their letters."""

    def __init__(self, payoffs: "Payoffs", values: "Values") -> None:
        from .compile import at_values, of_holdouts

        self.caseload = at_values(payoffs.caseload, values)
        self.players = at_values(payoffs.players, values)
        self.trials = at_values(payoffs.trials, values)
        self.committed = int(at_values(payoffs.committed, values).p)
        self.reliability = at_values(payoffs.reliability, values)
        self.plea_varies = payoffs.plea_depends_on_others
        self.offer = at_values(payoffs.offer, values)
        self.capacity = at_values(payoffs.capacity, values)
        self.fellows = at_values(payoffs.fellows, values)
        self._payoffs, self._values = payoffs, values
        self._hold_out = of_holdouts(payoffs.counselled_payoff, values)
        self._plead = of_holdouts(payoffs.plea_payoff, values)
        self._trial = of_holdouts(payoffs.trial_probability, values)

    def hold_out(self, holdouts: Any) -> Any:
        """What holding out pays when so many do in all, weights on others included."""
        return self._hold_out(holdouts)

    def plead(self, others: Any) -> Any:
        """What pleading pays when so many others hold out."""
        return self._plead(others)

    def trial_probability(self, holdouts: Any) -> Any:
        """τ, when so many hold out in all."""
        return self._trial(holdouts)

    def formula(self, name: Formula) -> Callable[[Any], Any]:
        """One of the formulas, as a function of H."""
        from .compile import of_holdouts

        return of_holdouts(getattr(self._payoffs, name), self._values)


def pleas_vary(game: PleaGame) -> bool:
    """Whether what a plea costs depends on how many others hold out."""
    if are_known(game.terms):
        return any(type(term).__name__ in WITH_VARYING_PLEAS for term in game.terms)
    return game.payoffs.plea_depends_on_others


def has_long_powers(game: PleaGame) -> bool:
    """Whether powers of testimony are too long to be written out, and rounded to 77 digits."""
    caseload, *_ = numbers = tuple(game.numbers.values())
    heard = [q for kind, (q, *_) in _heard(numbers, amounts_of(game.terms)) if kind is Testimony]
    bits = [q.denominator.bit_length() for q in heard if 0 < q < 1]
    return any((caseload - 1) * each > LONGEST_POWER for each in bits)


def exact_payoffs(game: PleaGame) -> ExactPayoffs:
    """The payoffs of a game whose parameters are numbers."""
    refuse_symbols(game.free_symbols, "set them with game.with_parameters(…)")
    if are_known(game.terms):
        return PayoffsOfParts(tuple(game.numbers.values()), amounts_of(game.terms))
    from .compile import values_of

    return CompiledPayoffs(game.payoffs, values_of(game))
