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

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from ...games.anonymous import AnonymousGame
from ...model.behaviour_parameters import PRECISION
from ...model.game import PleaGame
from ...subjects import takes_games
from ...tables import Column, Table, Tabular
from ...units import number_of
from .birth_death import cumulative
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
    first, last : defendants
        The stretch, which ends where the law starts to rise again.
    share
        The share of time spent in the stretch.
    """

    mode: int
    first: int
    last: int
    share: float


@dataclass(frozen=True)
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
    """

    game: PleaGame | AnonymousGame
    precision: float
    log_probabilities: Floats
    hills: tuple[Hill, ...]

    unrecorded = ("log_probabilities",)
    also_recorded = ("mean_holdouts",)

    @property
    def probabilities(self) -> Floats:
        """The law itself; what is below 1e-308 comes out as 0."""
        return np.exp(self.log_probabilities)

    @property
    def mean_holdouts(self) -> float:
        """The mean number of hold-outs."""
        return float(np.arange(self.log_probabilities.size) @ self.probabilities)

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
            rows.append((f"({number_of(len(self.hills) - _MOST_ROWS, 'more rows')})", "", "", ""))
        notes = (f"Mean hold-outs {self.mean_holdouts:,.6g}.",)
        heading = titled("Hold-outs in the long run", self.game, self.precision)
        return Table(title or heading, columns, rows, notes)

    def __repr__(self) -> str:
        modes = ", ".join(f"{hill.mode:,}" for hill in self.hills[:6])
        return f"<StationaryLaw at precision {self.precision:g}: most likely hold-outs {modes}>"


@takes_games
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
    >>> for hill in pg.behaviour.logit_revision(game, precision=1).hills:
    ...     print(hill.mode, f"{hill.share:.4f}")
    0 0.9998
    46 0.0002

    References
    ----------
    Blume (1993), Games Econ. Behav. 5, 387 (from memory).
    """
    choice = noisy_choice(game, PRECISION, precision)
    steps = log_steps(choice)
    weight = cumulative(steps)
    law = weight - logsumexp(weight)
    return StationaryLaw(game, choice.precision, law, _hills(steps, np.exp(law)))


def log_steps(choice: NoisyChoice) -> Floats:
    """The chain's ln(π(m)/π(m − 1)) for m = 1, …, N."""
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


def titled(what: str, game: PleaGame | AnonymousGame, precision: float) -> str:
    """The heading of a result."""
    return f"{what} at precision {at_rate(game, precision)}, {game.describe()}"
