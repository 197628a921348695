r"""Coalition-proof equilibria of a binary game among identical players.

A coalition of k, while h others are sure to hold out and the rest to plead, agrees that j of it
hold out. The agreement is *self-enforcing* if no smaller coalition within it would break its own
part: for all a of the j and b of the k − j, not both all of them, "a of a + b hold out" is
coalition-proof for those a + b while h + j − a others hold out. And it is *coalition-proof* if it
is self-enforcing and no other self-enforcing agreement of the k is strictly better for each of
them. As players are identical, all that counts is (k, h, j): some N³/6 agreements with some k²
parts each.

Two rules settle many equilibria without the recursion. *A strong equilibrium is coalition-proof*:
by induction each of its parts is strong in the game that is left, and nothing at all is better for
everybody in it. *What is strictly worse for everybody than a strong equilibrium is not
coalition-proof*, for that one is self-enforcing.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np

from .joint_deviations import Ranks

MOST_RECURSIVE = 40
"""Defendants up to whom the recursion takes a second or so."""


def coalition_proof_counts(held: Ranks, pleading: Ranks) -> set[int]:
    """The numbers of hold-outs that are coalition-proof, by the definition.

    Payoffs are as :func:`.joint_deviations.ranked` gives them.
    """
    hold, plead = held.tolist(), pleading.tolist()

    def better(k: int, h: int, j: int, x: int, y: int) -> bool:
        """Whether all k gain if x hold-outs and y pleaders among them switch."""
        now, then = h + j, h + j - x + y
        return (
            (x == 0 or plead[then] > hold[now])
            and (y == 0 or hold[then] > plead[now])
            and (x == j or hold[then] > hold[now])
            and (y == k - j or plead[then] > plead[now])
        )

    @cache
    def self_enforcing(k: int, h: int, j: int) -> bool:
        return all(
            coalition_proof(a + b, h + j - a, a)
            for a, b in _pairs(j, k - j)
            if 0 < a + b < k
        )  # fmt: skip

    @cache
    def coalition_proof(k: int, h: int, j: int) -> bool:
        return self_enforcing(k, h, j) and not any(
            better(k, h, j, x, y) and self_enforcing(k, h, j - x + y)
            for x, y in _pairs(j, k - j)
            if x + y
        )

    count = len(hold) - 1
    return {j for j in range(count + 1) if coalition_proof(count, 0, j)}


def most_and_least(held: Ranks, pleading: Ranks, counts: Ranks) -> tuple[Ranks, Ranks]:
    """The most and the least that anybody gets with each of these numbers of hold-outs.

    Whoever is who: everybody gets strictly less in one than in another where the most in the first
    is below the least in the second.
    """
    some_hold, some_plead = counts > 0, counts < held.size - 1
    most = np.where(some_hold, held[counts], pleading[counts])
    least = np.where(some_plead, pleading[counts], held[counts])
    return np.maximum(most, least), np.minimum(least, most)


def _pairs(first: int, second: int) -> Iterator[tuple[int, int]]:
    return ((a, b) for a in range(first + 1) for b in range(second + 1))
