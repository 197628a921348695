"""Correlated equilibria against linear programs over all profiles and all laws of m."""

from fractions import Fraction
from itertools import pairwise, product

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.stats import binom

import plea_games as pg
from plea_games.games.count_payoffs import CountPayoffs
from plea_games.games.exact_functions import as_fmpq
from plea_games.games.payoff_levels import payoff_levels
from plea_games.information.mediation import obedience

QUICK = range(40)


def draw(seed, most=8):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, most + 1))
    gains = rng.integers(-4, 5, n).tolist()
    return [Fraction(g, 2) for g in (sorted(gains) if seed % 4 == 0 else gains)]


def plea_game(n, k, ratio):
    return pg.PleaGame(defendants=n, capacity=k, offer=1 + Fraction(ratio), sentence=2,
                       dismissal_cost=1)  # fmt: skip


def prize_gains(n, k, ratio, prize):
    return [Fraction(ratio) - Fraction(prize) / (n - m + 1) - min(Fraction(1), Fraction(k, m))
            for m in range(1, n + 1)]  # fmt: skip


def obeys(gain, law):
    n = len(gain)
    held = sum(share * m * gain[m - 1] for m, share in law if m)
    pleading = sum(share * (n - m) * gain[m] for m, share in law if m < n)
    return sum(share for _, share in law) == 1 and held >= 0 >= pleading


def over_profiles(gain, objective):
    """The largest mean of an objective of m, over the law of all 2^N profiles."""
    n = len(gain)
    profiles = list(product((0, 1), repeat=n))
    rows = []
    for i in range(n):
        rows.append([-float(gain[sum(p) - 1]) if p[i] else 0.0 for p in profiles])
        rows.append([0.0 if p[i] else float(gain[sum(p)]) for p in profiles])
    solved = linprog([-float(objective[sum(p)]) for p in profiles], A_ub=rows,
                     b_ub=np.zeros(len(rows)), A_eq=[[1.0] * len(profiles)], b_eq=[1])  # fmt: skip
    return -solved.fun


def check(seed, most=8):
    gain = draw(seed, most)
    n = len(gain)
    game = pg.AnonymousGame(gain=gain)
    extremes = pg.information.extreme_correlated_equilibria(game)
    assert all(obeys(gain, point.law) and len(point.law) <= 3 for point in extremes)
    cost = [-m * gain[m - 1] if m else Fraction(0) for m in range(n + 1)]
    worths = np.random.default_rng(seed).integers(-5, 6, n + 1).tolist()
    for objective, values, sign in (
        ("most hold-outs", range(n + 1), 1),
        ("fewest hold-outs", range(n + 1), -1),
        ("least cost", cost, -1),
        ("greatest cost", cost, 1),
        (worths, worths, 1),
    ):
        found = pg.correlated_equilibria(game, objective=objective)
        assert obeys(gain, found.best.law)
        means = [sum(share * values[m] for m, share in point.law) for point in extremes]
        assert found.value == (max(means) if sign > 0 else min(means))
        if n <= 5 and seed % 5 == 0:
            signed = [sign * value for value in values]
            assert abs(sign * float(found.value) - over_profiles(gain, signed)) < 1e-9
        for point in found.nash:
            assert sign * point.value <= sign * float(found.value) + 1e-9
        assert_polygon(found, extremes)


def assert_polygon(found, extremes):
    """Corners are attained, in order, and no extreme point lies outside."""
    corners = [(corner.holdouts, corner.cost) for corner in found.polygon]
    points = {(point.holdouts, point.cost) for point in extremes}
    assert found.complete and set(corners) <= points
    if len(corners) == 1:
        assert points == set(corners)
        return
    for (x, y), (u, v) in pairwise([*corners, corners[0]]):
        assert all((u - x) * (q - y) >= (v - y) * (p - x) for p, q in points)


@pytest.mark.parametrize("seed", QUICK)
def test_random_games(seed):
    check(seed)


