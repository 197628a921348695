"""Claims on how long things take."""

from fractions import Fraction

from ...dynamics.clock.rounds_clock import left_at_the_deadline
from ...dynamics.court.court_delay import court_delay
from ...dynamics.court.court_fluid import court_fluid
from ...dynamics.court.court_queue import CourtQueue
from ...solvers.union.attrition import attrition
from ...solvers.union.organizing_value import organizing_value
from .measure import Measure, Values, caseload, or_infinite, threshold, whole

_YEAR = 365
_LEAST = Fraction(1, 100)  # trials a year, for courts that hold none


def clock_runs_out_after_a_small_rise(values: Values) -> Measure:
    """The share of cases set for trial that the clock ends, demand having risen."""
    trials_per_day = values["capacity"] / _YEAR
    demand = values["utilisation"] * (1 + values["rise"]) * trials_per_day
    queue = CourtQueue(
        arrivals=float(demand),
        courtrooms=whole(values, "courtrooms"),
        trial_days=float(values["courtrooms"] / trials_per_day),
        clock_days=float(values["clock_days"]),
    )
    lost = court_delay(caseload(values), queue, daily_cost=0).dismissed
    return Measure("of cases set for trial, run out of time", lost, "more than", 0, "share")


def strike_outlasts_the_courts(values: Values) -> Measure:
    """The median life of a strike that loses members every day."""
    game = caseload(values)
    if threshold(game, "tipping_holdouts") is None:
        days = 0
    else:
        members = int(values["defendants"])
        days = attrition(game, members=members, leaving=values["leaving"]).median_periods
    return Measure("median life of the strike", days, "at least", values["strike_days"], "days")


def backlog_outlives_the_clock(values: Values) -> Measure:
    """The share of a strike's cases that a speedy-trial clock ends untried."""
    lost = _dismissed_share(values, until=None)
    return Measure("of the strikers, untried in time", lost, "at least", values["most"], "share")


def strike_ends_before_rights_erode(values: Values) -> Measure:
    """The same where courts let the clock lapse after a while."""
    lost = _dismissed_share(values, until=values["clock_until"])
    return Measure("of the strikers, untried in time", lost, "at least", values["most"], "share")


def strike_outruns_the_offers(values: Values) -> Measure:
    """Those whom offers have not reached at the deadline, against the tipping point."""
    game = caseload(values)
    left = left_at_the_deadline(game, days=values["days"], offers_per_day=values["offers_per_day"])
    tipping = or_infinite(threshold(game, "tipping_holdouts"))
    return Measure("left at the deadline", left, "at least", tipping, "defendants")


def failure_leaves_an_organization(values: Values) -> Measure:
    """What is left when the first strike has failed, against what one attempt costs."""
    game = caseload(values)
    if threshold(game, "tipping_holdouts") is None:
        left = 0.0
    else:
        left = organizing_value(
            game,
            organized=values["organized"],
            carried_over=values["carried_over"],
            discount=values["discount"],
            attempt_cost=values["attempt_cost"],
        ).after_failure
    return Measure("worth of going on", left, "more than", values["attempt_cost"], "years")


def _dismissed_share(values: Values, until: Fraction | None) -> float:
    strikers = max(1, round(values["strikers"] * values["defendants"]))
    rooms = whole(values, "courtrooms")
    days = float(values["clock_days"])
    queue = CourtQueue(
        courtrooms=rooms,
        trial_days=float(rooms * _YEAR / max(values["capacity"], _LEAST)),
        clock_days=days,
        backlog=strikers,
        clock_until=None if until is None else float(until),
    )
    return float(court_fluid(queue, days=[days + 1]).dismissed[-1]) / strikers
