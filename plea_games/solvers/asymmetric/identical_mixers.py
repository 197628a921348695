"""Equilibria in which all who mix do so alike, beside sure hold-outs and sure pleaders."""

from collections.abc import Iterator, Sequence
from functools import partial
from math import comb

from flint import fmpz_poly

from ..roots.bernstein import sign_changes
from .algebraic_odds import AlgebraicOdds, positive_roots
from .mixed_profiles import AsymmetricProfile, MixersGame, mixers_at


def identical_mixers(game: MixersGame) -> Iterator[AsymmetricProfile]:
    """All equilibria in which two or more mixers hold out with one probability.

    Its odds y solve Σⱼ C(n − 1, j) bⱼ yʲ = 0, where b are the gains that the n mixers face. At a
    root of multiplicity μ the equations of :mod:`mixed_profiles` hold for n − μ + 1 mixers with
    the odds y and μ − 1 with any others: a continuum, if μ > 1.
    """
    indifference = _in_odds(game.faced)
    simple = sign_changes(game.faced) == 1
    for root in positive_roots(indifference):
        multiplicity = 1 if simple else root.multiplicity_in(indifference)
        mixers = (mixers_at(game.mixers + 1 - multiplicity, root),)
        equilibrium = game.equilibrium(mixers, partial(_sign_of_mean, root))
        if equilibrium:
            yield equilibrium


def _sign_of_mean(root: AlgebraicOdds, gains: Sequence[int]) -> int:
    return root.sign(_in_odds(gains))


def _in_odds(gains: Sequence[int]) -> fmpz_poly:
    return fmpz_poly([comb(len(gains) - 1, j) * gain for j, gain in enumerate(gains)])
