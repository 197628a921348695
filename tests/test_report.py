"""Reports: they compile, hold the numbers of the results, and are there whole or not at all."""

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from math import hypot
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings, strategies as st
from IPython.core.formatters import DisplayFormatter
from pypdf import PdfReader

import plea_games as pg
from plea_games.caseloads.range_ends import caveats
from plea_games.cli.app import app
from plea_games.latex import tex, text_cell, typeset
from plea_games.report.formats import FORMATS
from plea_games.report.paper import of_caseloads, write_report
from plea_games.sweeps.study import study_example
from plea_games.tables import Column, Hint, Missing, Table
from tests.waiting import HUNG

J20 = pg.scenario("j20")
MOST_OVERFULL = 10  # points
needs_latex = pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no pdflatex")

PREAMBLE = r"""\documentclass[a4paper]{article}
\usepackage[margin=2.5cm]{geometry}
\usepackage{array,booktabs,longtable}
\begin{document}
"""
CASELOAD_TABLES = {
    "scenario", "thresholds", "equilibria", "protocols", "clock", "levers", "contest", "claims",
}  # fmt: skip


def compiled(folder, name="report"):
    """What pdflatex says in its second run, which has to be content."""
    for _ in range(2):
        done = subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", name],
            cwd=folder, capture_output=True, timeout=HUNG,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-2000:]
    log = (folder / f"{name}.log").read_text(encoding="latin-1").replace("\n", " ")
    overfull = [float(width) for width in re.findall(r"Overfull \\hbox \(([\d.]+)pt", log)]
    assert max(overfull, default=0) <= MOST_OVERFULL
    assert not re.search(r"undefined|multiply.defined|Missing character|Rerun", log)
    return log


def rows_of(file):
    return list(csv.DictReader(io.StringIO(file.read_text())))


def pages(log):
    return int(re.search(r"Output written on .*?\((\d+) pages?", log).group(1))


@pytest.fixture(scope="session")
def caseload_report(tmp_path_factory):
    """J20, through the command line."""
    out = tmp_path_factory.mktemp("reports") / "j20"
    done = CliRunner().invoke(app, ["report", "j20", "--out", str(out)], catch_exceptions=False)
    assert done.exit_code == 0
    listed = {Path(line).relative_to(out).as_posix() for line in done.output.split("\n") if line}
    return out, listed


def test_a_report_has_every_table_and_figure_in_every_format(caseload_report):
    out, listed = caseload_report
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert there >= listed >= {"report.tex", "README.md", "references.bib", "explorer.html"}
    for name in CASELOAD_TABLES:
        assert {f"tables/{name}.tex", f"tables/{name}.csv"} <= listed
    figures = {*of_caseloads.CASELOAD_FIGURES, "phase-diagram"}
    for name in figures:
        assert {f"figures/{name}.pdf", f"figures/{name}.svg"} <= listed
    index = (out / "README.md").read_text()
    assert f"plea-games report j20 --out {out}" in index
    assert f"plea_games {pg.__version__} on 20" in index
    for name in listed - {"README.md"}:
        stem = Path(name).with_suffix("").as_posix()
        assert name in index or stem in index, name
    assert "Left out" not in index
    assert os.access(out, os.R_OK | os.X_OK)
    assert not [path for path in out.parent.iterdir() if path != out]
    assert pg.cite("bibtex") == (out / "references.bib").read_text().rstrip()


def test_files_of_a_report_are_what_the_commands_print(caseload_report):
    out, _ = caseload_report
    index = (out / "README.md").read_text()
    printed = dict(re.findall(r"\| tables/(\S+)\.tex, \.csv \| `plea-games (.*)` \|", index))
    assert printed.keys() == CASELOAD_TABLES
    for name in ("scenario", "thresholds", "equilibria", "protocols", "clock"):
        for style, ending in (("latex", "tex"), ("csv", "csv")):
            command = [*printed[name].split(), "--format", style]
            done = CliRunner().invoke(app, command, catch_exceptions=False)
            once = J20.notes() if name != "scenario" and style == "latex" else []
            printed_here = done.output
            for note in once:  # in report.tex
                line = rf"{text_cell(note).latex}\par" + "\n"
                assert line in printed_here, (name, note)
                printed_here = printed_here.replace(line, "")
            written = (out / "tables" / f"{name}.{ending}").read_text()
            for said in caveats(J20, J20.game):  # in the verdict, which LaTeX leaves out
                written = written.replace(rf"{text_cell(said).latex}\par" + "\n", "")
            assert printed_here == written, name


