"""Offices and their clients, and whom to fund first, against enumeration."""

from collections import Counter
from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import assume, given, settings, strategies as st

import plea_games as pg
from plea_games.games.gains import anonymous_game, deciding
from tests.strategies import lottery_parameters
from tests.test_payments import games_with_terms

GAME = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)


@st.composite
def caseloads_with_offices(draw):
    game = draw(games_with_terms(most_defendants=8))
    count = deciding(game)
    sizes = draw(st.lists(st.integers(1, 3), max_size=6))
    while sum(sizes) > count:
        sizes.pop()
    return game, sizes


@settings(max_examples=40)
@given(caseloads_with_offices())
def test_pure_equilibria_among_offices_by_enumeration(drawn):
    game, sizes = drawn
    gain = anonymous_game(game).gain
    everyone = [*sizes, *[1] * (len(gain) - sum(sizes))]
    expected = Counter()
    for profile in product((False, True), repeat=len(everyone)):
        m = sum(size for size, out in zip(everyone, profile, strict=True) if out)
        if all(gain[m - 1] >= 0 if out else gain[m + size - 1] <= 0
               for size, out in zip(everyone, profile, strict=True)):  # fmt: skip
            kinds = sorted(set(everyone), reverse=True)
            key = tuple(sum(out for s, out in zip(everyone, profile, strict=True) if s == kind)
                        for kind in kinds)  # fmt: skip
            expected[key, m] += 1
    found = pg.organizing.offices(game, sizes=sizes)
    assert {(e.striking, e.holdouts): e.profiles for e in found.equilibria} == expected
    assert found.least_office == next((m for m, g in enumerate(gain, 1) if g >= 0), None)
    for office in found.offices:
        assert office.gain_striking_alone == gain[office.size - 1]
        split = office.tried * office.gain_if_tried + (1 - office.tried) * office.gain_if_not
        assert split == office.gain_striking_alone


@settings(max_examples=30)
@given(lottery_parameters(most_defendants=10), st.lists(st.integers(1, 4), max_size=5))
def test_extremes_are_those_of_groups_that_move_as_one(parameters, sizes):
    game = pg.PleaGame(**parameters)
    count = parameters["defendants"]
    assume(sum(sizes) <= count)
    everyone = [*sizes, *[1] * (count - sum(sizes))]
    ratio = Fraction(str(pg.lottery_form(game).price_ratio))
    groups = pg.HeterogeneousGame(
        offer_ratios=[ratio] * len(everyone), capacity=parameters["capacity"], sizes=everyone
    )
    extremes = pg.heterogeneous.extremal_equilibria(groups)
    holdouts = [e.holdouts for e in pg.organizing.offices(game, sizes=sizes).equilibria]
    assert (min(holdouts), max(holdouts)) == (extremes.least, extremes.greatest)


def test_the_least_office_that_strikes_alone():
    assert pg.organizing.offices(GAME, sizes=[30]).least_office == 30
    assert [e.holdouts for e in pg.organizing.offices(GAME, sizes=[29]).equilibria] == [0, 230]
    assert [e.holdouts for e in pg.organizing.offices(GAME, sizes=[31]).equilibria] == [230]
    overloaded = GAME.with_terms(pg.DefenceOverload(8))
    assert pg.organizing.offices(overloaded, sizes=[25]).least_office == 20
    hopeless = pg.organizing.offices(GAME.with_parameters(offer=0.5), sizes=[230])
    assert hopeless.least_office is None and "No office would strike alone" in str(hopeless)
    found = pg.organizing.offices(GAME, sizes=[40, 25, 25])
    assert "from 30 clients on" in str(found) and "all hold out" in str(found)
    assert found.record()["offices"][0]["gain_if_tried"] == -6
    assert found.gain_acting_alone == -6
    many = pg.organizing.offices(
        pg.PleaGame(defendants=60, capacity=60, offer=10, sentence=10), sizes=[]
    )
    assert len(many.equilibria) == 61 and "41 more" in str(many)


