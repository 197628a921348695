r"""What a strike is up against, by trial rate and offer ratio: four phases, as formulas.

For T > d and κ below 1 the phases follow one another as the offer ratio grows:

=========================  ===========  ============================================================
phase                      where        what holds there
=========================  ===========  ============================================================
strike impossible          r < κ        even if all hold out, each would rather plead
possible but risky         κ ≤ r < L    all-hold-out is an equilibrium, all-plead the Laplacian one
risk dominant              L ≤ r < 1    all-hold-out maximizes the potential, at r = L in a tie
trial better anyway        r ≥ 1        nobody gains by pleading, whatever the others do
=========================  ===========  ============================================================

From κ = 1 on everyone who holds out is tried, and only the first and the last are left.
"""

from sympy import And, Integer, Min, Symbol

from .closed_form import ClosedForm, Regime
from .round_prices import ROUND_PRICE, beta, eta
from .symbols import L, kappa, r

IMPOSSIBLE, RISKY, RISK_DOMINANT, TRIAL_BETTER = PHASES = tuple(
    Symbol(phase)
    for phase in (
        "strike impossible",
        "possible but risky",
        "risk dominant",
        "trial better anyway",
    )
)
"""From the hardest for a strike to the easiest."""

PHASE = ClosedForm(
    "phase",
    "Phase",
    "choice",
    "what a strike is up against",
    (
        Regime(r >= 1, TRIAL_BETTER),
        Regime(And(r < 1, r >= L), RISK_DOMINANT),
        Regime(And(r < 1, r < L, r >= Min(1, kappa)), RISKY),
        Regime(And(r < 1, r < L, r < Min(1, kappa)), IMPOSSIBLE),
    ),
)

_everyone_at_once = {beta: Integer(1), eta: Integer(0)}

LAPLACIAN_LIMIT = ClosedForm(
    "laplacian_limit",
    "Laplacian ratio in large caseloads",
    "ratio",
    "κ(1 − ln κ), to which L tends as N grows at fixed κ: the price of one round that reaches all",
    tuple(
        Regime(condition, regime.value.subs(_everyone_at_once))
        for regime in ROUND_PRICE.regimes
        if regime.value is not None
        and (condition := regime.condition.subs(_everyone_at_once)) != False  # noqa: E712
    ),
)
