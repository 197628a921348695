"""One process at a time writes to a place; the others are told which one does.

The lock is the operating system's, on a file beside what is written, so it ends with the process
that holds it, however that process ends: no lock is left behind by a process that was killed. The
file itself may stay, with the name of its last holder, and nobody minds it. On NFS, Linux passes
these locks on to the server, so that they hold among machines as well; where a file system has no
locks, nothing is written.
"""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from ..errors import Fault, ParameterError, StoreError, shown
from .dates import now

_PATIENCE = 0.5  # seconds, for one that is just ending
_LOOKS = 10


@contextmanager
def locked(folder: Path, *, out: Path) -> Iterator[str]:
    """Hold the lock of a folder, which is written for a file ``out`` that a user named.

    Yields
    ------
    str
        A word that only the holder's file has: who reads it there sees this very folder.
    """
    file = lock_file(folder)
    lock = FileLock(file, timeout=_PATIENCE, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        rule = f"is being written by {_holder(file)}"
        remedy = "wait for it, or give another name"
        raise ParameterError([Fault("out", shown(str(out)), rule, remedy)]) from None
    except (OSError, NotImplementedError) as error:
        raise StoreError(f"could not create {out}: {error}") from None
    word = uuid4().hex
    try:
        _say(file, f"process {os.getpid()} on {socket.gethostname()} since {now()}\n{word}\n", out)
        yield word
    finally:
        with suppress(OSError):  # another system may not remove what is open
            file.unlink()
        lock.release()


def is_held_by(folder: Path, word: str) -> bool:
    """Whether the folder's lock is held by the process that was given this word."""
    try:
        return word.encode() in lock_file(folder).read_bytes().splitlines()
    except OSError:
        return False


def lock_file(folder: Path) -> Path:
    """Beside the folder, which is not there yet when it is locked."""
    return folder.with_name(f".{folder.name}.lock")


def _say(file: Path, text: str, out: Path) -> None:
    try:
        file.write_bytes(text.encode())
    except OSError as error:
        raise StoreError(f"could not create {out}: {error}") from None


def _holder(file: Path) -> str:
    """Who holds it, which is written there a moment after it is taken."""
    for _ in range(_LOOKS):
        with suppress(OSError, UnicodeError):
            if holder := file.read_text("utf-8").split("\n")[0]:
                return holder
        time.sleep(_PATIENCE / _LOOKS)
    return "another process"
