"""Sweeps on real schedulers and worker processes, on loopback."""

import copy
import json
import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace

import dask
import distributed
import pytest

import plea_games as pg
from plea_games.sweeps import connection, lock, plan as planning
from plea_games.sweeps.cluster import _compute
from plea_games.sweeps.connection import code
from plea_games.sweeps.lock import locked
from plea_games.sweeps.store import Store
from tests.waiting import HUNG, SLOWLY

OFFICE = pg.PleaGame(defendants=7000, capacity=450, offer=1, sentence="1.64", conviction="0.83")
GRID = {"capacity": range(10, 510, 20), "offer": pg.Range(0.1, 1.3, 61)}

ROOT = Path(__file__).parent.parent
STUDY = """
title = "A study to interrupt"
scenario = "panel-office"
[over]
capacity = {start = 10, stop = 500, count = 99}
offer = {start = 0.1, stop = 1.3, count = 61}
"""
COMMAND = (
    SLOWLY + "from plea_games.sweeps import connection, plan\nplan.POINTS_IN_A_TILE = 50\n"
    f"connection._PATIENCE = {HUNG}\n"
    "from plea_games.cli.app import main\nmain()"
)


@pytest.fixture(autouse=True)
def small_tiles(monkeypatch):
    monkeypatch.setattr(planning, "POINTS_IN_A_TILE", 50)
    monkeypatch.setattr(connection, "_PATIENCE", HUNG)  # machines start slowly where others work


@pytest.fixture(autouse=True)
def dask_stays_as_it_is():
    """Whatever is refused, dask work of the same process goes where it went before."""
    before = copy.deepcopy(dask.config.config)
    yield
    assert dask.config.config == before
    assert distributed.client._global_clients == {}
    assert dask.base.get_scheduler() is None
    assert dask.delayed(sum)([1, 2]).compute() == 3


class Machines:
    """A scheduler, and workers that it starts and kills."""

    def __init__(self, folder):
        self.folder, self.processes = folder, []
        self.file = folder / "scheduler.json"
        self.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                   "--scheduler-file", str(self.file))  # fmt: skip
        deadline = time.monotonic() + HUNG
        while not self.file.exists() or not self.file.read_text().endswith("}"):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        self.address = json.loads(self.file.read_text())["address"]

    def start(self, what, *options, cwd=None):
        program = [sys.executable, "-m", "dask", what, *options]
        process = subprocess.Popen(
            program, stderr=subprocess.DEVNULL, cwd=cwd or self.folder, start_new_session=True
        )
        self.processes.append(process)
        return process

    def worker(self, *options):
        return self.start("worker", self.address, "--nthreads", "1", "--no-dashboard", *options)

    def close(self):
        for process in reversed(self.processes):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=HUNG)


@pytest.fixture
def machines(tmp_path):
    found = Machines(tmp_path)
    yield found
    found.close()


def test_a_cluster_gives_the_same_though_a_worker_is_killed(machines, tmp_path):
    expected = pg.sweep(OFFICE, GRID)
    victim, _ = (machines.worker("--no-nanny") for _ in range(2))
    file = tmp_path / "found.zarr"
    journal = file / "journal" / "checksum" / "c"

    def kill_when_begun():
        while not journal.is_dir() or len(list(journal.iterdir())) < 5:
            time.sleep(0.005)
        victim.kill()

    killer = threading.Thread(target=kill_when_begun, daemon=True)
    killer.start()
    with pg.sweep(OFFICE, GRID, out=file, cluster=machines.address) as found:
        killer.join()
        assert victim.wait(timeout=HUNG) == -signal.SIGKILL
        assert found.load().assign_attrs(expected.attrs).identical(expected)


def test_faults_of_clusters(machines, monkeypatch):
    wait = distributed.Client.wait_for_workers
    with monkeypatch.context() as hasty, socket.socket() as closed:
        hasty.setattr(connection, "_PATIENCE", 1.0)
        closed.bind(("127.0.0.1", 0))  # nobody else can listen there, and nobody does
        with pytest.raises(pg.ParameterError, match="does not answer within 1 seconds"):
            pg.sweep(OFFICE, GRID, cluster=f"tcp://127.0.0.1:{closed.getsockname()[1]}")
    with monkeypatch.context() as hasty:
        hasty.setattr(
            distributed.Client, "wait_for_workers", lambda *at, timeout: wait(*at, timeout=0.1)
        )
        with pytest.raises(pg.ParameterError, match="has no workers; start some with"):
            pg.sweep(OFFICE, GRID, cluster=machines.address)
    machines.start("worker", machines.address, "--nthreads", "2", "--no-nanny", "--no-dashboard")
    with pytest.raises(pg.ParameterError, match="has workers with 2 threads; start them with"):
        pg.sweep(OFFICE, GRID, cluster=machines.address)


