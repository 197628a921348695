"""A sweep of a few tiles, for tests of what sweeps say."""

import pytest

import plea_games as pg
from plea_games.sweeps.plan import SweepPlan

GAME = pg.PleaGame(defendants=12, capacity=2, offer=4, sentence=10)
OVER = {"capacity": [1, 2, 3], "offer": [1, 4, 5]}


def refusal(call, *arguments, kind=pg.ParameterError, **options):
    """What a call is refused with, all of it."""
    with pytest.raises(kind) as refused:
        call(*arguments, **options)
    return str(refused.value)


def write(plan, file, **options):
    return pg.studies.write_sweep(plan, file, progress=False, **options)


def stopped(plan, file, after, monkeypatch, error=KeyboardInterrupt):
    """A store in which so many tiles are done."""
    compute, tiles = SweepPlan.compute, []

    def stops(plan, tile):
        tiles.append(tile)
        if len(tiles) > after:
            raise error
        return compute(plan, tile)

    with monkeypatch.context() as patch:
        patch.setattr(SweepPlan, "compute", stops)
        with pytest.raises(error):
            write(plan, file)
