"""A sample of mutants, one after the other, each against the tests that enter its function."""

import gc
import hashlib
import sys
from functools import partial
from itertools import zip_longest
from pathlib import Path
from time import monotonic

from tests.mutation import results
from tests.mutation.calls import CallMap
from tests.mutation.mutants import Mutant, named, package_of
from tests.mutation.outcomes import in_time
from tests.mutation.results import Result
from tests.mutation.session import PACKAGES, ROOT, Tests, with_tests
from tests.mutation.trial import Functions, in_fork, in_new_process


def drawn(keys: list[str], sample: int | None, seed: int) -> list[str]:
    """Of `keys`, `sample` of each package, or all, in an order that any time limit cuts fairly.

    A mutant's place depends on its own name only, so that a change elsewhere leaves the sample as
    it is.
    """

    def place(key: str) -> str:
        return hashlib.sha256(f"{seed}{key}".encode()).hexdigest()

    groups: dict[str, list[str]] = {package: [] for package in PACKAGES}
    for key in sorted(keys, key=place):
        groups[package_of(key)].append(key)
    chosen = (group[:sample] for group in groups.values())
    return [key for row in zip_longest(*chosen) for key in row if key is not None]


def _nothing() -> None:
    """Leave the code as it is."""


def run(data: Path, keys: list[str], *, minutes: float, seconds: float, again: bool) -> None:
    """Try those of `keys` that have no result yet, or those that survived `again`."""
    noted = data / "calls.jsonl"
    calls, read_at = CallMap.read(noted), noted.stat().st_mtime
    known = results.read(data / "results.jsonl")
    end = monotonic() + 60 * minutes
    trusted: dict[str, bool] = {}

    def work(tests: Tests) -> None:
        nonlocal calls, read_at
        functions = Functions(ROOT / "plea_games")
        gc.collect()
        gc.freeze()  # or every fork would copy the pages that the collector touches

        def passes(name: str) -> bool:
            if name not in trusted:
                limit = 10 + 10 * calls.seconds[name]
                trusted[name] = in_fork(tests, [name], _nothing, limit).verdict == "survived"
            return trusted[name]

        def tried(mutant: Mutant) -> Result:
            function = f"{mutant.path}::{mutant.function}"
            early = function in calls.at_import
            entering = [name for name in calls.tests.get(function, ()) if name in tests.items]
            entered = bool(entering)
            allowed = seconds
            if early and again and not entered:  # its value is kept, for any test to read
                found = calls.reading(ROOT, mutant.path)
                entering, allowed = [name for name in found if name in tests.items], 5 * seconds
            while True:
                usable = [name for name in entering if trusted.get(name, True)]
                names, took = [], 0.0
                for name in usable:
                    took += calls.seconds[name]
                    if took > allowed and names:
                        break
                    names.append(name)
                verdict, by = "untested", ""
                if names:
                    limit = 3 + 4 * took
                    verdict, by = "unfit", ""
                    if entered:
                        change = partial(functions.exchange, mutant)
                        runs = (partial(in_fork, tests, names, do) for do in (change, _nothing))
                        outcome = in_time(*runs, limit)
                        verdict, by = outcome.verdict, outcome.by
                    if verdict == "unfit" or (early and again and verdict == "survived"):
                        codes = mutant.source, (ROOT / mutant.path).read_text("utf-8")
                        runs = (partial(in_new_process, mutant, code, names) for code in codes)
                        outcome = in_time(*runs, limit)
                        verdict, by = outcome.verdict, outcome.by
                if verdict != "killed" or not by or passes(by):
                    return Result(
                        mutant.key,
                        mutant.operator,
                        verdict,
                        by,
                        len(names),
                        len(usable) - len(names),
                    )

        for count, key in enumerate(keys):
            before = known.get(key)
            if before is not None and not (again and not before.noticed):
                continue
            if monotonic() > end:
                break
            if noted.stat().st_mtime > read_at:  # the tests may be running at the same time
                calls, read_at = CallMap.read(noted), noted.stat().st_mtime
            result = tried(named(ROOT, key))
            results.add(data / "results.jsonl", result)
            print(f"{count} {result.verdict} {result.key} {result.by}", file=sys.stderr)

    files = {name.partition("::")[0] for names in calls.tests.values() for name in names}
    with_tests(work, paths=sorted(files))
