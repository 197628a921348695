"""Named defendants whose trials are drawn by lot, in numbers."""

from dataclasses import dataclass
from fractions import Fraction

from ..errors import Fault, ParameterError
from ..games.heterogeneous import HeterogeneousGame
from ..model.docket import Docket
from ..model.exact import as_fraction
from ..model.reading import refuse_other_kinds, refuse_symbols


@dataclass(frozen=True)
class NamedLottery:
    """What decides such a game, defendant by defendant.

    Attributes
    ----------
    names
        In the order given.
    ratios, stakes
        rᵢ, and Tᵢ − dᵢ in years.
    capacity
        K.
    """

    names: tuple[str, ...]
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
        For another kind of game, another way to select trials, and symbols.
    """
    refuse_other_kinds(game, Docket)
    if game.trials != "lottery":
        remedy = "elimination(game) takes the other ways to select"
        raise ParameterError([Fault("trials", game.trials, "must be 'lottery'", remedy)])
    refuse_symbols(game.free_symbols)
    who = game.defendants
    return NamedLottery(
        names=tuple(one.name for one in who),
        ratios=tuple(as_fraction(one.offer_ratio) for one in who),
        stakes=tuple(as_fraction(one.at_stake) for one in who),
        capacity=int(game.capacity),
    )
