r"""Logit revision: one defendant at a time reconsiders, and mostly takes what pays more.

At each step one of the N defendants, drawn at random, revises. If m − 1 of the others hold out she
holds out with probability :math:`1/(1 + e^{-\lambda\Delta(m)})`. The number of hold-outs is a
birth–death chain with

.. math::

    u(m) = \frac{N-m}{N} \frac{1}{1 + e^{-\lambda\Delta(m+1)}}, \qquad
    d(m) = \frac{m}{N} \frac{1}{1 + e^{\lambda\Delta(m)}},

so that :math:`u(m-1)/d(m) = \frac{N-m+1}{m} e^{\lambda\Delta(m)}`, and its stationary law is
:math:`\pi(m) \propto \binom{N}{m} e^{\lambda W(m)}` with the exact potential
:math:`W(m) = \Delta(1) + \dots + \Delta(m)` (Blume 1993; Monderer & Shapley 1996, both from
memory). As λ grows all mass goes to the largest W: the Laplacian selection.
"""

import math
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_expit, logsumexp

from ...errors import Fault, ParameterError
from ...games.anonymous import AnonymousGame
from ...model.behaviour_parameters import PRECISION
from ...model.game import PleaGame
from ...model.reading import read_whole
from ...tables import Column, Table, Tabular
from ..roots import gain_signs
from .birth_death import cumulative, finite, log_hitting_time, power_of_ten
from .noise import NoisyChoice, at_rate, noisy_choice

Floats = NDArray[np.float64]

_MOST_ROWS = 40


@dataclass(frozen=True)
class Hill:
    """A stretch of states around a local maximum of the stationary law.

    Attributes
    ----------
    mode
        The hold-outs at the maximum.
    first, last
        The stretch, which ends where the law starts to rise again.
    share
        The share of time spent in the stretch.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=20, capacity=2, offer=3, sentence=10)
    >>> law = pg.logit_revision(game, precision=1)
    >>> [(hill.mode, round(hill.share, 4)) for hill in law.hills]
    [(0, 0.3205), (18, 0.6795)]
    """

    mode: int
    first: int
    last: int
    share: float


@dataclass(frozen=True, eq=False)
class StationaryLaw(Tabular):
    """How often each number of defendants holds out, in the long run.

    Attributes
    ----------
    game, precision
        What was solved, and λ.
    log_probabilities
        Natural logarithms for m = 0, …, N hold-outs, shape (N + 1,).
    hills
        Local maxima with the time spent around each, in order of hold-outs.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> law = pg.logit_revision(game, precision=0.1)
    >>> round(float(law.log_probabilities.max()), 4)
    -2.9539
    """

    game: PleaGame | AnonymousGame
    precision: float
    log_probabilities: Floats
    hills: tuple[Hill, ...]

    @property
    def probabilities(self) -> Floats:
        """The law itself; what is below 1e-308 comes out as 0."""
        return np.exp(self.log_probabilities)

    @property
    def mean_holdouts(self) -> float:
        """The mean number of hold-outs."""
        return float(np.arange(self.log_probabilities.size) @ self.probabilities)

    def record(self) -> dict[str, Any]:
        """Everything but the law itself, ready for JSON."""
        return {
            "game": self.game.record(),
            "precision": self.precision,
            "mean_holdouts": self.mean_holdouts,
            "hills": [asdict(hill) for hill in self.hills],
        }

    def table(self, title: str = "") -> Table:
        """One row a hill."""
        columns = (
            Column("most likely", "defendants"),
            Column("from", "defendants"),
            Column("to", "defendants"),
            Column("share of time", "share"),
        )
        rows: list[tuple[object, ...]] = [
            (hill.mode, hill.first, hill.last, hill.share) for hill in self.hills[:_MOST_ROWS]
        ]
        if len(self.hills) > _MOST_ROWS:
            rows.append((f"({len(self.hills) - _MOST_ROWS:,} more rows)", "", "", ""))
        notes = (f"Mean hold-outs {self.mean_holdouts:,.6g}.",)
        return Table(title or _title("Hold-outs in the long run", self), columns, rows, notes)

    def __repr__(self) -> str:
        modes = ", ".join(f"{hill.mode:,}" for hill in self.hills[:6])
        return f"<StationaryLaw at precision {self.precision:g}: most likely hold-outs {modes}>"


@dataclass(frozen=True)
class TippingTime(Tabular):
    """How long revision takes from one number of hold-outs to another, in expectation.

    Attributes
    ----------
    game, precision
        What was solved, and λ.
    defendants
        N, those who decide.
    start, target
        Hold-outs at first and in the end.
    log10_revisions
        Logarithm to base 10 of the expected number of revisions.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> found = pg.expected_revisions(game, precision=0.5)
    >>> found.start, found.target, round(found.log10_revisions, 3)
    (0, 30, 2.944)
    """

    game: PleaGame | AnonymousGame
    precision: float
    defendants: int
    start: int
    target: int
    log10_revisions: float

    @property
    def revisions(self) -> float | None:
        """Expected revisions by all defendants together; None beyond doubles."""
        return finite(self.log10_revisions * math.log(10))

    @property
    def log10_per_defendant(self) -> float:
        """Logarithm to base 10 of the expected revisions by each defendant."""
        return self.log10_revisions - math.log10(self.defendants)

    @property
    def per_defendant(self) -> float | None:
        """Expected revisions by each defendant; None beyond doubles."""
        return finite(self.log10_per_defendant * math.log(10))

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {**vars(self), "game": self.game.record()}

    def table(self, title: str = "") -> Table:
        """In revisions, and in revisions by each defendant."""
        columns = (
            Column("from", "defendants"),
            Column("to", "defendants"),
            Column("expected\nrevisions", "steps"),
            Column("by each\ndefendant", "steps"),
        )
        row = (
            self.start,
            self.target,
            power_of_ten(self.log10_revisions),
            power_of_ten(self.log10_per_defendant),
        )
        return Table(title or _title("Time to tip", self), columns, [row])


