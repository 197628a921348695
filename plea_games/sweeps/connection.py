"""A dask scheduler to compute on: found, checked, quiet, and lost in one line."""

import ast
import asyncio
import hashlib
import logging
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from importlib import resources
from multiprocessing import resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..errors import Fault, ParameterError, StoreError, printable, shown
from ..extras import optional
from ..model.reading import read_whole

if TYPE_CHECKING:
    from distributed import Client

_PATIENCE = 10.0  # seconds for a scheduler to answer
_MOST_WORKERS = 1_024  # processes of one machine
_LOUD = ("distributed", "tornado")
_KEEP_MEMORY = dict.fromkeys(("MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_"), 2**28)
"""Dask has workers give freed memory back at once, and tiles take 3.3 times as long."""


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
    """
    with optional():
        import distributed  # noqa: F401
    with _quiet():
        if address is not None:
            with _at(address) as client:
                yield client
        else:
            count = read_whole(workers, "workers", minimum=1, maximum=_MOST_WORKERS)
            _refuse_without_guard(count)
            with _of_this_machine(count) as client:
                yield client


def finished(client: "Client", running: Any) -> Iterator[tuple[Any, Any]]:
    """What ``as_completed`` gives, with results, until the scheduler is lost."""
    from distributed.scheduler import KilledWorker

    try:
        for future, result in running:
            if future.cancelled():
                break
            yield future, result
        else:
            return
    except KilledWorker as error:
        what = f"workers died over the same task ({printable(str(error))[:200]})"
        raise StoreError(what) from None
    address = getattr(client.scheduler, "address", "")
    raise StoreError(f"lost the dask scheduler at {address}".rstrip())


@cache
def code() -> str:
    """The version of this package, and a fingerprint of its code in this process.

    >>> code().startswith(__version__)
    True
    """
    digest = hashlib.sha256()
    folders = [resources.files("plea_games")]
    while folders:
        for place in sorted(folders.pop().iterdir(), key=lambda place: place.name):
            if place.is_dir():
                folders.append(place)
            elif place.name.endswith((".py", ".toml")):
                digest.update(place.name.encode() + place.read_bytes())
    return f"{__version__} with code {digest.hexdigest()[:12]}"


@contextmanager
def _at(address: str) -> Iterator["Client"]:
    from distributed import Client

    try:
        with ThreadPoolExecutor(1) as aside:  # a notebook's own thread has a loop already
            kind = aside.submit(asyncio.run, _kind(address)).result()
        is_scheduler = kind == "Scheduler"
        client = is_scheduler and Client(address, timeout=_PATIENCE, set_as_default=False)
    except OSError as error:
        rule = f"does not answer within {_PATIENCE:g} seconds ({type(error).__name__})"
        raise _refused(address, rule, "start it with 'dask scheduler', or use workers") from None
    except Exception as error:  # no address, or what answers has a protocol of its own
        rule = f"leads to no scheduler ({printable(str(error))[:200]})"
        raise _refused(address, rule, "write such as tcp://10.0.0.1:8786") from None
    if not client:
        rule = f"is a {printable(kind.lower())}, no scheduler"
        raise _refused(address, rule, "give the scheduler's address")
    try:
        _check_workers(client, address)
        yield client
    finally:
        client.close(timeout=_PATIENCE)


async def _kind(address: str) -> str:
    """What answers there: a client alone would wait without end for what is no scheduler."""
    from distributed.core import rpc

    async with asyncio.timeout(_PATIENCE):
        async with rpc(address, timeout=_PATIENCE) as remote:
            answer = await remote.identity()
    return str(answer.get("type", "stranger")) if isinstance(answer, dict) else "stranger"


@contextmanager
def _of_this_machine(count: int) -> Iterator["Client"]:
    import dask
    from distributed import Client, LocalCluster

    environment, routes = "distributed.nanny.pre-spawn-environ", "distributed.scheduler.http.routes"
    settings = {
        environment: {**dask.config.get(environment), **_KEEP_MEMORY},
        routes: list(dask.config.get(routes)),  # which dask adds to
    }
    with (
        dask.config.set(settings),
        _interrupts_held_back() as go_on,
        LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            dashboard_address=":0",
            silence_logs=logging.CRITICAL,
        ) as local,
        Client(local, set_as_default=False) as client,
    ):
        go_on()
        yield client


def _check_workers(client: "Client", address: str) -> None:
    """That there are any, each with our code, and one thread: precision is set by process."""
    start = f"dask worker {address} --nthreads 1"
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        remedy = f"start some with '{start}'"
        raise _refused(address, "has no workers", remedy) from None
    most = max(client.nthreads().values())
    if most > 1:
        remedy = "start them with --nthreads 1, and with --nworkers for as many as there are cores"
        raise _refused(address, f"has workers with {most} threads", remedy)
    for worker, answer in client.run(code, on_error="return").items():
        if answer != code():
            theirs = answer if isinstance(answer, str) else f"none ({type(answer).__name__})"
            rule = f"has a worker, {worker}, with plea_games {theirs}; here it is {code()}"
            remedy = "install the same version on all machines"
            raise _refused(address, printable(rule), remedy)


def _refused(address: str, rule: str, remedy: str) -> ParameterError:
    return ParameterError([Fault("cluster", shown(address), rule, remedy)])


@contextmanager
def _quiet() -> Iterator[None]:
    """What dask logs of lost connections is said in our own words."""
    names = [name for name in logging.root.manager.loggerDict if name.startswith(_LOUD)]
    before = {log: log.level for log in map(logging.getLogger, names)}  # each has its own
    for log in before:
        log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for log, level in before.items():
            log.setLevel(level)


@contextmanager
def _interrupts_held_back() -> Iterator[Any]:
    """Workers that start meanwhile never hear of Ctrl-C, which a terminal sends to them as well.

    Threads and processes start with the signals blocked that are blocked where they are started.
    Yields what to call when they have started; then this process hears of it, late if need be.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield lambda: None
        return
    resource_tracker.ensure_running()  # it unblocks signals once it has started
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

    def go_on() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

    try:
        yield go_on
    finally:
        go_on()


def _refuse_without_guard(count: int) -> None:
    """Processes run the main script again, and one that starts processes would never end."""
    main = sys.modules.get("__main__")
    file = getattr(main, "__file__", None)
    if main is None or not isinstance(file, str):
        return
    if main.__spec__ is not None and f".{main.__spec__.name}".endswith(".__main__"):
        return  # a package or an archive, which is not run anew
    if not Path(file).is_file():  # such as <stdin>
        rule = f"needs the main script in a file, which each process runs anew, not {file}"
        remedy = "save it, with a main guard"
        raise ParameterError([Fault("workers", str(count), printable(rule), remedy)])
    frame = sys._getframe()
    while frame.f_back is not None and not (
        frame.f_globals is vars(main) and frame.f_code.co_name == "<module>"
    ):
        frame = frame.f_back
    if frame.f_globals is not vars(main) or frame.f_code.co_name != "<module>":
        return
    try:
        statements = ast.parse(Path(file).read_bytes()).body
    except (OSError, SyntaxError, ValueError):
        return
    for statement in statements:
        is_here = statement.lineno <= frame.f_lineno <= (statement.end_lineno or 0)
        if is_here and not (
            isinstance(statement, ast.If) and "__name__" in ast.dump(statement.test)
        ):
            rule = "needs a main guard in the script, which each process runs anew"
            remedy = 'put what starts them under: if __name__ == "__main__":'
            raise ParameterError([Fault("workers", str(count), rule, remedy)])
