"""What is listed with proof is certified, what is certified is there, and both bounds hold."""

from fractions import Fraction
from math import nextafter

import pytest
from hypothesis import given, settings, strategies as st

import plea_games as pg
from plea_games.solvers.roots.expected_gain import ExpectedGain
from tests import oracles

REACH = 2  # doubles on either side, as Certificate.holds promises


powers = st.one_of(st.integers(0, 25), st.integers(17, 25))


@st.composite
def extreme_lotteries(draw):
    """Parameters of lottery games whose offer ratio is between K/N and 1, often next to either."""
    count = draw(st.integers(2, 7))
    capacity = draw(st.integers(1, count - 1))
    rate = Fraction(capacity, count)
    near = (1 - rate) * Fraction(draw(st.integers(1, 9)), 10 ** (1 + draw(powers)))
    offer = draw(st.sampled_from([rate + near, 1 - near]))
    return {"defendants": count, "capacity": capacity, "offer": offer, "sentence": 1}


extreme_gains = st.lists(
    st.builds(
        lambda sign, digit, power: sign * Fraction(digit, 10**power),
        st.sampled_from([-1, 1]), st.integers(1, 9), st.sampled_from([*range(19), 17, 18, 17, 18]),
    ),
    min_size=2, max_size=6,
).filter(lambda gain: min(gain) < 0 < max(gain))  # fmt: skip

games_and_gains = st.one_of(
    extreme_lotteries().map(
        lambda given: (
            pg.PleaGame(**given),
            oracles.gains(given["defendants"], given["capacity"], given["offer"], 1, 0),
        )
    ),
    extreme_gains.map(lambda gain: (pg.AnonymousGame(gain=gain), gain)),
)

anywhere = st.one_of(
    st.floats(1e-9, 1 - 1e-9),
    st.integers(-323, -1).map(lambda power: 10.0**power),
    st.integers(1, 53).map(lambda power: 1 - 2.0**-power),
)


def moved(x, steps):
    """The double so many to the right, or to the left, within [0, 1]."""
    for _ in range(abs(steps)):
        x = nextafter(x, 1.0 if steps > 0 else 0.0)
    return x


def exact_regret(gain, x):
    value = oracles.expected_gain(gain, Fraction(x))
    return max(value * (1 - Fraction(x)), -value * Fraction(x))


@settings(max_examples=150)
@given(games_and_gains)
def test_what_is_listed_with_proof_is_certified(given):
    game, gain = given
    mixed = [one for one in pg.equilibria(game, certify=True) if one.kind == "mixed"]
    assert len(mixed) == oracles.interior_roots(gain)
    for one in mixed:
        x = one.hold_out_probability
        found = pg.certificate(game, x)
        assert found.holds, found.reason
        assert one.enclosure[0] <= found.enclosure[1]
        assert found.enclosure[0] <= one.enclosure[1]
        assert exact_regret(gain, x) <= min(map(Fraction, (one.max_regret, found.regret_bound)))


@settings(max_examples=150)
@given(games_and_gains, anywhere, st.integers(-4, 4), st.booleans())
def test_a_certificate_holds_just_where_an_equilibrium_is_within_its_reach(
    given, elsewhere, steps, is_near
):
    game, gain = given
    mixed = [one.hold_out_probability for one in pg.equilibria(game) if one.kind == "mixed"]
    x = moved(mixed[0] if mixed and is_near else elsewhere, steps)
    if x in {0, 1}:
        return
    low, high = (Fraction(moved(x, step)) for step in (-REACH, REACH))
    roots = oracles.roots_between(gain, low, high)
    found = pg.certificate(game, x)
    assert found.holds is (roots > 0), found.reason
    assert roots == 1 or not found.unique
    assert exact_regret(gain, x) <= Fraction(found.regret_bound)
    if found.holds:
        assert oracles.roots_between(gain, *map(Fraction, found.enclosure))


SMALL = Fraction(1, 10**20)


@pytest.mark.parametrize(
    ("game", "enclosure"),
    [
        (pg.AnonymousGame(gain=[-1, 1, Fraction(-1, 10**17)]), (1 - 2**-53, 1)),
        (pg.PleaGame(defendants=3, capacity=2, offer=Fraction(2, 3) + SMALL, sentence=1),
         (1 - 2**-53, 1)),
        (pg.PleaGame(defendants=5, capacity=4, offer=Fraction(4, 5) + SMALL, sentence=1),
         (1 - 2**-53, 1)),
        (pg.PleaGame(defendants=1000, capacity=999, offer=Fraction(999, 1000) + SMALL, sentence=1),
         (1 - 2**-53, 1)),
        (pg.AnonymousGame.of_fractions([-(SMALL**17), Fraction(1)]), (0, 5e-324)),
    ],
)  # fmt: skip
def test_equilibria_beyond_the_last_double_are_listed_and_certified(game, enclosure):
    at_end = [one for one in pg.equilibria(game, certify=True) if one.enclosure == enclosure]
    assert len(at_end) == 1
    for steps in range(-4, 5):
        x = moved(at_end[0].hold_out_probability, steps)
        if x in {0, 1}:
            continue
        found = pg.certificate(game, x)
        if abs(x - enclosure[enclosure[0] > 0]) <= REACH * abs(enclosure[1] - enclosure[0]):
            assert (found.holds, found.enclosure, found.unique) == (True, enclosure, True)
        else:
            assert (found.holds, found.enclosure) == (False, None)
            assert "throughout" in found.reason


def test_a_lottery_too_flat_for_signs_is_isolated():
    """Next to 0, D of a lottery is smaller than what any ball carries."""
    game = pg.PleaGame(defendants=3, capacity=1, offer=1, sentence=1, process_cost="1e-323")
    found = pg.certificate(game, 1e-323)
    assert found.holds
    assert "exact arithmetic" in found.reason
    assert not pg.certificate(game, 1e-320).holds
    assert "exact arithmetic" in pg.certificate(game, 1e-320).reason


def test_no_bound_on_a_regret_is_a_false_zero():
    least = Fraction(1, 10**323)
    (one,) = [e for e in pg.equilibria(pg.AnonymousGame(gain=[-least, 1])) if e.kind == "mixed"]
    assert Fraction(one.max_regret) >= exact_regret([-least, Fraction(1)], one.hold_out_probability)
    assert one.max_regret > 0


@pytest.mark.parametrize("scale", [Fraction(1), Fraction(1, 3), Fraction(1, 2_000_000)])
def test_a_double_root_is_certified_whatever_the_unit(scale):
    """−(2x − 1)²: in balls, what is around 0 has a square around 0."""
    game = pg.AnonymousGame(gain=[-scale, scale, -scale])
    found = pg.certificate(game, 0.5)
    assert (found.holds, found.enclosure, found.unique) == (True, (0.5, 0.5), True)
    here = ExpectedGain(game).moments_in_balls(0.5)
    assert here.rest * 2.0**here.exponent == pytest.approx(float(scale), rel=1e-12)
