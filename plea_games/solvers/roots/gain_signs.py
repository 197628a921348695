r"""What the signs of the gains alone decide: pure equilibria, stability, who is indifferent.

A profile with m hold-outs is an equilibrium if and only if Δ(m) ≥ 0 ≥ Δ(m + 1), where the first
half is void at m = 0 and the second at m = N; there are C(N, m) such profiles. All of that needs
the signs of Δ only, so a game with ten million defendants is read as a few runs of equal sign.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Run:
    """Δ(m) has one sign (−1, 0 or 1) for m from first to last."""

    sign: int
    first: int
    last: int


def of_signs(signs: NDArray[np.int8]) -> tuple[Run, ...]:
    """The runs of a gain vector, by its signs.

    >>> of_signs(np.array([-1, -1, 1], dtype=np.int8))
    (Run(sign=-1, first=1, last=2), Run(sign=1, first=3, last=3))
    """
    starts = np.flatnonzero(np.diff(signs, prepend=signs[0] + 2)).tolist()
    ends = [*starts[1:], len(signs)]
    return tuple(
        Run(int(signs[start]), start + 1, end) for start, end in zip(starts, ends, strict=True)
    )


def of_lottery(defendants: int, capacity: int, offer_ratio: Fraction) -> tuple[Run, ...]:
    """The runs of r − τ(m), without writing out N gains.

    >>> of_lottery(10, 2, Fraction(1, 2))
    (Run(sign=-1, first=1, last=3), Run(sign=0, first=4, last=4), Run(sign=1, first=5, last=10))
    """
    tried_surely = min(capacity, defendants)
    runs = [_run(offer_ratio - 1, 1, tried_surely)]
    if capacity == 0:
        runs.append(_run(offer_ratio, 1, defendants))
    elif offer_ratio <= 0 or capacity / offer_ratio > defendants:
        runs.append(Run(-1, capacity + 1, defendants))
    else:
        turning_point = max(ceil(capacity / offer_ratio), capacity + 1)
        runs.append(Run(-1, capacity + 1, turning_point - 1))
        tie = turning_point * offer_ratio == capacity
        runs.append(Run(0, turning_point, turning_point - (not tie)))
        runs.append(Run(1, turning_point + tie, defendants))
    return _merged(run for run in runs if run.first <= run.last)


def changes(runs: Sequence[Run]) -> int:
    """How often Δ changes sign, zeros left out: a bound on the mixed equilibria."""
    return sum(before != after for before, after in pairwise(run.sign for run in runs if run.sign))


def within(runs: Sequence[Run], first: int, last: int) -> tuple[Run, ...]:
    """The runs of Δ(first), …, Δ(last), which keep their numbers."""
    return tuple(
        Run(run.sign, max(run.first, first), min(run.last, last))
        for run in runs
        if run.first <= last and run.last >= first
    )


def stable_at_zero(runs: Sequence[Run]) -> bool:
    """Whether D is negative just above 0, so that a few hold-outs would return to pleading."""
    return next((run.sign for run in runs if run.sign), 0) < 0


def stable_at_one(runs: Sequence[Run]) -> bool:
    """Whether D is positive just below 1, so that a few who plead would return to holding out."""
    return next((run.sign for run in reversed(runs) if run.sign), 0) > 0


def pure_stretches(runs: Sequence[Run]) -> list[tuple[int, int, bool]]:
    """All m with 1 ≤ m < N and Δ(m) ≥ 0 ≥ Δ(m + 1), as (first, last, strict) stretches.

    >>> pure_stretches(of_signs(np.array([1, 0, 0, -1], dtype=np.int8)))
    [(1, 3, False)]
    """
    stretches: list[tuple[int, int, bool]] = []

    def add(first: int, last: int, strict: bool) -> None:
        if stretches and stretches[-1][1] == first - 1:
            first = stretches.pop()[0]
        stretches.append((first, last, strict))

    for place, run in enumerate(runs):
        if run.sign == 0 and run.first < run.last:
            add(run.first, run.last - 1, False)
        following = runs[place + 1].sign if place + 1 < len(runs) else 1
        if run.sign >= 0 >= following:
            add(run.last, run.last, run.sign > 0 > following)
    return stretches


def never_falls(runs: Sequence[Run]) -> bool:
    """Whether no gain below 0 comes after one above 0; then nobody mixes beside a sure one.

    More exactly, unless those who mix face gains of 0 only, everyone mixes with one probability or
    nobody does. How many others hold out is a sum of independent yes-or-no variables, so its
    distribution p is log-concave: the ratios p(k − 1)/p(k) increase in k, strictly where someone
    mixes. If the mean of Δ under p is 0 and p has weight on other gains than 0, then shifting p up
    by one weighs the positive values more, and shifting it down weighs the negative ones more: the
    mean turns positive or negative. Hence two who mix do so alike (else the mean would be 0 both
    with and without the other's hold-out); a sure hold-out beside a mixer would have a negative
    gain, for she sees the mixer's distribution shifted down; and one who surely pleads a positive
    one.
    """
    signs = [run.sign for run in runs if run.sign]
    return signs == sorted(signs)


def indifferent_stretches(runs: Sequence[Run]) -> list[tuple[int, int]]:
    """The longest (first, last) with Δ(first) = … = Δ(last) = 0 and everyone else content.

    Then first − 1 hold out for sure, N − last plead for sure, and the others, who face gains of 0
    only, may do anything: a sure hold-out gains Δ(first − 1) or 0, which must not be negative, and
    one who surely pleads would gain Δ(last + 1) or 0, which must not be positive.

    >>> indifferent_stretches(of_signs(np.array([-1, 0, 0, -1], dtype=np.int8)))
    [(3, 3)]
    """
    stretches = []
    for place, run in enumerate(runs):
        if run.sign == 0:
            before = runs[place - 1].sign if place else 1
            after = runs[place + 1].sign if place + 1 < len(runs) else -1
            first, last = run.first + (before < 0), run.last - (after > 0)
            if first <= last:
                stretches.append((first, last))
    return stretches


def _run(value: Fraction, first: int, last: int) -> Run:
    return Run((value > 0) - (value < 0), first, last)


def _merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    merged: list[Run] = []
    for run in runs:
        if merged and merged[-1].sign == run.sign:
            merged[-1] = Run(run.sign, merged[-1].first, run.last)
        else:
            merged.append(run)
    return tuple(merged)
