"""The Markov chain of a court with exponential trials, phase by phase.

Its state is the number n in trial or waiting, cut off at ``size``. The module
:mod:`plea_games.dynamics.court.court_transient` says when that is exact.
"""

from dataclasses import dataclass
from math import ceil, inf, sqrt

import numpy as np

from ...errors import Fault, ParameterError
from .court_fluid import court_fluid
from .court_path import Days
from .court_queue import CourtQueue, Phase

MOST_STATES = 200_000


@dataclass(frozen=True)
class Rates:
    """What happens at which rate in one phase, by the number of cases from 0 to ``size``."""

    queue: CourtQueue
    phase: Phase
    size: int

    @property
    def busy(self) -> Days:
        """How many are in trial."""
        number = np.arange(self.size + 1.0)
        return np.asarray(np.minimum(number, self.phase.courtrooms))

    @property
    def waiting(self) -> Days:
        """How many wait."""
        return np.arange(self.size + 1.0) - self.busy

    @property
    def come(self) -> Days:
        """Strikers."""
        return np.full(self.size + 1, self.queue.strikers_per_day)

    @property
    def ended(self) -> Days:
        """Trials."""
        return self.busy / self.queue.mean_trial_days

    @property
    def gave_up(self) -> Days:
        """Those who plead while they wait."""
        return self.queue.attrition * self.waiting

    @property
    def dismissed(self) -> Days:
        """Those whose clocks of exponential law run out."""
        if (
            self.phase.clock_runs
            and self.queue.clock_days
            and self.queue.clock_law == "exponential"
        ):
            return self.waiting / self.queue.clock_days
        return 0 * self.waiting

    def dismiss_all(self, chances: Days) -> None:
        """Leave only those in trial, in place: a batch whose clock has run out."""
        rooms = min(self.phase.courtrooms, self.size)
        chances[rooms] += chances[rooms + 1 :].sum()
        chances[rooms + 1 :] = 0.0

    def stops(self, at: Days) -> list[float]:
        """Days of the phase at which to look, its end and a batch's deadline included."""
        inside = {float(day) for day in at[self.phase.holds(at)]}
        deadline = batch_deadline(self.queue)
        if self.phase.start < deadline <= self.phase.end:
            inside.add(deadline)
        return sorted({*inside, self.phase.end})


def batch_deadline(queue: CourtQueue) -> float:
    """The day on which all who still wait of a mere batch are dismissed."""
    return inf if queue.strikers_per_day else queue.first_expiry


def refuse_without_chain(queue: CourtQueue, at: Days) -> None:
    """A clear word where the court has no finite chain up to the last day."""
    faults = []
    if queue.trial_law != "exponential":
        remedy = "use court_simulation, or trial_law='exponential'"
        faults.append(Fault("trial_law", f"{queue.trial_law}", "must be exponential here", remedy))
    first = queue.first_expiry
    runs_out = first <= at[-1] if queue.backlog else first < at[-1]
    if runs_out and queue.strikers_per_day:
        rule = "must be exponential here, while cases keep coming and clocks run out"
        remedy = "use court_simulation or court_fluid, or clock_law='exponential'"
        faults.append(Fault("clock_law", queue.clock_law, rule, remedy))
    if faults:
        raise ParameterError(faults)


def chain_sizes(queue: CourtQueue, at: Days) -> list[int]:
    """Ever larger sizes to try, from one that the fluid limit says should do."""
    fluid = court_fluid(queue, days=at)
    peak = max(queue.backlog, float((fluid.waiting + fluid.in_trial).max()))
    most = queue.backlog + queue.strikers_per_day * float(at[-1])
    size = ceil(min(most + 10 * sqrt(most), peak + 10 * sqrt(peak))) + 30
    if size > MOST_STATES:
        rule = f"must keep at most {MOST_STATES:,} cases in the court"
        raise ParameterError([Fault("queue", f"{size:,} cases", rule, "use court_fluid")])
    return [size << doubled for doubled in range(20) if size << doubled <= 2 * MOST_STATES]
