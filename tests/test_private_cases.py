"""Private cases: reference values, every profile at small N, and laws of every kind."""

import io
import json
import random
from fractions import Fraction
from itertools import pairwise, product
from math import comb, inf, prod

import numpy as np
import pygambit
import pytest
from scipy import stats
from scipy.integrate import quad
from scipy.optimize import minimize_scalar

import plea_games as pg
from plea_games.information.private.case_laws import ContinuousLaw, read_case_law
from plea_games.information.private.continuous_cutoffs import continuous_cutoffs
from plea_games.information.private.trial_chances import TrialChances
from plea_games.information.private.uniform_cutoffs import uniform_cutoffs
from plea_games.json_ready import json_ready

F = Fraction
DIGITS = 1e-15


def caseload(defendants, capacity, offer, waiting=0):
    return pg.PleaGame(defendants=defendants, capacity=capacity, offer=offer,
                       sentence=1 + abs(F(waiting)), dismissal_cost=waiting)  # fmt: skip


@pytest.mark.parametrize(
    ("size", "chance"),
    [((2, 1), "7/8"), ((3, 1), "37/48"), ((5, 1), "781/1280"), ((10, 3), "569919/655360")],
)
def test_reference_values_of_the_hard_core(size, chance):
    found = pg.private_cases(caseload(*size, "1/2"), {0: 1, 1: 3})
    assert found.hold_out_always == F(1, 4)
    assert found.hard_core_chance == F(chance)


@pytest.mark.parametrize(
    ("size", "offer", "law", "cutoffs"),
    [
        ((2, 1), "1/4", (0, 1), [1 - 0.5**0.5]),
        ((2, 1), "3/5", (0.5, 1), [(2.5 - (29 / 20) ** 0.5) / 2]),
        ((5, 1), "0.15", (0, 1), [0.242141716744801]),
        ((10, 3), "0.53", (0.5, 0.5), [0.532405782434885, 0.647983001327481]),
    ],
)
def test_reference_cutoffs_of_uniform_laws(size, offer, law, cutoffs):
    found = pg.private_cases(caseload(*size, offer), stats.uniform(*law))
    assert found.complete
    inner = [each.cost for each in found if each.kind == "cutoff"]
    assert inner == pytest.approx(cutoffs, abs=DIGITS)
    ends = [each.kind for each in found if each.kind != "cutoff"]
    assert ends == (["all hold out"] if size == (10, 3) else [])


def test_reference_values_of_small_doubts():
    # the cutoff between tends to the mixed equilibrium, not to the Laplacian ratio
    game = caseload(10, 3, "1/2")
    mixed = pg.equilibria(game)[1].hold_out_probability
    assert mixed == pytest.approx(0.597032692010589, abs=DIGITS)
    expected = {"0.2": 0.629319799952946, "0.05": 0.603542536483268, "0.01": 0.598270392571005}
    gaps = []
    for width, share in expected.items():
        spread = float(width)
        found = pg.private_cases(game, stats.uniform(round(1 - spread, 2), 2 * spread))
        assert [each.kind for each in found] == ["all plead", "cutoff", "all hold out"]
        assert [each.stable for each in found] == [True, False, True]
        assert found[1].share == pytest.approx(share, abs=DIGITS)
        gaps.append(found[1].share - mixed)
    assert all(0 < later < before for before, later in pairwise(gaps))
    laplacian = float(pg.thresholds(game).laplacian_ratio)
    assert abs(mixed - laplacian) > 0.03


@pytest.mark.parametrize(
    ("size", "revenue"),
    [((2, 1), "21/32"), ((3, 1), "37/64"), ((5, 1), "2343/5120"), ((5, 2), "3471/5120")],
)
def test_reference_values_of_screening_two_types(size, revenue):
    best = pg.private_cases(caseload(*size, "1/2"), {0: 1, 1: 3}).best_offer
    assert best.revenue == F(revenue) and best.share == F(1, 4)
    assert best.offer == pg.private_cases(caseload(*size, "1/2"), {0: 1, 1: 3}).hard_core_chance


