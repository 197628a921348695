"""Where the replicator dynamics of a two-player game lead from equal shares of all options."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from .two_player_equilibria import Matrix

Floats = NDArray[np.float64]

_LONGEST = 10_000
_SETTLED = 1e-6


@dataclass(frozen=True)
class Evolution:
    """Where the replicator dynamics lead from equal shares of all options.

    Attributes
    ----------
    rows, columns
        Shares at the end.
    settled
        Whether they no longer move.
    """

    rows: tuple[float, ...]
    columns: tuple[float, ...]
    settled: bool


def replicator(row_payoffs: Matrix, column_payoffs: Matrix) -> Evolution:
    """The asymmetric replicator dynamics from equal shares, followed until they settle.

    Shares are in proportion to e to the payoffs that have been gathered (Hofbauer & Sigmund 1998,
    from memory). Followed in these, no share falls to 0 or turns negative, however late it is.
    Payoffs are scaled to span 1, which changes the speed and not the path; time runs to 10,000.

    >>> dilemma = [[Fraction(2), Fraction(0)], [Fraction(3), Fraction(1)]]
    >>> other = [[Fraction(2), Fraction(3)], [Fraction(0), Fraction(1)]]
    >>> [round(share, 6) for share in replicator(dilemma, other).rows]
    [0.0, 1.0]
    """
    from scipy.integrate import solve_ivp  # long to load, and figures show no dynamics
    from scipy.special import softmax

    own, others = _scaled(row_payoffs), _scaled(column_payoffs)
    count = len(own)

    def shares(gathered: Floats) -> tuple[Floats, Floats]:
        return softmax(gathered[:count], axis=0), softmax(gathered[count:], axis=0)

    def payoffs(_: float, gathered: Floats) -> Floats:
        rows, columns = shares(gathered)
        return np.concatenate((own @ columns, rows @ others))

    late = np.linspace(_LONGEST / 2, _LONGEST, _LONGEST // 2 + 1)
    start = np.zeros(sum(own.shape))
    path = solve_ivp(payoffs, (0, _LONGEST), start, "DOP853", late, rtol=1e-9, atol=1e-9)
    rows, columns = shares(path.y)
    moved = max(float(np.ptp(each, axis=1).max()) for each in (rows, columns))
    return Evolution(
        tuple(rows[:, -1].tolist()), tuple(columns[:, -1].tolist()), settled=moved < _SETTLED
    )


def _scaled(payoffs: Matrix) -> Floats:
    """In doubles, from 1 to 2: equilibria do not depend on a player's scale."""
    least = min(map(min, payoffs))
    span = max(map(max, payoffs)) - least or Fraction(1)
    return np.array([[float(1 + (value - least) / span) for value in row] for row in payoffs])
