"""The expected gain D(x) of any game among identical defendants, at whatever cost is least."""

from typing import TypeAlias

from ...errors import ParameterError
from ...games.anonymous import AnonymousGame
from ...games.gains import anonymous_game
from ...games.lottery_form import lottery_form
from ...games.witness_form import witness_form
from ...model.game import PleaGame
from .expected_gain import ExpectedGain
from .lottery_gain import LotteryGain
from .witness_gain import WitnessGain

CanonicalGain: TypeAlias = LotteryGain | WitnessGain | ExpectedGain


def canonical_gain(game: PleaGame | AnonymousGame) -> CanonicalGain:
    """In closed form for a lottery, with testimony or without, else from all N gains."""
    if isinstance(game, AnonymousGame):
        return ExpectedGain(game)
    try:
        return LotteryGain.of(lottery_form(game).in_numbers())
    except ParameterError:
        form = witness_form(game) if game.terms and not game.free_symbols else None
        if form is not None and not form.credit:
            return WitnessGain(form)
        return ExpectedGain(anonymous_game(game))
