"""The union over time: one-shot deviations, attrition and carry-over, against plain simulation."""

from fractions import Fraction
from functools import cache
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy import stats
from sympy import Rational, symbols

import plea_games as pg
from plea_games.games.gains import as_anonymous
from plea_games.games.lottery_form import has_lottery_form
from tests.strategies import fractions

from . import oracles
from .strategies import lottery_parameters, trial_cost

GAME = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
positive = fractions(Fraction(1, 8), 4, 8)


def in_years(parameters, holdouts, discount, support, periods):
    """What holding out and pleading bring a member over so many periods."""
    stakes = {
        "capacity": parameters["capacity"],
        "offer": parameters["offer"],
        "trial_cost": trial_cost(parameters),
        "dismissal_cost": parameters["dismissal_cost"],
    }
    supported = sum(discount**t * support for t in range(1, periods))
    stay = oracles.payoff(True, holdouts, **stakes) + supported
    return stay, oracles.payoff(False, holdouts - 1, **stakes)


@settings(max_examples=30)
@given(lottery_parameters(), positive, st.data())
def test_no_deviation_pays_from_the_critical_discount_on(parameters, support, data):
    holdouts = data.draw(st.integers(1, parameters["defendants"]))
    (found,) = pg.union.critical_discount(
        pg.PleaGame(**parameters), support=support, holdouts=holdouts
    )
    critical = Fraction(int(found.critical_discount.p), int(found.critical_discount.q))
    assert 0 <= critical < 1
    patient = critical + (1 - critical) / 50
    periods = 3000
    stay, plead = in_years(parameters, holdouts, float(patient), float(support), periods)
    assert stay > plead - 1e-9
    if critical:
        impatient = float(critical * Fraction(49, 50))
        stay, plead = in_years(parameters, holdouts, impatient, float(support), periods)
        assert stay + impatient**periods * float(support) / (1 - impatient) < plead
        at = critical  # to the year: the gain is what all later support comes to
        stay, plead = in_years(parameters, holdouts, at, support, 1)
        assert stay + at / (1 - at) * support == plead


@settings(max_examples=30)
@given(lottery_parameters(), positive, st.data())
def test_the_formula_is_the_number(parameters, support, data):
    known = {name: parameters[name] for name in ("defendants", "capacity")}
    (formula,) = pg.union.critical_discount(pg.PleaGame.symbolic(**known), support=symbols("w"))
    m = data.draw(st.integers(1, parameters["defendants"]))
    letters = {"s": "offer", "J": "sentence", "p": "conviction", "c": "process_cost",
               "d": "dismissal_cost"}  # fmt: skip
    given_ = {symbol: {**letters, "m": None, "w": None}[symbol.name]
              for symbol in formula.critical_discount.free_symbols}  # fmt: skip
    values = {
        symbol: m if symbol.name == "m" else support if name is None else parameters[name]
        for symbol, name in given_.items()
    }
    values = {symbol: Rational(value) for symbol, value in values.items()}
    (number,) = pg.union.critical_discount(pg.PleaGame(**parameters), support=support, holdouts=m)
    assert formula.critical_discount.subs(values) == number.critical_discount


def test_support_and_side_payments_replace_each_other():
    (alone,) = pg.union.critical_discount(GAME, support=2, holdouts=1)
    assert alone.gain == 6  # T − s
    assert alone.critical_discount == Rational(3, 4)
    (paid,) = pg.union.critical_discount(GAME.with_terms(pg.SidePayment(6)), support=2, holdouts=1)
    assert paid.critical_discount == 0
    (nothing,) = pg.union.critical_discount(GAME, support=0, holdouts=1)
    assert nothing.critical_discount is None
    assert "nothing to lose" in nothing.reason
    assert [each.holdouts for each in pg.union.critical_discount(GAME, support=1)] == [1, 115, 230]
    unsure = GAME.with_terms(pg.Pledge(40, "0.5"))
    (found,) = pg.union.critical_discount(unsure, support=2, holdouts=3)
    chances = [comb(40, h) / 2**40 for h in range(41)]
    tried = sum(p * min(1, 12 / (3 + h)) for h, p in enumerate(chances))
    assert float(found.gain) == pytest.approx(10 * tried - 4)


def small_game(needed, count):
    """K = 1 and r = 1/needed: the tipping point is ``needed``."""
    return pg.PleaGame(defendants=count, capacity=1, offer=1, sentence=needed)


