"""Ties from a CSV file of pairs, and everything that can be wrong with one."""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.sparse import coo_array, csr_array, triu

from ..errors import Fault, TableError, first_faults, shown
from ..tables import Column, Table, Tabular
from .files import Source
from .table_rows import TableRows

MOST_PEOPLE = 2_000_000
MOST_TIES = 10_000_000
_MOST_FAULTY = 10_000


@dataclass(frozen=True)
class Ties(Tabular):
    r"""Who has ties with whom.

    Attributes
    ----------
    names
        In the order in which they first appear.
    matrix
        A symmetric sparse matrix, shape (n, n), for :class:`~plea_games.NetworkGame`.
    heading
        What the first row was, where it was taken for a heading; else empty.
    """

    names: tuple[str, ...]
    matrix: csr_array = field(repr=False, compare=False)
    heading: tuple[str, ...] = ()

    def frame_rows(self) -> list[dict[str, Any]]:
        """One row a tie."""
        ends = triu(self.matrix).tocoo()
        pairs = zip(ends.row.tolist(), ends.col.tolist(), strict=True)
        return [{"source": self.names[one], "target": self.names[other]} for one, other in pairs]

    def record(self) -> list[dict[str, Any]]:
        """The ties, ready for JSON."""
        return self.frame_rows()

    def table(self, title: str = "") -> Table:
        """One row a person."""
        rows = list(zip(self.names, np.diff(self.matrix.indptr).tolist(), strict=True))
        title = title or f"{len(rows):,} people and {self.matrix.nnz // 2:,} ties"
        return Table(title, (Column("name", left=True), Column("ties", "number")), rows)


def load_ties(source: Source) -> Ties:
    r"""Ties from one's own CSV file, or from an open binary stream.

    Each row names the two people of a tie. Ties run both ways, and may be listed twice::

        source,target
        Ada,Ben
        Ben,Cleo

    The heading may be left out. The first row is one where both its names are words for the ends
    of a tie (source, target, from, to, node, person, name, …, with a number or not), and neither
    is the name of somebody in another row.

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
    rows = TableRows(source, "ties", "give the path of a CSV file with two names a row")
    faults: list[Fault] = []
    places: dict[str, int] = {}
    pairs = array("i")
    heading: tuple[str, ...] = ()
    for number, row in rows:
        if not places and not faults and not heading and _may_be_heading(row):
            heading = tuple(row)
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
    ends = np.array(pairs, dtype=np.intc)
    if heading and (ends[2:] >= 2).all():
        ends, names = ends[2:] - 2, tuple(places)[2:]
    else:
        heading, names = (), tuple(places)  # where it is a heading's word, somebody is called so
    if not ends.size and not faults:
        faults.append(Fault("ties", "", "must have at least one row", "write a tie as Ada,Ben"))
    if faults:
        raise TableError(first_faults(faults, "ties"))
    one, other = ends.reshape(-1, 2).T
    both = np.concatenate((one, other)), np.concatenate((other, one))
    size = len(names)
    matrix = coo_array((np.ones(both[0].size, dtype=np.int64), both), shape=(size, size)).tocsr()
    return Ties(names, matrix, heading)


_HEADING = re.compile(
    r"(source|target|from|to|node|vertex|person|people|name|defendant|ego|alter|member|friend)s?"
    r"[ _-]?(id|name|one|two|[12ab])?",
    re.IGNORECASE,
)


def _may_be_heading(row: Sequence[str]) -> bool:
    """Whether both cells are words for the ends of a tie."""
    return len(row) == 2 and row[0] != row[1] and all(map(_HEADING.fullmatch, row))
