"""What verdicts teach: how likely each goal is reached by each trial."""

from typing import TYPE_CHECKING, Any

from matplotlib.ticker import MaxNLocator, PercentFormatter

from ...information.learning.verdicts import Verdicts
from .canvas import axes_or_new, legend_above, light_grid, refuse_other_data
from .style import SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_GOALS = {
    "existence": "an equilibrium",
    "risk dominance": "risk dominant",
    "dominance": "dominant",
}


def verdicts(data: Verdicts, *, ax: "Axes | None" = None, **kwargs: Any) -> "Axes":
    """Draw the chance that holding out has become worth it, by the number of trials.

    Parameters
    ----------
    data
        From :func:`~plea_games.verdicts`, for several numbers of trials.
    ax
        Axes to draw on; those of a new figure unless given.
    kwargs
        For all lines, as ``Axes.plot`` takes them.

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
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=50)
    >>> found = pg.verdicts(game, prior=(4, 1), trials=range(1, 31))
    >>> ax = pg.plot.verdicts(found, ax=Figure().subplots())
    >>> [line.get_label() for line in ax.lines]
    ['an equilibrium', 'risk dominant', 'dominant']
    """
    refuse_other_data(data, Verdicts, "pg.verdicts(game, prior=…, trials=range(1, 31))")
    ax = axes_or_new(ax)
    for goal, series in zip(data.goals, SERIES, strict=False):
        style = {**series.line, "drawstyle": "steps-post"}
        ax.plot(
            [each.trials for each in goal.passages],
            [float(each.by) for each in goal.passages],
            **{**style, "label": _GOALS[goal.goal], **kwargs},
        )
    light_grid(ax)
    ax.set_ylim(bottom=0)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.yaxis.set_major_formatter(PercentFormatter(1))
    ax.set_xlabel("trials held")
    ax.set_ylabel("chance that holding out is so by then (%)")
    legend_above(ax)
    return ax
