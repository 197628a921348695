r"""The 0/1 knapsack, with its optimum proved in whole numbers.

Maximize :math:`\sum v_j y_j` over :math:`y_j \in \{0, 1\}` with :math:`\sum w_j y_j \le W`, all of
them whole numbers.

1. Entries are taken by value per weight; :math:`\lambda = v_b/w_b` is the ratio of the first, b, at
   which the sum exceeds W. No choice is worth more than :math:`U = \lambda W + \sum_j \max(0,
   \rho_j)` with :math:`\rho_j = v_j - \lambda w_j` (Dantzig 1957, from memory).
2. A choice that departs from the sign of :math:`\rho_j` loses :math:`|\rho_j|` of that bound. Where
   :math:`\lfloor U - |\rho_j| \rfloor` is no more than what is found already, entry j is settled.
3. The entries left, the core, are enumerated with the same bound and without dominated choices
   (Pisinger 1997, from memory). If that ends, the best choice is proved. If it grows too long,
   HiGHS looks for a better choice, which shrinks the core, and the enumeration starts anew. HiGHS
   works in doubles and within tolerances; its choice is checked, its bound is quoted only where
   the proof in whole numbers fails.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .integer_program import integer_program

FEW_STATES, MOST_STATES = 200_000, 20_000_000
"""Choices within the core that are enumerated before HiGHS is asked, and in all."""

_LARGEST = 2**62  # beyond, numpy holds Python's own integers

Whole = NDArray[Any]


@dataclass(frozen=True)
class Packing:
    """A choice of entries, and what no choice can exceed.

    ``exact`` says that the bound was proved in whole numbers; otherwise it is what HiGHS states in
    doubles, or the bound of step 1 where that is lower.
    """

    chosen: tuple[int, ...]
    value: int
    bound: int
    exact: bool


def best_packing(
    values: Sequence[int],
    weights: Sequence[int],
    limit: int,
    *,
    seconds: float = 60,
    most_states: int = MOST_STATES,
) -> Packing:
    """The entries worth most within the limit, with a bound.

    Parameters
    ----------
    values, weights
        Whole numbers of at least 0, of any size.
    limit
        Another.
    seconds
        How long HiGHS may search.
    most_states
        How many choices the proof may enumerate.

    Examples
    --------
    >>> best_packing([9, 5, 5], [6, 5, 5], 10)
    Packing(chosen=(1, 2), value=10, bound=10, exact=True)
    """
    free = [j for j, weight in enumerate(weights) if weight == 0 and values[j]]
    open_ones = [j for j, weight in enumerate(weights) if 0 < weight <= limit and values[j]]
    search = _Search(values, weights, limit, open_ones)
    exact, bound = search.prove(min(FEW_STATES, most_states)), search.bound
    if not exact:
        bound = min(bound, search.propose(seconds))
        exact = search.prove(most_states)
    given = sum(values[j] for j in free)
    bound = search.value if exact else max(search.value, bound)
    chosen = tuple(sorted([*free, *search.best]))
    return Packing(chosen, given + search.value, given + bound, exact)


class _Search:
    """The best choice so far, and the bound that any better one must keep to."""

    def __init__(
        self, values: Sequence[int], weights: Sequence[int], limit: int, entries: list[int]
    ) -> None:
        self.values, self.weights, self.limit = values, weights, limit
        ranked = sorted(entries, key=self._worth, reverse=True)
        self.best = self._filled(ranked)
        self.value = sum(values[j] for j in self.best)
        loads = accumulate(weights[j] for j in ranked)
        over = next((j for j, load in zip(ranked, loads, strict=True) if load > limit), None)
        # λ as a fraction; where everything fits, weight is worth nothing
        self.price, self.per = (0, 1) if over is None else (values[over], weights[over])
        self.reduced = {j: values[j] * self.per - self.price * weights[j] for j in entries}
        self.scaled_bound = self.price * limit + sum(max(0, r) for r in self.reduced.values())

    @property
    def bound(self) -> int:
        """⌊U⌋."""
        return self.scaled_bound // self.per

    def propose(self, seconds: float) -> int:
        """Ask HiGHS for a better choice within the core; the bound that it states."""
        core, settled = self._core()
        room = max(1, self.limit - sum(self.weights[j] for j in settled))
        shares = [[float(Fraction(self.weights[j], room)) for j in core]]
        solution = integer_program(
            -np.array([float(self.values[j]) for j in core]),
            np.array(shares),
            most=1.0,
            seconds=seconds,
        )
        if solution.x is not None:
            chosen = [j for j, taken in zip(core, solution.x, strict=True) if taken > 0.5]
            self._keep(self._filled([*settled, *sorted(chosen, key=self._worth, reverse=True)]))
        if solution.mip_dual_bound is None or not np.isfinite(solution.mip_dual_bound):
            return self.bound
        within_core = int(np.floor(-solution.mip_dual_bound * (1 + 1e-9) + 1e-6))
        return within_core + sum(self.values[j] for j in settled)

    def prove(self, most_states: int) -> bool:
        """Enumerate the core, keeping what is better; whether that ended within the limit."""
        core, settled = self._core()
        core.sort(key=lambda j: -abs(self.reduced[j]))
        weight, value = (sum(part[j] for j in settled) for part in (self.weights, self.values))
        if weight > self.limit:
            return True  # a better choice would have to take all of these
        kind = np.int64 if self._largest() < _LARGEST else object
        weights, values = np.array([weight], dtype=kind), np.array([value], dtype=kind)
        gains = [max(0, self.reduced[j]) for j in core]
        ahead = [*accumulate(reversed(gains), initial=0)][-2::-1]  # what later entries can add
        origins: list[NDArray[np.int32]] = []
        seen = 0
        for stage, (j, later) in enumerate(zip(core, ahead, strict=True)):
            size = weights.size
            weights = np.concatenate((weights, weights + self.weights[j]))
            values = np.concatenate((values, values + self.values[j]))
            best = int(np.argmax(np.where(weights <= self.limit, values, -1)))
            if values[best] > self.value:
                taken = _taken(core[: stage + 1], origins, best, size)
                self._keep([*settled, *taken])
            kept = self._promising(weights, values, later)
            weights, values = weights[kept], values[kept]
            origins.append(np.where(kept < size, kept, size - 1 - kept).astype(np.int32))
            seen += kept.size
            if kept.size == 0:
                return True
            if seen > most_states:
                return False
        return True

    def _promising(self, weights: Whole, values: Whole, later: int) -> NDArray[np.int64]:
        """Choices that may still be improved on; of two, not the heavier that is worth no more."""
        needed = (self.value + 1) * self.per - self.price * self.limit - later
        may = (weights <= self.limit) & (values * self.per - self.price * weights >= needed)
        left = np.flatnonzero(may)
        left = left[np.argsort(weights[left], kind="stable")]
        if left.size == 0:
            return left
        most = np.maximum.accumulate(values[left])
        return left[np.concatenate(([True], values[left][1:] > most[:-1]))]

    def _core(self) -> tuple[list[int], list[int]]:
        """Entries that a better choice may take or leave, and those that it must take."""
        needed = (self.value + 1) * self.per
        core = [j for j, r in self.reduced.items() if self.scaled_bound - abs(r) >= needed]
        left = set(core)
        return core, [j for j, r in self.reduced.items() if r > 0 and j not in left]

    def _largest(self) -> int:
        """No number that the enumeration makes is larger."""
        total = sum(self.values[j] for j in self.reduced)
        spread = self.per * (total + 1) + 2 * (self.price + 1) * self.limit + self.scaled_bound
        return 4 * spread

    def _worth(self, j: int) -> Fraction:
        return Fraction(self.values[j], self.weights[j])

    def _filled(self, ranked: Sequence[int]) -> list[int]:
        """Each in turn that still fits."""
        room, taken = self.limit, []
        for j in ranked:
            if self.weights[j] <= room:
                room -= self.weights[j]
                taken.append(j)
        return taken

    def _keep(self, chosen: list[int]) -> None:
        value = sum(self.values[j] for j in chosen)
        if value > self.value:
            self.best, self.value = chosen, value


def _taken(
    entries: Sequence[int], origins: Sequence[NDArray[np.int32]], last: int, size: int
) -> list[int]:
    """Which entries a choice is made of, traced back stage by stage.

    An origin of i ≥ 0 is choice i of the stage before, without the entry; −1 − i is with it.
    """
    taken, place = [], last if last < size else size - 1 - last
    for stage in range(len(entries) - 1, -1, -1):
        if place < 0:
            taken.append(entries[stage])
            place = -1 - place
        if stage:
            place = int(origins[stage - 1][place])
    return taken
