"""Tables of places as people have them: one reader for sweeps and silos."""

import csv
import io
import json

import openpyxl
import pytest

import plea_games as pg
from plea_games.caseloads.game_table import read_games
from plea_games.caseloads.silo_table import read_silos
from plea_games.caseloads.table_numbers import plain_number
from plea_games.model.exact import NumberError
from plea_games.model.parameters import PARAMETER
from plea_games.report.formats import render

PLAIN = """name,filings,trials,offer,sentence,conviction
Adams,1250,45,2,5,0.58
Brown,3100,60,0.1,0.5,0.9
"""
EXCEL = """County;Felony filings;Trials;Offer;Sentence;Conviction rate
Adams;1,250;45;2;5;58 %
Brown;3,100;60;0,1;0,5;0,9
"""


def swept(content, **options):
    return pg.places.sweep_places(io.BytesIO(content), **options)


def thresholds_of(found):
    return [(place.name, place.thresholds.game, place.thresholds.tipping_holdouts)
            for place in found.places]  # fmt: skip


def variants():
    rows = [line.split(",") for line in PLAIN.splitlines()]
    book = openpyxl.Workbook()
    for place, row in enumerate(rows):
        number = [row[0], *(float(cell) for cell in row[1:])] if place else row
        book.active.append(number)
    stream = io.BytesIO()
    book.save(stream)
    text = PLAIN
    return {
        "utf-8": text.encode(),
        "with a mark": text.encode("utf-8-sig"),
        "utf-16": text.encode("utf-16"),
        "utf-16 without a mark": text.encode("utf-16-le"),
        "carriage returns alone": text.replace("\n", "\r").encode(),
        "windows": text.replace("\n", "\r\n").encode(),
        "tabs": text.replace(",", "\t").encode(),
        "semicolons": text.replace(",", ";").encode(),
        "thousands": text.replace("1250", '"1,250"').encode(),
        "percent": text.replace("0.58", "58 %").encode(),
        "in a spreadsheet": EXCEL.encode("utf-8-sig"),
        "empty lines": ("\n\n" + text.replace("\n", "\n\n")).encode(),
        "workbook": stream.getvalue(),
    }


@pytest.mark.parametrize("name", variants())
def test_one_table_in_every_form_serves_both(name):
    content = variants()[name]
    assert thresholds_of(swept(content)) == thresholds_of(swept(PLAIN.encode()))
    silos = pg.places.load_silos(io.BytesIO(content))
    assert [(s.name, s.game) for s in silos] == [t[:2] for t in thresholds_of(swept(content))]


@pytest.mark.parametrize(
    ("cell", "column", "separator", "months", "value"),
    [
        ("1,250", "defendants", ",", False, "1250"),
        ("1,250", "defendants", ";", False, "1250"),
        ("1.250", "defendants", ";", False, "1250"),
        ("1 250", "defendants", ",", False, "1250"),
        ("0,58", "conviction", ";", False, "0.58"),
        ("58%", "conviction", ",", False, "29/50"),
        ("18", "offer", ",", True, "3/2"),
        ("18", "defendants", ",", True, "18"),
        ("-3", "defendants", ",", False, "-3"),
    ],
)
def test_numbers_as_spreadsheets_show_them(cell, column, separator, months, value):
    assert plain_number(cell, PARAMETER[column], separator, months) == value


@pytest.mark.parametrize(
    ("cell", "column", "said"),
    [("1,250", "offer", "leave open"), ("12 %", "defendants", "must not be in percent")],
)
def test_what_can_be_read_in_two_ways_is_refused(cell, column, said):
    with pytest.raises(NumberError, match=said):
        plain_number(cell, PARAMETER[column], ";", in_months=False)


def test_months_are_years_in_every_column_of_time():
    table = b"name,defendants,capacity,offer,sentence,process_cost,side_payment\nA,100,5,6,12,3,2\n"
    game = swept(table, unit="months").places[0].thresholds.game
    years = pg.PleaGame(defendants=100, capacity=5, offer="1/2", sentence=1, process_cost="1/4")
    assert game == years.with_terms(pg.SidePayment("1/6"))


