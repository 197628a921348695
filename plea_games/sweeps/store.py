"""A sweep on disk: a zarr group, and in it a journal of the tiles that are whole.

What is done in which order, and what that promises:

1. Each file is written under a name of its own and then renamed. A rename replaces all of a file or
   nothing, also where the process is killed in between: who opens a file under its name finds the
   old content or the new. What a killed process leaves are files under partial names, which nobody
   reads.
2. A new store is laid out in a folder under a name that nobody else has, and then renamed: under
   its own name it always says what it is.
3. A tile's chunks are written first, one for each output, then the tile's row in the journal: the
   checksum of the values as they were computed. A tile counts only once that row is there and the
   values, read again, have that checksum. So a tile is known to be whole or is done again, whatever
   stopped the program between any two of these steps, and whoever changed a byte since.
4. Nothing waits for the disk (``fsync``) here. When the power fails, the system may lose writes of
   the last seconds, and some before others, so that a journal row is there and its chunk is not.
   Then the checksum tells, and the tile is done again. A table or NetCDF file is forced to the disk
   before it takes its name, since then its store goes.
5. Metadata and coordinates have no checksum, for all of them follow from the plan: they are
   compared with what it would lay out, and written again where they differ.

All of this is done by one process, which holds the lock, and by workers for it.
"""

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import zarr
from numpy.typing import NDArray

from ..errors import Fault, ParameterError, StoreError, shown
from .dates import now
from .layout import JOURNAL, ROOT, documents, lay_out, says_the_same
from .lock import is_held_by
from .plan import SweepPlan, Tile
from .provenance import attributes
from .whole_files import partial_of, put

Floats = NDArray[np.float64]


class Store:
    """The tiles of one plan, in a folder; ``word`` is what the holder of its lock was given."""

    def __init__(self, folder: Path, plan: SweepPlan, word: str) -> None:
        self.folder, self.plan, self.word = folder, plan, word
        self._group: Any = None

    def create(self) -> None:
        """Lay out an empty store."""
        if os.path.lexists(self.folder):
            rule = "must not exist yet"
            remedy = "resume it, give another name, or remove it"
            raise ParameterError([Fault("out", shown(str(self.folder)), rule, remedy)])
        partial = partial_of(self.folder)
        try:
            lay_out(self.plan, str(partial), date=now())
            partial.rename(self.folder)
        except OSError as error:
            shutil.rmtree(partial, ignore_errors=True)
            raise StoreError(f"could not create {self.folder}: {error}") from None

    def check(self) -> None:
        """That the store was made by this very plan; what it says wrongly is written again."""
        described = self._described()
        expected = attributes(self.plan)
        rule = ""
        if described is None:
            rule = "must be the store of a sweep"
        elif described.get("source") != expected["source"]:
            rule = f"was made by {described.get('source', 'something else')}"
        elif described.get("fingerprint") != expected["fingerprint"]:
            rule = "was made by another study"
        if described is None or rule:
            remedy = "give another name, or remove it"
            raise ParameterError([Fault("resume", shown(str(self.folder)), rule, remedy)])
        date = described.get("date")
        for path, content in documents(self.plan, date=date if isinstance(date, str) else now()):
            file = self.folder / path
            if not _has(file, path, content):
                with self._writing(f"mend {path} of {self.folder}"):
                    file.parent.mkdir(parents=True, exist_ok=True)
                    put(file, content)
                print(f"{path} is damaged: written again", file=sys.stderr)

    def write(self, number: int, tile: Tile, values: Mapping[str, Floats]) -> None:
        """One tile, and then that it is whole."""
        name = f"tile {number + 1:,} of {self.plan.tile_count:,}"
        with self._writing(f"write {name} to {self.folder}"):
            for output in self.plan.outputs:
                self.group[output.name][tile] = values[output.name]
            self.group[JOURNAL][number] = _checksum(self.plan, values)

    def state(self, number: int, tile: Tile) -> str:
        """Whether a tile is "whole", "missing" or "damaged"."""
        try:
            stated = np.asarray(self.group[JOURNAL][number])
            if not stated.any():
                return "missing"
            values = self.read(tile)
        except Exception:  # damaged bytes may fail in any codec, and in any way
            return "damaged"
        return "whole" if np.array_equal(_checksum(self.plan, values), stated) else "damaged"

    def read(self, tile: Tile) -> dict[str, Floats]:
        """One tile's values."""
        return {o.name: np.asarray(self.group[o.name][tile]) for o in self.plan.outputs}

    @property
    def group(self) -> Any:
        """The open zarr group."""
        if self._group is None:
            self._group = zarr.open_group(self.folder, mode="r+", zarr_format=3)
        return self._group

    def put_down(self, file: Path) -> None:
        """Before a file made of this store takes its name: what is in it."""
        put(self._written, _digest(file).encode())

    def is_source_of(self, file: Path) -> bool:
        """Whether a file is the one that was made of this store."""
        try:
            return self._written.read_text() == _digest(file)
        except (OSError, UnicodeError):
            return False

    def remove(self) -> None:
        """All of it, once its values are elsewhere."""
        partial = partial_of(self.folder)
        self.folder.rename(partial)
        shutil.rmtree(partial, ignore_errors=True)

    @property
    def is_held(self) -> bool:
        """Whether this process sees the very folder that the holder of the word has locked."""
        return is_held_by(self.folder, self.word)

    def _described(self) -> Mapping[str, Any] | None:
        """The attributes that the group has, if it is one."""
        try:
            root = json.loads((self.folder / ROOT).read_bytes())
        except (ValueError, FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise StoreError(f"could not read {self.folder}: {error}") from None
        described = root.get("attributes") if isinstance(root, dict) else None
        return described if isinstance(described, dict) else None

    @contextmanager
    def _writing(self, what: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(f"could not {what}: {error}; what is there can be resumed") from None

    @property
    def _written(self) -> Path:
        return self.folder / "written"


def _has(file: Path, path: str, content: bytes) -> bool:
    try:
        return says_the_same(path, file.read_bytes(), content)
    except OSError:
        return False


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _checksum(plan: SweepPlan, values: Mapping[str, Floats]) -> NDArray[np.uint8]:
    digest = hashlib.sha256()
    for output in plan.outputs:
        digest.update(np.ascontiguousarray(values[output.name]).tobytes())
    return np.frombuffer(digest.digest(), np.uint8)
