"""Every public name says what it takes, gives back and refuses, and shows it."""

import inspect
import re
from pathlib import Path

import pytest
from numpydoc.docscrape import NumpyDocString

import plea_games as pg
from tests.public import PUBLIC, ROOMS

# a figure is documented where it stands, under the name of what it draws
FUNCTIONS = sorted(name for name, value in PUBLIC.items() if not isinstance(value, type))
ERRORS = sorted(
    name
    for name, value in PUBLIC.items()
    if isinstance(value, type) and issubclass(value, Exception)
)
CLASSES = sorted(PUBLIC.keys() - set(FUNCTIONS) - set(ERRORS))


def sections(name):
    return NumpyDocString(inspect.getdoc(PUBLIC[name]))


def documented(doc, *titles):
    return {
        part.strip().lstrip("*")
        for title in titles
        for entry in doc[title]
        for part in entry.name.split(",")
    }


def parameters(name):
    return [
        parameter
        for parameter in inspect.signature(PUBLIC[name]).parameters.values()
        if not parameter.name.startswith("_")
    ]


def test_every_public_name_is_looked_at():
    assert len(FUNCTIONS) > 80 and len(ROOMS) >= 14 and len(CLASSES) > 100 and len(ERRORS) == 10
    assert all(isinstance(PUBLIC[name], type) for name in CLASSES)


def test_the_reference_lists_every_public_name_once():
    folder = Path(__file__).parent.parent / "docs" / "reference"
    pages = {page.stem: page.read_text(encoding="utf-8") for page in folder.glob("*.rst")}
    index = pages.pop("index")
    assert sorted(re.findall(r"^   ([a-z-]+)$", index, re.MULTILINE)) == sorted(pages)
    listed = [
        name for page in pages.values() for name in re.findall(r"^   ([\w.]+)$", page, re.MULTILINE)
    ]
    assert sorted(listed) == sorted(PUBLIC)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_name_parameters_results_errors_and_an_example(name):
    doc, taken = sections(name), parameters(name)
    assert {parameter.name for parameter in taken} == documented(doc, "Parameters")
    assert doc["Returns"]
    assert doc["Raises"] or not taken
    assert any(line.startswith(">>> ") for line in doc["Examples"])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_is_raised_for_the_wrong_kind_of_thing_is_documented(name):
    required = [
        parameter
        for parameter in parameters(name)
        if parameter.default is inspect.Parameter.empty
        and parameter.kind is not inspect.Parameter.VAR_KEYWORD
    ]
    if not required:
        return
    strange = {parameter.name: object() for parameter in required}
    first = [strange.pop(parameter.name) for parameter in required
             if parameter.kind is not inspect.Parameter.KEYWORD_ONLY]  # fmt: skip
    with pytest.raises(pg.errors.InputError) as refused:
        PUBLIC[name](*first, **strange)
    assert type(refused.value).__name__ in {entry.type for entry in sections(name)["Raises"]}


@pytest.mark.parametrize("name", CLASSES)
def test_classes_name_what_they_hold_and_show_it(name):
    doc = sections(name)
    taken = {parameter.name for parameter in parameters(name)}
    assert taken <= documented(doc, "Parameters", "Attributes")
    assert doc["Raises"] or not doc["Parameters"]
    is_shown_by_its_verb = doc["Attributes"] and not doc["Parameters"]
    assert is_shown_by_its_verb or any(line.startswith(">>> ") for line in doc["Examples"])


_NAMES = re.compile(r"\*{0,2}[a-z_]\w*(, \*{0,2}[a-z_]\w*)*", re.IGNORECASE)


@pytest.mark.parametrize("name", PUBLIC)
def test_what_is_set_as_a_name_is_one(name):
    public = PUBLIC[name]
    members = vars(public).values() if inspect.isclass(public) else ()
    documents = [inspect.getdoc(each) for each in (public, *members) if callable(each)]
    for doc in map(NumpyDocString, filter(None, documents)):
        named = [entry.name for title in ("Parameters", "Attributes") for entry in doc[title]]
        raised = [entry.type for entry in doc["Raises"]]
        assert [text for text in (*named, *raised) if not _NAMES.fullmatch(text)] == []


@pytest.mark.parametrize("name", ERRORS)
def test_errors_say_when_they_are_raised(name):
    assert issubclass(PUBLIC[name], pg.PleaGamesError)
    assert len(" ".join(sections(name)["Summary"])) > 20