def test_an_empty_conviction_beside_others_is_a_fault_of_its_row():
    found = swept(PLAIN.replace("0.9", "NA").encode())
    assert [place.name for place in found.places] == ["Adams"]
    assert str(found.faults[0]).startswith("row 3 (Brown), conviction: is empty, and other rows")
    silent = swept(b"name,filings,trials,offer,sentence,conviction\nA,100,5,1,3,\nB,100,5,1,3,\n")
    assert not silent.faults
    assert "conviction 1" in silent.notes[0]
    assert "Conviction" not in silent.notes[0]
    assert "conviction 1" in str(silent)


def test_totals_are_set_aside_and_false_totals_are_faults():
    total = PLAIN + 'Statewide,"4,350",105,,,\n'
    found = swept(total.encode())
    assert [place.name for place in found.places] == ["Adams", "Brown"]
    assert "row 4 (Statewide) is the sum of the others, and set aside" in found.notes
    unnamed = swept((PLAIN + "Whole,4350,105,1,2,0.7\n").encode())
    assert [place.name for place in unnamed.places] == ["Adams", "Brown"]
    false = swept(total.replace("4,350", "4,351").encode())
    assert next(fault.parameter for fault in false.faults) == "row 4 (Statewide), name"


def test_faults_are_in_order_and_name_the_place_and_the_row():
    rows = "Adams,0,45,2,5,0.8\nBrown,31,60,x,0.5,0.9\nAdams,5,1,1,2,0.5\n"
    found = swept((PLAIN.splitlines()[0] + "\n" + rows).encode())
    assert [fault.parameter for fault in found.faults] == [
        "row 2 (Adams), defendants",
        "row 3 (Brown), offer",
        "row 4 (Adams), name",
    ]


def test_a_panel_is_told_apart_by_year_and_planned_for_one():
    table = b"county,year,filings,trials,offer,sentence\nA,2012,100,5,1,3\nA,2013,120,5,1,3\n"
    assert [place.name for place in swept(table).places] == ["A 2012", "A 2013"]
    with pytest.raises(pg.errors.TableError, match="must be one year, of 2012, 2013"):
        pg.places.load_silos(io.BytesIO(table))
    assert read_silos(io.BytesIO(table), year="2013").silos[0].worth == 120


def test_columns_are_named_and_others_kept(command, tmp_path):
    path = tmp_path / "places.csv"
    path.write_text(PLAIN.replace("filings", "Indictments").replace("conviction", "Region"))
    code, _, err = command("sweep", "--places", path)
    assert code == 2
    assert "has no column defendants" in err
    assert "Region" in err
    options = ("--column", "filings=indictments", "--keep", "--format", "json")
    code, out, err = command("sweep", "--places", path, *options)
    assert code == 0
    assert [(row["place"], row["Region"]) for row in json.loads(out)] == [
        ("Adams", "0.58"),
        ("Brown", "0.9"),
    ]
    assert "by default, for all: conviction 1" in err
    code, _, err = command("silos", path, "--budget", "9", "--column", "filings=Nothing", "--keep")
    assert code == 2
    assert "Nothing: is not there, to be read as defendants" in err
    for wrong in ("filings", "filings=", "filing=x"):
        assert command("sweep", "--places", path, "--column", wrong)[0] == 2


def test_ranges_carry_over_to_tipping_shares_and_phases():
    table = (
        b"name,filings,trials,offer,sentence,conviction,conviction_low,conviction_high\n"
        b"A,100,10,1,4,0.8,0.2,1\nB,100,10,1,4,0.8,0.8,0.8\nC,100,10,1,4,0.8,0.9,0.7\n"
    )
    found = swept(table)
    ranged, fixed = (place.range for place in found.places)
    game = found.places[0].thresholds.game
    shares = [pg.thresholds(game.with_parameters(conviction=p)).tipping_share for p in ("0.2", "1")]
    assert ranged.tipping_share == tuple(sorted(shares))
    assert (ranged.hardest_phase, ranged.easiest_phase) == (
        "possible but risky",
        "trial better anyway",
    )
    assert fixed.hardest_phase == fixed.easiest_phase == fixed.phase
    assert [fault.parameter for fault in found.faults] == ["row 4 (C), conviction_low"]


