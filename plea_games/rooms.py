"""Namespaces of the package, whose names are loaded on first use.

lazy_loader writes whatever it loads into the package as well, so that after ``pg.plot.protocols``
the package's own ``pg.protocols`` would be the figure. Here each room keeps its names to itself.
"""

import sys
from collections.abc import Callable
from typing import Any

import lazy_loader

_PACKAGE = "plea_games"


def attach_room(
    room: str, file: str
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """``__getattr__``, ``__dir__`` and ``__all__`` of a room whose stub lies beside the file.

    >>> import plea_games as pg
    >>> pg.plot.protocols is pg.protocols, pg.protocols.__module__
    (False, 'plea_games.solvers.sequences.protocols')
    """
    load, names, listed = lazy_loader.attach_stub(_PACKAGE, file)

    def load_here(name: str) -> Any:
        package = vars(sys.modules[_PACKAGE])
        before = package.get(name)
        value = load(name)
        if before is not None:
            package[name] = before
        elif package.get(name) is value:
            del package[name]
        vars(sys.modules[room])[name] = value
        return value

    return load_here, names, listed
