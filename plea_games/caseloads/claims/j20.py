"""Claims on the inauguration protests of 2017."""

from ...games.lottery_form import lottery_form
from ...solvers.thresholds import thresholds
from .measure import Measure, Values, caseload, or_infinite


def trials_demanded(values: Values) -> Measure:
    """Years of jury trials that the group could demand."""
    trials = values["defendants"] / values["tried_together"]
    years = trials / values["trials_a_year"]
    return Measure("years of the court's jury trials", years, "at least", 1, "number")


def signatures_tip(values: Values) -> Measure:
    """Those who signed against the tipping point."""
    signed = values["signed"] * values["defendants"]
    tipping = or_infinite(thresholds(caseload(values)).tipping_holdouts)
    return Measure("signed", signed, "at least", tipping, "defendants")


def evidence_alone_explains_it(values: Values) -> Measure:
    """The offer ratio at the conviction probability that trials suggested."""
    form = lottery_form(caseload(values, conviction=values["conviction_learnt"]))
    return Measure("offer ratio", form.price_ratio, "at least", 1, "ratio")
