"""Workers and schedulers of sweeps in the process of the tests: what they do and what they say."""

import logging
import threading
from contextlib import contextmanager
from types import SimpleNamespace

import distributed
import numpy as np
import pytest

import plea_games as pg
from plea_games.errors import StoreError
from plea_games.sweeps import (
    cluster,
    connection,
    lock,
    plan as planning,
    store,
)
from plea_games.sweeps.connection import code
from tests.small_sweeps import GAME, OVER, refusal, write


@pytest.fixture(autouse=True)
def small_tiles(monkeypatch):
    monkeypatch.setattr(planning, "POINTS_IN_A_TILE", 3)


@pytest.fixture
def plan():
    return pg.studies.plan_sweep(GAME, OVER)


class Workers:
    """A client of workers that say what they are told to."""

    scheduler = SimpleNamespace(address="tcp://10.0.0.1:8786")

    def __init__(self, **answers):
        self.answers, self.threads, self.waited = answers, 1, []

    def wait_for_workers(self, count, timeout):
        self.waited.append((count, timeout))
        if not self.answers:
            raise TimeoutError

    def nthreads(self):
        return {**dict.fromkeys(self.answers, 1), next(iter(self.answers)): self.threads}

    def run(self, asked, on_error):
        assert (asked, on_error) == (code, "return")
        return self.answers


def test_workers_are_checked_one_by_one():
    def said(workers):
        return refusal(connection._check_workers, workers, "tcp://10.0.0.1:8786")

    start = "cluster = tcp://10.0.0.1:8786: has "
    good = Workers(a=code(), b=code())
    connection._check_workers(good, "tcp://10.0.0.1:8786")
    assert good.waited == [(1, connection._PATIENCE)]
    assert said(Workers()) == (
        f"{start}no workers; start some with 'dask worker tcp://10.0.0.1:8786 --nthreads 1'"
    )
    good.threads = 2
    assert said(good) == (
        f"{start}workers with 2 threads; start them with --nthreads 1, and with --nworkers for as "
        "many as there are cores"
    )
    end = f"; here it is {code()}; install the same version on all machines"
    for answer, theirs in (
        ("9.9 with code 0", "9.9 with code 0"),
        (ImportError("no"), "none (ImportError)"),
        ("a\x1b[1m", r"a\x1b[1m"),
    ):
        other = Workers(a=code(), b=answer)
        assert said(other) == f"{start}a worker, b, with plea_games {theirs}{end}"


class Done:
    """A task that is done, or was cancelled since its scheduler is lost."""

    def __init__(self, is_cancelled):
        self.is_cancelled = is_cancelled

    def cancelled(self):
        return self.is_cancelled


def test_results_come_until_the_scheduler_is_lost():
    first, second, lost = Done(False), Done(False), Done(True)
    client = Workers()
    assert list(connection.finished(client, [(first, 1), (second, 2)])) == [(first, 1), (second, 2)]
    running = connection.finished(client, iter([(first, 1), (lost, None), (second, 2)]))
    assert next(running) == (first, 1)
    said = "lost the dask scheduler at tcp://10.0.0.1:8786"
    assert refusal(next, running, kind=StoreError) == said
    client = SimpleNamespace(scheduler=None)
    nowhere = connection.finished(client, [(lost, None)])
    assert refusal(next, nowhere, kind=StoreError) == "lost the dask scheduler at"


def test_dask_is_quiet_meanwhile_and_as_loud_as_before_after():
    names = ("distributed.scheduler", "distributed.worker", "tornado.application", "plea_games.x")
    levels = (logging.INFO, logging.NOTSET, logging.WARNING, logging.DEBUG)
    logs = [logging.getLogger(name) for name in names]
    before = [log.level for log in logs]
    try:
        for log, level in zip(logs, levels, strict=True):
            log.setLevel(level)
        with connection._quiet():
            assert [log.isEnabledFor(logging.CRITICAL) for log in logs] == [False] * 3 + [True]
        assert [log.level for log in logs] == list(levels)
    finally:
        for log, level in zip(logs, before, strict=True):
            log.setLevel(level)


@pytest.mark.parametrize(
    ("workers", "said"),
    [
        (0, "workers = 0: must be a whole number of at least 1 and at most 1,024; count them"),
        (
            1025,
            "workers = 1025: must be a whole number of at least 1 and at most 1,024; count them",
        ),
        (1.5, "workers = 1.5: must be a whole number"),
        ("two", "workers = two: must be a whole number"),
    ],
)
def test_numbers_of_workers(workers, said):
    for call in (
        lambda: pg.sweep(GAME, OVER, workers=workers),
        lambda: pg.places.simulate_nation(
            [pg.places.Silo("east", GAME)], membership=1, workers=workers
        ),
    ):
        assert refusal(call).startswith(said)
    assert refusal(pg.sweep, GAME, OVER, workers=2, cluster="tcp://10.0.0.1:1") == (
        "workers = 2: cannot go with cluster; give one of them"
    )


@pytest.fixture
def threads():
    """A scheduler and a worker in this very process, so that they run the code that is here."""
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=False, dashboard_address=":0",
            protocol="inproc", silence_logs=logging.CRITICAL,
        ) as local,
        distributed.Client(local, set_as_default=False) as client,
    ):  # fmt: skip
        yield client


class Watched:
    """A client, and how many of its tasks are unfinished or held at a time."""

    def __init__(self, client):
        self.client, self.submitted, self.released, self.most = client, [], set(), 0
        self.loop, self.scheduler, self.nthreads = client.loop, client.scheduler, client.nthreads

    def submit(self, *arguments, **options):
        future = self.client.submit(*arguments, **options)
        release, key = future.release, future.key
        self.submitted.append((arguments, options))
        self.most = max(self.most, len(self.submitted) - len(self.released))

        def released():
            self.released.add(key)  # futures that go are released once more
            release()

        future.release = released
        return future


