"""The precision of flint's balls, which belongs to the process, lent to one thread at a time.

A thread that computes in balls holds the one lock there is for as long as the precision is its own.
So threads get the same results as one after the other, to the last bit, and the precision is
afterwards what it was. Exact rational arithmetic needs none of this.
"""

from threading import RLock
from types import TracebackType

from flint import ctx

_LOCK = RLock()


class working_precision:  # noqa: N801  # used as a function is
    """Balls of so many bits, as a context.

    >>> with working_precision(200):
    ...     ctx.prec
    200
    >>> ctx.prec
    53
    """

    def __init__(self, bits: int) -> None:
        self._bits = bits

    def __enter__(self) -> None:
        _LOCK.acquire()
        self._before, ctx.prec = ctx.prec, self._bits

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        ctx.prec = self._before
        _LOCK.release()
