r"""Where a formula in pieces is extreme, and the signs of its sums, without writing it out.

Between the roots of its numerator and denominator a ratio of polynomials keeps its sign, and
between those of its derivative it rises or falls. So whole numbers next to a root, and the ends of
pieces, are the only ones at which it can be least or change sign.

Sums of a ratio of polynomials over whole numbers come from its partial fractions: for a rational ρ

.. math::

    \sum_{H=a}^{b} \frac{1}{(H-\rho)^s} = \zeta(s, a-\rho) - \zeta(s, b+1-\rho),

a difference of digammas where s = 1, and a polynomial for s ≤ 0. Ball arithmetic in growing
precision proves the sign; a sum of 0 is proved by none, and is left to exact addition.
"""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from flint import arb, fmpq, fmpq_poly

from .pieces import Piece, ends_of_signs, pieces
from .working_precision import working_precision

_PRECISIONS = (128, 512, 2048)  # bits


def extremes(parts: Sequence[Piece]) -> list[int]:
    """Numbers among which a formula in pieces is least, largest, and next to each change of sign.

    >>> extremes(pieces(lambda held: held * held - 7 * held, 1, 100))
    [1, 3, 4, 7, 8, 100]
    """
    return sorted({place for part in parts for place in _of_piece(part)})


def extremes_of_ratio(
    over: Callable[[Any], Any], under: Callable[[Any], Any], first: int, last: int
) -> list[int] | None:
    """Those of over/under where under is not 0, and of both; None where they have no pieces."""
    above, below = pieces(over, first, last), pieces(under, first, last)
    if above is None or below is None:
        return None
    places = {*extremes(above), *extremes(below)}
    for part in below:
        if part.top != (0,):
            ratio = pieces(lambda held: over(held) / under(held), part.first, part.last)
            if ratio is None:
                return None
            places.update(extremes(ratio))
    return sorted(places)


def least_tail_is_negative(parts: Sequence[Piece]) -> bool | None:
    """Whether some sum over H = h…last is below 0; None where that is not told.

    >>> [least_tail_is_negative(pieces(lambda held: held - k, 1, 5)) for k in (2, 3, 4)]
    [False, None, True]
    """
    for precision in _PRECISIONS:
        with working_precision(precision):
            sums = tails(parts)
        if sums is None:
            return None
        if any(total < 0 for _, total in sums):
            return True
        if all(total > 0 for _, total in sums):
            return False
    return None


def tails(parts: Sequence[Piece], places: Sequence[int] = ()) -> list[tuple[int, arb]] | None:
    """Sums over H = h…last, in the working precision, with h: those that can be least.

    Of the pieces themselves and, where they are given, of further places; None where some sum has
    no partial fractions over the rationals.
    """
    total, sums = arb(0), list[tuple[int, arb]]()
    for part in reversed(parts):
        further = {place for place in places if part.first <= place <= part.last}
        starts = sorted(_of_piece(part) | further, reverse=True)
        for after, place in pairwise([part.last + 1, *starts]):
            more = _sum(part, place, after - 1)
            if more is None:
                return None
            total += more
            sums.append((place, total))
    return sums


def _of_piece(part: Piece) -> set[int]:
    top, bottom = fmpq_poly(list(part.top)), fmpq_poly(list(part.bottom))
    return places_of_extremes(top, bottom, part.first, part.last)


def places_of_extremes(top: fmpq_poly, bottom: fmpq_poly, first: int, last: int) -> set[int]:
    """The ends of a range, and numbers in it at which a ratio may be extreme or change sign."""
    slope = top.derivative() * bottom - top * bottom.derivative()
    ends = (end for each in (top, bottom, slope) for end in ends_of_signs(each, first, last))
    return {first, last, *(place for end in ends for place in (end, end + 1))}


def _sum(part: Piece, first: int, last: int) -> arb | None:
    """Over H from first to last, in the working precision."""
    fractions = _partial_fractions(part.top, part.bottom)
    if fractions is None or any(first <= pole for pole, _, _ in fractions):
        return None
    return sum(
        (
            arb(weight) * _power_sum(exponent, arb(first - pole), arb(last + 1 - pole))
            for pole, exponent, weight in fractions
        ),
        arb(0),
    )


def _power_sum(exponent: int, start: arb, stop: arb) -> arb:
    if exponent == 1:
        return stop.digamma() - start.digamma()
    return arb(exponent).zeta(start) - arb(exponent).zeta(stop)


@cache
def _partial_fractions(
    top: tuple[int, ...], bottom: tuple[int, ...]
) -> tuple[tuple[fmpq, int, fmpq], ...] | None:
    """Each as ρ, s and w of w/(H − ρ)ˢ; None where some root of the denominator is not rational."""
    over, under = fmpq_poly(list(top)), fmpq_poly(list(bottom))
    _, factors = under.factor()
    if any(factor.degree() > 1 for factor, _ in factors):
        return None
    whole = over // under
    fractions = [(fmpq(0), -power, weight) for power, weight in enumerate(whole.coeffs()) if weight]
    for factor, times in factors:
        pole = -factor[0] / factor[1]
        linear = fmpq_poly([-pole, 1])
        weights = _series(over, under // linear**times, pole, times)
        fractions += [(pole, times - place, weight) for place, weight in enumerate(weights)]
    return tuple(fractions)


def _series(over: fmpq_poly, under: fmpq_poly, place: fmpq, terms: int) -> list[fmpq]:
    """The first coefficients of over/under in powers of H − place."""
    shifted = fmpq_poly([place, 1])
    above, below = over(shifted), under(shifted)
    summands: list[fmpq] = []
    for power in range(terms):
        known = sum((below[power - k] * weight for k, weight in enumerate(summands)), fmpq(0))
        summands.append((above[power] - known) / below[0])
    return summands