def test_what_a_caseload_rests_on_stands_once_in_its_report(caseload_report):
    out, _ = caseload_report
    document = (out / "report.tex").read_text()
    tables = [file.read_text() for file in (out / "tables").glob("*.tex")]
    assert len(tables) == len(CASELOAD_TABLES)
    for note in J20.notes():
        assert document.count(typeset(note)) == 1
        assert not any(text_cell(note).latex in table for table in tables)


def test_only_plain_text_says_what_to_type():
    table = Table("", [Column("a")], [(1,)], ["A remark.", Hint("'plea-games x' says more.")])
    assert "A remark." in str(table) and "'plea-games x' says more." in table.text(60)
    for text in (table.latex(), table.markdown(), table._repr_html_(), table._repr_latex_()):
        assert "A remark." in text and "plea-games" not in text
    for name in ("claims", "levers j20", "scenarios", "thresholds"):
        printed = CliRunner().invoke(app, [*name.split(), "--format", "latex"]).output
        assert "plea-games" not in printed and "-{}-with" not in printed


def test_numbers_of_a_report_are_those_of_the_results(caseload_report):
    out, _ = caseload_report
    (row,) = rows_of(out / "tables" / "thresholds.csv")
    found = pg.thresholds(J20.game)
    assert float(row["mixed_probability"]) == found.mixed_probability
    assert int(row["tipping_holdouts"]) == found.tipping_holdouts
    text = (out / "tables" / "thresholds.tex").read_text()
    assert f"{100 * found.mixed_probability:.2f}\\%" in text
    assert f"{found.laplacian_ratio:.4f}" in text
    assert r"$\left\lceil{K / r}\right\rceil$" in text


@needs_latex
def test_the_report_of_a_caseload_compiles(caseload_report):
    out, _ = caseload_report
    assert 10 <= pages(compiled(out)) <= 25
    text = (out / "report.tex").read_text()
    packages = set(re.findall(r"\\usepackage(?:\[.*?\])?{(.*?)}", text))
    assert packages == {"geometry", "amsmath,graphicx,array,booktabs,longtable"}
    assert text.isascii()


def test_a_report_reads_as_a_paper_with_its_tables_behind(caseload_report):
    out, _ = caseload_report
    body, appendix = (out / "report.tex").read_text().split(r"\appendix")
    inputs = r"\\input{tables/(\w+)\.tex}"
    assert re.findall(inputs, body) == ["scenario", "thresholds", "equilibria"]
    assert {*re.findall(inputs, body + appendix)} == CASELOAD_TABLES
    assert r"\begin{abstract}" in body
    assert body.count(r"\includegraphics") == 1  # as large as it was drawn, if the page is
    captions = " ".join(re.findall(r"\\caption{(.*)}", body))
    found = pg.thresholds(J20.game)
    share = f"{100 * found.tipping_share:.2f}\\%"
    assert f"it takes {found.tipping_holdouts} defendants, {share} of all" in captions
    assert "With more than 92 trials no number of hold-outs is enough" in captions
    assert pg.thresholds(J20.game.with_parameters(capacity=92)).tipping_share == 1
    assert pg.thresholds(J20.game.with_parameters(capacity=93)).tipping_share is None
    (point,) = pg.phase_diagram(["j20"])
    for phase in (point.hardest_phase, point.easiest_phase):
        assert phase in captions
    (equilibrium,) = pg.contest(J20.game).equilibria
    (posture,), (move,) = equilibrium.postures, equilibrium.moves
    assert f"takes {posture}, organizers {move}" in captions


