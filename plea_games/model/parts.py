"""The parts of the payoffs in numbers, after all terms, without waiting for sympy.

They are those of :class:`plea_games.model.payoffs.Payoffs`, with numbers in place of letters. What
terms change of them, and what follows from them, is in
:mod:`plea_games.model.payoffs_in_numbers`, made from the formulas in sympy.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeAlias

from .exact import as_known
from .game import PleaGame
from .payoffs_in_numbers import LEAVE_NO_LOTTERY, Rules, rules
from .terms import TERMS, Term
from .varying import VARYING, floor, least, most, power

Amounts: TypeAlias = Sequence[tuple[type[Term], Sequence[Any]]]
"""Kinds of terms in their order, each with the numbers for its fields."""

_Change: TypeAlias = tuple[str, Callable[..., Any], Sequence[Any]]

_COUNTS = ("caseload", "committed", "reliability")
_ROOM = ("capacity", "defence")
_ON_PLEAS = ("offer", "sentence", "credit", "sanction")
_ON_HOLDOUTS = ("conviction", "transfer", "reward", "fellows")

OF_PLEAS = ("capacity", "trials", *_ON_PLEAS)
"""Parts that have a meaning where nobody holds out, too."""

OF_HOLDOUTS = ("process_cost", "dismissal_cost", *_ON_HOLDOUTS)

IN_FRACTIONS = rules(least, most, floor, power)
"""Of fractions, and of what depends on how many hold out."""


class Parts:
    """The parts, by the names that :class:`~plea_games.model.payoffs.Payoffs` has for them.

    Caseload and trials are there at once; what is at stake, :meth:`at` a number of hold-outs.

    Parameters
    ----------
    rules
        Formulas for numbers of some kind.
    numbers
        N, K, s, J, p, c and d.
    terms
        What is added to the plain game.
    """

    caseload: Any
    committed: Any
    reliability: Any
    capacity: Any
    defence: Any
    offer: Any
    sentence: Any
    conviction: Any
    process_cost: Any
    dismissal_cost: Any
    credit: Any
    transfer: Any
    reward: Any
    sanction: Any
    fellows: Any
    holdouts: Any

    def __init__(self, rules: Rules, numbers: Sequence[Any], terms: Amounts) -> None:
        (
            self.caseload,
            self.capacity,
            self.offer,
            self.sentence,
            self.conviction,
            self.process_cost,
            self.dismissal_cost,
        ) = numbers
        self.committed = self.credit = self.transfer = self.reward = self.sanction = 0
        self.fellows, self.reliability, self.defence = 0, 1, None
        self._change(_changes(_COUNTS, rules, terms))
        self.all_cases = self.caseload  # after all terms, as those mean it that depend on it
        self._change(_changes(_ROOM, rules, terms))
        self.all_capacity = self.capacity
        self.trials = self.capacity if self.defence is None else rules.trials(self)
        self._on_pleas = _changes(_ON_PLEAS, rules, terms)
        self._on_all = self._on_pleas + _changes(_ON_HOLDOUTS, rules, terms)

    def at(self, holdouts: Any, *, of_plea: bool = False) -> "Parts":
        """The parts when so many hold out in all; in what a plea costs, so many others.

        ``of_plea`` leaves out all else, which nobody who holds out may leave without meaning.
        """
        there = object.__new__(Parts)
        parts = vars(there)
        parts.update(self.__dict__, holdouts=holdouts)
        for name, change, amounts in self._on_pleas if of_plea else self._on_all:
            parts[name] = change(there, *amounts)
        return there

    def _change(self, changes: Iterable[_Change]) -> None:
        for name, change, amounts in changes:
            setattr(self, name, change(self, *amounts))


def _changes(names: Sequence[str], rules: Rules, terms: Amounts) -> list[_Change]:
    of_kinds = ((rules.changes[kind.__name__], amounts) for kind, amounts in terms)
    return [
        (name, changes[name], amounts)
        for changes, amounts in of_kinds for name in names if name in changes
    ]  # fmt: skip


def parts_of(numbers: Mapping[str, Fraction], terms: Sequence[Term]) -> Parts:
    """The parts in fractions, with terms of the package."""
    return Parts(IN_FRACTIONS, tuple(numbers.values()), amounts_of(terms))


def parts_in_numbers(game: PleaGame) -> Parts:
    """The parts of a game in numbers; VARYING where they depend on how many hold out."""
    if are_known(game.terms):
        return parts_of(game.numbers, game.terms).at(VARYING)
    stated, parts = game.payoffs.at(game.substitution), object.__new__(Parts)
    for name in (*_COUNTS, *_ROOM, "trials", *_ON_PLEAS, *_ON_HOLDOUTS):
        formula = getattr(stated, name)
        known = None if formula is None else as_known(formula)
        setattr(parts, name, VARYING if known is None else known)
    return parts


def amounts_of(terms: Sequence[Term]) -> list[tuple[type[Term], tuple[Fraction, ...]]]:
    """The numbers of terms that have no letters."""
    return [(type(term), term.numbers) for term in terms]


def are_known(terms: Sequence[Term]) -> bool:
    """Whether the package defines these terms, so that their formulas stand here as Python."""
    return all(type(term) in TERMS for term in terms)


def leave_a_lottery(terms: Sequence[Term]) -> bool:
    """Whether how many hold out matters through the lottery alone, whatever the amounts."""
    lettered = (term.in_letters for term in terms)
    return not any(
        (type(term).__name__, term.unknown_fields) in LEAVE_NO_LOTTERY for term in lettered
    )
