"""The critical discount factor in numbers, without waiting for sympy."""

from fractions import Fraction

from ...games.gains import gain_at
from ...model.exact import as_fraction
from ...model.game import PleaGame
from ...model.in_numbers import CRITICAL_DISCOUNT


def discount_needed(game: PleaGame, support: Fraction, holdouts: int) -> Fraction | None:
    """δ* at so many hold-outs, with a support of so many years; None where none will do.

    >>> game = PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> discount_needed(game, Fraction(1, 2), holdouts=20)
    Fraction(4, 5)
    """
    _, discount = CRITICAL_DISCOUNT.at((-as_fraction(gain_at(game, holdouts)), support))
    return None if discount is None else Fraction(discount)
