"""The game of two named defendants, handed to nashpy."""

from typing import TYPE_CHECKING

import numpy as np

from ..extras import optional
from ..model.docket import Docket
from ..model.reading import refuse_other_kinds, refuse_symbols

if TYPE_CHECKING:
    import nashpy


def to_nashpy(game: Docket) -> "nashpy.Game":
    """A numeric game of two as a ``nashpy.Game``; first plead, then hold out.

    Parameters
    ----------
    game
        Two named defendants, in numbers.

    Returns
    -------
    nashpy.Game
        Payoffs in doubles.

    Raises
    ------
    ParameterError
        Where there are not two defendants, or symbols are left.
    MissingExtraError
        Without nashpy, which ``pip install 'plea-games[nashpy]'`` brings.

    Examples
    --------
    >>> import plea_games as pg
    >>> who = [pg.Defendant(name, offer=6, sentence=10) for name in ("D1", "D2")]
    >>> game = pg.to_nashpy(pg.Docket(who, capacity=1))
    >>> len(list(game.support_enumeration()))
    3
    """
    with optional():
        import nashpy
    refuse_other_kinds(game, Docket)
    matrices = game.payoff_matrices()
    refuse_symbols(game.free_symbols)
    return nashpy.Game(*(np.array(matrix.tolist(), dtype=np.float64) for matrix in matrices))
