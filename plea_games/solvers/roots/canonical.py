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
    """In closed form for a lottery and for terms that leave one, else from all N gains."""
    if isinstance(game, AnonymousGame):
        return ExpectedGain(game)
    try:
        return LotteryGain.of(lottery_form(game).in_numbers())
    except ParameterError:
        return ExpectedGain(anonymous_game(game))
