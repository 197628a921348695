"""Optimization: SciPy's integer programs (HiGHS) and assignments."""

from fractions import Fraction

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

import plea_games as pg
from tests import oracles

from . import draws
from .comparison import against


def silos_of(rng, most):
    found = []
    for place in range(int(rng.integers(1, most + 1))):
        game = pg.PleaGame(
            defendants=int(rng.integers(1, 200)),
            capacity=int(rng.integers(0, 30)),
            offer=int(rng.integers(0, 9)),
            sentence=8,
        )
        found.append(
            pg.places.Silo(
                f"S{place}",
                game,
                cost_per_recruit=int(rng.integers(1, 9)),
                value=int(rng.integers(1, 60)),
            )
        )
    return found


@against(
    "scipy.optimize.milp (HiGHS)",
    "organize_silos",
    "least_organizing_budget",
    "silo_thresholds",
    fast=30,
    large=800,
)
def plans_of_silos(rng):
    """Which m wins a silo is a choice of the program as well: its first m with Δ(m) ≥ 0."""
    silos = silos_of(rng, 40)
    costs = []
    for silo, found in zip(silos, pg.places.silo_thresholds(silos), strict=True):
        numbers = silo.game.numbers
        ratio = Fraction(numbers["offer"]) / numbers["sentence"]
        capacity = int(silo.game.capacity)
        need = next(
            (
                m
                for m in range(1, int(silo.game.defendants) + 1)
                if ratio >= oracles.trial_probability(capacity, m)
            ),
            None,
        )
        assert found.recruits == need
        costs.append(None if need is None else int(need * silo.cost_per_recruit))
    winnable = [i for i, cost in enumerate(costs) if cost is not None]
    if not winnable:
        return
    cost, worth = ([float(row[i]) for i in winnable] for row in (costs, [s.worth for s in silos]))
    options = {"mip_rel_gap": 0}
    budget = int(sum(cost) * rng.random())
    best = milp(
        [-w for w in worth],
        constraints=LinearConstraint([cost], ub=budget),
        integrality=1,
        bounds=Bounds(0, 1),
        options=options,
    )
    plan = pg.places.organize_silos(silos, budget=budget)
    assert plan.exact and plan.worth == -round(best.fun), (silos, budget)
    win = int(sum(worth) * rng.random())
    least = milp(
        cost,
        constraints=LinearConstraint([worth], lb=win),
        integrality=1,
        bounds=Bounds(0, 1),
        options=options,
    )
    cheapest = pg.places.least_organizing_budget(silos, win=win)
    assert cheapest.exact and cheapest.cost == round(least.fun), (silos, win)


@against("scipy.optimize.milp (HiGHS)", "spread_of_effort", fast=15, large=300)
def the_best_use_of_recruits(rng):
    silos = silos_of(rng, 15)
    needs = [found.recruits for found in pg.places.silo_thresholds(silos)]
    winnable = [i for i, need in enumerate(needs) if need is not None]
    recruits = int(rng.integers(0, 400))
    ours = pg.places.spread_of_effort(silos, recruits=recruits).efforts[0]
    if not winnable:
        assert ours.worth_won == 0
        return
    best = milp(
        [-float(silos[i].worth) for i in winnable],
        constraints=LinearConstraint([[needs[i] for i in winnable]], ub=recruits),
        integrality=1,
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0},
    )
    assert ours.worth_won == -round(best.fun), (silos, recruits)


