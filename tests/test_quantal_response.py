"""Logit equilibria against exact arithmetic, plain continuation of the curve, and Gambit."""

import io
from fractions import Fraction
from itertools import pairwise, product
from math import comb

import numpy as np
import pygambit
import pytest
from flint import arb, ctx
from hypothesis import given, settings, strategies as st

import plea_games as pg
from plea_games.solvers.behaviour.gain_in_log_odds import GainInLogOdds
from plea_games.solvers.behaviour.isolation import isolate
from tests.strategies import gain_vectors, lottery_parameters

PUBLIC_GOOD = [-8, -8, 19, -8, -8]


def exact_gain(gain, u):
    """D at the log odds u, as a ball."""
    odds = arb(u).exp()
    total = sum(
        (comb(len(gain) - 1, j) * odds**j * arb(g.numerator) / g.denominator
         for j, g in enumerate(map(Fraction, gain))), arb(0)
    )  # fmt: skip
    return total / (1 + odds) ** (len(gain) - 1)


def exact_excess(gain, precision, u):
    with ctx.workprec(400):
        return arb(u) - arb(precision) * exact_gain(gain, u)


def scanned(gain, precision, points=4001):
    """How often u − λD(u) changes sign on a fine grid: at most what there is."""
    values = [float(g) for g in gain]
    reach = [precision * min(values) - 0.5, precision * max(values) + 0.5]
    u = np.linspace(*reach, points)
    x = 1 / (1 + np.exp(-u))
    n = len(values) - 1
    mean = sum(comb(n, j) * x**j * (1 - x) ** (n - j) * g for j, g in enumerate(values))
    signs = np.sign(u - precision * mean)
    return int((signs[1:] * signs[:-1] < 0).sum())


def as_gambit(gain):
    """Pleading pays 0, holding out the gain."""
    n = len(gain)
    profiles = (profile[::-1] for profile in product((0, 1), repeat=n))
    payoffs = [str(gain[sum(p) - 1] if own else 0) for p in profiles for own in p]
    names, actions = " ".join(f'"{i}"' for i in range(n)), " ".join(["2"] * n)
    text = f'NFG 1 R "gains" {{ {names} }} {{ {actions} }}\n\n{" ".join(payoffs)}'
    return pygambit.read_nfg(io.StringIO(text))


def common_probability(entry, game):
    found = [dict(entry.profile[player])["2"] for player in game.players]
    assert max(found) - min(found) < 1e-6
    return found[0]


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("0.1", [0.5483]),
        ("0.25", [0.5908]),
        ("0.5", [0.0185, 0.2555, 0.6205]),
        (1, [0.0003, 0.3004, 0.6410]),
        (2, [0.0, 0.3179, 0.6531]),
    ],
)
def test_reference_values_of_the_public_good(precision, expected):
    found = pg.behaviour.quantal_response(pg.AnonymousGame(gain=PUBLIC_GOOD), precision=precision)
    assert found.complete
    assert [each.hold_out_probability for each in found] == pytest.approx(expected, abs=5.1e-5)
    stable = [each.stable for each in found]
    assert stable == ([True] if len(expected) == 1 else [True, False, True])


def test_a_root_at_even_odds_is_reached():
    (only,) = pg.behaviour.quantal_response(
        pg.AnonymousGame(gain=[1, 0, 1, -1, 0, -1]), precision=1
    )
    assert only.hold_out_probability == 0.5
    assert abs(only.log_odds) < 1e-15


def test_where_three_responses_meet_it_is_said_that_they_cannot_be_told_apart():
    game = pg.AnonymousGame(gain=[-2, 0, 2])
    found = pg.behaviour.quantal_response(game, precision=1)
    ((low, high),) = found.undecided
    assert 0.4999 < low < 0.5 < high < 0.5001
    assert [len(pg.behaviour.quantal_response(game, precision=p)) for p in ("0.999", "1.001")] == [
        1,
        3,
    ]


