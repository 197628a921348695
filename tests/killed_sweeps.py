"""Sweeps killed at random moments and resumed: ``python -m tests.killed_sweeps 100 .nc .csv``.

The kills are split among the endings, all of them unless named. Each attempt runs in a forked
child, so that no time goes into loading; the parent kills it by SIGKILL after a random delay. A
sweep that gets done is compared, as others read it, and begun anew.
"""

import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from functools import partial
from pathlib import Path

import dask.multiprocessing  # noqa: F401  xarray loads it to read NetCDF, so here for all children
import numpy as np
import pandas
import xarray

import plea_games as pg
from plea_games.sweeps import plan as planning

OUTPUTS = ("tipping_share", "mixed_probability", "laplacian_ratio", "risk_dominant")
DATASETS = {".zarr": partial(xarray.open_zarr, chunks=None), ".nc": xarray.open_dataset}
ENDINGS = (*DATASETS, ".parquet", ".csv")


def kills(wanted, folder, seed=0, *, ending):
    """How many sweeps were killed and how many got done; fails where values differ."""
    planning.POINTS_IN_A_TILE = 40
    game = pg.PleaGame(defendants=7000, capacity=450, offer=1, sentence="1.64", conviction="0.83")
    over = {"capacity": range(50, 550, 50), "offer": pg.Range(0.1, 1.3, 40)}
    plan = pg.studies.plan_sweep(game, over, OUTPUTS)
    draw = random.Random(seed)
    killed = done = 0
    first, file = Path(folder) / f"first{ending}", Path(folder) / f"killed{ending}"
    pg.studies.write_sweep(plan, first, progress=False)  # here, so that no child loads anything
    expected = values_of(first)
    started = time.monotonic()
    assert _attempt(plan, Path(folder) / f"timed{ending}", resume=False, after=None) == 0
    longest = (time.monotonic() - started) / 3
    while killed < wanted:
        status = _attempt(plan, file, resume=True, after=draw.uniform(0, longest))
        if status == -signal.SIGKILL:
            killed += 1
            continue
        assert status == 0, status
        done += 1
        assert values_of(file) == expected
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    assert _attempt(plan, file, resume=True, after=None) == 0
    assert values_of(file) == expected
    return killed, done + 1


def in_child(work, *, after=None, wait=True, must_pass=False):
    """The exit status of a forked child that does some work, killed after so many seconds."""
    child = os.fork()
    if not child:
        try:
            work()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    if not wait:
        return child
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code == 0 or not must_pass, f"a child ended with {code}"
    return code


def _attempt(plan, file, *, resume, after):
    """The exit status of a child that sweeps, and is killed after so many seconds."""

    def sweep():
        try:
            pg.studies.write_sweep(plan, file, resume=resume, progress=False)
        except pg.ParameterError as error:  # it was killed when nothing was left to do
            if "is there already, and whole" not in str(error):
                raise

    return in_child(sweep, after=after)


def values_of(file):
    """The bytes of each variable, read in a child.

    In the order of their names: zarr lists the members of a group as they arrive.
    """
    with tempfile.NamedTemporaryFile() as read:
        in_child(lambda: _write_values(file, read.name), must_pass=True)
        return Path(read.name).read_bytes()


def _write_values(file, place):
    with Path(place).open("wb") as stream:
        if file.suffix in DATASETS:  # whose dates differ
            with DATASETS[file.suffix](file) as found:
                for name in sorted(found.variables):
                    stream.write(name.encode())
                    stream.write(np.ascontiguousarray(found[name].values).tobytes())
        elif file.suffix == ".parquet":
            stream.write(pandas.read_parquet(file).to_numpy().tobytes())
        else:
            stream.write(file.read_bytes())


def main(wanted, endings):
    """The kills, split among the endings."""
    for place, ending in enumerate(endings):
        share = wanted // len(endings) + (place < wanted % len(endings))
        with tempfile.TemporaryDirectory() as where:
            killed, done = kills(share, where, ending=ending)
        print(f"{ending}: {killed} killed, {done} finished, values identical")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:] or ENDINGS)
