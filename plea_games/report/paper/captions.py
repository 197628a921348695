"""What the figures of a caseload show, in words that are computed with them."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

import numpy as np

from ...games.lottery_form import lottery_form
from ...units import Unit, number_of, show_with_unit
from ..caseload_results import CaseloadResults
from ..figures import PHASE_DIAGRAM
from ..gain_curve import gain_curve
from ..phase_diagram import phase_diagram

HOW_PHASES_ARE_DRAWN = (
    "Below the solid line no strike can stand; above the dashed one holding out is risk dominant, "
    "the safer choice for whoever is unsure of others. The shape of a marker repeats the phase, by "
    " the caseload's own number of defendants. Bars are the ranges that the sources leave."
)


def captions(results: CaseloadResults) -> Mapping[str, Callable[[], str]]:
    """By figure, what it shows and what follows from it; each is computed when it is asked for."""
    told: Mapping[str, Callable[[CaseloadResults], Iterable[str]]] = {
        PHASE_DIAGRAM: _phases,
        "tipping-by-capacity": _tipping_by_capacity,
        "tipping-by-offer": _tipping_by_offer,
        "gain-curve": _gain,
        "protocols": _protocols,
        "price-by-rounds": _rounds,
        "levers": _levers,
        "contest": _contest,
    }

    def together(say: Callable[[CaseloadResults], Iterable[str]]) -> str:
        return " ".join(say(results))

    return {name: partial(together, say) for name, say in told.items()}


def _in_unit(value: float, unit: Unit) -> str:
    return show_with_unit(float(value), unit)


def _phases(results: CaseloadResults) -> Iterable[str]:
    (point,) = phase_diagram([results.caseload])
    yield (
        f"With a trial rate of {_in_unit(point.trial_rate, 'share')} and an offer ratio of "
        f"{_in_unit(point.offer_ratio, 'ratio')}, {point.scenario} (ringed) is a strike that is "
        f"{point.phase.removeprefix('strike ')}."
    )
    if point.hardest_phase != point.easiest_phase:
        yield (
            "Within the ranges of its numbers the answer runs from "
            f'"{point.hardest_phase}" to "{point.easiest_phase}".'
        )
    yield HOW_PHASES_ARE_DRAWN


def _tipping_by_capacity(results: CaseloadResults) -> Iterable[str]:
    numbers, capacity = results.thresholds, int(results.game.numbers["capacity"])
    yield "How many must hold out before it is a best reply, by how many cases can be tried."
    if numbers.tipping_holdouts is None or numbers.tipping_share is None:
        yield f"With {number_of(capacity, 'trials')} no number of hold-outs is enough."
    else:
        yield (
            f"With {number_of(capacity, 'trials')} it takes "
            f"{number_of(numbers.tipping_holdouts, 'defendants')}, "
            f"{_in_unit(numbers.tipping_share, 'share')} of all."
        )
    low, high = map(int, results.caseload.bounds("capacity"))
    if low < high:
        capacities, shares = results.own_tipping
        exists = np.isfinite(shares)
        if exists.any():
            known = shares[exists]
            yield (
                f"Over the range that the sources leave, {low:,} to "
                f"{number_of(high, 'trials')}, the share goes from "
                f"{_in_unit(known[0], 'share')} to {_in_unit(known[-1], 'share')}."
            )
            if known.size < shares.size:
                trials = number_of(round(capacities[exists][-1]), "trials")
                yield f"With more than {trials} no number of hold-outs is enough."
    yield "Payments to those who are tried lower the lines: fewer hold-outs are enough then."


def _tipping_by_offer(results: CaseloadResults) -> Iterable[str]:
    form = lottery_form(results.game)
    yield (
        "The same share by capacity and offer, with a white line for each level. With dear pleas "
        "and few trials, towards the lower right, a few hold-outs are enough; in the hatched area "
        "no number is."
    )
    worth = _in_unit(form.offer_of(form.trial_cost), "years")
    yield f"From an offer of {worth} on, trial costs no more than the plea, and one is enough."


def _gain(results: CaseloadResults) -> Iterable[str]:
    curve = gain_curve(results.equilibria)
    yield "What a defendant gains by holding out, if each other one does so with probability x."
    alone, together = curve.gains[0], curve.gains[-1]
    for gain, who in ((alone, "A lone hold-out"), (together, "One of all who hold out")):
        does = "gains" if gain >= 0 else "loses"
        yield f"{who} {does} {_in_unit(abs(gain), 'years')}."
    for x in curve.unstable:
        yield (
            f"Below x = {_in_unit(x, 'share')} pleading is the better reply, and holding out "
            "unravels; above it, whoever holds out is right to, and others follow."
        )


def _protocols(results: CaseloadResults) -> Iterable[str]:
    shares = [
        (row.share_of_trial_cost, f"{row.offers}, trials {row.trials}")
        for row in results.protocols
        if row.share_of_trial_cost is not None
    ]
    yield "The mean offer that each timing of offers and trials enforces where everybody pleads."
    if shares:
        (least, weakest), (most, strongest) = min(shares), max(shares)
        yield f"The least, {_in_unit(least, 'share')} of what trial costs, comes of {weakest}."
        yield f"The most, {_in_unit(most, 'share')}, comes of {strongest}."
    form = lottery_form(results.game)
    yield f"The offer that is made is {_in_unit(form.offer / form.trial_cost, 'share')} of it."


def _rounds(results: CaseloadResults) -> Iterable[str]:
    rows = sorted(
        (row.rounds, row.stake_share) for row in results.clock if row.stake_share is not None
    )
    yield "The mean price that rounds enforce: whoever pleads early leaves fewer to be tried."
    for rounds, share in dict.fromkeys([*rows[:1], *rows[-1:]]):
        told = "One round enforces" if rounds == 1 else f"{rounds:,} rounds enforce"
        yield f"{told} {_in_unit(share, 'share')} of what is at stake."
    ratio = lottery_form(results.game).price_ratio
    yield f"The offer that is made asks for {_in_unit(ratio, 'share')} of it."


def _levers(results: CaseloadResults) -> Iterable[str]:
    yield "What each lever that is counted in years takes for each goal; 0 where it is met already."
    shares = [
        (each.share_of_trial_cost, each.lever.amount().name.replace("_", " "))
        for each in results.levers
        if each.goal == "risk dominance" and each.share_of_trial_cost is not None
    ]
    if any(share == 0 for share, _ in shares):
        yield "Holding out is risk dominant already."
    elif shares:
        share, name = min(shares)
        yield (
            f"For risk dominance it takes least of {name}: {_in_unit(share, 'factor')} what trial "
            "costs; what a unit costs the movement is another question."
        )


def _contest(results: CaseloadResults) -> Iterable[str]:
    yield (
        "Both payoffs, the prosecutor's above; the darker a cell, the more the prosecutor gains. "
        "Bold ones are best replies, frames mark what equilibria play."
    )
    for equilibrium in results.contest.equilibria[:1]:
        prosecutor, organizers = (
            " or ".join(side) for side in (equilibrium.postures, equilibrium.moves)
        )
        yield (
            f"In equilibrium the prosecutor takes {prosecutor}, organizers {organizers}; it is "
            f"worth {_in_unit(equilibrium.prosecutor, 'years')} to the one and "
            f"{_in_unit(equilibrium.organizer, 'years')} to the others."
        )