@needs_latex
def test_no_letter_of_a_report_is_under_eight_points(caseload_report):
    out, _ = caseload_report
    compiled(out)
    sizes = {}

    def note(text, current, matrix, font, size):
        if text.strip():
            scale = hypot(*matrix[2:4]) * hypot(*current[2:4])
            sizes.setdefault(round(size * scale, 1), text.strip())

    for page in PdfReader(out / "report.pdf").pages:
        page.extract_text(visitor_text=note)
    print(sizes)
    assert min(sizes) >= 8


@needs_latex
def test_the_report_of_all_caseloads_compiles(tmp_path):
    out = pg.write_report(out=tmp_path / "all")
    assert 4 <= pages(compiled(out)) <= 12
    named = [row["scenario"] for row in rows_of(out / "tables" / "thresholds.csv")]
    assert named == list(pg.scenario_names())


@needs_latex
@pytest.mark.parametrize(
    ("over", "outputs", "figures", "points"),
    [
        ({"capacity": [6, 12, 24]}, ["tipping_share", "risk_dominant"],
         {"tipping_share-by-capacity", "risk_dominant-by-capacity"}, True),
        ({"capacity": pg.Range(1, 100, 12), "offer": pg.Range(1, 9, 12)}, ["tipping_share"],
         {"tipping_share-by-capacity-offer"}, False),
        ({"capacity": [6, 12], "offer": [1, 2, 3], "sentence": pg.Range(5, 20, 4)},
         ["laplacian_ratio"], {"laplacian_ratio-by-sentence-offer"}, True),
    ],
)  # fmt: skip
def test_the_report_of_a_study_compiles(tmp_path, over, outputs, figures, points):
    study = pg.studies.Study("Trials & offers", J20.game, over, tuple(outputs), 10, 0)
    out = pg.write_report(study, out=tmp_path / "report")
    compiled(out)
    assert {path.stem for path in (out / "figures").iterdir()} == figures
    assert (out / "tables" / "points.tex").exists() == points
    file = out / "tables" / "points.csv" if points else out / "points.csv"
    expected = pg.studies.write_sweep(study.plan, tmp_path / "points.csv").read_text()
    rows, wanted = (list(csv.reader(text.splitlines())) for text in (file.read_text(), expected))
    assert rows[0] == wanted[0]
    assert [[float(cell) if cell else None for cell in row] for row in rows[1:]] == [
        [float(cell) if cell else None for cell in row] for row in wanted[1:]
    ]


@needs_latex
def test_the_report_of_a_study_that_samples_has_intervals(tmp_path):
    file = tmp_path / "study.toml"
    text = study_example().replace("samples = 1000 ", "samples = 50 ")
    file.write_text(text)
    out = tmp_path / "report"
    done = CliRunner().invoke(app, ["report", str(file), "--out", str(out)], catch_exceptions=False)
    assert done.exit_code == 0
    compiled(out)
    rows = rows_of(out / "tables" / "intervals.csv")
    study = pg.studies.load_study(str(file))
    found = pg.studies.uncertainty(
        study.game, study.over, study.outputs, samples=50, rng=study.seed
    )
    assert float(rows[0]["median"]) == found.intervals[0].median
    assert "median over 50 draws" in (out / "report.tex").read_text()

    drawn = text[: text.index("side_payment")] + text[text.index("capacity = {") :]
    file.write_text(drawn)
    only_drawn = pg.write_report(pg.studies.load_study(str(file)), out=tmp_path / "drawn")
    compiled(only_drawn)
    assert (only_drawn / "figures" / "tipping_share-by-sentence.pdf").exists()


THREE = [pg.Defendant(name, offer=9, sentence=10) for name in ("D_1", "D&2", "D3")]
COMMANDS = {
    "caseload": ("thresholds", "panel-office"),
    "caseloads": ("thresholds",),
    "equilibria": ("equilibria", "j20"),
    "protocols": ("protocols", "panel-office"),
    "levers": ("levers", "j20"),
    "claim": ("claims", "7"),
    "scenarios": ("scenarios",),
    "numbers": ("scenarios", "bronx-marijuana"),
    "contest": ("contest", "dc-nine"),
    "clock": ("clock", "panel-office", "--days", "70", "--offers-per-day", "50"),
    "cascade": ("cascade", "j20"),
}


