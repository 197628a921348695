"""Many lottery games at once: what doubles cannot decide, fractions do."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from flint import fmpq
from sympy import Rational, ceiling, floor

import plea_games as pg
from plea_games.games.lottery_points import LotteryPoints
from plea_games.model.payoffs import Payoffs
from plea_games.model.symbols import SYMBOLS, K, N, d, p, s
from plea_games.solvers.threshold_arrays import threshold_arrays
from plea_games.sweeps.outputs import CHOICES

TENTHS = np.array([k / 10 for k in range(1, 60)])
THIRDS = np.array([float(Fraction(3 * k, 10)) for k in range(1, 60)])


def points(parts=None, **values):
    stated = {
        "defendants": 230, "capacity": 12, "offer": 4, "sentence": 10,
        "conviction": 1, "process_cost": 0, "dismissal_cost": 0, **values,
    }  # fmt: skip
    return LotteryPoints(
        parts or Payoffs(),
        {
            SYMBOLS[name]: value if isinstance(value, np.ndarray) else Fraction(value)
            for name, value in stated.items()
        },
    )


def test_signs_of_ties_are_zero():
    here = points(offer=TENTHS, sentence=THIRDS)
    signs = here.sign(lambda at: 3 * at["price"], lambda at: at["trial_cost"])
    assert signs.dtype == np.int8
    assert not signs.any()
    below = points(offer=TENTHS, sentence=np.nextafter(THIRDS, np.inf))
    assert (below.sign(lambda at: 3 * at["price"], lambda at: at["trial_cost"]) == -1).all()
    assert (below.sign_of(3 * s - SYMBOLS["sentence"]) == -1).all()


def test_quotients_of_decimals_are_rounded_up_as_quotients_of_tenths():
    here = points(offer=TENTHS, sentence=THIRDS)
    assert here.ceiling(lambda at: at["trial_cost"], lambda at: at["price"]).tolist() == [3] * 59


@pytest.mark.parametrize(("rounded", "steps"), [(floor, 0), (ceiling, 1)])
def test_formulas_round_whole_quotients_to_themselves(rounded, steps):
    sentence = SYMBOLS["sentence"]
    here = points(offer=TENTHS, sentence=THIRDS)
    assert here.value(rounded(sentence / s)).tolist() == [3] * 59
    beyond = points(offer=TENTHS, sentence=np.nextafter(THIRDS, np.inf))
    assert beyond.value(rounded(sentence / s)).tolist() == [3 + steps] * 59


def test_counts_are_whole_where_all_of_them_are():
    parts = replace(Payoffs(), caseload=N / 2, capacity=K * Rational(1, 3))
    here = points(parts, defendants=np.array([4, 5, 4.0]), capacity=np.array([3, 3, 4.0]))
    assert here.are_whole(["defendants"]).tolist() == [True, False, True]
    assert here.are_whole(["capacity"]).tolist() == [True, True, False]
    assert here.are_whole(["defendants", "capacity"]).tolist() == [True, False, False]
    assert here.are_whole(["capacity", "defendants"]).tolist() == [True, False, False]
    tenths = points(replace(Payoffs(), capacity=10 * K), capacity=TENTHS)
    assert tenths.are_whole(["capacity"]).all()
    assert tenths["capacity"].tolist() == list(range(1, 60))


def test_what_varies_along_another_axis_matters_to_no_place():
    here = points(offer=np.array([[0.1], [0.2]]), sentence=np.array([[0.3]]), conviction=TENTHS[:1])
    tied = here.sign_of(3 * s - SYMBOLS["sentence"])
    assert tied.tolist() == [[0], [1]]
    only = points(offer=4, dismissal_cost=4, conviction=TENTHS[:1])
    assert int(only.sign_of(s - d)) == 0
    assert only.sign_of(p - Rational(1, 10)).tolist() == [0]


@pytest.mark.parametrize(
    ("parts", "offer"),
    [(replace(Payoffs(), offer=s**2), 1e200), (replace(Payoffs(), offer=s**2), 1e-200)],
)
def test_what_no_double_holds_is_refused_whatever_numpy_was_told(parts, offer):
    here = points(parts, offer=np.array([1.0, offer]))
    with (
        np.errstate(all="raise"),
        pytest.raises(pg.errors.PrecisionError, match="offer_ratio: is beyond"),
    ):
        threshold_arrays(here, ["offer_ratio"])


@pytest.mark.parametrize("count", [2, 3, 7])
def test_an_offer_at_the_laplacian_ratio_ties_in_a_sweep(count):
    """Risk dominance turns there; doubles on either side of it say which way."""
    sentence = 2 * count  # the ratio for one trial is H(N)/N
    harmonic = sum(Fraction(1, m) for m in range(1, count + 1))
    game = pg.PleaGame(defendants=count, capacity=1, offer=1, sentence=sentence)
    at = float(2 * harmonic)
    offers = [np.nextafter(at, 0), at, np.nextafter(at, np.inf)]
    found = pg.sweep(game, {"offer": offers}, ["risk_dominant"]).risk_dominant.to_numpy()
    alone = [
        pg.thresholds(game.with_parameters(offer=Fraction(str(offer)))).risk_dominant
        for offer in map(float, offers)
    ]
    assert found.tolist() == [float(CHOICES[choice]) for choice in alone]
    assert found[0] != found[2]


@pytest.mark.parametrize("offer", [1, 2])
def test_where_trial_costs_no_more_than_waiting_only_ties_are_not_won(offer):
    """At T = d = s nothing matters; a payment beyond that makes trial the better outcome.

    At s > d every hold-out is better off, whether tried or not.
    """
    game = pg.PleaGame(defendants=5, capacity=2, offer=offer, sentence=3, dismissal_cost=1)
    over = {"side_payment": [1.5, 2, 2.5], "capacity": [0, 2]}
    found = pg.sweep(game, over, ["risk_dominant"]).risk_dominant.to_numpy()
    for row, paid in zip(found, over["side_payment"], strict=True):
        for value, capacity in zip(row, over["capacity"], strict=True):
            changed = game.with_parameters(capacity=capacity)
            gain = pg.potential(changed.with_terms(pg.SidePayment(paid))).values[-1]
            assert value == (gain > 0) - (gain < 0)


@pytest.mark.parametrize("whole", [2, 1001, 10**6 + 1])
def test_large_quotients_of_decimals_are_rounded_up_exactly(whole):
    """The larger a quotient, the more units in its last place rounding takes off or adds."""
    sentences = np.array([float(Fraction(whole * k, 10)) for k in range(1, 60)])
    here = points(offer=TENTHS, sentence=sentences)
    assert (
        here.ceiling(lambda at: at["trial_cost"], lambda at: at["price"]).tolist() == [whole] * 59
    )
    beyond = points(offer=TENTHS, sentence=np.nextafter(sentences, np.inf))
    up = beyond.ceiling(lambda at: at["trial_cost"], lambda at: at["price"])
    assert up.tolist() == [whole + 1] * 59
    below = points(offer=TENTHS, sentence=np.nextafter(sentences, 0))
    assert (
        below.ceiling(lambda at: at["trial_cost"], lambda at: at["price"]).tolist() == [whole] * 59
    )


def test_what_extended_precision_takes_for_a_tie_is_told_from_one():
    """(1 + 2e-16)(1 − 2e-16) is 4e-32 less than 1."""
    here = points(offer=np.array([1.0000000000000002, 1.0]), sentence="0.9999999999999998",
                  dismissal_cost=np.array([0.9999999999999998, 1.0]))  # fmt: skip

    def product(at):
        return at["price"] * at["dismissal_cost"]

    def one(at):
        return at["price"] * 0 + 1

    assert here.sign(product, one).tolist() == [-1, 0]
    assert here.sign(one, product).tolist() == [1, 0]
    assert here.sign_of(s * d - 1).tolist() == [-1, 0]
    assert here.sign_of(1 - s * d).tolist() == [1, 0]
    assert here.sign(one, lambda at: at["price"] * 0).tolist() == [1, 1]


def test_divisions_by_zero_are_no_warning_whatever_numpy_was_told():
    squared = replace(Payoffs(), offer=s**2)
    with np.errstate(all="raise"):
        idle = points(dismissal_cost=np.array([9.0, 10.0, 11.0]))
        ratios = threshold_arrays(idle, ["offer_ratio"])["offer_ratio"]
        assert ratios.tolist()[0] == -5
        assert np.isnan(ratios[1:]).all()
        assert idle.has_threat.tolist() == [True, False, False]
        assert idle["spared"] == 6
        none = points(sentence=np.array([5.0, 0.0]), offer=np.array([0.0, 0.0]))
        up = none.ceiling(lambda at: at["trial_cost"], lambda at: at["price"])
        assert np.isinf(up[0])
        assert np.isnan(up[1])
        vast = points(squared, offer=np.array([1e200, 3.0]))
        assert vast.ceiling(lambda at: at["price"], lambda at: at["trial_cost"]).tolist() == [
            np.inf, 1,
        ]  # fmt: skip


def test_each_count_is_looked_at_even_beside_one_that_is_always_whole():
    parts = replace(Payoffs(), capacity=K * Rational(1, 3))
    here = points(parts, defendants=np.array([4.0, 5.0]), capacity=np.array([3.0, 4.0]))
    assert here.are_whole(["defendants", "capacity"]).tolist() == [True, False]
    assert here.are_whole(["capacity", "defendants"]).tolist() == [True, False]
    assert here.are_whole([]).tolist() is True
    near = points(replace(Payoffs(), capacity=K * s), capacity=3, offer=np.array(
        [1.0, np.nextafter(1, 2), np.nextafter(1, 0), 0.0, 1e-300, 2 / 3]
    ))  # fmt: skip
    assert near.are_whole(["capacity"]).tolist() == [True, False, False, True, False, False]


def test_values_vary_along_the_axes_that_they_depend_on():
    here = points(offer=np.array([[0.5], [2.0]]), sentence=np.array([[3.0, 4.0, 5.0]]))
    assert here["price"].shape == (2, 1)
    assert here["trial_cost"].shape == (1, 3)
    assert here["defendants"].shape == here["capacity"].shape == ()
    ratios = threshold_arrays(here, ["offer_ratio"])["offer_ratio"]
    assert ratios.tolist() == [[0.5 / 3, 0.125, 0.1], [2 / 3, 0.5, 0.4]]
    assert here["spared"].tolist() == [[2.5, 3.5, 4.5], [1, 2, 3]]
    assert here.value(s + 1).tolist() == [[1.5], [3.0]]
    assert here.value(N * K).tolist() == 2760
    mask = np.array([[True, False, True], [False, False, True]])
    found = [(place, point["price"], point["trial_cost"]) for place, point in here.exactly(mask)]
    assert found == [((0, 0), fmpq(1, 2), 3), ((0, 2), fmpq(1, 2), 5), ((1, 2), 2, 5)]


def test_differences_of_near_equals_keep_the_digits_of_a_double():
    """However little is left of two parameters, or of the terms of one."""
    near = np.array([10 + 0.1**k for k in range(1, 14)])
    sentences = [Fraction(repr(value)) for value in near.tolist()]

    def assert_right(found, less):
        for value, sentence in zip(found, sentences, strict=True):
            exact = sentence - less
            assert abs(Fraction(*value.as_integer_ratio()) - exact) <= exact / 2**53

    here = points(offer=10, sentence=near, dismissal_cost="9.9999999")
    assert_right(here["spared"], 10)
    assert_right(here["stake"], Fraction("9.9999999"))
    assert_right(here.value(SYMBOLS["sentence"] - s), 10)
    one_term = points(replace(Payoffs(), offer=SYMBOLS["sentence"] - s), offer=10, sentence=near)
    assert_right(one_term["price"], 10)
