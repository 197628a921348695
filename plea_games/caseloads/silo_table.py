"""Silos from a CSV table, and everything that can be wrong with one."""

from collections.abc import Mapping
from functools import partial

from ..design.places.silos import Silo
from ..errors import Fault, TableError, first_faults
from ..model.game import PleaGame
from ..model.place_parameters import COST_PER_RECRUIT, SILO_VALUE
from ..model.reading import attempt
from .files import Source
from .game_table import GameRow, read_games, repeated_names

_OWN = (COST_PER_RECRUIT.name, SILO_VALUE.name)


def load_silos(source: Source) -> tuple[Silo, ...]:
    r"""Silos from one's own CSV file, or from an open binary stream.

    The first row names the columns, in any order: ``name``, ``defendants``, ``capacity``, ``offer``
    and ``sentence``, and if wanted ``conviction``, ``process_cost`` and ``dismissal_cost``, with
    the meaning, unit and default that :class:`PleaGame` gives them, and
    ``cost_per_recruit`` and ``value`` as in :class:`Silo`::

        name,defendants,capacity,offer,sentence,conviction,cost_per_recruit
        Adams felonies,900,45,2,5,0.8,3
        Adams misdemeanours,3100,60,0.1,0.5,,1.5

    An empty cell takes the default.

    Parameters
    ----------
    source
        A path, or a stream opened as bytes.

    Returns
    -------
    tuple of Silo
        In the order of the rows.

    Raises
    ------
    TableError
        With a line for each fault, the first fifty of them: the row, counted from the heading's 1,
        the column, the value, the rule and the remedy.

    Examples
    --------
    >>> import io
    >>> import plea_games as pg
    >>> text = b"name,defendants,capacity,offer,sentence\nAdams,230,12,4,10\n"
    >>> [(silo.name, silo.worth) for silo in pg.places.load_silos(io.BytesIO(text))]
    [('Adams', 230)]
    """
    rows = read_games(source, "silo table", "silo", _OWN)
    silos: list[Silo] = []
    faults: list[Fault] = []
    for row in rows:
        found = list(row.faults)
        own = {name: row.cells[name] for name in _OWN if name in row.cells}
        silo = attempt(found, partial(_silo, row, own), None)
        silos += [silo] if silo else []
        faults += row.placed(found)
    faults += repeated_names(rows)
    if faults:
        raise TableError(first_faults(faults, "silo table"))
    return tuple(silos)


def _silo(row: GameRow, own: Mapping[str, str]) -> Silo:
    return Silo(row.name or "unnamed", row.game or _ANY, **own)


_ANY = PleaGame(defendants=1, capacity=0, offer=0, sentence=1)  # where the row's own is faulty
