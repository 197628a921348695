"""Noisy choice and revision, against Gambit's tracer and against the floor: writing out gains."""

from collections.abc import Iterator
from io import StringIO

import pygambit
from pairs import Case

import plea_games as pg
from plea_games.games.gains import anonymous_game


def cases() -> Iterator[Case]:
    for defendants in (6, 10):
        small = pg.PleaGame(defendants=defendants, capacity=1, offer=4, sentence=10)
        in_gambit = pygambit.read_nfg(StringIO(pg.to_gambit(small)))
        yield Case(
            f"all logit equilibria, N = {defendants}, λ = 1, proved",
            lambda game=small: pg.behaviour.quantal_response(game, precision=1),
            "pygambit logit_solve_lambda, one branch",
            lambda game=in_gambit: pygambit.qre.logit_solve_lambda(game, 1.0),
        )
        yield Case(
            f"all logit branches, N = {defendants}, λ up to 10, proved",
            lambda game=small: pg.behaviour.quantal_response_branches(game, up_to=10),
            "pygambit logit_solve_branch, one branch",
            lambda game=in_gambit: pygambit.qre.logit_solve_branch(game),
        )
    large = pg.PleaGame(defendants=100_000, capacity=5_000, offer=4, sentence=10)
    for what, call in (
        ("all logit equilibria, N = 100,000, λ = 1, proved", pg.behaviour.quantal_response),
        ("stationary law of revision, N = 100,000", pg.behaviour.logit_revision),
        ("expected revisions until tipping, N = 100,000", pg.behaviour.expected_revisions),
    ):
        yield Case(
            what,
            lambda call=call: call(large, precision=1),
            "its 100,000 gains as fractions",
            lambda: anonymous_game.__wrapped__(large).gain,  # not those of the call before
        )
