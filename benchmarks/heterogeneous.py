"""Ten million defendants, each with an offer ratio of her own."""

from collections.abc import Iterator

import numpy as np
from pairs import Case

import plea_games as pg


def cases() -> Iterator[Case]:
    ratios = np.random.default_rng(0).uniform(0.01, 1.2, 10**7)
    game = pg.HeterogeneousGame(offer_ratios=ratios, capacity=500_000)
    yield Case(
        "extremal equilibria and least seed, 10,000,000 different defendants",
        lambda: (pg.extremal_equilibria(game), pg.least_seed(game)),
        "numpy.sort of the thresholds",
        lambda: np.sort(game.needed),
    )