@pytest.mark.parametrize("change", ["version", "code", "missing"])
def test_workers_with_other_code_are_refused(machines, tmp_path, change):
    """Their numbers would be labelled with the version that is here."""
    other = tmp_path / "other"
    shutil.copytree(ROOT / "plea_games", other / "plea_games")
    init, units = other / "plea_games" / "__init__.py", other / "plea_games" / "units.py"
    if change == "version":
        init.write_text(init.read_text().replace(f'"{pg.__version__}"', '"9.9"'))
    elif change == "code":
        units.write_text(units.read_text() + "\n")
    else:
        init.write_text("raise ImportError")
    machines.start("worker", machines.address, "--nthreads", "1", "--no-nanny", cwd=other)
    said = {"version": "plea_games 9.9 with code", "code": "with code", "missing": "none"}[change]
    with pytest.raises(pg.ParameterError, match=rf"has a worker, tcp://\S+, with .*{said}"):
        pg.sweep(OFFICE, GRID, cluster=machines.address)


def test_later_workers_with_other_code_are_refused():
    plan = pg.studies.plan_sweep(OFFICE, GRID)
    with pytest.raises(
        pg.errors.StoreError, match=r"that came later has plea_games .*; here it is ours"
    ):
        _compute(pickle.dumps(plan), 0, next(plan.tiles()), None, "ours")


def test_a_task_over_which_workers_die_is_named():
    def running():
        yield from ()
        raise distributed.scheduler.KilledWorker("tile 3", SimpleNamespace(address="x"), 3)

    with pytest.raises(pg.errors.StoreError, match=r"workers died over the same task \(.*tile 3"):
        list(connection.finished(None, running()))


def test_a_scheduler_that_dies_costs_one_line(machines, tmp_path):
    machines.worker("--no-nanny")
    file = tmp_path / "found.zarr"
    (tmp_path / "study.toml").write_text(STUDY)
    process = swept(tmp_path, "--out", file.name, "--cluster", machines.address)
    until_begun(file, process)
    machines.processes[0].kill()
    said = process.communicate(timeout=HUNG)[1]
    again = f"plea-games sweep study.toml --out found.zarr --resume --cluster {machines.address}"
    assert said == (
        f"error: lost the dask scheduler at {machines.address}; finish it with '{again}'\n"
    )
    assert process.returncode == 1
    pg.studies.write_sweep(pg.studies.load_study(tmp_path / "study.toml").plan, file, resume=True)


def test_what_is_no_scheduler_is_not_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr("plea_games.sweeps.connection._PATIENCE", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(pg.ParameterError, match="does not answer within 1 seconds"):
            pg.sweep(OFFICE, GRID, cluster=address)


@pytest.mark.parametrize("address", ["nonsense", "", "tcp://127.0.0.1", "ftp://127.0.0.1:80", 8786])
def test_what_is_no_address_is_refused_at_once(address):
    with pytest.raises(pg.ParameterError, match=r"leads to no scheduler .*; write such as tcp://"):
        pg.sweep(OFFICE, GRID, cluster=address)


@pytest.mark.parametrize(
    ("greeting", "said"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", "leads to no scheduler"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "leads to no scheduler"),
        (bytes(64), "leads to no scheduler"),
        (b"\xff" * 64, "leads to no scheduler"),
        (None, "is a stranger, no scheduler; give the scheduler's address"),  # says all again
    ],
)
def test_other_services_are_no_schedulers(greeting, said):
    def serve(listening):
        with suppress(OSError):
            while True:
                one = listening.accept()[0]
                threading.Thread(target=talk, args=[one], daemon=True).start()

    def talk(one):
        with suppress(OSError), one:
            if greeting:
                one.sendall(greeting)
            while heard := one.recv(4096):
                if not greeting:
                    one.sendall(heard)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=[listening], daemon=True).start()
        address = f"tcp://127.0.0.1:{listening.getsockname()[1]}"
        with pytest.raises(pg.ParameterError, match=said):
            pg.sweep(OFFICE, GRID, cluster=address)
        listening.shutdown(socket.SHUT_RDWR)


