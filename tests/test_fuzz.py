"""Hostile input: a small seeded slice of tests/fuzz, and every kind that once went wrong.

``python tests/fuzz/run.py`` runs as many inputs as one likes, with a limit on memory as well.
"""

import io
import os
import threading

import numpy as np
import pytest
from scipy import stats

import plea_games as pg
from plea_games.caseloads import game_table, table_rows, tie_table
from plea_games.errors import first_faults
from tests.fuzz import run, sandbox
from tests.fuzz.targets import CommandLine, run_command

SLICE = {
    "formula": 400,
    "parameters": 150,
    "amounts": 600,
    "scenario": 300,
    "study": 150,
    "silos": 500,
    "places": 60,
    "ties": 1000,
    "command": 15,
}
HEADING = b"name,defendants,capacity,offer,sentence\n"


@pytest.fixture(scope="module", autouse=True)
def audited():
    sandbox.install()


@pytest.mark.parametrize("target", SLICE)
def test_a_slice(target, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number in range(SLICE[target]):
        given = run.made(target, 0, number)
        assert run.judged(target, given, patience=60) is None, f"{target} {number}: {given!r:.300}"


def test_the_sandbox_hears_of_what_must_not_happen(tmp_path):
    deeds = {
        "write": lambda: (tmp_path / "file").write_text("x"),
        "folder": lambda: (tmp_path / "folder").mkdir(),
        "command": lambda: os.system("true"),
        "code": lambda: exec(compile("1", "<user>", "exec")),
        "loop": lambda: [None for _ in iter(int, 1)],
        "crash": lambda: 1 // 0,
    }
    for name, deed in deeds.items():
        assert sandbox.verdict(deed, lambda _: False, seconds=0.1), name
    assert sandbox.verdict(lambda: None, lambda _: False) is None
    assert sandbox.verdict(deeds["write"], lambda path: path.endswith("file")) is not None


class TestFiles:
    """Paths that lead to no file, or to one that no program should read."""

    COMMANDS = (
        ("thresholds",),
        ("sweep",),
        ("sweep", "--places"),
        ("silos", "--budget", "1"),
        ("cascade", "--share", "0.3", "--edges"),
    )

    @pytest.mark.parametrize("command", COMMANDS)
    @pytest.mark.parametrize("path", ["/dev/zero", "/dev/stdin", "/dev/full", ".", "fifo", "link"])
    def test_no_file(self, command, path, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        os.mkfifo("fifo")  # nobody ever writes to it
        (tmp_path / "link").symlink_to("/dev/zero")
        place = path if path.startswith((".", "/")) else f"./{path}"
        code, out, err = run_command(CommandLine((*command, place), b""))
        assert (code, out) == (2, "")
        assert "must be a file, not a" in err
        assert {place.name for place in tmp_path.iterdir()} == {"fifo", "link"}

    @pytest.mark.parametrize("path", ["loop", "dangling", "../nothing/..", "a\0b", "a" * 5000])
    def test_no_path(self, path, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        (tmp_path / "loop").symlink_to("loop")
        (tmp_path / "dangling").symlink_to("nowhere")
        for command in self.COMMANDS[2:]:
            code, out, err = run_command(CommandLine((*command, path), b""))
            assert (code, out) == (2, "")
            assert "must be a file that can be read" in err

    def test_a_name_too_long_for_any_file_is_no_scenario(self):
        code, _, err = run_command(CommandLine(("thresholds", "a" * 5000), b""))
        assert code == 2
        assert "must be a built-in scenario" in err

    def test_links_to_files_and_folders_above_are_followed(self, tmp_path):
        (tmp_path / "table.csv").write_bytes(HEADING + b"Adams,230,12,4,10\n")
        (tmp_path / "link.csv").symlink_to("table.csv")
        (tmp_path / "below").mkdir()
        for path in (tmp_path / "link.csv", tmp_path / "below" / ".." / "table.csv"):
            assert pg.places.load_silos(path)[0].worth == 230

    def test_a_pipe_is_read_as_it_comes(self):
        reading, writing = os.pipe()
        with os.fdopen(writing, "wb") as source, os.fdopen(reading, "rb") as stream:
            slow = threading.Thread(target=lambda: (source.write(b"Ada,Ben\n"), source.close()))
            slow.start()
            assert pg.networks.load_ties(stream).names == ("Ada", "Ben")
            slow.join()

    def test_a_scenario_beside_a_study_is_found_by_either_kind_of_path(self, tmp_path):
        text = run_command(CommandLine(("scenarios", "j20", "--format", "toml"), b""))[1]
        (tmp_path / "own.toml").write_text(text)
        study = tmp_path / "study.toml"
        study.write_text('title = "S"\nscenario = "own.toml"\n[over]\ncapacity = [12, 24]')
        assert (
            pg.studies.load_study(study).plan.points
            == pg.studies.load_study(str(study)).plan.points
            == 2
        )


class TestTables:
    """CSV, row by row."""

    def test_bytes_that_are_no_text_are_counted(self):
        content = b"\xef\xbb\xbf" + HEADING + b"Adams,230,12,4,10\n" * 2000
        with pytest.raises(pg.errors.TableError, match=rf"byte {len(content) + 1:,} is not"):
            pg.places.load_silos(io.BytesIO(content + b"\xff"))

    def test_what_is_endless_is_refused(self, monkeypatch):
        monkeypatch.setattr(table_rows, "LARGEST_TABLE", 10**5)
        monkeypatch.setattr(table_rows, "LONGEST_ROW", 10**4)
        cell = b"x" * 99
        cases = {
            "at most 0 MB": b"a,b\n" * 10**5,
            "rows of at most 10,000 char": b",".join([cell] * 200),
            "rows of at most 10,000": b'"\n",' * 5000,
        }
        for rule, content in cases.items():
            with pytest.raises(pg.errors.TableError, match=rule):
                pg.networks.load_ties(io.BytesIO(content))

    def test_too_many_rows_and_people(self, monkeypatch):
        monkeypatch.setattr(game_table, "MOST_ROWS", 2)
        with pytest.raises(pg.errors.TableError, match="at most 2 rows"):
            pg.places.load_silos(io.BytesIO(HEADING + b"Adams,230,12,4,10\n" * 3))
        monkeypatch.setattr(tie_table, "MOST_PEOPLE", 2)
        with pytest.raises(pg.errors.TableError, match="at most 2 people"):
            pg.networks.load_ties(io.BytesIO(b"Ada,Ben\nBen,Cleo\n"))

    def test_opened_as_text(self):
        with pytest.raises(pg.errors.TableError, match="opened as bytes"):
            pg.networks.load_ties(io.StringIO("Ada,Ben\n"))

    def test_a_hundred_thousand_ties(self):
        rng = np.random.default_rng(0)
        pairs = rng.integers(0, 10**4, size=(10**5, 2))
        rows = "\n".join(f"p{a},q{b}" for a, b in pairs.tolist())
        found = pg.networks.load_ties(io.BytesIO(rows.encode()))
        assert found.matrix.sum() == 2 * 10**5
        a, b = pairs[-1]
        places = found.names.index(f"p{a}"), found.names.index(f"q{b}")
        assert found.matrix[places] == found.matrix[places[::-1]] > 0

    def test_a_faulty_table_of_places_prints_fifty_lines(self):
        rows = HEADING + b"".join(b"P%d,x,1,1,2\n" % i for i in range(80))
        code, _, err = run_command(CommandLine(("sweep", "--places", "-"), rows))
        assert code == 2
        assert len(err.splitlines()) == 51
        assert "30 more faults" in err


def test_messages_stay_on_one_line_and_short():
    fault = pg.errors.Fault("a\0b\n\u202e", "1", "r" * 9999, "mend")
    assert str(fault).isprintable()
    assert len(str(fault)) < 1000
    assert len(first_faults([fault] * 99, "table", most=9)) == 10


def test_a_name_that_is_empty_or_unprintable_is_shown():
    game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    for name, shown in (("", "''"), ("\0", r"'\x00'")):
        with pytest.raises(pg.ParameterError) as error:
            game.with_parameters(**{name: 1})
        assert error.value.faults[0].parameter == shown


@pytest.mark.parametrize(
    ("over", "rule"),
    [
        ("{start = 1, stop = 9, count = 100000000}", "at most 1,000,000"),
        (f"{{start = 1, stop = 9, count = {10**30}}}", "at most 1,000,000"),
        ('{distribution = "lognormal", median = 1, log_sd = 1e28}', "offer = inf|must be"),
        ('{distribution = "normal", mean = 1e300, sd = 1}', "offer|must"),
        ('{distribution = "beta", a = 1e-300, b = 1e300}', ""),
    ],
)
def test_ranges_and_draws_beyond_all_bounds(over, rule):
    text = f'title = "S"\nscenario = "j20"\nsamples = 20\n[over]\noffer = {over}'
    try:
        pg.studies.load_study(io.BytesIO(text.encode()))
    except pg.errors.StudyError as error:
        assert error.faults
        assert rule.partition("|")[0] in str(error) or rule.partition("|")[2] in str(error)
    else:
        assert not rule.startswith("at most")


def test_whole_numbers_beyond_machine_words_are_refused_in_draws():
    text = (
        'title = "S"\nscenario = "j20"\nsamples = 9\n[over]\n'
        'clients = {distribution = "uniform", low = 1, high = 1e37}'
    )
    with pytest.raises(pg.errors.StudyError, match="must be a whole number from"):
        pg.studies.load_study(io.BytesIO(text.encode()))


def test_samples_without_bound():
    game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    for call in (pg.sweep, pg.studies.uncertainty, pg.studies.sensitivity, pg.studies.plan_sweep):
        with pytest.raises(pg.ParameterError, match="at most 10,000,000"):
            call(game, {"offer": stats.uniform(1, 2)}, samples=2**40)


def test_an_output_folder_that_no_file_system_has():
    for arguments in (("figures", "--out", "a\0b"), ("sweep", "j20", "--out", "a\0.csv")):
        code, out, err = run_command(CommandLine(arguments, b""))
        assert (code, out) == (2, "")
        assert "must be a path" in err


def test_a_missing_option_is_one_line():
    code, _, err = run_command(CommandLine(("export", "j20"), b""))
    assert code == 2
    assert len(err.splitlines()) == 1


def test_claims_are_refused_before_any_is_computed(monkeypatch):
    monkeypatch.setattr("plea_games.caseloads.claims.checking._checked", None)
    with pytest.raises(pg.ParameterError, match="visibility = 2\\^3"):
        pg.claims(visibility="2^3")


@pytest.mark.parametrize("goal", ["existence", "risk dominance"])
def test_levers_at_a_tie_end(goal):
    at_tie = pg.PleaGame(defendants=200, capacity=20, offer=1, sentence=10)
    with sandbox.watched():
        found = pg.required(at_tie, "surge", for_=goal)
    if goal == "existence":
        assert found.amount == 0
        assert 0 < found.missed_at < 1e-29
    beside = at_tie.with_parameters(offer="0.99999999999999")  # missed by 1e-15
    decay = pg.required(beside, "preparation_decay", for_="existence")
    assert 0 < decay.missed_at < decay.amount < 1e-10