def test_reference_values_of_screening_a_uniform_law():
    law = stats.uniform(0, 1)
    best = pg.private_cases(caseload(2, 1, "1/2"), law).best_offer
    assert (best.cost, best.offer, best.revenue) == pytest.approx(
        (2 / 3, 4 / 9, 8 / 27), abs=DIGITS
    )
    best = pg.private_cases(caseload(3, 1, "1/2"), law).best_offer
    assert best.cost == pytest.approx(0.544589958898972, abs=DIGITS)
    assert best.revenue == pytest.approx(0.219657452185617, abs=DIGITS)
    best = pg.private_cases(caseload(100, 5, "1/2"), law).best_offer
    assert best.revenue == pytest.approx(0.047178652896, abs=1e-12)
    best = pg.private_cases(caseload(10**6, 50_000, "1/2"), law).best_offer
    assert best.revenue == pytest.approx(0.04875, rel=1e-3)
    assert best.offer == pytest.approx(0.05, rel=1e-3)


def test_the_least_share_of_innocents():
    game = caseload(230, 12, "0.4")
    for share, kinds in (
        ("0.130434373921", {"cutoff", "mixed at an atom", "all hold out"}),
        ("0.130434373922", {"all hold out"}),
    ):
        found = pg.private_cases(game, {0: share, 1: 1 - F(share)})
        assert {each.kind for each in found} == kinds
    # for many defendants: ρ > κ/r
    game = caseload(10**6, 50_000, "0.4")
    assert len(pg.private_cases(game, {0: "0.1251", 1: "0.8749"})) == 1
    assert len(pg.private_cases(game, {0: "0.1249", 1: "0.8751"})) == 3


def chance(defendants, capacity, others):
    """E τ(1 + ΣBer) for others who hold out with these probabilities, by enumeration."""
    total = F(0)
    for outcome in product((0, 1), repeat=len(others)):
        weight = F(1)
        for held, x in zip(outcome, others, strict=True):
            weight *= x if held else 1 - x
        total += weight * min(F(1), F(capacity, 1 + sum(outcome)))
    assert len(others) == defendants - 1
    return total


def is_best_reply(held, chances, values, price, waiting):
    """Whether each type does what is best; None among ``held`` would be a mixed type."""
    for value, holds in zip(values, held, strict=True):
        gain = price - waiting - chances * (value - waiting)
        if gain < 0 if holds else gain > 0:
            return False
    return True


def pure_equilibria(defendants, capacity, price, waiting, values, weights):
    """Every profile of sets of types who hold out."""
    strategies = list(product((0, 1), repeat=len(values)))
    share = {each: sum((w for w, h in zip(weights, each, strict=True) if h), F(0))
             for each in strategies}  # fmt: skip
    for profile in product(strategies, repeat=defendants):
        if all(
            is_best_reply(
                own, chance(defendants, capacity, [share[each] for j, each in enumerate(profile)
                                                   if j != i]),
                values, price, waiting,
            )
            for i, own in enumerate(profile)
        ):  # fmt: skip
            yield profile, [share[each] for each in profile]


def random_case(draw):
    defendants = draw.randint(2, 3)
    values = sorted(draw.sample([F(n, 4) for n in range(-2, 13)], draw.randint(1, 3)))
    parts = [draw.randint(1, 4) for _ in values]
    weights = [F(part, sum(parts)) for part in parts]
    waiting = F(draw.randint(0, 2), 4)
    return (defendants, draw.randint(1, defendants - 1), waiting + F(draw.randint(1, 10), 8),
            waiting, values, weights)  # fmt: skip


def hold_against_every_profile(draw):
    defendants, capacity, price, waiting, values, weights = random_case(draw)
    if values[-1] <= waiting:
        return
    game = caseload(defendants, capacity, price, waiting)
    found = pg.private_cases(game, dict(zip(values, weights, strict=True)))
    assert found.complete
    listed = {each.share for each in found if each.kind != "mixed at an atom"}
    profiles = list(pure_equilibria(defendants, capacity, price, waiting, values, weights))
    symmetric = {shares[0] for _, shares in profiles if len(set(shares)) == 1}
    assert symmetric == listed
    asymmetric = [shares for _, shares in profiles if len(set(shares)) > 1]
    assert bool(asymmetric) <= bool(found.remarks)
    assert bool(found.remarks) == (values[0] == price and capacity >= 2)
    for each in found:
        held_mixing(each, game, values, weights, price, waiting)
    roots = mixed_by_scan(defendants, capacity, price, waiting, values, weights)
    mixed = [float(each.share) for each in found if each.kind == "mixed at an atom"]
    assert mixed == pytest.approx(roots, abs=1e-9)


