"""Every text that a user can give, at every place where it comes out."""

import csv
import io
import json
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pandas
import pygambit
import pytest
import xarray
from pyarrow import parquet

import plea_games as pg
from plea_games.report.formats import render
from plea_games.tables import Column, Table
from tests.waiting import HUNG

TEXTS = {
    "escape": "a\x1b[2Jb", "C1": "a\x9b2Jb", "bell": "a\x07b", "delete": "a\x7fb",
    "bidirectional": "a\u202eb", "isolate": "a\u2066b", "line separator": "a\u2028b",
    "tag": "<b>x</b><script>alert(1)</script>", "entity": "&lt;", "mathematics": "$x^2$",
    "equals": "=1+1", "plus": "+1", "minus": "-1", "at": "@SUM(A1)", "tab": "\t=1",
    "bracket": "[x]", "other script": "李", "TeX": r"\input{x}%&#_^~{}", "backslash": "a\\",
    "pipe": "a|b", "stars": "**a**", "backtick": "`a`", "link": "[a](javascript:x)",
    "quote": 'a"b', "two lines": "a\nb", "spaces": "  a  b ", "RTL": "שלום", "joiner": "a\u200db",
    "emoji": "😀", "comma": "a,b", "chance": "Chance",
}  # fmt: skip
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]")


@pytest.fixture(params=TEXTS.values(), ids=TEXTS.keys())
def text(request):
    return request.param


def table(text):
    return Table(text, (Column(text, left=True), Column("n")), [(text, 1)], [text])


def test_terminal(text):
    for width in (None, 30):
        assert not HIDDEN.search(table(text).text(width))
    for form in ("table", "json", "csv", "markdown", "latex"):
        assert not HIDDEN.search(render(table(text), [{"name": text}], form))


def test_json_says_it_exactly(text):
    assert json.loads(render(table(text), [{"name": text}], "json")) == [{"name": text}]


def test_csv_holds_no_formulas(text):
    said = render(table(text), [{"name": text, "amount": -1.5}], "csv")
    (row,) = csv.DictReader(io.StringIO(said))
    assert row["amount"] == "-1.5"
    assert not row["name"].lstrip().startswith(("=", "+", "-", "@"))
    assert text.strip()[0] in "=+-@" or row["name"][0] != "'"
    assert len(pandas.read_csv(io.StringIO(said))) == 1


class Read(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.said = [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.said.append(data)


def test_html_is_text_and_no_mathematics(text):
    reader = Read()
    reader.feed(table(text)._repr_html_())
    assert {tag for tag, _ in reader.tags}.isdisjoint({"b", "script", "a"})
    assert "mathjax_ignore" in reader.tags[0][1]["class"].split()
    if not HIDDEN.search(text):
        assert " ".join(text.split()) in " ".join("".join(reader.said).split())


def test_markdown_is_text(text):
    said = table(text).markdown()
    assert "<b>" not in said
    assert "<script" not in said
    assert "](" not in said
    assert re.search(r"(?<!\\)\$", said) is None
    rows = [line for line in said.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {3}


def test_latex_of_brackets_below_rules():
    """A rule takes a bracket that follows for its width, and pdflatex would never finish."""
    said = table("[x]").latex()
    for rule in ("toprule", "midrule", "endhead", "endfoot"):
        assert re.search(rf"\\{rule}\n\[", said) is None
    assert said.count("\n{}[x]") >= 3


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no pdflatex")
def test_latex_is_set_by_pdflatex(tmp_path):
    names = [name for name in TEXTS.values() if "input" not in name]
    listed = Table("Texts", (Column("[first]", left=True), Column("n")), [(n, 1) for n in names])
    (tmp_path / "a.tex").write_text(
        "\\documentclass{article}\\usepackage{array,booktabs,longtable}\\begin{document}\n"
        + "\n".join([listed.latex(), *(table(name).latex() for name in names)])
        + "\n\\end{document}\n"
    )
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "a.tex"],
        cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, timeout=HUNG, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout.decode("latin-1")[-2000:]


@pytest.mark.parametrize("form", ["nfg", "efg"])
def test_gambit_reads_it_or_it_is_refused_by_name(text, form):
    def docket(*names):
        return pg.Docket([pg.Defendant(n, offer=1, sentence=3) for n in names], capacity=1)

    try:
        game = docket(text, "Bo")
    except pg.ParameterError:  # no name at all
        return
    if text == "Chance":
        with pytest.raises(pg.ParameterError, match="name = Chance: is what Gambit calls"):
            pg.to_gambit(game, form)
        return
    read = pygambit.read_nfg if form == "nfg" else pygambit.read_efg
    found = read(io.BytesIO(pg.to_gambit(game, form).encode()))
    labels = [getattr(player, "label", player) for player in found.players]
    assert labels[1] == "Bo"
    assert not HIDDEN.search(labels[0])


@pytest.mark.parametrize("twin", ["Ann  Lee", "Ann\nLee", " Ann Lee"])
def test_names_that_gambit_cannot_tell_apart_are_refused(twin):
    game = pg.Docket(
        [pg.Defendant(name, offer=1, sentence=3) for name in ("Ann Lee", twin)], capacity=1
    )
    with pytest.raises(pg.ParameterError, match="the same as another in Gambit's files"):
        pg.to_gambit(game)


def study(text):
    game = pg.PleaGame(defendants=90, capacity=12, offer=4, sentence=10)
    return pg.studies.Study(text, game, {"capacity": [6, 12]}, ("tipping_share",), 1, 0)


@pytest.mark.parametrize("ending", [".zarr", ".nc", ".parquet"])
def test_attributes_of_files_say_it_exactly(text, tmp_path, ending):
    file = pg.studies.write_sweep(study(text).plan, tmp_path / f"a{ending}")
    if ending == ".parquet":
        assert parquet.read_schema(file).metadata[b"title"].decode() == text
        return
    engine = "zarr" if ending == ".zarr" else "h5netcdf"
    with xarray.open_dataset(file, engine=engine) as found:
        assert found.attrs["title"] == text
        lists = [v for a in found.variables.values() for v in a.attrs.values()]
        assert all(isinstance(value, str) for value in found.attrs.values())
        assert all(isinstance(value, str) or len(value) > 1 for value in lists)


@pytest.mark.parametrize("which", ["tag", "escape", "link", "mathematics"])
def test_the_page_of_a_report_holds_no_markup(tmp_path, which):
    folder = pg.write_report(study(TEXTS[which]), out=tmp_path / "report", progress=False)
    said = (folder / "README.md").read_text()
    assert "<b>" not in said
    assert "<script" not in said
    assert not HIDDEN.search(said)
    assert "](javascript" not in said


@pytest.mark.parametrize("command_name", ["thresholds", "scenarios"])
def test_titles_of_files_do_not_steer_the_terminal(command, tmp_path, command_name):
    from plea_games.caseloads.scenarios import scenario_source

    content = scenario_source("j20")
    title = 'title = "a\\u001b[2J\\u202eb"'
    (tmp_path / "own.toml").write_text(re.sub(r"(?m)^title = .*$", lambda _: title, content))
    for form in ("table", "json", "csv", "markdown", "latex"):
        code, said, complained = command(command_name, tmp_path / "own.toml", "--format", form)
        assert not HIDDEN.search(said + complained)
        assert code == 0
