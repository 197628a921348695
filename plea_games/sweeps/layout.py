"""How a sweep lies on disk: a zarr group that any reader opens, and in it a journal of checksums.

All of it but the values follows from the plan. So what a store says of itself is not trusted: it is
compared with what the plan would lay out anew.
"""

import json
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import zarr
from zarr.codecs import ZstdCodec
from zarr.storage import MemoryStore, StoreLike

from .plan import SweepPlan
from .provenance import attributes, axis_attributes, output_attributes

ROOT = "zarr.json"
"""Where the group says what it is, and what all its arrays are."""

_FOLDER, _NAME = "journal", "checksum"
JOURNAL = f"{_FOLDER}/{_NAME}"
"""An array with a row for each tile: the SHA-256 of its values, or zeros where it is not done."""

_AS_STATED: Any = {"order": "C", "write_empty_chunks": False}
"""Users have defaults of their own for this, for the format and for codecs."""

_CODEC = ZstdCodec(level=0)


def lay_out(plan: SweepPlan, place: StoreLike, *, date: str) -> None:
    """An empty store of a plan."""
    group = zarr.open_group(place, mode="w-", zarr_format=3)
    group.attrs.update({**attributes(plan), "date": date})
    about = axis_attributes(plan)
    for axis in plan.axes:
        array = group.create_array(
            axis.name,
            shape=axis.values.shape,
            dtype="float64",
            fill_value=0.0,
            dimension_names=[axis.dimension],
            attributes=about[axis.name],
            compressors=_CODEC,
            config=_AS_STATED,
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
            compressors=_CODEC,
            config=_AS_STATED,
        )
    group.create_group(_FOLDER).create_array(
        _NAME,
        shape=(plan.tile_count, 32),
        chunks=(1, 32),
        dtype="uint8",
        fill_value=0,
        compressors=None,
        dimension_names=["tile", "byte"],
        config=_AS_STATED,
    )
    with warnings.catch_warnings():  # version 3 of the format is to get it, and readers know it
        warnings.filterwarnings("ignore", "Consolidated metadata")
        zarr.consolidate_metadata(place)


def documents(plan: SweepPlan, *, date: str) -> Iterator[tuple[str, bytes]]:
    """Every file of an empty store by its path, the root last: what vouches for the rest."""
    files: dict[str, Any] = {}
    lay_out(plan, MemoryStore(files), date=date)
    root = files.pop(ROOT)
    yield from ((path, files[path].to_bytes()) for path in sorted(files))
    yield ROOT, root.to_bytes()


def says_the_same(path: str, content: bytes, expected: bytes) -> bool:
    """Whether a file is as expected; descriptions may be spaced and ordered otherwise."""
    if content == expected or not path.endswith(ROOT):
        return content == expected
    try:
        return bool(json.loads(content) == json.loads(expected))
    except ValueError:
        return False
