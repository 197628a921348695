"""The gain curve: what holding out gains, by how likely the others are to hold out."""

from typing import TYPE_CHECKING, Any

from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from ...units import HEADER
from ..gain_curve import GainCurve
from .canvas import axes_or_new, legend_above, light_grid, refuse_other_data
from .style import BLACK, FILLS, SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TO_PLEADING, _BETWEEN, _TO_HOLDING_OUT = FILLS[0], FILLS[1], FILLS[2]


def gain_curve(data: GainCurve, *, ax: "Axes | None" = None, **kwargs: Any) -> "Axes":
    """Draw the expected gain with the symmetric equilibria and their basins.

    Parameters
    ----------
    data
        From :func:`gain_curve`.
    ax
        Axes to draw on; those of a new figure unless given.
    kwargs
        For the curve, as ``Axes.plot`` takes them.

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
    >>> curve = pg.gain_curve(pg.equilibria(pg.scenario("j20").game))
    >>> pg.plot.gain_curve(curve, ax=Figure().subplots()).get_ylabel()
    'gain from holding out D(x) (years)'
    """
    refuse_other_data(data, GainCurve, "pg.gain_curve(pg.equilibria(game))")
    ax = axes_or_new(ax)
    areas = {}
    for basin in data.basins:
        end = basin.hold_out_probability
        name, fill = (
            ("leads to all plead", _TO_PLEADING) if end == 0
            else ("leads to all hold out", _TO_HOLDING_OUT) if end == 1
            else ("leads to a mixed equilibrium", _BETWEEN)
        )  # fmt: skip
        ax.axvspan(basin.lower, basin.upper, **fill.arguments, zorder=0)
        areas[name] = Patch(**fill.arguments)
    ax.axhline(0, color=BLACK, linewidth=0.8, zorder=1)
    style = {**SERIES[0].line, "linewidth": 2.2, "zorder": 2, **kwargs}
    (curve,) = ax.plot(data.probabilities, data.gains, **style)
    handles: dict[str, Any] = {"gain": curve}
    for name, where, face in (
        ("stable equilibrium", data.stable, BLACK),
        ("unstable equilibrium", data.unstable, "white"),
    ):
        if where:
            (handles[name],) = ax.plot(
                where, [0.0] * len(where), "o", markersize=8, markerfacecolor=face,
                markeredgecolor=BLACK, markeredgewidth=1.4, clip_on=False, zorder=3,
            )  # fmt: skip
    light_grid(ax, "y")
    ax.set_xlim(0, 1)
    ax.xaxis.set_major_formatter(PercentFormatter(1))
    ax.set_xlabel("probability x that each other one holds out (%)")
    unit = f" ({HEADER[data.unit]})" if data.unit else ""
    ax.set_ylabel(f"gain from holding out D(x){unit}")
    handles |= areas
    legend_above(ax, handles)
    return ax
