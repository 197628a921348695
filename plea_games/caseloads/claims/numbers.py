"""The numbers of a claim: its own, those of the caseload, and what the caller sets instead."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from ...errors import Fault, ParameterError, did_you_mean, shown
from ...model.parameters import LARGEST_COUNT, PARAMETER, PARAMETERS, Parameter
from ...model.reading import Quantity, gathered, read_number
from ..scenario_format import Fact
from ..scenarios import Scenario, scenario as built_in
from .statement import Statement
from .verdicts import Interval

if TYPE_CHECKING:
    from ...units import Unit

Amount = Quantity | tuple[Quantity, Quantity]


def numbers_of(said: Statement, scenario: Scenario | None) -> dict[str, Fact]:
    """Every number that a claim uses, the caseload's first."""
    numbers = dict(said.parameters)
    load = caseload_of(said, scenario)
    if load is None:
        return numbers
    if scenario is not None and "trial_rate" in numbers:
        numbers["trial_rate"] = _trial_rate(load)
    defaults = {
        p.name: Fact(value=p.default, unit=p.unit, status="assumption", note="By default.")
        for p in PARAMETERS
        if p.default is not None
    }
    stated = {name: fact for name, fact in load.facts.items() if name in PARAMETER}
    return {**defaults, **stated, **numbers}


def caseload_of(said: Statement, scenario: Scenario | None) -> Scenario | None:
    """The caseload that a claim is checked with."""
    general = scenario is not None and not said.particular
    if general and (said.caseload or "trial_rate" in said.parameters):
        return scenario
    return None if said.caseload is None else built_in(said.caseload)


def _trial_rate(load: Scenario) -> Fact:
    """K/N of a caseload, with the range that its capacity has."""
    capacity, count = load.facts["capacity"], load.facts["defendants"].value
    low, high = capacity.range or (capacity.value, capacity.value)
    return Fact(
        value=min(Fraction(1), Fraction(capacity.value) / count),
        unit="share",
        status="derived",
        note=f"Capacity over defendants of {load.name}.",
        range=(min(Fraction(1), Fraction(low) / count), min(Fraction(1), Fraction(high) / count)),
    )


def refuse_unknown(given: Mapping[str, Any], used: Iterable[Mapping[str, Fact]]) -> None:
    """What no claim uses."""
    known = {name for numbers in used for name in numbers}
    faults = []
    for name in given:
        if name not in known:
            remedy = did_you_mean(name, known, f"take one of {', '.join(sorted(known))}")
            faults.append(Fault(shown(name), "", "is no number of these claims", remedy))
    if faults:
        raise ParameterError(faults)


def replace_numbers(
    said: Statement, numbers: Mapping[str, Fact], given: Mapping[str, Amount]
) -> dict[str, Fact]:
    """The numbers with those that the caller gives put in their places."""
    replaced, faults = dict(numbers), list[Fault]()
    for name, amount in given.items():
        fact = numbers[name]
        with gathered(faults):
            parameter = _parameter(said, name, fact)
            if isinstance(amount, tuple | list):
                low, high = _range(parameter, amount)
                value = min(max(Fraction(fact.value), low), high)
            else:
                low = high = value = read_number(parameter, amount)
            note = "Set for this run."
            replaced[name] = Fact(
                value=value, unit=fact.unit, status="assumption", note=note,
                range=None if low == high else (low, high),
            )  # fmt: skip
    if faults:
        raise ParameterError(faults)
    return replaced


def _range(parameter: Parameter, pair: Iterable[Quantity]) -> Interval:
    ends = [read_number(parameter, end) for end in pair]
    if len(ends) != 2 or ends[0] > ends[1]:
        text = " to ".join(shown(end) for end in ends)
        rule = "must be two numbers, the lower first"
        raise ParameterError([Fault(parameter.name, text, rule, "give (low, high)")])
    return ends[0], ends[1]


def _parameter(said: Statement, name: str, fact: Fact) -> Parameter:
    """What may be given for a number of a claim."""
    if name in PARAMETER:
        return PARAMETER[name]
    most = {"share": 1, "cases": LARGEST_COUNT, "defendants": LARGEST_COUNT}.get(fact.unit)
    if name == said.turns_on and said.search and said.search[1] > (most or 0):
        most = None
    return Parameter(
        name=name, letter="", meaning=fact.note, unit=cast("Unit", fact.unit), minimum=0,
        maximum=most, default=None, remedy="see 'plea-games claims ITEM' for what it means",
    )  # fmt: skip
