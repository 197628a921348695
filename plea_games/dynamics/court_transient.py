r"""The exact means of a court with exponential trials: its Markov chain, solved in time.

The number n in trial or waiting is a birth and death chain: up at rate :math:`\ell = \lambda x`,
down by trials ended at rate ν min(n, C), by dismissals at δ(n − C)⁺ and by giving up at θ(n − C)⁺,
with δ = 1/Θ for a clock of exponential law. Which case goes first does not matter to the counts.

**A deterministic clock** has no finite state while cases keep coming, for the age of every waiting
case would have to be known. It is exact all the same for a batch: those who wait on day 0 have the
same deadline, so the chain runs without a clock until day Θ, on which all who wait are dismissed.
A stream is exact as well until its first clock runs out; beyond, simulation and the fluid limit
remain.

Means of accumulated counts obey linear equations beside the chain's; the whole is one sparse
matrix, whose exponential is applied by :func:`scipy.sparse.linalg.expm_multiply`. Long queues are
cut off. The mean number of cases then blocked bounds the error: by coupling, a case left out
changes each count by at most one.
"""

from dataclasses import dataclass
from math import ceil, inf, sqrt
from typing import Any

import numpy as np
from scipy.sparse import block_array, coo_array, csr_array, diags_array
from scipy.sparse.linalg import expm_multiply

from ..errors import Fault, ParameterError
from .court_fluid import court_fluid
from .court_path import CourtPath, Days
from .court_queue import CourtQueue, Phase, read_days

MOST_STATES = 200_000
_BLOCKED = 1e-10  # cases, at most

_ENDED, _DISMISSED, _GAVE_UP, _WAITED, _LOST = range(5)


def court_transient(queue: CourtQueue, *, days: object) -> CourtPath:
    """The exact mean path of a court with exponential trials.

    Parameters
    ----------
    queue
        The court; its clock exponential, or none, or deterministic where no case comes after day
        0 or no day asked for is after the first clocks have run out.
    days
        Increasing days at which to report, or one day to which twelve even steps lead.

    Returns
    -------
    CourtPath
        Frozen; prints as a table. ``error_bound`` is what cutting off long queues can change.

    Raises
    ------
    ParameterError
        For courts that have no finite chain, or too long a one.

    Examples
    --------
    >>> import plea_games as pg
    >>> court = pg.CourtQueue(arrivals=4, courtrooms=5, trial_days=2.5, clock_days=30,
    ...                       clock_law="exponential")
    >>> exact, limit = (verb(court, days=120) for verb in (pg.court_transient, pg.court_fluid))
    >>> exact.tried_share[-1].round(4), limit.tried_share[-1].round(4)
    (np.float64(0.506), np.float64(0.5072))
    """
    at = read_days(days, queue)
    _refuse_others(queue, at)
    longest = court_fluid(queue, days=at)
    peak = float((longest.waiting + longest.in_trial).max())
    largest = queue.backlog + queue.strikers_per_day * at[-1]
    size = ceil(min(largest + 10 * sqrt(largest), max(peak, queue.backlog) + 10 * sqrt(peak))) + 30
    while size <= MOST_STATES:
        path = _path(queue, at, size)
        if path.error_bound <= _BLOCKED:
            return path
        size *= 2
    rule = f"must keep at most {MOST_STATES:,} cases in the court"
    raise ParameterError([Fault("queue", f"{size:,} cases", rule, "use court_fluid")])


def _refuse_others(queue: CourtQueue, at: Days) -> None:
    faults = []
    if queue.trial_law != "exponential":
        remedy = "use court_simulation, or trial_law='exponential'"
        faults.append(Fault("trial_law", f"{queue.trial_law}", "must be exponential here", remedy))
    first = _deadline(queue)
    runs_out = first <= at[-1] if queue.backlog else first < at[-1]
    if runs_out and queue.strikers_per_day:
        rule = "must be exponential here, while cases keep coming and clocks run out"
        remedy = "use court_simulation or court_fluid, or clock_law='exponential'"
        faults.append(Fault("clock_law", queue.clock_law, rule, remedy))
    if faults:
        raise ParameterError(faults)


