"""A place of a table of counts that is the sum of the others, under whatever name."""

from collections import Counter
from collections.abc import Sequence

from .defendants import CountRow

_FEWEST_OTHERS = 2
_FEWEST_NUMBERS = 2


def sum_of_the_others(counts: Sequence[CountRow]) -> str | None:
    """The place whose cases are those of all others together, in each year and ending.

    It takes two others and two numbers that differ from 0, since one may be a chance.

    >>> def ended(place, *cases):
    ...     return [(place, 2024, "all", kind, n) for kind, n in enumerate(cases)]
    >>> sum_of_the_others([*ended("A", 5, 1), *ended("B", 2, 3), *ended("State", 7, 4)])
    'State'
    >>> sum_of_the_others([*ended("A", 5, 1), *ended("B", 2, 3), *ended("C", 7, 5)])
    """
    numbers: dict[str, Counter[tuple[int, int]]] = {}
    whole: Counter[tuple[int, int]] = Counter()
    for place, year, _, kind, cases in counts:
        numbers.setdefault(place, Counter())[year, kind] += cases
        whole[year, kind] += cases
    if len(numbers) <= _FEWEST_OTHERS or len(+whole) < _FEWEST_NUMBERS:
        return None
    half = {key: cases / 2 for key, cases in (+whole).items()}
    return next((place for place, here in numbers.items() if +here == half), None)
