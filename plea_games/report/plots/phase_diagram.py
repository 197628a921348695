"""The phase diagram: trial rate across, offer ratio up, a caseload a point."""

from collections.abc import Sequence
from math import atan2, degrees
from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D

from ...errors import Fault, ParameterError, did_you_mean, shown
from ...model.in_numbers import PHASES
from ..phase_diagram import Boundary, PhaseDiagram, PhasePoint
from .canvas import WIDEST, axes_or_new, legend_above, refuse_other_data, settle
from .labels import label_points
from .style import BLACK, FILLS, SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

_SIZE = (WIDEST, 5.5)
_MARKER = 4.0  # pixels from a marker's middle that a name leaves free
_RULES = ("r < κ", "κ ≤ r < L", "L ≤ r < 1", "r ≥ 1")
_BAR: Any = {"color": BLACK, "alpha": 0.45, "linewidth": 1.0, "solid_capstyle": "butt"}
_FAINT_BAR: Any = {**_BAR, "alpha": 0.2}
_OWN_BAR: Any = {**_BAR, "alpha": 1.0, "linewidth": 2.4}
_RING: Any = {"marker": "o", "linestyle": "none", "markersize": 17, "markerfacecolor": "none",
              "markeredgecolor": BLACK, "markeredgewidth": 2.0, "clip_on": False}  # fmt: skip