@needs_latex
def test_every_command_prints_tables_that_compile(tmp_path):
    parts = []
    for arguments in COMMANDS.values():
        command = [*arguments, "--format", "latex"]
        done = CliRunner().invoke(app, command, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        parts.append(done.output)
    symbolic = pg.thresholds(pg.PleaGame.symbolic())
    traced = pg.sequences.elimination(pg.Docket(THREE, capacity=1, trials="announced order"))
    parts += [result.table().latex() for result in (symbolic, traced)]
    parts += [symbolic._repr_latex_(), Table("No row", (Column("a"), Column("b")), []).latex()]
    text = "\n\n".join(parts)
    assert text.isascii()
    (tmp_path / "tables.tex").write_text(f"{PREAMBLE}{text}\\end{{document}}\n")
    compiled(tmp_path, "tables")


@needs_latex
def test_whatever_users_write_compiles(tmp_path):
    hostile = (
        r"\input{/etc/passwd} % $x^2$ & #1 {~} _a_ <b> | `c` 'd' \"e\" \write18{ls} -- --- "
        "Łódź Škoda Ångström ÷ ☃ 中文 ₁ ⁿ ∞ αΩ\u00a0½ ı ñ ﬁ\t\x00 [1] " + "x" * 300
    )
    rows = [(f"[{number}] {hostile}", hostile) for number in range(3)]
    columns = (Column(hostile[:60], left=True), Column("[b]", "years", left=True, wrap=30))
    table = Table(hostile[:120], columns, rows, [hostile[:150]])
    assert table.latex().isascii()
    text = table.latex() + "\n" + table._repr_latex_()
    (tmp_path / "table.tex").write_text(f"{PREAMBLE}{text}\\end{{document}}\n")
    for _ in range(2):
        subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "table"],
            cwd=tmp_path, check=True, stdout=subprocess.DEVNULL, timeout=HUNG,
        )  # fmt: skip


@given(st.text(max_size=80))
def test_all_text_becomes_ascii_without_commands_of_its_own(text):
    assert tex(text).isascii()
    assert typeset(text).isascii()
    plain = re.sub(r"\\(text\w+|[a-zA-Z]+|.)", "", tex(text))
    assert not re.search(r"[%#&]", plain)
    assert tex(text).count("\\input") == 0


def test_prose_is_set_as_printers_do():
    said = typeset("'plea-games claims 5' and --with; Bar-Gill's \"no\", pp. 1–2")
    assert said == "`plea-games claims 5' and -{}-with; Bar-Gill's ``no'', pp. 1--2"


TEXT = st.text("abc de-f", max_size=60)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(TEXT, st.integers(0, 10**9), TEXT),
        max_size=6,
    ),
    st.none() | st.integers(5, 60),
)  # fmt: skip
def test_columns_fill_the_line_at_most(rows, wrap):
    columns = (Column("a", left=True, wrap=wrap), Column("b", "cases"), Column("c", left=True))
    text = Table("t", columns, rows).latex()
    shares = [int(share) for share in re.findall(r"\)\*(\d+)/1000", text)]
    assert len(shares) == 3
    assert sum(shares) <= 1000
    assert text.count(r" \\[1pt]") == len(rows) + 2


# Notebooks


def results():
    game = J20.game
    return {
        "thresholds": pg.thresholds(game),
        "formulas": pg.thresholds(pg.PleaGame.symbolic()),
        "equilibria": pg.equilibria(game),
        "protocols": pg.protocols(game),
        "levers": pg.levers(game),
        "contest": pg.contest(game, postures=["one price"], moves=["nothing", "pledge"]),
        "claims": pg.claims(5, 7),
        "claim": pg.claims(5)[5],
        "clock": pg.clock(game, days=70, offers_per_day=5),
        "scenario": J20,
        "phase diagram": pg.phase_diagram(),
    }


@pytest.fixture(scope="session")
def displayed():
    formatter = DisplayFormatter()
    return {name: (result, formatter.format(result)[0]) for name, result in results().items()}


