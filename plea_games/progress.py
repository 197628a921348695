"""Progress of what takes long, to a terminal or a notebook."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any, Self

PATIENCE = 2.0
"""Seconds that need no progress."""


def watched() -> bool:
    """Whether somebody may look at a progress bar: in a terminal, or in a notebook."""
    kernel = sys.modules.get("ipykernel.kernelapp")
    in_notebook = kernel is not None and kernel.IPKernelApp.initialized()
    return in_notebook or (sys.stderr is not None and sys.stderr.isatty())


def bar(progress: bool | None, **settings: Any) -> Any:
    """A bar: at once if it is asked for, else after two seconds, and only if somebody looks.

    ``settings`` are those of ``tqdm``.

    >>> with bar(None, total=2) as quick:
    ...     _ = quick.update()
    """
    if not (watched() if progress is None else progress):
        return _Unseen(settings.get("iterable", ()))
    from tqdm import tqdm

    return tqdm(delay=0 if progress else PATIENCE, **settings)


class _Unseen:
    """A bar that nobody sees, for which tqdm is too long to load."""

    def __init__(self, iterable: Iterable[Any]) -> None:
        self._iterable = iterable

    def __iter__(self) -> Iterator[Any]:
        return iter(self._iterable)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is there to close."""

    def update(self, _: float = 1) -> None:
        """Nothing is there to move."""


class Clock:
    """How long it has taken, on a terminal, from the third second on until it is stopped."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._stopped = Event()
        self._thread = Thread(target=self._tick, daemon=True)
        if sys.stderr is not None and sys.stderr.isatty():
            self._thread.start()

    def _tick(self) -> None:
        if self._stopped.wait(PATIENCE):
            return
        from tqdm import tqdm

        with tqdm(desc=self._what, bar_format="{desc}: {elapsed}", leave=False) as line:
            line.start_t -= PATIENCE
            while not self._stopped.wait(0.5):
                if len(tqdm._instances) == 1:  # type: ignore[attr-defined]  # no bar says more
                    line.refresh()
                else:
                    line.clear()

    def stop(self) -> None:
        """Take it off the terminal; needed before anything else is written."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()


@contextmanager
def clock(what: str) -> Iterator[Clock]:
    """A clock that runs while whatever is inside does."""
    running = Clock(what)
    try:
        yield running
    finally:
        running.stop()
