"""Offers in sequence: what game they are of is worked out once, not for each of them."""

from collections.abc import Iterator

from pairs import Case
from sympy import Expr, Rational

import plea_games as pg

MANY, FEW = 100_000, 200
GAME = pg.PleaGame(defendants=MANY, capacity=MANY // 20, offer=1, sentence=10)
PLAY = pg.sequences.offers_in_rounds(GAME, 4)


def one_by_one() -> list[Expr]:
    """A few offers, each from symbolic payoffs of its own."""
    offers = []
    for chance in PLAY.chances[:FEW]:
        game = pg.PleaGame(**GAME.parameters)
        cost = game.express(game.payoffs.trial_cost)
        waiting = game.dismissal_cost
        share = Rational(chance.numerator, chance.denominator)
        offers.append(waiting + share * (cost - waiting))
    return offers


def cases() -> Iterator[Case]:
    yield Case(
        f"{MANY:,} offers in rounds, exact",
        lambda: pg.sequences.SequentialPlay(GAME, PLAY.lottery, PLAY.chances, PLAY.pleads).offers,
        f"{FEW} offers, each from payoffs of its own",
        one_by_one,
    )
