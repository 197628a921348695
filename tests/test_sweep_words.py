"""What sweeps say and refuse on the way: guards, ranges, bars, who writes, metadata."""

import json
import sys
import types

import numpy as np
import pytest

import plea_games as pg
from plea_games.model.exact import NumberError
from plea_games.model.parameters import PARAMETER
from plea_games.model.reading import read_parameter
from plea_games.model.terms.by_name import term_parameters
from plea_games.sweeps import axes, lock
from plea_games.sweeps.connection import _refuse_without_guard
from plea_games.sweeps.distributions import uniform
from plea_games.sweeps.layout import says_the_same
from plea_games.sweeps.sensitivity import _design

GAME = pg.PleaGame(defendants=12, capacity=2, offer=4, sentence=10)
EVERY = {**PARAMETER, **term_parameters()}


@pytest.fixture
def script(tmp_path, monkeypatch):
    """Run a text as the main script: text → what it leaves in its names."""

    def run(text, *, file=None):
        main = types.ModuleType("__main__")
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


def test_what_is_no_script_may(script, tmp_path):
    script("refuse(2)", file=str(tmp_path / "nowhere.py"))
    script("refuse(2)", file=3)
    broken = tmp_path / "broken.py"
    broken.write_text("if (")
    script("refuse(2)", file=str(broken))
    _refuse_without_guard(2)  # called by a test, not from the main script


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
