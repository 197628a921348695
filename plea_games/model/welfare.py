"""What an outcome costs all defendants together, and what it yields in convictions and trials.

Everything is linear in how many hold out and how many of these are tried, so it holds for means as
well.
"""

from sympy import Expr, Integer, Symbol

from .payoffs import Payoffs, hold_out, plead
from .symbols import DEFINITIONS, J, K, N, T, d, p, s

HELD = Symbol("M", nonnegative=True)
"""Hold-outs, or their mean."""
TRIED = Symbol("M_t", nonnegative=True)
"""Hold-outs who are tried, or their mean."""

_pleas = N - HELD
_tried_pay, _waiting_pay = (hold_out(Integer(tried), DEFINITIONS[T], d) for tried in (1, 0))

DEFENDANT_COST: Expr = -(_pleas * plead(s) + TRIED * _tried_pay + (HELD - TRIED) * _waiting_pay)
"""Of all defendants together, in years."""

SENTENCE_YEARS: Expr = _pleas * s + TRIED * p * J
"""Years to be served."""

CONVICTIONS: Expr = _pleas + TRIED * p
"""Pleas included."""

DISMISSALS: Expr = HELD - TRIED
"""Cases that end without plea or trial."""

PRICE_OF_ANARCHY: tuple[Expr, Expr] = (
    DEFENDANT_COST.subs({HELD: 0, TRIED: 0}, simultaneous=True),
    DEFENDANT_COST.subs({HELD: N, TRIED: K}, simultaneous=True),
)
"""Numerator and denominator, for K ≤ N: Ns / (KT + (N − K)d)."""


def shares_of(payoffs: Payoffs) -> dict[str, tuple[Expr, Expr]]:
    """What each who holds out adds to a total, and each who pleads, when H hold out in all.

    What defendants bear has the transfers of organizers taken off and the sanctions of their
    fellows added; these stand beside it as well.
    """
    tried, nothing, one = payoffs.trial_probability, Integer(0), Integer(1)
    return {
        "defendant_cost": (-payoffs.holdout_payoff, -payoffs.plea_payoff),
        "sentence_years": (tried * payoffs.trial_sentence, payoffs.plea_sentence),
        "convictions": (tried * payoffs.conviction, one),
        "pleas": (nothing, one),
        "trials": (tried, nothing),
        "transfers": (tried * payoffs.transfer, nothing),
        "sanctions": (nothing, payoffs.sanction),
        "worth": (payoffs.reward, nothing),
    }
