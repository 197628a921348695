r"""Limited reasoning under an announced order of trials: level-k and cognitive hierarchy.

The i-th defendant in the announced order is tried after holding out if fewer than K of those before
her hold out too. A level-0 defendant holds out, or pleads, without thinking. A level-k defendant
best-responds to others of level k − 1 (Nagel 1995; Stahl & Wilson 1995, from memory), or to others
whose levels 0…k − 1 are Poisson distributed (Camerer, Ho & Chong 2004, from memory).
Ties plead.
"""

import math
from dataclasses import dataclass
from fractions import Fraction
from numbers import Real
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from ...errors import Fault, ParameterError, choice_faults, shown
from ...games.lottery_form import lottery_form
from ...model.game import PleaGame
from ...model.reading import read_whole
from ...subjects import takes_games
from ...tables import Column, Table, Tabular
from ...units import number_of, show_with_unit

Floats = NDArray[np.float64]
LevelZero = Literal["hold out", "plead"]

_MOST_ROWS = 40
_TAIL = 1e-12  # Poisson levels beyond this much mass are left out
_MOST_LEVELS = 1000
_MOST_WORK = 10**8  # defendants times levels, or times trials
_MOST_IN_TURN = 100_000
_ROUNDING = 1e-12  # relative: ties plead, and sums of probabilities round


@dataclass(frozen=True)
class LevelsOfReasoning(Tabular):
    """How many of N defendants plead at each level of reasoning, from level 0 on.

    ``share`` is the expected share who plead, where levels have a distribution; None otherwise.

    Attributes
    ----------
    pleaders
        One number for each level, from level 0 on.
    share
        Of all defendants who plead, over all levels; None for :func:`level_k`.
    """

    pleaders: tuple[int, ...]
    share: float | None = None

    def table(self, title: str = "") -> Table:
        """One row a level."""
        columns = (Column("level of\nreasoning"), Column("plead", "defendants"))
        rows: list[tuple[object, ...]] = list(enumerate(self.pleaders[:_MOST_ROWS]))
        if len(self.pleaders) > _MOST_ROWS:
            rows.append((f"({number_of(len(self.pleaders) - _MOST_ROWS, 'more rows')})", ""))
        notes = []
        if self.share is not None:
            notes.append(f"Over all levels {show_with_unit(self.share, 'share')} plead.")
        return Table(title or "Pleaders by level of reasoning", columns, rows, notes)


