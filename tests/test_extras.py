"""The base install does the main job; the rest names the extra that brings what is missing."""

import ast
import json
import pickle
import re
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest

import plea_games as pg
from plea_games.extras import EXTRAS
from tests.citation_files import ROOT, project

PACKAGE = ROOT / "plea_games"
SOURCES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
}
PART_OF = {"distributed": "dask", "pydantic_core": "pydantic"}
IMPORTED_BEFORE = {  # packages that an optional import has brought by then
    "plea_games.records.engine": {"records"},
    "plea_games.sweeps.cluster": {"cluster"},
    "plea_games.sweeps.connection": {"cluster"},
    "plea_games.sweeps.national": {"cluster"},
}
COMMANDS = (
    "thresholds", "equilibria j20", "protocols j20", "levers j20", "race j20",
    "packages j20", "correlated j20", "scenarios j20", "export j20 --to agg", "cite", "figures",
)  # fmt: skip
NEEDED = {
    "sweeps": ["pg.sweep(game, {'capacity': [1, 2]})", "pg.studies.uncertainty"],
    "plots": ["pg.plot.phase_diagram(pg.phase_diagram(['j20']))"],
    "frames": ["pg.thresholds(game).to_frame()"],
    "polars": ["pg.thresholds(game).to_polars()"],
    "nashpy": ["pg.to_nashpy(pair)"],
    "graphs": ["pg.NetworkGame(ties=graph, needed=1)"],
    "gambit": ["pg.from_gambit(file)"],
    "records": ["pg.records.read(table, layout='florida-srs')", "pg.networks.load_ties(workbook)"],
    "cluster": ["connected(workers=1).__enter__()"],
}
BASE = f"""
import sys
sys.modules.update(dict.fromkeys({list(EXTRAS)}, None))
from types import SimpleNamespace
import plea_games as pg
from plea_games.cli import app
from plea_games.sweeps.connection import connected
game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
pair = pg.Docket([pg.Defendant(name, offer=6, sentence=10) for name in "AB"], capacity=1)
graph = SimpleNamespace(adj=0, is_directed=lambda: False, number_of_nodes=lambda: 3)
file, table, workbook = sys.argv[1:]
printed = {{}}

def note(what, ask):
    try:
        printed[what] = str(ask())
    except pg.errors.MissingExtraError as error:
        printed[what] = str(error)

for line in {COMMANDS}:
    sys.argv = ["plea-games", *line.split()]
    try:
        app.main()
    except SystemExit as end:
        printed[line] = end.code
for call in {[call for calls in NEEDED.values() for call in calls]}:
    note(call, lambda: eval(call))
note("page", lambda: len(pg.explore(game).html) > 100_000)
note("two players", lambda: pg.bimatrix([[1, 0], [0, 2]], [[1, 0], [0, 2]]))
import json
json.dump(printed, sys.stderr)
"""


def brought(requirements):
    """Names of distributions, as written without versions and extras, in small letters."""
    return {re.match(r"[\w-]+", each)[0].lower() for each in requirements}


def imports_of(path, module):
    """Each import but those for types: (names, whether at the top, whether it may be missing)."""
    found = []

    def walk(node, top, optional):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
                continue
            if isinstance(child, ast.Import):
                found.append(({alias.name for alias in child.names}, top, optional))
            elif isinstance(child, ast.ImportFrom):
                parts = module.split(".") + ["__init__"] * (path.stem == "__init__")
                base = ".".join([*parts[: len(parts) - child.level], child.module or ""]).strip(".")
                base = base if child.level else child.module
                names = {base, *(f"{base}.{alias.name}" for alias in child.names)}
                found.append((names, top, optional))
            is_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            may_miss = isinstance(child, ast.With) and "optional" in ast.dump(child.items[0])
            walk(child, top and not is_function, optional or may_miss)

    walk(ast.parse(path.read_text()), True, False)
    return found


@pytest.fixture(scope="module")
def imports():
    return {module: imports_of(path, module) for module, path in SOURCES.items()}


