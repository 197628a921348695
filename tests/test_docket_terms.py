"""Terms for named defendants who differ: payoffs, and every solver over them, by hand."""

import pickle
from fractions import Fraction
from itertools import chain, combinations, product

import pytest

import plea_games as pg
from plea_games.games.docket_forms import docket_forms
from plea_games.games.docket_payoffs import docket_payoffs
from plea_games.information.wiring.named_package import named_package
from plea_games.model.exact import as_fraction
from plea_games.model.terms import TERMS
from plea_games.solvers.sequences.game_tree_result import Decision
from tests import oracles

half = Fraction(1, 2)

AMOUNTS = {
    pg.Solidarity: {"solidarity": 2, "exponent": 1},
    pg.VisibleDefection: {"sanction": 1, "probability": half},
    pg.SidePayment: {"payment": Fraction(1, 4)},
    pg.Testimony: {"testimony": Fraction(1, 3)},
    pg.CommunityJury: {"sympathizers": Fraction(1, 20)},
    pg.CostlierTrials: {"budget": 9, "hours": 4},
    pg.DefenceOverload: {"defence_capacity": 1},
    pg.BetterOffer: {"discount": Fraction(1, 4)},
    pg.DiscountCap: {"share": Fraction(3, 5)},
    pg.CooperationCredit: {"credit": half},
    pg.Retaliation: {"factor": Fraction(5, 4)},
    pg.BudgetSurge: {"surge": 1},
    pg.StreamlinedTrials: {"saving": half},
    pg.PooledCapacity: {"elsewhere": 2, "share": half},
    pg.PreparationDecay: {"elasticity": 1},
    pg.StrikeFund: {"fund": 1},
    pg.Mistrials: {"rate": half, "sanction": Fraction(1, 3)},
}
DEPEND_ON_HOLDOUTS = (
    pg.Solidarity, pg.Testimony, pg.CooperationCredit, pg.PreparationDecay, pg.StrikeFund,
    pg.Mistrials,
)  # fmt: skip
REFUSED = [kind for kind in TERMS if kind not in AMOUNTS]
COMBINATIONS = [(), *((kind,) for kind in AMOUNTS), *combinations(AMOUNTS, 2)]
WITH_FORM = [kinds for kinds in COMBINATIONS if not {*DEPEND_ON_HOLDOUTS} & {*kinds}]


def people(*rows):
    names = ("offer", "sentence", "conviction", "process_cost", "dismissal_cost", "group")
    return [dict(zip(names, row, strict=True)) for row in rows]


PEOPLE = people(
    (Fraction(3), Fraction(10), Fraction(4, 5), Fraction(1), half, "north"),
    (Fraction(7, 2), Fraction(6), Fraction(1), Fraction(0), Fraction(0), "south"),
    (Fraction(5), Fraction(12), Fraction(3, 4), half, Fraction(1), "north"),
)


def docket(rows=PEOPLE, *, capacity=1, trials="lottery", kinds=(), groups=False):
    who = [
        pg.Defendant(f"D{i}", **(row if groups else {**row, "group": None}))
        for i, row in enumerate(rows)
    ]
    terms = [kind(**AMOUNTS[kind]) for kind in kinds]
    return pg.Docket(who, capacity=capacity, trials=trials).with_terms(*terms)


def amounts_of(kinds):
    return {
        parameter.name: AMOUNTS[kind][field]
        for kind in kinds
        for field, parameter in kind.parameters.items()
    }


def chances(trials, profile, capacity, rows=PEOPLE):
    """Each one's chance of trial, from the description of how trials are selected."""
    held = [i for i, out in enumerate(profile) if out]
    if trials == "lottery":
        return [min(Fraction(1), capacity / len(held)) if out else 0 for out in profile]
    if trials == "most valuable":
        held.sort(key=lambda i: (-rows[i]["conviction"] * rows[i]["sentence"], i))
    return [Fraction(i in held[: int(capacity)]) for i in range(len(profile))]


def trials_possible(kinds):
    """Those that both sides can hold."""
    amounts = amounts_of(kinds)
    capacity = oracles.capacity_with_terms(1, amounts)
    return Fraction(min(capacity, amounts.get("defence_capacity", capacity)))


