"""Rounds of offers against the clock: by enumeration of the days, and in the limit."""

import csv
import io
import json
from fractions import Fraction
from math import ceil, log

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.integrate import quad
from sympy import Rational, expand_log, log as ln, simplify, symbols

import plea_games as pg
from plea_games.games.compile import evaluate, regime_at
from plea_games.model.round_prices import ROUND_PRICE, beta, eta
from plea_games.model.symbols import kappa
from tests import oracles
from tests.strategies import fractions


def plain(n, k, offer=1, **more):
    return pg.PleaGame(defendants=n, capacity=k, offer=offer, sentence=10, **more)


def one(game, **more):
    (schedule,) = pg.clock(game, **more)
    return schedule


@pytest.mark.parametrize(
    ("r", "price", "limit"),
    [
        (1, 0.1993, 0.1998),
        (2, 0.3294, 0.3303),
        (5, 0.5947, 0.5966),
        (10, 0.8441, 0.8466),
        (20, 1, 1),
    ],
)
def test_price_by_rounds_beside_the_limit(r, price, limit):
    found = one(plain(1000, 50), days=100, offers_per_day=10, batch=1000 // r)
    assert (found.rounds, found.reached, found.left) == (r, 1000, 0)
    assert found.stake_share == pytest.approx(price, abs=5e-5)
    assert found.price_limit == pytest.approx(limit, abs=5e-5)
    assert (found.price_limit == found.stake_share) == (r == 20)


def test_rounds_as_a_formula():
    rounds = symbols("R", positive=True)
    several = ROUND_PRICE.regimes[1].value.subs({eta: 0, beta: 1 / rounds})
    difference = several - kappa * rounds * (1 - ln(kappa * rounds))
    assert simplify(expand_log(difference, force=True)) == 0


shares = fractions(0, 2, 12)


@given(shares, shares, shares.filter(bool))
def test_the_limit_is_the_mean_chance_over_a_round(trials, held, size):
    values = {kappa: trials, eta: held, beta: size}
    holding = [
        regime
        for regime in ROUND_PRICE.regimes
        if regime.condition.subs(
            {k: Rational(v.numerator, v.denominator) for k, v in values.items()}
        )
    ]
    assert len(holding) == 1
    kink = [float(trials)] if held < trials < held + size else None
    low, high = float(held), float(held + size)
    mean, _ = quad(lambda u: min(1, float(trials) / u), low, high, points=kink)
    formula = regime_at(ROUND_PRICE, values).value
    assert float(evaluate(formula, values)) == pytest.approx(
        mean / float(size), rel=1e-9, abs=1e-12
    )


def test_finite_caseloads_tend_to_the_limit_like_one_over_n():
    sizes = 2 ** np.arange(3, 11) * 10
    gaps = []
    for n in map(int, sizes):
        found = one(plain(n, n // 10), days=7, offers_per_day=Fraction(n, 10), batch=n // 5,
                    committed=n // 10, strike_day=3)  # fmt: skip
        gaps.append(found.price_limit - found.stake_share)
    order = np.polyfit(np.log(sizes[3:]), np.log(gaps[3:]), 1)[0]
    assert order == pytest.approx(-1, abs=0.05)


def even(count, batch):
    """Batch sizes, by dealing the defendants out."""
    if not count:
        return []
    sizes = [0] * ceil(count / batch)
    for i in range(count):
        sizes[i % len(sizes)] += 1
    return sizes


def day_by_day(n, k, *, days, pace, batch, committed, strike_day, tolling):
    """Prices, hold-outs at the deadline: one round after another, as the definitions say."""
    most = int(days * tolling * pace)
    plan = even(min(n, most), batch)
    prices, made = [], 0
    for size in plan:
        if (made + size) / pace >= strike_day:
            break
        made += size
        prices += [oracles.trial_probability(k, n - sum(plan) + i) for i in range(1, size + 1)]
    struck = min(committed, n - made)
    rest = even(min(n - made - struck, most - made), batch)
    left = n - made - sum(rest)
    for size in rest:
        prices += [oracles.trial_probability(k, left + i) for i in range(1, size + 1)]
    return prices, left


positive = fractions(Fraction(1, 6), 12, 6)


@settings(max_examples=150)
@given(
    st.integers(1, 40), st.integers(0, 30), positive, positive, st.integers(1, 45),
    st.integers(0, 40), fractions(0, 15, 6),
    st.sampled_from([1, Fraction(3, 2), 2]), fractions(0, Fraction(3, 2), 8),
)  # fmt: skip
def test_every_clock_agrees_with_its_days_one_by_one(
    n, k, days, pace, batch, committed, strike_day, tolling, ratio
):
    committed = min(committed, n)
    strike_day = min(strike_day, days * tolling)
    game = plain(n, k, 2 + 8 * ratio, dismissal_cost=2)
    found = one(game, days=days, offers_per_day=pace, batch=batch, committed=committed,
                strike_day=strike_day, tolling=tolling)  # fmt: skip
    trials = int(k * tolling)
    prices, left = day_by_day(
        n, trials, days=days, pace=pace, batch=batch, committed=committed,
        strike_day=strike_day, tolling=tolling,
    )  # fmt: skip
    assert (found.reached, found.left) == (len(prices), left)
    assert found.reached + found.left == n
    assert found.tried == min(left, trials)
    if prices:
        mean = sum(prices, Fraction(0)) / len(prices)
        assert found.stake_share == pytest.approx(float(mean), rel=1e-14)
        assert found.mean_offer == pytest.approx(float(2 + 8 * mean), rel=1e-14)
    else:
        assert found.stake_share is found.price_limit is found.mean_offer is None
    assert found.holds == (left > 0 and ratio >= oracles.trial_probability(trials, left))


@settings(max_examples=100)
@given(st.integers(1, 30), st.integers(0, 20), positive, positive, st.integers(1, 35),
       fractions(0, Fraction(3, 2), 8))  # fmt: skip
def test_the_latest_strike_day_is_the_latest(n, k, days, pace, batch, ratio):
    game = plain(n, k, 10 * ratio)
    setting = {"days": days, "offers_per_day": pace, "batch": batch}
    latest = one(game, **setting).latest_strike_day

    def holds(day):
        return one(game, **setting, committed=n, strike_day=day).holds

    if latest is None:
        assert not holds(0)
        return
    day = Fraction(latest).limit_denominator(10**6)
    assert holds(day)
    if day < days:
        assert not holds(day + Fraction(1, 10**9))


def test_agrees_with_offers_in_rounds():
    game = plain(230, 12)
    for rounds in (1, 7, 100, 230):
        play = pg.sequences.offers_in_rounds(game, rounds)
        found = one(game, days=230, offers_per_day=1, batch=ceil(230 / rounds))
        if found.rounds == rounds:
            assert found.stake_share == pytest.approx(float(play.mean_chance), rel=1e-15)
    early = one(game, days=230, offers_per_day=1, batch=23, committed=30)
    play = pg.sequences.offers_in_rounds(plain(200, 12), early.rounds, committed=30)
    assert early.stake_share == pytest.approx(float(play.mean_chance), rel=1e-15)


def test_a_strike_after_the_offers_finds_nobody_left():
    setting = {"days": 101, "offers_per_day": 10, "batch": 100, "committed": 300}
    before, halfway, after = (
        one(plain(1000, 50, 2), **setting, strike_day=day) for day in (0, 50, 101)
    )
    assert (before.left, halfway.left, after.left) == (300, 300, 0)
    assert before.stake_share < halfway.stake_share < after.stake_share
    assert (before.holds, halfway.holds, after.holds) == (True, True, False)


def test_surge_and_tolling():
    game = plain(1000, 50)
    plainly = {"offers_per_day": 7, "batch": 30}
    tolled = one(game, days=100, tolling=1.5, surge=0.25, **plainly)
    assert tolled == one(plain(1000, 93), days=150, **plainly)  # 50 × 1.25 × 1.5 = 93.75
    found = pg.clock(game, days=100, tolling=1.5, surge=0.25, **plainly)
    assert (found.days, found.capacity) == (150, 93)


def test_a_surge_is_what_it_is_as_a_term():
    setting = {"days": 60, "offers_per_day": 10, "batch": 50}
    for share in ("0", "0.5", "1"):
        raised = plain(1000, 50).with_terms(pg.BudgetSurge(share))
        assert one(plain(1000, 50), **setting, surge=share) == one(raised, **setting)
    with pytest.raises(pg.ParameterError, match=r"surge = -0\.1: must be 0 or more; write half"):
        one(plain(1000, 50), **setting, surge=-0.1)


def test_terms_count():
    setting = {"days": 60, "offers_per_day": 10, "batch": 50}
    terms = plain(1000, 50, 2).with_terms(pg.SidePayment(2))
    assert one(terms, **setting) == one(plain(1000, 50, 2, conviction="0.8"), **setting)
    with pytest.raises(pg.ParameterError, match="must leave the stakes and the lottery"):
        one(plain(1000, 50).with_terms(pg.Solidarity(1)), **setting)


def test_a_billion_defendants():
    found = one(plain(10**9, 5 * 10**7), days=100, offers_per_day=10**7, batch=10**8)
    assert found.stake_share == pytest.approx(0.5 * (1 - log(0.5)), abs=1e-7)
    assert found.price_limit - found.stake_share == pytest.approx(2.5e-9, rel=0.01)


def test_faults_are_named_all_at_once():
    with pytest.raises(pg.ParameterError) as caught:
        pg.clock(plain(10, 1), days=0, offers_per_day=-1, committed=2.5, tolling=0.5)
    assert [fault.parameter for fault in caught.value.faults] == [
        "days", "offers_per_day", "committed", "tolling"]  # fmt: skip
    for batch, message in (
        ([], "at least one number"),
        ([5, 0, "x"], "batch = 0.*\nbatch = x"),
        (2.5, "whole number"),
    ):
        with pytest.raises(pg.ParameterError, match=message):
            pg.clock(plain(10, 1), days=1, offers_per_day=1, batch=batch)
    with pytest.raises(pg.ParameterError, match="at most the 10 defendants"):
        pg.clock(plain(10, 1), days=1, offers_per_day=1, committed=11)
    with pytest.raises(pg.ParameterError, match="strike_day = 5: needs to be told who strikes"):
        pg.clock(plain(10, 1), days=10, offers_per_day=1, strike_day=5)
    with pytest.raises(pg.ParameterError, match="must be at most the 15 days"):
        pg.clock(plain(10, 1), days=10, offers_per_day=1, committed=2, strike_day=15.1, tolling=1.5)
    with pytest.raises(pg.ParameterError, match="must be a PleaGame"):
        pg.clock(pg.AnonymousGame(gain=[1]), days=1, offers_per_day=1)
    with pytest.raises(pg.ParameterError, match="must be numbers"):
        pg.clock(pg.PleaGame.symbolic(), days=1, offers_per_day=1)


CASE = ["clock", "--defendants", 1000, "--capacity", 50, "--offer", 1, "--sentence", 10,
        "--days", 100, "--offers-per-day", 10, "--batch", 1000, "--batch", 100]  # fmt: skip


def test_on_the_command_line(command):
    code, out, err = command(*CASE, "--format", "json")
    assert (code, err) == (0, "")
    record = json.loads(out)
    assert record["scenario"] is None
    assert [row["rounds"] for row in record["schedules"]] == [1, 10]
    found = pg.clock(plain(1000, 50), days=100, offers_per_day=10, batch=(1000, 100))
    assert {**found.record(), "scenario": None, "notes": []} == record
    rows = list(csv.DictReader(io.StringIO(command(*CASE, "--format", "csv")[1])))
    assert [float(row["stake_share"]) for row in rows] == [s.stake_share for s in found]
    for style in ("table", "latex", "markdown"):
        out = command(*CASE, "--format", style)[1]
        assert all(part in out for part in ("19.93", "19.98", "84.41", "84.66"))
    code, out, _ = command("clock", "j20", "--days", "180", "--offers-per-day", ".1",
                           "--committed", "115", "--strike-day", "20", "--surge", "1")  # fmt: skip
    assert code == 0
    assert "115 commit to hold out on day 20" in out
    assert "24 trials by the deadline" in out
    assert "Assumptions: " in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([*CASE, "--batch", "0"], "batch = 0: must be a whole number"),
        ([*CASE, "--tolling", ".9"], "tolling = .9: must be 1 or more; write 2"),
        ([*CASE, "--strike-day", "5"], "strike_day = 5: needs to be told who strikes"),
        ([*CASE, "--committed", "5", "--strike-day", "500"], "at most the 100 days"),
        ([*CASE, "--strike-day", "soon"], "strike_day = soon: must be a number"),
        (["clock", "j20", "--days", "7"], "Missing option '--offers-per-day'"),
        (["clock", "--days", "7", "--offers-per-day", "7"], "needs a scenario or parameters"),
    ],
)
def test_bad_clocks(command, arguments, message):
    code, out, err = command(*arguments)
    assert (code, out) == (2, "")
    assert message in err


def test_one_of_each_is_singular_and_batches_beyond_the_caseload_are_noted(command):
    _, out, _ = command("clock", "--defendants", 9, "--capacity", 1, "--offer", 1, "--sentence", 9,
                        "--days", 1, "--offers-per-day", 1, "--committed", 1,
                        "--batch", 9, "--batch", 10)  # fmt: skip
    assert "1 calendar day, 1 offer a day, 1 trial by the deadline; 1 commits" in out
    assert "Batch 10: more than the 9 defendants" in out


def test_days_without_an_offer():
    found = pg.clock(plain(10, 1), days=1, offers_per_day=0.5)
    assert found.schedules[0].left == 10
    assert "nobody is reached before the deadline" in str(found)
    assert "no number of hold-outs is content" in str(pg.clock(plain(10, 1, 0), days=1,
                                                               offers_per_day=5))  # fmt: skip
    assert found._repr_html_().count("<table>") == 1


def test_price_limits_of_small_batches_keep_their_digits():
    """κ/β·ln(1 + β/η) for one offer among ten million, β/η being 1e-7."""
    game = plain(10**7, 522_000, 4)
    (schedule,) = pg.clock(game, days=70, offers_per_day=50, batch=1)
    beta_by_eta = 1 / (10**7 - 3500)
    limit = 0.0522 * 10**7 * np.log1p(beta_by_eta)
    assert schedule.price_limit == pytest.approx(limit, rel=1e-14)


def test_a_sanction_comes_off_the_offer_that_rounds_enforce():
    j20 = pg.scenario("j20").game.with_terms(pg.VisibleDefection(3))
    (row,) = pg.clock(j20, days=230, offers_per_day=1)
    assert (row.reached, row.mean_offer) == (230, 7)


def test_the_clock_prints_no_offer_below_nothing():
    game = pg.PleaGame(defendants=6, capacity=2, offer=4, sentence=10)
    (row,) = pg.clock(game.with_terms(pg.VisibleDefection(20)), days=4, offers_per_day=1)
    assert row.reached == 4
    assert row.mean_offer is row.share_of_trial_cost is None
