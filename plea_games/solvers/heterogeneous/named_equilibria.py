r"""Equilibria of named defendants, by the payoffs of all profiles.

Pure ones by the signs of all gains, for up to 15 defendants. Where nobody's gain ever falls when
another joins, there is a least and a greatest equilibrium, and both are pure (Milgrom & Roberts
1990, from memory): if there is one pure equilibrium, there is no other. Else, up to six defendants,
all those in which some mix, by who mixes and who is sure.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import inf, nextafter
from typing import Literal

import numpy as np

from ...errors import Fault, ParameterError
from ...games.docket_payoffs import DocketPayoffs, docket_payoffs
from ...model.docket import MOST_NAMED, Docket
from ...model.reading import refuse_other_kinds
from .named_mixers import mixed_profiles
from .named_results import NamedEquilibria, NamedEquilibrium
from .spans import Span

MOST_MIXING = 6
"""Named defendants up to which equilibria in which some mix are searched."""

_NOT_SEARCHED = (
    f"Equilibria in which some mix are searched for up to {MOST_MIXING} named defendants."
)
_UNDECIDED = (
    "There may be more in which several mix, where what makes them indifferent has a multiple "
    "solution or a continuum of solutions."
)


def named_equilibria(game: Docket) -> NamedEquilibria:
    """All equilibria of a docket: see :func:`equilibria`."""
    refuse_other_kinds(game, Docket)
    if len(game) > MOST_NAMED:
        rule = f"must be at most {MOST_NAMED} where all profiles are looked at"
        remedy = "drawn by lot: pure_equilibria(HeterogeneousGame.of_docket(game))"
        raise ParameterError([Fault("defendants", f"{len(game):,}", rule, remedy)])
    payoffs = docket_payoffs(game)
    pure = [_pure(payoffs, mask) for mask in _pure_masks(payoffs)]
    rise = payoffs.gains_rise
    if rise and len(pure) == 1:
        return NamedEquilibria(game, tuple(pure), complete=True, gains_rise=True)
    if len(game) > MOST_MIXING:
        return NamedEquilibria(game, tuple(pure), False, rise, (_NOT_SEARCHED,))
    profiles = mixed_profiles(payoffs)
    mixed = [_mixed(payoffs, spans, "mixed") for spans in profiles.isolated]
    mixed += [_mixed(payoffs, spans, "continuum") for spans in profiles.continua]
    ordered = sorted([*pure, *mixed], key=lambda one: (sum(one.probabilities), one.probabilities))
    remarks = () if profiles.complete else (_UNDECIDED,)
    return NamedEquilibria(game, tuple(ordered), profiles.complete, rise, remarks)


def _pure_masks(payoffs: DocketPayoffs) -> list[int]:
    """All profiles in which nobody would change, those with fewer hold-outs first."""
    masks = np.arange(1 << payoffs.defendants)
    content = np.ones(masks.size, dtype=bool)
    for who, ranks in enumerate(payoffs.ranks):
        holds_out = (masks >> who & 1).astype(bool)
        content &= np.where(holds_out, ranks >= 0, ranks <= 0)
    return sorted(masks[content].tolist(), key=lambda mask: (mask.bit_count(), mask))


def _pure(payoffs: DocketPayoffs, mask: int) -> NamedEquilibrium:
    sure = [mask >> who & 1 for who in range(payoffs.defendants)]
    return NamedEquilibrium(
        kind="pure",
        probabilities=tuple(map(float, sure)),
        spans=tuple((Fraction(x), Fraction(x)) for x in sure),
        strict=bool((payoffs.ranks[:, mask] != 0).all()),
        max_regret=0.0,
        payoffs=tuple(float(of_one[mask]) for of_one in payoffs.payoffs),
    )


def _mixed(
    payoffs: DocketPayoffs, spans: Sequence[Span], kind: Literal["mixed", "continuum"]
) -> NamedEquilibrium:
    probabilities = [float((low + high) / 2) for low, high in spans]
    doubles = [Fraction(x) for x in probabilities]
    worst, expected = Fraction(0), []
    for who in range(payoffs.defendants):
        plead, hold_out = (_expected(payoffs, who, doubles, act) for act in (0, 1))
        expected.append(plead + doubles[who] * (hold_out - plead))
        worst = max(worst, max(plead, hold_out) - expected[-1])
    return NamedEquilibrium(
        kind=kind,
        probabilities=tuple(probabilities),
        spans=tuple(spans),
        strict=False,
        max_regret=nextafter(float(worst), inf) if worst else 0.0,
        payoffs=None if kind == "continuum" else tuple(map(float, expected)),
    )


def _expected(
    payoffs: DocketPayoffs, who: int, probabilities: Sequence[Fraction], act: int
) -> Fraction:
    """What she expects if she does this, and each other holds out with her probability."""
    values = list(payoffs.payoffs[who])
    for other, probability in enumerate(probabilities):
        chance = Fraction(act) if other == who else probability
        values = [
            low + chance * (high - low) for low, high in zip(values[::2], values[1::2], strict=True)
        ]
    return values[0]