def held_mixing(each, game, values, weights, price, waiting):
    """Whoever is at the cutoff is indifferent, all others do what is best."""
    defendants, capacity = int(game.numbers["defendants"]), int(game.numbers["capacity"])
    x = float(each.share)
    tried = sum(
        comb(defendants - 1, n)
        * x**n
        * (1 - x) ** (defendants - 1 - n)
        * min(1, capacity / (n + 1))
        for n in range(defendants)
    )
    assert tried == pytest.approx(float(each.trial_chance), rel=1e-12)
    best = float(waiting) + float(price - waiting) / tried
    assert float(each.cost) == pytest.approx(best, rel=1e-12)
    below = sum(float(w) for v, w in zip(values, weights, strict=True) if v < best - 1e-9)
    upto = sum(float(w) for v, w in zip(values, weights, strict=True) if v <= best + 1e-9)
    assert below - 1e-12 <= x <= upto + 1e-12
    if each.at_atom is not None:
        assert x == pytest.approx(below + float(each.at_atom) * (upto - below), abs=1e-9)


def mixed_by_scan(defendants, capacity, price, waiting, values, weights):
    """Strictly between the shares at an atom, where its types are indifferent, by bisection."""
    roots, below = [], F(0)
    for value, weight in zip(values, weights, strict=True):
        ends = [below, below + weight]
        gains = [price - waiting - chance(defendants, capacity, [x] * (defendants - 1))
                 * (value - waiting) for x in ends]  # fmt: skip
        if gains[0] < 0 < gains[1]:
            for _ in range(40):
                middle = sum(ends) / 2
                gain = (
                    price
                    - waiting
                    - (value - waiting) * chance(defendants, capacity, [middle] * (defendants - 1))
                )
                ends = [ends[0], middle] if gain > 0 else [middle, ends[1]]
            roots.append(float(sum(ends) / 2))
        below += weight
    return roots


def test_random_laws_against_every_profile():
    draw = random.Random(13)
    for _ in range(60):
        hold_against_every_profile(draw)


def test_asymmetric_equilibria_where_the_least_cost_is_the_price():
    profiles = list(pure_equilibria(3, 2, F(1), F(0), [F(1), F(2)], [F(1, 2), F(1, 2)]))
    assert any(len(set(shares)) > 1 for _, shares in profiles)
    found = pg.private_cases(caseload(3, 2, 1), {1: 1, 2: 1})
    assert "up to 1 defendant may hold" in found.remarks[0]
    alone = list(pure_equilibria(3, 1, F(1), F(0), [F(1), F(2)], [F(1, 2), F(1, 2)]))
    assert all(len(set(shares)) == 1 for _, shares in alone)
    assert not pg.private_cases(caseload(3, 1, 1), {1: 1, 2: 1}).remarks


def bayesian_tree(defendants, capacity, price, waiting, values, weights):
    """Nature draws the types, then each acts, seeing her own; for Gambit."""
    names = " ".join(f'"D{i}"' for i in range(defendants))
    kinds = list(product(range(len(values)), repeat=defendants))
    chances = " ".join(f'"{i}" {prod(weights[kind] for kind in types)}'
                       for i, types in enumerate(kinds))  # fmt: skip
    lines = [f'EFG 2 R "private cases" {{ {names} }}', '""', f'c "" 1 "" {{ {chances} }} 0']

    def grow(types, actions):
        i = len(actions)
        if i < defendants:
            lines.append(f'p "" {i + 1} {types[i] + 1} "" {{ "plead" "hold out" }} 0')
            grow(types, (*actions, 0))
            grow(types, (*actions, 1))
            return
        tried = min(F(1), F(capacity, max(sum(actions), 1)))
        paid = [waiting + tried * (values[kind] - waiting) if holds else price
                for kind, holds in zip(types, actions, strict=True)]  # fmt: skip
        lines.append(f't "" {len(lines)} "" {{ {", ".join(str(-cost) for cost in paid)} }}')

    for types in kinds:
        grow(types, ())
    return pygambit.read_efg(io.StringIO("\n".join(lines)))


def shares_in(equilibrium, game, weights):
    """With which each defendant holds out before she knows her type."""
    plans = list(product((0, 1), repeat=len(weights)))
    held = [sum(w for w, holds in zip(weights, plan, strict=True) if holds) for plan in plans]
    return tuple(
        sum(F(str(chance)) * share
            for chance, share in zip(dict(equilibrium[player]).values(), held, strict=True))
        for player in game.players
    )  # fmt: skip