@settings(max_examples=150)
@given(gain_vectors, st.sampled_from([0.0, 0.3, 1.0, 2.5, 8.0]))
def test_each_is_a_proved_root_and_none_is_missed(gain, precision):
    found = pg.behaviour.quantal_response(pg.AnonymousGame(gain=gain), precision=precision)
    if not found.complete:  # next to a turning point
        return
    assert len(found) % 2 == 1
    assert len(found) >= scanned(gain, precision)
    for each in found:
        low, high = each.enclosure
        assert low <= each.hold_out_probability <= high
        assert high - low < 1e-11
        step = 1e-11 * max(1, abs(each.log_odds))
        before = exact_excess(gain, precision, each.log_odds - step)
        after = exact_excess(gain, precision, each.log_odds + step)
        assert before * after < 0
        assert each.stable == bool(after > 0)


@pytest.mark.parametrize("gain", [PUBLIC_GOOD, [-1, 3], [-3, -1, 4], [2, -1, -2, -5], [1, 1, 1]])
def test_the_principal_branch_is_what_gambit_traces(gain):
    game = as_gambit(gain)
    precisions = [0.05, 0.2, 0.7]
    theirs = pygambit.qre.logit_solve_lambda(game, precisions)
    branches = pg.behaviour.quantal_response_branches(
        pg.AnonymousGame(gain=gain), up_to=0.7, points=400
    )
    assert branches[0].principal
    assert not branches[0].turning_points
    for precision, entry in zip(precisions, theirs, strict=True):
        x = common_probability(entry, game)
        found = pg.behaviour.quantal_response(pg.AnonymousGame(gain=gain), precision=precision)
        assert min(abs(each.hold_out_probability - x) for each in found) < 1e-7
        interpolated = np.interp(
            precision, branches[0].precisions, branches[0].hold_out_probabilities
        )
        assert interpolated == pytest.approx(x, abs=1e-4)


def test_gambit_ends_where_the_principal_branch_does():
    game = as_gambit(PUBLIC_GOOD)
    theirs = pygambit.nash.logit_solve(game).equilibrium
    branches = pg.behaviour.quantal_response_branches(
        pg.AnonymousGame(gain=PUBLIC_GOOD), up_to=10_000
    )
    end = branches[0].hold_out_probabilities[-1]
    assert end == pytest.approx(2 / 3, abs=1e-4)
    assert dict(theirs[next(iter(game.players))])["2"] == pytest.approx(end, abs=1e-3)


def test_the_fit_by_gambit_lies_on_the_curve():
    game = as_gambit(PUBLIC_GOOD)
    data = game.mixed_strategy_profile([[40, 60]] * 5)
    fit = pygambit.qre.logit_estimate(data)
    found = pg.behaviour.quantal_response(pg.AnonymousGame(gain=PUBLIC_GOOD), precision=fit.lam)
    x = dict(fit.profile[next(iter(game.players))])["2"]
    assert min(abs(each.hold_out_probability - x) for each in found) < 1e-6


@settings(max_examples=60)
@given(lottery_parameters(most_defendants=6))
def test_lottery_games_are_their_gains(parameters):
    game = pg.PleaGame(**parameters)
    numbers = parameters
    cost = numbers["sentence"] * numbers["conviction"] + numbers["process_cost"]
    gain = [
        numbers["offer"] - numbers["dismissal_cost"]
        - min(Fraction(1), Fraction(numbers["capacity"], m)) * (cost - numbers["dismissal_cost"])
        for m in range(1, numbers["defendants"] + 1)
    ]  # fmt: skip
    ours = pg.behaviour.quantal_response(game, precision=1)
    theirs = pg.behaviour.quantal_response(pg.AnonymousGame(gain=gain), precision=1)
    assert ours.responses == theirs.responses
    assert "per year" in str(ours)
    assert "per year" not in str(theirs)


