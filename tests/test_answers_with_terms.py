"""Every verb with any two terms: answers or refuses, and answers what payoffs by hand give.

In one file, since most tests look at the same answers.
"""

from fractions import Fraction
from itertools import accumulate
from math import comb

import numpy as np
import pytest

import plea_games as pg
from plea_games.design.amounts.goals import GOALS
from plea_games.model.terms import TERMS
from tests import oracles
from tests.every_term import with_at_most, with_each
from tests.every_verb import (
    CASES,
    ELSEWHERE,
    FUNCTIONS,
    OVER,
    VERBS,
    answered,
    functions,
    is_lottery,
    outcome,
    takes_a_plea_game,
)
from tests.oracles import game_by_hand

GAMES = {name: with_at_most(name, 2) for name in ("tied", "fractions")}


def test_every_function_that_takes_a_plea_game_is_in_the_table():
    assert set(FUNCTIONS) == set(VERBS)
    assert len(FUNCTIONS) == sum(takes_a_plea_game(function) for _, function in functions())


@pytest.mark.parametrize(("name", "games"), CASES)
def test_a_verb_answers_or_refuses_in_words(name, games):
    surprising = {}
    for game in GAMES[games]:
        if name in ELSEWHERE and answered(name, game):
            continue
        found = outcome(name, game)
        refused = isinstance(found, pg.ParameterError)
        if refused:
            said = all(f.parameter and f.rule and f.remedy for f in found.faults)
            assert said, (game.terms, found.faults)
        if VERBS[name].answers and refused is answered(name, game):
            surprising[game.terms] = found
    assert not surprising


def cases(name, games):
    """Each game that the verb answers, with its description and the answer."""
    for game in GAMES[games]:
        if answered(name, game):
            yield game, game_by_hand(game), outcome(name, game)


def stripped(value):
    """A record without what names the game."""
    if isinstance(value, dict):
        leave = {"game", "parameters", "payoff_hold_out", "payoff_plead"}
        return {key: stripped(part) for key, part in value.items() if key not in leave}
    return [stripped(part) for part in value] if isinstance(value, list | tuple) else value


def nearly(value):
    """The same with numbers up to rounding."""
    if isinstance(value, dict):
        return {key: nearly(part) for key, part in value.items()}
    if isinstance(value, list):
        return [nearly(part) for part in value]
    return pytest.approx(value, abs=1e-12) if isinstance(value, float) else value


OF_GAINS = [
    "certificate", "equilibria", "expected_revisions", "fixation", "global_game",
    "logit_revision", "potential", "quantal_response", "quantal_response_branches",
    "unique_implementation",
]  # fmt: skip


@pytest.mark.parametrize("name", OF_GAINS)
@pytest.mark.parametrize("games", GAMES)
def test_what_gains_decide_is_that_of_the_gains_by_hand(name, games):
    for game, by_hand, found in cases(name, games):
        plain = VERBS[name].call(FUNCTIONS[name], pg.AnonymousGame(gain=by_hand.gains()))
        assert stripped(found.record()) == nearly(stripped(plain.record())), game.terms


OF_LOTTERIES = ["cognitive_hierarchy", "level_k", "court_delay", "court_gain"]


@pytest.mark.parametrize("name", OF_LOTTERIES)
@pytest.mark.parametrize("games", GAMES)
def test_what_a_lottery_decides_is_that_of_the_plain_game_with_its_price(name, games):
    for game, by_hand, found in cases(name, games):
        plain = pg.PleaGame(
            defendants=by_hand.deciding,
            capacity=by_hand.trials,
            offer=by_hand.offer + by_hand.sanction + by_hand.amount("solidarity"),
            sentence=by_hand.trial_cost(1),
            dismissal_cost=by_hand.parameters["dismissal_cost"],
        )
        expected = VERBS[name].call(FUNCTIONS[name], plain)
        if name == "court_gain":
            assert found == pytest.approx(expected), game.terms
        else:
            assert stripped(found.record()) == nearly(stripped(expected.record())), game.terms


@pytest.mark.parametrize("games", GAMES)
def test_lottery_forms_have_the_gains_and_the_offer(games):
    for game, by_hand, form in cases("lottery_form", games):
        assert form.offer == by_hand.offer, game.terms
        assert form.trial_cost == by_hand.trial_cost(1), game.terms
        assert (form.defendants, form.capacity) == (by_hand.deciding, by_hand.trials)
        for m in range(1, by_hand.deciding + 1):
            gain = form.price - form.price_at(form.trial_chance(m))
            assert gain == by_hand.gain(m), game.terms
            assert form.offer_at(form.trial_chance(m)) == by_hand.indifferent(m), game.terms


