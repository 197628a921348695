"""Courts as queues: three solutions of one description, and the formulas of queueing theory."""

from math import exp, factorial

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.linalg import expm
from scipy.stats import expon, gamma, norm, poisson

import plea_games as pg
from plea_games.dynamics.court.court_path import COUNTS

NAMES = (*COUNTS, "tried_share")


def final(path):
    return {name: float(getattr(path, name)[-1]) for name in NAMES}


def random_setting(rng):
    """Courts below, at and above capacity, with and without clocks, of both kinds of strike."""
    setting = {
        "courtrooms": int(rng.integers(1, 6)),
        "trial_days": float(rng.uniform(0.5, 6)),
        "attrition": float(rng.choice([0, 0.01, 0.05])),
        "backlog": int(rng.integers(0, 60)),
    }
    if rng.random() < 0.3:
        setting["added_courtrooms"] = int(rng.integers(1, 5))
        setting["added_day"] = float(rng.uniform(0, 60))
    if rng.random() < 0.7:
        setting["clock_days"] = float(rng.uniform(5, 60))
        setting["clock_law"] = "exponential"
        if rng.random() < 0.3:
            setting["clock_until"] = float(rng.uniform(0, 60))
    if rng.random() < 0.75:
        setting["arrivals"] = float(rng.uniform(0.1, 3))
        setting["strike_share"] = float(rng.uniform(0.1, 1))
    else:
        setting["backlog"] += 1
        setting["clock_law"] = "deterministic"
    return setting


@pytest.mark.parametrize("seed", range(50))
def test_simulation_agrees_with_the_exact_chain(seed):
    rng = np.random.default_rng(seed)
    court = pg.court.CourtQueue(**random_setting(rng))
    day = float(rng.uniform(10, 60))
    exact = pg.court.court_transient(court, days=day)
    found = pg.court.court_simulation(court, days=day, rng=rng, replications=1500)
    assert exact.error_bound <= 1e-10
    error = found.standard_errors["tried"][-1] / exact.strikers[-1]
    assert abs(found.tried_share[-1] - exact.tried_share[-1]) <= 4 * error + 1e-12
    for name in ("waiting", "in_trial", "days_waited"):
        gap = getattr(found, name) - getattr(exact, name)
        assert np.all(np.abs(gap) <= 5 * found.standard_errors[name] + 0.02), name


def brute_force_chain(court, day):
    """Probabilities of n in the court by a dense matrix exponential, without any means beside."""
    most = 110
    flow = np.zeros((most + 1, most + 1))
    for n in range(most + 1):
        waiting = max(n - court.courtrooms, 0)
        expiry = 0 if court.clock_days is None else 1 / court.clock_days
        down = min(n, court.courtrooms) / court.trial_days + waiting * (expiry + court.attrition)
        if n < most:
            flow[n, n + 1] = court.strikers_per_day
        if n:
            flow[n, n - 1] = down
        flow[n, n] = -flow[n].sum()
    return expm(flow * day)[court.backlog], np.maximum(np.arange(most + 1) - court.courtrooms, 0)


@settings(max_examples=15)
@given(st.integers(1, 5), st.floats(0.5, 6), st.floats(0, 2), st.integers(0, 12),
       st.floats(1, 25), st.sampled_from([None, 3.0, 20.0]), st.sampled_from([0, 0.1]))  # fmt: skip
def test_the_chain_agrees_with_a_dense_exponential(c, trial, arrivals, backlog, day, clock, theta):
    court = pg.court.CourtQueue(courtrooms=c, trial_days=trial, arrivals=arrivals, backlog=backlog + 1,
                          clock_days=clock, clock_law="exponential", attrition=theta)  # fmt: skip
    chances, waiting = brute_force_chain(court, day)
    path = pg.court.court_transient(court, days=[day / 3, day])
    assert path.waiting[-1] == pytest.approx(chances @ waiting, abs=1e-8)
    busy = chances @ (np.arange(len(chances)) - waiting)
    assert path.in_trial[-1] == pytest.approx(busy, abs=1e-8)


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.sampled_from([pg.court.court_fluid, pg.court.court_transient]))
def test_every_case_is_somewhere(seed, verb):
    setting = random_setting(np.random.default_rng(seed))
    if verb is pg.court.court_fluid:
        setting["clock_law"] = "deterministic"
    path = verb(pg.court.CourtQueue(**setting), days=90)
    gone = path.tried + path.dismissed + path.gave_up
    assert path.strikers == pytest.approx(gone + path.waiting, rel=1e-7, abs=1e-7)
    for name in ("tried", "dismissed", "gave_up", "days_waited"):
        assert np.all(np.diff(getattr(path, name)) >= -1e-7)