def named(offers, sentence=10, dismissal_cost=0):
    return [
        pg.Defendant(f"D{i}", offer=s, sentence=sentence, dismissal_cost=dismissal_cost)
        for i, s in enumerate(offers)
    ]


offers = st.lists(st.sampled_from([0, 1, 2, 4, 5, 8, 10, 12]), min_size=1, max_size=6)


@settings(max_examples=30)
@given(offers, st.integers(0, 4), st.data())
def test_a_strike_of_one_office_client_by_client(given_offers, capacity, data):
    who = named(given_offers)
    game = pg.Docket(who, capacity=capacity)
    clients = data.draw(st.lists(st.sampled_from([w.name for w in who]), min_size=1, unique=True))
    found = pg.organizing.office_strike(game, clients=clients)

    def gain(name, out):
        profile = tuple(w.name in out for w in who)
        place = [w.name for w in who].index(name)
        return Fraction(str(game.payoffs(profile)[place] + who[place].offer))

    for client in found.clients:
        assert client.acting_alone == gain(client.name, [client.name])
        assert client.office_strikes == gain(client.name, clients)
        assert client.all_strike == gain(client.name, [w.name for w in who])
    assert found.total == sum(gain(name, clients) for name in clients)
    assert found.sustained == all(gain(name, clients) >= 0 for name in clients)


@settings(max_examples=30)
@given(offers, st.integers(0, 4))
def test_the_least_office_among_named_defendants(given_offers, capacity):
    who = named(given_offers)
    game = pg.Docket(who, capacity=capacity)
    sustained = [
        sum(profile)
        for profile in product((False, True), repeat=len(who))
        if any(profile)
        and pg.organizing.office_strike(
            game, clients=[w.name for w, out in zip(who, profile, strict=True) if out]
        ).sustained
    ]
    found = pg.organizing.least_office(game)
    if not sustained:
        assert found is None
    else:
        assert len(found) == min(sustained)
        assert pg.organizing.office_strike(game, clients=found).sustained


def test_loyal_and_collective_counsel_differ():
    game = pg.Docket(named([9, 6, 3, 1]), capacity=1)
    found = pg.organizing.office_strike(game, clients=["D0", "D1", "D2"])
    assert found.collective_advice == "hold out" and found.conflicts == ("D2",)
    assert not found.sustained and "against the interest of" in str(found)
    assert found.record()["clients"][2]["loyal_advice"] == "plead"


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.sampled_from([0, 1, 2, 4, 5, 8, 12]), st.sampled_from([6, 10, 20])),
        min_size=1,
        max_size=5,
    ),
    st.integers(0, 3),
)
def test_whom_to_fund_first(cases, capacity):
    who = [pg.Defendant(f"D{i}", offer=s, sentence=t) for i, (s, t) in enumerate(cases)]
    found = pg.payments.funding_order(pg.Docket(who, capacity=capacity))

    def needed(case, rank):
        offer, trial = case
        chance = min(Fraction(1), Fraction(capacity, rank))
        return max(Fraction(0), trial - offer / chance) if chance else Fraction(0)

    cheapest = min(
        sum(needed(case, rank) for rank, case in enumerate(order, start=1))
        for order in permutations(cases)
    )
    assert found.total == cheapest
    ratios = [Fraction(s, t) for s, t in cases]
    thresholds = pg.HeterogeneousGame(offer_ratios=ratios, capacity=capacity).needed
    assert (
        found.seed
        == pg.heterogeneous.least_seed(pg.HeterogeneousGame.of_thresholds(thresholds)).size
    )
    for step in found:
        i = int(step.name[1:])
        helps = []
        for threshold in range(1, len(cases) + 1):
            changed = thresholds.copy()
            changed[i] = threshold
            least = pg.heterogeneous.least_seed(pg.HeterogeneousGame.of_thresholds(changed)).size
            if least < found.seed:
                helps.append(threshold)
        assert step.alone == (needed(cases[i], max(helps)) if helps else None)
    # what is promised so far carries so many along: each joins once content, from nobody on
    for place, step in enumerate(found.steps):
        paid = {earlier.name: earlier.payment for earlier in found.steps[: place + 1]}
        stakes = [t - paid.get(f"D{i}", 0) for i, (_, t) in enumerate(cases)]

        def content(m, stakes=stakes):
            tried = min(Fraction(1), Fraction(capacity, m))
            return sum(s >= tried * at for (s, _), at in zip(cases, stakes, strict=True))

        m = 0
        while m < len(cases) and content(m + 1) > m:
            m += 1
        assert m >= step.holdouts


