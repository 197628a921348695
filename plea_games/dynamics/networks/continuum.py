r"""Granovetter's riot in the continuum: normal thresholds, and where the crowd jumps.

Among infinitely many people whose thresholds are normal with mean μ and spread σ, all in shares of
the crowd, the share x that holds out solves

.. math:: x = \Phi\!\left(\frac{x - \mu}{\sigma}\right).

:math:`g(x) = \Phi((x-\mu)/\sigma) - x` falls, rises between :math:`x_\pm = \mu \pm \sigma
\sqrt{-2\ln(\sigma\sqrt{2\pi})}`, and falls again; so it has one root between any two of 0, x₋, x₊
and 1 between which it changes sign, and no others. For σ ≥ 1/√(2π) it only falls.

The least root jumps where g touches 0 at x₋. With z = (x − μ)/σ tangency means φ(z) = σ and
:math:`\Phi(z) - z\varphi(z) = \mu`, whose left side increases in z: one root, no search.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from ...errors import Fault, ParameterError, shown
from ...games.heterogeneous import HeterogeneousGame
from ...games.randomness import read_rng
from ...model.parameters import PARAMETER, Parameter
from ...model.place_parameters import MEAN_THRESHOLD, THRESHOLD_SPREAD
from ...model.reading import Quantity, attempt, read_number
from ...tables import Column, Table, Tabular

_NORMAL_PEAK = 1 / np.sqrt(2 * np.pi)
_FARTHEST = 38.0  # z beyond which the normal density is 0 in doubles


@dataclass(frozen=True)
class ContinuumCascade(Tabular):
    """Every share of the crowd that can hold out in equilibrium.

    Attributes
    ----------
    mean_threshold, spread : share
        μ and σ.
    shares : share
        One fixed point or three, in increasing order; the middle one is unstable.
    critical_spread : share
        The spread at which the least and the middle one merge, for μ < 1/2; for μ > 1/2 the middle
        and the greatest.
    """

    mean_threshold: float
    spread: float
    shares: tuple[float, ...]
    critical_spread: float

    @property
    def least(self) -> float:
        """Where a crowd ends up that starts from nobody."""
        return self.shares[0]

    @property
    def greatest(self) -> float:
        """Where it ends up from everybody."""
        return self.shares[-1]

    def table(self, title: str = "") -> Table:
        """One row a fixed point."""
        columns = (Column("fixed point", left=True), Column("hold out", "share"))
        names = ("least", "unstable", "greatest") if len(self.shares) == 3 else ("only",)
        note = (
            f"Fixed points merge at a spread of {100 * self.critical_spread:.6g}%."
            if self.mean_threshold != 0.5
            else "With a mean of one half, three fixed points become one at a spread of "
            f"{100 * self.critical_spread:.6g}%."
        )
        heading = title or (
            f"Thresholds normal with mean {100 * self.mean_threshold:g}% and spread "
            f"{100 * self.spread:g}% of the crowd"
        )
        return Table(heading, columns, list(zip(names, self.shares, strict=True)), (note,))


def continuum_cascade(*, mean_threshold: Quantity, spread: Quantity) -> ContinuumCascade:
    """Every equilibrium of an infinite crowd with normal thresholds.

    Parameters
    ----------
    mean_threshold, spread
        μ in (0, 1) and σ > 0, as shares of the crowd.

    Returns
    -------
    ContinuumCascade
        Frozen; prints as a table. Shares are roots to double precision, and all of them, but for
        two that lie within rounding of each other.

    Raises
    ------
    ParameterError
        With one line for each rule that is broken.

    Examples
    --------
    Granovetter's numbers, per hundred: a spread of 12.2 leaves the riot at five or six people, 12.3
    takes everyone.

    >>> import plea_games as pg
    >>> [round(100 * pg.networks.continuum_cascade(mean_threshold=0.25, spread=s).least, 4)
    ...  for s in (0.122, 0.123)]
    [5.4792, 100.0]

    References
    ----------
    Granovetter (1978), Amer. J. Sociology 83, 1420 (from memory); the tangency condition is ours.
    """
    mean, deviation = _read(mean_threshold, spread)

    def excess(share: float) -> float:
        return float(ndtr((share - mean) / deviation)) - share

    turns = []
    if deviation < _NORMAL_PEAK:
        half = deviation * np.sqrt(-2 * np.log(deviation / _NORMAL_PEAK))
        turns = [turn for turn in (mean - half, mean + half) if 0 < turn < 1]
    ends = [0.0, *turns, 1.0]
    # above 0 at nobody and below 0 at everybody, even where doubles round that to 0
    signs = [1.0, *(np.sign(excess(turn)) for turn in turns), -1.0]
    shares = []
    for low, high, here, there in zip(ends, ends[1:], signs, signs[1:], strict=False):
        if there == 0:
            shares.append(high)
        elif here * there < 0:
            shares.append(_root(excess, low, high))
    return ContinuumCascade(mean, deviation, tuple(shares), critical_spread(mean_threshold))


def critical_spread(mean_threshold: Quantity) -> float:
    """The spread at which two fixed points merge and the crowd jumps.

    For μ < 1/2 the least fixed point ends there: with more spread, everyone holds out but for the
    few whose thresholds exceed the crowd. For μ > 1/2 the greatest ends there. At μ = 1/2 it is
    1/√(2π).

    Parameters
    ----------
    mean_threshold
        μ in (0, 1), a share of the crowd.

    Returns
    -------
    float
        σ, a share of the crowd.

    Raises
    ------
    ParameterError
        For a mean out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> round(100 * pg.networks.critical_spread(0.25), 4)
    12.2221
    """
    mean, _ = _read(mean_threshold, 1)
    turn = _root(lambda z: float(ndtr(z)) - z * _density(z) - mean, -_FARTHEST, _FARTHEST)
    return _density(turn)


def normal_thresholds(
    defendants: int,
    *,
    mean_threshold: Quantity,
    spread: Quantity,
    rng: np.random.Generator | int | None = None,
) -> HeterogeneousGame:
    """A finite crowd with normal thresholds, to hold against the continuum.

    Parameters
    ----------
    defendants
        n, a count of at least 1.
    mean_threshold, spread
        μ in (0, 1) and σ > 0, as shares of the crowd.
    rng
        Seed or generator to draw thresholds with; without it they are the quantiles of
        (i − 1/2)/n, which come nearer to the continuum, by the order of 1/n instead of 1/√n.

    Returns
    -------
    HeterogeneousGame
        Each holds out if at least that share of n, in others, does.

    Raises
    ------
    ParameterError
        With one line for each rule that is broken.

    Examples
    --------
    >>> import plea_games as pg
    >>> crowd = pg.networks.normal_thresholds(1_000_000, mean_threshold=0.25, spread=0.122)
    >>> round(pg.heterogeneous.extremal_equilibria(crowd).least / 1_000_000, 4)
    0.0548
    """
    mean, deviation = _read(mean_threshold, spread)
    count = int(read_number(PARAMETER["defendants"], defendants))
    if rng is None:
        standard = ndtri((np.arange(count) + 0.5) / count)
    else:
        standard = read_rng(rng).standard_normal(count)
    others = np.ceil(np.clip(count * (mean + deviation * standard), 0, count))
    return HeterogeneousGame.of_thresholds(others.astype(np.int64) + 1)


def _read(mean_threshold: Quantity, spread: Quantity) -> tuple[float, float]:
    faults: list[Fault] = []
    mean = attempt(faults, lambda: _inside(MEAN_THRESHOLD, mean_threshold), 0.0)
    deviation = attempt(faults, lambda: _inside(THRESHOLD_SPREAD, spread), 0.0)
    if faults:
        raise ParameterError(faults)
    return mean, deviation


def _inside(parameter: Parameter, value: Quantity) -> float:
    """A number within its range, and so far from its ends that doubles can tell."""
    number = read_number(parameter, value)
    ends = (1e-9, 1e9 if parameter.maximum is None else 1 - 1e-9)
    if not ends[0] <= number <= ends[1]:
        less = "" if parameter.maximum is None else f" and less than {parameter.maximum}"
        rule = f"must be more than 0{less} (from {ends[0]:.10g} to {ends[1]:.10g})"
        raise ParameterError([Fault(parameter.name, shown(value), rule, parameter.remedy)])
    return float(number)


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    return float(brentq(function, low, high, xtol=1e-15, rtol=1e-15))


def _density(z: float) -> float:
    return float(_NORMAL_PEAK * np.exp(-z * z / 2))
