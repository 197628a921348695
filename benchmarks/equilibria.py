"""All equilibria of one game, and the pure ones.

pygambit 17.0.0b2 misses the mixed equilibrium at N = 8, which its own regret confirms.
"""

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import pygambit
from pairs import Call, Case, Growth
from quantecon import game_theory
from scipy.special import betainc

import plea_games as pg


def lottery(n: int) -> pg.PleaGame:
    return pg.PleaGame(defendants=n, capacity=max(1, n // 20), offer=6, sentence=10)


def ours(n: int) -> Call:
    game = lottery(n)
    return lambda: pg.equilibria(game)


def ours_pure(n: int) -> Call:
    game = pg.HeterogeneousGame(offer_ratios=[0.6] * n, capacity=max(1, n // 20))
    return lambda: pg.heterogeneous.pure_equilibria(game)


def strategic(n: int) -> Any:
    """The lottery game as pygambit reads it, with all 2^N profiles."""
    return pygambit.read_nfg(io.StringIO(pg.to_gambit(lottery(n), "nfg")))


def enumpoly(n: int) -> Call:
    game = strategic(n)
    return lambda: pygambit.nash.enumpoly_solve(game).equilibria


def enumpure(n: int) -> Call:
    game = pygambit.read_agg(io.StringIO(pg.to_gambit(lottery(n), "agg")))
    return lambda: pygambit.nash.enumpure_solve(game).equilibria


def in_quantecon(n: int) -> game_theory.NormalFormGame:
    return game_theory.NormalFormGame(np.stack(strategic(n).to_arrays(dtype=float), axis=-1))


def pure_nash_brute(n: int) -> Call:
    game = in_quantecon(n)
    return lambda: game_theory.pure_nash_brute(game)


def mclennan_tourky(n: int) -> Call:
    game, middle = in_quantecon(n), [(0.5, 0.5)] * n
    return lambda: [game_theory.mclennan_tourky(game, init=middle)]


def support_enumeration() -> Call:
    both = [pg.Defendant(name, offer=6, sentence=10) for name in ("D1", "D2")]
    game = pg.to_nashpy(pg.Docket(both, capacity=1))
    return lambda: list(game.support_enumeration())


def three_changes(n: int) -> np.ndarray:
    lengths = [n // 10, 4 * n // 10, n // 3]
    return np.repeat([1, -1, 2, -3], [*lengths, n - sum(lengths)])


def symmetric(n: int) -> Call:
    gains = three_changes(n)
    return lambda: pg.equilibria(pg.AnonymousGame(gain=gains), certify=True)


def cases() -> Iterator[Case]:
    name = "all equilibria of the lottery game, N = {:,}"
    yield Case(
        name.format(2), ours(2), "nashpy support_enumeration", support_enumeration(), counted=True
    )
    for n in (3, 6):
        theirs = "quantecon mclennan_tourky: one, from the middle"
        yield Case(name.format(n), ours(n), theirs, mclennan_tourky(n), counted=True)
    for n in (4, 6, 8):
        yield Case(
            name.format(n),
            ours(n),
            "pygambit enumpoly_solve",
            enumpoly(n),
            runs=3,
            counted=True,
            weighed=n == 8,
        )
    name_of_pure = "its pure equilibria, N = {}"
    theirs = "quantecon pure_nash_brute"
    for n in (6, 10):
        yield Case(name_of_pure.format(n), ours_pure(n), theirs, pure_nash_brute(n), counted=True)
    theirs = "pygambit enumpure_solve, action graph"
    yield Case(
        name_of_pure.format(16), ours_pure(16), theirs, enumpure(16), counted=True, weighed=True
    )
    for n in (230, 5_000, 10**7):
        yield Case(
            name.format(n),
            ours(n),
            "one betainc",
            lambda n=n: betainc(n // 20, n, 0.05),
            weighed=n > 230,
        )
    coefficients = np.resize(three_changes(3_000), 300)
    for n in (3_000, 100_000, 1_000_000):
        yield Case(
            f"all symmetric equilibria, N = {n:,}, 3 changes of sign, proved",
            symmetric(n),
            "numpy.roots, N = 300",
            lambda: np.roots(coefficients),
            runs=3,
            weighed=n == 100_000,
        )


def growths() -> Iterator[Growth]:
    sizes = (250, 500, 1_000, 2_000, 4_000)
    yield Growth("all equilibria of the lottery game, proved", sizes, ours)
    yield Growth("the same beyond, in closed form", (10**4, 10**5, 10**6, 10**7), ours)
    sizes = (300, 600, 1_200, 2_400)
    yield Growth("all symmetric equilibria, 3 changes of sign, proved", sizes, symmetric)
    yield Growth("pygambit enumpoly_solve", (4, 5, 6, 7), enumpoly)
    yield Growth("quantecon mclennan_tourky, one equilibrium", (3, 4, 5, 6, 7), mclennan_tourky)
    yield Growth("pure equilibria of the lottery game", (8, 80, 800, 8_000), ours_pure)
    yield Growth("quantecon pure_nash_brute", (4, 6, 8, 10), pure_nash_brute)
    yield Growth("pygambit enumpure_solve, action graph", (8, 10, 12, 14, 16), enumpure)
