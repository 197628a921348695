"""A sweep on disk: a zarr group, and a journal of the tiles that are whole.

A tile counts only once its journal entry is there: the checksum of its values, written under
another name and then renamed. So whatever stops the program, every tile is either whole and known
to be, or done again; and a tile whose values no longer match its checksum is done again as well.
"""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import zarr
from numpy.typing import NDArray

from ..errors import Fault, ParameterError, StoreError
from .plan import SweepPlan, Tile
from .provenance import attributes, axis_attributes, now, output_attributes

Floats = NDArray[np.float64]

_MARK = "mark"


class Store:
    """The tiles of one plan, in a folder."""

    def __init__(self, folder: Path, plan: SweepPlan) -> None:
        self.folder, self.plan = folder, plan
        self._group: Any = None

    def create(self) -> None:
        """Lay out an empty store.

        Raises
        ------
        ParameterError
            Where something is there already.
        StoreError
            Where nothing can be written there.
        """
        if self.folder.exists():
            rule = "must not exist yet"
            remedy = "resume it, give another name, or remove it"
            raise ParameterError([Fault("out", str(self.folder), rule, remedy)])
        partial = self._partial
        try:
            shutil.rmtree(partial, ignore_errors=True)
            self._lay_out(partial)
            shutil.rmtree(self.journal, ignore_errors=True)
            self.journal.mkdir()
            partial.rename(self.folder)
        except OSError as error:
            shutil.rmtree(partial, ignore_errors=True)
            raise StoreError(f"could not create {self.folder}: {error}") from None

    def check(self) -> None:
        """That the store was made by this very plan.

        Raises
        ------
        ParameterError
            Where it was not, or is no store.
        """
        rule = ""
        try:
            group = zarr.open_group(self.folder, mode="r")
            found, arrays = dict(group.attrs), set(group.array_keys())
        except (OSError, ValueError, KeyError):
            rule = "must be the store of a sweep"
        else:
            expected = attributes(self.plan)
            if found.get("source") != expected["source"]:
                rule = f"was made by {found.get('source', 'something else')}"
            elif found.get("fingerprint") != expected["fingerprint"]:
                rule = "was made by another study"
            elif lost := [o.name for o in self.plan.outputs if o.name not in arrays]:
                rule = f"has lost {', '.join(lost)}"
            elif not self.journal.is_dir():
                rule = "has lost its journal"
        if rule:
            remedy = "give another name, or remove it"
            raise ParameterError([Fault("resume", str(self.folder), rule, remedy)])

    def write(self, number: int, tile: Tile, found: Mapping[str, Floats]) -> None:
        """One tile, and then that it is whole.

        Raises
        ------
        StoreError
            Where the disk is full or the folder cannot be written.
        """
        try:
            for output in self.plan.outputs:
                self.group[output.name][tile] = found[output.name]
            entry = self._entry(number)
            partial = entry.with_suffix(f".{uuid4().hex}")  # a lost worker may still be writing
            partial.write_text(_checksum(self.plan, found))
            partial.replace(entry)
        except OSError as error:
            what = f"could not write tile {number:,} of {self.plan.tile_count:,} to {self.folder}"
            raise StoreError(f"{what}: {error}; what is there can be resumed") from None

    def state(self, number: int, tile: Tile) -> str:
        """Whether a tile is "whole", "missing" or "damaged"."""
        try:
            stated = self._entry(number).read_text()
        except (OSError, UnicodeError):
            return "missing"
        try:
            found = self.read(tile)
        except Exception:  # damaged bytes may fail in any codec, and in any way
            return "damaged"
        return "whole" if _checksum(self.plan, found) == stated else "damaged"

    def mark(self) -> str:
        """Leave a word in the journal by which other processes know that they see this folder."""
        word = uuid4().hex
        (self.journal / _MARK).write_text(word)
        return word

    def has_mark(self, word: str) -> bool:
        """Whether this is the folder that was marked with that word."""
        try:
            return (self.journal / _MARK).read_text() == word
        except (OSError, UnicodeError):
            return False

    def read(self, tile: Tile) -> dict[str, Floats]:
        """One tile's values."""
        return {o.name: np.asarray(self.group[o.name][tile]) for o in self.plan.outputs}

    @property
    def group(self) -> Any:
        """The open zarr group."""
        if self._group is None:
            self._group = zarr.open_group(self.folder, mode="r+")
        return self._group

    def remove(self) -> None:
        """All of it, once its values are elsewhere; the journal last, for it tells of the rest."""
        if self.folder.exists():
            shutil.rmtree(self._partial, ignore_errors=True)
            self.folder.rename(self._partial)
        shutil.rmtree(self._partial, ignore_errors=True)
        shutil.rmtree(self.journal, ignore_errors=True)

    def _lay_out(self, folder: Path) -> None:
        plan = self.plan
        group = zarr.open_group(folder, mode="w")
        group.attrs.update({**attributes(plan), "date": now()})
        about = axis_attributes(plan)
        for axis in plan.axes:
            array = group.create_array(
                axis.name,
                shape=axis.values.shape,
                dtype="float64",
                dimension_names=[axis.dimension],
                attributes=about[axis.name],
            )
            array[:] = axis.values
        for output in plan.outputs:
            group.create_array(
                output.name,
                shape=plan.shape,
                chunks=plan.tile_shape,
                dtype="float64",
                fill_value=np.nan,
                dimension_names=plan.dimensions,
                attributes=output_attributes(plan, output),
            )

    @property
    def _partial(self) -> Path:
        """What is not laid out yet, or removed in part."""
        return self.folder.with_name(f".{self.folder.name}.partial")

    @property
    def journal(self) -> Path:
        """Beside the store, for zarr does not expect strange files in it."""
        return self.folder.with_name(f".{self.folder.name}.journal")

    def _entry(self, number: int) -> Path:
        return self.journal / f"{number:08d}"


def _checksum(plan: SweepPlan, found: Mapping[str, Floats]) -> str:
    digest = hashlib.sha256()
    for output in plan.outputs:
        digest.update(np.ascontiguousarray(found[output.name]).tobytes())
    return digest.hexdigest()
