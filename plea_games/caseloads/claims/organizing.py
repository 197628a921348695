"""Claims on what organizers add."""

from fractions import Fraction
from functools import lru_cache

from ...design.visibility import visibility
from ...dynamics.networks.cascade import cascade
from ...dynamics.networks.neighbourhoods import neighbourhoods
from ...games.lottery_form import lottery_form
from ...games.network import NetworkGame
from ...information.testimony.witness_prices import witness_prices
from ...model.game import PleaGame
from ...model.terms import CommunityJury, Solidarity, Testimony, VisibleDefection
from ...solvers.hard_cores import hard_core
from .measure import Measure, Values, caseload, or_infinite, threshold, whole, withstands


def members_make_a_hard_core(values: Values) -> Measure:
    """Members among those charged against the hard core that makes holding out strictly best."""
    members = values["membership"] * values["defendants"]
    core = or_infinite(hard_core(caseload(values)).strict)
    return Measure("members among those charged", members, "at least", core, "defendants")


def payment_for_low_stakes(values: Values) -> Measure:
    """The side payment that makes holding out dominant."""
    payment = threshold(caseload(values), "side_payment_dominant")
    affordable = values["affordable_payment"]
    return Measure(
        "payment to each one tried", or_infinite(payment), "at most", affordable, "years"
    )


def tipping_share_of_costlier_defendants(values: Values) -> Measure:
    """The tipping share of a docket with weaker leverage, costlier trials and more room."""
    game = caseload(values)
    room = values["capacity"] * values["relative_capacity"] / values["cost_factor"]
    harder = game.with_parameters(
        sentence=values["offer"] * values["trial_penalty"],
        capacity=int(room),  # a part of a trial is none
    )
    tipping = or_infinite(threshold(harder, "tipping_share"))
    ordinary = or_infinite(threshold(game, "tipping_share"))
    return Measure("tipping share", tipping, "less than", ordinary, "share")


def sympathizers_lower_the_tipping_point(values: Values) -> Measure:
    """The tipping point with sympathizers on juries, against part of the one without."""
    game = caseload(values)
    jury = game.with_terms(CommunityJury(values["sympathizers"]))
    tipping = or_infinite(threshold(jury, "tipping_holdouts"))
    half = or_infinite(threshold(game, "tipping_holdouts")) / 2
    return Measure("tipping point", tipping, "at most", half, "defendants")


def solidarity_makes_holding_out_dominant(values: Values) -> Measure:
    """The offer ratio where standing together is worth something in itself."""
    bond = Solidarity(values["solidarity"], 0)
    ratio = lottery_form(caseload(values).with_terms(bond)).price_ratio
    return Measure("offer ratio", ratio, "at least", 1, "ratio")


def solidarity_holds_by_agreement(values: Values) -> Measure:
    """The largest coalition that all holding out withstands, with solidarity, against all."""
    bond = Solidarity(values["solidarity"], 0)
    everyone = int(values["defendants"])
    immune = withstands(caseload(values).with_terms(bond), everyone)
    name = "all holding out withstands coalitions of"
    return Measure(name, immune, "at least", everyone, "defendants")


def solidarity_outweighs_witnesses(values: Values) -> Measure:
    """What standing together is worth, against what the last offer asks where pleaders testify."""
    asked = _last_offer(caseload(values), values["testimony"])
    missing = asked - values["offer"]
    return Measure("standing together", values["solidarity"], "at least", missing, "years")


@lru_cache(maxsize=64)
def _last_offer(game: PleaGame, testimony: Fraction) -> Fraction:
    return witness_prices(game.with_terms(Testimony(testimony))).one_at_a_time


def acquaintances_draw_each_other_along(values: Values) -> Measure:
    """Whom committed hold-outs draw along among people with ties."""
    count = int(values["acquainted"])
    city = values["ties"], values["inside"], whole(values, "seed")
    game = _acquainted(count, float(values["share"]), *city)
    committed = range(round(values["seed_share"] * count))
    reached = int(cascade(game, committed=committed).holds_out.sum()) / count
    tipping = or_infinite(threshold(caseload(values), "tipping_share"))
    return Measure("hold out in the end", reached, "at least", tipping, "share")


@lru_cache(maxsize=8)
def _acquainted(
    count: int, share: float, ties: Fraction, inside: Fraction, seed: int
) -> NetworkGame:
    city = neighbourhoods(defendants=count, ties=ties, inside=inside, rng=seed)
    return NetworkGame.of_shares(ties=city.ties, shares=share)


def seen_pleas_are_punished(values: Values) -> Measure:
    """The expected sanction against what offers in sequence need to fail."""
    defection = VisibleDefection(values["sanction"], values["visibility"])
    seen = visibility(caseload(values).with_terms(defection))
    fails_from = seen.sequence_fails_from
    return Measure("expected sanction", seen.sanction, "at least", fails_from, "years")


def fund_defeats_the_sequence(values: Values) -> Measure:
    """A fund against what it must pay those tried to make every sequence of offers fail."""
    payment = or_infinite(threshold(caseload(values), "side_payment_dominant"))
    outlay = float(min(values["capacity"], values["defendants"])) * payment
    return Measure("fund", values["strike_fund"], "at least", outlay, "years")
