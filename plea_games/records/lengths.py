"""Lengths of sentences: how many, how many without custody and for life, mean and median."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True)
class Custody:
    """Custody of those convicted in one way, in years.

    Attributes
    ----------
    cases
        Sentenced, custody or not.
    unknown
        Of these, with custody of a length that the file does not say.
    zero, life
        Without custody, and for life.
    mean, median
        Over the cases whose length is known, those without custody included; None without any.
    longest
        The greatest of them.
    """

    cases: int
    unknown: int
    zero: int
    life: int
    mean: float | None
    median: float | None
    longest: float | None


def custody(
    lengths: Iterable[tuple[float | None, bool, int]],
    life_years: float,
    capped: bool,
    means: bool = False,
) -> Custody:
    """Custody from lengths, whether each is for life, and how many cases have it.

    Of lengths that are means of several cases themselves, there is no median.

    >>> custody([(0.0, False, 2), (4.0, False, 1), (None, True, 1)], 39, capped=False)
    Custody(cases=4, unknown=0, zero=2, life=1, mean=10.75, median=2.0, longest=39)
    """
    known: list[tuple[float, int]] = []
    unknown = zero = life = 0
    for years, is_life, cases in lengths:
        beyond = capped and years is not None and years >= life_years
        if is_life or beyond:
            life += cases
            known.append((life_years, cases))
        elif years is None:
            unknown += cases
        else:
            zero += cases if years == 0 else 0
            known.append((years, cases))
    known.sort()
    total = sum(cases for _, cases in known)
    if not total:
        return Custody(unknown, unknown, 0, 0, None, None, None)
    mean = sum(years * cases for years, cases in known) / total
    middle = None if means else (_at(known, (total - 1) // 2) + _at(known, total // 2)) / 2
    return Custody(total + unknown, unknown, zero, life, mean, middle, known[-1][0])


def _at(known: list[tuple[float, int]], place: int) -> float:
    sums = accumulate(cases for _, cases in known)
    return next(years for (years, _), total in zip(known, sums, strict=True) if place < total)
