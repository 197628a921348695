"""The price of rounds: what offers in ever more rounds enforce before the clock runs out."""

from typing import TYPE_CHECKING, Any

from matplotlib.ticker import MaxNLocator, PercentFormatter

from ...dynamics.clock.clock_schedules import Clock
from .canvas import axes_or_new, legend_above, light_grid, refuse_other_data
from .style import SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def price_by_rounds(data: Clock, *, ax: "Axes | None" = None, **kwargs: Any) -> "Axes":
    """Draw the mean price, as a share of what is at stake, against the number of rounds.

    Parameters
    ----------
    data
        From :func:`clock`, with several batch sizes.
    ax
        Axes to draw on; those of a new figure unless given.
    kwargs
        For the prices of this very caseload, as ``Axes.plot`` takes them.

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
    >>> game = pg.PleaGame(defendants=1000, capacity=50, offer=1, sentence=10)
    >>> found = pg.clock(game, days=100, offers_per_day=10, batch=[1000, 500, 200, 100, 50])
    >>> ax = pg.plot.price_by_rounds(found, ax=Figure().subplots())
    >>> [int(rounds) for rounds in ax.lines[1].get_xdata()]
    [1, 2, 5, 10, 20]
    """
    refuse_other_data(data, Clock, "pg.clock(game, …)")
    ax = axes_or_new(ax)
    rows = sorted(
        (row.rounds, row.stake_share, row.price_limit)
        for row in data
        if row.stake_share is not None and row.price_limit is not None
    )
    rounds = [row[0] for row in rows]
    ax.plot(rounds, [row[2] for row in rows], **SERIES[1].line,
            label="its limit in large caseloads")  # fmt: skip
    own = {**SERIES[0].points, "label": "this caseload", **kwargs}
    ax.plot(rounds, [row[1] for row in rows], **own)
    light_grid(ax)
    ax.set_ylim(0, 1.04)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.yaxis.set_major_formatter(PercentFormatter(1))
    ax.set_xlabel("rounds of offers before the deadline")
    ax.set_ylabel("mean price (% of the stake T − d)")
    legend_above(ax)
    return ax
