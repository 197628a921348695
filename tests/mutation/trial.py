"""One mutant against its tests, in a fork of the process that has collected them.

Nothing is imported again: the fork puts the mutant's code into the functions that exist and runs
the tests, quickest first, until one fails. What ran before the fork (at import, while tests were
collected) ran without the mutant; where that may matter there is a process of its own.
"""

import ast
import gc
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import monotonic
from types import CodeType, FunctionType

from tests.mutation.mutants import Mutant
from tests.mutation.outcomes import Outcome
from tests.mutation.session import PYTEST, ROOT, Tests

_MEMORY = 6 << 30
_ASLEEP = 20  # seconds of the clock for each of the processor
_SURVIVED, _KILLED, _UNFIT = 0, 1, 2
_PYTEST_VERDICTS = {0: "survived", 1: "killed", 2: "killed"}  # 2: it cannot be imported


class UnfitError(Exception):
    """The mutant's code cannot take the place of the function's while it is loaded."""


class Functions:
    """The package's functions as they are loaded, by file, qualified name and first line."""

    def __init__(self, folder: Path):
        self.loaded: dict[tuple[str, str, int], list[FunctionType]] = {}
        for function in gc.get_objects():
            if type(function) is FunctionType and function.__code__.co_filename.startswith(
                str(folder)
            ):
                self.loaded.setdefault(_place(function.__code__), []).append(function)

    def exchange(self, mutant: Mutant) -> None:
        """Give the functions of `mutant` its code and defaults."""
        path = str(ROOT / mutant.path)
        try:
            tree = ast.parse(mutant.source)
            compiled = compile(tree, path, "exec")
        except SyntaxError as error:
            raise UnfitError from error
        found = False
        for code in _codes(compiled):
            if f"{code.co_qualname}.".startswith(f"{mutant.function}."):
                for function in self.loaded.get(_place(code), ()):
                    if len(function.__code__.co_freevars) != len(code.co_freevars):
                        raise UnfitError
                    function.__code__ = code
                    if mutant.in_default and code.co_qualname == mutant.function:
                        _give_defaults(function, tree)
                    found = True
        if not found:
            raise UnfitError


def _place(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)


def _give_defaults(function: FunctionType, tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and function.__code__.co_firstlineno == min(
            part.lineno for part in (node, *node.decorator_list)
        ):
            node.decorator_list, node.body, node.returns = [], [ast.Pass()], None
            for argument in ast.walk(node.args):
                if isinstance(argument, ast.arg):
                    argument.annotation = None
            names = dict(function.__globals__)
            exec(compile(ast.Module([node], []), "defaults", "exec"), names)
            function.__defaults__ = names[node.name].__defaults__
            function.__kwdefaults__ = names[node.name].__kwdefaults__


def in_fork(
    tests: Tests, names: Sequence[str], prepare: Callable[[], None], seconds: float
) -> Outcome:
    """``"killed"``, ``"timeout"``, ``"survived"`` or ``"unfit"``, and the test that did it.

    `seconds` of processor time are for all tests together; `prepare` runs first, in the fork.
    """
    reading, writing = os.pipe()
    started = monotonic()
    child = os.fork()
    if not child:
        code = _UNFIT
        try:
            nothing = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nothing, stream)
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_PROF, seconds)
            signal.setitimer(signal.ITIMER_REAL, _ASLEEP * seconds)
            try:
                prepare()
            except UnfitError:
                os._exit(_UNFIT)
            code = _KILLED
            for place, name in enumerate(names):
                os.write(writing, f"{name}\n".encode())
                if not tests.run(name, names[place + 1] if place + 1 < len(names) else None):
                    os._exit(_KILLED)
            code = _SURVIVED
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        last = pipe.read().rstrip("\n").rpartition("\n")[2]
    _, status, used = os.wait4(child, 0)
    spent = used.ru_utime + used.ru_stime, (monotonic() - started) / _ASLEEP
    share = max(spent) / seconds
    if os.WIFSIGNALED(status):
        stopped = os.WTERMSIG(status) in (signal.SIGPROF, signal.SIGALRM)
        return Outcome("timeout" if stopped else "killed", last, share)
    verdict = {_SURVIVED: "survived", _KILLED: "killed", _UNFIT: "unfit"}[os.WEXITSTATUS(status)]
    return Outcome(verdict, "" if verdict == "survived" else last, share)


def in_new_process(mutant: Mutant, code: str, names: Sequence[str], seconds: float) -> Outcome:
    """The same in a process that imports `code` in place of the mutant's file."""
    started = monotonic()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "mutant.py")
        source.write_text(code, "utf-8")
        environment = os.environ | {"MUTANT": str(source), "MUTANT_OF": str(ROOT / mutant.path)}
        command = [
            sys.executable,
            "-m",
            "pytest",
            *PYTEST,
            "-x",
            "-p",
            "tests.mutation.imported",
            *names,
        ]
        try:
            done = subprocess.run(
                command,
                cwd=ROOT,
                env=environment,
                capture_output=True,
                timeout=_ASLEEP * seconds,
            )
        except subprocess.TimeoutExpired:
            return Outcome("timeout", "", 1.0)
    if done.returncode not in _PYTEST_VERDICTS:
        raise RuntimeError(done.stderr.decode() or done.stdout.decode())
    share = (monotonic() - started) / (_ASLEEP * seconds)
    return Outcome(_PYTEST_VERDICTS[done.returncode], "", share)
