r"""The mean chance of trial with committed hold-outs outside, exactly.

When h others hold out whatever happens, n free defendants face, by how many of them hold out,
:math:`\tau(1+h), \dots, \tau(n+h)` with :math:`\tau(m) = \min(1, K/m)`. Their mean

.. math:: \ell(h) = \frac1n \sum_{m=1}^{n} \tau(m+h), \qquad
          \ell(h+1) - \ell(h) = \frac{\tau(n+h+1) - \tau(h+1)}{n},

never rises in h, and :math:`\ell(0) = L` is the Laplacian ratio. One sum and one step for each
further h give all of them. Beyond 2,000 terms exact fractions would have thousands of digits: then
the sum is the Laplacian ratio, right to 30 digits.
"""

from fractions import Fraction

from flint import fmpq

from ...games.exact_functions import as_fmpq, shortened
from ...model.exact import as_fraction
from ...solvers.laplacian import laplacian_ratio

MOST_EXACT = 2_000
"""Defendants, committed ones included, up to whom means are exact."""


def mean_chances(free: int, capacity: Fraction, most_committed: int) -> list[Fraction]:
    """ℓ(0), …, ℓ(most_committed).

    >>> [str(mean) for mean in mean_chances(2, Fraction(1), 2)]
    ['3/4', '5/12', '7/24']
    """
    trials = as_fmpq(capacity)
    is_short = free + most_committed > MOST_EXACT
    mean = as_fmpq(mean_chance(free, capacity))
    means = [mean]
    for committed in range(most_committed):
        mean += (_chance(free + committed + 1, trials) - _chance(committed + 1, trials)) / free
        if is_short:
            mean = shortened(mean)
        means.append(mean)
    return [as_fraction(mean) for mean in means]


def mean_chance(defendants: int, capacity: Fraction) -> Fraction:
    """L, exactly for up to 2,000 defendants and else to 30 digits.

    >>> mean_chance(5, Fraction(1))
    Fraction(137, 300)
    """
    if defendants > MOST_EXACT:
        return laplacian_ratio(defendants, capacity)
    return as_fraction(_sum_of_chances(1, defendants + 1, as_fmpq(capacity)) / defendants)


def _chance(holdouts: int, trials: fmpq) -> fmpq:
    return min(fmpq(1), trials / holdouts)


def _sum_of_chances(first: int, end: int, trials: fmpq) -> fmpq:
    """τ(first) + … + τ(end − 1), halves first, so that fractions stay short for long."""
    if end - first <= 1:
        return _chance(first, trials) if end > first else fmpq(0)
    middle = (first + end) // 2
    return _sum_of_chances(first, middle, trials) + _sum_of_chances(middle, end, trials)
