"""Testimony, races, packages and private cases as Gambit has them, in rational arithmetic.

Payoffs are written out from the stories. What Gambit answers is weighed by its own exact regret
before it is compared.
"""

from fractions import Fraction

import pygambit

import plea_games as pg
from tests import oracles, test_game_kinds, test_private_cases, test_wired_pleas

from . import draws, gambit
from .comparison import against
from .with_brute_force import seed
from .with_gambit import compare_with_enumpoly, pure_profiles

PLEAD, HOLD_OUT = ("1",), ("2",)


def pure_counts(theirs):
    """Counts of hold-outs in pure equilibria, each without regret."""
    found = gambit.pure(theirs)
    assert found and all(gambit.regret(theirs, profile) == 0 for profile in found)
    return {sum(profile) for profile in found}


def dominant(theirs):
    """What strict dominance leaves to everybody; None where it leaves both."""
    (left,) = set(gambit.survivors(theirs)[-1])
    return left if left in (PLEAD, HOLD_OUT) else None


@against("pygambit enumpure_solve and undominated_strategies_solve, rational",
         "equilibria", "coalitions", "game_kind", fast=6, large=2000)  # fmt: skip
def witnesses_and_credits(rng):
    """Up to four defendants; ties in half of the games."""
    game, count, *story = test_game_kinds.draw(seed(rng), most=4)
    theirs = gambit.binary(
        lambda p: [test_game_kinds.payoff(tuple(map(bool, p)), i, *story) for i in range(count)],
        count,
    )
    counts = pure_counts(theirs)
    assert pure_profiles(pg.equilibria(game)) == counts, game
    immune = {m for e in pg.coalitions(game) for m in range(e.holdouts, e.holdouts_to + 1)}
    assert immune == counts, game
    kind, left = pg.game_kind(game), dominant(theirs)
    first = next(iter(theirs.players))
    levels = [
        gambit.exact(gambit.profile(theirs, [action] * count).payoffs[first]) for action in (0, 1)
    ]
    assert kind.all_hold_out_less_all_plead == levels[1] - levels[0], game
    if not kind.tied:
        pleading = left == PLEAD
        assert pleading == (kind.name in ("prisoners' dilemma", "deadlock")), game
        assert (left == HOLD_OUT) == (kind.name in ("harmony", "hold-outs' dilemma")), game
        if pleading:
            assert (kind.name == "deadlock") == (levels[1] < levels[0]), game


@against("pygambit enumpoly_solve, each judged in rationals", "equilibria",
         fast=2, large=600)  # fmt: skip
def all_equilibria_with_testimony(rng):
    """Without ties, mixed ones among them."""
    count = int(rng.integers(2, 5))
    parameters = draws.lottery(rng, count, ties=False, least=count)
    amounts = {"testimony": draws.fraction(rng, 0, 1, 6)}
    by_hand = oracles.GameByHand(parameters, amounts)
    game = pg.PleaGame(**parameters).with_parameters(**amounts)
    gain = by_hand.gains()
    if 0 in gain or by_hand.trial_cost(1) <= parameters["dismissal_cost"]:
        return None
    return compare_with_enumpoly(gain, pg.equilibria(game))


