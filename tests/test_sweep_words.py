"""What sweeps say and refuse on the way: guards, ranges, bars, who writes, metadata."""

import json
import os
import signal
import subprocess
import sys
import types
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

import plea_games as pg
from plea_games.model.exact import NumberError
from plea_games.model.parameters import PARAMETER
from plea_games.model.reading import read_parameter
from plea_games.model.terms.by_name import term_parameters
from plea_games.sweeps import axes, lock
from plea_games.sweeps.beliefs import BELIEFS
from plea_games.sweeps.connection import _refuse_without_guard
from plea_games.sweeps.distributions import uniform
from plea_games.sweeps.layout import says_the_same
from plea_games.sweeps.sensitivity import _design
from tests.waiting import HUNG

GAME = pg.PleaGame(defendants=12, capacity=2, offer=4, sentence=10)
ROOT = Path(__file__).parent.parent
EVERY = {**PARAMETER, **term_parameters(), **BELIEFS}


@pytest.fixture
def script(tmp_path, monkeypatch):
    """Run a text as the main script: text → what it leaves in its names."""

    def run(text, *, file=None, spec=None):
        main = types.ModuleType("__main__")
        main.__spec__ = spec
        place = tmp_path / "script.py"
        place.write_text(text)
        main.__file__ = str(place) if file is None else file
        main.refuse = _refuse_without_guard
        monkeypatch.setitem(sys.modules, "__main__", main)
        exec(compile(text, str(place), "exec"), vars(main))
        return main

    return run


@pytest.mark.parametrize(
    "text",
    [
        "refuse(2)",
        "def start():\n    refuse(2)\n\nstart()",
        "x = 1\nif x:\n    refuse(2)\n",
        "for _ in range(1):\n    (lambda: refuse(2))()",
        "if __name__ == '__main__':\n    pass\nrefuse(2)",
    ],
)
def test_scripts_that_would_start_themselves_again_are_refused(script, text):
    with pytest.raises(pg.ParameterError) as refused:
        script(text)
    assert str(refused.value) == (
        "workers = 2: needs a main guard in the script, which each process runs anew; put what "
        'starts them under: if __name__ == "__main__":'
    )


@pytest.mark.parametrize(
    "text",
    [
        "if __name__ == '__main__':\n    refuse(2)",
        "def start():\n    refuse(2)\n\nif __name__ == '__main__':\n    start()",
        "if __name__ == '__main__':\n    x = 1\n    refuse(2)\n    y = 2",
    ],
)
def test_scripts_with_a_guard_may(script, text):
    script(text)


@pytest.mark.parametrize("file", ["<stdin>", "nowhere.py"])
def test_scripts_in_no_file_are_refused(script, file):
    """Processes would look for it, and tell so in a hundred lines."""
    with pytest.raises(pg.ParameterError) as refused:
        script("if __name__ == '__main__':\n    refuse(2)", file=file)
    assert str(refused.value) == (
        "workers = 2: needs the main script in a file, which each process runs anew, not "
        f"{file}; save it, with a main guard"
    )


def test_what_is_no_script_may(script, tmp_path):
    for name in ("__main__", "package.__main__"):  # an archive, and python -m package
        spec = ModuleSpec(name, None)
        script("refuse(2)", file="archive.pyz/__main__.py", spec=spec)
        script("refuse(2)", spec=spec)
    with pytest.raises(pg.ParameterError, match="needs a main guard"):
        script("refuse(2)", spec=ModuleSpec("package.module__main__", None))
    script("refuse(2)", file=3)
    broken = tmp_path / "broken.py"
    broken.write_text("if (")
    script("refuse(2)", file=str(broken))
    _refuse_without_guard(2)  # called by a test, not from the main script


