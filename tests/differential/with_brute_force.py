"""Information, contracts and coalitions against definitions, gone through one by one.

The checks are those of each subject's own tests, which play a few games; here they are played as
often as against other programs.
"""

import random

import plea_games as pg
from tests import (
    oracles,
    test_coalitions,
    test_correlated,
    test_disclosure,
    test_game_kinds,
    test_private_cases,
    test_prosecutor_stopping,
    test_race,
    test_verdicts,
    test_wired_pleas,
)

from . import draws
from .comparison import BRUTE, against


def seed(rng):
    """One of its own for checks that take a number."""
    return int(rng.integers(2**31))


def drawing(rng):
    """Python's generator, for checks that take one."""
    return random.Random(seed(rng))


@against("all profiles with testimony and credits", "game_kind", fast=3, large=2000, kind=BRUTE)
def kinds_of_games(rng):
    test_game_kinds.test_kinds_are_those_of_all_profiles(seed(rng))


@against("gains written out from the story of the witnesses", "thresholds", "equilibria",
         fast=3, large=2000, kind=BRUTE)  # fmt: skip
def thresholds_with_testimony(rng):
    test_game_kinds.test_thresholds_are_those_of_the_gains_written_out(seed(rng))


@against("all profiles in all orders of the hidden queue", "race_to_plead",
         fast=3, large=2000, kind=BRUTE)  # fmt: skip
def races_in_a_hidden_queue(rng):
    test_race.check_hidden(seed(rng))


@against("backward induction in the fixed order of a queue that is seen", "race_to_plead",
         fast=3, large=2000, kind=BRUTE)  # fmt: skip
def races_in_a_visible_queue(rng):
    test_race.check_visible(seed(rng))


@against("all profiles of refusals, small trembles, all agreements", "wired_pleas",
         fast=3, large=2000, kind=BRUTE)  # fmt: skip
def wired_pleas_over_all_profiles(rng):
    test_wired_pleas.check(seed(rng))


@against("each member's gain from refusing over all profiles of the others", "named_package",
         fast=3, large=2000, kind=BRUTE)  # fmt: skip
def packages_of_members_who_differ(rng):
    test_wired_pleas.test_members_who_differ(seed(rng))


@against("all profiles of sets of types who hold out, and bisection at each atom", "private_cases",
         fast=3, large=2000, kind=BRUTE)  # fmt: skip
def private_cases_over_all_profiles(rng):
    test_private_cases.hold_against_every_profile(drawing(rng))


@against("gains at each belief that verdicts may lead to", "verdicts",
         fast=3, large=2000, kind=BRUTE)  # fmt: skip
def goals_that_verdicts_reach(rng):
    test_verdicts.hold_goals_against_definitions(drawing(rng))


@against("each sequence of verdicts with its chance", "verdicts",
         fast=3, large=2000, kind=BRUTE)  # fmt: skip
def passages_over_every_sequence_of_verdicts(rng):
    test_verdicts.hold_passages_against_every_sequence(drawing(rng))


@against("a recursion over single verdicts", "prosecutor_stopping",
         fast=3, large=2000, kind=BRUTE)  # fmt: skip
def policies_over_single_verdicts(rng):
    test_prosecutor_stopping.hold_against_single_verdicts(drawing(rng))


@against("a recursion over whom to try next, two or three cases, after every verdict", "trial_order",
         fast=3, large=2000, kind=BRUTE)  # fmt: skip
def orders_of_trials(rng):
    test_prosecutor_stopping.hold_against_every_next_case(drawing(rng))


@against("scipy.optimize.linprog over all profiles where N ≤ 5; each extreme law in fractions",
         "correlated_equilibria", "extreme_correlated_equilibria",
         fast=2, large=2000)  # fmt: skip
def mediators_against_programs(rng):
    test_correlated.check(5 * seed(rng))


@against("all coalitions and all they may agree on, agreements within agreements", "coalitions",
         fast=2, large=2000, kind=BRUTE)  # fmt: skip
def coalitions_by_name(rng):
    test_coalitions.check(seed(rng), most=4)


@against("scipy.optimize.linprog over lotteries of two messages; every threshold", "disclosure",
         fast=3, large=2000)  # fmt: skip
def disclosures_against_programs(rng):
    case = test_disclosure.random_case(drawing(rng))
    test_disclosure.hold_against_brute_force(*case)


@against("payoffs written out from the story of each lottery", "lottery_form",
         fast=5, large=2000, kind=BRUTE)  # fmt: skip
def forms_of_lotteries(rng):
    """With a side payment and a sanction or without; whole and broken capacities."""
    parameters = draws.lottery(rng, 9)
    amounts = {
        "side_payment": draws.fraction(rng, 0, 1, 9),
        "sanction": draws.fraction(rng, 0, 2, 9),
    }
    by_hand = oracles.GameByHand(parameters, amounts)
    game = pg.PleaGame(**parameters).with_parameters(**amounts)
    if by_hand.trial_cost(1) <= parameters["dismissal_cost"]:
        return
    form = pg.lottery_form(game)
    for m in range(1, parameters["defendants"] + 1):
        chance = oracles.trial_probability(parameters["capacity"], m)
        assert form.trial_chance(m) == chance
        assert -form.price_at(chance) == by_hand.worth(m), parameters
        assert (form.price_ratio >= chance) == (by_hand.gain(m) >= 0), parameters
    assert form.offer_of(form.price) == parameters["offer"]
    assert form.price == parameters["offer"] + amounts["sanction"]
