"""Threads get what one thread gets, to the last bit, and leave flint's precision as it was."""

import sys
from concurrent.futures import ThreadPoolExecutor
from random import Random

import flint
import pytest

import plea_games as pg


def jobs(count, seed=0):
    """Solvers of all kinds that compute in balls, on games of different sizes."""
    draw = Random(seed)
    for _ in range(count):
        size = draw.choice([6, 40, 300, 5000])
        game = pg.PleaGame(
            defendants=size + draw.randrange(5),
            capacity=size // 5,
            offer=draw.randrange(2, 9),
            sentence=10,
            conviction=f"0.{draw.randrange(5, 10)}",
        )
        small = game.with_parameters(defendants=9, capacity=2)
        yield draw.choice(
            [
                lambda game=game: pg.equilibria(game),
                lambda game=game: pg.thresholds(game),
                lambda game=game: pg.potential(game),
                lambda small=small: pg.behaviour.quantal_response(small, precision=1),
                lambda small=small: pg.equilibria(small.with_parameters(solidarity="0.3")),
            ]
        )


def said(job):
    try:
        return repr(job().record())
    except pg.PleaGamesError as error:
        return str(error)


@pytest.mark.parametrize("seed", [0])
def test_threads_get_what_one_thread_gets(seed):
    listed = list(jobs(200, seed))
    one_by_one = [said(job) for job in listed]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(said, listed))
    finally:
        sys.setswitchinterval(interval)
    assert [place for place, pair in enumerate(zip(one_by_one, together, strict=True))
            if pair[0] != pair[1]] == []  # fmt: skip
    assert flint.ctx.prec == 53
    assert len(set(one_by_one)) > 100
