"""The sweep itself, planned, computed, and written to files."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from numbers import Integral
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..games.lottery_form import has_lottery_form
from ..games.randomness import read_rng
from ..model.game import PleaGame
from ..model.reading import refuse_other_kinds
from ..subjects import takes_a_game
from .axes import Axis, read_axes
from .files import DATASETS, WRITERS, open_dataset, read_ending, write
from .outputs import read_outputs
from .plan import Origin, SweepPlan, planned
from .run import Runner, here, in_memory, refuse_unasked_size

if TYPE_CHECKING:
    import xarray


@takes_a_game
def plan_sweep(
    game: PleaGame,
    over: Mapping[str, object],
    outputs: Iterable[str] | None = None,
    *,
    samples: int = 1_000,
    rng: np.random.Generator | int | None = 0,
) -> SweepPlan:
    """What :func:`sweep` would do, without doing it.

    Parameters
    ----------
    game, over, outputs, samples, rng
        As for :func:`sweep`.

    Returns
    -------
    SweepPlan
        Prints the number of points, tiles and gigabytes.

    Raises
    ------
    ParameterError
        With all faults at once.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> plan_sweep(game, {"offer": pg.Range(1, 10, 1000), "side_payment": [0, 1, 2]}).points
    3000
    """
    refuse_other_kinds(game, PleaGame)
    axes = read_axes(over, samples=samples, rng=read_rng(rng))
    return replace(plan_of_axes(game, axes, outputs), origin=origin_of(axes, rng, samples))


def origin_of(axes: Sequence[Axis], rng: object, samples: int) -> Origin:
    """The seed and the number of samples, where something is drawn."""
    if not any(axis.distribution for axis in axes):
        return Origin()
    seed = str(int(rng)) if isinstance(rng, Integral) else "not recorded: a generator was given"
    return Origin(seed="none" if rng is None else seed, samples=str(samples))


def plan_of_axes(game: PleaGame, axes: Sequence[Axis], outputs: Iterable[str] | None) -> SweepPlan:
    """A plan over axes that are read already."""
    plan = planned(game, axes, ())
    closed = has_lottery_form(plan.payoffs)
    asked = read_outputs(outputs, plan.possible_outputs, are_closed=closed)
    return planned(game, axes, asked)


@takes_a_game
def sweep(
    game: PleaGame,
    over: Mapping[str, object],
    outputs: Iterable[str] | None = None,
    *,
    samples: int = 1_000,
    rng: np.random.Generator | int | None = 0,
    out: str | PathLike[str] | None = None,
    resume: bool = False,
    cluster: str | None = None,
    workers: int | None = None,
    progress: bool | None = None,
    at_any_size: bool = False,
) -> "xarray.Dataset":
    """Thresholds over a grid, or a sample, of parameters.

    Parameters
    ----------
    game
        The game, with its terms. What is not swept over is a number, or a sympy expression in
        letters that are, such as ``offer=0.4 * J`` with J from :meth:`PleaGame.symbolic`.
    over
        For each parameter of the game or of a term, by name, its values in increasing order; a
        :class:`Range`; or a frozen scipy distribution. Values and ranges span a grid; whatever is
        drawn from distributions varies together along a dimension "sample". A term that the game
        does not have is added. Beliefs are varied as well, point by point: "prior_a" and "prior_b"
        of :func:`verdicts`, and "spread", w for private costs of trial from T − w to T + w.
    outputs
        Names of thresholds, as :class:`Thresholds` has them; tipping share, mixed equilibrium,
        Laplacian ratio and risk dominance unless given. Several cost one solution. With a prior
        "straight_to_existence", "straight_to_risk_dominance" and "straight_to_dominance", counts of
        acquittals; with a spread "cutoff_count", "fewest_share" and "most_share". And "kind", of
        :func:`game_kind`.
    samples
        How many values to draw from distributions.
    rng
        A generator of numpy, or its seed.
    out
        A zarr folder or a NetCDF file, by its ending ".zarr" or ".nc"; needed beyond 4 gigabytes.
        Each tile is written whole or not at all, and ``resume`` finishes what was interrupted.
    resume
        Whether ``out`` may hold an unfinished sweep of the same game, values and outputs.
    cluster
        The address of a dask scheduler, such as "tcp://10.0.0.1:8786", to compute on.
    workers
        How many processes of this machine to compute on instead. Both need the extra ``cluster``,
        and in a script the guard ``if __name__ == "__main__":``.
    progress
        Whether to show a bar; unless given, in terminals and notebooks after two seconds.
    at_any_size
        Has to be True beyond 10,000,000,000 points.

    Returns
    -------
    xarray.Dataset
        Units, long names and formulas in the attributes, and where it all comes from. NaN marks
        thresholds that do not exist; "risk_dominant" is 1 for holding out, −1 for pleading, 0 for a
        tie, and "kind" is a number whose meaning the attributes give: 0 for a tie between kinds, 1
        for a prisoners' dilemma, 2 for a deadlock, 3 for a stag hunt, 5 for harmony. Stores are
        opened, not loaded.

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
    how: Mapping[str, Any] = {
        "cluster": cluster,
        "workers": workers,
        "progress": progress,
        "at_any_size": at_any_size,
    }
    if out is None:
        return carry_out(plan, **how)
    file = read_ending(out, DATASETS)
    write_sweep(plan, file, resume=resume, **how)
    return open_dataset(file)