@pytest.mark.parametrize("games", GAMES)
def test_payoffs_in_equilibrium(games):
    for game, by_hand, found in cases("equilibria", games):
        count, gains = by_hand.deciding, by_hand.gains()
        pure = {m for e in found if e.holdouts is not None and not e.mixers
                for m in range(e.holdouts, e.holdouts_to + 1)}  # fmt: skip
        assert pure == set(oracles.pure_equilibria(gains)), game.terms
        for one in found:
            if one.mixers:
                continue
            m = one.holdouts
            if m is None:
                x = Fraction(one.hold_out_probability)
                assert float(oracles.expected_gain(gains, x)) == pytest.approx(0, abs=1e-12)
                pleas = [by_hand.plead(others) for others in range(count)]
                pays = pytest.approx(float(oracles.expected_gain(pleas, x)))
                assert one.payoff_plead == one.payoff_hold_out == pays, game.terms
            elif m == one.holdouts_to:
                held = pytest.approx(float(by_hand.hold_out(m))) if m else None
                pleaded = pytest.approx(float(by_hand.plead(m))) if m < count else None
                assert (one.payoff_hold_out, one.payoff_plead) == (held, pleaded), game.terms


@pytest.mark.parametrize("games", GAMES)
def test_thresholds(games):
    for game, by_hand, found in cases("thresholds", games):
        gains, count, tipping = by_hand.gains(), by_hand.deciding, by_hand.tipping_point()
        assert found.tipping_holdouts == tipping, game.terms
        assert found.tipping_share == (None if tipping is None else tipping / count), game.terms
        everyone, best = sum(gains), max(accumulate(gains, initial=Fraction(0)))
        if is_lottery(by_hand):
            chosen = "hold out" if everyone > 0 else "plead" if everyone < 0 else "tie"
            assert found.risk_dominant == chosen, game.terms
            if by_hand.trials:
                payment = max(Fraction(0), -gains[-1] / by_hand.tried(count))
                assert found.side_payment_exists == pytest.approx(float(payment)), game.terms
                largest = max(0, *(-g / by_hand.tried(m) for m, g in enumerate(gains, start=1)))
                assert found.side_payment_dominant == pytest.approx(float(largest)), game.terms
            stake = by_hand.trial_cost(1) - by_hand.parameters["dismissal_cost"]
            ratio = (gains[-1] + by_hand.tried(count) * stake) / stake
            assert found.offer_ratio == pytest.approx(float(ratio)), game.terms
        elif found.risk_dominant is not None:
            chosen = {"hold out": everyone == best, "plead": best == 0, "tie": everyone == 0}
            assert chosen[found.risk_dominant], game.terms


@pytest.mark.parametrize("games", GAMES)
def test_a_nation_of_one_docket(games):
    """Where everyone strikes, and where nobody does; nobody pays who was dismissed."""
    for game, by_hand, found in cases("simulate_nation", games):
        everyone = by_hand.years_imposed(by_hand.deciding)
        assert found.means["sentence_years"][0] == pytest.approx(float(everyone)), game.terms
        tried = by_hand.trials_held(by_hand.deciding)
        assert found.means["trials"][0] == pytest.approx(float(tried)), game.terms
        pleas = pytest.approx(float(by_hand.years_imposed(0)))
        assert found.without == {"trials": 0, "sentence_years": pleas}, game.terms


def test_a_nation_of_many_dockets_is_their_sum():
    chosen = [game for game in GAMES["tied"] if is_lottery(game_by_hand(game))]
    silos = [pg.places.Silo(str(place), game) for place, game in enumerate(chosen)]
    for membership in (0, 1):
        found = FUNCTIONS["simulate_nation"](
            silos, membership=membership, cohorts=1, replications=1, progress=False
        )
        described = [game_by_hand(game) for game in chosen]
        years = sum(each.years_imposed(membership * each.deciding) for each in described)
        assert found.means["sentence_years"][0] == pytest.approx(float(years))


@pytest.mark.parametrize("games", GAMES)
def test_welfare_adds_up_what_each_side_bears(games):
    for game, by_hand, found in cases("welfare", games):
        for one, law in outcomes_by_hand(game, by_hand):
            each = next(
                each for each in found.outcomes
                if each.name == one.kind and each.holdouts == pytest.approx(mean_of(law, by_hand))
            )  # fmt: skip
            totals = dict.fromkeys(
                ("sentence_years", "trials", "transfers", "sanctions", "worth", "defendant_cost"), 0
            )
            for deciding, chance in law.items():
                for name, total in totals_by_hand(by_hand, deciding).items():
                    totals[name] += chance * total
            got = [getattr(each, name) for name in totals]
            expected = [float(total) for total in totals.values()]
            assert got == pytest.approx(expected, rel=1e-9, abs=1e-9), game.terms
            ended = each.trials + each.dismissals + by_hand.pleas(law)
            assert ended == pytest.approx(float(by_hand.parameters["defendants"])), game.terms
        assert found.benchmark.trials == float(min(by_hand.trials, by_hand.caseload)), game.terms


