"""What is timed: pairs of calls, in turn within one run, and one call at growing sizes."""

import gc
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Call = Callable[[], Any]
Clock = Callable[[], float]


@dataclass(frozen=True)
class Case:
    """One pair: what ``ours`` does, and what it is held against.

    ``counted`` says that both return a collection whose length is of interest, ``weighed`` that the
    peak memory of both is to be measured too, and ``clock`` what counts the seconds.
    """

    what: str
    ours: Call
    against: str
    theirs: Call
    runs: int = 5
    counted: bool = False
    weighed: bool = False
    clock: Clock = time.perf_counter

    HEADERS = ("what", "seconds", "found", "MB", "against", "seconds", "found", "MB", "ratio")

    def row(self, ours_weighs: str = "", theirs_weighs: str = "") -> tuple[str, ...]:
        """Medians of both, and the median of the paired ratios."""
        ours_found, theirs_found = self._found(self.ours), self._found(self.theirs)
        both = self.ours, self.theirs
        times = [[_timed(call, self.clock) for call in both] for _ in range(self.runs)]
        ours, theirs = (f"{statistics.median(column):.4g}" for column in zip(*times, strict=True))
        return (
            *(self.what, ours, ours_found, ours_weighs),
            *(self.against, theirs, theirs_found, theirs_weighs),
            f"{statistics.median(a / b for a, b in times):.3g}",
        )

    def _found(self, call: Call) -> str:
        return str(len(call())) if self.counted else ""


@dataclass(frozen=True)
class Growth:
    """One call at growing sizes: ``prepare`` gives the call for a size.

    Or ``process`` gives the seconds and peak megabytes of a process of its own.
    """

    what: str
    sizes: Sequence[int]
    prepare: Callable[[int], Call] | None = None
    runs: int = 3
    clock: Clock = time.perf_counter
    process: Callable[[int], tuple[float, float]] | None = None

    HEADERS = ("what", "N from", "seconds", "N to", "seconds", "MB", "exponent")

    def row(self) -> tuple[str, ...]:
        """Medians at both ends, and the slope of log time against log N by least squares."""
        times, megabytes = zip(*map(self._measured, self.sizes), strict=True)
        exponent = np.polyfit(np.log(self.sizes), np.log(times), 1)[0]
        least, most = (f"{size:,}" for size in (self.sizes[0], self.sizes[-1]))
        seconds = (f"{times[0]:.4g}", f"{times[-1]:.4g}")
        return self.what, least, seconds[0], most, seconds[1], megabytes[-1], f"{exponent:.2f}"

    def _measured(self, size: int) -> tuple[float, str]:
        if self.process is not None:
            seconds, peak = self.process(size)
            return seconds, f"{peak:.0f}"
        assert self.prepare is not None
        call = self.prepare(size)
        return statistics.median(_timed(call, self.clock) for _ in range(self.runs)), ""


def processor() -> float:
    """Seconds that processors spent on this process and those that it waited for."""
    return time.process_time() + sum(os.times()[2:4])


def _timed(call: Call, clock: Clock) -> float:
    gc.collect()
    call()  # or one side would pay for memory that the other has just given back
    start = clock()
    call()
    return clock() - start
