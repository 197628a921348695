"""Results that are equal where they say the same, arrays and mappings included."""

import sys
from collections.abc import Hashable, Mapping, Set
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, TypeGuard

if TYPE_CHECKING:
    import numpy as np


class ByValue:
    """Base class of what is equal, with equal hashes, where all that it holds is.

    Of a dataclass these are its fields; another class says by ``_key`` what is compared. Without
    this a dataclass compares arrays by ``==``, which has no single answer, and has no hash where a
    field is a mapping; or, without comparison, it differs from its own copy.

    >>> from dataclasses import dataclass
    >>> import numpy as np
    >>> @dataclass(frozen=True)
    ... class Path(ByValue):
    ...     waiting: np.ndarray
    >>> Path(np.arange(3)) == Path(np.arange(3)), Path(np.arange(3)) == Path(np.arange(4))
    (True, False)
    """

    __slots__ = ()

    def __init_subclass__(cls, **options: Any) -> None:
        """Give the class its comparison before the dataclass would."""
        super().__init_subclass__(**options)
        if "__eq__" not in vars(cls):
            for name in ("__eq__", "__hash__"):
                setattr(cls, name, getattr(ByValue, name))

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self is other or self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> Hashable:
        return key(self)


def key(value: Any) -> Hashable:
    """What stands for a value where it is compared: equal for equal values, and hashable."""
    match value:
        case _ if _is_array(value):
            return value.shape, value.dtype.str, _in_order(value).tobytes()
        case float() if value != value:
            return "NaN"
        case Mapping():
            return frozenset((key(name), key(held)) for name, held in value.items())
        case Set():
            return frozenset(map(key, value))
        case list() | tuple():
            return tuple(map(key, value))
        case ByValue() if type(value)._key is not ByValue._key:
            return type(value), value._key
        case _ if is_dataclass(value) and not isinstance(value, type):
            compared = (field.name for field in fields(value) if field.compare)
            return type(value), tuple(key(getattr(value, name)) for name in compared)
        case _ if hasattr(value, "dist") and hasattr(value, "kwds"):  # scipy's, which are not equal
            return value.dist.name, key(value.args), key(value.kwds)
        case Hashable():
            return value
    raise TypeError(f"{type(value).__name__} cannot be compared by value")


def _is_array(value: object) -> "TypeGuard[np.ndarray[Any, Any]]":
    """Whether it is one of numpy's, which takes long to load and may not be."""
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, numpy.ndarray)


def _in_order(array: Any) -> Any:
    """Zeros of either sign are equal, and so are all NaN."""
    import numpy as np

    if array.dtype.kind != "f":
        return array
    return np.where(np.isnan(array), np.nan, array + 0.0)
