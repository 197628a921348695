"""Results and errors as objects: their copies are equal to them, and have their hashes."""

import copy
import pickle
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, is_dataclass
from multiprocessing import get_context

import numpy as np
import pytest
from scipy import stats
from scipy.sparse import csr_array

import plea_games as pg
from plea_games import errors
from plea_games.by_value import key

from .printouts import printouts

RESULTS = [
    pytest.param(make, id=f"{name}, {title}")
    for name, sections in printouts().items()
    for title, make in list(sections.items())[:3]
]


def parts_of(result):
    """Everything of ours that a result holds, itself included."""
    if isinstance(result, Mapping):
        result = list(result.values())
    if isinstance(result, list | tuple):
        for part in result[:3]:
            yield from parts_of(part)
    elif is_dataclass(result) and type(result).__module__.startswith("plea_games"):
        yield result
        for field in fields(result):
            yield from parts_of(getattr(result, field.name))


@pytest.mark.parametrize("make", RESULTS)
def test_copies_are_equal_and_so_are_their_hashes(make):
    try:
        result = make()
    except pg.PleaGamesError:
        return
    for part in parts_of(result):
        for twin in (pickle.loads(pickle.dumps(part)), copy.deepcopy(part), copy.copy(part)):
            assert twin == part, type(part)
            assert hash(twin) == hash(part), type(part)
        assert part != "another"
        assert part in [None, part]


FAULTS = [
    pg.errors.Fault("offer", "9", "must be less", "lower it"),
    pg.errors.Fault("rate", "", "is gone", ""),
]
KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type)
         and issubclass(kind, pg.PleaGamesError)]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_errors_survive_pickling(kind):
    made_of = {
        pg.errors.MissingExtraError: ("pandas", "frames"),
        pg.errors.PrecisionError: ("gain", "1e-400", "is too small", "take larger numbers"),
    }
    error = (
        kind(FAULTS) if issubclass(kind, pg.errors.InputError) else kind(*made_of.get(kind, ["no"]))
    )
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (type(twin), str(twin)) == (kind, str(error))
        assert getattr(twin, "faults", None) == getattr(error, "faults", None)


def test_errors_from_a_pool_are_as_they_were():
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        with pytest.raises(pg.ParameterError) as here:
            raise_fault()
        with pytest.raises(pg.ParameterError) as there:
            pool.submit(raise_fault).result()
    assert str(there.value) == str(here.value)
    assert there.value.faults == here.value.faults


def raise_fault():
    pg.PleaGame(defendants=-1, capacity=-2, offer=1, sentence=2)


GAMES = [
    pg.Docket([pg.Defendant("Ann", offer=1, sentence=3)], capacity=1),
    pg.Docket.symbolic(2),
    pg.HeterogeneousGame(offer_ratios=["0.3", "0.5"], capacity=1),
    pg.HeterogeneousGame(offer_ratios=np.array([0.3, 0.5]), capacity=1),
    pg.NetworkGame(ties=csr_array([[0, 1], [1, 0]]), needed=[1, 2]),
    pg.PleaGame.symbolic(),
    pg.AnonymousGame(gain=[1, -2]),
    pg.thresholds(pg.PleaGame.symbolic(conviction=1, process_cost=0, dismissal_cost=0)),
    pg.studies.plan_sweep(pg.PleaGame(defendants=9, capacity=2, offer=1, sentence=3),
                  {"conviction": stats.uniform(0.5, 0.2)}, samples=3),
    pg.studies.Study("x", pg.PleaGame(defendants=9, capacity=2, offer=1, sentence=3),
             {"conviction": stats.uniform(0.5, 0.2), "capacity": [1, 2]}, None, 3, 0),
]  # fmt: skip


@pytest.mark.parametrize("game", GAMES, ids=lambda game: type(game).__name__)
def test_games_equal_their_copies_and_nothing_else(game):
    for twin in (pickle.loads(pickle.dumps(game)), copy.deepcopy(game)):
        assert twin == game
        assert hash(twin) == hash(game)
    assert [other for other in GAMES if other == game] == [game]


def test_arrays_compare_by_what_they_say():
    assert key(np.array([0.0, np.nan])) == key(np.array([-0.0, -np.nan]))
    assert key({"a": [1, 2]}) == key({"a": (1, 2)})
    assert key(np.zeros(2)) != key(np.zeros((2, 1)))
    assert key(float("nan")) == key(float("nan"))
    with pytest.raises(TypeError, match="bytearray cannot be compared by value"):
        key(bytearray())
