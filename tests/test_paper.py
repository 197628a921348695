"""The paper shows what the package computes, cites what it lists, and is as journals ask."""

import re
from importlib.util import module_from_spec, spec_from_file_location

import yaml

from plea_games.citations.citation import papers, software
from tests.citation_files import ROOT

PAPER = (ROOT / "paper" / "paper.md").read_text("utf-8")
_, HEAD, BODY = PAPER.split("---\n", 2)
REFERENCES = (ROOT / "paper" / "paper.bib").read_text("utf-8")


def made():
    spec = spec_from_file_location("make", ROOT / "paper" / "make.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_of_claims_is_computed():
    make = made()
    assert make.claims_table().count("\n") == len(make.CLAIMS)
    assert make.with_table(PAPER) == PAPER, "run python paper/make.py"
    assert make.with_table(PAPER.replace("5.72", "5.73")) == PAPER


def test_every_reference_is_cited_and_every_citation_listed():
    assert set(re.findall(r"@(\w+)\]", BODY)) == set(re.findall(r"^@\w+\{(\w+),", REFERENCES, re.M))
    for work in papers():
        entry = re.search(rf"\{{{work['key']},\n(.*?)\n\}}", REFERENCES, re.DOTALL)[1]
        for name in ("title", "journal", "volume", "start"):
            assert work[name] in entry, name


def test_it_is_of_this_software_and_of_nobody_else():
    about, head = software(), yaml.safe_load(HEAD)
    assert (head["title"], head["authors"]) == (about["title"], about["authors"])
    assert head["date"] == f"{about['date-released']:%-d %B %Y}"


def test_sections_and_length_are_what_the_journal_asks():
    sections = re.findall(r"^# (.*)$", BODY, re.MULTILINE)
    asked = ["Summary", "Statement of need", "State of the field", "Software design",
             "Research impact statement", "AI usage disclosure", "Acknowledgements",
             "References"]  # fmt: skip
    assert [section for section in sections if section in asked] == asked
    words = re.sub(r"(?m)^[|:].*$|\$.*?\$", "", BODY).split()
    assert 750 <= len(words) <= 1750


def test_figures_are_those_that_are_drawn():
    drawn = re.search(r"return \{(.*?)\}", (ROOT / "paper" / "make.py").read_text(), re.DOTALL)[1]
    assert re.findall(r"\(figures/(\w+)\.pdf\)", BODY) == re.findall(r'"(\w+)":', drawn)
