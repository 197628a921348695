"""Ties from a CSV file of pairs, and everything that can be wrong with one."""

from array import array
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import coo_array, csr_array

from ..errors import Fault, TableError, first_faults, shown
from .files import Source, read_rows

MOST_PEOPLE = 2_000_000
MOST_TIES = 10_000_000
_MOST_FAULTY = 10_000


@dataclass(frozen=True)
class Ties:
    r"""Who has ties with whom.

    Attributes
    ----------
    names
        In the order in which they first appear.
    matrix
        A symmetric sparse matrix, shape (n, n), for :class:`NetworkGame`.

    Examples
    --------
    >>> import plea_games as pg
    >>> import io
    >>> ties = pg.networks.load_ties(io.BytesIO(b"Ada,Ben\nBen,Cleo\n"))
    >>> ties.names, ties.matrix.toarray().tolist()
    (('Ada', 'Ben', 'Cleo'), [[0, 1, 0], [1, 0, 1], [0, 1, 0]])
    """

    names: tuple[str, ...]
    matrix: csr_array = field(repr=False, compare=False)


def load_ties(source: Source) -> Ties:
    r"""Ties from one's own CSV file, or from an open binary stream.

    Each row names the two people of a tie; there is no heading. Ties run both ways, and may be
    listed twice::

        Ada,Ben
        Ben,Cleo

    Parameters
    ----------
    source
        A path, or a stream opened as bytes.

    Returns
    -------
    Ties
        Names and matrix.

    Raises
    ------
    TableError
        With a line for each fault, the first fifty of them.

    Examples
    --------
    >>> import io
    >>> import plea_games as pg
    >>> found = pg.networks.load_ties(io.BytesIO(b"Ada,Ben\nBen,Cleo\n"))
    >>> found.names, found.matrix.nnz
    (('Ada', 'Ben', 'Cleo'), 4)
    """
    rows = read_rows(source, "ties", "give the path of a CSV file with two names a row")
    faults: list[Fault] = []
    places: dict[str, int] = {}
    pairs = array("i")
    for number, row in rows:
        if len(row) != 2 or not all(row):
            rule, remedy = "must be two names", "write a tie as Ada,Ben"
            faults.append(Fault(f"row {number}", shown(",".join(row)), rule, remedy))
        elif row[0] == row[1]:
            rule, remedy = "must name two people", "remove the row"
            faults.append(Fault(f"row {number}", shown(row[0]), rule, remedy))
        else:
            pairs.extend(places.setdefault(name, len(places)) for name in row)
        if len(pairs) > 2 * MOST_TIES or len(places) > MOST_PEOPLE:
            rule = f"must have at most {MOST_PEOPLE:,} people and {MOST_TIES:,} rows"
            raise TableError([Fault("ties", "", rule, "take a part of them")])
        if len(faults) == _MOST_FAULTY:
            break
    if not pairs and not faults:
        faults.append(Fault("ties", "", "must have at least one row", "write a tie as Ada,Ben"))
    if faults:
        raise TableError(first_faults(faults, "ties"))
    one, other = np.frombuffer(pairs, dtype=np.intc).reshape(-1, 2).T
    ends = np.concatenate((one, other)), np.concatenate((other, one))
    size = len(places)
    matrix = coo_array((np.ones(ends[0].size, dtype=np.int64), ends), shape=(size, size)).tocsr()
    return Ties(tuple(places), matrix)
