"""Claims on lawyers, and on who pays them."""

from ...games.gains import gain_at
from ...games.lottery_form import lottery_form
from ...model.exact import as_fraction
from ...model.terms import DefenceOverload, Testimony
from ...solvers.union.discount_needed import discount_needed
from ...units import number_of
from .measure import Measure, Values, caseload, or_infinite, threshold, withstands


def overloaded_defence_helps(values: Values) -> Measure:
    """The tipping point where the defence cannot staff every trial."""
    game = caseload(values)
    overload = DefenceOverload(values["defence_capacity"])
    tipping = or_infinite(threshold(game.with_terms(overload), "tipping_holdouts"))
    before = or_infinite(threshold(game, "tipping_holdouts"))
    return Measure("tipping point", tipping, "less than", before, "defendants")


def outside_counsel_carries_the_strike(values: Values) -> Measure:
    """Clients of counsel from outside, against the tipping point."""
    clients = values["outside_clients"]
    tipping = or_infinite(threshold(caseload(values), "tipping_holdouts"))
    return Measure("clients of outside counsel", clients, "at least", tipping, "defendants")


def replacement_ends_the_union(values: Values) -> Measure:
    """The discount factor that is left, against the one that sustains a union."""
    lone = discount_needed(caseload(values), values["support"], holdouts=1)
    needed = 1 if lone is None else float(lone)
    patience = values["discount"] * (1 - values["replacement_hazard"])
    return Measure("discount factor left", patience, "less than", needed, "number")


def office_strikes_alone(values: Values) -> Measure:
    """What each client of an office gains if the office strikes alone."""
    size = max(1, int(min(values["clients"], values["defendants"])))
    gain = as_fraction(gain_at(caseload(values), size))  # at any size, unlike offices()
    return Measure(f"gain to each of {number_of(size, 'clients')}", gain, "at least", 0, "years")


def office_is_a_coalition_that_gains(values: Values) -> Measure:
    """The clients of an office against the largest coalition that all pleading withstands."""
    immune = withstands(caseload(values), 0)
    clients = min(values["clients"], values["defendants"])
    return Measure("clients", clients, "more than", immune, "defendants")


def office_strikes_against_witnesses(values: Values) -> Measure:
    """The clients of an office against the tipping point where all who plead testify."""
    game = caseload(values).with_terms(Testimony(values["testimony"]))
    tipping = or_infinite(threshold(game, "tipping_holdouts"))
    clients = min(values["clients"], values["defendants"])
    return Measure("clients", clients, "at least", tipping, "defendants")


def those_tried_are_sacrificed(values: Values) -> Measure:
    """What the clients who are tried lose against the offer."""
    form = lottery_form(caseload(values))
    loss = form.trial_cost - form.offer
    return Measure("loss of those tried", loss, "more than", 0, "years")
