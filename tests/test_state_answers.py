"""The state's answers: best offers, dismissals, pooled capacity; each against brute force."""

from fractions import Fraction
from itertools import accumulate, combinations, product
from math import floor

import pytest
from hypothesis import given, settings, strategies as st

import plea_games as pg
from plea_games.games.gains import anonymous_game, deciding
from plea_games.units import number_of
from tests.strategies import lottery_parameters
from tests.test_payments import games_with_terms

GAME = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
EPSILON = Fraction(1, 10**6)


def prices(game):
    """What offer is as good as holding out, by the gains at whatever offer the game has."""
    return [Fraction(str(game.offer)) - gain for gain in anonymous_game(game).gain]


def equilibria_at(price, offers):
    """Pure equilibria by the number who hold out, when each is offered something else."""
    found = set()
    for profile in product((False, True), repeat=len(offers)):
        m = sum(profile)
        if all(offer >= price[m - 1] if out else offer <= price[m]
               for out, offer in zip(profile, offers, strict=True)):  # fmt: skip
            found.add(m)
    return found


def plan(game, offers, selection="", **options):
    return next(p for p in pg.sequences.best_offers(game, **options)
                if p.offers.startswith(offers) and selection in p.selection)  # fmt: skip


@settings(max_examples=30)
@given(games_with_terms())
def test_ranked_offers_leave_one_equilibrium_and_no_dearer_ones_do(game):
    price, count = prices(game), deciding(game)
    lowest = list(accumulate(price, min))
    found = plan(game, "ranked")
    if lowest[-1] < 0:
        assert found.total is None
        return
    assert found.total == sum(lowest)
    assert equilibria_at(price, [offer - EPSILON for offer in lowest]) == {0}
    for j in range(count):  # the j largest offers at this price, whatever the rest
        for rest in (0, max(price)):
            offers = [max(lowest[j], rest)] * j + [lowest[j]] + [Fraction(0)] * (count - j - 1)
            assert equilibria_at(price, offers) != {0}


@settings(max_examples=30)
@given(games_with_terms(), st.lists(st.integers(0, 20), min_size=5, max_size=5))
def test_no_offers_with_one_equilibrium_collect_more(game, halves):
    price = prices(game)
    offers = [Fraction(half, 2) for half in halves[: len(price)]]
    if equilibria_at(price, offers) == {0}:
        assert sum(offers) <= plan(game, "ranked").total


@settings(max_examples=30)
@given(games_with_terms())
def test_uniform_prices_by_selection(game):
    price, count = prices(game), len(prices(game))

    def potential(offer):
        return list(accumulate((offer - p for p in price), initial=Fraction(0)))

    tests = {
        "plead-favourable": lambda offer: 0 in equilibria_at(price, [offer] * count),
        "Laplacian": lambda offer: max(potential(offer)) == 0,
        "strike-favourable": lambda offer: equilibria_at(price, [offer] * count) == {0},
    }
    for selection, holds in tests.items():
        found = plan(game, "one price", selection)
        if found.total is None:
            assert not holds(Fraction(0)) or min(price) == 0
        else:
            assert found.dearest == 0 or holds(max(found.dearest - EPSILON, Fraction(0)))
            assert not holds(found.dearest + EPSILON)


@settings(max_examples=30)
@given(lottery_parameters(most_defendants=12), st.integers(1, 12))
def test_plain_caseloads_have_the_offers_of_the_protocols(parameters, rounds):
    game = pg.PleaGame(**parameters)
    rounds = min(rounds, parameters["defendants"])
    offers = [float(p.total) for p in pg.sequences.best_offers(game, rounds=rounds)]
    rows = {}
    for row in pg.protocols(game, rounds=rounds):
        if row.trials == "at the end, by lot":
            rows[row.offers, row.selection.split()[0]] = row.total
    once = "one price, all at once"
    expected = [
        rows[once, "plead-favourable"],
        rows[once, "Laplacian"],
        rows[once, "coalition-proof:"],
        rows["ranked prices, all at once", "none:"],
        rows[f"{number_of(rounds, 'rounds')}, prices re-set between them", "Laplacian,"],
        rows["one at a time, prices adapt", "none:"],
    ]
    assert offers == pytest.approx(expected, rel=1e-12, abs=1e-12)
    assert offers[-1] == pytest.approx(float(sum(pg.sequences.adaptive_offers(game).offers)))


