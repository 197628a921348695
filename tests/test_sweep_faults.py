"""What sweeps say, word by word, where stores, files, clusters and sizes are refused, and bars."""

import io
import json
import logging
import re
import threading
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import distributed
import numpy as np
import pandas
import pytest
from scipy import stats

import plea_games as pg
from plea_games.errors import StoreError, shown
from plea_games.sweeps import (
    axes,
    cluster,
    connection,
    files,
    lock,
    place_ranges,
    plan as planning,
    run,
    store,
)
from plea_games.sweeps.connection import code
from plea_games.sweeps.plan import SweepPlan
from tests.waiting import HUNG

GAME = pg.PleaGame(defendants=12, capacity=2, offer=4, sentence=10)
OVER = {"capacity": [1, 2, 3], "offer": [1, 4, 5]}


@pytest.fixture(autouse=True)
def small_tiles(monkeypatch):
    monkeypatch.setattr(planning, "POINTS_IN_A_TILE", 3)


@pytest.fixture
def plan():
    return pg.studies.plan_sweep(GAME, OVER)


def refusal(call, *arguments, kind=pg.ParameterError, **options):
    """What a call is refused with, all of it."""
    with pytest.raises(kind) as refused:
        call(*arguments, **options)
    return str(refused.value)


def write(plan, file, **options):
    return pg.studies.write_sweep(plan, file, progress=False, **options)


def stopped(plan, file, after, monkeypatch, error=KeyboardInterrupt):
    """A store in which so many tiles are done."""
    compute, tiles = SweepPlan.compute, []

    def stops(plan, tile):
        tiles.append(tile)
        if len(tiles) > after:
            raise error
        return compute(plan, tile)

    with monkeypatch.context() as patch:
        patch.setattr(SweepPlan, "compute", stops)
        with pytest.raises(error):
            write(plan, file)


ANOTHER = "give another name, or remove it"


def test_stores_that_are_there(plan, tmp_path, monkeypatch):
    file = tmp_path / "a.zarr"
    write(plan, file)
    assert refusal(write, plan, file) == (
        f"out = {shown(str(file))}: must not exist yet; resume it, {ANOTHER}"
    )
    other = pg.studies.plan_sweep(GAME, {"capacity": [1, 2]})
    another = f"resume = {shown(str(file))}: was made by another study; {ANOTHER}"
    assert refusal(write, other, file, resume=True) == another
    empty = tmp_path / "b.zarr"
    empty.mkdir()
    no_store = f"resume = {shown(str(empty))}: must be the store of a sweep; {ANOTHER}"
    for content in (None, "", "[]", "{", '{"attributes": 3}', "null", '{"x": {}}'):
        if content is not None:
            (empty / "zarr.json").write_text(content)
        assert refusal(write, plan, empty, resume=True) == no_store
    for content, maker in (({}, "something else"), ({"source": "R 4.3"}, "R 4.3")):
        (empty / "zarr.json").write_text(json.dumps({"attributes": content}))
        said = f"resume = {shown(str(empty))}: was made by {maker}; {ANOTHER}"
        assert refusal(write, plan, empty, resume=True) == said
    (tmp_path / "c.zarr").write_text("no folder")
    said = f"resume = {shown(str(tmp_path / 'c.zarr'))}: must be the store of a sweep; {ANOTHER}"
    assert refusal(write, plan, tmp_path / "c.zarr", resume=True) == said


