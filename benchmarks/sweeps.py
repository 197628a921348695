"""Sweeps: thresholds of millions of games, against what nobody can do without."""

import io
import tempfile
from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import pygambit
from pairs import Call, Case
from scipy.special import betainc

import plea_games as pg

OFFICE = pg.PleaGame(defendants=7000, capacity=450, offer=1, sentence="1.64", conviction="0.83")
GRID = {
    "capacity": np.arange(401, 501),
    "offer": pg.Range(0.51, 1.5, 100),
    "sentence": pg.Range(1.51, 2.5, 100),
    "conviction": pg.Range(0.81, 0.9, 10),
}
OUTPUTS = ("tipping_share", "mixed_probability", "laplacian_ratio", "risk_dominant")


def to_zarr(grid: Mapping[str, Any] = GRID, workers: int | None = None) -> None:
    plan = pg.studies.plan_sweep(OFFICE, grid, OUTPUTS)
    with tempfile.TemporaryDirectory() as folder:
        pg.studies.write_sweep(plan, f"{folder}/found.zarr", workers=workers, progress=False)


def least_work() -> Call:
    """One betainc for each distinct (N, K, r) with a mixed equilibrium; one write of outputs."""
    n = OFFICE.numbers["defendants"].numerator
    s, j, p = (GRID[name].values for name in ("offer", "sentence", "conviction"))
    ratios = np.unique(np.round(s[:, None, None] / (j[:, None] * p), 13))
    k, r = (part.ravel() for part in np.meshgrid(GRID["capacity"].astype(float), ratios))
    mixes = (k / n < r) & (r < 1)
    held, x = k[mixes], (k / n / r)[mixes]
    outputs = np.ones((len(OUTPUTS), size(GRID)))

    def work() -> None:
        betainc(held, n - held, x)
        with tempfile.TemporaryDirectory() as folder:
            np.save(Path(folder) / "outputs.npy", outputs)

    return work


def small(count: int) -> tuple[pg.PleaGame, dict[str, list[float]]]:
    """Games that enumeration can solve: fewer of them where one takes seconds."""
    steps = 5 if count < 8 else 2
    over = {
        "capacity": [1, 2, 3] if count < 8 else [1],
        "offer": np.linspace(0.5, 1.5, steps).tolist(),
        "sentence": np.linspace(1.7, 2.5, steps).round(1).tolist(),
    }
    return pg.PleaGame(defendants=count, capacity=1, offer=1, sentence=2), over


def loop_over_gambit(game: pg.PleaGame, over: dict[str, list[float]]) -> None:
    for values in product(*over.values()):
        text = pg.to_gambit(game.with_parameters(**dict(zip(over, values, strict=True))), "nfg")
        pygambit.nash.enumpoly_solve(pygambit.read_nfg(io.StringIO(text)))


def loop_over_nashpy(over: dict[str, list[float]]) -> None:
    for capacity, offer, sentence in product(*over.values()):
        both = [pg.Defendant(name, offer=offer, sentence=sentence) for name in ("D1", "D2")]
        list(pg.to_nashpy(pg.Docket(both, capacity=capacity)).support_enumeration())


def size(grid: Mapping[str, Any]) -> int:
    return prod(len(getattr(values, "values", values)) for values in grid.values())


def cases() -> Iterator[Case]:
    what = f"{size(GRID):,} points × {len(OUTPUTS)} outputs to zarr, one core"
    yield Case(
        what, to_zarr, "one betainc a distinct (N, K, r), one numpy write", least_work(), runs=1
    )
    larger = {**GRID, "conviction": pg.Range(0.71, 1, 30)}
    yield Case(
        f"{size(larger):,} points to zarr, two workers, start-up included",
        lambda: to_zarr(larger, 2),
        "in one process",
        lambda: to_zarr(larger),
        runs=1,
    )
    game, over = small(2)
    yield Case(
        f"mixed equilibria of {size(over)} games, N = 2",
        lambda: pg.sweep(game, over, ["mixed_probability"]),
        "a loop over nashpy support_enumeration",
        lambda: loop_over_nashpy(over),
        runs=1,
    )
    for count in (2, 4, 6, 8):
        game, over = small(count)
        yield Case(
            f"mixed equilibria of {size(over)} games, N = {count}",
            lambda game=game, over=over: pg.sweep(game, over, ["mixed_probability"]),
            "a loop over pygambit enumpoly_solve",
            lambda game=game, over=over: loop_over_gambit(game, over),
            runs=1,
        )
