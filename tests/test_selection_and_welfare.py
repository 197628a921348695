"""Published games, the exact potential, unique implementation and welfare."""

from fractions import Fraction
from itertools import product
from math import ceil

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

import plea_games as pg
from plea_games.solvers.gain_thresholds import potential_choice
from tests import oracles
from tests.strategies import fractions, gain_vectors, lottery_parameters, trial_cost


def mixed(game):
    found = pg.equilibria(game, certify=True)
    return [one.hold_out_probability for one in found if one.kind == "mixed"]


def test_palfrey_and_rosenthal():
    needed, worth, cost = 3, 27, 8
    gain = [worth * (m == needed) - cost for m in range(1, 6)]
    assert mixed(pg.AnonymousGame(gain=gain)) == pytest.approx([1 / 3, 2 / 3], rel=1e-15)
    four = [8 * (m == 3) - 3 for m in range(1, 5)]
    assert mixed(pg.AnonymousGame(gain=four)) == pytest.approx([0.5, 0.809], abs=5e-4)


@pytest.mark.parametrize(("players", "probability"), [(2, 0.75), (5, 0.293)])
def test_volunteers_dilemma(players, probability):
    share = Fraction(1, 4)  # cost over worth
    gain = [(m == 1) - share for m in range(1, players + 1)]
    (found,) = mixed(pg.AnonymousGame(gain=gain))
    assert found == pytest.approx(1 - float(share) ** (1 / (players - 1)), rel=1e-15)
    assert found == pytest.approx(probability, abs=5e-4)


def risky(payoff, safe, slope):
    """15 players; the risky choice pays if at least 15(80 − Y)/Z make it."""
    needed = ceil(Fraction(15) * (80 - payoff) / slope)
    return pg.AnonymousGame(gain=[payoff * (m >= needed) - safe for m in range(1, 16)])


@pytest.mark.parametrize(
    ("safe", "slope", "threshold"),
    [(20, 60, 44), (20, 100, Fraction(100, 3)), (50, 100, 60), (50, 60, 64)],
)
def test_heinemann_nagel_and_ockenfels(safe, slope, threshold):
    tiny = Fraction(1, 10**9)
    below = pg.potential(risky(threshold - tiny, safe, slope))
    above = pg.potential(risky(threshold + tiny, safe, slope))
    assert below.laplacian_choice == "plead"
    assert above.laplacian_choice == "hold out"
    assert above.maximizers == (15,)
    at = pg.potential(risky(Fraction(threshold), safe, slope))
    assert at.laplacian_choice == ("tie" if threshold == Fraction(100, 3) else "hold out")


@pytest.mark.parametrize(
    ("plaintiffs", "total"), [(2, 0.85), (3, 0.8167), (5, 0.7717), (10, 0.7071), (100, 0.6742)]
)
def test_che_and_spier(plaintiffs, total):
    damages, cost = Fraction(1), Fraction(1, 10)
    suing = [max(damages / plaintiffs - cost / n, -1) for n in range(1, plaintiffs + 1)]
    found = pg.sequences.unique_implementation(pg.AnonymousGame(gain=suing))
    assert float(found.total) == pytest.approx(total, abs=5e-5)
    assert found.payments == tuple(max(value, 0) for value in reversed(suing))


def test_ranked_plea_offers_are_worth_the_laplacian_ratio():
    game = pg.PleaGame(defendants=10, capacity=1, offer=10, sentence=10)
    found = pg.sequences.unique_implementation(game)
    kept = 10 * 10 - found.total  # what is left of all offers after the rebates
    assert float(kept / 100) == pytest.approx(pg.thresholds(game).laplacian_ratio, rel=1e-12)


def has_other_equilibria(gain, payments):
    """Whether some profile but all-plead is a pure equilibrium, by enumeration."""
    count = len(gain)
    for profile in product((False, True), repeat=count):
        m = sum(profile)
        if m and all(
            gain[m - 1] >= paid if holds_out else gain[m] <= paid
            for holds_out, paid in zip(profile, payments, strict=True)
        ):
            return True
    return False