def race(rng, *, ties):
    """Offers by rank, from the first to plead to the last, and the gains of holding out."""
    count = int(rng.integers(2, 5))
    below = 12 if ties else 1009
    capacity = int(rng.integers(0, count + 1))
    offers = [Fraction(int(x), below) for x in rng.integers(1, below + below // 4, count)]
    offers = offers if rng.random() < 0.3 else sorted(offers)
    game = pg.PleaGame(defendants=count, capacity=capacity, offer=1, sentence=1)
    held = [-oracles.trial_probability(capacity, m) for m in range(1, count + 1)]
    pleading = [-sum(offers[:n]) / n for n in range(1, count + 1)]
    return game, offers, held, pleading


@against("pygambit enumpure_solve and undominated_strategies_solve, rational", "race_to_plead",
         fast=6, large=2000)  # fmt: skip
def races_with_a_hidden_queue(rng):
    """Up to four defendants; ties are common."""
    game, offers, held, pleading = race(rng, ties=True)
    count = len(offers)
    theirs = gambit.binary(
        lambda p: [held[sum(p) - 1] if own else pleading[count - sum(p) - 1] for own in p], count
    )
    ours, counts = pg.information.race_to_plead(game, offers=offers), pure_counts(theirs)
    assert pure_profiles(ours.hidden) == counts, (game, offers)
    assert ours.standing == max(counts), (game, offers)
    left = dominant(theirs)
    assert ours.unravels == (left == PLEAD), (game, offers)
    assert ours.dilemma == (left == PLEAD and held[-1] > pleading[-1]), (game, offers)


@against("pygambit enumpoly_solve, each judged in rationals", "race_to_plead",
         fast=2, large=600)  # fmt: skip
def all_equilibria_of_races(rng):
    game, offers, held, pleading = race(rng, ties=False)
    gain = [u - v for u, v in zip(held, reversed(pleading), strict=True)]
    if 0 in gain:
        return None
    return compare_with_enumpoly(gain, pg.information.race_to_plead(game, offers=offers).hidden)


@against("pygambit enumpure_solve and undominated_strategies_solve, rational", "wired_pleas",
         fast=6, large=2000)  # fmt: skip
def wired_pleas_of_up_to_four(rng):
    n, quorum, outside, k, d, blame, price = case = test_wired_pleas.draw(seed(rng), most=4)
    theirs = gambit.binary(
        lambda p: [-test_wired_pleas.bears(*case, tuple(map(bool, p)), i) for i in range(n)], n
    )
    game = pg.PleaGame(defendants=n + outside, capacity=k, offer=price, sentence=2,
                       dismissal_cost=d)  # fmt: skip
    ours = pg.information.wired_pleas(game, quorum=quorum, group=n, outside=outside, blame=blame)
    counts = pure_counts(theirs)
    listed = {m for e in ours.coalitions for m in range(e.holdouts, e.holdouts_to + 1)}
    assert listed == counts, case
    told = [each.holds_at(price) for each in ours.prices]
    assert told[test_wired_pleas.ACCEPTS] == (0 in counts), case
    assert told[test_wired_pleas.NOBODY] == (n in counts), case
    assert told[test_wired_pleas.STRICTLY] == (dominant(theirs) == PLEAD), case
    (once,) = set(map(tuple, gambit.survivors(theirs, strict=False)[0]))
    assert told[test_wired_pleas.REFUSING] == (once == PLEAD), case
    assert told[test_wired_pleas.ACCEPTING] == (once == HOLD_OUT), case


@against("pygambit enumpure_solve and payoffs, rational", "packages", fast=6, large=2000)
def packages_as_players(rng):
    """Up to four packages, each of which acts as one; prices are often ties."""
    number, size = int(rng.integers(1, 5)), int(rng.integers(1, 5))
    capacity = int(rng.integers(1, number * size + 1))
    cost = [oracles.trial_probability(capacity, size * b) for b in range(1, number + 1)]
    prices = [*cost, sum(cost) / number, draws.fraction(rng, 0, 2, 12)]
    price = prices[int(rng.integers(len(prices)))]
    theirs = gambit.binary(
        lambda p: [-size * (cost[sum(p) - 1] if refuses else price) for refuses in p], number
    )
    game = pg.PleaGame(defendants=number * size, capacity=capacity, offer=price, sentence=1)
    (ours,) = pg.information.packages(game, size=size)
    counts = pure_counts(theirs)
    assert (price <= ours.plead_favourable) == (0 in counts), game
    assert (price >= ours.collective) == (number in counts), game
    first, potential = next(iter(theirs.players)), Fraction(0)
    for b in range(1, number + 1):  # the b-th refuses after those before
        others = [1] * (b - 1) + [0] * (number - b)
        refuses, accepts = (
            gambit.exact(gambit.profile(theirs, [own, *others]).payoffs[first]) for own in (1, 0)
        )
        potential += refuses - accepts
    risk = {1: "hold out", 0: "neither", -1: "plead"}[(potential > 0) - (potential < 0)]
    assert ours.risk_dominant == risk, game


@against("pygambit enumpure_solve and undominated_strategies_solve, rational", "named_package",
         fast=6, large=2000)  # fmt: skip
def packages_of_named_members(rng):
    """All or none, members who differ, at prices at and around what each would accept."""
    game, who = test_wired_pleas.docket(seed(rng))
    outside, blame = int(rng.integers(0, 3)), Fraction(int(rng.integers(0, 3)), 2)
    ours = pg.information.named_package(game, outside=outside, blame=blame)
    chance = oracles.trial_probability(int(game.capacity), len(who) + outside)
    failing = [
        each.dismissal_cost + chance * (each.trial_cost - each.dismissal_cost) for each in who
    ]
    price = ours.willing[int(rng.integers(len(who)))] + Fraction(int(rng.integers(-1, 2)), 9)

    def payoffs(profile):
        if not any(profile):
            return [-price] * len(who)
        return [-cost - blame * own for cost, own in zip(failing, profile, strict=True)]

    theirs = gambit.binary(payoffs, len(who))
    everyone = (0,) * len(who)
    assert (everyone in gambit.pure(theirs)) == (price <= ours.price), (game, price)
    pleading = gambit.survivors(theirs)[0] == [PLEAD] * len(who)
    assert pleading == (blame > 0 and price < ours.price), (game, price)


def types(rng, *, most):
    """Costs of trial and their weights, an offer that ties with none, and no cost of waiting."""
    number = int(rng.integers(2, most + 1))
    values = sorted(rng.choice(9, number, replace=False).tolist())
    parts = [int(part) for part in rng.integers(1, 5, number)]
    weights = [Fraction(part, sum(parts)) for part in parts]
    price = Fraction(int(rng.integers(1, 2018)), 1009)
    return price, [Fraction(value, 4) for value in values], weights


@against("pygambit enummixed_solve on the Bayesian tree, rational", "private_cases",
         fast=6, large=2000)  # fmt: skip
def private_cases_of_two(rng):
    """Two or three types; where no type is indifferent for good, extreme points are all there is."""
    price, values, weights = types(rng, most=3)
    if values[-1] <= 0:
        return
    tree = test_private_cases.bayesian_tree(2, 1, price, Fraction(0), values, weights)
    found = pygambit.nash.enummixed_solve(tree).equilibria
    assert found and all(each.max_regret() == 0 for each in found)
    shares = {test_private_cases.shares_in(each, tree, weights) for each in found}
    assert all(one == other for one, other in shares), (price, values, weights)
    game = pg.PleaGame(defendants=2, capacity=1, offer=price, sentence=1)
    ours = pg.private_cases(game, dict(zip(values, weights, strict=True)))
    theirs = sorted(float(one) for one, _ in shares)
    assert len(theirs) == len(ours.cutoffs), (price, values, weights)
    assert all(abs(a - float(b.share)) < 1e-12 for a, b in zip(theirs, ours, strict=True))


@against("pygambit enumpure_solve on the Bayesian tree, rational", "private_cases",
         fast=1, large=300)  # fmt: skip
def private_cases_of_three_or_four(rng):
    """Two types; all pure equilibria, none of which is asymmetric."""
    count = int(rng.integers(3, 5))
    capacity = int(rng.integers(1, count))
    price, values, weights = types(rng, most=2)
    if values[-1] <= 0:
        return
    tree = test_private_cases.bayesian_tree(count, capacity, price, Fraction(0), values, weights)
    found = pygambit.nash.enumpure_solve(tree).equilibria
    assert all(each.max_regret() == 0 for each in found)
    shares = {test_private_cases.shares_in(each, tree, weights) for each in found}
    assert all(len(set(each)) == 1 for each in shares), (price, values, weights)
    game = pg.PleaGame(defendants=count, capacity=capacity, offer=price, sentence=1)
    ours = pg.private_cases(game, dict(zip(values, weights, strict=True)))
    pure = {each.share for each in ours if each.kind != "mixed at an atom"}
    assert pure == {each[0] for each in shares}, (price, values, weights)
