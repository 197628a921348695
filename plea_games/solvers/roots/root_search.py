r"""All roots in (0, 1) of an expected gain D of any size, each isolated with proof.

D has at most as many roots as Δ changes sign, counted with multiplicity (variation diminution). So
if proved signs of D alternate that often, they isolate all roots, which are simple. Where they do
not, (0, 1) is covered by cells on which D is proved to have one sign or to be monotone, by the
bounds of :mod:`~plea_games.solvers.roots.expected_gain`; monotone cells between two of one sign
hold one root if these signs differ, else none. A cell that shows neither is halved, first in
doubles, then in ball arithmetic. What remains is too near a multiple root to be told from one.

Near the ends one comparison settles all points: if Δ > 0 up to the first :math:`\Delta(J+1) < 0`,
the ratio of the negative terms of D to the positive ones among the first J increases in x, so
where that is below 1, D is positive from there down to 0.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, ceil, exp2, ldexp, sqrt, ulp

import numpy as np

from ...errors import PrecisionError
from . import gain_signs
from .binomial_window import UNIT
from .expected_gain import ExpectedGain, Moments
from .gain_signs import Run

_MOST_SAMPLED = 200  # changes of sign for which the middle of each run is tried first
_CELL = 0.7  # θ from a cell's centre to its ends, at first
_FINEST = 1e-6  # the same, where doubles leave off
_MOST_IN_DOUBLES = 20_000  # cells
_MOST_IN_BALLS = 8_000  # cells times the root of N, to which the work of each is proportional
_TINY = 1e-300
_DEPTHS = (-990.0, 52.0)  # see _point


@dataclass(frozen=True)
class Bracket:
    """Exactly one root, a simple one, lies between lower and upper.

    D has proved signs there, where 0 and 1 stand for points next to them; ``crossing`` is +1 where
    D rises through 0 and −1 where it falls.
    """

    lower: float
    upper: float
    crossing: int


@dataclass(frozen=True)
class Undecided:
    """Where D may have roots that were not told apart: an odd number if it crosses, else even."""

    lower: float
    upper: float
    crosses: bool


@dataclass(frozen=True, order=True)
class _Cell:
    """On all of it D has one sign, or is monotone, or neither is proved."""

    lower: float
    upper: float
    sign: int = 0
    direction: int = 0
    patience: int = 2  # how often it may still be halved where nothing shows


def isolate_gain_roots(
    expected: ExpectedGain, runs: Sequence[Run]
) -> tuple[list[Bracket], list[Undecided]]:
    """All roots, as brackets in order, and where there may be more.

    >>> from plea_games import AnonymousGame
    >>> game = AnonymousGame(gain=[-8, -8, 19, -8, -8])
    >>> isolate_gain_roots(ExpectedGain(game), gain_signs.of_signs(game.signs))
    ([Bracket(lower=0.125, upper=0.5, crossing=1),
      Bracket(lower=0.5, upper=0.875, crossing=-1)], [])
    """
    own = [run for run in runs if run.sign]
    most = gain_signs.changes(own)
    if most <= _MOST_SAMPLED:
        brackets = list(_alternations(expected, own))
        if len(brackets) == most:
            return brackets, []
    before, after = own[0].sign, own[-1].sign
    rough = _halve(_grid(expected, own), expected, expected.moments, _MOST_IN_DOUBLES, _FINEST)
    brackets, undecided = _between_signs(_marked(rough, expected), before, after)
    if undecided and len(brackets) < most:
        open_ones = {cell for cell in rough if not cell.sign and not cell.direction}
        most_cells = ceil(_MOST_IN_BALLS / sqrt(expected.degree))
        fine = _halve(sorted(open_ones), expected, expected.moments_in_balls, most_cells, 0.0)
        cells = [*(cell for cell in rough if cell not in open_ones), *fine]
        brackets, undecided = _between_signs(_marked(cells, expected), before, after)
    return brackets, undecided if len(brackets) < most else []


def approximate(expected: ExpectedGain, bracket: Bracket) -> float:
    """The root in a bracket, in double precision."""
    from scipy.optimize import brentq  # most games need no search, and it is long to load

    inside = bracket.upper if bracket.upper < 1 else bracket.lower or 0.5
    lower = bracket.lower or _towards(expected, inside, 0, -bracket.crossing)
    upper = bracket.upper if bracket.upper < 1 else _towards(expected, inside, 1, bracket.crossing)

    unit = expected.moments(upper).exponent

    def value(x: float) -> float:
        here = expected.moments(x)
        sign = {lower: -bracket.crossing, upper: bracket.crossing}.get(x, here.sign)
        if sign != here.sign or here.is_noise:
            return sign * _TINY
        return ldexp(here.mean, min(max(here.exponent - unit, -700), 700))

    return float(brentq(value, lower, upper, xtol=_TINY, rtol=4 * UNIT, maxiter=2000))


def _towards(expected: ExpectedGain, start: float, end: int, sign: int) -> float:
    """A point between the start and 0 or 1 where D has the sign that it has next to that end."""
    for halvings in (2.0**k for k in range(11)):
        x = start * exp2(-halvings) if end == 0 else 1 - (1 - start) * exp2(-halvings)
        if not _TINY < x < 1:
            break
        if expected.sign(x) == sign:
            return x
    rule, remedy = f"is too near {end} for double precision", "take an offer further from that end"
    raise PrecisionError("mixed equilibrium", "", rule, remedy)


def _alternations(expected: ExpectedGain, runs: Sequence[Run]) -> Iterator[Bracket]:
    """Brackets between points with alternating signs: the ends, and the middles of the runs."""
    middles = ((run.first + run.last - 2) / (2 * expected.degree) for run in runs)
    marks = [(x, expected.moments(x).sign) for x in middles if 0 < x < 1]
    marks = [(0.0, runs[0].sign), *marks, (1.0, runs[-1].sign)]
    for (lower, before), (upper, after) in pairwise(mark for mark in marks if mark[1]):
        if before != after:
            yield Bracket(lower, upper, after)


def _grid(expected: ExpectedGain, runs: Sequence[Run]) -> list[_Cell]:
    """Cells of equal size in θ between what the ends settle."""
    lower, upper = _clear_ends(expected, runs)
    if lower >= upper:
        return []  # the ends settle all: D has one sign, though the gains have two
    start, stop = asin(sqrt(lower)), asin(sqrt(upper))
    count = ceil((stop - start) * sqrt(expected.degree) / _CELL) or 1
    inner = np.sin(np.linspace(start, stop, count + 1)[1:-1]) ** 2
    ends = [lower, *(x for x in inner.tolist() if lower < x < upper), upper]
    return [_Cell(*pair) for pair in pairwise(ends)]


def _clear_ends(expected: ExpectedGain, runs: Sequence[Run]) -> tuple[float, float]:
    """Points up to which, and from which on, D has the sign that it has next to 0 and to 1."""
    first, last = runs[0].sign, runs[-1].sign
    up_to = next(run.first - 2 for run in runs if run.sign != first)
    down_to = next(run.last for run in reversed(runs) if run.sign != last)

    def at_zero(x: float) -> bool:
        return expected.outweighs(x, first, 0, up_to)

    def at_one(x: float) -> bool:
        return expected.outweighs(x, last, down_to, expected.degree)

    low, high = _DEPTHS
    return _last_point(at_zero, low, high) or 0.0, _last_point(at_one, high, low) or 1.0


def _last_point(holds: Callable[[float], bool], start: float, stop: float) -> float | None:
    """How far from one end on something holds that holds up to some point.

    Where doubles cannot show it next to the end they may show it further on.
    """
    starts = (start / 3**power for power in range(7))
    good = next((depth for depth in starts if holds(_point(depth))), None)
    if good is None:
        return None
    bad = stop
    while abs(bad - good) > 0.01:
        middle = (good + bad) / 2 if abs(bad - good) < 2 else (good + bad) // 2
        good, bad = (middle, bad) if holds(_point(middle)) else (good, middle)
    return _point(good)


def _point(depth: float) -> float:
    """2^(depth − 1) up to 1/2, and its mirror image beyond."""
    return exp2(depth - 1) if depth <= 0 else 1 - exp2(-depth - 1)


def _halve(
    cells: Iterable[_Cell],
    expected: ExpectedGain,
    moments: Callable[[float], Moments],
    most: int,
    finest: float,
) -> list[_Cell]:
    """Cells with what could be proved of each, halved until something is or they are too small."""
    pending, done = deque(cells), []
    for _ in range(most):
        if not pending:
            break
        cell = pending.popleft()
        centre = (cell.lower + cell.upper) / 2
        here = moments(centre)
        width = max(centre - cell.lower, cell.upper - centre)
        distance = width * sqrt(expected.degree / (centre * (1 - centre))) * (1 + 1e-12)
        sign, direction = here.sign_within(distance), here.direction_within(distance)
        patience = cell.patience - 1 if here.is_noise else 2
        if sign or direction or not patience or distance < finest or width < 4 * ulp(centre):
            done.append(_Cell(cell.lower, cell.upper, sign, direction))
        else:
            halves = (cell.lower, centre), (centre, cell.upper)
            pending += [_Cell(*half, patience=patience) for half in halves]
    return [*done, *pending]


def _marked(cells: Iterable[_Cell], expected: ExpectedGain) -> list[_Cell]:
    """In order, with points where D has a proved sign on either side of what is open."""
    ordered, ends = sorted(cells), set[float]()
    for cell in ordered:
        if not cell.sign and not cell.direction:
            ends ^= {cell.lower, cell.upper}  # those that two open cells share drop out
    marks = [_Cell(x, x, expected.sign(x)) for x in ends if 0 < x < 1]
    return sorted([*ordered, *(mark for mark in marks if mark.sign)])


def _between_signs(
    cells: Iterable[_Cell], before: int, after: int
) -> tuple[list[Bracket], list[Undecided]]:
    """What lies between the cells of known sign, given the signs next to 0 and to 1."""
    brackets: list[Bracket] = []
    undecided: list[Undecided] = []
    known, between = before, list[_Cell]()

    def close(sign: int) -> None:
        if not between:
            return
        lower, upper = between[0].lower, between[-1].upper
        if not all(cell.direction for cell in between):
            undecided.append(Undecided(lower, upper, crosses=sign != known))
        elif sign != known:
            brackets.append(Bracket(lower, upper, sign))

    for cell in cells:
        if cell.sign:
            close(cell.sign)
            known, between = cell.sign, []
        else:
            between.append(cell)
    close(after)
    return brackets, undecided
