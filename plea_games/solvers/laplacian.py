r"""The Laplacian ratio :math:`L = \frac1N \sum_{m=1}^{N} \min(1, K/m)` at any size.

For K < N it is κ(1 + H_N − H_K), and harmonic numbers come from digamma, so no loop runs over N.
"""

from fractions import Fraction
from math import floor

from flint import arb, fmpq

from ..games.exact_functions import as_fmpq
from ..games.working_precision import working_precision
from ..model.exact import as_fraction

_PRECISION = 128  # bits, at first
_MOST_EXACT = 1_000  # hold-outs beyond ⌊K⌋ up to whom L is the fraction itself


def laplacian_ratio(
    defendants: int, capacity: int | Fraction, offer_ratio: Fraction | None = None
) -> Fraction:
    """L itself where N − K ≤ 1,000; else within 1e-30 and on its side of the offer ratio.

    So an L with few digits is L itself: beyond, a prime among K + 1, …, N stands below it.

    The side is proved by ball arithmetic in growing precision. L has a denominator of at most
    N·lcm(1…N) < N·3^N, so an offer ratio that differs from L differs by more than the inverse of
    that times its own denominator: once the precision is beyond that, the two are equal. A capacity
    that is no whole number is a mean number of trials, and its denominator counts as well.

    >>> laplacian_ratio(2, 1, Fraction(3, 4))
    Fraction(3, 4)
    >>> float(laplacian_ratio(230, 12)), laplacian_ratio(10**6, 0, Fraction(0))
    (0.2042220852188452, Fraction(0, 1))
    >>> laplacian_ratio(10**7, 10**7 - 1) == 1 - Fraction(1, 10**14)
    True
    """
    if capacity >= defendants:
        return Fraction(1)
    if not capacity:
        return Fraction(0)
    surely = floor(capacity)
    if defendants - surely <= _MOST_EXACT:
        expected = as_fmpq(capacity) * _inverses(surely, defendants)
        return as_fraction((surely + expected) / defendants)
    precision = _PRECISION
    if offer_ratio is None:
        return _middle(_ball(defendants, capacity, precision))
    enough = 2 * defendants + defendants.bit_length() + offer_ratio.denominator.bit_length()
    enough += capacity.denominator.bit_length()
    while True:
        ball = _ball(defendants, capacity, precision)
        if _apart(ball, offer_ratio, precision):
            return _middle(ball)
        if precision > 2 * enough:
            return offer_ratio
        precision *= 4


def _inverses(after: int, last: int) -> fmpq:
    """H_last − H_after."""
    if last <= _MOST_EXACT:
        return fmpq.harmonic(last) - fmpq.harmonic(after)
    return sum((fmpq(1, m) for m in range(after + 1, last + 1)), fmpq(0))


def harmonic_number(count: int) -> float:
    """H_n, by digamma.

    >>> harmonic_number(4), harmonic_number(0)
    (2.0833333333333335, 0.0)
    """
    with working_precision(_PRECISION):
        return float((arb(count + 1).digamma() + arb.const_euler()).mid()) if count else 0.0


def _apart(ball: arb, offer_ratio: Fraction, precision: int) -> bool:
    with working_precision(precision):  # flint rounds the fraction before it compares
        ratio = as_fmpq(offer_ratio)
        return bool(ball < ratio or ball > ratio)


def _ball(defendants: int, capacity: int | Fraction, precision: int) -> arb:
    surely = floor(capacity)  # hold-outs up to whom trial is certain
    with working_precision(precision):
        harmonic_difference = arb(defendants + 1).digamma() - arb(surely + 1).digamma()
        trials = arb(as_fmpq(capacity))
        return (surely + trials * harmonic_difference) / defendants


def _middle(ball: arb) -> Fraction:
    value = ball.mid().fmpq()
    return as_fraction(value)