def test_funding_tables_and_records():
    game = pg.Docket(named([9, 5, 2, 1]), capacity=1)
    found = pg.payments.funding_order(game)
    assert found.record()["seed"] == found.seed == 2
    assert "Unpaid, everyone follows if 2 are committed" in str(found)
    assert all(step.saved_per_year is None or step.saved_per_year > 0 for step in found)
    nobody = pg.payments.funding_order(pg.Docket(named([11, 12]), capacity=1))
    assert nobody.total == 0 and "nobody need be committed" in str(nobody)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: pg.organizing.offices(GAME, sizes=[200, 31]), "231 clients: must be at most the 230"),
        (lambda: pg.organizing.offices(GAME, sizes=[0]), "sizes = 0: must be a whole number of at least 1"),
        (lambda: pg.organizing.offices(GAME, sizes="40"), "sizes = 40: must be a list"),
        (lambda: pg.organizing.offices(GAME.with_terms(pg.CollectiveCounsel(3), pg.Pledge(2)), sizes=[3]),
         "Pledge: must be left out(.|\n)*CollectiveCounsel: must be left out"),
        (lambda: pg.organizing.offices(pg.PleaGame(defendants=500, capacity=3, offer=1, sentence=2),
                            sizes=[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]),
         "at most 1,000,000 combinations"),
        (lambda: pg.organizing.office_strike(pg.Docket(named([1, 2]), capacity=1), clients=["D9"]),
         "clients = D9: must be names"),
        (lambda: pg.organizing.office_strike(pg.Docket(named([1, 2]), capacity=1), clients=[]),
         "clients = \\[\\]"),
        (lambda: pg.organizing.least_office(GAME), "must be a Docket"),
        (lambda: pg.payments.funding_order(pg.Docket(named([1], dismissal_cost=2), capacity=1)),
         "D0: offer ratio"),
    ],
)  # fmt: skip
def test_bad_input_is_named(ask, words):
    with pytest.raises(pg.ParameterError, match=words):
        ask()


@pytest.mark.parametrize(("offer", "advice"), [(6, "hold out"), (5, "hold out"), (4, "plead")])
def test_loyal_advice_at_and_beside_a_tie(offer, advice):
    who = [pg.Defendant(name, offer=offer, sentence=10) for name in ("Ana", "Bo")]
    strike = pg.organizing.office_strike(pg.Docket(who, capacity=1), clients=["Ana", "Bo"])
    assert [client.office_strikes for client in strike.clients] == [offer - 5] * 2
    assert [client.loyal_advice for client in strike.clients] == [advice] * 2


def test_records_have_the_names_of_the_attributes():
    game = pg.PleaGame(defendants=5, capacity=1, offer=4, sentence=10)
    for record in pg.organizing.offices(game, sizes=[3]).record()["offices"]:
        assert set(record) >= {"size", "number", "gain_striking_alone", "tried"}
    who = [pg.Defendant(name, offer=4, sentence=10) for name in ("Ana", "Bo")]
    found = pg.payments.funding_order(pg.Docket(who, capacity=1))
    assert found.record()["total"] == float(found.total)
