"""Races to plead against profiles, orders of pleading, trees, linear programs and Gambit."""

import io
from fractions import Fraction
from functools import cache
from itertools import permutations, product

import numpy as np
import pygambit
import pytest
from scipy.optimize import linprog

import plea_games as pg
from plea_games.information.races.rank_offers import (
    one_prize_offers,
    one_prize_ratio,
)
from plea_games.solvers.sequences.hidden_queue import hidden_queue_ratio

QUICK = range(40)


def lottery(n, k, dismissal_cost=0, trial_cost=1):
    """A game whose own offer plays no part."""
    return pg.PleaGame(defendants=n, capacity=k, offer=dismissal_cost, sentence=trial_cost,
                       dismissal_cost=dismissal_cost)  # fmt: skip


def draw(seed, most):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, most + 1))
    k = int(rng.integers(0, n + 2))
    d = Fraction(int(rng.integers(0, 3)), 4)
    offers = [Fraction(int(x), 12) for x in rng.integers(0, 19, n)]
    return n, k, d, sorted(offers) if seed % 3 else offers


def cost(n, k, d, m):
    return d + min(Fraction(1), Fraction(k, m)) * (2 - d)


def payoffs_over_orders(n, k, d, offers, profile):
    """What each gets on average over all orders in which the pleas may come."""
    pleading = [i for i in range(n) if not profile[i]]
    m = n - len(pleading)
    got = [-cost(n, k, d, m) if profile[i] else Fraction(0) for i in range(n)]
    orders = list(permutations(pleading))
    for order in orders:
        for rank, i in enumerate(order):
            got[i] -= offers[rank] / len(orders)
    return got


def check_hidden(seed, most=4):
    n, k, d, offers = draw(seed, most)
    race = pg.information.race_to_plead(lottery(n, k, d, 2), offers=offers)
    profiles = list(product((False, True), repeat=n))
    got = {p: payoffs_over_orders(n, k, d, offers, p) for p in profiles}
    for p in profiles:
        m = sum(p)
        for i in range(n):
            expected = race.payoffs.hold_out[m - 1] if p[i] else race.payoffs.plead[m]
            assert got[p][i] == expected

    def other(p, i):
        return (*p[:i], not p[i], *p[i + 1 :])

    pure = {sum(p) for p in profiles if all(got[p][i] >= got[other(p, i)][i] for i in range(n))}
    ours = {m for e in race.hidden if e.holdouts is not None and not e.mixers
            for m in range(e.holdouts, e.holdouts_to + 1)}  # fmt: skip
    assert pure == ours
    assert race.standing == max(pure)
    dominant = all(got[p][i] < got[other(p, i)][i] for p in profiles for i in range(n) if p[i])
    assert race.unravels == dominant == (pure == {0})
    means = [sum(offers[:j]) / j for j in range(1, n + 1)]
    assert race.unravels == all(mean < cost(n, k, d, n - j) for j, mean in enumerate(means))
    all_plead, all_hold = profiles[0], profiles[-1]
    assert race.dilemma == (dominant and got[all_hold][0] > got[all_plead][0])
    assert race.rising == (list(race.gains.gain) == sorted(race.gains.gain))
    assert (race.potential is None) != race.rising


def pleaders_in_order(n, k, d, offers, ties_plead):
    """How many plead in the subgame-perfect play of a fixed order."""

    @cache
    def play(turn, pleaded):
        if turn == n:
            return pleaded
        held, pleads = play(turn + 1, pleaded), play(turn + 1, pleaded + 1)
        refusing, accepting = cost(n, k, d, n - held), offers[pleaded]
        accepts = accepting <= refusing if ties_plead else accepting < refusing
        return pleads if accepts else held

    return play(0, 0)


def check_visible(seed, most=7):
    n, k, d, offers = draw(seed, most)
    race = pg.information.race_to_plead(lottery(n, k, d, 2), offers=offers)
    assert race.pleads_alone == pleaders_in_order(n, k, d, offers, ties_plead=False)
    assert race.pleads_alone_ties == pleaders_in_order(n, k, d, offers, ties_plead=True)


