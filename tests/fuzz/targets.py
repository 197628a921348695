"""What is fuzzed: each target makes an input from random numbers, and reads it as users would."""

import io
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import click
import numpy as np
import sympy
from numpy.random import Generator

import plea_games as pg
from plea_games.caseloads.scenarios import scenario_names, scenario_source
from plea_games.cli import app
from plea_games.cli.game_options import read_amounts
from plea_games.errors import InputError, PleaGamesError
from plea_games.model.formulas import read_formula
from plea_games.model.parameters import PARAMETER
from plea_games.model.place_parameters import COST_PER_RECRUIT, SILO_VALUE
from plea_games.model.symbols import SYMBOLS
from plea_games.model.terms.by_name import term_parameters
from plea_games.sweeps.study import study_example
from tests.fuzz import grammar, sandbox

_COMPUTING = 20.0  # seconds for what is not refused but computed
_LONGEST_LINE = 3_000  # characters of a message
_MOST_LINES = 60

_GAME = ("name", "defendants", "capacity", "offer", "sentence", *tuple(PARAMETER)[4:])
_SILO = (*_GAME, COST_PER_RECRUIT.name, SILO_VALUE.name)
_PLACE = (*_GAME, *term_parameters())
_LETTERS = {name: SYMBOLS[name] for name in PARAMETER}
_REFERENCE = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)

_VALID_FILES = (*(scenario_source(name).encode() for name in scenario_names()),)
_VALID_STUDY = study_example().encode()
_VALID_TABLE = (
    b"name,defendants,capacity,offer,sentence,conviction\n"
    b"Adams felonies,900,45,2,5,0.8\nAdams misdemeanours,3100,60,0.1,0.5,\n"
)
_VALID_TIES = b"Ada,Ben\nBen,Cleo\nCleo,Dan\nDan,Ada\n"


@dataclass(frozen=True)
class Target:
    """Something that reads what users write.

    Attributes
    ----------
    make
        An input from random numbers.
    read
        What is wrong with how it is read; None where nothing is.
    seconds
        What an input may take of the processor.
    out
        The file or folder that an input names for output; None where none may be written.
    """

    make: Callable[[Generator], Any]
    read: Callable[[Any], str | None]
    seconds: float = sandbox.SECONDS
    out: Callable[[Any], str] | None = None


def _refusal(error: InputError) -> str | None:
    """What is wrong with an error message: nobody can read a megabyte, nor what is not named."""
    if not error.faults:
        return "refused without a fault"
    if len(error.faults) > _MOST_LINES:
        return f"has {len(error.faults)} lines of errors"
    for fault in error.faults:
        line = str(fault)
        if not fault.rule or not fault.remedy or not fault.parameter:
            return f"has no parameter, rule or remedy: {line[:80]!r}"
        if len(line) > _LONGEST_LINE:
            return f"has an error of {len(line)} characters: {line[:80]!r}"
        if not line.isprintable():
            return f"has an error with control characters: {line[:80]!r}"
    return None


def _reads(read: Callable[[Any], object]) -> Callable[[Any], str | None]:
    """Reading either gives a result or refuses with a clear word."""

    def judged(given: Any) -> str | None:
        try:
            read(given)
        except InputError as error:
            return _refusal(error)
        except PleaGamesError as error:
            return None if str(error) else "failed without a word"
        return None

    return judged


def _file(
    by_grammar: Callable[[Generator], bytes], *valid: bytes, mutations: float = 0.4
) -> Callable[[Generator], bytes]:
    """A file by grammar, or a valid one with some of it changed."""

    def made(rng: Generator) -> bytes:
        if rng.random() < mutations:
            return grammar.mutated(rng, grammar.pick(rng, valid))
        content = by_grammar(rng)
        return grammar.mutated(rng, content) if rng.random() < 0.15 else content

    return made


def _formula(rng: Generator) -> str:
    text = grammar.formula(rng, int(rng.integers(0, 6)))
    if rng.random() < 0.15:
        return grammar.mutated(rng, text.encode(errors="replace")).decode(errors="replace")
    return text


