"""Wired pleas and packages against all profiles, small trembles and all agreements."""

from fractions import Fraction
from functools import cache
from itertools import product
from math import comb, log

import numpy as np
import pygambit
import pytest

import plea_games as pg
from plea_games.games.lottery_form import lottery_form
from plea_games.information.wiring import refusal_chances
from plea_games.information.wiring.quorum_prices import Quorum, best_quorum
from plea_games.information.wiring.refusal_chances import mixed_refusals
from plea_games.solvers.equilibria import mixed_equilibria
from tests.test_coalitions import coalition_proof_by_brute_force
from tests.test_race import strategic

QUICK = range(60)
ACCEPTS, STRICTLY, REFUSING, ACCEPTING, NOBODY, PERFECT = range(6)


def cost(k, d, m):
    return d + min(Fraction(1), Fraction(k, m)) * (2 - d)


def draw(seed, most=4):
    """Prices at ties as often as not."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, most + 1))
    quorum = int(rng.integers(1, n + 1))
    outside = int(rng.integers(0, 3))
    k = int(rng.integers(1, n + outside + 2))
    d = Fraction(int(rng.integers(0, 2)), 4)
    blame = Fraction(int(rng.integers(0, 3)), 4) if seed % 2 else Fraction(0)
    ties = [cost(k, d, m + outside) for m in range(1, n + 1)]
    ties += [tie + blame for tie in ties] + [sum(ties) / n, Fraction(1), Fraction(5, 2)]
    return n, quorum, outside, k, d, blame, ties[int(rng.integers(len(ties)))]


def bears(n, quorum, outside, k, d, blame, price, profile, i):
    """What i bears where True is to refuse, from the story alone."""
    accepting = n - sum(profile)
    if accepting >= quorum:
        return cost(k, d, sum(profile) + outside) if profile[i] else price
    return cost(k, d, n + outside) + (blame if profile[i] else 0)


def check(seed, most=4):
    n, quorum, outside, k, d, blame, price = case = draw(seed, most)
    game = pg.PleaGame(defendants=n + outside, capacity=k, offer=price, sentence=2,
                       dismissal_cost=d)  # fmt: skip
    wired = pg.information.wired_pleas(game, quorum=quorum, group=n, outside=outside, blame=blame)
    profiles = list(product((False, True), repeat=n))
    for profile in profiles:
        m = sum(profile)
        for i in range(n):
            payoffs = wired.payoffs
            ours = payoffs.hold_out[m - 1] if profile[i] else payoffs.plead[m]
            assert -ours == bears(*case, profile, i)

    def gain(others):
        """The first one's, from refusing."""
        return bears(*case, (False, *others), 0) - bears(*case, (True, *others), 0)

    gains = [gain(others) for others in product((False, True), repeat=n - 1)]
    pivotal = [gain((True,) * (n - 1))]
    told = [each.holds_at(price) for each in wired.prices]
    assert told[ACCEPTS] == (gain((False,) * (n - 1)) <= 0)
    assert told[STRICTLY] == all(g < 0 for g in gains)
    assert told[REFUSING] == (all(g <= 0 for g in gains) and any(g < 0 for g in gains))
    assert told[ACCEPTING] == (all(g >= 0 for g in gains) and any(g > 0 for g in gains))
    assert told[NOBODY] == (pivotal[0] >= 0)
    assert told[PERFECT] == nobody_is_perfect(case, gains)
    values = [Fraction(0)]
    for m in range(1, n + 1):
        values.append(values[-1] + wired.payoffs.gain[m - 1])
    assert told[-1] == all(value < 0 for value in values[1:])
    if not blame:
        proof = coalition_proof_by_brute_force(wired.payoffs)
        failed = cost(k, d, n + outside)
        trades = {m for m in proof if m <= n - quorum}
        assert told[-2] == (proof == {0} and price < failed)
        if price > failed:
            assert not trades
        if price == failed:
            assert 0 in trades
            assert n in proof


