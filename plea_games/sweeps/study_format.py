"""The format of study files, and everything that can be wrong with one.

:func:`plea_games.studies.load_study` describes the format.
"""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from ..caseloads.scenario_format import Number, Strict, Text, place_in_file, unknown_key
from ..errors import Fault, StudyError, did_you_mean, first_faults, shown

STUDY_EXAMPLE = "for an example see 'plea-games sweep --example'"


class Steps(Strict):
    """Evenly spaced values."""

    start: Number
    stop: Number
    count: Annotated[int, Field(ge=2, strict=True)]
    spacing: Literal["linear", "log"] = "linear"


class StatedRange(Strict):
    """A uniform distribution over the range that the scenario states."""

    distribution: Literal["range"]


class Uniform(Strict):
    """Between two ends."""

    distribution: Literal["uniform"]
    low: Number
    high: Number


class Triangular(Strict):
    """Between two ends, most often at the mode."""

    distribution: Literal["triangular"]
    low: Number
    mode: Number
    high: Number


class Normal(Strict):
    """Normal, cut off at the ends where they are given."""

    distribution: Literal["normal"]
    mean: Number
    sd: Number
    low: Number | None = None
    high: Number | None = None


class Lognormal(Strict):
    """Whose logarithm is normal with standard deviation ``log_sd``."""

    distribution: Literal["lognormal"]
    median: Number
    log_sd: Number


class Beta(Strict):
    """Beta, stretched from 0 and 1 to the ends."""

    distribution: Literal["beta"]
    a: Number
    b: Number
    low: Number = 0
    high: Number = 1


Drawn = StatedRange | Uniform | Triangular | Normal | Lognormal | Beta
Varied = list[Number] | Steps | Drawn

_DRAWN: Mapping[str, type[Drawn]] = {
    "range": StatedRange,
    "uniform": Uniform,
    "triangular": Triangular,
    "normal": Normal,
    "lognormal": Lognormal,
    "beta": Beta,
}
_LISTED = TypeAdapter(Annotated[list[Number], Field(min_length=1)])


class StudyFile(Strict):
    """A study file's content, before its names and numbers are looked at."""

    title: Text
    scenario: Text | None = None
    game: dict[str, Number] = Field(default_factory=dict)
    over: dict[str, Any]
    derived: dict[str, Text] = Field(default_factory=dict)
    outputs: list[Text] | None = None
    samples: Annotated[int, Field(ge=1, strict=True)] = 1_000
    seed: Annotated[int, Field(ge=0, strict=True)] = 0


def read_study_file(data: Mapping[str, Any]) -> tuple[StudyFile, dict[str, Varied]]:
    """A study file, and what it varies."""
    faults: list[Fault] = []
    file = None
    try:
        file = StudyFile.model_validate(data)
    except ValidationError as error:
        faults += [_fault(detail, (), StudyFile) for detail in error.errors()]
    over = data.get("over")
    varied = {
        parameter: read
        for parameter, given in (over if isinstance(over, dict) else {}).items()
        if (read := _varied(parameter, given, faults)) is not None
    }
    if file is None or faults:
        raise StudyError(first_faults(list(dict.fromkeys(faults)), "study file"))
    return file, varied


def _varied(name: str, given: object, faults: list[Fault]) -> Varied | None:
    place = ("over", name)
    if not isinstance(given, dict | list):
        rule = "must be a list, {start, stop, count} or {distribution, …}"
        faults.append(Fault(place_in_file(place), shown(given), rule, STUDY_EXAMPLE))
        return None
    kind: type[Steps | Drawn] = Steps
    if isinstance(given, dict) and "distribution" in given:
        wanted = str(given["distribution"])
        if wanted not in _DRAWN:
            remedy = did_you_mean(wanted, _DRAWN, f"take one of {', '.join(_DRAWN)}")
            where = place_in_file((*place, "distribution"))
            faults.append(Fault(where, shown(wanted), "must be a distribution", remedy))
            return None
        kind = _DRAWN[wanted]
    try:
        if isinstance(given, list):
            return _LISTED.validate_python(given)
        return kind.model_validate(given)
    except ValidationError as error:
        faults += [_fault(detail, place, kind) for detail in error.errors()]
        return None


_WORDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "dict_type": lambda _: "must be a table of keys",
    "int_type": lambda _: "must be a whole number",
    "list_type": lambda _: "must be a list",
    "string_type": lambda _: "must be text, and not empty",
    "string_too_short": lambda _: "must be text, and not empty",
    "too_short": lambda _: "must have at least one value",
    "greater_than_equal": lambda detail: f"must be {detail['ctx']['ge']} or more",
    "literal_error": lambda detail: f"must be {detail['ctx']['expected']}",
    "value_error": lambda detail: str(detail["ctx"]["error"]),
}


def _fault(detail: ErrorDetails, before: tuple[str, ...], model: type[BaseModel]) -> Fault:
    """A fault in our words from pydantic's."""
    place = place_in_file((*before, *detail["loc"]))
    value = "" if isinstance(detail["input"], dict) else shown(detail["input"])
    if detail["type"] == "missing":
        return Fault(place, "", "is missing", f"add it; {STUDY_EXAMPLE}")
    if detail["type"] == "extra_forbidden":
        return unknown_key((*before, *detail["loc"]), model.model_fields)
    words = _WORDS.get(detail["type"])
    rule = words(detail) if words else detail["msg"].lower()
    return Fault(place, value, rule, STUDY_EXAMPLE)
