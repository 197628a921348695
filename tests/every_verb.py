"""Every public function that takes a plea game, its least arguments, and the terms it takes."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import ModuleType

import networkx as nx
import numpy as np
import scipy.stats

import plea_games as pg
from tests.oracles import game_by_hand

COURT = pg.court.CourtQueue(arrivals=3, strike_share=0.5, trial_days=2, clock_days=90)
BATCH = pg.court.CourtQueue(trial_days=2, clock_days=90, backlog=60)

OVER = ("1/3", "19/7", 4)
"""Offers to sweep over; the first and second are no short decimals."""


def functions(room: ModuleType = pg) -> Iterator[tuple[str, Callable]]:
    """The public functions by name, those in namespaces included."""
    for name in room.__all__:
        member = getattr(room, name)
        if inspect.ismodule(member):
            yield from functions(member)
        elif inspect.isfunction(member):
            yield name, member


def takes_a_plea_game(function: Callable) -> bool:
    """Whether any of its parameters is a plea game, or a place with one, and no caseload."""
    stated = [str(p.annotation) for p in inspect.signature(function).parameters.values()]
    games = [annotation for annotation in stated if "Scenario" not in annotation]
    return any("PleaGame" in annotation or "Silo" in annotation for annotation in games)


FUNCTIONS = {name: function for name, function in functions() if takes_a_plea_game(function)}


@dataclass(frozen=True)
class Verb:
    """How to call a function on a game, and the games that it answers; others it must refuse."""

    call: Callable
    answers: Callable | None = lambda by_hand: True
    """None where it is left open which games it refuses."""


def is_lottery(by_hand) -> bool:
    """Whether the number of hold-outs matters through the lottery alone, in whole trials."""
    weighs = by_hand.amount("counsel_weight") * (by_hand.amount("clients", 1) - 1)
    others = by_hand.signed or weighs or by_hand.amount("solidarity_exponent")
    others = others or by_hand.amount("preparation_decay") or by_hand.amount("strike_fund")
    others = others or by_hand.amount("credit")
    others = others or by_hand.amount("mistrial_rate") * by_hand.amount("mistrial_sanction", 1)
    others = others or (by_hand.amount("testimony") and by_hand.parameters["conviction"] < 1)
    return not others and by_hand.trials.denominator == 1 and has_threat(by_hand)


def has_threat(by_hand) -> bool:
    return by_hand.trial_cost(1) > by_hand.parameters["dismissal_cost"]


def has_tipping_point(by_hand) -> bool:
    return by_hand.tipping_point() is not None


def holds_if_all_do(by_hand) -> bool:
    return by_hand.gain(by_hand.deciding) >= 0


def can_be_won(by_hand) -> bool:
    return is_lottery(by_hand) and has_tipping_point(by_hand)


def rises(by_hand) -> bool:
    gains = by_hand.gains()
    return all(before <= after for before, after in pairwise(gains))


def without(*names):
    return lambda by_hand: not any(name in by_hand.amounts for name in names)


def calling(**arguments):
    """The function of the table's name with these arguments."""
    return lambda function, game: function(game, **arguments)


def with_silo(**arguments):
    return lambda function, game: function([pg.places.Silo("here", game)], **arguments)


NO_COUNSEL = without("clients")

