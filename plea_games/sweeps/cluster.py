"""Tiles on other processes and machines, by dask; nothing is scheduled here."""

import pickle
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import Fault, ParameterError, StoreError, shown
from ..model.reading import read_whole
from .plan import SweepPlan, Tile
from .run import NumberedTile, Results, Runner, here
from .store import Store

if TYPE_CHECKING:
    from distributed import Client

_PATIENCE = 10.0  # seconds for a scheduler to answer
_MOST_WORKERS = 1_024  # processes of one machine
_KEEP_MEMORY = dict.fromkeys(("MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_"), 2**28)
"""Dask has workers give freed memory back at once, and tiles take 3.3 times as long."""

_TILES_A_WORKER = 3  # in flight, so that results do not pile up


@contextmanager
def runner(*, cluster: str | None, workers: int | None) -> Iterator[Runner]:
    """Where tiles are computed: in this process, on so many others, or on a cluster.

    Raises
    ------
    ParameterError
        As :func:`on_cluster` does, and where both are given.
    """
    if cluster is not None and workers is not None:
        fault = Fault("workers", shown(workers), "cannot go with cluster", "give one of them")
        raise ParameterError([fault])
    if cluster is None and workers is None:
        yield here
        return
    with on_cluster(address=cluster, workers=workers) as compute:
        yield compute


@contextmanager
def on_cluster(*, address: str | None = None, workers: int | None = None) -> Iterator[Runner]:
    """A runner of sweeps on what :func:`connected` reaches."""
    with connected(address=address, workers=workers) as client:
        yield _on(client)


@contextmanager
def connected(*, address: str | None = None, workers: int | None = None) -> Iterator["Client"]:
    """A client of the scheduler at an address, or of so many processes of this machine.

    It is never dask's default client, which all dask work of the process would go to, and which a
    refused address would leave behind.

    Parameters
    ----------
    address
        Of a running scheduler, such as ``tcp://10.0.0.1:8786``.
    workers
        How many local processes, at least 1.

    Raises
    ------
    ParameterError
        Where dask is not installed or the scheduler does not answer.
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError:
        remedy = "python -m pip install 'plea_games[cluster]'"
        raise ParameterError([Fault("cluster", "", "needs dask.distributed", remedy)]) from None
    if address is not None:
        try:
            client = Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError, TypeError, ImportError) as error:
            rule = f"does not answer within {_PATIENCE:g} seconds ({type(error).__name__})"
            remedy = "start it with 'dask scheduler', or use workers"
            raise ParameterError([Fault("cluster", shown(address), rule, remedy)]) from None
        with client:
            _check_workers(client, address)
            yield client
        return
    count = read_whole(workers, "workers", minimum=1, maximum=_MOST_WORKERS)
    environment = "distributed.nanny.pre-spawn-environ"
    with (
        dask.config.set({environment: {**dask.config.get(environment), **_KEEP_MEMORY}}),
        LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=":0") as local,
        Client(local, set_as_default=False) as client,
    ):
        yield client


def _check_workers(client: "Client", address: str) -> None:
    """That there are any, each with one thread: exact arithmetic sets its precision by process."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        rule, remedy = "has no workers", f"start some with 'dask worker {address} --nthreads 1'"
        raise ParameterError([Fault("cluster", shown(address), rule, remedy)]) from None
    most = max(client.nthreads().values())
    if most > 1:
        rule = f"has workers with {most} threads"
        remedy = "start them with --nthreads 1, and with --nworkers for as many as there are cores"
        raise ParameterError([Fault("cluster", shown(address), rule, remedy)])


def _on(client: "Client") -> Runner:
    def run(plan: SweepPlan, tiles: Iterable[NumberedTile], store: Store | None) -> Results:
        from distributed import as_completed

        whole = pickle.dumps(plan)
        place = store and (store.folder, store.word)
        waiting = iter(tiles)
        places: dict[Any, NumberedTile] = {}

        def submit(number: int, tile: Any) -> Any:
            future = client.submit(_compute, whole, number, tile, place, pure=False)
            places[future.key] = number, tile
            return future

        room = _TILES_A_WORKER * max(len(client.nthreads()), 1)
        first = [submit(*place) for place in islice(waiting, room)]
        running = as_completed(first, with_results=True)
        for future, found in running:
            number, tile = places.pop(future.key)
            yield number, tile, found
            future.release()
            if following := next(waiting, None):
                running.add(submit(*following))

    return run


def _compute(
    whole: bytes, number: int, tile: Tile, place: tuple[Path, str] | None
) -> Mapping[str, Any]:
    """One tile's values; or nothing once they are in the store, where this machine sees it.

    The process that started the sweep would be the limit if it alone wrote: at some eight workers,
    and with two it already costs them a quarter.
    """
    plan = _plan(whole)
    found = plan.compute(tile)
    if place is not None:
        store = Store(place[0], plan, place[1])
        if store.is_held:
            with suppress(StoreError):  # who started the sweep tries again, and tells why not
                store.write(number, tile, found)
                return {}
    return found


@lru_cache(maxsize=1)
def _plan(whole: bytes) -> SweepPlan:
    """Unpickled once a worker rather than once a tile."""
    plan: SweepPlan = pickle.loads(whole)
    return plan
