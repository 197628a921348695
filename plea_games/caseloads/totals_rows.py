"""Rows of totals, which tables of places have at their end."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from flint import fmpq

Counts = tuple[fmpq | None, fmpq | None]
"""Defendants and trials, None where a cell states no number."""

_TOTAL = re.compile(r"(grand |state )?totals?\b.*|statewide\b.*|all (counties|courts|places)|sum")


def names_a_total(name: str) -> bool:
    """Whether a name says that the row is a total."""
    return _TOTAL.fullmatch(" ".join(name.lower().split())) is not None


def totals_among(counts: Sequence[Counts], places: Iterable[int]) -> list[int]:
    """The rows whose counts are the sums of those of the others, if there are two others.

    >>> totals_among([(10, 2), (30, 3), (40, 5)], range(3))
    [2]
    """
    listed = list(places)
    if len(listed) < 3:
        return []
    sums: list[Any] = [sum(counts[place][part] or 0 for place in listed) for part in (0, 1)]
    return [
        place for place in listed
        if None not in counts[place] and any(counts[place])
        and [2 * count for count in counts[place] if count is not None] == sums
    ]  # fmt: skip
