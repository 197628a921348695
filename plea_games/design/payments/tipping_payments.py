r"""Side payments that tip everyone, among defendants who differ.

A payment to a defendant if she is tried lowers what is at stake for her. Paid the share f of her
stake T − d, she is content to hold out when m do, herself included, if
:math:`r_i \ge \tau(m)(1 - f)`. The whole tips if there is an order in which each is content to join
those before her. Offers below the dismissal cost (r_i < 0) are refused here: they take f > 1,
and where being tried is worth more than waiting, company makes holding out worse.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from ...errors import Fault, ParameterError
from ...games.gains import lottery_chance
from ...games.heterogeneous import HeterogeneousGame
from ...model.exact import double_outward, printed_outward
from ...model.reading import read_numbers, refuse_other_kinds
from ...tables import Column, Table, Tabular
from ...units import Unit, show_bound

MOST_ASSIGNED = 2_000
"""Defendants up to which individual payments are found; the work grows with the cube."""


@dataclass(frozen=True)
class TippingPayments(Tabular):
    """Payments, as shares of each one's stake, that make everyone hold out from nobody on.

    Attributes
    ----------
    exact
        One share for each defendant, in the order given.
    order
        Places of the defendants in the order in which they join.
    """

    exact: tuple[Fraction, ...]
    order: NDArray[np.int64]

    @property
    def payments(self) -> NDArray[np.float64]:
        """The shares as doubles that are enough when given back."""
        return np.array([double_outward(share, "payment", up=True) for share in self.exact])

    @property
    def column_units(self) -> dict[str, Unit]:
        """Of her T each."""
        return {"payments": "ratio", "total": "ratio"}

    @property
    def total(self) -> float:
        """The sum of the shares, rounded up: what is promised, should all be tried."""
        return double_outward(sum(self.exact, Fraction(0)), "total", up=True)

    def record(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "payments": self.payments.tolist(),
            "order": self.order.tolist(),
            "total": self.total,
            "exact": [str(share) for share in self.exact],
        }

    def table(self, title: str = "") -> Table:
        """One row a defendant, in the order in which they join."""
        columns = (
            Column("joins as"),
            Column("place\nin the list"),
            Column("paid if tried,\nof her stake", "share"),
        )
        rows = [
            (rank, place, printed_outward(self.exact[place], "share", "payment", up=True))
            for rank, place in enumerate(self.order.tolist(), start=1)
        ]
        total = show_bound(sum(self.exact, Fraction(0)), "number", up=True)
        notes = (f"In all {total} stakes T - d, should all be tried. Places count from 0.",)
        return Table(title or "Cheapest payments that tip everyone", columns, rows, notes)


def uniform_tipping_payment(game: HeterogeneousGame) -> Fraction:
    """The least share of the stake that, paid to each who is tried, tips everyone; exact.

    Larger offer ratios join first, for the one payment keeps their order; so it is the largest
    shortfall 1 − r₍k₎/τ(k) over k, with r₍k₎ the k-th largest.

    Parameters
    ----------
    game
        Defendants by their offer ratios r_i ≥ 0, no groups.

    Returns
    -------
    Fraction
        A share of the stake T − d, from 0 to 1.

    Raises
    ------
    ParameterError
        For negative ratios, groups of more than one, and a game that has thresholds only.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.HeterogeneousGame(offer_ratios=[0.9, 0.5, 0.2], capacity=1)
    >>> pg.payments.uniform_tipping_payment(game)
    Fraction(2, 5)
    """
    ratios, limit = _numbers(game)
    ranked = sorted(ratios, reverse=True)
    return max(shortfall(ratio, k, limit) for k, ratio in enumerate(ranked, start=1))


def cheapest_tipping_payments(game: HeterogeneousGame) -> TippingPayments:
    """Individual payments with the least sum that tip everyone.

    Whoever joins as the k-th needs max(0, 1 − r_i/τ(k)), so the cheapest order is an assignment of
    defendants to ranks. It is solved to optimality in double precision (the sum is within rounding
    of the least). With payments to groups the problem would contain knapsack.

    Parameters
    ----------
    game
        Defendants by their offer ratios r_i ≥ 0, at most 2,000 of them, no groups.

    Returns
    -------
    TippingPayments
        One share of the stake for each defendant, and the order in which they join.

    Raises
    ------
    ParameterError
        As :func:`uniform_tipping_payment` does, and beyond 2,000 defendants; there the uniform
        payment, times their number, is a bound.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.HeterogeneousGame(offer_ratios=[0.9, 0.5, 0.2], capacity=1)
    >>> found = pg.payments.cheapest_tipping_payments(game)
    >>> found.payments.round(12), round(found.total, 12)
    (array([0.1, 0. , 0.4]), 0.5)
    """
    ratios, limit = _numbers(game)
    if len(ratios) > MOST_ASSIGNED:
        rule = f"must be at most {MOST_ASSIGNED:,} for individual payments"
        remedy = "use uniform_tipping_payment; times the number of defendants it is a bound"
        raise ParameterError([Fault("offer_ratios", f"{len(ratios):,}", rule, remedy)])
    order = cheapest_order(ratios, limit, [Fraction(1)] * len(ratios))
    ranks = np.argsort(order).tolist()
    payments = (
        shortfall(ratio, rank + 1, limit) for ratio, rank in zip(ratios, ranks, strict=True)
    )
    return TippingPayments(tuple(payments), order)


def shortfall(ratio: Fraction, holdouts: int, capacity: int) -> Fraction:
    """The share of her stake for which a defendant is content to be one of so many hold-outs.

    >>> shortfall(Fraction(1, 5), 3, 1)
    Fraction(2, 5)
    """
    chance = lottery_chance(holdouts, capacity)
    return max(Fraction(0), 1 - ratio / chance) if chance else Fraction(0)


def cheapest_order(
    ratios: Sequence[Fraction], capacity: int, stakes: Sequence[Fraction]
) -> NDArray[np.int64]:
    """The order of joining with the least sum of shortfalls, each times a stake."""
    chances = np.array([float(lottery_chance(k, capacity)) for k in range(1, len(ratios) + 1)])
    own = np.array([float(min(ratio, Fraction(1))) for ratio in ratios])  # beyond, nothing is short
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(chances > 0, np.maximum(0.0, 1 - own[:, None] / chances), 0.0)
    weights = np.array([float(stake) for stake in stakes])
    _, ranks = linear_sum_assignment(shares * weights[:, None])
    return np.argsort(ranks)


def _numbers(game: HeterogeneousGame) -> tuple[list[Fraction], int]:
    refuse_other_kinds(game, HeterogeneousGame)
    if game.offer_ratios is None or game.capacity is None:
        rule, remedy = "has thresholds only, which no payment moves", "give offer_ratios instead"
        raise ParameterError([Fault("game", "", rule, remedy)])
    if (game.sizes > 1).any():
        rule = "must all be 1, for with groups this contains knapsack"
        raise ParameterError([Fault("sizes", str(int(game.sizes.max())), rule, "split the groups")])
    ratios = read_numbers(
        game.offer_ratios, "offer_ratios", lambda place: f"offer ratio {place}", minimum=0
    )
    return ratios, game.capacity
