"""Private cases: the best reply to how likely the others hold out, and its equilibria."""

from typing import TYPE_CHECKING, Any

from matplotlib.ticker import PercentFormatter

from ...information.private.best_replies import BestReplies
from .canvas import axes_or_new, legend_above, light_grid, refuse_other_data
from .style import BLACK, GREY, SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def private_cases(data: BestReplies, *, ax: "Axes | None" = None, **kwargs: Any) -> "Axes":
    """Draw the best reply against the diagonal, with the equilibria.

    Parameters
    ----------
    data
        From :func:`~plea_games.information.best_replies`.
    ax
        Axes to draw on; those of a new figure unless given.
    kwargs
        For the best reply, as ``Axes.plot`` takes them.

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
    >>> from scipy import stats
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=10, capacity=3, offer="0.53", sentence=1)
    >>> curve = pg.information.best_replies(pg.private_cases(game, stats.uniform(0.5, 0.5)))
    >>> ax = pg.plot.private_cases(curve, ax=Figure().subplots())
    >>> [line.get_label() for line in ax.lines[1:]]
    ['best reply', 'stable equilibrium', 'unstable equilibrium']
    """
    refuse_other_data(data, BestReplies, "pg.best_replies(pg.private_cases(game, …))")
    ax = axes_or_new(ax)
    ax.plot([0, 1], [0, 1], color=GREY, linewidth=0.8, label="_as the others", zorder=1)
    style = {**SERIES[0].line, "linewidth": 2.2, "zorder": 2, "label": "best reply", **kwargs}
    ax.plot(data.probabilities, data.replies, **style)
    for name, where, face in (
        ("stable equilibrium", data.stable, BLACK),
        ("unstable equilibrium", data.unstable, "white"),
    ):
        if where:
            ax.plot(
                where, where, "o", markersize=8, markerfacecolor=face, markeredgecolor=BLACK,
                markeredgewidth=1.4, clip_on=False, zorder=3, label=name,
            )  # fmt: skip
    light_grid(ax)
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(PercentFormatter(1))
    ax.set_xlabel("probability x that each other one holds out (%)")
    ax.set_ylabel("share who hold out in reply (%)")
    legend_above(ax)
    return ax
