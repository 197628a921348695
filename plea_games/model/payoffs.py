r"""What each action pays, as a function of the number who hold out: every payoff, written once.

With M hold-outs in all, each is tried with probability :math:`\tau(M) = \min(1, K/M)`. Holding out
as one of M pays :math:`U_H(M)`, and pleading while M others hold out pays :math:`U_P(M)`:

.. math::

    U_H(M) = b(M) - [\tau(M)(T(M) - f(M)) + (1 - \tau(M))d], \qquad
    U_P(M) = -(s - e(M)) - g(M),

where b is what holding out is worth in itself, f what a striker receives if tried, e what is taken
off the offer while others hold out, and g what a plea costs beside the sentence. Terms change these
parts, and never the formula. A defendant who is one of m to hold out would, by pleading, leave
m − 1, so what she gains by holding out is

.. math:: \Delta(m) = U_H(m) - U_P(m - 1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property
from typing import Any

from sympy import Expr, Integer, Max, Min, Sum, Symbol, binomial, collect, expand, fraction

from .symbols import J, K, N, c, d, m, p, s

H = Symbol("M_h", positive=True)
"""All hold-outs, the committed ones included."""

CASELOAD = Symbol("N_all", integer=True, positive=True)
CAPACITY = Symbol("K_all", nonnegative=True)
TRIALS = Symbol("K_both", nonnegative=True)
"""The caseload, the prosecutor's trials and those that both sides can hold, once all terms have
changed them: a term that depends on these uses the letters, so that its place among others does
not matter."""

_h = Symbol("h", integer=True, nonnegative=True)
_NOTHING, _SURELY = Integer(0), Integer(1)


@cache  # sympy takes milliseconds to compare what Min and Max are given
def least(*values: Any) -> Expr:
    """The least of these."""
    return Min(*values)


@cache
def most(*values: Any) -> Expr:
    """The largest of these."""
    return Max(*values)


def lottery(holdouts: Expr, capacity: Expr) -> Expr:
    """τ(m) = min(1, K/m), the chance of trial when K of m hold-outs are drawn by lot."""
    return least(1, capacity / holdouts)


def _written_out(formula: Any, meanings: Mapping[Symbol, Expr]) -> Any:
    """``formula.xreplace(meanings)``, which compares again whenever it meets Min or Max."""
    if formula in meanings:
        return meanings[formula]
    parts = [_written_out(part, meanings) for part in formula.args]
    if all(new is old for new, old in zip(parts, formula.args, strict=True)):
        return formula
    make = {Min: least, Max: most}.get(formula.func, formula.func)
    return make(*parts)


def plead(offer: Expr) -> Expr:
    """−s."""
    return -offer


def hold_out(tried: Expr, trial_cost: Expr, dismissal_cost: Expr) -> Expr:
    """−[τT + (1 − τ)d]."""
    return -(tried * trial_cost + (1 - tried) * dismissal_cost)


def hold_out_in_court(
    tried: Expr,
    gave_up: Expr,
    wait: Expr,
    daily_cost: Expr,
    offer: Expr,
    trial_cost: Expr,
    dismissal_cost: Expr,
) -> Expr:
    """−[τT + gs + (1 − τ − g)d + vW], where some give up and plead, and waiting costs."""
    settled = gave_up * (plead(offer) + dismissal_cost)
    return hold_out(tried, trial_cost, dismissal_cost) + settled - daily_cost * wait


@dataclass(frozen=True)
class Payoffs:
    """The parts of the payoffs, which terms may change, and the payoffs put together from them.

    Parts are formulas in the letters of the game and of its terms. ``H`` stands for all who hold
    out; in what a plea costs, for all others who do. ``CASELOAD``, ``CAPACITY`` and ``TRIALS``
    stand for what these come to after all terms.

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
    credit
        Taken off the offer.
    transfer
        To a striker who is tried.
    reward
        To everyone who holds out.
    sanction
        On a plea, beside the sentence.
    fellows
        Weight on what one's holding out spares each other defendant.

    Examples
    --------
    >>> payoffs = Payoffs().with_parts(transfer=2)
    >>> payoffs.trial_cost, payoffs.plea_payoff
    (J*p + c - 2, -s)
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
    credit: Expr = _NOTHING
    transfer: Expr = _NOTHING
    reward: Expr = _NOTHING
    sanction: Expr = _NOTHING
    fellows: Expr = _NOTHING

    def with_parts(self, **parts: Any) -> "Payoffs":
        """The payoffs with some parts changed, as a term changes them.

        >>> Payoffs().with_parts(capacity=2 * K).trial_probability
        Min(1, 2*K/M_h)
        """
        return replace(self, **parts)

    def at(self, meanings: Mapping[Symbol, Expr]) -> "Payoffs":
        """The payoffs with some letters written out."""
        if not meanings:
            return self
        written = {
            part.name: None if value is None else _written_out(value, meanings)
            for part in fields(self)
            for value in [getattr(self, part.name)]
        }
        return Payoffs(**written)

    def bound(self) -> "Payoffs":
        """The payoffs after all terms: caseload, capacity and trials are now what they came to."""
        counted = self.at({CASELOAD: self.caseload})
        able = counted.at({CAPACITY: counted.capacity})
        return able.at({TRIALS: able.trials})

    @property
    def free_symbols(self) -> set[Symbol]:
        """All letters in the parts."""
        parts = (getattr(self, part.name) for part in fields(self))
        return set().union(*(part.free_symbols for part in parts if part is not None))

    @cached_property
    def players(self) -> Expr:
        """Those who decide."""
        return self.caseload - self.committed

    @cached_property
    def trials(self) -> Expr:
        """How many cases can be tried."""
        return self.capacity if self.defence is None else least(self.capacity, self.defence)

    @cached_property
    def trial_probability(self) -> Expr:
        """τ(H)."""
        return lottery(H, self.trials)

    @property
    def trial_cost(self) -> Expr:
        """What being tried costs, net of what a striker receives for it."""
        return self.conviction * self.sentence + self.process_cost - self.transfer

    @cached_property
    def trial_sentence(self) -> Expr:
        """The expected sentence of one who is tried."""
        return self.conviction * self.sentence

    @property
    def plea_sentence(self) -> Expr:
        """The sentence of one who pleads while H others hold out."""
        return self.offer - self.credit

    @cached_property
    def plea_payoff(self) -> Expr:
        """U_P(H), when H others hold out."""
        return plead(self.plea_sentence) - self.sanction

    def payoff_if_tried(self, tried: Expr) -> Expr:
        """What holding out pays at this probability of trial."""
        return self.reward + hold_out(tried, self.trial_cost, self.dismissal_cost)

    @cached_property
    def holdout_payoff(self) -> Expr:
        """U_H(H), when H hold out in all and all of them surely."""
        return self.payoff_if_tried(self.trial_probability)

    @property
    def payoff_if_first(self) -> Expr:
        """What holding out pays one who is tried before all others who hold out."""
        return self.payoff_if_tried(lottery(_SURELY, self.trials))

    @property
    def expected_sentence(self) -> Expr:
        """What a hold-out is sentenced to, trial or not."""
        return self.trial_probability * self.trial_sentence

    @property
    def expected_transfer(self) -> Expr:
        """What a hold-out receives, trial or not."""
        return self.trial_probability * self.transfer

    @property
    def expected_stake(self) -> Expr:
        """What a hold-out would have to be paid to fear a trial no more than waiting."""
        stake = most(0, self.trial_cost - self.dismissal_cost)
        return self.trial_probability * stake

    @cached_property
    def counselled_payoff(self) -> Expr:
        """U_H(H), and what the last of the H spares the others by the weight on them."""
        alone = self.holdout_payoff
        if self.fellows == 0:
            return alone
        without = _written_out(_in_counts(alone), {H: most(H - 1, 1)})
        spared = (H - 1) * (alone - without)
        if self.plea_depends_on_others:
            plea = self.plea_payoff
            spared += (self.caseload - H) * (plea - self.plea_payoff_instead)
        return alone + self.fellows * spared

    @cached_property
    def plea_depends_on_others(self) -> bool:
        """Whether what a plea pays depends on how many hold out."""
        return bool(self.plea_payoff.has(H))

    @cached_property
    def plea_payoff_instead(self) -> Expr:
        """U_P(H − 1), what the last of H would have got by pleading."""
        return _written_out(self.plea_payoff, {H: H - 1})

    @cached_property
    def gain_in_all(self) -> Expr:
        """Δ, as a formula of all who hold out."""
        return self.counselled_payoff - self.plea_payoff_instead

    @property
    def payoff_hold_out(self) -> Expr:
        """What holding out pays when m who decide hold out, the weight on others included."""
        return self.expected(self.counselled_payoff)

    @property
    def payoff_plead(self) -> Expr:
        """What pleading pays when m − 1 who decide hold out."""
        return self.expected(self.plea_payoff_instead)

    @property
    def gain(self) -> Expr:
        """Δ(m), what holding out pays more than pleading when m hold out, oneself included."""
        gain = self.payoff_hold_out - self.payoff_plead
        if gain.has(Sum):
            return gain
        return collect(expand(gain), self.expected(self.trial_probability))

    def expected(self, formula: Expr) -> Expr:
        """A formula in H, when m of those who decide hold out beside the committed."""
        signed, kept = self.committed, self.reliability
        known = kept in (0, 1)
        if not (known and signed.is_number):
            formula = _in_counts(formula)
        if signed == 0 or known:
            return _written_out(formula, {H: m + signed * kept})
        chance = binomial(signed, _h) * kept**_h * (1 - kept) ** (signed - _h)
        return Sum(chance * _written_out(formula, {H: m + _h}), (_h, 0, signed))


def _in_counts(formula: Expr) -> Expr:
    """min(1, K/H) as min(H, K)/H: of 12/(m + M) sympy 1.14 takes for granted that it is ≥ 1."""

    def in_counts(chance: Expr) -> Expr:
        holdouts = next(fraction(share)[1] for share in chance.args if share.has(H))
        return least(*(holdouts * share for share in chance.args)) / holdouts

    return formula.replace(
        lambda part: isinstance(part, Min) and 1 in part.args and part.has(H), in_counts
    )
