"""Caseloads in five lines, and from the command line alone."""

import io
from fractions import Fraction

import pytest

import plea_games as pg
from plea_games.caseloads.scenarios import scenario_of
from plea_games.model.parameters import PARAMETERS

SHORT = """title = "Our county"
source = "Clerk, 2025"
defendants = 1800
capacity = 60
offer = 1
sentence = "26/12"
"""


def read(text):
    return pg.load_scenario(io.BytesIO(text.encode()))


def test_five_lines_are_a_caseload_of_assumptions():
    found = read(SHORT + "[ranges]\ncapacity = [50, 75]\n")
    assert found.game == pg.PleaGame(defendants=1800, capacity=60, offer=1, sentence="13/6")
    assert {fact.status for fact in found.facts.values()} == {"assumption"}
    assert {fact.source for fact in found.facts.values()} == {"Clerk, 2025"}
    assert found.facts["capacity"].range == (50, 75)
    sourced = read(SHORT + 'status = "sourced"\n')
    assert sourced.facts["offer"].status == "sourced"


def test_a_number_may_have_a_table_of_its_own():
    own = (
        '[parameters.conviction]\nvalue = 0.7\nunit = "share"\nstatus = "sourced"\nsource = "DA"\n'
    )
    found = read(SHORT + own)
    assert (found.facts["conviction"].source, found.facts["offer"].source) == ("DA", "Clerk, 2025")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SHORT.replace("offer = 1\n", ""), "parameters.offer: is missing"),
        (SHORT.replace("1800", '"?"'), "parameters.defendants.value = ?: must be a number"),
        (SHORT + "offers = 2\n", "did you mean"),
        (SHORT.replace('source = "Clerk, 2025"', 'status = "sourced"'), "must have a source"),
        (SHORT + "[ranges]\ncapacities = [5, 7]\n", "ranges"),
        (SHORT + '[parameters.offer]\nvalue = 1\nunit = "years"\n', "offer"),
        (SHORT + "[ranges]\ncapacity = [70, 75]\n", "inside its range"),
    ],
)
def test_short_forms_obey_the_rules_of_full_ones(text, said):
    with pytest.raises(pg.errors.ScenarioError, match=said.replace("?", r"\?")):
        read(text)


def test_a_new_one_is_written_with_its_questions(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert command("scenarios", "--new", "ours")[:2] == (0, "ours.toml\n")
    text = (tmp_path / "ours.toml").read_text()
    assert all(parameter.meaning in text for parameter in PARAMETERS)
    code, _, err = command("thresholds", "./ours.toml")
    assert (code, len(err.splitlines())) == (2, 4)
    answers = {"defendants": 1800, "capacity": 60, "offer": 1, "sentence": 2}
    for name, answer in answers.items():
        text = text.replace(f'{name} = "?"', f"{name} = {answer}")
    (tmp_path / "ours.toml").write_text(text)
    assert pg.load_scenario(tmp_path / "ours.toml").game == pg.PleaGame(**answers)
    assert command("scenarios", "--new", "ours")[0] == 2
    assert command("scenarios", "--new", "no/such/folder")[0] == 2


NUMBERS = ("--defendants", "230", "--capacity", "12", "--offer", "4", "--sentence", "10")


def test_numbers_alone_make_reports_figures_and_claims(command, tmp_path):
    code, out, err = command("figures", *NUMBERS, "--figure", "gain-curve", "--out", tmp_path / "f")
    assert (code, err) == (0, "")
    assert out.strip().endswith(".svg")
    code, out, _ = command("claims", *NUMBERS, "5", "--format", "json")
    assert code == 0
    code, _, err = command("claims", "--defendants", "230", "5")
    assert code == 2
    assert "capacity: is missing" in err
    code, _, err = command("report", "--offer", "4", "--out", tmp_path / "r")
    assert code == 2
    assert "defendants: is missing" in err


def test_numbers_take_the_place_of_a_scenarios_own():
    j20 = pg.scenario("j20")
    changed = scenario_of({"capacity": 24}, j20)
    assert changed.game == j20.game.with_parameters(capacity=24)
    assert changed.facts["defendants"] == j20.facts["defendants"]
    assert changed.facts["capacity"].status == "assumption"
    assert set(changed.facts) == set(j20.facts)


STRENGTH = '[case_strength]\nstatus = "assumption"\nnote = "Ours."\n'
PRIOR = '[prior]\nstatus = "assumption"\nnote = "Ours."\n'


def test_beliefs_stand_beside_the_numbers():
    found = read(SHORT + STRENGTH + 'law = "uniform:low=0,high=3"\n' + PRIOR + "a = 4\nb = 0.5\n")
    assert pg.private_cases(found).law.uniform_ends == (0, 3)
    assert pg.verdicts(found).prior == (4, Fraction(1, 2))
    lines = " ".join(str(found).split())
    assert "case_strength uniform:low=0,high=3 years assumption Ours." in lines
    assert "prior Beta(4, 0.5) share assumption Ours." in lines
    stated = found.record()["beliefs"]
    assert stated["prior"]["b"] == 0.5 and stated["case_strength"]["source"] == ""
    assert scenario_of({"offer": 2}, found).beliefs == found.beliefs
    assert read(SHORT).beliefs == {}
    listed = read(SHORT + STRENGTH + 'cases = {"0" = 1, "13/6" = 3}\n')
    assert pg.private_cases(listed).law.values == (0, Fraction(13, 6))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (STRENGTH, "case_strength: must have either law or cases"),
        (STRENGTH + 'law = "uniform:low=0,high=3"\ncases = {"0" = 1}\n', "either law or cases"),
        (STRENGTH + 'law = "uniform:low=3,high=0"\n', "must have low below high"),
        (STRENGTH + 'law = "gauss:mean=0"\n', "must be a law such as"),
        (STRENGTH + 'cases = {"x" = 1}\n', "must be a number such as"),
        (STRENGTH + 'cases = {"1" = -1}\n', "must have a weight of 0 or more"),
        (STRENGTH + 'cases = {"1" = 0}\n', "must have a weight above 0"),
        (STRENGTH.replace("assumption", "sourced") + 'cases = {"1" = 1}\n', "must have a source"),
        (STRENGTH + 'cases = {"1" = 1}\nlaws = "x"\n', "did you mean law"),
        (PRIOR + "a = 0\nb = 1\n", "prior: must have a and b above 0"),
        (PRIOR + "a = 1\n", "prior.b: is missing"),
        (PRIOR + 'a = 1\nb = "?"\n', "prior.b"),
        (PRIOR.replace('note = "Ours."\n', "") + "a = 1\nb = 2\n", "must have a note"),
    ],
)
def test_beliefs_obey_the_rules_of_numbers(text, said):
    with pytest.raises(pg.errors.ScenarioError) as refused:
        read(SHORT + text)
    assert said in str(refused.value)
