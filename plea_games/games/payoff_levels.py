"""Both payoff levels of a game among identical defendants."""

from ..errors import Fault, ParameterError
from ..model.game import PleaGame
from ..model.reading import refuse_other_kinds, refuse_symbols
from .anonymous import AnonymousGame
from .count_payoffs import CountPayoffs
from .gains import MOST_EXACT_GAINS, deciding, holdout_payoffs, plead_payoffs


def payoff_levels(game: PleaGame | AnonymousGame) -> CountPayoffs:
    """What each action pays at each turnout, in years, for up to 100,000 defendants.

    >>> import plea_games as pg
    >>> payoffs = payoff_levels(pg.PleaGame(defendants=3, capacity=1, offer=1, sentence=2))
    >>> [str(u) for u in payoffs.hold_out], [str(u) for u in payoffs.plead]
    (['-2', '-1', '-2/3'], ['-1', '-1', '-1'])
    """
    refuse_other_kinds(game, PleaGame, AnonymousGame)
    if isinstance(game, AnonymousGame):
        if game.levels is None:
            rule = "must say what each action pays, for its gains alone do not decide"
            remedy = "give AnonymousGame(hold_out=[…], plead=[…])"
            raise ParameterError([Fault("game", repr(game), rule, remedy)])
        return game.levels
    refuse_symbols(game.free_symbols, "set them with game.with_parameters(…)")
    count = deciding(game)
    if count > MOST_EXACT_GAINS:
        rule = f"must be at most {MOST_EXACT_GAINS:,} where both payoffs are written out"
        remedy = "solve a smaller game with the same trial rate"
        raise ParameterError([Fault("defendants", f"{count:,}", rule, remedy)])
    pleas = tuple(plead_payoffs(game))
    return CountPayoffs(
        tuple(holdout_payoffs(game)), pleas if len(pleas) == count else pleas * count
    )
