"""Numbers, formulas, arrays and results as JSON has them."""

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any


def json_ready(value: Any) -> Any:
    """The same in numbers, texts, lists and objects of JSON.

    A fraction becomes the nearest double, a formula text, and what is infinite or no number null,
    since JSON has neither; what has a record is that record.

    >>> json_ready({"offers": (Fraction(1, 4), math.inf), "holds": True})
    {'offers': [0.25, None], 'holds': True}
    """
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else None
        case Fraction():
            return float(value)
        case Mapping():
            return {str(name): json_ready(held) for name, held in value.items()}
        case list() | tuple():
            return list(map(json_ready, value))
        case _ if hasattr(value, "record"):
            return value.record()
        case _ if hasattr(value, "tolist"):  # numpy's
            return json_ready(value.tolist())
        case _ if hasattr(value, "is_Rational"):  # sympy's
            if not value.is_Rational:
                return str(value)
            return int(value) if value.is_Integer else float(value)
        case _ if is_dataclass(value):
            return {field.name: json_ready(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no form in JSON")