@settings(max_examples=60)
@given(gain_vectors)
def test_branches_meet_every_equilibrium_below_and_turn_where_the_number_changes(gain):
    game = pg.AnonymousGame(gain=gain)
    try:
        branches = pg.behaviour.quantal_response_branches(game, up_to=4, points=60)
    except pg.errors.PrecisionError:  # a branch turns at 4 itself
        return
    assert sum(branch.principal for branch in branches) == 1
    for branch in branches:
        for u, x, precision in zip(
            branch.log_odds, branch.hold_out_probabilities, branch.precisions, strict=True
        ):
            assert 0 <= precision <= 4
            assert abs(float(exact_excess(gain, precision, u).mid())) < 1e-8 * (1 + abs(u))
            assert x == pytest.approx(1 / (1 + np.exp(-u)), rel=1e-12)
        if not branch.principal:
            assert branch.precisions[[0, -1]].tolist() == [4, 4]
        turns = np.sign(np.diff(branch.precisions))
        changes = sum(a != b for a, b in pairwise(turns[turns != 0]))
        assert changes <= len(branch.turning_points)
    if branches.undecided or branches.crossing:
        return
    folds = sorted(turn.precision for branch in branches for turn in branch.turning_points)
    stops = [0.0, *folds, 4.0]
    for low, high in pairwise(stops):
        middle = (low + high) / 2
        if high - low < 1e-3:
            continue
        crossings = sum(
            int(((leg[:-1] < middle) != (leg[1:] < middle)).sum())
            for leg in (branch.precisions for branch in branches)
        )
        assert crossings == len(pg.behaviour.quantal_response(game, precision=middle))


def test_turning_points_of_the_public_good():
    branches = pg.behaviour.quantal_response_branches(pg.AnonymousGame(gain=PUBLIC_GOOD), up_to=2)
    (turn,) = branches[1].turning_points
    below, above = turn.precision * (1 - 1e-9), turn.precision * (1 + 1e-9)
    game = pg.AnonymousGame(gain=PUBLIC_GOOD)
    assert len(pg.behaviour.quantal_response(game, precision=below)) == 1
    three = pg.behaviour.quantal_response(game, precision=above)
    assert len(three) == 3
    assert three[0].hold_out_probability < turn.hold_out_probability < three[1].hold_out_probability
    at = pg.behaviour.quantal_response(game, precision=turn.precision)
    assert not at.complete
    ((low, high),) = at.undecided
    assert low <= turn.hold_out_probability <= high
    assert high - low < 1e-5
    assert "none, one or several" in str(at)
    with pytest.raises(pg.errors.PrecisionError, match="take another one"):
        pg.behaviour.quantal_response_branches(game, up_to=turn.precision)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_principal_branch_that_turns_back_itself(sign):
    gain = [sign * Fraction(g) for g in ["0.1"] * 14 + [5] * 6]
    game = pg.AnonymousGame(gain=gain if sign > 0 else gain[::-1])
    (only,) = pg.behaviour.quantal_response_branches(game, up_to=1)
    assert only.principal
    back, forth = only.turning_points
    assert back.precision > forth.precision
    for turn, fewer_above in ((back, True), (forth, False)):
        below, above = (
            len(pg.behaviour.quantal_response(game, precision=turn.precision * factor))
            for factor in (1 - 1e-6, 1 + 1e-6)
        )
        assert (below, above) == ((3, 1) if fewer_above else (1, 3))
    assert only.precisions[0] == 0
    assert (np.diff(sign * only.log_odds) > 0).all()


def test_branches_cross_where_random_choice_is_always_an_equilibrium():
    coordination = pg.behaviour.quantal_response_branches(pg.AnonymousGame(gain=[-1, 1]), up_to=5)
    assert coordination.crossing == pg.behaviour.TurningPoint(2.0, 0.5)
    assert coordination[0].principal
    assert coordination[1].turning_points == (coordination.crossing,)  # a pitchfork
    assert set(coordination[0].hold_out_probabilities) == {0.5}
    other = coordination[1]
    assert other.hold_out_probabilities[[0, -1]].sum() == pytest.approx(1)
    assert other.precisions.min() == pytest.approx(2, abs=1e-3)
    oblique = pg.behaviour.quantal_response_branches(pg.AnonymousGame(gain=[-1, -1, 3]), up_to=5)
    assert oblique.crossing == pg.behaviour.TurningPoint(1.0, 0.5)
    (turn,) = oblique[1].turning_points
    assert turn.precision < 1
    assert "cross at precision 1" in str(oblique)


