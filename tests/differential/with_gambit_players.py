"""Gambit on games of players who differ: dominance, offices, payoffs, contests, trees."""

import io
from fractions import Fraction

import pygambit
import pytest

import plea_games as pg
from plea_games.games.gains import anonymous_game
from tests import oracles

from . import draws, gambit
from .comparison import against


@against(
    "pygambit enummixed_solve, rational",
    "two_defendant_equilibria",
    fast=50,
    large=2500,
)
def games_of_two_named_defendants(rng):
    """The corners of our boxes are the extreme equilibria, ties and continua included."""
    trials = str(rng.choice(["lottery", "announced order"]))
    game = pg.Docket(
        draws.docket(rng, 2, ties=rng.random() < 0.7),
        capacity=int(rng.integers(0, 3)),
        trials=trials,
    )
    theirs = gambit.of_docket(game)
    found = pygambit.nash.enummixed_solve(theirs, rational=True).equilibria
    extreme = {tuple(map(gambit.exact, gambit.probabilities(each, theirs))) for each in found}
    ours = {
        corner
        for box in pg.heterogeneous.two_defendant_equilibria(game).components
        for corner in box.corners
    }
    assert ours == extreme, game
    assert all(gambit.regret(theirs, profile) == 0 for profile in ours)


@against("pygambit enummixed_solve, rational", "bimatrix", fast=60, large=3000)
def extreme_equilibria_of_bimatrix_games(rng):
    """Ties in half of the games, and options that differ by little in the others."""
    shape = tuple(rng.integers(1, 6, 2).tolist())
    payoffs = rng.integers(0, int(rng.choice([3, 1000])), (2, *shape)).tolist()
    if rng.random() < 0.5:
        twin = [value + draws.fraction(rng, -1, 1, 8) / 10**9 for value in payoffs[0][0]]
        payoffs[0][-1] = twin
    ours = pg.bimatrix(*payoffs)
    rows, columns = payoffs
    theirs = gambit.strategic(lambda p: (rows[p[0]][p[1]], columns[p[0]][p[1]]), list(shape))
    found = pygambit.nash.enummixed_solve(theirs, rational=True).equilibria
    extreme = {
        tuple(
            tuple(gambit.exact(share) for share in dict(each[player]).values())
            for player in theirs.players
        )
        for each in found
    }
    assert {(each.rows, each.columns) for each in ours} == extreme, payoffs
    assert sum(part.index for part in ours.components) == 1, payoffs


@against(
    "pygambit enumpure_solve, rational",
    "pure_equilibria",
    "extremal_equilibria",
    fast=60,
    large=2000,
)
def pure_equilibria_among_those_who_differ(rng):
    count, capacity = int(rng.integers(1, 8)), int(rng.integers(0, 5))
    ties = [Fraction(capacity, m) for m in range(max(capacity, 1), 8)]
    ratios = [
        ties[rng.integers(len(ties))] if rng.random() < 0.4 else draws.fraction(rng, -1, 2, 8)
        for _ in range(count)
    ]

    def payoffs(profile):
        m = sum(profile)
        return [
            r - oracles.trial_probability(capacity, m) if own else 0
            for r, own in zip(ratios, profile, strict=True)
        ]

    held = [sum(profile) for profile in gambit.pure(gambit.binary(payoffs, count))]
    game = pg.HeterogeneousGame(offer_ratios=ratios, capacity=capacity)
    assert {e.holdouts: e.profiles for e in pg.heterogeneous.pure_equilibria(game)} == {
        m: held.count(m) for m in set(held)
    }, (ratios, capacity)
    extremes = pg.heterogeneous.extremal_equilibria(game)
    assert (extremes.least, extremes.greatest) == (min(held), max(held))


@against("pygambit undominated_strategies_solve, rational", "elimination", fast=40, large=1200)
def rounds_of_elimination(rng):
    """Without ties, hold-outs are dominated strictly or not at all."""
    count = int(rng.integers(1, 6))
    trials = str(rng.choice(["lottery", "announced order", "most valuable"]))
    game = pg.Docket(
        draws.docket(rng, count, ties=False),
        capacity=int(rng.integers(0, count + 1)),
        trials=trials,
    )
    found = pg.sequences.elimination(game)
    gone = {step.defendant: step.round for step in found.steps}
    rounds = gambit.survivors(gambit.of_docket(game))
    expected = {}
    for number, left in enumerate(rounds, start=1):
        for who, strategies in zip(game.defendants, left, strict=True):
            if "2" not in strategies:
                expected.setdefault(who.name, number)
    assert gone == expected, game


