"""The sweep itself: tiles computed here or on a cluster, kept in memory or in a store."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from tqdm import tqdm

from ..errors import Fault, ParameterError
from ..model.game import PleaGame
from ..model.reading import refuse_other_kinds
from .axes import read_axes
from .outputs import read_outputs
from .plan import Plan, Tile, planned
from .provenance import attributes, axis_attributes, now
from .store import Store

if TYPE_CHECKING:
    import xarray

LARGEST_IN_MEMORY = 4 * 10**9
"""Bytes of outputs up to which a sweep is kept in memory."""

LARGEST_UNASKED = 10**10
"""Points up to which a sweep starts without being told that its size is meant."""

Results = Iterator[tuple[int, Tile, Mapping[str, Any]]]
Runner = Callable[[Plan, list[tuple[int, Tile]]], Results]


def plan_sweep(
    game: PleaGame,
    over: Mapping[str, object],
    outputs: Iterable[str] | None = None,
    *,
    samples: int = 1_000,
    rng: np.random.Generator | int | None = 0,
) -> Plan:
    """What :func:`sweep` would do, without doing it.

    Parameters
    ----------
    game, over, outputs, samples, rng
        As for :func:`sweep`.

    Returns
    -------
    Plan
        Prints the number of points, tiles and gigabytes.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> plan_sweep(game, {"offer": pg.Range(1, 10, 1000), "side_payment": [0, 1, 2]}).points
    3000
    """
    refuse_other_kinds(game, PleaGame)
    axes = read_axes(over, samples=samples, rng=np.random.default_rng(rng))
    plan = planned(game, axes, ())
    plan.game.numbers  # noqa: B018 (refuses symbols)
    has_lottery_form = plan.game.formulas.as_lottery() is not None
    return planned(game, axes, read_outputs(outputs, has_lottery_form=has_lottery_form))


def sweep(
    game: PleaGame,
    over: Mapping[str, object],
    outputs: Iterable[str] | None = None,
    *,
    samples: int = 1_000,
    rng: np.random.Generator | int | None = 0,
    out: str | PathLike[str] | None = None,
    resume: bool = False,
    progress: bool | None = None,
    at_any_size: bool = False,
) -> "xarray.Dataset":
    """Thresholds over a grid, or a sample, of parameters.

    Parameters
    ----------
    game
        The game, in numbers, with its terms.
    over
        For each parameter of the game or of a term, by name, its values in increasing order; a
        :class:`Range`; or a frozen scipy distribution. Values and ranges span a grid; whatever is
        drawn from distributions varies together along a dimension "sample". A term that the game
        does not have is added.
    outputs
        Names of thresholds, as :class:`Thresholds` has them; tipping share, mixed equilibrium,
        Laplacian ratio and risk dominance unless given. Several cost one solution.
    samples
        How many values to draw from distributions.
    rng
        A generator of numpy, or its seed.
    out
        A folder for a zarr store, needed beyond 4 gigabytes; each tile is written whole or not at
        all, and ``resume`` finishes what was interrupted.
    resume
        Whether ``out`` holds an unfinished sweep of the same game, values and outputs.
    progress
        Whether to show a bar; unless given, in terminals and notebooks.
    at_any_size
        Has to be True beyond 10,000,000,000 points.

    Returns
    -------
    xarray.Dataset
        Units, long names and formulas in the attributes, and where it all comes from. NaN marks
        thresholds that do not exist; "risk_dominant" is 1 for holding out, −1 for pleading, 0 for a
        tie. Stores are opened, not loaded.

    Raises
    ------
    ParameterError
        With all faults at once.
    StoreError
        Where a tile cannot be written; the store can be resumed.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> found = pg.sweep(game, {"capacity": [12, 24], "side_payment": [0, 2]}, ["tipping_holdouts"])
    >>> found.tipping_holdouts.values
    array([[30., 24.],
           [60., 48.]])
    >>> found.tipping_holdouts.units
    'defendants'
    """
    plan = plan_sweep(game, over, outputs, samples=samples, rng=rng)
    return run(plan, out=out, resume=resume, progress=progress, at_any_size=at_any_size)


def run(
    plan: Plan,
    *,
    out: str | PathLike[str] | None = None,
    resume: bool = False,
    progress: bool | None = None,
    at_any_size: bool = False,
    runner: Runner | None = None,
) -> "xarray.Dataset":
    """A plan carried out; ``runner`` computes tiles elsewhere than here.

    Raises
    ------
    ParameterError
        For a size that was not asked for, and stores that do not fit.
    """
    _check_size(plan, in_memory=out is None, at_any_size=at_any_size)
    compute = runner or _here
    if out is None:
        return _in_memory(plan, compute, progress)
    fill(Store(Path(out), plan), compute, resume=resume, progress=progress)
    return _opened(Path(out))


def fill(store: Store, compute: Runner, *, resume: bool, progress: bool | None) -> list[int]:
    """Make a store complete; the numbers of the tiles that were damaged."""
    plan, damaged = store.plan, []
    if resume:
        store.check()
        states = {n: (tile, store.state(n, tile)) for n, tile in enumerate(plan.tiles())}
        damaged = [number for number, (_, state) in states.items() if state == "damaged"]
        open_ones = [(n, tile) for n, (tile, state) in states.items() if state != "whole"]
        for number in damaged:
            print(f"tile {number:,} is damaged and will be computed again", file=sys.stderr)
    else:
        store.create()
        open_ones = list(enumerate(plan.tiles()))
    with _bar(plan, open_ones, progress) as bar:
        for number, tile, found in compute(plan, open_ones):
            store.write(number, tile, found)
            bar.update(_size(tile))
    return damaged


def _here(plan: Plan, tiles: list[tuple[int, Tile]]) -> Results:
    for number, tile in tiles:
        yield number, tile, plan.compute(tile)


def _in_memory(plan: Plan, compute: Runner, progress: bool | None) -> "xarray.Dataset":
    import xarray

    found = {output.name: np.empty(plan.shape) for output in plan.outputs}
    tiles = list(enumerate(plan.tiles()))
    with _bar(plan, tiles, progress) as bar:
        for _, tile, values in compute(plan, tiles):
            for name, array in found.items():
                array[tile] = values[name]
            bar.update(_size(tile))
    about = axis_attributes(plan)
    return xarray.Dataset(
        {o.name: (plan.dimensions, found[o.name], o.attributes()) for o in plan.outputs},
        {axis.name: (axis.dimension, axis.values, about[axis.name]) for axis in plan.axes},
        {**attributes(plan), "date": now()},
    )


def _opened(folder: Path) -> "xarray.Dataset":
    import xarray

    found: xarray.Dataset = xarray.open_zarr(folder, chunks=None, consolidated=False)
    drawn = [name for name in found.data_vars if found[name].attrs.get("drawn") == "true"]
    return found.set_coords(drawn)


def _check_size(plan: Plan, *, in_memory: bool, at_any_size: bool) -> None:
    faults = []
    takes = f"{plan.points:,} points, {plan.tile_count:,} tiles, {plan.bytes / 1e9:,.4g} GB"
    if plan.points > LARGEST_UNASKED and not at_any_size:
        rule = f"are more than {LARGEST_UNASKED:,}"
        remedy = "coarsen an axis, or say at_any_size=True (--at-any-size) if they are meant"
        faults.append(Fault("points", takes, rule, remedy))
    if in_memory and plan.bytes > LARGEST_IN_MEMORY:
        rule = f"need a store beyond {LARGEST_IN_MEMORY / 1e9:g} GB"
        faults.append(Fault("points", takes, rule, "give out, a folder ending in .zarr"))
    if faults:
        raise ParameterError(faults)


def _bar(plan: Plan, tiles: list[tuple[int, Tile]], progress: bool | None) -> Any:
    done = plan.points - sum(_size(tile) for _, tile in tiles)
    shown = watched() if progress is None else progress
    return tqdm(
        total=plan.points,
        initial=done,
        unit=" points",
        unit_scale=True,
        disable=not shown,
        desc="sweep",
    )


def watched() -> bool:
    """Whether somebody may look at a progress bar: in a terminal, or in a notebook."""
    return "ipykernel" in sys.modules or sys.stderr.isatty()


def _size(tile: Tile) -> int:
    return int(np.prod([part.stop - part.start for part in tile]))
