"""Equilibria against brute force, exact root counting, and solvers nobody here wrote."""

import io
import random
import tracemalloc
from fractions import Fraction
from itertools import pairwise, product
from math import comb

import nashpy
import numpy as np
import pygambit
import pytest
from hypothesis import given, settings
from scipy import stats

import plea_games as pg
from plea_games.solvers.equilibria import mixed_equilibria
from plea_games.solvers.roots import bernstein, gain_signs
from tests import oracles
from tests.strategies import gain_vectors, lottery_parameters, trial_cost


def gains_of(parameters):
    return oracles.gains(
        parameters["defendants"],
        parameters["capacity"],
        parameters["offer"],
        trial_cost(parameters),
        parameters["dismissal_cost"],
    )


def listed_pure(found):
    return {
        m
        for equilibrium in found
        if equilibrium.holdouts is not None and not equilibrium.mixers
        for m in range(equilibrium.holdouts, equilibrium.holdouts_to + 1)
    }


def check_against_oracles(found, gain):
    brute = oracles.pure_equilibria(gain)
    assert listed_pure(found) == set(brute)
    mixed = [equilibrium for equilibrium in found if equilibrium.kind == "mixed"]
    if any(gain):
        assert len(mixed) == oracles.interior_roots(gain)
    for equilibrium in mixed:
        low, high = map(Fraction, equilibrium.enclosure)
        x = Fraction(equilibrium.hold_out_probability)
        assert low <= x <= high
        assert high - low <= Fraction(1, 2**50)
        at = oracles.expected_gain(gain, x)
        step = Fraction(1, 2**40)
        if low > step and high < 1 - step:
            before, after = (oracles.expected_gain(gain, z) for z in (low - step, high + step))
            assert equilibrium.stable == (before > 0 > after)
        regret = max(at, Fraction(0)) * (1 - x) + max(-at, Fraction(0)) * x
        assert equilibrium.max_regret == pytest.approx(float(regret), rel=1e-12, abs=1e-300)
    for equilibrium in found:
        if equilibrium.kind == "asymmetric" and not equilibrium.mixers:
            first, last = equilibrium.holdouts, equilibrium.holdouts_to
            strict = first == last and gain[first - 1] > 0 > gain[first]
            assert equilibrium.stable == strict
    by_kind = {equilibrium.kind: equilibrium for equilibrium in found}
    tiny = Fraction(1, 10**9)
    if "all plead" in by_kind:
        assert by_kind["all plead"].stable == (oracles.expected_gain(gain, tiny) < 0)
    if "all hold out" in by_kind:
        assert by_kind["all hold out"].stable == (oracles.expected_gain(gain, 1 - tiny) > 0)


@settings(max_examples=1000)
@given(lottery_parameters())
def test_lottery_games_agree_with_brute_force(parameters):
    found = pg.equilibria(pg.PleaGame(**parameters))
    check_against_oracles(found, gains_of(parameters))


@settings(max_examples=500)
@given(gain_vectors)
def test_gain_vectors_agree_with_brute_force(gain):
    found = pg.equilibria(pg.AnonymousGame(gain=gain))
    check_against_oracles(found, gain)


@settings(max_examples=100)
@given(gain_vectors)
def test_scaling_the_gains_changes_no_equilibrium(gain):
    plain = pg.equilibria(pg.AnonymousGame(gain=gain))
    scaled = pg.equilibria(pg.AnonymousGame(gain=[value * Fraction(7, 3) for value in gain]))
    assert [e.hold_out_probability for e in plain] == [e.hold_out_probability for e in scaled]
    assert [e.kind for e in plain] == [e.kind for e in scaled]


def as_gambit(parameters):
    """The game as a Gambit strategic game, payoffs from the oracle."""
    n = parameters["defendants"]
    parts = {
        "capacity": parameters["capacity"],
        "offer": parameters["offer"],
        "trial_cost": trial_cost(parameters),
        "dismissal_cost": parameters["dismissal_cost"],
    }
    payoffs = []
    for reversed_profile in product((False, True), repeat=n):  # the first player varies fastest
        profile = reversed_profile[::-1]
        payoffs += [str(oracles.payoff(own, sum(profile), **parts)) for own in profile]
    names, strategies = " ".join(f'"{i}"' for i in range(n)), " ".join(["2"] * n)
    text = f'NFG 1 R "lottery" {{ {names} }} {{ {strategies} }}\n\n{" ".join(payoffs)}'
    return pygambit.read_nfg(io.StringIO(text))


