"""Whole commands, start-up included, in units of ``import sympy``; and how they grow with N.

Seconds are those of the processor: a process that starts waits for disks and for others.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

from pairs import Call, Case, Growth, processor

import plea_games as pg

COMMANDS = ("thresholds j20", "levers federal-2022", "contest federal-2022", "claims")
UP_TO = {
    pg.thresholds: 10_000_000,
    pg.equilibria: 10_000_000,
    pg.protocols: 10_000_000,
    pg.levers: 100_000,
    pg.contest: 100_000,
}


def process(*arguments: str) -> Call:
    line = [sys.executable, *arguments]
    return lambda: subprocess.run(line, check=True, stdout=subprocess.DEVNULL)


def asked(verb: Callable[[pg.PleaGame], Any], count: int) -> Call:
    game = pg.PleaGame(defendants=count, capacity=count // 20, offer=1, sentence=10)
    return lambda: str(verb(game.with_parameters(offer="1.01")))


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
    for verb, most in UP_TO.items():
        sizes = [size for size in (1_000, 10_000, 100_000, 1_000_000, 10_000_000) if size <= most]
        yield Growth(
            f"{verb.__name__} of a plain game",
            sizes,
            lambda count, verb=verb: asked(verb, count),
            runs=1,
            clock=processor,
        )
