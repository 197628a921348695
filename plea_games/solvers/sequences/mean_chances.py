"""The mean chance of trial that timings enforce, without a list of defendants."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from ..binomial_excess import excess
from ..laplacian import laplacian_ratio


def mean_over_rounds(sizes: Sequence[int], capacity: int, committed: int = 0) -> Fraction:
    """The mean of τ(h₀ + h) over h = 1, …, n of every batch of n, h₀ others being committed.

    With k = h₀ + n that is Σ (k L(k, K) − h₀ L(h₀, K))/N over the batches.
    Exact where n + h₀ − K ≤ 1,000, else within 1e-29.

    >>> mean_over_rounds((2, 2), 1), mean_over_rounds((2, 2), 1, committed=1)
    (Fraction(3, 4), Fraction(5, 12))
    """

    def total(people: int) -> Fraction:
        return people * laplacian_ratio(people, capacity) if people else Fraction(0)

    batches = Counter(sizes).items()
    before = total(committed)
    enforced = sum(times * (total(committed + size) - before) for size, times in batches)
    return Fraction(enforced, sum(sizes))


def mean_in_announced_order(defendants: int, capacity: int, committed_share: Fraction) -> Fraction:
    """The mean of P(Bin(i, ρ) < K) over i = 0, …, N − 1, to nearly the last digit of a double.

    For the trials until K are committed, or all N were asked, are as many as i with fewer than K
    before, and ρ times their mean is that of min(Bin(N, ρ), K): Wald's identity.

    >>> mean_in_announced_order(2, 1, Fraction(1, 2)), mean_in_announced_order(2, 1, Fraction(0))
    (Fraction(3, 4), Fraction(1, 1))
    """
    if capacity >= defendants or not capacity or not committed_share:
        return Fraction(bool(capacity))
    numbers = defendants, capacity, committed_share
    return Fraction(float(excess(*(np.array([float(number)]) for number in numbers)).within[0]))
