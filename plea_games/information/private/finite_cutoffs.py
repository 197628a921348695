r"""All cutoffs for finitely many costs of trial, in exact arithmetic.

With values :math:`T_1 < \dots < T_k` and shares :math:`G_i` up to each, an equilibrium is

- *pure*: those up to :math:`T_i` hold out, where
  :math:`T_i \le d + (s-d)/F(G_i) \le T_{i+1}`, one side missing at i = 0 and i = k;
- *mixed at the atom* :math:`T_i`: :math:`(T_i - d)F(x) = s - d` for an x strictly between
  :math:`G_{i-1}` and :math:`G_i`, and there is one x at most since F falls.

So the signs of :math:`(T_i - d)F(G_j) - (s-d)` for j = i and j = i − 1 decide all of them. The list
is complete where each of these 2k signs is known, ties included.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ...units import number_of
from .case_laws import FiniteLaw
from .cutoffs import Cutoff, CutoffKind, CutoffSearch
from .trial_chances import CLEARLY_APART, TrialChances

_EXACT = "Complete: the signs that decide are exact."
_INCOMPLETE = "Ties between these doubles could not be decided; they are taken as ties."


@dataclass(frozen=True)
class _Signs:
    """Of (T − d)F − (s − d) at each value, with it and without it among those who hold out."""

    with_it: list[int]
    without_it: list[int]
    complete: bool


def finite_cutoffs(
    law: FiniteLaw, chances: TrialChances, price: Fraction, waiting: Fraction
) -> CutoffSearch:
    """All equilibria for 1 ≤ K < N and s > d.

    >>> law = FiniteLaw((Fraction(0), Fraction(1)), (Fraction(1, 4), Fraction(3, 4)))
    >>> found = finite_cutoffs(law, TrialChances(2, 1), Fraction(4, 5), Fraction(0))
    >>> [(each.kind, str(each.cost), str(each.share)) for each in found.cutoffs][0]
    ('cutoff', '32/35', '1/4')
    """
    signs = _signs(law, chances, price, waiting)
    gained, count = price - waiting, len(law.values)
    cutoffs = []
    for i in range(count + 1):
        if i and signs.without_it[i - 1] > 0 > signs.with_it[i - 1]:
            cutoffs.append(_mixed(law, chances, i, gained / (law.values[i - 1] - waiting)))
        below = signs.with_it[i - 1] if i else -1
        above = signs.without_it[i] if i < count else 1
        if below <= 0 <= above:
            tied = law.values[i - 1] if not below else law.values[i] if not above else None
            cutoffs.append(_pure(law, chances, i, gained, waiting, tied))
    cutoffs.sort(key=lambda cutoff: cutoff.share)
    return CutoffSearch(
        cutoffs=tuple(cutoffs),
        complete=signs.complete,
        proof=_EXACT if signs.complete else _INCOMPLETE,
        remarks=_asymmetric(law, chances, price),
    )


_SURELY_ABOVE = Fraction(2)  # any chance


def _signs(law: FiniteLaw, chances: TrialChances, price: Fraction, waiting: Fraction) -> _Signs:
    doubles = chances.at(np.array([float(share) for share in law.cumulative]))
    complete = True

    def sign(value: int, share: int) -> int:
        nonlocal complete
        stake = law.values[value] - waiting
        if stake <= 0:
            return -1
        ratio = (price - waiting) / stake
        distance = 1 - float(min(ratio, _SURELY_ABOVE)) / float(doubles[share])
        if abs(distance) > CLEARLY_APART:
            return 1 if distance > 0 else -1
        compared = chances.compare(law.cumulative[share], ratio)
        complete = complete and compared is not None
        return compared or 0

    places = range(len(law.values))
    with_it = [sign(i, i + 1) for i in places]
    return _Signs(with_it, [sign(i, i) for i in places], complete)


def _pure(
    law: FiniteLaw,
    chances: TrialChances,
    i: int,
    gained: Fraction,
    waiting: Fraction,
    tied: Fraction | None,
) -> Cutoff:
    share = law.cumulative[i]
    chance = chances.exactly(share)
    in_doubles = float(chances.at(np.array([float(share)]))[0])
    ends: dict[int, CutoffKind] = {0: "all plead", len(law.values): "all hold out"}
    cost: Fraction | float
    if tied is not None:
        cost = tied
    else:
        cost = float(waiting) + float(gained) / in_doubles if chance is None else (
            waiting + gained / chance
        )  # fmt: skip
    at_atom = None if tied is None else Fraction(i > 0 and tied == law.values[i - 1])
    return Cutoff(
        kind=ends.get(i, "cutoff"),
        cost=cost,
        share=share,
        trial_chance=in_doubles if chance is None else chance,
        at_atom=at_atom,
        stable=tied is None,
        enclosure=None,
    )


def _mixed(law: FiniteLaw, chances: TrialChances, i: int, ratio: Fraction) -> Cutoff:
    bounds = chances.share_at(ratio)
    below, weight = float(law.cumulative[i - 1]), float(law.weights[i - 1])
    return Cutoff(
        kind="mixed at an atom",
        cost=law.values[i - 1],
        share=bounds.nearest,
        trial_chance=ratio,
        at_atom=min(max((bounds.nearest - below) / weight, 0.0), 1.0),
        stable=False,
        enclosure=(bounds.lower, bounds.upper),
    )


def _asymmetric(law: FiniteLaw, chances: TrialChances, price: Fraction) -> tuple[str, ...]:
    """Where some types are indifferent as long as trial is sure."""
    if law.values[0] != price or chances.capacity < 2:
        return ()
    return (
        "There are asymmetric equilibria too: up to "
        f"{number_of(chances.capacity - 1, 'defendants')} may hold out with whatever probability "
        "when trial costs them exactly the price of a plea.",
    )
