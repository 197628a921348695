"""The format of scenario files, and everything that can be wrong with one.

:func:`plea_games.load_scenario` describes the format.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Self

from pydantic import Field, ValidationError, model_validator

from ..errors import Fault, ParameterError, ScenarioError, did_you_mean, first_faults, shown
from ..model.exact import NumberError
from ..model.parameters import PARAMETER, PARAMETERS, REQUIRED, Parameter
from ..model.reading import read_parameters, read_stated
from .beliefs import BELIEFS, Belief, CaseStrength, Prior
from .scenario_parts import (
    Number as Number,
    Status,
    Strict as Strict,
    Text as Text,
    needs_origin,
    shown_number,
)

_MOST_FAULTS = 20
SCENARIO_EXAMPLE = "for an example see 'plea-games scenarios j20 --format toml'"

SHORT_KEYS = ("source", "status", "note", "ranges")
"""What short forms have beside the parameters, for all of them."""


class Alternative(Strict):
    """What another source says."""

    value: Number
    source: Text
    note: Text = ""


class Fact(Strict):
    """One number with its unit, its source, and what kind of number it is.

    Attributes
    ----------
    value
        An int where it is whole, else a Fraction.
    unit, source, note
        Text.
    status
        "sourced", "secondary" (seen in a report of the source), "derived", "assumption" or
        "unchecked".
    range
        (low, high), or None.
    alternatives
        What other sources say: each with value, source and note.
    """

    value: Number
    unit: Text
    status: Status
    source: Text = ""
    note: Text = ""
    range: tuple[Number, Number] | None = None
    alternatives: tuple[Alternative, ...] = ()

    @model_validator(mode="after")
    def _is_accounted_for(self) -> Self:
        needs_origin(self.status, self.source, self.note)
        if self.range and not self.range[0] <= self.value <= self.range[1]:
            low, high = map(shown_number, self.range)
            raise ValueError(f"must have its value inside its range, {low} to {high}")
        return self


class ScenarioFile(Strict):
    """A scenario file's content, each number accounted for."""

    title: Text
    summary: Text = ""
    parameters: dict[str, Fact]
    facts: dict[str, Fact] = Field(default_factory=dict)
    case_strength: CaseStrength | None = None
    prior: Prior | None = None

    @property
    def beliefs(self) -> dict[str, Belief]:
        """What is stated of cases and verdicts, by name."""
        stated = {name: getattr(self, name) for name in BELIEFS}
        return {name: belief for name, belief in stated.items() if belief is not None}

    @model_validator(mode="after")
    def _names_each_number_once(self) -> Self:
        for name in self.facts:
            if name in PARAMETER:
                raise ValueError(f"must not repeat the parameter {name} under facts")
        return self


def read_scenario_file(data: Mapping[str, Any]) -> ScenarioFile:
    """A scenario file, checked.

    Parameters
    ----------
    data
        Its tables.
    """
    stated = data.get("parameters")
    faults = _parameter_faults(stated) if isinstance(stated, dict) else []
    judged = {fault.parameter for fault in faults}
    file = None
    try:
        file = ScenarioFile.model_validate(data)
    except ValidationError as error:
        # the list of parameters has the better words for what it has judged already
        shapes = (
            detail for detail in error.errors() if place_in_file(detail["loc"][:3]) not in judged
        )
        faults += dict.fromkeys(map(_fault, shapes))
    if file is None or faults:
        raise ScenarioError(first_faults(faults, "scenario file", _MOST_FAULTS))
    return file


def _parameter_faults(stated: dict[str, Any]) -> list[Fault]:
    """Names, units, values and ranges against the one list of parameters."""
    faults = [
        Fault(place_in_file(("parameters", name)), "", *_MISSING)
        for name in REQUIRED
        if name not in stated
    ]
    values: dict[str, Any] = {p.name: p.default for p in PARAMETERS if p.default is not None}
    for name, fact in stated.items():
        if name not in PARAMETER:
            faults.append(_unknown(("parameters", name)))
        elif isinstance(fact, dict):
            if "value" in fact:
                values[name] = fact["value"]
            faults += _unit_and_bounds_faults(PARAMETER[name], fact)
    try:
        read_parameters(values)
    except ParameterError as error:
        faults += [
            replace(fault, parameter=place_in_file(("parameters", fault.parameter, "value")))
            if fault.parameter in PARAMETER
            else fault
            for fault in error.faults
        ]
    return faults


def _unit_and_bounds_faults(parameter: Parameter, fact: dict[str, Any]) -> list[Fault]:
    place = place_in_file(("parameters", parameter.name))
    faults = []
    if isinstance(fact.get("unit"), str) and fact["unit"] != parameter.unit:
        rule = f'must be "{parameter.unit}"'
        faults.append(Fault(f"{place}.unit", shown(fact["unit"]), rule, "convert the number to it"))
    bounds, others = fact.get("range"), fact.get("alternatives")
    numbers = [("range", bound) for bound in bounds] if isinstance(bounds, list) else []
    numbers += [
        ("alternatives", other["value"])
        for other in (others if isinstance(others, list) else [])
        if isinstance(other, dict) and "value" in other
    ]
    for key, number in numbers:
        try:
            read_stated(parameter, number)
        except NumberError as error:
            faults.append(Fault(f"{place}.{key}", shown(number), str(error), parameter.remedy))
    return faults


_MISSING = ("is missing", f"add it; {SCENARIO_EXAMPLE}")


def place_in_file(location: Iterable[int | str]) -> str:
    """Keys from the outermost in, with points between."""
    return ".".join(map(str, location))


def _unknown(location: Sequence[int | str]) -> Fault:
    match location:
        case (_,):
            keys: Collection[str] = (*ScenarioFile.model_fields, *PARAMETER, *SHORT_KEYS)
        case ("parameters", _):
            keys = PARAMETER
        case (("case_strength" | "prior") as table, _):
            keys = BELIEFS[table].model_fields
        case (_, _, "alternatives", *_):
            keys = Alternative.model_fields
        case _:
            keys = Fact.model_fields
    return unknown_key(location, keys)


def unknown_key(location: Sequence[int | str], known: Collection[str]) -> Fault:
    """What to say of a key that does not belong where it is."""
    remedy = did_you_mean(location[-1], known, f"known here: {', '.join(known)}")
    return Fault(shown(place_in_file(location)), "", "is not a key that belongs here", remedy)


def _fault(detail: Mapping[str, Any]) -> Fault:
    """A fault in our words from pydantic's."""
    location = detail["loc"]
    place = place_in_file(location)
    value = "" if isinstance(detail["input"], dict) else shown(detail["input"])
    if "range" in location:
        place = place_in_file(location[: location.index("range") + 1])
        return Fault(place, value, "must be two numbers, the lower first", "write [400, 500]")
    match detail["type"]:
        case "missing":
            return Fault(place, "", *_MISSING)
        case "extra_forbidden":
            return _unknown(location)
        case "value_error":
            return Fault(place, value, str(detail["ctx"]["error"]), "add or correct it")
        case "literal_error":
            return Fault(place, value, f"must be {detail['ctx']['expected']}", "take one of these")
        case "dict_type" | "model_type":
            return Fault(place, value, "must be a table of keys", SCENARIO_EXAMPLE)
        case "string_type" | "string_too_short":
            return Fault(place, value, "must be text, and not empty", "put it in quotes")
        case _:
            return Fault(place, value, str(detail["msg"]).lower(), SCENARIO_EXAMPLE)
