"""Claims on what prosecutors and courts can try."""

from fractions import Fraction
from math import inf

from ...dynamics.court.court_queue import CourtQueue
from ...games.lottery_form import lottery_form
from ...information.wiring.quorum_prices import Quorum
from ...model.game import PleaGame
from ...model.in_numbers import outcome
from ...model.parameters import LARGEST_COUNT
from ...model.terms import CostlierTrials
from ...solvers.sequences.hidden_queue import hidden_queue_ratio
from ...solvers.strike_cap import strike_as_cap
from ...solvers.without_pleas import without_pleas
from .measure import Measure, Values, caseload, or_infinite, threshold, withstands


def more_than_there_is_room_for(values: Values) -> Measure:
    """Trials that new refusals demand, against the spare capacity."""
    pleading = values["defendants"] - values["capacity"]
    demanded = values["refusals"] * pleading
    room = values["slack"] * values["capacity"]
    return Measure("trials demanded beside the present ones", demanded, "more than", room, "cases")


def trials_at_the_healthy_rate(values: Values) -> Measure:
    """Trials that the rate called healthy would mean, against those stated."""
    trials = values["healthy_rate"] * values["defendants"]
    return Measure("trials at that rate", trials, "at least", values["stated_trials"], "cases")


def trial_rate_without_dismissals(values: Values) -> Measure:
    """The trial rate among cases that are not dismissed."""
    rate = values["trial_rate"] / (1 - values["dismissal_rate"])
    name = "trial rate among cases not dismissed"
    return Measure(name, rate, "at most", values["highest_rate"], "share")


def demand_after_refusals(values: Values) -> Measure:
    """The factor by which refusals multiply trial demand."""
    doubling = _doubling_share(values)
    factor = 1 + float(values["refusals"]) / doubling
    return Measure("trial demand over what it was", factor, "at least", 2, "factor")


def refusals_for_a_multiple(values: Values) -> Measure:
    """The share of those pleading who must refuse for a multiple of the trial rate."""
    doubling = _doubling_share(values)
    share = float(values["multiple"] - 1) * doubling
    return Measure("of those pleading, must refuse", share, "at most", values["organized"], "share")


def resources_for_a_multiple(values: Values) -> Measure:
    """The rise in trials that meets a multiple of the trial rate."""
    rise = values["multiple"] - 1
    return Measure("rise in trials to be held", rise, "at least", values["massive"], "share")


def trial_rate_behind_convictions(values: Values) -> Measure:
    """The trial rate t of which trials are the share x of all convictions.

    With dismissals d and conviction p, x = tp / (tp + 1 − d − t).
    """
    by_trial = 1 - values["pleas_of_convictions"]
    pleas = values["conviction_rate"] * (1 - by_trial)
    rate = by_trial * (1 - values["dismissal_rate"]) / (pleas + by_trial)
    return Measure("cases tried", rate, "at most", by_trial, "share")


def cases_tried_by_a_prosecutor(values: Values) -> Measure:
    """The share of her year's cases that one prosecutor can try."""
    court = CourtQueue(arrivals=1, courtrooms=1, trial_days=float(values["trial_days"]))
    share = court.trials_per_day * float(values["court_days"] / values["cases"])
    return Measure("of her cases, can be tried", share, "at most", values["highest_rate"], "share")


def coalition_of_her_defendants_gains(values: Values) -> Measure:
    """The least coalition of one prosecutor's defendants that gains by refusing together."""
    year = int(values["court_days"] / values["trial_days"])  # a part of a trial is none
    cases = int(values["cases"])
    immune = withstands(caseload(values, defendants=cases, capacity=year), 0)
    least = immune + 1 if immune < cases else inf
    ready = values["organized"] * cases
    return Measure("least coalition that gains", least, "at most", ready, "defendants")


def convictions_without_pleas(values: Values) -> Measure:
    """The share of cases that end in conviction if there are no pleas."""
    count = values["defendants"]
    benchmark = without_pleas(caseload(values), count, min(values["capacity"], count))
    share = benchmark.convictions / float(count)
    name = "of cases, would end in conviction"
    return Measure(name, share, "at most", values["few"], "share")


def strike_that_does_what_a_cap_does(values: Values) -> Measure:
    """The hold-outs who keep convictions to a share of all cases."""
    allowed = values["cap_share"] * values["defendants"]
    if allowed < _convicted_at_trial(values):
        return _ready(values, inf)
    return _ready(values, strike_as_cap(caseload(values), convictions=allowed).holdouts)


def strike_that_does_what_a_cap_on_years_does(values: Values) -> Measure:
    """The hold-outs who keep prison years to a share of what they are if all plead."""
    allowed = values["cap_share"] * values["defendants"] * values["offer"]
    if allowed < _convicted_at_trial(values) * values["sentence"]:
        return _ready(values, inf)
    return _ready(values, strike_as_cap(caseload(values), years=allowed).holdouts)


def _convicted_at_trial(values: Values) -> Fraction:
    """Those whom no strike spares."""
    return values["conviction"] * min(values["capacity"], values["defendants"])


def _ready(values: Values, needed: Fraction | float) -> Measure:
    ready = values["organized"] * values["defendants"]
    return Measure("ready to hold out", ready, "at least", needed, "defendants")


def cost_of_the_institution(values: Values) -> Measure:
    """What pleas cost defendants as a class, against a world without them."""
    return _against_no_pleas(caseload(values), values["offer"])


def cost_of_a_race(values: Values) -> Measure:
    """What a race to plead for ranked offers, the queue hidden, costs defendants as a class."""
    game = caseload(values)
    form = lottery_form(game)
    share = hidden_queue_ratio(int(form.defendants), form.capacity)
    return _against_no_pleas(game, form.offer_at(share))


def cost_of_a_package(values: Values) -> Measure:
    """What one offer that stands only if all accept costs defendants as a class."""
    game = caseload(values)
    form = lottery_form(game)
    count = int(form.defendants)
    package = Quorum(form, accepting=count, group=count, outside=0, blame=Fraction(0))
    return _against_no_pleas(game, package.failed)


def _against_no_pleas(game: PleaGame, mean: Fraction) -> Measure:
    count, capacity = game.numbers["defendants"], game.numbers["capacity"]
    tried = min(capacity, count)
    stated = {**game.numbers, "defendants": tried}.values()
    without, *_ = outcome(*(*stated, tried, tried))
    pleas = count * mean
    return Measure("all plead, in all", pleas, "more than", without, "years")


def tipping_point_of_costly_trials(values: Values) -> Measure:
    """The tipping point where each trial takes more of the budget."""
    budget = CostlierTrials(budget=values["capacity"], hours=values["cost_factor"])
    tipping = threshold(caseload(values).with_terms(budget), "tipping_holdouts")
    ready = values["organized"] * values["defendants"]
    return Measure("tipping point", or_infinite(tipping), "at most", ready, "defendants")


def _doubling_share(values: Values) -> float:
    rate = values["trial_rate"].limit_denominator(LARGEST_COUNT)
    game = PleaGame(
        defendants=rate.denominator, capacity=rate.numerator, offer=0, sentence=1
    )  # sentences play no part
    return or_infinite(threshold(game, "doubling_share"))