def order(court, day, factors):
    """The slope of log |exact − fluid| against log n, for courts scaled by n."""
    gaps = []
    for factor in factors:
        larger = court.scaled(factor)
        exact = pg.court.court_transient(larger, days=day).tried_share[-1]
        gaps.append(abs(exact - pg.court.court_fluid(larger, days=day).tried_share[-1]))
    return np.polyfit(np.log(factors), np.log(gaps), 1)[0]


@pytest.mark.parametrize(
    ("arrivals", "expected"), [(1.0, -1.0), (0.5, -0.5)], ids=["above capacity", "at capacity"]
)
def test_the_chain_tends_to_the_fluid_with_the_expected_order(arrivals, expected):
    court = pg.court.CourtQueue(arrivals=arrivals, courtrooms=1, trial_days=2, clock_days=20,
                          clock_law="exponential")  # fmt: skip
    assert order(court, 60, [8, 16, 32]) == pytest.approx(expected, abs=0.06)


def test_a_batch_at_capacity_tends_to_the_fluid_like_one_over_the_root():
    batch = pg.court.CourtQueue(courtrooms=1, trial_days=2, clock_days=20, backlog=11)
    assert order(batch, 20, [8, 16, 32, 64, 128]) == pytest.approx(-0.5, abs=0.01)


@given(st.integers(1, 400), st.integers(1, 8), st.floats(0.5, 5), st.floats(5, 100))
def test_the_lottery_is_the_fluid_limit_of_a_batch(m, courtrooms, trial_days, clock):
    batch = pg.court.CourtQueue(
        courtrooms=courtrooms, trial_days=trial_days, clock_days=clock, backlog=m
    )
    limit = pg.court.court_fluid(batch, days=[clock / 2, clock])
    trials = courtrooms + batch.trials_per_day * clock
    assert limit.tried_share[-1] == pytest.approx(min(1, trials / m), rel=1e-8)
    assert limit.dismissed[-1] == pytest.approx(max(0, m - trials), rel=1e-7, abs=1e-6)
    assert limit.dismissed[0] == 0


def test_a_batch_exactly():
    """While courtrooms are busy they end a Poisson number of trials."""
    batch = pg.court.CourtQueue(courtrooms=3, trial_days=2, clock_days=20, backlog=35)
    ended = np.arange(200)
    chances = poisson.pmf(ended, 30)
    begun = 3 + np.minimum(ended, 32) @ chances
    assert pg.court.court_transient(batch, days=20).tried[-1] == pytest.approx(begun, rel=1e-12)


def test_a_batch_with_room_for_all():
    batch = pg.court.CourtQueue(courtrooms=100, trial_days=2, clock_days=20, backlog=5)
    path = pg.court.court_transient(batch, days=20)
    assert path.tried[-1] == pytest.approx(5)
    assert path.dismissed[-1] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("law", ["deterministic", "exponential"])
@pytest.mark.parametrize("share", [0.1, 0.25, 0.5, 1])
@pytest.mark.parametrize("attrition", [0, 0.02])
def test_in_the_long_run_capacity_over_strikers_is_tried(law, share, attrition):
    court = pg.court.CourtQueue(arrivals=8, strike_share=share, courtrooms=4, trial_days=2,
                          clock_days=30, clock_law=law, attrition=attrition)  # fmt: skip
    path = pg.court.court_fluid(court, days=[1000, 2000])
    tried = np.diff(path.tried)[0] / np.diff(path.strikers)[0]
    assert tried == pytest.approx(min(1, 2 / (8 * share)), rel=1e-6)


def cohorts(court, day, step):
    """The fluid limit by small steps: a list of daily cohorts, the oldest tried first."""
    content = np.zeros(round(day / step) + 2)
    ages = np.zeros_like(content)
    content[0], busy, used = court.backlog, 0.0, 1
    totals = {"tried": 0.0, "dismissed": 0.0, "gave_up": 0.0}
    lapse = np.inf if court.clock_until is None else court.clock_until
    mean_trial_days = court.mean_trial_days
    for now in np.arange(round(day / step)) * step:
        rooms = court.courtrooms + (court.added_courtrooms if now >= court.added_day else 0)
        content[used] = court.strikers_per_day * step
        used += 1
        room = rooms - busy
        before = np.cumsum(content[:used]) - content[:used]
        begun = np.clip(room - before, 0, content[:used])
        content[:used] -= begun
        busy += begun.sum()
        totals["tried"] += begun.sum()
        busy -= busy * step / mean_trial_days
        lost = content[:used] * court.attrition * step
        content[:used] -= lost
        totals["gave_up"] += lost.sum()
        ages[:used] += step
        if now + step < lapse:
            expired = ages[:used] >= court.clock_days - step / 2
            totals["dismissed"] += content[:used][expired].sum()
            content[:used][expired] = 0
    return {**totals, "waiting": content.sum()}