def carry_out(
    plan: SweepPlan,
    *,
    cluster: str | None = None,
    workers: int | None = None,
    progress: bool | None = None,
    at_any_size: bool = False,
) -> "xarray.Dataset":
    """A planned sweep in memory; the options are those of :func:`sweep`."""
    refuse_unasked_size(plan, in_memory=True, at_any_size=at_any_size)
    with _where(cluster, workers) as compute:
        return in_memory(plan, compute, progress)


def write_sweep(
    plan: SweepPlan,
    out: str | PathLike[str],
    *,
    resume: bool = False,
    cluster: str | None = None,
    workers: int | None = None,
    progress: bool | None = None,
    at_any_size: bool = False,
) -> Path:
    """A planned sweep, written to a file.

    Parameters
    ----------
    plan
        From :func:`plan_sweep` or :func:`load_study`.
    out
        Ending in ".zarr", ".nc", ".parquet" or ".csv". Tables have a row for each point, and an
        empty cell where a threshold does not exist; "risk_dominant" and "kind" are numbers as in
        :func:`sweep`. All but zarr are computed into a hidden store beside, which goes when the
        file is there whole.
    resume, cluster, workers, progress, at_any_size
        As for :func:`sweep`.

    Returns
    -------
    pathlib.Path
        Where it is.

    Raises
    ------
    ParameterError
        With all faults at once.
    StoreError
        Where something cannot be written; what is there can be resumed.

    Examples
    --------
    >>> import tempfile
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> plan = pg.studies.plan_sweep(game, {"capacity": [12, 24]}, ["tipping_holdouts"])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     print(pg.studies.write_sweep(plan, f"{folder}/found.csv").read_text())
    capacity,tipping_holdouts
    12,30
    24,60
    """
    refuse_other_kinds(plan, SweepPlan, name="plan")
    refuse_unasked_size(plan, in_memory=False, at_any_size=at_any_size)
    file = read_ending(out, tuple(WRITERS))
    with _where(cluster, workers) as compute:
        write(plan, file, compute, resume=resume, progress=progress)
    return file


def _where(cluster: str | None, workers: int | None) -> AbstractContextManager[Runner]:
    """Where tiles are computed; dask is loaded only for other processes than this one."""
    if cluster is None and workers is None:
        return nullcontext(here)
    from .cluster import runner

    return runner(cluster=cluster, workers=workers)
