"""Scenario files: what is in them, and what is refused."""

import re
from fractions import Fraction

import pytest

import plea_games as pg
from plea_games.caseloads.scenarios import scenario_source

NAMES = [
    "bronx-marijuana",
    "dc-nine",
    "federal-2022",
    "five-percent",
    "healthy-three-percent",
    "j20",
    "los-angeles-prostitution",
    "lummus-1937",
    "one-courtroom",
    "panel-office",
    "rnc-2000",
    "seattle-wto-1999",
    "standing-rock",
    "texas-2014",
]

GOOD = """
title = "A county"
[parameters.defendants]
value = 100
unit = "cases"
status = "sourced"
source = "Clerk, 2025"
[parameters.capacity]
value = 5
unit = "cases"
status = "assumption"
note = "A guess."
[parameters.offer]
value = 0.3
unit = "years"
status = "derived"
note = "From the docket."
[parameters.sentence]
value = "3/2"
unit = "years"
status = "unchecked"
source = "From memory"
"""


def write(folder, text):
    path = folder / "county.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_all_named_scenarios_are_there():
    assert tuple(NAMES) == pg.scenario_names()


@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_accounted_for(name):
    scenario = pg.scenario(name)
    assert scenario.title
    assert scenario.summary
    for label, fact in scenario.facts.items():
        assert fact.unit, label
        assert fact.note if fact.status in ("assumption", "derived") else fact.source, label
    for parameter in ("defendants", "capacity", "offer", "sentence"):
        assert scenario.game.parameters[parameter] == scenario.facts[parameter].value
    assert name in str(scenario)
    assert pg.thresholds(scenario.game).trial_rate is not None


@pytest.mark.parametrize(
    "name", ["los-angeles-prostitution", "one-courtroom", "rnc-2000", "seattle-wto-1999"]
)
def test_parameters_of_little_known_strikes_have_a_range_each(name):
    scenario = pg.scenario(name)
    for parameter in ("defendants", "capacity", "offer", "sentence", "conviction"):
        low, high = scenario.facts[parameter].range
        assert low < high


def test_counts_of_the_protests_are_those_reported():
    facts = pg.scenario("seattle-wto-1999").facts
    kinds = ("settled_by_plea_diversion_or_dismissal", "dropped", "kept")
    assert [facts[kind].value for kind in kinds] == [210, 280, 40]
    assert abs(sum(facts[kind].value for kind in kinds) - facts["defendants"].value) <= 5
    philadelphia = pg.scenario("rnc-2000")
    assert philadelphia.facts["conviction"].value == Fraction(2, 43)
    assert pg.thresholds(philadelphia.game).risk_dominant == "hold out"
    assert pg.lottery_form(philadelphia.game).price_ratio > 1


def test_disagreements_are_carried():
    j20 = pg.scenario("j20")
    assert [j20.facts["defendants"].value, j20.facts["defendants"].alternatives[0].value] == [
        230,
        234,
    ]
    pleas = j20.facts["pleaded_guilty"]
    assert [pleas.value, pleas.alternatives[0].value] == [20, 21]
    office = pg.scenario("panel-office")
    assert office.facts["capacity"].range == (400, 500)
    assert office.facts["capacity"].alternatives[0].value == 210
    assert any("210" in note for note in office.notes())


def test_notes_leave_out_what_was_overridden(command):
    _, out, _ = command("thresholds", "panel-office", "--capacity", "600")
    assert "Range: capacity" not in out
    assert "Range: sentence" in out
    assert "Set on the command line: capacity." in out


def test_ratios_and_decimals_are_exact(tmp_path):
    scenario = pg.load_scenario(write(tmp_path, GOOD))
    assert scenario.name == "county"
    assert scenario.facts["offer"].value == Fraction(3, 10)
    assert pg.lottery_form(scenario.game).price_ratio == Fraction(1, 5)
    assert pg.scenario("federal-2022").facts["conviction"].value == Fraction(1379, 1669)


def test_a_built_in_file_is_a_template(tmp_path):
    for name in NAMES:
        copy = pg.load_scenario(write(tmp_path, scenario_source(name)))
        assert copy.game == pg.scenario(name).game
        assert copy.facts == pg.scenario(name).facts


