"""Sweeps drawn from arrays: a threshold along one parameter as lines, over two as a surface."""

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke
from matplotlib.ticker import PercentFormatter, StrMethodFormatter
from matplotlib.tri import Triangulation

from ...model.in_numbers import FORM
from ...model.parameters import PARAMETER
from ...model.terms.by_name import term_parameters
from ...sweeps.axes import SAMPLE
from ...sweeps.variable import Variable
from ...units import HEADER, Unit, show_with_unit
from .canvas import light_grid, settle
from .style import BLACK, BLUE, FILLS, SEQUENTIAL, SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.contour import ContourSet
    from matplotlib.transforms import Bbox

_CONTOURS = 6
_LEAP = 6  # times as large as the steps beside it
_CHOICE_COLORS = (BLUE, BLACK, "#F3CF8F")  # plead, tie, hold out
_KIND_COLORS = (
    BLACK,
    "#D55E00",
    "#1F3A5F",
    BLUE,
    "#7F9FBF",
    "#F3CF8F",
    "#CC79A7",
    "#009E73",
    "#BBBBBB",
)  # as the kinds are numbered
_MANY_POINTS = 40  # on a line, from which markers would run together


def lines(
    ax: "Axes", array: Variable, across: Variable, other: Variable | None, **kwargs: Any
) -> None:
    """A line for each value of another parameter, without a legend.

    Parameters
    ----------
    ax
        Axes to draw on.
    array
        The output, along ``across`` alone or along ``other`` and ``across``.
    across, other
        The parameters.
    kwargs
        For all lines.
    """
    rows = np.atleast_2d(array.values)
    labels = [None] if other is None else [_value_of(other, i) for i in range(len(rows))]
    is_choice = "flag_values" in array.attributes
    for row, label, series in zip(rows, labels, SERIES, strict=False):
        style = series.line if across.values.size > _MANY_POINTS else series.both
        style = series.points if SAMPLE in across.dimensions or is_choice else style
        ax.plot(across.values, row, **{**style, "label": label, **kwargs})
    light_grid(ax)
    if is_choice:
        choices = _named_choices(array)
        ax.set_yticks(list(choices.values()), list(choices))
    else:
        _format(ax.yaxis, array)
    if _known_unit(array) == "share":
        ax.set_ylim(bottom=0)
    _format(ax.xaxis, across)
    if not np.isfinite(rows).any():
        _say_that_there_is_nothing(ax, across)
    ax.set(xlabel=_named(across), ylabel=_named(array))


def surface(
    ax: "Axes", array: Variable, across: Variable, up: Variable, **kwargs: Any
) -> dict[str, Any]:
    """Colours and contours; what the legend is to name, by name.

    Parameters
    ----------
    ax
        Axes to draw on.
    array
        The output, along ``up`` and ``across``.
    across, up
        The parameters.
    kwargs
        For the surface.
    """
    places = across.values, up.values
    areas: dict[str, Any] = {}
    if np.isnan(array.values).any():
        ax.patch.set(**{**FILLS[0].arguments, "edgecolor": "#00000055"})
        areas["does not exist"] = Patch(**FILLS[0].arguments)
    if "flag_values" in array.attributes:
        areas |= _choices(ax, places, array.values, _named_choices(array), kwargs)
    else:
        _surface(ax, places, array, kwargs)
    _format(ax.xaxis, across)
    _format(ax.yaxis, up)
    ax.set(xlabel=_named(across), ylabel=_named(up))
    return areas


def _say_that_there_is_nothing(ax: "Axes", across: Variable) -> None:
    ax.set(xlim=(across.values.min(), across.values.max()), yticks=[])
    middle: Any = {"ha": "center", "va": "center", "transform": ax.transAxes}
    ax.text(0.5, 0.5, "the threshold exists nowhere here", **middle)


def _surface(ax: "Axes", places: Any, array: Variable, kwargs: dict[str, Any]) -> None:
    values = array.values
    style = {"cmap": SEQUENTIAL, "shading": "nearest", "rasterized": True, **kwargs}
    mesh = ax.pcolormesh(*places, np.ma.masked_invalid(values), **style)
    bar = ax.figure.colorbar(mesh, ax=ax, label=_named(array))
    _format(bar.ax.yaxis, array)
    whole = _without_leaps(places[0], places[1], values)
    known = values[np.isfinite(values)]
    smooth = not (_is_coarse_stair(values, 0) or _is_coarse_stair(values, 1))
    if smooth and known.size and known.min() < known.max() and len(whole.get_masked_triangles()):
        lines = ax.tricontour(whole, values.ravel(), _CONTOURS, colors="white", linewidths=1)
        bar.add_lines(lines)
        _label(ax, lines, bar.ax.yaxis.get_major_formatter())


def _label(ax: "Axes", lines: "ContourSet", form: Any) -> None:
    """Each contour's value on it, unless it would cover the value of another."""
    texts = ax.clabel(lines, fmt=form, fontsize=9, zorder=6)
    settle(ax)
    taken: list[Bbox] = []
    for text in texts:
        text.set(path_effects=[withStroke(linewidth=2, foreground=BLACK)], rotation_mode="anchor")
        box = text.get_window_extent().padded(4)
        text.set_visible(not any(box.overlaps(other) for other in taken))
        taken += [box] if text.get_visible() else []


