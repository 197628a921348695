"""Sweeps give at every point what one game alone gives."""

import io
import math
from fractions import Fraction

import numpy as np
import pandas
import pytest
import scipy.stats
import sympy
from hypothesis import given, settings, strategies as st

import plea_games as pg
from plea_games.model.closed_forms import CLOSED_FORMS
from plea_games.model.symbols import SYMBOLS
from plea_games.sweeps.outputs import CHOICES

from . import oracles

NAMES = [form.name for form in CLOSED_FORMS]
OFFICE = pg.PleaGame(defendants=7000, capacity=450, offer=1, sentence="1.64", conviction="0.83")
J20 = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)


def alone(game, changes, name):
    """What one game gives; NaN where there is no such game, or no such threshold."""
    try:
        value = getattr(pg.thresholds(game.with_parameters(**changes)), name)
    except pg.ParameterError:
        return math.nan
    return math.nan if value is None else float(CHOICES.get(value, value))


def assert_as_alone(game, over, outputs, **options):
    found = pg.sweep(game, over, outputs, **options)
    for place in np.ndindex(*found[outputs[0]].shape):
        point = found.isel(dict(zip(found[outputs[0]].dims, place, strict=True)))
        changes = {name: Fraction(str(float(point[name]))) for name in over}
        for name in outputs:
            expected = alone(game, changes, name)
            assert float(point[name]) == pytest.approx(expected, rel=2e-14, abs=0, nan_ok=True), (
                name,
                changes,
            )


small = st.sampled_from(["0", "0.1", "0.25", "0.3", "0.5", "0.7", "1", "1.2", "2", "3"])
axis_values = {
    "defendants": st.integers(1, 12),
    "capacity": st.integers(0, 12),
    "offer": small,
    "sentence": small,
    "conviction": st.sampled_from(["0.1", "0.3", "0.5", "0.6", "1"]),
    "process_cost": small,
    "dismissal_cost": small,
    "side_payment": small,
    "sanction": small,
    "surge": st.sampled_from(["0", "0.1", "0.25", "0.5", "1", "2"]),
    "discount": st.sampled_from(["0", "0.1", "0.5", "1"]),
    "dismissed": st.integers(0, 5),
    "defence_capacity": st.integers(0, 6),
    "budget": st.sampled_from(["0.9", "2.7", "3", "9"]),
    "solidarity": small,
}


@st.composite
def grids(draw):
    names = draw(
        st.lists(st.sampled_from(sorted(axis_values)), min_size=1, max_size=3, unique=True)
    )
    return {
        name: sorted({float(v) for v in draw(st.lists(axis_values[name], min_size=1, max_size=4))})
        for name in names
    }


def test_a_sweep_is_a_loop_over_the_definitions():
    """Gains by hand at 960 points, and what follows from them by looking through all of them."""
    axes = {
        "defendants": [1, 2, 5, 8],
        "capacity": [0, 1, 3, 8, 9],
        "offer": ["0", "0.1", "0.4", "0.5", "0.9", "1.1"],
        "dismissal_cost": ["0", "0.1"],
        "side_payment": ["0", "0.2", "0.5", "0.7"],
    }
    sentence = Fraction(1)
    over = {name: [float(value) for value in values] for name, values in axes.items()}
    base = pg.PleaGame(defendants=8, capacity=3, offer="0.5", sentence=sentence)
    found = pg.sweep(base, over, NAMES)
    for place in np.ndindex(*(len(values) for values in axes.values())):
        chosen = [Fraction(values[i]) for values, i in zip(axes.values(), place, strict=True)]
        n, k, s, d, f = int(chosen[0]), *chosen[1:]
        at_stake = sentence - f - d
        chance = [oracles.trial_probability(k, m) for m in range(1, n + 1)]
        gain = [s - d - t * at_stake for t in chance]
        content = [m for m, value in enumerate(gain, start=1) if value >= 0]
        expected = {
            "trial_rate": k / n,
            "collective_price": min(1, k / n),
            "laplacian_ratio": sum(chance) / n,
            "offer_ratio": (s - d) / at_stake,
            "tipping_holdouts": min(content, default=math.nan),
            "tipping_share": min(content, default=math.nan) / n,
            "hard_core": min(content, default=math.nan) - 1,
            "risk_dominant": np.sign(sum(gain)),
        }
        if at_stake <= 0:  # where trial is no threat there is no such game
            expected = dict.fromkeys(expected, math.nan)
        point = {name: float(found[name].values[place]) for name in expected}
        assert point == pytest.approx(
            {name: float(value) for name, value in expected.items()}, rel=1e-12, nan_ok=True
        ), chosen


@settings(max_examples=12)
@given(grids(), st.sampled_from(["0.3", "1"]))
def test_every_point_is_what_the_game_alone_gives(over, hours):
    game = pg.PleaGame(defendants=8, capacity=3, offer="0.5", sentence="1.2", dismissal_cost="0.1")
    if "budget" in over:
        game = game.with_terms(pg.CostlierTrials(budget=1, hours=hours))
    only = set(over) & {"solidarity"}
    outputs = ["tipping_holdouts", "hard_core", "risk_dominant"] if only else NAMES
    assert_as_alone(game, over, outputs)


@pytest.mark.parametrize(
    "term",
    [
        pg.BudgetSurge(1),
        pg.StreamlinedTrials("1/2"),
        pg.CostlierTrials(budget=24, hours="1/2"),
        pg.PooledCapacity(12, "1/2"),
    ],
)
@pytest.mark.parametrize("offer", [2.5, 10])
def test_capacities_that_do_not_vary_may_follow_from_terms(term, offer):
    """They are whole, and compared exactly, where no axis reaches them."""
    assert_as_alone(J20.with_terms(term), {"offer": [1, offer]}, NAMES)
    assert_as_alone(J20.with_terms(term), {"dismissal_cost": [0, 1]}, NAMES)


def test_derived_parameters_follow_and_leave_their_ranges():
    letters = SYMBOLS
    game = pg.PleaGame(
        defendants=letters["defendants"],
        capacity=sympy.ceiling(letters["defendants"] / 20),
        offer=(letters["sentence"] - 1) * sympy.Rational(2, 5),
        sentence=2,
        conviction="0.8",
    )
    over = {"defendants": [20, 100, 101, 300], "sentence": [0.5, 1, 1.5, 3]}
    found = pg.sweep(game, over, ["tipping_holdouts", "laplacian_ratio"])
    for n in over["defendants"]:
        for j in over["sentence"]:
            values = {"defendants": n, "sentence": j, "capacity": -(-n // 20), "conviction": "0.8"}
            offer = (Fraction(str(j)) - 1) * Fraction(2, 5)
            expected = (
                math.nan
                if offer < 0
                else pg.thresholds(pg.PleaGame(**values, offer=offer)).tipping_holdouts or math.nan
            )
            got = found.sel(defendants=n, sentence=j).tipping_holdouts.item()
            assert got == expected or (math.isnan(got) and math.isnan(expected))
    with pytest.raises(pg.ParameterError, match="must be whole"):
        pg.sweep(game.with_parameters(capacity=letters["defendants"] / 20), over)
    with pytest.raises(pg.ParameterError, match="has no value for J"):
        pg.sweep(game.with_parameters(sentence=letters["sentence"]), {"defendants": [20]})


def test_distributions_are_drawn_together_and_reproducibly():
    over = {
        "conviction": scipy.stats.beta(8, 2),
        "capacity": scipy.stats.uniform(400, 100),
        "offer": [0.9, 1],
    }
    found, again = (pg.sweep(OFFICE, over, samples=50, rng=7) for _ in range(2))
    assert found.identical(again.assign_attrs(date=found.date))
    assert dict(found.sizes) == {"sample": 50, "offer": 2}
    assert set(found.coords) == {"conviction", "capacity", "offer"}
    assert (found.capacity == found.capacity.round()).all()
    point = found.isel(sample=3, offer=1)
    changes = {name: Fraction(str(float(point[name]))) for name in over}
    assert point.tipping_share.item() == alone(OFFICE, changes, "tipping_share")


GRID = {"capacity": [400, 450, 500], "offer": [0.05, 0.5, 1.0, 1.5]}


@pytest.mark.parametrize("ending", [".zarr", ".nc"])
@pytest.mark.parametrize("drawn", [False, True])
def test_datasets_read_back_as_they_are_in_memory(tmp_path, ending, drawn):
    over = {**GRID, "conviction": scipy.stats.uniform(0.5, 0.5)} if drawn else GRID
    options = {"samples": 7, "rng": 3}
    kept = pg.sweep(OFFICE, over, **options)
    with pg.sweep(OFFICE, over, **options, out=tmp_path / f"found{ending}") as written:
        assert kept.identical(written.load().assign_attrs(kept.attrs))
        assert dict(written.attrs, date="") == dict(kept.attrs, date="")


@pytest.mark.parametrize("ending", [".parquet", ".csv"])
def test_tables_have_a_row_for_each_point(tmp_path, ending, small_tiles):
    plan = pg.studies.plan_sweep(OFFICE, GRID)
    assert plan.tile_count > 1
    file = pg.studies.write_sweep(plan, tmp_path / f"found{ending}")
    read = pandas.read_csv if ending == ".csv" else pandas.read_parquet
    expected = pg.sweep(OFFICE, GRID).to_dataframe().reset_index()
    found = read(file)
    pandas.testing.assert_frame_equal(found, expected[found.columns], check_exact=True,
                                      check_dtype=False)  # fmt: skip
    assert found.isna().any(axis=None)
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


@pytest.fixture
def small_tiles(monkeypatch):
    monkeypatch.setattr("plea_games.sweeps.plan.POINTS_IN_A_TILE", 5)


@pytest.mark.parametrize(
    ("over", "options", "said"),
    [
        ({}, {}, "must name what is swept"),
        ({"capacity": []}, {}, "must have at least one value"),
        ({"capacity": [450, 450]}, {}, "must increase"),
        ({"capacity": [450, 400]}, {}, "must increase"),
        ({"capacity": [450.5]}, {}, "whole number"),
        ({"capcity": [450]}, {}, "did you mean capacity"),
        ({"conviction": [0.5, 1.5]}, {}, "from 0 to 1"),
        ({"capacity": [450]}, {"outputs": ["tiping_share"]}, "did you mean tipping_share"),
        ({"capacity": [450]}, {"outputs": []}, "at least one"),
        ({"capacity": [450]}, {"out": "found.xlsx"}, "ending in .zarr, .nc"),
        ({"capacity": [450]}, {"cluster": "tcp://127.0.0.1:1", "workers": 1}, "give one"),
        ({"offer": pg.Range(0.1, 1, 10**4), "sentence": pg.Range(1, 2, 10**4),
          "defendants": range(10_000, 20_000)}, {}, "1,000,000,000,000 in .* hours"),
        ({"offer": pg.Range(1, 0.1, 10)}, {}, "must start below its stop"),
        ({"defendants": [100, 100_001], "solidarity": [0, 1]}, {}, "at most 100,000"),
        ({"prosecution_cost": [0, 1], "budget": [5]}, {}, "must be more than 0"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_before_anything_starts(over, options, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(pg.ParameterError, match=said):
        pg.sweep(OFFICE, over, **options)
    assert not list(tmp_path.iterdir())


def test_offers_that_all_but_equal_the_trial_keep_their_digits():
    """1 − r is 1e-15 here, and nine digits of T − s cancel."""
    game = pg.PleaGame(defendants=230, capacity=12, offer="9.99999999999999", sentence=10)
    found = pg.sweep(game, {"offer": [9.9, 9.99999999999999]}, progress=False)
    alone = pg.thresholds(game).mixed_probability
    assert float(found.mixed_probability[1]) == pytest.approx(alone, rel=1e-14)


def test_where_trial_is_no_worse_than_waiting_one_is_enough():
    game = pg.PleaGame(defendants=8, capacity=2, offer=6, sentence=9, dismissal_cost=3)
    found = pg.sweep(game, {"side_payment": [0, 6, 7]}, ["tipping_share", "tipping_holdouts"])
    assert found.tipping_share.values.tolist() == [4 / 8, 1 / 8, 1 / 8]
    assert found.tipping_holdouts.values.tolist() == [4, 1, 1]


def test_a_third_on_an_axis_is_a_third():
    """r = κ = 1/3: all nine are just content, and a decimal a little below would leave none."""
    game = pg.PleaGame(defendants=9, capacity=3, offer="1/3", sentence=1)
    found = pg.sweep(game, {"offer": ["1/3"]}, ["tipping_holdouts"], progress=False)
    assert found["tipping_holdouts"].values.tolist() == [9]
    assert pg.thresholds(game).tipping_holdouts == 9


def test_testimony_and_credits_are_swept_at_any_size():
    """Thresholds and L_q of each point alone; those that a credit takes away are NaN."""
    game = pg.PleaGame(defendants=230, capacity=12, offer="3.2", sentence=10, conviction="4/5")
    over = {"testimony": [0, "1/230", "1/20"], "credit": [0, 2]}
    names = ["tipping_holdouts", "laplacian_ratio", "mixed_probability", "side_payment_dominant"]
    found = pg.sweep(game, over, names)
    for i, q in enumerate(over["testimony"]):
        for j, credit in enumerate(over["credit"]):
            alone = pg.thresholds(game.with_parameters(testimony=q, credit=credit))
            for name in names:
                value = getattr(alone, name)
                expected = np.nan if value is None else value
                np.testing.assert_equal(float(found[name][i, j]), expected)
    references = [0.204222085218845, 0.230316519551054, 0.254026975396050]
    np.testing.assert_allclose(found.laplacian_ratio[:, 0], references, rtol=4e-15)
    assert list(found.tipping_holdouts[:, 0]) == [30, 35, 38]
    assert "formula" not in found.laplacian_ratio.attrs
    large = pg.PleaGame(
        defendants=10**7, capacity=500_000, offer="0.5", sentence=2, conviction="1/2"
    )
    limits = pg.sweep(large, {"testimony": ["1/10000000", "2/10000000"]}, ["laplacian_ratio"])
    np.testing.assert_allclose(
        limits.laplacian_ratio, [0.302298097766395, 0.347951232281957], rtol=1e-6
    )


def test_studies_vary_testimony_and_credits():
    text = b"""
title = "When is it a dilemma?"
scenario = "panel-office"
outputs = ["tipping_share", "laplacian_ratio"]
[game]
credit = 0
[over]
testimony = {start = 0, stop = "1/100", count = 3}
"""
    plan = pg.studies.load_study(io.BytesIO(text)).plan
    found = plan.compute(plan.whole())
    assert np.all(np.diff(found["laplacian_ratio"]) > 0)


def test_priors_and_spreads_are_swept_like_numbers():
    """Beside parameters of the game; each point is what the solvers say alone."""
    game = pg.PleaGame(defendants=10, capacity=3, offer="0.5", sentence=1)
    over = {"offer": ["0.45", "0.53"], "prior_a": [2, 4], "prior_b": [1], "spread": [0, "1/4"]}
    found = pg.sweep(game, over)
    for i, offer in enumerate(over["offer"]):
        here = game.with_parameters(offer=offer)
        assert float(found.laplacian_ratio[i, 0, 0, 0]) == pg.thresholds(here).laplacian_ratio
        for j, a in enumerate(over["prior_a"]):
            goals = {goal.goal: goal.straight for goal in pg.verdicts(here, prior=(a, 1)).goals}
            for goal, straight in goals.items():
                name = f"straight_to_{goal.replace(' ', '_')}"
                assert found[name][i, j, 0, 0] == straight
                assert found[name].units == "cases"
        for k, law in enumerate(([1], scipy.stats.uniform(0.75, 0.5))):
            cases = pg.private_cases(here, law)
            shares = [float(each.share) for each in cases]
            assert found.cutoff_count[i, 0, 0, k] == len(shares)
            assert found.fewest_share[i, 1, 0, k] == min(shares)
            assert found.most_share[i, 1, 0, k] == max(shares)
    assert found.prior_a.symbol == "a" and "formula" not in found.most_share.attrs


def test_j20_by_its_prior():
    """Six straight acquittals, as many as the first trial of J20 brought."""
    game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=50)
    found = pg.sweep(game, {"prior_a": [4], "prior_b": [1]}, ["straight_to_risk_dominance"])
    assert float(found.straight_to_risk_dominance[0, 0]) == 6


@pytest.mark.parametrize(
    ("over", "outputs", "said"),
    [
        ({"prior_a": [4]}, None, "prior_b: must be varied together with prior_a"),
        ({"prior_a": [0, 1], "prior_b": [1]}, None, "prior_a = 0: must be more than 0"),
        ({"spread": [-1]}, None, "spread = -1: must be 0 or more"),
        ({"offer": [1]}, ["cutoff_count"], "outputs = cutoff_count: must be an output"),
    ],
)
def test_beliefs_out_of_range_are_refused(over, outputs, said):
    with pytest.raises(pg.ParameterError) as refused:
        pg.sweep(J20, over, outputs)
    assert said in str(refused.value)


def test_studies_vary_beliefs():
    text = b"""
title = "What six acquittals taught"
scenario = "j20"
samples = 3
[over]
prior_a = {start = 1, stop = 4, count = 4}
prior_b = [1, 2]
spread = {distribution = "uniform", low = 0, high = 2}
"""
    study = pg.studies.load_study(io.BytesIO(text))
    found = study.plan.compute(study.plan.whole())
    assert found["straight_to_dominance"].shape == (4, 2, 3)
    assert np.all(np.diff(found["straight_to_dominance"], axis=0) >= 0)
    assert np.all(found["cutoff_count"] % 2 == 1)
    with pytest.raises(pg.errors.StudyError, match="prior_b"):
        pg.studies.load_study(io.BytesIO(text.replace(b"prior_b = [1, 2]", b"")))
    fixed = text.replace(b"[over]", b"[game]\nspread = 1\n[over]")
    with pytest.raises(pg.errors.StudyError, match=r"game\.spread"):
        pg.studies.load_study(io.BytesIO(fixed))
