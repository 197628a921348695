"""How a court fares, day by day."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ...frames import rows_along
from ...tables import Column, Table, Tabular
from .court_queue import CourtQueue

Days = NDArray[np.float64]

COUNTS = ("tried", "dismissed", "gave_up", "waiting", "in_trial", "days_waited")


@dataclass(frozen=True)
class CourtPath(Tabular):
    """Cases by what has become of them, on each day asked for.

    Attributes
    ----------
    queue
        The court.
    method
        "fluid limit", "exact means" or "simulation".
    days
        When.
    strikers
        How many have come by then in the mean, the backlog included.
    tried
        Cases whose trial has begun.
    dismissed, gave_up
        Cases that the clock ended; strikers who pleaded while they waited.
    waiting, in_trial
        Cases in either state on the day.
    days_waited
        Days that all strikers together have waited.
    standard_errors
        Of each of these counts in a simulation, by name; empty otherwise.
    error_bound
        How much cutting off long queues can change any of the first five counts, where the means
        are exact but for that.
    """

    queue: CourtQueue
    method: Literal["fluid limit", "exact means", "simulation"]
    days: Days
    strikers: Days
    tried: Days
    dismissed: Days
    gave_up: Days
    waiting: Days
    in_trial: Days
    days_waited: Days
    standard_errors: Mapping[str, Days]
    error_bound: float = 0.0

    unrecorded = ("queue",)

    @property
    def tried_share(self) -> Days:
        """Trials begun over strikers: what τ is to the lottery."""
        return self.tried / self.strikers

    def frame_rows(self) -> list[dict[str, Any]]:
        """One row a day."""
        counted = {name: getattr(self, name).tolist() for name in ("days", "strikers", *COUNTS)}
        errors = {f"{name}_error": each.tolist() for name, each in self.standard_errors.items()}
        return rows_along(**counted, **errors)

    def table(self, title: str = "") -> Table:
        """One row a day."""
        columns = (
            Column("day"),
            Column("strikers"),
            Column("tried", "cases"),
            Column("tried", "share"),
            Column("dismissed", "cases"),
            Column("gave up", "cases"),
            Column("waiting", "cases"),
            Column("in trial", "cases"),
        )
        shown = (self.days, self.strikers, self.tried, self.tried_share, self.dismissed,
                 self.gave_up, self.waiting, self.in_trial)  # fmt: skip
        rows = [
            (f"{row[0]:,.6g}", f"{row[1]:,.6g}", *map(float, row[2:]))
            for row in zip(*shown, strict=True)
        ]
        notes = []
        if self.standard_errors:
            largest = max(float(self.standard_errors[name].max()) for name in COUNTS[:-1])
            notes.append(
                f"Means over replications; standard errors of at most {largest:.2g} cases."
            )
        if self.error_bound:
            notes.append(f"Exact but for long queues cut off: within {self.error_bound:.1g} cases.")
        heading = title or f"A court as a queue: {self.method}"
        return Table(heading, columns, rows, notes)