@pytest.mark.parametrize("seed", QUICK)
def test_blocks_and_straight_stretches_leave_nothing_out(seed, monkeypatch):
    monkeypatch.setattr(obedience, "_BLOCK", 2)
    monkeypatch.setattr(obedience, "_MANY", 0)
    check(seed)


def test_bends_of_a_measure_that_runs_straight_in_parts():
    values = [Fraction(v) for v in (0, 1, 2, 3, 3, 3, 5)]
    measure = obedience.Measure(np.array(values, dtype=float), lambda m: as_fmpq(values[m]))
    assert obedience._bent(measure).tolist() == [True, False, False, True, False, True, True]


def test_witnesses_who_add_nothing_leave_the_game_as_it_is():
    credit = pg.CooperationCredit("1/2")
    game = pg.PleaGame(defendants=2_000, capacity=100, offer=4, sentence=10)
    without = pg.correlated_equilibria(game.with_terms(credit))
    found = pg.correlated_equilibria(game.with_terms(pg.Testimony("1/1000"), credit))
    assert found.polygon == without.polygon and found.remarks == without.remarks


@pytest.mark.parametrize(
    ("n", "k", "ratio", "most"),
    [
        (10, 3, "1/2", "6"),
        (5, 1, "1/2", "2"),
        (9, 4, "3/5", "20/3"),
        (10, 3, "4/5", "110/31"),
        (5, 1, "3/5", "10/7"),
        (9, 4, "9/10", "195/49"),
    ],
)
def test_third_corner_reference_values(n, k, ratio, most):
    closed = pg.correlated_equilibria(plea_game(n, k, ratio)).polygon
    assert [corner.holdouts for corner in closed] == [0, n, Fraction(most)]
    ratios = [Fraction(ratio) - min(Fraction(1), Fraction(k, m)) for m in range(1, n + 1)]
    program = pg.correlated_equilibria(pg.AnonymousGame(gain=ratios)).polygon
    price = n * (1 + Fraction(ratio))
    assert {(c.holdouts, c.cost - price) for c in closed} == {(c.holdouts, c.cost) for c in program}
    assert all(obeys(ratios, corner.law) for corner in closed)


def test_weights_of_the_third_corner():
    law = dict(pg.correlated_equilibria(plea_game(10, 3, "4/5")).polygon[-1].law)
    assert law == {2: Fraction(5, 31), 3: Fraction(160, 217), 10: Fraction(22, 217)}


@pytest.mark.parametrize("n", range(1, 8))
@pytest.mark.parametrize("k", [0, 1, 2, 3, 5, 9])
def test_every_lottery_agrees_with_the_program(n, k):
    for ratio in sorted({Fraction(a, b) for b in range(1, 8) for a in range(b + 3)}):
        gain = [ratio - min(Fraction(1), Fraction(k, m)) for m in range(1, n + 1)]
        base = n * (1 + ratio)
        closed = pg.correlated_equilibria(plea_game(n, k, ratio))
        program = pg.correlated_equilibria(pg.AnonymousGame(gain=gain))
        assert {(c.holdouts, c.cost - base) for c in closed.polygon} == {
            (c.holdouts, c.cost) for c in program.polygon
        }
        assert all(obeys(gain, corner.law) for corner in closed.polygon)
        assert closed.value == program.value
        assert closed.best_nash.value == pytest.approx(program.best_nash.value)


@pytest.mark.parametrize(
    ("gain", "most", "nash"),
    [
        ([Fraction(1), Fraction(-1, 2)], "3/2", 4 / 3),
        (prize_gains(6, 1, "1/2", "1/2"), "26/5", 5),
        (prize_gains(10, 1, "3/10", "3/10"), "250/27", 9),
        (prize_gains(300, 10, "3/10", "3/10"), "268900/897", None),
    ],
)
def test_beyond_nash_reference_values(gain, most, nash):
    found = pg.correlated_equilibria(pg.AnonymousGame(gain=gain))
    assert found.value == Fraction(most)
    if nash is not None:
        assert found.best_nash.value == pytest.approx(nash, abs=1e-12)
    n, last = len(gain), abs(gain[-1])
    weight = (n - 1) * gain[-2] / ((n - 1) * gain[-2] + n * last)
    assert found.value == n - 1 + weight


