"""How strong cases are: what users state about the cost T of a trial, read as a law of T."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import exp, isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...errors import Fault, ParameterError, first_faults, shown
from ...model.exact import NumberError, exact

Floats = NDArray[np.float64]

MOST_VALUES = 100_000
_MOST_FAULTS = 10
_CUT = 1e-15  # of a law without a largest value: beyond that share it counts as one value more
_HOW = "give a scipy distribution, a mapping from T to its weight, or a list of equally likely T"


@dataclass(frozen=True)
class FiniteLaw:
    """Finitely many costs of trial, in order, with probabilities that add up to 1.

    >>> law = FiniteLaw((Fraction(0), Fraction(4)), (Fraction(1, 4), Fraction(3, 4)))
    >>> law.cumulative, law.mean
    ((Fraction(0, 1), Fraction(1, 4), Fraction(1, 1)), Fraction(3, 1))
    """

    values: tuple[Fraction, ...]
    weights: tuple[Fraction, ...]

    @cached_property
    def cumulative(self) -> tuple[Fraction, ...]:
        """0 and the shares up to each value."""
        return (Fraction(0), *accumulate(self.weights))

    @cached_property
    def partial_means(self) -> tuple[Fraction, ...]:
        """0 and E[T; T ≤ value] up to each value."""
        parts = (value * weight for value, weight in zip(self.values, self.weights, strict=True))
        return (Fraction(0), *accumulate(parts))

    @property
    def mean(self) -> Fraction:
        """E T."""
        return self.partial_means[-1]

    @property
    def largest(self) -> Fraction:
        """The end of the support."""
        return self.values[-1]

    def share(self, cost: Fraction, *, including: bool) -> Fraction:
        """P(T < cost), or P(T ≤ cost)."""
        total = Fraction(0)
        for value, upto in zip(self.values, self.cumulative[1:], strict=True):
            if value > cost or (value == cost and not including):
                break
            total = upto
        return total

    def describe(self) -> str:
        """In a few words."""
        if len(self.values) > 4:
            return f"{len(self.values):,} values of T from {self.values[0]} to {self.values[-1]}"
        pairs = zip(self.values, self.weights, strict=True)
        return ", ".join(f"T = {float(v):g} ({100 * float(w):.4g}%)" for v, w in pairs)


@dataclass(frozen=True)
class ContinuousLaw:
    """A continuous law of scipy, with what is known of its density.

    ``mode`` is a point up to which the density rises and from which on it falls; None where no such
    point is known. ``uniform_ends`` are those of a uniform law, exactly.
    """

    law: Any
    name: str
    mode: float | None
    uniform_ends: tuple[Fraction, Fraction] | None = None

    def cdf(self, cost: Any) -> Any:
        """G, within [0, 1]."""
        return np.clip(self.law.cdf(cost), 0.0, 1.0)

    def density(self, cost: float) -> float:
        """The density of T."""
        return float(self.law.pdf(cost))

    def density_bounds(self, lower: float, upper: float) -> tuple[float, float]:
        """The least and the most density between two points, for a law with a mode."""
        ends = self.density(lower), self.density(upper)
        most = max(ends)
        if self.mode is not None and lower <= self.mode <= upper:
            most = self.density(self.mode)
        return min(ends), most if isfinite(most) else float("inf")

    @property
    def mean(self) -> float:
        """E T; infinite or NaN where it does not exist."""
        return float(self.law.mean())

    @property
    def support(self) -> tuple[float, float]:
        """Ends, possibly infinite."""
        low, high = self.law.support()
        return float(low), float(high)

    @property
    def largest(self) -> float:
        """The end of the support."""
        return self.support[1]

    def quantiles(self, shares: Floats) -> Floats:
        """The costs below which these shares lie."""
        inverse = getattr(self.law, "ppf", None) or self.law.icdf
        return np.asarray(inverse(shares), dtype=np.float64)

    def describe(self) -> str:
        """In a few words."""
        low, high = self.support
        return f"T {self.name}, from {low:g} to {high:g}"


CaseLaw = FiniteLaw | ContinuousLaw


def read_case_law(distribution: object) -> CaseLaw:
    """The law of T that a user states."""
    if isinstance(distribution, Mapping):
        return _finite(list(distribution.items()))
    if callable(getattr(distribution, "cdf", None)):
        return _of_scipy(distribution)
    if isinstance(distribution, Iterable) and not isinstance(distribution, str | bytes):
        return _finite([(value, 1) for value in distribution])
    rule = "must be a distribution of T"
    raise ParameterError([Fault("distribution", shown(distribution), rule, _HOW)])


def _finite(pairs: list[tuple[object, object]]) -> FiniteLaw:
    weights: dict[Fraction, Fraction] = {}
    faults = []
    for value, weight in pairs:
        try:
            cost, share = exact(value), exact(weight)
            if share < 0:
                raise NumberError("must have a weight of 0 or more")
        except NumberError as error:
            stated = f"{shown(value)}: {shown(weight)}"
            faults.append(Fault("distribution", stated, str(error), "write such as {0: 1, 10: 3}"))
        else:
            weights[cost] = weights.get(cost, Fraction(0)) + share
    total = sum(weights.values())
    if not faults and not total:
        faults.append(Fault("distribution", "", "must have a weight above 0", _HOW))
    if len(weights) > MOST_VALUES:
        rule = f"must have at most {MOST_VALUES:,} different values"
        faults.append(Fault("distribution", f"{len(weights):,} values", rule, "round them"))
    if faults:
        raise ParameterError(first_faults(faults, "distribution", _MOST_FAULTS))
    kept = sorted(value for value, weight in weights.items() if weight)
    return FiniteLaw(tuple(kept), tuple(weights[value] / total for value in kept))


def _of_scipy(distribution: Any) -> CaseLaw:
    from scipy import stats

    if isinstance(distribution, stats.rv_discrete | stats.rv_continuous):
        try:
            distribution = distribution()  # with the parameters it has, if it needs no others
        except TypeError:
            rule, remedy = "must have its parameters", "write such as scipy.stats.norm(8, 2)"
            raise ParameterError([Fault("distribution", distribution.name, rule, remedy)]) from None
    low, high = (float(end) for end in distribution.support())
    if not low <= high:
        rule, remedy = "must have parameters in range", "correct them"
        raise ParameterError([Fault("distribution", shown(distribution), rule, remedy)])
    if not hasattr(distribution, "pmf") or not _is_discrete(distribution):
        family = (
            getattr(getattr(distribution, "dist", None), "name", "") or type(distribution).__name__
        )
        return ContinuousLaw(distribution, family, _mode(distribution), _ends(distribution))
    return _finite(_values_of_discrete(distribution, low, high))


def _is_discrete(distribution: Any) -> bool:
    from scipy import stats

    family = getattr(distribution, "dist", None)
    return not isinstance(family, stats.rv_continuous)


def _values_of_discrete(distribution: Any, low: float, high: float) -> list[tuple[object, object]]:
    """Values with weights; what lies beyond all but a negligible share counts as one more value."""
    stated = getattr(distribution.dist, "xk", None)
    if stated is not None:
        offset = low - float(np.min(stated))
        values = np.asarray(stated, dtype=np.float64) + offset
        return list(zip(values.tolist(), distribution.pmf(values).tolist(), strict=True))
    last = min(high, float(distribution.ppf(1 - _CUT)))
    if not isfinite(low) or last - low >= MOST_VALUES:
        rule = f"must have a least value and at most {MOST_VALUES:,} others"
        raise ParameterError([Fault("distribution", f"from {low:g}", rule, "cut it off")])
    values = np.array([low + step for step in range(round(last - low) + 1)])
    pairs: list[tuple[object, object]] = list(
        zip(values.tolist(), distribution.pmf(values).tolist(), strict=True)
    )
    beyond = float(distribution.sf(last)) if last < high else 0.0
    return [*pairs, (last + 1, beyond)] if beyond > 0 else pairs


def _mode(distribution: Any) -> float | None:
    """Where the density peaks, for families of which it is known that it only rises, then falls."""
    family: Any = getattr(distribution, "dist", None)
    place = _MODES.get(getattr(family, "name", ""))
    if place is None:
        return None
    shapes, loc, scale = family._parse_args(*distribution.args, **distribution.kwds)
    standard = place(*(float(shape) for shape in shapes))
    return None if standard is None else float(loc) + float(scale) * standard


def _ends(distribution: Any) -> tuple[Fraction, Fraction] | None:
    family: Any = getattr(distribution, "dist", None)
    if getattr(family, "name", "") != "uniform":
        return None
    _, loc, scale = family._parse_args(*distribution.args, **distribution.kwds)
    return exact(float(loc)), exact(float(loc)) + exact(float(scale))


def _beta_mode(a: float, b: float) -> float | None:
    if a < 1 and b < 1:
        return None  # falls first, then rises
    if a <= 1:
        return 0.0
    return 1.0 if b <= 1 else (a - 1) / (a + b - 2)


_MODES: Mapping[str, Any] = {
    "uniform": lambda: 0.5,
    "norm": lambda: 0.0,
    "logistic": lambda: 0.0,
    "expon": lambda: 0.0,
    "gamma": lambda a: max(a - 1, 0.0),
    "weibull_min": lambda c: ((c - 1) / c) ** (1 / c) if c > 1 else 0.0,
    "lognorm": lambda s: exp(-s * s),
    "triang": lambda c: c,
    "truncnorm": lambda a, b: min(max(0.0, a), b),
    "beta": _beta_mode,
}
