"""The mixed equilibria of many lottery games at once."""

from collections.abc import Iterator

import numpy as np
from pairs import Call, Case, Growth
from scipy.special import betainc

from plea_games.solvers.lottery import mixed_probability, trial_probability

GAMES = 100_000
CAPACITIES = {"mid-range r": (100, 2_000), "r near 1": (100, 2_000), "few trials": (1, 20)}


def games(kind: str, count: int = GAMES) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    n = np.full(count, 10_000.0)
    k = rng.integers(*CAPACITIES[kind], count).astype(float)
    share = rng.uniform(0.2, 0.8, count)
    if kind == "r near 1":
        share = 10 ** rng.uniform(-12, -3, count)
    return n, k, share * (1 - k / n)


def mixed(count: int) -> Call:
    parts = games("r near 1", count)
    return lambda: mixed_probability(*parts)


def cases() -> Iterator[Case]:
    for kind in CAPACITIES:
        n, k, complement = games(kind)
        x = mixed_probability(n, k, complement)
        yield Case(
            f"mixed equilibria of {GAMES:,} lottery games, {kind}",
            lambda n=n, k=k, q=complement: mixed_probability(n, k, q),
            "one betainc a game",
            lambda n=n, k=k, x=x: betainc(k, n - k, x),
            weighed=kind == "r near 1",
        )
    n, k, complement = games("r near 1")
    x = mixed_probability(n, k, complement)
    yield Case(
        f"chances of trial at {GAMES:,} mixed equilibria, r near 1",
        lambda: trial_probability(n, k, x),
        "one betainc a chance",
        lambda: betainc(k, n - k, x),
    )


def growths() -> Iterator[Growth]:
    sizes = (1_000, 10_000, 100_000, 1_000_000)
    yield Growth("mixed equilibria of N lottery games, r near 1", sizes, mixed)
