"""The mixed equilibria of many lottery games at once."""

from collections.abc import Iterator

import numpy as np
from pairs import Case
from scipy.special import betainc

from plea_games.solvers.lottery import mixed_probability


def points(count: int, near_one: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    n = np.full(count, 10_000.0)
    k = rng.integers(100, 2_000, count).astype(float)
    share = 10 ** rng.uniform(-12, -3, count) if near_one else rng.uniform(0.2, 0.8, count)
    return n, k, share * (1 - k / n)


def cases() -> Iterator[Case]:
    for near_one, name in ((False, "mid-range r"), (True, "r near 1")):
        n, k, complement = points(100_000, near_one)
        x = mixed_probability(n, k, complement)
        yield Case(
            f"mixed equilibria of 100,000 lottery games, {name}",
            lambda n=n, k=k, q=complement: mixed_probability(n, k, q),
            "one betainc a game",
            lambda n=n, k=k, x=x: betainc(k, n - k, x),
        )