def nobody_is_perfect(case, gains):
    """Whether refusing is a best reply to some law that is nearly that all refuse.

    Refusing that is weakly dominated never is one. Else one chance of accepting for all does it, if
    it is small enough.
    """
    n = case[0]
    if any(g < 0 for g in gains) and all(g <= 0 for g in gains):
        return False
    chance = Fraction(1, 10**6)
    mean = sum(
        gain * chance ** (n - 1 - sum(others)) * (1 - chance) ** sum(others)
        for gain, others in zip(gains, product((False, True), repeat=n - 1), strict=True)
    )
    return mean >= 0


@pytest.mark.parametrize("seed", QUICK)
def test_random_games(seed):
    check(seed)


def test_perfection_takes_no_uneven_trembles():
    """Where refusing is weakly dominated, no uneven trembles make it a best reply."""
    rng = np.random.default_rng(2)
    for seed in range(30):
        n, quorum, outside, k, d, _, price = draw(2 * seed)
        case = (n, quorum, outside, k, d, Fraction(0), price)
        others = list(product((False, True), repeat=n - 1))
        gains = [bears(*case, (False, *o), 0) - bears(*case, (True, *o), 0) for o in others]
        if nobody_is_perfect(case, gains):
            continue
        for _ in range(20):
            chances = [Fraction(1, 10 ** int(e)) for e in rng.integers(1, 12, n - 1)]
            mean = Fraction(0)
            for gain, refusals in zip(gains, others, strict=True):
                for refuses, chance in zip(refusals, chances, strict=True):
                    gain *= 1 - chance if refuses else chance
                mean += gain
            assert mean < 0


@pytest.mark.parametrize(
    ("n", "k", "values"),
    [
        (10, 1, {1: "7381/25200", 2: "263/840", 5: "143/360", 8: "8/15", 9: "11/20", 10: "1/10"}),
        (10, 3, {6: "81/100", 7: "33/40", 8: "23/30", 9: "13/20", 10: "3/10"}),
        (230, 12, {218: "1386/1495", 229: "121/230", 230: "6/115"}),
    ],
)
def test_potential_prices(n, k, values):
    game = pg.PleaGame(defendants=n, capacity=k, offer=4, sentence=10)
    for quorum, value in values.items():
        assert pg.information.wired_pleas(game, quorum=quorum).potential_ratio == Fraction(value)
    assert best_quorum(lottery_form(game), n) == (
        n - k,
        (k + Fraction(k, n)) / (k + 1),
    )


def test_potential_price_of_separate_pleas_is_the_laplacian_ratio():
    game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    found = float(pg.information.wired_pleas(game, quorum=1).potential_ratio)
    assert found == pytest.approx(0.204222085218845, rel=1e-14)
    assert found == pytest.approx(float(pg.thresholds(game).laplacian_ratio))
    one_short = pg.information.wired_pleas(game, quorum=229).potential_ratio
    assert float(one_short) == pytest.approx(0.526086956521739, rel=1e-14)


@pytest.mark.parametrize("n", range(2, 9))
@pytest.mark.parametrize("k", range(1, 9))
@pytest.mark.parametrize("outside", [0, 1, 4])
def test_best_quorum(n, k, outside):
    game = pg.PleaGame(defendants=n + outside, capacity=k, offer=1, sentence=2)
    ratios = {
        quorum: pg.information.wired_pleas(
            game, quorum=quorum, group=n, outside=outside
        ).potential_ratio
        for quorum in range(1, n + 1)
    }
    quorum, ratio = best_quorum(lottery_form(game), n, outside)
    assert ratio == ratios[quorum] == max(ratios.values())


@pytest.mark.parametrize(
    ("k", "offer", "quorum", "basin"),
    [(1, 4, 9, 2 / 11), (3, 5, 9, 5 / 23), (1, 4, 1, 0.2322), (3, 5, 1, 0.5970)],
)
def test_basins(k, offer, quorum, basin):
    game = pg.PleaGame(defendants=10, capacity=k, offer=offer, sentence=10)
    found = pg.information.wired_pleas(game, quorum=quorum).accepting_basin
    assert found == pytest.approx(basin, abs=1e-14 if quorum > 1 else 5e-5)


