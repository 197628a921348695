r"""Whether verdicts bring the estimated chance of conviction down to a bound, and when.

All believe that every trial convicts with the same chance p, and that p ~ Beta(a, b). After n
trials with j acquittals the estimate is

.. math:: p_n = \frac{a+n-j}{a+b+n}, \qquad
          p_n \le \pi \Leftrightarrow j \ge (1-\pi)\,n + (a+b)(p_0-\pi), \quad p_0 = \frac{a}{a+b}.

**At trial n.** j is beta-binomial, so the chance that :math:`p_n \le \pi` is a sum over j.

**By trial n.** Any order of j acquittals and n − j convictions has the probability
:math:`(a)_{n-j}\,(b)_j/(a+b)_n` with rising factorials. So it is enough to count, in whole numbers,
the orders that meet the bound for the first time at (n, j). If all look only after every v-th
verdict, because verdicts come together, only these n count.

**Ever.** For π = ½ and whole D = a − b ≥ 1, the bound is met when acquittals lead convictions by D.
So the first passage is at n = D + 2i with probability

.. math:: \frac{D}{n}\binom{n}{i}\,\frac{B(a+i,\,b+D+i)}{B(a,b)}, \qquad
          P(\text{ever}) = 2\,P(p \le \tfrac12) = 2\,I_{1/2}(a, b).

*Proof.* The lead of acquittals is a walk with steps ±1, and D/n · C(n, i) is the ballot theorem's
number of orders that reach D for the first time at n. Given p, a walk reaches D with probability
:math:`\min(1, ((1-p)/p)^D)`. Over p > ½ the integral of :math:`p^{a-1}(1-p)^{b-1}((1-p)/p)^{a-b}`
is that of :math:`p^{b-1}(1-p)^{a-1}`, the mirror image of the integral of the prior over p < ½. ∎

For any :math:`0 \le \pi < p_0`, :math:`P(\text{ever}) \le (1-p_0)/(1-\pi)`, by Doob's inequality
for the martingale 1 − p_n.
"""

from fractions import Fraction
from itertools import accumulate
from math import ceil

from flint import arb, fmpz

from ...games.exact_functions import as_fmpq
from ...games.working_precision import working_precision
from ...model.exact import as_fraction
from ..long_fractions import kept
from .beta_prior import BetaPrior

_PRECISION = 256  # bits
_MOST_SUMMED = 10_000  # a + b up to which the chance is summed as a fraction


def acquittals_needed(prior: BetaPrior, bound: Fraction, trials: int) -> int:
    """The least j with p_n ≤ π after n trials; more than n where none is enough.

    >>> acquittals_needed(BetaPrior(Fraction(4), Fraction(1)), Fraction(1, 2), 6)
    5
    """
    weight = prior.a + prior.b
    return max(0, ceil((1 - bound) * trials + weight * (prior.mean - bound)))


def straight_acquittals(prior: BetaPrior, bound: Fraction) -> int | None:
    """The least k with p_k ≤ π after nothing but k acquittals; None where none is enough.

    >>> straight_acquittals(BetaPrior(Fraction(4), Fraction(1)), Fraction(1, 2))
    3
    """
    return max(0, ceil(prior.a / bound - prior.a - prior.b)) if bound > 0 else None


def chances_at(prior: BetaPrior, bound: Fraction, trials: list[int]) -> list[Fraction]:
    """P(p_n ≤ π) for each n.

    >>> chances_at(BetaPrior(Fraction(4), Fraction(1)), Fraction(1, 2), [6])
    [Fraction(1, 42)]
    """
    weights = _Weights(prior, max(trials))
    return [
        weights.chance(n, {j: fmpz.bin_uiui(n, j)
                           for j in range(acquittals_needed(prior, bound, n), n + 1)})
        for n in trials
    ]  # fmt: skip


def chances_by(
    prior: BetaPrior, bound: Fraction, trials: list[int], every: int = 1
) -> list[Fraction]:
    """P(p_k ≤ π for some k ≤ n, at which all look) for each n, k = 0 included.

    >>> chances_by(BetaPrior(Fraction(4), Fraction(1)), Fraction(1, 2), [6])
    [Fraction(1, 21)]
    """
    if prior.mean <= bound:
        return [Fraction(1)] * len(trials)
    last = max(trials)
    weights = _Weights(prior, last)
    waiting = [fmpz(1)]  # orders that have not met the bound, by acquittals
    total, met = Fraction(0), {}
    for n in range(1, last + 1):
        convicted, acquitted = [*waiting, fmpz(0)], [fmpz(0), *waiting]
        waiting = [sum(pair, fmpz(0)) for pair in zip(convicted, acquitted, strict=True)]
        if n % every == 0:
            least = acquittals_needed(prior, bound, n)
            total += weights.chance(n, dict(enumerate(waiting[least:], start=least)))
            total = kept(total)
            waiting = waiting[:least]
        met[n] = total
    return [met[n] for n in trials]


def chance_ever(prior: BetaPrior, bound: Fraction) -> Fraction | None:
    """P(p_n ≤ π for some n) if all look after every verdict; None where no formula is known.

    >>> chance_ever(BetaPrior(Fraction(8), Fraction(2)), Fraction(1, 2))
    Fraction(5, 128)
    """
    if prior.mean <= bound:
        return Fraction(1)
    if bound <= 0:
        return Fraction(0)
    lead = prior.a - prior.b
    if bound != Fraction(1, 2) or lead.denominator > 1:
        return None
    if prior.a.denominator == 1 and prior.a + prior.b <= _MOST_SUMMED:
        flips = int(prior.a + prior.b) - 1
        heads = sum(fmpz.bin_uiui(flips, k) for k in range(int(prior.a), flips + 1))
        return kept(Fraction(2 * int(heads), 2**flips))
    with working_precision(_PRECISION):
        half, a, b = arb(1) / 2, arb(as_fmpq(prior.a)), arb(as_fmpq(prior.b))
        lower = half.beta_lower(a, b, regularized=True)
        return as_fraction((2 * lower).mid().fmpq())


def bound_ever(prior: BetaPrior, bound: Fraction) -> Fraction:
    """Doob's bound on the chance that p_n ≤ π for some n.

    >>> bound_ever(BetaPrior(Fraction(8), Fraction(2)), Fraction(1, 2))
    Fraction(2, 5)
    """
    return Fraction(1) if prior.mean <= bound else (1 - prior.mean) / (1 - max(bound, Fraction(0)))


class _Weights:
    """Probabilities of single orders of verdicts, as whole numbers over a common one."""

    def __init__(self, prior: BetaPrior, trials: int) -> None:
        a, b, unit = prior.in_whole_numbers
        self._convicted = _rising(a, unit, trials)
        self._acquitted = _rising(b, unit, trials)
        self._all = _rising(a + b, unit, trials)

    def chance(self, trials: int, orders: dict[int, fmpz]) -> Fraction:
        """The chance of so many orders by their number of acquittals."""
        total = sum(
            (
                count * self._acquitted[j] * self._convicted[trials - j]
                for j, count in orders.items()
            ),
            fmpz(0),
        )
        return kept(Fraction(int(total), int(self._all[trials])))


def _rising(start: int, unit: int, trials: int) -> list[fmpz]:
    """A product of A, A + q, A + 2q and so on, of 0, 1, …, n factors."""
    factors = (fmpz(start + unit * k) for k in range(trials))
    return list(accumulate(factors, lambda product, factor: product * factor, initial=fmpz(1)))