@pytest.mark.parametrize("ending", [".csv", ".nc", ".parquet", ".CSV"])
def test_files_that_are_there(plan, tmp_path, monkeypatch, ending):
    file = tmp_path / f"a{ending}"
    write(plan, file)
    whole = file.read_bytes()
    start = f"out = {shown(str(file))}: "
    assert refusal(write, plan, file) == f"{start}must not exist yet; {ANOTHER}"
    assert (
        refusal(write, plan, file, resume=True) == f"{start}is there already, and whole; {ANOTHER}"
    )
    file.unlink()
    stopped(plan, file, 1, monkeypatch)
    file.write_bytes(b"foreign")
    assert refusal(write, plan, file, resume=True) == (
        f"{start}is there already, and not of this sweep, which is not finished; {ANOTHER}"
    )
    assert refusal(write, plan, file) == f"{start}must not exist yet; {ANOTHER}"
    file.unlink()
    assert write(plan, file, resume=True) == file
    assert len(file.read_bytes()) == len(whole)
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("out", ["found.xlsx", "found", Path("a.zarr.gz")])
def test_endings(plan, out):
    said = f"out = {out}: must be a path ending in .zarr, .nc, .parquet, .csv; write such as results.zarr"
    assert refusal(write, plan, out) == said
    said = f"out = {out}: must be a path ending in .zarr, .nc; write such as results.zarr"
    assert refusal(pg.sweep, GAME, OVER, out=out) == said


def test_disks_that_refuse(plan, tmp_path, monkeypatch):
    file = tmp_path / "a.zarr"

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(store, "lay_out", full)
        said = f"could not create {file}: [Errno 28] No space left on device"
        assert refusal(write, plan, file, kind=StoreError) == said
    assert list(tmp_path.iterdir()) == []
    with monkeypatch.context() as patch:
        patch.setattr(store, "_checksum", full)
        assert refusal(write, plan, file, kind=StoreError) == (
            f"could not write tile 1 of 3 to {file}: [Errno 28] No space left on device; what is "
            "there can be resumed"
        )
    (file / "offer" / "zarr.json").unlink()
    with monkeypatch.context() as patch:
        patch.setattr(store, "put", full)
        assert refusal(write, plan, file, resume=True, kind=StoreError) == (
            f"could not mend offer/zarr.json of {file}: [Errno 28] No space left on device; what "
            "is there can be resumed"
        )
    table = tmp_path / "a.csv"
    with monkeypatch.context() as patch:
        patch.setitem(files.WRITERS, ".csv", full)
        assert refusal(write, plan, table, kind=StoreError) == (
            f"could not write {table}: [Errno 28] No space left on device; all values are computed "
            "and can be resumed from"
        )
    with monkeypatch.context() as patch:
        patch.setattr(files.shutil, "disk_usage", lambda _: SimpleNamespace(free=plan.bytes))
        assert refusal(write, plan, tmp_path / "a.nc", kind=StoreError).startswith(
            f"could not write {tmp_path / 'a.nc'}: [Errno 28] No space left on device; all values"
        )


def test_what_is_mended_and_computed_again_is_said(plan, tmp_path, capsys):
    file = tmp_path / "a.zarr"
    write(plan, file)
    (file / "offer" / "zarr.json").unlink()
    (file / "tipping_share" / "c" / "1" / "0").write_bytes(b"x")
    write(plan, file, resume=True)
    assert capsys.readouterr().err == (
        "offer/zarr.json is damaged: written again\ntile 2 of 3 is damaged: computed again\n"
    )
    write(plan, file, resume=True)
    assert capsys.readouterr().err == ""


