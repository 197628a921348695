"""Equilibria in which not all mix alike, against their definition, Gambit and Newton's method."""

import csv
import io
import json
import random
from fractions import Fraction
from itertools import pairwise, product
from math import comb, isqrt

import mpmath
import numpy as np
import pygambit
import pytest
import sympy
from flint import fmpz_poly
from hypothesis import assume, given, settings, strategies as st

import plea_games as pg
from plea_games.solvers.asymmetric import asymmetric_mixed as asymmetric_mixed_module
from plea_games.solvers.asymmetric.algebraic_odds import positive_roots
from plea_games.solvers.asymmetric.asymmetric_mixed import asymmetric_mixed
from plea_games.solvers.roots import gain_signs
from plea_games.solvers.roots.canonical import canonical_gain
from tests import oracles
from tests.strategies import fractions


def solved(gain):
    return pg.equilibria(pg.AnonymousGame(gain=gain))


def with_mixers(found):
    """(sure hold-outs, (count, probability), …) of each asymmetric equilibrium where some mix."""
    return [
        (e.holdouts, *((group.count, group.probability) for group in e.mixers))
        for e in found
        if e.mixers
    ]


def runs_of(gain):
    return gain_signs.of_signs(pg.AnonymousGame(gain=gain).signs)


def searched(gain):
    expected = canonical_gain(pg.AnonymousGame(gain=gain))
    return asymmetric_mixed(expected.gain, expected.runs)


def profile_of(equilibrium, count):
    """One probability for each defendant."""
    if equilibrium.hold_out_probability is not None:
        return [equilibrium.hold_out_probability] * count
    mixing = [group.probability for group in equilibrium.mixers for _ in range(group.count)]
    profile = [1.0] * equilibrium.holdouts + mixing
    return profile + [0.0] * (count - len(profile))


def is_covered(profile, found, continua, tolerance=1e-4):
    """Whether a profile is one of those found, or lies on one of the continua."""
    count = len(profile)
    wanted = np.sort(profile)
    for equilibrium in found:
        for m in range(equilibrium.holdouts or 0, (equilibrium.holdouts_to or 0) + 1):
            ours = profile_of(equilibrium, count)
            if not equilibrium.mixers and equilibrium.kind == "asymmetric":
                ours = [1.0] * m + [0.0] * (count - m)
            if np.abs(np.sort(ours) - wanted).max() < tolerance:
                return True
    for continuum in continua:
        fixed = [1.0] * continuum.holdouts + [0.0] * continuum.pleaders
        fixed += [group.probability for group in continuum.mixers for _ in range(group.count)]
        left = list(profile)
        for x in fixed:
            nearest = min(left, key=lambda own, x=x: abs(own - x))
            if abs(nearest - x) > tolerance:
                break
            left.remove(nearest)
        else:
            return True
    return False


def is_none(profile, gain, tolerance):
    """Whether someone would gain more than rounding explains by changing."""
    return oracles.regret(gain, list(map(Fraction, profile))) > tolerance * max(map(abs, gain))


def random_gains(seed, games, sizes):
    """Small integers with ties, monotone ones, and generic ones, in turn."""
    rng = random.Random(seed)
    for number in range(games):
        count = sizes[number % len(sizes)]
        match number // len(sizes) % 3:
            case 0:
                gain = [rng.randint(-3, 3) for _ in range(count)]
            case 1:
                gain = [Fraction(rng.randint(-(10**6), 10**6), 10**5) for _ in range(count)]
            case _ if rng.random() < 0.3:
                gain = sorted(rng.randint(-4, 4) for _ in range(count))
                gain = gain if rng.random() < 0.5 else gain[::-1]
            case _:  # alternating, where most equilibria are
                gain = [(-1) ** m * rng.randint(0, 9) for m in range(count)]
        yield [Fraction(value) for value in gain]


# Examples from the literature and from the model


def test_palfrey_and_rosenthal():
    found = solved([-8, -8, 27 - 8, -8, -8])
    assert found.complete
    assert [(e.kind, e.holdouts) for e in found if not e.mixers] == [
        ("all plead", 0),
        ("mixed", None),
        ("mixed", None),
        ("asymmetric", 3),
    ]
    by_roles = {(sure, count): x for sure, (count, x) in with_mixers(found)}
    assert by_roles[0, 4] == pytest.approx(0.8693, abs=5e-5)
    assert by_roles[1, 4] == pytest.approx(0.59131, abs=5e-6)
    # two who mix beside two hold-outs: the third one needed is one of them, so 27(1 − x) = 8
    assert by_roles[2, 2] == pytest.approx(19 / 27, abs=1e-15)
    assert set(by_roles) == {(0, 4), (1, 4), (1, 3), (2, 3), (2, 2)}


