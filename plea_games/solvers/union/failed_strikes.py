"""What those who hold out lose where a strike fails, on average over how many are organized."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincc

from ...games.exact_payoffs import exact_payoffs
from ...games.gains import deciding, gains_at
from ...games.lottery_form import LotteryForm, lottery_form_or_fault
from ...model.exact import as_fraction
from ...model.game import PleaGame

NEGLIGIBLE = 1e-17
"""The weight from which on an attempt no longer counts."""

_MOST_CELLS = 10**6  # of binomial probabilities at a time


def failed_holdouts(
    game: PleaGame, needed: int, organized: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """F_t, computed once for each share; 0 where an attempt no longer counts.

    The second attempt counts in what is left after a failure, whatever its own weight.
    """
    in_vain = np.zeros(organized.size)
    counted = (weights > NEGLIGIBLE) | (np.arange(organized.size) < 2)
    shares, places = np.unique(organized[counted], return_inverse=True)
    if needed > 1:
        form = lottery_form_or_fault(game)
        if isinstance(form, LotteryForm):
            means = _mean_in_lottery(form, needed, shares)
        else:
            means = _mean_over_turnouts(game, needed, shares)
        in_vain[counted] = means[places]
    return in_vain


def _mean_in_lottery(
    form: LotteryForm, needed: int, shares: NDArray[np.float64]
) -> NDArray[np.float64]:
    """E[mΔ(m); m < n] with mΔ(m) = m(π − d) − min(m, K)(T − d), by binomial tails; K ≤ n."""
    form = form.in_numbers()
    count, capacity = int(form.defendants), int(form.capacity)

    def below(limit: int) -> NDArray[np.float64]:
        """E[m; m < limit]."""
        return count * shares * _at_most(limit - 2, count - 1, shares)

    more = _at_most(needed - 1, count, shares) - _at_most(capacity - 1, count, shares)
    tried = below(capacity) + capacity * more
    price = float(form.price - form.dismissal_cost)
    return np.asarray(price * below(needed) - float(form.stake) * tried)


def _at_most(limit: int, trials: int, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """P(Bin(trials, share) ≤ limit)."""
    if not 0 <= limit < trials:
        return np.full(shares.shape, float(limit >= trials))
    return np.asarray(betaincc(limit + 1, trials - limit, shares))


def _mean_over_turnouts(
    game: PleaGame, needed: int, shares: NDArray[np.float64]
) -> NDArray[np.float64]:
    from scipy.stats import binom  # long to load, and most games have a lottery form

    turnouts = range(1, needed)
    gains = gains_at(exact_payoffs(game), turnouts)
    together = np.array(
        [m * float(as_fraction(gain)) for m, gain in zip(turnouts, gains, strict=True)]
    )
    count = deciding(game)
    rows = max(1, _MOST_CELLS // needed)
    return np.concatenate([
        binom.pmf(np.array(turnouts), count, shares[begin : begin + rows, None]) @ together
        for begin in range(0, shares.size, rows)
    ])  # fmt: skip