def _without_leaps(across: Any, up: Any, values: Any) -> Triangulation:
    """The grid in triangles, less those where a value is missing or leaps.

    A contour through a leap would run along it as if all values between were taken. A step is a
    leap if it is many times as large as the steps before and after it.
    """
    rows, columns = values.shape
    number = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = number[:-1, :-1], number[:-1, 1:], number[1:, :-1], number[1:, 1:]
    triangles = np.concatenate(
        [np.stack(each, -1).reshape(-1, 3) for each in ((a, b, d), (a, d, c))]
    )
    leaps = _leaps(values, 1), _leaps(values, 0)
    missing = ~np.isfinite(values)
    broken = leaps[0][:-1] | leaps[0][1:] | leaps[1][:, :-1] | leaps[1][:, 1:]
    broken |= missing[:-1, :-1] | missing[:-1, 1:] | missing[1:, :-1] | missing[1:, 1:]
    x, y = np.meshgrid(across, up)
    return Triangulation(x.ravel(), y.ravel(), triangles, mask=np.tile(broken.ravel(), 2))


def _leaps(values: Any, axis: int) -> Any:
    """Which steps along an axis are leaps; the first and the last have one neighbour only."""
    steps = np.moveaxis(np.abs(np.diff(values, axis=axis)), axis, -1)
    beside = np.full((2, *steps.shape), np.nan)
    beside[0, ..., 1:], beside[1, ..., :-1] = steps[..., :-1], steps[..., 1:]
    usual = np.fmax(*beside)
    spread = np.nanmax(values) - np.nanmin(values)
    crosses = steps > spread / (3 * _CONTOURS)  # a stair of whole numbers is no leap
    return np.moveaxis((usual > 0) & (steps > _LEAP * usual) & crosses, -1, axis)


def _is_coarse_stair(values: Any, axis: int) -> bool:
    """Whether values mostly stay, and then step as far as contours that can be told apart.

    A caseload of nine has nine steps: its areas show them, and contours would jump from one to the
    next.
    """
    steps = np.abs(np.diff(values, axis=axis))
    steps = steps[np.isfinite(steps)]
    taken = steps[steps > 0]
    if 2 * taken.size >= steps.size or not taken.size:
        return False
    spread = np.nanmax(values) - np.nanmin(values)
    return bool(np.median(taken) > spread / (5 * _CONTOURS))


def _named_choices(array: Variable) -> dict[str, int]:
    """The numbers that stand for choices, by name."""
    names = [name.replace("_", " ") for name in array.attributes["flag_meanings"].split()]
    return dict(zip(names, array.attributes["flag_values"], strict=True))


def _choices(
    ax: "Axes", places: Any, values: Any, choices: dict[str, int], kwargs: dict[str, Any]
) -> dict[str, Patch]:
    """An area for each choice that is made somewhere, apart in lightness."""
    limits = [number - 0.5 for number in choices.values()]
    norm = BoundaryNorm([*limits, limits[-1] + 1], len(choices))
    colors = _CHOICE_COLORS if len(choices) == len(_CHOICE_COLORS) else _KIND_COLORS
    style = {"cmap": ListedColormap(colors), "norm": norm, "shading": "nearest", **kwargs}
    style.setdefault("rasterized", True)
    ax.pcolormesh(*places, np.ma.masked_invalid(values), **style)
    return {
        name: Patch(color=color)
        for (name, number), color in zip(choices.items(), colors, strict=True)
        if (values == number).any()
    }


def _unit(array: Variable) -> str:
    """As tables head columns; what is no parameter or threshold of ours says it itself."""
    known, unit = _known_unit(array), str(array.attributes.get("units", "1"))
    return HEADER[known] if known else "" if unit == "1" else unit


def _known_unit(array: Variable) -> Unit | None:
    name = str(array.name)
    known = PARAMETER.get(name) or term_parameters().get(name) or FORM.get(name)
    return known.unit if known else None


def _named(array: Variable) -> str:
    """As an axis states it: a parameter by name and letter, an output by its long name."""
    letter, unit = array.attributes.get("symbol"), _unit(array)
    name = str(array.name).replace("_", " ")
    name = f"{name} {letter}" if letter else array.attributes.get("long_name", name)
    return f"{name} ({unit})" if unit else name


def _format(axis: "Axis", array: Variable) -> None:
    is_share = _known_unit(array) == "share"
    axis.set_major_formatter(PercentFormatter(1) if is_share else StrMethodFormatter("{x:,.6g}"))


def _value_of(coordinate: Variable, place: int) -> str:
    name, value = str(coordinate.name).replace("_", " "), float(coordinate.values[place])
    known = _known_unit(coordinate)
    text = show_with_unit(value, known) if known else f"{value:,.6g} {_unit(coordinate)}".rstrip()
    return f"{name} = {text}"
