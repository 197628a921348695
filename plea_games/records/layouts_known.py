"""Layouts, built in or one's own."""

from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ..caseloads.files import parse_toml, read_toml
from ..errors import Fault, LayoutError, did_you_mean, shown
from .layout_format import Layout, read_layout

if TYPE_CHECKING:
    from os import PathLike

_WHAT = "layout"
_EXAMPLE = "see 'plea-games records --example-layout'"


@cache
def layout_names() -> tuple[str, ...]:
    """The names of the built-in layouts.

    Returns
    -------
    tuple of str
        In alphabetical order.

    Examples
    --------
    >>> "florida-srs" in layout_names()
    True
    """
    files = resources.files("plea_games.records").joinpath("layouts").iterdir()
    return tuple(sorted(file.name[:-5] for file in files if file.name.endswith(".toml")))


def layout_source(name: str) -> str:
    """The TOML text of a built-in layout, to start one's own from.

    Parameters
    ----------
    name
        One of :func:`layout_names`.

    Returns
    -------
    str
        The file as it is.

    Raises
    ------
    LayoutError
        Where there is none of that name.

    Examples
    --------
    >>> import plea_games as pg
    >>> "[outcomes.codes]" in pg.records.layout_source("virginia-circuit")
    True
    """
    if name not in layout_names():
        listed = f"take one of {', '.join(layout_names())}, or give the path of a TOML file"
        remedy = did_you_mean(name, layout_names(), listed)
        raise LayoutError([Fault(_WHAT, shown(name), "must be a built-in layout", remedy)])
    file = resources.files("plea_games.records").joinpath("layouts", f"{name}.toml")
    return file.read_text(encoding="utf-8")


def example_layout() -> str:
    """A layout with every key, to be cut down to those that a file needs.

    Returns
    -------
    str
        TOML with a comment for each key.

    Examples
    --------
    >>> import plea_games as pg
    >>> print(pg.records.example_layout().splitlines()[3])
    title = "Our court, dispositions"
    """
    file = resources.files("plea_games.records").joinpath("example_layout.toml")
    return file.read_text(encoding="utf-8")


def layout_data(source: "str | PathLike[str] | BinaryIO") -> tuple[str, dict[str, Any]]:
    """The name of a layout, and its tables."""
    if isinstance(source, str) and not source.endswith(".toml") and "/" not in source:
        text = layout_source(source)
        return source, parse_toml(text.encode(), _WHAT, source, _EXAMPLE, LayoutError)
    place, data = read_toml(source, _WHAT, "give the path of a TOML file", _EXAMPLE, LayoutError)
    return Path(place).stem, data


def layout(source: "str | PathLike[str] | BinaryIO") -> Layout:
    """A layout by its name, or from one's own TOML file.

    Parameters
    ----------
    source
        One of :func:`layout_names`; or a path that ends in ``.toml`` or has a slash; or a stream.

    Returns
    -------
    Layout
        Checked; :func:`read` and :func:`audit` take it.

    Raises
    ------
    LayoutError
        With all faults at once.

    Examples
    --------
    >>> import plea_games as pg
    >>> pg.records.layout("florida-srs").row
    'a county, a type of case and a disposition; a column for each year'
    """
    name, data = layout_data(source)
    return read_layout(data, name)
