"""The axes that a figure is drawn on, and what all of them share."""

from collections.abc import Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Any

from ...errors import Fault, ParameterError
from ...extras import optional

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE = (5.0, 3.9)
"""Inches, unless a figure needs others: letters stay legible when it is a column of 8.5 cm."""

WIDEST, HIGHEST = 6.25, 8.6
"""Inches of a figure that a page takes as it is, with its caption, so that no letter shrinks."""

_MOST_COLUMNS = 4
_LEAST_OF_A_LINE = 12  # characters
_UNEVEN = 1.5  # how many times as many characters as on average may fit


def axes_or_new(ax: "Axes | None", size: tuple[float, float] = SIZE) -> "Axes":
    """The axes given, or those of a new figure."""
    if ax is not None:
        return ax
    with optional():
        from matplotlib import pyplot

        from .snug import Snug

    return pyplot.subplots(figsize=size, layout=Snug())[1]


def refuse_other_data(data: object, kind: type, source: str) -> None:
    """A clear word where something else than the figure's result is given."""
    if not isinstance(data, kind):
        rule = f"must be a {kind.__name__}"
        raise ParameterError([Fault("data", type(data).__name__, rule, f"draw {source}")])


def whole_figure(ax: "Axes") -> "Figure":
    """The figure that axes are in, whatever figures of parts lie between."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure


def settle(ax: "Axes") -> None:
    """Lay out the figure that axes are in, as drawing it would, without drawing it."""
    figure = whole_figure(ax)
    engine = figure.get_layout_engine()
    if engine is None:
        figure.draw_without_rendering()
    else:
        engine.execute(figure)


def legend_above(ax: "Axes", handles: Mapping[str, Any] | None = None) -> None:
    """A legend over the axes, where it covers nothing, in as many columns as fit.

    Parameters
    ----------
    ax
        With all that is to be named; of a figure whose size is settled.
    handles
        By name; what has a label unless given.
    """
    artists, names = ax.get_legend_handles_labels()
    named = dict(zip(names, artists, strict=True)) if handles is None else handles
    settle(ax)
    width = ax.get_window_extent().width
    longest = max((1, *map(len, named)))
    in_columns = [(columns, longest) for columns in range(min(len(named), _MOST_COLUMNS), 0, -1)]
    broken = [(1, characters) for characters in range(longest - 4, _LEAST_OF_A_LINE, -4)]
    most = float(longest)
    for columns, characters in in_columns + broken:
        if characters > most:
            continue
        legend = ax.legend(
            handles=list(named.values()),
            labels=[fill(name, characters) for name in named],
            loc="lower left",
            bbox_to_anchor=(0, 1.01),
            borderaxespad=0,
            ncols=columns,
            frameon=False,
            fontsize=9,
            handlelength=2.2,
            handletextpad=0.5,
            columnspacing=1.2,
        )
        taken = legend.get_window_extent().width
        if taken <= width:
            return
        if columns == 1 and characters == longest:
            most = _UNEVEN * longest * width / taken


def light_grid(ax: "Axes", axis: Any = "both") -> None:
    """Thin lines behind everything."""
    ax.grid(axis=axis, color="#DDDDDD", linewidth=0.6)
    ax.set_axisbelow(True)