@pytest.mark.parametrize("gain", [[0], [0, 0, 0], [5], [-2, -2, -2]])
def test_constant_gains(gain):
    for precision in (0, 1, 30):
        (only,) = pg.behaviour.quantal_response(pg.AnonymousGame(gain=gain), precision=precision)
        assert only.log_odds == pytest.approx(precision * gain[0], abs=1e-15)
        assert only.stable
    (branch,) = pg.behaviour.quantal_response_branches(pg.AnonymousGame(gain=gain), up_to=3)
    assert branch.log_odds[-1] == pytest.approx(3 * gain[0], abs=1e-12)


def test_as_noise_vanishes_what_remains_is_nash():
    game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    nash = [each.hold_out_probability for each in pg.equilibria(game)]
    logit = [
        each.hold_out_probability for each in pg.behaviour.quantal_response(game, precision=10_000)
    ]
    assert logit == pytest.approx(nash, abs=1e-4)


def test_large_games():
    game = pg.PleaGame(defendants=100_000, capacity=5_000, offer=4, sentence=10)
    found = pg.behaviour.quantal_response(game, precision=1)
    assert found.complete
    assert [each.stable for each in found] == [True, False, True]
    # a random hold-out is tried with probability near κ/x
    for each in found.responses[1:]:
        x = each.hold_out_probability
        assert each.log_odds == pytest.approx(4 - 10 * 0.05 / x, rel=2e-3)


def test_gains_that_go_up_and_down():
    zigzag = [7 if (m // 20) % 2 else -5 for m in range(200)]
    found = pg.behaviour.quantal_response(pg.AnonymousGame(gain=zigzag), precision=3)
    assert found.complete
    assert len(found) == scanned(zigzag, 3, points=20_001) > 5


@settings(max_examples=60)
@given(gain_vectors, st.floats(-30, 30))
def test_bounds_on_rounding_hold(gain, u):
    ours = GainInLogOdds(np.array([float(g) for g in gain]))
    with ctx.workprec(300):
        true = exact_gain(gain, u)
    assert abs(float(true.mid()) - ours.at(u)[0]) <= ours.error(u)[0]
    step = 1e-6
    numeric = (ours.at(u + step) - ours.at(u - step)) / (2 * step)
    assert numeric[:2] == pytest.approx(ours.at(u)[1:], abs=1e-6)


@pytest.mark.parametrize("u", [-700.0, -9.0, -0.3, 0.0, 0.01, 2.0, 40.0])
def test_bounds_on_rounding_hold_for_many_defendants(u):
    gain = [Fraction(int(g), 997) for g in np.random.default_rng(5).integers(-5000, 5000, 150)]
    ours = GainInLogOdds(np.array([float(g) for g in gain]))
    rows = [gain]
    for _ in range(2):  # the derivative in log odds, in exact coefficients
        b, n = rows[-1], len(rows[-1])
        rows.append(
            [Fraction(k * (n - k), n) * (b[k] - b[k - 1]) if 0 < k < n else 0 for k in range(n + 1)]
        )
    for row, value, error in zip(rows, ours.at(u), ours.error(u), strict=True):
        with ctx.workprec(600):
            true = float(exact_gain(row, u).mid())
        assert abs(true - value) <= error
        assert error < 1e-9 * (1 + max(map(abs, row)))


@settings(max_examples=60)
@given(gain_vectors, st.floats(-5, 5), st.floats(0, 3), st.floats(0, 1))
def test_bounds_over_intervals_hold(gain, lower, width, share):
    ours = GainInLogOdds(np.array([float(g) for g in gain]))
    within = ours.at(lower + share * width)
    bounds = ours.over(lower, lower + width)
    slack = 1e-9 * (1 + np.abs(within))
    assert (bounds[:, 0] <= within + slack).all()
    assert (within - slack <= bounds[:, 1]).all()


def test_isolation_separates_joins_and_gives_up_honestly():
    roots = [-1.0, 0.0, 1e-3, 2.0]

    def polynomial(x):
        return np.prod([x - root for root in roots], axis=0)

    slope = 60.0  # of the polynomial on [−2, 3], more than enough
    bend = 200.0

    def bounds(a, b):
        middle, reach = polynomial((a + b) / 2), slope * (b - a) / 2
        return middle - reach, middle + reach

    def slopes(a, b):
        middle = (a + b) / 2
        at = sum(np.prod([middle - other for other in roots if other != root]) for root in roots)
        return at - bend * (b - a) / 2, at + bend * (b - a) / 2

    def sign(x):
        return int(np.sign(polynomial(x)))

    found = isolate(bounds, slopes, sign, -2.0, 3.0)
    assert not found.undecided
    assert [a < root < b for (a, b), root in zip(found.single, roots, strict=True)] == [True] * 4

    def blind(x):
        return 0 if abs(polynomial(x)) < 1e-5 else sign(x)

    found = isolate(bounds, slopes, blind, -2.0, 3.0)
    assert [a < root < b for (a, b), root in zip(found.single, (-1, 2), strict=True)] == [True] * 2
    assert all(any(a <= root <= b for a, b in found.undecided) for root in (0, 1e-3))

    def unknown(a, b):
        return -1.0, 1.0

    with pytest.raises(pg.errors.PrecisionError, match="50,000: do not part the roots"):
        isolate(unknown, unknown, lambda _: 1, 0.0, 1.0)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"precision": -1}, "must be 0 or more per year"),
        ({"precision": "nan"}, "must be a finite number"),
        ({"precision": 10**6}, "over the largest gain"),
    ],
)
def test_wrong_precisions_are_refused(wrong, words):
    with pytest.raises(pg.ParameterError, match=words):
        pg.behaviour.quantal_response(pg.AnonymousGame(gain=PUBLIC_GOOD), **wrong)


