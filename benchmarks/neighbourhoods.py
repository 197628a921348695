"""A cascade through a city of a million, and how it grows with the ties."""

from collections.abc import Iterator

import numpy as np
from pairs import Case

import plea_games as pg


def cases() -> Iterator[Case]:
    for people in (10**4, 10**5, 10**6):
        city = pg.networks.neighbourhoods(defendants=people, ties=20, rng=0)
        game = pg.NetworkGame.of_shares(ties=city.ties, shares=0.2)
        seed = np.random.default_rng(0).choice(people, people // 10, replace=False)
        yield Case(
            f"cascade to all of {people:,} people with {game.ties:,} ties",
            lambda game=game, seed=seed: pg.networks.cascade(game, committed=seed),
            "numpy.bincount of the ties' ends",
            lambda game=game: np.bincount(game.others),
        )
