"""What the README shows is what happens; the citation file says what the package is."""

import copy
import dataclasses
import inspect
import pickle
import re
import runpy
import shlex
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

import plea_games as pg
from plea_games.citations import citation
from plea_games.cli import app
from plea_games.cli.game_options import CITATION_FORMATS, FORMATS
from plea_games.model.closed_forms import CLOSED_FORMS
from plea_games.model.parameters import PARAMETERS
from plea_games.report import formats
from tests.public import PUBLIC, ROOMS

ROOT = Path(__file__).parent.parent
placeholders = runpy.run_path(str(ROOT / "docs" / "_extensions" / "placeholders.py"))[
    "placeholders"
]
CONSOLE = re.findall(
    r"```console\n\$ plea-games (.*?)\n(.*?)\n```", (ROOT / "README.md").read_text(), re.DOTALL
)


@pytest.mark.parametrize(("arguments", "shown"), CONSOLE)
def test_the_readme_shows_what_the_commands_print(installed, arguments, shown):
    done = installed(*shlex.split(arguments))
    assert done.returncode == 0
    assert done.stdout.decode().rstrip() == shown


def test_the_readme_shows_commands():
    assert len(CONSOLE) >= 2


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/*.md")),
                         ids=lambda path: path.name)  # fmt: skip
def test_blocks_of_code_are_closed_before_the_next_begins(path):
    fences = re.findall(r"^ *```+(.*)$", path.read_text(), re.MULTILINE)
    assert all(fences[::2])
    assert not any(fences[1::2])


def test_limits_are_those_of_the_code():
    text = (ROOT / "docs" / "limits.md").read_text()
    stated = re.findall(r"\{constant\}`([\d,]+) <([\w.]+)\.(\w+)>`", text)
    assert len(stated) == text.count("{constant}`") >= 12
    for number, module, name in stated:
        assert number == f"{getattr(import_module(module), name):,}", name


def test_the_readme_names_every_command():
    readme = (ROOT / "README.md").read_text()
    assert all(f"`plea-games {command.name}" in readme for command in app.COMMANDS)


def test_one_command_draws_every_figure_of_the_readme(installed, tmp_path):
    readme = (ROOT / "README.md").read_text()
    figures = re.findall(r"!\[.*?\]\((.*?)\)", readme)
    command = re.search(r"`plea-games (figures --out docs/figures)`", readme)
    assert figures
    assert installed(*command[1].split()).returncode == 0
    assert all((tmp_path / figure).is_file() for figure in figures)


def test_citations_name_all_three_works():
    for style in ("bibtex", "apa"):
        text = pg.cite(style)
        assert all(
            part in text for part in ("plea", "Bar-Gill", "Ben-Shahar", "Crespo", "737", "1999")
        )


def test_lists_that_spare_the_command_line_an_import_are_true():
    assert FORMATS == formats.FORMATS
    assert CITATION_FORMATS == citation.CITATION_FORMATS


def test_one_list_of_parameters_and_one_of_thresholds():
    signature = inspect.signature(pg.PleaGame).parameters
    defaults = {p.name: None if p.default is p.empty else p.default for p in signature.values()}
    assert defaults == {parameter.name: parameter.default for parameter in PARAMETERS}
    fields = [
        field.name
        for field in dataclasses.fields(pg.results.Thresholds)
        if field.name not in ("game", "regimes", "exact", "caveats")
    ]
    assert fields == [form.name for form in CLOSED_FORMS]


def test_every_public_name_is_there_and_documented():
    for name, public in {**PUBLIC, **ROOMS}.items():
        assert inspect.getdoc(public), name


def test_results_can_be_pickled_and_copied():
    game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    for result in (game, pg.thresholds(game), pg.equilibria(game), pg.scenario("j20")):
        again = pickle.loads(pickle.dumps(result))
        assert again == result == copy.deepcopy(result)


def test_parameters_are_attributes():
    game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    for parameter in PARAMETERS:
        assert getattr(game, parameter.name) == game.parameters[parameter.name]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pg.thresholds(3), "must be a PleaGame"),
        (lambda: pg.cite("mla"), "must be one of .bibtex."),
        (lambda: pg.to_gambit(pg.scenario("j20").game, "xml"), "must be one of .nfg."),
        (lambda: pg.scenario(3), "scenario = 3"),
        (lambda: pg.AnonymousGame(gain="12"), "must be a list of numbers"),
        (lambda: pg.AnonymousGame(gain=5), "must be a list of numbers"),
        (lambda: pg.AnonymousGame(gain={1: 2}), "must be a list of numbers"),
    ],
)
def test_the_wrong_kind_of_thing_is_refused_in_words(call, message):
    with pytest.raises(pg.errors.InputError, match=message):
        call()


def test_results_render_in_notebooks():
    game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    assert r"\Delta(m)" in game._repr_latex_()
    for result in (pg.thresholds(game), pg.equilibria(game), pg.scenario("j20")):
        html = result._repr_html_()
        assert html.count("<table>") == html.count("</table>") == 1
        assert "<td>" not in html and "<th>" not in html  # notebooks would align them right
    symbolic = pg.thresholds(pg.PleaGame.symbolic())._repr_html_()
    assert "&lt;" in symbolic


def _extension(name):
    spec = spec_from_file_location(name, ROOT / "docs" / "_extensions" / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_notebook_is_an_essay_of_the_documentation():
    listed = _extension("essays").ROW.findall((ROOT / "notebooks" / "README.md").read_text())
    assert {name for name, _, _ in listed} == {
        file.stem for file in (ROOT / "notebooks").glob("*.ipynb")
    }


def test_dead_links_of_the_documentation_are_told(tmp_path):
    links = _extension("links")
    (tmp_path / "there.html").write_text('<p id="here"><a href="https://example.org">out</a>')
    (tmp_path / "start.html").write_text(
        '<a href="there.html#here">1</a><a href="there.html#gone">2</a><a href="#top">3</a>'
        '<img src="lost.png"><h1 id="top">'
    )
    pages = {file: links.Page(file) for file in tmp_path.glob("*.html")}
    assert [target for _, target in links.dead(pages)] == ["lost.png", "there.html#gone"]


@pytest.mark.parametrize("path", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.name)
def test_the_documentation_names_commands_that_there_are(path):
    named = re.findall(r"(?:`|^\$ )plea-games ([a-z]\w*)", path.read_text(), re.MULTILINE)
    assert {*named} <= {command.name for command in app.COMMANDS}


@pytest.mark.parametrize("path", sorted((ROOT / "docs").rglob("*.md")) + sorted(ROOT.glob("*.md")),
                         ids=lambda path: path.name)  # fmt: skip
def test_no_page_holds_a_placeholder(path):
    assert not placeholders(path.read_text())


@pytest.mark.parametrize("line", ["FUZZ", "  TODO: say more", "XXX", "TBD", "SOME_WORD"])
def test_placeholders_are_told(line):
    assert placeholders(f"A sentence.\n\n{line}\n") == [line.strip()]
    assert not placeholders("NASA launched it, and XXX is a word within a line.\n")
