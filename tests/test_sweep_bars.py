"""Bars of sweeps and nations: what they count, from where, and that they come to an end."""

from collections import Counter

import pytest
from scipy import stats

import plea_games as pg
from plea_games.sweeps import (
    plan as planning,
)
from tests.small_sweeps import GAME, OVER, stopped


@pytest.fixture(autouse=True)
def small_tiles(monkeypatch):
    monkeypatch.setattr(planning, "POINTS_IN_A_TILE", 3)


@pytest.fixture
def plan():
    return pg.studies.plan_sweep(GAME, OVER)


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
