"""When a court halts: its backlog reaches a limit, or the first case is dismissed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_array, coo_array, csr_array, diags_array
from scipy.sparse.linalg import expm_multiply

from ...errors import PrecisionError
from ...frames import rows_along
from ...model.reading import read_whole
from ...tables import Column, Table, Tabular
from .court_chain import MOST_STATES, Rates, batch_deadline, chain_sizes, refuse_without_chain
from .court_fluid import court_fluid
from .court_path import CourtPath, Days
from .court_queue import CourtQueue, read_days
from .court_transient import MOST_BLOCKED

_STEPS = 200


@dataclass(frozen=True)
class CourtHalt(Tabular):
    """How soon a court halts.

    Attributes
    ----------
    queue
        The court.
    limit : cases
        The backlog looked for.
    days
        When.
    backlog_chance
        The probability that by then ``limit`` cases have waited at one time; exact.
    dismissal_chance
        The probability that by then some case has been dismissed; within ``error_bound``.
    backlog_day, dismissal_day
        In the fluid limit, the day on which ``limit`` cases wait and the day on which one case has
        been dismissed; None where neither comes before the last day.
    error_bound
        What cutting off long queues can change in ``dismissal_chance``.
    """

    queue: CourtQueue
    limit: int
    days: Days
    backlog_chance: Days
    dismissal_chance: Days
    backlog_day: float | None
    dismissal_day: float | None
    error_bound: float

    unrecorded = ("queue",)

    def frame_rows(self) -> list[dict[str, Any]]:
        """One row a day."""
        names = ("days", "backlog_chance", "dismissal_chance")
        return rows_along(**{name: getattr(self, name).tolist() for name in names})

    def table(self, title: str = "") -> Table:
        """One row a day."""
        columns = (
            Column("day"),
            Column(f"{self.limit:,} have waited\nat one time", "share"),
            Column("a case has\nbeen dismissed", "share"),
        )
        rows = [
            (f"{day:,.6g}", float(backlog), float(dismissal))
            for day, backlog, dismissal in zip(
                self.days, self.backlog_chance, self.dismissal_chance, strict=True
            )
        ]
        notes = (
            f"In the fluid limit {self.limit:,} wait {_on(self.backlog_day)}, and a case has been "
            f"dismissed {_on(self.dismissal_day)}.",
        )
        return Table(title or "When the court halts: probabilities", columns, rows, notes)


def court_halt(queue: CourtQueue, *, limit: int, days: object) -> CourtHalt:
    """How likely it is, day by day, that a court with exponential trials has halted.

    Parameters
    ----------
    queue
        The court, with a finite chain (see :func:`plea_games.court.court_transient`).
    limit
        The backlog at which the court counts as halted, at least 1.
    days
        Increasing days at which to report, or one day to which twelve even steps lead.

    Returns
    -------
    CourtHalt
        Frozen; prints as a table.

    Raises
    ------
    ParameterError
        For courts that have no finite chain, or too long a one.

    Examples
    --------
    >>> import plea_games as pg
    >>> court = pg.court.CourtQueue(arrivals=4, courtrooms=5, trial_days=2.5, clock_days=30,
    ...                       clock_law="exponential")
    >>> found = pg.court.court_halt(court, limit=40, days=[15, 30, 60])
    >>> found.backlog_chance.round(3), round(found.backlog_day, 1)
    (array([0.017, 0.507, 0.976]), 34.7)
    """
    at = read_days(days, queue)
    most = read_whole(limit, "limit", minimum=1, maximum=MOST_STATES)
    refuse_without_chain(queue, at)
    rooms = queue.courtrooms + queue.added_courtrooms
    waiting = queue.backlog - next(queue.phases(1.0)).courtrooms
    backlog_chance, _ = _halted(queue, at, max(rooms + most - 1, queue.backlog), most)
    for size in chain_sizes(queue, at):
        dismissal_chance, blocked = _halted(queue, at, size, None)
        if blocked <= MOST_BLOCKED:
            break
    else:
        raise PrecisionError("queues", "", "grow too long for the exact chain", "use court_fluid")
    return CourtHalt(
        queue=queue,
        limit=most,
        days=at,
        backlog_chance=backlog_chance,
        dismissal_chance=dismissal_chance,
        backlog_day=0.0 if waiting >= most else _first_day(queue, at, lambda p: p.waiting >= most),
        dismissal_day=_first_day(queue, at, lambda p: p.dismissed >= 1),
        error_bound=blocked,
    )


def _halted(queue: CourtQueue, at: Days, size: int, limit: int | None) -> tuple[Days, float]:
    """By each day, the chance that ``limit`` have waited, or that one was dismissed; the bound."""
    state = np.zeros(size + 2)  # probabilities of not having halted; cases blocked
    state[queue.backlog] = 1.0
    probability = np.zeros(len(at))
    for phase in queue.phases(float(at[-1])):
        rates = Rates(queue, phase, size)
        matrix = _matrix(rates, limit)
        chances = state[:-1]
        if limit is not None:
            chances[rates.waiting >= limit] = 0.0
        now = phase.start
        for then in rates.stops(at):
            state = expm_multiply(matrix * (then - now), state)
            chances = state[:-1]
            if then == batch_deadline(queue):
                if limit is None:
                    chances[rates.waiting > 0] = 0.0
                rates.dismiss_all(chances)
            probability[at == then] = 1 - chances.sum()
            now = then
    return np.clip(probability, 0.0, 1.0), max(float(state[-1]), 0.0)


def _matrix(rates: Rates, limit: int | None) -> csr_array:
    """M of y′ = My, where what halts the court leads out of the chain."""
    up, blocked = rates.come, 0 * rates.come
    down = rates.ended + rates.gave_up + rates.dismissed
    if limit is None:
        up[-1], blocked[-1] = 0.0, up[-1]
        arrive, stay = up[:-1], down - rates.dismissed
    else:
        arrive, stay = np.where(rates.waiting[1:] < limit, up[:-1], 0.0), down
    bands: Any = (stay[1:], -down - up, arrive)
    flow = diags_array(bands, offsets=(1, 0, -1))
    blocks: Any = [[coo_array(flow), None], [coo_array(blocked[None, :]), coo_array((1, 1))]]
    return csr_array(block_array(blocks))


def _first_day(
    queue: CourtQueue, at: Days, has_halted: Callable[[CourtPath], NDArray[np.bool_]]
) -> float | None:
    """The first day of the fluid limit by ever finer grids, to a millionth of the last day."""
    low, high = 0.0, float(at[-1])
    for _ in range(3):
        grid = np.linspace(low, high, _STEPS + 1)[1:]
        reached = has_halted(court_fluid(queue, days=grid))
        if not reached.any():
            return None
        place = int(reached.argmax())
        low, high = (grid[place - 1] if place else low), float(grid[place])
    return high


def _on(day: float | None) -> str:
    return "on no day so far" if day is None else f"from day {day:,.6g}"
