r"""Profiles in which some hold out for sure, some plead for sure, and the others mix.

Beside a sure hold-outs, n mixers face the gains b = (Δ(a + 1), …, Δ(a + n)). If they hold out with
the odds y₁, …, yₙ, each of them is indifferent if and only if

.. math:: \sum_j b_j e_j(y_1, \dots, y_n \text{ without } y_i) = 0 \quad (i = 1, \dots, n),

eⱼ being the elementary symmetric polynomials. Write E for the shift of a sequence, (Eb)ⱼ = bⱼ₊₁;
then the left side is the first entry of P(E)b/(1 + yᵢE), where P(E) = ∏(1 + yᵢE). Let k odds differ
and R(E) be the product of their 1 + yE, each once. The P/(1 + yE) span P/R times all polynomials of
degree below k (partial fractions), so the n equations say: **(P/R)(E) b = 0**, as a sequence of k
entries. This has three consequences, for b ≠ 0.

* Odds that occur once leave P/R: such a mixer makes nobody else willing to change, whatever
  she does. So an isolated equilibrium has at least two mixers with each of its probabilities.
* b changes sign at least k times. For applying 1 + yE never adds a change, and it maps b to 0
  only if b alternates; by induction on the degree of P/R.
* A sure hold-out gains E Δ(a + S) = (1 − xᵢ) E Δ(a + S without i), where S counts the mixers who
  hold out and i is any of them; so her gain keeps its sign whatever a mixer who occurs once does.
  The same holds for those who surely plead.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf, nextafter

from flint import fmpq, fmpq_poly, fmpz_poly

from ...model.exact import as_fraction
from ...units import show_with_unit
from ..equilibrium_set import Mixers
from ..roots.bernstein import Root, as_doubles
from .algebraic_odds import AlgebraicOdds

ODDS = fmpz_poly([0, 1])
ONE = fmpz_poly([1])


Gain = Callable[[int], Fraction]
"""Δ(m) as a function of m."""


def mixers_at(
    count: int, root: AlgebraicOdds, above: fmpz_poly = ODDS, below: fmpz_poly = ONE
) -> Mixers:
    """So many mixers with the odds p(y)/q(y) at algebraic odds y, with y itself if not told."""
    lower, upper = root.probability(above, below)
    probability = min(max(float((lower + upper) / 2), nextafter(0.0, 1.0)), nextafter(1.0, 0.0))
    return Mixers(count, probability, as_doubles(Root(lower, upper, 0)))


@dataclass(frozen=True)
class AsymmetricProfile:
    """An equilibrium by roles: sure hold-outs, sure pleaders, and mixers.

    If some are ``indifferent`` whatever they do, and nobody minds, it is a continuum of equilibria.
    """

    holdouts: int
    pleaders: int
    mixers: tuple[Mixers, ...]
    indifferent: int

    @property
    def defendants(self) -> int:
        """N."""
        mixing = sum(group.count for group in self.mixers)
        return self.holdouts + self.pleaders + mixing + self.indifferent

    @property
    def symmetric(self) -> bool:
        """Whether all do the same."""
        return self.holdouts == self.pleaders == self.indifferent == 0 and len(self.mixers) == 1

    def contains(self, other: "AsymmetricProfile") -> bool:
        """Whether letting some who are indifferent here hold out or plead makes it the other.

        Probabilities count as equal where their bounds overlap.
        """
        return (
            self.indifferent > other.indifferent
            and self.holdouts <= other.holdouts
            and self.pleaders <= other.pleaders
            and len(self.mixers) == len(other.mixers)
            and all(map(_alike, self.mixers, other.mixers))
        )

    def max_regret(self, gain: Gain) -> float:
        """The most that anyone gains by changing if all mix as the doubles say, rounded up."""
        regrets = [Fraction(0)]
        if self.holdouts:
            regrets.append(-gain_of_holdouts(self.holdouts, self.mixers, gain))
        if self.pleaders:
            regrets.append(gain_of_holdouts(self.holdouts + 1, self.mixers, gain))
        for place, group in enumerate(self.mixers):
            others = list(self.mixers)
            others[place] = replace(group, count=group.count - 1)
            own, x = gain_of_holdouts(self.holdouts + 1, others, gain), Fraction(group.probability)
            regrets += [own * (1 - x), -own * x]
        return _rounded_up(max(regrets))

    def __str__(self) -> str:
        roles = [
            *(f"{g.count:,} at {show_with_unit(g.probability, 'share')}" for g in self.mixers),
            f"{self.holdouts:,} sure to hold out" * (self.holdouts > 0),
            f"{self.pleaders:,} sure to plead" * (self.pleaders > 0),
            f"{self.indifferent:,} who may do anything" * (self.indifferent > 0),
        ]
        return ", ".join(filter(None, roles))


@dataclass(frozen=True)
class MixersGame:
    """What n mixers play beside some who hold out for sure and some who plead for sure.

    Attributes
    ----------
    gain
        Δ(1), …, Δ(N) as whole numbers, in a unit that makes them so.
    holdouts
        How many hold out for sure.
    mixers
        n.
    """

    gain: tuple[int, ...]
    holdouts: int
    mixers: int

    @property
    def pleaders(self) -> int:
        """How many plead for sure."""
        return len(self.gain) - self.holdouts - self.mixers

    @property
    def faced(self) -> tuple[int, ...]:
        """The gains b that the mixers face."""
        return self.gain[self.holdouts : self.holdouts + self.mixers]

    def equilibrium(
        self, mixers: tuple[Mixers, ...], sign_of_mean: Callable[[Sequence[int]], int]
    ) -> AsymmetricProfile | None:
        """The profile with these mixers, who are indifferent, if the sure ones are content.

        ``sign_of_mean`` takes the gains for 0, 1, … of these mixers holding out. Any further ones
        are indifferent as well, whatever they do.
        """
        mixing = sum(group.count for group in mixers)
        indifferent = self.mixers - mixing

        def sign(after: int) -> int:
            return sign_of_mean(self.gain[after : after + mixing + 1])

        if self.holdouts and sign(self.holdouts - 1) < 0:
            return None
        if self.pleaders and sign(self.holdouts + indifferent) > 0:
            return None
        return AsymmetricProfile(self.holdouts, self.pleaders, mixers, indifferent)


def gain_of_holdouts(sure: int, mixers: Sequence[Mixers], gain: Gain) -> Fraction:
    """The mean of Δ(m), where m counts these sure hold-outs and the mixers who hold out."""
    chances = fmpq_poly([1])  # of 0, 1, … mixers holding out
    for group in mixers:
        x = fmpq(*group.probability.as_integer_ratio())
        chances *= fmpq_poly([1 - x, x]) ** group.count
    weighed = (
        as_fraction(chance) * gain(m) for m, chance in enumerate(chances.coeffs(), start=sure)
    )
    return sum(weighed, Fraction(0))


def _alike(group: Mixers, other: Mixers) -> bool:
    (low, high), (its_low, its_high) = group.enclosure, other.enclosure
    return group.count == other.count and low <= its_high and its_low <= high


def _rounded_up(value: Fraction) -> float:
    try:
        nearest = float(value)
    except OverflowError:
        return inf
    return nearest if nearest >= value else nextafter(nearest, inf)
