"""Sweeps: thresholds of millions of games, against what nobody can do without."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

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


def to_zarr(workers: int | None = None) -> None:
    plan = pg.plan_sweep(OFFICE, GRID, OUTPUTS)
    with tempfile.TemporaryDirectory() as folder:
        pg.write_sweep(plan, f"{folder}/found.zarr", workers=workers, progress=False)


def least_work() -> Call:
    """One betainc for each distinct (N, K, r) with a mixed equilibrium; one write of outputs."""
    n = OFFICE.numbers["defendants"].numerator
    s, j, p = (GRID[name].values for name in ("offer", "sentence", "conviction"))
    ratios = np.unique(np.round(s[:, None, None] / (j[:, None] * p), 13))
    k, r = (part.ravel() for part in np.meshgrid(GRID["capacity"].astype(float), ratios))
    mixes = (k / n < r) & (r < 1)
    held, x = k[mixes], (k / n / r)[mixes]
    points = np.prod([len(GRID["capacity"]), *map(len, (s, j, p))])
    outputs = np.ones((len(OUTPUTS), points))

    def work() -> None:
        betainc(held, n - held, x)
        with tempfile.TemporaryDirectory() as folder:
            np.save(Path(folder) / "outputs.npy", outputs)

    return work


SMALL = {"capacity": [1, 2, 3], "offer": pg.Range(0.5, 1.5, 5), "sentence": pg.Range(1.7, 2.5, 5)}


def loop_over_gambit(count: int) -> None:
    for capacity in SMALL["capacity"]:
        for offer in SMALL["offer"].values:
            for sentence in SMALL["sentence"].values:
                game = pg.PleaGame(
                    defendants=count,
                    capacity=capacity,
                    offer=float(offer),
                    sentence=float(sentence),
                )
                pygambit.nash.enumpoly_solve(pg.to_gambit(game))


def cases() -> Iterator[Case]:
    points = np.prod([len(getattr(values, "values", values)) for values in GRID.values()])
    what = f"{points:,} points × {len(OUTPUTS)} outputs to zarr, one core"
    yield Case(
        what, to_zarr, "one betainc a distinct (N, K, r), one numpy write", least_work(), runs=1
    )
    yield Case(f"{points:,} points, two workers", lambda: to_zarr(2), "one core", to_zarr, runs=1)
    for count in (2, 4, 6):
        small = pg.PleaGame(defendants=count, capacity=1, offer=1, sentence=2)
        yield Case(
            f"75 mixed equilibria, N = {count}",
            lambda small=small: pg.sweep(small, SMALL, ["mixed_probability"]),
            "a loop over pygambit enumpoly_solve",
            lambda count=count: loop_over_gambit(count),
            runs=1,
        )