def test_results_render_in_notebooks_as_html_and_as_latex(displayed):
    for name, (result, shown) in displayed.items():
        html, latex = shown["text/html"], shown["text/latex"]
        assert html.count("<table>") == html.count("</table>") == 1, name
        assert html.count("<caption") == html.count("</caption>") == 1, name
        assert html.startswith('<div class="tex2jax_ignore mathjax_ignore">'), name
        assert html.endswith("</div>"), name
        assert html.count("<div") == html.count("</div>") == 1, name
        assert re.sub(r"</?(div|table|caption|thead|tbody|tr|th|td|br|p|small|strong)\b[^<>]*>", "",
                      html).count("<") == 0, name  # fmt: skip
        table = result.table()
        rights = [not column.left for column in table.columns]
        aligned = re.findall(r'<th style="text-align: (left|right);">', html)
        assert [side == "right" for side in aligned] == rights, name
        assert html.count("<tr>") == len(table.rows) + 1, name
        assert r"\begin{longtable}" in latex, name
        assert r"\caption" not in latex, name
        assert latex.isascii(), name


def test_the_same_numbers_in_each_rendering(displayed):
    result, shown = displayed["thresholds"]
    share = f"{100 * result.tipping_share:.2f}"
    assert f"{share}%" in shown["text/html"]
    assert f"{share}\\%" in shown["text/latex"]


def test_whatever_has_latex_for_documents_has_html_for_screens(displayed):
    """Frontends show HTML before LaTeX; without any HTML a longtable would be shown raw."""
    for _, shown in displayed.values():
        assert {"text/plain", "text/html", "text/latex"} <= shown.keys()
    game = DisplayFormatter().format(pg.PleaGame.symbolic())[0]
    assert "text/html" not in game
    assert re.fullmatch(r"\$\\displaystyle .*\$", game["text/latex"], re.DOTALL)
    assert "longtable" not in game["text/latex"]


def test_html_is_escaped():
    table = Table("<i>&\nb", (Column("<a>"),), [("<script>",), (Missing("<why>"),)], ["a < b"])
    html = DisplayFormatter().format(table)[0]["text/html"]
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<i>" not in html
    assert "&lt;i&gt;&amp;<br>b" in html
    assert "&lt;why&gt;" in html


@needs_latex
def test_renderings_for_documents_compile(tmp_path, displayed):
    text = "\n\n".join(shown["text/latex"] for _, shown in displayed.values())
    preamble = PREAMBLE.replace("longtable}", "longtable,amsmath}")
    games = [pg.PleaGame.symbolic()._repr_latex_(), J20.game._repr_latex_()]
    body = "\n\n".join([*games, text])
    (tmp_path / "notebook.tex").write_text(f"{preamble}{body}\\end{{document}}\n")
    compiled(tmp_path, "notebook")


# What can go wrong


def report(*arguments, **kwargs):
    return CliRunner().invoke(app, ["report", *map(str, arguments)], **kwargs)


def test_an_unknown_subject_is_told_without_a_traceback(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "plea_games", "report", "j02", "--out", str(tmp_path / "out")],
        capture_output=True, text=True, timeout=HUNG,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("error: scenario = j02")
    assert "did you mean j20?" in done.stderr
    assert "Traceback" not in done.stderr
    assert not any(tmp_path.iterdir())
    with pytest.raises(pg.errors.InputError, match="did you mean j20"):
        pg.write_report("j02", out=tmp_path / "out")
    with pytest.raises(pg.ParameterError, match="must be a Scenario, its name, the path of a file"):
        pg.write_report(20, out=tmp_path / "out")
    assert not any(tmp_path.iterdir())


def test_faulty_files_are_told(tmp_path):
    file = tmp_path / "own.toml"
    for text, words in (
        (None, "must be a file that can be read"),
        ("title = ", "must be TOML"),
        ('title = "a"\n[over]\ncapacity = [1, 2]\n', "game.defendants: is missing"),
        ('title = "a"\n[parameters.offer]\nvalue = 1\n', "offer"),
    ):
        if text is not None:
            file.write_text(text)
        done = report(file, "--out", tmp_path / "out")
        assert isinstance(done.exception, pg.errors.InputError)
        assert words in str(done.exception)
    assert list(tmp_path.iterdir()) == [file]


