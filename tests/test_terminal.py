"""Tables on terminals: no line runs over, and no amount breaks."""

import os
import re
import struct
import subprocess
import sys
from collections import Counter
from itertools import product

import pytest
from hypothesis import given, strategies as st

from plea_games.tables import Column, Table

fcntl = pytest.importorskip("fcntl")
pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

_PLEA_GAMES = [sys.executable, "-c", "from plea_games.cli.app import main; main()"]
_COMMANDS = ("levers j20", "protocols j20", "claims 5 7 9")


def _environment(**added: str) -> dict[str, str]:
    left = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    return {**left, "PYTHONIOENCODING": "utf-8", **added}


def _in_a_pipe(command: str, **added: str) -> str:
    done = subprocess.run(
        [*_PLEA_GAMES, *command.split()], capture_output=True, check=True, env=_environment(**added)
    )
    return done.stdout.decode()


def _in_a_terminal(command: str, columns: int, **added: str) -> str:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    process = subprocess.Popen(
        [*_PLEA_GAMES, *command.split()], stdout=theirs, env=_environment(**added)
    )
    os.close(theirs)
    read = bytearray()
    try:
        while chunk := os.read(ours, 65536):
            read += chunk
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    assert process.wait() == 0
    return read.decode().replace("\r\n", "\n")


def _numbers(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d[\d,.]*", text))


@pytest.fixture(scope="module")
def piped() -> dict[str, str]:
    return {command: _in_a_pipe(command) for command in _COMMANDS}


@pytest.mark.parametrize(("command", "columns"), list(product(_COMMANDS, (80, 100))))
def test_a_table_fits_the_terminal_with_every_number_whole(
    command: str, columns: int, piped: dict[str, str]
) -> None:
    shown = _in_a_terminal(command, columns)
    assert max(map(len, piped[command].splitlines())) > columns  # else nothing is tried here
    assert max(map(len, shown.splitlines())) <= columns
    assert not _numbers(piped[command]) - _numbers(shown)


def test_a_wide_terminal_and_a_pipe_show_the_same(piped: dict[str, str]) -> None:
    assert _in_a_terminal("levers j20", 200) == piped["levers j20"]
    assert _in_a_pipe("levers j20", COLUMNS="60") == piped["levers j20"]


def test_columns_stands_for_the_width_of_a_terminal(piped: dict[str, str]) -> None:
    assert _in_a_terminal("levers j20", 80, COLUMNS="200") == piped["levers j20"]
    narrow = _in_a_terminal("levers j20", 200, COLUMNS="90")
    assert 80 < max(map(len, narrow.splitlines())) <= 90


def test_only_tables_are_fitted() -> None:
    assert _in_a_terminal("levers j20 --format csv", 80) == _in_a_pipe("levers j20 --format csv")


_WORDS = st.lists(st.text("abc-,.0123456789", min_size=1, max_size=9), max_size=12).map(" ".join)


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    columns = draw(
        st.lists(
            st.builds(
                Column,
                _WORDS,
                left=st.just(True),
                wrap=st.none() | st.integers(12, 40),
            )
            | st.builds(Column, st.text("abc", max_size=9)),
            min_size=1,
            max_size=9,
        )
    )
    cells = [_WORDS if column.left else st.integers(-(10**6), 10**6) for column in columns]
    rows = draw(st.lists(st.tuples(*cells), max_size=5))
    return Table(draw(_WORDS), columns, rows, draw(st.lists(_WORDS, max_size=2)))


@given(_tables(), st.integers(40, 140))
def test_fitted_lines_are_no_longer_than_the_width(table: Table, width: int) -> None:
    shown = table.text(width)
    assert all(len(line) <= width for line in shown.splitlines())
    for row in table.rows:
        for cell in row:
            assert set(str(cell).replace("-", "−").split()) <= set(shown.replace("-", "−").split())
    if max(map(len, str(table).splitlines()), default=0) <= width:
        assert shown == str(table)


def test_columns_that_tell_rows_apart_open_every_block() -> None:
    table = Table(
        "",
        (Column("posture", left=True), Column("move", left=True), *(Column("n" * 6),) * 6),
        [("rounds", "fund", *range(6)), ("", "pledge", *range(6)), ("surge", "fund", *range(6))],
    )
    blocks = table.text(50).split("\n\n")
    assert len(blocks) == 2
    assert all("move" in block and "pledge" in block for block in blocks)
