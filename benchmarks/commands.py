"""Whole commands, start-up included, in units of ``import sympy``; and how they grow with N.

Seconds are those of the processor: a process that starts waits for disks and for others. Each size
of a growth has a process of its own, in which nothing is remembered of another size.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from pairs import Call, Case, Growth, processor

COMMANDS = ("thresholds j20", "levers federal-2022", "contest federal-2022", "claims")
SMALL = 200
GAME = "--defendants {n} --capacity {tw} --offer 1.01 --sentence 10"
LINES: dict[str, int] = {
    "thresholds {game}": 10_000_000,
    "thresholds {game} --with side_payment=1": 10_000_000,
    "thresholds {game} --with strike_fund=100": 100_000,
    "thresholds {game} --with testimony=1e-6": 100_000,
    "thresholds {game} --with committed={tenth} --with reliability=0.9": 100_000,
    "equilibria {game}": 10_000_000,
    "equilibria {game} --with strike_fund=100": 100_000,
    "protocols {game}": 10_000_000,
    "protocols {game} --with side_payment=1": 10_000_000,
    "levers {game}": 10_000_000,
    "contest {game}": 100_000,
    "clock {game} --days 70 --offers-per-day {tenth}": 10_000_000,
    "coalitions {game}": 10_000_000,
    "correlated {game}": 10_000_000,
    "correlated {game} --with strike_fund=100": 100_000,
    "correlated {game} --with testimony=1e-6 --with strike_fund=100": 100_000,
    "disclosure {game} --signed-up-to {tenth}": 100_000,
    "packages {game}": 10_000_000,
    "packages {game} --quorum {n}": 100_000,
    "private-cases {game} --case 0=1 --case 50=3": 1_000_000,
    "race {game}": 10_000,
    "stopping {game} --prosecution-years 10 --prior-a 4 --prior-b 1": 2_000,
    "verdicts {game} --prior-a 4 --prior-b 1": 1_000_000,
    "cascade --defendants {n} --share .3 --seed-share .05 --rng-seed 1": 100_000,
    "export {game} --to agg": 10_000,
    "figures {game} --figure gain-curve --out {folder}": 100_000,
    "report {game} --out {folder}": 10_000,
    "sweep --places {table}": 100_000,
    "silos {table} --budget {tenth}": 10_000,
}


_SMALL_PARENT = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:]))"
"""A process counts as its own memory what its parent held when it began."""


def process(*arguments: str) -> Call:
    line = [sys.executable, *arguments]
    return lambda: subprocess.run(line, check=True, stdout=subprocess.DEVNULL)


def line(words: str, count: int, folder: Path) -> str:
    """A command for so many defendants, or places of a table."""
    table = folder / f"{count}.csv"
    if "{table}" in words:
        rows = (f"place {n},{200 + n % 997},{10 + n % 7},1.01,10" for n in range(count))
        heading = "name,defendants,capacity,offer,sentence"
        table.write_text("\n".join([heading, *rows]), encoding="utf-8")
    counts = {"n": count, "tw": max(1, count // 20), "tenth": max(1, count // 10)}
    return words.format(
        game=GAME.format(**counts), table=table, folder=folder / f"out-{count}", **counts
    )


def measured(words: str) -> Callable[[int], tuple[float, float]]:
    """Seconds and megabytes of a command, by size."""

    def of_size(count: int) -> tuple[float, float]:
        script = str(Path(__file__).with_name("one_command.py"))
        with tempfile.TemporaryDirectory() as name:
            lines = [line(words, each, Path(name)) for each in (SMALL, count)]
            run = [sys.executable, "-S", "-c", _SMALL_PARENT, sys.executable, script, *lines]
            done = subprocess.run(run, check=True, capture_output=True, text=True)
        seconds, megabytes = map(float, done.stdout.split())
        return seconds, megabytes

    return of_size


def cases() -> Iterator[Case]:
    for command in COMMANDS:
        yield Case(
            f"plea-games {command}",
            process("-m", "plea_games", *command.split()),
            "python -c 'import sympy'",
            process("-c", "import sympy"),
            runs=3,
            clock=processor,
        )


def growths() -> Iterator[Growth]:
    for words, most in LINES.items():
        what = words.replace("{game}", "…").replace("{table}", "TABLE").replace("{folder}", "DIR")
        for name, said in (("{n}", "N"), ("{tenth}", "N/10")):
            what = what.replace(name, said)
        least = min(1_000, most // 4)  # some commands allow for no more than 2,000
        sizes = [*(least * 10**power for power in range(9) if least * 10**power < most), most]
        yield Growth(f"plea-games {what}", sizes, process=measured(words))
