"""What mutants of sweeps and of the dynamics changed while no test noticed."""

import io
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from scipy import stats

import plea_games as pg
from plea_games.errors import InputError
from plea_games.model.terms.by_name import letter_of
from plea_games.sweeps import plan as planning
from plea_games.sweeps.provenance import fingerprint
from plea_games.sweeps.study import study_of
from plea_games.sweeps.uncertainty import stated_ranges
from plea_games.tables import Missing

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


PLACES = b"name,defendants,capacity,offer,sentence,sentence_low,sentence_high\nA,100,5,1,10,2,40\n"


def test_a_place_tells_its_own_phase_and_those_at_the_ends_of_its_ranges():
    """Three phases that differ, so that none stands for another."""
    (row,) = pg.places.sweep_places(io.BytesIO(PLACES)).record()
    assert row["phase"] == phase_of(sentence=10)
    assert {row["hardest_phase"], row["easiest_phase"]} == {
        phase_of(sentence=2), phase_of(sentence=40)}  # fmt: skip
    assert len({row["phase"], row["hardest_phase"], row["easiest_phase"]}) == 3


def phase_of(sentence):
    """By hand, at one year for so many, five trials and a hundred defendants."""
    ratio, rate = 1 / sentence, 5 / 100
    laplacian = rate * (1 + sum(1 / n for n in range(6, 101)))
    if ratio < rate:
        return "strike impossible"
    return "possible but risky" if ratio < laplacian else "risk dominant"


@pytest.mark.parametrize(
    ("law", "rule"),
    [
        ("distribution = 'normal', mean = 0.5, sd = 0.1, low = 0.6, high = 0.6", "low below high"),
        ("distribution = 'normal', mean = 0.5, sd = 0.1, low = 0.7, high = 0.6", "low below high"),
        ("distribution = 'lognormal', median = 0, log_sd = 1", "median and log_sd above 0"),
    ],
)
def test_distributions_that_hold_nothing_are_refused(law, rule):
    text = (
        "title = 'x'\n[game]\ndefendants = 9\ncapacity = 1\noffer = 1\nsentence = 5\n"
        f"[over]\nconviction = {{{law}}}\n"
    )
    with pytest.raises(InputError, match=rule):
        pg.studies.load_study(io.BytesIO(text.encode()))


def test_indices_say_whether_they_are_about_a_value_or_its_existence():
    over = {"offer": stats.uniform(0.5, 3), "capacity": stats.randint(5, 20)}
    found = pg.studies.sensitivity(GAME, over, ["tipping_share"], samples=64)
    assert {index.about for index in found.indices} <= {"value", "existence"}
    assert len(found.indices) == 2


def test_the_seed_of_a_draw_is_recorded():
    over = {"offer": stats.uniform(0.5, 3)}
    for rng, seed in ((7, "7"), (np.random.default_rng(7), "not recorded"), (None, "none")):
        plan = pg.studies.plan_sweep(GAME, over, ["tipping_share"], samples=5, rng=rng)
        assert plan.origin.seed.startswith(seed)


def test_a_scenario_is_a_study_of_its_stated_ranges():
    caseload = pg.scenario("j20")
    study = study_of(caseload)
    assert list(study.over) == list(stated_ranges(caseload))
    assert study.over


def test_faults_of_a_court_are_told_together():
    with pytest.raises(pg.ParameterError) as caught:
        pg.court.CourtQueue(arrivals=-1, courtrooms=-1, trial_days=1)
    assert len(caught.value.faults) == 2


def test_forced_seeds_spare_their_neighbours_what_they_need():
    """One needs more than all her ties; the rest is a path whose middle wins both ends."""
    game = pg.NetworkGame(ties=nx.path_graph(4), needed=[9, 2, 2, 1])
    found = pg.networks.seed_bounds(game)
    assert (found.lower, found.upper, found.members.tolist()) == (2, 2, [0, 2])


def test_a_place_without_a_threshold_says_why():
    table = pg.places.sweep_places(io.BytesIO(PLACES.replace(b",5,1,", b",5,0,"))).table()
    assert any(isinstance(cell, Missing) and cell.reason for cell in table.rows[0])


def test_articles_are_cited_with_their_volume():
    entries = pg.cite("bibtex", all_works=True)
    assert "volume   = {90}" in entries
