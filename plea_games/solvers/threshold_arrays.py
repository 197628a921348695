"""Thresholds of many lottery games at once: the same closed forms, regime by regime, on arrays."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma
from sympy import And, Eq, Expr, Min, Or, Symbol, ceiling, lambdify
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from ..games.lottery_points import Floats, LotteryPoints, Signs
from ..model.closed_form import ClosedForm
from ..model.closed_forms import CLOSED_FORM, HOLD_OUT, PLEAD, TIE
from ..model.exact import as_fraction
from ..model.symbols import K, L, N, T, d, kappa, r, s
from .laplacian import laplacian_ratio
from .lottery import mixed_probability

_CHOICES: Mapping[Expr, float] = {HOLD_OUT: 1.0, PLEAD: -1.0, TIE: 0.0}
_TIPPING, _ROUNDS = Symbol("tipping_count"), Symbol("rounds_count")
_LETTERS = (N, K, s, d, T, kappa, r, L, _TIPPING, _ROUNDS)
_HARMONIC = {"harmonic": lambda count: digamma(count + 1) + np.euler_gamma}


def threshold_arrays(points: LotteryPoints, names: Sequence[str]) -> dict[str, Floats]:
    """Thresholds by name, each in the shape of what it depends on; NaN where it does not exist.

    They are the closed forms where T > d; where T ≤ d ≤ s, which payments to those tried may bring
    about, holding out is always a best reply. The choice "risk_dominant" is 1 for holding out, −1
    for pleading, 0 for a tie.

    >>> from fractions import Fraction
    >>> from plea_games import PleaGame
    >>> game = PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> values = {letter: Fraction(int(v)) for letter, v in game.substitution.items()}
    >>> points = LotteryPoints(game.formulas, {**values, s: np.array([1.0, 4.0, 0.5])})
    >>> threshold_arrays(points, ["tipping_holdouts"])["tipping_holdouts"]
    array([120.,  30.,  nan])
    """
    board = _Board(points)
    return {name: board.value(CLOSED_FORM[name]) for name in names}


class _Board:
    """The letters of the closed forms, and comparisons of r, as arrays."""

    def __init__(self, points: LotteryPoints) -> None:
        self.points = points
        self._signs: dict[Expr, Signs] = {}
        self._values: dict[Symbol, Floats] = {}

    def value(self, form: ClosedForm) -> Floats:
        conditions, values = [], []
        for regime in form.regimes:
            if regime.value is not None:
                conditions.append(self.truth(regime.condition))
                values.append(self.number(regime.value))
        shape = np.broadcast_shapes(
            self.points.has_threat.shape, *(np.shape(part) for part in (*conditions, *values))
        )
        found = np.full(shape, np.nan)
        for condition, value in zip(conditions, values, strict=True):
            np.copyto(found, value, where=condition & self.points.has_threat)
        if form.name in _WITHOUT_THREAT:
            np.copyto(found, self._without_threat(form.name), where=~self.points.has_threat)
        return found

    def _without_threat(self, name: str) -> Any:
        """Where T ≤ d ≤ s: nobody gains by pleading, and somebody loses unless s = d and τ = 0."""
        if name == "tipping_share":
            return 1 / self.points.defendants
        if name != "risk_dominant":
            return _WITHOUT_THREAT[name]
        loses = self.points.sign(lambda at: at["offer"], lambda at: at["dismissal_cost"]) > 0
        wins = self.points.sign(lambda at: at["sentence"], lambda at: at["dismissal_cost"]) < 0
        return np.where(loses | (wins & (self.points.capacity > 0)), 1.0, 0.0)

    def truth(self, condition: Boolean) -> Any:
        """Where a condition holds."""
        if condition in (True, False):
            return np.bool_(bool(condition))
        if isinstance(condition, And | Or):
            combine = np.logical_and if isinstance(condition, And) else np.logical_or
            parts = [self.truth(part) for part in condition.args]
            whole = parts[0]
            for part in parts[1:]:
                whole = combine(whole, part)
            return whole
        assert isinstance(condition, Relational)
        signs = self.sign(condition.lhs - condition.rhs)
        return _COMPARE[condition.rel_op](signs)

    def sign(self, difference: Expr) -> Signs:
        """The sign of what is compared: r with another ratio, or two counts."""
        if not difference.has(r):
            signs: Signs = np.nan_to_num(np.sign(self.number(difference))).astype(np.int8)
            return signs
        if difference.coeff(r) == -1:
            return -self.sign(-difference)
        other = r - difference
        if other not in self._signs:
            self._signs[other] = self._compared(other)
        return self._signs[other]

    def _compared(self, other: Expr) -> Signs:
        """The sign of r − other, for T > d."""
        if other == Min(1, kappa):
            everyone = self.points.capacity >= self.points.defendants
            return np.where(everyone, self.sign(r - 1), self.sign(r - kappa)).astype(np.int8)
        if other == kappa:
            return self.points.sign(
                lambda at: (at["offer"] - at["dismissal_cost"]) * at["defendants"],
                lambda at: (at["sentence"] - at["dismissal_cost"]) * at["capacity"],
            )
        if other == L:
            return self._compared_with_laplacian()
        if other in (0, 1):
            bound = "dismissal_cost" if other == 0 else "sentence"
            return self.points.sign(lambda at: at["offer"], lambda at: at[bound])
        raise AssertionError(f"no closed form compares r with {other}")

    def _compared_with_laplacian(self) -> Signs:
        laplacian = self.letter(L)
        gap = np.asarray(self.letter(r) - laplacian)
        signs: Signs = np.nan_to_num(np.sign(gap)).astype(np.int8)  # r is NaN where T ≤ d
        for place, at in self.points.exactly(np.abs(gap) <= _LAPLACIAN_ROUNDING * laplacian):
            ratio = (at["offer"] - at["dismissal_cost"]) / (at["sentence"] - at["dismissal_cost"])
            tried, share = as_fraction(at["capacity"]), as_fraction(ratio)
            exact = laplacian_ratio(int(at["defendants"].p), tried, share)
            signs[place] = (share > exact) - (share < exact)
        return signs

    def number(self, formula: Expr | Eq) -> Any:
        if isinstance(formula, Eq):
            return self._mixed()
        if formula in _CHOICES:
            return _CHOICES[formula]
        counted = formula.subs({ceiling(K / r): _TIPPING, ceiling(N / K): _ROUNDS})
        letters = tuple(letter for letter in _LETTERS if counted.has(letter))
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            return _compile(letters, counted)(*(self.letter(letter) for letter in letters))

    def letter(self, letter: Symbol) -> Floats:
        if letter not in self._values:
            self._values[letter] = self._computed(letter)
        return self._values[letter]

    def _computed(self, letter: Symbol) -> Floats:
        points = self.points
        plain = {N: points.defendants, K: points.capacity, s: points.offer,
                 d: points.dismissal_cost, T: points.trial_cost}  # fmt: skip
        if letter in plain:
            return plain[letter]
        if letter == kappa:
            return points.capacity / points.defendants
        if letter == r:
            return points.offer_ratio
        if letter == L:
            return self.value(CLOSED_FORM["laplacian_ratio"])
        if letter == _ROUNDS:
            return points.ceiling(lambda at: at["defendants"], lambda at: at["capacity"])
        return points.ceiling(
            lambda at: at["capacity"] * (at["sentence"] - at["dismissal_cost"]),
            lambda at: at["offer"] - at["dismissal_cost"],
        )

    def _mixed(self) -> Floats:
        """The kernel, within its reach; offer ratios that occur often are solved for once."""
        form, points = CLOSED_FORM["mixed_probability"], self.points
        exists = self.truth(form.regimes[0].condition) & points.has_threat
        counts = np.broadcast_arrays(points.defendants, points.capacity)
        ratios = points.one_minus_ratio
        if counts[0].size == 1 and ratios.size > 1:
            kinds, where = np.unique(np.where(exists, ratios, np.nan), return_inverse=True)
            count, tried = (part.flat[0] for part in counts)
            return np.asarray(_mixed_or_nan(count, tried, kinds)[where.reshape(exists.shape)])
        shape = np.broadcast_shapes(np.shape(exists), counts[0].shape, ratios.shape)
        reachable = np.where(np.broadcast_to(exists, shape), ratios, np.nan)
        return _mixed_or_nan(counts[0], counts[1], reachable)


def _mixed_or_nan(count: Floats, tried: Floats, complement: Floats) -> Floats:
    parts = np.broadcast_arrays(count, tried, complement)
    found, chosen = np.full(parts[2].shape, np.nan), ~np.isnan(parts[2])
    found[chosen] = mixed_probability(*(part[chosen] for part in parts))
    return found


_WITHOUT_THREAT = {"tipping_holdouts": 1, "tipping_share": None, "hard_core": 0,
                   "risk_dominant": None}  # fmt: skip
_LAPLACIAN_ROUNDING = 1e-14
_COMPARE: Mapping[str, Callable[[Signs], NDArray[np.bool_]]] = {
    "<": lambda sign: sign < 0,
    "<=": lambda sign: sign <= 0,
    ">": lambda sign: sign > 0,
    ">=": lambda sign: sign >= 0,
    "==": lambda sign: sign == 0,
}


@cache
def _compile(letters: tuple[Symbol, ...], formula: Expr) -> Callable[..., Any]:
    compiled: Callable[..., Any] = lambdify(letters, formula, modules=[_HARMONIC, "numpy"])
    return compiled
