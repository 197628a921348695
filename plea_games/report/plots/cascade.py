"""Cascades: how many hold out, round by round, and the seed it takes by concentration."""

from typing import TYPE_CHECKING, Any

from matplotlib.ticker import MaxNLocator, PercentFormatter, StrMethodFormatter

from ...dynamics.networks.cascade import Cascade
from ...dynamics.networks.concentration import ConcentrationEffect
from ...units import number_of
from .canvas import axes_or_new, legend_above, light_grid, refuse_other_data
from .style import FILLS, SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def cascade(data: Cascade, *, ax: "Axes | None" = None, **kwargs: Any) -> "Axes":
    """Draw how many hold out after each round.

    To compare cascades, draw them on the same axes with a ``label``, ``color`` and ``linestyle``
    each, and call ``ax.legend()``.

    Parameters
    ----------
    data
        From :func:`cascade` or :func:`retreat`.
    ax
        Axes to draw on; those of a new figure unless given.
    kwargs
        For the line, as ``Axes.plot`` takes them.

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
    >>> import networkx as nx
    >>> import plea_games as pg
    >>> line = pg.NetworkGame(ties=nx.path_graph(5), needed=1)
    >>> ax = pg.plot.cascade(pg.networks.cascade(line, committed=[0]), ax=Figure().subplots())
    >>> ax.lines[0].get_ydata()
    array([1, 2, 3, 4, 5])
    """
    refuse_other_data(data, Cascade, "pg.networks.cascade(game, committed=…)")
    ax = axes_or_new(ax)
    style = {**SERIES[0].both, "markersize": 5, "drawstyle": "steps-post", **kwargs}
    ax.plot(range(len(data.by_round)), data.by_round, **style)
    light_grid(ax)
    ax.set_ylim(0, 1.04 * data.holds_out.size)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    ax.set_xlabel("rounds")
    ax.set_ylabel(f"hold-outs, of {number_of(data.holds_out.size, 'defendants')}")
    return ax


def concentration(data: ConcentrationEffect, *, ax: "Axes | None" = None, **kwargs: Any) -> "Axes":
    """Draw the least seed against the share of defendants who live in a few neighbourhoods.

    Parameters
    ----------
    data
        From :func:`concentration_effect`.
    ax
        Axes to draw on; those of a new figure unless given.
    kwargs
        For both lines, as ``Axes.plot`` takes them.

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
    >>> effect = pg.networks.concentration_effect(
    ...     defendants=1000, share=0.3, goal=88, concentrations=(0, 0.75), rng=2)
    >>> ax = pg.plot.concentration(effect, ax=Figure().subplots())
    >>> ax.get_ylabel()
    'least seed, of 1,000 defendants'
    """
    refuse_other_data(data, ConcentrationEffect, "pg.networks.concentration_effect(…)")
    ax = axes_or_new(ax)
    shares = [row.concentration for row in data.rows]
    reaching = f"reaches {data.goal:,}"
    for series, field, label in (
        (SERIES[0], "least_spread_out", f"at random from everyone, {reaching}"),
        (SERIES[1], "least_concentrated", f"one neighbourhood after another, {reaching}"),
    ):
        seeds = [getattr(row, field) for row in data.rows]
        ax.plot(shares, seeds, **{**series.both, "clip_on": False, **kwargs, "label": label})
    bounds = [row.lower for row in data.rows], [row.upper for row in data.rows]
    ax.fill_between(shares, *bounds, **FILLS[1].arguments, zorder=0,
                    label="chosen by ties, reaches all: between bounds")  # fmt: skip
    light_grid(ax)
    ax.set_ylim(bottom=0)
    ax.xaxis.set_major_formatter(PercentFormatter(1))
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    ax.set_xlabel("live in the neighbourhoods (% of defendants)")
    ax.set_ylabel(f"least seed, of {number_of(data.defendants, 'defendants')}")
    legend_above(ax)
    return ax
