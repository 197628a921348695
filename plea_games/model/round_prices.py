r"""The mean price of a round of offers in a large caseload, as a formula.

A round reaches the share β of the caseload; the share η holds out at the deadline whatever the
round brings. With offers ranked just below :math:`\tau` times what is at stake, the mean price is

.. math:: \frac1\beta \int_\eta^{\eta+\beta} \min(1, \kappa/u)\,du ,

of which the sums that finite caseloads pay are Riemann sums. Where all are reached in R equal
rounds and nobody is committed, β = 1/R and η = 0, so that it is :math:`L(\kappa R)` with
:math:`L(z) = z(1 - \ln z)`, capped at 1: R rounds make the capacity worth R times as much. That is
what Crespo (2022, n. 95) sets against the "tsunami", as a formula of ours.
"""

from sympy import And, Eq, Integer, Symbol, log

from .closed_form import ClosedForm, Regime
from .symbols import kappa

beta = Symbol("β", positive=True)  # share of the caseload that one round reaches
eta = Symbol("η", nonnegative=True)  # share that holds out at the deadline in any case

_after = eta + beta

ROUND_PRICE = ClosedForm(
    "price_limit",
    "Price of a round",
    "ratio",
    "mean price of a round, as a share of what is at stake, in a large caseload",
    (
        Regime(kappa >= _after, Integer(1)),
        Regime(
            And(kappa > eta, kappa < _after), (kappa - eta + kappa * log(_after / kappa)) / beta
        ),
        Regime(And(kappa > 0, kappa <= eta), kappa * log(_after / eta) / beta),
        Regime(Eq(kappa, 0), Integer(0)),
    ),
)
