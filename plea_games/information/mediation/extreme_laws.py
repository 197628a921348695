r"""All extreme points of the laws of m that are obeyed, by their supports.

With :math:`a_m = m\Delta(m)` and :math:`b_m = (N-m)\Delta(m+1)` a law obeys where its means of a
and b are A ≥ 0 and B ≤ 0. An extreme point is a single count that obeys, or two counts with A = 0
or B = 0 between them, or three with both, and each such point is one where the weights are positive
and determined.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from flint import fmpq

from ...games.exact_functions import as_fmpq
from ...model.exact import as_fraction

MOST_ENUMERATED = 60
"""Defendants up to whom going through all triples of counts takes a second or so."""

_Pair = tuple[fmpq, fmpq]


def extreme_laws(gain: Sequence[Fraction]) -> Iterator[dict[int, Fraction]]:
    """Each extreme point as a law of m, in order of their counts.

    >>> [law for law in extreme_laws([Fraction(-1), Fraction(0)])]
    [{0: Fraction(1, 1)}, {2: Fraction(1, 1)}]
    """
    count = len(gain)
    gains = [as_fmpq(value) for value in gain]
    held = [m * gains[m - 1] if m else fmpq(0) for m in range(count + 1)]
    pleading = [(count - m) * gains[m] if m < count else fmpq(0) for m in range(count + 1)]
    columns = list(zip(held, pleading, strict=True))
    points = []
    for size in (1, 2, 3):
        for support in combinations(range(count + 1), size):
            weights = _weights([columns[m] for m in support])
            points += [dict(zip(support, map(as_fraction, each), strict=True)) for each in weights]
    return iter(sorted(points, key=lambda law: tuple(law)))


def _weights(columns: list[_Pair]) -> list[list[fmpq]]:
    """The positive weights that make extreme points of these columns, at most two."""
    match columns:
        case [only]:
            return [[fmpq(1)]] if _obeys(only) else []
        case [first, second]:
            shares = [
                second[row] / (second[row] - first[row])
                for row in (0, 1)
                if first[row] * second[row] < 0
            ]
            both = [[share, 1 - share] for share in dict.fromkeys(shares)]
            return [each for each in both if _obeys(_mean(each, columns))]
        case _:
            p, q, s = columns
            parts = [_cross(q, s), _cross(s, p), _cross(p, q)]
            total = parts[0] + parts[1] + parts[2]
            if total == 0 or any(part * total <= 0 for part in parts):
                return []
            return [[part / total for part in parts]]


def _cross(u: _Pair, v: _Pair) -> fmpq:
    return u[0] * v[1] - u[1] * v[0]


def _mean(weights: list[fmpq], columns: list[_Pair]) -> _Pair:
    pairs = list(zip(weights, columns, strict=True))
    held = sum((w * column[0] for w, column in pairs), fmpq(0))
    return held, sum((w * column[1] for w, column in pairs), fmpq(0))


def _obeys(mean: _Pair) -> bool:
    return bool(mean[0] >= 0 and mean[1] <= 0)
