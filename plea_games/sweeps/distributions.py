"""Distributions of scipy for what studies and scenarios say."""

from fractions import Fraction
from math import inf
from typing import assert_never

from ..caseloads.scenario_format import Fact
from ..errors import Fault, ParameterError
from ..model.parameters import Parameter
from .axes import Distribution
from .study_format import (
    Beta,
    Drawn,
    Lognormal,
    Normal,
    StatedRange,
    Triangular,
    Uniform,
)

_LARGEST_DRAWN = 2**53


def distribution(parameter: Parameter, drawn: Drawn, fact: Fact | None) -> Distribution:
    """Scipy's distribution for what a file says."""
    from scipy import stats

    def check(*rules: tuple[bool, str]) -> None:
        for holds, rule in rules:
            if not holds:
                given = f"{{{', '.join(f'{k} = {float(v):g}' for k, v in numbers.items())}}}"
                fault = Fault(parameter.name, given, rule, "correct the distribution")
                raise ParameterError([fault])

    numbers = {
        name: value
        for name in type(drawn).model_fields
        if name != "distribution" and (value := getattr(drawn, name)) is not None
    }
    at = {name: float(value) for name, value in numbers.items()}
    match drawn:
        case StatedRange():
            if fact is None or fact.range is None:
                rule, remedy = "has no range in the scenario", "write low and high, uniform"
                raise ParameterError([Fault(parameter.name, "range", rule, remedy)])
            return uniform(parameter, *fact.range)
        case Uniform(low=low, high=high):
            check((low < high, "must have low below high"))
            return uniform(parameter, low, high)
        case Triangular(low=low, mode=mode, high=high):
            check((low <= mode <= high and low < high, "must have low ≤ mode ≤ high, low < high"))
            peak = float((mode - low) / (high - low))
            return stats.triang(peak, loc=at["low"], scale=float(high - low))
        case Normal(sd=sd):
            ends = at.get("low", -inf), at.get("high", inf)
            in_order = ends[0] < ends[1]
            check((sd > 0, "must have sd above 0"), (in_order, "must have low below high"))
            below, above = ((end - at["mean"]) / at["sd"] for end in ends)
            return stats.truncnorm(below, above, loc=at["mean"], scale=at["sd"])
        case Lognormal(median=median, log_sd=log_sd):
            check((median > 0 and log_sd > 0, "must have median and log_sd above 0"))
            return stats.lognorm(at["log_sd"], scale=at["median"])
        case Beta(a=a, b=b, low=low, high=high):
            is_shape = a > 0 and b > 0
            check((is_shape, "must have a and b above 0"), (low < high, "must have low below high"))
            return stats.beta(at["a"], at["b"], loc=at["low"], scale=float(high - low))
    assert_never(drawn)


def uniform(parameter: Parameter, low: Fraction | int, high: Fraction | int) -> Distribution:
    """Uniform between two ends, over the whole numbers where only these will do."""
    from scipy import stats

    is_whole = low == int(low) and high == int(high)
    if parameter.is_count and is_whole and -_LARGEST_DRAWN < low <= high < _LARGEST_DRAWN:
        return stats.randint(int(low), int(high) + 1)
    return stats.uniform(float(low), float(high - low))
