r"""The Laplacian ratio :math:`L = \frac1N \sum_{m=1}^{N} \min(1, K/m)` at any size.

For K < N it is κ(1 + H_N − H_K), and harmonic numbers come from digamma, so no loop runs over N.
"""

from fractions import Fraction

from flint import arb, ctx, fmpq

_PRECISIONS = (128, 1024)  # bits


def laplacian_ratio(
    defendants: int, capacity: int, offer_ratio: Fraction | None = None
) -> Fraction:
    """L within 1e-30, and on the same side of the offer ratio as L itself.

    The side is proved by ball arithmetic. Where even the second precision cannot tell them apart
    the sum is taken exactly: an offer ratio that close to L, or equal to it, has about as many
    digits as H_N − H_K, so this happens only where the sum is short.

    >>> laplacian_ratio(2, 1, Fraction(3, 4))
    Fraction(3, 4)
    >>> float(laplacian_ratio(230, 12))
    0.2042220852188452
    """
    if capacity >= defendants:
        return Fraction(1)
    for precision in _PRECISIONS:
        ball = _ball(defendants, capacity, precision)
        if offer_ratio is None or _apart(ball, offer_ratio):
            middle = ball.mid().fmpq()
            return Fraction(int(middle.p), int(middle.q))
    return _exact(defendants, capacity)


def harmonic_number(count: int) -> float:
    """H_n, by digamma.

    >>> harmonic_number(4), harmonic_number(0)
    (2.0833333333333335, 0.0)
    """
    with ctx.workprec(_PRECISIONS[0]):
        return float((arb(count + 1).digamma() + arb.const_euler()).mid()) if count else 0.0


def _apart(ball: arb, offer_ratio: Fraction) -> bool:
    ratio = fmpq(offer_ratio.numerator, offer_ratio.denominator)
    return bool(ball < ratio or ball > ratio)


def _ball(defendants: int, capacity: int, precision: int) -> arb:
    with ctx.workprec(precision):
        harmonic_difference = arb(defendants + 1).digamma() - arb(capacity + 1).digamma()
        return arb(capacity) / defendants * (1 + harmonic_difference)


def _exact(defendants: int, capacity: int) -> Fraction:
    terms = sum((Fraction(1, m) for m in range(capacity + 1, defendants + 1)), Fraction(0))
    return Fraction(capacity, defendants) * (1 + terms)
