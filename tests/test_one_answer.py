"""An answer that is asked for alone is the one that the whole result has."""

from fractions import Fraction

import numpy as np
import pytest

import plea_games as pg
from plea_games.dynamics.clock.rounds_clock import left_at_the_deadline
from plea_games.dynamics.court import court_motion
from plea_games.information.believed_costs import VERDICT_GOALS, believed_costs
from plea_games.information.learning.beta_prior import read_prior
from plea_games.information.learning.passage import straight_acquittals
from plea_games.model.in_numbers import outcome
from plea_games.solvers.behaviour.quantal_response import firmest_response
from plea_games.solvers.sequences.sequential import mean_adaptive_offer
from plea_games.solvers.thresholds import FORMS, threshold
from plea_games.solvers.union.discount_needed import discount_needed
from plea_games.solvers.without_pleas import without_pleas
from tests.every_term import with_each

SMALL = pg.PleaGame(defendants=23, capacity=3, offer=4, sentence=10)
GAMES = [
    SMALL,
    *(game for name in pg.scenario_names() if not (game := pg.scenario(name).game).terms),
]


@pytest.mark.parametrize("game", [*GAMES[:8], *with_each("fractions", 1)], ids=repr)
def test_one_threshold(game):
    found = pg.thresholds(game)
    for form in FORMS:
        assert threshold(game, form.name) == getattr(found, form.name), form.name


@pytest.mark.parametrize("game", GAMES, ids=repr)
def test_what_there_is_without_pleas(game):
    count = Fraction(game.numbers["defendants"])
    tried = min(Fraction(game.numbers["capacity"]), count)
    assert without_pleas(game, count, tried) == pg.welfare(game).benchmark
    numbers = {**game.numbers, "defendants": tried}
    cost, *_ = outcome(*numbers.values(), tried, tried)
    few = pg.welfare(game.with_parameters(defendants=tried)).benchmark
    assert float(cost) == few.defendant_cost


@pytest.mark.parametrize("prior", [(4, 1), (1, 1), (Fraction(83, 10), Fraction(17, 10))])
@pytest.mark.parametrize("goal", VERDICT_GOALS)
def test_how_many_acquittals_in_a_row(goal, prior):
    found = next(each for each in pg.verdicts(SMALL, prior=prior).goals if each.goal == goal)
    bound = believed_costs(SMALL).bound(goal)
    assert straight_acquittals(read_prior(prior), bound) == found.straight


@pytest.mark.parametrize("precision", [0, Fraction(1, 3), 2, 40])
@pytest.mark.parametrize("game", GAMES[:4], ids=repr)
def test_the_firmest_response(game, precision):
    responses = pg.behaviour.quantal_response(game, precision=precision)
    firmest = max(each.hold_out_probability for each in responses)
    assert firmest_response(game, precision) == firmest


@pytest.mark.parametrize("committed", [0, 2, 5])
def test_the_mean_of_adaptive_offers(committed):
    play = pg.sequences.adaptive_offers(SMALL, committed=committed)
    assert mean_adaptive_offer(SMALL, committed) == play.mean_offer


@pytest.mark.parametrize(("days", "pace"), [(3, Fraction(5, 2)), (10, 1), (100, 4), (1, 23)])
def test_who_is_left_at_the_deadline(days, pace):
    for batch in (1, 4):
        (schedule,) = pg.clock(SMALL, days=days, offers_per_day=pace, batch=batch)
        assert left_at_the_deadline(SMALL, days=days, offers_per_day=pace) == schedule.left


@pytest.mark.parametrize("support", [Fraction(1, 10), 1, 30])
def test_the_discount_factor_that_is_needed(support):
    for holdouts in (1, 3, 8, 23):
        found = pg.union.critical_discount(SMALL, support=support, holdouts=holdouts)
        (row,) = found
        assert discount_needed(SMALL, Fraction(support), holdouts) == row.critical_discount


@pytest.mark.parametrize("attrition", [0, Fraction(1, 100)])
@pytest.mark.parametrize("backlog", [20, 80, 90, 310])
def test_events_out_of_reach_leave_the_path_as_it_is(monkeypatch, backlog, attrition):
    queue = pg.court.CourtQueue(
        courtrooms=2, trial_days=Fraction(2), clock_days=90, backlog=backlog, attrition=attrition
    )
    days = [30, 90, 91]
    found = pg.court.court_fluid(queue, days=days)
    monkeypatch.setattr(court_motion, "_MARGIN", np.inf)  # every event is looked for
    again = pg.court.court_fluid(queue, days=days)
    for name in ("tried", "dismissed", "gave_up", "waiting", "in_trial", "days_waited"):
        assert np.array_equal(getattr(found, name), getattr(again, name)), name
