r"""How long a strike stands when members leave it, and nobody joins.

Of M members each leaves with probability a in every period, independently, and for good. After t
periods Bin(M, (1 − a)^t) are left, and the strike stands while they are at least the tipping point
n = ⌈K/r⌉: with fewer, pleading is the better reply for each of them. So it collapses in the first
period after which the (M − n + 1)-st has left, and

.. math:: P(\text{stands after } t) = P(\mathrm{Bin}(M, (1-a)^t) \ge n).

A member's time to leave is an exponential one, of rate λ = −ln(1 − a), rounded up. Order statistics
of exponentials have the mean :math:`(H_M - H_{n-1})/\lambda`, with H the harmonic numbers, so the
mean time to collapse is at least that and less than one period more. If each period took exactly
the share a, the strike would collapse after ⌊ln(M/n)/λ⌋ + 1 periods.
"""

from dataclasses import dataclass
from math import log1p

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc

from ...errors import Fault, ParameterError
from ...games.gains import deciding
from ...model.game import PleaGame
from ...model.reading import gathered, read_share, read_whole, refuse_other_kinds, refuse_symbols
from ...subjects import takes_games
from ...tables import Amount, Column, Table, Tabular
from ..laplacian import harmonic_number
from ..thresholds import tipping_holdouts_of

LEAST_LEAVING = 1e-5
"""Below, the periods to add up would be too many."""

_NEGLIGIBLE = 1e-18


@dataclass(frozen=True)
class Attrition(Tabular):
    """How long a strike stands.

    Attributes
    ----------
    game
        The caseload.
    members : defendants
        M, holding out at the start.
    leaving
        a, the probability with which each leaves in a period.
    needed : defendants
        n, the tipping point: with fewer the strike collapses.
    mean_periods
        The mean number of periods to the collapse.
    at_least, less_than
        Bounds on it in closed form.
    median_periods
        The least number of periods after which it has collapsed with probability one half.
    at_the_mean_rate
        Periods to the collapse if exactly the share a left in each.
    """

    game: PleaGame
    members: int
    leaving: float
    needed: int
    mean_periods: float
    at_least: float
    less_than: float
    median_periods: int
    at_the_mean_rate: int

    def stands(self, periods: ArrayLike) -> NDArray[np.float64]:
        """The probability that the strike still stands after so many periods."""
        return _stands(self.members, self.needed, self.leaving, periods)

    def table(self, title: str = "") -> Table:
        """One row a quantity."""
        columns = (Column("", left=True), Column("value"), Column("formula", left=True))
        rows = (
            ("members at the start M", Amount(self.members, "defendants"), ""),
            ("leaving in each period a", Amount(self.leaving, "share"), ""),
            ("needed n", Amount(self.needed, "defendants"), "tipping point, ⌈K/r⌉ without terms"),
            ("mean time to collapse", _periods(self.mean_periods), "Σ P(Bin(M, (1 − a)^t) ≥ n)"),
            ("  at least", _periods(self.at_least), "(H(M) − H(n − 1))/λ, λ = −ln(1 − a)"),
            ("  less than", _periods(self.less_than), "one more"),
            ("median", _periods(self.median_periods), ""),
            ("at the mean rate", _periods(self.at_the_mean_rate), "⌊ln(M/n)/λ⌋ + 1"),
        )
        notes = (
            "Members leave independently and for good, and nobody joins. The strike collapses in "
            "the first period after which fewer than n are left.",
        )
        heading = title or f"Attrition for {self.game.describe()}"
        return Table(heading, columns, rows, notes)


@takes_games
def attrition(game: PleaGame, *, members: int, leaving: object) -> Attrition:
    """How long a strike stands whose members leave one by one.

    Parameters
    ----------
    game
        The caseload, in numbers; members count among those who decide.
    members
        M, who hold out at the start, from 0 to N.
    leaving
        a, the probability with which each leaves in a period, from 0.00001 to 1.

    Returns
    -------
    Attrition
        The mean is summed in double precision and lies between bounds in closed form. All times
        are 0 where M is too few from the start.

    Raises
    ------
    ParameterError
        For symbols, numbers out of their ranges, and a game in which no number of hold-outs makes
        holding out a best reply.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> found = pg.union.attrition(game, members=100, leaving=0.1)
    >>> found.needed, round(found.mean_periods, 3), found.at_the_mean_rate
    (30, 12.134, 12)
    >>> round(found.at_least, 3), found.stands([0, 10, 12, 15]).round(3)
    (11.634, array([1.   , 0.871, 0.384, 0.017]))
    """
    refuse_other_kinds(game, PleaGame)
    refuse_symbols(game.free_symbols, "set them with game.with_parameters(…)")
    most = deciding(game)
    faults: list[Fault] = []
    with gathered(faults):
        start = read_whole(members, "members")
        if start > most:
            rule = f"must be at most the {most:,} who decide"
            faults.append(Fault("members", f"{start:,}", rule, "take fewer"))
    with gathered(faults):
        share = read_share(leaving, "leaving")
        if share < LEAST_LEAVING:
            rule = f"must be at least {LEAST_LEAVING:f}".rstrip("0")
            faults.append(Fault("leaving", f"{float(share):.4g}", rule, "take longer periods"))
    with gathered(faults):
        needed = tipping_holdouts_of(game)
    if faults:
        raise ParameterError(faults)
    rate = float(share)
    mean, median = _times(start, needed, rate)
    least, steady = _closed_forms(start, needed, rate)
    return Attrition(
        game=game,
        members=start,
        leaving=rate,
        needed=needed,
        mean_periods=mean,
        at_least=least,
        less_than=least + 1 if start >= needed else 0.0,
        median_periods=median,
        at_the_mean_rate=steady,
    )


def _stands(members: int, needed: int, leaving: float, periods: ArrayLike) -> NDArray[np.float64]:
    left = np.power(1 - leaving, np.asarray(periods, dtype=np.float64))
    if members < needed:
        return np.zeros_like(left)
    return np.asarray(betainc(needed, members - needed + 1, left))


def _times(members: int, needed: int, leaving: float) -> tuple[float, int]:
    """The mean and the median, by adding up in stretches until nothing is left to add."""
    mean, median, start, length = 0.0, 0, 0, 1024
    while True:
        standing = _stands(members, needed, leaving, np.arange(start, start + length))
        mean += float(standing.sum())
        median += int((standing > 0.5).sum())
        if standing[-1] < _NEGLIGIBLE:
            return mean, median
        start, length = start + length, 2 * length


def _closed_forms(members: int, needed: int, leaving: float) -> tuple[float, int]:
    if members < needed:
        return 0.0, 0
    if leaving == 1:
        return 0.0, 1
    rate = -log1p(-leaving)
    least = (harmonic_number(members) - harmonic_number(needed - 1)) / rate
    return least, int(np.log(members / needed) / rate) + 1


def _periods(value: float) -> str:
    return f"{value:,.6g} period{'s' * (value != 1)}"
