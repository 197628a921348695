"""When courts halt, and when delay beats a strike: the Bronx, and the boundary beside it."""

import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st
from scipy.stats import poisson

import plea_games as pg

NEVER_ENDS = 1e9  # days of a trial


def test_a_backlog_without_trials_grows_as_arrivals_do():
    court = pg.court.CourtQueue(arrivals=2, courtrooms=3, trial_days=NEVER_ENDS)
    found = pg.court.court_halt(court, limit=10, days=[2, 5, 8])
    assert found.backlog_chance == pytest.approx(poisson.sf(12, 2 * found.days), rel=1e-6)
    assert found.backlog_day == pytest.approx(6.5, abs=1e-4)
    assert found.dismissal_day is None
    assert np.all(found.dismissal_chance == 0)


def test_first_dismissals_exactly():
    waiting = pg.court.CourtQueue(courtrooms=3, trial_days=NEVER_ENDS, backlog=8, clock_days=20,
                            clock_law="exponential")  # fmt: skip
    found = pg.court.court_halt(waiting, limit=6, days=[1, 10])
    assert found.dismissal_chance == pytest.approx(1 - np.exp(-5 * found.days / 20), rel=1e-6)
    assert found.backlog_chance == pytest.approx([0, 0], abs=1e-12)
    batch = pg.court.CourtQueue(trial_days=2, backlog=13, clock_days=20)
    found = pg.court.court_halt(batch, limit=12, days=[19, 20])
    assert found.dismissal_chance == pytest.approx([0, poisson.cdf(11, 10)])
    assert np.all(found.backlog_chance == 1)
    assert found.backlog_day == 0
    assert found.dismissal_day == pytest.approx(20, rel=1e-5)


def one_run(court, limit, until, rng):
    """The days on which ``limit`` first wait and on which a case is first dismissed."""
    now, number, first_full, first_dismissed = 0.0, court.backlog, np.inf, np.inf
    while True:
        rooms = court.courtrooms + (court.added_courtrooms if now >= court.added_day else 0)
        waiting = max(number - rooms, 0)
        if waiting >= limit:
            first_full = min(first_full, now)
        rates = [
            court.strikers_per_day,
            min(number, rooms) / court.trial_days,
            waiting * court.attrition,
            waiting / court.clock_days,
        ]
        step = rng.expovariate(sum(rates))
        if now < court.added_day <= now + step:
            now = court.added_day
            continue
        now += step
        if now > until:
            return first_full, first_dismissed
        event = rng.choices(range(4), rates)[0]
        number += 1 if event == 0 else -1
        if event == 3:
            first_dismissed = min(first_dismissed, now)


def test_halting_agrees_with_runs_event_by_event():
    court = pg.court.CourtQueue(arrivals=1.5, courtrooms=2, trial_days=2, clock_days=40, attrition=0.02,
                          clock_law="exponential", backlog=4, added_courtrooms=1,
                          added_day=12)  # fmt: skip
    found = pg.court.court_halt(court, limit=8, days=[6, 12, 30])
    rng = random.Random(1)
    runs = np.array([one_run(court, 8, 30, rng) for _ in range(4000)])
    for place, day in enumerate(found.days):
        for column, chances in enumerate((found.backlog_chance, found.dismissal_chance)):
            share = np.mean(runs[:, column] <= day)
            error = np.sqrt(chances[place] * (1 - chances[place]) / len(runs))
            assert abs(share - chances[place]) <= 4 * error


def test_halting_becomes_certain_at_the_day_of_the_fluid():
    court = pg.court.CourtQueue(arrivals=4, courtrooms=5, trial_days=2.5)
    day = pg.court.court_halt(court, limit=40, days=60).backlog_day
    narrow = pg.court.court_halt(court.scaled(30), limit=1200, days=[0.85 * day, 1.15 * day])
    assert narrow.backlog_chance[0] < 0.01
    assert narrow.backlog_chance[1] > 0.99
    assert "have waited" in str(narrow)


GAME = pg.PleaGame(defendants=1, capacity=1, offer="0.02", sentence="0.25", conviction=0.5)
LAWS = st.sampled_from(["deterministic", "exponential"])