_ODD: tuple[object, ...] = (
    None, True, (), [], {}, b"1", 1j, float("nan"), float("inf"), -0.0, 5e-324, 1.7e308, 10**30,
    10**5000, -(10**400), Fraction(1, 10**400), Fraction(10**4000, 10**4000 - 1),
    Decimal("NaN"),
    Decimal("sNaN"), Decimal("Infinity"), Decimal("1e999999"), Decimal("1e-999999"),
    np.float32(0.1), np.float64("nan"), np.int8(5), np.longdouble("1e4000"), np.array(3.0),
    np.array([1, 2]), sympy.oo, sympy.nan, sympy.zoo, sympy.I, sympy.pi, sympy.sqrt(2),
    sympy.Float("1e-400"), sympy.Float("1e4000"), sympy.Rational(1, 3),
    sympy.Pow(9, 9**9, evaluate=False), sympy.Symbol("q"), sympy.Symbol("m"), sympy.Symbol("N"),
    sympy.Symbol("K", integer=True), sympy.true, object, lambda: 0, "", "x" * 10**5,
)  # fmt: skip


def _value(rng: Generator) -> object:
    """A parameter as Python gives it."""
    kind = rng.integers(4)
    if kind == 0:
        return grammar.pick(rng, _ODD)
    if kind == 1:
        return grammar.number(rng, hostile=0.6)
    return float(rng.random() * 10) if kind == 2 else int(rng.integers(0, 200))


def _parameters(rng: Generator) -> dict[str, object]:
    given: dict[str, object] = {"defendants": 230, "capacity": 12, "offer": 4, "sentence": 10}
    for _ in range(int(rng.integers(1, 4))):
        given[grammar.pick(rng, tuple(PARAMETER))] = _value(rng)
    return given


def _game(given: dict[str, Any]) -> object:
    game = pg.PleaGame(**given)
    return repr(game), game.describe(), game.record(), game.gain, hash(game)


def _amounts(rng: Generator) -> tuple[str, ...]:
    made = []
    for _ in range(int(rng.integers(1, 4))):
        equals = "=" if rng.random() < 0.97 else grammar.pick(rng, ("", "==", " = ", ":"))
        made.append(f"{grammar.parameter(rng)}{equals}{grammar.number(rng)}")
    return tuple(made)


def _with_amounts(given: tuple[str, ...]) -> object:
    game = _REFERENCE.with_parameters(**read_amounts(given, refused=PARAMETER))
    return game.describe(), repr(game), game.record()


def _read_scenario(content: bytes) -> object:
    found = pg.load_scenario(io.BytesIO(content))
    return str(found), found.record(), found.notes()


def _read_places(content: bytes) -> object:
    found = pg.places.sweep_places(io.BytesIO(content), progress=False)
    if found.faults:
        raise InputError(found.faults)
    return str(found), found.record()


@dataclass(frozen=True)
class CommandLine:
    """Arguments and what is piped in."""

    arguments: tuple[str, ...]
    stdin: bytes


_LIKELY = {
    "thresholds": (),
    "clock": ("--days", "70", "--offers-per-day", "50"),
    "export": ("--to", "agg"),
}
_SLOW = {"claims", "contest", "sweep"}  # a valid call computes for over a second


_DRAWING = ("report", "figures")  # which take minutes
_COMMANDS = [command for command in app.COMMANDS if command.name not in _DRAWING]


def _command(rng: Generator) -> CommandLine:
    command = grammar.pick(rng, _COMMANDS)
    name = str(command.name)
    valid = 0.25 if name in _SLOW else 0.6
    words = [name, *(_LIKELY.get(name, ()) if rng.random() < 0.9 else ())]
    stdin = b""
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    options = [p for p in command.params if isinstance(p, click.Option)]
    if arguments and rng.random() < 0.8:
        word, stdin = _subject(rng, name)
        words.append(word)
    for _ in range(int(rng.integers(0, 4))):
        option = grammar.pick(rng, options)
        words.append(option.opts[0])
        if not option.is_flag and rng.random() < 0.97:
            words.append(_argument(rng, option, valid))
    if rng.random() < 0.05:
        words.append(
            grammar.pick(rng, ("--", "-h", "--format", "", "-", "\0", "--x", "é", "-" * 99))
        )
    return CommandLine(tuple(words), stdin)


def _subject(rng: Generator, command: str) -> tuple[str, bytes]:
    """What a command is about, and what is piped in for it."""
    if command == "silos":
        return "-", _TABLES["silos"](rng)
    if command == "sweep" and rng.random() < 0.6:
        return "-", _STUDY(rng)
    if command == "claims":
        return grammar.pick(rng, ("1", "5", "7", "x", "99", "-1", "1e9", *grammar.HOSTILE)), b""
    if command == "contest":  # for the largest it takes minutes
        return "j20", b""
    if rng.random() < 0.3:
        return "-", _SCENARIO(rng)
    hostile = ("nowhere.toml", ".", "..", "/dev/null", "./a\0b", "j2O", "", "~", "a" * 5000, "é")
    return grammar.pick(rng, scenario_names() if rng.random() < 0.8 else hostile), b""


