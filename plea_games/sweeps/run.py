"""Carrying out a plan: tile by tile, into memory or into a store."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import Fault, ParameterError
from ..extras import optional
from ..progress import bar
from .dates import now
from .plan import SweepPlan, Tile
from .provenance import attributes, axis_attributes
from .variable import Variable

if TYPE_CHECKING:
    import xarray

    from .store import Store

LARGEST_IN_MEMORY = 4 * 10**9
"""Bytes of outputs up to which a sweep is kept in memory."""

LARGEST_UNASKED = 10**10
"""Points up to which a sweep starts without being told that its size is meant."""

NumberedTile = tuple[int, Tile]
Results = Iterator[tuple[int, Tile, Mapping[str, Any]]]
"""Tiles with their values; without, where they are in the store already."""

Runner = Callable[[SweepPlan, Iterable[NumberedTile], "Store | None"], Results]


def here(plan: SweepPlan, tiles: Iterable[NumberedTile], _: "Store | None") -> Results:
    """Tiles computed in this process."""
    for number, tile in tiles:
        yield number, tile, plan.compute(tile)


def in_arrays(
    plan: SweepPlan, compute: Runner = here, *, progress: bool | None = False
) -> dict[str, Variable]:
    """The whole in memory, axes and outputs by name; xarray, which is long to load, is not."""
    computed = {output.name: np.empty(plan.shape) for output in plan.outputs}
    with _bar(plan, 0, progress) as shown:
        for _, tile, values in compute(plan, enumerate(plan.tiles()), None):
            for name, array in values.items():
                computed[name][tile] = array
            shown.update(size_of(tile))
    about = axis_attributes(plan)
    variables = [Variable(o.name, plan.dimensions, computed[o.name], o.attributes())
                 for o in plan.outputs]  # fmt: skip
    variables += [Variable(axis.name, (axis.dimension,), axis.values, about[axis.name])
                  for axis in plan.axes]  # fmt: skip
    return {variable.name: variable for variable in variables}


def in_memory(plan: SweepPlan, compute: Runner, progress: bool | None) -> "xarray.Dataset":
    """The whole as a dataset."""
    with optional():
        import xarray
    found = {
        name: (each.dimensions, each.values, each.attributes)
        for name, each in in_arrays(plan, compute, progress=progress).items()
    }
    axes = {axis.name: found.pop(axis.name) for axis in plan.axes}
    return xarray.Dataset(found, axes, {**attributes(plan), "date": now()})


def fill(store: "Store", compute: Runner, *, resume: bool, progress: bool | None) -> None:
    """Make a store complete; with ``resume`` one that may be there in part."""
    plan = store.plan
    is_whole = np.zeros(plan.tile_count, np.bool_)
    done = 0
    if resume and os.path.lexists(store.folder):
        store.check()
        for number, tile in enumerate(plan.tiles()):
            state = store.state(number, tile)
            if state == "damaged":
                said = f"tile {number + 1:,} of {plan.tile_count:,} is damaged: computed again"
                print(said, file=sys.stderr)
            is_whole[number] = state == "whole"
            done += size_of(tile) * (state == "whole")
    else:
        store.create()
    unfinished = (place for place in enumerate(plan.tiles()) if not is_whole[place[0]])
    with _bar(plan, done, progress) as shown:
        for number, tile, values in compute(plan, unfinished, store):
            if values:
                store.write(number, tile, values)
            shown.update(size_of(tile))


def refuse_unasked_size(plan: SweepPlan, *, in_memory: bool, at_any_size: bool) -> None:
    """That a size that takes days, or more memory than there may be, is meant."""
    faults = []
    takes = f"{plan.points:,} in {plan.tile_count:,} tiles, {plan.bytes / 1e9:,.4g} GB"
    if plan.points > LARGEST_UNASKED and not at_any_size:
        hours = plan.points * SECONDS_A_POINT / 3600
        rule = f"are more than {LARGEST_UNASKED:,}, at least {hours:,.0f} hours on one core"
        remedy = "coarsen an axis, or say at_any_size=True (--at-any-size) if they are meant"
        faults.append(Fault("points", takes, rule, remedy))
    if in_memory and plan.bytes > LARGEST_IN_MEMORY:
        rule = f"need a file beyond {LARGEST_IN_MEMORY / 1e9:g} GB"
        faults.append(Fault("points", takes, rule, "give out, such as results.zarr"))
    if faults:
        raise ParameterError(faults)


SECONDS_A_POINT = 1e-6
"""For a guess at how long a large sweep takes; see docs/scale.md."""


def _bar(plan: SweepPlan, done: int, progress: bool | None) -> Any:
    return bar(
        progress, total=plan.points, initial=done, unit=" points", unit_scale=True, desc="sweep"
    )


def size_of(tile: Tile) -> int:
    """Its points."""
    return int(np.prod([part.stop - part.start for part in tile]))
