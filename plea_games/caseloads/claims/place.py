"""Claims on where prosecutors, courts and defendants are."""

from fractions import Fraction
from functools import lru_cache

from ...design.places.silos import Silo, silo_thresholds
from ...dynamics.networks.concentration import concentration_effect
from ...model.place_parameters import CONCENTRATION
from ...model.reading import read_number
from .measure import Measure, Values, caseload, or_infinite, threshold, whole


def concentrated_recruits_reach_more(values: Values) -> Measure:
    """The least seed in a few neighbourhoods, against the least seed drawn from all."""
    count = int(values["acquainted"])
    spread_out, concentrated = _least_seeds(
        count,
        round(read_number(CONCENTRATION, values["concentration"]) * count),
        max(1, round(or_infinite(threshold(caseload(values), "tipping_share") or 1) * count)),
        values["share"],
        whole(values, "neighbourhoods"),
        values["ties"],
        values["inside"],
        whole(values, "seed"),
    )
    part = values["part"] * spread_out
    name = "least seed recruited neighbourhood by neighbourhood"
    return Measure(name, concentrated, "at most", part, "defendants")


@lru_cache(maxsize=256)  # of many concentrations tried, most leave the same number concentrated
def _least_seeds(
    count: int,
    concentrated: int,
    goal: int,
    share: Fraction,
    blocks: int,
    ties: Fraction,
    inside: Fraction,
    seed: int,
) -> tuple[int, int]:
    """Drawn from all, and from a few neighbourhoods."""
    (row,) = concentration_effect(
        defendants=count,
        share=share,
        goal=goal,
        concentrations=(Fraction(concentrated, count),),
        neighbourhoods_hit=blocks,
        ties=ties,
        inside=inside,
        rng=seed,
    ).rows
    return row.least_spread_out, row.least_concentrated


def siloed_office_is_alone(values: Values) -> Measure:
    """The tipping share of one office to which others lend capacity."""
    game = caseload(values)
    others = caseload(values, capacity=values["capacity_elsewhere"])
    silos = [_silo("office", game), _silo("elsewhere", others)]
    tipping = or_infinite(silo_thresholds(silos, pooling=values["pooling"])[0].recruits)
    share = tipping / float(values["defendants"])
    return Measure("tipping share", share, "at most", values["organized"], "share")


def one_docket_is_easier(values: Values) -> Measure:
    """The tipping point of the easiest docket, against that of the whole court."""
    court = caseload(values)
    cases = round(values["docket_share"] * values["defendants"])
    trials = round(values["docket_trials"] * values["capacity"])
    docket = caseload(values, defendants=cases, capacity=trials)
    rest = caseload(
        values,
        defendants=int(values["defendants"]) - cases,
        capacity=int(values["capacity"]) - trials,
    )
    both = [_silo("docket", docket), _silo("rest", rest)]
    silos = silo_thresholds(both, pooling=values["pooling"])
    easiest = min(or_infinite(silo.recruits) for silo in silos)
    part = values["part"] * or_infinite(threshold(court, "tipping_holdouts"))
    return Measure("tipping point of the easier docket", easiest, "at most", part, "defendants")


def one_courtroom_is_tied_up(values: Values) -> Measure:
    """The trials that one courtroom and what is lent to it can hold, against its strikers."""
    rooms = whole(values, "courtrooms")
    game = caseload(
        values,
        defendants=max(1, int(values["defendants"]) // rooms),
        capacity=int(values["capacity"]) // rooms,
    )
    silos = [_silo(f"courtroom {place}", game) for place in range(1, rooms + 1)]
    room = silo_thresholds(silos, pooling=values["pooling"])[0]
    strikers = values["organized"] * game.numbers["defendants"]
    trials = Fraction(room.effective_capacity)
    return Measure("trials it can hold", trials, "at most", strikers, "cases")


_silo = lru_cache(maxsize=64)(Silo)
"""Those of a claim that turns on what they lend each other."""
