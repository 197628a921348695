"""HiGHS, called so that nothing but its answer comes back."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any

import numpy as np

_one_at_a_time = Lock()


def integer_program(
    costs: Any, rows: Any, *, seconds: float, least: float = -np.inf, most: float = np.inf
) -> Any:
    """The least cost of a choice whose rows sum to no less than ``least``, no more than ``most``.

    ``scipy.optimize.milp`` answers, whose solver prints a stray line to stdout now and then. That
    would spoil what a command writes there, so it goes to stderr instead.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp  # long to load, and seldom needed

    with _one_at_a_time, _stdout_as_stderr():
        return milp(
            costs,
            constraints=LinearConstraint(rows, least, most),
            integrality=np.ones(len(costs), dtype=np.int64),
            bounds=Bounds(0, 1),
            options={"time_limit": seconds, "mip_rel_gap": 0},
        )


@contextmanager
def _stdout_as_stderr() -> Iterator[None]:
    try:
        kept = os.dup(1)
    except OSError:  # no standard output, so nothing to spoil
        yield
        return
    _flush()
    try:
        with suppress(OSError):
            os.dup2(2, 1)
        yield
    finally:
        _flush()
        os.dup2(kept, 1)
        os.close(kept)


def _flush() -> None:
    """What Python and C still hold back goes where it was meant to go."""
    with suppress(AttributeError, OSError, ValueError):
        sys.stdout.flush()
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).fflush(None)
