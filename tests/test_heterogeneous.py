"""Defendants who differ, against all 2ⁿ profiles and all orders."""

from fractions import Fraction
from itertools import combinations, permutations, product

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

import plea_games as pg
from plea_games.games.heterogeneous import NEVER
from tests import oracles
from tests.strategies import fractions

ratios_and_capacity = st.tuples(
    st.lists(
        st.one_of(
            fractions(-1, Fraction(3, 2), 8),
            st.sampled_from([Fraction(k, m) for k in (1, 2, 3) for m in (1, 2, 3, 4, 5, 6)]),
        ),
        min_size=1,
        max_size=6,
    ),
    st.integers(0, 7),
)


def gain(ratio, capacity, m):
    return ratio - oracles.trial_probability(capacity, m)


def brute(ratios, capacity, sizes=None):
    """Pure equilibria by number of hold-outs, with how many profiles each has."""
    sizes = sizes or [1] * len(ratios)
    found = {}
    for profile in product((False, True), repeat=len(ratios)):
        m = sum(size for size, out in zip(sizes, profile, strict=True) if out)
        content = all(
            gain(r, capacity, m) >= 0 if out else gain(r, capacity, m + size) <= 0
            for r, out, size in zip(ratios, profile, sizes, strict=True)
        )
        if content:
            found[m] = found.get(m, 0) + 1
    return found