@pytest.mark.parametrize(
    ("offer", "values", "weights"),
    [
        ("4/5", (0, 1), ("1/4", "3/4")),
        ("3/5", (0, 1), ("1/10", "9/10")),
        ("2/5", (0, 1), ("1/4", "3/4")),
        ("9/10", (0, 1), ("1/4", "3/4")),
        ("7/10", ("1/2", 1), ("1/3", "2/3")),
        ("3/4", (1, "5/4", "3/2"), ("1/5", "2/5", "2/5")),
        ("2/3", ("1/4", "5/6", "9/8"), ("1/5", "1/5", "3/5")),
    ],
)
def test_gambit_finds_the_same_equilibria_in_the_bayesian_tree(offer, values, weights):
    offer, values, weights = F(offer), [F(v) for v in values], [F(w) for w in weights]
    tree = bayesian_tree(2, 1, offer, F(0), values, weights)
    theirs = pygambit.nash.enummixed_solve(tree).equilibria
    assert theirs and all(each.max_regret() == 0 for each in theirs)
    found = pg.private_cases(caseload(2, 1, offer), dict(zip(values, weights, strict=True)))
    shares = {shares_in(each, tree, weights) for each in theirs}
    assert all(one == other for one, other in shares)
    assert sorted(float(one) for one, _ in shares) == pytest.approx(
        [float(each.share) for each in found], abs=1e-12
    )


def bernstein(ends, defendants, capacity, waiting):
    low, high = ends
    tau = [min(F(1), F(capacity, m)) for m in range(1, defendants + 2)]
    share = [F(min(n, capacity), defendants) for n in range(defendants + 1)]
    return [
        (high - low) * share[n] + (low - waiting) * (share[n] + (1 - F(n, defendants)) * tau[n])
        for n in range(defendants + 1)
    ]


def hold_uniform_against_exact_isolation(draw):
    defendants = draw.randint(2, 12)
    capacity = draw.randint(1, defendants - 1)
    waiting = F(draw.randint(0, 2), 2)
    price = waiting + F(draw.randint(1, 20), 10)
    low = F(draw.randint(-5, 30), 10)
    high = low + F(draw.randint(1, 30), 10)
    if high <= waiting:
        return
    found = uniform_cutoffs((low, high), TrialChances(defendants, capacity), price, waiting)
    gains = [price - waiting - c for c in bernstein((low, high), defendants, capacity, waiting)]
    by_gains = [
        one.hold_out_probability
        for one in pg.equilibria(pg.AnonymousGame(gain=gains))
        if one.kind != "asymmetric"
    ]
    assert found.complete
    assert [float(each.share) for each in found.cutoffs] == pytest.approx(by_gains, abs=1e-12)
    stable = [one.stable for one in pg.equilibria(pg.AnonymousGame(gain=gains))
              if one.kind != "asymmetric"]  # fmt: skip
    assert [each.stable for each in found.cutoffs] == stable
    assert len(by_gains) == 1 or low > waiting
    # the general search finds the same, but for ties
    law = read_case_law(stats.uniform(float(low), float(high - low)))
    general = continuous_cutoffs(law, TrialChances(defendants, capacity), price, waiting)
    if general.complete:
        assert [float(each.share) for each in general.cutoffs] == pytest.approx(by_gains, abs=1e-6)


def test_uniform_laws_against_exact_isolation():
    draw = random.Random(21)
    for _ in range(40):
        hold_uniform_against_exact_isolation(draw)


def test_ties_of_uniform_laws():
    # s at the lower end, and all-hold exactly at the upper one
    found = pg.private_cases(caseload(10, 1, 1), stats.uniform(1, 1))
    assert [(each.kind, each.stable) for each in found] == [
        ("all plead", False), ("all hold out", True)]  # fmt: skip
    found = pg.private_cases(caseload(5, 1, "1/5"), stats.uniform(0, 1))
    assert [each.kind for each in found] == ["all hold out"] and found[0].cost == 1
    # contagion: with one trial any offer above the lower end, however little, is refused by all
    found = pg.private_cases(caseload(10, 1, "1.0001"), stats.uniform(1, 1))
    assert [each.kind for each in found] == ["all hold out"]


