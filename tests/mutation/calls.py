"""Which tests enter which functions, and how long each takes: run once, kept as JSON lines."""

import functools
import gc
import hashlib
import json
import re
import signal
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, process_time

from tests.mutation.loading import Calls, compile_otherwise
from tests.mutation.session import PACKAGES, ROOT, Tests, with_tests


@dataclass
class CallMap:
    """What is known of the tests.

    Attributes
    ----------
    seconds
        Processor time of each test that passes.
    tests
        Function → the tests that enter it, quickest first.
    at_import
        Functions that run while modules are imported or tests collected.
    """

    seconds: dict[str, float] = field(default_factory=dict)
    tests: dict[str, list[str]] = field(default_factory=dict)
    at_import: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, path: Path) -> "CallMap":
        """What the file holds; nothing where there is none."""
        known = cls()
        for line in path.read_text("utf-8").splitlines() if path.exists() else ():
            test = json.loads(line)
            if not test["name"]:
                known.at_import |= set(test["functions"])
            known.seconds[test["name"]] = test["seconds"]
            if test["passed"]:
                for function in test["functions"]:
                    known.tests.setdefault(function, []).append(test["name"])
        for names in known.tests.values():
            names.sort(key=known.seconds.__getitem__)
        return known

    def reading(self, root: Path, path: str) -> list[str]:
        """Tests that enter files which import that one, the quickest of each function first."""
        imports = re.compile(rf"^\s*(from|import)\b.*\b{Path(path).stem}\b", re.MULTILINE)
        files = {
            str(file.relative_to(root))
            for file in (root / "plea_games").rglob("*.py")
            if imports.search(file.read_text("utf-8"))
        } | {path}
        found = {
            name
            for function, names in self.tests.items()
            if function.partition("::")[0] in files
            for name in names
        }
        turns: Counter[str] = Counter()
        turn: dict[str, int] = {}
        for name in sorted(found, key=self.seconds.__getitem__):
            turn[name] = turns[name.partition("[")[0]]
            turns[name.partition("[")[0]] += 1
        return sorted(found, key=lambda name: (turn[name], self.seconds[name]))


_UPPER = ("cli", "report", "sweeps", "study", "dynamics")
_UPPER_TESTS = (
    *("claims", "clock", "command_line", "court", "documents", "imitation", "national"),
    *("neighbourhoods", "plots", "scenarios", "studies", "sweep"),
)


def _stop(*_: object) -> None:
    raise TimeoutError("the test takes too long to be tried on mutants")


def _turn(name: str) -> tuple[int, str]:
    shuffled = hashlib.sha256(name.encode()).hexdigest()
    if name.startswith("plea_games/"):
        return 2 * name.startswith(tuple(f"plea_games/{layer}/" for layer in _UPPER)), shuffled
    upper = name.startswith(("README", *(f"tests/test_{topic}" for topic in _UPPER_TESTS)))
    return 1 + 2 * upper, shuffled


def record(path: Path, *, minutes: float, longest: float, paths: Sequence[str]) -> None:
    """Run the tests at `paths` that `path` does not know yet, in random order, for so many minutes.

    Doctests come first, and the tests of layers above the mutated ones last. A test that takes
    more than `longest` seconds is stopped, and left out of all trials.
    """
    calls = Calls(ROOT, tuple(ROOT / "plea_games" / package for package in PACKAGES))
    compile_otherwise(calls.compiled)
    known = CallMap.read(path).seconds
    end = monotonic() + 60 * minutes

    def work(tests: Tests) -> None:
        signal.signal(signal.SIGPROF, _stop)
        caches = [
            cached
            for cached in gc.get_objects()
            if type(cached) is functools._lru_cache_wrapper
            and cached.__module__.startswith("plea_games.")
        ]
        with path.open("a", encoding="utf-8") as file:

            def note(name: str, seconds: float, passed: bool) -> None:
                functions = sorted(calls.entered)
                line = {"name": name, "seconds": seconds, "passed": passed, "functions": functions}
                file.write(json.dumps(line) + "\n")
                file.flush()

            if "" not in known:
                note("", 0.0, passed=False)
            for name in sorted(tests.items, key=_turn):
                if name in known:
                    continue
                if monotonic() > end:
                    break
                for cached in caches:
                    cached.cache_clear()  # else only the first test to ask would count
                calls.entered.clear()
                start = process_time()
                signal.setitimer(signal.ITIMER_PROF, longest)
                passed = tests.run(name)
                signal.setitimer(signal.ITIMER_PROF, 0)
                note(name, round(process_time() - start, 4), passed)

    with_tests(work, paths=paths)
