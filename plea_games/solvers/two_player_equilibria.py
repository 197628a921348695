r"""Equilibria of a two-player game with rational payoffs: nashpy proposes, exact arithmetic judges.

Rows and columns that another one beats whatever the opponent does are never played, so they are
taken out first, and again until there is nothing left to take out. What remains is put to nashpy's
support and vertex enumeration. Both work in doubles, so each proposal only names which options are
played and which are as good: the probabilities are then solved for in fractions, and kept where
no player can gain by any deviation at all. Pure equilibria are read off the matrices.

Where some strategy has more best replies than options that it plays, the game is degenerate: its
equilibria may come in continua, and what is listed are the extreme ones.
"""

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import TypeAlias

import nashpy
import numpy as np
from flint import fmpq_mat
from numpy.typing import NDArray
from scipy.integrate import solve_ivp
from scipy.spatial import QhullError
from scipy.special import softmax

from ..errors import Fault, ParameterError
from ..games.exact_functions import as_fmpq
from ..model.exact import as_fraction

Matrix: TypeAlias = Sequence[Sequence[Fraction]]
Strategy: TypeAlias = tuple[Fraction, ...]
Floats: TypeAlias = NDArray[np.float64]

MOST_OPTIONS = 10
"""Options of each player, dominated ones aside; each more about triples the work."""

_PLAYED = 1e-7  # probabilities below are those of rounding
_AS_GOOD = 1e-7  # on payoffs scaled to [1, 2]
_LONGEST = 10_000
_SETTLED = 1e-6


@dataclass(frozen=True)
class MixedProfile:
    """Two strategies, by row and by column, exact; and what each player expects.

    Attributes
    ----------
    rows, columns
        Probabilities.
    row_payoff, column_payoff
        Expected payoffs.
    regret
        The most that either could gain by changing.
    """

    rows: Strategy
    columns: Strategy
    row_payoff: Fraction
    column_payoff: Fraction
    regret: Fraction


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


def profile(row_payoffs: Matrix, column_payoffs: Matrix, rows: Strategy, columns: Strategy
            ) -> MixedProfile:  # fmt: skip
    """Payoffs and regret of two strategies, exactly.

    >>> pennies = [[Fraction(1), Fraction(-1)], [Fraction(-1), Fraction(1)]]
    >>> other = [[-value for value in row] for row in pennies]
    >>> half = (Fraction(1, 2), Fraction(1, 2))
    >>> profile(pennies, other, half, half).regret, profile(pennies, other, (1, 0), half).regret
    (Fraction(0, 1), Fraction(1, 1))
    """
    own = [_dot(row, columns) for row in row_payoffs]
    others = [_dot(column, rows) for column in zip(*column_payoffs, strict=True)]
    row_payoff, column_payoff = _dot(own, rows), _dot(others, columns)
    regret = max(max(own) - row_payoff, max(others) - column_payoff)
    return MixedProfile(rows, columns, row_payoff, column_payoff, regret)


def two_player_equilibria(
    row_payoffs: Matrix, column_payoffs: Matrix
) -> tuple[tuple[MixedProfile, ...], bool]:
    """All equilibria of a non-degenerate game, the extreme ones of a degenerate one.

    Returns
    -------
    tuple of MixedProfile, bool
        The equilibria, pure ones first, each with regret 0; and whether the game is degenerate.

    Raises
    ------
    ParameterError
        Where more than 10 options of a player are left.

    Examples
    --------
    The battle of the sexes:

    >>> first = [[Fraction(2), Fraction(0)], [Fraction(0), Fraction(1)]]
    >>> second = [[Fraction(1), Fraction(0)], [Fraction(0), Fraction(2)]]
    >>> found, degenerate = two_player_equilibria(first, second)
    >>> [tuple(map(str, each.rows)) for each in found], degenerate
    ([('1', '0'), ('0', '1'), ('2/3', '1/3')], False)
    """
    rows, columns = _undominated(row_payoffs, column_payoffs)
    if max(len(rows), len(columns)) > MOST_OPTIONS:
        rule = f"must be at most {MOST_OPTIONS} a side once dominated ones are left out"
        fault = Fault("options", f"{len(rows)} × {len(columns)}", rule, "leave some out")
        raise ParameterError([fault])
    own = [[row_payoffs[i][j] for j in columns] for i in rows]
    others = [[column_payoffs[i][j] for j in columns] for i in rows]
    found: dict[tuple[Strategy, Strategy], MixedProfile] = {}
    for small_rows, small_columns in chain(_pure(own, others), _proposed(own, others)):
        wide_rows = _widened(small_rows, rows, len(row_payoffs))
        wide_columns = _widened(small_columns, columns, len(row_payoffs[0]))
        each = profile(row_payoffs, column_payoffs, wide_rows, wide_columns)
        if each.regret == 0:
            found.setdefault((wide_rows, wide_columns), each)
    degenerate = any(
        _has_more_replies(row_payoffs, column_payoffs, each) for each in found.values()
    )
    return tuple(found.values()), degenerate


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