INTERRUPTED = """
import os, signal, subprocess, sys
from plea_games.sweeps.connection import _interrupts_held_back
asks = "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []))"
with _interrupts_held_back() as go_on:
    os.kill(os.getpid(), signal.SIGINT)
    subprocess.run([sys.executable, "-c", asks])
    print("held back", flush=True)
    try:
        go_on()
    except KeyboardInterrupt:
        print("heard")
    try:
        os.kill(os.getpid(), signal.SIGINT)
    except KeyboardInterrupt:
        print("heard")
subprocess.run([sys.executable, "-c", asks])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are blocked elsewhere")
def test_interrupts_while_workers_start_are_heard_late_and_not_by_workers():
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, timeout=HUNG,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    assert done.stderr == ""
    assert done.stdout.split("\n") == ["True", "held back", "heard", "heard", "False", ""]


def is_read(parameter, value):
    """Whether one value alone is taken, which is read exactly."""
    try:
        read_parameter(parameter, value)
    except NumberError:
        return False
    return True


@pytest.mark.parametrize("name", EVERY)
def test_arrays_may_hold_what_one_value_alone_may_be(name):
    parameter = EVERY[name]
    ends = {float(parameter.minimum), float(parameter.maximum or 7)}
    values = sorted({end + step for end in ends for step in (-1, -0.5, -1e-9, 0, 1e-9, 0.5, 1)})
    array = np.array([*values, np.nan, np.inf])
    expected = [is_read(parameter, value) for value in values]
    assert axes._allowed(parameter, array).tolist() == [*expected, False, False]


@pytest.mark.parametrize(
    ("values", "here"),
    [
        ([1, 3, 2, 5], "… 3, 2 …"),
        ([2, 2, 3, 4], "… 2, 2 …"),
        ([1, 2, 3, 3], "… 3, 3 …"),
        ([1, 5, 4, 3], "… 5, 4 …"),
    ],
)
def test_the_first_two_out_of_order_are_named(values, here):
    with pytest.raises(pg.ParameterError) as refused:
        pg.studies.plan_sweep(GAME, {"offer": values})
    said = f"offer = {here}: must increase from each value to the next; sort them"
    assert str(refused.value) == said


def test_who_writes_is_named(tmp_path):
    folder, out = tmp_path / "a.zarr", tmp_path / "a.csv"
    with lock.locked(folder, out=out) as word:
        assert lock.is_held_by(folder, word)
        assert not lock.is_held_by(folder, word[:-1])
        assert not lock.is_held_by(tmp_path / "b.zarr", word)
        with (
            pytest.raises(
                pg.ParameterError, match=r"is being written by process \d+ on \S+ since "
            ),
            lock.locked(folder, out=out),
        ):
            pass
        lock.lock_file(folder).write_text("")
        with (
            pytest.raises(pg.ParameterError, match="by another process; wait for it, or give"),
            lock.locked(folder, out=out),
        ):
            pass
    assert list(tmp_path.iterdir()) == []


def test_metadata_says_the_same_in_another_layout_and_nothing_else():
    document = {"shape": [3, 4], "fill_value": "NaN", "attributes": {"units": "years"}}
    expected = json.dumps(document).encode()
    turned = dict(reversed(document.items()))
    for content in (json.dumps(document, indent=2).encode(), json.dumps(turned).encode()):
        assert says_the_same("offer/zarr.json", content, expected)
        assert not says_the_same("offer/c/0", content, expected)  # which must be the very bytes
    assert says_the_same("offer/c/0", expected, expected)
    for other in (b"", b"{", b"\xff\xfe", b"null", json.dumps({**document, "x": 1}).encode()):
        assert not says_the_same("zarr.json", other, expected)


def test_a_range_of_one_whole_number_is_that_number():
    for low, high in ((5, 5), (5, 7)):
        drawn = uniform(PARAMETER["capacity"], low, high).rvs(60, random_state=1)
        assert drawn.dtype.kind == "i"
        assert set(drawn.tolist()) == set(range(low, high + 1))


def test_the_part_of_a_plan_in_a_tile_gives_what_the_whole_gives_there(monkeypatch):
    monkeypatch.setattr("plea_games.sweeps.plan.POINTS_IN_A_TILE", 4)
    plan = pg.studies.plan_sweep(GAME, {"capacity": [1, 2, 3], "offer": pg.Range(1, 5, 5)})
    for tile in plan.tiles():
        part, there = plan.within(tile), plan.compute(tile)
        for name, values in part.compute(part.whole()).items():
            np.testing.assert_array_equal(values, there[name])


@pytest.mark.parametrize("seed", range(3))
def test_designs_lie_inside_the_cube(seed):
    drawn = np.asarray(_design(2, 64, np.random.default_rng(seed)))
    assert ((drawn > 0) & (drawn < 1)).all()
    assert drawn.mean() == pytest.approx(0.5, abs=0.02)
