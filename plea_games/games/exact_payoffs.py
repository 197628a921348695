"""What each action pays in a game in numbers, by how many hold out, exact on flint's fractions.

Terms of the package have their formulas as Python; those of others are compiled from sympy. Numbers
of hold-outs may be polynomials, as :mod:`plea_games.games.pieces` has them.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flint import fmpq

from ..model.game import PleaGame
from ..model.parts import OF_HOLDOUTS, OF_PLEAS, Amounts, Parts, amounts_of, are_known
from ..model.payoffs_in_numbers import WITH_VARYING_PLEAS, rules
from ..model.reading import refuse_symbols
from ..model.terms import Testimony
from .exact_functions import as_fmpq, floor, largest, power

if TYPE_CHECKING:
    from ..model.payoffs import Payoffs
    from .compile import Values

RULES = rules(min, largest, floor, power)
"""What follows from the parts of the payoffs."""


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
    """

    caseload: fmpq
    players: fmpq
    trials: fmpq
    committed: int
    reliability: fmpq
    plea_varies: bool

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
    def at(self, holdouts: Any, *, of_plea: bool = False) -> Parts:
        """The parts when so many hold out in all; ``of_plea``, what pleading rests on alone."""

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
        self._parts = Parts(RULES, [as_fmpq(number) for number in numbers], exact)
        self.caseload = fmpq(self._parts.caseload)
        self.players = fmpq(RULES.players(self._parts))
        self.trials = fmpq(self._parts.trials)
        self.committed = int(self._parts.committed)
        self.reliability = fmpq(self._parts.reliability)
        self.plea_varies = any(kind.__name__ in WITH_VARYING_PLEAS for kind, _ in terms)

    def hold_out(self, holdouts: Any) -> Any:
        """What holding out pays when so many do in all, weights on others included."""
        at = self._parts.at
        here = at(holdouts)
        if not here.fellows:
            return RULES.holdout_payoff(here)
        instead = at(holdouts - 1, of_plea=True) if self.plea_varies else here
        return RULES.counselled_payoff(here, instead, at(largest(1, holdouts - 1)))

    def plead(self, others: Any) -> Any:
        """What pleading pays when so many others hold out."""
        if not self.plea_varies:
            return self._plea
        return RULES.plea_payoff(self._parts.at(others, of_plea=True))

    @cached_property
    def _plea(self) -> fmpq:
        """What a plea pays, where that does not depend on others."""
        return fmpq(RULES.plea_payoff(self._parts.at(fmpq(0), of_plea=True)))

    def trial_probability(self, holdouts: Any) -> Any:
        """τ, when so many hold out in all."""
        return RULES.trial_probability(self._parts.at(holdouts))

    def at(self, holdouts: Any, *, of_plea: bool = False) -> Parts:
        """The parts when so many hold out in all; ``of_plea``, what pleading rests on alone."""
        return self._parts.at(holdouts, of_plea=of_plea)


def _heard(numbers: Sequence[Fraction], terms: Amounts) -> Amounts:
    """The terms; without witnesses, of long powers, where trials surely convict even so."""
    *_, conviction, _, _ = numbers
    kinds = {kind for kind, _ in terms if "conviction" in RULES.changes[kind.__name__]}
    if conviction != 1 or kinds != {Testimony}:
        return terms
    return [(kind, amounts) for kind, amounts in terms if kind is not Testimony]


class CompiledPayoffs(ExactPayoffs):
    """With any terms, from the formulas in sympy and the values of their letters."""

    def __init__(self, payoffs: "Payoffs", values: "Values") -> None:
        from .compile import at_values, of_holdouts

        self._payoffs, self._values = payoffs, values
        self.caseload = at_values(payoffs.caseload, values)
        self.players = at_values(payoffs.players, values)
        self.trials = at_values(payoffs.trials, values)
        self.committed = int(at_values(payoffs.committed, values).p)
        self.reliability = at_values(payoffs.reliability, values)
        self.plea_varies = payoffs.plea_depends_on_others
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

    def at(self, holdouts: Any, *, of_plea: bool = False) -> Parts:
        """The parts when so many hold out in all; ``of_plea``, what pleading rests on alone."""
        there = object.__new__(Parts)
        there.holdouts = holdouts
        for name in OF_PLEAS if of_plea else (*OF_PLEAS, *OF_HOLDOUTS):
            setattr(there, name, self._parts[name](holdouts))
        return there

    @cached_property
    def _parts(self) -> dict[str, Callable[[Any], Any]]:
        from .compile import of_holdouts

        return {
            name: of_holdouts(getattr(self._payoffs, name), self._values)
            for name in (*OF_PLEAS, *OF_HOLDOUTS)
        }


def pleas_vary(game: PleaGame) -> bool:
    """Whether what a plea costs depends on how many others hold out."""
    if are_known(game.terms):
        return any(type(term).__name__ in WITH_VARYING_PLEAS for term in game.terms)
    return game.payoffs.plea_depends_on_others


def exact_payoffs(game: PleaGame) -> ExactPayoffs:
    """The payoffs of a game whose parameters are numbers."""
    refuse_symbols(game.free_symbols, "set them with game.with_parameters(…)")
    if are_known(game.terms):
        return PayoffsOfParts(tuple(game.numbers.values()), amounts_of(game.terms))
    from .compile import values_of

    return CompiledPayoffs(game.payoffs, values_of(game))