@pytest.mark.parametrize("n", [2, 3, 4, 5])
@pytest.mark.parametrize("ratio", ["2/7", "5/11", "9/13", "8/9"])
def test_complete_lists_are_what_gambit_finds(n, ratio):
    parameters = {
        "defendants": n,
        "capacity": 1,
        "offer": Fraction(ratio) * 6,
        "sentence": Fraction(6),
        "conviction": Fraction(1),
        "process_cost": Fraction(0),
        "dismissal_cost": Fraction(0),
    }
    ours = pg.equilibria(pg.PleaGame(**parameters))
    assert ours.complete
    gambit = as_gambit(parameters)
    for equilibrium in ours:
        x = equilibrium.hold_out_probability
        assert gambit.mixed_strategy_profile([[1 - x, x]] * n).max_regret() < 1e-14
    theirs = []
    for profile in pygambit.nash.enumpoly_solve(gambit).equilibria:
        probabilities = {round(dict(profile[p])["2"], 9) for p in gambit.players}
        assert len(probabilities) == 1
        theirs += probabilities
    expected = [e.hold_out_probability for e in ours]
    if (n, ratio) == (5, "2/7"):
        # Gambit 17.0.0b2 misses this mixed equilibrium, which its own regret confirms
        expected = [0.0, 1.0]
    assert sorted(theirs) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("offer", [1, 5, 6, 7, 9, 11])
def test_two_defendants_agree_with_nashpy(offer):
    game = pg.PleaGame(defendants=2, capacity=1, offer=offer, sentence=10)
    one_holds_out, both_hold_out = -10, -5
    own = np.array([[-offer, -offer], [one_holds_out, both_hold_out]])
    theirs = {
        (round(row[1], 12), round(column[1], 12))
        for row, column in nashpy.Game(own, own.T).vertex_enumeration()
    }
    ours = {(round(e.hold_out_probability, 12),) * 2 for e in pg.equilibria(game)}
    assert ours == theirs


@pytest.mark.parametrize(("n", "k"), [(50, 3), (101, 50), (999, 400)])
def test_all_routes_agree(n, k, monkeypatch):
    game = pg.PleaGame(defendants=n, capacity=k, offer="0.73", sentence=1, dismissal_cost=".1")
    gain = oracles.gains(n, k, Fraction("0.73"), Fraction(1), Fraction("0.1"))
    by_gains = pg.AnonymousGame(gain=gain)
    monkeypatch.setattr(bernstein, "FEW", 1)
    closed, averaged = pg.equilibria(game), pg.equilibria(by_gains)
    monkeypatch.setattr(bernstein, "FEW", n)
    exact = pg.equilibria(game)
    assert len({found.method for found in (closed, averaged, exact)}) == 3
    for ours, same, theirs in zip(closed, averaged, exact, strict=True):
        assert ours.kind == same.kind == theirs.kind
        assert ours.stable == same.stable == theirs.stable
        x, y, z = (one.hold_out_probability for one in (ours, same, theirs))
        assert x == pytest.approx(z, rel=3e-16)
        assert y == pytest.approx(z, rel=3e-16)


def test_reference_game():
    found = pg.equilibria(pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10))
    assert [e.kind for e in found] == ["all plead", "mixed", "all hold out"]
    assert [e.stable for e in found] == [True, False, True]
    assert found.equilibria[1].hold_out_probability == pytest.approx(0.130434373921, abs=1e-12)
    assert all(e.max_regret <= 1e-14 for e in found)
    assert found.complete


def test_ten_million_defendants():
    game = pg.PleaGame(defendants=10**7, capacity=450_000, offer=4, sentence=10)
    mixed = pg.equilibria(game).equilibria[1]
    assert mixed.hold_out_probability == pytest.approx(0.1125, rel=1e-6)
    assert mixed.max_regret < 1e-10


def test_tangent_root_is_found_exactly():
    touching = pg.AnonymousGame(gain=[1, -1, 1])  # D(x) = (2x − 1)²
    found = [e for e in pg.equilibria(touching) if e.kind == "mixed"]
    assert [(e.hold_out_probability, e.enclosure, e.stable) for e in found] == [
        (0.5, (0.5, 0.5), False)
    ]
    lifted = pg.AnonymousGame(gain=[1 + Fraction(1, 10**30), -1, 1])
    assert not [e for e in pg.equilibria(lifted) if e.kind == "mixed"]
    lowered = pg.AnonymousGame(gain=[1 - Fraction(1, 10**30), -1, 1])
    assert len([e for e in pg.equilibria(lowered) if e.kind == "mixed"]) == 2


