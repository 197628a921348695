"""Games in canonical form, and the way to it: gains, their signs, sizes and limits."""

from fractions import Fraction
from itertools import pairwise
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from sympy import Rational, Symbol, sqrt

import plea_games as pg
from plea_games.games import gains as gains_in_numbers
from plea_games.games.anonymous import AnonymousGame
from plea_games.games.compile import at_values, exact_function, of_holdouts, values_of
from plea_games.games.exact_functions import as_fmpq
from plea_games.games.exact_payoffs import exact_payoffs
from plea_games.games.gains import (
    anonymous_game,
    as_anonymous,
    expected_by_turnout,
    holdout_payoffs,
    total_over_holdouts,
    trial_chances,
)
from plea_games.model.exact import as_fraction
from plea_games.model.payoffs import H
from plea_games.solvers.gain_thresholds import from_gains
from plea_games.solvers.roots.gain_signs import indifferent_stretches, of_signs

HUGE, TINY = Fraction(10) ** 400, Fraction(10) ** -400
signs = st.lists(st.sampled_from([-1, 0, 1]), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (1, "1/2"),
        (6, "1/2, 1, 3/2, 2, 5/2, 3"),
        (7, "1/2, 1, 3/2, 2, 5/2, 3, …"),
        (40, "1/2, 1, 3/2, 2, 5/2, 3, …"),
    ],
)
def test_six_gains_are_shown(count, shown):
    gain = [Fraction(m, 2) for m in range(1, count + 1)]
    for game in (AnonymousGame(gain=gain), AnonymousGame(gain=np.array(gain, dtype=float))):
        assert repr(game) == f"AnonymousGame(gain=[{shown}])"
        assert game.defendants == count
        assert game.describe() == f"N = {count}, gains from 0.5 to {count / 2:.4g}"


@settings(max_examples=60)
@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=9), st.data())
def test_arrays_are_the_lists_that_print_alike(gain, data):
    listed, array = AnonymousGame(gain=gain), AnonymousGame(gain=np.array(gain))
    assert array.signs.dtype == listed.signs.dtype == np.int8
    assert array.signs.tolist() == listed.signs.tolist() == [(g > 0) - (g < 0) for g in gain]
    first = data.draw(st.integers(1, len(gain)))
    last = data.draw(st.integers(first, len(gain)))
    exact = tuple(Fraction(repr(g)) for g in gain)
    assert array.gain_between(first, last) == listed.gain_between(first, last)
    assert listed.gain_between(first, last) == exact[first - 1 : last]
    assert array.gain == listed.gain == exact
    assert array == listed
    assert hash(array) == hash(listed)
    assert array.record() == listed.record() == {"gain": gain}


@pytest.mark.parametrize(
    ("kind", "gain"),
    [
        (np.int8, [3, -2, 0, -128]),
        (np.uint16, [0, 65535]),
        (np.int64, [2**53 - 1, 5]),
        (np.int64, [2**53 + 1, 5]),
        (np.int64, [-(2**53) - 1, 5]),
        (np.float32, [0.1, -2.5]),
        (object, [Fraction(1, 3), "1/7"]),
    ],
)
def test_arrays_of_other_kinds_are_read_as_they_print(kind, gain):
    assert AnonymousGame(gain=np.array(gain, dtype=kind)) == AnonymousGame(gain=gain)


def test_games_that_differ_have_other_hashes():
    games = [AnonymousGame(gain=[1, m]) for m in range(20)]
    assert len({hash(game) for game in games}) == 20
    assert len(set(games)) == 20
    assert games[0] != "a game"


def test_each_gain_that_is_no_number_is_named():
    with pytest.raises(pg.ParameterError) as caught:
        AnonymousGame(gain=["x", float("nan"), 3, None])
    names = [fault.parameter for fault in caught.value.faults]
    assert names == ["gain for 1 hold-out", "gain for 2 hold-outs", "gain for 4 hold-outs"]
    for wrong in ([], np.array([]), np.array([1.0, np.inf]), np.ones((2, 2)), 7):
        with pytest.raises(pg.ParameterError, match="gain"):
            AnonymousGame(gain=wrong)


def test_only_games_among_identical_defendants_have_a_canonical_form():
    game = AnonymousGame(gain=[1, 2])
    assert as_anonymous(game) is game
    with pytest.raises(pg.ParameterError, match="must be a PleaGame or an AnonymousGame"):
        as_anonymous("game")
    with pytest.raises(pg.ParameterError, match=r"set them with game.with_parameters\(…\)"):
        as_anonymous(pg.PleaGame.symbolic())


@pytest.mark.parametrize(
    "gain",
    [
        (Fraction(0), Fraction(1), Fraction(-3)),
        (HUGE, Fraction(0), -TINY),
        (Fraction(0), Fraction(0)),
        (TINY * 3, -TINY / 7, Fraction(0), Fraction(1, 3)),
        (-HUGE * 2 / 3, Fraction(5)),
        (Fraction(1, 10**290), Fraction(1, 10**291)),
    ],
)
def test_doubles_and_exponents_of_any_magnitude(gain):
    values, exponents = AnonymousGame.of_fractions(gain).in_binary()
    assert (values.dtype, exponents.dtype) == (np.float64, np.int64)
    for exact, value, exponent in zip(gain, values.tolist(), exponents.tolist(), strict=True):
        if exact == 0:
            assert (value, exponent) == (0, 0)
            continue
        assert 1 / 4 <= abs(value) <= 2
        near = Fraction(value) * Fraction(2) ** exponent
        assert abs(near - exact) <= Fraction(np.spacing(abs(value)) / 2) * Fraction(2) ** exponent


