"""Thresholds read off the gains, where terms leave no closed form."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise

from ..errors import Fault, ParameterError, PrecisionError
from ..games.compile import MOST_EXACT_GAINS, anonymous_game
from ..model.game import PleaGame
from .equilibria import mixed_equilibria

NAMES = ("tipping_holdouts", "tipping_share", "hard_core", "mixed_probability", "risk_dominant")
"""What the gains alone decide."""


@dataclass(frozen=True)
class GainThresholds:
    """Values by the names of the closed forms, and why others are missing."""

    values: Mapping[str, int | float | str]
    missing: Mapping[str, str]


def from_gains(game: PleaGame, reason: str = "") -> GainThresholds:
    """What the gains decide: tipping point, hard core, mixed equilibrium, risk dominance.

    The reason is why there is no closed form, which is told where the game is too large.

    Raises
    ------
    ParameterError
        For symbols, and beyond 100,000 defendants.
    """
    count = int(game.numbers["defendants"])
    if count > MOST_EXACT_GAINS:
        rule = f"must be at most {MOST_EXACT_GAINS:,} where there is no closed form"
        rule += f" ({reason})" if reason else ""
        raise ParameterError([Fault("defendants", f"{count:,}", rule, "take a smaller caseload")])
    gain = anonymous_game(game).gain
    values: dict[str, int | float | str] = {}
    missing: dict[str, str] = {}
    tipping = next((m for m, value in enumerate(gain, start=1) if value >= 0), None)
    if tipping is None:
        reason = "pleading is better however many hold out"
        missing |= dict.fromkeys(("tipping_holdouts", "tipping_share", "hard_core"), reason)
    else:
        values |= {
            "tipping_holdouts": tipping,
            "tipping_share": tipping / len(gain),
            "hard_core": hard_core(gain),
        }
    favoured = potential_choice(gain)
    if isinstance(favoured, str):
        values["risk_dominant"] = favoured
    else:
        missing["risk_dominant"] = f"the exact potential is largest with {favoured:,} hold-outs"
    try:
        mixed = [found.hold_out_probability for found in mixed_equilibria(game)]
    except (ParameterError, PrecisionError) as error:
        missing["mixed_probability"] = str(error)
    else:
        if len(mixed) == 1 and mixed[0] is not None:
            values["mixed_probability"] = mixed[0]
        else:
            missing["mixed_probability"] = f"there are {len(mixed)}: see equilibria(game)"
    return GainThresholds(values, missing)


def hard_core(gain: tuple[Fraction, ...]) -> int:
    """The least h for which holding out is a best reply whenever more than h do.

    >>> hard_core((Fraction(1), Fraction(-1), Fraction(2)))
    2
    """
    return next((m for m in range(len(gain), 0, -1) if gain[m - 1] < 0), 0)


def potential_choice(gain: tuple[Fraction, ...]) -> str | int:
    """What maximizes W(m) = Δ(1) + … + Δ(m): all hold out, all plead, a tie, or m in between.

    >>> potential_choice((Fraction(-1), Fraction(2))), potential_choice((Fraction(1), Fraction(-1)))
    ('hold out', 1)
    """
    highest = _highest(gain)
    if highest[0] == 0:
        return "tie" if highest[-1] == len(gain) else "plead"
    return "hold out" if highest[-1] == len(gain) else highest[0]


_BITS = 256  # of the largest gain, to which sums are kept where fractions would grow with them


def _highest(gain: tuple[Fraction, ...]) -> list[int]:
    """Where the sums Δ(1) + … + Δ(m) are largest, m from 0.

    Each gain is rounded down to a multiple of one unit, so that a sum of m is short by less than m
    units. Only sums that this leaves undecided are compared as fractions.
    """
    largest = max((g.numerator.bit_length() - g.denominator.bit_length() for g in gain), default=0)
    up, down = max(_BITS - largest, 0), max(largest - _BITS, 0)
    units = ((g.numerator << up) // (g.denominator << down) for g in gain)
    least = list(accumulate(units, initial=0))
    bound = max(least)
    undecided = [m for m, low in enumerate(least) if low + m >= bound]
    best, lead = [undecided[0]], Fraction(0)
    for before, m in pairwise(undecided):
        lead += sum(gain[before:m], Fraction(0))
        if lead > 0:
            best, lead = [m], Fraction(0)
        elif lead == 0:
            best.append(m)
    return best
