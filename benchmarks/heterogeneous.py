"""Ten million defendants, each with an offer ratio of her own."""

from collections.abc import Iterator

import numpy as np
from pairs import Call, Case, Growth

import plea_games as pg


def different(n: int) -> pg.HeterogeneousGame:
    ratios = np.random.default_rng(0).uniform(0.01, 1.2, n)
    return pg.HeterogeneousGame(offer_ratios=ratios, capacity=n // 20)


def cascades(n: int) -> Call:
    game = different(n)
    return lambda: (pg.heterogeneous.extremal_equilibria(game), pg.heterogeneous.least_seed(game))


def sort(n: int) -> Call:
    game = different(n)
    return lambda: np.sort(game.needed)


def cases() -> Iterator[Case]:
    yield Case(
        "extremal equilibria and least seed, 10,000,000 different defendants",
        cascades(10**7),
        "numpy.sort of the thresholds",
        sort(10**7),
        weighed=True,
    )


def growths() -> Iterator[Growth]:
    sizes = (10**4, 10**5, 10**6, 10**7)
    yield Growth("extremal equilibria and least seed", sizes, cascades)
    yield Growth("numpy.sort of the thresholds", sizes, sort)
