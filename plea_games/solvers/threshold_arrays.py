"""Thresholds of many lottery games at once: the same closed forms, regime by regime, on arrays."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
from flint import fmpq
from numpy.typing import NDArray
from sympy import Add, And, Eq, Expr, Min, Or, Symbol, ceiling
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from ..games.array_code import on_arrays
from ..games.compile import exact_function
from ..games.exact_functions import as_fmpq
from ..games.lottery_points import Exact, Floats, LotteryPoints, Signs, Wide, narrowed
from ..model.closed_form import ClosedForm
from ..model.closed_forms import CLOSED_FORM, HOLD_OUT, PLEAD, TIE
from ..model.exact import as_fraction, double_outward
from ..model.kind_forms import KIND, KIND_CODES, TIED, kind_code
from ..model.symbols import K, L, N, T, d, kappa, r, s
from .harmonic_arrays import harmonic_numbers
from .laplacian import laplacian_ratio
from .lottery import mixed_probability
from .one_lottery import LEAST_COMPLEMENT

_CHOICES: Mapping[Expr, float] = {
    HOLD_OUT: 1.0,
    PLEAD: -1.0,
    TIE: 0.0,
    **{regime.value: float(kind_code(str(regime.value))) for regime in KIND.regimes},
}
_FORMS: Mapping[str, ClosedForm] = {**CLOSED_FORM, KIND.name: KIND}
_TIPPING, _ROUNDS = Symbol("tipping_count"), Symbol("rounds_count")
_NAMES = {
    N: "defendants", K: "capacity", s: "price", T: "trial_cost", d: "dismissal_cost",
    Symbol("stake"): "stake", Symbol("net_price"): "net_price", Symbol("spared"): "spared",
}  # fmt: skip
_STAKE, _NET_PRICE, _SPARED = list(_NAMES)[-3:]
_WRITTEN = {
    ceiling(K / r): _TIPPING, ceiling(N / K): _ROUNDS,
    T - d: _STAKE, s - d: _NET_PRICE, T - s: _SPARED,
}  # fmt: skip
_CHANCE_IF_ALL = Min(1, kappa)  # long to compare for sympy
_LETTERS = (*_NAMES, kappa, r, L, _TIPPING, _ROUNDS)
_HARMONIC = {"harmonic": harmonic_numbers}


def threshold_arrays(points: LotteryPoints, names: Sequence[str]) -> dict[str, Floats]:
    """Thresholds by name, each in the shape of what it depends on; NaN where it does not exist.

    They are the closed forms where T > d; where T ≤ d ≤ s, which payments to those tried may bring
    about, holding out is always a best reply. The choice "risk_dominant" is 1 for holding out, −1
    for pleading, 0 for a tie; "kind" has the numbers of ``KIND_CODES``.

    >>> from fractions import Fraction
    >>> from plea_games import PleaGame
    >>> game = PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> values = {letter: Fraction(int(v)) for letter, v in game.substitution.items()}
    >>> points = LotteryPoints(game.payoffs, {**values, s: np.array([1.0, 4.0, 0.5])})
    >>> threshold_arrays(points, ["tipping_holdouts"])["tipping_holdouts"]
    array([120.,  30.,  nan])
    """
    board = _Board(points)
    return {name: board.value(_FORMS[name]) for name in names}


class _Board:
    """The letters of the closed forms, and comparisons of r, as arrays."""

    def __init__(self, points: LotteryPoints) -> None:
        self.points = points
        self._signs: dict[Expr, Signs] = {}
        self._values: dict[Symbol, Wide | Floats] = {}

    def value(self, form: ClosedForm) -> Floats:
        nearest = narrowed(self._wide(form), form.name)
        if form.bound is not None:
            self._round_outward(form, nearest)
        return nearest

    def _round_outward(self, form: ClosedForm, nearest: Floats) -> None:
        """Doubles that keep the bound when given back as they print, as a game alone has them."""
        for regime in form.regimes:
            if regime.value is None or regime.value.is_number:
                continue
            compute = _exactly(_written(regime.value.subs(r, _NET_PRICE / _STAKE)))
            holds = np.broadcast_to(self.truth(regime.condition), nearest.shape)
            for place, at in self.points.exactly(holds & self.points.has_threat):
                nearest[place] = double_outward(compute(at), form.name, up=form.bound == "least")

    def _wide(self, form: ClosedForm) -> Wide | Floats:
        conditions, values = [], []
        for regime in form.regimes:
            if regime.value is not None:
                conditions.append(self.truth(regime.condition))
                values.append(self.number(regime.value))
        shape = np.broadcast_shapes(
            self.points.has_threat.shape, *(np.shape(part) for part in (*conditions, *values))
        )
        wide = np.full(shape, np.nan, np.result_type(np.float64, *values))
        for condition, value in zip(conditions, values, strict=True):
            np.copyto(wide, value, where=condition & self.points.has_threat)
        if form.name in _WITHOUT_THREAT:
            np.copyto(wide, self._without_threat(form.name), where=~self.points.has_threat)
        return wide

    def _without_threat(self, name: str) -> Any:
        """Where T ≤ d ≤ s: nobody gains by pleading, and somebody loses unless s = d and τ = 0."""
        if name == "tipping_share":
            return 1 / self.points["defendants"]
        if name not in {"risk_dominant", KIND.name}:
            return _WITHOUT_THREAT[name]
        loses = self.points.sign(lambda at: at["price"], lambda at: at["dismissal_cost"]) > 0
        wins = self.points.sign(lambda at: at["trial_cost"], lambda at: at["dismissal_cost"]) < 0
        surely = (1.0, 0.0) if name == "risk_dominant" else (_HARMONY, _TIED)
        return np.where(loses | (wins & (self.points["capacity"] > 0)), *surely)

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
        if other == _CHANCE_IF_ALL:
            everyone = self.points["capacity"] >= self.points["defendants"]
            return np.where(everyone, self.sign(r - 1), self.sign(r - kappa)).astype(np.int8)
        if other == kappa:
            return self.points.sign(
                lambda at: at["net_price"] * at["defendants"],
                lambda at: at["stake"] * at["capacity"],
            )
        if other == L:
            return self._compared_with_laplacian()
        if other in (0, 1):
            bound = "dismissal_cost" if other == 0 else "trial_cost"
            return self.points.sign(lambda at: at["price"], lambda at: at[bound])
        raise AssertionError(f"no closed form compares r with {other}")

    def _compared_with_laplacian(self) -> Signs:
        laplacian = self.letter(L)
        gap = np.asarray(self.letter(r) - laplacian)
        signs: Signs = np.asarray(np.nan_to_num(np.sign(gap)), dtype=np.int8)  # NaN where T ≤ d
        for place, at in self.points.exactly(np.abs(gap) <= _LAPLACIAN_ROUNDING * laplacian):
            share, exact = at["net_price"] / at["stake"], as_fmpq(_exact_laplacian(at))
            signs[place] = (share > exact) - (share < exact)
        return signs

    def number(self, formula: Expr | Eq) -> Any:
        if isinstance(formula, Eq):
            return self._mixed()
        if formula in _CHOICES:
            return _CHOICES[formula]
        written = _written(formula)
        if not written.has(_STAKE, _SPARED):
            return self._computed(written)
        terms = [self._computed(term) for term in Add.make_args(written)]
        return self.points.sum_of(terms, _exactly(written))

    def _computed(self, formula: Expr) -> Any:
        letters = _letters_in(formula)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            return _compile(letters, formula)(*(self.letter(letter) for letter in letters))

    def letter(self, letter: Symbol) -> Wide | Floats:
        if letter not in self._values:
            self._values[letter] = self._looked_up(letter)
        return self._values[letter]

    def _looked_up(self, letter: Symbol) -> Wide | Floats:
        points = self.points
        if letter in _NAMES:
            value = points[_NAMES[letter]]
            return value.astype(np.float64) if letter in {N, K} else value  # counts fit
        if letter == kappa:
            return np.asarray(points["capacity"] / points["defendants"])
        if letter == r:
            return self._of_stake("net_price")
        if letter == L:
            return self._wide(CLOSED_FORM["laplacian_ratio"])
        if letter == _ROUNDS:
            return points.ceiling(lambda at: at["defendants"], lambda at: at["capacity"])
        return points.ceiling(lambda at: at["capacity"] * at["stake"], lambda at: at["net_price"])

    def _of_stake(self, name: str) -> Wide:
        """A difference over T − d; NaN where trial is no worse than waiting."""
        with np.errstate(divide="ignore", invalid="ignore"):
            shares = self.points[name] / self.points["stake"]
        return np.where(self.points.has_threat, shares, np.longdouble(np.nan))

    def _mixed(self) -> Floats:
        """The kernel, within its reach; offer ratios that occur often are solved for once."""
        form, points = CLOSED_FORM["mixed_probability"], self.points
        exists = self.truth(form.regimes[0].condition) & points.has_threat
        counts = np.broadcast_arrays(points["defendants"], points["capacity"])
        ratio, missed = self.letter(r), self._of_stake("spared")
        with np.errstate(over="ignore", under="ignore"):  # the smaller one has all the digits
            smaller = np.where(ratio < missed, -ratio, missed).astype(np.float64)
        if counts[0].size == 1 and smaller.size > 1:
            kinds, where = np.unique(np.where(exists, smaller, np.nan), return_inverse=True)
            count, tried = (part.flat[0] for part in counts)
            return np.asarray(_mixed_or_nan(count, tried, kinds)[where.reshape(exists.shape)])
        shape = np.broadcast_shapes(np.shape(exists), counts[0].shape, smaller.shape)
        reachable = np.where(np.broadcast_to(exists, shape), smaller, np.nan)
        return _mixed_or_nan(counts[0], counts[1], reachable)


@cache
def _written(formula: Expr) -> Expr:
    """With one letter for what is computed apart."""
    return formula.subs(_WRITTEN)


@cache
def _letters_in(formula: Expr) -> tuple[Symbol, ...]:
    return tuple(letter for letter in _LETTERS if formula.has(letter))


def _mixed_or_nan(count: Wide, tried: Wide, smaller: Floats) -> Floats:
    """The mixed equilibria for 1 − r, or for r where that is smaller and has a minus before it.

    NaN where a game alone has no number: too near 0 or 1.
    """
    parts = np.broadcast_arrays(count.astype(np.float64), tried.astype(np.float64), smaller)
    probability, given = np.full(parts[2].shape, np.nan), parts[2]
    chosen = (given < 0) | (given >= LEAST_COMPLEMENT)
    counts, capacities, given = (part[chosen] for part in parts)
    missed, ratio = np.where(given < 0, 1 + given, given), np.where(given < 0, -given, 1 - given)
    mixed = mixed_probability(counts, capacities, missed, offer_ratio=ratio)
    probability[chosen] = np.where((mixed > 0) & (mixed < 1), mixed, np.nan)
    return probability


def _exactly(formula: Expr) -> Callable[[Exact], fmpq]:
    """What a formula is at a point."""
    compute = exact_function((*_NAMES, kappa, L), formula)
    has_laplacian = formula.has(L)

    def at_point(at: Exact) -> fmpq:
        rate = at["capacity"] / at["defendants"]
        laplacian = as_fmpq(_exact_laplacian(at)) if has_laplacian else fmpq(0)
        return compute(*(at[name] for name in _NAMES.values()), rate, laplacian)

    return at_point


def _exact_laplacian(at: Exact) -> Fraction:
    """L, told apart from the offer ratio."""
    tried, share = as_fraction(at["capacity"]), as_fraction(at["net_price"] / at["stake"])
    return laplacian_ratio(int(at["defendants"].p), tried, share)


_WITHOUT_THREAT = {"tipping_holdouts": 1, "tipping_share": None, "hard_core": 0,
                   "risk_dominant": None, KIND.name: None}  # fmt: skip
_HARMONY, _TIED = (float(KIND_CODES[kind]) for kind in ("harmony", TIED))
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
    return on_arrays(letters, formula, functions=_HARMONIC)