@pytest.mark.parametrize("kept", ["0", "1/3", "1"])
@pytest.mark.parametrize("signed", [0, 1, 3])
@pytest.mark.parametrize("weight", [None, "1/2"])
def test_payoffs_are_means_over_who_keeps_the_promise(kept, signed, weight):
    """Against a plain enumeration of how many of the committed hold out."""
    count, capacity, reliable = 6, 2, Fraction(kept)
    terms = [pg.Solidarity(3)]
    if signed:
        terms.append(pg.Pledge(signed, kept))
    if weight:
        terms.append(pg.CollectiveCounsel(clients=4, weight=weight))
    game = pg.PleaGame(defendants=count, capacity=capacity, offer=4, sentence=10,
                       conviction="0.9", dismissal_cost="0.5").with_terms(*terms)  # fmt: skip

    def worth(held):
        tried = min(Fraction(1), Fraction(capacity, held))
        return Fraction(3 * held, count) - tried * 9 - (1 - tried) / 2

    def mean(function, deciding):
        return sum(
            comb(signed, h) * reliable**h * (1 - reliable) ** (signed - h) * function(deciding + h)
            for h in range(signed + 1)
        )

    share = Fraction(weight or 0) * Fraction(3, count - 1)

    def counselled(held):
        spared = worth(held) - worth(held - 1) if held > 1 else 0
        return worth(held) + share * (held - 1) * spared

    payoffs = [mean(counselled, held) for held in range(1, count - signed + 1)]
    assert holdout_payoffs(game) == payoffs
    assert anonymous_game(game).gain == tuple(payoff + 4 for payoff in payoffs)
    assert as_anonymous(game) == anonymous_game(game)
    assert trial_chances(game) == [
        mean(lambda held: min(Fraction(1), Fraction(capacity, held)), deciding)
        for deciding in range(1, count - signed + 1)
    ]
    exact = exact_payoffs(game)
    for deciding in range(3):
        total = total_over_holdouts(
            exact, of_holdouts(game.payoffs.holdout_payoff, values_of(game)), deciding
        )
        assert as_fraction(total) == mean(
            lambda held: held * worth(held) if held else Fraction(0), deciding
        )


def test_roots_in_formulas_are_taken_exactly_where_they_are_fractions():
    a, b = Symbol("a", positive=True), Symbol("b", positive=True)
    value, half = as_fmpq(Fraction(4, 9)), as_fmpq(Fraction(1, 2))
    formula = a ** Rational(3, 2) + sqrt(a) / 3 - 2 / a
    expected = Fraction(8, 27) + Fraction(2, 9) - Fraction(9, 2)
    assert as_fraction(exact_function((a,), formula)(value)) == expected
    assert as_fraction(at_values(a**b + a ** (3 * b), {a: value, b: half})) == Fraction(26, 27)


def test_limits_include_the_last_game_within(monkeypatch):
    game = pg.PleaGame(defendants=9, capacity=2, offer=4, sentence=10)
    signed = game.with_terms(pg.Pledge(3, "1/2"))
    monkeypatch.setattr(gains_in_numbers, "MOST_GAINS", 9)
    assert len(anonymous_game(game).gain) == 9
    assert len(anonymous_game(signed).gain) == 6
    monkeypatch.setattr(gains_in_numbers, "MOST_GAINS", 8)
    for beyond in (game, signed):
        with pytest.raises(pg.ParameterError, match="defendants = 9: must be at most 8 where"):
            anonymous_game(beyond.with_parameters(offer=5))  # not the one that is remembered


def test_thresholds_by_gains_end_beyond_the_limit(monkeypatch):
    limit = "plea_games.solvers.gain_thresholds.MOST_EXACT_GAINS"
    game = pg.PleaGame(defendants=9, capacity=2, offer=4, sentence=10)
    game = game.with_terms(pg.StrikeFund(6))
    monkeypatch.setattr(limit, 9)
    assert from_gains(game).values["tipping_holdouts"] >= 1
    monkeypatch.setattr(limit, 8)
    with pytest.raises(pg.ParameterError, match="defendants = 9: must be at most 8 where"):
        from_gains(game)


@given(signs)
def test_runs_and_indifferent_stretches_are_what_a_plain_search_finds(given):
    runs = of_signs(np.array(given, dtype=np.int8))
    assert [run.sign for run in runs for _ in range(run.first, run.last + 1)] == given
    assert all(one.sign != other.sign and one.last + 1 == other.first
               for one, other in pairwise(runs))  # fmt: skip
    count = len(given)
    at = {0: 1, **dict(enumerate(given, start=1)), count + 1: -1}
    content = [
        (first, last)
        for first in range(1, count + 1)
        for last in range(first, count + 1)
        if all(at[m] == 0 for m in range(first, last + 1)) and at[first - 1] >= 0 >= at[last + 1]
    ]
    longest = [
        (first, last)
        for first, last in content
        if not any(a <= first and last <= b and (a, b) != (first, last) for a, b in content)
    ]
    assert indifferent_stretches(runs) == longest


def test_formulas_in_holdouts_keep_their_letter():
    game = pg.PleaGame(defendants=4, capacity=1, offer=4, sentence=10)
    found = expected_by_turnout(exact_payoffs(game), of_holdouts(H**2 + H, values_of(game)))
    assert [as_fraction(value) for value in found] == [2, 6, 12, 20]