@pytest.mark.parametrize("seed", range(8))
def test_the_fluid_with_a_deterministic_clock_agrees_with_small_steps(seed):
    rng = np.random.default_rng(seed)
    court = pg.court.CourtQueue(
        arrivals=rng.uniform(0.5, 6), courtrooms=int(rng.integers(1, 5)), backlog=[0, 40][seed % 2],
        trial_days=rng.uniform(0.5, 3), clock_days=float(rng.integers(5, 40)),
        attrition=[0, 0.03][seed // 2 % 2], added_courtrooms=int(rng.integers(0, 9)),
        added_day=40, clock_until=[None, 60][seed // 4],
    )  # fmt: skip
    path, steps = pg.court.court_fluid(court, days=90), cohorts(court, 90, 0.02)
    for name, amount in steps.items():
        assert getattr(path, name)[-1] == pytest.approx(amount, abs=0.5, rel=0.004), name


def test_simulation_tends_to_the_fluid_with_a_deterministic_clock():
    court = pg.court.CourtQueue(arrivals=4, courtrooms=2, trial_days=1, clock_days=30, attrition=0.01,
                          added_courtrooms=1, added_day=60)  # fmt: skip
    gaps = []
    for factor in (1, 100):
        limit = final(pg.court.court_fluid(court.scaled(factor), days=90))
        found = final(
            pg.court.court_simulation(court.scaled(factor), days=90, rng=0, replications=40)
        )
        gaps.append(max(abs(found[name] - limit[name]) / factor for name in COUNTS[:4]))
    assert gaps[1] < 0.5 < gaps[0] * 2
    assert gaps[1] < gaps[0] / 3


def test_a_court_with_room_for_all_is_an_infinite_server_queue():
    court = pg.court.CourtQueue(arrivals=3, courtrooms=60, trial_days=4)
    path = pg.court.court_transient(court, days=[1, 5, 20])
    assert path.in_trial == pytest.approx(12 * (1 - np.exp(-path.days / 4)), rel=1e-9)


def loss_with_deterministic_patience(arrivals, servers, mean, patience):
    """M/M/c+D in the long run, by the density of the offered wait (Baccelli & Hebuterne 1981)."""
    load = arrivals * mean
    busy = [load**j / factorial(j) for j in range(servers)]
    drift = arrivals - servers / mean
    # weight of all states with every server busy, and of waits beyond the patience, over P(0)
    beyond = arrivals * busy[-1] * exp(drift * patience) * mean / servers
    within = arrivals * busy[-1] * (exp(drift * patience) - 1) / drift
    return beyond / (sum(busy) + within + beyond)


@pytest.mark.parametrize(("arrivals", "patience"), [(1.4, 4), (0.8, 2)])
def test_simulation_agrees_with_the_known_loss_under_a_deterministic_clock(arrivals, patience):
    court = pg.court.CourtQueue(arrivals=arrivals, courtrooms=2, trial_days=2, clock_days=patience)
    path = pg.court.court_simulation(court, days=[60, 360], rng=3, replications=800)
    lost = np.diff(path.dismissed)[0] / np.diff(path.strikers)[0]
    expected = loss_with_deterministic_patience(arrivals, 2, 2, patience)
    assert lost == pytest.approx(expected, abs=0.004)


@pytest.mark.parametrize(
    ("trial_days", "law", "second_moment"),
    [
        (2, "exponential", 8),
        (2, "deterministic", 4),
        ([1, 1, 4], None, 6),
        (gamma(a=4, scale=0.5), None, 5),
    ],
    ids=["exponential", "deterministic", "listed", "gamma"],
)
def test_mean_waits_are_pollaczek_and_khinchine_s(trial_days, law, second_moment):
    court = pg.court.CourtQueue(arrivals=0.3, trial_days=trial_days, trial_law=law)
    path = pg.court.court_simulation(court, days=[100, 400], rng=5, replications=1500)
    wait = np.diff(path.days_waited)[0] / np.diff(path.strikers)[0]
    assert wait == pytest.approx(0.3 * second_moment / (2 * (1 - 0.6)), rel=0.04)


def test_more_courtrooms_and_an_eroded_clock_work_when_they_come():
    plainly = {"arrivals": 4, "courtrooms": 2, "trial_days": 1, "clock_days": 30}
    before, after = (
        pg.court.court_fluid(pg.court.CourtQueue(**plainly, **more), days=[20, 50, 100])
        for more in ({}, {"added_courtrooms": 2, "added_day": 40, "clock_until": 45})
    )
    assert after.waiting[0] == pytest.approx(before.waiting[0], abs=1e-6)
    assert before.dismissed[2] > 70
    assert after.dismissed[2] == 0  # the backlog stands still from day 40 on
    assert after.waiting[2] == pytest.approx(after.waiting[1])


def test_results_are_reproducible_and_print():
    court = pg.court.CourtQueue(arrivals=4, courtrooms=2, trial_days=1, clock_days=30)
    first, again = (
        pg.court.court_simulation(court, days=60, rng=7, replications=20) for _ in range(2)
    )
    assert np.array_equal(first.tried, again.tried)
    assert first.days[-1] == 60
    assert len(first.days) == 12
    assert "standard errors of at most" in str(first)
    assert "simulation" in first._repr_html_()
    apart = pg.court.court_simulation(court, days=60, rng=8, replications=20)
    assert not np.array_equal(first.tried, apart.tried)


@pytest.mark.parametrize(
    ("setting", "names"),
    [
        ({"trial_days": 0}, ["trial_days"]),
        ({"trial_days": "two", "courtrooms": 1.5}, ["courtrooms", "trial_days"]),
        ({"trial_days": [], "arrivals": -1}, ["arrivals", "trial_days"]),
        ({"trial_days": [0, 0]}, ["trial_days"]),
        ({"trial_days": [1, -1]}, ["trial 2, in days"]),
        ({"trial_days": norm(3, 1)}, ["trial_days"]),
        ({"trial_days": 1, "trial_law": "given"}, ["trial_law"]),
        ({"trial_days": [1, 2], "trial_law": "exponential"}, ["trial_law"]),
        ({"trial_days": expon(), "clock_law": "erlang", "clock_days": 0},
         ["clock_days", "clock_law"]),
        ({"trial_days": 1, "strike_share": 5, "attrition": float("nan")},
         ["strike_share", "attrition"]),
    ],
)  # fmt: skip
def test_faulty_courts_are_refused_with_all_faults(setting, names):
    with pytest.raises(pg.ParameterError) as caught:
        pg.court.CourtQueue(**setting)
    assert [fault.parameter for fault in caught.value.faults] == names


COURT = pg.court.CourtQueue(arrivals=4, courtrooms=2, trial_days=1, clock_days=30)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pg.court.court_fluid(COURT, days=0), "must be more than 0, and increase"),
        (lambda: pg.court.court_fluid(COURT, days=[3, 2]), "must be more than 0, and increase"),
        (lambda: pg.court.court_fluid(COURT, days="soon"), "day 1 = soon"),
        (lambda: pg.court.court_fluid(pg.court.CourtQueue(trial_days=1), days=9), "nobody ever strikes"),
        (lambda: pg.court.court_fluid({"arrivals": 4}, days=9), "must be a CourtQueue"),
        (lambda: pg.court.court_transient(COURT, days=31), "clock_law='exponential'"),
        (lambda: pg.court.court_transient(pg.court.CourtQueue(arrivals=1, trial_days=[1]), days=9),
         "trial_law = given: must be exponential here"),
        (lambda: pg.court.court_transient(COURT.scaled(10**5), days=30), "must keep at most 200,000"),
        (lambda: pg.court.court_simulation(COURT, days=9, replications=1), "replications = 1"),
        (lambda: pg.court.court_simulation(COURT.scaled(10**5), days=90), "use court_fluid"),
        (lambda: pg.court.court_simulation(COURT, days=9, rng="dice"), "rng = dice"),
        (lambda: pg.court.court_simulation(COURT, days=9, rng=-1), "rng = -1"),
        (lambda: COURT.scaled(0), "factor = 0"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused_in_words(call, message):
    with pytest.raises(pg.ParameterError, match=message):
        call()


def test_a_stream_is_exact_until_its_first_clock_runs_out():
    path = pg.court.court_transient(COURT, days=30)
    assert path.dismissed[-1] == 0
    found = pg.court.court_simulation(COURT, days=30, rng=2)
    assert abs(path.tried - found.tried)[-1] < 4 * found.standard_errors["tried"][-1]
