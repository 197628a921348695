"""Stores that are stopped, damaged, shared, copied, or in somebody's way."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import warnings
from contextlib import suppress
from pathlib import Path

import numpy as np
import pandas
import pytest
import xarray
from scipy import stats

import plea_games as pg
from plea_games.sweeps import plan as planning
from plea_games.sweeps.lock import lock_file, locked
from plea_games.sweeps.plan import SweepPlan
from tests.waiting import HUNG

from .killed_sweeps import ENDINGS, in_child
from .store_trials import OFFICE, meaning, small_plan

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def tiles_stay_small(monkeypatch):
    monkeypatch.setattr(planning, "POINTS_IN_A_TILE", 2)


@pytest.mark.parametrize(("what", "count"), [("stops", 3), ("damages", 40), ("pairs", 3)])
def test_trials(what, count):
    """In a process of its own, for it forks; ``python -m tests.store_trials`` tries all."""
    program = [sys.executable, "-m", "tests.store_trials", what, str(count)]
    done = subprocess.run(
        program, cwd=ROOT, capture_output=True, timeout=HUNG, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == (1 if what == "damages" else len(ENDINGS))


def test_meaning_tells_apart(tmp_path):
    pg.studies.write_sweep(small_plan(), tmp_path / "a.zarr")
    pg.studies.write_sweep(small_plan(), tmp_path / "b.zarr")
    assert meaning(tmp_path / "a.zarr") == meaning(tmp_path / "b.zarr")
    for wrong in ('"years"', '"offer"', '"float64"'):
        shutil.copytree(tmp_path / "a.zarr", tmp_path / "c.zarr")
        root = tmp_path / "c.zarr" / "zarr.json"
        said = root.read_text()
        other = '"float32"' if wrong == '"float64"' else wrong.replace('"', '"x', 1)
        assert wrong in said
        root.write_text(said.replace(wrong, other))
        with suppress(ValueError, KeyError, TypeError, FileNotFoundError):  # no reader takes it
            assert meaning(tmp_path / "c.zarr") != meaning(tmp_path / "a.zarr")
        shutil.rmtree(tmp_path / "c.zarr")


def test_the_second_process_says_who_writes(tmp_path):
    for name in ("found.zarr", "found.csv"):
        file = tmp_path / name
        folder = file if name.endswith("zarr") else file.with_name(f".{name}.zarr")
        with (
            locked(folder, out=file),
            pytest.raises(pg.ParameterError, match=rf"being written by process {os.getpid()} on "),
        ):
            pg.studies.write_sweep(small_plan(), file)
        pg.studies.write_sweep(small_plan(), file)
        assert [path.name for path in tmp_path.iterdir()] == [name]
        file.unlink() if file.is_file() else shutil.rmtree(file)


def test_locks_of_killed_processes_are_nobodys(tmp_path):
    file = tmp_path / "found.zarr"

    def killed():
        with locked(file, out=file):
            os.kill(os.getpid(), signal.SIGKILL)

    assert in_child(killed) == -signal.SIGKILL
    assert lock_file(file).exists()
    pg.studies.write_sweep(small_plan(), file)
    assert not lock_file(file).exists()


def test_without_locks_nothing_is_written(tmp_path, monkeypatch):
    def no_locks(*_, **__):
        raise OSError(37, "No locks available")

    monkeypatch.setattr("plea_games.sweeps.lock.FileLock.acquire", no_locks)
    with pytest.raises(pg.errors.StoreError, match="No locks available"):
        pg.studies.write_sweep(small_plan(), tmp_path / "found.zarr")
    assert not (tmp_path / "found.zarr").exists()


@pytest.mark.parametrize("ending", [".csv", ".nc", ".parquet"])
def test_a_foreign_file_costs_no_tiles(tmp_path, monkeypatch, ending):
    file, compute, calls = tmp_path / f"found{ending}", SweepPlan.compute, []

    def stops_at_third(plan, tile):
        calls.append(tile)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return compute(plan, tile)

    monkeypatch.setattr(SweepPlan, "compute", stops_at_third)
    with pytest.raises(KeyboardInterrupt):
        pg.studies.write_sweep(small_plan(), file)
    file.write_text("somebody's own")
    with pytest.raises(pg.ParameterError, match="not of this sweep"):
        pg.studies.write_sweep(small_plan(), file, resume=True)
    assert file.read_text() == "somebody's own"
    file.unlink()
    pg.studies.write_sweep(small_plan(), file, resume=True)
    assert len(calls) == 4


def test_folders_of_others_stay(tmp_path):
    names = (".keep.zarr.partial", ".keep.zarr.journal", ".keep.zarr.copy.partial")
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "mine").write_text("mine")
    pg.studies.write_sweep(small_plan(), tmp_path / "keep.zarr")
    assert all((tmp_path / name / "mine").read_text() == "mine" for name in names)


def test_copies_and_links_are_verified_again(tmp_path, capsys):
    plan, file = small_plan(), tmp_path / "found.zarr"
    pg.studies.write_sweep(plan, file)
    shutil.copytree(file, tmp_path / "copy.zarr")
    (tmp_path / "link.zarr").symlink_to(file)
    for name in ("copy.zarr", "link.zarr"):
        pg.studies.write_sweep(plan, tmp_path / name, resume=True)
        assert meaning(tmp_path / name) == meaning(file)
    assert capsys.readouterr().err == ""
    with (
        locked(file, out=file),
        pytest.raises(pg.ParameterError, match="is being written"),
    ):
        pg.studies.write_sweep(plan, tmp_path / "link.zarr", resume=True)


@pytest.mark.parametrize("out", ["s3://bucket/found.zarr", "gs://b/found.nc", "file:///f.csv"])
def test_addresses_are_no_paths(tmp_path, monkeypatch, out):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(pg.ParameterError, match="must be a path on this machine; write there"):
        pg.studies.write_sweep(small_plan(), out)
    assert not list(tmp_path.iterdir())


def test_a_store_that_may_not_be_read_is_not_to_be_removed(tmp_path, monkeypatch):
    file = tmp_path / "found.zarr"
    pg.studies.write_sweep(small_plan(), file)
    read = Path.read_bytes

    def refused(path):
        if path == file / "zarr.json":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(pg.errors.StoreError, match=r"could not read .*: .*Permission denied$"):
        pg.studies.write_sweep(small_plan(), file, resume=True)


@pytest.mark.parametrize("consolidated", [None, True, False])
def test_stores_open_plainly(tmp_path, consolidated):
    pg.studies.write_sweep(small_plan(), tmp_path / "found.zarr")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with xarray.open_zarr(tmp_path / "found.zarr", consolidated=consolidated) as found:
            assert set(found.data_vars) == {"tipping_share", "risk_dominant"}
        with xarray.open_datatree(tmp_path / "found.zarr", engine="zarr") as tree:
            assert set(tree.groups) == {"/", "/journal"}


STUDY = """
title = "A study; of 'names'"
scenario = "panel-office"
samples = 8
seed = 20261130
[over]
conviction = {distribution = "triangular", low = 0.6, mode = 0.8, high = 0.9}
capacity = {distribution = "range"}
"""


@pytest.mark.parametrize("ending", [".zarr", ".nc", ".parquet"])
def test_sampled_results_say_where_they_come_from(tmp_path, ending):
    (tmp_path / "study.toml").write_text(STUDY)
    study = pg.studies.load_study(tmp_path / "study.toml")
    file = pg.studies.write_sweep(study.plan, tmp_path / f"found{ending}")
    if ending == ".parquet":
        from pyarrow import parquet

        schema = parquet.read_schema(file)
        stated = {key.decode(): value.decode() for key, value in schema.metadata.items()}
        drawn = schema.field("conviction").metadata[b"distribution"].decode()
    else:
        engine = {"engine": "zarr"} if ending == ".zarr" else {}
        with xarray.open_dataset(file, **engine) as found:
            stated, drawn = found.attrs, found["conviction"].attrs["distribution"]
    assert stated["title"] == "A study; of 'names'"
    assert stated["scenario"] == "panel-office"
    assert (stated["seed"], stated["samples"]) == ("20261130", "8")
    assert drawn == "triang(0.666667, loc=0.6, scale=0.3)"


def test_seeds_are_put_down_as_they_are_known():
    over = {"conviction": stats.uniform(0.6, 0.2)}
    for rng, said in ((7, "7"), (np.int64(7), "7"), (None, "none")):
        assert pg.studies.plan_sweep(OFFICE, over, rng=rng).origin.seed == said
    said = pg.studies.plan_sweep(OFFICE, over, rng=np.random.default_rng(7)).origin.seed
    assert said.startswith("not recorded")
    assert pg.studies.plan_sweep(OFFICE, {"capacity": [400]}).origin.seed == ""


def test_the_command_to_resume_is_what_a_shell_takes(tmp_path, command, monkeypatch):
    monkeypatch.chdir(tmp_path)
    study = tmp_path / "a study; $(touch gone).toml"
    study.write_text(STUDY)
    monkeypatch.setattr(SweepPlan, "compute", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    out = "it's here.csv"
    code, _, said = command("sweep", study.name, "--out", out, "--at-any-size")
    assert code == 130
    again = said.removeprefix("interrupted; finish it with '").removesuffix("'\n")
    assert shlex.split(again) == [
        *("plea-games", "sweep", study.name, "--out", out, "--resume", "--at-any-size")
    ]


def test_formats_are_stated_whatever_the_environment_says(tmp_path):
    (tmp_path / "study.toml").write_text('title = "x"\nscenario = "j20"\n[over]\ncapacity = [1, 2]')
    program = "from plea_games.cli.app import main; main()"
    settings = {
        "ZARR_DEFAULT_ZARR_FORMAT": "2",
        "ZARR_ARRAY__ORDER": "F",
        "ZARR_ARRAY__WRITE_EMPTY_CHUNKS": "True",
    }
    for resume in ([], ["--resume"]):
        done = subprocess.run(
            [sys.executable, "-c", program, "sweep", "study.toml", "--out", "a.zarr", *resume],
            cwd=tmp_path, env={**os.environ, **settings, "PYTHONPATH": str(ROOT)}, text=True,
            capture_output=True, timeout=HUNG, check=False,
        )  # fmt: skip
        assert (done.returncode, "damaged" in done.stderr) == (0, False), done.stderr
    with xarray.open_zarr(tmp_path / "a.zarr") as found:
        assert found.sizes == {"capacity": 2}


FULL_DISK = """
import resource, signal
from plea_games.cli.app import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))
main()
"""


@pytest.mark.parametrize("what", ["figures", "report"])
def test_a_full_disk_ends_in_one_line_and_what_was_there_stays(tmp_path, what):
    out = tmp_path / "out"
    if what == "figures":
        out.mkdir()
        (out / "phase-diagram.pdf").write_text("good")
    options = ["--format", "pdf"] if what == "figures" else []
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, what, "--out", str(out), *options],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True,
        capture_output=True, timeout=HUNG, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("error: could not write ")
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.read_text() for path in left] == (["good"] if what == "figures" else [])


def test_parquet_and_csv_of_one_place_have_locks_of_their_own(tmp_path):
    with locked(tmp_path / ".found.csv.zarr", out=tmp_path / "found.csv"):
        pg.studies.write_sweep(small_plan(), tmp_path / "found.parquet")
    assert len(pandas.read_parquet(tmp_path / "found.parquet")) == 6
