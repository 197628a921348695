"""Studies, intervals, sensitivity and places: from a user's file to what is printed."""

import io
import json

import numpy as np
import pytest
from scipy import stats

import plea_games as pg
from plea_games.caseloads.scenarios import scenario_source
from plea_games.sweeps.outputs import CHOICES
from plea_games.sweeps.provenance import attributes
from plea_games.sweeps.study import study_example
from tests.test_sweeps import alone

HEAD = 'title = "A study"\nscenario = "panel-office"\n'


def load(text):
    return pg.studies.load_study(io.BytesIO(text.encode()))


def test_the_example_is_a_study_and_its_sweep_is_what_each_game_gives():
    study = load(study_example())
    plan = study.plan
    assert plan.shape == (3, 4, 1000)
    found = pg.sweep(study.game, study.over, study.outputs, samples=study.samples, rng=study.seed)
    for place in [(0, 0, 0), (2, 3, 999), (1, 2, 500)]:
        point = found[dict(zip(plan.dimensions, place, strict=True))]
        changes = {axis.name: float(point[axis.name]) for axis in plan.axes}
        game = pg.scenario("panel-office").game.with_parameters(
            process_cost="0.05", dismissal_cost="0.1"
        )
        for output in study.outputs:
            assert float(point[output]) == pytest.approx(alone(game, changes, output), rel=1e-14)


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ('"uniform", low = 0.6, high = "0.9"', stats.uniform(0.6, 0.3)),
        ('"triangular", low = 0.6, mode = 0.7, high = 0.9', stats.triang(1 / 3, 0.6, 0.3)),
        ('"normal", mean = 0.7, sd = 0.01', stats.norm(0.7, 0.01)),
        ('"normal", mean = 0.7, sd = 0.1, low = 0.5, high = 1',
         stats.truncnorm(-2, 3, loc=0.7, scale=0.1)),
        ('"lognormal", median = 0.3, log_sd = 0.1', stats.lognorm(0.1, scale=0.3)),
        ('"beta", a = 8, b = 2', stats.beta(8, 2)),
        ('"beta", a = 2, b = 2, low = 0.5, high = 0.9', stats.beta(2, 2, 0.5, 0.4)),
    ],
)  # fmt: skip
def test_distributions_are_those_of_scipy(drawn, expected):
    study = load(f"{HEAD}samples = 2000\n[over]\nconviction = {{distribution = {drawn}}}")
    values = study.plan.axes[0].values
    assert stats.kstest(values, expected.cdf).pvalue > 1e-3


@pytest.mark.parametrize("kind", [str, lambda path: path])
def test_a_scenario_is_looked_for_beside_the_study(kind, tmp_path, monkeypatch):
    (tmp_path / "ours.toml").write_text(scenario_source("j20"))
    study = tmp_path / "study.toml"
    study.write_text('title = "x"\nscenario = "ours.toml"\n[over]\ncapacity = [12, 24]')
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert pg.studies.load_study(kind(study)).game.defendants == 230


def test_ranges_of_the_scenario_are_uniform_over_whole_numbers():
    study = load(f'{HEAD}samples = 5000\n[over]\ncapacity = {{distribution = "range"}}')
    values, counts = np.unique(study.plan.axes[0].values, return_counts=True)
    assert values.tolist() == list(range(400, 501))
    assert stats.chisquare(counts).pvalue > 1e-3


def test_derived_parameters_use_what_comes_before_them():
    study = load(
        'title = "x"\n[game]\ndefendants = 1000\nsentence = 5\n'
        "[over]\nconviction = [0.5, 0.8]\nside_payment = [0, 1]\n"
        '[derived]\ncapacity = "ceil(defendants / 30)"\noffer = "0.4 * sentence"\n'
        'process_cost = "offer / 4"\nsanction = "0.1 * side_payment"'
    )
    found = pg.sweep(study.game, study.over, ["tipping_holdouts"])
    game = pg.PleaGame(defendants=1000, capacity=34, offer=2, sentence=5, process_cost="0.5")
    changes = {"conviction": 0.8, "side_payment": 1, "sanction": 0.1}
    got = found.sel(conviction=0.8, side_payment=1).tipping_holdouts.item()
    assert got == alone(game, changes, "tipping_holdouts")


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("title = 3\nscenario = 'j2'\nsamples = 0\n[over]\ncapacty = [1]\noffer = {start = 1}",
         ["title = 3", "samples = 0: must be 1 or more", "over.offer.stop: is missing",
          "over.offer.count: is missing"]),
        (f"{HEAD}scenrio = 1\n[over]\noffer = 3\nsentence = {{distribution = 'unifrm'}}",
         ["scenrio: is not a key that belongs here; did you mean scenario", "over.offer = 3",
          "over.sentence.distribution = unifrm: must be a distribution; did you mean uniform"]),
        ("title = 'x'\nscenario = 'panel-ofice'\n[over]\ncapacty = [1]\noffer = [3, 2]\n"
         "conviction = [0.5, 1.5]\nsentence = {distribution = 'uniform', low = 3, high = 2}\n"
         "[derived]\nsanction = 'open(1)'",
         ["did you mean panel-office", "over.capacty: is no parameter", "did you mean capacity",
          "over.offer = … 3, 2 …: must increase", "over.conviction = 3/2: must be from 0 to 1",
          "over.sentence = {low = 3, high = 2}: must have low below high",
          "derived.sanction = open(1): must not call open"]),
        (f"{HEAD}[game]\noffer = 2\n[over]\noffer = [1]\nconviction = {{distribution = 'range'}}",
         ["over.offer: is in [game] already", "over.conviction = range: has no range"]),
        ("title = 'x'\n[game]\ndefendants = 5\n[over]\noffer = [1]",
         ["game.capacity: is missing", "game.sentence: is missing"]),
        (f"{HEAD}outputs = ['tiping_share']\n[over]\noffer = [1]", ["did you mean tipping_share"]),
        (f"{HEAD}[over]\noffer = [true]\nsentence = []",
         ["over.offer.0 = True: must be a number", "over.sentence = []: must have at least one"]),
        (f"{HEAD}[over]\ndefendants = [10]\n[derived]\ncapacity = 'defendants / 3'",
         ["capacity = N/3: must be whole for all values; round it by ceil or floor"]),
        (f"{HEAD}[over]\nconviction = {{distribution = 'normal', mean = 0.9, sd = 0.5}}",
         ["over.conviction", "must be from 0 to 1"]),
        ("title = ", ["must be TOML"]),
    ],
)  # fmt: skip
def test_all_faults_of_a_study_at_once(text, faults):
    with pytest.raises(pg.errors.StudyError) as refused:
        load(text)
    said = str(refused.value)
    for fault in faults:
        assert fault in said, said


def test_intervals_are_quantiles_and_count_what_does_not_exist():
    game = pg.PleaGame(defendants=1000, capacity=100, offer=1, sentence=4)
    found = pg.studies.uncertainty(
        game, {"offer": stats.uniform(0, 1)}, ["tipping_share", "risk_dominant"], samples=20_000
    )
    share, choice = found.intervals
    assert share.missing == pytest.approx(0.4, abs=0.02)  # κ = 0.1 ≤ r = s/4 from s = 0.4
    assert share.most == pytest.approx(1, abs=1e-3)
    assert share.least == pytest.approx(0.4, abs=2e-3)
    assert share.median == pytest.approx(0.4 / 0.7, abs=0.01)
    laplacian = pg.thresholds(game).laplacian_ratio
    assert choice.choices["hold out"] == pytest.approx(max(1 - 4 * laplacian, 0), abs=0.02)
    assert "40." in str(found) or "39." in str(found)


@pytest.mark.parametrize(("upper", "shown"), [
    (2, ["plead"] * 5),
    (4, ["plead"] * 3 + ["hold out"] * 2),
    (9, ["plead"] * 2 + ["hold out"] * 3),
])  # fmt: skip
def test_a_choice_has_quantiles_from_pleading_to_holding_out(upper, shown):
    game = pg.PleaGame(defendants=10, capacity=1, offer=1, sentence=10)  # L = 0.2929
    found = pg.studies.uncertainty(game, {"offer": list(range(1, upper + 1))}, ["risk_dominant"])
    [row], [interval] = found.table().rows, found.intervals
    assert row[1:6] == shown
    codes = np.sort(pg.sweep(game, {"offer": list(range(1, upper + 1))}, ["risk_dominant"],
                             progress=False).risk_dominant.values)  # fmt: skip
    names = {code: name for name, code in CHOICES.items()}
    levels = (0, 0.05, 0.5, 0.95, 1)
    ranks = np.quantile(codes, levels, method="inverted_cdf")
    assert [names[code] for code in ranks] == shown
    assert interval.choices["hold out"] == np.mean(codes == 1)


def test_sobol_indices_are_those_of_a_product():
    offer, sentence = stats.uniform(1, 2), stats.uniform(4, 8)
    game = pg.PleaGame(defendants=100_000, capacity=1, offer=1, sentence=4)
    found = pg.studies.sensitivity(
        game, {"offer": offer, "sentence": sentence}, ["offer_ratio"], samples=4096
    )
    means = offer.mean(), sentence.expect(lambda j: 1 / j)
    squares = offer.var() + means[0] ** 2, sentence.expect(lambda j: j**-2)
    variance = squares[0] * squares[1] - (means[0] * means[1]) ** 2
    first = {
        "offer": offer.var() * means[1] ** 2 / variance,
        "sentence": (squares[1] - means[1] ** 2) * means[0] ** 2 / variance,
    }
    for index, other in zip(found.indices, ("offer", "sentence"), strict=True):
        assert {index.parameter, other} == set(first)
        assert index.first == pytest.approx(first[index.parameter], abs=0.02)
        assert index.total == pytest.approx(1 - first[other], abs=0.02)
        assert index.about == "value"