@settings(max_examples=60)
@given(st.lists(st.integers(-4, 4).map(Fraction), min_size=1, max_size=5))
def test_unique_implementation_works_and_no_less_does(gain):
    found = pg.sequences.unique_implementation(pg.AnonymousGame(gain=gain))
    slightly = Fraction(1, 1000)
    more = [paid + slightly for paid in found.payments]
    assert not has_other_equilibria(gain, more)
    assert all(gain[0] - paid < 0 for paid in more)
    if found.is_attained:
        assert not has_other_equilibria(gain, found.payments)
    for cheaper in product(range(5), repeat=len(gain)):
        if sum(cheaper) <= found.total - (0 if not found.is_attained else 1):
            assert has_other_equilibria(gain, cheaper)


@given(gain_vectors)
def test_holding_out_is_the_mirror_image_of_pleading(gain):
    mirrored = [-value for value in reversed(gain)]
    ours = pg.sequences.unique_implementation(pg.AnonymousGame(gain=gain), action="hold out")
    theirs = pg.sequences.unique_implementation(pg.AnonymousGame(gain=mirrored))
    assert ours.payments == theirs.payments
    assert '"hold out" only' in str(ours)


@given(gain_vectors)
def test_the_potential_is_one(gain):
    found = pg.potential(pg.AnonymousGame(gain=gain))
    assert list(found.values) == oracles.potential(gain)
    pure = oracles.pure_equilibria(gain)
    assert all(m in pure for m in found.maximizers)


def test_potential_of_a_caseload_agrees_with_thresholds():
    for offer in (1, 2, 3, 5, 9):
        game = pg.PleaGame(defendants=40, capacity=3, offer=offer, sentence=10)
        choice = pg.potential(game).laplacian_choice
        assert choice == pg.thresholds(game).risk_dominant
    with pytest.raises(pg.ParameterError, match="at most 1,000,000"):
        pg.potential(game.with_parameters(defendants=2_000_000))


@settings(max_examples=80)
@given(lottery_parameters(most_defendants=6))
def test_welfare_by_adding_up_profiles(parameters):
    game = pg.PleaGame(**parameters)
    n, k, tried_cost = parameters["defendants"], parameters["capacity"], trial_cost(parameters)
    parts = {
        "capacity": k,
        "offer": parameters["offer"],
        "trial_cost": tried_cost,
        "dismissal_cost": parameters["dismissal_cost"],
    }
    found = pg.welfare(game)
    for outcome in found.outcomes:
        if outcome.name == "mixed":
            x = Fraction(outcome.holdouts) / n
            profiles = [
                (profile, np.prod([x if held else 1 - x for held in profile]))
                for profile in product((0, 1), repeat=n)
            ]
        else:
            m = round(outcome.holdouts)
            profiles = [([1] * m + [0] * (n - m), 1)]
        cost = trials = Fraction(0)
        for profile, weight in profiles:
            m = sum(profile)
            cost -= weight * sum(oracles.payoff(held, m, **parts) for held in profile)
            trials += weight * min(m, k)
        assert outcome.defendant_cost == pytest.approx(float(cost), rel=1e-9, abs=1e-9)
        assert outcome.trials == pytest.approx(float(trials), rel=1e-9, abs=1e-9)
        pleas = n - outcome.holdouts
        convicted = pleas + outcome.trials * float(parameters["conviction"])
        assert outcome.convictions == pytest.approx(convicted, rel=1e-9, abs=1e-9)
        ended = pleas + outcome.trials + outcome.dismissals
        assert ended == pytest.approx(n)
    assert found.benchmark.trials == min(n, k)
    assert found.benchmark.defendant_cost == pytest.approx(float(min(n, k) * tried_cost))
    if found.price_of_anarchy is not None:
        costs = {outcome.name: outcome.defendant_cost for outcome in found.outcomes}
        ratio = costs["all plead"] / costs["all hold out"]
        assert found.price_of_anarchy == pytest.approx(ratio)
        assert found.price_of_anarchy >= 1 - 1e-12