def test_two_pairs_at_the_fourth_gain_that_allows_them():
    gain = [Fraction(1), Fraction(-2, 5), Fraction(2, 35), Fraction(106, 245)]
    x, y = Fraction(1, 5), Fraction(7, 10)
    assert oracles.regret(gain, [x, x, y, y]) == 0
    found = solved(gain)
    assert found.complete
    ((first, second),) = [e.mixers for e in found if len(e.mixers) == 2]
    assert (first.count, second.count) == (2, 2)
    for group, exact in ((first, x), (second, y)):
        low, high = map(Fraction, group.enclosure)
        assert low <= exact <= high
        assert high - low < Fraction(1, 2**52)
    moved = solved([*gain[:3], gain[3] + Fraction(1, 10**40)])
    ((first, second),) = [e.mixers for e in moved if len(e.mixers) == 2]
    assert oracles.regret([*gain[:3], gain[3] + Fraction(1, 10**40)], [x, x, y, y]) > 0


def test_the_command_line_prints_them_in_every_format(command):
    # a strike fund shared by those tried pays the first hold-outs best, so some mix
    options = ("--defendants", 8, "--capacity", 3, "--offer", 4, "--sentence", 10)
    options += ("--with", "strike_fund=12")
    _, text, _ = command("equilibria", *options)
    assert "7 at 30.00 " in text
    _, rows, _ = command("equilibria", *options, "--format", "csv")
    (row,) = [row for row in csv.DictReader(io.StringIO(rows)) if row["mixers"].startswith("5 at")]
    _, record, _ = command("equilibria", *options, "--format", "json")
    (same,) = [
        e for e in json.loads(record)["equilibria"] if [g["count"] for g in e["mixers"]] == [5]
    ]
    assert row["mixers"] == f"5 at {same['mixers'][0]['probability']}"
    assert same["kind"] == "asymmetric"
    assert same["holdouts"] == 0


def test_a_sure_hold_out_expects_more_than_those_who_mix():
    game = pg.PleaGame(defendants=6, capacity=3, offer=5, sentence=10, dismissal_cost=1)
    found = pg.equilibria(game.with_terms(pg.StrikeFund(12)))
    roles = {(e.holdouts, *((g.count, g.probability) for g in e.mixers)): e for e in found}
    one = roles[1, (5, 0.25)]
    quarter = [Fraction(1, 4)] * 5
    gains = [Fraction(v) for v in (7, 1, -1, Fraction(1, 4), 1, Fraction(3, 2))]
    assert one.payoff_hold_out == float(oracles.mean_gain(gains, quarter) - 5)
    assert one.payoff_plead == -5
    assert one.profiles == 6
    assert {e.profiles for e in found if len(e.mixers) == 2} == {comb(6, 3), comb(6, 2)}


def test_one_fall_gives_every_split_its_equilibrium():
    # Δ falls through 0 once: mixers beside any numbers of sure ones, and all of them alike
    found = solved([3, 2, 2, 1, 1, -1, -2, -2, -2, -5, -6, -7])
    assert found.complete
    assert len(with_mixers(found)) == 5 * 7 - 1
    assert {len(roles) for roles in with_mixers(found)} == {2}
    assert solved([1, -1]).complete


# Games made to have an equilibrium with given odds


def indifferent_gains(counts, chances):
    """A basis of the gains against which these mixers are indifferent, by the definition."""
    mixers = [x for count, x in zip(counts, chances, strict=True) for _ in range(count)]
    rows = []
    for place in np.cumsum([0, *counts[:-1]]):
        others = [*mixers[:place], *mixers[place + 1 :]]
        units = np.eye(len(mixers), dtype=int).tolist()
        rows.append([oracles.mean_gain([Fraction(v) for v in unit], others) for unit in units])
    kernel = sympy.Matrix([[sympy.Rational(*v.as_integer_ratio()) for v in r] for r in rows])
    return [[Fraction(int(v.p), int(v.q)) for v in vector] for vector in kernel.nullspace()]


chances = st.lists(
    fractions(Fraction(1, 12), Fraction(11, 12), 12),
    min_size=4,
    max_size=4,
    unique=True,
)


