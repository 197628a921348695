"""Every quotation and every page, against the text of Crespo (2022), where it is at hand."""

import ast
import json
import re
from pathlib import Path

import pytest

import plea_games as pg
from plea_games.caseloads.claims.checking import SUBJECTS
from plea_games.caseloads.claims.statement import read_statements

from . import crespo

pytestmark = pytest.mark.skipif(not crespo.FILE.is_file(), reason="the essay is not at hand")

ROOT = Path(__file__).resolve().parents[1]
SAID = {
    said.item: said
    for subject in SUBJECTS
    for said in read_statements(subject.__name__.rpartition(".")[2]).claims
} | {said.item: said for said in read_statements("not_computed").not_computed}

_ABOUT = re.compile(r"Crespo|Ganz|Lummus|Alschuler|Bar-Gill|Roberts|Andrias")
_FEWEST = 4  # words that make a quotation


def test_pages_are_told_apart_as_the_table_of_contents_has_them():
    for page, heading in {
        2004: "EXPOSING THE HEEL", 2005: "A. The System's Massive Scale",
        2007: "B. The System's Concentrated Harms", 2009: "C. The System's Fragmentation",
        2011: "D. The System's (Conservative) Procedural Formalism",
        2016: "PRISONERS' DILEMMAS", 2022: "DEFENDERS' DILEMMAS", 2024: "CONCLUSION",
    }.items():  # fmt: skip
        assert heading in crespo.text_of_page(page)
    assert crespo.last_note() == 114
    assert [crespo.page_of_note(note) for note in (1, 61, 95, 96, 101, 114)] == [
        2000, 2012, 2018, 2019, 2020, 2024,
    ]  # fmt: skip


@pytest.mark.parametrize("item", SAID)
def test_quotations_are_letter_for_letter(item):
    said = SAID[item]
    assert said.quotes
    for quote in said.quotes:
        assert crespo.plain(quote.words) in crespo.text_at(quote.at), quote


@pytest.mark.parametrize("item", SAID)
def test_every_place_named_is_quoted_and_no_other(item):
    said = SAID[item]
    assert crespo.places(said.source) == {quote.at for quote in said.quotes}


@pytest.mark.parametrize("item", SAID)
def test_pages_of_other_works_are_those_that_the_essay_names(item):
    text = crespo.plain(crespo.FILE.read_text(encoding="utf-8"))
    for page in crespo.pinned_pages(SAID[item].source):
        assert re.search(rf"(?:at|\b\d+), {page}|at {page}|MASS. .*{page}|{page} \(1937\)",
                         text.replace("–", "-")), page  # fmt: skip


def places_in_files():
    """Every "Crespo (2022), …" of the package, the documentation and the notebooks."""
    files = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("docs/**/*.rst"),
             *ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("plea_games/**/*.py"),
             *ROOT.glob("plea_games/**/*.toml")]  # fmt: skip
    pattern = re.compile(r"Crespo \(?2022\)?,[^\n;:.]{0,12}?((?:pp?|nn?)\. \d[^;:\n]{0,50})")
    for file in files:
        if "_build" not in file.parts:
            for found in pattern.findall(file.read_text(encoding="utf-8")):
                yield file, found


def test_pages_and_notes_named_anywhere_exist():
    named = 0
    for file, places in places_in_files():
        for place in crespo.places(f"Crespo, {places}"):
            kind, number = place.split()
            last = crespo.last_note() if kind == "n." else 2024
            first = 1 if kind == "n." else crespo.FIRST_PAGE
            assert first <= int(number) <= last, (file.name, places)
            named += 1
    assert named > 50


def prose():
    """The paragraphs of the documentation, the notebooks and the docstrings."""
    for file in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")):
        yield from ((file.name, part) for part in file.read_text(encoding="utf-8").split("\n\n"))
    for file in ROOT.glob("notebooks/*.ipynb"):
        for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                yield from ((file.name, part) for part in "".join(cell["source"]).split("\n\n"))
    for file in ROOT.glob("plea_games/**/*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                text = ast.get_docstring(node) or ""
                yield from ((file.name, part) for part in text.split("\n\n"))


def test_quotations_in_prose_are_letter_for_letter():
    text = crespo.plain(crespo.FILE.read_text(encoding="utf-8"))
    quoted = 0
    for file, paragraph in prose():
        if not _ABOUT.search(paragraph):
            continue
        told = re.sub(r"```.*?```|`[^`]*`|>>>.*", "", crespo.plain(paragraph), flags=re.S)
        for words in re.findall(r'"([^"]+)"', told):
            if len(words.split()) >= _FEWEST:
                assert words.rstrip(".,;") in text, (file, words)
                quoted += 1
    assert quoted >= 5


@pytest.mark.parametrize("name", pg.scenario_names())
def test_places_of_scenarios_hold_their_numbers(name):
    """A whole number that is sourced to a page or note of the essay stands there, in some form."""
    for label, fact in pg.scenario(name).facts.items():
        if fact.status != "sourced" or fact.value != int(fact.value):
            continue
        places = crespo.places(fact.source)
        value = int(fact.value)
        words = {20: "twenty", 450: "four to five", 1600000: "$1.6 million", 210: "3 percent",
                 100: "one hundred", 500: "five hundred"}  # fmt: skip
        written = " ".join(crespo.text_at(place).replace(",", "") for place in places)
        assert not places or str(value) in written or words.get(value, "?") in written, label
