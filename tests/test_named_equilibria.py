"""Equilibria of named defendants: against Gambit, against definitions, and against closed cases."""

import io
from fractions import Fraction
from itertools import product

import numpy as np
import pygambit
import pytest

import plea_games as pg
from plea_games.games.docket_payoffs import DocketPayoffs, docket_payoffs
from plea_games.solvers.heterogeneous.corners import Box, in_whole_numbers
from plea_games.solvers.heterogeneous.multilinear import Effort, zeros
from plea_games.solvers.heterogeneous.named_mixers import mixed_profiles

CUBE = list(product((0, 1), repeat=3))


def random_dockets(seed, games, sizes):
    """Every way to select trials, with groups, and terms that make gains rise and fall."""
    rng = np.random.default_rng(seed)
    for _ in range(games):
        n = int(rng.choice(sizes))
        who = [
            pg.Defendant(
                f"D{i}",
                offer=Fraction(int(rng.integers(40, 75)), 10),
                sentence=int(rng.integers(9, 13)),
                prosecution_cost=int(rng.integers(1, 3)),
                group=str(rng.choice(["north", "south"])),
            )
            for i in range(n)
        ]
        terms = [
            (),
            (pg.Solidarity(int(rng.integers(1, 6)), int(rng.integers(0, 3))),),
            (pg.Testimony(Fraction(1, 4)),),
            (pg.CooperationCredit(1), pg.VisibleDefection(1)),
        ][rng.integers(4)]
        match rng.integers(4):
            case 0 | 1:
                fund = (pg.StrikeFund(int(rng.integers(1, 15))),) if rng.integers(2) else ()
                game = pg.Docket(who, capacity=int(rng.integers(1, n + 1)))
                yield game.with_terms(*terms, *fund)
            case 2:
                game = pg.Docket(who, budget=int(rng.integers(1, 5)), trials="most valuable")
                yield game.with_terms(*terms)
            case _:
                game = pg.Docket(who, budget=int(rng.integers(1, 5)), trials="announced order")
                yield game.with_terms(*terms)


def regret(game, profile):
    """The most that anyone could gain by changing, exactly, for these doubles."""
    worst = Fraction(0)
    chances = [(1 - Fraction(x), Fraction(x)) for x in profile]
    payoffs = docket_payoffs(game).payoffs
    for i in range(len(profile)):
        mean = [Fraction(0), Fraction(0)]
        for acts in product((0, 1), repeat=len(profile)):
            weight = Fraction(1)
            for j, act in enumerate(acts):
                weight *= chances[j][act] if j != i else 1
            mean[acts[i]] += weight * payoffs[i][sum(act << j for j, act in enumerate(acts))]
        at_hand = chances[i][0] * mean[0] + chances[i][1] * mean[1]
        worst = max(worst, max(mean) - at_hand)
    return worst


def is_covered(profile, found, slack):
    return any(
        all(low - slack <= x <= high + slack
            for x, (low, high) in zip(profile, one.spans, strict=True))
        for one in found
    )  # fmt: skip


@pytest.mark.parametrize(("seed", "games", "sizes"), [(1, 80, [2, 3, 4])])
def test_gambit_finds_nothing_that_is_missing(seed, games, sizes):
    mixed = complete = 0
    for game in random_dockets(seed, games, sizes):
        found = pg.equilibria(game)
        complete += found.complete
        gambit = pygambit.read_nfg(io.StringIO(pg.to_gambit(game)))
        for result in pygambit.nash.enumpure_solve(gambit).equilibria:
            profile = [int(dict(result[player])["hold out"]) for player in gambit.players]
            assert profile in [list(one.probabilities) for one in found.pure]
        for result in pygambit.nash.enumpoly_solve(gambit).equilibria:
            profile = [float(dict(result[player])["hold out"]) for player in gambit.players]
            if regret(game, profile) < 1e-9:  # Gambit computes in floating point
                assert is_covered(profile, found, 1e-6), (game, profile)
                mixed += any(0 < x < 1 for x in profile)
    assert mixed > games // 10
    assert complete == games


