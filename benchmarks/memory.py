"""Peak memory of one call, beyond what its inputs take."""

import multiprocessing
import resource
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from itertools import islice

from pairs import Call

_MEGABYTE = 2**20 if sys.platform == "darwin" else 2**10  # in the unit of ru_maxrss


def weights(topic: str, place: int) -> tuple[str, str]:
    """Megabytes that either side of a topic's case takes, each in a process of its own.

    What a library loads or compiles when it is first called counts.
    """
    context = multiprocessing.get_context("spawn")  # a fresh start, with no freed memory to reuse
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as processes:
        ours, theirs = processes.map(_weigh, (topic,) * 2, (place,) * 2, ("ours", "theirs"))
    return f"{ours:.3g}", f"{theirs:.3g}"


def _weigh(topic: str, place: int, side: str) -> float:
    case = next(islice(import_module(topic).cases(), place, None))
    context = multiprocessing.get_context("fork")  # a fork's peak starts from what it holds
    answer = context.SimpleQueue()
    process = context.Process(target=lambda: answer.put(_rise(getattr(case, side))))
    process.start()
    process.join()
    return answer.get()


def _rise(call: Call) -> float:
    before = _peak()
    call()
    return _peak() - before


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE
