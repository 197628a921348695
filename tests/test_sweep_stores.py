"""Nothing lost: whatever stops a sweep, resuming it gives the values of an uninterrupted one."""

import re
import resource
import signal
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path
from random import Random

import pandas
import pytest

import plea_games as pg
from plea_games.sweeps import plan as planning
from plea_games.sweeps.plan import SweepPlan
from tests.waiting import HUNG, SLOWLY

from .killed_sweeps import DATASETS, ENDINGS

CODES = "risk_dominant is -1 plead, 0 tie, 1 hold out\n"
OFFICE = pg.PleaGame(defendants=7000, capacity=450, offer=1, sentence="1.64", conviction="0.83")
GRID = {"capacity": [400, 450, 500], "offer": [0.05, 0.5, 1.0, 1.5]}
STUDY = """
title = "A study to interrupt"
scenario = "panel-office"
[over]
capacity = {start = 10, stop = 200, count = 20}
offer = {start = 0.1, stop = 1.3, count = 61}
"""
SMALL_TILES = (
    "from plea_games.sweeps import plan\nplan.POINTS_IN_A_TILE = 10\n"
    "from plea_games.cli.app import main\nmain()"
)


@pytest.fixture(autouse=True)
def small_tiles(monkeypatch):
    monkeypatch.setattr(planning, "POINTS_IN_A_TILE", 4)


@pytest.fixture
def computed(monkeypatch):
    """The tiles that are computed from here on."""
    tiles = []
    compute = SweepPlan.compute

    def counted(plan, tile):
        tiles.append(tile)
        return compute(plan, tile)

    monkeypatch.setattr(SweepPlan, "compute", counted)
    return tiles


def values(dataset):
    return {name: array.values.tobytes() for name, array in dataset.variables.items()}


def assert_same(file, other):
    """What others read from two files is the same, to the last bit."""
    if file.suffix == ".csv":
        assert file.read_bytes() == other.read_bytes()
    elif file.suffix == ".parquet":
        pandas.testing.assert_frame_equal(
            pandas.read_parquet(file), pandas.read_parquet(other), check_exact=True
        )
    else:
        read = DATASETS[file.suffix]
        with read(file) as one, read(other) as two:
            assert values(one) == values(two)
            assert one.sizes == two.sizes


def interrupted(
    tmp_path, monkeypatch, after, file="found.zarr", error=KeyboardInterrupt, plan=None
):
    """A store in which so many tiles are whole."""
    compute, calls = SweepPlan.compute, []

    def stops(plan, tile):
        if len(calls) == after:
            raise error
        calls.append(tile)
        return compute(plan, tile)

    with monkeypatch.context() as patch:
        patch.setattr(SweepPlan, "compute", stops)
        with pytest.raises(error):
            pg.studies.write_sweep(plan or pg.studies.plan_sweep(OFFICE, GRID), tmp_path / file)
    return tmp_path / file


def test_sigkill_at_random_moments():
    program = [sys.executable, "-m", "tests.killed_sweeps", "4"]
    done = subprocess.run(
        program, cwd=Path(__file__).parent.parent, capture_output=True, timeout=HUNG, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert re.findall(r"(\.\w+): 1 killed", done.stdout.decode()) == list(ENDINGS)


def drawn_grid(draw):
    """Two axes of a few values each, at times a third."""
    grid = {
        "capacity": sorted(draw.sample(range(300, 600), draw.randint(2, 5))),
        "offer": sorted(Fraction(n, 40) for n in draw.sample(range(2, 80), draw.randint(3, 6))),
    }
    return grid | ({"side_payment": [0, Fraction(1, 3)]} if draw.random() < 1 / 2 else {})


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("seed", range(3))
def test_only_unfinished_tiles_are_computed_again(tmp_path, monkeypatch, computed, ending, seed):
    draw, file = Random(f"{ending} {seed}"), f"found{ending}"
    plan = pg.studies.plan_sweep(OFFICE, drawn_grid(draw))
    after = draw.randrange(len(list(plan.tiles())))
    interrupted(tmp_path, monkeypatch, after, file, plan=plan)
    if not file.endswith(".zarr"):
        assert not (tmp_path / file).exists()
    computed.clear()
    pg.studies.write_sweep(plan, tmp_path / file, resume=True)
    assert computed == list(plan.tiles())[after:]
    pg.studies.write_sweep(plan, tmp_path / f"whole-{file}")
    assert_same(tmp_path / file, tmp_path / f"whole-{file}")
    assert {path.name for path in tmp_path.iterdir()} == {file, f"whole-{file}"}


def test_a_damaged_tile_is_computed_again_and_said_so(tmp_path, computed, capsys):
    file = tmp_path / "found.zarr"
    expected = values(pg.sweep(OFFICE, GRID, out=file))
    chunks = [path for path in (file / "tipping_share" / "c").rglob("*") if path.is_file()]
    content = bytearray(chunks[1].read_bytes())
    content[-3] ^= 1
    chunks[1].write_bytes(content)
    chunks[0].unlink()
    computed.clear()
    assert values(pg.sweep(OFFICE, GRID, out=file, resume=True)) == expected
    assert len(computed) == 2
    assert capsys.readouterr().err.count("is damaged: computed again") == 2


def test_stores_of_others_are_refused(tmp_path, monkeypatch):
    file = interrupted(tmp_path, monkeypatch, 1)
    with pytest.raises(pg.ParameterError, match="must not exist yet"):
        pg.sweep(OFFICE, GRID, out=file)
    with pytest.raises(pg.ParameterError, match="was made by another study"):
        pg.sweep(OFFICE, {**GRID, "capacity": [400, 450, 501]}, out=file, resume=True)
    with pytest.raises(pg.ParameterError, match="was made by another study"):
        pg.sweep(OFFICE.with_parameters(sentence=2), GRID, out=file, resume=True)
    with monkeypatch.context() as patch:
        patch.setattr("plea_games.sweeps.provenance.__version__", "9.9")
        with pytest.raises(pg.ParameterError, match=r"was made by plea_games 0\."):
            pg.sweep(OFFICE, GRID, out=file, resume=True)
    other = tmp_path / "other.zarr"
    other.mkdir()
    with pytest.raises(pg.ParameterError, match="must be the store of a sweep"):
        pg.sweep(OFFICE, GRID, out=other, resume=True)
    with pytest.raises(pg.ParameterError, match="is there already, and whole"):
        (tmp_path / "there.csv").touch()
        pg.studies.write_sweep(
            pg.studies.plan_sweep(OFFICE, GRID), tmp_path / "there.csv", resume=True
        )


def run(tmp_path, *arguments, before="", **options):
    program = [sys.executable, "-c", before + SMALL_TILES, "sweep", "study.toml", *arguments]
    return subprocess.Popen(
        program, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )


@pytest.fixture
def study(tmp_path):
    (tmp_path / "study.toml").write_text(STUDY)
    return tmp_path


def test_interrupt_says_how_to_resume(study):
    def not_in_background():  # where shells have interrupts ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    process = run(study, "--out", "found.csv", before=SLOWLY, preexec_fn=not_in_background)
    journal = study / ".found.csv.zarr" / "journal" / "checksum" / "c"
    while not (journal.is_dir() and any(journal.iterdir())):
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=HUNG)
    assert process.returncode == 130
    again = "plea-games sweep study.toml --out found.csv --resume"
    assert said == f"interrupted; finish it with '{again}'\n"
    resumed = run(study, "--out", "found.csv", "--resume")
    assert resumed.communicate(timeout=HUNG)[1] == f"found.csv: 1,220 points, 4 outputs\n{CODES}"
    assert resumed.returncode == 0
    assert len((study / "found.csv").read_text().splitlines()) == 1221


@pytest.mark.parametrize(("out", "limit"), [("found.csv", 20_000)])
def test_full_disk_ends_with_one_line_and_a_store_to_resume(study, out, limit):
    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    process = run(study, "--out", out, preexec_fn=little_room)
    _, said = process.communicate(timeout=HUNG)
    assert process.returncode == 1
    assert said.count("\n") == 1
    assert said.startswith("error: could not ")
    if "could not create" not in said:
        assert said.endswith(f"finish it with 'plea-games sweep study.toml --out {out} --resume'\n")
    assert not (study / "found.csv").exists()
    resumed = run(study, "--out", out, "--resume")
    assert resumed.communicate(timeout=HUNG)[1] == f"{out}: 1,220 points, 4 outputs\n{CODES}"
    assert resumed.returncode == 0