def test_a_worker_is_no_scheduler(machines):
    machines.worker("--no-nanny")
    with distributed.Client(machines.address, set_as_default=False) as client:
        client.wait_for_workers(1, timeout=HUNG)
        (address,) = client.nthreads()
    with pytest.raises(pg.ParameterError, match="is a worker, no scheduler; give the scheduler's"):
        pg.sweep(OFFICE, GRID, cluster=address)


def test_interrupts_of_workers_cost_one_line(tmp_path):
    (tmp_path / "study.toml").write_text(STUDY)
    process = swept(tmp_path, "--out", "found.zarr", "--workers", "2")
    until_begun(tmp_path / "found.zarr", process)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    said = process.communicate(timeout=HUNG)[1]
    again = "plea-games sweep study.toml --out found.zarr --resume --workers 2"
    assert said == f"interrupted; finish it with '{again}'\n"
    assert process.returncode == 130


@pytest.mark.parametrize("guarded", [False, True])
def test_scripts_need_the_main_guard(tmp_path, guarded):
    guard = 'if __name__ == "__main__":\n    ' if guarded else ""
    (tmp_path / "script.py").write_text(
        "import plea_games as pg\n"
        "game = pg.PleaGame(defendants=70, capacity=5, offer=1, sentence=2)\n"
        f"{guard}print(dict(pg.sweep(game, {{'capacity': [4, 5]}}, workers=1).sizes))\n"
    )
    done = subprocess.run(
        [sys.executable, "script.py"], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=HUNG, check=False,
    )  # fmt: skip
    if guarded:
        assert (done.stdout, done.stderr) == ("{'capacity': 2}\n", "")
    else:
        assert done.stderr.count("Traceback") == 1
        last = done.stderr.splitlines()[-1]
        assert last.endswith('put what starts them under: if __name__ == "__main__":')


def swept(folder, *options):
    """The command line on its way, as it runs in a terminal of its own."""

    def not_in_background():  # where shells have interrupts ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    program = [sys.executable, "-c", COMMAND, "sweep", "study.toml", *options]
    return subprocess.Popen(
        program, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        preexec_fn=not_in_background,
    )  # fmt: skip


def until_begun(file, process):
    journal = file / "journal" / "checksum" / "c"
    while not journal.is_dir() or len(list(journal.iterdir())) < 3:
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.02)


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
    held = lock.locked

    @contextmanager
    def by_another_word(folder, *, out):
        with held(folder, out=out):
            yield "the word of a folder on another machine"

    monkeypatch.setattr("plea_games.sweeps.files.locked", by_another_word)
    monkeypatch.setattr(Store, "write", lambda *told: [written.append(told[1]), write(*told)])
    expected = pg.sweep(OFFICE, GRID)
    with pg.sweep(OFFICE, GRID, out=tmp_path / "found.zarr", workers=2) as found:
        assert found.load().assign_attrs(expected.attrs).identical(expected)
    assert sorted(written) == list(range(pg.studies.plan_sweep(OFFICE, GRID).tile_count))


def test_a_worker_that_cannot_write_sends_its_values(tmp_path):
    plan = pg.studies.plan_sweep(OFFICE, GRID)
    folder = tmp_path / "found.zarr"
    with locked(folder, out=folder) as word:
        check_worker_that_cannot_write(plan, Store(folder, plan, word))


def check_worker_that_cannot_write(plan, store):
    store.create()
    tile = next(plan.tiles())
    place = store.folder, store.word
    assert _compute(pickle.dumps(plan), 0, tile, (store.folder, "another word"), code()) != {}
    assert _compute(pickle.dumps(plan), 0, tile, place, code()) == {}
    assert store.state(0, tile) == "whole"
    chunks = store.folder / plan.outputs[0].name / "c"
    shutil.rmtree(chunks)
    chunks.write_text("no folder")
    found = _compute(pickle.dumps(plan), 0, tile, place, code())
    assert set(found) == {output.name for output in plan.outputs}
