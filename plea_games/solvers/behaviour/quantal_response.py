r"""Logit quantal response: everyone chooses what pays more, with errors.

If every other defendant holds out with probability x, holding out gains D(x) in expectation, and a
defendant of precision λ holds out with log odds λD(x). A symmetric logit equilibrium is a fixed
point: in log odds :math:`u = \ln(x/(1-x))`,

.. math:: g(u) = u - \lambda D(u) = 0

(McKelvey & Palfrey 1995, from memory). Read the other way, every equilibrium lies on the curve
:math:`\lambda(u) = u/D(u)`, an explicit function. So all branches are known without following any:
the branch that starts in λ = 0 at x = 1/2 and the others, which turn where dλ/du = 0, that is where
:math:`\varphi(u) = D - u D' = 0`, with :math:`\varphi' = -u D''`. As λ → ∞ they approach the roots
of D and the ends, the symmetric Nash equilibria.

**Narrative as a belief.** Crespo (2022, pp. 2018-19) takes from Ganz that narrative moves people to
act. Here a story tells each that all others will hold out, and each gives it the weight ω, and the
others' own behaviour the rest. So D becomes :math:`(1-\omega)D + \omega\Delta(N)`, with the gains
:math:`(1-\omega)\Delta(m) + \omega\Delta(N)`, and everything above holds of these: an equilibrium
in which beliefs are off by the story, and choices follow from beliefs.

All roots of g and of φ are isolated with the bounds of
:mod:`~plea_games.solvers.behaviour.gain_in_log_odds`, which hold for doubles as they are: what is
listed is proved to exist and to be all there is, but for intervals reported as undecided, within
which g is too near 0 to tell (at a turning point).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from math import nextafter
from typing import Any

import numpy as np
from scipy.special import expit

from ...games.anonymous import AnonymousGame
from ...games.gains import as_anonymous
from ...model.behaviour_parameters import PRECISION
from ...model.game import PleaGame
from ...model.reading import read_share
from ...subjects import takes_games
from ...tables import Column, Table, Tabular
from ...units import show_with_unit, shown_up
from .gain_in_log_odds import GainInLogOdds
from .isolation import Isolated, isolate
from .noise import NoisyChoice, at_rate, noisy_choice

_UNIT = float(np.finfo(np.float64).eps)
_SMALLEST = 1e-300
_MOST_STEPS = 2_000  # halving reaches 0 itself in a thousand
_MARGIN = 1.0  # log odds beyond which no equilibrium can lie


@dataclass(frozen=True)
class QuantalResponse:
    """One symmetric logit equilibrium.

    Attributes
    ----------
    hold_out_probability, log_odds
        x, and ln(x/(1 − x)), which tells more where x is near 0 or 1.
    stable
        Whether the smoothed best reply leads back after a small common change of probability.
    enclosure
        Probabilities between which it is proved to be the only one.
    """

    hold_out_probability: float
    log_odds: float
    stable: bool
    enclosure: tuple[float, float]


@dataclass(frozen=True)
class QuantalResponses(Tabular):
    """All symmetric logit equilibria at one precision.

    Attributes
    ----------
    game, precision, narrative
        What was solved, λ and ω.
    responses
        In order of the probability of holding out; the set itself can be iterated, indexed and
        counted.
    undecided
        Stretches of probability that hold none, one or several more.
    """

    game: PleaGame | AnonymousGame
    precision: float
    responses: tuple[QuantalResponse, ...]
    undecided: tuple[tuple[float, float], ...]
    narrative: float = 0.0

    @property
    def complete(self) -> bool:
        """Whether it is proved that there are no others."""
        return not self.undecided

    def __iter__(self) -> Iterator[QuantalResponse]:
        return iter(self.responses)

    def __getitem__(self, place: int) -> QuantalResponse:
        return self.responses[place]

    def __len__(self) -> int:
        return len(self.responses)

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "parameters": self.game.record(),
            "precision": self.precision,
            "narrative": self.narrative,
            "responses": [asdict(response) for response in self.responses],
            "undecided": [list(stretch) for stretch in self.undecided],
            "complete": self.complete,
        }

    def table(self, title: str = "") -> Table:
        """One row an equilibrium."""
        columns = (
            Column("hold out with\nprobability", "share"),
            Column("log odds"),
            Column("stable"),
            Column("proved\nwithin", "share"),
        )
        rows = [
            (
                response.hold_out_probability,
                f"{response.log_odds:.6g}",
                "yes" if response.stable else "no",
                f"± {shown_up(50 * (response.enclosure[1] - response.enclosure[0]), 1)}",
            )
            for response in self.responses
        ]
        notes = ["These are all symmetric logit equilibria."] if self.complete else []
        notes += [
            f"Between {low:.9g} and {high:.9g} there are none, one or several more; take another "
            "precision, for this is at or next to a turning point."
            for low, high in self.undecided
        ]
        if self.narrative:
            weight = show_with_unit(self.narrative, "share")
            notes.append(f"Each gives the story that all others hold out a weight of {weight}.")
        heading = f"Logit equilibria at precision {at_rate(self.game, self.precision)}"
        return Table(title or f"{heading}, {self.game.describe()}", columns, rows, notes)


@takes_games
def quantal_response(
    game: PleaGame | AnonymousGame, *, precision: object, narrative: object = 0
) -> QuantalResponses:
    """All symmetric logit equilibria at a precision, with proof.

    Parameters
    ----------
    game
        A game among identical defendants in numbers, up to a million of them.
    precision
        λ ≥ 0, per year of a :class:`PleaGame`, per unit of the gains otherwise; 0 is at random.
    narrative
        ω, from 0 to 1: the weight that each gives to the story that all others will hold out.

    Returns
    -------
    QuantalResponses
        Frozen; in order of the probability of holding out.

    Raises
    ------
    ParameterError
        For symbols, other games, a λ below 0, and where λ times a gain exceeds a million; for an ω
        out of its range.

    Examples
    --------
    Palfrey & Rosenthal's public good, three of five needed, worth 27 at a cost of 8:

    >>> import plea_games as pg
    >>> contribute = pg.AnonymousGame(gain=[-8, -8, 27 - 8, -8, -8])
    >>> for precision in (0.25, 0.5):
    ...     found = pg.behaviour.quantal_response(contribute, precision=precision)
    ...     print([round(each.hold_out_probability, 4) for each in found], found.complete)
    [0.5908] True
    [0.0185, 0.2555, 0.6205] True

    A story of others acting leaves no equilibrium in which nearly all plead, if it has this weight:

    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> for weight in (0, "0.3"):
    ...     found = pg.behaviour.quantal_response(game, precision=1, narrative=weight)
    ...     print([round(each.hold_out_probability, 3) for each in found])
    [0.002, 0.081, 0.97]
    [0.97]

    References
    ----------
    McKelvey & Palfrey (1995), Games Econ. Behav. 10, 6; Goeree & Holt (2005) for the example (both
    from memory).
    """
    weight = read_share(narrative, "narrative")
    choice = noisy_choice(game, PRECISION, precision, narrative=weight)
    responses = responses_of(game, choice, GainInLogOdds(choice.gain))
    return replace(responses, narrative=float(weight))


def firmest_response(game: PleaGame, precision: object) -> float:
    """The greatest probability of holding out in a symmetric logit equilibrium.

    That of ``quantal_response(game, precision=…)``, without the proof of how near it is.
    """
    choice = noisy_choice(game, PRECISION, precision)
    points = _FixedPoints(choice, _gain_of(game).anew())
    return float(expit(_root(points.value, *max(points.isolated().single))))


@lru_cache(maxsize=1)  # one precision after another is asked about one game
def _gain_of(game: PleaGame) -> GainInLogOdds:
    return GainInLogOdds(as_anonymous(game).doubles)


def responses_of(
    game: PleaGame | AnonymousGame, choice: NoisyChoice, gain: GainInLogOdds
) -> QuantalResponses:
    """The same, with an expected gain that remembers what it has computed."""
    points = _FixedPoints(choice, gain)
    roots = points.isolated()
    responses = tuple(_narrowed(points.value, points.sign, *ends) for ends in roots.single)
    return QuantalResponses(game, choice.precision, responses, in_probabilities(roots.undecided))


@dataclass(frozen=True)
class _FixedPoints:
    """The function g whose roots are the equilibria, with bounds on rounding."""

    choice: NoisyChoice
    gain: GainInLogOdds

    def value(self, u: float) -> float:
        return u - self.choice.precision * float(self.gain.at(u)[0])

    def sign(self, u: float) -> int:
        ball = self.value(u)
        slack = self.choice.precision * float(self.gain.error(u)[0])
        slack += 2 * _UNIT * (abs(u) + abs(u - ball))
        return 0 if abs(ball) <= slack else 1 if ball > 0 else -1

    def bounds(self, lower: float, upper: float) -> tuple[float, float]:
        (least, most), _, _ = self.choice.precision * self.gain.over(lower, upper)
        slack = 2 * _UNIT * (abs(lower) + abs(upper) + abs(least) + abs(most))
        return lower - float(most) - slack, upper - float(least) + slack

    def slopes(self, lower: float, upper: float) -> tuple[float, float]:
        _, (least, most), _ = self.choice.precision * self.gain.over(lower, upper)
        slack = 2 * _UNIT * (1 + abs(least) + abs(most))
        return 1 - float(most) - slack, 1 - float(least) + slack

    def isolated(self) -> Isolated:
        reach = self.choice.precision * self.choice.gain
        ends = float(reach.min()) - _MARGIN, float(reach.max()) + _MARGIN
        return isolate(self.bounds, self.slopes, self.sign, *ends)


def in_probabilities(
    intervals: Iterable[tuple[float, float]],
) -> tuple[tuple[float, float], ...]:
    """Intervals of log odds as intervals of probability."""
    return tuple((float(expit(a)), float(expit(b))) for a, b in intervals)


def enclosed_root(
    value: Callable[[float], float], sign: Callable[[float], int], lower: float, upper: float
) -> tuple[float, float, float]:
    """A simple root between two points, and the nearest points whose signs prove it."""
    root = _root(value, lower, upper)
    ends = sign(lower), sign(upper)
    width = 4 * _UNIT * max(abs(root), _UNIT)
    while root - width > lower or root + width < upper:
        closer = max(root - width, lower), min(root + width, upper)
        if (sign(closer[0]), sign(closer[1])) == ends:
            return root, *closer
        width *= 2
    return root, lower, upper


def _root(value: Callable[[float], float], lower: float, upper: float) -> float:
    from scipy.optimize import brentq  # long to load, and most responses need none

    return float(brentq(value, lower, upper, xtol=_SMALLEST, rtol=4 * _UNIT, maxiter=_MOST_STEPS))


def _narrowed(
    value: Callable[[float], float], sign: Callable[[float], int], lower: float, upper: float
) -> QuantalResponse:
    root, low, high = enclosed_root(value, sign, lower, upper)
    outwards = 4 * _UNIT  # expit is right to a few units
    enclosure = (
        nextafter(float(expit(low)) * (1 - outwards), 0.0),
        min(nextafter(float(expit(high)) * (1 + outwards), 2.0), 1.0),
    )
    return QuantalResponse(float(expit(root)), root, sign(upper) > 0, enclosure)
