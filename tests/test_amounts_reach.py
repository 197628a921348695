"""Amounts that are printed or returned, put in again: what is said of them holds."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import plea_games as pg
from plea_games.design.amounts.goals import GOALS, sums, turnouts_for
from plea_games.games.exact_payoffs import exact_payoffs
from plea_games.games.gains import deciding, gains_at
from plea_games.model.exact import as_rational, double_outward, exact
from plea_games.units import show, show_bound, shown_outward, shown_step

GAMES = (
    pg.PleaGame(defendants=23, capacity=3, offer=1, sentence=7),
    pg.PleaGame(defendants=23, capacity=3, offer="10/3", sentence=10, dismissal_cost=0.5),
    pg.PleaGame(defendants=40, capacity=7, offer=4, sentence=11, conviction=0.7, process_cost=0.3),
    pg.PleaGame(defendants=20, capacity=2, offer=4, sentence=10).with_terms(pg.StrikeFund(3)),
)
BUDGETS = (1, 7, 450, 1200)


def is_met(game, goal):
    turnouts = turnouts_for(goal, deciding(game))
    return min(sums([*gains_at(exact_payoffs(game), turnouts)], goal)) >= 0


def with_amount(found, amount):
    return found.game.with_terms(found.lever.with_amount(as_rational(amount)))


def within(parameter, amount):
    if amount < parameter.minimum or (parameter.name == "hours" and amount == 0):
        return False
    return parameter.maximum is None or amount <= parameter.maximum


def printed_number(text, unit):
    number = Fraction(text.removesuffix("%").removesuffix("×").split()[0].replace(",", ""))
    return number / 100 if unit == "share" else number


def in_numbers():
    """Every lever and goal of each game that has an amount, and budgets beside the game's own."""
    for game in GAMES:
        yield from (found for found in pg.levers(game) if found.exact is not None)
    for budget in BUDGETS:
        for goal in GOALS:
            lever = pg.CostlierTrials.symbolic(budget=budget)
            yield pg.required(GAMES[0], lever, for_=goal)


@pytest.fixture(scope="module")
def amounts():
    return tuple(in_numbers())


def test_what_is_printed_holds_and_a_step_less_or_more(amounts):
    """At ≥ the printed amount reaches the goal, at > it does not, and a step more always does."""
    assert {found.as_bound(found.parameter.unit)[0] for found in amounts} == {"≥", "≤", ">"}
    for found in amounts:
        unit, parameter = found.parameter.unit, found.parameter
        sign, text = found.as_bound(unit)
        printed = printed_number(text, unit)
        outward = 1 if sign in "≥>" else -1
        step = Fraction(1) if parameter.is_count else shown_step(printed, unit)
        more, less = printed + outward * step, printed - outward * step
        assert is_met(with_amount(found, printed), found.goal) == (sign in "≥≤"), (found, printed)
        if within(parameter, more) and (found.limit is None or more <= found.limit):
            assert is_met(with_amount(found, more), found.goal), (found, more)
        if (
            within(parameter, less)
            and found.lever.amounts_for(Fraction(1000), Fraction(0))[1] > less
        ):
            assert not is_met(with_amount(found, less), found.goal), (found, less)


def test_what_is_returned_reaches_the_goal_when_given_back(amounts):
    for found in amounts:
        again = found.lever.with_amount(found.amount)  # read as the decimal that it prints as
        assert is_met(found.game.with_terms(again), found.goal), found
        assert found.reached == is_met(with_amount(found, found.exact), found.goal)
        assert abs(exact(found.amount) - found.exact) <= abs(found.exact) * Fraction(1, 10**15)
        if found.missed_at is not None and not found.parameter.is_count:
            assert not is_met(
                found.game.with_terms(found.lever.with_amount(found.missed_at)), found.goal
            )


def test_hours_that_any_trial_takes_are_no_amount():
    found = pg.required(GAMES[0], pg.CostlierTrials.symbolic(budget=0), for_="existence")
    assert (found.amount, found.verdict) == (None, "any amount")


