"""Protocols: what each timing of offers and trials enforces."""

from textwrap import fill
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.ticker import PercentFormatter

from ...solvers.sequences.protocols import Protocol, Protocols
from .canvas import WIDEST, axes_or_new, light_grid, refuse_other_data
from .style import BLACK, SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LINE, _GAP, _AXIS = 0.14, 0.16, 0.6  # inches: of a label's line, between labels, below all
_WIDEST = 54  # characters


def protocols(data: Protocols, *, ax: "Axes | None" = None, **kwargs: Any) -> "Axes":
    """Draw the mean offer that each protocol enforces, as a share of T.

    Parameters
    ----------
    data
        From :func:`protocols`.
    ax
        Axes to draw on; those of a new figure unless given.
    kwargs
        For the points, as ``Axes.plot`` takes them.

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
    >>> found = pg.protocols(pg.scenario("j20").game)
    >>> ax = pg.plot.protocols(found, ax=Figure().subplots())
    >>> len(ax.get_yticks()) == len(list(found))
    True
    """
    refuse_other_data(data, Protocols, "pg.protocols(game)")
    rows = list(data)
    names = [_named(row) for row in rows]
    lines = sum(name.count("\n") + 1 for name in names)
    ax = axes_or_new(ax, (WIDEST, _LINE * lines + _GAP * len(rows) + _AXIS))
    for place, row in enumerate(rows):
        low, high = row.share_of_trial_cost, row.share_of_trial_cost_to
        if low is not None and high is not None and low != high:
            ax.plot((low, high), (place, place), color=BLACK, linewidth=1.2, zorder=1)
            ax.plot(high, place, **{**SERIES[0].points, "markerfacecolor": "white",
                                       "markeredgecolor": SERIES[0].color})  # fmt: skip
    shares = np.array([row.share_of_trial_cost for row in rows], dtype=np.float64)
    ax.plot(shares, range(len(rows)), **{**SERIES[0].points, "zorder": 2, **kwargs})
    ax.set_yticks(range(len(rows)), names, fontsize="small")
    ax.invert_yaxis()
    light_grid(ax)
    ax.set_xlim(0, 1.03)
    ax.xaxis.set_major_formatter(PercentFormatter(1))
    ax.set_xlabel("mean offer enforced (% of trial cost T)")
    return ax


def _named(row: Protocol) -> str:
    return fill(
        f"{row.offers}; trials {row.trials} ({row.selection.removeprefix('none: ')})", _WIDEST
    )