def test_many_changes_of_sign_at_a_thousand_defendants():
    gain = [(-1) ** (m // 100) for m in range(1000)]
    found = [e for e in pg.equilibria(pg.AnonymousGame(gain=gain)) if e.kind == "mixed"]
    assert len(found) % 2 == 1  # as many as the nine changes of sign, or fewer by an even number
    assert all(low <= high for low, high in (e.enclosure for e in found))
    assert all(e.max_regret < 1e-13 for e in found)


def test_one_change_of_sign_at_any_size():
    found = pg.equilibria(pg.AnonymousGame(gain=[-1] * 3000 + [0] + [2] * 6999))
    assert [e.kind for e in found] == ["all plead", "mixed", "all hold out"]
    assert 0.29 < found.equilibria[1].hold_out_probability < 0.31
    assert found.equilibria[1].max_regret < 1e-9


def test_one_change_of_sign_downwards_at_any_size():
    found = pg.equilibria(pg.AnonymousGame(gain=[2] * 3000 + [-1] * 7000))
    mixed = next(e for e in found if e.kind == "mixed")
    assert mixed.stable
    assert not found.complete
    assert 0 < mixed.max_regret < 1e-12


@pytest.mark.parametrize(
    "gain",
    [
        [-1] * 6000 + ["1e-100"],
        [0] * 4000 + ["1e-10"] + [-1] * 2000,
        [-1] * 2000 + ["1e-10"] + [0] * 4000,
        ["-1e-305"] + [1] * 6000,
    ],
)
def test_roots_at_the_very_edge_end_one_way_or_the_other(gain):
    try:
        found = pg.equilibria(pg.AnonymousGame(gain=gain))
    except pg.errors.PrecisionError as error:
        assert "double precision" in str(error)
    else:
        (mixed,) = (e for e in found if e.kind == "mixed")
        assert 0 < mixed.hold_out_probability < 1


def polynomial_gains(*roots):
    """Bernstein coefficients of the polynomial with these roots."""
    power = [Fraction(1)]
    for root in roots:
        power = [a - root * b for a, b in zip([0, *power], [*power, 0], strict=True)]
    n = len(power) - 1
    return [
        sum(Fraction(comb(j, i), comb(n, i)) * power[i] for i in range(j + 1)) for j in range(n + 1)
    ]


@pytest.mark.parametrize("fund", [100, 105, 107, Fraction(1079, 10)])
def test_gains_of_both_signs_whose_mean_is_positive_throughout(fund):
    """A fund shared by those tried: from both ends the mean gain is seen to be positive."""
    game = pg.PleaGame(defendants=230, capacity=12, offer=1, sentence=10)
    found = pg.equilibria(game.with_terms(pg.StrikeFund(fund)))
    gains = [1 - min(1, 12 / m) * (10 - float(fund) / min(m, 12)) for m in range(1, 231)]
    assert min(gains) < 0 < gains[0]
    places = np.arange(230)
    mixed = [
        (weights := stats.binom.pmf(places, 229, x)) @ gains > -1e-12 * weights.sum()
        for x in np.linspace(0, 1, 2001)
    ]
    assert all(mixed) == (not [e for e in found if e.kind == "mixed"])
    assert (230 in listed_pure(found)) and (11 in listed_pure(found))


@pytest.mark.parametrize("times", [(2,), (3,), (2, 1), (3, 2), (2, 2, 1)])
def test_repeated_roots_are_found_once_wherever_they_are(times):
    """Thirds and sevenths, which no halving meets."""
    places = [Fraction(1, 3), Fraction(3, 7), Fraction(5, 7)][: len(times)]
    repeated = [place for place, often in zip(places, times, strict=True) for _ in range(often)]
    found = bernstein.roots(polynomial_gains(*repeated))
    assert all(one.lower <= place <= one.upper for one, place in zip(found, places, strict=True))
    assert [abs(root.crossing) for root in found] == [often % 2 for often in times]


def test_a_double_root_beside_a_simple_one():
    half, close = Fraction(1, 2), Fraction(1, 2) + Fraction(1, 2**70)
    found = bernstein.roots(polynomial_gains(half, close, close))
    assert [root.crossing for root in found] == [1, 0]
    assert found[0].upper < found[1].lower
    assert found[0].lower <= half <= found[0].upper
    assert found[1].lower <= close <= found[1].upper


def test_roots_closer_than_doubles():
    third = Fraction(1, 3)
    near = third + Fraction(1, 2**70)
    found = bernstein.roots(polynomial_gains(third, near, Fraction(9, 10)))
    assert [root.crossing for root in found] == [1, -1, 1]
    assert all(before.upper < after.lower for before, after in pairwise(found))
    game = pg.AnonymousGame(gain=polynomial_gains(third, near))
    assert len([e for e in pg.equilibria(game) if e.kind == "mixed"]) == 2


@pytest.mark.parametrize("n", [30, 45])
def test_many_roots_are_counted_as_sympy_counts_them(n):
    rng = random.Random(2022 + n)
    for _ in range(5):
        gain = [Fraction(rng.randint(-9, 9)) for _ in range(n)]
        found = mixed_equilibria(pg.AnonymousGame(gain=gain))
        assert len(found) == oracles.interior_roots(gain)


def test_signs_of_the_lottery_are_signs_of_its_gains():
    for n, k in product(range(1, 13), range(15)):
        ratios = {Fraction(k, m) for m in range(1, n + 2)} | {Fraction(i, 7) for i in range(-2, 10)}
        for ratio in ratios:
            gain = [ratio - oracles.trial_probability(k, m) for m in range(1, n + 1)]
            assert gain_signs.of_lottery(n, k, ratio) == gain_signs.of_signs(
                pg.AnonymousGame(gain=gain).signs
            )


@pytest.mark.parametrize("gain", [[0, -1], [0, 0, 1], [1, -1, 1], [1, -1, 1, -1, 1, -1, 1, -1]])
def test_lists_that_are_not_complete_do_not_say_so(gain):
    assert not pg.equilibria(pg.AnonymousGame(gain=gain)).complete


@pytest.mark.parametrize("gain", [[1, -1], [-1, 1], [-1, -1], [-1, 0, 0, 1], [1, 0, 1], [0, 1]])
def test_complete_lists_say_so(gain):
    assert pg.equilibria(pg.AnonymousGame(gain=gain)).complete


def test_an_offer_ratio_with_hundreds_of_digits():
    offer = "0.5" + "0" * 380 + "1"
    found = pg.equilibria(pg.PleaGame(defendants=3, capacity=1, offer=offer, sentence=1))
    assert [e.kind for e in found] == ["all plead", "mixed", "all hold out"]


def test_very_near_certain_trial_is_solved_exactly_or_refused():
    def game_with(digits):
        nearly = 1 - Fraction(1, 10**digits)
        return pg.PleaGame(defendants=1000, capacity=121, offer=nearly, sentence=1)

    mixed = pg.equilibria(game_with(185))[1]
    assert mixed.hold_out_probability == pytest.approx(0.0015172, rel=1e-4)
    closed_form = pg.thresholds(game_with(185)).mixed_probability
    assert closed_form == pytest.approx(mixed.hold_out_probability, rel=1e-14)
    game = game_with(300)
    found = pg.thresholds(game)
    assert found.mixed_probability is None
    assert "too near 1" in found.missing["mixed_probability"]
    assert found.tipping_holdouts == 122
    with pytest.raises(pg.errors.PrecisionError, match="too near 1"):
        pg.equilibria(game.with_parameters(defendants=6000))


def test_a_continuum_is_said_to_be_one():
    everyone_indifferent = pg.equilibria(
        pg.PleaGame(defendants=5, capacity=7, offer=10, sentence=10)
    )
    assert not everyone_indifferent.complete
    assert "every profile" in everyone_indifferent.remarks[0]
    assert "may be others" not in str(everyone_indifferent)
    some_indifferent = pg.equilibria(pg.PleaGame(defendants=9, capacity=4, offer=10, sentence=10))
    assert not some_indifferent.complete
    assert "6 sure to plead, 3 who may do anything" in some_indifferent.remarks[1]
    assert listed_pure(some_indifferent) == {0, 1, 2, 3, 9}


@pytest.mark.parametrize(
    ("gain", "words"),
    [
        ([], "at least one"),
        ([1, float("nan")], "gain for 2 hold-outs = nan"),
        ([1, "x", None], "gain for 3 hold-outs = None"),
        (["x"] * 50, "40 more"),
    ],
)
def test_gains_that_are_no_numbers_are_refused(gain, words):
    with pytest.raises(pg.ParameterError, match=words):
        pg.AnonymousGame(gain=gain)


def test_what_cannot_be_solved_says_why():
    with pytest.raises(pg.ParameterError, match="with_parameters"):
        pg.equilibria(pg.PleaGame.symbolic(capacity=3))
    with pytest.raises(pg.ParameterError, match="must be a PleaGame"):
        pg.equilibria([1, 2])


@pytest.mark.parametrize("solve", [pg.equilibria, lambda game: pg.certificate(game, 0.5),
                                   pg.potential, pg.sequences.unique_implementation])  # fmt: skip
def test_a_billion_gains_are_not_written_out(solve):
    shared = pg.PleaGame(defendants=10**9, capacity=12, offer=4, sentence=10).with_terms(
        pg.StrikeFund(60)
    )
    tracemalloc.start()
    with pytest.raises(pg.ParameterError, match="1,000,000,000: must be at most 1,000,000"):
        solve(shared)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10**8  # bytes, where a list of a billion would take eight times 10^9


def test_the_game_may_be_given_by_name():
    game = pg.PleaGame(defendants=3, capacity=1, offer=1, sentence=2)
    assert pg.equilibria(game=game) == pg.equilibria(game)
