"""Gambit, in rational arithmetic wherever it has it."""

import math
from fractions import Fraction

import pygambit
import pytest

import plea_games as pg
from tests import oracles

from . import draws, gambit
from .comparison import against

LEAST = Fraction(1, 10**9)
MISSED = "Gambit lists fewer: its own exact regret confirms what it misses"


def pure_profiles(found):
    """Counts of hold-outs at which nobody gains by changing, from our list."""
    return {
        m
        for each in found
        if each.holdouts is not None and not each.mixers
        for m in range(each.holdouts, each.holdouts_to + 1)
    }


@against("pygambit enumpure_solve, rational", "equilibria", fast=60, large=2000)
def pure_equilibria_of_any_gains(rng):
    gain = draws.gains(rng, 6)
    game = gambit.of_gains(gain)
    ours = pure_profiles(pg.equilibria(pg.AnonymousGame(gain=gain)))
    theirs = gambit.pure(game)
    assert {sum(profile) for profile in theirs} == ours, gain
    assert all(gambit.regret(game, profile) == 0 for profile in theirs)


@against("pygambit enummixed_solve, rational", "equilibria", fast=40, large=1500)
def all_equilibria_of_two(rng):
    """Where nobody is indifferent when all is pure, extreme equilibria are all there are."""
    gain = draws.gains(rng, 2, ties=False, least=2)
    game = gambit.of_gains(gain)
    found = pygambit.nash.enummixed_solve(game, rational=True).equilibria
    theirs = {tuple(map(gambit.exact, gambit.probabilities(each, game))) for each in found}
    assert all(gambit.regret(game, profile) == 0 for profile in theirs)
    ours = pg.equilibria(pg.AnonymousGame(gain=gain))
    assert ours.complete
    expected = {(m == 2, m > 0) for m in pure_profiles(ours)}
    expected |= {(b, a) for a, b in expected}
    mixed = [each for each in ours if each.kind == "mixed"]
    (between,) = [p for p in theirs if 0 < p[0] < 1] or [None]
    assert len(mixed) == (between is not None), gain
    if between:
        low, high = map(Fraction, mixed[0].enclosure)
        assert low <= between[0] == between[1] <= high, gain
    assert theirs - {between} == {tuple(map(Fraction, p)) for p in expected}, gain


@against("pygambit lcp_solve, rational", "equilibria", fast=40, large=1500)
def lemke_howson_lands_on_the_list(rng):
    gain = draws.gains(rng, 2, least=2)
    game = gambit.of_gains(gain)
    found = pg.equilibria(pg.AnonymousGame(gain=gain))
    for each in pygambit.nash.lcp_solve(game, rational=True).equilibria:
        profile = tuple(map(gambit.exact, gambit.probabilities(each, game)))
        assert gambit.regret(game, profile) == 0
        assert any(holds(one, profile) for one in found) or not found.complete, (gain, profile)


def holds(one, profile):
    """Whether an entry of the list is this equilibrium, or has it in its continuum."""
    if one.hold_out_probability is not None:
        low, high = one.enclosure or (one.hold_out_probability,) * 2
        return all(Fraction(low) <= x <= Fraction(high) for x in profile)
    if one.mixers:
        return False
    return one.holdouts <= sum(profile) <= one.holdouts_to and all(x in (0, 1) for x in profile)


@against("pygambit enumpoly_solve, each judged in rationals", "equilibria", fast=40, large=1500)
def all_equilibria_of_a_lottery(rng):
    parameters = draws.lottery(rng, 4, ties=False, least=2)
    n = parameters["defendants"]
    gain = oracles.gains(
        n,
        parameters["capacity"],
        parameters["offer"],
        draws.trial_cost(parameters),
        parameters["dismissal_cost"],
    )
    if not any(gain):  # neither a threat nor an offer: every profile is an equilibrium
        return None
    ours = pg.equilibria(pg.PleaGame(**parameters))
    assert ours.complete, parameters
    return compare_with_enumpoly(gain, ours)


