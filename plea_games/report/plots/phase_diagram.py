"""The phase diagram: trial rate across, offer ratio up, a caseload a point."""

from math import isfinite
from typing import TYPE_CHECKING, Any

from matplotlib.ticker import PercentFormatter

from ...model.phases import PHASES
from ..phase_diagram import PhaseDiagram, PhasePoint
from .canvas import axes_or_new, refuse_other_data
from .labels import label_points
from .style import BLACK, FILLS, SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

_SIZE = (7.6, 5.8)
_BAR = {"color": BLACK, "alpha": 0.45, "linewidth": 1.0, "solid_capstyle": "butt"}


def plot_phase_diagram(
    data: PhaseDiagram, *, ax: "Axes | None" = None, **kwargs: Any
) -> "Axes":
    """Draw caseloads among the phases of a strike.

    Across is the trial rate κ, on a logarithmic axis, up the offer ratio r. The phases are those of
    large caseloads, parted at r = κ, r = κ(1 − ln κ) and r = 1. Bars are the ranges of each
    caseload's numbers; a bar that starts from κ = 0 begins at the left edge, as does a caseload
    without trials.

    Parameters
    ----------
    data
        From :func:`~plea_games.phase_diagram`.
    ax
        Axes to draw on; those of a new figure unless given. Labels are placed for the layout that
        the figure has now, so make room for other axes first.
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
    >>> ax = pg.plot_phase_diagram(pg.phase_diagram(), ax=Figure().subplots())
    >>> ax.get_xscale(), len(ax.texts)
    ('log', 14)
    """
    refuse_other_data(data, PhaseDiagram, "pg.phase_diagram()")
    ax = axes_or_new(ax, _SIZE)
    rates = data.boundaries[0].trial_rates
    left, right = rates[0], rates[-1]
    heights = [p.offer_ratio for p in data] + [
        end for p in data for end in p.offer_ratio_range if isfinite(end)
    ]
    bottom, top = min(0.0, 1.15 * min(heights)), max(1.25, 1.06 * max(heights))
    edges = [(bottom,) * len(rates), *(b.offer_ratios for b in data.boundaries), (top,) * len(rates)]
    for lower, upper, fill in zip(edges[:-1], edges[1:], FILLS, strict=True):
        ax.fill_between(rates, lower, upper, **fill.arguments, zorder=0)
    for boundary, series in zip(data.boundaries, SERIES, strict=False):
        ax.plot(rates, boundary.offer_ratios, **{**series.line, "color": BLACK}, zorder=1)
    ax.set(xscale="log", xlim=(left, right), ylim=(bottom, top))
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=None))
    ax.set_xlabel("trial rate κ = K/N (% of the caseload, logarithmic)")
    ax.set_ylabel("offer ratio r = (s − d)/(T − d)")

    bars = [bar for point in data for bar in _bars(point, left)]
    for start, end in bars:
        ax.plot(*zip(start, end, strict=True), **_BAR, zorder=2)
    points = [(max(point.trial_rate, left), point.offer_ratio) for point in data]
    for point, place in zip(data, points, strict=True):
        series = SERIES[[str(phase) for phase in PHASES].index(point.phase)]
        style = {**series.points, "markersize": 8, "zorder": 3, "clip_on": False, **kwargs}
        ax.plot(*place, **style)
    names = _name_phases(ax, left, bottom, top)
    box = {"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 0.8}
    scenarios = [point.scenario for point in data]
    label_points(ax, points, scenarios, keep_clear=names, bars=bars, bbox=box, zorder=4)
    return ax


def _bars(point: PhasePoint, left: float) -> list[Any]:
    rate, ratio = max(point.trial_rate, left), point.offer_ratio
    rates, ratios = point.trial_rate_range, point.offer_ratio_range
    across = ((max(rates[0], left), ratio), (max(rates[1], left), ratio))
    far = 1e9  # beyond any axes, for what has no bound
    up = tuple((rate, min(max(end, -far), far)) for end in ratios)
    return [bar for bar in (across, up) if bar[0] != bar[1]]


def _name_phases(ax: "Axes", left: float, bottom: float, top: float) -> list["Text"]:
    """In corners of the phases that hold few caseloads."""
    impossible, risky, dominant, better = map(str, PHASES)
    style: Any = {"fontstyle": "italic", "fontweight": "bold", "color": "#333333", "zorder": 1}
    start = left * 1.08
    return [
        ax.text(0.75, 0.16, f"{impossible}\nr < κ", ha="right", va="center", **style),
        ax.text(0.235, 0.345, f"{risky}\nκ ≤ r < L", ha="center", va="center", **style),
        ax.text(start, 0.93, f"{dominant}, L ≤ r < 1", ha="left", va="center", **style),
        ax.text(start, 1 + 0.08 * (top - bottom) / 2, f"{better}, r ≥ 1", ha="left", va="center", **style),
    ]