VERBS = {
    "adaptive_offers": Verb(calling(), is_lottery),
    "announced_order": Verb(calling(committed_share="1/4"), is_lottery),
    "attrition": Verb(calling(members=1, leaving=0.5), has_tipping_point),
    "best_offers": Verb(calling(rounds=2)),
    "certificate": Verb(calling(probability=0.5)),
    "clock": Verb(calling(days=4, offers_per_day=1, batch=[1, 2]), is_lottery),
    "cognitive_hierarchy": Verb(calling(mean=1.5), is_lottery),
    "contest": Verb(
        calling(
            postures=["standing offer", "one price", "rounds", "surge", "dismissal"],
            moves=["nothing", "side payment"],
        ),
        without("side_payment", "surge", "dismissed"),
    ),
    "court_delay": Verb(calling(queue=COURT, daily_cost="1/50"), is_lottery),
    "court_gain": Verb(
        calling(path=pg.court.court_fluid(BATCH, days=[30, 90]), daily_cost="1/50"), is_lottery
    ),
    "critical_discount": Verb(calling(support=1)),
    "equilibria": Verb(calling()),
    "expected_revisions": Verb(calling(precision=1), holds_if_all_do),
    "fixation": Verb(calling(intensity="1/99"), without("credit")),
    "fixed_offers": Verb(calling(), is_lottery),
    "global_game": Verb(calling(prior_deviation=1, noise_deviation=0.1), rises),
    "least_organizing_budget": Verb(with_silo(win=1), can_be_won),
    "level_k": Verb(calling(), is_lottery),
    "levers": Verb(calling()),
    "logit_revision": Verb(calling(precision=1)),
    "hard_core": Verb(calling()),
    "narrative": Verb(calling(belief="1/3"), None),
    "lottery_form": Verb(calling(), is_lottery),
    "nash_bargain": Verb(calling(prosecutor_weight="1/3"), without("committed")),
    "offers_in_rounds": Verb(calling(batches=2), is_lottery),
    "offices": Verb(calling(sizes=[2]), without("clients", "committed")),
    "organize_silos": Verb(with_silo(budget=7), is_lottery),
    "organizing_value": Verb(
        calling(organized=0.3, carried_over=0.1, discount=0.5), has_tipping_point
    ),
    "payment_schedules": Verb(calling(), NO_COUNSEL),
    "plan_sweep": Verb(calling(over={"offer": OVER})),
    "potential": Verb(calling()),
    "protocols": Verb(calling(rounds=[2]), is_lottery),
    "quantal_response": Verb(calling(precision=1)),
    "quantal_response_branches": Verb(calling(up_to=1, points=5)),
    "quorum_pledge": Verb(calling(signing_cost="1/5"), NO_COUNSEL),
    "ranked_payments": Verb(calling(), NO_COUNSEL),
    "required": Verb(calling(lever="sympathizers", for_="dominance"), without("sympathizers")),
    "rubinstein_bargain": Verb(
        calling(prosecutor_discount="9/10", defendants_discount="4/5"), without("committed")
    ),
    "sensitivity": Verb(
        calling(
            over={"offer": scipy.stats.uniform(1, 2), "sentence": scipy.stats.uniform(9, 1)},
            outputs=["tipping_share"],
            samples=2,
            progress=False,
        )
    ),
    "strike_as_cap": Verb(calling(convictions=3), None),
    "silo_thresholds": Verb(with_silo(), is_lottery),
    "simulate_nation": Verb(
        with_silo(membership=1, cohorts=1, replications=1, progress=False), is_lottery
    ),
    "spread_of_effort": Verb(with_silo(recruits=7), is_lottery),
    "sweep": Verb(calling(over={"offer": OVER}, progress=False)),
    "thresholds": Verb(calling()),
    "to_gambit": Verb(calling()),
    "trials_at_once": Verb(calling(), is_lottery),
    "turnout_payments": Verb(calling(), NO_COUNSEL),
    "uncertainty": Verb(calling(over={"offer": ["7/3"]}, progress=False)),
    "uniform_payments": Verb(calling(), NO_COUNSEL),
    "unique_implementation": Verb(calling()),
    "visibility": Verb(calling(), is_lottery),
    "welfare": Verb(calling()),
}

VERBS |= {
    "coalitions": Verb(calling(), None),
    "correlated_equilibria": Verb(calling(), None),
    "disclosure": Verb(calling(prior={0: "1/2", 2: "1/2"}), None),
    "extreme_correlated_equilibria": Verb(calling(), None),
    "gain_curve": Verb(calling(), None),
    "game_kind": Verb(calling()),
    "packages": Verb(calling(size=2), None),
    "private_cases": Verb(calling(distribution=scipy.stats.uniform(0, 1)), None),
    "prize_race": Verb(calling(prize=1), None),
    "prosecutor_stopping": Verb(calling(prior=(2, 1)), None),
    "race_to_plead": Verb(
        lambda race, game: race(game, offers=[1] * game_by_hand(game).deciding), None
    ),
    "rank_offers": Verb(calling(), None),
    "stability": Verb(
        lambda stability, game: stability(
            pg.NetworkGame(ties=nx.empty_graph(count := game_by_hand(game).deciding), needed=1),
            np.ones(count, dtype=bool),
            caseload=game,
        )
    ),
    "verdicts": Verb(calling(prior=(2, 1)), None),
    "wired_pleas": Verb(calling(quorum=2), None),
    "witness_prices": Verb(calling(), None),
}

SLOW = {"contest", "sensitivity"}
"""Tried with one set of amounts only."""

ELSEWHERE = {"contest", "critical_discount", "levers", "required", "sweep", "uncertainty"}
"""Slow, and what they answer is held to payoffs by hand in tests of their own."""

CASES = [
    (name, games)
    for name in VERBS
    for games in ("tied", "fractions")
    if games == "fractions" or name not in SLOW
]


@cache
def outcome(name: str, game: pg.PleaGame):
    """What a verb of the table answers, or the ParameterError by which it refuses."""
    try:
        return VERBS[name].call(FUNCTIONS[name], game)
    except pg.ParameterError as refusal:
        return refusal


def answered(name: str, game: pg.PleaGame) -> bool:
    return VERBS[name].answers(game_by_hand(game))