@pytest.mark.parametrize("seed", QUICK)
def test_hidden_queue(seed):
    check_hidden(seed)


@pytest.mark.parametrize("seed", QUICK)
def test_visible_queue(seed):
    check_visible(seed)


@pytest.mark.parametrize(
    ("n", "k", "value", "visible"),
    [
        (2, 1, "3/4", 0.75),
        (5, 1, "3/5", 0.4567),
        (10, 1, "7/15", 0.2929),
        (10, 3, "3/4", 0.6287),
        (100, 5, "857/2200", 0.1952),
        (230, 12, "2446/6095", 0.2042),
    ],
)
def test_reference_values_of_the_dearest_offers(n, k, value, visible):
    found = pg.information.rank_offers(lottery(n, k))
    assert found.hidden_mean == hidden_queue_ratio(n, k) == Fraction(value)
    assert sum(found.hidden) / n == Fraction(value)
    assert round(float(found.visible_mean), 4) == visible
    assert float(sum(found.visible) / n) == pytest.approx(float(found.visible_mean))
    below = [Fraction(999, 1000) * offer for offer in found.hidden]
    assert pg.information.race_to_plead(lottery(n, k), offers=below).unravels
    assert not pg.information.race_to_plead(lottery(n, k), offers=found.hidden).unravels
    below = [Fraction(999, 1000) * offer for offer in found.visible]
    assert pg.information.race_to_plead(lottery(n, k), offers=below).pleads_alone == n


@pytest.mark.parametrize("n", range(1, 13))
@pytest.mark.parametrize("k", ["0", "1", "2", "5/2", "4", "9", "12"])
def test_dearest_hidden_offers_solve_the_linear_program(n, k):
    k = Fraction(k)
    sums = np.tril(np.ones((n, n)))
    bounds = [float(j * min(1, k / (n - j + 1))) for j in range(1, n + 1)]
    solved = linprog(-np.ones(n), A_ub=sums, b_ub=bounds, bounds=(0, 1))
    assert float(hidden_queue_ratio(n, k)) == pytest.approx(-solved.fun / n, abs=1e-9)


def test_dearest_hidden_offers_rise_and_keep_below_trial():
    for n in range(1, 14):
        for k in range(n + 2):
            offers = pg.information.rank_offers(lottery(n, k)).hidden
            assert list(offers) == sorted(offers)
            assert max(offers) <= 1
            total = Fraction(0)
            for j, offer in enumerate(offers, 1):
                total += offer
                assert total <= j * min(Fraction(1), Fraction(k, n - j + 1))
            assert total == n * hidden_queue_ratio(n, k)


def test_many_defendants_pay_two_roots_less_one_rate():
    assert float(hidden_queue_ratio(10**9, 5 * 10**7)) == pytest.approx(2 * 0.05**0.5 - 0.05)


@pytest.mark.parametrize(
    ("n", "k", "prize", "value"),
    [
        (5, 1, "1/2", "1/2"),
        (10, 1, "1/2", "4/15"),
        (10, 3, "1", "19/28"),
        (230, 12, "2/5", "17/234"),
    ],
)
def test_reference_values_of_one_prize(n, k, prize, value):
    assert one_prize_ratio(n, k, Fraction(prize)) == Fraction(value)


@pytest.mark.parametrize("n", range(1, 9))
@pytest.mark.parametrize("k", [0, 1, 2, 3, 8])
@pytest.mark.parametrize("prize", ["1/7", "1/2", "1", "3"])
def test_one_prize_unravels_just_below_its_bound(n, k, prize):
    bound = one_prize_ratio(n, k, Fraction(prize))
    brackets = [min(Fraction(1), Fraction(k, m)) + Fraction(prize) / (n - m + 1)
                for m in range(1, n + 1)]  # fmt: skip
    assert bound == min(brackets)
    for step, unravels in ((Fraction(-1, 10**9), True), (Fraction(0), False)):
        offer = 3 + bound + step  # waiting costs 3 years, so that no offer is negative
        game = pg.PleaGame(defendants=n, capacity=k, offer=offer, sentence=4, dismissal_cost=3)
        assert (
            pg.information.prize_race(game, prize=min(Fraction(prize), offer)).unravels == unravels
        )


