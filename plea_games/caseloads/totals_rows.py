"""Rows of totals, which tables of places have at their end."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from ..model.exact import NumberError, exact

_SUMMED = ("defendants", "capacity")
_TOTAL = re.compile(r"(grand |state )?totals?\b.*|statewide\b.*|all (counties|courts|places)|sum")


def names_a_total(name: str) -> bool:
    """Whether a name says that the row is a total."""
    return _TOTAL.fullmatch(" ".join(name.lower().split())) is not None


def is_total_of_others(cells: Mapping[str, str], others: Sequence[Mapping[str, str]]) -> bool:
    """Whether the counts are the sums of those of at least two other rows.

    >>> rows = [{"defendants": n, "capacity": k} for n, k in (("10", "2"), ("30", "3"))]
    >>> is_total_of_others({"defendants": "40", "capacity": "5"}, rows)
    True
    """
    if len(others) < 2:
        return False
    mine = [_number(cells.get(column)) for column in _SUMMED]
    sums = [
        sum((_number(other.get(c)) or Fraction(0) for other in others), Fraction(0))
        for c in _SUMMED
    ]
    return mine == sums and any(mine)


def _number(cell: str | None) -> Fraction | None:
    try:
        return None if not cell else exact(cell)
    except NumberError:
        return None
