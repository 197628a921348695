r"""The fluid limit of a court: numbers of cases as continuous amounts, their noise gone.

With strikers at rate :math:`\ell = \lambda x`, C courtrooms, trials ended at rate ν = 1/D and
attrition θ. **Without a clock, or with one of exponential law** at rate δ = 1/Θ, the number n in
trial or waiting obeys

.. math:: n' = \ell - \nu \min(n, C) - (\theta + \delta)(n - C)^+ ,

of which θ(n − C)⁺ give up, δ(n − C)⁺ are dismissed, and the courtrooms hold min(n, C).

**With a deterministic clock** the oldest case goes first. While cases wait, the courtrooms are full
and begin Cν trials a day. First the B who waited on day 0 and are left,

.. math:: B' = -C\nu - \theta B , \qquad \text{dismissed on day Θ;}

then those who came later. Of these the oldest has waited for V days, :math:`\ell e^{-\theta u}` of
each age u < V are left, and

.. math:: V' = 1 - \frac{C\nu}{\ell e^{-\theta V}} \quad (0 < V < \Theta), \qquad
    \text{dismissed at rate } \ell e^{-\theta\Theta} - C\nu \text{ while } V = \Theta.

Where nobody waits, the number in trial obeys :math:`b' = \ell - \nu b`. Added courtrooms fill at
once with the oldest.

Exponential trials in courts scaled up together with their cases converge to this. For other laws of
trials only their mean enters, which gives the limit while all courtrooms are busy with trials that
are short beside the clock, and the right long run.
"""

from typing import Any

import numpy as np

from .court_motion import TOLERANCE, Amounts, path_by_age
from .court_path import CourtPath, Days
from .court_queue import CourtQueue, read_days


def court_fluid(queue: CourtQueue, *, days: object) -> CourtPath:
    """The path of a court in the fluid limit.

    Parameters
    ----------
    queue
        The court.
    days
        Increasing days at which to report, or one day to which twelve even steps lead.

    Returns
    -------
    CourtPath
        Frozen; prints as a table.

    Raises
    ------
    ParameterError
        For days that are not positive or do not increase, and where nobody ever strikes.

    Examples
    --------
    Of a batch of m strikers the share min(1, K/m) is tried, K = C + μΘ:

    >>> import plea_games as pg
    >>> batch = pg.court.CourtQueue(courtrooms=2, trial_days=3, clock_days=90, backlog=310)
    >>> pg.court.court_fluid(batch, days=90).tried_share[-1].round(6)  # (2 + 60) / 310
    np.float64(0.2)

    And of a stream in the long run min(1, μ/λx):

    >>> stream = pg.court.CourtQueue(arrivals=8, courtrooms=2, trial_days=1, clock_days=60)
    >>> pg.court.court_fluid(stream, days=1e5).tried_share[-1].round(3)
    np.float64(0.25)

    References
    ----------
    The equations are the fluid models of many-server queues with abandonment (Whitt 2006, from
    memory), for oldest-first service and a clock for patience.
    """
    at = read_days(days, queue)
    by_age = queue.clock_days is not None and queue.clock_law == "deterministic"
    amounts = path_by_age(queue, at) if by_age else _path_by_number(queue, at)
    return CourtPath(
        queue=queue,
        method="fluid limit",
        days=at,
        strikers=queue.backlog + queue.strikers_per_day * at,
        standard_errors={},
        error_bound=0.0,
        **amounts,
    )


def _path_by_number(queue: CourtQueue, at: Days) -> Amounts:
    """Every count on the days asked for, where ages do not matter."""
    from scipy.integrate import solve_ivp  # long to load, and most courts need none

    inflow, end = queue.strikers_per_day, 1 / queue.mean_trial_days
    state = np.array([queue.backlog, 0.0, 0.0, 0.0, 0.0])
    counts = np.zeros((len(state), len(at)))
    rooms_then = np.zeros(len(at))
    for phase in queue.phases(at[-1]):
        rooms = phase.courtrooms
        expiry = 1 / queue.clock_days if phase.clock_runs and queue.clock_days else 0.0

        def rates(_: float, y: Days, rooms: int = rooms, expiry: float = expiry) -> list[float]:
            waiting = max(y[0] - rooms, 0.0)
            ended, dismissed, left = (
                end * min(y[0], rooms),
                expiry * waiting,
                queue.attrition * waiting,
            )
            return [inflow - ended - dismissed - left, ended, dismissed, left, waiting]

        done: Any = solve_ivp(
            rates, (phase.start, phase.end), state, method="LSODA", dense_output=True,
            rtol=TOLERANCE, atol=TOLERANCE,
        )  # fmt: skip
        inside = phase.holds(at)
        if inside.any():
            counts[:, inside] = done.sol(at[inside])
            rooms_then[inside] = rooms
        state = done.y[:, -1]
    number, ended, dismissed, gave_up, waited = counts
    busy = np.minimum(number, rooms_then)
    return {
        "tried": ended + busy,
        "dismissed": dismissed,
        "gave_up": gave_up,
        "waiting": number - busy,
        "in_trial": busy,
        "days_waited": waited,
    }