@settings(max_examples=25)
@given(LAWS, st.floats(0.02, 1), st.sampled_from([0, 0.003, 0.03]), st.floats(10, 200))
def test_the_long_run_is_that_of_the_fluid(law, share, attrition, clock):
    court = pg.court.CourtQueue(arrivals=20, strike_share=share, courtrooms=3, trial_days=2,
                          clock_days=clock, clock_law=law, attrition=attrition)  # fmt: skip
    assume(abs(court.strikers_per_day - 1.5) > 0.05)
    found = pg.court.court_delay(GAME, court, daily_cost="1/20000")
    path = pg.court.court_fluid(court, days=[20_000, 40_000])
    came = np.diff(path.strikers)[0]
    for name in ("tried", "dismissed", "gave_up"):
        assert np.diff(getattr(path, name))[0] / came == pytest.approx(
            getattr(found, name), abs=1e-6)  # fmt: skip
    assert np.diff(path.days_waited)[0] / came == pytest.approx(found.mean_wait, abs=1e-4)
    gains = np.array(pg.court.court_gain(GAME, path, daily_cost="1/20000"))
    if found.mean_wait:  # the last to come still wait
        assert np.diff(gains * path.strikers)[0] / came == pytest.approx(found.gain, abs=1e-6)


@settings(max_examples=100)
@given(LAWS, st.floats(0.01, 1), st.sampled_from([0, 0.001, 0.02]), st.floats(10, 900),
       st.sampled_from(["0", "1/20000", "1/3000"]), st.sampled_from(["0", "0.01"]))  # fmt: skip
def test_boundaries_are_where_the_gain_changes_sign(law, share, attrition, clock, cost, waiting):
    game = GAME.with_parameters(dismissal_cost=waiting)
    court = {"arrivals": 100, "strike_share": share, "trial_days": 2, "clock_days": clock,
             "clock_law": law, "attrition": attrition}  # fmt: skip

    def gain(**changes):
        return pg.court.court_delay(
            game, pg.court.CourtQueue(**{**court, **changes}), daily_cost=cost
        ).gain

    found = pg.court.court_delay(game, pg.court.CourtQueue(**court), daily_cost=cost)
    assert found.holds == (found.gain >= 0)
    if found.tipping_share is None:
        assert gain(strike_share=1) < 0
    else:
        assert gain(strike_share=found.tipping_share) == pytest.approx(0, abs=1e-9)
        assert gain(strike_share=0.9 * found.tipping_share) < 0
        assert gain(strike_share=min(1, 1.1 * found.tipping_share)) >= -1e-9
    if found.longest_clock is not None:
        assert gain(clock_days=found.longest_clock) == pytest.approx(0, abs=1e-9)
        assert gain(clock_days=1.1 * found.longest_clock) < 0 < gain(
            clock_days=0.9 * found.longest_clock)  # fmt: skip
        if found.longest_clock_ever is not None:
            assert found.longest_clock <= found.longest_clock_ever
    elif "however soon" in found.missing["longest_clock"]:
        assert gain(clock_days=0.001) <= 1e-6
    else:
        assert gain(clock_days=1e6) >= 0


@given(st.floats(0.001, 1), st.sampled_from([0, 0.001, 0.1]), st.floats(0, 0.01))
def test_without_a_clock_no_strike_outlasts_delay(share, attrition, cost):
    court = pg.court.CourtQueue(arrivals=100, strike_share=share, trial_days=2, attrition=attrition)
    found = pg.court.court_delay(GAME, court, daily_cost=cost)
    if attrition or cost:
        assert not found.holds
        assert found.tipping_share is None
        assert found.gain is None or found.gain < 0
    endless = found.waits_on > 0
    assert endless == (attrition == 0 and share > 0.005)
    assert (found.mean_wait is None) == endless


def test_without_costs_of_waiting_the_tipping_share_is_the_game_s():
    caseload = pg.PleaGame(defendants=10_000, capacity=500, offer=4, sentence=10, dismissal_cost=1)
    court = pg.court.CourtQueue(arrivals=100, trial_days="0.2", clock_days=70)
    found = pg.court.court_delay(caseload, court, daily_cost=0)
    assert found.delayed_ratio == float(pg.lottery_form(caseload).price_ratio)
    assert found.tipping_share == pytest.approx(pg.thresholds(caseload).tipping_share)


def test_ties_are_decided_exactly():
    court = {"arrivals": 100, "strike_share": "0.05", "trial_days": 2}
    for clock, holds in (("150", True), ("150.000001", False)):
        queue = pg.court.CourtQueue(**court, clock_days=clock)
        assert pg.court.court_delay(GAME, queue, daily_cost="1/20000").holds == holds
    assert pg.court.court_delay(GAME, queue, daily_cost="1/20000").longest_clock == 150


