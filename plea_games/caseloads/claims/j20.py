"""Claims on the inauguration protests of 2017."""

from ...information.believed_costs import VerdictGoal
from ...information.learning.verdicts import verdicts
from ...solvers.thresholds import threshold
from .measure import Measure, Values, caseload, or_infinite, withstands


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
    learned = verdicts(
        caseload(values, conviction=believed), prior=(believed * cases, (1 - believed) * cases)
    )
    straight = next(each.straight for each in learned.goals if each.goal == goal)
    needed = or_infinite(straight)
    return Measure("straight acquittals", values["acquittals"], "at least", needed, "cases")
