r"""A court simulated case by case, many replications at once.

Oldest first, with patience known on arrival, a court follows a recursion over cases (Kiefer &
Wolfowitz 1955, from memory). A courtroom is free from some day on. The trial of case i, which comes
on day :math:`a_i`, would begin on the later of :math:`a_i` and the earliest such day. If its clock
or its patience runs out before, it leaves; otherwise that courtroom is free again after the trial.
Courtrooms that are added are free from the day on which they first sit. One step of the recursion
is made for all replications together.
"""

from dataclasses import dataclass
from math import inf

import numpy as np

from ...errors import Fault, ParameterError, shown
from ...games.randomness import read_rng
from ...model.reading import read_whole
from .court_path import COUNTS, CourtPath, Days
from .court_queue import CourtQueue, TrialDistribution, read_days

MOST_CASES = 2_000_000
"""Cases up to which one replication may grow, in the mean."""

_MOST_REPLICATIONS = 1_000_000
_CASES_AT_ONCE = 1_000_000


def court_simulation(
    queue: CourtQueue,
    *,
    days: object,
    rng: np.random.Generator | int | None = None,
    replications: int = 1000,
) -> CourtPath:
    """The mean path of a court, by simulation, with standard errors.

    Parameters
    ----------
    queue
        The court, with any law of trials and of the clock.
    days
        Increasing days at which to report, or one day to which twelve even steps lead.
    rng
        Seed or generator, passed through ``numpy.random.default_rng``.
    replications
        How many independent courts, at least 2.

    Returns
    -------
    CourtPath
        Frozen; prints as a table. ``standard_errors`` has those of each count.

    Raises
    ------
    ParameterError
        For days that are not positive or do not increase, where nobody ever strikes, and for
        courts of more than two million strikers.

    Examples
    --------
    >>> import plea_games as pg
    >>> court = pg.court.CourtQueue(arrivals=4, courtrooms=5, trial_days=[1, 2, 4.5], clock_days=30)
    >>> found = pg.court.court_simulation(court, days=120, rng=1)
    >>> abs(found.tried_share[-1] - 0.51) < 0.01
    np.True_
    """
    at = read_days(days, queue)
    count = read_whole(replications, "replications", minimum=2, maximum=_MOST_REPLICATIONS)
    generator = read_rng(rng)
    expected = queue.backlog + queue.strikers_per_day * float(at[-1])
    if expected > MOST_CASES:
        rule, remedy = f"must bring at most {MOST_CASES:,} strikers", "use court_fluid"
        raise ParameterError([Fault("days", shown(days), rule, remedy)])
    together = max(1, int(_CASES_AT_ONCE / (expected + 1)))
    samples = [
        _counts(queue, at, min(together, count - done), generator)
        for done in range(0, count, together)
    ]
    by_replication = np.concatenate(samples, axis=1)  # counts × replications × days
    means = by_replication.mean(axis=1)
    errors = by_replication.std(axis=1, ddof=1) / np.sqrt(count)
    return CourtPath(
        queue=queue,
        method="simulation",
        days=at,
        strikers=queue.backlog + queue.strikers_per_day * at,
        **dict(zip(COUNTS, means, strict=True)),
        standard_errors=dict(zip(COUNTS, errors, strict=True)),
    )


@dataclass(frozen=True)
class _Cases:
    """Every case of every replication: replications × cases, ``inf`` for never."""

    comes: Days
    begins: Days  # of trial
    ends: Days  # of trial
    leaves: Days  # without one
    by_clock: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def _counts(queue: CourtQueue, at: Days, replications: int, generator: np.random.Generator) -> Days:
    cases = _run(queue, float(at[-1]), replications, generator)
    counts = np.empty((len(COUNTS), replications, len(at)))
    for place, day in enumerate(at):
        come, begun, left = cases.comes <= day, cases.begins <= day, cases.leaves <= day
        waited = np.minimum(np.minimum(cases.begins, cases.leaves), day) - cases.comes
        amounts = {
            "tried": begun,
            "dismissed": left & cases.by_clock,
            "gave_up": left & ~cases.by_clock,
            "waiting": come & ~begun & ~left,
            "in_trial": begun & (cases.ends > day),
            "days_waited": np.where(come, waited, 0.0),
        }
        counts[:, :, place] = [amounts[name].sum(axis=1) for name in COUNTS]
    return counts


def _run(
    queue: CourtQueue, until: float, replications: int, generator: np.random.Generator
) -> _Cases:
    comes = _arrivals(queue, until, replications, generator)
    lengths = _lengths(queue, comes.shape, generator)
    out_of_time = comes + _clocks(queue, comes, generator)
    out_of_patience = np.full(comes.shape, inf)
    if queue.attrition:
        out_of_patience = comes + generator.exponential(1 / queue.attrition, comes.shape)
    last = np.minimum(out_of_time, out_of_patience)
    free = np.zeros((replications, queue.courtrooms + queue.added_courtrooms))
    free[:, queue.courtrooms :] = queue.added_day
    begins = np.full(comes.shape, inf)
    rows = np.arange(replications)
    for case in range(comes.shape[1]):
        first = free.argmin(axis=1)
        begin = np.maximum(comes[:, case], free[rows, first])
        tried = begin < last[:, case]
        begins[tried, case] = begin[tried]
        free[rows[tried], first[tried]] = (begin + lengths[:, case])[tried]
    leaves = np.where(np.isinf(begins), last, inf)
    return _Cases(comes, begins, begins + lengths, leaves, out_of_time <= out_of_patience)


def _arrivals(
    queue: CourtQueue, until: float, replications: int, generator: np.random.Generator
) -> Days:
    """Days on which cases come, in order, the backlog on day 0; ``inf`` where there is no case."""
    numbers = generator.poisson(queue.strikers_per_day * until, replications)
    stream = generator.uniform(0, until, (replications, numbers.max()))
    stream[np.arange(stream.shape[1]) >= numbers[:, None]] = inf
    stream.sort(axis=1)
    return np.concatenate([np.zeros((replications, queue.backlog)), stream], axis=1)


def _lengths(queue: CourtQueue, shape: tuple[int, ...], generator: np.random.Generator) -> Days:
    if isinstance(queue.trial_days, TrialDistribution):
        return np.asarray(queue.trial_days.rvs(size=shape, random_state=generator), dtype=float)
    if queue.trial_law == "given":
        return generator.choice(np.asarray(queue.trial_days, dtype=float), shape)
    if queue.trial_law == "deterministic":
        return np.full(shape, queue.mean_trial_days)
    return generator.exponential(queue.mean_trial_days, shape)


def _clocks(queue: CourtQueue, comes: Days, generator: np.random.Generator) -> Days:
    """Days until dismissal from the day on which a case comes; ``inf`` for those that lapse."""
    if queue.clock_days is None:
        return np.full(comes.shape, inf)
    if queue.clock_law == "deterministic":
        clocks = np.full(comes.shape, queue.clock_days)
    else:
        clocks = generator.exponential(queue.clock_days, comes.shape)
    clocks[~(comes + clocks < queue.lapse_day)] = inf
    return clocks