@against(
    "scipy.optimize.linear_sum_assignment",
    "unique_offers",
    "funding_order",
    "cheapest_tipping_payments",
    fast=40,
    large=1500,
)
def orders_are_assignments(rng):
    """Of defendants to ranks: the k-th of an order is held by the threat τ(k)."""
    count, capacity = int(rng.integers(1, 12)), int(rng.integers(1, 6))
    who = draws.docket(rng, count)
    game = pg.Docket(who, capacity=capacity)
    chance = np.array([min(1.0, capacity / m) for m in range(1, count + 1)])
    stakes = np.array([float(each.at_stake) for each in who])
    waiting = sum(float(each.dismissal_cost) for each in who)
    table = np.outer(stakes, chance)
    most = table[linear_sum_assignment(table, maximize=True)].sum() + waiting
    assert float(pg.sequences.unique_offers(game).total) == pytest.approx(most, rel=1e-12)
    ratios = [Fraction(int(rng.integers(0, 13)), 12) for _ in range(count)]
    needs = np.array([[max(0.0, 1 - float(r) / t) for t in chance] for r in ratios])
    least = needs[linear_sum_assignment(needs)].sum()
    found = pg.payments.cheapest_tipping_payments(
        pg.HeterogeneousGame(offer_ratios=ratios, capacity=capacity)
    )
    assert found.total == pytest.approx(least, abs=1e-11)
    free = [
        pg.Defendant(each.name, offer=each.offer, sentence=each.values["sentence"]) for each in who
    ]
    owed = np.array(
        [
            [max(0.0, float(each.trial_cost) - float(each.offer) / t) for t in chance]
            for each in free
        ]
    )
    least = owed[linear_sum_assignment(owed)].sum()
    order = pg.payments.funding_order(pg.Docket(free, capacity=capacity))
    assert float(order.total) == pytest.approx(least, abs=1e-9)


@against("scipy.optimize.milp (HiGHS)", "uniform_tipping_payment", "least_seed", fast=25, large=600)
def tipping_as_a_program(rng):
    """Ranks are chosen by the program: z_ik = 1 where i joins as the k-th, unpaid or paid alike."""
    count, capacity = int(rng.integers(1, 8)), int(rng.integers(1, 5))
    ratios = [Fraction(int(rng.integers(0, 13)), 12) for _ in range(count)]
    chance = [min(Fraction(1), Fraction(capacity, m)) for m in range(1, count + 1)]
    cells = count * count
    rows = np.zeros((2 * count, cells + 1))
    for i in range(count):
        rows[i, i * count : (i + 1) * count] = 1
        rows[count + i, i:cells:count] = 1
    needs = np.array([max(0.0, float(1 - r / t)) for r in ratios for t in chance])
    paid = np.zeros((count, cells + 1))  # the payment is at least what each needs at her rank
    for i in range(count):
        paid[i, i * count : (i + 1) * count] = -needs[i * count : (i + 1) * count]
        paid[i, -1] = 1
    best = milp(
        np.append(np.zeros(cells), 1.0),
        constraints=[LinearConstraint(rows, 1, 1), LinearConstraint(paid, 0, np.inf)],
        integrality=np.append(np.ones(cells), 0),
        bounds=Bounds(0, 1),
    )
    game = pg.HeterogeneousGame(offer_ratios=ratios, capacity=capacity)
    uniform = pg.payments.uniform_tipping_payment(game)
    # HiGHS lets rows be missed by 1e-6
    assert float(uniform) == pytest.approx(best.fun, abs=1e-5), (ratios, capacity)
    reluctant = np.append((needs > 1e-12).astype(float), 0.0)  # who must be committed at her rank
    seed = milp(
        reluctant,
        constraints=LinearConstraint(rows, 1, 1),
        integrality=1,
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0},
    )
    found = pg.heterogeneous.least_seed(game)
    assert found.size == round(seed.fun), (ratios, capacity)


@against("scipy.optimize.milp (HiGHS)", "cheapest_dismissals", fast=25, large=600)
def dismissals_as_a_program(rng):
    """Kept cases sorted by threshold, each more than its place among those kept: no strike."""
    count, capacity = int(rng.integers(1, 10)), int(rng.integers(1, 5))
    who = draws.docket(rng, count)
    game = pg.Docket(who, capacity=capacity)
    values = [int(rng.integers(0, 20)) for _ in who]
    ratios = [Fraction(str(each.offer_ratio)) for each in who]
    needed = [
        next(
            (m for m in range(1, count + 1) if r >= oracles.trial_probability(capacity, m)),
            count + 1,
        )
        for r in ratios
    ]
    # nobody strikes where, for each m, fewer than m of the kept would join at m
    rows = [[float(t <= m) for t in needed] for m in range(1, count + 1)]
    best = milp(
        [-float(v) for v in values],
        constraints=LinearConstraint(rows, ub=[m - 1 for m in range(1, count + 1)]),
        integrality=1,
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0},
    )
    found = pg.organizing.cheapest_dismissals(game, values=values)
    assert float(found.total) == pytest.approx(sum(values) + best.fun, abs=1e-9), game
