"""What every profile pays named defendants, as fractions, and what each gains by holding out.

A profile is a number here, its mask: bit i is set where the defendant at place i holds out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from flint import fmpq
from numpy.typing import NDArray
from sympy import Symbol

from ..model.docket import Docket, refuse_many_profiles
from ..model.docket_terms import GROUP_HOLDOUTS
from ..model.exact import as_fraction
from ..model.payoffs import H
from ..model.reading import refuse_symbols
from .compile import exact_function
from .exact_functions import as_fmpq
from .gains import lottery_chance

_TRIED = Symbol("tau", nonnegative=True)


@dataclass(frozen=True)
class DocketPayoffs:
    """The payoffs of all 2ⁿ profiles.

    Attributes
    ----------
    payoffs
        For each defendant her payoffs by mask, in years.

    Examples
    --------
    >>> import plea_games as pg
    >>> who = [pg.Defendant(name, offer=6, sentence=10) for name in ("D1", "D2")]
    >>> docket_payoffs(pg.Docket(who, capacity=1)).gain(0, 0b10)
    Fraction(1, 1)
    """

    payoffs: tuple[Sequence[Fraction], ...]

    @property
    def defendants(self) -> int:
        """n."""
        return len(self.payoffs)

    def gain(self, who: int, mask: int) -> Fraction:
        """What she gains by holding out where the others do as the mask says."""
        bit = 1 << who
        return self.payoffs[who][mask | bit] - self.payoffs[who][mask & ~bit]

    @cached_property
    def ranks(self) -> NDArray[np.int32]:
        """The order of each one's gains, by mask: larger gains have larger ranks.

        Shape (n, 2ⁿ). A gain of 0 has the rank 0, so ranks have the signs of the gains.
        """
        return np.array([self._ranks_of(who) for who in range(self.defendants)], np.int32)

    def _ranks_of(self, who: int) -> list[int]:
        gains = [self.gain(who, mask) for mask in range(1 << self.defendants)]
        levels = sorted({*gains, Fraction(0)})
        zero = levels.index(Fraction(0))
        rank = {level: place - zero for place, level in enumerate(levels)}
        return [rank[gain] for gain in gains]

    @cached_property
    def gains_rise(self) -> bool:
        """Whether nobody's gain ever falls when one more of the others holds out."""
        masks = np.arange(1 << self.defendants)
        return all(
            bool((ranks[masks | (1 << other)] >= ranks).all())
            for who, ranks in enumerate(self.ranks)
            for other in range(self.defendants)
            if other != who
        )


def docket_payoffs(game: Docket) -> DocketPayoffs:
    """The payoffs of all profiles of up to 15 named defendants, terms included."""
    refuse_many_profiles(len(game))
    refuse_symbols(game.free_symbols)
    count = len(game)
    plead = [_pleading(game, who) for who in range(count)]
    hold_out = [_holding_out(game, who) for who in range(count)]
    groups = [_group(game, who) for who in range(count)]
    payoffs: list[list[Fraction]] = [[] for _ in range(count)]
    for mask in range(1 << count):
        held = mask.bit_count()
        chances = _chances(game, mask)
        for who in range(count):
            if mask >> who & 1:
                fellows = (mask & groups[who]).bit_count()
                payoffs[who].append(hold_out[who](chances[who], held, fellows))
            else:
                payoffs[who].append(plead[who][held])
    return DocketPayoffs(tuple(payoffs))


def _pleading(game: Docket, who: int) -> list[Fraction]:
    """What pleading pays beside 0, …, n − 1 who hold out."""
    payoff = exact_function((H,), game.payoffs_of_each[who].plea_payoff)
    return [as_fraction(fmpq(payoff(fmpq(held)))) for held in range(len(game))]


def _holding_out(game: Docket, who: int) -> Callable[[Fraction, int, int], Fraction]:
    formula = game.payoffs_of_each[who].payoff_if_tried(_TRIED)
    payoff = exact_function((_TRIED, H, GROUP_HOLDOUTS), formula)
    known: dict[tuple[Fraction, int, int], Fraction] = {}

    def holding_out(tried: Fraction, held: int, fellows: int) -> Fraction:
        key = tried, held, fellows
        if key not in known:
            value = payoff(as_fmpq(tried), fmpq(held), fmpq(fellows))
            known[key] = as_fraction(fmpq(value))
        return known[key]

    return holding_out


def _group(game: Docket, who: int) -> int:
    """The mask of all whom her group counts."""
    group = game.defendants[who].group
    members = (group is None or one.group == group for one in game.defendants)
    return sum(member << place for place, member in enumerate(members))


def _chances(game: Docket, mask: int) -> Sequence[Fraction]:
    holdouts = tuple(who for who in range(len(game)) if mask >> who & 1)
    if not holdouts:
        return ()
    if game.trials == "lottery":
        trials = as_fraction(game.trials_held.xreplace({H: len(holdouts)}))
        return [lottery_chance(len(holdouts), trials)] * len(game)
    chances = [Fraction(0)] * len(game)
    for who in game.tried_for_sure(holdouts):
        chances[who] = Fraction(1)
    return chances