def by_hand(kinds, profile, *, trials="lottery", groups=False, offers=None):
    """Everyone's payoffs."""
    amounts = amounts_of(kinds)
    capacity = oracles.capacity_with_terms(1, amounts)
    rows = PEOPLE if groups else [{**row, "group": None} for row in PEOPLE]
    tried = chances(trials, profile, trials_possible(kinds))
    return tuple(
        oracles.docket_payoff(rows, profile, tried[i], capacity, amounts, i,
                              None if offers is None else offers[i])
        for i in range(len(rows))
    )  # fmt: skip


PROFILES = list(product((False, True), repeat=len(PEOPLE)))


def named(kinds):
    return "+".join(kind.__name__ for kind in kinds) or "none"


@pytest.mark.parametrize("trials", ["lottery", "announced order", "most valuable"])
@pytest.mark.parametrize("kinds", COMBINATIONS, ids=named)
def test_payoffs_of_every_profile(kinds, trials):
    groups = len(kinds) == 1 or pg.Solidarity in kinds
    game = docket(trials=trials, kinds=kinds, groups=groups)
    arrays = docket_payoffs(game)
    for profile in PROFILES:
        expected = by_hand(kinds, profile, trials=trials, groups=groups)
        assert tuple(map(as_fraction, game.payoffs(profile))) == expected
        mask = sum(out << i for i, out in enumerate(profile))
        assert tuple(of_one[mask] for of_one in arrays.payoffs) == expected


def test_order_of_terms_and_offers_again():
    for one, other in combinations(AMOUNTS, 2):
        game, turned = docket(kinds=(one, other)), docket(kinds=(other, one))
        assert repr(game) == repr(turned)
    game = docket(kinds=(pg.SidePayment,)).with_offers([1, 2, 3])
    assert [type(term) for term in game.terms] == [pg.SidePayment]
    assert game.payoffs((False,) * 3) == (-1, -2, -3)
    assert game.without_terms().payoffs((True,) * 3) != game.payoffs((True,) * 3)
    assert game == docket(kinds=(pg.SidePayment,)).with_offers([1, 2, 3]) != game.without_terms()
    copy = pickle.loads(pickle.dumps(game))
    assert copy == game
    assert copy.payoffs((True,) * 3) == game.payoffs((True,) * 3)


def test_solidarity_counts_ones_own_group():
    game = docket(groups=True).with_terms(pg.Solidarity(6))
    # all three in one lottery of one trial; the two of the north, and one alone in the south
    plain = docket(groups=True)
    for profile, worth in (
        ((True, False, False), (3, 0, 0)),
        ((True, True, False), (3, 6, 0)),
        ((True, False, True), (6, 0, 6)),
        ((True, True, True), (6, 6, 6)),
    ):
        pairs = zip(game.payoffs(profile), plain.payoffs(profile), strict=True)
        assert tuple(new - old for new, old in pairs) == worth
    assert "group='north'" in repr(game.defendants[0])
    assert "D0 of north" in repr(game)
    assert "(north)" in str(game.normal_form())
    assert "D0 (north)" in str(pg.equilibria(game))


def test_symbols_stay():
    game = pg.Docket.symbolic(2).with_terms(pg.SidePayment.symbolic(), pg.BudgetSurge.symbolic())
    assert str(game.payoffs((True, False))[0]) == (
        "-d_1*(1 - Min(1, K*(b + 1))) - (J_1*p_1 + c_1 - f)*Min(1, K*(b + 1))"
    )
    assert {"K", "b", "f"} <= {str(letter) for letter in game.free_symbols}


@pytest.mark.parametrize("kind", REFUSED)
def test_terms_that_change_who_is_there_are_refused(kind):
    amounts = dict.fromkeys(kind.parameters, 1)
    with pytest.raises(pg.ParameterError, match=rf"terms = {kind.__name__}: must leave"):
        docket().with_terms(kind(**amounts))


BY_CAPACITY = {
    pg.CostlierTrials, pg.DefenceOverload, pg.BudgetSurge, pg.StreamlinedTrials,
    pg.PooledCapacity, pg.PreparationDecay, pg.StrikeFund, pg.Mistrials,
}  # fmt: skip


