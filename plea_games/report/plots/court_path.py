"""A court's path: what has become of the strikers' cases, day by day."""

from typing import TYPE_CHECKING, Any

from matplotlib.ticker import StrMethodFormatter

from ...dynamics.court.court_path import CourtPath
from .canvas import axes_or_new, legend_above, light_grid, refuse_other_data
from .style import SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COUNTS = {
    "tried": "tried",
    "dismissed": "dismissed by the clock",
    "gave_up": "gave up and pleaded",
    "waiting": "waiting",
    "in_trial": "in trial",
}
_ERRORS = 2  # standard errors to either side


def court_path(data: CourtPath, *, ax: "Axes | None" = None, **kwargs: Any) -> "Axes":
    """Draw cases by what has become of them, over the days asked for.

    A simulation has bands of two standard errors to either side. Counts that stay 0 are left out.
    To compare methods, draw their paths on the same axes with another ``linestyle`` each.

    Parameters
    ----------
    data
        From :func:`court_fluid`, :func:`court_transient` or
        :func:`court_simulation`.
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
    >>> court = pg.court.CourtQueue(arrivals=4, courtrooms=5, trial_days=2.5, clock_days=30)
    >>> ax = pg.plot.court_path(pg.court.court_fluid(court, days=120), ax=Figure().subplots())
    >>> [line.get_label() for line in ax.lines]
    ['tried', 'dismissed by the clock', 'waiting', 'in trial']
    """
    refuse_other_data(data, CourtPath, "pg.court.court_fluid(court, days=…)")
    ax = axes_or_new(ax)
    for (name, label), series in zip(_COUNTS.items(), SERIES, strict=False):
        cases = getattr(data, name)
        if not cases.any():
            continue
        ax.plot(data.days, cases, **{**series.both, "markersize": 4.5, "label": label, **kwargs})
        if name in data.standard_errors:
            spread = _ERRORS * data.standard_errors[name]
            ax.fill_between(data.days, cases - spread, cases + spread,
                            color=series.color, alpha=0.25, linewidth=0)  # fmt: skip
    light_grid(ax)
    ax.set_ylim(bottom=0)
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,.6g}"))
    ax.set_xlabel("day")
    ax.set_ylabel(f"cases ({data.method})")
    legend_above(ax)
    return ax
