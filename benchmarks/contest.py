"""All equilibria of bimatrix games, in fractions, against programs in C++ and C."""

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pygambit
import pygambit.catalog
from pairs import Case

import plea_games as pg

Payoffs = list[list[int]]

SEVENTY_FIVE = "journals/dcg/vonstengel1999/6x6_game_with_75_eq"
LRSNASH = shutil.which("lrsnash")


def cases() -> Iterator[Case]:
    for size in (5, 8):
        payoffs = drawn(0, size, 5000)
        gambit = pygambit.read_nfg(nfg(*payoffs))
        yield Case(
            f"all equilibria of a {size} × {size} bimatrix, exact",
            lambda payoffs=payoffs: pg.bimatrix(*payoffs),
            "pygambit enummixed_solve",
            lambda gambit=gambit: pygambit.nash.enummixed_solve(gambit).equilibria,
            runs=3,
            counted=True,
        )
    if LRSNASH is None:
        return
    from_catalogue = [array.tolist() for array in pygambit.catalog.load(SEVENTY_FIVE).to_arrays()]
    games = {"6 × 6, 75 equilibria": from_catalogue}
    games |= {f"15 × 15, seed {seed}": drawn(seed, 15, 1000) for seed in range(1, 4)}
    games |= {f"12 × 12, payoffs 0 to {most}": drawn(0, 12, most + 1) for most in (1, 2, 3)}
    with tempfile.TemporaryDirectory() as folder:
        for name, payoffs in games.items():
            file = Path(folder, "game")
            file.write_text(text_of(*payoffs))
            yield Case(
                f"all extreme equilibria and components, {name}",
                lambda payoffs=payoffs: pg.bimatrix(*payoffs),
                "lrsnash, process and all; no components",
                lambda file=file: equilibria_of_lrsnash(file),
                runs=5,
                counted=True,
            )


def drawn(seed: int, size: int, most: int) -> list[Payoffs]:
    return np.random.default_rng(seed).integers(0, most, (2, size, size)).tolist()


def nfg(rows: Payoffs, columns: Payoffs) -> io.StringIO:
    size = len(rows)
    pairs = (f"{rows[i][j]} {columns[i][j]}" for j in range(size) for i in range(size))
    header = f'NFG 1 R "" {{ "row" "column" }} {{ {size} {size} }}'
    return io.StringIO(f"{header}\n{' '.join(pairs)}\n")


def text_of(*payoffs: Payoffs) -> str:
    shape = f"{len(payoffs[0])} {len(payoffs[0][0])}"
    return "\n\n".join([shape, *("\n".join(" ".join(map(str, line)) for line in matrix)
                                 for matrix in payoffs)]) + "\n"  # fmt: skip


def equilibria_of_lrsnash(file: Path) -> range:
    """As many as it prints."""
    output = subprocess.run([LRSNASH, file], capture_output=True, text=True, check=True).stdout
    (count,) = (line for line in output.splitlines() if line.startswith("*Number of equilibria"))
    return range(int(count.rpartition(" ")[2]))