@against("pygambit enumpoly_solve, each judged in rationals", "equilibria", fast=2, large=400)
def all_equilibria_of_five_or_six(rng):
    parameters = draws.interior(rng, 6, least=5)
    gain = oracles.gains(
        parameters["defendants"],
        parameters["capacity"],
        parameters["offer"],
        draws.trial_cost(parameters),
        parameters["dismissal_cost"],
    )
    return compare_with_enumpoly(gain, pg.equilibria(pg.PleaGame(**parameters)))


@against("pygambit enumpoly_solve, each judged in rationals", "equilibria", fast=30, large=1500)
def all_equilibria_of_three(rng):
    gain = draws.gains(rng, 3, ties=False, least=3)
    ours = pg.equilibria(pg.AnonymousGame(gain=gain))
    if not ours.complete:
        assert "continuum" in " ".join(ours.remarks), gain
        return None
    return compare_with_enumpoly(gain, ours)


def compare_with_enumpoly(gain, ours):
    """What it finds is on the list; what it does not find is an equilibrium all the same."""
    game = gambit.of_gains(gain)
    listed = [ranking for each in ours for ranking in oracles.rankings(each, len(gain))]
    seen = set()
    for each in pygambit.nash.enumpoly_solve(game).equilibria:
        profile = sorted(map(float, gambit.probabilities(each, game)))
        if gambit.regret(game, profile) > LEAST:
            continue
        near = [i for i, known in enumerate(listed) if known == pytest.approx(profile, abs=1e-6)]
        assert near, (gain, profile)
        seen.update(near)
    missed = [known for i, known in enumerate(listed) if i not in seen]
    for known in missed:
        assert gambit.regret(game, known) < LEAST, (gain, known)
    return MISSED if missed else None


@against("pygambit max_regret, rational", "certificate", "equilibria", fast=25, large=1200)
def regrets_of_mixed_profiles(rng):
    """The bound is one, and a close one; what a certificate accepts has next to no regret."""
    gain = draws.gains(rng, 4, least=2)
    game, ours = gambit.of_gains(gain), pg.AnonymousGame(gain=gain)
    x = float(rng.choice([rng.random(), round(rng.random(), 1), 0.5]))
    exact = gambit.regret(game, [x] * len(gain))
    found = pg.certificate(ours, x)
    assert exact <= Fraction(found.regret_bound) <= exact + Fraction(1, 10**12), (gain, x)
    if exact == 0:
        assert found.holds, (gain, x)
    for each in pg.equilibria(ours):
        for ranking in oracles.rankings(each, len(gain)):
            exact = gambit.regret(game, ranking)
            assert exact <= Fraction(each.max_regret), (gain, ranking)
            assert exact < LEAST, (gain, ranking)


@against(
    "pygambit logit_solve_lambda",
    "quantal_response",
    "quantal_response_branches",
    fast=12,
    large=300,
)
def principal_branches(rng):
    """Gambit's entry is one of our fixed points, and ours where the branch does not turn back."""
    gain = draws.gains(rng, 5, ties=False, least=2)
    game, ours = gambit.of_gains(gain), pg.AnonymousGame(gain=gain)
    precision = round(float(rng.uniform(0.05, 1.5)), 3)
    responses = pg.behaviour.quantal_response(ours, precision=precision)
    branches = pg.behaviour.quantal_response_branches(ours, up_to=precision)
    principal = next(each for each in branches if each.principal)
    (entry,) = pygambit.qre.logit_solve_lambda(game, [precision])
    theirs = [dict(entry.profile[player])["2"] for player in game.players]
    for own, x in enumerate(theirs):  # each a logit reply to the others
        value = float(
            oracles.mean_gain(gain, [Fraction(y) for y in theirs[:own] + theirs[own + 1 :]])
        )
        assert x == pytest.approx(1 / (1 + math.exp(-precision * value)), abs=1e-5), (
            gain,
            precision,
        )
    if max(theirs) - min(theirs) > 1e-5:
        return "Gambit's path turns to a response in which not all are alike"
    near = [each.hold_out_probability for each in responses]
    assert any(abs(theirs[0] - x) < 1e-5 for x in near) or not responses.complete, (gain, precision)
    if not principal.turning_points and branches.crossing is None:
        end = principal.hold_out_probabilities[-1]
        assert theirs[0] == pytest.approx(end, abs=1e-5), (gain, precision)
    return None