def test_basins_shrink_as_the_quorum_rises():
    for k in (1, 2, 4):
        game = pg.PleaGame(defendants=12, capacity=k, offer=5, sentence=10)
        basins = [
            pg.information.wired_pleas(game, quorum=quorum).accepting_basin
            for quorum in range(1, 12)
        ]
        assert basins == sorted(basins, reverse=True)


@pytest.mark.parametrize(
    ("n", "k", "quorum"), [(12, 2, 8), (60, 5, 41), (101, 20, 100), (101, 4, 1)]
)
def test_basins_of_large_groups_are_found_where_doubles_end(n, k, quorum):
    """The sum in odds has the root that isolation in exact arithmetic has."""
    game = pg.PleaGame(defendants=n, capacity=k, offer=4, sentence=10)
    rule = Quorum(lottery_form(game), quorum, n, 0, Fraction(0))
    (isolated,) = mixed_equilibria(pg.AnonymousGame.of_levels(rule.payoffs))
    assert refusal_chances._only_root(rule) == pytest.approx(
        isolated.hold_out_probability, rel=1e-11
    )
    assert mixed_refusals(rule) == pytest.approx([isolated.hold_out_probability], rel=1e-11)


def test_a_caseload_of_thousands():
    game = pg.PleaGame(defendants=7000, capacity=450, offer=4, sentence=10)
    wired = pg.information.wired_pleas(game, quorum=6300)
    (chance,) = wired.mixed
    assert 0.1 < chance == wired.accepting_basin < 1
    odds = Fraction(chance) / (1 - Fraction(chance))
    gains, signs = wired.payoffs.gain, []
    for way in (-1, 1):
        slipped = float(odds) * (1 + way * 1e-9)
        terms = [1.0]
        for j in range(700, 0, -1):  # from the pivotal turnout down, where weights fall
            terms.append(terms[-1] * j / ((7000 - j) * slipped))
        total = sum(w * float(g) for w, g in zip(terms, reversed(gains[:701]), strict=True))
        signs.append(total > 0)
    assert signs == [False, True]


def test_the_potential_is_no_prediction():
    """(10, 1), r = .4, M = 9: logit comes to all accepting from a precision of ln(1013)/.3 on."""
    game = pg.PleaGame(defendants=10, capacity=1, offer="0.4", sentence=1)
    wired = pg.information.wired_pleas(game, quorum=9)
    assert wired.potential_ratio > Fraction(2, 5)
    canonical = pg.AnonymousGame.of_levels(wired.payoffs)
    half = log(1013) / 0.3
    assert half == pytest.approx(23.07, abs=5e-3)
    for precision, more in ((half - 0.05, False), (half + 0.05, True)):
        law = pg.behaviour.logit_revision(canonical, precision=precision)
        assert (float(np.exp(law.log_probabilities[0])) > 0.5) == more
    assert sum(comb(10, m) for m in range(2, 11)) == 1013


def test_all_or_none_protects_unless_there_is_blame():
    game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    alone, together = (pg.information.wired_pleas(game, quorum=m) for m in (1, 230))
    assert together.potential_ratio < alone.potential_ratio
    price = pg.information.wired_pleas(game, quorum=230, blame=3).prices[STRICTLY].price
    assert price == Fraction(12, 230) * 10 + 3
    needed = (alone.potential_ratio - together.collective_ratio) * 10
    for step, beats in ((Fraction(-1, 10**6), False), (Fraction(1, 10**6), True)):
        price = (
            pg.information.wired_pleas(game, quorum=230, blame=needed + step).prices[STRICTLY].price
        )
        assert (price > alone.potential_ratio * 10) == beats


def test_one_spare_refusal_is_not_nearly_all_or_none():
    game = pg.PleaGame(defendants=100, capacity=1, offer=4, sentence=10)
    nearly, whole = (pg.information.wired_pleas(game, quorum=m).potential_ratio for m in (99, 100))
    assert nearly > Fraction(1, 2)
    assert whole == Fraction(1, 100)


