"""What an organizer may do in a contest. To add a move, list it below."""

from dataclasses import dataclass
from fractions import Fraction

from ...games.lottery_form import lottery_form
from ...model.game import PleaGame
from ...model.notation import decimal
from ...model.reading import read_whole
from ...model.terms import (
    Pledge,
    SidePayment,
    Solidarity,
    StrikeFund,
    Term,
    VisibleDefection,
)
from .named_options import Named
from .postures import tenth_of_those_who_decide, with_amounts


@dataclass(frozen=True)
class Move:
    """What organizers add to the game, and what it takes.

    Attributes
    ----------
    name
        What to call it.
    terms
        Such as :class:`SidePayment`.
    reached
        Defendants whom organizers must reach for it.
    makes_whole
        Whether those who are committed are left no worse off by a trial than by waiting, so that
        no offer above the dismissal cost tempts them.
    """

    name: str
    terms: tuple[Term, ...] = ()
    reached: int = 0
    makes_whole: bool = False

    def __post_init__(self) -> None:
        read_whole(self.reached, "reached")

    def __str__(self) -> str:
        return with_amounts(self.name, [term.describe() for term in self.terms])

    @property
    def label(self) -> str:
        """The same, amounts to four digits."""
        return with_amounts(self.name, [term.describe(decimal) for term in self.terms])


def tenth_of_trial_cost(game: PleaGame) -> Fraction:
    """T/10, before terms."""
    return lottery_form(game.without_terms()).trial_cost / 10


def _tenth_for_each_trial(game: PleaGame) -> Fraction:
    numbers = game.numbers
    return tenth_of_trial_cost(game) * min(numbers["capacity"], numbers["defendants"])


def _everyone(game: PleaGame) -> int:
    return int(game.numbers["defendants"])


MOVES: tuple[Named[Move], ...] = (
    Named("nothing", lambda *_: Move("nothing")),
    Named(
        "solidarity",
        lambda game, worth: Move("solidarity", (Solidarity(worth),), reached=_everyone(game)),
        parameter=Solidarity.amount(),
        default=tenth_of_trial_cost,
        term=Solidarity,
    ),
    Named(
        "sanction",
        lambda game, loss: Move("sanction", (VisibleDefection(loss),), reached=_everyone(game)),
        parameter=VisibleDefection.amount(),
        default=tenth_of_trial_cost,
        term=VisibleDefection,
    ),
    Named(
        "side payment",
        lambda _, payment: Move("side payment", (SidePayment(payment),)),
        parameter=SidePayment.amount(),
        default=tenth_of_trial_cost,
        term=SidePayment,
    ),
    Named(
        "fund",
        lambda _, fund: Move("fund", (StrikeFund(fund),)),
        parameter=StrikeFund.amount(),
        default=_tenth_for_each_trial,
        term=StrikeFund,
    ),
    Named(
        "pledge",
        lambda _, signed: Move("pledge", (Pledge(signed),), reached=int(signed)),
        parameter=Pledge.amount(),
        default=tenth_of_those_who_decide,
        term=Pledge,
    ),
    Named(
        "targeting",
        lambda _, chosen: Move("targeting", (Pledge(chosen),), makes_whole=True),
        parameter=Pledge.amount(),
        default=tenth_of_those_who_decide,
        term=Pledge,
    ),
)
"""A pledge takes persuasion and binds by itself; targeting pays those who then hold out anyway."""