def test_one_prize_nibbles():
    game = pg.PleaGame(defendants=6, capacity=1, offer="1/2", sentence=1)
    race = pg.information.prize_race(game, prize="1/2")
    gains = ["-7/12", "-1/10", "1/24", "1/12", "1/20", "-1/6"]
    assert race.gains.gain == tuple(map(Fraction, gains))
    pure = [e.holdouts for e in race.hidden if e.holdouts is not None and not e.mixers]
    assert sorted(pure) == [0, 5]
    mixed = [(e.hold_out_probability, e.stable) for e in race.hidden if e.kind == "mixed"]
    assert [x for x, _ in mixed] == pytest.approx([0.476208434472689, 0.761218366845267], rel=1e-14)
    assert [stable for _, stable in mixed] == [False, True]
    assert race.potential is None
    own_rank = [Fraction(offer) - cost(6, 1, 0, m) / 2  # a pleader's own offer in place of the mean
                for m, offer in zip(range(1, 7), reversed(race.offers), strict=True)]  # fmt: skip
    assert own_rank != list(race.gains.gain)
    without_oneself = [race.payoffs.plead[m - 1] for m in range(2, 7)]
    assert without_oneself != list(race.payoffs.plead[:5])


def test_five_defendants():
    offers = ["0.19", "0.29", "0.49", "0.99", "0.99"]
    race = pg.information.race_to_plead(lottery(5, 1), offers=offers)
    assert race.unravels
    assert race.dilemma
    assert race.pleads_alone == 1
    flat = pg.information.race_to_plead(lottery(5, 1), offers=["0.59"] * 5)
    assert [e.kind for e in flat.hidden if e.kind.startswith("all")] == [
        "all plead",
        "all hold out",
    ]
    assert float(race.mean_offer) == pytest.approx(0.59)
    assert flat.potential == Fraction(2, 3)


def test_dilemma_of_two():
    race = pg.information.race_to_plead(lottery(2, 1), offers=["0.4", "0.8"])
    assert race.gains.gain == (Fraction(-2, 5), Fraction(-1, 10))
    assert race.dilemma
    assert (race.payoffs.plead[0], race.payoffs.hold_out[1]) == (Fraction(-3, 5), Fraction(-1, 2))
    assert race.withstands == 1


