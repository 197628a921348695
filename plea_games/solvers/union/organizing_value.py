r"""What organizing is worth that outlives a failed strike.

In every period a new cohort of N defendants decides. Each of them is organized, and holds out, with
probability y_t, independently; the strike succeeds if at least the tipping point n hold out,

.. math:: p_t = P(\mathrm{Bin}(N, y_t) \ge n),

and from then on the union holds: every cohort saves :math:`N\,\Delta(N)` against pleading, a prize
:math:`W = N\Delta(N)/(1-\delta)` at the time of success. A strike that fails costs those who hold
out: m < n of them gain :math:`m\,\Delta(m) < 0` together where the others plead, which is

.. math:: F_t = \sum_{m < n} P(\mathrm{Bin}(N, y_t) = m)\, m\,\Delta(m)

on average, successes counted as nothing. But it organizes a share g of those who were not,

.. math:: y_{t+1} = y_t + g(1 - y_t), \qquad y_t = 1 - (1 - y_0)(1 - g)^t,

which is the assumption that organization carries over. With a cost C for each attempt, the value of
trying until it succeeds is

.. math:: V(y_0) = \sum_{t \ge 0} \delta^t \prod_{j < t} (1 - p_j)\,(p_t W + F_t - C),

and after a first failure there is still :math:`\delta V(y_1)`. Were nothing carried over, it would
be :math:`\delta V_0` with :math:`V_0 = (p_0 W + F_0 - C)/(1 - \delta(1 - p_0))`. Values are over
all defendants of all cohorts, those who hold out in vain included, and may be negative.
"""

from dataclasses import dataclass
from math import ceil, isfinite, log
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

from ...errors import Fault, ParameterError, PrecisionError
from ...games.gains import deciding, gain_at
from ...model.exact import as_fraction
from ...model.game import PleaGame
from ...model.parameters import Parameter
from ...model.reading import (
    Quantity,
    gathered,
    read_number,
    read_share,
    refuse_other_kinds,
    refuse_symbols,
)
from ...subjects import takes_games
from ...tables import Amount, Column, Table, Tabular
from ..thresholds import tipping_holdouts_of
from .failed_strikes import NEGLIGIBLE, failed_holdouts

ATTEMPT_COST = Parameter(
    name="attempt_cost",
    letter="C",
    meaning="what one attempt costs the organizers",
    unit="years",
    default=0,
    remedy="state the years of sentence that they would spare instead",
)
HIGHEST_DISCOUNT = 0.99999
"""Beyond, the periods to add up would be too many."""

_SHOWN = 100
_IN_TABLE = 5


@dataclass(frozen=True)
class OrganizingValue(Tabular):
    """What trying is worth, and what is left after a failure, in years of all defendants together.

    Attributes
    ----------
    game
        The caseload.
    organized, carried_over, discount
        y_0, g and δ.
    needed : defendants
        n, hold-outs with which the strike succeeds.
    saved_each_period
        NΔ(N), what a cohort saves once the union holds.
    success
        p_0, p_1, …, each given that all attempts before failed; as many as are worth adding up.
    failed_holdouts
        F_0, F_1, …, what those who hold out in vain gain on average: 0 or less. As many as of
        ``success``, from where an attempt is no longer worth adding up 0.
    value : years
        V(y_0), of trying until it succeeds.
    single_attempt
        p_0 W + F_0 − C, of one attempt and no more.
    after_failure
        δV(y_1), what is left when the first attempt has failed.
    after_failure_without_carry_over
        δV_0, what would be left if organization were lost with it.
    """

    game: PleaGame
    organized: float
    carried_over: float
    discount: float
    needed: int
    saved_each_period: float
    success: tuple[float, ...]
    failed_holdouts: tuple[float, ...]
    value: float
    single_attempt: float
    after_failure: float
    after_failure_without_carry_over: float

    @property
    def outlives_failure(self) -> float:
        """What a failed strike leaves behind: δ(V(y_1) − V_0)."""
        return self.after_failure - self.after_failure_without_carry_over

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "parameters": self.game.record(),
            "organized": self.organized,
            "carried_over": self.carried_over,
            "discount": self.discount,
            "needed": self.needed,
            "saved_each_period": self.saved_each_period,
            "success": list(self.success[:_SHOWN]),
            "failed_holdouts": list(self.failed_holdouts[:_SHOWN]),
            "value": self.value,
            "single_attempt": self.single_attempt,
            "after_failure": self.after_failure,
            "after_failure_without_carry_over": self.after_failure_without_carry_over,
            "outlives_failure": self.outlives_failure,
        }

    def table(self, title: str = "") -> Table:
        """One row a quantity."""
        columns = (Column("", left=True), Column("value"), Column("formula", left=True))
        rows = [
            ("needed n", Amount(self.needed, "defendants"), "tipping point, ⌈K/r⌉ without terms"),
            ("saved in each period", Amount(self.saved_each_period, "years"), "N·Δ(N)"),
            *(
                (
                    f"success of attempt {t + 1}",
                    Amount(chance, "share"),
                    "P(Bin(N, y) ≥ n)" * (not t),
                )
                for t, chance in enumerate(self.success[:_IN_TABLE])
            ),
            (
                "held out in vain, attempt 1",
                Amount(self.failed_holdouts[0], "years"),
                "F(0) = E[m·Δ(m); m < n]",
            ),
            ("one attempt", Amount(self.single_attempt, "years"), "p(0)·W + F(0) − C"),
            ("trying until it succeeds", Amount(self.value, "years"), "V(y(0))"),
            ("left after a failure", Amount(self.after_failure, "years"), "δ·V(y(1))"),
            (
                "  without carry-over",
                Amount(self.after_failure_without_carry_over, "years"),
                "δ·(p(0)·W + F(0) − C)/(1 − δ(1 − p(0)))",
            ),
            ("a failed strike leaves", Amount(self.outlives_failure, "years"), "the difference"),
        ]
        notes = (
            "W = N·Δ(N)/(1 − δ). All defendants count, those who hold out in vain included. "
            "Assumed: each defendant is organized with probability y, independently; a failure "
            "organizes a share g of those who were not; a success lasts.",
        )
        heading = title or (
            f"Organizing for {self.game.describe()}\n"
            f"y(0) = {self.organized:g}, g = {self.carried_over:g}, δ = {self.discount:g}"
        )
        return Table(heading, columns, rows, notes)


