"""Connected components of a two-player game's equilibria, and the convex sets that make them up.

Extreme mixtures of both players are the nodes of a graph, and extreme equilibria its edges. Any
mixture of some row mixtures is in equilibrium with any mixture of some column mixtures where every
pair of them is an edge: the equilibria are the union of the maximal such products (Winkels 1979,
from memory), which are the graph's maximal bicliques. What is connected in the graph is connected
as a set of equilibria, and the other way round.
"""

from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ...errors import Fault, ParameterError
from .rays import Places

MOST_PRODUCTS = 20_000


class Product(NamedTuple):
    """Row mixtures and column mixtures, by place, of which every pair is an equilibrium."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]


def components_of(pairs: Places) -> list[Places]:
    """Places of the extreme equilibria in each component, in order of the first.

    >>> components_of(np.array([[0, 0], [1, 2], [0, 1]]))
    [array([0, 2]), array([1])]
    """
    rows, columns = pairs.T
    count = rows.max() + 1
    nodes = count + columns.max() + 1
    graph = coo_array((np.ones(len(pairs)), (rows, count + columns)), shape=(nodes, nodes))
    labels = connected_components(graph, directed=False)[1][rows]
    return [np.flatnonzero(labels == label) for label in dict.fromkeys(labels.tolist())]


def maximal_products(pairs: Places) -> list[Product]:
    """All maximal bicliques, by their first rows.

    The column side of each is the common neighbourhood of some rows, so these are gathered by
    intersecting with one row's after another.

    Parameters
    ----------
    pairs
        (equilibria, 2): the edges.

    Examples
    --------
    >>> maximal_products(np.array([[0, 0], [0, 1], [1, 1]]))
    [Product(rows=(0,), columns=(0, 1)), Product(rows=(0, 1), columns=(1,))]
    """
    neighbours: dict[int, int] = {}
    for row, column in pairs.tolist():
        neighbours[row] = neighbours.get(row, 0) | 1 << column
    common: set[int] = set()
    for columns in set(neighbours.values()):
        common |= {columns, *(columns & others for others in common)}
        if len(common) > MOST_PRODUCTS:
            rule = f"must lead to at most {MOST_PRODUCTS:,} convex sets of equilibria"
            raise ParameterError([Fault("options", "", rule, "leave some options out")])
    return sorted(
        Product(
            tuple(sorted(row for row, theirs in neighbours.items() if columns & ~theirs == 0)),
            tuple(place for place in range(columns.bit_length()) if columns >> place & 1),
        )
        for columns in common - {0}
    )