@pytest.mark.parametrize("capacity", [0, 1, 2, 3, 10])
def test_thresholds_are_where_each_is_content(capacity):
    """And indifferent from θ to φ: at one number of hold-outs, at several, everywhere, nowhere."""
    ratios = sorted({Fraction(n, d) for d in range(1, 9) for n in range(-d, 2 * d + 1)})
    crowd = range(1, 10 * capacity + 20)  # beyond 8K, the largest threshold with a bound
    for listed in (ratios, np.array(ratios, dtype=float)):
        game = pg.HeterogeneousGame(offer_ratios=listed, capacity=capacity)
        for r, needed, pleads in zip(ratios, game.needed, game.pleads_up_to, strict=True):
            gains = {m: gain(r, capacity, m) for m in crowd}
            assert {m for m in crowd if gains[m] >= 0} == {m for m in crowd if m >= needed}
            assert {m for m in crowd if gains[m] <= 0} == {m for m in crowd if m <= pleads}
            if capacity:
                floor = capacity * r.denominator // r.numerator if r > 0 else NEVER
                ceiling = -(-capacity * r.denominator // r.numerator) if r > 0 else NEVER
                assert (needed, pleads) == (1 if r >= 1 else ceiling, 0 if r > 1 else floor)
            if 0 not in gains.values():
                assert pleads == (NEVER if needed == NEVER else needed - 1)


@settings(max_examples=600)
@given(ratios_and_capacity)
def test_all_pure_equilibria(case):
    ratios, capacity = case
    expected = brute(ratios, capacity)
    game = pg.HeterogeneousGame(offer_ratios=ratios, capacity=capacity)
    assert {e.holdouts: e.profiles for e in pg.heterogeneous.pure_equilibria(game)} == expected
    extremes = pg.heterogeneous.extremal_equilibria(game)
    assert (extremes.least, extremes.greatest) == (min(expected), max(expected))


@settings(max_examples=300)
@given(ratios_and_capacity, st.data())
def test_extremes_of_groups(case, data):
    ratios, capacity = case
    sizes = [data.draw(st.integers(1, 4)) for _ in ratios]
    expected = brute(ratios, capacity, sizes)
    game = pg.HeterogeneousGame(offer_ratios=ratios, capacity=capacity, sizes=sizes)
    extremes = pg.heterogeneous.extremal_equilibria(game)
    assert (extremes.least, extremes.greatest) == (min(expected), max(expected))


def follows(ratios, capacity, seed):
    holding = set(seed)
    while True:
        joins = {
            i for i in range(len(ratios))
            if i not in holding and gain(ratios[i], capacity, len(holding) + 1) >= 0
        }  # fmt: skip
        if not joins:
            return len(holding) == len(ratios)
        holding.add(min(joins))


@settings(max_examples=300)
@given(ratios_and_capacity)
def test_least_seed(case):
    ratios, capacity = case
    found = pg.heterogeneous.least_seed(
        pg.HeterogeneousGame(offer_ratios=ratios, capacity=capacity)
    )
    n = len(ratios)
    least = next(
        size for size in range(n + 1)
        if any(follows(ratios, capacity, seed) for seed in combinations(range(n), size))
    )  # fmt: skip
    assert found.size == least
    assert len(found.members) == least
    assert follows(ratios, capacity, found.members.tolist())


def crowd(ratios, capacity, **sizes):
    return pg.HeterogeneousGame(offer_ratios=ratios, capacity=capacity, **sizes)


@settings(max_examples=200)
@given(ratios_and_capacity)
def test_doubles_and_fractions_have_the_same_thresholds(case):
    ratios, capacity = case
    exact = pg.HeterogeneousGame(offer_ratios=ratios, capacity=capacity)
    doubles = pg.HeterogeneousGame(
        offer_ratios=np.array([float(r) for r in ratios]), capacity=capacity)  # fmt: skip
    assert exact.needed.tolist() == doubles.needed.tolist()
    assert exact.pleads_up_to.tolist() == doubles.pleads_up_to.tolist()


def test_results_print_as_tables_that_say_what_they_hold():
    game = crowd([0.9, 0.5, 0.5, 0.2], 1)
    extremes, pure, seed = (
        verb(game)
        for verb in (
            pg.heterogeneous.extremal_equilibria,
            pg.heterogeneous.pure_equilibria,
            pg.heterogeneous.least_seed,
        )
    )
    assert extremes.table().rows == (("least", 0), ("greatest", 3))
    assert "Any other equilibrium lies between" in str(extremes)
    assert "No other equilibrium exists" in str(
        pg.heterogeneous.extremal_equilibria(crowd([1.5], 1))
    )
    assert pure.table().rows == [(0, 0, 0, 1), (3, 3, 0, 1)]
    assert pure.record() == [
        {"holdouts": 0, "forced": 0, "free": 0, "profiles": 1},
        {"holdouts": 3, "forced": 3, "free": 0, "profiles": 1},
    ]
    assert (len(pure), pure[1]) == (2, pg.heterogeneous.PureProfiles(3, 3, 0))
    assert (seed.table().rows, seed.record()) == ([(1, "3")], {"size": 1, "members": [3]})
    many = pg.heterogeneous.least_seed(crowd([0.01] * 50, 1))
    assert f"18, 19 and {many.size - 20} more" in str(many)
    paid = pg.payments.cheapest_tipping_payments(game)
    rows = paid.table().rows
    assert sum(share for _, _, share in rows) == pytest.approx(paid.total)
    assert [place for _, place, _ in rows] == paid.record()["order"]


def test_profiles_beyond_doubles_are_told_in_short():
    found = pg.heterogeneous.pure_equilibria(crowd([1] * 10**4, 5000))
    half = found[4999]
    assert half.holdouts == 4999
    assert half.profiles_in_short() == f"{half.profiles // 10**3006 / 100:.2f}e+3008"
    assert found[2].profiles_in_short() == found[2].profiles == 49_995_000
    assert "And with 4,961 larger numbers of hold-outs." in str(found)


@settings(max_examples=100)
@given(st.lists(fractions(0, 1, 9), min_size=1, max_size=5),
       st.integers(1, 4))  # fmt: skip
def test_payments_that_tip(ratios, capacity):
    n = len(ratios)
    chances = [oracles.trial_probability(capacity, k) for k in range(1, n + 1)]
    needs = [[max(Fraction(0), 1 - r / chance) for chance in chances] for r in ratios]
    orders = list(permutations(range(n)))
    uniform = min(max(needs[i][k] for k, i in enumerate(order)) for order in orders)
    assert pg.payments.uniform_tipping_payment(crowd(ratios, capacity)) == uniform
    cheapest = min(sum(needs[i][k] for k, i in enumerate(order)) for order in orders)
    found = pg.payments.cheapest_tipping_payments(crowd(ratios, capacity))
    assert found.total == pytest.approx(float(cheapest), abs=1e-12)
    for k, i in enumerate(found.order):
        assert found.payments[i] == pytest.approx(float(needs[i][k]), abs=1e-12)


def test_identical_defendants_are_the_plain_game():
    for n, k, ratio in ((230, 12, Fraction(2, 5)), (50, 7, Fraction(1)), (9, 9, Fraction(1, 2))):
        game = pg.HeterogeneousGame(offer_ratios=[ratio] * n, capacity=k)
        plain = pg.PleaGame(defendants=n, capacity=k, offer=ratio, sentence=1)
        listed = {
            m: 1
            for e in pg.equilibria(plain) if e.holdouts is not None
            for m in range(e.holdouts, e.holdouts_to + 1)
        }  # fmt: skip
        assert {e.holdouts for e in pg.heterogeneous.pure_equilibria(game)} == set(listed)
        core = pg.thresholds(plain).hard_core
        assert pg.heterogeneous.least_seed(game).size == (n if core is None else core)


def test_granovetters_two_riots():
    in_others = list(range(100))
    riot = pg.HeterogeneousGame.of_thresholds([t + 1 for t in in_others])
    assert pg.heterogeneous.extremal_equilibria(riot).least == 100
    assert pg.heterogeneous.least_seed(riot).size == 0
    in_others[1] = 2
    quiet = pg.HeterogeneousGame.of_thresholds([t + 1 for t in in_others])
    assert pg.heterogeneous.extremal_equilibria(quiet) == pg.heterogeneous.Extremes(
        least=1, greatest=100
    )
    assert pg.heterogeneous.least_seed(quiet).size == 1


def test_ten_million_defendants():
    rng = np.random.default_rng(7)
    game = pg.HeterogeneousGame(offer_ratios=rng.uniform(0.01, 1.2, 10**7), capacity=500_000)
    extremes = pg.heterogeneous.extremal_equilibria(game)
    assert 0 < extremes.least <= extremes.greatest <= 10**7
    assert 0 < pg.heterogeneous.least_seed(game).size < 10**7


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pg.HeterogeneousGame(offer_ratios=[], capacity=1), "at least one number"),
        (lambda: pg.HeterogeneousGame(offer_ratios="12", capacity=1), "must be a list of numbers"),
        (lambda: pg.HeterogeneousGame(offer_ratios=[1, "x", None], capacity=1), "offer ratio 3"),
        (lambda: pg.HeterogeneousGame(offer_ratios=["x"] * 50, capacity=1), "40 more"),
        (lambda: pg.HeterogeneousGame(offer_ratios=[1], capacity=-1), "capacity = -1"),
        (lambda: pg.HeterogeneousGame(offer_ratios=[1], capacity=0.5), "whole number"),
        (lambda: pg.HeterogeneousGame(offer_ratios=np.array([np.nan]), capacity=1), "finite"),
        (lambda: pg.HeterogeneousGame(offer_ratios=[1], capacity=1, sizes=[0]), "at least 1"),
        (lambda: pg.HeterogeneousGame(offer_ratios=[1], capacity=1, sizes=[1, 1]), "must be 1"),
        (lambda: pg.HeterogeneousGame.of_thresholds([0, 1]), "add 1"),
        (
            lambda: pg.heterogeneous.pure_equilibria(
                pg.HeterogeneousGame(offer_ratios=[1], capacity=1, sizes=[2])),
            "subset sum",
        ),
        (
            lambda: pg.heterogeneous.least_seed(pg.HeterogeneousGame(offer_ratios=[1], capacity=1, sizes=[2])),
            "knapsack",
        ),
        (lambda: pg.payments.uniform_tipping_payment(crowd([], 1)), "at least one number"),
        (lambda: pg.payments.uniform_tipping_payment(crowd(["x"], 1)), "offer ratio 1 = x"),
        (lambda: pg.payments.uniform_tipping_payment(crowd(0.5, 1)), "must be a list"),
        (lambda: pg.payments.uniform_tipping_payment(crowd([1], -1)), "capacity = -1"),
        (lambda: pg.payments.uniform_tipping_payment(crowd([-1], 1)), "must be at least 0"),
        (lambda: pg.payments.cheapest_tipping_payments(crowd([-1], 1)), "must be at least 0"),
        (lambda: pg.heterogeneous.extremal_equilibria(pg.AnonymousGame(gain=[1])), "must be a Heterogeneous"),
        (lambda: pg.HeterogeneousGame(offer_ratios=np.array(["a"]), capacity=1), "ratio 1 = a"),
        (lambda: pg.HeterogeneousGame(offer_ratios=np.array([1j]), capacity=1), "ratio 1 = 1j"),
        (
            lambda: pg.HeterogeneousGame(
                offer_ratios=[1, 1, 1], capacity=1, sizes=[2**62, 2**62, 2**63 - 1]),
            "in all",
        ),
        (lambda: pg.payments.cheapest_tipping_payments(crowd([0.5] * 2001, 1)), "at most 2,000"),
        (lambda: pg.payments.cheapest_tipping_payments(crowd([1], 1, sizes=[2])), "knapsack"),
        (lambda: pg.payments.uniform_tipping_payment(pg.HeterogeneousGame.of_thresholds([2])), "no payment"),
        (lambda: pg.payments.uniform_tipping_payment([0.5]), "must be a Heterogeneous"),
    ],
)  # fmt: skip
def test_bad_input(call, message):
    with pytest.raises(pg.ParameterError, match=message):
        call()


def test_thresholds_of_doubles_are_counts():
    game = pg.HeterogeneousGame(offer_ratios=np.array([0.3, 0, 1, 2]), capacity=1)
    assert game.needed.dtype == game.pleads_up_to.dtype == np.int64
    assert game.needed.tolist() == [4, NEVER, 1, 1]
    assert game.pleads_up_to.tolist() == [3, NEVER, 1, 0]


def test_groups_are_refused_where_each_is_paid():
    game = pg.HeterogeneousGame(offer_ratios=[0.5, 0.4], capacity=1, sizes=[3, 1])
    with pytest.raises(pg.ParameterError, match="sizes = 3: must all be 1"):
        pg.payments.uniform_tipping_payment(game)
