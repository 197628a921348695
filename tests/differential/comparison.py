"""Public solvers against an implementation that nobody here wrote, or brute force, game after game.

A comparison draws a game from a seeded generator, asks both sides, and asserts. Where the other
side is wrong, which is judged in exact arithmetic, it returns in what way; that is counted as
explained. Every game has a seed of its own, so that each can be played again alone.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from zlib import crc32

import numpy as np

SEED = 2009

OUTSIDE, BRUTE, CLOSED, WITHIN = (
    "outside program",
    "brute force",
    "closed form",
    "consistency",
)
"""Kinds of oracle, as docs/trust.md explains them."""


@dataclass(frozen=True)
class Comparison:
    """How often to play: ``fast`` in every run of the tests, ``large`` for the ledger."""

    name: str
    solvers: tuple[str, ...]
    oracle: str
    play: Callable[[np.random.Generator], str | None] = field(repr=False)
    fast: int
    large: int
    kind: str = OUTSIDE

    def game(self, number, seed=SEED):
        """Play one game; the generator depends on nothing but these."""
        return self.play(np.random.default_rng([seed, crc32(self.name.encode()), number]))


@dataclass
class Outcome:
    """What came of many games."""

    games: int = 0
    explained: Counter = field(default_factory=Counter)
    disagreements: list = field(default_factory=list)


COMPARISONS: dict[str, Comparison] = {}


def against(oracle, *solvers, fast, large, kind=OUTSIDE):
    """Register the function as a comparison of these solvers with this oracle."""

    def register(play):
        name = play.__name__
        assert name not in COMPARISONS, name
        COMPARISONS[name] = Comparison(name, solvers, oracle, play, fast, large, kind)
        return play

    return register


def play(comparison, games, seed=SEED):
    """Play so many games, and go on after a disagreement."""
    outcome = Outcome()
    for number in range(games):
        outcome.games += 1
        try:
            explanation = comparison.game(number, seed)
        except AssertionError as difference:
            outcome.disagreements.append((number, str(difference)))
        else:
            if explanation:
                outcome.explained[explanation] += 1
    return outcome
