"""All equilibria of one game."""

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import pygambit
from pairs import Case
from scipy.special import betainc

import plea_games as pg


def lottery(n: int) -> pg.PleaGame:
    return pg.PleaGame(defendants=n, capacity=max(1, n // 20), offer=6, sentence=10)


def gambit(n: int) -> Any:
    return pygambit.read_nfg(io.StringIO(pg.to_gambit(lottery(n), "nfg")))


def cases() -> Iterator[Case]:
    for n in (4, 6, 8):
        game, theirs = lottery(n), gambit(n)
        yield Case(
            f"all equilibria of the lottery game, N = {n}",
            lambda game=game: pg.equilibria(game),
            "pygambit enumpoly_solve",
            lambda theirs=theirs: pygambit.nash.enumpoly_solve(theirs),
            runs=3,
        )
    for n in (230, 5_000, 10**7):
        game = lottery(n)
        yield Case(
            f"all equilibria of the lottery game, N = {n:,}",
            lambda game=game: pg.equilibria(game),
            "one betainc",
            lambda n=n: betainc(n // 20, n, 0.05),
        )
    for n in (3_000, 100_000, 1_000_000):
        gains = np.repeat([1, -1, 2, -3], [n // 10, 4 * n // 10, 3 * n // 10, 2 * n // 10])
        yield Case(
            f"all symmetric equilibria, N = {n:,}, 3 changes of sign, proved",
            lambda gains=gains: pg.equilibria(pg.AnonymousGame(gain=gains), certify=True),
            "numpy.roots, N = 300",
            lambda gains=gains: np.roots(gains[:: gains.size // 300]),
            runs=3,
        )