def test_nine_who_wired_their_own_pleas():
    """All or none makes a union of them: up to what a strike costs each, and no dearer."""
    nine = pg.scenario("dc-nine")
    wired = pg.information.wired_pleas(nine, quorum=nine.facts["quorum"].value)
    assert wired.collective_ratio == Fraction(1, 3)
    accepts, nobody = wired.prices[ACCEPTS], wired.prices[NOBODY]
    assert accepts.price == Fraction("0.83") * 20 / 3 and not accepts.holds_at(nine.game.offer)
    assert nobody.holds_at(nine.game.offer)


def test_coalitions_break_no_trade():
    """No-trade falls to a coalition of M just where s < V(n + h)."""
    for offer, falls in ((Fraction(9, 10), True), (Fraction(1), False), (Fraction(2), False)):
        game = pg.PleaGame(defendants=10, capacity=1, offer=offer, sentence=10)
        for quorum in (2, 5, 10):
            found = {
                e.holdouts: e for e in pg.information.wired_pleas(game, quorum=quorum).coalitions
            }
            assert (found[10].largest_immune == quorum - 1) == falls
            assert found[10].strong != falls


def test_gambit_finds_our_pure_equilibria():
    for seed in range(20):
        n, quorum, outside, k, d, blame, price = draw(seed)
        game = pg.PleaGame(defendants=n + outside, capacity=k, offer=price, sentence=2,
                           dismissal_cost=d)  # fmt: skip
        wired = pg.information.wired_pleas(
            game, quorum=quorum, group=n, outside=outside, blame=blame
        )
        gambit = strategic(wired.payoffs)
        found = pygambit.nash.enumpure_solve(gambit).equilibria
        assert all(e.max_regret() == 0 for e in found)
        theirs = {
            sum(list(dict(e[player]).values())[1] for player in gambit.players) for e in found
        }  # fmt: skip
        assert theirs == {e.holdouts for e in wired.coalitions}


@pytest.mark.parametrize("n", [1, 2, 3, 4, 6, 12])
def test_packages_reference_values(n):
    values = {1: "86021/332640", 2: "49/240", 3: "25/144", 4: "11/72", 6: "1/8", 12: "1/12"}
    game = pg.PleaGame(defendants=12, capacity=1, offer=2, sentence=10)
    (row,) = pg.information.packages(game, size=n)
    assert row.laplacian == Fraction(values[n])
    assert (row.packages, row.collective) == (12 // n, Fraction(1, 12))
    assert row.one_at_a_time == min(1, Fraction(1, n))


@pytest.mark.parametrize("k", [1, 2, 3, 7])
@pytest.mark.parametrize("n", [1, 2, 3, 4])
@pytest.mark.parametrize("number", [1, 2, 3, 5])
def test_packages_are_players(n, number, k):
    """All packages accepting maximizes their potential below the Laplacian ratio, and only then."""
    game = pg.PleaGame(defendants=n * number, capacity=k, offer=1, sentence=2)
    (row,) = pg.information.packages(game, size=n)
    chances = [min(Fraction(1), Fraction(k, n * b)) for b in range(1, number + 1)]
    assert row.laplacian == sum(chances) / number
    assert float(row.laplacian) <= pg.thresholds(game).laplacian_ratio + 1e-15
    ratio = lottery_form(game).price_ratio
    risk = {1: "hold out", 0: "neither", -1: "plead"}[
        (ratio > row.laplacian) - (ratio < row.laplacian)
    ]
    assert row.risk_dominant == risk


@pytest.mark.parametrize("n", [1, 2, 3, 5])
@pytest.mark.parametrize("number", range(1, 7))
@pytest.mark.parametrize("k", [1, 2, 4, 9])
def test_packages_one_at_a_time(n, number, k):
    """Backward induction; a trial is worth T to the prosecutor, who may let a package refuse."""

    @cache
    def play(left, refused):
        """Her revenue as a share of T, and how many packages refuse in the end."""
        if not left:
            return Fraction(min(k, refused * n)), refused
        refusal, end = play(left - 1, refused + 1)
        price = min(Fraction(1), Fraction(k, end * n))
        later, final = play(left - 1, refused)
        acceptance = n * price + later
        return (acceptance, final) if acceptance >= refusal else (refusal, end)

    game = pg.PleaGame(defendants=n * number, capacity=k, offer=1, sentence=2)
    (row,) = pg.information.packages(game, size=n)
    assert play(number, 0) == (n * number * row.one_at_a_time, 0)


def docket(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 5))
    who = [
        pg.Defendant(f"D{i}", offer=0, sentence=int(rng.integers(4, 20)),
                     dismissal_cost=int(rng.integers(0, 3)))
        for i in range(n)
    ]  # fmt: skip
    return pg.Docket(who, capacity=int(rng.integers(1, n + 1))), who


