"""What a mediator can bring about, beside what Nash equilibria do."""

from typing import TYPE_CHECKING, Any

from matplotlib.ticker import StrMethodFormatter

from ...games.anonymous import AnonymousGame
from ...information.mediation.correlated_result import CorrelatedEquilibria
from .canvas import axes_or_new, legend_above, light_grid, refuse_other_data
from .style import BLACK, FILLS, SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def correlated(data: CorrelatedEquilibria, *, ax: "Axes | None" = None, **kwargs: Any) -> "Axes":
    """Draw the polygon of attainable mean hold-outs and total costs.

    Parameters
    ----------
    data
        From :func:`~plea_games.correlated_equilibria`.
    ax
        Axes to draw on; those of a new figure unless given.
    kwargs
        For the polygon, as ``Axes.fill`` takes them.

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
    >>> game = pg.PleaGame(defendants=10, capacity=3, offer=5, sentence=10)
    >>> ax = pg.plot.correlated(pg.correlated_equilibria(game), ax=Figure().subplots())
    >>> ax.get_ylabel()
    'what all bear together (years)'
    """
    refuse_other_data(data, CorrelatedEquilibria, "pg.correlated_equilibria(game)")
    ax = axes_or_new(ax)
    across = [float(corner.holdouts) for corner in data.polygon]
    up = [float(corner.cost) for corner in data.polygon]
    area = {**FILLS[2].arguments, "edgecolor": SERIES[0].color, "linewidth": 1.4,
            "label": "a mediator", "zorder": 2, **kwargs}  # fmt: skip
    ax.fill(across, up, **area)
    for kind, series in (("pure", SERIES[1]), ("mixed", SERIES[2])):
        points = [point for point in data.nash if point.kind == kind]
        if points:
            ax.plot(
                [point.holdouts for point in points],
                [point.cost for point in points],
                **{**series.points, "label": f"Nash, {kind}", "zorder": 3, "clip_on": False},
            )
    ax.plot(
        [float(data.best.holdouts)], [float(data.best.cost)], "o", markersize=11,
        markerfacecolor="none", markeredgecolor=BLACK, linestyle="none", zorder=4, clip_on=False,
        label=data.objective,
    )  # fmt: skip
    light_grid(ax)
    ax.set_xlim(0, data.defendants)
    ax.margins(y=0.12)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(StrMethodFormatter("{x:,.6g}"))
    ax.set_xlabel("hold-outs on average")
    unit = "beyond all pleading" if isinstance(data.game, AnonymousGame) else "(years)"
    ax.set_ylabel(f"what all bear together {unit}")
    legend_above(ax)
    return ax
