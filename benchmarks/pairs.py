"""What is timed against what: pairs of calls, measured in turn within one run."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Call = Callable[[], Any]


@dataclass(frozen=True)
class Case:
    """One row: what ``ours`` does, and what it is held against."""

    what: str
    ours: Call
    against: str
    theirs: Call
    runs: int = 5

    def row(self) -> tuple[str, ...]:
        """Medians of both, and the median of the paired ratios."""
        times = [(_timed(self.ours), _timed(self.theirs)) for _ in range(self.runs)]
        ours, theirs = (statistics.median(column) for column in zip(*times, strict=True))
        ratio = statistics.median(a / b for a, b in times)
        return self.what, f"{ours:.4g}", self.against, f"{theirs:.4g}", f"{ratio:.3g}"


def _timed(call: Call) -> float:
    gc.collect()
    call()  # or one side would pay for memory that the other has just given back
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
