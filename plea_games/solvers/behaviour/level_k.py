r"""Limited reasoning under an announced order of trials: level-k and cognitive hierarchy.

The i-th defendant in the announced order is tried after holding out if fewer than K of those before
her hold out too. A level-0 defendant holds out, or pleads, without thinking. A level-k defendant
best-responds to others of level k − 1 (Nagel 1995; Stahl & Wilson 1995, from memory), or to others
whose levels 0…k − 1 are Poisson distributed (Camerer, Ho & Chong 2004, from memory).
Ties plead.
"""

from dataclasses import dataclass
from fractions import Fraction
from numbers import Real
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.stats import poisson

from ...errors import Fault, ParameterError, shown
from ...games.compile import derived
from ...model.game import PleaGame, lottery_game
from ...model.reading import read_whole
from ...model.symbols import r

LevelZero = Literal["hold out", "plead"]

_TAIL = 1e-12  # Poisson levels beyond this much mass are left out
_MOST_LEVELS = 1000
_MOST_WORK = 10**8  # defendants times levels, or times trials
_MOST_IN_TURN = 100_000
_ROUNDING = 1e-12  # ties plead, and sums of probabilities round


@dataclass(frozen=True)
class LevelsOfReasoning:
    """How many of N defendants plead at each level of reasoning, from level 0 on.

    ``share`` is the expected share who plead, where levels have a distribution; None otherwise.
    """

    pleaders: tuple[int, ...]
    share: float | None = None


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

    Examples
    --------
    >>> game = PleaGame(defendants=20, capacity=6, offer=9, sentence=10)
    >>> level_k(game).pleaders
    (0, 6, 12, 18, 20)
    >>> level_k(game, level_zero="plead", levels=2).pleaders
    (20, 20, 20)
    """
    count, capacity = _counts(game)
    highest = -(-count // max(capacity, 1)) if levels is None else read_whole(levels, "levels")
    _refuse_long_work(count, highest, "levels")
    holds_out = _level_zero(count, level_zero)
    pleaders = [_pleaders(holds_out)]
    for _ in range(highest):
        before = np.concatenate(([0.0], np.cumsum(holds_out)[:-1]))
        holds_out = _best_reply(game, (before < capacity).astype(np.float64))
        pleaders.append(_pleaders(holds_out))
    return LevelsOfReasoning(tuple(pleaders))


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
    count, capacity = _counts(game)
    if count > _MOST_IN_TURN:
        rule = f"must be at most {_MOST_IN_TURN:,}, each of whom is looked at in turn"
        raise ParameterError([Fault("defendants", f"{count:,}", rule, "take a smaller game")])
    _refuse_long_work(count, capacity, "trials")
    level_mean = float(mean)
    weights = poisson.pmf(np.arange(int(poisson.isf(_TAIL, level_mean)) + 1), level_mean)
    decisions = [_level_zero(count, level_zero)]
    for level in range(1, weights.size):
        belief = weights[:level] / weights[:level].sum()
        expected = belief @ np.array(decisions)
        decisions.append(_best_reply(game, _chance_of_fewer(expected, capacity)))
    pleaders = tuple(_pleaders(decision) for decision in decisions)
    share = float(weights @ np.array(pleaders) / weights.sum() / count)
    return LevelsOfReasoning(pleaders, share)


Floats = NDArray[np.float64]


def _level_zero(count: int, level_zero: LevelZero) -> Floats:
    if level_zero not in get_args(LevelZero):
        rule = "must be 'hold out' or 'plead'"
        raise ParameterError([Fault("level_zero", shown(level_zero), rule, "take one of these")])
    return np.full(count, float(level_zero == "hold out"))


def _best_reply(game: PleaGame, tried: Floats) -> Floats:
    """1 where holding out is better than pleading, given each one's chance of trial.

    Exact where trial is certain or out of the question.
    """
    ratio = derived(lottery_game(game).numbers)[r]
    within_reach = float(max(Fraction(-1), min(ratio, Fraction(2))))
    better = np.where(tried == 1, ratio > 1, within_reach > tried + _ROUNDING)
    return np.where(tried == 0, ratio > 0, better).astype(np.float64)


def _chance_of_fewer(holds_out: Floats, limit: int) -> Floats:
    """For each defendant, P(fewer than ``limit`` of those before hold out), levels independent."""
    fewer = np.empty_like(holds_out)
    mass = np.zeros(max(limit, 1))
    mass[0] = float(limit > 0)
    for place, chance in enumerate(holds_out):
        fewer[place] = mass.sum()
        mass[1:] = mass[1:] * (1 - chance) + mass[:-1] * chance
        mass[0] *= 1 - chance
    return fewer


def _refuse_long_work(count: int, times: int, what: str) -> None:
    if count * (times + 1) > _MOST_WORK:
        rule = f"must be at most {_MOST_WORK:,} in product"
        value = f"{count:,} × {times:,}"
        raise ParameterError([Fault(f"defendants × {what}", value, rule, "take a smaller game")])


def _pleaders(holds_out: Floats) -> int:
    return int(holds_out.size - holds_out.sum())


def _counts(game: PleaGame) -> tuple[int, int]:
    """N, and as many trials as there can be."""
    numbers = lottery_game(game).numbers
    count = int(numbers["defendants"])
    return count, min(count, int(numbers["capacity"]))