@pytest.mark.parametrize(("members", "needed"), [(8, 3), (12, 12), (9, 1), (5, 6), (20, 2)])
@pytest.mark.parametrize("leaving", [0.05, 0.3, 1])
def test_attrition_against_the_markov_chain(members, needed, leaving):
    found = pg.union.attrition(small_game(needed, 20), members=members, leaving=leaving)
    assert found.needed == needed

    @cache
    def expected(held):
        if held < needed:
            return 0.0
        stay = [comb(held, j) * (1 - leaving) ** j * leaving ** (held - j) for j in range(held + 1)]
        onwards = sum(p * expected(j) for j, p in enumerate(stay[:-1]))
        return (1 + onwards) / (1 - stay[-1])

    assert found.mean_periods == pytest.approx(expected(members), rel=1e-11)
    if members >= needed:
        assert found.at_least <= found.mean_periods < found.less_than + 1e-12
        held, periods = float(members), 0
        while held >= needed * (1 + 1e-12) or (held >= needed and periods == 0):
            held, periods = held * (1 - leaving), periods + 1
        assert found.at_the_mean_rate == periods
    assert found.stands(found.median_periods) <= 0.5
    if found.median_periods:
        assert found.stands(found.median_periods - 1) > 0.5


def test_attrition_against_simulation():
    rng = np.random.default_rng(5)
    found = pg.union.attrition(GAME, members=100, leaving=0.1)
    times = []
    for _ in range(4000):
        held, periods = 100, 0
        while held >= found.needed:
            held, periods = rng.binomial(held, 0.9), periods + 1
        times.append(periods)
    spread = np.std(times) / np.sqrt(len(times))
    assert abs(np.mean(times) - found.mean_periods) < 4 * spread
    assert np.mean(np.array(times) > 12) == pytest.approx(float(found.stands(12)), abs=0.035)


def test_slow_attrition_is_what_its_closed_form_says():
    """With many periods, rounding up adds half a period on average."""
    found = pg.union.attrition(GAME, members=230, leaving=0.0001)
    assert found.mean_periods == pytest.approx(found.at_least + 0.5, abs=1e-3)


@pytest.mark.parametrize("carried_over", [0, 0.2, 1])
@pytest.mark.parametrize("cost", [0, 3])
def test_organizing_value_against_its_recursion(carried_over, cost):
    found = pg.union.organizing_value(small_game(4, 10), organized=0.1, carried_over=carried_over,
                                discount=0.8, attempt_cost=cost)  # fmt: skip
    saved = 10 * (1 - 4 / 10)
    assert found.saved_each_period == pytest.approx(saved)

    def chance(k, y):
        return comb(10, k) * y**k * (1 - y) ** (10 - k)

    def success(y):
        return sum(chance(k, y) for k in range(4, 11))

    def in_vain(y):  # K = 1, s = 1, J = 4: k hold out, one of them is tried
        return sum(chance(k, y) * (k - 4) for k in range(1, 4))

    def value(y, depth):
        if not depth:
            return 0.0
        p = success(y)
        later = value(y + carried_over * (1 - y), depth - 1)
        return p * saved / 0.2 + in_vain(y) - cost + 0.8 * (1 - p) * later

    assert found.value == pytest.approx(value(0.1, 200), rel=1e-10)
    second = 0.1 + carried_over * 0.9
    assert found.after_failure == pytest.approx(0.8 * value(second, 200), rel=1e-10)
    assert found.success[0] == pytest.approx(success(0.1))
    if carried_over == 0:
        assert found.outlives_failure == pytest.approx(0, abs=1e-9)
    else:
        assert found.outlives_failure > 0


def test_organizing_value_against_simulation():
    rng = np.random.default_rng(7)
    found = pg.union.organizing_value(GAME, organized=0.08, carried_over=0.02, discount=0.9,
                                attempt_cost=20)  # fmt: skip
    values = []
    for _ in range(3000):
        y, factor, worth = 0.08, 1.0, 0.0
        while factor > 1e-6:
            worth -= factor * 20
            held = rng.binomial(230, y)
            if held >= 30:
                worth += factor * found.saved_each_period / 0.1
                break
            worth += factor * (4 * held - 10 * min(held, 12))  # pleas spared, trials suffered
            y, factor = y + 0.02 * (1 - y), factor * 0.9
        values.append(worth)
    assert abs(np.mean(values) - found.value) < 4 * np.std(values) / np.sqrt(len(values))


def test_corners_of_organizing():
    now = pg.union.organizing_value(GAME, organized=1, carried_over=0, discount=0)
    assert now.value == now.single_attempt == now.saved_each_period
    hopeless = pg.union.organizing_value(GAME, organized=0, carried_over=0, discount=0.9)
    assert (hopeless.value, hopeless.after_failure) == (0, 0)
    sure = pg.union.organizing_value(
        pg.PleaGame(defendants=12, capacity=3, offer=11, sentence=10),
        organized=0.1, carried_over=0.1, discount=0.9,
    )  # fmt: skip
    assert sure.needed == 1
    assert set(sure.failed_holdouts) == {0}


