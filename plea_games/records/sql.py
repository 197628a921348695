"""Expressions of SQL from what layouts say: names and texts are quoted, never evaluated."""

import re
from collections.abc import Iterable, Mapping, Sequence

_COMPARISON = re.compile(r"(>=|<=|>|<)\s*(\d{4}-\d\d-\d\d|-?\d+(?:\.\d+)?)")


def ident(name: str) -> str:
    """A name of a column or table."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text."""
    return "'" + value.replace("'", "''") + "'"


def texts(values: Iterable[str]) -> str:
    """Texts, with commas between."""
    return ", ".join(map(text, values))


def folded(value: str) -> str:
    """A text as codes are compared: without regard to case and to outer and double spaces."""
    return " ".join(value.split()).lower()


def fold(expression: str) -> str:
    """The same for an expression; double spaces inside are rare, and are looked for last."""
    return f"lower(trim({expression}))"


def number(expression: str, thousands: str = ",", decimal: str = ".") -> str:
    """A text as a number, NULL where it is none; amounts in parentheses are negative."""
    plain = f"trim({expression})"
    if thousands:
        plain = f"replace({plain}, {text(thousands)}, '')"
    if decimal != ".":
        plain = f"replace({plain}, {text(decimal)}, '.')"
    inner = f"replace(replace({plain}, '(', ''), ')', '')"
    return (
        f"CASE WHEN starts_with({plain}, '(') THEN -try_cast({inner} AS DOUBLE)"
        f" ELSE try_cast({plain} AS DOUBLE) END"
    )


def matches(expression: str, codes: Sequence[str], formats: Sequence[str] = ()) -> str:
    """Whether a column has one of these values; an empty one is NULL."""
    exact = [folded(code) for code in codes if not _is_pattern(code)]
    tests = []
    if "" in exact:
        tests.append(f"{expression} IS NULL")
        exact = [code for code in exact if code]
    if exact:
        tests.append(f"coalesce({fold(expression)} IN ({texts(exact)}), false)")
    tests += [_pattern(expression, code, formats) for code in codes if _is_pattern(code)]
    return f"({' OR '.join(tests)})"


def _is_pattern(code: str) -> bool:
    return "*" in code or _COMPARISON.fullmatch(code.strip()) is not None


def _pattern(expression: str, code: str, formats: Sequence[str] = ()) -> str:
    compared = _COMPARISON.fullmatch(code.strip())
    if compared:
        amount, bound = f"try_cast(trim({expression}) AS DOUBLE)", compared[2]
        if "-" in bound[1:]:
            listed = texts(formats or ("%Y-%m-%d",))
            amount, bound = f"try_strptime({expression}, [{listed}])", f"TIMESTAMP {text(bound)}"
        return f"coalesce({amount} {compared[1]} {bound}, false)"
    escaped = re.sub(r"([%_\\])", r"\\\1", folded(code)).replace("*", "%")
    return f"coalesce({fold(expression)} LIKE {text(escaped)} ESCAPE '\\', false)"


def mapped(expression: str, values: Mapping[str, Sequence[str]], otherwise: str) -> str:
    """The name under which a value is listed, exact ones first.

    ``values`` are expressions for the results.
    """
    exact = [
        f"WHEN {text(folded(code))} THEN {name}"
        for name, codes in values.items()
        for code in codes
        if not _is_pattern(code) and code
    ]
    patterns = [
        f"WHEN {_pattern(expression, code)} THEN {name}"
        for name, codes in values.items()
        for code in codes
        if _is_pattern(code)
    ]
    rest = f"CASE {' '.join(patterns)} ELSE {otherwise} END" if patterns else otherwise
    if not exact:
        return rest
    as_listed = [
        f"WHEN {text(code)} THEN {name}"
        for name, codes in values.items()
        for code in codes
        if not _is_pattern(code) and code
    ]
    # most are written as they are listed, and need not be folded
    folding = f"CASE {fold(expression)} {' '.join(exact)} ELSE {rest} END"
    return f"CASE {expression} {' '.join(as_listed)} ELSE {folding} END"
