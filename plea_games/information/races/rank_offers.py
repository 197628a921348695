r"""Offers by rank that no strike survives: the first to plead pays least.

The j-th plea costs :math:`s_j`, :math:`r_j = (s_j - d)/(T - d)`. All offers are kept below trial, r
≤ 1, so that nobody would withdraw after the draw. With all pleading as the only equilibrium, the
mean of :math:`r_j` can be anything below

=================================  ======================================  =======================
the queue is                       condition                               supremum of the mean
=================================  ======================================  =======================
none: one price                    r < κ                                   κ
seen, and its order is fixed       :math:`r_j < \tau(N-j+1)` for each j    L, divide and conquer
hidden: ranks drawn by lot         :math:`\bar r_n < \tau(N-n+1)` for      Q
                                   each n
=================================  ======================================  =======================

with :math:`\bar r_n = (r_1 + \dots + r_n)/n`, and for 1 ≤ K ≤ N

.. math::

    Q = \frac1N\Bigl[\frac{K(N+1-\nu)}{\nu} + \nu - 1\Bigr], \qquad
    \nu = \min\{v \ge 1 : v(v+1) \ge K(N+1)\}, \qquad Q \to 2\sqrt\kappa - \kappa.

*Proof.* Sums :math:`R_n = r_1 + \dots + r_n` are at most :math:`n\tau(N-n+1)` and rise by at most 1
a plea, so :math:`R_N \le n\tau(N-n+1) + N - n` for every n. With v = N − n + 1 ≥ K the right side
is K(N + 1 − v)/v + v − 1, whose step from v to v + 1 is 1 − K(N+1)/(v(v+1)): the least is at ν,
which is at least K. (For v < K it is N, no less.) The offers

.. math:: r_n = \min\Bigl(1, \frac{K(N+1)}{(N-n+1)(N-n+2)}\Bigr)

rise and reach the bound: :math:`K(N+1)/((v)(v+1))` is the step of :math:`n\tau(N-n+1)`, and once it
is above 1 offers stay at 1 and below the steps. ∎

So a hidden queue is worth Q − L to a prosecutor whose prices go by rank; showing it helps only if
prices adapt to who has pleaded.

**One prize**: the first plea costs less by γ(T − d), all others r. All plead, and nothing else is
an equilibrium, just where

.. math:: r < \min_m \Bigl[\tau(m) + \frac{\gamma}{N-m+1}\Bigr] \approx
          \frac{(\sqrt K + \sqrt\gamma)^2}{N+1},

at m = 1 or on m ≥ K, where the bracket is convex.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

from ...errors import Fault, ParameterError
from ...games.gains import MOST_EXACT_GAINS
from ...games.lottery_form import LotteryForm, lottery_form
from ...model.game import PleaGame
from ...model.reading import refuse_symbols
from ...solvers.laplacian import laplacian_ratio
from ...solvers.sequences.hidden_queue import hidden_queue_ratio
from ...subjects import takes_games
from ...tables import Column, Table, Tabular
from ...units import show

_MOST_ROWS = 24


@dataclass(frozen=True)
class RankOffers(Tabular):
    """The dearest offers by rank that leave all-plead as the only equilibrium.

    They are suprema: at the offers themselves there are ties.

    Attributes
    ----------
    game
        The caseload; its own offer plays no part.
    hidden, visible
        Offers s₁, …, s_N in years, for a queue that nobody sees, and for one that all see.
    hidden_mean, visible_mean, flat_mean
        The means as shares of the stake, exact but for the second: Q, L and κ.
    """

    game: PleaGame
    hidden: tuple[Fraction, ...]
    visible: tuple[Fraction, ...]
    hidden_mean: Fraction
    visible_mean: Fraction
    flat_mean: Fraction

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "parameters": self.game.record(),
            "hidden_mean": float(self.hidden_mean),
            "visible_mean": float(self.visible_mean),
            "flat_mean": float(self.flat_mean),
            "offers": [
                {"rank": rank, "hidden": float(hidden), "visible": float(visible)}
                for rank, (hidden, visible) in enumerate(
                    zip(self.hidden, self.visible, strict=True), 1
                )
            ],
        }

    def table(self, title: str = "") -> Table:
        """One row a rank, and the means."""
        columns = (
            Column("plea", left=True),
            Column("queue hidden", "years"),
            Column("queue seen", "years"),
        )
        ranks = [f"no. {rank:,}" for rank in range(1, len(self.hidden) + 1)]
        rows: list[tuple[object, ...]] = [
            (rank, float(hidden), float(visible))
            for rank, hidden, visible in zip(ranks, self.hidden, self.visible, strict=True)
        ]
        if len(rows) > _MOST_ROWS:
            half = _MOST_ROWS // 2
            rows = [*rows[:half], ("…", "", ""), *rows[-half:]]
        notes = (
            f"Mean, as a share of the stake: {float(self.hidden_mean):.4f} where the queue is "
            f"hidden, {float(self.visible_mean):.4f} where it is seen, "
            f"{float(self.flat_mean):.4f} at one price for all.",
            "Suprema: just below these offers all plead, and there is no other equilibrium.",
        )
        title = title or f"Offers by rank for {self.game.describe()}"
        return Table(title, columns, rows, notes, verdict=self._in_plain_words())

    def _in_plain_words(self) -> str:
        hidden, flat = (show(float(mean), "share") for mean in (self.hidden_mean, self.flat_mean))
        return (
            "If those who plead first pay less than those who come later, all plead, whatever they "
            f"expect, at up to {hidden}% of the stake on average where nobody sees how many have "
            f"pleaded; at one price for all it is {flat}%."
        )


@takes_games
def rank_offers(game: PleaGame) -> RankOffers:
    """The dearest offers by rank that leave all-plead as the only equilibrium.

    Parameters
    ----------
    game
        A lottery game in numbers, of up to 100,000 defendants. Its own offer plays no part.

    Returns
    -------
    RankOffers
        Offers for a hidden and for a visible queue, and their means.

    Raises
    ------
    ParameterError
        For symbols, terms that leave no lottery form, and more defendants.

    Examples
    --------
    >>> import plea_games as pg
    >>> found = rank_offers(pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10))
    >>> str(found.hidden_mean), round(float(found.visible_mean), 4)
    ('2446/6095', 0.2042)

    References
    ----------
    Segal (2003), J. Econ. Theory 113, for divide and conquer (from memory).
    """
    form = race_form(game)
    count, tried = int(form.defendants), Fraction(form.capacity)
    steps = [
        min(Fraction(1), tried * (count + 1) / ((count - n + 1) * (count - n + 2)))
        for n in range(1, count + 1)
    ]
    steps = [Fraction(1)] * count if tried >= count else steps
    by_turn = [form.trial_chance(count - n + 1) for n in range(1, count + 1)]
    return RankOffers(
        game,
        tuple(form.offer_at(share) for share in steps),
        tuple(form.offer_at(share) for share in by_turn),
        hidden_queue_ratio(count, tried),
        laplacian_ratio(count, tried),
        form.trial_chance(count),
    )


def one_prize_ratio(defendants: int, capacity: int | Fraction, prize_ratio: Fraction) -> Fraction:
    """The offer ratio below which one prize γ for the first plea leaves only all-plead.

    >>> str(one_prize_ratio(230, 12, Fraction(2, 5)))
    '17/234'
    """
    tried = Fraction(capacity)

    def bracket(m: int) -> Fraction:
        return min(Fraction(1), tried / m) + prize_ratio / (defendants - m + 1)

    low = min(max(floor(tried), 1), defendants)
    return min(bracket(1), bracket(_lowest(bracket, low, defendants)))


def one_prize_offers(game: PleaGame, prize: Fraction) -> tuple[Fraction, ...]:
    """The game's own offer to all, less the prize in years to whoever pleads first."""
    form = race_form(game)
    if not 0 <= prize <= form.offer:
        rule = f"must be from 0 to the offer, {float(form.offer):g} years"
        raise ParameterError([Fault("prize", f"{float(prize):g}", rule, "take a smaller prize")])
    return (form.offer - prize, *[form.offer] * (int(form.defendants) - 1))


def race_form(game: PleaGame) -> LotteryForm:
    """The lottery form of a game that is small enough for a list of offers."""
    form = lottery_form(game)
    refuse_symbols(form.free_symbols, "set them with game.with_parameters(…)")
    if form.defendants > MOST_EXACT_GAINS:
        rule = f"must be at most {MOST_EXACT_GAINS:,} where offers are listed"
        remedy = "solve a smaller game with the same trial rate"
        raise ParameterError([Fault("defendants", f"{int(form.defendants):,}", rule, remedy)])
    return form


def _lowest(convex: Callable[[int], Fraction], low: int, high: int) -> int:
    """Where a convex sequence is least."""
    while low < high:
        middle = (low + high) // 2
        if convex(middle) <= convex(middle + 1):
            high = middle
        else:
            low = middle + 1
    return low
