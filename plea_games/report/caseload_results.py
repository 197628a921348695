"""What follows from a caseload, each result once, whatever tables and figures show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..caseloads.scenarios import Scenario
from ..design.amounts.levers import Levers, levers
from ..design.contest.contest import contest
from ..design.contest.contest_result import Contest
from ..dynamics.clock.clock_schedules import Clock
from ..dynamics.clock.rounds_clock import clock
from ..errors import ParameterError
from ..games.exact_functions import as_fmpq
from ..games.lottery_form import lottery_form
from ..model.game import PleaGame
from ..model.in_numbers import FORM
from ..model.terms.by_name import parameter_of
from ..solvers.equilibria import equilibria
from ..solvers.equilibrium_set import EquilibriumSet
from ..solvers.sequences.protocols import Protocols, protocols
from ..solvers.threshold_rows import threshold_rows
from ..solvers.thresholds import Thresholds, threshold, thresholds
from ..sweeps.variable import Variable

Floats = NDArray[np.float64]

_MOST_ROUNDS = 20
_STEPS = 60  # of an axis that is swept


@dataclass(frozen=True)
class CaseloadResults:
    """The results of one game in numbers, computed when first asked for."""

    caseload: Scenario

    @property
    def game(self) -> PleaGame:
        """Of the caseload."""
        return self.caseload.game

    @cached_property
    def thresholds(self) -> Thresholds:
        """Every threshold."""
        return thresholds(self.game)

    @cached_property
    def equilibria(self) -> EquilibriumSet:
        """Every equilibrium."""
        return equilibria(self.game)

    @cached_property
    def protocols(self) -> Protocols:
        """What each timing extracts."""
        return protocols(self.game)

    @cached_property
    def clock(self) -> Clock:
        """With time for an offer to everyone."""
        count = int(self.game.numbers["defendants"])
        return clock(self.game, days=1, offers_per_day=count, batch=self.batches)

    @property
    def batches(self) -> list[int]:
        """How many are made an offer at once, in up to as many rounds as extract everything."""
        count, capacity = self._counts
        enough = min(-(-count // max(capacity, 1)), count, _MOST_ROUNDS)
        return sorted({-(-count // rounds) for rounds in range(1, enough + 1)})

    @cached_property
    def levers(self) -> Levers:
        """What each lever takes for each goal."""
        return levers(self.game)

    @cached_property
    def contest(self) -> Contest:
        """Postures against moves."""
        return contest(self.game)

    @cached_property
    def tipping_by_capacity(self) -> dict[str, Variable]:
        """For side payments up to what makes holding out dominant."""
        form = lottery_form(self.game)
        short = form.trial_cost - form.price
        payments = [short * Fraction(part, 4) for part in range(4)] if short > 0 else [Fraction(0)]
        return self._tipping({"side_payment": payments, "capacity": self._capacities})

    @cached_property
    def tipping_by_offer(self) -> dict[str, Variable]:
        """For offers up to what trial costs, or to the end of their own range."""
        own = self.game.numbers["offer"]
        most = max(lottery_form(self.game).trial_cost, self.caseload.bounds("offer")[1])
        offers = sorted({own, *(most * step / _STEPS for step in range(1, _STEPS + 1))})
        return self._tipping({"capacity": self._capacities, "offer": offers})

    @cached_property
    def own_tipping(self) -> tuple[Floats, Floats]:
        """The capacities that the sources leave, and the tipping share at each of them."""
        swept = self.tipping_by_offer
        capacities = swept["capacity"].values
        (own,) = np.flatnonzero(swept["offer"].values == float(self.game.numbers["offer"]))
        low, high = map(float, self.caseload.bounds("capacity"))
        left_open = (low <= capacities) & (capacities <= high)
        return capacities[left_open], swept["tipping_share"].values[left_open, own]

    def _tipping(self, over: Mapping[str, Sequence[int | Fraction]]) -> dict[str, Variable]:
        """The tipping share over two parameters; NaN where no number of hold-outs is enough.

        As :func:`plea_games.sweep` has it, whose formulas in arrays wait for sympy.
        """
        (up, rows), (across, columns) = over.items()
        points = [{up: row, across: column} for row in rows for column in columns]
        shares = np.array(self._tipping_shares(points)).reshape(len(rows), len(columns))
        about = {"long_name": FORM["tipping_share"].label}
        swept = {"tipping_share": Variable("tipping_share", tuple(over), shares, about)}
        for name, values in over.items():
            letter = {"symbol": parameter_of(name).letter}
            swept[name] = Variable(name, (name,), np.array(values, np.float64), letter)
        return swept

    def _tipping_shares(self, points: Sequence[Mapping[str, int | Fraction]]) -> list[float]:
        """At many points; those of plain games together, which is far faster."""
        exact = {name: as_fmpq(value) for name, value in self.game.numbers.items()}
        if self.game.terms or not all(point.keys() <= exact.keys() for point in points):
            return list(map(self._tipping_share, points))
        changes = ({name: as_fmpq(value) for name, value in point.items()} for point in points)
        games = [tuple((exact | change).values()) for change in changes]
        solved = threshold_rows(games, (FORM["tipping_share"],))
        return [_or_nan(None if row is None else row.values[0]) for row in solved]

    def _tipping_share(self, changes: Mapping[str, int | Fraction]) -> float:
        try:
            game = self.game.with_parameters(**changes)
        except ParameterError:  # no game
            return nan
        return _or_nan(threshold(game, "tipping_share"))

    @property
    def _capacities(self) -> list[int]:
        """Up to four times what it is, or to the end of its range, and what it is itself."""
        count, capacity = self._counts
        most = max(min(4 * max(capacity, 1), count), int(self.caseload.bounds("capacity")[1]), 2)
        ends = map(int, self.caseload.bounds("capacity"))
        steps = (int(step) for step in np.linspace(1, most, _STEPS))
        return sorted({capacity, *ends, *steps} - {0} | {capacity})

    @property
    def _counts(self) -> tuple[int, int]:
        return int(self.game.numbers["defendants"]), int(self.game.numbers["capacity"])


def _or_nan(share: Any) -> float:
    return nan if share is None else float(share)
