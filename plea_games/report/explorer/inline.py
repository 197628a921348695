"""The page inside a notebook."""

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from importlib import resources
from string import Template

from ...caseloads.scenarios import Scenario, Subject, as_scenarios
from ...citations.citation import cite
from ...extras import optional
from ...model.game import PleaGame
from ...solvers.thresholds import thresholds
from ..phase_diagram import phase_diagram
from .page import explorer_page


@dataclass(frozen=True)
class Explorer:
    """A page of sliders that starts from the numbers of one game or several; Jupyter shows it.

    Where a notebook is not trusted, or is printed, a picture and tables stand in its place.

    Attributes
    ----------
    games
        What it starts from.
    html
        The page, which is complete: written to a file, it opens in any browser.
    caseloads
        The games with their names and sources.
    """

    games: tuple[PleaGame, ...]
    html: str = field(repr=False)
    caseloads: tuple[Scenario, ...] = field(repr=False)

    def _repr_html_(self) -> str:
        return self._inline

    @cached_property
    def _inline(self) -> str:
        file = resources.files(__package__).joinpath("template", "inline.html")
        return Template(file.read_text(encoding="utf-8")).substitute(
            page=escape(self.html),
            picture=_picture(self.caseloads),
            tables="".join(map(_tables, self.caseloads)),
            citation=escape(cite("apa")),
        )


def explore(game: Subject | Sequence[Subject]) -> Explorer:
    """A page on which the numbers of a game can be moved, with everything that follows from them.

    It has sliders for the game's parameters, for rounds of offers and for terms that are chosen
    from a list, and shows the phase diagram, all thresholds and the prices of rounds; with
    testimony or a credit for co-operation which kind of game it is, in place of diagram and prices.
    Its formulas are generated from those of the package, and it needs no network. Printed, it has
    the numbers, results, sources and citation, and no sliders.

    Parameters
    ----------
    game
        A :class:`PleaGame` in numbers, a :class:`Scenario`, its name, a scenario file, or a list
        of them, which the page also compares. Terms that change the game by more than its numbers
        have no sliders.

    Returns
    -------
    Explorer
        Frozen; shows itself in Jupyter, and ``html`` is the page as text.

    Raises
    ------
    ScenarioError
        For names, files and kinds of games that there is no caseload for, and for symbols.
    ParameterError
        For terms that the page has no sliders for, and numbers with more than 20 digits before or
        after the point.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> page = pg.explore(game)
    >>> page
    Explorer(games=(PleaGame(defendants=230, capacity=12, offer=4, sentence=10),))
    >>> "<h1>When can a plea strike stand?</h1>" in page.html
    True
    >>> len(pg.explore(["j20", game.with_terms(pg.SidePayment(2))]).games)
    2
    """
    caseloads = tuple(as_scenarios(game))
    return Explorer(tuple(each.game for each in caseloads), explorer_page(game), caseloads)


def _picture(caseloads: tuple[Scenario, ...]) -> str:
    """The phase diagram of these, as base64; the page itself needs no matplotlib."""
    with optional():
        from matplotlib import pyplot

        from ..plots.canvas import whole_figure
        from ..plots.phase_diagram import phase_diagram as draw_phase_diagram
    drawn = io.BytesIO()
    figure = whole_figure(draw_phase_diagram(phase_diagram(caseloads)))
    figure.savefig(drawn, format="png", dpi=110)
    pyplot.close(figure)
    return base64.b64encode(drawn.getvalue()).decode()


def _tables(caseload: Scenario) -> str:
    """What follows from a caseload, and where its numbers come from."""
    title = f"{caseload.title}: thresholds for {caseload.game.describe()}"
    return thresholds(caseload).table(title)._repr_html_() + caseload.table()._repr_html_()
