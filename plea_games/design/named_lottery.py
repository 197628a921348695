"""Named defendants whose trials are drawn by lot, in numbers."""

from dataclasses import dataclass
from fractions import Fraction

from ..games.docket_forms import lottery_forms
from ..games.heterogeneous import HeterogeneousGame
from ..model.docket import Docket


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
    """The game's numbers."""
    forms = lottery_forms(game)
    return NamedLottery(
        names=tuple(who.name for who in game.defendants),
        offers=tuple(form.offer for form in forms),
        ratios=tuple(form.price_ratio for form in forms),
        stakes=tuple(form.stake for form in forms),
        capacity=int(forms[0].capacity),
    )
