r"""The common chances of refusing at which a wired plea leaves everyone indifferent.

Of the gains only the first a + 1 = n − M + 1 differ from 0 where there is no blame. So in the odds
y = x/(1 − x) of refusing

.. math:: \frac{D(x)}{(1-x)^{n-1}} = \sum_{j=0}^{a} \binom{n-1}{j} y^j\, \Delta(j+1),

whose coefficients rise from below 0 to above it: one change of sign, and one root. In large groups
the root lies where D itself is smaller than any double, for it is far beyond the share of refusals
that the quorum spares; the sum is then divided by its largest term. For M = n − 1 and V(1 + h) = T
the root is :math:`x = (1-r)/((1-r) + (n-1)(r-\kappa))`, κ being τ(n + h).
"""

from math import exp, log, log1p

import numpy as np
from scipy.optimize import brentq
from scipy.special import gammaln

from ...games.anonymous import AnonymousGame
from ...solvers.equilibria import mixed_equilibria
from .quorum_prices import Quorum

_FEW = 100  # of a group, up to which roots are isolated in exact arithmetic


def mixed_refusals(rule: Quorum) -> tuple[float, ...]:
    """All of them, in order.

    >>> from plea_games import PleaGame
    >>> from plea_games.games.lottery_form import lottery_form
    >>> form = lottery_form(PleaGame(defendants=10, capacity=1, offer=4, sentence=10))
    >>> [round(x, 6) for x in mixed_refusals(Quorum(form, 9, 10, 0, 0))]
    [0.181818]
    """
    gains = AnonymousGame.of_levels(rule.payoffs)
    if rule.group > _FEW and not rule.blame:
        first, pivotal = gains.gain[0], gains.gain[rule.spare]
        return (_only_root(rule),) if first < 0 < pivotal else ()
    mixed = mixed_equilibria(gains)
    return tuple(e.hold_out_probability for e in mixed if e.hold_out_probability is not None)


def _only_root(rule: Quorum) -> float:
    """Without blame, for gains that change sign."""
    others, spare = rule.group - 1, rule.spare
    gains = np.array([float(gain) for gain in rule.payoffs.gain[: spare + 1]])
    j = np.arange(spare + 1)
    ways = gammaln(others + 1) - gammaln(j + 1) - gammaln(others - j + 1)

    def balance(log_odds: float) -> float:
        weights = ways + j * log_odds
        return float(np.exp(weights - weights.max()) @ gains)

    low = high = log(max(spare, 1) / rule.group) - log1p(-spare / rule.group)
    while balance(low) >= 0:
        low -= 1
    while balance(high) <= 0:
        high += 1
    log_odds = float(brentq(balance, low, high, xtol=1e-15, rtol=1e-14))
    return 1 / (1 + exp(-log_odds))