@pytest.mark.parametrize(("seed", "count", "games"), [(5, 3, 60), (6, 4, 12)])
def test_any_payoffs_at_all(seed, count, games):
    """The search takes nothing for granted of gains; so payoffs are drawn at random."""
    rng = np.random.default_rng(seed)
    mixers = set()
    for _ in range(games):
        drawn = rng.integers(-9, 10, (count, 1 << count)).tolist()
        found = mixed_profiles(DocketPayoffs(tuple([Fraction(x) for x in row] for row in drawn)))
        assert found.complete or any(0 in row for row in drawn)
        spans = [*found.isolated, *found.continua]
        players = " ".join(f'"{i}"' for i in range(count))
        cells = " ".join(str(row[mask]) for mask in range(1 << count) for row in drawn)
        text = f'NFG 1 R "any" {{ {players} }} {{ {" ".join(["2"] * count)} }}\n\n{cells}'
        gambit = pygambit.read_nfg(io.StringIO(text))
        for result in pygambit.nash.enumpoly_solve(gambit).equilibria:
            profile = [float(dict(result[player])["2"]) for player in gambit.players]
            mixing = sum(0 < x < 1 for x in profile)
            if not mixing:
                continue
            inside = [
                all(low - 1e-6 <= x <= high + 1e-6
                    for x, (low, high) in zip(profile, each, strict=True))
                for each in spans
            ]  # fmt: skip
            assert any(inside), (drawn, profile)
            mixers.add(mixing)
    assert mixers >= {2, 3}


@pytest.mark.parametrize(("seed", "games", "sizes"), [(3, 40, [5, 6])])
def test_each_is_an_equilibrium_and_known_ones_are_there(seed, games, sizes):
    mixed = 0
    for game in random_dockets(seed, games, sizes):
        found = pg.equilibria(game)
        for one in found:
            exactly = regret(game, one.probabilities)
            assert exactly <= one.max_regret <= 1e-13
            mixed += one.kind == "mixed"
        if found.gains_rise:
            for one, bound in product(found, (found.least, found.greatest)):
                sides = zip(one.probabilities, bound.probabilities, strict=True)
                assert all(low >= high if bound is found.least else low <= high
                           for low, high in sides)  # fmt: skip
    assert mixed > 5


def test_identical_defendants_have_the_equilibria_of_their_game():
    who = [pg.Defendant(f"D{i}", offer=4, sentence=10) for i in range(4)]
    found = pg.equilibria(pg.Docket(who, capacity=1))
    alike = pg.equilibria(pg.PleaGame(defendants=4, capacity=1, offer=4, sentence=10))
    expected = set()
    for one in alike:
        groups = [(mixer.probability, mixer.count) for mixer in one.mixers]
        x = one.hold_out_probability
        counts = (
            [(x, 4)] if x is not None
            else [*groups, (1.0, one.holdouts), (0.0, 4 - one.holdouts - sum(c for _, c in groups))]
        )  # fmt: skip
        expected.add(tuple(sorted(round(p, 9) for p, count in counts for _ in range(count))))
    assert {tuple(sorted(round(x, 9) for x in one.probabilities)) for one in found} == expected
    assert len(found) == sum(one.profiles for one in alike)


def test_continua_are_told_whole():
    who = [pg.Defendant(f"D{i}", offer=offer, sentence=10) for i, offer in enumerate((5, 5, 1))]
    found = pg.equilibria(pg.Docket(who, capacity=1))
    assert found.complete
    assert [(one.kind, one.holdouts) for one in found] == [("pure", 0), ("pure", 2)]
    tied = [pg.Defendant(f"D{i}", offer=10, sentence=10) for i in range(3)]
    found = pg.equilibria(pg.Docket(tied, capacity=3))
    (all_of_them,) = [one for one in found if one.kind == "continuum"]
    assert all_of_them.spans == ((0, 1),) * 3
    assert len(found.pure) == 8
    assert all_of_them.payoffs is None
    assert "D0 0 to 1" in str(found)