@pytest.mark.parametrize("seed", range(0, 80, 4))
def test_a_mediator_adds_no_holdouts_where_gains_rise(seed):
    gain = draw(seed)
    assert gain == sorted(gain)
    for objective in ("most hold-outs", "fewest hold-outs"):
        assert (
            pg.correlated_equilibria(pg.AnonymousGame(gain=gain), objective=objective).added < 1e-12
        )


def test_nobody_bears_more_than_if_all_plead():
    for seed in range(20):
        game = pg.AnonymousGame(gain=draw(seed))
        assert pg.correlated_equilibria(game, objective="greatest cost").value <= 0


def test_wrong_rows_give_other_answers():
    """Without the factors m and N − m, or with Δ(m) for pleaders, the answers differ."""
    gain, n = prize_gains(6, 1, "1/2", "1/2"), 6
    right = float(pg.correlated_equilibria(pg.AnonymousGame(gain=gain)).value)

    def most(held, pleading):
        rows = [[-float(v) for v in held], [float(v) for v in pleading]]
        return -linprog([-float(m) for m in range(n + 1)], A_ub=rows, b_ub=[0, 0],
                        A_eq=[[1.0] * (n + 1)], b_eq=[1]).fun  # fmt: skip

    padded = [Fraction(0), *gain, Fraction(0)]
    held = [m * padded[m] for m in range(n + 1)]
    assert most(held, [(n - m) * padded[m + 1] for m in range(n + 1)]) == pytest.approx(right)
    assert most(padded[:-1], padded[1:]) != pytest.approx(right)
    assert most(held, [(n - m) * padded[m] for m in range(n + 1)]) != pytest.approx(right)


def test_two_counts_do_not_suffice():
    assert any(len(corner.law) == 3 for corner in pg.correlated_equilibria(plea_game(9, 4, "9/10")))


@pytest.mark.parametrize("objective", ["most hold-outs", "least cost"])
def test_mixed_equilibria_of_large_games_are_those_found_alone(objective):
    n = 5_500
    game = pg.AnonymousGame(gain=np.sin(np.arange(1, n + 1) * 5 * np.pi / n).round(6))
    found = pg.correlated_equilibria(game, objective=objective)
    mixed = [one.hold_out_probability for one in pg.equilibria(game) if one.kind == "mixed"]
    counts = np.arange(n + 1)
    costs = -counts * np.append(0, game.doubles)
    shown = [point for point in found.nash if point.kind == "mixed"]
    assert len(shown) == len(mixed) == 4
    for point, chance in zip(shown, mixed, strict=True):
        law = binom.pmf(counts, n, chance)
        assert point.holdouts == pytest.approx(n * chance, rel=1e-12)
        assert point.cost == pytest.approx(law @ costs, rel=1e-11, abs=1e-8)
        assert point.value == (point.cost if objective == "least cost" else point.holdouts)


def test_witnesses_add_nothing_to_trials_that_surely_convict():
    fund, told = pg.StrikeFund("7/2"), pg.Testimony("1/12345")
    game = plea_game(3_000, 100, "1/2")
    alone, both = (
        pg.correlated_equilibria(game.with_terms(*terms)) for terms in ([fund], [told, fund])
    )
    assert both.polygon == alone.polygon and both.nash == alone.nash and not both.remarks[1:]


