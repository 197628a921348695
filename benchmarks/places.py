"""A table of a hundred thousand places through ``sweep --places``: this build against another.

Run alone: ``python benchmarks/places.py FOLDER [ROWS]``, with the folder of a clone of the other
build. Whole processes are timed in pairs.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np

_PAIRS = 3
_HERE = Path(__file__).parents[1]


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


def run(build: Path, table: Path) -> tuple[float, float, float]:
    """Seconds, seconds of CPU and megabytes of one process."""
    command = [sys.executable, "-m", "plea_games", "sweep", "--places", str(table)]
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=build, env={**os.environ, "PYTHONPATH": str(build)}, stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{build} failed")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main(other: Path, rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder, "places.csv")
        write_places(table, rows)
        pairs = [(run(other, table), run(_HERE, table)) for _ in range(_PAIRS)]
    wall, cpu, memory = (median(a[i] / b[i] for a, b in pairs) for i in range(3))
    load = os.getloadavg()[0]
    print(f"{rows:,} places: other over this {wall:.1f}, in processor time {cpu:.1f};"
          f" memory {memory:.1f}; load {load:.0f}")  # fmt: skip
    for place, build in enumerate(("other", "this")):
        seconds, work, size = (median(pair[place][i] for pair in pairs) for i in range(3))
        print(f"{build}: {seconds:.1f} s, {work:.1f} s of CPU, {size:.0f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) == 3 else 100_000)