def logit_revision(game: PleaGame | AnonymousGame, *, precision: object) -> StationaryLaw:
    """The stationary law of logit revision, π(m) ∝ C(N, m) exp(λ W(m)).

    Parameters
    ----------
    game
        A game among identical defendants in numbers, up to a million of them.
    precision
        λ ≥ 0, per year of a :class:`PleaGame`, per unit of the gains otherwise. 0 is at random.

    Returns
    -------
    StationaryLaw
        Frozen. The logarithms are within 1e-15 or so of their own size times λΔ, for whatever N.

    Raises
    ------
    ParameterError
        For symbols, other games, a λ below 0, and where λ times a gain exceeds a million.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=60, capacity=4, offer=2, sentence=10)
    >>> for hill in pg.logit_revision(game, precision=1).hills:
    ...     print(hill.mode, f"{hill.share:.4f}")
    0 0.9998
    46 0.0002

    References
    ----------
    Blume (1993), Games Econ. Behav. 5, 387 (from memory).
    """
    choice = noisy_choice(game, PRECISION, precision)
    steps = _log_steps(choice)
    weight = cumulative(steps)
    law = weight - logsumexp(weight)
    return StationaryLaw(game, choice.precision, law, _hills(steps, np.exp(law)))


def expected_revisions(
    game: PleaGame | AnonymousGame,
    *,
    precision: object,
    start: int = 0,
    target: int | None = None,
) -> TippingTime:
    """Expected revisions under logit revision until so many hold out, from so many.

    Parameters
    ----------
    game, precision
        As for :func:`logit_revision`.
    start
        Hold-outs at first, 0 to N.
    target
        Hold-outs in the end. Unless given, the least number from which on holding out is a best
        reply, the tipping point: from there best replies lead to all holding out.

    Returns
    -------
    TippingTime
        Frozen; the logarithm of the number of revisions, which may be beyond doubles.

    Raises
    ------
    ParameterError
        Besides those of :func:`logit_revision`, where the two are equal or out of range, or there
        is no tipping point.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> found = pg.expected_revisions(game, precision=1)
    >>> found.target, round(found.log10_revisions, 3)
    (30, 16.92)
    """
    choice = noisy_choice(game, PRECISION, precision)
    count = choice.defendants
    reached = _tipping_point(choice) if target is None else _state(target, "target", count)
    begun = _state(start, "start", count)
    if begun == reached:
        rule = f"must differ from the target, {reached:,}"
        raise ParameterError([Fault("start", f"{begun:,}", rule, "there is nothing to wait for")])
    state = np.arange(count)
    odds = choice.precision * choice.gain
    log_up = np.log((count - state) / count) + log_expit(odds)
    log_down = np.log((state + 1) / count) + log_expit(-odds)
    log_weight = cumulative(_log_steps(choice))
    log_time = log_hitting_time(log_weight, log_up, log_down, begun, reached)
    return TippingTime(game, choice.precision, count, begun, reached, log_time / math.log(10))


def _log_steps(choice: NoisyChoice) -> Floats:
    """ln(π(m)/π(m − 1)) for m = 1, …, N."""
    state = np.arange(choice.defendants)
    ways: Floats = np.log((choice.defendants - state) / (state + 1))
    return ways + choice.precision * choice.gain


def _hills(steps: Floats, law: Floats) -> tuple[Hill, ...]:
    """What the signs of the steps part; level ones go with what follows."""
    moving = np.flatnonzero(steps)
    falls = np.concatenate(([False], steps[moving] < 0, [True]))
    turns = np.flatnonzero(np.diff(falls.astype(np.int8)))
    states = np.append(moving, steps.size)[turns]  # in turn top, trough, top, …
    ends = [0, *map(int, states[1::2]), law.size]
    return tuple(
        Hill(int(mode), first, after - 1, float(law[first:after].sum()))
        for mode, (first, after) in zip(states[::2], pairwise(ends), strict=True)
    )


def _tipping_point(choice: NoisyChoice) -> int:
    last = gain_signs.of_signs(choice.exact.signs)
    held = [run for run in last if run.sign < 0]
    tipping = held[-1].last + 1 if held else 1
    if tipping > choice.defendants:
        rule = "must be given, for holding out is no best reply when all hold out"
        raise ParameterError([Fault("target", "", rule, f"a number up to {choice.defendants:,}")])
    return tipping


def _state(value: object, name: str, count: int) -> int:
    state = read_whole(value, name)
    if state > count:
        rule = f"must be at most the number of defendants, {count:,}"
        raise ParameterError([Fault(name, f"{state:,}", rule, "count hold-outs")])
    return state


def _title(what: str, found: StationaryLaw | TippingTime) -> str:
    return f"{what} at precision {at_rate(found.game, found.precision)}, {found.game.describe()}"
