"""Real files of courts, read where they are at hand; none of them is part of the project.

They lie in the folder that ``PLEA_GAMES_COURT_DATA`` names, or in ``../shared/data``.
"""

import csv
import json
import os
from pathlib import Path

import pytest

import plea_games as pg
from plea_games.records import audit, convictions, kinds, penalty, read
from plea_games.records.layout_format import Persons

HERE = Path(__file__).parent
DATA = Path(os.environ.get("PLEA_GAMES_COURT_DATA", HERE.parents[1] / "shared" / "data"))
LAYOUTS = HERE / "layouts"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the courts' files are not at hand")


@pytest.fixture(scope="module")
def expected():
    return json.loads((DATA / "expected_from_raw_samples.json").read_text())


@pytest.fixture(scope="module")
def inputs():
    with (DATA / "inputs_naive_and_careful.csv").open(newline="") as file:
        return {row["source"]: row for row in csv.DictReader(file)}


def test_cook_county(expected):
    files = (
        DATA / "cook_il" / "raw_dispositions_sample.csv",
        DATA / "cook_il" / "raw_sentencing_sample.csv",
    )
    right = expected["cook_il"]
    found = read(files[0], layout="cook-sao", sentences=files[1])
    tally = found.tally()
    ledger = {line.rule: line.rows for line in found.ledger}
    assert not found.unknown
    assert ledger["rows read"] == right["rows"]
    assert ledger["defendants made of them"] == tally.filed == right["participants"]
    assert tally.tried == right["trial_participants"]
    assert tally.counts["pleaded"] == right["plea_without_trial"]
    assert tally.convicted == right["convicted_at_trial"]
    assert (
        read(files[0], layout="cook-sao", trials="jury").tally().tried == right["jury_participants"]
    )
    plea, trial = tally.custody["plea"], tally.custody["trial"]
    assert (plea.cases, trial.cases) == (right["sentenced_plea"], right["sentenced_trial"])
    assert plea.mean == pytest.approx(right["custody_years_mean_plea"], abs=1e-4)
    assert trial.mean == pytest.approx(right["custody_years_mean_trial"], abs=1e-4)
    rows = pg.records.layout("cook-sao").model_copy(update={"persons": Persons()})
    assert read(files[0], layout=rows).tally().cases(kinds.TRIED) == right["charge_rows_tried"]
    naive = audit(files[0], layout="cook-sao", sentences=files[1]).readings[0]
    lengths = naive.offer, naive.sentence
    assert min(lengths) < right["naive_mean_commitment_term_all_rows"] < max(lengths)
    cases = read(files[0], layout={**_dump("cook-sao"), "persons": {"columns": ["case_id"]}})
    assert cases.tally().filed == right["cases"]


def _dump(name):
    return pg.records.layout(name).model_dump(
        by_alias=True, exclude_unset=True, exclude={"name", "sentences"}
    )


def test_florida(expected):
    found = read(DATA / "fl_srs" / "raw_disposition_detail_sample.csv", layout="florida-srs")
    for county, right in expected["fl_srs"].items():
        tally = found.tally(county, 2013)
        pleas = tally.counts["pleaded_at_trial"]
        assert (tally.filed, tally.tried, tally.tried + pleas, tally.convicted) == (
            right["dispositions_2013"],
            right["trials_decided"],
            right["after_trial_incl_pleas"],
            right["convicted"],
        )
    assert "Gulf" in found.places_named
    assert "BakerBay" not in found.places_named


def test_florida_filings_lose_no_thousands():
    file = DATA / "fl_srs" / "raw_filings_sample_cr_only.csv"
    found = read(file, layout="florida-srs-filings")
    rows = list(csv.reader(file.read_bytes().decode().splitlines()))
    column = rows[0].index("2013")
    by_hand = sum(int(row[column].replace(",", "")) for row in rows[1:] if row[1] == "Miami-Dade")
    assert found.tally("Miami-Dade", 2013).facing == by_hand


