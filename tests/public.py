"""Every public name, by where people find it: ``thresholds``, ``sequences.adaptive_offers``."""

from types import ModuleType

import plea_games as pg

ROOMS = {name: room for name in pg.__all__ if isinstance(room := getattr(pg, name), ModuleType)}

PUBLIC = {name: getattr(pg, name) for name in pg.__all__ if name not in ROOMS}
PUBLIC |= {
    f"{room}.{name}": getattr(module, name)
    for room, module in ROOMS.items()
    for name in module.__all__
    if PUBLIC.get(name) is not getattr(module, name)  # a figure has the name of what it draws
}
PUBLIC.pop("__version__", None)


def room_of(name):
    """The module in which people find a public name that is given alone."""
    return pg if name in PUBLIC else next(r for r in ROOMS.values() if name in r.__all__)
