r"""Equilibria of a two-player game with rational payoffs, in fractions.

Rows and columns that another one beats whatever the opponent does are never played, so they are
taken out first, and again until there is nothing left to take out. Payoffs are then brought to
whole numbers, which changes no equilibrium, and all extreme equilibria are enumerated.

Where some strategy has more best replies than options that it plays, the game is degenerate: its
equilibria may come in continua, and what is listed are the extreme ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import NamedTuple, TypeAlias

import numpy as np

from ...errors import PleaGamesError
from .corner_pairs import CornerPairs, corner_pairs
from .rays import Integers, Labels, Places

Matrix: TypeAlias = Sequence[Sequence[Fraction]]
Strategy: TypeAlias = tuple[Fraction, ...]


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


class Beaten(NamedTuple):
    """An option that another one beats, whatever the opponent does with what is left.

    Attributes
    ----------
    is_row
        Whose it is.
    option, by
        Places among all options of that player.
    turn
        After how many rounds of taking out, from 1.
    """

    is_row: bool
    option: int
    by: int
    turn: int


class Reduced(NamedTuple):
    """A game in whole numbers, without what is beaten.

    Attributes
    ----------
    rows, columns
        Places of what is left.
    row_payoffs, column_payoffs
        (rows, columns) of Python's integers.
    row_unit, column_unit
        What payoffs were multiplied by.
    beaten
        What is not left.
    """

    rows: Places
    columns: Places
    row_payoffs: Integers
    column_payoffs: Integers
    row_unit: int
    column_unit: int
    beaten: tuple[Beaten, ...]


class ExtremeEquilibria(NamedTuple):
    """The extreme equilibria, pure ones first, and the pairs of rays that they are.

    Attributes
    ----------
    profiles, corners
        In the same order.
    """

    profiles: tuple[MixedProfile, ...]
    corners: CornerPairs


def two_player_equilibria(
    row_payoffs: Matrix, column_payoffs: Matrix
) -> tuple[tuple[MixedProfile, ...], bool]:
    """All equilibria of a non-degenerate game, the extreme ones of a degenerate one.

    Returns
    -------
    tuple of MixedProfile, bool
        The equilibria, pure ones first, each with regret 0; and whether the game is degenerate.

    Examples
    --------
    The battle of the sexes:

    >>> first = [[Fraction(2), Fraction(0)], [Fraction(0), Fraction(1)]]
    >>> second = [[Fraction(1), Fraction(0)], [Fraction(0), Fraction(2)]]
    >>> profiles, degenerate = two_player_equilibria(first, second)
    >>> [tuple(map(str, each.rows)) for each in profiles], degenerate
    ([('1', '0'), ('0', '1'), ('2/3', '1/3')], False)
    """
    extreme = extreme_equilibria(
        row_payoffs, column_payoffs, without_beaten(row_payoffs, column_payoffs)
    )
    return extreme.profiles, not extreme.corners.simple


def without_beaten(row_payoffs: Matrix, column_payoffs: Matrix) -> Reduced:
    """Rows and columns left once what another one strictly beats is taken out, again and again."""
    (for_rows, row_unit), (for_columns, column_unit) = _whole(row_payoffs), _whole(column_payoffs)
    payoffs = [for_rows, for_columns.T]
    left = [np.arange(len(matrix)) for matrix in payoffs]
    beaten: list[Beaten] = []
    turn = 0
    while True:
        turn += 1
        by = [
            _beaten_by(matrix[np.ix_(mine, theirs)])
            for matrix, mine, theirs in zip(payoffs, left, reversed(left), strict=True)
        ]
        if not any(map(len, by)):
            break
        for is_row, mine, pairs in zip((True, False), left, by, strict=True):
            beaten += [
                Beaten(is_row, int(mine[option]), int(mine[better]), turn)
                for option, better in pairs.items()
            ]
        left = [np.delete(mine, list(pairs)) for mine, pairs in zip(left, by, strict=True)]
    rows, columns = left
    kept = np.ix_(rows, columns)
    return Reduced(
        rows, columns, for_rows[kept], for_columns[kept], row_unit, column_unit, tuple(beaten)
    )


def extreme_equilibria(
    row_payoffs: Matrix, column_payoffs: Matrix, reduced: Reduced
) -> ExtremeEquilibria:
    """All extreme equilibria, with what is beaten at probability 0."""
    corners = corner_pairs(
        reduced.row_payoffs, reduced.column_payoffs, reduced.row_unit, reduced.column_unit
    )
    if not len(corners.pairs):
        raise PleaGamesError(
            "no equilibrium came out, and every game has one: please report this game"
        )
    count = len(reduced.rows)
    rows = _weights(corners.rows.values[:, :count], reduced.rows, len(row_payoffs))
    columns = _weights(corners.columns.values[:, count:], reduced.columns, len(row_payoffs[0]))
    pairs = np.array(sorted(corners.pairs.tolist(), key=lambda pair: _by_support(
        rows[pair[0]], columns[pair[1]])))  # fmt: skip
    row_mixtures, column_mixtures = _mixtures(rows), _mixtures(columns)
    expected = zip(
        pairs.tolist(),
        _expected(row_payoffs, rows[pairs[:, 0]], columns[pairs[:, 1]]),
        _expected(list(zip(*column_payoffs, strict=True)), columns[pairs[:, 1]], rows[pairs[:, 0]]),
        strict=True,
    )
    profiles = tuple(
        MixedProfile(
            row_mixtures[row], column_mixtures[column], row_payoff, column_payoff, max(regrets)
        )
        for (row, column), *outcomes in expected
        for (row_payoff, column_payoff), regrets in [zip(*outcomes, strict=True)]
    )
    return ExtremeEquilibria(profiles, CornerPairs(corners.rows, corners.columns, pairs))


def _whole(payoffs: Matrix) -> tuple[Integers, int]:
    """The payoffs times their least common denominator, and this."""
    unit = lcm(*(value.denominator for line in payoffs for value in line))
    whole = [[value.numerator * (unit // value.denominator) for value in line] for line in payoffs]
    return np.array(whole, dtype=object), unit


def _beaten_by(payoffs: Integers) -> dict[int, int]:
    """Lines that another one is above everywhere, and the first such."""
    above: Labels = np.all(payoffs[:, None] > payoffs[None], axis=2)
    return {int(line): int(above[:, line].argmax()) for line in np.flatnonzero(above.any(0))}


def _weights(weights: Integers, places: Places, count: int) -> Integers:
    """Of Python's integers, with 0 for all other places."""
    wide = np.zeros((len(weights), count), dtype=object)
    wide[:, places] = weights
    return wide


def _mixtures(weights: Integers) -> list[Strategy]:
    """In proportion to the weights; () where nothing is played."""
    return [
        tuple(Fraction(weight, total) for weight in line) if (total := sum(line)) else ()
        for line in weights.tolist()
    ]


def _expected(payoffs: Matrix, mine: Integers, theirs: Integers) -> list[tuple[Fraction, Fraction]]:
    """Payoff and regret in each pair of mixtures; a line of payoffs for each option of mine."""
    whole, unit = _whole(payoffs)
    values = theirs @ whole.T
    totals, scales = mine.sum(1), mine.sum(1) * theirs.sum(1) * unit
    sums = (mine * values).sum(1)
    regrets = values.max(1) * totals - sums
    return [
        (Fraction(value, scale), Fraction(regret, scale))
        for value, regret, scale in zip(sums, regrets, scales, strict=True)
    ]


def _by_support(rows: Integers, columns: Integers) -> tuple[int, list[int], list[int]]:
    """Few options first, then early ones."""
    played = np.flatnonzero(rows).tolist(), np.flatnonzero(columns).tolist()
    return len(played[0]) + len(played[1]), *played