def test_best_offers_do_not_depend_on_the_offer():
    terms = (pg.Pledge(3, reliability=0.5), pg.SidePayment(1), pg.VisibleDefection(2))
    low, high = (GAME.with_parameters(offer=s).with_terms(*terms) for s in (1, 4))
    assert pg.sequences.best_offers(low).prices == pg.sequences.best_offers(high).prices
    better = high.with_terms(pg.BetterOffer(0.5))
    assert pg.sequences.best_offers(better).prices == pg.sequences.best_offers(high).prices
    assert "somebody would refuse" in str(
        pg.sequences.best_offers(GAME.with_terms(pg.StrikeFund(60)))
    )
    record = pg.sequences.best_offers(GAME, rounds=[3]).record()
    assert record["plans"][4]["offers"] == "3 rounds of ranked prices"
    with pytest.raises(pg.ParameterError, match="must be from 1 to the 230"):
        pg.sequences.best_offers(GAME, rounds=231)


def leaves(kind, ratios, capacity):
    """By the definition: no (general) strike is an equilibrium among these."""
    count = len(ratios)

    def tried(m):
        return min(Fraction(1), Fraction(capacity, m))

    if kind == "no general strike":
        return not count or any(ratio < tried(count) for ratio in ratios)
    for profile in product((False, True), repeat=count):
        m = sum(profile)
        if m and all(ratio >= tried(m) if out else ratio <= tried(m + 1)
                     for out, ratio in zip(profile, ratios, strict=True)):  # fmt: skip
            return False
    return True