@pytest.mark.parametrize("kind", AMOUNTS)
def test_a_budget_takes_no_terms_of_capacity(kind):
    who = [pg.Defendant("D1", offer=4, sentence=10), pg.Defendant("D2", offer=4, sentence=8)]
    game = pg.Docket(who, budget=1, trials="announced order")
    if kind in BY_CAPACITY:
        with pytest.raises(pg.ParameterError, match="must not concern the capacity"):
            game.with_terms(kind(**AMOUNTS[kind]))
    else:
        changed = game.with_terms(kind(**AMOUNTS[kind]))
        assert changed.payoffs((True, True)) == pg.Docket(
            who, capacity=1, trials="announced order"
        ).with_terms(kind(**AMOUNTS[kind])).payoffs((True, True))  # fmt: skip


def test_faults_name_the_defendant_and_the_term():
    with pytest.raises(pg.ParameterError, match="D0: CooperationCredit: credit = 4"):
        docket().with_terms(pg.CooperationCredit(4))
    with pytest.raises(pg.ParameterError, match="must be a whole number of trials where"):
        docket(trials="announced order").with_terms(pg.BudgetSurge(half))
    with pytest.raises(pg.ParameterError, match="must be a number for trials='most valuable'"):
        docket(trials="most valuable").with_terms(pg.BudgetSurge.symbolic())
    game = docket().with_terms(pg.BudgetSurge(half))
    assert game.trial_probabilities((True, True, False))[0] == Fraction(3, 4)
    with pytest.raises(pg.ParameterError, match="not a mean"):
        docket_forms(game)
    with pytest.raises(pg.ParameterError, match="D1: trial cost"):
        docket_forms(docket().with_terms(pg.SidePayment(6)))
    with pytest.raises(pg.ParameterError, match="group = 3: must be text"):
        pg.Defendant("D1", offer=1, sentence=2, group=3)


def subsets(items):
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


def gain_by_hand(kinds, i, others, trials="lottery", offers=None):
    """What i gains by holding out where these others do."""
    out = [j in others for j in range(len(PEOPLE))]
    held = tuple(j == i or o for j, o in enumerate(out))
    given = {"trials": trials, "offers": offers}
    return by_hand(kinds, held, **given)[i] - by_hand(kinds, tuple(out), **given)[i]


SOLVERS = {
    "elimination": pg.sequences.elimination,
    "unique offers": pg.sequences.unique_offers,
    "trials at once": lambda game: pg.sequences.game_tree(game, "trials at once"),
    "dismissals": pg.organizing.cheapest_dismissals,
    "office": lambda game: pg.organizing.office_strike(game, clients=["D0"]),
    "least office": pg.organizing.least_office,
    "funding": pg.payments.funding_order,
    "package": named_package,
    "thresholds": pg.HeterogeneousGame.of_docket,
}


