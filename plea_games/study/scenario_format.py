"""Caseloads as files: every number with its unit, its source and what kind of number it is.

A scenario is a TOML file with a table for each parameter of :class:`~plea_games.PleaGame` and,
if wished, further facts::

    title = "Our county, 2025"

    [parameters.defendants]
    value = 1800
    unit = "cases"
    status = "sourced"
    source = "Clerk's annual report 2025, p. 12"
    note = "Felony filings."

    [parameters.capacity]
    value = 60
    range = [50, 75]
    unit = "cases"
    status = "assumption"
    note = "Trials held last year; the range is our guess."

``value`` may be a number or a ratio in quotes such as ``"26/68"``. ``status`` is ``sourced``,
``secondary`` (seen in a report of the source), ``derived``, ``assumption`` or ``unchecked``.
Assumptions and derivations need a ``note``, all others a ``source``. Where sources disagree, the
other numbers follow as ``[[parameters.NAME.alternatives]]`` with ``value``, ``source``, ``note``.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from ..errors import Fault, ParameterError, ScenarioError, shown
from ..model.exact import NumberError, exact
from ..model.parameters import PARAMETER, PARAMETERS, REQUIRED
from ..model.reading import read_parameter, read_parameters

LARGEST_FILE = 1_000_000  # bytes
_MOST_FAULTS = 20

Status = Literal["sourced", "secondary", "derived", "assumption", "unchecked"]


def _number(value: object) -> int | Fraction:
    number = exact(value)
    return int(number) if number.denominator == 1 else number


Number = Annotated[int | Fraction, BeforeValidator(_number)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Alternative(_Strict):
    """What another source says."""

    value: Number
    source: Text
    note: Text = ""


class Fact(_Strict):
    """One number with its unit, its source, and what kind of number it is."""

    value: Number
    unit: Text
    status: Status
    source: Text = ""
    note: Text = ""
    range: tuple[Number, Number] | None = None
    alternatives: tuple[Alternative, ...] = ()

    @model_validator(mode="after")
    def _is_accounted_for(self) -> Self:
        needed = "note" if self.status in ("derived", "assumption") else "source"
        if not getattr(self, needed):
            raise ValueError(f"must have a {needed}, its status being {self.status}")
        if self.range and not self.range[0] <= self.value <= self.range[1]:
            low, high = map(shown_number, self.range)
            raise ValueError(f"must have its value inside its range, {low} to {high}")
        return self


class ScenarioFile(_Strict):
    """A scenario file's content, each number accounted for."""

    title: Text
    summary: Text = ""
    parameters: dict[str, Fact]
    facts: dict[str, Fact] = {}


def shown_number(value: int | Fraction) -> str:
    """A fact's number for people."""
    if isinstance(value, int):
        return f"{value:,}"
    return f"{float(value):.4g}"


def read_scenario_file(content: bytes, name: str) -> ScenarioFile:
    """A scenario file, checked.

    Parameters
    ----------
    content
        The file's bytes; more than ``LARGEST_FILE`` of them are refused.
    name
        What errors call the file.

    Raises
    ------
    ScenarioError
        With all faults at once.
    """
    data = _as_toml(content, name)
    faults = []
    try:
        file = ScenarioFile.model_validate(data)
    except ValidationError as error:
        faults = [_fault(detail) for detail in error.errors() if not _is_value(detail["loc"])]
    stated = data.get("parameters")
    faults += _parameter_faults(stated if isinstance(stated, dict) else {})
    if len(faults) > _MOST_FAULTS:
        rule = f"has {len(faults) - _MOST_FAULTS} more faults"
        faults[_MOST_FAULTS:] = [Fault("scenario file", shown(name), rule, "mend these first")]
    if faults:
        raise ScenarioError(faults)
    return file


