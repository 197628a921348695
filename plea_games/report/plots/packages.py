"""Packages: the prices that they enforce, by their size."""

from typing import TYPE_CHECKING, Any

from matplotlib.ticker import PercentFormatter, StrMethodFormatter

from ...games.lottery_form import lottery_form
from ...information.wiring.packages import Packages
from .canvas import axes_or_new, legend_above, light_grid, refuse_other_data
from .style import GREY, SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def packages(data: Packages, *, ax: "Axes | None" = None, **kwargs: Any) -> "Axes":
    """Draw the dearest offers against the size of packages, on a logarithmic axis.

    Parameters
    ----------
    data
        From :func:`~plea_games.information.packages`, with several sizes.
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
    >>> game = pg.PleaGame(defendants=12, capacity=1, offer=2, sentence=10)
    >>> ax = pg.plot.packages(pg.information.packages(game), ax=Figure().subplots())
    >>> [line.get_label() for line in ax.lines]
    ['one at a time, or plead-favourable', 'Laplacian', 'collective', 'this offer']
    """
    refuse_other_data(data, Packages, "pg.information.packages(game)")
    ax = axes_or_new(ax)
    rows = sorted(data, key=lambda row: row.size)
    sizes = [row.size for row in rows]
    for name, values, series in (
        ("one at a time, or plead-favourable", [row.one_at_a_time for row in rows], SERIES[0]),
        ("Laplacian", [row.laplacian for row in rows], SERIES[1]),
        ("collective", [row.collective for row in rows], SERIES[2]),
    ):
        ax.plot(sizes, list(map(float, values)), **{**series.both, "label": name, **kwargs})
    own = float(lottery_form(data.game).price_ratio)
    ax.axhline(own, color=GREY, linewidth=1, linestyle=(0, (1, 1)), label="this offer", zorder=1)
    light_grid(ax)
    ax.set_xscale("log")
    ax.xaxis.set_major_formatter(StrMethodFormatter("{x:,.6g}"))
    ax.set_ylim(0, 1.04)
    ax.yaxis.set_major_formatter(PercentFormatter(1))
    ax.set_xlabel("defendants in a package")
    ax.set_ylabel("dearest offer (% of the stake T − d)")
    legend_above(ax)
    return ax
