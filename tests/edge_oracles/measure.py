"""How far answers are from what an oracle says, and which oracle holds which solver."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import floor, inf, log10, nextafter

from mpmath import mp

from .stated import DIGITS, Stated, high

_LEAST = Fraction(1, 2**1074)  # the smallest double
_UNIT = 2.0**-52  # in the last place of 1

WORST = 1e-9
"""No error may be larger, whatever the page says."""


@dataclass(frozen=True)
class Oracle:
    """What holds the answers of a solver, in words and as a function that asserts."""

    words: str
    check: Callable[[object, Stated, "Measure"], None]


ORACLES: dict[str, Oracle] = {}


def holds(words, *solvers):
    """Register a function of an answer, the game and a measure as the oracle of these solvers."""

    def register(check):
        for solver in solvers:
            assert solver not in ORACLES, solver
            ORACLES[solver] = Oracle(words, check)
        return check

    return register


@dataclass
class Measure:
    """The largest error so far: 0 where every number is exact, or the double next to the truth."""

    worst: float = 0.0
    doubles: int = 0

    def near(self, found, true, *, scale=None, units=1):
        """Count how far a number is from the truth, relative to it or to a scale.

        ``units`` of the smallest double count as nothing.
        """
        self.doubles += isinstance(found, float)
        found = _unwrapped(found)
        if found == true or found == _nearest(true):
            return
        if abs(high(found) - high(true)) <= units * high(_LEAST):
            return  # what few bits a double below 1e-308 has
        assert true != 0 or scale is not None, (found, true)
        error = abs(high(found) - high(true)) / abs(high(true if scale is None else scale))
        self.within(float(error), (found, true))

    def outward(self, found, true, *, up, beyond=False):
        """The double next to the truth on one side, as the decimal that it prints as is read.

        ``beyond`` allows the next one where the truth itself is not enough.
        """
        self.doubles += 1
        slack = 0 if isinstance(true, Fraction | int) else abs(high(true)) / 10**60
        sign = 1 if up else -1
        stated, before = (Fraction(repr(each)) for each in (found, nextafter(found, -sign * inf)))
        past, short = ((high(each) - high(true)) * sign for each in (stated, before))
        assert past >= -slack, (found, true)
        if stated == true or short < 0 or (beyond and short <= slack):
            return
        self.near(found, true)

    def within(self, error, about=None):
        """Count an error that was measured in some other way."""
        assert error <= WORST, (error, about)
        self.worst = max(self.worst, float(error))

    def nears(self, found, true, *, scale=None):
        """The same for several."""
        found, true = list(found), list(true)
        assert len(found) == len(true), (len(found), len(true))
        for one, other in zip(found, true, strict=True):
            self.near(one, other, scale=scale)

    def says(self):
        """As the page has it: the error rounded up to one digit, with room for other processors."""
        if self.worst == 0:
            return "the nearest doubles" if self.doubles else "exact"
        room = 2 * _UNIT if self.worst > _UNIT / 4 else 0
        return f"{_rounded_up(self.worst + room):.0e}".replace("e-0", "e-")


def hold(solver, answer, game, measure):
    """Hold an answer at an edge to the oracle of its solver."""
    with mp.workdps(DIGITS):
        ORACLES[solver].check(answer, game, measure)


def _rounded_up(value):
    size = 10.0 ** floor(log10(value))
    return next(size * step for step in (1, 2, 5, 10) if size * step >= value)


def _unwrapped(found):
    return found.item() if hasattr(found, "item") else found


def _nearest(true):
    try:
        return float(true)
    except OverflowError:
        return inf if true > 0 else -inf


def same(found, true):
    """Equality of numbers that must be exact."""
    assert Fraction(found) == true, (found, true)
