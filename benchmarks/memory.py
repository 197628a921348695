"""Peak memory of one call, measured in a process of its own."""

import multiprocessing
import resource
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib import import_module
from itertools import islice

_MEGABYTE = 2**20 if sys.platform == "darwin" else 2**10  # in the unit of ru_maxrss


def weights(topic: str, place: int) -> tuple[str, str]:
    """Megabytes that either side of a topic's case needs beyond the topic's imports.

    Inputs count, and so does what a library compiles when it is first called.
    """
    ours, theirs = (
        f"{_in_fresh_process(topic, place, side) - _imports(topic):.3g}"
        for side in ("ours", "theirs")
    )
    return ours, theirs


@cache
def _imports(topic: str) -> float:
    return _in_fresh_process(topic, None, "")


def _in_fresh_process(topic: str, place: int | None, side: str) -> float:
    # A forked copy of a small server, since a peak is inherited where a program is started
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(1, mp_context=context) as process:
        return process.submit(_peak, topic, place, side).result()


def _peak(topic: str, place: int | None, side: str) -> float:
    cases = import_module(topic).cases()
    if place is not None:
        getattr(next(islice(cases, place, None)), side)()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE
