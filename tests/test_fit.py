"""Predictions beside data: what is needed for pleading, put back into the game."""

import io
from fractions import Fraction

import pytest

import plea_games as pg
from plea_games.caseloads.fit import contradicted_note, fit
from plea_games.units import shown_step

FITS = {name: fit(name) for name in pg.scenario_names()}
SELECTED = [name for name, found in FITS.items() if found.predicted == "hold out"]


def with_amount(game, parameter, amount):
    """The game in which one number is otherwise."""
    if parameter == "retaliation":
        return game.with_terms(pg.Retaliation(amount))
    return game.with_parameters(**{parameter: amount})


@pytest.mark.parametrize("name", SELECTED)
def test_what_is_needed_makes_pleading_risk_dominant_and_a_step_less_does_not(name):
    game = pg.scenario(name).game
    for each in FITS[name].reconciliations:
        if not each.parameter or each.parameter == "belief":
            continue
        if each.needed is None:
            assert not each.reconciles
            continue
        choice = pg.thresholds(with_amount(game, each.parameter, each.needed)).risk_dominant
        assert choice in {"plead", "tie"}, each
        step = 1 if each.unit == "cases" else shown_step(each.needed, each.unit)
        less = each.needed - step if each.relation == "at least" else each.needed + step
        other = pg.thresholds(with_amount(game, each.parameter, less)).risk_dominant
        assert other == "hold out", each


@pytest.mark.parametrize("name", SELECTED)
def test_amounts_are_those_of_the_levers(name):
    found = {each.parameter: each for each in FITS[name].reconciliations}
    game = pg.scenario(name).game
    if pg.lottery_form(game).price_ratio < 1:
        most = pg.required(game, "retaliation", for_="risk dominance").amount
        assert float(found["retaliation"].needed) == pytest.approx(most, rel=2e-3)
        assert found["retaliation"].needed >= Fraction(str(round(most, 9)))
        belief = pg.thresholds(game).mixed_probability
        assert 0 <= belief - float(found["belief"].needed) <= 1e-4


@pytest.mark.parametrize("name", SELECTED)
def test_timing_reconciles_where_nobody_gains_by_holding_out_alone(name):
    game = pg.scenario(name).game
    all_plead = any(each.kind == "all plead" for each in pg.equilibria(game).equilibria)
    timing = [each for each in FITS[name].reconciliations if not each.parameter]
    assert [each.reconciles for each in timing] == [all_plead] * 2


def test_nine_in_ten_plead_where_holding_out_is_predicted():
    federal = FITS["federal-2022"]
    assert (federal.predicted, federal.observed, federal.contradicted) == ("hold out", 0.895, True)
    assert FITS["panel-office"].contradicted
    assert "borrowed" in FITS["panel-office"].fact.note
    j20 = FITS["j20"]
    assert j20.observed == pytest.approx(20 / 230)
    assert j20.contradicted is False
    unknown = FITS["bronx-marijuana"]
    assert (unknown.observed, unknown.contradicted, unknown.reconciliations) == (None, None, ())
    first_ten = [n for n in FITS if n not in {
        "los-angeles-prostitution", "one-courtroom", "rnc-2000", "seattle-wto-1999"}]  # fmt: skip
    assert sum(FITS[n].predicted == "hold out" for n in first_ten) == 8
    wrong = [n for n, found in FITS.items() if found.contradicted]
    assert wrong == [
        "federal-2022", "five-percent", "healthy-three-percent", "panel-office", "texas-2014",
    ]  # fmt: skip


def test_the_note_counts(command):
    note = contradicted_note([*FITS.values()])
    assert note.startswith(f"One price with this selection predicts holding out in {len(SELECTED)}")
    assert "contradicts the prediction in 5:" in note
    _, out, _ = command("thresholds")
    assert " ".join(note.split()) in " ".join(out.split())


def test_results_print():
    for found in FITS.values():
        text = " ".join(str(found).split())
        assert found.said.split(":")[0] in text
        assert found.record()["scenario"] == found.scenario
    assert "contradicted by its own data" in " ".join(str(FITS["texas-2014"]).split())
    assert "does not say how many plead" in " ".join(str(FITS["dc-nine"]).split())


def test_a_scenario_of_ones_own_and_half_who_plead():
    text = pg.scenario("j20").record()
    assert text["facts"]["pleaded_guilty"]["value"] == 20
    from plea_games.caseloads.scenarios import scenario_source

    source = scenario_source("j20").replace(
        "[facts.pleaded_guilty]\nvalue = 20", "[facts.pleaded_guilty]\nvalue = 115"
    )
    half = fit(pg.load_scenario(io.BytesIO(source.encode())))
    assert (half.observed, half.contradicted) == (0.5, None)


@pytest.mark.parametrize(
    ("given", "error"), [("j21", pg.errors.ScenarioError), (3, pg.ParameterError)]
)
def test_what_is_no_caseload_is_refused(given, error):
    with pytest.raises(error):
        fit(given)