@pytest.mark.parametrize("kind", DEPEND_ON_HOLDOUTS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("solver", SOLVERS)
def test_stakes_that_depend_on_holdouts_are_refused_in_words(solver, kind):
    with pytest.raises(pg.ParameterError, match=f"terms = {kind.__name__}: must leave the stakes"):
        SOLVERS[solver](docket(capacity=2, kinds=(kind,)))


@pytest.mark.parametrize("trials", ["lottery", "announced order", "most valuable"])
@pytest.mark.parametrize("kinds", WITH_FORM, ids=named)
def test_elimination_by_brute_force(kinds, trials):
    remaining, rounds = {0, 1, 2}, []
    while remaining:
        gone = {
            i for i in remaining
            if all(gain_by_hand(kinds, i, others, trials) <= 0
                   for others in subsets(remaining - {i}))
        }  # fmt: skip
        if not gone:
            break
        now = rounds[-1][0] + 1 if rounds else 1
        rounds += [(now, f"D{i}") for i in sorted(gone)]
        remaining -= gone
    found = pg.sequences.elimination(docket(trials=trials, kinds=kinds))
    assert [(step.round, step.defendant) for step in found.steps] == rounds
    assert found.remaining == tuple(f"D{i}" for i in sorted(remaining))
    assert ("After the terms" in str(found)) == bool(kinds)


@pytest.mark.parametrize("trials", ["lottery", "announced order", "most valuable"])
@pytest.mark.parametrize("kinds", WITH_FORM, ids=named)
def test_unique_offers_leave_each_indifferent(kinds, trials):
    found = pg.sequences.unique_offers(docket(trials=trials, kinds=kinds))
    order = [int(name[1:]) for name in found.order]
    offers = [None] * len(PEOPLE)
    for place, offer in zip(order, found.offers, strict=True):
        offers[place] = as_fraction(offer)
    for step, place in enumerate(order):
        worst = [gain_by_hand(kinds, place, others, trials, offers)
                 for others in subsets(order[step + 1 :])]  # fmt: skip
        assert max(worst) == 0


def walk(node, history=()):
    """All decisions and leaves, with (holds out, offer) of each before."""
    yield node, history
    if isinstance(node, Decision):
        yield from walk(node.plead, (*history, (False, node.offer)))
        yield from walk(node.hold_out, (*history, (True, node.offer)))


def outcome(node):
    while isinstance(node, Decision):
        node = node.plead if node.pleads else node.hold_out
    return node


@pytest.mark.parametrize("kinds", COMBINATIONS, ids=named)
@pytest.mark.parametrize("protocol", ["offers as stated", "adaptive offers"])
def test_trees_end_in_the_payoffs_of_the_docket(kinds, protocol):
    tree = pg.sequences.game_tree(docket(kinds=kinds), protocol)
    assert tree.outcome == outcome(tree.root)
    amounts = amounts_of(kinds)
    for node, history in walk(tree.root):
        if isinstance(node, Decision):
            own = len(history)
            plead, refuse = outcome(node.plead).payoffs[own], outcome(node.hold_out).payoffs[own]
            if protocol == "adaptive offers":
                assert plead == refuse
            else:
                assert node.offer == oracles.docket_offer(PEOPLE[own], amounts)
                assert node.pleads == (plead >= refuse)
            continue
        profile = tuple(out for out, _ in history)
        offers = [as_fraction(offer) for _, offer in history]
        assert tuple(map(as_fraction, node.payoffs)) == by_hand(kinds, profile, offers=offers)
        credit = amounts.get("credit", 0) if any(profile) else 0
        tried = chances("lottery", profile, trials_possible(kinds))
        worth = sum(
            tried[i] * PEOPLE[i]["conviction"] * PEOPLE[i]["sentence"] if out
            else offers[i] - credit
            for i, out in enumerate(profile)
        )  # fmt: skip
        assert node.prosecutor == worth


@pytest.mark.parametrize("kinds", WITH_FORM, ids=named)
def test_trials_at_once_offer_what_a_refusal_would_cost(kinds):
    tree = pg.sequences.game_tree(docket(kinds=kinds), "trials at once")
    amounts = amounts_of(kinds)
    for node, history in walk(tree.root):
        if isinstance(node, Decision):
            own = len(history)
            assert outcome(node.plead).payoffs[own] == outcome(node.hold_out).payoffs[own]
            continue
        for i, (out, offer) in enumerate(history):
            profile = tuple(j == i and out for j in range(len(PEOPLE)))
            rows = [{**row, "group": None} for row in PEOPLE]
            possible = {
                oracles.docket_payoff(rows, profile, tried, Fraction(9), amounts, i,
                                      as_fraction(offer))
                for tried in (0, 1)
            }  # fmt: skip
            assert as_fraction(node.payoffs[i]) in possible


@pytest.mark.parametrize("kinds", WITH_FORM, ids=named)
def test_dismissals_leave_one_equilibrium_and_no_cheaper_ones_do(kinds):
    found = pg.organizing.cheapest_dismissals(docket(kinds=kinds))
    amounts = amounts_of(kinds)

    def strikes(kept):
        return any(
            all(gain_by_hand(kinds, i, set(out) - {i}) >= 0 for i in out)
            and all(gain_by_hand(kinds, i, out) <= 0 for i in set(kept) - set(out))
            for out in subsets(kept)
            if out
        )

    def worth(dropped):
        return sum(oracles.docket_offer(PEOPLE[i], amounts) for i in dropped)

    enough = [dropped for dropped in subsets(range(3)) if not strikes(set(range(3)) - {*dropped})]
    dropped = tuple(int(name[1:]) for name in found.dismissed)
    assert dropped in enough
    assert found.total == worth(dropped) == min(map(worth, enough))


@pytest.mark.parametrize("kinds", WITH_FORM, ids=named)
def test_an_office_and_its_clients(kinds):
    game = docket(kinds=kinds)
    found = pg.organizing.office_strike(game, clients=["D0", "D2"])
    for client, i, mate in zip(found.clients, (0, 2), (2, 0), strict=True):
        assert client.acting_alone == gain_by_hand(kinds, i, ())
        assert client.office_strikes == gain_by_hand(kinds, i, (mate,))
        assert client.all_strike == gain_by_hand(kinds, i, {0, 1, 2} - {i})
    offices = [
        office for office in subsets(range(3))
        if office and all(gain_by_hand(kinds, i, {*office} - {i}) >= 0 for i in office)
    ]  # fmt: skip
    least = pg.organizing.least_office(game)
    assert (least is None) == (not offices)
    if least:
        assert tuple(int(name[1:]) for name in least) in offices
        assert len(least) == min(map(len, offices))


@pytest.mark.parametrize("kinds", WITH_FORM, ids=named)
def test_payments_make_each_in_turn_indifferent(kinds):
    before = set()
    for step in pg.payments.funding_order(docket(kinds=kinds)):
        i = int(step.name[1:])
        chance = min(Fraction(1), trials_possible(kinds) / (len(before) + 1))
        gain = gain_by_hand(kinds, i, before) + chance * step.payment
        assert gain == 0 if step.payment else gain >= 0
        before.add(i)


@pytest.mark.parametrize("kinds", WITH_FORM, ids=named)
def test_a_package_is_worth_what_holding_out_together_costs(kinds):
    package = named_package(docket(kinds=kinds))
    for i, most in enumerate(package.willing):
        offers = [most if j == i else None for j in range(len(PEOPLE))]
        assert gain_by_hand(kinds, i, {0, 1, 2} - {i}, offers=offers) == 0


@pytest.mark.parametrize("kinds", COMBINATIONS, ids=named)
def test_equilibria_by_brute_force(kinds):
    game = docket(kinds=kinds)
    found = pg.equilibria(game)
    pure = [
        profile for profile in PROFILES
        if all((1 if out else -1) * gain_by_hand(kinds, i, {j for j in range(3) if j != i
                                                             and profile[j]}) >= 0
               for i, out in enumerate(profile))
    ]  # fmt: skip
    assert {tuple(map(bool, one.probabilities)) for one in found.pure} == set(pure)
    assert found.complete
    for one in found:
        worst = 0
        for i in range(3):
            mean = sum(
                weight(one.probabilities, i, others) * gain_by_hand(kinds, i, others)
                for others in subsets({0, 1, 2} - {i})
            )
            x = one.probabilities[i]
            worst = max(worst, (1 - x) * mean, -x * mean)
        assert worst <= one.max_regret + 1e-12
        assert one.max_regret < 1e-14


def weight(probabilities, i, others):
    """How likely it is that just these others hold out."""
    product_ = Fraction(1)
    for j, x in enumerate(probabilities):
        if j != i:
            product_ *= Fraction(x) if j in others else 1 - Fraction(x)
    return product_


@pytest.mark.parametrize("kinds", COMBINATIONS, ids=named)
def test_two_defendants_and_other_programs_have_the_same_payoffs(kinds):
    pair = docket(PEOPLE[:2], kinds=kinds)
    boxes = pg.heterogeneous.two_defendant_equilibria(pair).components
    corners = {corner for box in boxes for corner in box.corners}
    named_ones = pg.equilibria(pair)
    points = {tuple(low for low, _ in one.spans) for one in named_ones if one.kind != "continuum"}
    assert points <= corners
    assert all(one.is_point for one in boxes) <= (len(points) == len(boxes))
    bimatrix = pg.to_nashpy(pair)
    for row, column in product((0, 1), repeat=2):
        stated = [float(x) for x in pair.payoffs((bool(row), bool(column)))]
        assert [matrix[row, column] for matrix in bimatrix.payoff_matrices] == stated
    text = pg.to_gambit(docket(kinds=kinds))
    written = [
        tuple(Fraction(x.strip()) for x in line.removeprefix('{ "" ').removesuffix(" }").split(","))
        for line in text.splitlines()
        if line.startswith('{ "" ')
    ]
    assert sorted(written) == sorted(by_hand(kinds, profile) for profile in PROFILES)