@pytest.mark.parametrize("seed", QUICK)
def test_members_who_differ(seed):
    game, who = docket(seed)
    rng = np.random.default_rng(seed)
    outside, blame = int(rng.integers(0, 3)), Fraction(int(rng.integers(0, 3)), 2)
    package = pg.information.named_package(game, outside=outside, blame=blame)
    n, chance = len(who), min(Fraction(1), Fraction(int(game.capacity), len(who) + outside))
    failing = [
        Fraction(int(each.dismissal_cost)) * (1 - chance) + chance * Fraction(int(each.trial_cost))
        for each in who
    ]
    for price in {*package.willing, package.price + Fraction(1, 9), package.price - Fraction(1, 9)}:

        def bears(i, profile, price=price):
            if not any(profile):
                return price
            return failing[i] + (blame if profile[i] else 0)

        def gain(i, others, price=price):
            """From refusing, where others lists who else refuses."""
            profiles = [(*others[:i], refuses, *others[i:]) for refuses in (False, True)]
            return bears(i, profiles[0], price) - bears(i, profiles[1], price)

        everyone = all(gain(i, (False,) * (n - 1)) <= 0 for i in range(n))
        assert everyone == (price <= package.price)
        tables = [
            [gain(i, others) for others in product((False, True), repeat=n - 1)] for i in range(n)
        ]
        dominant = all(g < 0 for table in tables for g in table)
        assert dominant == (price < package.price and blame > 0)
        weakly = all(max(table) <= 0 and min(table) < 0 for table in tables)
        assert weakly == (price < package.price or (price <= package.price and blame > 0))
        if not blame and price > package.price:
            dearest = [i for i in range(n) if package.willing[i] < price]
            assert all(min(tables[i]) >= 0 and max(tables[i]) > 0 for i in dearest)
    weakest = min(zip(package.willing, package.names, strict=True))[1]
    assert weakest in package.weakest


def test_several_faults_at_once():
    game = pg.PleaGame(defendants=5, capacity=1, offer=1, sentence=2)
    with pytest.raises(pg.ParameterError) as refused:
        pg.information.wired_pleas(game, quorum=4, group=3, outside=3, blame=-1)
    assert [f.parameter for f in refused.value.faults] == ["quorum", "outside", "blame"]
    with pytest.raises(pg.ParameterError) as refused:
        pg.information.packages(game, size=[2, 0, 5])
    assert [(f.parameter, f.remedy) for f in refused.value.faults] == [
        ("size", "take 1"),
        ("size", "count them"),
    ]
    with pytest.raises(pg.ParameterError, match="outside = -1"):
        pg.information.named_package(docket(1)[0], outside=-1)


def test_gains_of_a_large_group():
    """The gains of a group of 60 are those of its formula, all of them."""
    game = pg.PleaGame(defendants=60, capacity=4, offer=5, sentence=10)
    gains = pg.information.wired_pleas(game, quorum=50).payoffs.gain
    expected = [5 - min(Fraction(1), Fraction(4, m)) * 10 for m in range(1, 11)]
    assert gains == (*expected, 5 - Fraction(4, 60) * 10, *[Fraction(0)] * 49)
