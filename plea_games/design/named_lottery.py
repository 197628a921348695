"""Named defendants whose trials are drawn by lot, in numbers."""

from dataclasses import dataclass
from fractions import Fraction

from ..errors import Fault, ParameterError
from ..games.heterogeneous import HeterogeneousGame
from ..games.lottery_form import docket_forms
from ..model.docket import Docket
from ..model.reading import refuse_other_kinds, refuse_symbols


@dataclass(frozen=True)
class NamedLottery:
    """What decides such a game, defendant by defendant.

    Attributes
    ----------
    names
        In the order given.
    offers
        The sentences under the plea offers, after the terms, in years.
    ratios, stakes
        rᵢ, and Tᵢ − dᵢ in years, after the terms.
    capacity
        K.
    """

    names: tuple[str, ...]
    offers: tuple[Fraction, ...]
    ratios: tuple[Fraction, ...]
    stakes: tuple[Fraction, ...]
    capacity: int

    @property
    def thresholds(self) -> HeterogeneousGame:
        """From how many hold-outs on each is content to be one."""
        return HeterogeneousGame(offer_ratios=self.ratios, capacity=self.capacity)


def named_lottery(game: Docket) -> NamedLottery:
    """The game's numbers.

    Raises
    ------
    ParameterError
        For another kind of game, another way to select trials, symbols, and terms that make
        stakes depend on how many hold out.
    """
    refuse_other_kinds(game, Docket)
    if game.trials != "lottery":
        remedy = "elimination(game) takes the other ways to select"
        raise ParameterError([Fault("trials", game.trials, "must be 'lottery'", remedy)])
    refuse_symbols(game.free_symbols)
    forms = [form.in_numbers() for form in docket_forms(game)]
    return NamedLottery(
        names=tuple(who.name for who in game.defendants),
        offers=tuple(form.offer for form in forms),
        ratios=tuple(form.price_ratio for form in forms),
        stakes=tuple(form.stake for form in forms),
        capacity=int(forms[0].capacity),
    )