def test_a_lost_folder_of_an_axis_is_laid_out_again(plan, tmp_path, capsys):
    file = tmp_path / "a.zarr"
    write(plan, file)
    for path in sorted((file / "offer").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (file / "offer").rmdir()
    write(plan, file, resume=True)
    assert capsys.readouterr().err.splitlines() == [
        "offer/c/0 is damaged: written again", "offer/zarr.json is damaged: written again",
    ]  # fmt: skip
    with files.open_dataset(file) as found:
        assert found.offer.values.tolist() == OVER["offer"]


def test_who_holds_the_lock(plan, tmp_path):
    out, folder = tmp_path / "a.csv", tmp_path / ".a.csv.zarr"
    with lock.locked(folder, out=out):
        said = refusal(write, plan, out)
        assert re.fullmatch(
            rf"out = {re.escape(shown(str(out)))}: is being written by process \d+ on \S+ since \S+; wait "
            "for it, or give another name",
            said,
        )
        lock.lock_file(folder).write_bytes(b"\xff\n")
        assert "is being written by another process; wait" in refusal(write, plan, out)
    (tmp_path / "no-folder").touch()
    nowhere = tmp_path / "no-folder" / "a.csv"
    said = refusal(write, plan, nowhere, kind=StoreError)
    assert said.startswith(f"could not create {nowhere}: [Errno ")


@pytest.mark.parametrize("points", [10, 11])
def test_sizes_that_must_be_meant(monkeypatch, points):
    plan = pg.studies.plan_sweep(GAME, {"capacity": [1], "offer": pg.Range(1, 2, points)})
    monkeypatch.setattr(run, "LARGEST_UNASKED", 10)
    monkeypatch.setattr(run, "SECONDS_A_POINT", 3600.0)
    if points == 10:
        run.refuse_unasked_size(plan, in_memory=True, at_any_size=False)
        return
    said = (
        f"points = {points} in 4 tiles, 3.52e-07 GB: are more than 10, at least 11 hours on one "
        "core; coarsen an axis, or say at_any_size=True (--at-any-size) if they are meant"
    )
    assert refusal(run.refuse_unasked_size, plan, in_memory=False, at_any_size=False) == said
    run.refuse_unasked_size(plan, in_memory=True, at_any_size=True)
    monkeypatch.setattr(run, "LARGEST_IN_MEMORY", plan.bytes)
    run.refuse_unasked_size(plan, in_memory=True, at_any_size=True)
    monkeypatch.setattr(run, "LARGEST_IN_MEMORY", plan.bytes - 1)
    run.refuse_unasked_size(plan, in_memory=False, at_any_size=True)
    both = refusal(run.refuse_unasked_size, plan, in_memory=True, at_any_size=False).splitlines()
    assert both[0] == said
    assert both[1] == (
        f"points = {points} in 4 tiles, 3.52e-07 GB: need a file beyond 3.51e-07 GB; give out, "
        "such as results.zarr"
    )


class Bars:
    """What bars are made with, and how far they come."""

    def __init__(self):
        self.made, self.steps = [], Counter()

    def __call__(self, progress, **settings):
        self.made.append((progress, settings))
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def update(self, step):
        self.steps[len(self.made)] += step


@pytest.fixture
def bars(monkeypatch):
    bars = Bars()
    for place in ("run", "national"):
        monkeypatch.setattr(f"plea_games.sweeps.{place}.bar", bars)
    return bars


@pytest.mark.parametrize("progress", [None, True, False])
def test_bars_of_sweeps_count_points(plan, bars, tmp_path, monkeypatch, progress):
    every = {"total": 9, "initial": 0, "unit": " points", "unit_scale": True, "desc": "sweep"}
    pg.sweep(GAME, OVER, progress=progress)
    pg.studies.write_sweep(plan, tmp_path / "a.csv", progress=progress)
    stopped(plan, tmp_path / "a.zarr", 1, monkeypatch)
    pg.studies.write_sweep(plan, tmp_path / "a.zarr", progress=progress, resume=True)
    pg.studies.write_sweep(plan, tmp_path / "a.zarr", progress=progress, resume=True)
    made = [bars.made[0], bars.made[1], *bars.made[3:]]
    starts = (0, 0, 3, 9)
    assert made == [(progress, {**every, "initial": start}) for start in starts]
    assert [bars.steps[place] for place in (1, 2, 3, 4, 5)] == [9, 9, 3, 6, 0]
    over = {"offer": stats.uniform(1, 2), "sentence": stats.uniform(8, 2)}
    pg.studies.uncertainty(GAME, over, samples=4, progress=progress)
    pg.studies.sensitivity(GAME, over, samples=4, progress=progress)
    assert [(given, made["total"]) for given, made in bars.made[5:]] == [
        (progress, 4), (progress, 16)
    ]  # fmt: skip


def test_bars_of_nations_count_replications(bars):
    silo = pg.places.Silo("east", GAME)
    pg.places.simulate_nation([silo], membership=1, cohorts=1, replications=20, progress=True)
    assert bars.made == [(True, {"total": 20, "unit": " replications"})]
    assert bars.steps[1] == 20


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
            n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None,
            protocol="inproc", silence_logs=logging.CRITICAL,
        ) as local,
        distributed.Client(local, set_as_default=False) as client,
    ):  # fmt: skip
        yield client