@pytest.fixture(scope="module")
def needs(imports):
    """The extras without which a module cannot be imported."""
    needs = {module: set() for module in imports}
    tops = {
        module: set().union(*(names for names, top, _ in listed if top))
        for module, listed in imports.items()
    }
    before = None
    while before != needs:
        before = {module: set(extras) for module, extras in needs.items()}
        for module, names in tops.items():
            needs[module] |= extras_of(names, needs)
    return needs


def extras_of(names, needs):
    outside = {EXTRAS[name.partition(".")[0]] for name in names if name.partition(".")[0] in EXTRAS}
    return outside.union(*(needs.get(name, ()) for name in names))


def test_every_package_that_is_imported_is_required_or_in_its_extra(imports):
    made, distributions = project(), packages_distributions()
    base, extras = brought(made["dependencies"]), made["optional-dependencies"]
    outside = {
        name.partition(".")[0]
        for listed in imports.values() for names, _, _ in listed for name in names
    } - sys.stdlib_module_names - {"plea_games"}  # fmt: skip
    assert set(EXTRAS) <= outside
    for name in outside:
        known = {each.lower() for each in distributions.get(PART_OF.get(name, name), [name])}
        assert known & (brought(extras[EXTRAS[name]]) if name in EXTRAS else base), name


def test_no_import_can_fail_without_naming_the_extra(imports, needs):
    for module, listed in imports.items():
        for names, top, optional in listed:
            if not top and not optional and not module.startswith("plea_games.cli"):  # app.main is
                assert extras_of(names, needs) <= needs[module] | IMPORTED_BEFORE.get(module, set())


def test_nothing_of_an_extra_loads_with_the_command_line(needs):
    assert not {module: extras for module, extras in needs.items() if ".cli" in module and extras}


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """What a process prints, and what fails in it, in which no extra is installed."""
    folder = tmp_path_factory.mktemp("base")
    files = [folder / name for name in ("game.nfg", "table.csv", "ties.xlsx")]
    files[0].write_text('NFG 1 R "" { "A" "B" } { 2 2 }\n\n' + "1 " * 8)
    files[1].write_text("a,b\n1,2\n")
    files[2].write_bytes(b"PK\x03\x04")
    done = subprocess.run(
        [sys.executable, "-c", BASE, *files], capture_output=True, text=True, cwd=folder, timeout=300
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    *messages, noted = done.stderr.splitlines()
    return done.stdout, messages, json.loads(noted)


def test_the_base_install_answers_the_main_questions(base):
    shown, _, noted = base
    for line in COMMANDS[:-1]:
        assert line not in noted, line
    assert "Thresholds by caseload" in shown and "@article{crespo2022" in shown
    assert noted["page"] == "True"
    assert "2 mixed" in noted["two players"] or "equilibri" in noted["two players"]


def test_the_command_line_names_the_extra_in_one_line_and_exits_with_1(base):
    _, messages, noted = base
    assert noted["figures"] == 1
    assert [line for line in messages if line.startswith("error")] == [
        "error: this needs matplotlib: python -m pip install 'plea-games[plots]'"
    ]


@pytest.mark.parametrize("extra", NEEDED)
def test_one_line_names_the_extra_that_is_missing(base, extra):
    install = re.escape(f"python -m pip install 'plea-games[{extra}]'")
    for call in NEEDED[extra]:
        said = re.fullmatch(rf"this needs (\w+): {install}", base[2][call])
        assert said and EXTRAS[said[1]] == extra, base[2][call]


def test_every_extra_is_asked_for():
    extras = project()["optional-dependencies"]
    assert set(NEEDED) == set(EXTRAS.values()) == set(extras) - {"test", "docs", "dev"}


@pytest.mark.parametrize(("page", "shown"), [("README.md", "`{}`"), ("docs/install.md", "[{}]")])
def test_pages_on_installing_name_every_extra(page, shown):
    text = (ROOT / page).read_text().replace(",", "][")
    assert not [extra for extra in NEEDED if shown.format(extra) not in text]


def test_the_error_survives_another_process():
    error = pg.errors.MissingExtraError("zarr", "sweeps")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (type(error), str(error))
    assert isinstance(error, ImportError)
