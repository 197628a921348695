"""Claims on what defendants do, each with the others in view."""

from fractions import Fraction
from functools import lru_cache
from typing import Any

from ...design.amounts.required import required
from ...games.gains import gain_at
from ...games.lottery_form import lottery_form
from ...model.exact import as_fraction
from ...model.game import PleaGame
from ...model.terms import Mistrials, PreparationDecay, Retaliation
from ...solvers.behaviour.quantal_response import firmest_response
from ...solvers.sequences.mean_chances import mean_in_announced_order, mean_over_rounds
from ...solvers.sequences.protocols import Protocol, protocols
from ...solvers.sequences.sequential import even_batches, mean_adaptive_offer
from ...units import number_of
from .measure import (
    Measure,
    Values,
    against_laplacian,
    caseload,
    large_caseload,
    or_infinite,
    threshold,
    whole,
    withstands,
)

_ROUNDS = 10


def pleading_is_settled_at_a_rate(values: Values) -> Measure:
    """The offer ratio against the Laplacian ratio at a trial rate."""
    return against_laplacian(large_caseload(values))


def refusals_reach_the_tipping_point(values: Values) -> Measure:
    """Hold-outs after refusals, those who go to trial anyway included."""
    tried = min(values["capacity"], values["defendants"])
    holdouts = int(tried + values["refusals"] * (values["defendants"] - tried))
    tipping = or_infinite(threshold(caseload(values), "tipping_holdouts"))
    return Measure("hold-outs", holdouts, "at least", tipping, "defendants")


def all_hold_out_is_an_equilibrium(values: Values) -> Measure:
    """The offer ratio against the collective price."""
    form = lottery_form(caseload(values))
    price = min(Fraction(1), form.trial_rate)
    return Measure("offer ratio", form.price_ratio, "at least", price, "ratio")


def gain_against_overloaded_prosecutors(values: Values) -> Measure:
    """What holding out gains short of the tipping point, prosecutors prepared the worse for it."""
    game = caseload(values)
    tipping = threshold(game, "tipping_holdouts") or int(values["defendants"])
    turnout = max(1, round(values["turnout"] * tipping))
    decay = PreparationDecay(values["preparation_decay"])
    gain = as_fraction(gain_at(game.with_terms(decay), turnout))
    return Measure(f"gain when {turnout:,} hold out", float(gain), "at least", 0, "years")


def precise_defendants_stand(values: Values) -> Measure:
    """The greatest share who hold out in a logit equilibrium."""
    most = firmest_response(caseload(values), values["precision"])
    name = "stand in the firmest logit equilibrium"
    return Measure(name, most, "at least", values["firm"], "share")


def gain_with_a_prize(values: Values) -> Measure:
    """What the last striker whom a political win takes gains, the win included."""
    needed = max(1, round(values["visible_strikers"] * values["defendants"]))
    gain = as_fraction(gain_at(caseload(values), needed)) + values["prize"]
    return Measure(f"gain of the last of {needed:,}", gain, "at least", 0, "years")


def threat_with_corners_cut(values: Values) -> Measure:
    """What holding out gains when all do, where trials are cheaper and end in more errors."""
    everyone = int(values["defendants"])
    gain, before = (
        as_fraction(gain_at(game, everyone)) for game in (_hurried(values), caseload(values))
    )
    return Measure("gain when all hold out", gain, "at least", before, "years")


def gain_at_the_tipping_point_with_corners_cut(values: Values) -> Measure:
    """What holding out gains, corners cut, when as many do as are enough without."""
    enough = threshold(caseload(values), "tipping_holdouts") or int(values["defendants"])
    gain = as_fraction(gain_at(_hurried(values), enough))
    return Measure(f"gain when {enough:,} hold out", gain, "at least", 0, "years")


def _hurried(values: Values) -> PleaGame:
    room = int(values["capacity"] / (1 - values["saving"]))  # a part of a trial is none
    return caseload(values, capacity=room).with_terms(Mistrials(values["error_rate"]))


def one_trial_threatens_all(values: Values) -> Measure:
    """The mean offer that one trial enforces in sequence."""
    game = caseload(values, capacity=1)
    mean = mean_adaptive_offer(game, int(values["committed"]))
    return Measure("mean plea enforced", mean, "at least", values["offer"], "years")


def offers_in_sequence_collect_all(values: Values) -> Measure:
    """The mean offer that adaptive offers enforce, against the whole cost of trial."""
    mean = mean_adaptive_offer(caseload(values), int(values["committed"]))
    return _against_trial_cost(values, mean)


