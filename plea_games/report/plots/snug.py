"""The layout of a figure: its axes as large as their labels leave room for."""

from typing import TYPE_CHECKING

from matplotlib.layout_engine import TightLayoutEngine
from matplotlib.transforms import Bbox

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_PAD = 3 / 72  # inches at the edges
_MUCH = 0.2  # of the width: tick labels at its end may then reach out by other amounts


class Snug(TightLayoutEngine):
    """Tight layout for axes that have the figure to themselves.

    Matplotlib's own engines measure all labels twice, which takes as long as drawing them. This one
    does so only where the axes' width changes much.
    """

    def execute(self, fig: "Figure") -> None:
        """Fit the axes; where there is more than they, or no room, tight layout sees to it."""
        change = _fit(fig)
        if change is None:
            super().execute(fig)
        elif abs(change) > _MUCH:
            _fit(fig)


def _fit(fig: "Figure") -> float | None:
    """By what share the axes' width changed; None where they do not fit, or are not alone."""
    if fig.get_children() != [fig.patch, *fig.axes]:
        return None
    inner = Bbox.union([ax.bbox for ax in fig.axes])
    boxes = (ax.get_tightbbox(for_layout_only=True) for ax in fig.axes)
    outer = Bbox.union([inner, *filter(None, boxes)])
    pad, (width, height) = _PAD * fig.dpi, fig.bbox.size
    left, right = inner.x0 - outer.x0 + pad, width - (outer.x1 - inner.x1 + pad)
    bottom, top = inner.y0 - outer.y0 + pad, height - (outer.y1 - inner.y1 + pad)
    if left >= right or bottom >= top:
        return None
    fig.subplots_adjust(left / width, bottom / height, right / width, top / height)
    return float((right - left) / inner.width - 1)