def test_what_hold_outs_lose_in_vain_is_charged():
    """The panel office: without the charge the value is 1,200 years, with it it is below 0."""
    office = pg.scenario("panel-office").game
    found = pg.union.organizing_value(office, organized=0.05, carried_over=0.001, discount=0.9)
    gain = [float(each) for each in as_anonymous(office).gain[: found.needed - 1]]
    turnouts = np.arange(1, found.needed)
    value, charged, weight, y = 0.0, 0.0, 1.0, 0.05
    for _ in range(400):
        p = stats.binom.sf(found.needed - 1, 7000, y)
        loss = stats.binom.pmf(turnouts, 7000, y) @ (turnouts * gain)
        value += weight * (p * found.saved_each_period / 0.1 + loss)
        charged += weight * loss
        weight, y = weight * 0.9 * (1 - p), y + 0.001 * (1 - y)
    assert found.value == pytest.approx(value)
    assert value == pytest.approx(-115.745, abs=1e-3)
    assert value - charged == pytest.approx(1200.16, abs=0.01)
    small = pg.union.organizing_value(GAME, organized=0.02, carried_over=0.1, discount=0.9)
    assert small.single_attempt == pytest.approx(-27.59, abs=0.005)
    assert small.value == pytest.approx(6660.1, abs=0.05)


@pytest.mark.parametrize("organized", [0.02, 0.1, 0.5])
def test_tails_and_sums_over_turnouts_agree(organized):
    """A sanction that nobody ever sees leaves the game as it is, but not its lottery form."""
    game = pg.PleaGame(defendants=40, capacity=3, offer=4, sentence=10, dismissal_cost=1)
    counted = game.with_terms(pg.Pledge(1, 0))
    assert not has_lottery_form(counted.payoffs)
    one_more = pg.PleaGame(defendants=41, capacity=3, offer=4, sentence=10, dismissal_cost=1)
    settings = {"organized": organized, "carried_over": 0.05, "discount": 0.9}
    alone = pg.union.organizing_value(game.with_parameters(defendants=40), **settings)
    beside = pg.union.organizing_value(one_more.with_terms(pg.Pledge(1, 0)), **settings)
    assert alone.failed_holdouts == pytest.approx(beside.failed_holdouts, rel=1e-11)
    assert alone.value == pytest.approx(beside.value, rel=1e-11)


@pytest.mark.parametrize(
    "result",
    [
        pg.union.critical_discount(GAME, support=0.5),
        pg.union.critical_discount(pg.PleaGame.symbolic(), support=1),
        pg.union.critical_discount(GAME, support=0),
        pg.union.attrition(GAME, members=100, leaving=0.1),
        pg.union.organizing_value(GAME, organized=0.1, carried_over=0.1, discount=0.9),
    ],
)
def test_results_print(result):
    text = str(result)
    assert "assumed" in text.lower() or "independently" in text
    assert result.record()["parameters"]
    assert "<table>" in result._repr_html_()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pg.union.critical_discount(GAME, support=-1), "support = -1: must be 0 or more"),
        (lambda: pg.union.critical_discount(GAME, support=1, holdouts=231), "at most the 230"),
        (lambda: pg.union.critical_discount(GAME, support=1, holdouts=(0,)), "holdouts = 0"),
        (lambda: pg.union.critical_discount(3, support=1), "must be a PleaGame"),
        (lambda: pg.union.attrition(GAME, members=300, leaving=0.1), "members = 300"),
        (lambda: pg.union.attrition(GAME, members=3, leaving=1.5), "leaving = 1.5"),
        (lambda: pg.union.attrition(GAME, members=3, leaving=0), "longer periods"),
        (
            lambda: pg.union.attrition(GAME.with_parameters(offer=0), members="x", leaving=2),
            "members = x(.|\n)*leaving = 2(.|\n)*best reply",
        ),
        (lambda: pg.union.attrition(pg.PleaGame.symbolic(), members=3, leaving=0.1), "must be numbers"),
        (
            lambda: pg.union.organizing_value(GAME, organized=2, carried_over=-1, discount=1),
            "organized = 2(.|\n)*carried_over = -1(.|\n)*discount = 1",
        ),
        (
            lambda: pg.union.organizing_value(GAME, organized=0, carried_over=0, discount=0,
                                        attempt_cost=-2),
            "attempt_cost = -2",
        ),
    ],
)  # fmt: skip
def test_bad_input(call, message):
    with pytest.raises(pg.ParameterError, match=message):
        call()
