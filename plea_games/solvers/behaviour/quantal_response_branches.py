r"""All branches of logit equilibria over precision, with their turning points.

On the curve :math:`\lambda(u) = u/D(u)` of :mod:`~plea_games.solvers.behaviour.quantal_response`, a
precision of at most Λ means :math:`u\,(u - \Lambda D(u)) \le 0`. So the branches up to Λ are
stretches of u that end in equilibria at Λ itself or, the principal one, in u = 0 with λ = 0. All
others enter and leave at Λ and turn in between.

Where D(1/2) = 0, everyone choosing at random is an equilibrium at every precision. It is then the
principal branch, and another one may cross it: :math:`\lambda(0) = 1/D'(0)`.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import comb

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from ...errors import Fault, ParameterError, PrecisionError
from ...games.anonymous import AnonymousGame
from ...model.behaviour_parameters import PRECISION
from ...model.game import PleaGame
from ...model.reading import read_whole
from ...subjects import takes_games
from .gain_in_log_odds import GainInLogOdds
from .isolation import isolate
from .noise import NoisyChoice, noisy_choice
from .quantal_response import QuantalResponses, enclosed_root, in_probabilities, responses_of
from .response_branches import Branch, Branches, TurningPoint

Floats = NDArray[np.float64]

_MOST_POINTS = 100_000
_UNIT = float(np.finfo(np.float64).eps)
_MOST_ADDED = 5_000  # defendants up to which D(1/2) is added up exactly
_BESIDE = 1e-3  # log odds next to a crossing at which to see whether λ is larger there


@takes_games
def quantal_response_branches(
    game: PleaGame | AnonymousGame, *, up_to: object, points: int = 200
) -> Branches:
    """All branches of symmetric logit equilibria from precision 0 up to a given one.

    Parameters
    ----------
    game
        A game among identical defendants in numbers, up to a million of them.
    up_to
        Λ > 0, per year of a :class:`PleaGame`, per unit of the gains otherwise.
    points
        How many points to give on each branch besides its turning points, 2 to 100,000.

    Returns
    -------
    Branches
        Frozen. The list is proved to be complete, and so are the turning points of each, but for
        stretches reported as undecided.

    Raises
    ------
    ParameterError
        For symbols, other games, and numbers out of range.
    PrecisionError
        Where a branch turns at Λ itself, or rounding hides whether 1/2 is an equilibrium.

    Examples
    --------
    >>> import plea_games as pg
    >>> contribute = pg.AnonymousGame(gain=[-8, -8, 27 - 8, -8, -8])
    >>> print(pg.behaviour.quantal_response_branches(contribute, up_to=1))
    Logit equilibria up to precision 1, N = 5, gains from −8 to 19
    <BLANKLINE>
    branch       precision        to       hold out with     to
                      from              probability from      %
                                                       %
    ---------  -----------  --------  ------------------  -----
    principal            0         1               50.00  64.10
    another              1  0.320668              0.0335  13.16
                  0.320668         1               13.16  30.04
    <BLANKLINE>
    Each line but the last of a branch ends in a turning point.
    Equilibrium: what everybody does such that nobody gains by changing her own choice alone.
    """
    choice = noisy_choice(game, PRECISION, up_to)
    if choice.precision == 0:
        raise ParameterError([Fault("up_to", "0", "must be more than 0", PRECISION.remedy)])
    sampled = read_whole(points, "points", minimum=2, maximum=_MOST_POINTS)
    gain = GainInLogOdds(choice.gain)
    responses = responses_of(game, choice, gain)
    if not responses.complete:
        rule, remedy = "is where a branch turns, or next to it", "take another one"
        raise PrecisionError("up_to", f"{choice.precision:g}", rule, remedy)
    level = _vanishes_at_half(choice.exact.gain, gain.at(0.0)[0], gain.error(0.0)[0])
    stretches = _stretches(choice, gain, responses, level)
    crossing = None
    if level and any(0.0 in stretch for stretch in stretches):
        crossing = TurningPoint(_precision(gain, 0.0), 0.5)
        stretches = _joined_at_zero(stretches)
    bends = crossing is not None and _turns_at_crossing(choice, gain)
    branches: list[Branch] = []
    undecided: list[tuple[float, float]] = []
    for a, b in stretches:
        turns, open_ones = _turning_points(gain, a, b, level)
        if bends and a < 0 < b:
            turns = sorted([*turns, 0.0])
        branches.append(_branch(gain, choice.precision, (a, b), turns, sampled, level))
        undecided += open_ones
    if level:
        straight = np.zeros(sampled)
        along = np.linspace(0.0, choice.precision, sampled)
        branches.append(Branch(True, along, straight + 0.5, straight, ()))
    branches.sort(key=lambda branch: not branch.principal)
    return Branches(game, choice.precision, tuple(branches), crossing, in_probabilities(undecided))


def _stretches(
    choice: NoisyChoice, gain: GainInLogOdds, responses: QuantalResponses, level: bool
) -> list[tuple[float, float]]:
    """Log odds at which the precision is from 0 to Λ, parted at 0."""
    ends = [
        response.log_odds
        for response in responses
        if not (level and response.enclosure[0] <= 0.5 <= response.enclosure[1])
    ]
    return [
        (a, b)
        for a, b in pairwise(sorted([*ends, 0.0]))
        if (a + b) * ((a + b) / 2 - choice.precision * float(gain.at((a + b) / 2)[0])) <= 0
    ]


def _branch(
    gain: GainInLogOdds,
    most: float,
    stretch: tuple[float, float],
    turns: list[float],
    sampled: int,
    level: bool,
) -> Branch:
    lower, upper = stretch
    odds = np.union1d(np.linspace(lower, upper, sampled), turns)
    principal = not level and 0.0 in (lower, upper)
    if principal and upper == 0.0:
        odds, turns = odds[::-1], turns[::-1]
    at = {u: _precision(gain, float(u)) for u in odds}
    precisions = np.array([at[u] for u in odds])
    for end in (0, -1):  # which ends in Λ or in 0, by construction
        precisions[end] = 0.0 if principal and end == 0 else most
    turning_points = tuple(TurningPoint(at[u], float(expit(u))) for u in turns)
    return Branch(principal, precisions, np.asarray(expit(odds)), odds, turning_points)


def _precision(gain: GainInLogOdds, u: float) -> float:
    """λ(u); at 0 the limit that it has where D(1/2) = 0."""
    value, slope, _ = map(float, gain.at(u))
    is_level = abs(value) <= max(float(gain.error(u)[0]), 2 * abs(u * slope))
    if abs(u) <= _UNIT and is_level:
        return 1 / slope if slope else 0.0
    return u / value


def _turning_points(
    gain: GainInLogOdds, lower: float, upper: float, level: bool
) -> tuple[list[float], list[tuple[float, float]]]:
    """All u in between where D − uD′ = 0, and stretches where that is not known."""

    def value(u: float) -> float:
        mean, slope, _ = gain.at(u)
        return float(mean - u * slope)

    def sign(u: float) -> int:
        mean, slope, _ = gain.error(u)
        ball = value(u)
        slack = mean + abs(u) * slope + 4 * _UNIT * np.abs(gain.at(u)[:2] * (1, u)).sum()
        return 0 if abs(ball) <= slack else 1 if ball > 0 else -1

    def bounds(a: float, b: float) -> tuple[float, float]:
        means, slopes, _ = gain.over(a, b)
        low, high = _product(a, b, slopes)
        slack = 4 * _UNIT * (np.abs(means).max() + max(abs(low), abs(high)))
        return float(means[0] - high - slack), float(means[1] - low + slack)

    def slopes(a: float, b: float) -> tuple[float, float]:
        low, high = _product(a, b, gain.over(a, b)[2])
        slack = 4 * _UNIT * max(abs(low), abs(high))
        return -high - slack, -low + slack

    turns = isolate(bounds, slopes, sign, lower, upper)
    roots = [enclosed_root(value, sign, a, b)[0] for a, b in turns.single]
    # the crossing is judged apart
    return roots, [(a, b) for a, b in turns.undecided if not (level and a <= 0 <= b)]


def _product(a: float, b: float, factor: Floats) -> tuple[float, float]:
    """Bounds on u·f for u from a to b and f within its own bounds."""
    corners = np.outer((a, b), factor)
    return float(corners.min()), float(corners.max())


def _vanishes_at_half(coefficients: Sequence[Fraction], value: float, error: float) -> bool:
    """Whether a Bernstein polynomial is 0 at 1/2, decided exactly where doubles cannot tell."""
    if abs(value) > error:
        return False
    if all(a == -b for a, b in zip(coefficients, reversed(coefficients), strict=True)):
        return True
    degree = len(coefficients) - 1
    if degree > _MOST_ADDED:
        rule = "is too near 0 at x = 1/2 to tell whether choosing at random is an equilibrium"
        raise PrecisionError("gain", f"{value:.3g}", rule, "change the offer a little")
    ways = (comb(degree, place) for place in range(degree + 1))
    return sum((w * b for w, b in zip(ways, coefficients, strict=True)), Fraction(0)) == 0


def _turns_at_crossing(choice: NoisyChoice, gain: GainInLogOdds) -> bool:
    """Whether λ(u) has an extremum at 0: D″(0) = 0, and λ larger on both sides or on neither."""
    first = [after - before for before, after in pairwise(choice.exact.gain)]
    second = [after - before for before, after in pairwise(first)]
    if second and not _vanishes_at_half(second, gain.at(0.0)[2], gain.error(0.0)[2]):
        return False
    at, *beside = (_precision(gain, u) for u in (0.0, -_BESIDE, _BESIDE))
    return (beside[0] > at) == (beside[1] > at)


def _joined_at_zero(stretches: list[tuple[float, float]]) -> list[tuple[float, float]]:
    touching = [stretch for stretch in stretches if 0.0 in stretch]
    others = [stretch for stretch in stretches if 0.0 not in stretch]
    return sorted([*others, (touching[0][0], touching[-1][1])])
