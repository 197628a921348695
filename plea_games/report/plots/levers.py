"""Levers: how many years each takes for each goal, as shares of what trial costs."""

from math import ceil, floor, log10
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.ticker import NullLocator

from ...design.amounts.goals import GOALS
from ...design.amounts.levers import Levers
from ...errors import Fault, ParameterError
from .canvas import axes_or_new, legend_above, light_grid, refuse_other_data
from .style import SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LANE = 0.2  # of a row, between goals that may take the same amount
_STEPS = ((1,), (1, 2, 5), (1, 1.5, 2, 3, 4, 6, 8))  # within a decade, the fewer the better
_MOST_TICKS = 6
_MARGIN = 1.5  # of the greatest amount: where the axis ends


def levers(data: Levers, *, ax: "Axes | None" = None, **kwargs: Any) -> "Axes":
    """Draw what the levers that are counted in years take for each goal, over T.

    Each has the name of its parameter, as in the table. Levers that are counted otherwise, and
    goals that no amount reaches, are left to the table. The axis is logarithmic beyond the smallest
    amount, and linear from there to 0, where a goal is met already.

    Parameters
    ----------
    data
        From :func:`levers`.
    ax
        Axes to draw on; those of a new figure unless given.
    kwargs
        For all points, as ``Axes.plot`` takes them.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.

    Raises
    ------
    ParameterError
        For other data, and where no lever is counted in years.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=1, sentence=10)
    >>> ax = pg.plot.levers(pg.levers(game), ax=Figure().subplots())
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['solidarity', 'sanction', 'side payment', 'credit', 'years cap', 'strike fund']
    """
    refuse_other_data(data, Levers, "pg.levers(game)")
    in_years = [each for each in data if each.share_of_trial_cost is not None]
    if not in_years:
        rule = "must have a lever whose amount is in years"
        raise ParameterError([Fault("data", "levers", rule, "print the table instead")])
    ax = axes_or_new(ax)
    names = list(dict.fromkeys(each.lever.amount().name for each in in_years))
    for lane, (goal, series) in enumerate(zip(GOALS, SERIES, strict=False)):
        offset = _LANE * (lane - (len(GOALS) - 1) / 2)
        asked = [each for each in in_years if each.goal == goal]
        places = [names.index(each.lever.amount().name) + offset for each in asked]
        shares = np.array([each.share_of_trial_cost for each in asked], dtype=float)
        ax.plot(shares, places, **{**series.points, "label": goal, "clip_on": False, **kwargs})
    positive = [share for each in in_years if (share := each.share_of_trial_cost)]
    if positive:
        decades = log10(max(positive) / min(positive))
        ax.set_xscale("symlog", linthresh=min(positive), linscale=max(0.5, decades / 4))
        ax.set_xticks(_ticks(min(positive), _MARGIN * max(positive)))
        ax.xaxis.set_minor_locator(NullLocator())
    ax.set_xlim(0, _MARGIN * max(positive, default=1.0))
    ax.xaxis.set_major_formatter(lambda share, _: f"{share:,.10g}")
    for between in range(1, len(names)):
        ax.axhline(between - 0.5, color="#BBBBBB", linewidth=0.6)
    ax.set_yticks(range(len(names)), [name.replace("_", " ") for name in names])
    ax.set_ylim(len(names) - 0.5, -0.5)
    light_grid(ax, "x")
    ax.set_xlabel(
        "least amount of each lever counted in years\n(multiples of trial cost T; 0: met already)"
    )
    legend_above(ax)
    return ax


def _ticks(low: float, high: float) -> list[float]:
    """0 and round numbers from the smallest amount on, below which they would run together."""
    ticks: list[float] = []
    for steps in _STEPS:
        decades = range(floor(log10(low)), ceil(log10(high)) + 1)
        ticks = [tick for k in decades for step in steps if low <= (tick := step * 10.0**k) <= high]
        if len(ticks) > 1:
            break
    return [0.0, *ticks[:: ceil(len(ticks) / _MOST_TICKS)]]
