r"""The index of each component of equilibria (Shapley 1974; von Stengel 2022; from memory).

An equilibrium in which both play k options, on rows I and columns J, and neither has further best
replies, has the index

.. math:: (-1)^{k+1} \operatorname{sgn} \det \bar A_{IJ} \operatorname{sgn} \det \bar B_{IJ},
          \qquad \bar M = \begin{pmatrix} M & -1 \\ 1 & 0 \end{pmatrix}

It is 1 or −1, and all indices of a game add up to 1. A component's index is the sum over the
equilibria near it of any game near by that has only such ones.

Such a game is made by adding a small amount :math:`c` to each option, whatever the opponent does:
:math:`a_{ij} + c_i` and :math:`b_{ij} + c_j`. By Cramer's rule, how far an inequality is from tight
at a ray is :math:`(D_0 + \sum c_k D_k) / D` with determinants :math:`D` of whole numbers. Where the
sum of all :math:`|c_k|` times Hadamard's bound for :math:`|D_k|` is below 1, its sign is that of
:math:`D_0` unless this is 0, and stays when all c are made smaller in proportion. So the same
inequalities are tight in all these games, each equilibrium moves on a line, and at c = 0 it is at
the extreme equilibrium where these inequalities are tight. Amounts are drawn until no equilibrium
has further best replies. The proof is ours.
"""

from itertools import count

import numpy as np
from flint import fmpz_mat

from .corner_pairs import CornerPairs, corner_pairs
from .rays import Integers, Labels, Places


def indices(corners: CornerPairs, row_payoffs: Integers, column_payoffs: Integers) -> Places:
    """For each extreme equilibrium, the sum of the indices of those near it in a game near by.

    Summed over a component, it is the component's index.

    Parameters
    ----------
    corners
        All extreme equilibria of the game.
    row_payoffs, column_payoffs
        (rows, columns), of Python's integers.
    """
    if corners.simple:
        indices_of_all = [
            _index(rows, columns, row_payoffs, column_payoffs)
            for rows, columns in zip(*corners.tight, strict=True)
        ]
        return np.array(indices_of_all, dtype=np.intp)
    sums = np.zeros(len(corners.pairs), dtype=np.intp)
    row_tight, column_tight = corners.tight
    for rows, columns in zip(*_near(row_payoffs, column_payoffs).tight, strict=True):
        ends_at = row_tight[:, rows].all(1) & column_tight[:, columns].all(1)
        sums[ends_at] += _index(rows, columns, row_payoffs, column_payoffs)
    return sums


def _near(row_payoffs: Integers, column_payoffs: Integers) -> CornerPairs:
    """The equilibria of a game near by, where no mixture has further best replies."""
    for bits in count(20, step=10):
        corners = corner_pairs(*_moved(row_payoffs, column_payoffs, bits))
        if corners.simple:
            break
    return corners


def _moved(row_payoffs: Integers, column_payoffs: Integers, bits: int) -> tuple[Integers, Integers]:
    """A game near by, in whole numbers again."""
    draw = np.random.default_rng(bits)
    height, width = row_payoffs.shape
    for_rows = np.array(draw.integers(1, 2**bits, (height, 1)).tolist(), dtype=object)
    for_columns = np.array(draw.integers(1, 2**bits, (1, width)).tolist(), dtype=object)
    return (
        row_payoffs * _scale(row_payoffs, width, for_rows) + for_rows,
        column_payoffs * _scale(column_payoffs, height, for_columns) + for_columns,
    )


def _scale(payoffs: Integers, options: int, amounts: Integers) -> int:
    """More than the sum of all amounts times Hadamard's bound; the opponent has the options."""
    largest = max(1, int(payoffs.max() - payoffs.min()))
    bound: int = ((options + 1) * largest**2) ** (options // 2 + 1)
    return int(amounts.sum()) * bound + 1


def _index(rows: Labels, columns: Labels, row_payoffs: Integers, column_payoffs: Integers) -> int:
    height = len(row_payoffs)
    kept = np.ix_(np.flatnonzero(~rows[:height]), np.flatnonzero(~columns[height:]))
    signs: int = _sign_of_bordered(row_payoffs[kept]) * _sign_of_bordered(column_payoffs[kept])
    return signs if len(kept[0]) % 2 else -signs


def _sign_of_bordered(payoffs: Integers) -> int:
    size = len(payoffs)
    entries = [[*line, -1] for line in payoffs.tolist()] + [[1] * size + [0]]
    determinant = int(fmpz_mat(entries).det())
    return (determinant > 0) - (determinant < 0)
