"""Where a caseload itself lies in the figure of a sweep, and what its sources leave open."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray

from .canvas import legend_above
from .style import BLACK

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Floats = NDArray[np.float64]
Range = tuple[float, float]

_ON_ANY_COLOUR: Any = [withStroke(linewidth=2.6, foreground="white")]
_STAR: Any = {"color": BLACK, "linestyle": "none", "marker": "*", "markersize": 11, "zorder": 5,
              "markeredgecolor": "white", "markeredgewidth": 0.7, "clip_on": False}  # fmt: skip
_BAR: Any = {"color": BLACK, "linewidth": 1.6, "markersize": 6, "zorder": 4,
             "path_effects": _ON_ANY_COLOUR}  # fmt: skip


def mark_own_point(
    ax: "Axes",
    x: float,
    y: float | None,
    key: Mapping[str, Any],
    *,
    across: Range | None = None,
    up: Range | None = None,
    along: tuple[Floats, Floats] | None = None,
) -> None:
    """Mark a caseload's own numbers, with what ranges leave open, and draw the legend of all.

    Parameters
    ----------
    ax
        With the sweep drawn.
    x, y
        The caseload's own; without y, as where a threshold does not exist, it lies on the axis.
    key
        What else the legend names.
    across, up
        The range of x, and of y, where both are parameters; no bar where both ends are equal.
    along
        Where y is a result, places over the range of x, and its values there; NaN where there is
        none.
    """
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    height = bottom if y is None else y
    bars: list[Any] = [(across, (height, height), "|")] if across and across[0] < across[1] else []
    bars += [((x, x), up, "_")] if up and up[0] < up[1] else []
    none_beyond = ""
    if along is not None:
        places, values = along
        bars.append((places, values, ""))
        right = max(right, 1.02 * places[-1])
        exists = np.isfinite(values)
        if exists.any() and not exists[-1]:
            none_beyond = f"; none beyond capacity {places[exists][-1]:,.6g}"
    drawn = [ax.plot(*ends, **_BAR, marker=cap)[0] for *ends, cap in bars]
    drawn += ax.plot(x, height, **_STAR)
    margin = 0.02 * (across[1] - across[0]) if across else 0.0
    ax.set(xlim=(left, max(right, across[1] + margin if across else right)), ylim=(bottom, top))
    name = "this caseload"
    name += ", over its sources' range" if bars else ""
    name += " (does not exist)" if y is None else none_beyond
    legend_above(ax, {**key, name: (drawn[0], drawn[-1])})
