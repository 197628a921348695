"""Files that are under their name whole or not at all."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4


@contextmanager
def replaced(file: Path) -> Iterator[Path]:
    """A name beside a file to write to, which then takes the file's name.

    It is forced to the disk first, so that also after a power failure the file has its old content
    or all of its new content. Where anything is raised, what was there stays, and nothing else.
    """
    partial = partial_of(file)
    try:
        yield partial
        with partial.open("rb+") as stream:
            os.fsync(stream.fileno())
        partial.replace(file)
        _force(file.parent)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def put(file: Path, content: bytes) -> None:
    """A small file, replaced as a whole."""
    with replaced(file) as partial:
        partial.write_bytes(content)


def partial_of(path: Path) -> Path:
    """A name beside a file or folder that nobody has."""
    return path.with_name(f".{path.name}.{uuid4().hex}.partial")


def remove_partials(path: Path) -> None:
    """Remove what earlier writers were killed over; only for who holds the lock."""
    pattern = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{32}}\.partial")
    for beside in path.parent.iterdir():
        if pattern.fullmatch(beside.name):
            if beside.is_dir():
                shutil.rmtree(beside, ignore_errors=True)
            else:
                beside.unlink(missing_ok=True)


def _force(folder: Path) -> None:
    """That a folder's list of names is on the disk, where a system can be asked for it."""
    if os.name != "posix":
        return
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
