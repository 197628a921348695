r"""What an offer that stands only if enough accept may cost, by refinement.

A group of n is offered one price s that stands if at least M of them accept; h others hold out. m
counts the refusers in the group, V(m) = d + τ(m)(T − d), and with blame g whoever refuses while the
package fails bears g more. If the package fails, all n hold out. So

.. math::

    \Delta(m) = s - V(m+h) \;\; (m \le n-M), \qquad
    \Delta(n-M+1) = s - V(n+h) - g, \qquad \Delta(m) = -g \;\; (m > n-M+1),

the middle one at the pivotal turnout. Write a = n − M, V* = V(n + h).

* *All-accept is an equilibrium* where Δ(1) ≤ 0: s ≤ V(1 + h) for a ≥ 1, s ≤ V* + g for a = 0.
* *Accepting is strictly dominant* where all gains are below 0. For M ≥ 2 that takes g > 0.
* *Refusing is weakly dominated* where no gain is above 0 and one is below; *accepting* where no
  gain is below and one is above, which for M ≥ 2 takes g = 0.
* *No-trade is trembling-hand perfect* (g = 0) for s > V*, and at s = V* only if no gain differs
  from 0. For s > V* let all accept with probability ε: given that it matters at all, exactly M − 1
  others accept with a probability that tends to 1, and then refusing gains s − V*. For s < V*, and
  at s = V* if a gain is below 0, refusing is weakly dominated, so it is no best reply to any
  trembles of all others.
* *Coalition-proof* (g = 0). For s < V* only acceptance: it is strong, as any refusers bear
  V(k + h) ≥ V* or V* itself, and everybody bears V* in any other equilibrium. For s > V* only
  outcomes without trade: acceptors would pay s > V*, so no-trade is strong, and any trade is no
  equilibrium or costs everybody more. At s = V* both are.
* *All-accept maximizes the potential* where W = Δ(1) + … stays below 0. Prices V fall in m, so the
  condition is on the sums up to a and to a + 1 only:

.. math:: s < \frac{V(1+h) + \dots + V(a+h) + V^* + g}{a+1}, \qquad
          s < \frac{V(1+h) + \dots + V(a+h)}{a} \;\; (a \ge 1);

without blame the first says it all, :math:`L_M = [\sum_{m \le a} \tau(m+h) + \tau(n+h)]/(a+1)`.

**The best quorum for the potential.** From a to a + 1 the mean rises where τ(a + 1 + h) exceeds it;
once it does not, it never does again. For h = 0 that is a = K, the quorum n − K with
(K + κ)/(K + 1). With M ≥ 2 accepting is never strictly dominant without blame, so no global-game
argument stands behind L_M: it maximizes the potential, and its basin of attraction may be small.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from ...games.count_payoffs import CountPayoffs
from ...games.exact_functions import running_sums
from ...games.lottery_form import LotteryForm


@dataclass(frozen=True)
class QuorumPrice:
    """The prices for which one refinement has one answer.

    Attributes
    ----------
    question
        What holds.
    price : years
        In years, of the plea with all it costs; None where it holds at no price.
    bound
        "up to" or "below" the price, "from" or "above" it; "never" where there is none.
    """

    question: str
    price: Fraction | None
    bound: str

    def holds_at(self, price: Fraction) -> bool:
        """Whether it holds at this price."""
        if self.price is None:
            return False
        return {
            "up to": price <= self.price,
            "below": price < self.price,
            "from": price >= self.price,
            "above": price > self.price,
        }[self.bound]


@dataclass(frozen=True)
class Quorum:
    """M of n, h hold-outs beside them, and blame, in one lottery."""

    form: LotteryForm
    accepting: int
    group: int
    outside: int
    blame: Fraction

    @property
    def spare(self) -> int:
        """How many may refuse without the package failing, n − M."""
        return self.group - self.accepting

    def cost(self, refusers: int) -> Fraction:
        """V(m + h)."""
        return Fraction(self.form.price_at(self.form.trial_chance(refusers + self.outside)))

    @property
    def failed(self) -> Fraction:
        """V(n + h), what each bears if the package fails."""
        return self.cost(self.group)

    @property
    def payoffs(self) -> CountPayoffs:
        """Both payoffs by how many of the group refuse."""
        price, failed = Fraction(self.form.price), self.failed
        held = [
            -self.cost(m) if m <= self.spare else -failed - self.blame
            for m in range(1, self.group + 1)
        ]
        pleading = [-price if m <= self.spare else -failed for m in range(self.group)]
        return CountPayoffs(tuple(held), tuple(pleading))

    @property
    def potential_price(self) -> Fraction:
        """The supremum of prices at which all-accept maximizes the potential."""
        total = _sum(self.cost(m) for m in range(1, self.spare + 1))
        whole = (total + self.failed + self.blame) / (self.spare + 1)
        return min(whole, total / self.spare) if self.spare else whole

    def prices(self) -> Iterator[QuorumPrice]:
        """What holds at which prices."""
        failed, blame, several = self.failed, self.blame, self.accepting > 1
        pivotal = failed + blame  # Δ is 0 at the pivotal turnout
        first = self.cost(1) if self.spare else pivotal  # Δ(1) is 0
        last = min(self.cost(self.spare), pivotal) if self.spare else pivotal
        nearest = self.cost(self.spare) if self.spare else pivotal  # Δ(a) is 0
        varies = len({first, nearest, pivotal}) > 1
        yield QuorumPrice("all accept: an equilibrium", first, "up to")
        dominant = last if blame or not several else None
        yield _bounded("accepting: strictly dominant", dominant, "below")
        strictly = varies if not blame else several or varies
        yield QuorumPrice("refusing: weakly dominated", last, "up to" if strictly else "below")
        refuses = max(first, pivotal) if not blame or not several else None
        yield _bounded("accepting: weakly dominated", refuses, "from" if varies else "above")
        if several:
            yield _bounded("nobody accepts: an equilibrium", None if blame else _ANY, "from")
        else:
            yield QuorumPrice("nobody accepts: an equilibrium", pivotal, "from")
        perfect = pivotal if not blame or not several else None
        at_tie = nearest < pivotal or not varies  # then refusing gains at the next turnout
        bound = "from" if at_tie else "above"
        yield _bounded("nobody accepts: trembling-hand perfect", perfect, bound)
        if not blame:
            yield QuorumPrice("pleas: the only coalition-proof outcome", failed, "below")
        yield QuorumPrice("all accept: maximizes the potential", self.potential_price, "below")


_ANY = Fraction(0)  # prices are not negative


def best_quorum(form: LotteryForm, group: int, outside: int = 0) -> tuple[int, Fraction]:
    """The M ≤ n whose potential-maximizing price is largest, and L_M.

    >>> import plea_games as pg
    >>> from plea_games.games.lottery_form import lottery_form
    >>> game = pg.PleaGame(defendants=10, capacity=3, offer=5, sentence=10)
    >>> [str(part) for part in best_quorum(lottery_form(game), 10)]
    ['7', '33/40']
    """
    last = Fraction(form.trial_chance(group + outside))
    surely = min(max(floor(form.capacity) - outside, 0), group - 1)  # refusers sure to be tried
    spare, total = surely, surely + last
    while spare + 1 < group:
        following = form.trial_chance(spare + 1 + outside)
        if following * (spare + 1) <= total:
            break
        spare, total = spare + 1, total + following
    return group - spare, total / (spare + 1)


def _bounded(question: str, price: Fraction | None, bound: str) -> QuorumPrice:
    return QuorumPrice(question, price, bound if price is not None else "never")


def _sum(values: Iterator[Fraction]) -> Fraction:
    return [Fraction(0), *running_sums(values)][-1]