def outcomes_by_hand(game, by_hand):
    """Each pure or symmetric equilibrium and how many of those who decide hold out in it."""
    count = by_hand.deciding
    for one in pg.equilibria(game):
        if one.kind == "mixed":
            x = Fraction(one.hold_out_probability)
            yield one, {m: comb(count, m) * x**m * (1 - x) ** (count - m) for m in range(count + 1)}
        elif not one.mixers:
            yield one, {one.holdouts: Fraction(1)}


def mean_of(law, by_hand):
    return float(sum(chance * by_hand.mean(lambda h: h, m) for m, chance in law.items()))


def totals_by_hand(by_hand, deciding):
    """All by the descriptions of the terms, for so many of those who decide."""
    pleas = by_hand.mean(lambda held: by_hand.caseload - held, deciding)
    bear = by_hand.over_holdouts(lambda held: -by_hand.worth(held), deciding)
    return {
        "sentence_years": by_hand.years_imposed(deciding),
        "trials": by_hand.trials_held(deciding),
        "transfers": by_hand.paid_to_the_tried(deciding),
        "sanctions": pleas * by_hand.sanction,
        "worth": by_hand.over_holdouts(by_hand.reward, deciding),
        "defendant_cost": bear + by_hand.years_from_pleas(deciding) + pleas * by_hand.sanction,
    }


@pytest.mark.parametrize("name", ["silo_thresholds", "organize_silos", "spread_of_effort"])
@pytest.mark.parametrize("games", GAMES)
def test_recruits_of_a_silo_are_its_tipping_point(name, games):
    for game, by_hand, found in cases(name, games):
        tipping = by_hand.tipping_point()
        recruits = {
            "silo_thresholds": lambda found: found[0].recruits,
            "organize_silos": lambda found: found.recruits or None,
            "spread_of_effort": lambda found: found.efforts[0].first_win,
        }[name](found)
        assert recruits == tipping, game.terms
        if name == "organize_silos" and tipping is not None:
            assert (found.cases, found.worth) == (by_hand.deciding, by_hand.deciding), game.terms


@pytest.mark.parametrize("name", ["attrition", "organizing_value"])
@pytest.mark.parametrize("games", GAMES)
def test_what_lasts_needs_the_tipping_point(name, games):
    for game, by_hand, found in cases(name, games):
        assert found.needed == by_hand.tipping_point(), game.terms
        if name == "organizing_value":
            saved = by_hand.deciding * by_hand.gain(by_hand.deciding)
            assert found.saved_each_period == pytest.approx(float(saved)), game.terms


@pytest.mark.parametrize("games", GAMES)
def test_future_support_makes_up_for_what_pleading_gains(games):
    for game, by_hand, found in cases("critical_discount", games):
        for each in found:
            gain = -by_hand.gain(int(each.holdouts))
            assert Fraction(int(each.gain.p), int(each.gain.q)) == gain, game.terms
            discount = max(Fraction(0), gain) / (max(Fraction(0), gain) + 1)
            assert float(each.critical_discount) == float(discount), game.terms


@pytest.mark.parametrize("games", GAMES)
def test_offices(games):
    for game, by_hand, found in cases("offices", games):
        pair = next(office for office in found.offices if office.size == 2)
        chance = by_hand.tried(2)
        plea = by_hand.plead(0)
        assert found.gain_acting_alone == by_hand.gain(1), game.terms
        assert found.gain_if_all == by_hand.gain(by_hand.deciding), game.terms
        assert found.least_office == by_hand.tipping_point(), game.terms
        assert (pair.gain_striking_alone, pair.tried) == (by_hand.gain(2), chance), game.terms
        assert pair.gain_if_tried == by_hand.worth_if_tried(1, 2) - plea, game.terms
        assert pair.gain_if_not == by_hand.worth_if_tried(0, 2) - plea, game.terms


@pytest.mark.parametrize("games", GAMES)
def test_a_quorum_exceeds_all_turnouts_that_hurt(games):
    for game, by_hand, found in cases("quorum_pledge", games):
        gains = [gain - Fraction(1, 5) for gain in by_hand.gains()]
        hurts = max((m for m, gain in enumerate(gains, start=1) if gain < 0), default=0)
        assert found.quorum == (None if hurts == by_hand.deciding else hurts + 1), game.terms
        if found.quorum is not None:
            assert found.gain_at_quorum == gains[hurts], game.terms


