"""Court records of our own making: every rule of reading, against plain Python."""

import csv
import gzip
import io
import json
from collections import defaultdict
from fractions import Fraction
from itertools import product
from math import comb
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from scipy import stats

import plea_games as pg
from plea_games.records import audit, convictions, fit, layout, layout_names, penalty, read
from plea_games.records.choices import choices_of
from plea_games.records.json_rows import json_rows
from plea_games.records.kinds import KINDS
from plea_games.records.parts import read_apart
from plea_games.records.rates import pooled_rates, rate
from plea_games.records.reading import as_layout
from plea_games.records.trial_penalty import _interval

CODES = {
    "pleaded": ["Plea*"],
    "jury_convicted": ["Guilty"],
    "jury_acquitted": ["NG"],
    "dismissed": ["NP", "Nolle"],
}
OWN = {
    "title": "Our court",
    "row": "a case",
    "source": "the clerk",
    "place": {"column": "county"},
    "outcomes": {"column": "end", "codes": CODES},
}
ROWS = [
    ("Adams", "Plea", "12"),
    ("Adams", "plea of guilty ", "6"),
    ("Adams", "Guilty", "36"),
    ("Adams", "NG", ""),
    ("Brown, N.", "NP", ""),
    ("Brown, N.", "Guilty", "24"),
    ("Brown, N.", "Plea", "0"),
]
HEADING = ("County", "End", "Months")


def written(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def as_csv(rows, separator=",", end="\n"):
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator=end).writerows(rows)
    return stream.getvalue()


def book(path):
    workbook = openpyxl.Workbook()
    workbook.create_sheet("cases")
    for row in [("Cases of 2025", None, None), HEADING, *ROWS]:
        workbook["cases"].append(row)
    workbook.save(path)
    return path


def forms(folder):
    """The same cases in every form, each with its layout of the file."""
    plain = as_csv([HEADING, *ROWS])
    fixed = "".join(f"{county:<12}{end:<16}{months:>4}\n" for county, end, months in ROWS)
    nested = [{"c": {"county": a}, "ends": [{"end": b, "Months": c}]} for a, b, c in ROWS]
    lines = "\n".join(json.dumps(record) for record in nested)
    paths = {"county": ["c.county"], "end": ["ends[].end"], "Months": ["ends[].Months"]}
    as_json = {"file": {"format": "json", "rows": "ends[]"}, "columns": paths}
    packed = folder / "packed.csv.gz"
    packed.write_bytes(gzip.compress(plain.encode()))
    semicolons = as_csv([("Cases of 2025",), HEADING, *ROWS], ";")
    return {
        "csv": (written(folder / "a.csv", plain), {}),
        "with a mark": (written(folder / "b.csv", plain, "utf-8-sig"), {}),
        "utf-16": (written(folder / "c.csv", plain, "utf-16"), {}),
        "latin": (
            written(folder / "d.csv", plain + "\xc9vreux,NP,\n", "latin-1"),
            {"file": {"encoding": "latin-1"}},
        ),
        "carriage returns": (written(folder / "e.csv", plain.replace("\n", "\r")), {}),
        "empty lines": (written(folder / "f.csv", plain.replace("\n", "\n\n")), {}),
        "semicolons below a title": (
            written(folder / "g.csv", semicolons),
            {"file": {"separator": ";", "heading": 2}},
        ),
        "tabs": (
            written(folder / "h.tsv", as_csv([HEADING, *ROWS], "\t")),
            {"file": {"separator": "\t"}},
        ),
        "no heading": (
            written(folder / "i.csv", as_csv(ROWS)),
            {"file": {"heading": 0}, "columns": {"county": ["c1"], "end": ["c2"]}},
        ),
        "fixed": (
            written(folder / "j.txt", fixed),
            {
                "file": {
                    "format": "fixed",
                    "heading": 0,
                    "fixed": {"county": [1, 12], "end": [13, 16], "Months": [29, 4]},
                }
            },
        ),
        "json lines": (written(folder / "k.jsonl", lines), as_json),
        "json list": (written(folder / "l.json", json.dumps(nested, indent=1)), as_json),
        "workbook": (
            book(folder / "m.xlsx"),
            {"file": {"format": "xlsx", "sheet": "cases", "heading": 2}},
        ),
        "packed": (packed, {}),
        "swapped headings": (
            written(folder / "n.csv", plain.replace("County,End", "End,County")),
            {"file": {"renamed": {"End": "County", "County": "End"}}},
        ),
    }


def test_one_file_in_every_form(tmp_path):
    for name, (path, more) in forms(tmp_path).items():
        found = read(path, layout={**OWN, **more})
        adams, brown = found.tally("Adams"), found.tally("Brown, N.")
        assert not found.unknown, name
        assert (adams.facing, adams.tried, adams.convicted) == (4, 2, 1), name
        assert (brown.facing, brown.tried, brown.convicted) == (3, 1, 1), name


def test_a_folder_and_a_list_are_read_as_one_file(tmp_path):
    (tmp_path / "in").mkdir()
    for place, row in enumerate(ROWS):
        written(tmp_path / "in" / f"{place}.csv", as_csv([HEADING, row]))
    one = read(written(tmp_path / "all.csv", as_csv([HEADING, *ROWS])), layout=OWN)
    assert read(tmp_path / "in", layout=OWN).counts == one.counts
    assert read(sorted((tmp_path / "in").iterdir()), layout=OWN).counts == one.counts
    swapped = as_csv([(end, county, months) for county, end, months in [HEADING, *ROWS[:3]]])
    parts = [
        written(tmp_path / "x.csv", swapped),
        written(tmp_path / "y.csv", as_csv([HEADING, *ROWS[3:]])),
    ]
    assert read(parts, layout=OWN).counts == one.counts