def test_wisconsin(expected):
    right = expected["wi_wcca"]
    found = read(DATA / "wi_wcca" / "raw_cases_sample.jsonl", layout="wisconsin-ccap")
    tally, ledger = found.tally(), {line.rule: line.rows for line in found.ledger}
    assert ledger["rows read"] == right["charges"]
    assert ledger["extraditions"] == right["extradition"]
    assert tally.filed + right["extradition"] == right["cases"]
    assert tally.facing == right["closed"]
    assert tally.tried == right["trial_cases"]
    assert tally.convicted == right["convicted_at_trial"]
    assert tally.counts["pleaded"] == right["plea_cases"]
    naive = audit(DATA / "wi_wcca" / "raw_cases_sample.jsonl", layout="wisconsin-ccap").readings[0]
    assert naive.tried == right["charge_rows_tried"]
    with pytest.raises(pg.ParameterError, match="acquittals are purged"):
        convictions(found)


def test_wisconsin_read_in(expected):
    data = {**_dump("wisconsin-ccap"), "persons": {}}
    codes = {**data["outcomes"]["codes"], "diverted": ["Charge Dismissed but Read In"]}
    codes["dismissed"] = [c for c in codes["dismissed"] if c != "Charge Dismissed but Read In"]
    codes["unresolved"] = ["Deferred Prosecution or Sentence"]
    data["outcomes"] = {**data["outcomes"], "codes": codes}
    found = read(DATA / "wi_wcca" / "raw_cases_sample.jsonl", layout=data)
    assert found.tally().counts["diverted"] == expected["wi_wcca"]["charge_rows_read_in"]


def test_sentencing_commission(expected, inputs):
    right, file = expected["ussc_sdny"], DATA / "ussc" / "raw_sdny_2014_2015.csv"
    found = read(file, layout="ussc")
    ledger = {line.rule: line.rows for line in found.ledger}
    tally = found.tally()
    assert ledger["rows read"] == right["rows"]
    assert ledger["no sentence stated"] == right["missing"]
    assert tally.tried == right["trials"]
    assert 12 * tally.custody["plea"].mean == pytest.approx(right["plea_mean_months"], abs=0.005)
    assert 12 * tally.custody["trial"].mean == pytest.approx(right["trial_mean_months"], abs=0.005)
    row = inputs["S.D.N.Y. extract, 2014-15"]
    naive, *_, careful = audit(file, layout="ussc").readings
    _same(row, "_naive", naive.facing, naive.tried, None, naive.offer, naive.sentence)
    _same(row, "", careful.facing, careful.tried, None, careful.offer, careful.sentence)
    weighted = (760 * naive.offer + 35 * naive.sentence) / 795
    assert weighted == pytest.approx(right["naive_mean_SentenceMonths"], abs=0.005)
    assert penalty(found).ratio == pytest.approx(float(row["J_over_s"]), abs=0.005)


def _same(row, suffix, facing, tried, conviction=None, offer=None, sentence=None):
    """Every number that the table of inputs states, within 1e-3."""
    for name, value in (("N", facing), ("K", tried)):
        assert value == float(row[f"{name}{suffix}"]), name
    for name, value in (("p", conviction), ("s", offer), ("J", sentence)):
        if value is not None:
            scale = max(1, abs(float(row[f"{name}{suffix}"])))
            assert value == pytest.approx(
                float(row[f"{name}{suffix}"]), abs=5.1e-3 if scale > 100 else 1e-3
            ), name


@pytest.mark.parametrize(
    ("source", "file", "layout", "period", "keys"),
    [
        (
            "Cook IL, disposed 2015",
            "cook_il/raw_disposition_outcomes_by_offense_2011_2016.csv",
            "cook-sao-outcomes",
            2015,
            "NKp",
        ),
        (
            "Florida circuit criminal, 2013",
            "fl_srs/circuit_criminal_county_year_1986_2013.csv",
            LAYOUTS / "florida_county_year.toml",
            2013,
            "NKp",
        ),
        (
            "Philadelphia drug cases 2015",
            "phila_dao/drug_case_outcomes_2014_2021.csv",
            LAYOUTS / "philadelphia.toml",
            2015,
            "NKp",
        ),
        (
            "Philadelphia drug cases 2019",
            "phila_dao/drug_case_outcomes_2014_2021.csv",
            LAYOUTS / "philadelphia.toml",
            2019,
            "NKp",
        ),
        (
            "Texas county-level criminal FY1997",
            "tx_oca/county_level_criminal_docket_fy1997.csv",
            LAYOUTS / "texas_1997.toml",
            None,
            "Np",
        ),
    ],
)
def test_naive_and_careful_inputs(inputs, source, file, layout, period, keys):
    row = inputs[source]
    naive, *_, careful = audit(DATA / file, layout=layout, period=period).readings
    for reading, suffix in ((naive, "_naive"), (careful, "")):
        if "K" in keys or not suffix:  # Texas took its naive K from another page
            assert reading.tried == float(row[f"K{suffix}"])
        assert reading.conviction == pytest.approx(float(row[f"p{suffix}"]), abs=1e-3)
        total = float(row[f"N{suffix}"])
        if (source, suffix) in (
            ("Philadelphia drug cases 2015", "_naive"),
            ("Philadelphia drug cases 2019", "_naive"),
        ):
            # the published total counts open ones once more
            assert reading.facing == pytest.approx(total, abs=1)
        else:
            assert reading.facing == total