@st.composite
def games_with_mixers(draw, all_counts):
    """Gains of the mixers, how many mix with what, and what hold-outs and pleaders gain."""
    counts, several = draw(st.sampled_from(all_counts)), draw(chances)
    several = several[: len(counts)]
    basis = indifferent_gains(counts, several)
    weights = draw(st.lists(st.integers(-5, 5), min_size=len(basis), max_size=len(basis)))
    inner = [sum(w * v[i] for w, v in zip(weights, basis, strict=True)) for i in range(sum(counts))]
    assume(any(inner))
    signs = [None, -1, 0, 1]  # of what a sure one gains by holding out; None: there is none
    left = draw(st.sampled_from(signs)) if sum(counts) < 6 else None
    right = draw(st.sampled_from(signs)) if sum(counts) + (left is not None) < 6 else None
    profile = [x for count, x in zip(counts, several, strict=True) for _ in range(count)]
    gain = inner
    if left is not None:
        rest = oracles.mean_gain([Fraction(0), *inner], profile)
        weight = oracles.mean_gain([Fraction(1), *[Fraction(0)] * len(inner)], profile)
        gain = [(left - rest) / weight, *gain]
    if right is not None:
        rest = oracles.mean_gain([*inner, Fraction(0)], profile)
        weight = oracles.mean_gain([*[Fraction(0)] * len(inner), Fraction(1)], profile)
        gain = [*gain, (right - rest) / weight]
    content = left in {None, 0, 1} and right in {None, 0, -1}
    whole = [Fraction(1)] * (left is not None) + profile + [Fraction(0)] * (right is not None)
    return gain, whole, sorted(zip(several, counts, strict=True)), content


def lists(found, holdouts, groups):
    """Whether an asymmetric equilibrium with these exact probabilities is in the list."""
    for e in found:
        if e.holdouts == holdouts and [g.count for g in e.mixers] == [c for _, c in groups]:
            bounds = [tuple(map(Fraction, group.enclosure)) for group in e.mixers]
            if all(low <= x <= high for (low, high), (x, _) in zip(bounds, groups, strict=True)):
                return True
    return False


@settings(max_examples=80)
@given(games_with_mixers([(2, 2), (3, 2), (4, 2), (3, 3), (2, 2, 2)]))
def test_different_mixers_are_found_where_games_are_made_to_have_them(made):
    gain, profile, groups, content = made
    assert (oracles.regret(gain, profile) == 0) == content
    inner = gain[profile.count(1) : len(gain) - profile.count(0)]
    signs = [value > 0 for value in inner if value]
    assert sum(a != b for a, b in pairwise(signs)) >= len(groups)
    found, search = solved(gain), searched(gain)
    listed = lists(found, profile.count(1), groups)
    on_continuum = is_covered([float(x) for x in profile], [], search.continua)
    assert (listed or on_continuum) if content else not listed
    assert found.complete == (not search.continua)


@settings(max_examples=60)
@given(games_with_mixers([(2, 2, 1), (2, 2, 1, 1), (3, 2, 1), (2, 1), (4, 1), (3, 1, 1)]))
def test_mixers_alone_with_their_probability_make_a_continuum(made):
    gain, profile, groups, content = made
    once = [x for x, count in groups if count == 1]
    for others in ([Fraction(1, 7)] * len(once), [Fraction(0)] * len(once), [Fraction(1)]):
        moved = list(profile)
        for x, other in zip(once, others, strict=False):
            moved[moved.index(x)] = other
        if content:
            assert oracles.regret(gain, moved) == 0
    search = searched(gain)
    if content:
        assert is_covered([float(x) for x in profile], [], search.continua)
        assert not solved(gain).complete


def test_continua_are_named():
    found = solved([1, -1, 1])  # D(x) = (2x − 1)²
    assert not found.complete
    assert "2 at 50.00%, 1 who may do anything" in str(found)
    assert "all equilibria that lie in none of the continua" in found.remarks[0]
    assert "1 sure to plead, 1 who may do anything" in str(solved([0, -1]))
    half = Fraction(1, 2)
    assert oracles.regret([1, -1, 1], [half, half, Fraction(1, 9)]) == 0
    alternating = solved([(-1) ** m for m in range(20)])
    assert "2 at 50.00%, 18 who may do anything" in alternating.remarks[1]
    assert len(alternating.remarks) == 2


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_stretches_of_indifference_are_those_of_the_definition(count):
    for signs in product((-1, 0, 1), repeat=count):
        gain = [Fraction(value) for value in signs]
        listed = gain_signs.indifferent_stretches(runs_of(gain))
        for first in range(1, count + 1):
            for last in range(first, count + 1):
                free = [Fraction(1, 3 + i) for i in range(last - first + 1)]
                sure = [Fraction(1)] * (first - 1), [Fraction(0)] * (count - last)
                zeros = not any(gain[first - 1 : last])
                content = zeros and oracles.regret(gain, [*sure[0], *free, *sure[1]]) == 0
                assert content == any(low <= first and last <= high for low, high in listed)


