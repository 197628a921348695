"""Files that sweeps are written to, by their endings; tables and NetCDF by way of a store.

Whatever the ending, values go into a zarr store first, tile by tile. For other endings than .zarr
that store is hidden beside the file; once it is complete, the file is written from it tile by tile
under another name, forced to the disk, renamed, and the store removed. So a file under its own name
is always whole. Before it takes its name, its checksum is put down in the store: so a file that is
there beside an unfinished store is known to be made of it, or left alone.
"""

import json
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from errno import EEXIST, ENOSPC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import Fault, ParameterError, StoreError, shown
from ..model.reading import read_path
from .dates import now
from .lock import locked
from .plan import SweepPlan
from .provenance import attributes, axis_attributes, output_attributes
from .run import Runner, fill
from .whole_files import remove_partials, replaced

if TYPE_CHECKING:
    import pyarrow
    import xarray

    from .store import Store

_NETCDF_OVERHEAD = 2**20

DATASETS = (".zarr", ".nc")
"""Endings of files that xarray opens."""


def read_ending(out: object, endings: Collection[str]) -> Path:
    """A path with one of these endings."""
    path = read_path(out, "out")
    if path.suffix.lower() in endings:
        return path
    rule = f"must be a path ending in {', '.join(endings)}"
    raise ParameterError([Fault("out", shown(out), rule, "write such as results.zarr")])


def write(
    plan: SweepPlan, file: Path, compute: Runner, *, resume: bool, progress: bool | None
) -> None:
    """Carry out a plan into a file."""
    place = file.resolve()  # by whatever link it was named, it has one lock
    writer = WRITERS[file.suffix.lower()]
    folder = place if writer is None else place.with_name(f".{place.name}.zarr")
    from .store import Store  # with zarr, which sweeps in memory need not wait for

    with locked(folder, out=file) as word:
        store = Store(folder, plan, word)
        for beside in {folder, place}:
            remove_partials(beside)
        if writer is None:
            fill(store, compute, resume=resume, progress=progress)
        else:
            _by_way_of(store, place, writer, compute, resume=resume, progress=progress)


def _by_way_of(
    store: "Store",
    file: Path,
    writer: Callable[["Store", Path], None],
    compute: Runner,
    *,
    resume: bool,
    progress: bool | None,
) -> None:
    """Fill a hidden store, write the file from it, and remove it."""
    if os.path.lexists(file):
        if resume and store.is_source_of(file):  # it was stopped while it removed the store
            store.remove()
            return
        rule = "is there already, and whole" if resume else "must not exist yet"
        if resume and store.folder.exists():
            rule = "is there already, and not of this sweep, which is not finished"
        remedy = "give another name, or remove it"
        raise ParameterError([Fault("out", shown(str(file)), rule, remedy)])
    fill(store, compute, resume=resume, progress=progress)
    try:
        with replaced(file) as partial:
            writer(store, partial)
            store.put_down(partial)
            if os.path.lexists(file):
                raise FileExistsError(EEXIST, os.strerror(EEXIST))
        store.remove()
    except (OSError, RuntimeError) as error:  # HDF5 raises the latter
        what = f"could not write {file}: {error}"
        raise StoreError(f"{what}; all values are computed and can be resumed from") from None


def open_dataset(file: Path) -> "xarray.Dataset":
    """A written dataset, its values still on disk."""
    import xarray

    if file.suffix.lower() == ".nc":
        return xarray.open_dataset(file, engine="h5netcdf")
    dataset: xarray.Dataset = xarray.open_zarr(file, chunks=None)
    return dataset


def _to_netcdf(store: "Store", file: Path) -> None:
    import h5netcdf

    plan, about = store.plan, axis_attributes(store.plan)
    if shutil.disk_usage(file.parent).free < plan.bytes + _NETCDF_OVERHEAD:
        raise OSError(ENOSPC, os.strerror(ENOSPC))  # HDF5 would crash on the way
    with h5netcdf.File(file, "w") as target:
        target.attrs.update({**attributes(plan), "date": now()})
        target.dimensions = dict(zip(plan.dimensions, plan.shape, strict=True))
        for axis in plan.axes:
            values = target.create_variable(axis.name, (axis.dimension,), float, data=axis.values)
            values.attrs.update(about[axis.name])
        for output in plan.outputs:
            values = target.create_variable(
                output.name, plan.dimensions, float, chunks=plan.tile_shape, fillvalue=np.nan
            )
            values.attrs.update(output_attributes(plan, output))
        for tile in plan.tiles():
            for name, computed in store.read(tile).items():
                target[name][tile] = computed


def _to_parquet(store: "Store", file: Path) -> None:
    from pyarrow import parquet

    with parquet.ParquetWriter(file, _schema(store.plan)) as target:
        for rows in _rows(store):
            target.write_table(rows)


def _to_csv(store: "Store", file: Path) -> None:
    from pyarrow import csv

    names = [*(axis.name for axis in store.plan.axes), *(o.name for o in store.plan.outputs)]
    options = csv.WriteOptions(include_header=False)
    with file.open("wb") as stream:
        stream.write(f"{','.join(names)}\n".encode())
        with csv.CSVWriter(stream, _schema(store.plan), write_options=options) as target:
            for rows in _rows(store):
                target.write_table(rows)


def _schema(plan: SweepPlan) -> "pyarrow.Schema":
    """Columns for what is varied and what is put out, with units; where it comes from."""
    import pyarrow

    about = {**axis_attributes(plan), **{o.name: o.attributes() for o in plan.outputs}}
    fields = [
        pyarrow.field(name, pyarrow.float64(), metadata=_as_text(described))
        for name, described in about.items()
    ]
    units = {name: described["units"] for name, described in about.items()}
    whole = {**attributes(plan), "date": now()}
    # columns' own metadata are Arrow's alone; pandas takes its attrs from a key of its own
    kept = {**whole, "units": units, "PANDAS_ATTRS": {**whole, "units": units}}
    return pyarrow.schema(fields, metadata=_as_text(kept))


def _as_text(described: Mapping[str, Any]) -> dict[str, str]:
    return {
        key: value if isinstance(value, str) else json.dumps(value)
        for key, value in described.items()
    }


def _rows(store: "Store") -> Iterator["pyarrow.Table"]:
    """One row a point, tile by tile; what does not exist is null."""
    import pyarrow

    schema = _schema(store.plan)
    for tile in store.plan.tiles():
        columns = {**store.plan.points_of(tile), **store.read(tile)}
        arrays = [pyarrow.array(values.ravel(), from_pandas=True) for values in columns.values()]
        yield pyarrow.Table.from_arrays(arrays, schema=schema)


WRITERS: Mapping[str, Callable[["Store", Path], None] | None] = {
    ".zarr": None,
    ".nc": _to_netcdf,
    ".parquet": _to_parquet,
    ".csv": _to_csv,
}