def test_offers_at_which_uniform_laws_strike():
    for defendants, capacity, low, width in ((10, 3, "0.5", "0.5"), (7, 2, "1", "0.4")):
        low, width = F(low), F(width)
        coefficients = bernstein((low, low + width), defendants, capacity, 0)
        enough = max(coefficients[capacity - 1], coefficients[capacity])
        law = stats.uniform(float(low), float(width))
        assert [each.kind for each in
                pg.private_cases(caseload(defendants, capacity, enough + F(1, 1000)), law)] == [
            "all hold out"
        ]  # fmt: skip
    # many defendants: the κ-quantile
    law = stats.uniform(1, 1)
    assert len(pg.private_cases(caseload(10**6, 50_000, "1.055"), law)) == 1
    assert len(pg.private_cases(caseload(10**6, 50_000, "1.045"), law)) == 3


LAWS = [
    stats.norm(1, 0.3), stats.lognorm(0.5), stats.expon(0.2, 0.6), stats.gamma(3, 0, 0.3),
    stats.beta(2, 5, 0.5, 2), stats.triang(0.3, 0.5, 1), stats.truncnorm(-1, 2, 1, 0.3),
    stats.weibull_min(2, 0.2, 1), stats.logistic(1, 0.1),
]  # fmt: skip


def cutoffs_by_grid(law, defendants, capacity, price, waiting):
    """Changes of sign on 100,000 points, with F summed from binomial probabilities."""
    top = waiting + (price - waiting) * defendants / capacity
    costs = np.linspace(price, top, 100_001)[1:-1]
    x = law.cdf(costs)
    others = defendants - 1
    chance = sum(
        stats.binom.pmf(n, others, x) * min(1, capacity / (n + 1)) for n in range(defendants)
    )
    values = (costs - waiting) * chance - (price - waiting)
    values = np.concatenate([[-1.0], values, [1.0]])
    places = np.flatnonzero(np.sign(values[1:]) != np.sign(values[:-1]))
    return [float(price + (top - price) * (i + 0.5) / 100_000) for i in places]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.dist.name)
def test_continuous_laws_against_a_grid(law):
    draw = random.Random(law.dist.name)
    for _ in range(2):
        defendants = draw.randint(2, 12)
        capacity = draw.randint(1, defendants - 1)
        waiting = draw.choice((0, 0.25))
        price = round(waiting + draw.uniform(0.1, 1.2), 3)
        found = pg.private_cases(caseload(defendants, capacity, price, waiting), law)
        expected = cutoffs_by_grid(law, defendants, capacity, price, waiting)
        reach = (price - waiting) * defendants / capacity
        assert [float(each.cost) for each in found] == pytest.approx(expected, abs=4e-5 * reach)
        assert found.complete and len(found) % 2 == 1
        assert [each.stable for each in found] == [i % 2 == 0 for i in range(len(found))]


def test_laws_of_which_little_is_known_are_searched():
    bimodal = stats.rv_histogram(
        (np.array([5, 0, 0, 5]), np.array([0.5, 0.6, 0.9, 1.4, 1.5])), density=False
    )
    found = pg.private_cases(caseload(10, 3, "0.55"), bimodal)
    expected = cutoffs_by_grid(bimodal, 10, 3, 0.55, 0)
    assert [float(each.cost) for each in found] == pytest.approx(expected, abs=1e-4)
    assert not found.complete and "not proved" in found.proof


def test_one_equilibrium_where_the_share_per_cost_does_not_rise():
    for law in (stats.expon(0, 1), stats.uniform(0, 3), stats.uniform(-1, 2), stats.beta(1, 3)):
        for defendants, capacity, price in ((8, 2, 0.2), (8, 2, 0.7), (50, 1, 0.1)):
            assert len(pg.private_cases(caseload(defendants, capacity, price), law)) == 1


