"""The page inside a notebook."""

from dataclasses import dataclass, field
from html import escape

from ...model.game import PleaGame
from ...model.reading import refuse_other_kinds
from ...subjects import takes_a_game
from .page import explorer_page

_HEIGHT = 900  # pixels


@dataclass(frozen=True)
class Explorer:
    """A page of sliders that starts from one game's numbers; Jupyter shows it inline.

    Attributes
    ----------
    game
        What it starts from.
    html
        The page, which is complete: written to a file, it opens in any browser.
    """

    game: PleaGame
    html: str = field(repr=False)

    def _repr_html_(self) -> str:
        return (
            f'<iframe title="Plea strike explorer" srcdoc="{escape(self.html)}" '
            f'style="width: 100%; height: {_HEIGHT}px; border: 0"></iframe>'
        )


@takes_a_game
def explore(game: PleaGame) -> Explorer:
    """A page on which the numbers of a game can be moved, with everything that follows from them.

    It has sliders for the game's parameters, for a side payment, a sanction on visible pleas and
    rounds of offers, and shows the phase diagram, all thresholds and the prices of rounds. Its
    formulas are generated from those of the package, and it needs no network.

    Parameters
    ----------
    game
        In numbers. It may have a :class:`SidePayment` and a :class:`VisibleDefection`.

    Returns
    -------
    Explorer
        Frozen; shows itself in Jupyter, and ``html`` is the page as text.

    Raises
    ------
    ParameterError
        For other kinds of games, symbols, terms that the page has no sliders for, and numbers with
        more than 20 digits before or after the point.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> page = pg.explore(game)
    >>> page
    Explorer(game=PleaGame(defendants=230, capacity=12, offer=4, sentence=10))
    >>> "<h1>When can a plea strike stand?</h1>" in page.html
    True
    """
    refuse_other_kinds(game, PleaGame)
    return Explorer(game, explorer_page(game))
