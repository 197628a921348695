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
from functools import partial
from pathlib import Path

import numpy as np
import pandas
import xarray

import plea_games as pg
from plea_games.sweeps import plan as planning

OUTPUTS = ("tipping_share", "mixed_probability", "laplacian_ratio", "risk_dominant")
DATASETS = {".zarr": partial(xarray.open_zarr, consolidated=False), ".nc": xarray.open_dataset}
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
    started = time.monotonic()
    assert _attempt(plan, first, resume=False, after=None) == 0
    longest = (time.monotonic() - started) / 3
    while killed < wanted:
        status = _attempt(plan, file, resume=True, after=draw.uniform(0, longest))
        if status == -signal.SIGKILL:
            killed += 1
            continue
        assert status == 0, status
        done += 1
        assert _values(first) == _values(file)
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    assert _attempt(plan, file, resume=True, after=None) == 0
    assert _values(first) == _values(file)
    return killed, done + 1


def _attempt(plan, file, *, resume, after):
    """The exit status of a child that sweeps, and is killed after so many seconds."""
    child = os.fork()
    if not child:
        try:
            pg.studies.write_sweep(plan, file, resume=resume, progress=False)
            os._exit(0)
        except pg.ParameterError as error:  # it was killed when nothing was left to do
            os._exit(0 if "is there already, and whole" in str(error) else 1)
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _values(file):
    """The bytes of each output, read in a child for the same reason."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        with os.fdopen(writer, "wb") as stream:
            if file.suffix in DATASETS:  # whose dates differ
                with DATASETS[file.suffix](file) as found:
                    for name in (*found.coords, *OUTPUTS):
                        stream.write(np.ascontiguousarray(found[name].values).tobytes())
            elif file.suffix == ".parquet":
                stream.write(pandas.read_parquet(file).to_numpy().tobytes())
            else:
                stream.write(file.read_bytes())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        found = stream.read()
    os.waitpid(child, 0)
    assert found
    return found


def main(wanted, endings):
    """The kills, split among the endings."""
    for place, ending in enumerate(endings):
        share = wanted // len(endings) + (place < wanted % len(endings))
        with tempfile.TemporaryDirectory() as where:
            killed, done = kills(share, where, ending=ending)
        print(f"{ending}: {killed} killed, {done} finished, values identical")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:] or ENDINGS)