def test_limit_of_many_defendants():
    rate, law = 0.05, stats.norm(8, 2)
    found = pg.private_cases(caseload(10**6, 50_000, 3), law)
    assert law.cdf(3) < rate and float(found[0].cost) == pytest.approx(3, abs=1e-6)
    # above κ, where G crosses κ(t − d)/(s − d)
    inner = [each for each in found if each.kind == "cutoff"][1:]
    for each in inner:
        assert law.cdf(each.cost) == pytest.approx(rate * each.cost / 3, rel=1e-3)
    few = [pg.private_cases(caseload(n, n // 20, 3), law)[1].cost for n in (200, 2000, 20_000)]
    gaps = [abs(each - found[1].cost) for each in few]
    assert gaps[0] > gaps[1] > gaps[2]
    # G(s) > κ: no cutoff stays at s
    crowded = pg.private_cases(caseload(10**6, 50_000, 6), law)
    assert float(crowded[0].cost) > 6.5


def test_a_common_factor_selects_the_laplacian_cutoff():
    # with a flat θ the rank of one's own error is uniform, whatever the law of errors
    rng = np.random.default_rng(4)
    for errors in (rng.normal, rng.exponential, rng.uniform):
        drawn = errors(size=(100_000, 5))
        below = (drawn[:, 1:] < drawn[:, :1]).sum(axis=1)
        assert np.bincount(below) / 100_000 == pytest.approx(np.full(5, 0.2), abs=0.01)
    found = pg.private_cases(caseload(10, 3, "1/2"), stats.uniform(0.8, 0.4))
    ratio = float(pg.thresholds(caseload(10, 3, "1/2")).laplacian_ratio)
    assert found.laplacian_cutoff == pytest.approx(0.5 / ratio)
    assert found.laplacian_share == 0
    assert found.complete_information == pytest.approx((0, 0.597032692010589, 1))


def revenue_by_enumeration(defendants, capacity, price, waiting, values, weights, cutoff):
    """What the prosecutor collects per defendant if all below the cutoff hold out."""
    total = F(0)
    for types in product(range(len(values)), repeat=defendants):
        weight = F(1)
        for place in types:
            weight *= weights[place]
        costs = [values[place] for place in types]
        held = [cost for cost in costs if cost < cutoff]
        tried = min(F(1), F(capacity, len(held))) * sum(held) if held else F(0)
        total += weight * (tried + price * (defendants - len(held)))
    return total / defendants


def hold_screening_against_enumeration(draw):
    defendants, capacity, _, waiting, values, weights = random_case(draw)
    if values[-1] <= waiting:
        return
    game = caseload(defendants, capacity, waiting + 1, waiting)
    best = pg.private_cases(game, dict(zip(values, weights, strict=True))).best_offer
    revenues = [revenue_by_enumeration(defendants, capacity, F(0), waiting, values, weights, F(99))]
    below = F(0)
    for value, weight in zip(values, weights, strict=True):
        if value >= waiting:
            tried = chance(defendants, capacity, [below] * (defendants - 1))
            price = waiting + (value - waiting) * tried
            revenues.append(
                revenue_by_enumeration(defendants, capacity, price, waiting, values, weights, value)
            )
        below += weight
    assert best.revenue == max(revenues)


def test_screening_against_enumeration():
    draw = random.Random(6)
    for _ in range(60):
        hold_screening_against_enumeration(draw)


def collected(cutoff, price, values, weights):
    """What an equilibrium brings per defendant, from its shares and chances alone."""
    x, tried = float(cutoff.share), float(cutoff.trial_chance)
    below, worth = 0.0, 0.0
    for value, weight in zip(values, weights, strict=True):
        held = min(float(weight), max(x - below, 0.0))
        worth += held * tried * float(value)
        below += float(weight)
    return worth + (1 - x) * float(price)


def hold_sure_offer_against_every_offer(draw):
    defendants, capacity, _, waiting, values, weights = random_case(draw)
    if values[0] < 0 or values[-1] <= waiting:
        return
    law = dict(zip(values, weights, strict=True))
    sure = pg.private_cases(caseload(defendants, capacity, waiting + 1, waiting), law).sure_offer
    worst = []
    offers = [waiting + F(n, 16) for n in range(1, 56)]
    if sure.offer is not None and sure.offer > waiting:
        offers.append(sure.offer - F(1, 10**6))
    for offer in offers:
        found = pg.private_cases(caseload(defendants, capacity, offer, waiting), law)
        worths = [collected(each, offer, values, weights) for each in found]
        assert worths == pytest.approx(sorted(worths, reverse=True))
        worst.append(worths[-1])
    assert max(worst) <= float(sure.revenue) + 1e-12
    if sure.offer is not None and sure.offer > waiting:
        assert worst[-1] == pytest.approx(float(sure.revenue), abs=1e-5)


def test_sure_offers_against_every_offer():
    draw = random.Random(2)
    for _ in range(8):
        hold_sure_offer_against_every_offer(draw)
    for size, share in (((2, 1), F(1, 4)), ((10, 3), F(1, 5))):
        sure = pg.private_cases(caseload(*size, "1/2"), {0: share, 1: 1 - share}).sure_offer
        assert sure.revenue == (1 - share) * F(size[1], size[0])
        assert sure.offer is None  # as much as trials by lot bring


@pytest.mark.parametrize("law", LAWS[:6], ids=lambda law: law.dist.name)
def test_screening_of_densities(law):
    defendants, capacity, waiting = 6, 2, 0.1
    best = pg.private_cases(caseload(defendants, capacity, 1, waiting), law).best_offer

    def revenue(cost):
        share = law.cdf(cost)
        tried = sum(
            stats.binom.pmf(n, defendants - 1, share) * min(1, capacity / (n + 1))
            for n in range(defendants)
        )
        tried_worth = quad(lambda t: t * law.pdf(t), *bounds(law, cost), limit=200)[0]
        return (1 - share) * (waiting + (cost - waiting) * tried) + tried * tried_worth

    starts = np.linspace(law.ppf(0.01), law.ppf(0.99), 25)
    at = max(starts, key=revenue)
    step = starts[1] - starts[0]
    done = minimize_scalar(lambda t: -revenue(t), bounds=(at - step, at + step), method="bounded")
    assert best.revenue == pytest.approx(max(-done.fun, law.mean() / 3), rel=1e-7)
    assert revenue(best.cost) == pytest.approx(best.revenue, rel=1e-9)


def bounds(law, cost):
    low = max(law.support()[0], law.ppf(1e-12))
    return low, max(cost, low)


def test_wrong_guesses_fail():
    # N in place of N − 1 in F: counting oneself as random
    x = F(1, 4)
    guess = sum(
        comb(2, n) * x**n * (1 - x) ** (2 - n) * min(F(1), F(1, max(n, 1))) for n in range(3)
    )
    assert guess != pg.private_cases(caseload(2, 1, "1/2"), {0: 1, 1: 3}).hard_core_chance
    # hold out iff T < s
    found = pg.private_cases(caseload(10, 3, "0.53"), stats.uniform(0.5, 0.5))
    assert all(float(each.cost) > 0.53 for each in found)
    # the mean of T in place of T for those who are tried
    best = pg.private_cases(caseload(2, 1, "1/2"), stats.uniform(0, 1)).best_offer
    share, tried = best.share, 1 - best.share / 2
    assert (1 - share) * best.offer + share * tried * 0.5 > best.revenue + 0.01
    # (t − d)F is not monotone
    assert len(found) == 3


def test_scipy_and_lists_are_read_alike():
    game = caseload(10, 3, "0.53")
    by_list = pg.private_cases(game, [1, 2, 2, 4])
    assert by_list.cutoffs == pg.private_cases(game, {1: 1, 2: 2, 4: 1}).cutoffs
    law = stats.rv_discrete(values=([1, 2, 4], [0.25, 0.5, 0.25]))
    assert pg.private_cases(game, law).cutoffs == by_list.cutoffs
    assert pg.private_cases(game, law()).cutoffs == by_list.cutoffs
    shifted = stats.randint(0, 4, loc=0.5)
    assert (
        pg.private_cases(game, shifted).cutoffs
        == pg.private_cases(game, [0.5, 1.5, 2.5, 3.5]).cutoffs
    )
    binomial = pg.private_cases(game, stats.binom(3, 0.5))
    by_hand = pg.private_cases(game, {0: 1, 1: 3, 2: 3, 3: 1})
    assert [each.kind for each in binomial] == [each.kind for each in by_hand]
    assert [float(each.cost) for each in binomial] == pytest.approx(
        [float(each.cost) for each in by_hand], rel=1e-14
    )
    poisson = pg.private_cases(game, stats.poisson(2))
    assert poisson.complete and poisson.mean_cost == pytest.approx(2, abs=1e-12)
    assert read_case_law(stats.norm).mode == 0


def test_terms_move_the_price():
    game = caseload(10, 3, "0.4").with_terms(pg.VisibleDefection("0.13"))
    law = {0: 1, 1: 3}
    plain = pg.private_cases(caseload(10, 3, "0.53"), law)
    assert pg.private_cases(game, law).cutoffs == plain.cutoffs
    assert pg.private_cases(game, law).best_offer.offer == plain.best_offer.offer - F("0.13")


def test_corners():
    law = {0: 1, 1: 3}
    nobody_tried = pg.private_cases(caseload(5, 0, "0.5"), law)
    assert [each.kind for each in nobody_tried] == ["all hold out"]
    assert nobody_tried[0].cost == inf and nobody_tried.record()["cutoffs"][0]["cost"] is None
    for defendants, capacity in ((1, 1), (3, 3), (3, 7)):
        (one,) = pg.private_cases(caseload(defendants, capacity, "0.5"), law)
        assert one.cost == F(1, 2) and one.share == F(1, 4) and one.trial_chance == 1
    (tie,) = pg.private_cases(caseload(3, 3, 1), law)
    assert tie.at_atom == 1 and not tie.stable
    assert "every probability" in str(pg.private_cases(caseload(3, 3, 1), law))
    (free,) = pg.private_cases(caseload(3, 1, "0.5", "0.5"), law)
    assert free.cost == F(1, 2) and free.share == F(1, 4)
    heavy = pg.private_cases(caseload(10, 3, "0.53"), stats.pareto(0.8))
    assert heavy.best_offer is None and heavy.complete_information == ()
    assert json.loads(json.dumps(heavy.record()))["mean_cost"] is None
    for found in (nobody_tried, heavy, free):
        assert str(found) and json.dumps(json_ready(found), allow_nan=False)


def test_ties_at_large_sizes_are_decided():
    # F(1) at the top: s = κ exactly, in exact arithmetic though N is a million
    game = caseload(10**6, 50_000, "0.05")
    found = pg.private_cases(game, {0: "0.5", 1: "0.5"})
    assert found.complete
    assert [each.kind for each in found if each.cost == 1] == ["all hold out"]
    assert not next(each for each in found if each.cost == 1).stable


@pytest.mark.parametrize(
    ("change", "law", "words"),
    [
        ({}, {0: 1}, "must have mass above dismissal_cost = 0"),
        ({}, stats.uniform(-2, 1), "must have mass above dismissal_cost = 0"),
        ({}, {1: -1}, "must have a weight of 0 or more"),
        ({}, {"x": 1}, "must be a number"),
        ({}, [], "must have a weight above 0"),
        ({}, 5, "must be a distribution of T"),
        ({}, "norm", "must be a distribution of T"),
        ({}, stats.uniform(0, -1), "must have parameters in range"),
        ({}, stats.gamma, "must have its parameters"),
        ({}, [float("nan")], "must be a finite number|must be a number"),
        ({"dismissal_cost": "0.7"}, {1: 1}, "must be at least dismissal_cost = 7/10 here"),
        ({"defendants": 10**7}, {1: 1}, "must be at most 1,000,000 here"),
    ],
)
def test_wrong_input_is_refused(change, law, words):
    game = caseload(10, 3, "0.5").with_parameters(**change)
    with pytest.raises(pg.ParameterError, match=words):
        pg.private_cases(game, law)


def test_wrong_games_are_refused():
    with pytest.raises(pg.ParameterError, match="must be a PleaGame"):
        pg.private_cases(3, {1: 1})
    with pytest.raises(pg.ParameterError, match="must be a whole number of trials"):
        pg.private_cases(caseload(10, 3, "0.5").with_terms(pg.BudgetSurge("0.5")), {1: 1})
    with pytest.raises(pg.ParameterError) as refused:
        pg.private_cases(caseload(10, 3, "0.5", "0.7"), {"x": 1, 2: -1})
    assert len(refused.value.faults) == 3


def test_the_law_says_what_it_is():
    law = read_case_law(stats.beta(2, 3, scale=10))
    assert isinstance(law, ContinuousLaw)
    assert law.describe() == "T beta, from 0 to 10" and law.mode == pytest.approx(10 / 3)
    assert read_case_law(stats.beta(0.5, 0.5)).mode is None


def test_best_replies_are_the_share_of_cases_that_would_hold_out():
    game = pg.PleaGame(defendants=6, capacity=2, offer="2.3", sentence=1)
    law = {Fraction(1): 1, Fraction(3): 2, Fraction(7): 3}
    found = pg.information.best_replies(pg.private_cases(game, law), points=5)
    for x, reply in zip(found.probabilities, found.replies, strict=True):
        others = stats.binom.pmf(range(6), 5, x)
        tried = sum(chance * min(1, 2 / (m + 1)) for m, chance in enumerate(others))
        assert reply == pytest.approx(sum(w for cost, w in law.items() if cost * tried <= 2.3) / 6)
