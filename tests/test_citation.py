"""How works are cited, and that every work that a caseload or a claim cites is among them."""

import json
import re

import pytest
import yaml

import plea_games as pg
from plea_games.caseloads.claims.checking import SUBJECTS
from plea_games.caseloads.claims.statement import read_statements
from plea_games.citations.citation import cited_works, papers, software
from tests.citation_files import FILES, ROOT, project

MARKS = {"seen", "seen in part", "from memory"}
OURS = re.compile(  # sources that are no works
    r"^(Crespo \(2022\)|New York's |From memory|State statutes)", re.MULTILINE
)


def sources():
    """Every source of a built-in caseload or a claim, and who makes each claim."""
    for name in pg.scenario_names():
        for fact in pg.scenario(name).facts.values():
            yield fact.source
            yield from (other.source for other in fact.alternatives)
    for subject in (*SUBJECTS, None):
        name = "not_computed" if subject is None else subject.__name__.rpartition(".")[2]
        file = read_statements(name)
        for said in (*file.claims, *file.not_computed):
            yield from (said.by, said.source)
            for fact in getattr(said, "parameters", {}).values():
                yield fact.source


def entries():
    return re.findall(r"@(\w+)\{(\w+),\n(.*?)\n\}", pg.cite("bibtex", all_works=True), re.DOTALL)


def test_bar_gill_and_ben_shahar_are_cited_as_printed():
    assert pg.cite("apa").splitlines()[1] == (
        "Bar-Gill, O., & Ben-Shahar, O. (2009). The Prisoners' (Plea Bargain) Dilemma. "
        "Journal of Legal Analysis, 1(2), 737."
    )
    assert pg.cite("bluebook").splitlines()[1:] == [
        "Oren Bar-Gill & Omri Ben-Shahar, The Prisoners' (Plea Bargain) Dilemma, "
        "1 J. Legal Analysis 737 (2009).",
        "Andrew Manuel Crespo, No Justice, No Pleas: Subverting Mass Incarceration Through "
        "Defendant Collective Action, 90 Fordham L. Rev. 1999 (2022).",
    ]
    assert "number   = {2}" in pg.cite("bibtex")
    record = yaml.safe_load(pg.cite("cff"))
    paper = record["references"][0]
    assert (paper["issue"], paper["issue-date"], paper["start"]) == ("2", "Summer 2009", "737")
    assert not {"end", "doi"} & set(paper)  # neither was seen
    assert "end" not in record["references"][1]


def test_works_by_date_and_in_collections():
    lines = pg.cite("bluebook", all_works=True).splitlines()
    clines = "Francis X. Clines, Ex-Inmates Urge Return to Areas of Crime to Help, N.Y. Times, "
    assert f"{clines}Dec. 23, 1992, at A1." in lines
    apa = pg.cite("apa", all_works=True)
    assert "Gershowitz, A. M., & Killinger, L. R. (2011)." in apa
    assert "(n.d.)" in apa
    kinds = {key: kind for kind, key, _ in entries()}
    assert (kinds["ganz2010"], kinds["lummus1937"], kinds["kim2015"]) == (
        "incollection", "misc", "article",
    )  # fmt: skip


def test_every_entry_says_whether_the_work_was_seen():
    software, *works = entries()
    assert software[0] == "software"
    assert len(works) == 2 + len(cited_works())
    for _, key, body in works:
        note = re.search(r"note     = \{(.+?)\}", body)[1]
        assert any(note.lower().startswith(f"{mark}:") for mark in MARKS), key
    keys = [key for _, key, _ in entries()]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("style", ["apa", "bluebook", "bibtex"])
def test_all_works_follow_the_two_papers(style):
    assert pg.cite(style, all_works=True).startswith(pg.cite(style))
    assert pg.cite("cff", all_works=True) == pg.cite("cff")


def test_every_work_that_is_cited_has_an_entry():
    names = [name for work in cited_works() for name in work["cited"]]
    known = re.compile("|".join(map(re.escape, [*names, "Bar-Gill", "Crespo"])))
    every = [source for source in sources() if source]
    for source in every:
        if re.search(r"\(\d{4}\)|\bin part\b|\b(19|20)\d\d\b", source):
            assert known.search(source) or OURS.search(source), source
    for work in cited_works():
        assert any(name in source for source in every for name in work["cited"]), work["key"]