def test_welfare_prints_and_says_why_there_is_no_price():
    free = pg.welfare(pg.PleaGame(defendants=5, capacity=0, offer=0, sentence=1))
    assert free.price_of_anarchy is None
    assert "costs defendants nothing" in str(free)
    threat = pg.welfare(pg.PleaGame(defendants=5, capacity=4, offer=1, sentence=10))
    assert "not both equilibria" in threat.missing
    assert (
        "more cases can be tried"
        in pg.welfare(pg.PleaGame(defendants=5, capacity=6, offer=10, sentence=10)).missing
    )
    large = pg.welfare(pg.PleaGame(defendants=10**7, capacity=10**6, offer=4, sentence=10))
    assert large.outcomes[1].defendant_cost == pytest.approx(4e7)
    assert large.record()["benchmark"]["name"] == "no plea bargaining"


def test_welfare_says_who_pays():
    game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    terms = (pg.SidePayment(2), pg.VisibleDefection(1), pg.CostlierTrials(1200, 100),
             pg.Dismissals(30))  # fmt: skip
    found = pg.welfare(game.with_terms(*terms))
    plead, *_, hold = found.outcomes
    assert (plead.sanctions, plead.transfers, plead.defendant_cost) == (200, 0, 1000)
    assert (hold.sanctions, hold.transfers, hold.defendant_cost) == (0, 24, 96)
    assert (plead.dismissals, hold.dismissals, hold.trial_hours) == (30, 218, 1200)
    assert found.price_of_anarchy == pytest.approx(1000 / 96)
    assert (found.benchmark.defendant_cost, found.benchmark.dismissals) == (120, 218)
    assert found.benchmark.trial_hours == 1200
    assert "organizers pay 24 years" in str(found)
    assert "sanctions on pleas cost 200 years" in str(found)
    paid = pg.welfare(game.with_terms(pg.Solidarity(1, 2)))
    assert "costs defendants nothing" in paid.missing


@pytest.mark.parametrize("verb", [pg.potential, pg.sequences.unique_implementation, pg.welfare])
def test_other_objects_are_refused(verb):
    with pytest.raises(pg.ParameterError, match="must be a"):
        verb([1, 2])


@pytest.mark.parametrize(
    ("gain", "choice"),
    [
        ([0, -1], "plead"),
        ([1, -1], 1),
        ([-1, 1], "tie"),
        ([-1, 2], "hold out"),
        ([0, 0], "tie"),
        ([0, 1, -2], 2),
    ],
)
def test_what_the_potential_chooses(gain, choice):
    assert potential_choice(tuple(map(Fraction, gain))) == choice


@pytest.mark.parametrize(("count", "labels"), [
    (20, [f"rank {i}" for i in range(1, 21)]),
    (21, [*(f"rank {i}" for i in range(1, 21)), "…"]),
])  # fmt: skip
def test_long_lists_of_payments_are_cut_and_summed(count, labels):
    found = pg.sequences.unique_implementation(pg.AnonymousGame(gain=[2] * count), action="plead")
    rows = found.table().rows
    assert [row[0] for row in rows] == [*labels, "all"]
    assert all(len(row) == 2 for row in rows)
    assert rows[-1][1] == str(2 * count)


SMALL = fractions(-3, 3, 7)


@given(
    st.lists(st.tuples(SMALL, st.sampled_from([0, 0, -90])), min_size=1, max_size=12),
    st.sampled_from([-300, 0, 300]),
)
def test_where_the_potential_is_highest_is_decided_in_fractions(given, exponent):
    ten = Fraction(10)
    gain = tuple(part * ten ** (shift + exponent) for part, shift in given)
    sums = [sum(gain[:m], Fraction(0)) for m in range(len(gain) + 1)]
    highest = [m for m, value in enumerate(sums) if value == max(sums)]
    chosen = potential_choice(gain)
    if len(gain) in highest:
        assert chosen == ("tie" if 0 in highest else "hold out")
    else:
        assert chosen == ("plead" if 0 in highest else highest[0])


def test_the_potential_of_a_large_caseload_takes_no_sum_of_many_digits():
    game = pg.PleaGame(defendants=100_000, capacity=300, offer="4.9", sentence="8.86")
    assert pg.thresholds(game.with_terms(pg.StrikeFund(1000))).risk_dominant == "hold out"