# Random games, against solvers that know nothing of this


def as_gambit(gain):
    """The game as a Gambit strategic game; the first player varies fastest."""
    count, payoffs = len(gain), []
    for reversed_profile in product((0, 1), repeat=count):
        held = sum(reversed_profile)
        payoffs += [str(gain[held - 1]) if own else "0" for own in reversed_profile[::-1]]
    names, strategies = " ".join(f'"{i}"' for i in range(count)), " ".join(["2"] * count)
    text = f'NFG 1 R "gains" {{ {names} }} {{ {strategies} }}\n\n{" ".join(payoffs)}'
    return pygambit.read_nfg(io.StringIO(text))


@pytest.mark.parametrize(("seed", "games", "sizes"), [(1, 260, (3, 4)), (2, 45, (5,))])
def test_gambit_finds_nothing_that_is_missing(seed, games, sizes):
    different = 0
    for gain in random_gains(seed, games, sizes):
        found, search = solved(gain), searched(gain)
        assert search.everything
        assert found.complete == (not search.continua)
        game = as_gambit(gain)
        for result in pygambit.nash.enumpoly_solve(game).equilibria:
            profile = [float(dict(result[player])["2"]) for player in game.players]
            if is_covered(profile, found, search.continua):
                different += len({round(x, 6) for x in profile}) > 1
            else:  # Gambit computes in floating point
                assert is_none(profile, gain, 1e-10), (gain, profile)
    assert different > games


def newton(gain, holdouts, mixers, rng, starts):
    """Indifferent mixers beside sure ones, by Newton's method from random starts."""
    inner = np.array([float(v) for v in gain[holdouts : holdouts + mixers]])

    def mean(points, without):
        chances = np.ones((len(points), 1))
        for i in set(range(mixers)) - without:
            x = points[:, [i]]
            fewer, chances = chances, np.zeros((len(points), chances.shape[1] + 1))
            chances[:, 1:] = fewer * x
            chances[:, :-1] += fewer * (1 - x)
        values = inner if len(without) == 1 else np.diff(inner)
        return chances @ values

    points = rng.random((starts, mixers))
    with np.errstate(all="ignore"):
        for _ in range(25):
            value = np.stack([mean(points, {i}) for i in range(mixers)], axis=1)
            slope = np.zeros((len(points), mixers, mixers))
            for i in range(mixers):
                for j in range(i):
                    slope[:, i, j] = slope[:, j, i] = mean(points, {i, j})
            points = points - (np.linalg.pinv(slope) @ value[:, :, None])[:, :, 0]
            points = points[(np.abs(points - 0.5) < 3).all(axis=1)]
    value = np.stack([mean(points, {i}) for i in range(mixers)], axis=1)
    good = (np.abs(value) < 1e-12 * np.abs(inner).max()).all(axis=1)
    return points[good & (np.abs(points - 0.5) < 0.5 - 1e-6).all(axis=1)]


@pytest.mark.parametrize(("sizes", "games", "starts"), [((3, 4), 50, 60), ((5, 6), 12, 60)])
def test_newton_finds_nothing_that_is_missing(sizes, games, starts):
    rng = np.random.default_rng(7)
    checked = different = 0
    for gain in random_gains(3, games, sizes):
        if not any(gain):
            continue
        found, search = solved(gain), searched(gain)
        count = len(gain)
        for mixers in range(2, count + 1):
            for holdouts in range(count - mixers + 1):
                roots = newton(gain, holdouts, mixers, rng, starts)
                for point in np.unique(np.sort(roots, axis=1).round(7), axis=0):
                    sure = [1.0] * holdouts, [0.0] * (count - holdouts - mixers)
                    profile = [*sure[0], *point.tolist(), *sure[1]]
                    if is_covered(profile, found, search.continua):
                        checked += 1
                        different += len(set(point)) > 1
                    else:
                        assert is_none(profile, gain, 1e-6), (gain, profile)
    assert checked > games
    assert different


