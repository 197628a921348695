"""Cells that are stated once and meant for the rows below: merged cells, and heads of groups."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..errors import Fault, TableError, did_you_mean
from .layout_format import Carry
from .sql import folded


def carried(
    rows: Iterable[Sequence[str]], headings: Sequence[str], carries: Sequence[Carry]
) -> Iterator[list[str]]:
    """The rows, with what is carried down to them.

    Without ``when`` an empty cell takes the last one above it that is not; with it, rows that meet
    it state the cells of all rows until the next of their kind.
    """
    places = {heading_key(name): place for place, name in enumerate(headings)}
    ways = [
        (
            [_place(name, places, headings) for name in carry.columns],
            {_place(name, places, headings): codes for name, codes in carry.when.items()},
        )
        for carry in carries
    ]
    stated = [""] * len(headings)
    for row in rows:
        cells = [*row, *[""] * (len(headings) - len(row))]
        for columns, when in ways:
            states = all(_is_one_of(cells[place], codes) for place, codes in when.items())
            for place in columns:
                if states and (when or cells[place].strip()):
                    stated[place] = cells[place]
                cells[place] = stated[place]
        yield cells


def heading_key(name: str) -> str:
    """A heading as headings are compared."""
    return re.sub(r"[\W_]+", "", name).lower()


def _place(name: str, places: Mapping[str, int], headings: Sequence[str]) -> int:
    if heading_key(name) not in places:
        remedy = did_you_mean(name, list(headings), f"its columns are {', '.join(headings)}")
        raise TableError([Fault("file.carry", name, "is no column of the file", remedy)])
    return places[heading_key(name)]


def _is_one_of(cell: str, codes: Sequence[str]) -> bool:
    return any(
        re.fullmatch(re.escape(folded(code)).replace(r"\*", ".*"), folded(cell)) for code in codes
    )
