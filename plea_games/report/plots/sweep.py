"""Sweeps: a threshold along one parameter, as lines, or over two, as a surface."""

from typing import TYPE_CHECKING, Any

from ...errors import Fault, ParameterError, shown
from ...extras import optional
from ...sweeps.axes import SAMPLE
from ...sweeps.variable import Variable
from .canvas import axes_or_new, legend_above, refuse_other_data
from .style import SERIES
from .swept import lines, surface

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from xarray import DataArray, Dataset


def sweep_lines(
    data: "Dataset",
    *,
    output: str | None = None,
    along: str | None = None,
    ax: "Axes | None" = None,
    **kwargs: Any,
) -> "Axes":
    """Draw one output of a sweep along one parameter, a line for each value of another.

    Values that were drawn at random are points without a line, as are choices. Where a threshold
    does not exist, lines are broken. Shares begin at 0.

    Parameters
    ----------
    data
        From :func:`sweep`, or what ``xarray`` opened or selected of it: one parameter
        of any length, and at most one other, of up to seven values.
    output
        A variable's name; the first unless given.
    along
        The parameter across; the longest dimension unless given.
    ax
        Axes to draw on; those of a new figure unless given.
    kwargs
        For all lines, as ``Axes.plot`` takes them.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.

    Raises
    ------
    ParameterError
        For other data, unknown names, and more dimensions or values than that.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> found = pg.sweep(game, {"capacity": [6, 12, 24], "offer": [2, 4]}, ["tipping_share"])
    >>> ax = pg.plot.sweep_lines(found, ax=Figure().subplots())
    >>> [line.get_label() for line in ax.lines]
    ['offer = 2 years', 'offer = 4 years']
    """
    array = _output(data, output)
    across = _across(data, array, along)
    dimension = str(across.dims[0])
    others = [str(name) for name in array.dims if name != dimension]
    if len(others) > 1 or any(array.sizes[name] > len(SERIES) for name in others):
        rule = f"must leave one other parameter at most, of up to {len(SERIES)} values"
        raise _too_much(array, rule)
    other = _variable(data[others[0]]) if others else None
    ax = axes_or_new(ax)
    lines(ax, _variable(array.transpose(*others, dimension)), _variable(across), other, **kwargs)
    if others:
        legend_above(ax)
    return ax


def sweep_surface(
    data: "Dataset",
    *,
    output: str | None = None,
    along: str | None = None,
    ax: "Axes | None" = None,
    **kwargs: Any,
) -> "Axes":
    """Draw one output of a sweep over two parameters.

    Colours grow lighter with the value; contours have their values, and end where values leap;
    where there are but a few steps, as with nine defendants, areas alone show them.
    What is risk dominant has an area for each choice. Hatched grey is where a threshold does not
    exist.

    Parameters
    ----------
    data
        From :func:`sweep`, or what ``xarray`` opened or selected of it: two parameters
        of at least two values each.
    output
        A variable's name; the first unless given.
    along
        The parameter across; the last dimension unless given.
    ax
        Axes to draw on; those of a new figure unless given.
    kwargs
        For the surface, as ``Axes.pcolormesh`` takes them.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.

    Raises
    ------
    ParameterError
        For other data, unknown names, and more or fewer dimensions.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> found = pg.sweep(game, {"capacity": [6, 12, 24], "offer": [2, 4]}, ["tipping_share"])
    >>> pg.plot.sweep_surface(found, ax=Figure().subplots()).get_xlabel()
    'offer s (years)'
    """
    array = _output(data, output)
    if array.ndim != 2 or SAMPLE in array.dims or min(array.shape) < 2:
        raise _too_much(array, "must have two parameters of at least two values each")
    across = str(_across(data, array, along or str(array.dims[-1])).dims[0])
    up = next(str(name) for name in array.dims if name != across)
    ax = axes_or_new(ax)
    drawn = (_variable(each) for each in (array.transpose(up, across), data[across], data[up]))
    areas = surface(ax, *drawn, **kwargs)
    if areas:
        legend_above(ax, areas)
    return ax


def _output(data: Any, output: str | None) -> "DataArray":
    with optional():
        from xarray import Dataset
    refuse_other_data(data, Dataset, "pg.sweep(game, over)")
    names = [str(name) for name in data.data_vars]
    if not names or (output is not None and output not in names):
        rule = f"must be one of {', '.join(names)}" if names else "must have a variable"
        raise ParameterError([Fault("output", shown(output), rule, "name what was put out")])
    array: DataArray = data[output or names[0]].squeeze(drop=True)
    return array


def _across(data: "Dataset", array: "DataArray", along: str | None) -> "DataArray":
    if along is None and array.ndim:
        longest = max(array.dims, key=lambda name: array.sizes[name])
        drawn = [name for name in data.coords if data[name].dims == (longest,)]
        along = str(drawn[0]) if drawn else str(longest)
    known = [
        str(name)
        for name in data.coords
        if data[name].ndim == 1 and data[name].dims[0] in array.dims
    ]
    if along not in known:
        rule = f"must be one of {', '.join(known)}" if known else "must vary a parameter"
        raise ParameterError([Fault("along", shown(along), rule, "name what was swept")])
    return data[along]


def _too_much(array: "DataArray", rule: str) -> ParameterError:
    sizes = ", ".join(f"{name} {size:,}" for name, size in array.sizes.items())
    return ParameterError([Fault("data", sizes, rule, "select, as data.sel(capacity=[12, 24])")])


def _variable(array: "DataArray") -> Variable:
    return Variable(str(array.name), tuple(map(str, array.dims)), array.values, array.attrs)
