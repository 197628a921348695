"""Rows from records that nest: a row for each element of inner lists and objects."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import takewhile

_STEP = re.compile(r"([^.\[\]{}]+)|\[(\d*)\]|\{(key)?\}")


class Each(Enum):
    """Steps that are neither a key nor a place in a list."""

    ELEMENT = "[]"
    VALUE = "{}"
    KEY = "{key}"


Step = str | int | Each

Met = tuple[str, object]
"""What a step comes to, and the key under which it stands in an object."""


def steps_of(path: str) -> tuple[Step, ...]:
    """The steps of a path.

    >>> steps_of("result.charges[].judgments[0]")
    ('result', 'charges', <Each.ELEMENT: '[]'>, 'judgments', 0)
    >>> steps_of("counties{key}")
    ('counties', <Each.KEY: '{key}'>)
    """
    return tuple(map(_step, _STEP.finditer(path)))


def _step(match: re.Match[str]) -> Step:
    name, place, _ = match.groups()
    return name or (int(place) if place else Each(match[0]))


def json_rows(records: Iterable[object], rows: str, columns: Sequence[str]) -> Iterator[list[str]]:
    """A row for each element that ``rows`` leads to, with the values of ``columns`` as text.

    Columns are paths from the record; one that leads through the same lists and objects as the rows
    stays with its element. ``[]`` is each element of a list, ``{}`` each value of an object, and
    ``{key}`` the key of that value.

    >>> record = {"no": 7, "charges": [{"end": "Plea"}, {"end": None}]}
    >>> list(json_rows([record], "charges[]", ["no", "charges[].end"]))
    [['7', 'Plea'], ['7', '']]
    >>> record = {"Adams": {"pleas": 9}, "Brown": {"pleas": 4}}
    >>> list(json_rows([record], "{}", ["{key}", "{}.pleas"]))
    [['Adams', '9'], ['Brown', '4']]
    """
    walk = steps_of(rows)
    ways = []
    for column in columns:
        steps = steps_of(column)
        of_key = steps[-1:] == (Each.KEY,)
        steps = (*steps[:-1], Each.VALUE) if of_key else steps
        shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(walk, steps))))  # noqa: B905
        ways.append((shared, steps[shared:], 0 if of_key else 1))
    for record in records:
        for trail in _trails(("", record), walk, [("", record)]):
            yield [
                _as_text([met[part] for met in _leaves(trail[shared], rest)])
                for shared, rest, part in ways
            ]


def _trails(met: Met, steps: Sequence[Step], trail: list[Met]) -> Iterator[list[Met]]:
    """What is met on the way to each element, the record first."""
    if not steps:
        yield trail
        return
    for inner in _inside(met[1], steps[0]):
        yield from _trails(inner, steps[1:], [*trail, inner])


def _leaves(met: Met, steps: Sequence[Step]) -> Iterator[Met]:
    if not steps:
        yield met
        return
    for inner in _inside(met[1], steps[0]):
        yield from _leaves(inner, steps[1:])


def _inside(value: object, step: Step) -> Iterable[Met]:
    if isinstance(step, str):
        return [(step, value[step])] if isinstance(value, Mapping) and step in value else ()
    if step is Each.VALUE:
        return value.items() if isinstance(value, Mapping) else ()
    if not isinstance(value, list):
        return ()
    return (("", inner) for inner in (value[step : step + 1] if isinstance(step, int) else value))


def _as_text(values: Sequence[object]) -> str:
    texts = [str(value) for value in values if value is not None]
    return " | ".join(texts)