def announced_order_collects_all(values: Values) -> Measure:
    """The mean price where trials have an announced order, against the whole cost of trial.

    That of ``announced_order(game, committed_share=…).mean_offer``, without its list.
    """
    form = lottery_form(caseload(values))
    share = min(Fraction(1), values["committed"] / values["defendants"])
    mean = mean_in_announced_order(int(form.defendants), int(form.capacity), share)
    return _against_trial_cost(values, form.offer_at(mean))


def fixed_price_collects_all(values: Values) -> Measure:
    """The price that holds for all one after another, against the whole cost of trial."""
    protocol = _timing(values, "one at a time, one fixed price", "none: backward induction")
    return _against_trial_cost(values, protocol.mean_offer or 0.0)


def rounds_collect_all(values: Values) -> Measure:
    """The mean price over rounds of simultaneous offers, against the whole cost of trial.

    That of ``offers_in_rounds(game, 10, committed=…).mean_offer``, without its list.
    """
    form = lottery_form(caseload(values))
    sizes = even_batches(int(form.defendants), min(_ROUNDS, whole(values, "defendants")))
    mean = mean_over_rounds(sizes, int(form.capacity), int(values["committed"]))
    return _against_trial_cost(values, form.offer_at(mean))


def one_price_leaves_all_pleading(values: Values) -> Measure:
    """The offer ratio against the Laplacian ratio."""
    return against_laplacian(caseload(values))


def all_plead_is_an_equilibrium(values: Values) -> Measure:
    """The offer ratio against what enforces pleas where the prosecutor chooses the equilibrium."""
    return _against_timing(values, "one price, all at once", "plead-favourable")


def coalitions_leave_all_pleading(values: Values) -> Measure:
    """The largest coalition that all pleading withstands, against all defendants."""
    immune = withstands(caseload(values), 0)
    everyone = values["defendants"]
    name = "all pleading withstands coalitions of"
    return Measure(name, immune, "at least", everyone, "defendants")


def race_leaves_all_pleading(values: Values) -> Measure:
    """The offer ratio against the mean that ranked offers enforce where the queue is hidden."""
    return _against_timing(values, "ranked prices, queue hidden", "none: pleading is dominant")


def announced_order_leaves_all_pleading(values: Values) -> Measure:
    """The offer ratio against what iterated dominance enforces in an announced order."""
    return _against_timing(values, "one price, all at once", "none: iterated dominance")


def adaptive_offers_leave_all_pleading(values: Values) -> Measure:
    """The offer ratio against what offers one after another enforce."""
    return _against_timing(values, "one at a time, prices adapt", "none: backward induction")


def rounds_leave_all_pleading(values: Values) -> Measure:
    """The offer ratio against what rounds of offers enforce on average."""
    rounds = min(_ROUNDS, whole(values, "defendants"))
    said = f"{number_of(rounds, 'rounds')}, prices re-set between them"
    return _against_timing(values, said, "Laplacian")


def retaliation_breaks_the_strike(values: Values) -> Measure:
    """The offer ratio under retaliation against the Laplacian ratio."""
    hit_back = Retaliation(values["retaliation"])
    return against_laplacian(caseload(values).with_terms(hit_back))


def _against_timing(values: Values, offers: str, selection: str) -> Measure:
    """The offer ratio against the share of the stake that a timing of offers lets her charge."""
    ratio = lottery_form(caseload(values)).price_ratio
    share = _timing(values, offers, selection).stake_share
    return Measure("offer ratio, against what is enforced", ratio, "at most", share, "ratio")


def _timing(values: Values, offers: str, selection: str) -> Protocol:
    timings = _timings(caseload(values), min(_ROUNDS, whole(values, "defendants")))
    return next(
        each for each in timings if each.offers == offers and each.selection.startswith(selection)
    )


@lru_cache(maxsize=64)  # several checks go through the same games
def _timings(game: PleaGame, rounds: int) -> tuple[Protocol, ...]:
    return tuple(protocols(game, rounds=rounds))


def _against_trial_cost(values: Values, mean: float | Fraction) -> Measure:
    cost = values["nearly"] * lottery_form(caseload(values)).trial_cost
    return Measure("mean plea enforced", mean, "at least", cost, "years")


@lru_cache(maxsize=64)
def _most_that_survives(game: PleaGame) -> Any:
    return required(game, "surge", for_="risk dominance").amount


def strike_survives_the_surge(values: Values) -> Measure:
    """A rise in capacity against the most that leaves all-hold-out risk dominant."""
    most = _most_that_survives(caseload(values))
    bound = -1 if most is None else float(most)
    return Measure("rise in capacity", values["surge"], "at most", bound, "share")