def test_files_read_apart_are_the_sum_if_no_defendant_is_in_two(tmp_path):
    rows = [(*row, str(place // 2)) for place, row in enumerate(ROWS)]
    own = {
        **OWN,
        "persons": {"columns": ["id"]},
        "sentences": {"amount": "Months", "unit": "months"},
    }
    heading = (*HEADING, "id")
    whole = [as_csv([heading, *rows[:4]]), as_csv([heading, *rows[4:]])]
    split = [as_csv([heading, *rows[:3]]), as_csv([heading, *rows[3:]])]
    known, chosen = as_layout(own), choices_of(as_layout(own))
    for texts, is_split in ((whole, False), (split, True)):
        paths = [written(tmp_path / f"{i}{is_split}.csv", text) for i, text in enumerate(texts)]
        together = read(paths, layout=own)
        if is_split:
            with pytest.raises(
                pg.errors.TableError, match="must not share defendants, but 1 are in two"
            ):
                read_apart(paths, known, chosen, map)
            continue
        apart = read_apart(paths, known, chosen, map)
        assert apart.counts == together.counts
        assert sorted(map(str, apart.lengths)) == sorted(map(str, together.lengths))
        assert apart.ledger == together.ledger
    with pytest.raises(pg.ParameterError, match="must be the address of a dask scheduler"):
        read(paths, layout=own, cluster="nowhere")


NEEDED = 'title = "T"\nrow = "a row"\nsource = "S"\n'
CODED = """
[outcomes.codes]
pleaded = ["*guilty plea*"]
tried_convicted = ["*: conviction"]
tried_acquitted = ["*: acquittal"]
"""


def own_layout(folder, text):
    return layout(written(folder / "own.toml", NEEDED + text))


def test_a_pivoted_workbook_with_merged_cells_and_an_unnamed_total(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    ends = ["Guilty plea", "Bench or jury trial: conviction", "Bench or jury trial: acquittal"]
    sheet.append(["Table 4. Criminal dispositions"])
    sheet.append(["County", "Category", "2023", None, None, "2024", None, None])
    sheet.append([None, None, *ends, *ends])
    for place in range(2):
        name = ("Adams", "Brown")[place]
        sheet.append([name, "Violent", 1200 + place, "30", 20, 1300, 31, 22])
        sheet.append([None, "Property", "2,400", 10, "-", 2500, 12, 3])
        sheet.append([None, "Total", 3600 + place, 40, 20, 3800, 43, 25])
    sheet.append(["State", None, 7201, 80, 40, 7600, 86, 50])
    sheet.append(["Source: the clerks' reports"])
    workbook.save(tmp_path / "pivot.xlsx")
    own = own_layout(
        tmp_path,
        """count = "cases"
[file]
format = "xlsx"
heading = 2
heading_rows = 2
missing = ["", "-"]
carry = [{ columns = ["County"] }]
[unpivot]
into = "what"
values = { cases = ["*20*"] }
[[drop]]
name = "no number"
when = { cases = [""] }
[place]
column = "County"
[class]
column = "Category"
[period]
disposed = "what"
[outcomes]
column = "what"
"""
        + CODED,
    )
    found = read(tmp_path / "pivot.xlsx", layout=own)
    assert found.places_named == ("Adams", "Brown")
    assert found.periods == (2023, 2024)
    assert found.classes == ("Property", "Violent")
    adams = found.tally("Adams", 2023)
    assert (adams.counts["pleaded"], adams.tried, adams.convicted) == (3600, 60, 40)
    assert "those of State are the sums of all other places" in str(found.ledger_table())


def test_records_that_nest_under_keys(tmp_path):
    case = {"charges": [{"end": "guilty plea", "years": 2}, {"end": "nolle"}]}
    data = {
        "Adams": {"2023": {"1": case, "2": {"charges": [{"end": "jury: conviction", "years": 5}]}}},
        "Brown": {"2023": {"3": {"charges": [{"end": "judge: acquittal"}]}}},
    }
    path = written(tmp_path / "keyed.json", json.dumps({"counties": data}))
    text = """
[file]
format = "json"
rows = "counties{}.{}.{}.charges[]"
[columns]
county = ["counties{key}"]
year = ["counties{}.{key}"]
id = ["counties{}.{}.{key}"]
end = ["counties{}.{}.{}.charges[].end"]
years = ["counties{}.{}.{}.charges[].years"]
[place]
column = "county"
[period]
disposed = "year"
[persons]
columns = ["id"]
[outcomes]
column = "end"
[sentences]
amount = "years"
unit = "years"
""" + CODED.replace("[outcomes.codes]", '[outcomes.codes]\ndismissed = ["nolle"]')
    found = read(path, layout=own_layout(tmp_path, text))
    assert found.periods == (2023,)
    assert (found.tally("Adams").facing, found.tally("Adams").tried) == (2, 1)
    assert found.tally("Brown").trial_rate.value == 1
    assert found.tally().custody["trial"].mean == 5
    wrong = own_layout(tmp_path, text.replace('charges[].years"', 'charge[].years"'))
    with pytest.raises(pg.errors.TableError, match=r"column years: is in no record, as counties"):
        read(path, layout=wrong)


def test_typed_lines_of_fixed_width_state_what_holds_below(tmp_path):
    lines = ["HEAD 2024", "CADAMS   ", "Dplea 024", "Djury 048", "CBROWN   ", "Djury9999", "TAIL 5"]
    path = written(tmp_path / "typed.txt", "\n".join(lines) + "\n", "cp037")
    found = read(
        path,
        layout=own_layout(
            tmp_path,
            """
[file]
format = "fixed"
heading = 1
encoding = "cp037"
fixed = { type = [1, 1], county = [2, 8], end = [2, 4], months = [6, 4] }
carry = [{ columns = ["county"], when = { type = ["C"] } }]
[[drop]]
name = "no disposition"
unless = { type = ["D"] }
[place]
column = "county"
[outcomes]
column = "end"
codes = { pleaded = ["plea"], jury_convicted = ["jury"] }
[sentences]
amount = "months"
unit = "months"
life = [{ months = ["9999"] }]
""",
        ),
    )
    assert found.places_named == ("ADAMS", "BROWN")
    assert found.tally("ADAMS").custody["trial"].mean == 4
    assert found.tally("BROWN").custody["trial"].life == 1
    form = found.layout.file.model_dump()
    form["carry"] = [{"columns": ["parish"]}]
    with pytest.raises(pg.errors.TableError, match=r"file.carry = parish: is no column"):
        read(path, layout=found.layout.model_copy(update={"file": type(found.layout.file)(**form)}))


def test_parquet(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(
        pa.table(dict(zip(HEADING, zip(*ROWS, strict=True), strict=True))), tmp_path / "a.parquet"
    )
    found = read(tmp_path / "a.parquet", layout={**OWN, "file": {"format": "parquet"}})
    assert found.tally("Adams").facing == 4


RNG = np.random.default_rng(19)
ENDS = {
    "Nolle Prosecution": "dismissed",
    "Plea Of Guilty": "pleaded",
    "FNG": "judge_acquitted",
    "Finding Guilty": "judge_convicted",
    "Verdict Guilty": "jury_convicted",
    "Verdict-Not Guilty": "jury_acquitted",
    "FNPC": "screened",
    "Mistrial Declared": "mistrial",
    "BFW": "unresolved",
}
UNITS = {"Year(s)": 1, "Months": Fraction(1, 12), "Days": Fraction(100, 36525), "Dollars": None}


def cook_files(folder, people=400):
    """Made-up dispositions and sentences in Cook County's format, and their rows."""
    charges, sentences = [], []
    for person in range(people):
        for _ in range(RNG.integers(1, 5)):
            end = str(
                RNG.choice(list(ENDS), p=[0.4, 0.3, 0.08, 0.08, 0.03, 0.03, 0.03, 0.01, 0.04])
            )
            charges.append(
                {
                    "CASE_PARTICIPANT_ID": person,
                    "CHARGE_DISPOSITION": end,
                    "DISPOSITION_CHARGED_CLASS": str(RNG.choice(list("1234X"))),
                    "RECEIVED_DATE": "3/1/2018 12:00:00 AM",
                    "DISPOSITION_DATE": f"{RNG.integers(1, 13)}/1/{RNG.integers(2017, 2020)}",
                }
            )
            if "Guilty" in end and "Not" not in end:
                kind = str(
                    RNG.choice(
                        ["Probation", "Illinois Department of Corrections", "Death"],
                        p=[0.5, 0.47, 0.03],
                    )
                )
                sentences.append(
                    {
                        "CASE_PARTICIPANT_ID": person,
                        "DISPOSITION_CHARGED_CLASS": charges[-1]["DISPOSITION_CHARGED_CLASS"],
                        "COMMITMENT_TYPE": kind,
                        "COMMITMENT_TERM": str(RNG.choice(["1", "2", "1,154.00", "24 wrap", "18"])),
                        "COMMITMENT_UNIT": str(RNG.choice(list(UNITS))),
                        "CURRENT_SENTENCE_FLAG": str(RNG.choice(["true", "false"], p=[0.9, 0.1])),
                    }
                )
    paths = []
    for name, rows in (("dispositions", charges), ("sentences", sentences)):
        path = folder / f"{name}.csv"
        path.write_text(as_csv([list(rows[0]), *(list(row.values()) for row in rows)]))
        paths.append(path)
    return paths, charges, sentences


def by_hand(charges, sentences):
    """Defendants and their custody in plain Python."""
    ends = defaultdict(list)
    for row in charges:
        ends[row["CASE_PARTICIPANT_ID"]].append(ENDS[row["CHARGE_DISPOSITION"]])
    kinds = {person: min(each, key=KINDS.index) for person, each in ends.items()}
    lengths = defaultdict(list)
    for row in sentences:
        if row["CURRENT_SENTENCE_FLAG"] != "true":
            continue
        factor, term = UNITS[row["COMMITMENT_UNIT"]], row["COMMITMENT_TERM"].replace(",", "")
        years = None
        if row["COMMITMENT_TYPE"] == "Death":
            years = "life"
        elif row["COMMITMENT_TYPE"] == "Probation":
            years = 0.0
        elif factor is not None and term != "24 wrap" and float(term) * factor <= 200:
            years = float(term) * float(factor)
        lengths[row["CASE_PARTICIPANT_ID"]].append(years)
    custody = defaultdict(list)
    for person, each in lengths.items():
        mode = "trial" if any("_convicted" in end for end in ends[person]) else "plea"
        known = [years for years in each if isinstance(years, float)]
        if "life" in each:
            custody[mode].append(470 / 12)
        elif known and not (None in each and max(known) == 0):
            custody[mode].append(max(known))
    return kinds, custody


def test_cook_against_plain_python(tmp_path):
    (dispositions, sentencing), charges, sentences = cook_files(tmp_path)
    found = read(dispositions, layout="cook-sao", sentences=sentencing)
    kinds, custody = by_hand(charges, sentences)
    tally = found.tally()
    for kind in set(ENDS.values()):
        assert tally.counts[kind] == sum(own == kind for own in kinds.values()), kind
    for mode in ("plea", "trial"):
        assert tally.custody[mode].mean == pytest.approx(np.mean(custody[mode]))
        assert tally.custody[mode].median == pytest.approx(np.median(custody[mode]))
        assert tally.custody[mode].zero == sum(years == 0 for years in custody[mode])
        assert tally.custody[mode].life == sum(years == 470 / 12 for years in custody[mode])
    parts = found.tallies(by="period class")
    assert sum(part.facing for part in parts) == tally.facing
    assert read(dispositions, layout="cook-sao", cohort="filed").periods == (2018,)


def test_refusals_of_joins(tmp_path):
    (dispositions, sentencing), _, _ = cook_files(tmp_path)
    other = tmp_path / "other.csv"
    heading, *rows = sentencing.read_text().splitlines()
    other.write_text("\n".join([heading, *(f"9{row}" for row in rows)]))
    with pytest.raises(
        pg.errors.TableError, match="are not there; take both files from one release"
    ):
        read(dispositions, layout="cook-sao", sentences=other)
    by_class = layout("cook-sao").model_dump(by_alias=True, exclude_unset=True)
    by_class["persons"] = {"columns": ["DISPOSITION_CHARGED_CLASS", "participant"]}
    by_class["sentences"] = {
        **by_class["sentences"],
        "persons": ["klass"],
        "columns": {**by_class["sentences"]["columns"], "klass": ["DISPOSITION_CHARGED_CLASS"]},
    }
    with pytest.raises(
        pg.errors.TableError, match=r"join to one defendant each; by klass .* rows would become"
    ):
        read(dispositions, layout=by_class, sentences=sentencing)


FAULTS = {
    "column": ({"place": {"column": "parish"}}, "column parish: is not in the file, as parish"),
    "count": (
        {"count": "end"},
        "must hold whole numbers of at least 0, but does not in 7 rows",
    ),
    "years": (
        {"period": {"disposed": "Months", "formats": ["%m"], "first": 1990}},
        "must not be outside",
    ),
    "encoding": ({"file": {"encoding": "klingon"}}, "has no encoding klingon"),
    "sheet": ({"file": {"format": "xlsx"}}, "must be an XLSX workbook"),
    "json": (
        {"file": {"format": "json"}, "columns": {"county": ["a"], "end": ["b"]}},
        "must be JSON",
    ),
    "separator": ({"file": {"separator": ";"}}, "is not in the file"),
    "unpivot": (
        {"unpivot": {"into": "year", "values": {"cases": ["1900..1910"]}}},
        "matches no column",
    ),
    "dates": (
        {"period": {"disposed": "Months", "formats": ["%Y-%m-%d"]}},
        "column Months: has no date of these formats",
    ),
    "kind": (
        {"outcomes": {"column": "end", "codes": {"acquitted": ["NG"]}}},
        "must be 'jury_convicted'",
    ),
    "key": ({"plaice": {}}, "did you mean place"),
    "drop": ({"drop": [{"name": "x"}]}, "must have when or unless"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults_say_what_to_do(name, tmp_path):
    more, said = FAULTS[name]
    path = written(tmp_path / "a.csv", as_csv([HEADING, *ROWS]))
    with pytest.raises((pg.errors.TableError, pg.errors.LayoutError), match=said):
        read(path, layout={**OWN, **more})


def test_a_heading_alone_is_no_file(tmp_path):
    with pytest.raises(pg.errors.TableError, match=r"a\.csv: must have rows"):
        read(written(tmp_path / "a.csv", as_csv([HEADING])), layout=OWN)


def test_rows_of_another_width_are_refused(tmp_path):
    path = written(tmp_path / "a.csv", as_csv([HEADING, *ROWS]) + "Adams,Plea\n")
    with pytest.raises(
        pg.errors.TableError,
        match=r"must be as the layout says .*Expected Number of Columns: 3 Found: 2",
    ):
        read(path, layout=OWN)


def test_units_that_do_not_fit_are_refused_and_lengths_not_known_counted(tmp_path):
    path = written(tmp_path / "a.csv", as_csv([HEADING, *ROWS]))
    months = {**OWN, "sentences": {"amount": "Months", "unit": "months"}}
    assert not [line for line in read(path, layout=months).ledger if "not known" in line.rule]
    weeks = as_csv([HEADING, *((a, b, str(int(c or 0) * 1000)) for a, b, c in ROWS)])
    for own, text, said in (
        (OWN["outcomes"], weeks, r"must fit their unit, but 4 of 4 exceed 200 years"),
        (None, as_csv([HEADING, *((*row[:2], "two") for row in ROWS)]), "but none of 5 is"),
    ):
        with pytest.raises(pg.errors.TableError, match=said):
            read(
                written(tmp_path / "b.csv", text),
                layout=months if own is None else {**months, "outcomes": own},
            )
    odd = as_csv([HEADING, *ROWS, ("Adams", "Guilty", "3 apples")])
    line = read(written(tmp_path / "c.csv", odd), layout=months).ledger[-1]
    assert (line.rule, line.rows) == ("custody of a length that is not known", 1)


def test_unknown_codes_are_listed_and_kept_apart(tmp_path, command):
    path = written(
        tmp_path / "a.csv", as_csv([HEADING, *ROWS, ("Adams", "Hex", ""), ("Adams", "", "")])
    )
    found = read(path, layout=OWN)
    assert found.unknown == {"Hex": 1, "": 1}
    assert found.tally().filed == 7
    own = tmp_path / "own.toml"
    own.write_text(
        'title = "T"\nrow = "a case"\nsource = "S"\n'
        '[place]\ncolumn = "county"\n[outcomes]\ncolumn = "end"\n'
        '[outcomes.codes]\npleaded = ["Plea*"]\njury_convicted = ["Guilty"]\n'
        'jury_acquitted = ["NG"]\n'
        'dismissed = ["NP", "Nolle"]\n'
    )
    code, out, err = command("records", path, "--layout", own)
    assert code == 1
    assert "Hex 1" in err
    assert "Adams" in out
    assert command("records", path, "--layout", own, "--unknown", "drop")[0] == 0


COUNTS = """place,ending,2012,2013
Adams,Plea,"1,200",100
Adams,Guilty,10,20
Adams,NG,5,(0)
Brown,Plea,50,60
Total,Plea,"1,250",160
"""
COUNTED = {
    **OWN,
    "place": {"column": "place"},
    "outcomes": {"column": "ending", "codes": CODES},
    "unpivot": {"into": "year", "values": {"cases": ["1990..2030"]}},
    "count": "cases",
    "period": {"disposed": "year"},
}


def test_tables_of_counts_and_their_totals(tmp_path):
    found = read(written(tmp_path / "a.csv", COUNTS), layout=COUNTED)
    assert found.places_named == ("Adams", "Brown")
    assert found.periods == (2012, 2013)
    assert found.tally("Adams", 2012).facing == 1215
    assert {line.rule: line.rows for line in found.ledger}["total rows by place"] == 2
    assert found.tally(period=2013).conviction == rate(20, 20)


TWO_ROWS = """Court statistics;;;;
;Jury;;Judge;
County;Guilty;NG;Guilty;NG
Adams;3;1;2;2
Brown;1;0;0;1
Total;4;1;2;3
Source: the clerk
"""


def test_headings_of_two_rows_and_notes_below(tmp_path):
    own = {
        **OWN,
        "file": {"separator": ";", "heading": 2, "heading_rows": 2, "ragged": True},
        "unpivot": {"into": "end", "values": {"cases": ["Jury *", "Judge *"]}},
        "count": "cases",
        "drop": [{"name": "notes", "when": {"cases": [""]}}],
    }
    codes = {"jury_convicted": ["Jury Guilty"], "jury_acquitted": ["Jury NG"]}
    codes |= {"judge_convicted": ["Judge Guilty"], "judge_acquitted": ["Judge NG"]}
    own["unpivot"]["values"]["cases"] = [code for kind in codes.values() for code in kind]
    own["outcomes"] = {"column": "end", "codes": codes}
    found = read(written(tmp_path / "a.csv", TWO_ROWS), layout=own)
    assert found.places_named == ("Adams", "Brown")
    assert found.tally("Adams").tried == 8
    assert found.tally("Brown").counts["jury_convicted"] == 1


def test_rows_are_set_aside_by_date_and_by_number(tmp_path):
    rows = [("county", "end", "on", "age")]
    rows += [("A", "Plea", f"{day}.06.2013", str(day)) for day in range(10, 20)]
    own = {
        **OWN,
        "period": {"disposed": "on", "formats": ["%d.%m.%Y"]},
        "drop": [
            {"name": "early", "when": {"on": ["< 2013-06-12"]}},
            {"name": "late", "unless": {"age": ["< 18"]}},
        ],
    }
    found = read(written(tmp_path / "a.csv", as_csv(rows)), layout=own)
    ledger = {line.rule: line.rows for line in found.ledger}
    assert (ledger["early"], ledger["late"], found.tally(period=2013).facing) == (2, 2, 6)


LENGTHS = [
    ("number", "months", ["12", "0.5", "x", ""], [1, 1 / 24, None, None]),
    (
        "words",
        "years",
        ["40 Years, 6 Months", "90 Days", "1 Life", "none", "18m", "3", "1,461 d", "2y6mos"],
        [40.5, 90 / 365.25, "life", None, 1.5, 3, 4, 2.5],
    ),
    # nothing is guessed: a number without a unit, and what only begins like one
    ("words", "", ["3", "5 dollars", "40 hrs", "7 yards"], [None, None, 40 / 8766, None]),
    ("yyymmdd", "years", ["50000", "10001", "20600", "1200000"], [5, 1 + 1 / 365.25, 2.5, 120]),
]


@pytest.mark.parametrize(("reading", "unit", "texts", "years"), LENGTHS)
def test_lengths_of_sentences(tmp_path, reading, unit, texts, years):
    rows = [("county", "end", "term"), *((f"P{i}", "Plea", text) for i, text in enumerate(texts))]
    own = {**OWN, "sentences": {"amount": "term", "unit": unit, "reading": reading}}
    found = read(written(tmp_path / "a.csv", as_csv(rows)), layout=own)
    for place, expected in enumerate(years):
        custody = found.tally(f"P{place}").custody["plea"]
        if expected is None:
            assert (custody.unknown, custody.mean) == (1, None)
        elif expected == "life":
            assert (custody.life, custody.mean) == (1, 470 / 12)
        else:
            assert custody.mean == pytest.approx(expected)


def test_units_that_are_not_listed_are_codes_that_are_not_known(tmp_path, command):
    rows = [("county", "end", "term", "unit", "kind")]
    rows += [
        ("A", "Plea", "2", "Y", "jail"),
        ("A", "Plea", "300", "Dollars", "jail"),
        ("A", "Plea", "300", "Dollars", "fine"),
        ("A", "Plea", "9", "", "jail"),
        ("A", "Plea", "", "", "jail"),
        ("A", "Plea", "1", "Term", "jail"),
    ]
    units = {"years": ["Y"], "unknown": ["Term"]}
    sentences = {"amount": "term", "unit_column": "unit", "units": units,
                 "kind": "kind", "custody": ["jail"]}  # fmt: skip
    path = written(tmp_path / "a.csv", as_csv(rows))
    found = read(path, layout={**OWN, "sentences": sentences})
    assert found.unknown == {"unit = (empty)": 1, "unit = Dollars": 1}
    custody = found.tally().custody["plea"]
    assert (custody.cases, custody.unknown, custody.zero, custody.mean) == (6, 4, 1, 1)
    for wrong, said in (
        ({"amount": "term"}, "must state the unit of its amount"),
        ({"amount": "term", "unit_column": "unit"}, "what the words of unit_column mean"),
    ):
        with pytest.raises(pg.errors.LayoutError, match=said):
            read(path, layout={**OWN, "sentences": wrong})


def test_the_row_of_the_heading_is_counted_as_people_see_it(tmp_path):
    """Empty rows above count, whatever the encoding."""
    text = 'Report, "2024"\n\ncounty,end\nA,Plea\n\nA,NG\n'
    own = {**OWN, "file": {"heading": 3}}
    for name in ("utf-8", "utf-16"):
        path = tmp_path / f"{name}.csv"
        path.write_bytes(text.encode(name))
        assert read(path, layout=own).tally().facing == 2


def test_codes_of_sentences(tmp_path):
    rows = [("county", "end", "term", "days", "kind")]
    rows += [
        ("A", "Plea", term, days, kind)
        for term, days, kind in (
            ("-999", "0", "prison"),
            ("9996", "0", "prison"),
            ("12", "73", "prison"),
            ("600", "0", "prison"),
            ("24", "0", "probation"),
            ("9992", "0", "prison"),
        )
    ]
    own = {
        **OWN,
        "sentences": {
            "amount": "term",
            "unit": "months",
            "kind": "kind",
            "custody": ["prison"],
            "missing": ["< 0"],
            "life": [{"term": ["9996"]}],
            "zero": [{"term": ["9992"]}],
            "capped_at_life": True,
            "also": [{"amount": "days", "unit": "days"}],
        },
    }
    custody = read(written(tmp_path / "a.csv", as_csv(rows)), layout=own).tally().custody["plea"]
    assert (custody.cases, custody.unknown, custody.zero, custody.life) == (6, 1, 2, 2)
    assert custody.mean == pytest.approx((2 * 470 / 12 + 1 + 73 / 365.25) / 5)


def test_exact_intervals_are_those_of_binomial_sums():
    for k, n in product(range(6), range(6)):
        if k > n:
            continue
        found = rate(k, n)
        if k > 0:
            assert sum(
                comb(n, i) * found.low**i * (1 - found.low) ** (n - i) for i in range(k, n + 1)
            ) == pytest.approx(0.025)
        if k < n:
            assert sum(
                comb(n, i) * found.high**i * (1 - found.high) ** (n - i) for i in range(k + 1)
            ) == pytest.approx(0.025)
    assert rate(0, 0).value is None


def test_pooling_maximizes_the_likelihood_and_recovers_the_truth():
    rng = np.random.default_rng(3)
    n = rng.integers(1, 200, size=300)
    k = rng.binomial(n, rng.beta(14, 6, size=300))
    found = pooled_rates(k.tolist(), n.tolist())
    assert found.mean == pytest.approx(0.7, abs=0.03)
    assert 10 < found.weight < 40

    def likelihood(mean, weight):
        return stats.betabinom.logpmf(k, n, mean * weight, (1 - mean) * weight).sum()

    best = likelihood(found.mean, found.weight)
    for mean, weight in product((0.98, 1, 1.02), (0.9, 1, 1.1)):
        assert likelihood(found.mean * mean, found.weight * weight) <= best + 1e-6
    for raw, (low, shrunk, high) in zip(found.raw, found.shrunk, strict=True):
        assert low < shrunk < high
        assert min(raw.value, found.mean) - 1e-9 <= shrunk <= max(raw.value, found.mean) + 1e-9
    alike = pooled_rates([50, 500, 5], [100, 1000, 10])
    assert alike.weight > 1e4


def test_intervals_of_pooled_shares_hold_what_is_not_known_of_the_others():
    few = pooled_rates([26, 5, 2], [37, 9, 2])
    together = rate(33, 48)
    for low, _, high in few.shrunk:  # no place is known better than if all were one
        assert high - low > 0.9 * (together.high - together.low)
    rng = np.random.default_rng(11)
    covered = []
    for _ in range(12):
        n, p = rng.integers(1, 40, size=12), rng.beta(14, 6, size=12)
        ends = pooled_rates(rng.binomial(n, p).tolist(), n.tolist()).shrunk
        covered += [low <= share <= high for (low, _, high), share in zip(ends, p, strict=True)]
    assert 0.9 < np.mean(covered) < 0.995
    for counts, totals in (([0, 0], [3, 4]), ([3, 4], [3, 4]), ([0], [0])):
        for low, value, high in pooled_rates(counts, totals).shrunk:
            assert 0 <= low <= value <= high <= 1
            assert high - low > 0.15


@pytest.mark.parametrize(("sizes", "least"), [((1, 2, 3), 0.85), ((3, 5, 8), 0.85), ((1,), 0.85)])
def test_intervals_of_lengths_hold_the_mean_where_few_were_tried(sizes, least):
    rng, means = np.random.default_rng(5), (1, 4, 9)
    weights = np.array(sizes, dtype=float)
    truth = weights @ means[: len(sizes)] / weights.sum()
    held = 0
    for _ in range(300):
        drawn = [rng.exponential(mean, n) for n, mean in zip(sizes, means, strict=False)]
        low, high = _interval([dict.fromkeys(years, 1) for years in drawn], weights)
        held += low <= truth <= high
    assert least < held / 300 < 0.99
    assert _interval([{2.0: 3}], np.array([3.0])) == (2, 2)


SENTENCED = {
    **OWN,
    "class": {"column": "grade"},
    "sentences": {"amount": "years", "unit": "years"},
}


def graded(folder, shift=0):
    rows = [("county", "end", "years", "grade")]
    rows += [("A", "Plea", "1", "low")] * 8 + [("A", "Plea", "4", "high")] * 2
    rows += [
        ("A", "Guilty", str(2 + shift), "low"),
        ("A", "Guilty", "8", "high"),
        ("A", "Guilty", "10", "high"),
    ]
    rows += [
        ("A", "NG", "", "low"),
        ("A", "Guilty", "30", "odd"),
        ("B", "Plea", "1", "low"),
        ("B", "NG", "", "low"),
    ]
    return written(folder / "graded.csv", as_csv(rows))


def test_the_penalty_is_standardized_and_bounded(tmp_path):
    found = penalty(read(graded(tmp_path), layout=SENTENCED), "A")
    assert found.offer == pytest.approx((1 * 1 + 2 * 4) / 3)
    assert found.sentence == pytest.approx((2 + 8 + 10) / 3)
    assert (found.tried, found.left_out) == (4, 1)
    assert found.pooled_offer == pytest.approx(1.6)
    nothing, no_more, graver, both = found.bounds
    assert nothing.offer == (0, 470 / 12)
    assert no_more.offer == (0, found.sentence)
    assert graver.ratio == (found.sentence / (470 / 12), found.ratio)
    assert both.ratio == (1, found.ratio)
    low, high = found.sentence_interval
    assert low < found.sentence < high
    pooled = read(graded(tmp_path), layout=SENTENCED, standardized=False)
    assert penalty(pooled, "A").offer == pytest.approx(1.6)


def test_scenarios_say_where_each_number_is_from(tmp_path):
    found = read(graded(tmp_path), layout=SENTENCED)
    own = found.scenario("A")
    assert own.game.defendants == 15
    assert int(own.game.numbers["capacity"]) == 5
    p = own.facts["conviction"]
    low, high = map(float, p.range)
    assert low < float(p.value) < high
    assert float(p.alternatives[0].value) == pytest.approx(0.8)
    assert all(
        fact.source and fact.note and fact.range
        for name, fact in own.facts.items()
        if name != "defendants"
    )
    assert pg.studies.stated_ranges(own)
    with pytest.raises(pg.ParameterError, match="cannot be had from these records"):
        read(written(tmp_path / "a.csv", as_csv([HEADING, *ROWS])), layout=OWN).scenario("Adams")


def test_what_cannot_be_known_is_refused_in_words(tmp_path):
    own = {**SENTENCED, "refused": {"conviction": "acquittals are sealed"}}
    found = read(graded(tmp_path), layout=own)
    for ask in (
        convictions,
        fit,
        lambda o: o.places(),
        lambda o: o.dockets(),
        lambda o: o.scenario("A"),
    ):
        with pytest.raises(pg.ParameterError, match="acquittals are sealed"):
            ask(found)
    assert "acquittals are sealed" in str(found)
    assert found.scenario("A", conviction="0.7").game.parameters["conviction"] == pytest.approx(0.7)
    purged = {
        **OWN,
        "outcomes": {
            "column": "end",
            "codes": {k: v for k, v in CODES.items() if k != "jury_acquitted"},
        },
    }
    path = written(tmp_path / "a.csv", as_csv([HEADING, *(row for row in ROWS if row[1] != "NG")]))
    with pytest.raises(pg.ParameterError, match="no code of an acquittal"):
        convictions(read(path, layout=purged))


def test_places_dockets_and_frames(tmp_path):
    found = read(graded(tmp_path), layout=SENTENCED)
    table = found.places()
    swept = pg.places.sweep_places(table.open())
    assert [place.name for place in swept.places] == ["A", "B"]
    assert [silo.worth for silo in pg.places.load_silos(table.open())] == [15, 2]
    groups = found.dockets("A")
    assert {docket.class_: docket.defendants for docket in groups.dockets} == {"low": 10, "high": 4}
    assert groups.left_out[0][0] == "odd"
    game = groups.game()
    assert game.sizes.tolist() == [docket.defendants for docket in groups.dockets]
    assert game.capacity == 5
    a, b = groups.dockets[0].strength
    assert groups.dockets[0].conviction == pytest.approx(a / (a + b))
    assert found.to_frame()["facing"].sum() == found.tally().facing


def test_dockets_are_rows_for_games_of_those_who_differ_and_a_law_of_case_strength():
    groups = pg.records.example_outcomes().dockets("North")
    rows = groups.rows()
    game = pg.HeterogeneousGame.of_offers(**rows)
    assert game.offer_ratios == groups.game().offer_ratios
    assert game.sizes.tolist() == [140, 588]
    for ratio, docket in zip(game.offer_ratios, groups.dockets, strict=True):
        assert float(ratio) == pytest.approx(docket.offer / (docket.conviction * docket.sentence))
    law = groups.trial_costs()
    assert [float(cost) for cost in law] == pytest.approx(
        [docket.conviction * docket.sentence for docket in groups.dockets]
    )
    assert list(law.values()) == [140, 588]
    caseload = groups.caseload()
    assert caseload.defendants == 728
    assert caseload.numbers["capacity"] == 37
    offers = [docket.offer * docket.defendants for docket in groups.dockets]
    assert float(caseload.numbers["offer"]) == pytest.approx(sum(offers) / 728)
    # nobody's trial costs less than the offer: all may plead, or all may hold out
    assert min(law) > caseload.numbers["offer"]
    kinds = [cutoff.kind for cutoff in pg.private_cases(caseload, law).cutoffs]
    assert kinds == ["all plead", "mixed at an atom", "all hold out"]
    for docket in groups.dockets:
        beta = docket.law()
        assert beta.mean() == pytest.approx(docket.conviction * docket.sentence)
        assert pg.private_cases(caseload, beta).cutoffs
    sure = pg.records.example_outcomes().dockets("North", conviction="0.75")
    assert [docket.strength for docket in sure.dockets] == [None, None]
    with pytest.raises(pg.ParameterError, match="has one p for all"):
        sure.dockets[0].law()
    with pytest.raises(pg.ParameterError, match="must be above 0 and at most 1"):
        pg.records.example_outcomes().dockets(conviction=0)


def test_what_pleas_imply_is_what_thresholds_say(tmp_path):
    path = written(tmp_path / "a.csv", "county,end,cases\nA,Plea,188\nA,Guilty,9\nA,NG,3\n")
    own = {**OWN, "count": "cases"}
    place = fit(read(path, layout=own), offer=1, sentence=4).places[0]
    game = pg.PleaGame(defendants=200, capacity=12, offer=1, sentence=4, conviction="3/4")
    expected = pg.thresholds(game)
    prosecutor, dominance, defendants = place.rules
    assert dominance.most_ratio == pytest.approx(expected.laplacian_ratio)
    assert defendants.most_ratio == pytest.approx(expected.trial_rate)
    assert prosecutor.most_solidarity[0] == pytest.approx(3 - 1)
    r = float(place.offer_ratio[1])
    assert r == pytest.approx(1 / 3)
    needed = dominance.capacity_needed
    at = [
        float(pg.thresholds(game.with_parameters(capacity=k)).laplacian_ratio)
        for k in (needed - 1, needed)
    ]
    assert at[0] < r <= at[1]
    assert dominance.rejected == (place.offer_ratio[0] > expected.laplacian_ratio)
    share, others = 12 / 200, stats.binom(199, 12 / 200)
    m = np.arange(200)
    gain = 1 / 3 - float(others.pmf(m) @ np.minimum(1, 12 / (m + 1)))
    assert place.precision[0] == pytest.approx(np.log(share / (1 - share)) / gain)


def test_the_audit_goes_from_naive_to_careful(tmp_path):
    own = {
        **OWN,
        "naive": {
            "outcomes.codes": {**CODES, "jury_acquitted": [], "dismissed": ["NP", "NG"]},
            "facing": ["pleaded"],
        },
    }
    path = written(tmp_path / "a.csv", as_csv([HEADING, *ROWS]))
    found = audit(path, layout=own)
    assert [reading.step for reading in found.readings] == [
        "naive",
        "+ outcomes.codes",
        "+ facing = careful",
    ]
    assert [reading.tried for reading in found.readings] == [2, 3, 3]
    assert [reading.facing for reading in found.readings] == [3, 3, 7]
    careful = read(path, layout=own).tally()
    assert found.readings[-1].conviction == careful.conviction.value


def test_built_in_layouts_are_whole():
    for name in layout_names():
        found = layout(name)
        assert found.traps
        assert all(trap.source for trap in found.traps)
    with pytest.raises(pg.errors.LayoutError, match="did you mean florida-srs"):
        layout("florida-sr")


def test_the_example_has_every_key_and_is_read(tmp_path):
    import tomllib

    from plea_games.records.layout_format import (
        Drop,
        Endings,
        FileFormat,
        Layout,
        Period,
        Persons,
        Sentences,
        Unpivot,
        Variable,
    )

    text = pg.records.example_layout()
    pg.records.layout(written(tmp_path / "own.toml", text))
    for model in (Layout, FileFormat, Period, Persons, Sentences, Unpivot, Drop, Endings, Variable):
        for key in model.model_fields:
            assert key.rstrip("_") in text, key
    assert tomllib.loads(text)["file"]["format"] == "csv"


def test_the_command_line(tmp_path, command):
    path = graded(tmp_path)
    own = written(
        tmp_path / "own.toml",
        'title = "T"\nrow = "a case"\nsource = "S"\n'
        '[place]\ncolumn = "county"\n[class]\ncolumn = "grade"\n'
        '[outcomes]\ncolumn = "end"\n[outcomes.codes]\npleaded = ["Plea"]\n'
        'jury_convicted = ["Guilty"]\n'
        'jury_acquitted = ["NG"]\n[sentences]\namount = "years"\nunit = "years"\n',
    )
    at = ("records", path, "--layout", own)
    for show in ("outcomes", "convictions", "penalty", "fit", "dockets", "places"):
        for style in ("table", "json", "csv"):
            code, out, err = command(*at, "--show", show, "--format", style)
            assert (code, err) == (0, ""), (show, style)
            assert out
    code, out, _ = command(*at, "--show", "scenario", "--place", "A")
    assert code == 0
    assert pg.load_scenario(io.BytesIO(out.encode())).game.defendants == 15
    assert "naive" not in command(*at, "--audit")[1]
    assert "florida-srs" in command("records", "--layouts")[1]
    assert command("records", "--example-layout")[1].startswith("# A layout")
    assert "BakerBay" in command("records", "--print-layout", "florida-srs")[1]
    for wrong in (
        (),
        (path,),
        (path, "--layout", "none"),
        (path, "--layout", own, "--facing", "x"),
        ("no.csv", "--layout", own),
        (path, "--layout", own, "--life-months", "0"),
        (path, "--layout", own, "--show", "places", "--offer", "1", "--sentence", "x"),
        (path, "--layout", own, "--show", "dockets", "--conviction", "x"),
        (path, "--layout", own, "--show", "scenario", "--sentence", "x"),
        (path, "--layout", own, "--show", "fit", "--sentence", "x"),
    ):
        code, out, err = command("records", *wrong)
        assert (code, out) == (2, "")
        assert err.startswith("error: ")


def test_inner_lists_of_records():
    record = {"a": 1, "b": [{"c": [1, 2], "d": [{"e": "x"}, {"e": None}]}, {"c": [], "d": []}]}
    assert list(json_rows([record], "b[]", ["a", "b[].c[]", "b[].d[0].e"])) == [
        ["1", "1 | 2", "x"],
        ["1", "", ""],
    ]
    assert list(json_rows([record, {}], "b[].d[]", ["a", "b[].d[].e"])) == [["1", "x"], ["1", ""]]


def test_no_text_of_a_layout_is_run(tmp_path):
    evil = "'); DROP TABLE x; --"
    rows = [("county", 'e"nd', "Months"), ("A", evil, ""), (evil, "Plea", "")]
    own = {
        **OWN,
        "outcomes": {"column": 'e"nd', "codes": {**CODES, "dismissed": [evil, "%", "_*"]}},
    }
    found = read(written(tmp_path / "it's.csv", as_csv(rows)), layout=own)
    assert found.tally(evil).facing == 1
    assert found.tally("A").counts["dismissed"] == 1
    odd = tmp_path / "a*[1].csv"
    odd.write_bytes(Path(tmp_path / "it's.csv").read_bytes())
    assert read(odd, layout=own).counts == found.counts
