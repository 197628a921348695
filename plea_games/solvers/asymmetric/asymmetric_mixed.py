"""Equilibria in which some defendants mix and not all do so alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import lcm

from ..equilibrium_set import Equilibrium
from ..roots import gain_signs
from ..roots.gain_signs import Run
from .different_mixers import MOST_MIXERS, different_mixers
from .identical_mixers import identical_mixers
from .mixed_profiles import AsymmetricProfile, Gain, MixersGame

MOST_WORK = 100_000
"""Number of mixers times changes of sign among their gains, over all sets of mixers, up to which a
search takes seconds.

That allows any game of 32 defendants, and one of 89 whose gains change sign once, in the middle.
"""

_MOST_NAMED = 8  # continua, in remarks


@dataclass(frozen=True)
class AsymmetricMixed:
    """What a search has found, and whether there can be more.

    Attributes
    ----------
    equilibria
        Those in which some mix and not all do so alike: with identical mixers, and the isolated
        ones with different mixers.
    continua
        Continua of equilibria, the longest ones: each contains those in which its indifferent
        defendants hold out, plead or mix in any way.
    searched
        Whether all equilibria with identical mixers are among these.
    everything
        Whether all equilibria that are neither symmetric nor pure are.
    """

    equilibria: tuple[Equilibrium, ...]
    continua: tuple[AsymmetricProfile, ...]
    searched: bool
    everything: bool

    def remarks(self, but: str = "") -> Iterator[str]:
        """What these and all symmetric and pure equilibria cover together, with this exception."""
        if not self.searched:
            yield (
                f"These are all symmetric and all pure equilibria{but}; others, in which some mix "
                "and not all do so alike, were not searched for in a game of this size."
            )
        elif not self.everything:
            yield (
                f"These are all equilibria in which those who mix do so alike{but}; others were "
                f"not searched for, as they are up to {MOST_MIXERS} defendants."
            )
        elif self.continua:
            yield f"These are all equilibria that lie in none of the continua named here{but}."
        else:
            yield f"These are all equilibria{but}."
        for continuum in self.continua[:_MOST_NAMED]:
            yield f"A continuum of equilibria: {continuum}."
        if len(self.continua) > _MOST_NAMED:
            yield f"There are {len(self.continua) - _MOST_NAMED:,} more continua of equilibria."


def asymmetric_mixed(gain: Gain, runs: Sequence[Run]) -> AsymmetricMixed:
    """All equilibria in which some mix and not all do so alike, as far as the size allows.

    Sure hold-outs, sure pleaders and n mixers are an equilibrium if the mixers are indifferent and
    the sure ones content. For n = 1, and wherever the mixers face gains of 0 only, signs decide
    (:func:`gain_signs.indifferent_stretches`). Beyond, every number of sure hold-outs and of n ≥ 2
    mixers is searched: for identical mixers by isolating all roots of a polynomial, up to
    ``MOST_WORK``; for different ones with up to six defendants (:mod:`different_mixers`).
    Nothing is missed, since

    * where the gains never fall from above 0 to below, there is nothing to find
      (:func:`gain_signs.never_falls`);
    * k different probabilities, 0 and 1 not counted, need k changes of sign among the gains that
      the mixers face (:mod:`mixed_profiles`), so with one change in all they mix alike;
    * up to six mixers with different probabilities are found, or lie on a continuum that is.

    Parameters
    ----------
    gain
        Δ(m) as a function of m, asked for where there is a search.
    runs
        The signs of Δ(1), …, Δ(N).

    Returns
    -------
    AsymmetricMixed
        Frozen; equilibria with more mixers first.
    """
    count = runs[-1].last
    continua = [
        AsymmetricProfile(first - 1, count - last, (), last - first + 1)
        for first, last in gain_signs.indifferent_stretches(runs)
    ]
    if gain_signs.never_falls(runs):
        return AsymmetricMixed((), tuple(continua), searched=True, everything=True)
    if _work(runs) > MOST_WORK:
        return AsymmetricMixed((), tuple(continua), searched=False, everything=False)
    mixed = list(_search([gain(m) for m in range(1, count + 1)], runs))
    continua += [profile for profile in mixed if profile.indifferent]
    longest = tuple(one for one in continua if not any(other.contains(one) for other in continua))
    equilibria = tuple(
        _equilibrium(profile, gain)
        for profile in mixed
        if not profile.indifferent
        and not profile.symmetric
        and not any(continuum.contains(profile) for continuum in longest)
    )
    everything = count <= MOST_MIXERS or gain_signs.changes(runs) == 1
    return AsymmetricMixed(equilibria, longest, searched=True, everything=everything)


def _equilibrium(profile: AsymmetricProfile, gain: Gain) -> Equilibrium:
    return Equilibrium(
        "asymmetric",
        profile.defendants,
        hold_out_probability=None,
        holdouts=profile.holdouts,
        holdouts_to=profile.holdouts,
        stable=False,
        strict=False,
        max_regret=profile.max_regret(gain),
        mixers=profile.mixers,
    )


def _work(runs: Sequence[Run]) -> int:
    """Over all stretches of gains, their length times their changes of sign.

    A change between m and m' is in each stretch from 1…m to m'…N; their mean length is known.
    """
    count = runs[-1].last
    signed = [run for run in runs if run.sign]
    return sum(
        before.last * (count - after.first + 1) * (count + after.first - before.last + 1) // 2
        for before, after in pairwise(signed)
        if before.sign != after.sign
    )


def _search(gain: Sequence[Fraction], runs: Sequence[Run]) -> Iterator[AsymmetricProfile]:
    scale = lcm(*(value.denominator for value in gain))
    whole = tuple(int(value * scale) for value in gain)
    count = len(whole)
    for mixers in range(count, 1, -1):
        for holdouts in range(count - mixers + 1):
            last = holdouts + mixers
            if gain_signs.never_falls(
                gain_signs.within(runs, max(holdouts, 1), min(last + 1, count))
            ) or not gain_signs.changes(gain_signs.within(runs, holdouts + 1, last)):
                continue
            game = MixersGame(whole, holdouts, mixers)
            yield from identical_mixers(game)
            if count <= MOST_MIXERS:
                yield from different_mixers(game)