@takes_games
def organizing_value(
    game: PleaGame,
    *,
    organized: object,
    carried_over: object,
    discount: object,
    attempt_cost: Quantity = 0,
) -> OrganizingValue:
    """The value of organizing period after period, and what a failed strike leaves behind.

    Parameters
    ----------
    game
        The caseload, in numbers; N is the number who decide.
    organized
        y_0, the probability that a defendant of the first cohort is organized and holds out.
    carried_over
        g, the share of those not yet organized whom a failed strike organizes; 0 to 1.
    discount
        δ, what a period is worth when seen from the one before; 0 to 0.99999.
    attempt_cost
        C ≥ 0, what one attempt costs, in years.

    Returns
    -------
    OrganizingValue
        Frozen; prints as a table; in years of all defendants together.

    Raises
    ------
    ParameterError
        For symbols, numbers out of their ranges, and a game in which no number of hold-outs makes
        holding out a best reply.

    Examples
    --------
    A strike that all but surely fails costs those who hold out some 28 years, and is still worth
    something, for it organizes a tenth of the others:

    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> found = pg.union.organizing_value(game, organized=0.02, carried_over=0.1, discount=0.9)
    >>> [round(chance, 4) for chance in found.success[:3]]
    [0.0, 0.3078, 0.9989]
    >>> [round(value, 2) for value in (found.single_attempt, found.after_failure, found.value)]
    [-27.59, 6687.7, 6660.11]

    References
    ----------
    Crespo (2022), n. 101: a campaign can build lasting power though the strike itself fails. The
    formula, and how organization carries over, are ours.
    """
    refuse_other_kinds(game, PleaGame)
    refuse_symbols(game.free_symbols, "set them with game.with_parameters(…)")
    faults: list[Fault] = []
    shares = {}
    for name, given in {
        "organized": organized,
        "carried_over": carried_over,
        "discount": discount,
    }.items():
        with gathered(faults):
            shares[name] = float(read_share(given, name))
    if shares.get("discount", 0) > HIGHEST_DISCOUNT:
        rule = f"must be at most {HIGHEST_DISCOUNT}"
        faults.append(Fault("discount", f"{shares['discount']:g}", rule, "take longer periods"))
    with gathered(faults):
        cost = float(read_number(ATTEMPT_COST, attempt_cost))
    with gathered(faults):
        needed = tipping_holdouts_of(game)
    if faults:
        raise ParameterError(faults)
    saved = _saved(game)
    first, growth, delta = shares.values()
    count = deciding(game)
    organized_shares = _organized(first, growth, delta)
    success = np.asarray(betainc(needed, count - needed + 1, organized_shares))
    weights = _weights(success, delta)
    in_vain = failed_holdouts(game, needed, organized_shares, weights)
    prize = saved / (1 - delta)
    worth = _worth(success, in_vain, prize, cost)
    alone = worth[0]
    return OrganizingValue(
        game=game,
        organized=first,
        carried_over=growth,
        discount=delta,
        needed=needed,
        saved_each_period=saved,
        success=tuple(success.tolist()),
        failed_holdouts=tuple(in_vain.tolist()),
        value=_value(weights, worth),
        single_attempt=float(alone),
        after_failure=delta * _value(_weights(success[1:], delta), worth[1:]),
        after_failure_without_carry_over=float(delta * alone / (1 - delta * (1 - success[0]))),
    )


def _saved(game: PleaGame) -> float:
    """NΔ(N) of those who decide."""
    count = deciding(game)
    return float(count * as_fraction(gain_at(game, count)))


def _organized(first: float, growth: float, delta: float) -> NDArray[np.float64]:
    """y_0, y_1, …, until what follows is discounted to nothing."""
    periods = 2 if delta == 0 else 2 + ceil(log(NEGLIGIBLE) / log(delta))
    left: NDArray[np.float64] = np.power(1 - growth, np.arange(periods, dtype=np.float64))
    return 1 - (1 - first) * left


def _weights(success: NDArray[np.float64], delta: float) -> NDArray[np.float64]:
    """What each attempt counts: discounted, and only if all before failed."""
    tried = np.concatenate(([1.0], np.cumprod(1 - success[:-1])))
    return np.asarray(np.power(delta, np.arange(success.size, dtype=np.float64)) * tried)


def _worth(
    success: NDArray[np.float64], in_vain: NDArray[np.float64], prize: float, cost: float
) -> NDArray[np.float64]:
    """p_t W + F_t − C."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.asarray(success * prize + in_vain - cost)


def _value(weights: NDArray[np.float64], worth: NDArray[np.float64]) -> float:
    with np.errstate(over="ignore", invalid="ignore"):
        value = float(weights @ worth)
    if not isfinite(value):
        rule, remedy = "is beyond double precision (about 1.8e308)", "take smaller stakes or costs"
        raise PrecisionError("value", value, rule, remedy)
    return value
