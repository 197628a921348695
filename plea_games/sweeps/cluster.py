"""Tiles on other processes and machines, by dask; nothing is scheduled here."""

import pickle
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import Fault, ParameterError, StoreError, shown
from .connection import code, connected, finished
from .plan import SweepPlan, Tile
from .run import NumberedTile, Results, Runner
from .store import Store

if TYPE_CHECKING:
    from distributed import Client

_TILES_A_WORKER = 3  # in flight, so that results do not pile up


@contextmanager
def runner(*, cluster: str | None, workers: int | None) -> Iterator[Runner]:
    """Where tiles are computed: on so many other processes, or on a cluster."""
    if cluster is not None and workers is not None:
        fault = Fault("workers", shown(workers), "cannot go with cluster", "give one of them")
        raise ParameterError([fault])
    with connected(address=cluster, workers=workers) as client:
        yield _on(client)


def _on(client: "Client") -> Runner:
    def run(plan: SweepPlan, tiles: Iterable[NumberedTile], store: Store | None) -> Results:
        from distributed import as_completed

        whole = pickle.dumps(plan)
        place = store and (store.folder, store.word)
        waiting = iter(tiles)
        places: dict[Any, NumberedTile] = {}

        def submit(number: int, tile: Any) -> Any:
            future = client.submit(_compute, whole, number, tile, place, code(), pure=False)
            places[future.key] = number, tile
            return future

        room = _TILES_A_WORKER * max(len(client.nthreads()), 1)
        first = [submit(*place) for place in islice(waiting, room)]
        running = as_completed(first, loop=client.loop, with_results=True)
        for future, values in finished(client, running):
            number, tile = places.pop(future.key)
            yield number, tile, values
            future.release()
            if following := next(waiting, None):
                running.add(submit(*following))

    return run


def _compute(
    whole: bytes, number: int, tile: Tile, place: tuple[Path, str] | None, ours: str
) -> Mapping[str, Any]:
    """One tile's values; or nothing once they are in the store, where this machine sees it.

    The process that started the sweep would be the limit if it alone wrote: at some eight workers,
    and with two it already costs them a quarter. Workers that came later are checked here.
    """
    if code() != ours:
        what = f"a worker that came later has plea_games {code()}; here it is {ours}"
        raise StoreError(f"{what}; install the same version on all machines")
    plan = _plan(whole)
    values = plan.compute(tile)
    if place is not None:
        store = Store(place[0], plan, place[1])
        if store.is_held:
            with suppress(StoreError):  # who started the sweep tries again, and tells why not
                store.write(number, tile, values)
                return {}
    return values


@lru_cache(maxsize=1)
def _plan(whole: bytes) -> SweepPlan:
    """Unpickled once a worker rather than once a tile."""
    plan: SweepPlan = pickle.loads(whole)
    return plan