def _deadline(queue: CourtQueue) -> float:
    """The first day on which a deterministic clock runs out."""
    lapse = inf if queue.clock_until is None else queue.clock_until
    if queue.clock_days is None or queue.clock_law == "exponential" or queue.clock_days >= lapse:
        return inf
    return queue.clock_days


@dataclass(frozen=True)
class _Chain:
    """The chain in one phase, n from 0 to ``size``, with its accumulated means below it."""

    queue: CourtQueue
    phase: Phase
    size: int

    @property
    def waiting(self) -> Days:
        """How many wait, by state."""
        return np.arange(self.size + 1.0) - self.busy

    @property
    def busy(self) -> Days:
        """How many are in trial, by state."""
        number = np.arange(self.size + 1.0)
        return np.asarray(np.minimum(number, self.phase.courtrooms))

    def matrix(self) -> csr_array:
        """M of y′ = My, where y holds the probabilities and then the accumulated means."""
        queue = self.queue
        dismissed = 0 * self.waiting
        if self.phase.clock_runs and queue.clock_days and queue.clock_law == "exponential":
            dismissed = self.waiting / queue.clock_days
        ended, gave_up = self.busy / queue.mean_trial_days, queue.attrition * self.waiting
        down = ended + dismissed + gave_up
        up = np.full(self.size + 1, queue.strikers_per_day)
        lost = np.zeros(self.size + 1)
        lost[-1], up[-1] = up[-1], 0.0
        flow = diags_array((down[1:], -down - up, up[:-1]), offsets=(1, 0, -1))
        rewards = coo_array(np.array([ended, dismissed, gave_up, self.waiting, lost]))
        blocks: Any = [[coo_array(flow), None], [rewards, coo_array((5, 5))]]
        return csr_array(block_array(blocks))


def _path(queue: CourtQueue, at: Days, size: int) -> CourtPath:
    means = np.zeros(size + 6)
    means[queue.backlog] = 1.0
    found = np.zeros((6, len(at)))
    deadline = inf if queue.strikers_per_day else _deadline(queue)
    for phase in queue.phases(float(at[-1])):
        chain = _Chain(queue, phase, size)
        matrix = chain.matrix()
        now = phase.start
        for then in _stops(phase, at, deadline):
            means = expm_multiply(matrix * (then - now), means)
            chances, sums = means[: size + 1], means[size + 1 :]
            if then == deadline:
                sums[_DISMISSED] += chances @ chain.waiting
                chances[phase.courtrooms] += chances[phase.courtrooms + 1 :].sum()
                chances[phase.courtrooms + 1 :] = 0.0
            busy, waiting = chances @ chain.busy, chances @ chain.waiting
            reported = (sums[_ENDED] + busy, sums[_DISMISSED], sums[_GAVE_UP], waiting, busy,
                        sums[_WAITED])  # fmt: skip
            found[:, at == then] = np.array(reported)[:, None]
            now = then
    tried, dismissed, gave_up, waiting, in_trial, days_waited = found
    return CourtPath(
        queue=queue,
        method="exact means",
        days=at,
        strikers=queue.backlog + queue.strikers_per_day * at,
        tried=tried,
        dismissed=dismissed,
        gave_up=gave_up,
        waiting=waiting,
        in_trial=in_trial,
        days_waited=days_waited,
        standard_errors={},
        error_bound=max(float(means[size + 1 + _LOST]), 0.0),
    )


def _stops(phase: Phase, at: Days, deadline: float) -> list[float]:
    """Days in a phase at which to look, its end included."""
    inside = {float(day) for day in at[phase.holds(at)]}
    if phase.start < deadline <= phase.end:
        inside.add(deadline)
    return sorted({*inside, phase.end})
