"""How long logit revision takes from one number of hold-outs to another, in expectation.

The chain is that of :mod:`~plea_games.solvers.behaviour.logit_revision`, whose hitting times
:mod:`~plea_games.solvers.behaviour.birth_death` adds up in logarithms.
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import log_expit

from ...errors import Fault, ParameterError
from ...games.anonymous import AnonymousGame
from ...model.behaviour_parameters import PRECISION
from ...model.game import PleaGame
from ...model.reading import read_whole
from ...subjects import takes_games
from ...tables import Column, Table, Tabular
from ..roots import gain_signs
from .birth_death import cumulative, finite, log_hitting_time, power_of_ten
from .logit_revision import log_steps, titled
from .noise import NoisyChoice, noisy_choice


@dataclass(frozen=True)
class TippingTime(Tabular):
    """How long revision takes from one number of hold-outs to another, in expectation.

    Attributes
    ----------
    game, precision
        What was solved, and λ.
    defendants
        N, those who decide.
    start, target : defendants
        Hold-outs at first and in the end.
    log10_revisions
        Logarithm to base 10 of the expected number of revisions.
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
        return Table(title or titled("Time to tip", self.game, self.precision), columns, [row])


@takes_games
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
        Besides those of :func:`logit_revision`, where the two are equal or
        out of range, or there is no tipping point.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> found = pg.behaviour.expected_revisions(game, precision=1)
    >>> found.target, round(found.log10_revisions, 3)
    (30, 16.92)
    """
    choice = noisy_choice(game, PRECISION, precision)
    count = choice.defendants
    reached = _usual_target(choice) if target is None else _state(target, "target", count)
    begun = _state(start, "start", count)
    if begun == reached:
        rule = f"must differ from the target, {reached:,}"
        raise ParameterError([Fault("start", f"{begun:,}", rule, "there is nothing to wait for")])
    state = np.arange(count)
    odds = choice.precision * choice.gain
    log_up = np.log((count - state) / count) + log_expit(odds)
    log_down = np.log((state + 1) / count) + log_expit(-odds)
    log_weight = cumulative(log_steps(choice))
    log_time = log_hitting_time(log_weight, log_up, log_down, begun, reached)
    return TippingTime(game, choice.precision, count, begun, reached, log_time / math.log(10))


def _usual_target(choice: NoisyChoice) -> int:
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