def test_larger_dockets():
    offers = [9, 8, 7, 6, 5, 4, 4, 3, 3, 2, 2, 2]
    who = [pg.Defendant(f"D{i}", offer=offer, sentence=10) for i, offer in enumerate(offers)]
    game = pg.Docket(who, capacity=1)
    found = pg.equilibria(game)
    assert not found.complete
    assert "up to 6 named defendants" in str(found)
    thresholds = pg.HeterogeneousGame.of_docket(game)
    by_count = {one.holdouts: one.profiles for one in pg.equilibria(thresholds)}
    counts = [one.holdouts for one in found.pure]
    assert {m: counts.count(m) for m in counts} == by_count
    extremes = pg.heterogeneous.extremal_equilibria(thresholds)
    assert (found.least.holdouts, found.greatest.holdouts) == (extremes.least, extremes.greatest)
    with pytest.raises(pg.PleaGamesError, match="up to 6"):
        pg.equilibria(game, certify=True)
    only = pg.equilibria(game.with_offers(["0.5"] * 12), certify=True)
    assert [one.holdouts for one in only] == [0]


def test_more_defendants_are_sent_on():
    who = [pg.Defendant(f"D{i}", offer=4, sentence=10) for i in range(16)]
    game = pg.Docket(who, capacity=1)
    with pytest.raises(pg.ParameterError, match=r"HeterogeneousGame\.of_docket"):
        pg.equilibria(game)
    assert [one.holdouts for one in pg.equilibria(pg.HeterogeneousGame.of_docket(game))] == [0, 16]
    with pytest.raises(pg.ParameterError, match="K"):
        pg.equilibria(pg.Docket.symbolic(2))


@pytest.mark.parametrize(("count", "games"), [(3, 60), (4, 20), (5, 5)])
def test_there_is_an_odd_number_of_them(count, games):
    """As in almost all games (Wilson 1971, from memory): none is missing, or two are."""
    rng = np.random.default_rng(count)
    for _ in range(games):
        drawn = rng.integers(-999, 1000, (count, 1 << count)).tolist()
        payoffs = DocketPayoffs(tuple([Fraction(x) for x in row] for row in drawn))
        found = mixed_profiles(payoffs)
        assert found.complete
        assert not found.continua
        pure = sum(
            all((1 if mask >> who & 1 else -1) * payoffs.gain(who, mask) > 0
                for who in range(count))
            for mask in range(1 << count)
        )  # fmt: skip
        assert (pure + len(found.isolated)) % 2 == 1


def tensor(function):
    return in_whole_numbers([Fraction(function(*corner[::-1])) for corner in CUBE], 3)


def test_zeros_of_systems_that_are_known():
    third, half, most = Fraction(1, 3), Fraction(1, 2), Fraction(9, 10)
    separate = [
        tensor(lambda x, y, z: x - third),
        tensor(lambda x, y, z: y - half),
        tensor(lambda x, y, z: z - most),
    ]
    solved = zeros(separate, [], Effort(100))
    point = (third, half, most)
    assert solved.boxes == (Box(point, point),)
    assert solved.complete
    # yz = xz = xy = 1/4 at one half each; 2xy = 1, 3yz = 1, 4xz = 1 at irrational ones
    products = [
        tensor(lambda x, y, z: 2 * x * y - 1),
        tensor(lambda x, y, z: 3 * y * z - 1),
        tensor(lambda x, y, z: 4 * x * z - 1),
    ]
    solved = zeros(products, [], Effort(2000))
    (box,) = solved.boxes
    x, y, z = (float(low) for low in box.lower)
    assert solved.complete
    assert (2 * x * y, 3 * y * z, 4 * x * z) == pytest.approx((1, 1, 1), abs=1e-14)
    assert all(high - low < Fraction(1, 2**40) for low, high in zip(box.lower, box.upper,
                                                                    strict=True))  # fmt: skip


def test_a_double_zero_is_not_told_as_none():
    # x = y and x(1 − y) = 1/4 touch at one half
    touching = [
        tensor(lambda x, y, z: x - y),
        tensor(lambda x, y, z: x - x * y - Fraction(1, 4)),
        tensor(lambda x, y, z: z - Fraction(1, 2)),
    ]
    solved = zeros(touching, [], Effort(3000))
    assert not solved.complete
    assert zeros(touching, [], Effort(3)).complete is False