def test_studies_are_read_from_stdin(tmp_path):
    study = (
        'title = "T"\nscenario = "j20"\noutputs = ["tipping_share"]\n[over]\ncapacity = [12, 24]'
    )
    done = report("-", "--out", tmp_path / "study", input=study, catch_exceptions=False)
    assert done.exit_code == 0
    (first, _) = rows_of(tmp_path / "study" / "tables" / "points.csv")
    assert float(first["tipping_share"]) == pg.thresholds(J20.game).tipping_share


def test_what_is_there_is_never_touched(tmp_path):
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mine")
    for place in (full, full / "mine.txt"):
        done = report("--out", place)
        assert isinstance(done.exception, pg.ParameterError)
        assert "must not be there yet" in str(done.exception)
    assert (full / "mine.txt").read_text() == "mine"
    assert [path.name for path in tmp_path.rglob("*")] == ["full", "mine.txt"]


SMALL = pg.studies.Study("Trials", J20.game, {"capacity": [6, 12]}, ("tipping_share",), 1, 0)


def test_an_empty_folder_is_filled(tmp_path):
    assert (pg.write_report(SMALL, out=tmp_path) / "report.tex").exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(pg.errors.StoreError, match="could not write"):
        pg.write_report(SMALL, out=tmp_path / "file" / "report")
    with pytest.raises(pg.ParameterError, match="must be a path"):
        pg.write_report(SMALL, out=f"{tmp_path}/a\0b")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_nothing_is_left_when_the_disk_is_full(tmp_path, monkeypatch):
    written = []

    def fails(file, text):
        written.append(file)
        if len(written) == 4:
            raise OSError(28, "No space left on device")
        file.write_text(text)

    monkeypatch.setattr(write_report, "_write", fails)
    with pytest.raises(
        pg.errors.StoreError, match=r"No space left on device.*nothing of it is left"
    ):
        pg.write_report(SMALL, out=tmp_path / "a" / "report")
    assert len(written) == 4
    assert not any((tmp_path / "a").iterdir())


def test_what_has_no_result_is_left_out_and_said(tmp_path, monkeypatch):
    monkeypatch.setattr(of_caseloads, "LARGEST_CONTEST", 100)
    monkeypatch.setattr(of_caseloads, "CASELOAD_FIGURES", {
        **of_caseloads.CASELOAD_FIGURES,
        "protocols": lambda _: pg.PleaGame(defendants=-1, capacity=0, offer=1, sentence=1),
    })  # fmt: skip
    monkeypatch.setattr(of_caseloads, "claims", lambda **_: pg.claims(5))
    own = replace(J20, name="our-county", title="Our county: 5% & more")
    out = pg.write_report(own, out=tmp_path / "report")
    index = (out / "README.md").read_text()
    assert "Left out: contest: beyond 100 defendants" in index
    assert "Left out: figures/protocols: defendants = -1" in index
    assert "plea-games thresholds our-county.toml" in index
    assert "contest" not in (out / "report.tex").read_text()
    assert "figures/protocols.pdf" not in (out / "report.tex").read_text()
    assert "tables/protocols.tex" in (out / "report.tex").read_text()
    if shutil.which("pdflatex"):
        compiled(out)


def test_formats_of_tables_agree_on_which_there_are():
    assert set(write_report._ENDINGS) <= set(FORMATS)


def test_amounts_in_the_figure_of_a_contest_are_decimals():
    office = pg.PleaGame(defendants=100, capacity=5, offer=1, sentence="1.64", conviction="13/34")
    found = pg.contest(office, postures=["one price"], moves=["side payment"])
    assert "/" in str(found.moves[0])
    ax = pg.plot.contest(found)
    (label,) = (text.get_text() for text in ax.get_xticklabels())
    assert label == "side payment\n(f = 0.06271)"
    ax.figure.clear()
