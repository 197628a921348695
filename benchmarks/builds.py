"""Whole commands, from plain numbers to reports and large tables: this build against another.

Run alone: ``python benchmarks/builds.py FOLDER [RUNS]``, with the folder of a clone of the other
build. Processes are timed in pairs, in seconds of the processor, start-up included; memory is the
most that a process held.
"""

import compileall
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import numpy as np
from tabulate import tabulate

_HERE = Path(__file__).parents[1]
_ROWS = 100_000
_DRAWN = ("figures j20", "report j20", "report federal-2022")
_COMMANDS = (
    "thresholds j20",
    "levers federal-2022",
    "contest federal-2022",
    "claims",
    *_DRAWN,
    f"sweep --places, {_ROWS:,} rows",
)
_WEIGHED = """
import os, sys
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
command = [sys.executable, *sys.argv[1:]]
process = os.posix_spawn(sys.executable, command, os.environ, file_actions=quiet)
_, status, used = os.wait4(process, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(bool(status))
"""
"""A process counts as its own memory what its parent held when it began: so this one is small."""

_HEADERS = ("what", "seconds", "MB", "the other build: seconds", "MB", "ratio", "of memory")


def write_places(path: Path, rows: int) -> None:
    rng = np.random.default_rng(1)
    people = rng.integers(100, 20_000, rows)
    tried = (people * rng.random(rows) / 10).astype(int)
    offer, sentence, conviction = (
        np.round(rng.uniform(low, high, rows), 2) for low, high in ((0.1, 3), (3, 9), (0.5, 0.99))
    )
    with path.open("w") as file:
        print("name,filings,trials,offer,sentence,conviction", file=file)
        cells = (column.tolist() for column in (people, tried, offer, sentence, conviction))
        for place, row in enumerate(zip(*cells, strict=True)):
            print(f"C{place}", *row, sep=",", file=file)


def run(build: Path, arguments: list[str]) -> tuple[float, float]:
    """Seconds of the processor and megabytes of one process."""
    command = [sys.executable, "-S", "-c", _WEIGHED, "-m", "plea_games", *arguments]
    paths = os.pathsep.join(filter(None, (str(build), os.environ.get("OTHER_PACKAGES"))))
    environment = {**os.environ, "PYTHONPATH": paths}
    done = subprocess.run(command, cwd=build, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{build} failed at {' '.join(arguments)}\n{done.stderr}")
    seconds, kilobytes = map(float, done.stdout.split())
    return seconds, kilobytes / 1024


def timed(build: Path, command: str, table: Path) -> tuple[float, float]:
    if command.startswith("sweep"):
        return run(build, ["sweep", "--places", str(table)])
    if command not in _DRAWN:
        return run(build, command.split())
    with tempfile.TemporaryDirectory() as folder:
        return run(build, [*command.split(), "--out", str(Path(folder, "out"))])


def main(other: Path, runs: int) -> None:
    rows = []
    for build in (_HERE, other):
        compileall.compile_dir(build / "plea_games", quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder, "places.csv")
        write_places(table, _ROWS)
        for command in _COMMANDS:
            pairs = [[timed(build, command, table) for build in (_HERE, other)]
                     for _ in range(runs)]  # fmt: skip
            ours, theirs = (
                [f"{median(pair[side][i] for pair in pairs):.4g}" for i in (0, 1)]
                for side in (0, 1)
            )
            ratios = [median(a[i] / b[i] for a, b in pairs) for i in (0, 1)]
            rows.append([command, *ours, *theirs, *(f"{ratio:.3g}" for ratio in ratios)])
    print(tabulate(rows, headers=_HEADERS, tablefmt="github", disable_numparse=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) == 3 else 3)