def test_rows_and_notes_of_a_table_without_places():
    with pytest.raises(pg.errors.TableError, match="must have a row of column names"):
        read_games(io.BytesIO(b""), "table", "place")
    with pytest.raises(pg.errors.TableError, match="must be 'years' or 'months'"):
        read_games(io.BytesIO(PLAIN.encode()), "table", "place", unit="days")


def test_lines_as_they_come_are_the_whole_text(command, tmp_path):
    """Places are written one by one, in the same text as the result of all."""
    text = (
        "name,year,filings,trials,offer,sentence,conviction,conviction_low,conviction_high,"
        "side_payment,region\n"
        "Doña Ana,2020,900,45,2,5,0.8,0.7,0.9,,north\n=Brown,2020,3100,0,1/3,0.5,0.9,0.9,0.9,1,x\n"
        "Clay,2020,10,12,0,5,1,1,1,,\nDade,2020,-5,12,0,5,1,1,1,,y\n"
    )
    path = tmp_path / "places.csv"
    path.write_text(text, encoding="utf-8")
    found = pg.places.sweep_places(path, keep=True)
    for name in ("csv", "json", "table", "markdown"):
        code, out, err = command("sweep", "--places", path, "--keep", "--format", name)
        assert code == 2
        assert "row 5 (Dade 2020), defendants = -5" in err
        if name == "csv":
            rows = list(csv.DictReader(io.StringIO(out)))
            alone = list(csv.DictReader(io.StringIO(render(found.table(), found.record(), "csv"))))
            assert [{k: v for k, v in row.items() if v} for row in rows] == [
                {k: v for k, v in row.items() if v} for row in alone
            ]
        else:
            assert out.rstrip() == render(found.table(), found.record(), name).rstrip()


def test_totals_and_repetitions_are_told_of_many_rows():
    """In one pass: the square of the rows would take hours."""
    rows = "".join(f"C{i % 4999},{i + 2},1,1,3\n" for i in range(5000))
    total = sum(i + 2 for i in range(5000))
    found = swept(f"name,filings,trials,offer,sentence\n{rows}All,{total},5000,1,3\n".encode())
    assert len(found.places) == 4999
    assert [str(fault)[:8] for fault in found.faults] == ["row 5001"]
    assert "row 5002 (All) is the sum of the others, and set aside" in found.notes


def test_ranges_are_of_their_parameter_and_hold_the_number_used():
    head = b"name,filings,trials,offer,sentence,conviction,conviction_low,conviction_high\n"
    found = swept(head + b"A,100,5,1,3,0.8,0.5,1.2\nB,100,5,1,3,0.8,0.1,0.5\nC,100,5,1,3,0.8,,1\n")
    assert [str(fault).split(";")[0] for fault in found.faults] == [
        "row 2 (A), conviction_high = 1.2: must be from 0 to 1",
        "row 3 (B), conviction = 4/5: must be from conviction_low = 0.1 to conviction_high = 0.5",
        "row 4 (C), conviction: must have both low and high",
    ]


def test_a_place_that_is_repeated_alike_is_set_aside_and_told():
    rows = PLAIN.splitlines()
    found = swept("\n".join([*rows, rows[1], "Brown,3100,61,0.1,0.5,0.9"]).encode())
    assert [place.name for place in found.places] == ["Adams", "Brown"]
    assert "row 4 (Adams) repeats row 2, and is set aside" in found.notes
    assert [fault.parameter for fault in found.faults] == ["row 5 (Brown), name"]


@pytest.mark.parametrize(
    "option",
    [["j20"], ["--out", "places.csv"], ["--workers", "2"], ["--cluster", "tcp://127.0.0.1:1"],
     ["--sensitivity"], ["--resume"], ["--dry-run"], ["--at-any-size"]],
)  # fmt: skip
def test_what_goes_with_studies_only_is_refused(command, option):
    code, out, err = command("sweep", "--places", "places.csv", *option)
    assert (code, out) == (2, "")
    assert "--places goes with --column, --unit, --keep and --format" in err
