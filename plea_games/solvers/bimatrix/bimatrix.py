"""All equilibria of a game of two players, by their payoff matrices."""

from collections.abc import Iterable

from .bimatrix_result import Bimatrix, BimatrixComponent, BimatrixEquilibrium, Dominated, NashSubset
from .components import components_of, maximal_products
from .equilibrium_index import indices
from .payoff_matrices import BimatrixGame, PayoffLines, read_payoffs
from .two_player_equilibria import extreme_equilibria, without_beaten


def bimatrix(
    rows: PayoffLines | BimatrixGame,
    columns: PayoffLines | None = None,
    *,
    row_options: Iterable[str] | None = None,
    column_options: Iterable[str] | None = None,
) -> Bimatrix:
    """All equilibria of a two-player game: every extreme one, in fractions, and their components.

    Nothing is rounded, and nothing is missed: the equilibria are exactly the products of convex
    sets that ``components`` lists.

    Parameters
    ----------
    rows
        What the row player gets, a matrix of m lines with n numbers each: numbers, fractions, or
        text such as "2/3"; floats are read as the decimals that they print as. Or a whole game: a
        ``nashpy.Game``, a ``pygambit.Game`` of two players, or a :class:`Docket` of two
        defendants, in numbers.
    columns
        What the column player gets, of the same shape; left out where ``rows`` is a game.
    row_options, column_options
        What to call the options; those of the game, or "row 1", "row 2", … unless given.

    Returns
    -------
    Bimatrix
        Frozen; prints as a table and renders in Jupyter.

    Raises
    ------
    ParameterError
        For symbols, entries that are no numbers, matrices of different shapes, names that are not
        one an option, and games too large: more than 50,000 corners a side at a time, which no
        random game of up to 15 × 15 comes near, or more than 20,000 maximal sets.

    Examples
    --------
    Chicken, and a game in which the column player does not care what she does:

    >>> import plea_games as pg
    >>> chicken = pg.bimatrix([[0, 7], [2, 6]], [[0, 2], [7, 6]])
    >>> [(each.rows, each.component) for each in chicken.equilibria][2]
    ((Fraction(1, 3), Fraction(2, 3)), 3)
    >>> [part.index for part in chicken.components]
    [1, 1, -1]
    >>> careless = pg.bimatrix([[1, 0], [0, 1]], [[0, 0], [0, 0]])
    >>> [len(part.subsets) for part in careless.components]
    [3]
    >>> [tuple(map(str, mixture)) for mixture in careless.components[0].subsets[0].columns]
    [('1', '0'), ('1/2', '1/2')]

    References
    ----------
    Mangasarian (1964), Winkels (1979) and Shapley (1974), all from memory, for extreme equilibria,
    maximal sets and the index; Avis, Rosenberg, Savani & von Stengel (2010, from memory) for the
    enumeration by pairs of vertices. The order of enumeration, by which most vertices are never
    visited, is ours.
    """
    payoffs = read_payoffs(rows, columns, row_options, column_options)
    reduced = without_beaten(payoffs.row_payoffs, payoffs.column_payoffs)
    profiles, corners = extreme_equilibria(payoffs.row_payoffs, payoffs.column_payoffs, reduced)
    near = indices(corners, reduced.row_payoffs, reduced.column_payoffs)
    rows_of, columns_of = corners.pairs.T.tolist()
    row_mixtures = {row: each.rows for row, each in zip(rows_of, profiles, strict=True)}
    column_mixtures = {
        place: each.columns for place, each in zip(columns_of, profiles, strict=True)
    }
    components: list[BimatrixComponent] = []
    component_of: dict[int, int] = {}
    for number, places in enumerate(components_of(corners.pairs), start=1):
        component_of |= dict.fromkeys(places.tolist(), number)
        subsets = tuple(
            NashSubset(
                tuple(row_mixtures[row] for row in product.rows),
                tuple(column_mixtures[column] for column in product.columns),
            )
            for product in maximal_products(corners.pairs[places])
        )
        components.append(BimatrixComponent(subsets, int(near[places].sum())))
    strict = [
        simple and 1 in each.rows and 1 in each.columns
        for each, simple in zip(profiles, corners.each_simple.tolist(), strict=True)
    ]
    names = {True: payoffs.row_options, False: payoffs.column_options}
    return Bimatrix(
        **payoffs._asdict(),
        equilibria=tuple(
            BimatrixEquilibrium(
                each.rows, each.columns, each.row_payoff, each.column_payoff,
                component_of[place], strict[place],
            )
            for place, each in enumerate(profiles)
        ),
        components=tuple(components),
        dominated=tuple(
            Dominated(
                "row" if each.is_row else "column",
                names[each.is_row][each.option],
                names[each.is_row][each.by],
                each.turn,
            )
            for each in reduced.beaten
        ),
        degenerate=not corners.simple,
    )  # fmt: skip