def test_the_command(command):
    code, out, _ = command("cite", "--format", "bluebook", "--all-works")
    assert code == 0
    assert out.strip() == pg.cite("bluebook", all_works=True)


@pytest.mark.parametrize("name", FILES)
def test_citation_files_are_of_one_source(name):
    assert (ROOT / name).read_text("utf-8") == FILES[name](), "run python -m tests.citation_files"


def test_what_the_project_says_elsewhere_is_what_is_cited():
    about, made = software(), project()
    name, _, title = about["title"].partition(": ")
    assert (made["description"].lower(), made["name"]) == (title, name.replace("_", "-"))
    assert (made["license"], made["keywords"]) == (about["license"], about["keywords"])
    assert made["authors"] == about["authors"]
    latest = re.search(r"^## \[([\d.]+)\] - (\S+)$", (ROOT / "CHANGELOG.md").read_text(), re.M)
    assert latest.groups() == (pg.__version__, str(about["date-released"]))


def test_no_address_is_claimed_while_there_is_none():
    texts = [(ROOT / name).read_text() for name in FILES]
    assert "no public address" in texts[0]
    assert not re.search("(repository|url|doi|identifiers?)\\W*:", "".join(texts), re.I)
    assert "urls" not in project()


def items():
    return {item["id"]: item for item in json.loads(pg.cite("csl-json", all_works=True))}


def test_csl_json_has_every_work_once():
    every = (software(), *papers(), *cited_works())
    assert list(items()) == [work["key"] for work in every]
    assert items()["bargill2009"] == {
        "id": "bargill2009",
        "type": "article-journal",
        "title": "The Prisoners' (Plea Bargain) Dilemma",
        "author": [
            {"family": "Bar-Gill", "given": "Oren"},
            {"family": "Ben-Shahar", "given": "Omri"},
        ],
        "issued": {"date-parts": [[2009]]},
        "container-title": "Journal of Legal Analysis",
        "volume": "1",
        "issue": "2",
        "page": "737",
        "note": f"source {papers()[0]['notes']}",
    }
    notes = [item["note"] for item in items().values() if "note" in item]
    assert not any(re.match(r"[\w-]+:", note) for note in notes)  # which programs read as a field
    assert "issued" not in items()["cnn"]
    assert {item["type"] for item in items().values()} == {
        "software", "article-journal", "article-magazine", "chapter", "document",
    }  # fmt: skip


def test_ris_says_what_csl_json_says():
    records = pg.cite("ris", all_works=True).split("\n\n")
    kinds = {"COMP": "software", "JOUR": "article-journal", "MGZN": "article-magazine",
             "CHAP": "chapter", "GEN": "document"}  # fmt: skip
    tags = {"TI": "title", "T2": "container-title", "VL": "volume", "IS": "issue", "SP": "page",
            "ET": "version"}  # fmt: skip
    for record, item in zip(records, items().values(), strict=True):
        lines = re.findall(r"^([A-Z][A-Z0-9])  - (.*)$", record, re.MULTILINE)
        assert len(lines) == len(record.splitlines())
        assert (lines[0][0], lines[-1]) == ("TY", ("ER", ""))
        read = dict(lines)
        assert kinds[read["TY"]] == item["type"]
        assert read["ID"] == item["id"]
        assert {name: read[tag] for tag, name in tags.items() if tag in read} == {
            name: item[name] for name in tags.values() if name in item
        }
        assert item.get("note", "source None") == f"source {read.get('N1')}"
        assert [text for tag, text in lines if tag == "AU"] == [
            author.get("literal") or f"{author['family']}, {author['given']}"
            for author in item["author"]
        ]
        year = item.get("issued", {}).get("date-parts", [[None]])[0][0]
        assert read.get("PY") == (year and str(year))


def test_every_dataset_carries_the_citation():
    game = pg.PleaGame(defendants=100, capacity=10, offer=1, sentence=4)
    said = pg.sweep(game, {"capacity": [5, 10]}, ["tipping_share"]).attrs["references"]
    assert all(line in said for line in pg.cite("bluebook").splitlines())
