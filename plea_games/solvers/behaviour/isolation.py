"""All roots of a function between two points, from bounds on it and on its derivative."""

from collections.abc import Callable
from dataclasses import dataclass

from ...errors import PrecisionError

Bounds = Callable[[float, float], tuple[float, float]]

_SPLIT = 0.48765  # off the middle, where symmetric functions have their roots
_NARROWEST = 1e-9  # relative to the larger of 1 and the end points
_MOST_INTERVALS = 50_000


@dataclass(frozen=True)
class Isolated:
    """What is proved about the roots.

    Attributes
    ----------
    single
        Disjoint intervals that hold one simple root each, in order.
    undecided
        Intervals of which it is not known whether they hold none, one or several.
    """

    single: tuple[tuple[float, float], ...]
    undecided: tuple[tuple[float, float], ...]


def isolate(
    bounds: Bounds, slopes: Bounds, sign: Callable[[float], int], lower: float, upper: float
) -> Isolated:
    """All roots between two points, with proof as far as the bounds are right.

    An interval is split until the function is bounded away from 0 on it, or its derivative is; then
    the signs at its ends tell whether it holds one root.

    Parameters
    ----------
    bounds, slopes
        Of the function and its derivative over an interval.
    sign
        Of the function at a point; 0 where it is not known.
    lower, upper
        The interval.
    """
    single: list[tuple[float, float]] = []
    undecided: list[tuple[float, float]] = []
    waiting = [(lower, upper)]
    for _ in range(_MOST_INTERVALS):
        if not waiting:
            break
        a, b = waiting.pop()
        least, most = bounds(a, b)
        if least > 0 or most < 0:
            continue
        falls, rises = slopes(a, b)
        ends = sign(a), sign(b)
        if (falls > 0 or rises < 0) and (all(ends) or not any(ends)):
            if ends[0] * ends[1] < 0:
                single.append((a, b))
            elif not any(ends):
                _append(undecided, a, b)
        elif b - a <= _NARROWEST * max(1.0, abs(a), abs(b)):
            _append(undecided, a, b)
        else:
            middle = a + _SPLIT * (b - a)
            waiting += [(middle, b), (a, middle)]
    if waiting:
        rule = "do not part the roots, which touch or are too many"
        remedy = "take a slightly other precision, or a smaller game of the same shape"
        raise PrecisionError("intervals", f"{_MOST_INTERVALS:,}", rule, remedy)
    for a, b in list(undecided):
        falls, rises = slopes(a, b)
        if (falls > 0 or rises < 0) and sign(a) * sign(b) < 0:
            undecided.remove((a, b))
            single.append((a, b))
    return Isolated(tuple(sorted(single)), tuple(undecided))


def _append(intervals: list[tuple[float, float]], a: float, b: float) -> None:
    """Intervals come in order; what touches the last one is joined to it."""
    if intervals and intervals[-1][1] == a:
        a = intervals.pop()[0]
    intervals.append((a, b))