def test_sensitivity_says_what_it_cannot_measure():
    game = pg.PleaGame(defendants=100, capacity=10, offer=1, sentence=4)
    over = {"offer": stats.uniform(0, 1), "dismissed": stats.randint(0, 2)}
    found = pg.studies.sensitivity(game, over, ["tipping_share", "unravelling_rounds"], samples=256)
    assert {index.about for index in found.indices if index.output == "tipping_share"} == {
        "existence"
    }
    assert 0.3 < found.missing["tipping_share"] < 0.5
    assert "whether it exists" in str(found)
    constant = pg.studies.sensitivity(
        game, {"offer": stats.uniform(1, 1), "sanction": stats.uniform(0, 1)}, ["trial_rate"],
        samples=64,
    )  # fmt: skip
    assert [index.total for index in constant.indices] == [None, None]
    assert "nothing matters to it" in str(constant)
    for over, samples, said in [
        ({"offer": stats.uniform(1, 1)}, 64, "two unknowns"),
        ({"offer": [1], "sanction": stats.uniform(0, 1)}, 64, "must have a distribution"),
        ({"offer": stats.uniform(1, 1), "sanction": stats.uniform(0, 1)}, 65, "power of 2"),
    ]:
        with pytest.raises(pg.ParameterError, match=said):
            pg.studies.sensitivity(game, over, samples=samples)


TABLE = b"""name,filings,trials,offer,sentence,conviction,side_payment
Adams,900,45,2,5,0.8,
Brown,3100,60,0.1,0.5,1,0.05
Clark,0,60,x,0.5,1,0.05
Dunn,3100,60,0.1,0.5,1,-1
"""


def test_places_a_row_each(command, tmp_path):
    (tmp_path / "places.csv").write_bytes(TABLE)
    code, out, err = command("sweep", "--places", tmp_path / "places.csv", "--format", "json")
    assert code == 2
    assert [line.partition(" =")[0] for line in err.splitlines()] == [
        "note: by default, for all: process_cost 0, dismissal_cost 0",
        "error: row 4 (Clark), defendants",
        "error: row 4 (Clark), offer",
        "error: row 5 (Dunn), SidePayment: payment",
    ]
    adams, brown = json.loads(out)
    game = pg.PleaGame(defendants=3100, capacity=60, offer="0.1", sentence="0.5")
    expected = pg.thresholds(game.with_terms(pg.SidePayment("0.05")))
    assert adams["place"] == "Adams"
    assert brown["tipping_holdouts"] == expected.tipping_holdouts
    assert brown["parameters"]["side_payment"] == 0.05
    with pytest.raises(pg.errors.TableError, match="did you mean sentence"):
        pg.places.sweep_places(io.BytesIO(TABLE.replace(b"sentence", b"sentense")))


def test_the_command_line_prints_plans_intervals_and_indices(command, tmp_path):
    code, example, _ = command("sweep", "--example")
    study = tmp_path / "study.toml"
    study.write_text(example)
    assert code == 0
    code, out, err = command("sweep", study, "--dry-run")
    assert (code, err) == (0, "")
    assert "12,000" in out
    code, out, _ = command("sweep", study, "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert found["intervals"][0]["output"] == "tipping_share"
    code, out, _ = command("sweep", "panel-office", "--sensitivity", "--format", "json")
    assert json.loads(out)["indices"][0]["parameter"] == "sentence"
    for arguments, said in [
        ((), "sweep needs a study"),
        ((study, "--resume"), "--resume needs"),
        ((study, "--out", "found.xls"), "must be a path ending in .zarr, .nc, .parquet, .csv"),
        ((study, "--sensitivity"), "must have a distribution for sensitivity"),
        ((tmp_path / "none.toml",), "must be a file that can be read"),
    ]:
        code, _, err = command("sweep", *arguments)
        assert code == 2
        assert said in err


@pytest.mark.parametrize(
    "formula",
    [
        "(((sentence + 1)**64)**64)**64",
        "(sentence + capacity)**64 * (sentence + 1)**64",
        "1 / ((((sentence + 1)**9)**9)**9)**9",
        "(sentence + capacity + 1)**21",
    ],
)
def test_formulas_that_grow_without_end_are_refused_before_anything_is_computed(formula):
    text = 'title = "x"\nscenario = "panel-office"\n[over]\nsentence = [1, 2]\n[derived]\n'
    with pytest.raises(pg.errors.StudyError, match="at most 250 terms when powers and products"):
        pg.studies.load_study(io.BytesIO(f'{text}offer = "{formula}"'.encode()))


def test_the_largest_formulas_are_not_multiplied_out():
    text = 'title = "x"\nscenario = "panel-office"\n[over]\nsentence = [1.5, 2]\n[derived]\n'
    plan = pg.studies.load_study(
        io.BytesIO(f'{text}offer = "(sentence + 1)**64 / 1e28"'.encode())
    ).plan
    found = pg.studies.plan_sweep(plan.game, {"sentence": [1.5, 2]})
    attributes(found)
    assert attributes(plan)["derived"].startswith("s = (J + 1)**64/")
    assert "64" not in attributes(plan)["gain"]