def _argument(rng: Generator, option: click.Option, valid: float) -> str:
    if isinstance(option.type, click.Choice) and rng.random() < 0.9:
        return str(grammar.pick(rng, tuple(option.type.choices)))
    name = str(option.name)
    if name == "amounts":
        return f"{grammar.parameter(rng)}={grammar.number(rng)}"
    if name in ("edges", "places"):
        return "-"
    if name == "out":
        if rng.random() < 0.5:
            return (
                f"found{rng.integers(10**6)}.{grammar.pick(rng, ('csv', 'zarr', 'nc', 'parquet'))}"
            )
        return grammar.pick(rng, ("missing/x.csv", "x.exe", "", "a\0.nc", "..", "/dev/full.csv"))
    if name == "cluster":
        return grammar.pick(rng, ("", "tcp://:1x", "\0", "http://["))
    return grammar.count(rng) if rng.random() < valid else grammar.number(rng, 0.5)


def run_command(given: CommandLine) -> tuple[int, str, str]:
    """The command line in this process: exit code, stdout and stderr."""
    standard = sys.argv, sys.stdin, sys.stdout, sys.stderr
    out, err = (
        io.TextIOWrapper(io.BytesIO(), "utf-8", errors, write_through=True)
        for errors in ("strict", "backslashreplace")  # as Python opens them
    )
    sys.argv = ["plea-games", *given.arguments]
    sys.stdin = io.TextIOWrapper(io.BytesIO(given.stdin))
    sys.stdout, sys.stderr = out, err
    code: object = 0
    try:
        app.main()
    except SystemExit as end:
        code = end.code or 0
    finally:
        sys.argv, sys.stdin, sys.stdout, sys.stderr = standard
    written = (stream.buffer.getvalue().decode("utf-8") for stream in (out, err))  # type: ignore[attr-defined]
    return int(str(code)), *written


def _out(given: CommandLine) -> str:
    """Where a sweep writes to, or a new caseload."""
    words = given.arguments
    named = [after for word, after in pairwise(words) if word == "--out"]
    named += [
        after if after.endswith(".toml") else f"{after}.toml"
        for word, after in pairwise(words)
        if word == "--new"
    ]
    return (named[-1] if named else "nothing").replace("\0", "") or "."


def _read_command(given: CommandLine) -> str | None:
    start = time.process_time()
    code, out, err = run_command(given)
    seconds = time.process_time() - start
    lines = [line for line in err.splitlines() if not line.startswith("note: ")]
    if code == 2 and seconds > sandbox.SECONDS:
        return f"took {seconds:.1f} s to refuse"
    if code not in (0, 1, 2):
        return f"exit code {code}"
    to_file = "--out" in given.arguments
    if code == 0 and not to_file and (lines or not out.strip()):
        return f"exit 0 with {len(out)} characters, and on stderr {err[:80]!r}"
    partial = "--places" in given.arguments
    if code and ((out and not partial) or not lines):
        return f"exit {code} with {out[:80]!r} on stdout, {err[:80]!r} on stderr"
    if code and not all(line.startswith("error: ") for line in lines):
        return f"says {err[:160]!r}"
    if len(lines) > _MOST_LINES or max(map(len, lines), default=0) > _LONGEST_LINE:
        return f"says {len(lines)} lines, the longest of {max(map(len, lines))} characters"
    return None


_SCENARIO = _file(grammar.scenario, *_VALID_FILES)
_STUDY = _file(grammar.study, _VALID_STUDY, mutations=0.3)
_TABLES = {
    "silos": _file(grammar.table(_SILO), _VALID_TABLE, mutations=0.3),
    "places": _file(grammar.table(_PLACE), _VALID_TABLE, mutations=0.3),
}

TARGETS = {
    "formula": Target(_formula, _reads(lambda text: read_formula(text, _LETTERS))),
    "parameters": Target(_parameters, _reads(_game)),
    "amounts": Target(_amounts, _reads(_with_amounts)),
    "scenario": Target(_SCENARIO, _reads(_read_scenario)),
    "study": Target(
        _STUDY, _reads(lambda content: str(pg.studies.load_study(io.BytesIO(content))))
    ),
    "silos": Target(
        _TABLES["silos"], _reads(lambda content: pg.places.load_silos(io.BytesIO(content)))
    ),
    "places": Target(_TABLES["places"], _reads(_read_places), _COMPUTING),
    "ties": Target(
        _file(grammar.ties, _VALID_TIES),
        _reads(lambda content: pg.networks.load_ties(io.BytesIO(content))),
    ),
    "command": Target(_command, _read_command, _COMPUTING, _out),
}
