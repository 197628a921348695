"""Where caseloads lie in the plane of trial rate and offer ratio, and what bounds its phases."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import floor, inf, log10
from typing import Any

import numpy as np

from ..caseloads.scenarios import Scenario, Subject, as_scenarios, scenario_names
from ..errors import Fault, ParameterError
from ..games.exact_functions import logarithm
from ..games.lottery_form import LotteryForm, lottery_form
from ..json_ready import json_ready
from ..model.game import PleaGame
from ..model.in_numbers import PHASE, trial_probability
from ..model.time_in_numbers import ROUND_PRICE
from ..solvers.laplacian import laplacian_ratio
from ..tables import Column, Table, Tabular
from ..units import Unit, show

_BOUNDARY_POINTS = 201
_ONE_ROUND = Fraction(0), Fraction(1)  # in which nobody is committed and all are reached

Interval = tuple[float, float]


@dataclass(frozen=True)
class PhasePoint:
    """One caseload.

    Attributes
    ----------
    scenario, title
        Its names.
    trial_rate : share
        κ.
    trial_rate_range
        From the least to the greatest κ that the ranges of its numbers allow.
    offer_ratio : ratio
        r.
    offer_ratio_range
        The same for r; infinite where trial may come to cost no more than waiting.
    laplacian_ratio : ratio
        L of this very caseload, which decides its phase.
    phase
        "strike impossible", "possible but risky", "risk dominant" or "trial better anyway".
    hardest_phase, easiest_phase
        The phases at the two ends of all ranges together: largest κ and least r, and the reverse.
    """

    scenario: str
    title: str
    trial_rate: float
    trial_rate_range: Interval
    offer_ratio: float
    offer_ratio_range: Interval
    laplacian_ratio: float
    phase: str
    hardest_phase: str
    easiest_phase: str


@dataclass(frozen=True)
class Boundary:
    """Offer ratios that part two phases, in a large caseload.

    Attributes
    ----------
    name, formula
        What they are, and in letters.
    trial_rates, offer_ratios
        κ and r along the curve.
    """

    name: str
    formula: str
    trial_rates: tuple[float, ...]
    offer_ratios: tuple[float, ...]


@dataclass(frozen=True)
class PhaseDiagram(Tabular):
    """Caseloads by trial rate and offer ratio; iterates over them.

    Attributes
    ----------
    points
        One a caseload.
    boundaries
        Of the phases, from the least offer ratio to the greatest.
    """

    points: tuple[PhasePoint, ...]
    boundaries: tuple[Boundary, ...]

    def __iter__(self) -> Iterator[PhasePoint]:
        return iter(self.points)

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "scenarios": json_ready(self.points),
            "boundaries": json_ready(self.boundaries),
        }

    def table(self, title: str = "") -> Table:
        """One row a caseload."""
        columns = (
            Column("scenario", left=True),
            Column("trial rate κ", "share"),
            Column("range", "share"),
            Column("offer ratio r", "ratio"),
            Column("range", "ratio"),
            Column("L", "ratio"),
            Column("phase", left=True),
            Column("within the ranges", left=True),
        )
        rows = [
            (
                point.scenario,
                point.trial_rate,
                _span(point.trial_rate_range, "share"),
                point.offer_ratio,
                _span(point.offer_ratio_range, "ratio"),
                point.laplacian_ratio,
                point.phase,
                ""
                if point.hardest_phase == point.easiest_phase
                else f"{point.hardest_phase} to {point.easiest_phase}",
            )
            for point in self.points
        ]
        return Table(title or "Phases of a strike, by caseload", columns, rows, _NOTES)


_NOTES = (
    "Strike impossible: r < κ. Possible but risky: κ ≤ r < L, so all-hold-out is an equilibrium "
    "that is not risk dominant (Laplacian, global-game selection). Risk dominant: L ≤ r < 1. Trial "
    "better anyway: r ≥ 1. L is each caseload's own; in large ones it is κ(1 − ln κ).",
    "Ranges are those that scenarios state for their numbers, all taken together.",
)


def phase_diagram(
    scenarios: Subject | Iterable[Subject] | None = None,
) -> PhaseDiagram:
    """Which phase each caseload is in, and where its ranges would take it.

    With κ = K/N and r = (s − d)/(T − d), a strike is impossible for r < κ, possible but risky for
    κ ≤ r < L, risk dominant for L ≤ r < 1, and trial is better anyway for r ≥ 1.

    Parameters
    ----------
    scenarios
        Scenarios, names of built-in ones, paths of files, games of one's own, or one of these; all
        built-in ones unless given.

    Returns
    -------
    PhaseDiagram
        Frozen; prints as a table, and :func:`phase_diagram` draws it.

    Raises
    ------
    ParameterError
        For anything that is no scenario, and for none at all.
    ScenarioError
        For names that no built-in scenario has.

    Examples
    --------
    >>> import plea_games as pg
    >>> for point in pg.phase_diagram(["j20", "standing-rock"]):
    ...     print(f"{point.trial_rate:.4f} {point.offer_ratio:.4f} {point.phase}")
    0.0522 0.4000 risk dominant
    0.0813 1.5947 trial better anyway
    >>> game = pg.scenario("j20").game.with_parameters(offer=2)
    >>> [(point.scenario, point.phase) for point in pg.phase_diagram(game)]
    [('own', 'possible but risky')]
    """
    chosen = as_scenarios(scenario_names() if scenarios is None else scenarios)
    if not chosen:
        rule, remedy = "must have at least one", "leave it out for all built-in ones"
        raise ParameterError([Fault("scenarios", "[]", rule, remedy)])
    points = tuple(map(_point, chosen))
    rates = {rate for point in points for rate in (point.trial_rate, *point.trial_rate_range)}
    lowest = 10.0 ** floor(log10(min((rate for rate in rates if rate), default=0.01)))
    grid = np.geomspace(min(lowest, 0.01), max(1.0, *rates), _BOUNDARY_POINTS).tolist()
    return PhaseDiagram(
        points,
        (
            _boundary(
                "strike possible", "min(1, κ)", lambda rate: trial_probability(1, rate), grid
            ),
            _boundary("risk dominant", "κ(1 − ln κ)", _laplacian_limit, grid),
            Boundary("trial better", "1", tuple(grid), (1.0,) * len(grid)),
        ),
    )


def _boundary(
    name: str, formula: str, ratio: Callable[[Fraction], Any], grid: list[float]
) -> Boundary:
    ratios = tuple(float(ratio(Fraction(rate))) for rate in grid)
    return Boundary(name, formula, tuple(grid), ratios)


def _laplacian_limit(rate: Fraction) -> Any:
    """What L tends to as N grows at fixed κ: the price of one round that reaches all."""
    _, price = ROUND_PRICE.at((rate, *_ONE_ROUND, logarithm))
    return price


def _point(given: Scenario) -> PhasePoint:
    form = lottery_form(given.game).in_numbers()
    ends = _at_ends(given)
    rates = [end.trial_rate for end in ends if end is not None]
    low, high = _offer_ratios(given, ends)
    capacities = [end.capacity for end in ends if end is not None]
    counts = [end.defendants for end in ends if end is not None]
    return PhasePoint(
        scenario=given.name,
        title=given.title,
        trial_rate=float(form.trial_rate),
        trial_rate_range=(float(min(rates)), float(max(rates))),
        offer_ratio=float(form.price_ratio),
        offer_ratio_range=(float(low), float(high)),
        laplacian_ratio=float(laplacian_ratio(int(form.defendants), form.capacity)),
        phase=_phase(form.defendants, form.capacity, form.price_ratio),
        hardest_phase=_phase(min(counts), max(capacities), low),
        easiest_phase=_phase(max(counts), min(capacities), high),
    )


def _at_ends(given: Scenario) -> list[LotteryForm | None]:
    """The lottery at each corner of the stated ranges; None where trial is no threat."""
    bounds = {name: given.bounds(name) for name in given.game.stated}
    ranged = {name: ends for name, ends in bounds.items() if ends[0] != ends[1]}
    return [
        _form_or_none(given.game, dict(zip(ranged, corner, strict=True)))
        for corner in product(*ranged.values())
    ]


def _form_or_none(game: PleaGame, changes: Mapping[str, Fraction]) -> LotteryForm | None:
    try:
        return lottery_form(game.with_parameters(**changes))
    except ParameterError:
        return None


def _offer_ratios(
    given: Scenario, ends: list[LotteryForm | None]
) -> tuple[Fraction | float, Fraction | float]:
    """The least and the greatest r: monotone in each number, so its ends lie at corners."""
    ratios: list[Fraction | float] = [end.price_ratio for end in ends if end is not None]
    if None in ends:  # on the way to a corner that is no game, T falls to d
        (cheapest, dearest), (least, most) = (
            given.bounds(name) for name in ("offer", "dismissal_cost")
        )
        ratios += [inf] * (dearest > least) + [-inf] * (cheapest < most)
    return min(ratios), max(ratios)


def _phase(count: Fraction, capacity: Fraction, ratio: Fraction | float) -> str:
    if isinstance(ratio, float):  # without bound
        ratio = Fraction(2 if ratio > 0 else -1)
    _, phase = PHASE.at((capacity / count, ratio, laplacian_ratio(int(count), capacity, ratio)))
    return str(phase)


def _span(interval: Interval, unit: Unit) -> str:
    low, high = interval
    if low == high:
        return ""
    return f"{show(low, unit)} to {show(high, unit)}"