@against(
    "pygambit undominated_strategies_solve, rational",
    "unique_implementation",
    "unique_offers",
    "ranked_payments",
    fast=15,
    large=600,
)
def payments_that_leave_one_outcome(rng):
    """A little more than the payments leaves one profile to iterated strict dominance."""
    gain = draws.gains(rng, 5)
    count, more = len(gain), Fraction(1, 10**6)
    for action, wanted in (("plead", "1"), ("hold out", "2")):
        found = pg.sequences.unique_implementation(pg.AnonymousGame(gain=gain), action=action)
        for step, unique in ((more, True), (-more, False)):
            paid = [payment + step if payment else payment + more for payment in found.payments]
            pleading = wanted == "1"

            def payoffs(profile, paid=paid, pleading=pleading):
                m = sum(profile)
                return [
                    (gain[m - 1] + (0 if pleading else extra))
                    if own
                    else (extra if pleading else 0)
                    for own, extra in zip(profile, paid, strict=True)
                ]

            game = gambit.binary(payoffs, count)
            if unique:
                assert gambit.survivors(game)[-1] == [(wanted,)] * count, (gain, action)
            elif any(found.payments):
                assert len(gambit.pure(game)) > 0
                everyone = (int(not pleading),) * count
                assert gambit.pure(game) != {everyone}, (gain, action)
    parameters = draws.lottery(rng, 5)
    game = pg.PleaGame(**parameters)
    chance = [
        oracles.trial_probability(parameters["capacity"], m)
        for m in range(1, parameters["defendants"] + 1)
    ]
    gain = anonymous_game(game).gain
    if all(chance):
        paid = [payment + more for payment in pg.payments.ranked_payments(game).payments]

        def promised(profile):
            m = sum(profile)
            return [
                gain[m - 1] + chance[m - 1] * f if own else 0
                for own, f in zip(profile, paid, strict=True)
            ]

        left = gambit.survivors(gambit.binary(promised, len(gain)))[-1]
        assert left == [("2",)] * len(gain), parameters
    named = pg.Docket(draws.docket(rng, int(rng.integers(1, 5))), capacity=int(rng.integers(1, 4)))
    found = pg.sequences.unique_offers(named)
    offers = {
        name: offer - Fraction(1, 10**6)
        for name, offer in zip(found.order, map(Fraction, map(str, found.offers)), strict=True)
    }
    if all(offer >= 0 for offer in offers.values()):
        below = named.with_offers([offers[who.name] for who in named.defendants])
        left = gambit.survivors(gambit.of_docket(below))[-1]
        assert left == [("1",)] * len(named), named


@against("pygambit enumpure_solve, rational", "offices", fast=40, large=1000)
def offices_as_players(rng):
    """Each office is a player who gets what its clients get together."""
    parameters = draws.lottery(rng, 9, least=2)
    game, left, sizes = pg.PleaGame(**parameters), parameters["defendants"], []
    while left and len(sizes) < 6:
        sizes.append(int(rng.integers(1, left + 1)))
        left -= sizes[-1]
    everyone = sizes + [1] * left
    if len(everyone) > 8:
        everyone = sizes = [*sizes[:-1], sizes[-1] + left]
    gain = anonymous_game(game).gain

    def payoffs(profile):
        m = sum(size for size, own in zip(everyone, profile, strict=True) if own)
        return [
            size * gain[m - 1] if own else 0 for size, own in zip(everyone, profile, strict=True)
        ]

    found = gambit.pure(gambit.binary(payoffs, len(everyone)))
    held = [sum(s for s, own in zip(everyone, p, strict=True) if own) for p in found]
    ours = pg.organizing.offices(game, sizes=sizes).equilibria
    assert sum(each.profiles for each in ours) == len(held), (parameters, sizes)
    assert {each.holdouts for each in ours} == set(held), (parameters, sizes)


