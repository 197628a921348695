"""How fast, against what: ``python benchmarks/run.py`` prints a table in a few minutes.

Each row times two things in turn within this one run, and gives medians and the median of the
paired ratios; machines differ and drift, ratios less so. Needs the ``test`` extra for pygambit.
"""

import gc
import io
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pygambit
from scipy.special import betainc
from tabulate import tabulate

import plea_games as pg
from plea_games.solvers.lottery import mixed_probability


def timed(call: Callable[[], Any]) -> float:
    gc.collect()
    call()  # or one side would pay for memory that the other has just given back
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def pair(first: Callable[[], Any], second: Callable[[], Any], runs: int) -> tuple[float, ...]:
    times = [(timed(first), timed(second)) for _ in range(runs)]
    ratios = [a / b for a, b in times]
    return *(statistics.median(column) for column in zip(*times, strict=True)), statistics.median(
        ratios
    )


def lottery(n: int) -> pg.PleaGame:
    return pg.PleaGame(defendants=n, capacity=max(1, n // 20), offer=6, sentence=10)


def gambit(n: int) -> Any:
    return pygambit.read_nfg(io.StringIO(pg.to_gambit(lottery(n), "nfg")))


def points(count: int, near_one: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    n = np.full(count, 10_000.0)
    k = rng.integers(100, 2_000, count).astype(float)
    share = 10 ** rng.uniform(-12, -3, count) if near_one else rng.uniform(0.2, 0.8, count)
    return n, k, share * (1 - k / n)


def main() -> None:
    rows = []

    def row(what: str, against: str, first: Any, second: Any, runs: int = 5) -> None:
        print(f"{what} …", file=sys.stderr)
        ours, theirs, ratio = pair(first, second, runs)
        rows.append((what, f"{ours:.4g}", against, f"{theirs:.4g}", f"{ratio:.3g}"))

    for n in (4, 6, 8):
        game, theirs = lottery(n), gambit(n)
        row(f"all equilibria of the lottery game, N = {n}", "pygambit enumpoly_solve",
            lambda game=game: pg.equilibria(game),
            lambda theirs=theirs: pygambit.nash.enumpoly_solve(theirs), 3)  # fmt: skip
    for n in (230, 5_000, 10**7):
        game = lottery(n)
        row(f"all equilibria of the lottery game, N = {n:,}", "one betainc",
            lambda game=game: pg.equilibria(game),
            lambda n=n: betainc(n // 20, n, 0.05))  # fmt: skip
    for near_one, name in ((False, "mid-range r"), (True, "r near 1")):
        n, k, complement = points(100_000, near_one)
        x = mixed_probability(n, k, complement)
        row(f"mixed equilibria of 100,000 lottery games, {name}", "one betainc a game",
            lambda n=n, k=k, q=complement: mixed_probability(n, k, q),
            lambda n=n, k=k, x=x: betainc(k, n - k, x))  # fmt: skip
    gains = np.repeat([1, -1, 2, -3], [300, 1200, 1000, 500]).tolist()
    row("all symmetric equilibria, N = 3,000, 3 changes of sign, proved", "numpy.roots, N = 300",
        lambda: pg.equilibria(pg.AnonymousGame(gain=gains)),
        lambda: np.roots(np.resize(gains, 300)), 3)  # fmt: skip
    ratios = np.random.default_rng(0).uniform(0.01, 1.2, 10**7)
    game = pg.HeterogeneousGame(offer_ratios=ratios, capacity=500_000)
    row("extremal equilibria and least seed, 10,000,000 different defendants",
        "numpy.sort of the thresholds",
        lambda: (pg.extremal_equilibria(game), pg.least_seed(game)),
        lambda: np.sort(game.needed))  # fmt: skip
    headers = ("what", "seconds", "against", "seconds", "ratio")
    print(tabulate(rows, headers=headers, tablefmt="github", disable_numparse=True))


if __name__ == "__main__":
    main()
