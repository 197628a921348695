r"""From parts to payoffs: what the terms of a game change, and how the rest is put together.

With M hold-outs in all, each is tried with probability :math:`\tau(M) = \min(1, K/M)`, and

.. math::

    U_H(M) = b(M) - [\tau(M)(T(M) - f(M)) + (1 - \tau(M))d], \qquad U_P = -s - g,

where b is what holding out is worth in itself, f what a striker receives if tried, and g what a
plea costs beside the sentence. Terms change these parts, and never the formula.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache, cached_property, reduce

from sympy import Expr, Integer, Max, Min, Sum, Symbol, binomial, fraction

from .payoffs import hold_out, lottery, plead
from .symbols import J, K, N, c, d, m, p, s

H = Symbol("M_h", positive=True)
"""All hold-outs, the committed ones included."""

_h = Symbol("h", integer=True, nonnegative=True)
_NOTHING, _SURELY = Integer(0), Integer(1)


@dataclass(frozen=True)
class Parts:
    """What a term may change; formulas in the letters of the game and, where it matters, in H.

    Attributes
    ----------
    caseload
        Defendants facing an offer.
    committed, reliability
        How many of them have promised to hold out, and with which probability each does.
    capacity, defence
        Trials that the prosecutor, and the defence, can take on; None where the defence has no
        limit.
    offer, sentence, conviction, process_cost, dismissal_cost
        The stakes, as in the plain game.
    transfer
        To a striker who is tried.
    reward
        To everyone who holds out.
    sanction
        On a plea.
    fellows
        Weight on what one's holding out spares each other hold-out.
    """

    caseload: Expr = N
    committed: Expr = _NOTHING
    reliability: Expr = _SURELY
    capacity: Expr = K
    defence: Expr | None = None
    offer: Expr = s
    sentence: Expr = J
    conviction: Expr = p
    process_cost: Expr = c
    dismissal_cost: Expr = d
    transfer: Expr = _NOTHING
    reward: Expr = _NOTHING
    sanction: Expr = _NOTHING
    fellows: Expr = _NOTHING

    def with_letters(self, meanings: Mapping[Symbol, Expr]) -> "Parts":
        """The same parts with some letters written out."""
        if not meanings:
            return self
        written = {
            part.name: None if value is None else value.xreplace(meanings)
            for part in fields(self)
            for value in [getattr(self, part.name)]
        }
        return Parts(**written)

    @property
    def players(self) -> Expr:
        """Those who decide."""
        return self.caseload - self.committed

    @property
    def trials(self) -> Expr:
        """How many cases can be tried."""
        return self.capacity if self.defence is None else Min(self.capacity, self.defence)

    @cached_property
    def trial_probability(self) -> Expr:
        """τ(H)."""
        return lottery(H, self.trials)

    @property
    def trial_cost(self) -> Expr:
        """What being tried costs, net of what a striker receives for it."""
        return self.conviction * self.sentence + self.process_cost - self.transfer

    @property
    def payoff_plead(self) -> Expr:
        """U_P."""
        return plead(self.offer) - self.sanction

    @cached_property
    def holdout_payoff(self) -> Expr:
        """U_H(H), when H hold out in all and all of them surely."""
        lottery_payoff = hold_out(self.trial_probability, self.trial_cost, self.dismissal_cost)
        return self.reward + lottery_payoff

    @cached_property
    def counselled_payoff(self) -> Expr:
        """U_H(H), and what the last of the H spares the others by the weight on them."""
        alone = self.holdout_payoff
        if self.fellows == 0:
            return alone
        without = _in_counts(alone).subs(H, Max(H - 1, 1))
        return alone + self.fellows * (H - 1) * (alone - without)

    @property
    def payoff_hold_out(self) -> Expr:
        """What holding out pays when m who decide hold out, the weight on others included."""
        return self.expected(self.counselled_payoff)

    def as_lottery(self) -> dict[str, Expr] | None:
        """The parameters of a plain game with the same gains; None where there is none.

        The number of hold-outs may matter through τ only, and nobody may be committed.
        """
        stakes = (self.trial_cost, self.reward, self.sanction)
        if any(part.has(H) for part in stakes) or self.committed != 0 or self.fellows != 0:
            return None
        return {
            "defendants": self.players,
            "capacity": self.trials,
            "offer": self.offer + self.sanction + self.reward,
            "sentence": self.trial_cost,
            "dismissal_cost": self.dismissal_cost,
        }

    def expected(self, formula: Expr) -> Expr:
        """A formula in H, when m of those who decide hold out beside the committed."""
        signed, kept = self.committed, self.reliability
        known = kept in (0, 1)
        if not (known and signed.is_number):
            formula = _in_counts(formula)
        if signed == 0 or known:
            return formula.subs(H, m + signed * kept)
        chance = binomial(signed, _h) * kept**_h * (1 - kept) ** (signed - _h)
        return Sum(chance * formula.subs(H, m + _h), (_h, 0, signed))


def _in_counts(formula: Expr) -> Expr:
    """min(1, K/H) as min(H, K)/H: of 12/(m + M) sympy 1.14 takes for granted that it is ≥ 1."""

    def in_counts(least: Expr) -> Expr:
        holdouts = next(fraction(share)[1] for share in least.args if share.has(H))
        return Min(*(holdouts * share for share in least.args)) / holdouts

    return formula.replace(
        lambda part: isinstance(part, Min) and 1 in part.args and part.has(H), in_counts
    )


Change = Callable[[Parts], Parts]


@cache
def changed(changes: tuple[Change, ...]) -> Parts:
    """The plain game's parts after these changes, in order."""
    return reduce(lambda parts, change: change(parts), changes, Parts())