@against("pygambit payoffs, rational", "potential", "welfare", fast=25, large=800)
def payoffs_of_profiles(rng):
    parameters = draws.lottery(rng, 4)
    count = parameters["defendants"]
    stakes = {
        "capacity": parameters["capacity"],
        "offer": parameters["offer"],
        "trial_cost": draws.trial_cost(parameters),
        "dismissal_cost": parameters["dismissal_cost"],
    }
    game = gambit.binary(
        lambda p: [oracles.payoff(bool(own), sum(p), **stakes) for own in p], count
    )
    first = next(iter(game.players))
    ours = pg.PleaGame(**parameters)
    found = pg.potential(ours)
    total = Fraction(0)
    for m in range(1, count + 1):  # the m-th joins those before
        others = [1] * (m - 1) + [0] * (count - m)
        joins, stays = (
            gambit.exact(gambit.profile(game, [own, *others]).payoffs[first]) for own in (1, 0)
        )
        total += joins - stays
        assert found.values[m] == total, parameters
    best = max(found.values)
    assert found.maximizers == tuple(m for m, v in enumerate(found.values) if v == best)
    for outcome, x in outcomes(pg.welfare(ours), pg.equilibria(ours)):
        everyone = gambit.profile(game, [x] * count).payoffs
        cost = -sum(gambit.exact(everyone[player]) for player in game.players)
        assert outcome.defendant_cost == pytest.approx(float(cost), rel=1e-12, abs=1e-12)
        assert outcome.holdouts == pytest.approx(count * x, rel=1e-12)


def outcomes(found, listed):
    """Symmetric outcomes with the probability of holding out in each."""
    by_kind = {each.kind: each.hold_out_probability for each in listed if each.kind != "asymmetric"}
    for outcome in found.outcomes:
        if outcome.name in by_kind and by_kind[outcome.name] is not None:
            yield outcome, by_kind[outcome.name]


@against("pygambit max_regret, rational", "contest", fast=1, large=400)
def outer_equilibria_of_contests(rng):
    """The payoffs as printed, read exactly: every equilibrium of ours is one of Gambit's."""
    parameters = draws.interior(rng, 60, least=10)
    found = pg.contest(pg.PleaGame(**parameters))
    own = [[Fraction(cell.prosecutor) for cell in row] for row in found.cells]
    others = [[Fraction(cell.organizer) for cell in row] for row in found.cells]
    rows, columns = len(own), len(own[0])
    game = gambit.strategic(lambda p: (own[p[0]][p[1]], others[p[0]][p[1]]), [rows, columns])
    for each in found.equilibria:
        played = (each.postures, map(str, found.postures)), (each.moves, map(str, found.moves))
        table = [[Fraction(shares.get(name, 0)) for name in names] for shares, names in played]
        table = [[x / sum(side) for x in side] for side in table]
        regret = gambit.exact(game.mixed_strategy_profile(table, rational=True).max_regret())
        scale = max(abs(v) for row in own + others for v in row)
        assert regret <= Fraction(1, 10**9) * max(scale, 1), parameters


@against(
    "pygambit logit_solve on the tree", "game_tree", "fixed_offers", "to_gambit", fast=10, large=300
)
def trees_of_offers(rng):
    """The limit of agent quantal response, without ties, pays what backward induction does."""
    who = draws.docket(rng, int(rng.integers(1, 5)), ties=False)
    if rng.random() < 0.5:
        who = [pg.Defendant(f"D{i}", **who[0].values) for i in range(len(who))]
    named = pg.Docket(who, capacity=int(rng.integers(0, 4)))
    tree = pg.sequences.game_tree(named)
    game = pygambit.read_efg(io.StringIO(pg.to_gambit(named, "efg")))
    theirs = pygambit.nash.logit_solve(game).equilibrium
    paid = [float(theirs.payoffs[player]) for player in game.players]
    ours = [float(u) for u in tree.outcome.payoffs]
    assert ours == [float(u) for u in backward_induction(named)], named
    stopped_early = paid != pytest.approx(ours, abs=1e-3)
    offer = named.defendants[0].offer
    if len({(who.offer, who.trial_cost, who.dismissal_cost) for who in named.defendants}) == 1:
        caseload = pg.PleaGame(
            defendants=len(named),
            capacity=named.capacity,
            offer=offer,
            sentence=named.defendants[0].values["sentence"],
            dismissal_cost=named.defendants[0].dismissal_cost,
        )
        assert pg.sequences.fixed_offers(caseload).pleads == tuple(d.pleads for d in tree.path), (
            named
        )
    return "Gambit stops at an equilibrium that is not subgame perfect" if stopped_early else None


def backward_induction(game, so_far=()):
    """What everyone gets where each chooses knowing what follows."""
    if len(so_far) == len(game):
        return game.payoffs(so_far)
    pleads, holds_out = (backward_induction(game, (*so_far, own)) for own in (False, True))
    return max(pleads, holds_out, key=lambda paid: paid[len(so_far)])
