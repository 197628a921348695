"""Ten million made-up charges in Cook County's format: the reading against the engine's own scan.

Run alone: ``python benchmarks/records.py [ROWS]``. Each is timed in a process of its own, in pairs.
"""

import resource
import subprocess
import sys
import tempfile
import time
from os import getloadavg
from pathlib import Path
from statistics import median

import numpy as np
import pyarrow as pa
import pyarrow.csv

from plea_games.records import layout, read
from plea_games.records.engine import engine, run
from plea_games.records.reading import used_columns
from plea_games.records.source_view import SourceView

_BATCH = 500_000
_PAIRS = 3
_ENDS = {
    "Nolle Prosecution": 0.66,
    "Plea Of Guilty": 0.25,
    "FNG": 0.04,
    "Finding Guilty": 0.03,
    "Verdict Guilty": 0.008,
    "Verdict-Not Guilty": 0.004,
    "FNPC": 0.008,
}


def write_charges(path: Path, rows: int) -> None:
    rng = np.random.default_rng(1)
    writer, person = None, 0
    dates = np.array([f"{m}/1/{y} 12:00:00 AM" for y in range(2011, 2020) for m in range(1, 13)])
    titles = np.array(["RETAIL THEFT", "UNLAWFUL USE OF A WEAPON", "POSSESSION OF A SUBSTANCE"])
    for start in range(0, rows, _BATCH):
        size = min(_BATCH, rows - start)
        ids = np.sort(rng.integers(person, person + size // 3, size))
        person += size // 3
        table = pa.table({
            "CASE_ID": ids,
            "CASE_PARTICIPANT_ID": ids * 7 + 3,
            "CHARGE_ID": np.arange(start, start + size),
            "DISPOSITION_CHARGED_OFFENSE_TITLE": titles[rng.integers(0, 3, size)],
            "DISPOSITION_CHARGED_CLASS": np.array(list("1234XAB"))[rng.integers(0, 7, size)],
            "DISPOSITION_DATE": dates[rng.integers(0, len(dates), size)],
            "CHARGE_DISPOSITION": rng.choice(list(_ENDS), size, p=list(_ENDS.values())),
            "COURT_NAME": np.array([f"District {i}" for i in range(6)])[rng.integers(0, 6, size)],
            "RECEIVED_DATE": dates[rng.integers(0, len(dates), size)],
        })  # fmt: skip
        writer = writer or pa.csv.CSVWriter(path, table.schema)
        writer.write(table)
    if writer:
        writer.close()


def scan(path: Path) -> None:
    known = layout("cook-sao").model_copy(update={"sentences": None})
    used = used_columns(known)
    used.remove("received")
    with engine() as (connection, folder):
        SourceView(connection, [path], known.file, known.columns, None, used, folder, "source")
        counts = ", ".join(f'count("{name}")' for name in used)
        run(connection, f"SELECT {counts} FROM source", "charges")


def timed(what: str, path: Path) -> None:
    start, work = time.perf_counter(), time.process_time()
    if what == "scan":
        scan(path)
    else:
        read(path, layout="cook-sao", progress=False)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(time.perf_counter() - start, used, time.process_time() - work)


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "charges.csv")
        write_charges(path, rows)
        found: dict[str, list[list[float]]] = {"scan": [], "read": []}
        for _ in range(_PAIRS):
            for what, results in found.items():
                command = [sys.executable, __file__, what, str(path)]
                done = subprocess.run(command, check=True, capture_output=True, text=True)
                results.append([float(word) for word in done.stdout.split()])
        pairs = zip(found["scan"], found["read"], strict=True)
        print(f"{rows:,} rows, {path.stat().st_size / 1e9:.1f} GB")
        ratios = [(b[0] / a[0], b[2] / a[2]) for a, b in pairs]
        wall, cpu = (median(part) for part in zip(*ratios, strict=True))
        load = getloadavg()[0]
        print(f"reading over scan: {wall:.2f}, in processor time {cpu:.2f}; load {load:.0f}")
        for what, results in found.items():
            seconds, work = (median(r[part] for r in results) for part in (0, 2))
            memory = max(r[1] for r in results)
            print(f"{what}: {seconds:.1f} s, {work:.1f} s of CPU, {memory:.0f} MB")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        timed(sys.argv[1], Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) == 2 else 10_000_000)
