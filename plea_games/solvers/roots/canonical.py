"""The expected gain D(x) of any game among identical defendants, at whatever cost is least."""

from typing import TypeAlias

from ...errors import ParameterError
from ...games.anonymous import AnonymousGame
from ...games.compile import anonymous_game
from ...games.lottery_form import lottery_form
from ...model.game import PleaGame
from .expected_gain import ExpectedGain
from .lottery_gain import LotteryGain

CanonicalGain: TypeAlias = LotteryGain | ExpectedGain


def canonical_gain(game: PleaGame | AnonymousGame) -> CanonicalGain:
    """In closed form for a lottery and for terms that leave one, else from all N gains.

    Raises
    ------
    ParameterError
        For symbols, and where more than a million gains would have to be written out.

    >>> canonical_gain(PleaGame(defendants=10**7, capacity=1, offer=1, sentence=2)).gain(2)
    Fraction(0, 1)
    """
    if isinstance(game, AnonymousGame):
        return ExpectedGain(game)
    try:
        return LotteryGain.of(lottery_form(game).in_numbers())
    except ParameterError:
        return ExpectedGain(anonymous_game(game))
