"""Equilibria of outer games as large as a contest's own, with payoffs in whole numbers."""

import io
from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pygambit
from pairs import Case

from plea_games.solvers.two_player_equilibria import two_player_equilibria


def cases() -> Iterator[Case]:
    rng = np.random.default_rng(0)
    for size in (5, 8):
        own, others = rng.integers(0, 5000, (2, size, size)).tolist()
        exact = [[[Fraction(value) for value in row] for row in matrix] for matrix in (own, others)]
        pairs = (f"{own[i][j]} {others[i][j]}" for j in range(size) for i in range(size))
        header = f'NFG 1 R "outer" {{ "row" "column" }} {{ {size} {size} }}'
        gambit = pygambit.read_nfg(io.StringIO(f"{header}\n{' '.join(pairs)}\n"))
        yield Case(
            f"all equilibria of a {size} × {size} bimatrix, exact",
            lambda exact=exact: two_player_equilibria(*exact),
            "pygambit enummixed_solve",
            lambda gambit=gambit: pygambit.nash.enummixed_solve(gambit),
            runs=3,
        )