def phase_diagram(
    data: PhaseDiagram, *, own: str | None = None, ax: "Axes | None" = None, **kwargs: Any
) -> "Axes":
    """Draw caseloads among the phases of a strike.

    Across is the trial rate κ, on a logarithmic axis, up the offer ratio r. The phases are those of
    large caseloads, parted at r = κ, r = κ(1 − ln κ) and r = 1. The shape of a marker tells the
    phase by the caseload's own L, which a small one may have elsewhere. Bars are the ranges of each
    caseload's numbers; a bar that starts from κ = 0 begins at the left edge, as does a caseload
    without trials.

    Parameters
    ----------
    data
        From :func:`phase_diagram`.
    own
        The scenario that the figure is about: it has a ring, a bold name and bold bars, and the
        bars of others are faint.
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
        For other data, and where ``own`` is none of its scenarios.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> import plea_games as pg
    >>> ax = pg.plot.phase_diagram(pg.phase_diagram(), ax=Figure().subplots())
    >>> ax.get_xscale(), len(ax.texts)
    ('log', 18)
    """
    refuse_other_data(data, PhaseDiagram, "pg.phase_diagram([game, 'j20'])")
    names = [point.scenario for point in data]
    if own is not None and own not in names:
        remedy = did_you_mean(own, names, f"take one of {', '.join(names)}")
        raise ParameterError([Fault("own", shown(own), "must be in the diagram", remedy)])
    ax = axes_or_new(ax, _SIZE)
    rates = data.boundaries[0].trial_rates
    left, right = rates[0], rates[-1]
    heights = [point.offer_ratio for point in data]
    bottom, top = min(0.0, 1.2 * min(heights)), max(1.25, 1.12 * max(heights))
    edges = [
        (bottom,) * len(rates),
        *(b.offer_ratios for b in data.boundaries),
        (top,) * len(rates),
    ]
    for lower, upper, fill in zip(edges[:-1], edges[1:], FILLS, strict=True):
        ax.fill_between(rates, lower, upper, **fill.arguments, zorder=0)
    for boundary, series in zip(data.boundaries, SERIES, strict=False):
        ax.plot(rates, boundary.offer_ratios, **{**series.line, "color": BLACK}, zorder=1)
    ax.set(xscale="log", xlim=(left, right), ylim=(bottom, top))
    ax.xaxis.set_major_formatter(lambda rate, _: f"{100 * rate:g}%")
    ax.set_xlabel("trial rate κ = K/N (% of the caseload, logarithmic)")
    ax.set_ylabel("offer ratio r = (s − d)/(T − d)")

    bars = []
    for point in data:
        style = _BAR if own is None else _OWN_BAR if point.scenario == own else _FAINT_BAR
        for start, end in _bars(point, left):
            bars.append((start, end))
            ax.plot(*zip(start, end, strict=True), **style, zorder=2)
    for rate, low, high in ((p.trial_rate, *p.offer_ratio_range) for p in data):
        for end, edge, arrow in ((low, bottom, "v"), (high, top, "^")):
            if not bottom <= end <= top:
                ax.plot(max(rate, left), edge, arrow, color=BLACK, markersize=5, clip_on=False)
    points = [(max(point.trial_rate, left), point.offer_ratio) for point in data]
    key: dict[str, Any] = {}
    for phase, series in zip(PHASES, SERIES, strict=False):
        style = {**series.points, "markersize": 8, "zorder": 3, "clip_on": False, **kwargs}
        for point, place in zip(data, points, strict=True):
            if point.phase == phase:
                (key[phase],) = ax.plot(*place, **style)
    if own is not None:
        ax.plot(*points[names.index(own)], **_RING, zorder=3.5)
        key[own] = Line2D([], [], **{**_RING, "markersize": 10})
    if bars:
        key["ranges of its numbers"] = Line2D([], [], **_BAR)
    legend_above(ax, key)
    settle(ax)  # and so the slope of a name
    phases = _name_phases(ax, data, bottom, top, points)
    box = {"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 0.8}
    curves = [list(zip(b.trial_rates, b.offer_ratios, strict=True)) for b in data.boundaries]
    labels = label_points(ax, points, names, keep_clear=phases, bars=bars, curves=curves,
                          bbox=box, zorder=4)  # fmt: skip
    if own is not None:
        labels[names.index(own)].set_fontweight("bold")
    return ax


def _bars(point: PhasePoint, left: float) -> list[Any]:
    rate, ratio = max(point.trial_rate, left), point.offer_ratio
    rates, ratios = point.trial_rate_range, point.offer_ratio_range
    across = ((max(rates[0], left), ratio), (max(rates[1], left), ratio))
    far = 1e9  # beyond any axes, for what has no bound
    up = tuple((rate, min(max(end, -far), far)) for end in ratios)
    return [bar for bar in (across, up) if bar[0] != bar[1]]


def _name_phases(
    ax: "Axes", data: PhaseDiagram, bottom: float, top: float, points: Sequence[tuple[float, float]]
) -> list["Text"]:
    """Where the phases are wide; the second along the middle of its band, off the caseloads."""
    names: Any = {"fontstyle": "italic", "fontweight": "bold", "color": "#333333", "zorder": 1}
    possible, dominant, _ = data.boundaries
    rates = possible.trial_rates
    texts = [f"{phase}, {rule}" for phase, rule in zip(PHASES, _RULES, strict=True)]
    left, right = rates[0] * 1.08, rates[-1] / 1.08
    return [
        ax.text(right, (bottom + 0.1) / 2, texts[0], ha="right", va="center", **names),
        _along_the_band(ax, possible, dominant, points, names),
        ax.text(left, 0.93, texts[2], ha="left", va="center", **names),
        ax.text(left, 0.5 * (1 + min(top, 1.16)), texts[3], ha="left", va="center", **names),
    ]  # fmt: skip


def _along_the_band(
    ax: "Axes", low: Boundary, high: Boundary, points: Sequence[tuple[float, float]], style: Any
) -> "Text":
    """The second name, as near to two thirds of the way as leaves all caseloads to be seen."""
    rates = low.trial_rates
    heights = [sum(two) / 2 for two in zip(low.offer_ratios, high.offer_ratios, strict=True)]
    open_until, reach = sum(rate < 1 for rate in rates), 8  # from κ = 1 on there is no band
    middle, end_of_band = open_until * 2 // 3, ax.transData.transform((1.0, 1.0))[0]
    two_lines = PHASES[1].replace(" ", "\n", 1)  # one would be longer than the band is free
    text = ax.text(0, 0, two_lines, rotation_mode="anchor", ha="center", va="center", **style)

    def place(i: int) -> None:
        ends = [(rates[j], heights[j]) for j in (i - reach, i + reach)]
        start, end = ax.transData.transform(ends)
        text.set_position((rates[i], heights[i]))
        text.set_rotation(degrees(atan2(end[1] - start[1], end[0] - start[0])))

    markers = ax.transData.transform(points)
    for i in sorted(range(open_until // 3, open_until - reach), key=lambda i: abs(i - middle)):
        place(i)
        box = text.get_window_extent().padded(_MARKER)
        if box.x1 < end_of_band and not box.count_contains(markers):
            return text
    place(middle)
    return text