def test_tiles_on_a_cluster_are_those_of_one_process(plan, threads, tmp_path, monkeypatch):
    monkeypatch.setattr(planning, "POINTS_IN_A_TILE", 1)
    plan = pg.studies.plan_sweep(GAME, {**OVER, "capacity": [1, 2, 3, 4]})
    client = Watched(threads)
    tiles = list(enumerate(plan.tiles()))
    found = {
        number: (tile, values) for number, tile, values in cluster._on(client)(plan, tiles, None)
    }
    assert sorted(found) == list(range(12))
    for number, tile in tiles:
        assert found[number][0] == tile
        for name, values in plan.compute(tile).items():
            np.testing.assert_array_equal(found[number][1][name], values)
    assert len(client.submitted) == len(client.released) == 12
    assert client.most == 6  # three for each worker
    assert all(options == {"pure": False} for _, options in client.submitted)
    folder = tmp_path / "a.zarr"
    with lock.locked(folder, out=folder) as word:
        kept = store.Store(folder, plan, word)
        kept.create()
        written = list(cluster._on(client)(plan, tiles[1:], kept))
        assert [values for _, _, values in written] == [{}] * 11
        assert [kept.state(*place) for place in tiles] == ["missing", *["whole"] * 11]
    assert list(cluster._on(client)(plan, [], None)) == []


def test_later_workers_are_checked_too(plan):
    said = refusal(cluster._compute, b"", 0, (), None, "ours", kind=StoreError)
    assert said == (
        f"a worker that came later has plea_games {code()}; here it is ours; install the same "
        "version on all machines"
    )


def test_workers_write_what_they_compute(plan, threads, tmp_path, monkeypatch):
    writers = []
    put = store.Store.write

    def noted(*arguments):
        writers.append(threading.current_thread())
        return put(*arguments)

    @contextmanager
    def here(**asked):
        assert asked == {"address": "tcp://10.0.0.1:1", "workers": None}
        yield threads

    monkeypatch.setattr(store.Store, "write", noted)
    monkeypatch.setattr(cluster, "connected", here)
    for ending in (".zarr", ".csv"):
        write(plan, tmp_path / f"a{ending}", cluster="tcp://10.0.0.1:1")
    assert len(writers) == 6
    assert threading.main_thread() not in writers


@pytest.mark.parametrize("where", [{"workers": 2}, {"cluster": "tcp://10.0.0.1:1"}])
def test_replications_go_where_they_are_sent(where, threads, monkeypatch):
    asked, submitted = [], []
    submit = threads.submit
    keep = threads.scatter

    @contextmanager
    def here(**wanted):
        asked.append(wanted)
        yield threads

    def noted(*arguments, **options):
        submitted.append(options)
        return submit(*arguments, **options)

    monkeypatch.setattr(connection, "connected", here)
    monkeypatch.setattr(threads, "submit", noted)
    monkeypatch.setattr(threads, "scatter", lambda *a, **o: submitted.append(o) or keep(*a, **o))
    silos = [pg.places.Silo("east", GAME), pg.places.Silo("west", GAME)]
    how = {"membership": 0.3, "cohorts": 2, "replications": 40, "progress": False}
    assert pg.places.simulate_nation(silos, **how, **where) == pg.places.simulate_nation(
        silos, **how
    )
    assert asked == [{"address": where.get("cluster"), "workers": where.get("workers")}]
    assert submitted == [{"broadcast": True}, *[{"pure": False}] * 3]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("Worker", "is a worker, no scheduler; give the scheduler's address"),
        ("Nan\x1bny", r"is a nan\x1bny, no scheduler; give the scheduler's address"),
        (TimeoutError(), "does not answer within 10 seconds (TimeoutError); start it with 'dask "
                         "scheduler', or use workers"),
        (ConnectionError(), "does not answer within 10 seconds (ConnectionError); start it with "
                            "'dask scheduler', or use workers"),
        (ValueError("no\x1b port"), r"leads to no scheduler (no\x1b port); write such as "
                                    "tcp://10.0.0.1:8786"),
        (MemoryError("x" * 300), f"leads to no scheduler ({'x' * 200}); write such as "
                                 "tcp://10.0.0.1:8786"),
    ],
)  # fmt: skip
def test_what_answers_at_an_address(monkeypatch, answer, said):
    async def kind(address):
        assert address == "tcp://10.0.0.1:1"
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(connection, "_kind", kind)
    assert refusal(pg.sweep, GAME, OVER, cluster="tcp://10.0.0.1:1") == (
        f"cluster = tcp://10.0.0.1:1: {said}"
    )


def test_a_client_is_checked_used_and_closed(monkeypatch):
    said = []

    async def kind(_):
        return "Scheduler"

    class Client:
        def __init__(self, *arguments, **options):
            said.append((arguments, options))

        def close(self, **options):
            said.append(options)

    monkeypatch.setattr(connection, "_kind", kind)
    monkeypatch.setattr(distributed, "Client", Client)
    monkeypatch.setattr(connection, "_check_workers", lambda client, at: said.append(at))
    with connection.connected(address="tcp://10.0.0.1:1") as client:
        assert isinstance(client, Client)
    assert said == [
        (("tcp://10.0.0.1:1",), {"timeout": connection._PATIENCE, "set_as_default": False}),
        "tcp://10.0.0.1:1",
        {"timeout": connection._PATIENCE},
    ]
