"""Fuzz what reads users' input: ``python tests/fuzz/run.py --inputs 100000 --seed 1``.

Every input is made anew from (seed, target, number), so that a finding can be looked at again with
``--target NAME --first NUMBER --inputs 1``. A child process with a limit on its memory reads the
inputs; one that stops answering is ended, and its input reported.
"""

import argparse
import multiprocessing
import os
import re
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import dask.delayed  # noqa: F401  pickles when it is imported, which is none of the input's doing
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.fuzz import sandbox
from tests.fuzz.targets import TARGETS

_SILENCE = 300  # seconds until a child is taken for dead
_SHOWN = 300  # characters of an input
_MOST_A_CHILD = 1_000  # inputs, or what libraries keep of each would count as the last one's

SHARES = {
    "formula": 0.25,
    "parameters": 0.1,
    "amounts": 0.1,
    "scenario": 0.15,
    "study": 0.1,
    "silos": 0.1,
    "places": 0.05,
    "ties": 0.1,
    "command": 0.05,
}


def made(target: str, seed: int, number: int) -> Any:
    """The input of that number."""
    rng = np.random.default_rng([seed, list(TARGETS).index(target), number])
    return TARGETS[target].make(rng)


def judged(target: str, given: object, *, patience: float = 1) -> str | None:
    """What is wrong with how the target reads it; on slow machines give it more time."""
    chosen = TARGETS[target]
    out = Path(chosen.out(given)).resolve() if chosen.out else None

    def may_be_written(path: str) -> bool:
        if path == os.devnull or out is None:
            return path == os.devnull
        at = Path(path).resolve()
        if not at.is_relative_to(out.parent) or at == out.parent:
            return False
        return out.name in at.relative_to(out.parent).parts[0]  # or beside it until it is complete

    return sandbox.verdict(lambda: chosen.read(given), may_be_written, patience * chosen.seconds)


def _child(target: str, seed: int, first: int, last: int, findings: Connection) -> None:
    warnings.simplefilter("error")
    sys.set_int_max_str_digits(sys.int_info.default_max_str_digits)
    os.chdir(tempfile.mkdtemp())
    for number in range(20):  # what is imported on first use is none of the input's doing
        findings.send((first, None))
        judged(target, made(target, seed + 1, number))
    sandbox.install()
    sandbox.limit_memory()
    for number in range(first, last):
        findings.send((number, None))
        wrong = judged(target, made(target, seed, number))
        if wrong:
            findings.send((number, wrong))
    findings.send((last, None))


def fuzz(target: str, seed: int, first: int, last: int) -> Iterator[tuple[int, str]]:
    """Numbers of inputs, and what is wrong with how they are read."""
    context = multiprocessing.get_context("fork")
    while first < last:
        ours, theirs = context.Pipe(duplex=False)
        end = min(last, first + _MOST_A_CHILD)
        child = context.Process(target=_child, args=(target, seed, first, end, theirs))
        child.start()
        theirs.close()
        at = first
        try:
            while ours.poll(_SILENCE):
                at, wrong = ours.recv()
                if wrong:
                    yield at, wrong
                if at == end:
                    break
            else:
                yield at, f"stopped answering for {_SILENCE} s"
        except EOFError:
            child.join()
            yield at, f"ended the process, code {child.exitcode}"
        child.kill()
        child.join()
        first = end if at == end else at + 1


def _kind(wrong: str) -> str:
    """Without what differs from input to input: numbers, and text in quotes."""
    what, place, line = wrong.partition(", in ")
    return re.sub(r"""\d+|(['"]).*?(\1|$)""", "…", what) + place + line


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--inputs", type=int, default=10_000)
    reader.add_argument("--seed", type=int, default=0)
    reader.add_argument("--target", choices=TARGETS, action="append")
    reader.add_argument("--first", type=int, default=0)
    options = reader.parse_args()
    sys.set_int_max_str_digits(0)  # inputs are shown here; children have the limit back
    chosen = options.target or list(TARGETS)
    total = sum(SHARES[name] for name in chosen)
    any_wrong = False
    for target in chosen:
        inputs = max(1, round(options.inputs * SHARES[target] / total))
        start = time.perf_counter()
        kinds: Counter[str] = Counter()
        for number, wrong in fuzz(target, options.seed, options.first, options.first + inputs):
            kinds[_kind(wrong)] += 1
            if kinds[_kind(wrong)] == 1:
                given = ascii(made(target, options.seed, number))[:_SHOWN]
                print(f"{target} {number}: {wrong}\n  given {given}", flush=True)
        seconds = time.perf_counter() - start
        found = sum(kinds.values())
        print(f"{target}: {inputs:,} inputs in {seconds:.0f} s, {found:,} findings", flush=True)
        for kind, times in kinds.most_common():
            print(f"  {times:,} × {kind}", flush=True)
        any_wrong |= bool(kinds)
    return int(any_wrong)


if __name__ == "__main__":
    sys.exit(main())
