"""Silos from a CSV table, and everything that can be wrong with one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from ..design.places.silos import Silo, listed_silos
from ..errors import Fault, TableError, first_faults
from ..listed import Listed
from ..model.game import PleaGame
from ..model.reading import attempt
from .files import Source
from .game_rows import PLACE_COLUMNS, GameRow, TimeUnit
from .game_table import read_games


def load_silos(source: Source) -> Listed[Silo]:
    r"""Silos from one's own table, or from an open binary stream.

    The first row names the columns, in any order: ``name``, ``defendants``, ``capacity``, ``offer``
    and ``sentence``, and if wanted ``conviction``, ``process_cost`` and ``dismissal_cost``, with
    the meaning, unit and default that :class:`PleaGame` gives them, and
    ``cost_per_recruit`` and ``value`` as in :class:`Silo`::

        name,defendants,capacity,offer,sentence,conviction,cost_per_recruit
        Adams felonies,900,45,2,5,0.8,3
        Adams misdemeanours,3100,60,0.1,0.5,0.9,1.5

    A column that is not there takes the default; in one that is there, each row must have its
    number. What :func:`sweep_places` reads, this reads too.

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
    return read_silos(source).silos


@dataclass(frozen=True)
class SiloTable:
    """Silos of a table, and how it was read.

    Attributes
    ----------
    silos
        In the order of the rows.
    notes
        Columns by other names, defaults, rows that were set aside.
    """

    silos: Listed[Silo]
    notes: tuple[str, ...]


def read_silos(
    source: Source,
    *,
    columns: Mapping[str, str] = MappingProxyType({}),
    unit: TimeUnit = "years",
    keep: bool = False,
    year: str | None = None,
) -> SiloTable:
    """The same as :func:`load_silos`, with what a reader must know of the table.

    Parameters
    ----------
    source
        A path, or a stream opened as bytes.
    columns, unit, keep
        As for :func:`sweep_places`.
    year
        The year of a panel.
    """
    table = read_games(source, "silo table", "silo", columns=columns, unit=unit, keep=keep)
    years = sorted({row.year for row in table.rows if row.year})
    rows = [row for row in table.rows if year is None or row.year == year]
    if (len(years) > 1 and year is None) or not rows:
        rule = f"must be one year, of {', '.join(years[:20]) or 'a table without years'}"
        raise TableError([Fault("year", year or "", rule, "plans are made for one year")])
    silos: list[Silo] = []
    faults: list[Fault] = []
    for row in rows:
        wrong = list(row.faults)
        silo = attempt(wrong, partial(_silo, row, row.game(wrong)), None)
        silos += [silo] if silo else []
        faults += row.placed(wrong)
    if faults:
        raise TableError(first_faults(faults, "silo table"))
    return SiloTable(listed_silos(silos), table.notes)


def _silo(row: GameRow, game: PleaGame | None) -> Silo:
    own = {name: row.cells[name] for name in PLACE_COLUMNS if row.cells.get(name)}
    if game is None:
        return Silo(row.name or "unnamed", _ANY, **own)
    return Silo(row.name, game.with_parameters(**row.terms), **own)


_ANY = PleaGame(defendants=1, capacity=0, offer=0, sentence=1)  # where the row's own is faulty
