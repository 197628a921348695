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
    boxes = [box for ax in fig.axes if (box := ax.get_tightbbox(for_layout_only=True))]
    if not boxes or fig.get_children() != [fig.patch, *fig.axes]:
        return None
    drawn, now = fig.transFigure.inverted().transform_bbox(Bbox.union(boxes)), fig.subplotpars
    pad_x, pad_y = _PAD / fig.get_size_inches()
    left, right = now.left - drawn.x0 + pad_x, now.right - drawn.x1 + 1 - pad_x
    bottom, top = now.bottom - drawn.y0 + pad_y, now.top - drawn.y1 + 1 - pad_y
    if left >= right or bottom >= top:
        return None
    change = (right - left) / (now.right - now.left) - 1
    fig.subplots_adjust(left, bottom, right, top)
    return float(change)
