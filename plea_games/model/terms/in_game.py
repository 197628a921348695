"""Which rules tie terms to the parameters of the game that they are added to."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from ...errors import Fault
from ..notation import number
from ..parts import IN_FRACTIONS, are_known, parts_of
from .term import symbol

if TYPE_CHECKING:
    from ..game import PleaGame


def faults_in(game: "PleaGame") -> Iterator[Fault]:
    """What is wrong with the terms of a game, given its parameters."""
    faults = [fault for term in game.terms for fault in term.faults(game.stated)]
    yield from faults
    if not _is_sound(game):
        yield from () if faults else _negative_plea(game)
        yield from _nobody_decides(game)


def _is_sound(game: "PleaGame") -> bool:
    """Whether numbers say that nothing is wrong; what is, formulas tell."""
    if game.free_symbols or not are_known(game.terms):
        return False
    parts = parts_of(game.numbers, game.terms)
    beside_one = parts.at(Fraction(1), of_plea=True)
    return bool(beside_one.credit <= beside_one.offer and IN_FRACTIONS.players(parts) > 0)


def _nobody_decides(game: "PleaGame") -> Iterator[Fault]:
    players = game.payoffs.players
    if players.xreplace(game.substitution).is_nonpositive:
        taken = {parameter.name: number(term.values[parameter.name])
                 for term in game.terms for parameter in term.parameters.values()
                 if players.has(symbol(parameter))}  # fmt: skip
        rule = (
            f"must leave at least one of the {game.parameters['defendants']} defendants to decide"
        )
        yield Fault(" + ".join(taken), " + ".join(taken.values()), rule, "commit or dismiss fewer")


def _negative_plea(game: "PleaGame") -> Iterator[Fault]:
    """A credit may be more than what other terms leave of the offer."""
    from ..payoffs import H

    payoffs = game.payoffs
    if payoffs.credit == 0:
        return
    offer, credit = (
        part.subs(H, 1).xreplace(game.substitution) for part in (payoffs.offer, payoffs.credit)
    )
    if credit.is_positive and (offer - credit).is_negative:
        names = [
            f"{type(term).__name__}: {parameter.name}"
            for term in game.terms
            for parameter in term.parameters.values()
            if payoffs.credit.has(symbol(parameter))
        ]
        rule = f"must be at most the offer with all terms, {number(offer)} years"
        yield Fault(" + ".join(names), number(credit), rule, "no plea is rewarded")
