"""Caseloads in a few lines: numbers with one source for all, and numbers without any file.

A short form is turned into the full one before that is checked, so that there is one set of rules.
"""

from collections.abc import Mapping
from typing import Any

from ..model.parameters import PARAMETER, PARAMETERS
from ..units import HEADER

_SHARED = ("source", "status", "note")
_NO_NOTE = "Stated without a note."


def is_scenario(data: Mapping[str, Any]) -> bool:
    """Whether a TOML file holds a caseload, in the full form or the short one."""
    return "over" not in data and ("parameters" in data or any(name in data for name in PARAMETER))


def full_form(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The full form of what may be a short one.

    >>> full_form({"title": "Here", "defendants": 1800, "source": "Clerk"})["parameters"]
    {'defendants': {'value': 1800, 'unit': 'cases', 'status': 'assumption', 'source': 'Clerk', \
'note': 'Stated without a note.'}}
    """
    numbers = {name: data[name] for name in PARAMETER if name in data}
    if not numbers and "ranges" not in data:
        return data
    status = data.get("status", "assumption")
    needs_note = status in ("assumption", "derived")
    ranges = data.get("ranges", {})
    facts = {}
    for name, value in numbers.items():
        facts[name] = {
            "value": value,
            "unit": PARAMETER[name].unit,
            "status": status,
            **{key: data[key] for key in ("source", "note") if key in data},
        }
        if needs_note:
            facts[name].setdefault("note", _NO_NOTE)
        if isinstance(ranges, dict) and name in ranges:
            facts[name]["range"] = ranges[name]
    taken = {*numbers, *_SHARED}
    rest = {key: value for key, value in data.items() if key not in taken}
    if isinstance(ranges, dict) and set(ranges) <= set(numbers):
        rest.pop("ranges", None)  # one that belongs to no number stays, and is a fault
    stated = data.get("parameters", {})
    if not isinstance(stated, dict) or set(stated) & set(numbers):
        return data  # a number that stands there twice is a fault
    return {**rest, "parameters": {**stated, **facts}}


def new_scenario(name: str) -> str:
    """An empty short form with its questions."""
    lines = [
        f'title = "{name}"',
        "",
        "# Where the numbers are from, and what kind they are: sourced, secondary, derived,",
        "# assumption or unchecked. Assumptions need a note, others a source; both are for all.",
        '# source = "Clerk\'s annual report 2025, p. 12"',
        'status = "assumption"',
        'note = "?"',
        "",
    ]
    for parameter in PARAMETERS:
        question = f"{parameter.letter}: {parameter.meaning}, in {HEADER[parameter.unit]}"
        question = question.replace("in %", "from 0 to 1")
        lines.append(f"# {question}; {parameter.remedy}.")
        mark = "" if parameter.default is None else "# "
        value = '"?"' if parameter.default is None else parameter.default
        lines += [f"{mark}{parameter.name} = {value}", ""]
    lines += [
        "# What the numbers may also be, if that is known:",
        "# [ranges]",
        "# capacity = [50, 75]",
    ]
    return "\n".join(lines) + "\n"