class Watched:
    """A client, and how many of its tasks are unfinished or held at a time."""

    def __init__(self, client):
        self.client, self.submitted, self.released, self.most = client, [], 0, 0
        self.loop, self.scheduler, self.nthreads = client.loop, client.scheduler, client.nthreads

    def submit(self, *arguments, **options):
        future = self.client.submit(*arguments, **options)
        release, self.submitted = future.release, [*self.submitted, (arguments, options)]
        self.most = max(self.most, len(self.submitted) - self.released)

        def released():
            self.released += 1
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
    assert len(client.submitted) == client.released == 12
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


def test_faults_of_values_are_at_most_ten():
    values = [-n for n in range(1, 15)]
    for given in (values, np.array(values, float)):
        said = refusal(pg.studies.plan_sweep, GAME, {"offer": given}).splitlines()
        assert len(said) == axes._MOST_FAULTS == 10
        assert said[0].startswith("offer = -1")


ROW = b"A,100,5,1,10"


@pytest.mark.parametrize(
    ("heading", "cells", "said"),
    [
        ("sentence_low,sentence_high", "12,40",
         "sentence = 10: must be from sentence_low = 12 to sentence_high = 40; correct the range "
         "or the number"),
        ("sentence_low,sentence_high", "4,9",
         "sentence = 10: must be from sentence_low = 4 to sentence_high = 9; correct the range or "
         "the number"),
        ("sentence_low,sentence_high", "40,2",
         "sentence_low = 40: must be at most sentence_high, 2; swap them"),
        ("sentence_low,sentence_high", "-1,40",
         f"sentence_low = -1: must be 0 or more years; {PARAMETER['sentence'].remedy}"),
        ("sentence_low", "4", "sentence: must have both low and high; add the other"),
    ],
)  # fmt: skip
def test_ranges_of_places(heading, cells, said):
    table = f"name,defendants,capacity,offer,sentence,{heading}\n{ROW.decode()},{cells}\n"
    faults = pg.places.sweep_places(io.BytesIO(table.encode())).faults
    assert [str(fault) for fault in faults] == [f"row 2 (A), {said}"]


def test_ranges_of_places_are_at_most_seven(monkeypatch):
    assert place_ranges.MOST_RANGES == 7
    names = ("defendants", "capacity", "offer", "sentence", "conviction", "process_cost",
             "dismissal_cost")  # fmt: skip
    ends = dict.fromkeys(names, ("1", "1"))
    game = pg.PleaGame(**dict.fromkeys(names, 1)).with_parameters(sentence=3, dismissal_cost=0)
    ends |= {"sentence": ("2", "4"), "dismissal_cost": ("0", "0")}
    assert place_ranges.place_range(game, ends).phase
    monkeypatch.setattr(place_ranges, "MOST_RANGES", 6)
    assert refusal(place_ranges.place_range, game, ends) == (
        "ranges = 7: must be at most 6; leave out those that matter least"
    )


@pytest.mark.parametrize("ending", [".zarr", ".nc", ".parquet"])
def test_files_say_when_they_were_made(plan, tmp_path, ending):
    file = write(plan, tmp_path / f"a{ending}")
    if ending == ".parquet":
        attributes = pandas.read_parquet(file).attrs
    else:
        with files.open_dataset(file) as found:
            attributes = dict(found.attrs)
    for kept in (attributes, pg.sweep(GAME, OVER, progress=False).attrs):
        made = datetime.fromisoformat(kept["date"])
        assert abs((datetime.now(UTC) - made).total_seconds()) < HUNG
        assert made.microsecond == 0


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
