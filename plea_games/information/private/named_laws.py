"""Laws of the cost of trial by name, as one writes them on a line: ``normal:mean=8,sd=2``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ...errors import Fault, ParameterError, did_you_mean, shown
from ...model.exact import NumberError, exact

_LONGEST = 400


@dataclass(frozen=True)
class _Named:
    """What a law takes, when it is in order, and how scipy writes it."""

    parameters: tuple[str, ...]
    rule: str
    is_in_order: Callable[..., bool]
    build: Callable[..., Any]


def _law(family: str, *shapes: float, loc: Fraction | int = 0, scale: Fraction | int = 1) -> Any:
    from scipy import stats

    return getattr(stats, family)(*shapes, loc=float(loc), scale=float(scale))


NAMED: Mapping[str, _Named] = {
    "uniform": _Named(
        ("low", "high"), "must have low below high", lambda low, high: low < high,
        lambda low, high: _law("uniform", loc=low, scale=high - low)),
    "triangular": _Named(
        ("low", "mode", "high"), "must have low ≤ mode ≤ high, low < high",
        lambda low, mode, high: low <= mode <= high and low < high,
        lambda low, mode, high: _law(
            "triang", float((mode - low) / (high - low)), loc=low, scale=high - low)),
    "normal": _Named(
        ("mean", "sd"), "must have sd above 0", lambda _, sd: sd > 0,
        lambda mean, sd: _law("norm", loc=mean, scale=sd)),
    "lognormal": _Named(
        ("median", "log_sd"), "must have median and log_sd above 0",
        lambda median, log_sd: median > 0 and log_sd > 0,
        lambda median, log_sd: _law("lognorm", float(log_sd), scale=median)),
    "exponential": _Named(
        ("mean",), "must have a mean above 0", lambda mean: mean > 0,
        lambda mean: _law("expon", scale=mean)),
    "gamma": _Named(
        ("shape", "scale"), "must have shape and scale above 0",
        lambda shape, scale: shape > 0 and scale > 0,
        lambda shape, scale: _law("gamma", float(shape), scale=scale)),
    "beta": _Named(
        ("a", "b", "low", "high"), "must have a and b above 0, low below high",
        lambda a, b, low, high: a > 0 and b > 0 and low < high,
        lambda a, b, low, high: _law("beta", float(a), float(b), loc=low, scale=high - low)),
}  # fmt: skip
"""Laws by name."""


def named_law(text: str) -> Any:
    """The frozen distribution of scipy that a line describes."""
    law, amounts = _read(text)
    return law.build(*amounts)


def refuse_law(text: str | None, cases: Mapping[str, Fraction | int]) -> None:
    """Raise ParameterError where a line describes no law, or costs and weights make none."""
    if text is not None:
        _read(text)
        return
    faults: list[Fault] = []
    for cost, weight in cases.items():
        try:
            exact(cost)
            if weight < 0:
                raise NumberError("must have a weight of 0 or more")
        except NumberError as error:
            faults.append(Fault("cases", f"{cost} = {weight}", str(error), 'write {"10" = 3}'))
    if not faults and not any(cases.values()):
        rule = "must have a weight above 0"
        faults.append(Fault("cases", "", rule, 'write {"0" = 1, "10" = 3}'))
    if faults:
        raise ParameterError(faults)


def _read(text: str) -> tuple[_Named, list[Fraction]]:
    name, _, rest = text.partition(":")
    if name not in NAMED or len(text) > _LONGEST:
        remedy = did_you_mean(name, NAMED, f"take one of {', '.join(NAMED)}")
        rule = "must be a law such as uniform:low=0,high=10"
        raise ParameterError([Fault("law", shown(text), rule, remedy)])
    law, faults = NAMED[name], list[Fault]()
    stated = [part.partition("=") for part in rest.split(",") if part]
    amounts: dict[str, Fraction] = {}
    for parameter, _, amount in stated:
        try:
            if parameter not in law.parameters or parameter in amounts:
                raise NumberError(f"must be one of {', '.join(law.parameters)}, each once")
            amounts[parameter] = exact(amount)
        except NumberError as error:
            value = f"{shown(parameter)}={shown(amount)}"
            faults.append(Fault(f"law {name}", value, str(error), "write such as low=2"))
    for parameter in law.parameters:
        if parameter not in amounts and not faults:
            faults.append(Fault(f"law {name}", "", f"has no {parameter}", f"add {parameter}=…"))
    if not faults and not law.is_in_order(*(amounts[each] for each in law.parameters)):
        faults.append(Fault(f"law {name}", shown(rest), law.rule, "correct it"))
    if faults:
        raise ParameterError(faults)
    return law, [amounts[parameter] for parameter in law.parameters]
