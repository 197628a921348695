"""Rows from records that nest: a row for each element of an inner list."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

_STEP = re.compile(r"([^.\[\]]+)|\[(\d*)\]")

Step = str | int | None
"""A key, the place in a list, or each of its elements."""


def steps_of(path: str) -> tuple[Step, ...]:
    """The steps of a path.

    >>> steps_of("result.charges[].judgments[0]")
    ('result', 'charges', None, 'judgments', 0)
    """
    return tuple(
        match[1] if match[1] else (int(match[2]) if match[2] else None)
        for match in _STEP.finditer(path)
    )


def json_rows(records: Iterable[object], rows: str, columns: Sequence[str]) -> Iterator[list[str]]:
    """A row for each element that ``rows`` leads to, with the values of ``columns`` as text.

    Columns are paths from the record; one that leads through the same lists as the rows stays with
    its element.

    >>> record = {"no": 7, "charges": [{"end": "Plea"}, {"end": None}]}
    >>> list(json_rows([record], "charges[]", ["no", "charges[].end"]))
    [['7', 'Plea'], ['7', '']]
    """
    walk = steps_of(rows)
    ways = []
    for column in columns:
        steps = steps_of(column)
        shared = 0
        while shared < min(len(walk), len(steps)) and walk[shared] == steps[shared]:
            shared += 1
        ways.append((shared, steps[shared:]))
    for record in records:
        for trail in _trails(record, walk, [record]):
            yield [_as_text(list(_leaves(trail[shared], rest))) for shared, rest in ways]


def _trails(value: object, steps: Sequence[Step], trail: list[object]) -> Iterator[list[object]]:
    """What is met on the way to each element, the record first."""
    if not steps:
        yield trail
        return
    for inner in _inside(value, steps[0]):
        yield from _trails(inner, steps[1:], [*trail, inner])


def _leaves(value: object, steps: Sequence[Step]) -> Iterator[object]:
    if not steps:
        yield value
        return
    for inner in _inside(value, steps[0]):
        yield from _leaves(inner, steps[1:])


def _inside(value: object, step: Step) -> Iterable[object]:
    if step is None:
        return value if isinstance(value, list) else ()
    if isinstance(step, int):
        return value[step : step + 1] if isinstance(value, list) else ()
    return [value[step]] if isinstance(value, Mapping) and step in value else ()


def _as_text(values: Sequence[object]) -> str:
    texts = [str(value) for value in values if value is not None]
    return " | ".join(texts)