FAULTS = {
    "unknown parameter": (GOOD.replace("capacity", "capcity"), "capcity.*did you mean capacity"),
    "missing parameter": (GOOD.replace("parameters.offer", "facts.x"), "offer: is missing"),
    "unknown key": (GOOD.replace("status", "stauts", 1), "stauts.*did you mean status"),
    "no source": (GOOD.replace('source = "Clerk, 2025"', ""), "defendants: must have a source"),
    "no note": (GOOD.replace('note = "A guess."', ""), "capacity: must have a note"),
    "wrong unit": (GOOD.replace('"years"', '"months"', 1), 'offer.unit = months: must be "years"'),
    "negative": (GOOD.replace("value = 5", "value = -5"), "capacity.value = -5: must be a whole"),
    "not a number": (GOOD.replace("0.3", "nan"), "offer.value = NaN: must be a finite number"),
    "words": (GOOD.replace("0.3", '"two"'), "offer.value = two: must be a number"),
    "true": (GOOD.replace("0.3", "true"), "offer.value = True: must be a number"),
    "a list": (GOOD.replace("0.3", "[1]"), r"offer.value = \[1\]: must be a number"),
    "outside its range": (
        GOOD.replace("value = 5", "value = 5\nrange = [6, 9]"), "inside its range, 6 to 9"),
    "range out of range": (
        GOOD.replace("value = 5", "value = 5\nrange = [-1, 9]"), "capacity.range = -1: must be"),
    "no value": (GOOD.replace("value = 5\n", ""), "parameters.capacity.value: is missing"),
    "half a range": (GOOD.replace("value = 5", "value = 5\nrange = [5]"), "must be two numbers"),
    "a range in words": (
        GOOD.replace("value = 5", "value = 5\nrange = '1 to 9'"), "range = 1 to 9: must be two"),
    "a fact named as a parameter": (
        GOOD + '[facts.offer]\nvalue = 3\nunit = "x"\nstatus = "sourced"\nsource = "y"\n',
        "must not repeat the parameter offer"),
    "an impossible alternative": (
        GOOD + '[[parameters.sentence.alternatives]]\nvalue = -3\nsource = "y"\n',
        "sentence.alternatives = -3: must be 0 or more"),
    "a parameter outside its table": ("offer = 3\n" + GOOD, "offer: is not a key that belongs"),
    "no threat": (GOOD.replace('"3/2"', "0"), "or trial is no threat"),
    "bad status": (GOOD.replace('"derived"', '"sure"'), "offer.status = sure: must be"),
    "no title": (GOOD.replace('title = "A county"', ""), "title: is missing"),
    "a number for a table": ("title = 'x'\nparameters = 3", "parameters = 3"),
    "broken": ("title = ", "must be TOML"),
    "empty": ("", "title: is missing"),
    "duplicate key": (GOOD + GOOD, "must be TOML"),
    "latin-1": ("title = 'caf\xe9'".encode("latin-1"), "must be UTF-8 text"),
    "binary": (bytes(range(256)) * 20, "must be UTF-8 text|must be TOML"),
    "nul": (b"title = 'a\0b'", "must be TOML"),
    "ten megabytes": (b"#" * 10_000_000, "at most 1 MB"),
    "deeply nested": ("x = " + "[" * 100_000, "must not nest deeply"),
    "huge integer": ("title = 'x'\nx = " + "9" * 5000, "thousands of digits"),
    "huge exponent": (GOOD.replace("0.3", "1e999999999"), "must be 0 or have a size"),
    "many keys": ("\n".join(f"k{i} = 1" for i in range(1_500)), "more faults"),
    "far too many keys": ("\n".join(f"k{i}=1" for i in range(100_000)), "at most 2,000 keys"),
    "a key of many parts": ("a." * 400_000 + "b = 1", "must not nest deeply"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_faults(command, tmp_path, fault):
    text, message = FAULTS[fault]
    path = write(tmp_path, text)
    with pytest.raises(pg.errors.ScenarioError, match=message):
        pg.load_scenario(path)
    code, out, err = command("thresholds", path)
    assert (code, out) == (2, "")
    assert re.search(message, err)
    assert all(line.startswith("error: ") for line in err.splitlines())


def test_all_faults_of_a_file_at_once(tmp_path):
    text = GOOD.replace("value = 5", "value = -5").replace('"3/2"', '"x"').replace("title", "titel")
    with pytest.raises(pg.errors.ScenarioError) as caught:
        pg.load_scenario(write(tmp_path, text))
    places = {fault.parameter for fault in caught.value.faults}
    assert places == {"title", "titel", "parameters.capacity.value", "parameters.sentence.value"}


def test_a_byte_order_mark_is_no_fault(tmp_path):
    assert pg.load_scenario(write(tmp_path, b"\xef\xbb\xbf" + GOOD.encode())).title == "A county"


def test_what_is_not_stated_is_said_to_be_a_default(tmp_path):
    notes = pg.load_scenario(write(tmp_path, GOOD)).notes()
    assert "By default: conviction 1, process_cost 0, dismissal_cost 0." in notes


def test_streams(tmp_path):
    path = write(tmp_path, GOOD)
    with path.open("rb") as stream:
        assert pg.load_scenario(stream).game == pg.load_scenario(path).game
    with path.open() as stream, pytest.raises(pg.errors.ScenarioError, match="opened as bytes"):
        pg.load_scenario(stream)


def test_an_unknown_name_is_refused():
    with pytest.raises(pg.errors.ScenarioError, match="did you mean lummus-1937"):
        pg.scenario("lummus")
    with pytest.raises(pg.errors.ScenarioError, match="take one of bronx"):
        pg.scenario("qqqq")


def test_what_the_ends_of_ranges_change_is_said(command):
    said = "capacity 226, pleading is the safer choice."
    assert pg.thresholds(pg.scenario("j20").game.with_parameters(capacity=226)).risk_dominant == (
        "plead"
    )

    def verdict(*asked):
        return " ".join(command("thresholds", *asked)[1].split("threshold  ")[0].split())

    assert said in verdict("j20")
    assert "assumed numbers: capacity, offer, sentence, conviction." in verdict("j20")
    assert said not in verdict("j20", "--capacity", "20")
    assert said not in verdict("j20", "--with", "side_payment=9")
    assert "At the end" not in verdict("panel-office")