def test_terms_change_the_gains_that_choices_follow():
    game = pg.PleaGame(defendants=12, capacity=3, offer=4, sentence=10)
    pledged = game.with_terms(pg.SidePayment(2), pg.Pledge(2))
    # two hold out for sure; ten decide, and pay 2 less when tried
    gain = [4 - min(Fraction(1), Fraction(3, m + 2)) * 8 for m in range(1, 11)]
    ours = pg.behaviour.quantal_response(pledged, precision=1)
    assert (
        ours.responses
        == pg.behaviour.quantal_response(pg.AnonymousGame(gain=gain), precision=1).responses
    )
    law = pg.behaviour.logit_revision(pledged, precision=1)
    assert law.probabilities.size == 11
    time = pg.behaviour.expected_revisions(pledged, precision=1)
    assert time.defendants == 10
    assert time.target == 4


def test_other_input_is_refused():
    game = pg.AnonymousGame(gain=PUBLIC_GOOD)
    with pytest.raises(pg.ParameterError, match="must be a PleaGame or an AnonymousGame"):
        pg.behaviour.quantal_response([1, 2], precision=1)
    with pytest.raises(pg.ParameterError, match="must be numbers"):
        pg.behaviour.quantal_response(pg.PleaGame.symbolic(), precision=1)
    with pytest.raises(pg.ParameterError, match="up_to = 0: must be more than 0"):
        pg.behaviour.quantal_response_branches(game, up_to=0)
    with pytest.raises(pg.ParameterError, match="points = 1"):
        pg.behaviour.quantal_response_branches(game, up_to=1, points=1)
    huge = pg.PleaGame(defendants=10**7, capacity=5, offer=4, sentence=10)
    with pytest.raises(pg.ParameterError, match="at most 1,000,000"):
        pg.behaviour.quantal_response(huge, precision=1)


def test_branches_of_tiny_gains_have_precisions_up_to_the_one_asked_for():
    small = pg.PleaGame(defendants=230, capacity=12, offer="4e-301", sentence="1e-300")
    (branch,) = pg.behaviour.quantal_response_branches(small, up_to=2, points=5)
    assert branch.precisions == pytest.approx([0, 0.5, 1, 1.5, 2], rel=1e-12)
