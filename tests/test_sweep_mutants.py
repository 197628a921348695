"""What mutants of sweeps and of the dynamics changed while no test noticed."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

import plea_games as pg
from plea_games.model.terms.by_name import letter_of
from plea_games.sweeps import plan as planning
from plea_games.sweeps.provenance import fingerprint

GAME = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)


@pytest.mark.parametrize("law", ["exponential", "deterministic"])
def test_no_clock_runs_after_its_last_day(law):
    court = pg.court.CourtQueue(
        arrivals=4, courtrooms=1, trial_days=2, clock_days=20, clock_law=law, clock_until=60
    )
    path = pg.court.court_fluid(court, days=[30, 60, 90, 200])
    before, at_end, later, latest = path.dismissed
    assert 0 < before < at_end
    assert later == pytest.approx(at_end, rel=1e-6)
    assert latest == pytest.approx(at_end, rel=1e-6)
    on = pg.court.court_fluid(replace(court, clock_until=None), days=[60, 90]).dismissed
    assert on[0] == pytest.approx(at_end, rel=1e-6)
    assert on[1] > at_end * 1.2


def test_shares_of_a_choice_are_of_all_points():
    over = {"offer": [1, 4, 9, 30, 40]}  # dearer than trial: nobody is threatened
    (found,) = pg.studies.uncertainty(GAME, over, ["risk_dominant"]).intervals
    values = pg.sweep(GAME, over, ["risk_dominant"]).risk_dominant.values
    codes = {"plead": -1, "tie": 0, "hold out": 1}
    assert dict(found.choices) == {name: np.mean(values == code) for name, code in codes.items()}
    assert sum(found.choices.values()) == pytest.approx(1 - found.missing)


def test_shares_of_a_choice_count_points_where_there_is_none():
    game = GAME.with_parameters(conviction=0.6 * letter_of("offer"))  # beyond 1, no game
    (found,) = pg.studies.uncertainty(game, {"offer": [0.5, 1, 2, 3]}, ["risk_dominant"]).intervals
    assert found.missing == 0.5
    assert sum(found.choices.values()) == 0.5


@pytest.mark.parametrize("name", ["capacity", "defendants"])
@pytest.mark.parametrize("given", [pg.Range(10, 20, 5), np.array([10.0, 12.5]), [10, 12.5]])
def test_counts_are_whole_in_every_form(name, given):
    with pytest.raises(pg.ParameterError, match=r"12\.5: must be a whole number"):
        pg.studies.plan_sweep(GAME, {name: given})
    pg.studies.plan_sweep(GAME, {name: pg.Range(10, 20, 6)})


def test_drawn_counts_are_whole():
    plan = pg.studies.plan_sweep(GAME, {"capacity": stats.uniform(5, 30)}, samples=50)
    values = plan.axes[0].values
    assert (values == np.rint(values)).all()
    assert len(set(values)) > 10


@pytest.mark.parametrize(("samples", "near"), [(3, 4), (6, 8), (12, 16), (1000, 1024)])
def test_samples_of_sensitivity_are_powers_of_two(samples, near):
    over = {"conviction": stats.uniform(0.6, 0.2), "sentence": stats.uniform(8, 4)}
    with pytest.raises(pg.ParameterError, match=f"{samples}: must be a power of 2; take {near}"):
        pg.studies.sensitivity(GAME, over, samples=samples)


def test_a_fingerprint_is_of_all_that_numbers_depend_on(monkeypatch):
    over = {"capacity": [6, 12], "offer": [3, 4]}
    plan = pg.studies.plan_sweep(GAME, over, ["tipping_share"])
    others = [
        pg.studies.plan_sweep(GAME, over, ["tipping_holdouts"]),
        pg.studies.plan_sweep(GAME, over, ["tipping_share", "tipping_holdouts"]),
        pg.studies.plan_sweep(GAME, {**over, "offer": [3, 5]}, ["tipping_share"]),
        pg.studies.plan_sweep(GAME, {"offer": [3, 4], "capacity": [6, 12]}, ["tipping_share"]),
        pg.studies.plan_sweep(GAME, {"capacity": [6, 12], "sentence": [3, 5]}, ["tipping_share"]),
        pg.studies.plan_sweep(GAME.with_parameters(conviction="0.9"), over, ["tipping_share"]),
    ]
    seen = {fingerprint(plan), *map(fingerprint, others)}
    assert len(seen) == 1 + len(others)
    assert fingerprint(replace(plan, origin=planning.Origin(title="x"))) in seen
    monkeypatch.setattr("plea_games.sweeps.provenance.__version__", "9.9")
    assert fingerprint(plan) not in seen
    monkeypatch.undo()
    monkeypatch.setattr(planning, "POINTS_IN_A_TILE", 1)
    assert fingerprint(pg.studies.plan_sweep(GAME, over, ["tipping_share"])) not in seen


def test_derived_parameters_may_be_at_the_ends_of_their_ranges():
    game = GAME.with_parameters(conviction=letter_of("offer") / 4)
    found = pg.sweep(game, {"offer": [2, 4, 4.5]}, ["tipping_share"]).tipping_share.values
    assert np.isnan(found).tolist() == [False, False, True]
    alone = pg.thresholds(GAME.with_parameters(conviction=1)).tipping_share
    assert found[1] == float(alone)


def test_a_choice_that_exists_nowhere_is_none():
    game = GAME.with_parameters(conviction=letter_of("offer"))  # beyond 1 throughout
    found = pg.studies.uncertainty(game, {"offer": [2, 3]}, ["risk_dominant"])
    assert found.intervals[0].missing == 1
    assert str(found).count("none [1]") == 5


def test_datasets_in_memory_say_where_they_come_from():
    plan = pg.studies.plan_sweep(GAME, {"offer": [3, 4]}, ["tipping_share"])
    found = pg.sweep(GAME, {"offer": [3, 4]}, ["tipping_share"])
    assert found.attrs["fingerprint"] == fingerprint(plan)
    assert set(found.attrs) >= {"title", "source", "game", "terms", "gain", "references", "date"}


def nation(replications, membership):
    silo = pg.places.Silo("east", GAME.with_parameters(conviction="0.7"))
    return pg.places.simulate_nation(
        [silo] * 5, membership=membership, cohorts=2, replications=replications, progress=False
    )


def test_standard_errors_fall_with_the_root_of_replications():
    few, many = (nation(count, 0.12).errors["trials"] for count in (100, 1600))
    assert few == pytest.approx(4 * many, rel=0.35)


def test_membership_may_be_drawn_for_each_docket():
    def won(start):
        return nation(50, start).means["dockets_won"][0]

    assert won(stats.uniform(0.9, 0.05)) == 1
    assert won(stats.uniform(-2, 1)) == 0
    assert 0 < won(stats.uniform(0, 0.3)) < 1


def test_fluid_paths_have_no_error_of_their_own():
    court = pg.court.CourtQueue(arrivals=4, courtrooms=1, trial_days=2, clock_days=20)
    assert pg.court.court_fluid(court, days=30).error_bound == 0
