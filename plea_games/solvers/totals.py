r"""Totals over all defendants, and of the state and of organizers, in games with terms.

With M hold-outs in all, those who keep a promise among them, every total is
:math:`M a(M) + (N - M) b(M)`, with a what each of those who hold out adds to it and b each of those
who plead. In an equilibrium M is random where anyone mixes or a promise may be broken; totals are
means over it.
"""

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from flint import fmpq

from ..games.compile import at_values, values_of
from ..games.exact_functions import as_fmpq, binomial_chances
from ..model.exact import as_fraction
from ..model.game import PleaGame
from ..model.payoffs import H
from ..model.welfare import shares_of
from .equilibrium_set import Equilibrium

_NEGLIGIBLE = 1e-20  # of probability: a mean is right to the digits of a double without it

Chances = Mapping[int, fmpq]
"""How likely each number of hold-outs is."""


def totals(game: PleaGame, holdouts: Chances) -> dict[str, Fraction]:
    """The means of all totals, and of the hold-outs themselves.

    Parameters
    ----------
    game
        In numbers, with any terms.
    holdouts
        The law of M, the committed included.
    """
    payoffs, values = game.payoffs, values_of(game)
    caseload = at_values(payoffs.caseload, values)
    sums = {name: fmpq(0) for name in shares_of(payoffs)}
    for held, chance in holdouts.items():
        at = {**values, H: fmpq(held)}
        for name, (of_holdout, of_plea) in shares_of(payoffs).items():
            total = held * at_values(of_holdout, at) if held else fmpq(0)
            sums[name] += chance * (total + (caseload - held) * at_values(of_plea, at))
    sums["holdouts"] = sum((held * chance for held, chance in holdouts.items()), fmpq(0))
    return {name: as_fraction(total) for name, total in sums.items()}


def laws_of_holdouts(game: PleaGame, one: Equilibrium) -> list[Chances]:
    """How many hold out in an equilibrium; at both ends of a stretch of them.

    >>> from plea_games import PleaGame
    >>> from plea_games.solvers.equilibria import equilibria
    >>> game = PleaGame(defendants=3, capacity=1, offer=1, sentence=2)
    >>> [laws_of_holdouts(game, one) for one in equilibria(game)][-1]
    [{3: 1}]
    """
    kept = _kept_promises(game)
    if one.kind == "mixed" and one.hold_out_probability is not None:
        return [_sum_of(kept, _binomial(one.defendants, one.hold_out_probability))]
    mixing: Chances = {0: fmpq(1)}
    for group in one.mixers:
        mixing = _sum_of(mixing, _binomial(group.count, group.probability))
    ends = dict.fromkeys([one.holdouts, one.holdouts_to])
    return [_sum_of(_sum_of(kept, mixing), {end: fmpq(1)}) for end in ends if end is not None]


def _kept_promises(game: PleaGame) -> Chances:
    payoffs, values = game.payoffs, values_of(game)
    signed = int(at_values(payoffs.committed, values).p)
    return dict(binomial_chances(signed, at_values(payoffs.reliability, values)))


def _binomial(count: int, probability: float) -> Chances:
    """The binomial law, to the digits of a double, its far tails left out."""
    from scipy.stats import binom  # long to load, and pure equilibria need none

    every = np.arange(count + 1)
    chances = binom.pmf(every, count, probability)
    return {
        int(held): as_fmpq(Fraction(float(chance)))
        for held, chance in zip(every, chances, strict=True)
        if chance > _NEGLIGIBLE
    }


def _sum_of(one: Chances, other: Chances) -> Chances:
    """The law of the sum of two independent numbers."""
    law: dict[int, fmpq] = {}
    for held, chance in one.items():
        for more, of_more in other.items():
            law[held + more] = law.get(held + more, fmpq(0)) + chance * of_more
    return law