def _as_toml(content: bytes, name: str) -> dict[str, Any]:
    def fault(rule: str, remedy: str) -> ScenarioError:
        return ScenarioError([Fault("scenario file", shown(name), rule, remedy)])

    if len(content) > LARGEST_FILE:
        limit = f"{LARGEST_FILE // 1_000_000} MB"
        raise fault(f"must be at most {limit} long", "a scenario takes a few kilobytes")
    try:
        return tomllib.loads(content.decode("utf-8"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        rule = f"must be UTF-8 text (byte {error.start + 1} is not)"
        raise fault(rule, "save it as plain text in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        rule = f"must be TOML ({error})"
        raise fault(rule, "see 'plea-games scenarios j20 --format toml' for an example") from None
    except (RecursionError, ValueError, ArithmeticError):
        # tomllib lets these through: deep nesting, and numbers of thousands of digits
        rule = "must not nest deeply nor hold numbers of thousands of digits"
        raise fault(
            rule, "write a flat file such as 'plea-games scenarios j20 --format toml'"
        ) from None


def _parameter_faults(stated: dict[str, Any]) -> list[Fault]:
    """Names, units, values and ranges against the one list of parameters."""
    faults = [
        _fault({"loc": ("parameters", name), "type": "missing"})
        for name in REQUIRED
        if name not in stated
    ]
    values: dict[str, Any] = {p.name: p.default for p in PARAMETERS if p.default is not None}
    for name, fact in stated.items():
        if name not in PARAMETER:
            faults.append(_fault({"loc": ("parameters", name), "type": "extra_forbidden"}))
        elif isinstance(fact, dict):
            if "value" in fact:
                values[name] = fact["value"]
            faults += _unit_and_range_faults(name, fact)
    try:
        read_parameters(values)
    except ParameterError as error:
        faults += [replace(fault, parameter=_path(fault.parameter)) for fault in error.faults]
    return faults


def _unit_and_range_faults(name: str, fact: dict[str, Any]) -> list[Fault]:
    parameter, place = PARAMETER[name], f"parameters.{name}"
    faults = []
    if isinstance(fact.get("unit"), str) and fact["unit"] != parameter.unit:
        rule = f'must be "{parameter.unit}"'
        faults.append(Fault(f"{place}.unit", shown(fact["unit"]), rule, "convert the number to it"))
    bounds = fact.get("range")
    for bound in bounds if isinstance(bounds, list) else []:
        try:
            read_parameter(parameter, bound)
        except NumberError as rule:
            faults.append(Fault(f"{place}.range", shown(bound), str(rule), parameter.remedy))
    return faults


def _path(parameter: str) -> str:
    return f"parameters.{parameter}.value" if parameter in PARAMETER else parameter


def _is_value(location: tuple[int | str, ...]) -> bool:
    """A parameter's own value or range, which the list of parameters judges in better words."""
    return location[0] == "parameters" and location[2:3] in {("value",), ("range",)}


def _fault(detail: Mapping[str, Any]) -> Fault:
    """A fault in our words from pydantic's."""
    place = ".".join(map(str, detail["loc"]))
    match detail["type"]:
        case "missing":
            return Fault(place, "", "is missing", "add it; the documentation has an example")
        case "extra_forbidden":
            key = str(detail["loc"][-1])
            near = get_close_matches(key, _KEYS, n=1)
            remedy = f"did you mean {near[0]}?" if near else "take it out"
            return Fault(shown(place), "", "is not a key of scenario files", remedy)
        case "value_error":
            given = "" if isinstance(detail["input"], dict) else shown(detail["input"])
            return Fault(place, given, str(detail["ctx"]["error"]), "add or correct it")
        case "literal_error":
            value, rule = shown(detail["input"]), f"must be {detail['ctx']['expected']}"
            return Fault(place, value, rule, "take one of these")
        case _:
            value = "" if isinstance(detail["input"], dict) else shown(detail["input"])
            return Fault(place, value, str(detail["msg"]).lower(), "correct it")


_KEYS = (*PARAMETER, *ScenarioFile.model_fields, *Fact.model_fields)