def test_virginia(inputs):
    row = inputs["Virginia circuit, coded offences 2007-17"]
    sheet = DATA / "va_circuit" / "published_main_sheet_swapped_headers.csv"
    naive = audit(sheet, layout="virginia-circuit-sheet").readings[0]
    _same(row, "_naive", naive.facing, naive.tried)
    careful = read(
        DATA / "va_circuit" / "concluded_by_code_section_2007_2017.csv", layout="virginia-circuit"
    )
    _same(row, "", careful.tally().facing, careful.tally().tried)
    with pytest.raises(pg.ParameterError, match="cannot be had"):
        convictions(careful)


def test_wisconsin_inputs(inputs):
    row = inputs["Wisconsin felonies filed 2014-15"]
    folder = DATA / "wi_wcca"
    charges = read(
        folder / "charges_by_plea_and_disposition.csv", layout=LAYOUTS / "wisconsin_charges.toml",
        facing="jury_convicted judge_convicted jury_acquitted judge_acquitted dismissed unresolved",
    ).tally()  # fmt: skip
    assert charges.facing / 2 == float(row["N_naive"])
    assert charges.tried // 2 == float(row["K_naive"])
    assert charges.conviction.value == pytest.approx(float(row["p_naive"]), abs=1e-3)
    cases = read(
        folder / "felony_county_year_2014_2015.csv", layout=LAYOUTS / "wisconsin_county_year.toml"
    ).tally()
    assert (cases.facing / 2, cases.tried / 2) == (float(row["N"]), float(row["K"]))
    lengths = read(
        folder / "sentences_by_class_and_mode_2014_2015.csv",
        layout=LAYOUTS / "wisconsin_lengths.toml",
    )
    measured = penalty(lengths)
    assert measured.offer == pytest.approx(float(row["s"]), abs=1e-3)
    assert measured.sentence == pytest.approx(float(row["J"]), abs=1e-3)


def test_sixty_seven_counties_through_a_sweep(command, tmp_path):
    file = DATA / "fl_srs" / "circuit_criminal_county_year_1986_2013.csv"
    found = read(file, layout=LAYOUTS / "florida_county_year.toml")
    places = found.places(period=2013, offer=1, sentence="1.64").write(tmp_path / "places.csv")
    code, out, err = command("sweep", "--places", places, "--format", "json")
    assert code == 0, err
    rows = json.loads(out)
    assert len(rows) == 67
    assert {row["phase"] for row in rows} <= {
        "strike impossible", "possible but risky", "risk dominant", "trial better anyway"
    }  # fmt: skip
    for row in rows:  # without a trial one hold-out tips, whatever p
        is_open = row["tipping_share_low"] != row["tipping_share_high"]
        assert is_open == (row["parameters"]["capacity"] > 0)
    with (DATA / "places" / "florida_2013_careful.csv").open(newline="") as careful:
        by_name = {row["name"]: row for row in csv.DictReader(careful)}
    for row in rows:
        assert row["parameters"]["defendants"] == int(by_name[row["place"]]["filings"])
        assert row["parameters"]["capacity"] == int(by_name[row["place"]]["trials"])
    miami = next(row for row in rows if row["place"] == "Miami-Dade")
    assert miami["tipping_holdouts"] == pytest.approx(304, abs=2)