def bronx():
    """The scenario, its cost of waiting spread evenly over the wait for a jury."""
    scenario = pg.scenario("bronx-marijuana")
    fact = {name: Fraction(found.value) for name, found in scenario.facts.items()}
    game = scenario.game.with_parameters(process_cost=0, dismissal_cost=0)
    daily = fact["dismissal_cost"] / fact["wait_for_a_jury_trial"]
    court = {"arrivals": fact["defendants"] / 365, "trial_days": 365 / fact["capacity"]}
    ahead = round(fact["wait_for_a_jury_trial"] / court["trial_days"])  # Little's law
    return game, daily, court, ahead, int(fact["cases_taken_towards_trial"])


def striker_s_gain(days, **clock):
    """Of the 54 behind those who already waited, oldest first."""
    game, daily, court, ahead, strikers = bronx()
    totals = []
    for number in (ahead, ahead + strikers):
        queue = pg.court.CourtQueue(trial_days=court["trial_days"], backlog=number, **clock)
        path = pg.court.court_fluid(queue, days=days)
        totals.append(number * pg.court.court_gain(game, path, daily_cost=daily)[-1])
    return (totals[1] - totals[0]) / strikers


def test_in_the_bronx_delay_beats_the_strikers():
    """No clock runs while the court is congested: they wait for more than 827 days, then trial."""
    game, daily, court, ahead, strikers = bronx()
    queue = pg.court.CourtQueue(trial_days=court["trial_days"], backlog=ahead + strikers)
    path = pg.court.court_fluid(queue, days=[827, 1200])
    assert path.waiting[0] == pytest.approx(strikers, abs=1.5)
    assert path.tried_share[1] == pytest.approx(1)
    wait = 827 + strikers / 2 * float(court["trial_days"])
    expected = float(game.offer - pg.lottery_form(game).trial_cost) - wait * float(daily)
    assert striker_s_gain(1200) == pytest.approx(expected, abs=2e-4)
    assert striker_s_gain(1200) < -0.15
    for share in ("0.001", "0.05", 1):
        for attrition in (0, "0.001"):
            congested = pg.court.CourtQueue(**court, strike_share=share, attrition=attrition)
            found = pg.court.court_delay(game, congested, daily_cost=daily)
            assert not found.holds
            assert found.tipping_share is None


def test_in_the_bronx_a_running_clock_would_have_turned_it():
    game, daily, court, _, strikers = bronx()
    gain = striker_s_gain(90, clock_days=90)
    assert gain == pytest.approx(
        float(game.offer - 90 * daily), abs=1e-9
    )  # nobody of them is tried
    assert gain > 0
    running = pg.court.court_delay(
        game, pg.court.CourtQueue(**court, clock_days=90), daily_cost=daily
    )
    assert running.tipping_share == pytest.approx(0.0179, abs=5e-5)
    assert running.tipping_share > strikers / 50_000  # by themselves, the 54 would all be tried
    boundary = game.offer / daily
    assert running.longest_clock_ever == pytest.approx(float(boundary)) == pytest.approx(330.8)
    assert running.longest_clock_ever < 827
    for clock in (boundary - 1, boundary + 1):
        turned = striker_s_gain(400, clock_days=clock) > 0
        assert turned == (clock < boundary)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pg.court.court_halt(pg.court.CourtQueue(arrivals=1, trial_days=1), limit=0, days=9),
         "limit = 0"),
        (lambda: pg.court.court_halt(pg.court.CourtQueue(arrivals=1, trial_days=1, clock_days=5), limit=5,
                               days=9), "clock_law='exponential'"),
        (lambda: pg.court.court_delay(GAME, pg.court.CourtQueue(trial_days=1), daily_cost=0), "arrivals = 0"),
        (lambda: pg.court.court_delay(GAME, GAME, daily_cost=0), "must be a CourtQueue"),
        (lambda: pg.court.court_delay(GAME, pg.court.CourtQueue(arrivals=1, trial_days=1), daily_cost=-1),
         "daily_cost = -1: must be 0 or more years"),
        (lambda: pg.court.court_delay(pg.PleaGame.symbolic(), pg.court.CourtQueue(arrivals=1, trial_days=1),
                                daily_cost=1), "must be numbers"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused_in_words(call, message):
    with pytest.raises(pg.ParameterError, match=message):
        call()


def test_results_print():
    queue = pg.court.CourtQueue(arrivals=100, strike_share=0.05, trial_days=2, clock_days=90)
    text = str(pg.court.court_delay(GAME, queue, daily_cost="1/20000"))
    assert "The strike holds." in text
    assert "150 days" in text
    endless = pg.court.court_delay(
        GAME, pg.court.CourtQueue(arrivals=9, trial_days=2), daily_cost=1
    )
    assert "wait without end" in str(endless)
    assert "The strike fails" in endless._repr_html_()
