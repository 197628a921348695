"""Thresholds read off the gains, where terms leave no closed form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from flint import fmpq

from ..errors import Fault, ParameterError, PrecisionError
from ..games.exact_payoffs import exact_payoffs
from ..games.gains import MOST_EXACT_GAINS, anonymous_game, gain_in_all
from ..games.piece_extremes import extremes
from ..games.pieces import pieces
from ..games.witness_form import WitnessForm, witness_form
from ..model.exact import as_expression, double_outward
from ..model.game import PleaGame
from ..model.reading import refuse_symbols
from ..units import number_of
from .potential import highest_sums
from .witness_thresholds import (
    witness_laplacian,
    witness_mixed,
    witness_payments,
    witness_risk_dominant,
)

NAMES = ("tipping_holdouts", "tipping_share", "hard_core", "mixed_probability", "risk_dominant")
"""What the gains alone decide."""

WITNESS_NAMES = (
    *NAMES,
    "trial_rate",
    "offer_ratio",
    "collective_price",
    "laplacian_ratio",
    "side_payment_exists",
    "side_payment_risk_dominant",
    "side_payment_dominant",
)
"""What is decided with testimony and a credit; beyond the offer ratio nothing new with a credit."""

SET_THEM = "set them with game.with_parameters(…)"

_NEVER = "pleading is better however many hold out"


@dataclass(frozen=True)
class GainThresholds:
    """Values by the names of the closed forms, why others are missing, and bounds exactly."""

    values: Mapping[str, Any]
    missing: Mapping[str, str]
    exact: Mapping[str, Fraction] = field(default_factory=dict)


def from_gains(game: PleaGame, reason: str = "") -> GainThresholds:
    """What the gains decide: tipping point, hard core, mixed equilibrium, risk dominance.

    The reason is why there is no closed form, which is told where the game is too large.
    """
    witnesses = witness_form(game)
    if witnesses is not None:
        return _of_witnesses(game, witnesses)
    gain = _gain(game, reason)
    values: dict[str, int | float | str] = {}
    missing: dict[str, str] = {}
    tipping = _first_content(gain)
    if tipping is None:
        missing |= dict.fromkeys(("tipping_holdouts", "tipping_share", "hard_core"), _NEVER)
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
        missing["risk_dominant"] = (
            f"the exact potential is largest with {number_of(favoured, 'hold-outs')}"
        )
    _searched_mixed(game, values, missing)
    return GainThresholds(values, missing)


def tipping_of_gains(game: PleaGame, reason: str = "") -> int | None:
    """The tipping point alone, as :func:`from_gains` has it."""
    witnesses = witness_form(game)
    if witnesses is not None:
        return 1 if witnesses.sign(1) >= 0 else witnesses.first_content
    _refuse_many(game, reason)
    known = gain_in_all(exact_payoffs(game))
    parts = known and pieces(known[0], known[1][0], known[1][-1])
    if not known or parts is None:
        return _first_content(_gain(game, reason))
    gain, turnouts = known
    held = next((held for held in extremes(parts) if gain(fmpq(held)) >= 0), None)
    return None if held is None else turnouts.index(held) + 1


def _gain(game: PleaGame, reason: str) -> Sequence[Fraction]:
    _refuse_many(game, reason)
    return anonymous_game(game).gain


def _refuse_many(game: PleaGame, reason: str) -> None:
    count = int(game.numbers["defendants"])
    if count > MOST_EXACT_GAINS:
        rule = f"must be at most {MOST_EXACT_GAINS:,} where there is no closed form"
        rule += f" ({reason})" if reason else ""
        raise ParameterError([Fault("defendants", f"{count:,}", rule, "take a smaller caseload")])


def _first_content(gain: Sequence[Fraction]) -> int | None:
    return next((m for m, value in enumerate(gain, start=1) if value >= 0), None)


def from_letters(game: PleaGame) -> GainThresholds:
    """What testimony and a credit leave in closed form where letters are left."""
    from sympy import Min

    from ..games.witness_formulas import witness_formulas

    formulas = witness_formulas(game.payoffs)
    refuse_symbols(game.free_symbols if formulas is None else (), SET_THEM)
    assert formulas is not None
    stated = {letter: as_expression(value) for letter, value in game.substitution.items()}
    count, tried, price, _, trial, _, waiting, _ = (
        formula.subs(stated, simultaneous=True) for formula in formulas
    )
    rate = tried / count
    ratio = (price - waiting) / (trial - waiting)
    return GainThresholds(
        {"trial_rate": rate, "offer_ratio": ratio, "collective_price": Min(1, rate)}, {}
    )


def _of_witnesses(game: PleaGame, form: WitnessForm) -> GainThresholds:
    """Any number of defendants, with testimony and a credit."""
    count, ratio = form.defendants, form.price_ratio
    values: dict[str, int | float | str] = {
        "trial_rate": float(form.capacity / count),
        "offer_ratio": float(ratio),
        "collective_price": float(form.trial_chance(count)),
    }
    missing: dict[str, str] = {}
    later = form.first_content
    tipping = 1 if form.sign(1) >= 0 else later
    if tipping is None:
        missing |= dict.fromkeys(("tipping_holdouts", "tipping_share", "hard_core"), _NEVER)
    else:
        core = count if later is None else 0 if tipping == 1 and later == 2 else later - 1
        values |= {
            "tipping_holdouts": tipping,
            "tipping_share": tipping / count,
            "hard_core": core if count > 1 else 0,
        }
    laplacian = witness_laplacian(form)
    favoured = witness_risk_dominant(form, laplacian)
    if favoured is not None:
        values["risk_dominant"] = favoured
    else:
        missing["risk_dominant"] = "one hold-out has the largest potential, or it is too near a tie"
    if form.credit:
        _searched_mixed(game, values, missing)
        return GainThresholds(values, missing)
    values["laplacian_ratio"] = float(laplacian)
    exact: dict[str, Fraction] = {}
    if ratio >= 0 and form.capacity:
        exact = witness_payments(form, laplacian)
        values |= {name: double_outward(f, name, up=True) for name, f in exact.items()}
    mixed = witness_mixed(form)
    if mixed is not None:
        values["mixed_probability"] = mixed
    else:
        missing["mixed_probability"] = "there are 0: see equilibria(game)"
    return GainThresholds(values, missing, exact)


def _searched_mixed(
    game: PleaGame, values: dict[str, int | float | str], missing: dict[str, str]
) -> None:
    """The one mixed equilibrium, from all gains written out, or why there is no such number."""
    from .equilibria import mixed_equilibria  # loads numpy and scipy

    try:
        mixed = [equilibrium.hold_out_probability for equilibrium in mixed_equilibria(game)]
    except (ParameterError, PrecisionError) as error:
        missing["mixed_probability"] = str(error)
        return
    if len(mixed) == 1 and mixed[0] is not None:
        values["mixed_probability"] = mixed[0]
    else:
        missing["mixed_probability"] = f"there are {len(mixed)}: see equilibria(game)"


def hard_core(gain: Sequence[Fraction]) -> int:
    """The least h for which holding out is a best reply whenever more than h do.

    >>> hard_core((Fraction(1), Fraction(-1), Fraction(2)))
    2
    """
    return next((m for m in range(len(gain), 0, -1) if gain[m - 1] < 0), 0)


def potential_choice(gain: Sequence[Fraction]) -> str | int:
    """What maximizes W(m) = Δ(1) + … + Δ(m): all hold out, all plead, a tie, or m in between.

    >>> potential_choice((Fraction(-1), Fraction(2))), potential_choice((Fraction(1), Fraction(-1)))
    ('hold out', 1)
    """
    highest = highest_sums(gain)
    if highest[0] == 0:
        return "tie" if highest[-1] == len(gain) else "plead"
    return "hold out" if highest[-1] == len(gain) else highest[0]
