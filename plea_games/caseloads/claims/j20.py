"""Claims on the inauguration protests of 2017."""

from ...information.believed_costs import VerdictGoal, believed_costs
from ...information.learning.beta_prior import read_prior
from ...information.learning.passage import straight_acquittals
from .measure import Measure, Values, caseload, or_infinite, threshold, withstands


def trials_demanded(values: Values) -> Measure:
    """Years of jury trials that the group could demand."""
    trials = values["defendants"] / values["tried_together"]
    years = trials / values["trials_a_year"]
    return Measure("years of the court's jury trials", years, "at least", 1, "number")


def signatures_tip(values: Values) -> Measure:
    """Those who signed against the tipping point."""
    signed = values["signed"] * values["defendants"]
    tipping = or_infinite(threshold(caseload(values), "tipping_holdouts"))
    return Measure("signed", signed, "at least", tipping, "defendants")


def signers_gain_together(values: Values) -> Measure:
    """Those who signed against the largest coalition that all pleading withstands."""
    signed = values["signed"] * values["defendants"]
    immune = withstands(caseload(values), 0)
    return Measure("signed", signed, "more than", immune, "defendants")


def verdicts_make_trial_better_alone(values: Values) -> Measure:
    """The acquittals seen, against those that make holding out dominant."""
    return _against_needed(values, "dominance")


def verdicts_make_a_strike_favoured(values: Values) -> Measure:
    """The acquittals seen, against those that make all-hold-out risk dominant."""
    return _against_needed(values, "risk dominance")


def _against_needed(values: Values, goal: VerdictGoal) -> Measure:
    believed, cases = values["prior_conviction"], values["prior_cases"]
    costs = believed_costs(caseload(values, conviction=believed))
    prior = read_prior((believed * cases, (1 - believed) * cases))
    needed = or_infinite(straight_acquittals(prior, costs.bound(goal)))
    return Measure("straight acquittals", values["acquittals"], "at least", needed, "cases")