@takes_games
def level_k(
    game: PleaGame, *, levels: int | None = None, level_zero: LevelZero = "hold out"
) -> LevelsOfReasoning:
    """Pleaders by level, each level best-responding to the one below.

    Parameters
    ----------
    game
        The caseload, in numbers.
    levels
        The highest level; ⌈N/K⌉ unless given, which is where unravelling ends.
    level_zero
        What a defendant does without thinking.

    Returns
    -------
    LevelsOfReasoning
        How many plead at each level, and for :func:`cognitive_hierarchy` the share who do.

    Raises
    ------
    ParameterError
        For symbols, an unknown ``level_zero``, and more than 10⁸ defendants times levels.

    Examples
    --------
    >>> game = PleaGame(defendants=20, capacity=6, offer=9, sentence=10)
    >>> level_k(game).pleaders
    (0, 6, 12, 18, 20)
    >>> level_k(game, level_zero="plead", levels=2).pleaders
    (20, 20, 20)
    """
    count, capacity, ratio = _numbers(game)
    highest = -(-count // max(capacity, 1)) if levels is None else read_whole(levels, "levels")
    _refuse_long_work(count, highest, "levels")
    holds_out = _level_zero(count, level_zero)
    pleaders = [_pleaders(holds_out)]
    for _ in range(highest):
        before = np.concatenate(([0.0], np.cumsum(holds_out)[:-1]))
        holds_out = np.where(before < capacity, ratio > 1, ratio > 0).astype(np.float64)
        pleaders.append(_pleaders(holds_out))
    return LevelsOfReasoning(tuple(pleaders))


@takes_games
def cognitive_hierarchy(
    game: PleaGame, *, mean: float, level_zero: LevelZero = "hold out"
) -> LevelsOfReasoning:
    """Pleaders by level where levels are Poisson distributed, and the share who plead.

    Parameters
    ----------
    game
        The caseload, in numbers.
    mean
        The mean level, more than 0; about 1.5 in experiments (from memory).
    level_zero
        What a defendant does without thinking.

    Returns
    -------
    LevelsOfReasoning
        How many plead at each level, and for :func:`cognitive_hierarchy` the share who do.

    Raises
    ------
    ParameterError
        For symbols, an unknown ``level_zero``, a mean that is not above 0 or beyond 500, and more
        than 10⁸ defendants times trials.

    Examples
    --------
    >>> game = PleaGame(defendants=20, capacity=2, offer=3, sentence=10)
    >>> found = cognitive_hierarchy(game, mean=1.5)
    >>> found.pleaders[:5], round(found.share, 3)
    ((0, 2, 4, 5, 5), 0.131)
    """
    if not isinstance(mean, Real) or not 0 < mean <= _MOST_LEVELS / 2:
        rule = f"must be more than 0 and at most {_MOST_LEVELS // 2}"
        raise ParameterError([Fault("mean", shown(mean), rule, "experiments find about 1.5")])
    from scipy.stats import poisson  # long to load, and level_k does without

    count, capacity, ratio = _numbers(game)
    _refuse_long_work(count, capacity, "trials")
    if count > _MOST_IN_TURN:
        rule = f"must be at most {_MOST_IN_TURN:,}, each of whom is looked at in turn"
        raise ParameterError([Fault("defendants", f"{count:,}", rule, "take a smaller game")])
    level_mean = float(mean)
    weights = poisson.pmf(np.arange(int(poisson.isf(_TAIL, level_mean)) + 1), level_mean)
    decisions = [_level_zero(count, level_zero)]
    for level in range(1, weights.size):
        belief = weights[:level] / weights[:level].sum()
        holds_out = np.array(decisions)
        chances = _chances_of_fewer(belief @ holds_out, belief @ (1 - holds_out), capacity)
        decisions.append(_worthwhile(ratio, *chances).astype(np.float64))
    pleaders = tuple(_pleaders(decision) for decision in decisions)
    share = float(weights @ np.array(pleaders) / weights.sum() / count)
    return LevelsOfReasoning(pleaders, share)


def _level_zero(count: int, level_zero: LevelZero) -> Floats:
    if faults := choice_faults("level_zero", level_zero, get_args(LevelZero)):
        raise ParameterError(faults)
    return np.full(count, float(level_zero == "hold out"))


def _worthwhile(ratio: Fraction, fewer: Floats, enough: Floats) -> NDArray[np.bool_]:
    """Where r exceeds a chance, by whichever of it and its complement has more digits."""
    above_zero = _signed_double(ratio) > fewer * (1 + _ROUNDING)
    return np.where(fewer <= 0.5, above_zero, _signed_double(1 - ratio) < enough * (1 - _ROUNDING))


def _signed_double(value: Fraction) -> float:
    """Within −2 and 2, where chances are, and 0 for 0 alone."""
    nearest = float(max(Fraction(-2), min(value, Fraction(2))))
    return nearest or math.copysign(5e-324 * bool(value), value)


def _chances_of_fewer(holds_out: Floats, pleads: Floats, limit: int) -> tuple[Floats, Floats]:
    """For each defendant, P(fewer than ``limit`` of those before hold out), and its complement.

    Levels are independent. Both are sums of positive terms, so neither loses digits near 0.
    """
    fewer, enough = np.empty_like(holds_out), np.empty_like(holds_out)
    mass = np.zeros(max(limit, 1))
    mass[0], reached = float(limit > 0), float(limit == 0)
    for place, (holds, leaves) in enumerate(zip(holds_out, pleads, strict=True)):
        fewer[place], enough[place] = mass.sum(), reached
        reached += mass[-1] * holds
        mass[1:] = mass[1:] * leaves + mass[:-1] * holds
        mass[0] *= leaves
    return fewer, enough


def _refuse_long_work(count: int, times: int, what: str) -> None:
    if count * (times + 1) > _MOST_WORK:
        rule = f"must be at most {_MOST_WORK:,} in product"
        value = f"{count:,} × {times:,}"
        raise ParameterError([Fault(f"defendants × {what}", value, rule, "take a smaller game")])


def _pleaders(holds_out: Floats) -> int:
    return int(holds_out.size - holds_out.sum())


def _numbers(game: PleaGame) -> tuple[int, int, Fraction]:
    """N, as many trials as there can be, and the offer ratio."""
    form = lottery_form(game).in_numbers()
    count = int(form.defendants)
    return count, min(count, int(form.capacity)), form.price_ratio
