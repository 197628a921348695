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
matrix, whose exponential is applied by ``scipy.sparse.linalg.expm_multiply``. Long queues are
cut off. The mean number of cases then blocked bounds the error: by coupling, a case left out
changes each count by at most one.
"""

from typing import Any

import numpy as np
from scipy.sparse import block_array, coo_array, csr_array, diags_array
from scipy.sparse.linalg import expm_multiply

from ...errors import PrecisionError
from .court_chain import Rates, batch_deadline, chain_sizes, refuse_without_chain
from .court_path import CourtPath, Days
from .court_queue import CourtQueue, read_days

MOST_BLOCKED = 1e-10
"""How many cases the cut may block, in the mean."""

_ENDED, _DISMISSED, _GAVE_UP, _WAITED, _BLOCKED = range(5)


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
    >>> court = pg.court.CourtQueue(arrivals=4, courtrooms=5, trial_days=2.5, clock_days=30,
    ...                       clock_law="exponential")
    >>> exact = pg.court.court_transient(court, days=120)
    >>> limit = pg.court.court_fluid(court, days=120)
    >>> exact.tried_share[-1].round(4), limit.tried_share[-1].round(4)
    (np.float64(0.506), np.float64(0.5072))
    """
    at = read_days(days, queue)
    refuse_without_chain(queue, at)
    for size in chain_sizes(queue, at):
        path = _path(queue, at, size)
        if path.error_bound <= MOST_BLOCKED:
            return path
    raise PrecisionError("queues", "", "grow too long for the exact chain", "use court_fluid")


def _path(queue: CourtQueue, at: Days, size: int) -> CourtPath:
    means = np.zeros(size + 6)
    means[queue.backlog] = 1.0
    amounts = np.zeros((6, len(at)))
    for phase in queue.phases(float(at[-1])):
        rates = Rates(queue, phase, size)
        matrix = _matrix(rates)
        now = phase.start
        for then in rates.stops(at):
            means = expm_multiply(matrix * (then - now), means)
            chances, sums = means[: size + 1], means[size + 1 :]
            if then == batch_deadline(queue):
                sums[_DISMISSED] += chances @ rates.waiting
                rates.dismiss_all(chances)
            busy, waiting = chances @ rates.busy, chances @ rates.waiting
            reported = (sums[_ENDED] + busy, sums[_DISMISSED], sums[_GAVE_UP], waiting, busy,
                        sums[_WAITED])  # fmt: skip
            amounts[:, at == then] = np.array(reported)[:, None]
            now = then
    tried, dismissed, gave_up, waiting, in_trial, days_waited = amounts
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
        error_bound=max(float(means[size + 1 + _BLOCKED]), 0.0),
    )


def _matrix(rates: Rates) -> csr_array:
    """M of y′ = My, where y holds the probabilities and then the accumulated means."""
    up, blocked = rates.come, 0 * rates.come
    up[-1], blocked[-1] = 0.0, up[-1]
    down = rates.ended + rates.dismissed + rates.gave_up
    bands: Any = (down[1:], -down - up, up[:-1])
    flow = diags_array(bands, offsets=(1, 0, -1))
    sums = np.array([rates.ended, rates.dismissed, rates.gave_up, rates.waiting, blocked])
    blocks: Any = [[coo_array(flow), None], [coo_array(sums), coo_array((5, 5))]]
    return csr_array(block_array(blocks))
