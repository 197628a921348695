r"""What each lever alone takes for each goal, as formulas.

Without terms, all-hold-out is an equilibrium, risk dominant, or dominant where
:math:`s - d \ge \tau (T - d)` with τ the chance of trial when all hold out, min(1, κ); its mean L;
or that of a lone hold-out, 1. That dominance and divide-and-conquer proof coincide rests on gains
that increase with the number who hold out. A lever moves one side of the inequality; solved for its
amount, that gives the formulas below. They hold for

- 1 ≤ K ≤ N, T > d and 0 < r < 1 (the pledge: κ ≤ r as well), and one lever at a time;
- amounts of 0 (retaliation: 1) where they come out below that: for what helps a strike the goal is
  met already, for what weakens it the goal is missed even without.

A lever without a formula for a goal has none there, or none that is elementary; numbers come from
:func:`plea_games.required` in any case. The side payments are model.md's, the rest our derivation.
"""

from collections.abc import Mapping

from sympy import Expr, Integer, Min, Rational, Sum, Symbol, ceiling, floor

from .goal import Goal
from .symbols import J, K, L, N, T, c, d, kappa, p, r, s
from .terms import (
    BetterOffer,
    BudgetSurge,
    CommunityJury,
    DefenceOverload,
    Dismissals,
    Pledge,
    PooledCapacity,
    Retaliation,
    SidePayment,
    Solidarity,
    StreamlinedTrials,
    StrikeFund,
    Term,
    VisibleDefection,
)
from .terms.community_jury import JURORS
from .terms.term import symbol

CHANCE: Mapping[Goal, Expr] = {
    "existence": Min(1, kappa),
    "risk dominance": L,
    "dominance": Integer(1),
    "divide-and-conquer proof": Integer(1),
}
"""The chance of trial that must not outweigh the offer."""

_j = Symbol("j", integer=True, positive=True)


def _letter(kind: type[Term], field: str) -> Symbol:
    return symbol(kind.parameters[field])


def _forms() -> dict[tuple[type[Term], Goal], Expr]:
    stake, bargain = T - d, s - d
    reliable = _letter(VisibleDefection, "probability")
    grown = N ** _letter(Solidarity, "exponent")
    sent = _letter(PooledCapacity, "share")
    forms: dict[tuple[type[Term], Goal], Expr] = {}
    for goal, chance in CHANCE.items():
        short = chance * stake - bargain  # by which the offer falls short, in years
        most = bargain / chance + d - c  # what conviction at trial may cost in expectation
        forms |= {
            (SidePayment, goal): stake - bargain / chance,
            (VisibleDefection, goal): short / reliable,
            (BetterOffer, goal): 1 - (chance * stake + d) / s,
            (Retaliation, goal): most / (p * J),
            (CommunityJury, goal): 1 - (most / (p * J)) ** Rational(1, JURORS),
        }
    everyone_short, alone_short = CHANCE["existence"] * stake - bargain, stake - bargain
    mean_worth = Sum((_j / N) ** _letter(Solidarity, "exponent"), (_j, 1, N)) / N
    return forms | {
        (Solidarity, "existence"): everyone_short,
        (Solidarity, "risk dominance"): (L * stake - bargain) / mean_worth,
        (Solidarity, "dominance"): grown * alone_short,
        (Solidarity, "divide-and-conquer proof"): grown * alone_short,
        (StrikeFund, "existence"): N * everyone_short,
        (StrikeFund, "dominance"): K * alone_short,
        (StrikeFund, "divide-and-conquer proof"): alone_short,
        (Pledge, "dominance"): ceiling(K / r) - 1,
        (Pledge, "divide-and-conquer proof"): ceiling(K / r) - 1,
        (DefenceOverload, "existence"): floor(r * N),
        (Dismissals, "existence"): N - ceiling(K / r),
        (BudgetSurge, "existence"): r / kappa - 1,
        (StreamlinedTrials, "existence"): 1 - kappa / r,
        (PooledCapacity, "existence"): floor((r * N - K) / sent),
    }


LEVER_FORMS = _forms()