def test_long_gains_of_witnesses_beside_other_terms_are_rounded_and_say_so():
    terms = pg.Testimony("1/1000"), pg.StrikeFund("7/2")
    game = plea_game(230, 12, "1/2").with_parameters(conviction="9/10").with_terms(*terms)
    rounded = pg.correlated_equilibria(game)
    silent = [Fraction(999, 1000) ** (230 - m) for m in range(1, 231)]
    costs = [
        2 - silence / 5 - 1 - Fraction(7, 2) / min(m, 12) for m, silence in enumerate(silent, 1)
    ]
    gain = [
        Fraction(1, 2) - min(Fraction(1), Fraction(12, m)) * cost for m, cost in enumerate(costs, 1)
    ]
    exact = pg.correlated_equilibria(pg.AnonymousGame.of_fractions(gain))
    assert any("77 digits" in remark for remark in rounded.remarks)
    assert not any("77 digits" in remark for remark in exact.remarks)
    for near, corner in zip(rounded.polygon, exact.polygon, strict=True):
        assert [m for m, _ in near.law] == [m for m, _ in corner.law]
        assert abs(near.holdouts - corner.holdouts) < Fraction(1, 10**60)
        assert abs(near.cost - corner.cost - 345) < Fraction(1, 10**60)


def test_both_payoffs_and_terms():
    payoffs = CountPayoffs.of(hold_out=[-3, 1, 2], plead=[0, -2, -1])
    found = pg.correlated_equilibria(pg.AnonymousGame.of_levels(payoffs), objective="least cost")
    costs = [0, 3 + 4, -2 + 1, -6]
    assert found.value == min(sum(share * costs[m] for m, share in point.law)
                              for point in pg.information.extreme_correlated_equilibria(pg.AnonymousGame.of_levels(payoffs)))  # fmt: skip
    funded = plea_game(6, 2, "1/2").with_terms(pg.StrikeFund("1/2"))
    program, levels = (
        pg.correlated_equilibria(funded),
        pg.correlated_equilibria(pg.AnonymousGame.of_levels(payoff_levels(funded))),
    )
    assert [(c.law, c.holdouts, c.cost) for c in program.polygon] == [
        (c.law, c.holdouts, c.cost) for c in levels.polygon
    ]
    assert program.nash[0].cost == 6 * 1.5


def test_large_games():
    assert pg.correlated_equilibria(plea_game(10**8, 10**6, "1/2")).value == 10**8
    rng = np.random.default_rng(3)
    gain = np.cumsum(rng.normal(size=20_000)).round(3)
    found = pg.correlated_equilibria(pg.AnonymousGame(gain=gain))
    assert found.complete
    assert all(obeys(pg.AnonymousGame(gain=gain).gain, corner.law) for corner in found.polygon)
    huge = [Fraction(10) ** 300, -Fraction(1, 10**300), Fraction(1, 10**30)]
    found = pg.correlated_equilibria(pg.AnonymousGame.of_fractions(huge))
    assert {(c.holdouts, c.cost) for c in found.polygon} <= {
        (c.holdouts, c.cost) for c in pg.information.extreme_correlated_equilibria(
            pg.AnonymousGame.of_fractions(huge))
    }  # fmt: skip


@pytest.mark.parametrize(
    ("call", "parameter"),
    [
        (lambda: pg.correlated_equilibria(plea_game(3, 1, "1/2"), objective="best"), "objective"),
        (lambda: pg.correlated_equilibria(plea_game(3, 1, "1/2"), objective=[1, 2]), "objective"),
        (lambda: pg.correlated_equilibria(plea_game(3, 1, "1/2"), objective=[1, 2, "x", 3]),
         "worth of 2 hold-outs"),
        (lambda: pg.correlated_equilibria(3), "game"),
        (lambda: pg.information.extreme_correlated_equilibria(plea_game(61, 1, "1/2")), "defendants"),
        (lambda: pg.correlated_equilibria(pg.AnonymousGame(gain=np.ones(100_001))), "defendants"),
    ],
)  # fmt: skip
def test_faults(call, parameter):
    with pytest.raises(pg.ParameterError) as refused:
        call()
    assert [fault.parameter for fault in refused.value.faults] == [parameter]
