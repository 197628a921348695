"""Shells, terminals and man: completion, width, progress, the manual page."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plea_games import progress
from plea_games.cli.app import COMMANDS
from plea_games.cli.completion import SHELLS
from plea_games.cli.game_options import TERM_NAMES
from plea_games.model.terms import TERMS
from plea_games.model.terms.by_name import term_parameters
from tests.waiting import HUNG

ROOT = Path(__file__).parent.parent
PROGRAM = Path(sys.executable).parent


@pytest.fixture(scope="module")
def completed(tmp_path_factory):
    """What bash offers for a line, by the script that ``plea-games completion bash`` prints."""
    if not shutil.which("bash"):
        pytest.skip("needs bash")
    folder = tmp_path_factory.mktemp("here")
    for name in ("our.toml", "ties.csv"):
        (folder / name).touch()
    path = f"{PROGRAM}{os.pathsep}{os.environ['PATH']}"
    settings = {"capture_output": True, "text": True, "check": True, "cwd": folder,
                "env": {**os.environ, "PATH": path}}  # fmt: skip
    script = subprocess.run(["plea-games", "completion", "bash"], **settings).stdout

    def offers(line):
        words = line.split(" ")
        program = (
            f'{script}\ncompopt() {{ printf "compopt %s %s\\n" "$@"; }}\n'
            f"COMP_WORDS=({' '.join(map(repr, words))}); COMP_CWORD={len(words) - 1}\n"
            '_plea_games_completion plea-games; printf "%s\\n" "${COMPREPLY[@]}"'
        )
        done = subprocess.run(["bash", "-c", program], **settings)
        return [offered for offered in done.stdout.split("\n") if offered]

    return offers


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("plea-games thre", ["thresholds"]),
        ("plea-games thresholds j", ["j20"]),
        ("plea-games equilibria ou", ["our.toml"]),
        ("plea-games levers j20 --with side", ["compopt -o nospace", "side_payment="]),
        ("plea-games levers j20 --format mark", ["markdown"]),
        ("plea-games records --layout florida-srs-", ["florida-srs-filings"]),
        ("plea-games cascade --edges t", ["compopt -o default"]),
    ],
)
def test_bash_completes_what_the_package_knows(completed, line, offered):
    assert completed(line) == offered


@pytest.mark.skipif(not shutil.which("fish"), reason="needs fish")
def test_fish_completes_it_too(tmp_path):
    env = {**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path),
           "PATH": f"{PROGRAM}{os.pathsep}{os.environ['PATH']}"}  # fmt: skip
    script = _script("fish")
    (tmp_path / "our.toml").touch()

    def offers(line):
        program = f"{script}\ncomplete -C '{line}'"
        done = subprocess.run(["fish", "-c", program], cwd=tmp_path, env=env, capture_output=True,
                              text=True, check=True)  # fmt: skip
        return [offered.partition("\t")[0] for offered in done.stdout.splitlines()]

    assert offers("plea-games thre") == ["thresholds"]
    assert offers("plea-games equilibria ou") == ["our.toml"]
    assert offers("plea-games levers j20 --with side") == ["side_payment="]


@pytest.mark.skipif(not shutil.which("zsh"), reason="needs zsh")
@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("thre", "thresholds "),
        ("equilibria ou", "equilibria our.toml "),
        ("levers j20 --with side", "levers j20 --with side_payment="),
    ],
)
def test_zsh_completes_it_without_any_other_settings(tmp_path, typed, completed):
    pexpect = pytest.importorskip("pexpect")
    (tmp_path / "our.toml").touch()
    (tmp_path / ".zshrc").write_text(_script("zsh"), encoding="utf-8")
    env = {**os.environ, "ZDOTDIR": str(tmp_path), "TERM": "dumb", "PS1": "> ",
           "PATH": f"{PROGRAM}{os.pathsep}{os.environ['PATH']}"}  # fmt: skip
    shell = pexpect.spawn("zsh", ["-i"], cwd=str(tmp_path), env=env, encoding="utf-8",
                          timeout=HUNG, dimensions=(30, 120))  # fmt: skip
    try:
        shell.expect_exact("> ")
        shell.send(f"plea-games {typed}\t")
        shell.expect_exact(completed.removeprefix(typed))
        shell.send("|")  # stands where the next letter would
        shell.expect_exact("|")
        assert "not found" not in shell.before
        assert not completed.endswith("=") or shell.before.strip("\x07\r\b ") == ""
    finally:
        shell.close(force=True)


def _script(shell):
    return subprocess.run(
        [PROGRAM / "plea-games", "completion", shell], capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_its_script(command, shell):
    code, printed, _ = command("completion", shell)
    assert code == 0 and "_PLEA_GAMES_COMPLETE" in printed


def test_help_names_the_terms(command):
    assert tuple(each.name for kind in TERMS for each in kind.parameters.values()) == TERM_NAMES
    _, printed, _ = command("levers", "--help")
    assert set(TERM_NAMES) <= set(re.findall(r"\w+", printed))
    _, listed, _ = command("terms", "--format", "csv")
    assert [line.split(",")[0] for line in listed.splitlines()[1:]] == list(term_parameters())


def test_width_is_the_longest_line(command):
    widths = []
    for width in (60, 90):
        code, printed, _ = command("terms", "--width", width)
        assert code == 0
        widths.append(max(map(len, printed.splitlines())))
    assert 40 < widths[0] <= 60 < widths[1] <= 90
    assert command("terms", "--width", 10)[0] == 2


def test_the_manual_page_is_that_of_the_commands(command):
    _, printed, _ = command("manual")
    kept = (ROOT / "docs" / "plea-games.1").read_text(encoding="utf-8")
    assert printed == kept, "write it anew: plea-games manual > docs/plea-games.1"
    for each in COMMANDS:
        assert f".SS plea\\-games {each.name.replace('-', chr(92) + '-')}" in kept


@pytest.mark.skipif(not shutil.which("man"), reason="needs man")
def test_man_reads_the_page_without_a_warning():
    page = ROOT / "docs" / "plea-games.1"
    shown = subprocess.run(
        ["man", "--warnings", "-l", page], capture_output=True, text=True, check=True,
        env={**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert not shown.stderr
    assert re.search(r"\n +SCENARIO +is a built-in caseload", shown.stdout)


def test_progress_waits_unless_it_is_asked_for(monkeypatch, capsys):
    def shown(asked):
        with progress.bar(asked, total=2, desc="counting") as quick:
            quick.update()
        return capsys.readouterr().err

    assert shown(None) == shown(False) == ""
    assert "counting" in shown(True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert shown(None) == shown(False) == ""  # it was quick
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    assert "counting" in shown(None)
    assert shown(False) == ""


def test_a_clock_shows_on_terminals_alone_and_stops_before_the_result(monkeypatch, capsys):
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    with progress.clock("computing") as silent:
        silent.stop()
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress.clock("computing") as running:
        while "computing" not in (shown := capsys.readouterr().err):
            pass
        running.stop()
        assert "computing" in shown
        capsys.readouterr()
        assert not running._thread.is_alive()
