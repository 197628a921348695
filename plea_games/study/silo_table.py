"""Silos from a CSV table, and everything that can be wrong with one."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from ..design.places.silos import Silo
from ..errors import Fault, ParameterError, TableError, shown
from ..model.game import PleaGame
from ..model.parameters import COST_PER_RECRUIT, PARAMETER, PARAMETERS, REQUIRED, SILO_VALUE
from ..model.reading import read_parameters
from .files import Source, read_rows

_MOST_FAULTS = 50
_OWN = (COST_PER_RECRUIT.name, SILO_VALUE.name)
_NEEDED = ("name", *REQUIRED)
COLUMNS = ("name", *(parameter.name for parameter in PARAMETERS), *_OWN)


def load_silos(source: Source) -> tuple[Silo, ...]:
    r"""Silos from one's own CSV file, or from an open binary stream.

    The first row names the columns, in any order: ``name``, ``defendants``, ``capacity``, ``offer``
    and ``sentence``, and if wanted ``conviction``, ``process_cost`` and ``dismissal_cost``, with
    the meaning, unit and default that :class:`~plea_games.PleaGame` gives them, and
    ``cost_per_recruit`` and ``value`` as in :class:`~plea_games.Silo`::

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
    >>> [(silo.name, silo.worth) for silo in pg.load_silos(io.BytesIO(text))]
    [('Adams', 230)]
    """
    rows = read_rows(source, "silo table", "give the path of a CSV file")
    if len(rows) < 2:
        rule = "must have a row of column names and a row for each silo"
        raise TableError([Fault("silo table", "", rule, f"start with {','.join(_NEEDED)}")])
    columns = [cell.lower() for cell in rows[0][1]]
    faults = list(_heading_faults(columns))
    if faults:
        raise TableError(faults)
    silos: list[Silo] = []
    for number, row in rows[1:]:
        silo, found = _silo(columns, row)
        faults += [Fault(f"row {number}, {f.parameter}", f.value, f.rule, f.remedy) for f in found]
        silos += [silo] if silo else []
    named = [row[columns.index("name")] for _, row in rows[1:] if len(row) == len(columns)]
    faults += [
        Fault("column name", shown(name), f"must not name {times} rows", "add the docket or county")
        for name, times in Counter(named).items()
        if name and times > 1
    ]
    if len(faults) > _MOST_FAULTS:
        rule = f"{len(faults) - _MOST_FAULTS} more faults in the table"
        faults[_MOST_FAULTS:] = [Fault("silo table", "", rule, "mend them as well")]
    if faults:
        raise TableError(faults)
    return tuple(silos)


def _heading_faults(columns: Sequence[str]) -> Iterator[Fault]:
    if len(columns) == 1:
        yield Fault("row 1", shown(columns[0]), "must have several cells", "put commas between")
        return
    for name in _NEEDED:
        if name not in columns:
            meaning = PARAMETER[name].meaning if name in PARAMETER else "what to call the silo"
            yield Fault("row 1", "", f"has no column {name} ({meaning})", "add it")
    for name, times in Counter(columns).items():
        if name not in COLUMNS:
            near = get_close_matches(name, COLUMNS, n=1)
            remedy = f"did you mean {near[0]}?" if near else f"take it out, or use {COLUMNS[-1]}"
            yield Fault("row 1", shown(name), f"must be one of {', '.join(COLUMNS)}", remedy)
        elif times > 1:
            yield Fault("row 1", name, "must be there once", "take out the others")


def _silo(columns: Sequence[str], row: Sequence[str]) -> tuple[Silo | None, Sequence[Fault]]:
    if len(row) != len(columns):
        rule = f"must have {len(columns)} cells, as the first row has"
        return None, [Fault("cells", str(len(row)), rule, "put text with a comma in quotes")]
    given = {column: cell for column, cell in zip(columns, row, strict=True) if cell}
    faults = [
        Fault(name, "", "is missing", PARAMETER[name].remedy if name in PARAMETER else "name it")
        for name in _NEEDED
        if name not in given
    ]
    game: PleaGame | None = None
    parameters: Mapping[str, str] = {n: cell for n, cell in given.items() if n in PARAMETER}
    try:
        if any(name not in given for name in REQUIRED):
            read_parameters(parameters)
        else:
            game = PleaGame(**parameters)
    except ParameterError as error:
        faults += error.faults
    try:
        own = {name: given[name] for name in _OWN if name in given}
        silo = Silo(given.get("name", "unnamed"), game or _ANY, **own)
    except ParameterError as error:
        return None, [*faults, *error.faults]
    return silo, faults


_ANY = PleaGame(defendants=1, capacity=0, offer=0, sentence=1)  # where the row's own is faulty