docket = st.lists(
    st.tuples(st.sampled_from([0, 1, 2, 4, 5, 8, 10, 12]), st.integers(0, 5)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60)
@given(
    docket,
    st.integers(0, 4),
    st.sampled_from(["no strike", "no general strike"]),
    st.sampled_from([None, 1, 2, 3, 9]),
)
def test_dismissals_against_every_set_of_cases(cases, capacity, kind, cap):
    who = [pg.Defendant(f"D{i}", offer=offer, sentence=10) for i, (offer, _) in enumerate(cases)]
    worth = [value for _, value in cases]
    ratios = [Fraction(offer, 10) for offer, _ in cases]
    everyone = range(len(cases))
    least = min(
        sum(worth[i] for i in dropped)
        for size in range(len(cases) + 1)
        for dropped in combinations(everyone, size)
        if (cap is None or len(cases) - size <= cap)
        and leaves(kind, [ratios[i] for i in everyone if i not in dropped], capacity)
    )
    found = pg.organizing.cheapest_dismissals(
        pg.Docket(who, capacity=capacity), leaving=kind, values=worth, cap=cap
    )
    assert found.total == least
    kept = [ratios[i] for i in everyone if f"D{i}" not in found.dismissed]
    assert leaves(kind, kept, capacity)


def test_identical_cases_are_dismissed_down_to_the_tipping_point():
    who = [pg.Defendant(f"D{i}", offer=4, sentence=10) for i in range(230)]
    found = pg.organizing.cheapest_dismissals(pg.Docket(who, capacity=12))
    survives = pg.required(GAME, pg.Dismissals, for_="existence").amount
    assert len(found.dismissed) == survives + 1 == 201
    assert found.total == 4 * 201 and found.record()["kept"] == 29
    assert "29 cases kept" in str(found)


@pytest.mark.parametrize(
    ("options", "trials", "words"),
    [
        ({"leaving": "peace"}, "lottery", "leaving = peace: must be"),
        ({"values": [1]}, "lottery", "one for each of the 2"),
        ({"values": [1, -1]}, "lottery", "value 2 = -1"),
        ({}, "announced order", "must be 'lottery'"),
    ],
)
def test_bad_dismissals_are_named(options, trials, words):
    who = [pg.Defendant(f"D{i}", offer=4, sentence=10) for i in range(2)]
    with pytest.raises(pg.ParameterError, match=words):
        pg.organizing.cheapest_dismissals(pg.Docket(who, capacity=1, trials=trials), **options)


def test_what_breaks_a_strike():
    """Retaliation, surge and pooled capacity up to the resilience of all-hold-out."""
    assert pg.required(GAME, "retaliation", for_="existence").amount == pytest.approx(23 / 3)
    waiting = GAME.with_parameters(dismissal_cost=1)
    assert pg.required(waiting, "retaliation", for_="existence").amount == pytest.approx(5.85)
    closed = pg.thresholds(waiting)
    assert closed.trial_cost_resilience == pytest.approx(5.85)
    surge = pg.required(GAME, "surge", for_="existence").amount
    assert surge + 1 == pytest.approx(pg.thresholds(GAME).resilience)
    pooled = pg.required(GAME, pg.PooledCapacity.symbolic(share=0.25), for_="existence").amount
    assert pooled == floor((Fraction(4, 10) * 230 - 12) / Fraction(1, 4)) == 320


@settings(max_examples=60)
@given(lottery_parameters(most_defendants=40), st.integers(0, 9))
def test_the_two_thresholds_of_visibility(parameters, sanction):
    """Against sequences of offers played out, and the Laplacian price as the mean of τ."""
    count, capacity = parameters["defendants"], parameters["capacity"]
    game = pg.PleaGame(**parameters)
    found = pg.sequences.visibility(game.with_terms(pg.VisibleDefection(sanction, probability=0.5)))
    alone = Fraction(str(pg.sequences.adaptive_offers(game).mean_offer))
    chances = [min(Fraction(1), Fraction(capacity, m)) for m in range(1, count + 1)]
    waiting = parameters["dismissal_cost"]
    at_once = waiting + sum(chances) / count * (pg.lottery_form(game).trial_cost - waiting)
    assert found.sanction == Fraction(sanction, 2)
    assert found.visible_burden == alone
    assert found.visible_offer == alone - Fraction(sanction, 2)
    assert float(found.invisible_offer) == pytest.approx(float(at_once), abs=1e-12, rel=1e-12)
    assert found.sequence_fails_from == max(0, alone - parameters["offer"])
    gap = float(found.costs_prosecutor_from)
    assert gap == pytest.approx(float(alone - at_once), abs=1e-12)
    proof = pg.required(game, "sanction", for_="divide-and-conquer proof").amount
    assert float(found.sequence_fails_from) == pytest.approx(proof, abs=1e-12)


def test_visibility_in_the_reference_game():
    found = pg.sequences.visibility(GAME)
    assert found.sequence_fails_from == 6
    assert float(found.costs_prosecutor_from) == pytest.approx(7.957779, abs=5e-7)
    between = pg.sequences.visibility(GAME.with_terms(pg.VisibleDefection(7)))
    assert between.verdict == "the sequence fails at the offer s; visibility helps the prosecutor"
    above = pg.sequences.visibility(GAME.with_terms(pg.VisibleDefection(8)))
    assert "visibility costs the prosecutor" in str(above)
    waiting = pg.sequences.visibility(GAME.with_parameters(dismissal_cost=1))
    laplacian = Fraction(str(pg.thresholds(GAME).laplacian_ratio))
    assert float(waiting.costs_prosecutor_from) == pytest.approx(float(9 * (1 - laplacian)))
    rewarded = pg.sequences.visibility(
        GAME.with_terms(pg.Solidarity(2, exponent=0), pg.VisibleDefection(1))
    )
    assert rewarded.sequence_fails_from == 4 and rewarded.visible_offer == 7
    large = pg.sequences.visibility(GAME.with_parameters(defendants=10**8, capacity=10**6))
    assert float(large.costs_prosecutor_from) == pytest.approx(10 - 0.56052, abs=1e-5)
    assert large.record()["sanction"] == 0
    with pytest.raises(pg.ParameterError, match="must leave the stakes"):
        pg.sequences.visibility(GAME.with_terms(pg.StrikeFund(3)))
    with pytest.raises(pg.ParameterError, match="must be numbers"):
        pg.sequences.visibility(pg.PleaGame.symbolic())
