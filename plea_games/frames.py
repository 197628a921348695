"""What results look like to other programs: one row a thing, typed columns, units beside them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, get_args

from .extras import optional
from .field_units import FIELD_UNITS
from .units import Unit

if TYPE_CHECKING:
    import pandas
    import polars

Record: TypeAlias = Mapping[str, Any] | Sequence[Mapping[str, Any]]

_INTERVALS = {
    "enclosure", "first", "hold_out", "offer", "offer_ratio_range", "range", "ratio", "second",
    "trial_rate_range",
}  # fmt: skip
"""Pairs of these names are a lower and an upper end; others are lists that happen to have two."""

_STATED = re.compile(r"^\s*(\w+(?:, \w+)*) : (.+)$", re.MULTILINE)


def rows_of(record: Record) -> list[dict[str, Any]]:
    """The first list of things in a record, one row each; the record itself where it has none.

    Parameters become columns, and an interval two, its lower and its upper end.

    >>> rows_of({"size": 2, "parameters": {"capacity": 12}, "range": [1, 3]})
    [{'size': 2, 'capacity': 12, 'range_low': 1, 'range_high': 3}]
    >>> rows_of({"size": 2, "parts": [{"part": 1}, {"part": 2}]})
    [{'part': 1}, {'part': 2}]
    """
    if not isinstance(record, Mapping):
        return list(map(_flat, record))
    lists = (value for value in record.values() if _is_list_of_things(value))
    return [_flat(row) for row in next(lists, [record])]


def rows_along(**columns: Sequence[Any]) -> list[dict[str, Any]]:
    """One row for each entry of columns of one length.

    >>> rows_along(day=[1, 2], waiting=[4, 0])
    [{'day': 1, 'waiting': 4}, {'day': 2, 'waiting': 0}]
    """
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def whole_of(record: Record) -> dict[str, Any]:
    """What a record says of all its rows together."""
    if not isinstance(record, Mapping) or not any(map(_is_list_of_things, record.values())):
        return {}
    return {name: value for name, value in record.items() if not _is_list_of_things(value)}


def units_of(result: object) -> dict[str, str]:
    """The unit of each name that has one: as docstrings and results state it, else the usual."""
    units: dict[str, str] = dict(FIELD_UNITS)
    game = getattr(result, "game", None)
    if hasattr(game, "gain") and not hasattr(game, "units"):  # its payoffs are in anything
        units = {name: unit for name, unit in units.items() if unit != "years"}
    units |= getattr(game, "units", {})
    for part in _parts(result):
        for names, unit in _STATED.findall(type(part).__doc__ or ""):
            if unit in get_args(Unit):
                units |= dict.fromkeys(names.split(", "), unit)
    return units | getattr(result, "column_units", {})


def pandas_frame(
    rows: Sequence[Mapping[str, Any]], units: Mapping[str, str], about: Mapping[str, Any]
) -> "pandas.DataFrame":
    """The rows in columns that can be missing a value, with units under ``attrs["units"]``."""
    with optional():
        import pandas as pd  # long to load

    frame = pd.DataFrame(rows).convert_dtypes()
    in_units = {name: _unit(name, units) for name in frame if _unit(name, units)}
    empty = [name for name in in_units if frame[name].isna().all()]
    frame = frame.astype(dict.fromkeys(empty, "Float64"))
    frame.attrs = {"units": in_units}
    frame.attrs |= dict(about)
    return frame


def polars_frame(rows: Sequence[Mapping[str, Any]], units: Mapping[str, str]) -> "polars.DataFrame":
    """The same in polars, which has no place for units."""
    with optional():
        import polars as pl

    frame = pl.DataFrame(rows, infer_schema_length=None, strict=False)
    empty = [name for name, kind in frame.schema.items() if kind == pl.Null and _unit(name, units)]
    return frame.with_columns(pl.col(empty).cast(pl.Float64)) if empty else frame


def _parts(result: object) -> Iterator[object]:
    """The result, and the first of each of its lists of things."""
    yield result
    if not is_dataclass(result):
        return
    for field in fields(result):
        value = getattr(result, field.name)
        if isinstance(value, tuple) and value and is_dataclass(value[0]):
            yield from _parts(value[0])


def _unit(name: str, units: Mapping[str, str]) -> str:
    return units.get(name) or units.get(re.sub(r"_(low|high)$", "", name), "")


def _is_list_of_things(value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and isinstance(value[0], Mapping)


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in row.items():
        match value:
            case Mapping() if name == "parameters":
                flat |= value
            case [low, high] if name in _INTERVALS:
                flat |= {f"{name}_low": low, f"{name}_high": high}
            case _:
                flat[name] = value
    return flat
