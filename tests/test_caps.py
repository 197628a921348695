"""Caps on convictions, on years and on discounts, against counting; strikes as caps."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings, strategies as st

import plea_games as pg
from plea_games.games.gains import as_anonymous
from tests.strategies import fractions, lottery_parameters, trial_cost

J20 = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)


def counted(parameters, held):
    """Convictions, years and what all bear, case by case."""
    n, k = parameters["defendants"], parameters["capacity"]
    tried = min(held, k)
    pleas, p = n - held, parameters["conviction"]
    convictions = pleas + p * tried
    years = pleas * parameters["offer"] + p * parameters["sentence"] * tried
    bear = pleas * parameters["offer"] + tried * trial_cost(parameters)
    return convictions, years, bear + (held - tried) * parameters["dismissal_cost"]


@settings(max_examples=200)
@given(lottery_parameters(most_defendants=12), st.data())
def test_a_strike_does_what_a_cap_does(parameters, data):
    n, k = parameters["defendants"], parameters["capacity"]
    assume(k <= n)
    held = data.draw(st.integers(k, n))
    convictions, years, bear = counted(parameters, held)
    game = pg.PleaGame(**parameters)
    found = pg.organizing.strike_as_cap(game, convictions=convictions)
    assert (found.holdouts, found.years, found.strike_cost) == (held, years, bear)
    p, t = parameters["conviction"], trial_cost(parameters)
    extra = k * (t - p * parameters["offer"]) + (held - k) * parameters["dismissal_cost"]
    assert found.strike_cost - found.cap_cost == extra
    if parameters["offer"]:
        found = pg.organizing.strike_as_cap(game, years=years)
        assert (found.holdouts, found.convictions, found.cap_cost) == (held, convictions, years)
        extra = k * parameters["process_cost"] + (held - k) * parameters["dismissal_cost"]
        assert found.strike_cost - found.cap_cost == extra


def test_the_least_whole_strike_keeps_the_cap_and_one_fewer_does_not():
    game = J20.with_parameters(conviction="1/3", capacity=11)
    found = pg.organizing.strike_as_cap(game, convictions=100)
    assert found.holdouts == 230 - 100 + Fraction(11, 3)
    parameters = {**game.numbers, "defendants": 230, "capacity": 11}
    assert counted(parameters, found.whole_holdouts)[0] <= 100
    assert counted(parameters, found.whole_holdouts - 1)[0] > 100
    assert "134" in str(found)
    assert found.record()["whole_holdouts"] == 134


@pytest.mark.parametrize(
    ("caps", "message"),
    [
        ({}, "must be one of the two"),
        ({"convictions": 3, "years": 4}, "must be one of the two"),
        ({"convictions": 3}, "from 12 to 230"),
        ({"years": 5000}, "from 120 to 992"),
        ({"convictions": "many"}, "convictions"),
    ],
)
def test_caps_out_of_reach_are_refused(caps, message):
    with pytest.raises(pg.ParameterError, match=message):
        pg.organizing.strike_as_cap(J20, **caps)


def test_years_need_an_offer_and_convictions_a_chance_that_is_given():
    with pytest.raises(pg.ParameterError, match="more than 0 for a cap on years"):
        pg.organizing.strike_as_cap(J20.with_parameters(offer=0), years=120)
    with pytest.raises(pg.ParameterError, match="terms"):
        pg.organizing.strike_as_cap(J20.with_terms(pg.Mistrials(1)), convictions=100)
    with pytest.raises(pg.ParameterError, match="per_case = 0: must be more than 0"):
        pg.YearsCap(3, per_case=0)
    with pytest.raises(pg.ParameterError, match="at least one of the 230 defendants"):
        J20.with_terms(pg.YearsCap(3, per_case=4))


@given(lottery_parameters(most_defendants=9), st.integers(1, 12))
def test_a_cap_on_convictions_is_kept_whatever_defendants_do(parameters, cap):
    game = pg.PleaGame(**parameters).with_terms(pg.ConvictionCap(cap))
    n = min(cap, parameters["defendants"])
    assert pg.lottery_form(game).defendants == n
    for held in range(n + 1):
        assert counted({**parameters, "defendants": n}, held)[0] <= cap


@given(lottery_parameters(most_defendants=9), fractions(0, 40, 3))
def test_a_cap_on_years_is_kept_whatever_defendants_do(parameters, cap):
    """Even if all who are tried are convicted; with s in place of max(s, J) if all plead."""
    offer, sentence = parameters["offer"], parameters["sentence"]
    dearest = max(offer, sentence)
    assume(dearest > 0 and cap >= dearest)
    game = pg.PleaGame(**parameters).with_terms(pg.YearsCap(cap, dearest))
    n = int(pg.lottery_form(game).defendants)
    assert n == min(parameters["defendants"], cap // dearest)
    for held in range(n + 1):
        years = counted({**parameters, "defendants": n, "conviction": 1}, held)[1]
        assert years <= cap
    if 0 < offer <= cap:
        pleading = pg.PleaGame(**parameters).with_terms(pg.YearsCap(cap, offer))
        assert pg.lottery_form(pleading).defendants * offer <= cap


def test_the_least_cap_on_years_is_the_least_cap_on_cases_at_what_each_takes():
    for goal, cases in (("existence", 30), ("risk dominance", 90)):
        assert pg.required(J20, "conviction_cap", for_=goal).amount == cases
        for each in (10, "13/3"):
            lever = pg.YearsCap.symbolic(per_case=each)
            assert pg.required(J20, lever, for_=goal).exact == cases * Fraction(each)


shares = fractions(0, 1, 6)


@settings(max_examples=200)
@given(lottery_parameters(most_defendants=6), shares)
def test_a_cap_on_discounts_leaves_pleas_only_where_conviction_is_likely(parameters, cap):
    """All plead in an equilibrium only if p ≥ 1 − η, where c = d = 0."""
    free = {**parameters, "process_cost": 0, "dismissal_cost": 0}
    assume(free["capacity"] >= 1 and free["sentence"] * free["conviction"] > 0)
    capped = pg.PleaGame(**free).with_terms(pg.DiscountCap(cap))
    pleads = "all plead" in [one.kind for one in pg.equilibria(capped)]
    if pleads:
        assert free["conviction"] >= 1 - cap
    if free["offer"] <= (1 - cap) * free["sentence"]:
        assert pleads == (free["conviction"] >= 1 - cap)


def test_mistrials_come_with_load_only_and_with_sanctions_only():
    within = pg.PleaGame(defendants=5, capacity=5, offer=4, sentence=10)
    assert as_anonymous(within.with_terms(pg.Mistrials(1))).gain == as_anonymous(within).gain
    tipping = [
        pg.thresholds(J20.with_terms(pg.Mistrials(rate, sanction))).tipping_holdouts
        for rate, sanction in ((1, 0), ("1/2", 1), (1, "1/2"), (1, 1))
    ]
    assert tipping == [30, 23, 23, 19]


def test_charging_fewer_cases_is_a_cap():
    """The prosecutor who files Q of the cases plays the game of those Q."""
    filed = J20.with_terms(pg.ConvictionCap(20))
    assert pg.thresholds(filed).tipping_holdouts is None
    assert pg.thresholds(J20.with_parameters(defendants=20)).tipping_holdouts is None
