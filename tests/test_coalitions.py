"""Coalitions against all subsets of named defendants, and agreements within agreements."""

import random
from fractions import Fraction
from functools import cache
from itertools import chain, combinations, product

import numpy as np
import pytest

import plea_games as pg
from plea_games.games.count_payoffs import CountPayoffs
from plea_games.games.payoff_levels import payoff_levels

QUICK = range(60)


def draw(seed, most=5):
    """Few levels, so that ties are common."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, most + 1))
    return CountPayoffs.of(*(rng.integers(0, 5, n).tolist() for _ in range(2)))


def plea_game(n, k, ratio, dismissal_cost=1):
    return pg.PleaGame(defendants=n, capacity=k, offer=dismissal_cost + Fraction(ratio),
                       sentence=dismissal_cost + 1, dismissal_cost=dismissal_cost)  # fmt: skip


def get(payoffs, profile, i):
    m = sum(profile)
    return payoffs.hold_out[m - 1] if profile[i] else payoffs.plead[m]


def switched(profile, members):
    return tuple(not a if i in members else a for i, a in enumerate(profile))


def subsets(people, least=1):
    return chain.from_iterable(combinations(people, k) for k in range(least, len(people) + 1))


def immune_by_brute_force(payoffs, m):
    """The largest k such that no coalition of up to k gains, by all coalitions and deviations."""
    n = payoffs.defendants
    profile = tuple(i < m for i in range(n))
    for size in range(1, n + 1):
        for members in combinations(range(n), size):
            then = switched(profile, members)
            if all(get(payoffs, then, i) > get(payoffs, profile, i) for i in members):
                return size - 1
    return n


def coalition_proof_by_brute_force(payoffs):
    """The definition, for named defendants."""
    n = payoffs.defendants

    @cache
    def self_enforcing(members, profile):
        return all(
            proof(part, profile) for part in subsets(members) if len(part) < len(members)
        )  # fmt: skip

    @cache
    def proof(members, profile):
        if not self_enforcing(members, profile):
            return False
        for actions in product((False, True), repeat=len(members)):
            then = list(profile)
            for i, action in zip(members, actions, strict=True):
                then[i] = action
            then = tuple(then)
            if then == profile:
                continue
            better = all(get(payoffs, then, i) > get(payoffs, profile, i) for i in members)
            if better and self_enforcing(members, then):
                return False
        return True

    everybody = tuple(range(n))
    return {
        sum(profile) for profile in product((False, True), repeat=n) if proof(everybody, profile)
    }


def rows(found):
    """One for each number of hold-outs, stretches written out."""
    for e in found:
        for m in range(e.holdouts, e.holdouts_to + 1):
            step = (e.largest_immune_to > e.largest_immune) - (
                e.largest_immune_to < e.largest_immune
            )
            yield m, e.largest_immune + step * (m - e.holdouts), e.strong, e.coalition_proof


def check(seed, most=5):
    payoffs = draw(seed, most)
    n = payoffs.defendants
    found = {
        m: (k, strong, proof)
        for m, k, strong, proof in rows(pg.coalitions(pg.AnonymousGame.of_levels(payoffs)))
    }
    immune = {m: immune_by_brute_force(payoffs, m) for m in range(n + 1)}
    assert {m: k for m, (k, _, _) in found.items()} == {m: k for m, k in immune.items() if k}
    assert all(strong == (k == n) for k, strong, _ in found.values())
    assert {m for m, (_, _, proof) in found.items() if proof} == coalition_proof_by_brute_force(
        payoffs
    )


@pytest.mark.parametrize("seed", QUICK)
def test_random_games(seed):
    check(seed, most=4)


@pytest.mark.parametrize("n", range(1, 7))
@pytest.mark.parametrize("k", [0, 1, 2, 3, 7])
def test_lotteries_agree_with_the_search(n, k):
    for ratio in {Fraction(a, b) for b in range(1, 7) for a in range(-1, b + 3)}:
        if ratio < -1:
            continue
        game = plea_game(n, k, ratio)
        closed, searched = (
            pg.coalitions(game),
            pg.coalitions(pg.AnonymousGame.of_levels(payoff_levels(game))),
        )
        assert list(rows(closed)) == list(rows(searched))


def test_a_lottery_of_trials_that_are_no_whole_number():
    surge = plea_game(6, 3, "1").with_terms(pg.BudgetSurge("1/2"))  # 4½ trials
    assert list(rows(pg.coalitions(surge))) == list(
        rows(pg.coalitions(pg.AnonymousGame.of_levels(payoff_levels(surge))))
    )


@pytest.mark.parametrize(
    ("n", "k", "ratio", "immune"),
    [(230, 12, "2/5", 30), (10, 3, "1/2", 6), (100, 5, "0.61", 8), (5, 1, "1/3", 3)],
)
def test_reference_values(n, k, ratio, immune):
    plead, hold = pg.coalitions(plea_game(n, k, ratio))
    assert (plead.holdouts, plead.largest_immune) == (0, immune)
    assert (hold.largest_immune, hold.strong, hold.coalition_proof) == (n, True, True)


def test_not_the_tipping_point_less_one():
    game = plea_game(230, 12, "2/5")
    assert pg.thresholds(game).tipping_holdouts == 30
    assert next(iter(pg.coalitions(game))).largest_immune == 30


def test_testimony_reference_value():
    """(230, 12, 2/5), β = 1/4, q = 1/20: k* of all-plead is 37, by both payoff levels."""
    silence = Fraction(19, 20)
    costs = [
        min(Fraction(1), Fraction(12, m)) * (1 + Fraction(1, 4) * (1 - silence ** (230 - m)))
        for m in range(1, 231)
    ]
    payoffs = CountPayoffs(tuple(-c for c in costs), (Fraction(-2, 5),) * 230)
    assert next(iter(pg.coalitions(pg.AnonymousGame.of_levels(payoffs)))).largest_immune == 37


def test_both_are_coalition_proof_at_the_tie():
    proof = [m for m, _, _, proof in rows(pg.coalitions(plea_game(3, 2, "2/3"))) if proof]
    assert (
        proof
        == [0, 3]
        == sorted(coalition_proof_by_brute_force(payoff_levels(plea_game(3, 2, "2/3"))))
    )


def test_gains_do_not_tell_payoff_levels():
    """Two games with equal gains; in one of them it is a dilemma that all plead."""
    plain = CountPayoffs.of(hold_out=[-1, -1], plead=[0, 0])
    dilemma = CountPayoffs.of(hold_out=[-1, 2], plead=[0, 3])
    assert plain.gain == dilemma.gain
    assert list(rows(pg.coalitions(pg.AnonymousGame.of_levels(plain)))) == [(0, 2, True, True)]
    assert list(rows(pg.coalitions(pg.AnonymousGame.of_levels(dilemma)))) == [(0, 1, False, True)]


def test_large_games():
    found = pg.coalitions(plea_game(10**9, 10**8, "1/2"))
    assert next(iter(found)).largest_immune == 2 * 10**8
    rng = np.random.default_rng(5)
    n = 3000
    payoffs = CountPayoffs.of(*(rng.integers(0, 50, n).tolist() for _ in range(2)))
    for e in list(pg.coalitions(pg.AnonymousGame.of_levels(payoffs)))[::50]:
        m = e.holdouts
        joins = [y for y in range(1, n - m + 1) if payoffs.hold_out[m + y - 1] > payoffs.plead[m]]
        leaves = [x for x in range(1, m + 1) if payoffs.plead[m - x] > payoffs.hold_out[m - 1]]
        assert e.largest_immune == min([*joins, *leaves, n + 1]) - 1
        if e.strong:
            assert e.coalition_proof


def test_more_than_forty_are_undecided_where_no_rule_applies():
    """Pleading is dominant, and pairs would rather hold out, each of whom would then plead."""
    proofs = []
    for n in (40, 41):
        dilemma = CountPayoffs.of([m - Fraction(3, 2) for m in range(1, n + 1)], range(n))
        proofs.append(list(rows(pg.coalitions(pg.AnonymousGame.of_levels(dilemma)))))
    assert proofs == [[(0, 1, False, True)], [(0, 1, False, None)]]


def test_rules_for_many_say_nothing_else_than_the_recursion(monkeypatch):
    for seed in range(150):
        payoffs = draw(seed, 7)
        full = {
            m: proof for m, _, _, proof in rows(pg.coalitions(pg.AnonymousGame.of_levels(payoffs)))
        }
        with monkeypatch.context() as only_rules:
            only_rules.setattr("plea_games.information.deviations.coalitions.MOST_RECURSIVE", 0)
            ruled = {
                m: proof
                for m, _, _, proof in rows(pg.coalitions(pg.AnonymousGame.of_levels(payoffs)))
            }
        assert all(proof in (None, full[m]) for m, proof in ruled.items())


def test_faults():
    with pytest.raises(pg.ParameterError, match="as many entries"):
        CountPayoffs.of([1, 2], [1])
    with pytest.raises(pg.ParameterError, match="hold_out for 2"):
        CountPayoffs.of([1, "x"], [1, 2])
    with pytest.raises(pg.ParameterError, match="what each action pays"):
        pg.coalitions(pg.AnonymousGame(gain=[1]))


@pytest.mark.parametrize("seed", range(150))
def test_closed_form_with_testimony_is_the_search(seed):
    rng = random.Random(seed)
    n, k = rng.randint(1, 9), rng.randint(0, 10)
    beta, q = Fraction(rng.randint(0, 4), 2), Fraction(rng.randint(0, 4), 4)
    heard = [1 - (1 - q) ** (n - m) for m in range(1, n + 1)]
    costs = [min(Fraction(1), Fraction(k, m)) * (1 + beta * p)
             for m, p in enumerate(heard, 1)]  # fmt: skip
    price = rng.choice([*costs, Fraction(rng.randint(0, 12), 8)])  # often a tie
    game = pg.PleaGame(defendants=n, capacity=k, offer=price, sentence=1 + beta,
                       conviction=1 / (1 + beta)).with_terms(pg.Testimony(q))  # fmt: skip
    levels = pg.AnonymousGame(hold_out=[-cost for cost in costs], plead=[-price] * n)

    def listed(found):
        for each in found:
            steps = range(each.holdouts_to - each.holdouts + 1)
            falls = each.largest_immune != each.largest_immune_to
            for step in steps:
                immune = each.largest_immune - step * falls
                yield each.holdouts + step, immune, each.strong, each.coalition_proof

    assert list(listed(pg.coalitions(game))) == list(listed(pg.coalitions(levels)))


def test_many_with_testimony():
    game = pg.PleaGame(defendants=10**7, capacity=500_000, offer=4, sentence=10, conviction="4/5")
    all_plead, _ = pg.coalitions(game.with_terms(pg.Testimony("1/20")))
    assert all_plead.largest_immune == 1_250_000 - 1  # K(1 + β)/r = 1,250,000, all but surely heard