def _undominated(row_payoffs: Matrix, column_payoffs: Matrix) -> tuple[list[int], list[int]]:
    """Rows and columns left once what another one strictly beats is taken out, again and again."""
    rows, columns = list(range(len(row_payoffs))), list(range(len(row_payoffs[0])))
    while True:
        kept_rows = [
            i for i in rows
            if not any(all(row_payoffs[k][j] > row_payoffs[i][j] for j in columns) for k in rows)
        ]  # fmt: skip
        kept_columns = [
            j for j in columns
            if not any(all(column_payoffs[i][k] > column_payoffs[i][j] for i in kept_rows)
                       for k in columns)
        ]  # fmt: skip
        if (kept_rows, kept_columns) == (rows, columns):
            return rows, columns
        rows, columns = kept_rows, kept_columns


def _pure(own: Matrix, others: Matrix) -> Iterator[tuple[Strategy, Strategy]]:
    for i, row in enumerate(own):
        for j, value in enumerate(row):
            if value == max(line[j] for line in own) and others[i][j] == max(others[i]):
                yield _unit(i, len(own)), _unit(j, len(row))


def _proposed(own: Matrix, others: Matrix) -> Iterator[tuple[Strategy, Strategy]]:
    """What nashpy finds, with its probabilities solved for exactly."""
    if min(len(own), len(own[0])) == 1:  # then all extreme equilibria are pure
        return
    scaled_own, scaled_others = _scaled(own), _scaled(others)
    for rows, columns in _by_nashpy(scaled_own, scaled_others):
        if not np.isfinite([*rows, *columns]).all():
            continue
        as_good_rows = _best(scaled_own @ columns)
        as_good_columns = _best(scaled_others.T @ rows)
        exact_columns = _solved(own, as_good_rows, np.flatnonzero(columns > _PLAYED))
        transposed = list(zip(*others, strict=True))
        exact_rows = _solved(transposed, as_good_columns, np.flatnonzero(rows > _PLAYED))
        if exact_rows and exact_columns:
            yield exact_rows, exact_columns


def _by_nashpy(own: Floats, others: Floats) -> Iterator[tuple[Floats, Floats]]:
    game = nashpy.Game(own, others)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # degeneracy is reported by ourselves
        yield from game.support_enumeration(non_degenerate=True)
        try:
            yield from game.vertex_enumeration()
        except QhullError:
            return


def _solved(payoffs: Matrix, as_good: Iterable[int], played: Iterable[int]) -> Strategy | None:
    """The one mixture of what is played that makes what is as good exactly so."""
    support = [int(option) for option in played]
    lines = [[*(payoffs[i][j] for j in support), Fraction(-1), Fraction(0)] for i in as_good]
    lines.append([*(Fraction(1) for _ in support), Fraction(0), Fraction(1)])
    entries = [as_fmpq(value) for line in lines for value in line]
    unknowns = len(support) + 1
    reduced, rank = fmpq_mat(len(lines), unknowns + 1, entries).rref()
    if rank != unknowns or any(reduced[k, k] != 1 for k in range(unknowns)):
        return None
    chances = [as_fraction(reduced[k, unknowns]) for k in range(len(support))]
    if min(chances) < 0:
        return None
    strategy = [Fraction(0)] * len(payoffs[0])
    for option, chance in zip(support, chances, strict=True):
        strategy[option] = chance
    return tuple(strategy)


def _has_more_replies(row_payoffs: Matrix, column_payoffs: Matrix, each: MixedProfile) -> bool:
    own = [_dot(row, each.columns) for row in row_payoffs]
    others = [_dot(column, each.rows) for column in zip(*column_payoffs, strict=True)]
    return own.count(max(own)) > sum(map(bool, each.columns)) or others.count(max(others)) > sum(
        map(bool, each.rows)
    )


def _best(payoffs: Floats) -> list[int]:
    return np.flatnonzero(payoffs >= payoffs.max() - _AS_GOOD).tolist()


def _scaled(payoffs: Matrix) -> Floats:
    """In doubles, from 1 to 2: equilibria do not depend on a player's scale."""
    least = min(map(min, payoffs))
    span = max(map(max, payoffs)) - least or Fraction(1)
    return np.array([[float(1 + (value - least) / span) for value in row] for row in payoffs])


def _unit(place: int, length: int) -> Strategy:
    return tuple(Fraction(other == place) for other in range(length))


def _widened(strategy: Strategy, places: Sequence[int], length: int) -> Strategy:
    chances = dict(zip(places, strategy, strict=True))
    return tuple(chances.get(place, Fraction(0)) for place in range(length))


def _dot(values: Iterable[Fraction], weights: Iterable[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(values, weights, strict=True)), Fraction(0))
