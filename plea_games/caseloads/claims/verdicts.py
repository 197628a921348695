"""The verdict on a claim, and where it changes, from evaluations of its check.

A claim turns on one parameter, which has a plausible range. It *holds* where the check passes
throughout the range, *fails* where it passes nowhere, and *holds only if* the parameter is on the
right side of a boundary where it passes in a part. Checks are monotone in that parameter, so the
ends of the range and the value used are enough, and bisection finds the boundary.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from ...errors import ParameterError

Verdict = Literal["holds", "holds only if", "fails"]
Interval = tuple[Fraction, Fraction]
Holds = Callable[[Fraction], bool]

_PRECISION = Fraction(1, 10**4)  # of a boundary that is no count, relative
_FINEST = Fraction(1, 10**6)
_HALVINGS = 20


@dataclass(frozen=True)
class VerdictBoundary:
    """Two neighbouring values of a parameter: the claim holds at one, fails at the other."""

    holds_at: Fraction
    fails_at: Fraction

    @property
    def from_above(self) -> bool:
        """Whether the claim holds for values above the boundary."""
        return self.holds_at > self.fails_at


def verdict(holds: Holds, value: Fraction, plausible: Interval) -> Verdict:
    """What the check says across the plausible range.

    >>> verdict(lambda rate: rate <= Fraction(1, 21), Fraction(3, 100), (Fraction(0), Fraction(1)))
    'holds only if'
    """
    found = {holds(each) for each in (*plausible, value)}
    if len(found) > 1:
        return "holds only if"
    return "holds" if found.pop() else "fails"


def boundary(
    holds: Holds, value: Fraction, search: Interval, *, whole: bool
) -> VerdictBoundary | None:
    """Where a monotone check changes its answer; None where it does not within the search.

    An end of the search at which the game would break a rule is moved towards the value.

    >>> search = Fraction(1), Fraction(7000)
    >>> edge = boundary(lambda k: k <= 333, Fraction(450), search, whole=True)
    >>> int(edge.holds_at), int(edge.fails_at)
    (333, 334)
    """
    here = holds(value)
    for end in search:
        reached = _reach(holds, value, end, whole)
        if reached is not None and holds(reached) != here:
            return _bisect(holds, value, reached, here, whole)
    return None


def _reach(holds: Holds, value: Fraction, end: Fraction, whole: bool) -> Fraction | None:
    """The end, or what is nearest to it of some values that the check accepts."""
    for _ in range(_HALVINGS):
        try:
            holds(end)
        except ParameterError:
            end = _between(value, end, whole)
        else:
            return end
    return None


def _bisect(
    holds: Holds, one: Fraction, other: Fraction, at_one: bool, whole: bool
) -> VerdictBoundary:
    while abs(one - other) > (1 if whole else max(_FINEST, _PRECISION * min(abs(one), abs(other)))):
        middle = _between(one, other, whole)
        if holds(middle) == at_one:
            one = middle
        else:
            other = middle
    return VerdictBoundary(one, other) if at_one else VerdictBoundary(other, one)


def _between(one: Fraction, other: Fraction, whole: bool) -> Fraction:
    middle = (one + other) / 2
    return Fraction(int(middle)) if whole else Fraction(round(middle / _FINEST)) * _FINEST
