"""Neighbouring doubles with a root of D between them, proved by its signs in ball arithmetic."""

from dataclasses import dataclass
from math import inf, nextafter, ulp

from flint import arb

from ...errors import PrecisionError
from ...games.working_precision import working_precision
from .expected_gain import Balls, sign_of

_MOST_WIDENINGS = 16  # eightfold each, from one unit in the last place
_BELOW_ONE = nextafter(1.0, 0.0)
_LEAST = 5e-324
_BITS = 128


@dataclass(frozen=True)
class Enclosure:
    """A root lies in [lower, upper]; ``nearest`` is one of the doubles within."""

    lower: float
    upper: float
    nearest: float


def enclose(
    expected: Balls, near: float, crossing: int, least: float = 0.0, most: float = 1.0
) -> Enclosure:
    """A root where D rises (+1) or falls (−1) through 0, from a double close by.

    No point beyond the least and the most is tried, so a root known to be the only one between
    them is the one enclosed.
    """
    lower, upper = _around(expected, near, crossing, max(least, _LEAST), min(most, _BELOW_ONE))
    if upper - lower > 2 * ulp(near):
        near = _interpolated(expected, lower, upper)
        closer = nextafter(near, 0.0), nextafter(near, 1.0)
        if crosses(expected, *closer, crossing):
            lower, upper = closer
    near = min(max(near, lower), upper)
    while upper > nextafter(lower, inf):
        sign = sign_of(expected, near)
        if sign == 0:  # as good as the root itself
            closer = nextafter(near, 0.0), nextafter(near, 1.0)
            if crosses(expected, *closer, crossing):
                return Enclosure(*closer, near)
            rule, remedy = (
                "is too flat to be enclosed",
                "change a gain a little, or leave certify out",
            )
            raise PrecisionError("mixed equilibrium", "", rule, remedy)
        lower, upper = (near, upper) if sign == -crossing else (lower, near)
        if nextafter(lower, inf) < upper:
            near = (lower + upper) / 2
    return Enclosure(lower, upper, near)


def crosses(expected: Balls, lower: float, upper: float, crossing: int) -> bool:
    """Whether D is proved to cross 0 between the two, upwards (+1) or downwards (−1)."""
    signs = sign_of(expected, lower), sign_of(expected, upper)
    return signs == (-crossing, crossing)


def regret_bound(expected: Balls, x: float) -> float:
    """A proved bound on what a defendant can gain by changing, if all hold out with x."""
    with working_precision(_BITS):
        gain, point = expected(x, _BITS), arb(x)
        bounds = (gain * (1 - point)).upper(), (-gain * point).upper()
        gains = [float(bound) for bound in bounds if bound > 0]  # which may be below all doubles
    return nextafter(max(gains), inf) if gains else 0.0


def _around(
    expected: Balls, near: float, crossing: int, least: float, most: float
) -> tuple[float, float]:
    reach = ulp(near)
    for _ in range(_MOST_WIDENINGS):
        lower, upper = max(near - reach, least), min(near + reach, most)
        if crosses(expected, lower, upper, crossing):
            return lower, upper
        reach *= 8
    rule, remedy = "is not proved by any sign of D", "change a gain a little, or leave certify out"
    raise PrecisionError("mixed equilibrium", near, rule, remedy)


def _interpolated(expected: Balls, lower: float, upper: float) -> float:
    with working_precision(_BITS):
        below, above = expected(lower, _BITS), expected(upper, _BITS)
        share = below / (below - above)
        if not share.is_finite():  # too flat for these bits to tell the ends apart
            return (lower + upper) / 2
        return float((lower + (arb(upper) - lower) * share).mid())
