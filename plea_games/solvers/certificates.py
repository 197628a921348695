"""Whether a common probability of holding out is an equilibrium, with proof either way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import inf, nextafter, sqrt

from ..games.anonymous import AnonymousGame
from ..model.game import PleaGame
from ..model.reading import read_share, refuse_other_kinds
from ..subjects import takes_games
from ..tables import Column, Table, Tabular
from ..units import shown_up
from .roots import bernstein, gain_signs
from .roots.canonical import CanonicalGain, canonical_gain
from .roots.enclosures import regret_bound
from .roots.expected_gain import ExpectedGain, sign_of

_REACH = 2
"""Neighbouring doubles on either side within which an equilibrium counts as the candidate."""

_NEXT_TO_ZERO = 1e-300  # far more than two doubles from 0, and its square root is a normal double

_UNDECIDED = "the expected gain of holding out is too near 0 there to have a proved sign"


@dataclass(frozen=True)
class Certificate(Tabular):
    """What is proved of a candidate for a symmetric equilibrium.

    Attributes
    ----------
    probability
        The candidate: a common probability of holding out, as a double.
    holds
        Whether it is proved that an equilibrium lies within two doubles of it on either side, or,
        for 0 and 1, at the candidate itself. False where that is disproved, and where neither
        could be proved; the reason says which.
    enclosure
        Neighbouring doubles, proved to have an equilibrium between them; None unless it holds.
    unique
        Whether that is proved to be the only one within two doubles of the candidate.
    regret_bound
        A proved upper bound on what any defendant could gain by changing, if all held out with
        exactly the candidate's probability; in the unit of the gains.
    reason
        What was proved, in words.
    """

    probability: float
    holds: bool
    enclosure: tuple[float, float] | None
    unique: bool
    regret_bound: float
    reason: str

    def table(self, title: str = "") -> Table:
        """One row a statement."""
        columns = Column("statement", left=True), Column("proved", left=True)
        bounds = "none" if self.enclosure is None else " to ".join(map(repr, self.enclosure))
        rows = (
            ("an equilibrium lies here", "yes" if self.holds else "no"),
            ("and no other", "yes" if self.unique else "no"),
            ("it lies within", bounds),
            ("regret of the candidate at most", shown_up(self.regret_bound, 3)),
        )
        heading = title or f"Certificate for the probability {self.probability!r} of holding out"
        return Table(heading, columns, rows, (f"{self.reason[0].upper()}{self.reason[1:]}.",))


@takes_games
def certificate(game: PleaGame | AnonymousGame, probability: object) -> Certificate:
    """Prove or refuse that all holding out with one probability is an equilibrium.

    A probability strictly between 0 and 1 holds if an x with D(x) = 0 lies within two doubles of
    it on either side: proved by two signs of D in ball arithmetic, refused where D is proved to
    have none there. 0 holds if Δ(1) ≤ 0, and 1 if Δ(N) ≥ 0, exactly.

    Parameters
    ----------
    game
        A :class:`PleaGame` whose parameters are numbers, or an :class:`AnonymousGame`; of any size,
        but for terms that leave no lottery form, which take up to 1,000,000 defendants.
    probability
        The candidate, from 0 to 1; the nearest double is what is certified.

    Returns
    -------
    Certificate
        Frozen; ``reason`` says why where it does not hold.

    Raises
    ------
    ParameterError
        Where the game is no such game, or the candidate no probability.

    Examples
    --------
    >>> import plea_games as pg
    >>> public_good = pg.AnonymousGame(gain=[-8, -8, 19, -8, -8])
    >>> pg.certificate(public_good, 1 / 3).enclosure
    (0.3333333333333333, 0.33333333333333337)
    >>> refused = pg.certificate(public_good, 0.333333333333)
    >>> refused.holds, refused.reason
    (False, 'the expected gain of holding out is negative throughout')
    """
    refuse_other_kinds(game, PleaGame, AnonymousGame)
    expected = canonical_gain(game)
    certified = _certified(float(read_share(probability, "probability")), expected)
    count = expected.defendants
    if certified.reason == _UNDECIDED and bernstein.can_isolate(
        count, gain_signs.changes(expected.runs)
    ):
        return _among_roots(certified, [expected.gain(m) for m in range(1, count + 1)])
    return certified


def _certified(x: float, expected: CanonicalGain) -> Certificate:
    if x in {0.0, 1.0}:
        return _at_end(x, expected)
    runs = expected.runs
    regret = regret_bound(expected, x)
    if all(run.sign == 0 for run in runs):
        return Certificate(x, True, (x, x), False, regret, "everyone is always indifferent")
    changes = gain_signs.changes(runs)
    if not changes:
        best = "holding out" if max(run.sign for run in runs) > 0 else "pleading"
        return Certificate(x, False, None, False, regret, f"{best} is a dominant action")
    points = _neighbours(x)
    signs = [(point, _sign_at(expected, point)) for point in points]
    known = [(point, sign) for point, sign in signs if sign]
    simple = changes == 1 or _is_monotone(expected, x, points)
    for (lower, before), (upper, after) in pairwise(known):
        if before != after:
            reason = "the expected gain of holding out has opposite signs on either side"
            return Certificate(x, True, (lower, upper), simple, regret, reason)
    if simple and known and [known[0][0], known[-1][0]] == [points[0], points[-1]]:
        side = "positive" if known[0][1] > 0 else "negative"
        reason = f"the expected gain of holding out is {side} throughout"
        return Certificate(x, False, None, False, regret, reason)
    return Certificate(x, False, None, False, regret, _UNDECIDED)


def _at_end(x: float, expected: CanonicalGain) -> Certificate:
    gain, others = (
        (expected.gain(1), "pleads")
        if x == 0
        else (-expected.gain(expected.defendants), "holds out")
    )
    regret = nextafter(float(gain), inf) if gain > 0 else 0.0
    if gain > 0:
        reason = f"where everyone else {others}, a defendant gains by not doing so"
        return Certificate(x, False, None, False, regret, reason)
    reason = f"where everyone else {others}, a defendant gains nothing by not doing so"
    return Certificate(x, True, (x, x), _is_alone(x, expected), regret, reason)


def _is_alone(end: float, expected: CanonicalGain) -> bool:
    """Whether D is proved to have no root within two doubles of the end but, perhaps, the end."""
    side = _sign_beside(end, expected)
    inside = _NEXT_TO_ZERO if end == 0 else 1 - _REACH * (1 - nextafter(1.0, 0.0))
    if not side or sign_of(expected, inside) != side:
        return False
    if gain_signs.changes(expected.runs) <= 1:
        return True
    if not isinstance(expected, ExpectedGain):
        return False
    distance = abs(end - inside) * sqrt(expected.degree / (inside * (1 - inside))) * (1 + 1e-12)
    return expected.moments(inside).sign_within(distance) == side


def _neighbours(x: float) -> list[float]:
    """The doubles that count as x, in order; 0 or 1 stands for all that lies between it and x."""
    below, above = [x], [x]
    for _ in range(_REACH):
        below.append(nextafter(below[-1], 0.0))
        above.append(nextafter(above[-1], 1.0))
    return sorted({*below, *above})


def _sign_at(expected: CanonicalGain, point: float) -> int:
    """The sign of D at a point; at 0 and 1, where D may be 0, that right beside them."""
    if point in {0.0, 1.0}:
        return _sign_beside(point, expected)
    return sign_of(expected, point)


def _sign_beside(end: float, expected: CanonicalGain) -> int:
    """The first, or last, gain that is not 0 outweighs all others near its end."""
    runs = expected.runs if end == 0 else expected.runs[::-1]
    return next((run.sign for run in runs if run.sign), 0)


def _is_monotone(expected: CanonicalGain, x: float, points: list[float]) -> bool:
    if not isinstance(expected, ExpectedGain):
        return False
    reach = max(x - points[0], points[-1] - x)
    distance = reach * sqrt(expected.degree / (x * (1 - x))) * (1 + 1e-12)
    rough = expected.moments(x).direction_within(distance)
    return bool(rough or expected.moments_in_balls(x).direction_within(distance))


def _among_roots(certified: Certificate, gain: Sequence[Fraction]) -> Certificate:
    """Exact isolation, for where signs do not tell: an expected gain that touches 0."""
    points = _neighbours(certified.probability)
    lower, upper = Fraction(points[0]), Fraction(points[-1])
    near = [one for one in bernstein.roots(gain) if lower <= one.lower <= one.upper <= upper]
    if not near:
        return replace(
            certified, reason="no root of the expected gain lies there, in exact arithmetic"
        )
    reason = "a root of the expected gain, isolated in exact arithmetic"
    bounds, unique = bernstein.as_doubles(near[0]), len(near) == 1
    return replace(certified, holds=True, enclosure=bounds, unique=unique, reason=reason)
