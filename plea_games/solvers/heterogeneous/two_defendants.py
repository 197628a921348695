r"""All Nash equilibria of a game of two, as points, segments and rectangles.

If D2 holds out with probability y, D1's gain from holding out is linear in y, and the other way
round. So the set of equilibria is a union of boxes: D1's x is 0, 1 or anything, according to the
sign of her gain, and each requirement on x or y is an interval. Degenerate games have boxes
with an inside: continua, which are reported whole.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ...model.docket import Docket
from ...model.exact import as_fraction
from ...model.reading import refuse_other_kinds, refuse_symbols
from ...tables import Column, Table, Tabular
from .spans import ALL, Span, overlap, where


@dataclass(frozen=True)
class Component:
    """Every (x, y) in the box is an equilibrium: probabilities of holding out of D1 and D2.

    Attributes
    ----------
    first, second : share
        (low, high) of x, D1's probability of holding out, and of y, D2's; Fractions from 0 to 1.
    """

    first: Span
    second: Span

    @property
    def is_point(self) -> bool:
        """Whether the box is a single equilibrium."""
        return self.first[0] == self.first[1] and self.second[0] == self.second[1]

    @property
    def corners(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """The extreme equilibria."""
        return tuple(dict.fromkeys((x, y) for x in self.first for y in self.second))


@dataclass(frozen=True)
class Components(Tabular):
    """All equilibria of a game of two: the union of the boxes, which may share points.

    Attributes
    ----------
    game
        The game of two.
    components
        The boxes, by their lower ends.
    """

    game: Docket
    components: tuple[Component, ...]

    def record(self) -> dict[str, Any]:
        """Everything but the game, ready for JSON."""
        components = [
            {"first": list(map(float, part.first)), "second": list(map(float, part.second))}
            for part in self.components
        ]
        return {"defendants": [who.name for who in self.game.defendants], "components": components}

    def table(self, title: str = "") -> Table:
        """One row a component."""
        names = [who.name for who in self.game.defendants]
        columns = [Column(f"{name} holds out\nwith probability") for name in names]
        columns.append(Column("kind", left=True))
        rows = [
            (_shown(part.first), _shown(part.second), "point" if part.is_point else "continuum")
            for part in self.components
        ]
        return Table(title or "All equilibria", columns, rows)


def two_defendant_equilibria(game: Docket) -> Components:
    """All equilibria of a numeric game of two, exactly, continua included.

    Parameters
    ----------
    game
        Two named defendants, in numbers.

    Returns
    -------
    Components
        Points, segments and rectangles of (x, y), the probabilities of holding out.

    Raises
    ------
    ParameterError
        Where there are not two defendants, or symbols are left.

    Examples
    --------
    >>> import plea_games as pg
    >>> who = [pg.Defendant(name, offer=6, sentence=10) for name in ("D1", "D2")]
    >>> print(pg.heterogeneous.two_defendant_equilibria(pg.Docket(who, capacity=1)))
    All equilibria
    <BLANKLINE>
          D1 holds out        D2 holds out  kind
      with probability    with probability
    ------------------  ------------------  ------
                     0                   0  point
                   4/5                 4/5  point
                     1                   1  point
    <BLANKLINE>
    Equilibrium: what everybody does such that nobody gains by changing her own choice alone.
    """
    refuse_other_kinds(game, Docket)
    matrices = game.payoff_matrices()
    refuse_symbols(game.free_symbols)
    first, second = (
        [[as_fraction(matrix[i, j]) for j in (0, 1)] for i in (0, 1)] for matrix in matrices
    )
    own = [first[1][column] - first[0][column] for column in (0, 1)]  # D1's gain at y = 0, 1
    other = [second[row][1] - second[row][0] for row in (0, 1)]  # D2's at x = 0, 1
    boxes = []
    for x, own_sign in _CHOICES:
        for y, other_sign in _CHOICES:
            wanted_y, wanted_x = where(own, own_sign), where(other, other_sign)
            box = overlap(x, wanted_x), overlap(y, wanted_y)
            if box[0] is not None and box[1] is not None:
                boxes.append(Component(box[0], box[1]))
    distinct = list(dict.fromkeys(boxes))
    largest = [box for box in distinct if not any(_inside(box, o) for o in distinct if o != box)]
    return Components(game, tuple(sorted(largest, key=lambda box: (box.first, box.second))))


_CHOICES: tuple[tuple[Span, int], ...] = (
    ((Fraction(0), Fraction(0)), -1),
    (ALL, 0),
    ((Fraction(1), Fraction(1)), 1),
)
"""What a player may do, and the sign of her gain that allows it: at most 0, 0, at least 0."""


def _inside(small: Component, large: Component) -> bool:
    return all(
        outer[0] <= inner[0] and inner[1] <= outer[1]
        for inner, outer in ((small.first, large.first), (small.second, large.second))
    )


def _shown(span: Span) -> str:
    return str(span[0]) if span[0] == span[1] else f"{span[0]} to {span[1]}"
