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
    beaten
        What is not left.
    """

    rows: Places
    columns: Places
    row_payoffs: Integers
    column_payoffs: Integers
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

    Raises
    ------
    ParameterError
        Where too many corners would have to be kept.

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
    payoffs = [_whole(row_payoffs), _whole(column_payoffs).T]
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
    return Reduced(rows, columns, payoffs[0][kept], payoffs[1].T[kept], tuple(beaten))


def extreme_equilibria(
    row_payoffs: Matrix, column_payoffs: Matrix, reduced: Reduced
) -> ExtremeEquilibria:
    """All extreme equilibria, with what is beaten at probability 0.

    Raises
    ------
    ParameterError
        Where too many corners would have to be kept.
    """
    corners = corner_pairs(reduced.row_payoffs, reduced.column_payoffs)
    if not len(corners.pairs):
        raise PleaGamesError(
            "no equilibrium came out, and every game has one: please report this game"
        )
    count = len(reduced.rows)
    rows = _mixtures(corners.rows.values[:, :count], reduced.rows, len(row_payoffs))
    columns = _mixtures(corners.columns.values[:, count:], reduced.columns, len(row_payoffs[0]))
    row_values = [_against(row_payoffs, mixture) for mixture in columns]
    column_values = [_against(list(zip(*column_payoffs, strict=True)), mixture) for mixture in rows]
    profiles = [
        _profile(rows[row], columns[column], row_values[column], column_values[row])
        for row, column in corners.pairs.tolist()
    ]
    order = sorted(range(len(profiles)), key=lambda place: _by_support(profiles[place]))
    return ExtremeEquilibria(
        tuple(profiles[place] for place in order),
        CornerPairs(corners.rows, corners.columns, corners.pairs[order]),
    )


def _whole(payoffs: Matrix) -> Integers:
    """The payoffs times their least common denominator."""
    unit = lcm(*(value.denominator for line in payoffs for value in line))
    whole = [[int(value * unit) for value in line] for line in payoffs]
    matrix = np.empty((len(whole), len(whole[0])), dtype=object)
    matrix[:] = whole
    return matrix


def _beaten_by(payoffs: Integers) -> dict[int, int]:
    """Lines that another one is above everywhere, and the first such."""
    above: Labels = np.all(payoffs[:, None] > payoffs[None], axis=2)
    return {int(line): int(above[:, line].argmax()) for line in np.flatnonzero(above.any(0))}


def _mixtures(weights: Integers, places: Places, count: int) -> list[Strategy]:
    """Weights in proportion, with 0 for all other places."""
    mixtures = []
    for line in weights.tolist():
        total = sum(line)
        mixture = [Fraction(0)] * count
        for place, weight in zip(places.tolist(), line, strict=True):
            mixture[place] = Fraction(weight, total) if total else Fraction(0)
        mixtures.append(tuple(mixture))
    return mixtures


def _against(payoffs: Matrix, mixture: Strategy) -> list[Fraction]:
    """What each option is worth against a mixture."""
    played = [place for place, chance in enumerate(mixture) if chance]
    return [
        sum((line[place] * mixture[place] for place in played), Fraction(0)) for line in payoffs
    ]


def _profile(
    rows: Strategy, columns: Strategy, row_values: list[Fraction], column_values: list[Fraction]
) -> MixedProfile:
    row_payoff = _expected(row_values, rows)
    column_payoff = _expected(column_values, columns)
    regret = max(max(row_values) - row_payoff, max(column_values) - column_payoff)
    return MixedProfile(rows, columns, row_payoff, column_payoff, regret)


def _expected(values: Sequence[Fraction], chances: Strategy) -> Fraction:
    return sum((value * chance for value, chance in zip(values, chances, strict=True) if chance),
               Fraction(0))  # fmt: skip


def _by_support(each: MixedProfile) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """Few options first, then early ones."""
    rows, columns = (
        tuple(place for place, chance in enumerate(strategy) if chance)
        for strategy in (each.rows, each.columns)
    )
    return len(rows) + len(columns), rows, columns
