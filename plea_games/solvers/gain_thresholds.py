"""Thresholds read off the gains, where terms leave no closed form."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ..errors import Fault, ParameterError, PrecisionError
from ..games.compile import MOST_EXACT_GAINS, anonymous_game
from ..model.game import PleaGame
from .equilibria import mixed_equilibria
from .potential import highest_sums

NAMES = ("tipping_holdouts", "tipping_share", "hard_core", "mixed_probability", "risk_dominant")
"""What the gains alone decide."""


@dataclass(frozen=True)
class GainThresholds:
    """Values by the names of the closed forms, and why others are missing."""

    values: Mapping[str, int | float | str]
    missing: Mapping[str, str]


def from_gains(game: PleaGame) -> GainThresholds:
    """What the gains decide: tipping point, hard core, mixed equilibrium, risk dominance.

    Raises
    ------
    ParameterError
        For symbols, and beyond 100,000 defendants.
    """
    count = int(game.numbers["defendants"])
    if count > MOST_EXACT_GAINS:
        rule = f"must be at most {MOST_EXACT_GAINS:,} with terms that leave no closed form"
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
    highest = highest_sums(gain)
    if highest[0] == 0:
        return "tie" if highest[-1] == len(gain) else "plead"
    return "hold out" if highest[-1] == len(gain) else highest[0]
