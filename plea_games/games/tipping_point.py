"""The tipping point alone, for whoever asks about thousands of games."""

from collections.abc import Mapping
from fractions import Fraction

from ..model.closed_forms import TIPPING_HOLDOUTS
from ..model.symbols import K, N, d, s
from .compile import derived, evaluate, regime_at


def tipping_point(numbers: Mapping[str, Fraction]) -> tuple[int | None, str]:
    """⌈K/r⌉ or what takes its place, exactly; None with the reason where there is none.

    >>> from plea_games import PleaGame
    >>> game = PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> tipping_point(game.numbers)
    (30, '')
    """
    values = {
        N: numbers["defendants"],
        K: numbers["capacity"],
        s: numbers["offer"],
        d: numbers["dismissal_cost"],
        **derived(numbers),
    }
    regime = regime_at(TIPPING_HOLDOUTS, values)
    holdouts = None if regime.value is None else int(evaluate(regime.value, values))
    return holdouts, regime.reason
