"""What sweeps say, word by word, where stores, files and sizes are refused."""

import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas
import pytest
from pyarrow import parquet

import plea_games as pg
from plea_games.errors import StoreError, shown
from plea_games.model.parameters import PARAMETER
from plea_games.sweeps import (
    axes,
    files,
    lock,
    place_ranges,
    plan as planning,
    run,
    store,
)
from plea_games.sweeps.uncertainty import intervals
from tests.small_sweeps import GAME, OVER, refusal, stopped, write
from tests.waiting import HUNG


@pytest.fixture(autouse=True)
def small_tiles(monkeypatch):
    monkeypatch.setattr(planning, "POINTS_IN_A_TILE", 3)


@pytest.fixture
def plan():
    return pg.studies.plan_sweep(GAME, OVER)


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
        about = parquet.read_schema(file).metadata
        for units in (attributes["units"], json.loads(about[b"units"])):
            assert {name: units[name] for name in ("capacity", "offer", "tipping_share")} == {
                "capacity": "cases", "offer": "years", "tipping_share": "1"
            }  # fmt: skip
            assert list(units) == list(pandas.read_parquet(file).columns)
    else:
        with files.open_dataset(file) as found:
            attributes = dict(found.attrs)
    for kept in (attributes, pg.sweep(GAME, OVER, progress=False).attrs):
        made = datetime.fromisoformat(kept["date"])
        assert abs((datetime.now(UTC) - made).total_seconds()) < HUNG
        assert made.microsecond == 0


@pytest.mark.parametrize(
    ("capacity", "offers", "said"),
    [
        (12, [4, 5], "At no point of the stated ranges can a strike hold by itself. For those who "
                     "cannot tell what others will do, the safer choice is to plead at 100.00%."),
        (2, [0.5, 9], "A strike can hold by itself at 50.00% of the points of the stated ranges. "
                      "For those who cannot tell what others will do, the safer choice is to plead "
                      "at 50.00%, hold out at 50.00%."),
    ],
)  # fmt: skip
def test_what_is_said_in_plain_words(capacity, offers, said):
    game, asked = GAME.with_parameters(capacity=capacity), ["tipping_share", "risk_dominant"]
    plan = pg.studies.plan_sweep(game, {"offer": offers}, asked)
    found = intervals(plan, pg.sweep(game, {"offer": offers}, asked))
    assert found.table().verdict == said