def test_coalitions_leave_all_plead():
    """k* compares V(k) with the mean of all offers: min(N, ⌊K/r̄⌋)."""
    for seed in range(60):
        n, k, d, offers = draw(seed, 9)
        ratio = (sum(offers) / n - d) / (2 - d)
        if 0 < ratio <= 1:
            race = pg.information.race_to_plead(lottery(n, k, d, 2), offers=offers)
            assert race.withstands == min(n, k / ratio // 1)


def test_expected_mean_offer_under_mixing():
    """E S̄(1 + Bin(N−1, y)) = (1/(Ny)) Σ s_j P(Bin(N, y) ≥ j), as D(x) says."""
    n, k, d, offers = 6, 2, Fraction(1, 4), [Fraction(j, 5) for j in range(6)]
    race = pg.information.race_to_plead(lottery(n, k, d, 2), offers=offers)
    y = Fraction(2, 7)
    law = pg_law(n, y)
    pleading = sum(s * sum(law[j:]) for j, s in enumerate(offers, 1)) / (n * y)
    others = pg_law(n - 1, 1 - y)
    holding = sum(chance * cost(n, k, d, j + 1) for j, chance in enumerate(others))
    mean = sum(chance * gain for chance, gain in zip(others, race.gains.gain, strict=True))
    assert mean == pleading - holding


def pg_law(n, x):
    law = [Fraction(1)]
    for _ in range(n):
        law = [a * (1 - x) + b * x for a, b in zip([*law, 0], [0, *law], strict=True)]
    return law


def strategic(payoffs):
    """Gambit's game of these payoffs; action 0 is to plead."""
    n = payoffs.defendants
    entries = []
    for profile in (p[::-1] for p in product((0, 1), repeat=n)):
        m = sum(profile)
        entries += [str(payoffs.hold_out[m - 1] if a else payoffs.plead[m]) for a in profile]
    names = " ".join(f'"D{i}"' for i in range(n))
    text = f'NFG 1 R "counts" {{ {names} }} {{ {" ".join("2" * n)} }}\n\n{" ".join(entries)}'
    return pygambit.read_nfg(io.StringIO(text))


def gambit_equilibria(payoffs):
    """What Gambit finds, each weighed by its regret first."""
    game = strategic(payoffs)
    found = pygambit.nash.enumpoly_solve(game).equilibria
    assert all(float(e.max_regret()) < 1e-7 for e in found)
    return [sorted(list(dict(e[player]).values())[1] for player in game.players) for e in found]


@pytest.mark.parametrize("seed", range(30))
def test_gambit_finds_our_equilibria(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 5))
    k = int(rng.integers(1, n))
    offers = sorted(Fraction(int(x), 97) for x in rng.integers(1, 97, n))
    race = pg.information.race_to_plead(lottery(n, k), offers=offers)
    assert race.hidden.complete
    ours = []
    for e in race.hidden:
        if e.hold_out_probability is not None:
            ours.append([e.hold_out_probability] * n)
        else:
            mixing = [x for group in e.mixers for x in [group.probability] * group.count]
            sure = [1.0] * e.holdouts
            ours.append(sorted([*mixing, *sure, *[0.0] * (n - len(mixing) - len(sure))]))
    theirs = gambit_equilibria(race.payoffs)
    for profile in theirs:
        assert any(np.allclose(profile, each, atol=1e-6) for each in ours)
    for profile in ours:
        assert any(np.allclose(profile, each, atol=1e-6) for each in theirs)


def test_terms_that_keep_the_lottery_are_read():
    sanctioned = lottery(4, 1).with_terms(pg.VisibleDefection("1/10"))
    race = pg.information.race_to_plead(sanctioned, offers=[Fraction(1, 4)] * 4)
    assert race.payoffs.plead == (-Fraction(7, 20),) * 4
    assert race.offers == (Fraction(1, 4),) * 4


def test_falling_offers_are_allowed_and_said():
    race = pg.information.race_to_plead(lottery(3, 1), offers=["0.5", "0.2", "0.2"])
    assert race.falls
    assert "Offers fall" in str(race)
    assert "Offers fall" not in str(
        pg.information.race_to_plead(lottery(3, 1), offers=["0.2", "0.2", "0.5"])
    )


@pytest.mark.parametrize(
    ("call", "parameter"),
    [
        (lambda: pg.information.race_to_plead(lottery(3, 1), offers=[1, 2]), "offers"),
        (lambda: pg.information.race_to_plead(lottery(3, 1), offers=[1] * 4), "offers"),
        (
            lambda: pg.information.race_to_plead(lottery(3, 1), offers=[1, -1, "x"]),
            "offer for plea 2",
        ),
        (lambda: pg.information.race_to_plead(lottery(3, 1), offers="123"), "offers"),
        (lambda: pg.information.prize_race(lottery(3, 1), prize=2), "prize"),
        (lambda: pg.information.prize_race(lottery(3, 1), prize=-2), "prize"),
        (lambda: pg.information.rank_offers(lottery(100_001, 5)), "defendants"),
        (lambda: one_prize_offers(pg.AnonymousGame(gain=[1]), Fraction(0)), "game"),
        (lambda: pg.information.rank_offers(lottery(9, 1).with_terms(pg.Pledge(3))), "terms"),
    ],
)
def test_faults(call, parameter):
    with pytest.raises(pg.ParameterError) as refused:
        call()
    assert refused.value.faults[0].parameter == parameter
