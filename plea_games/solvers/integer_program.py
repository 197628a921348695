"""HiGHS, called so that nothing but its answer comes back."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any

from scipy.optimize import milp

_one_at_a_time = Lock()


def integer_program(*arguments: Any, **options: Any) -> Any:
    """``scipy.optimize.milp``, whose solver prints a stray line to stdout now and then.

    That line would spoil what a command writes there, so it goes to stderr instead.
    """
    with _one_at_a_time, _stdout_as_stderr():
        return milp(*arguments, **options)


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