def test_an_infimum_is_told_from_a_minimum():
    """At 450 hours ⌊5400/450⌋ = 12 trials are held still; 11 are too few to deter."""
    game = pg.PleaGame(defendants=230, capacity=12, offer=0.5, sentence=10)
    lever = pg.CostlierTrials.symbolic(budget=5400)
    found = pg.required(game, lever, for_="existence")
    assert (found.exact, found.reached) == (450, False)
    assert str(found) == "CostlierTrials for existence: more than 450 hours"
    assert found.amount > 450
    assert found.record()["bound"] == "more than"


def test_a_window_too_narrow_for_doubles_is_written_as_a_fraction():
    """What persuades the last hold-out puts off the first: only one amount does both."""
    third = Fraction(1, 3)
    assert show_bound(third, "years", up=True, limit=third) == "1/3 years"
    assert show_bound(third, "share", up=True, limit=third) == "100/3 %"
    assert show_bound(third, "years", up=True, limit=Fraction(1, 2)) == "0.3334 years"
    assert show_bound(third, "years", up=False, limit=third) == "1/3 years"


@pytest.mark.parametrize("up", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_doubles_and_printed_numbers_are_rounded_outwards(seed, up):
    draw = np.random.default_rng(seed)
    for _ in range(300):
        value = Fraction(int(draw.integers(1, 10**9)), int(draw.integers(1, 10**9)))
        value *= Fraction(10) ** int(draw.integers(-6, 7))
        double = exact(double_outward(value, "value", up=up))
        assert (double >= value) if up else (double <= value)
        strictly = exact(double_outward(value, "value", up=up, strictly=True))
        assert (strictly > value) if up else (strictly < value)
        for unit in ("years", "share", "ratio", "hours"):
            rounded = shown_outward(value, unit, up=up)
            assert abs(rounded - value) < shown_step(value, unit)
            assert (rounded >= value) if up else (rounded <= value)
            shown = Fraction(Decimal(show(float(rounded), unit).replace(",", "")))
            assert shown == rounded * (100 if unit == "share" else 1)


@pytest.mark.parametrize("game", GAMES[:3])
def test_thresholds_reach_what_they_say(game):
    found = pg.thresholds(game)
    goals = {
        "side_payment_exists": "existence",
        "side_payment_risk_dominant": "risk dominance",
        "side_payment_dominant": "dominance",
    }
    for name, goal in goals.items():
        assert is_met(game.with_terms(pg.SidePayment(getattr(found, name))), goal)
        assert exact(getattr(found, name)) >= found.exact[name]
    if found.resilience >= 1:
        surge = pg.BudgetSurge(str(exact(found.resilience) - 1))
        assert is_met(game.with_terms(surge), "existence")
    rows = {row[0]: row[1] for row in found.table().rows}
    printed = Fraction(rows["Side payment: risk dominance"].split()[0].replace(",", ""))
    assert is_met(game.with_terms(pg.SidePayment(str(printed))), "risk dominance")
    assert Fraction(rows["Resilience to capacity"].removesuffix("×")) <= found.exact["resilience"]


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        ([pg.BudgetSurge(0.3)], "capacity is 3.9, which must be a whole number of trials"),
        ([pg.SidePayment(8)], "trial cost is -1 years, which must be more than dismissal_cost = 0"),
        ([pg.StrikeFund(3)], "with StrikeFund the stakes, or who decides, depend on"),
        ([pg.Pledge(3)], "with Pledge the stakes, or who decides, depend on"),
    ],
)
def test_thresholds_name_the_reason_why_there_is_no_closed_form(terms, reason):
    found = pg.thresholds(GAMES[0].with_terms(*terms))
    assert any(reason in note for note in found.table().notes)
    assert reason in found.missing["laplacian_ratio"]
    large = GAMES[0].with_parameters(defendants=200_000).with_terms(*terms)
    with pytest.raises(pg.ParameterError, match=reason.split(",")[0]):
        pg.thresholds(large)
