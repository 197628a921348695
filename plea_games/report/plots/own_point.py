"""Where a caseload itself lies in the figure of a sweep, and what its sources leave open."""

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patheffects import withStroke

from .canvas import legend_above
from .style import BLACK

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from xarray import DataArray

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
    *,
    across: Range | None = None,
    up: Range | None = None,
    along: "DataArray | None" = None,
) -> None:
    """Mark a caseload's own numbers, with what ranges leave open, and add both to the legend.

    Parameters
    ----------
    ax
        With the sweep drawn.
    x, y
        The caseload's own; without y, as where a threshold does not exist, it lies on the axis.
    across, up
        The range of x, and of y, where both are parameters; no bar where both ends are equal.
    along
        Where y is a result, its values over the range of x, nothing where there is none.
    """
    legend = ax.get_legend()
    key: dict[str, Any] = {}
    if legend:
        texts = [text.get_text() for text in legend.get_texts()]
        key |= dict(zip(texts, legend.legend_handles, strict=True))
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    height = bottom if y is None else y
    bars: list[Any] = [(across, (height, height), "|")] if across and across[0] < across[1] else []
    bars += [((x, x), up, "_")] if up and up[0] < up[1] else []
    none_beyond = ""
    if along is not None:
        places, values = along[along.dims[0]].values, along.values
        bars.append((places, values, ""))
        right = max(right, 1.02 * places[-1])
        exists = np.isfinite(values)
        if exists.any() and not exists[-1]:
            none_beyond = f"; none beyond {along.dims[0]} {places[exists][-1]:,.6g}"
    drawn = [ax.plot(*ends, **_BAR, marker=cap)[0] for *ends, cap in bars]
    drawn += ax.plot(x, height, **_STAR)
    margin = 0.02 * (across[1] - across[0]) if across else 0.0
    ax.set(xlim=(left, max(right, across[1] + margin if across else right)), ylim=(bottom, top))
    name = "this caseload"
    name += ", over its sources' range" if bars else ""
    name += " (does not exist)" if y is None else none_beyond
    key[name] = (drawn[0], drawn[-1])
    legend_above(ax, key)