PAYMENTS = ["payment_schedules", "ranked_payments", "turnout_payments", "uniform_payments"]


@pytest.mark.parametrize("name", PAYMENTS)
@pytest.mark.parametrize("games", GAMES)
def test_payments_make_hold_outs_content_and_go_to_those_who_decide(name, games):
    for game, by_hand, found in cases(name, games):
        count, gains = by_hand.deciding, by_hand.gains()
        chances = [by_hand.mean(by_hand.tried, m) for m in range(1, count + 1)]
        needed = [max(Fraction(0), -g / t) for g, t in zip(gains, chances, strict=True)]
        ranked = tuple(accumulate(reversed(needed), max))[::-1]
        expected = {
            ("uniform", "existence"): (needed[-1],) * count,
            ("uniform", "dominance"): (max(needed),) * count,
            ("ranked", "uniqueness"): ranked,
            ("by turnout", "uniqueness"): tuple(needed),
        }
        for schedule in found if name == "payment_schedules" else [found]:
            if schedule.goal == "risk dominance":
                continue
            payments = expected[schedule.kind, schedule.goal]
            assert schedule.payments == payments, game.terms
            due = sum(payments) if schedule.kind == "ranked" else count * payments[-1]
            assert schedule.outlay == chances[-1] * due, game.terms


def as_stated(amount):
    """The fraction that an amount was rounded from, as far as one can tell."""
    simple = Fraction(amount).limit_denominator(10**6)
    return simple if float(simple) == amount else Fraction(amount)


def reaches(by_hand, goal):
    """The least sum of gains that the goal asks not to be negative."""
    gains = by_hand.gains()
    return {
        "existence": gains[-1],
        "risk dominance": min(accumulate(reversed(gains))),
        "dominance": min(gains),
        "divide-and-conquer proof": gains[0],
    }[goal]


def assert_is_least(game, found):
    """The amount reaches its goal, and what is said to miss it does."""
    if found.amount is None:
        return
    where = (game.terms, str(found))
    reached = found.lever.with_amount(as_stated(found.amount))
    assert float(reaches(game_by_hand(game.with_terms(reached)), found.goal)) > -1e-9, where
    if found.missed_at is not None:
        missed = found.lever.with_amount(found.missed_at)
        assert float(reaches(game_by_hand(game.with_terms(missed)), found.goal)) < 1e-9, where


@pytest.mark.parametrize("games", GAMES)
def test_a_lever_reaches_its_goal_and_no_smaller_amount_does(games):
    for game, _, found in cases("required", games):
        assert_is_least(game, found)


def test_the_levers_of_games_with_a_term_reach_their_goals():
    for game in with_at_most("fractions", 1):
        for found in pg.levers(game):
            assert_is_least(game, found)


@pytest.mark.parametrize("goal", GOALS)
def test_every_lever_of_games_with_two_terms_reaches_one_of_the_goals(goal):
    """In turn, since all four take four times as long."""
    place = GOALS.index(goal)
    for game in list(with_each("fractions", 2))[place :: len(GOALS)]:
        present = {type(term) for term in game.terms}
        for kind in TERMS:
            if kind not in present:
                lever = kind.as_lever(game.parameters)
                assert_is_least(game, pg.required(game, lever, for_=goal))


def thresholds_or_refusal(game, offer):
    try:
        return pg.thresholds(game.with_parameters(offer=offer))
    except pg.ParameterError as refusal:
        return refusal


@pytest.mark.parametrize("games", GAMES)
def test_a_sweep_is_the_single_call_at_each_point(games):
    for game, _, found in cases("sweep", games):
        single = [thresholds_or_refusal(game, offer) for offer in OVER]
        for output in found.data_vars:
            expected = [as_number(getattr(each, output, None)) for each in single]
            assert found[output].values.tolist() == pytest.approx(expected, nan_ok=True), (
                game.terms, output,
            )  # fmt: skip


@pytest.mark.parametrize("games", GAMES)
def test_a_sure_number_leaves_no_uncertainty(games):
    for game, _, found in cases("uncertainty", games):
        single = pg.thresholds(game.with_parameters(offer="7/3"))
        for interval in found.intervals:
            expected = getattr(single, interval.output)
            if expected is None:
                assert interval.missing == 1, (game.terms, interval)
            elif interval.choices:
                assert interval.choices[expected] == 1, (game.terms, interval)
            else:
                assert interval.median == pytest.approx(expected), (game.terms, interval)


def as_number(value):
    if value is None:
        return np.nan
    return {"plead": -1, "tie": 0, "hold out": 1}.get(value, value)
