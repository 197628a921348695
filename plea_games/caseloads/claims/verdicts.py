"""The verdict on a claim, and where it changes, from evaluations of its check.

A claim turns on one parameter, which has a plausible range. It *holds* where the check passes at
every value tried in the range, *fails* where it passes at none, and *holds only if* the parameter
is on the right side of a boundary where it passes at some.

Nothing proves that a check is monotone, and one on a random graph is not. So values all over the
search are tried first. Where the answer changes once, bisection narrows the change down and values
close to it are tried as well; where it changes more often, the boundary is the pair of values
outside which no change was met.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, inf
from typing import Literal

from ...errors import ParameterError
from ...units import Unit, shown_step

Verdict = Literal["holds", "holds only if", "fails"]
Interval = tuple[Fraction, Fraction]
Span = tuple[Fraction, Fraction] | tuple[int, int]
Holds = Callable[[Fraction], bool]

WHOLE: frozenset[Unit] = frozenset({"cases", "defendants", "rounds"})
"""Units whose numbers are counts."""

_PRECISION = 10**4  # a boundary that is no count is known to one part in so many
_PARTS = 10**6  # steps to one, of what is no count
_HALVINGS = 20
_TRIED = 6  # intervals into which a range is divided
_CLOSE = 4  # values tried on each side of a change, ever closer to it
_IN_DOUBT = 30  # values tried where the answer changes more than once


@dataclass(frozen=True)
class VerdictBoundary:
    """Two values of a parameter: the claim holds at one, fails at the other.

    Attributes
    ----------
    holds_at, fails_at
        Next to each other, unless the answer alternates between them. Beyond either no value tried
        had another answer.
    stated
        As tables have it: ``holds_at`` rounded so that the claim holds there.
    alternates
        Whether the answer was met to change more than once.
    """

    holds_at: Fraction
    fails_at: Fraction
    stated: Fraction
    alternates: bool = False

    @property
    def from_above(self) -> bool:
        """Whether the claim holds for values above the boundary."""
        return self.holds_at > self.fails_at


def verdict(holds: Holds, value: Fraction, plausible: Interval, *, whole: bool = False) -> Verdict:
    """What the check says across the plausible range: at its ends, the value and between.

    >>> verdict(lambda rate: rate <= Fraction(1, 21), Fraction(3, 100), (Fraction(0), Fraction(1)))
    'holds only if'
    """
    answers = _Answers(holds, whole)
    answers.ask(answers.in_steps((value, *plausible)))
    answers.ask(_divided(answers.in_steps(plausible)))
    said = set(answers.known.values())
    if len(said) > 1:
        return "holds only if"
    return "holds" if said.pop() else "fails"


def boundary(
    holds: Holds, value: Fraction, search: Interval, unit: Unit, plausible: Interval | None = None
) -> VerdictBoundary | None:
    """Where a check changes its answer; None where it was not met to change within the search.

    An end of the search at which the game would break a rule is moved towards the value.

    >>> search = Fraction(1), Fraction(7000)
    >>> edge = boundary(lambda k: k <= 333, Fraction(450), search, "cases")
    >>> int(edge.holds_at), int(edge.fails_at)
    (333, 334)
    """
    answers = _Answers(holds, unit in WHOLE)
    (start,) = answers.in_steps([value])
    answers.ask([start])
    low, high = (answers.reached(start, end) for end in answers.in_steps(search))
    answers.ask(_divided((low, high)))
    answers.ask(_divided(answers.in_steps(plausible or (value, value))))
    changes = answers.changes()
    if not changes:
        return None
    if len(changes) == 1:
        one, other = answers.narrowed(*changes[0])
        (left, right) = changes[0]
        for part in (Fraction(1, 2**k) for k in range(1, _CLOSE + 1)):
            answers.ask((one - (one - left) * part, other + (right - other) * part))
            answers.ask((one - (other - one) / part, other + (other - one) / part), (left, right))
        changes = answers.changes()
    alternates = len(changes) > 1
    while alternates:  # until no further change is met on either side
        begin, end = changes[0][0], changes[-1][1]
        around = Fraction(2 * begin - end), Fraction(2 * end - begin)
        answers.ask(_divided(around, _IN_DOUBT), (low, high))
        changes = answers.changes()
        if changes[0][0] >= begin and changes[-1][1] <= end:
            break
    first, last = answers.narrowed(*changes[0]), answers.narrowed(*changes[-1])
    outer = first[0], last[1]
    if answers.known[outer[0]] == answers.known[outer[1]]:  # holds, or fails, between the two
        outer = min(first, last, key=lambda pair: abs(pair[0] - start))
    places = sorted(outer, key=answers.known.__getitem__, reverse=True)
    holds_at, fails_at = map(answers.value, places)
    stated = _stated(answers, (holds_at, fails_at), unit, alternates)
    return VerdictBoundary(holds_at, fails_at, stated, alternates)


class _Answers:
    """What the check said at the values tried, by how many steps each value is."""

    def __init__(self, holds: Holds, whole: bool) -> None:
        self._holds = holds
        self._parts = 1 if whole else _PARTS
        self._precision = inf if whole else _PRECISION
        self._rounded: Callable[[Fraction], int] = int if whole else round
        self.known: dict[int, bool] = {}

    def in_steps(self, values: Iterable[Fraction]) -> list[Fraction]:
        """Values in steps, of which whole numbers are tried."""
        return [value * self._parts for value in values]

    def value(self, step: int) -> Fraction:
        """What so many steps come to."""
        return Fraction(step, self._parts)

    def says(self, value: Fraction) -> bool:
        """Whether the check passes at a value, which is in the game's rules."""
        try:
            return self._holds(value)
        except ParameterError:
            return False

    def ask(self, steps: Iterable[Fraction], within: Span | None = None) -> None:
        """Try values, those apart at which the game would break a rule."""
        for step in map(self._rounded, steps):
            if step not in self.known and (within is None or within[0] < step < within[1]):
                try:
                    self.known[step] = self._holds(self.value(step))
                except ParameterError:
                    continue

    def reached(self, start: Fraction, end: Fraction) -> Fraction:
        """The end, or what is nearest to it of some values that the check accepts."""
        for _ in range(_HALVINGS):
            self.ask([end])
            if (step := self._rounded(end)) in self.known:
                return Fraction(step)
            end = (start + end) / 2
        return start

    def changes(self) -> list[tuple[int, int]]:
        """Neighbouring values with different answers."""
        return [pair for pair in pairwise(sorted(self.known)) if self._differ(*pair)]

    def narrowed(self, one: int, other: int) -> tuple[int, int]:
        """Closer values with the answers of these two, by bisection."""
        while other - one > 1 and (other - one) * self._precision > min(abs(one), abs(other)):
            middle = self._rounded(Fraction(one + other, 2))
            self.known[middle] = self._holds(self.value(middle))
            one, other = (middle, other) if self._differ(middle, other) else (one, middle)
        return one, other

    def _differ(self, one: int, other: int) -> bool:
        return self.known[one] != self.known[other]


def _divided(interval: Sequence[Fraction], parts: int = _TRIED) -> list[Fraction]:
    low, high = interval
    return [low + (high - low) * step / parts for step in range(parts + 1)]


def _stated(answers: _Answers, edge: Interval, unit: Unit, alternates: bool) -> Fraction:
    """A number with as many digits as tables have, where the claim holds: the nearest to failing.

    The value that holds itself where all such numbers break a rule of the game.
    """
    holds_at, fails_at = edge
    if unit in WHOLE:
        return holds_at
    step = shown_step(holds_at, unit)
    towards, away = (ceil, floor) if holds_at < fails_at else (floor, ceil)
    nearest, safe = towards(holds_at / step) * step, away(holds_at / step) * step
    is_between = min(edge) <= nearest <= max(edge) and not alternates
    further = safe + (step if away is ceil else -step)
    for rounded in (nearest, safe, further) if is_between else (safe, further):
        if answers.says(rounded):
            return rounded
    return holds_at