def test_all_that_is_listed_holds_to_fifty_digits():
    listed = 0
    for gain in random_gains(4, 100, (3, 4, 5, 6)):
        scale = float(max(map(abs, gain), default=0))
        for e in solved(gain):
            if not e.mixers:
                continue
            listed += 1
            profile = list(map(Fraction, profile_of(e, len(gain))))
            at_doubles = oracles.regret(gain, profile)
            assert at_doubles <= Fraction(e.max_regret) <= at_doubles * (1 + Fraction(1, 2**52))
            assert at_doubles < 1e-15 * scale
            sharp = sharpened(gain, e)
            for x, group in zip(sharp, e.mixers, strict=True):
                low, high = group.enclosure
                assert mpmath.mpf(low) - 1e-40 <= x <= mpmath.mpf(high) + 1e-40
                assert high - low < 1e-15 * high
            exact = [Fraction(mpmath.nstr(x, 50)) for x in sharp]
            full = [x for x, group in zip(exact, e.mixers, strict=True) for _ in range(group.count)]
            full += [Fraction(1)] * e.holdouts
            full += [Fraction(0)] * (len(gain) - len(full))
            assert oracles.regret(gain, full) < 1e-45 * scale
    assert listed > 200


def sharpened(gain, equilibrium):
    """The mixers' probabilities to 50 digits, by Newton's method from the doubles."""
    counts = [group.count for group in equilibrium.mixers]

    def equations(*chances):
        values = []
        for own in range(len(counts)):
            weights = [mpmath.mpf(1)]
            for place, x in enumerate(chances):
                for _ in range(counts[place] - (place == own)):
                    pairs = zip([*weights, 0], [0, *weights], strict=True)
                    weights = [a * (1 - x) + b * x for a, b in pairs]
            faced = gain[equilibrium.holdouts :]
            terms = zip(weights, faced[: len(weights)], strict=True)
            values.append(sum(w * v.numerator / v.denominator for w, v in terms))
        return values

    with mpmath.workdps(60):
        start = [mpmath.mpf(group.probability) for group in equilibrium.mixers]
        return list(mpmath.findroot(equations, start, tol=1e-100))


# Size, and the arithmetic below


def test_large_games_say_what_was_not_searched(monkeypatch):
    rising_and_falling = [-8] * 30 + [19] + [-8] * 60
    found = solved(rising_and_falling)
    assert not found.complete
    assert "not searched for in a game of this size" in found.remarks[0]
    assert not with_mixers(found)
    smaller = solved(rising_and_falling[20:41])
    assert not smaller.complete
    assert "searched for, as they are up to 6 defendants" in smaller.remarks[0]
    assert len(with_mixers(smaller)) > 30
    monkeypatch.setattr(asymmetric_mixed_module, "MOST_WORK", 60)
    assert solved([5, 5, 5, -1, -1, -1, -1]).complete
    assert not solved([5, 5, 5, -1, -1, -1, -1, -1]).complete


@pytest.mark.parametrize("count", [2, 3, 7, 10])
def test_the_work_is_counted_as_it_is_done(count):
    rng = random.Random(count)
    for _ in range(20):
        signs = [rng.choice((-1, 0, 1)) for _ in range(count)]
        work = 0
        for first in range(count):
            for last in range(first + 1, count + 1):
                faced = [sign for sign in signs[first:last] if sign]
                work += (last - first) * sum(a != b for a, b in pairwise(faced))
        assert asymmetric_mixed_module._work(runs_of(signs)) == work


def test_signs_at_algebraic_odds_are_exact():
    root_of_two = next(iter(positive_roots(fmpz_poly([-2, 0, 1]))))
    assert root_of_two.sign(fmpz_poly([-2, 0, 1]) * fmpz_poly([7, 5])) == 0
    assert root_of_two.multiplicity_in(fmpz_poly([-2, 0, 1]) ** 3 * fmpz_poly([1, 1])) == 3
    digits = 10**300
    below = isqrt(2 * digits**2)  # of the root, times 10^300
    assert root_of_two.sign(fmpz_poly([-below, digits])) == 1
    assert root_of_two.sign(fmpz_poly([-below - 1, digits])) == -1


@pytest.mark.parametrize("odds", [Fraction(1, 10**40), Fraction(3), Fraction(10**40)])
def test_odds_near_zero_and_near_certainty(odds):
    above, below = odds.as_integer_ratio()
    (root,) = positive_roots(fmpz_poly([-above, below]) ** 2)
    low, high = root.probability(fmpz_poly([0, 1]), fmpz_poly([1]))
    assert 0 < low <= odds / (1 + odds) <= high < 1
    assert root.sign(fmpz_poly([-above, below])) == 0
    assert root.sign(fmpz_poly([-above * 10**200 + 1, below * 10**200])) == 1
