"""A race to plead: offers by rank against what refusing costs."""

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from ...information.races.race import RaceToPlead
from .canvas import axes_or_new, legend_above, light_grid, refuse_other_data
from .style import SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FEW = 40  # ranks up to which each is marked


def race(data: RaceToPlead, *, ax: "Axes | None" = None, **kwargs: Any) -> "Axes":
    """Draw offers, their running mean, and the cost of refusing where others plead first.

    With a hidden queue all plead, and nothing else is an equilibrium, where the mean lies below the
    cost throughout; where the queue is seen, pleas stop where the offer first reaches it.

    Parameters
    ----------
    data
        From :func:`~plea_games.information.race_to_plead`.
    ax
        Axes to draw on; those of a new figure unless given.
    kwargs
        For the cost of refusing, as ``Axes.plot`` takes them.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.

    Raises
    ------
    ParameterError
        For other data.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=3, capacity=1, offer=1, sentence=4)
    >>> race = pg.information.race_to_plead(game, offers=[1, 2, 3])
    >>> ax = pg.plot.race(race, ax=Figure().subplots())
    >>> [line.get_label() for line in ax.lines]
    ['offer', 'mean offer so far', 'refusing']
    """
    refuse_other_data(data, RaceToPlead, "pg.information.race_to_plead(game, offers=…)")
    ax = axes_or_new(ax)
    ranks = range(1, len(data.offers) + 1)
    offers = list(map(float, data.offers))
    means = [total / rank for rank, total in zip(ranks, accumulate(offers), strict=True)]
    beside = float(-data.payoffs.plead[-1]) - offers[0]  # what a plea costs beside its offer
    refusing = [float(-paid) - beside for paid in reversed(data.payoffs.hold_out)]
    marked = len(offers) <= _FEW
    for values, name, series, settings in (
        (offers, "offer", SERIES[0], {}),
        (means, "mean offer so far", SERIES[1], {}),
        (refusing, "refusing", SERIES[3], kwargs),
    ):
        style = series.both if marked else series.line
        ax.plot(ranks, values, **{**style, "label": name, **settings})
    light_grid(ax)
    ax.set_ylim(bottom=min(0, *offers, *refusing))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.xaxis.set_major_formatter(StrMethodFormatter("{x:,.6g}"))
    ax.set_xlabel("number of the plea; all before have pleaded, all after refuse")
    ax.set_ylabel("years")
    legend_above(ax)
    return ax
