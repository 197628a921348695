"""Sweeps on real schedulers and worker processes, on loopback."""

import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest

import plea_games as pg
from plea_games.sweeps import plan as planning
from plea_games.sweeps.cluster import _compute
from plea_games.sweeps.store import Store

OFFICE = pg.PleaGame(defendants=7000, capacity=450, offer=1, sentence="1.64", conviction="0.83")
GRID = {"capacity": range(10, 510, 20), "offer": pg.Range(0.1, 1.3, 61)}


@pytest.fixture(autouse=True)
def small_tiles(monkeypatch):
    monkeypatch.setattr(planning, "POINTS_IN_A_TILE", 50)


class Machines:
    """A scheduler, and workers that it starts and kills."""

    def __init__(self, folder):
        self.folder, self.processes = folder, []
        self.file = folder / "scheduler.json"
        self.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                   "--scheduler-file", str(self.file))  # fmt: skip
        deadline = time.monotonic() + 60
        while not self.file.exists() or not self.file.read_text().endswith("}"):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        self.address = json.loads(self.file.read_text())["address"]

    def start(self, what, *options):
        program = [sys.executable, "-m", "dask", what, *options]
        process = subprocess.Popen(
            program, stderr=subprocess.DEVNULL, cwd=self.folder, start_new_session=True
        )
        self.processes.append(process)
        return process

    def worker(self, *options):
        return self.start("worker", self.address, "--nthreads", "1", "--no-dashboard", *options)

    def close(self):
        for process in reversed(self.processes):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=30)


@pytest.fixture
def machines(tmp_path):
    found = Machines(tmp_path)
    yield found
    found.close()


def test_a_cluster_gives_the_same_though_a_worker_is_killed(machines, tmp_path):
    expected = pg.sweep(OFFICE, GRID)
    victim, _ = (machines.worker("--no-nanny") for _ in range(2))
    file = tmp_path / "found.zarr"
    journal = tmp_path / ".found.zarr.journal"

    def kill_when_begun():
        while not journal.is_dir() or len(list(journal.iterdir())) < 5:
            time.sleep(0.005)
        victim.kill()

    killer = threading.Thread(target=kill_when_begun)
    killer.start()
    with pg.sweep(OFFICE, GRID, out=file, cluster=machines.address) as found:
        killer.join()
        assert victim.wait(timeout=30) == -signal.SIGKILL
        assert found.load().assign_attrs(expected.attrs).identical(expected)


def test_faults_of_clusters(machines, monkeypatch):
    monkeypatch.setattr("plea_games.sweeps.cluster._PATIENCE", 1.0)
    with pytest.raises(pg.ParameterError, match="does not answer within 1 seconds"):
        pg.sweep(OFFICE, GRID, cluster="tcp://127.0.0.1:9")
    with pytest.raises(pg.ParameterError, match="does not answer"):
        pg.sweep(OFFICE, GRID, cluster="nonsense")
    with pytest.raises(pg.ParameterError, match="has no workers; start some with"):
        pg.sweep(OFFICE, GRID, cluster=machines.address)
    monkeypatch.setattr("plea_games.sweeps.cluster._PATIENCE", 60.0)
    machines.start("worker", machines.address, "--nthreads", "2", "--no-nanny", "--no-dashboard")
    with pytest.raises(pg.ParameterError, match="has workers with 2 threads; start them with"):
        pg.sweep(OFFICE, GRID, cluster=machines.address)


def test_workers_of_this_machine(tmp_path):
    expected = pg.sweep(OFFICE, GRID)
    found = pg.sweep(OFFICE, GRID, workers=2)
    assert found.assign_attrs(expected.attrs).identical(expected)
    with pytest.raises(pg.ParameterError, match="workers"):
        pg.sweep(OFFICE, GRID, workers=0)
    with pytest.raises(pg.ParameterError, match=r"workers = 1000000000: .* at most 1,024"):
        pg.sweep(OFFICE, GRID, workers=10**9)


def test_workers_write_what_they_compute_where_they_see_the_store(tmp_path, monkeypatch):
    def refused(*_):
        raise AssertionError("values went through the process that started the sweep")

    expected = pg.sweep(OFFICE, GRID)
    monkeypatch.setattr(Store, "write", refused)  # workers have their own
    with pg.sweep(OFFICE, GRID, out=tmp_path / "found.zarr", workers=2) as found:
        assert found.load().assign_attrs(expected.attrs).identical(expected)


def test_workers_that_do_not_see_the_store_send_their_values(tmp_path, monkeypatch):
    written = []
    write = Store.write
    monkeypatch.setattr(Store, "mark", lambda _: "the mark of a folder on another machine")
    monkeypatch.setattr(Store, "write", lambda *told: [written.append(told[1]), write(*told)])
    expected = pg.sweep(OFFICE, GRID)
    with pg.sweep(OFFICE, GRID, out=tmp_path / "found.zarr", workers=2) as found:
        assert found.load().assign_attrs(expected.attrs).identical(expected)
    assert sorted(written) == list(range(pg.studies.plan_sweep(OFFICE, GRID).tile_count))


def test_a_worker_that_cannot_write_sends_its_values(tmp_path):
    plan = pg.studies.plan_sweep(OFFICE, GRID)
    store = Store(tmp_path / "found.zarr", plan)
    store.create()
    tile = next(plan.tiles())
    place = store.folder, store.mark()
    assert _compute(pickle.dumps(plan), 0, tile, place) == {}
    assert store.state(0, tile) == "whole"
    chunks = store.folder / plan.outputs[0].name / "c"
    shutil.rmtree(chunks)
    chunks.write_text("no folder")
    found = _compute(pickle.dumps(plan), 0, tile, place)
    assert set(found) == {output.name for output in plan.outputs}
