"""Polynomials that are linear in each variable, by their values at the corners of a box."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

Corners = NDArray[Any]
"""The values at the corners of a box, whole numbers times a common factor, shape (2, …, 2)."""

Point = tuple[Fraction, ...]


@dataclass(frozen=True)
class Box:
    """lower ≤ x ≤ upper in each coordinate."""

    lower: Point
    upper: Point

    def contains(self, other: "Box") -> bool:
        """Whether the other lies within this one."""
        return all(a <= b for a, b in zip(self.lower, other.lower, strict=True)) and all(
            a >= b for a, b in zip(self.upper, other.upper, strict=True)
        )

    @property
    def is_point(self) -> bool:
        """Whether it holds one point."""
        return self.lower == self.upper


def in_whole_numbers(values: Sequence[Fraction], variables: int) -> Corners:
    """Values at the corners, the first variable fastest, as whole numbers times a factor.

    >>> in_whole_numbers([Fraction(1, 2), Fraction(1, 3)], 1).tolist()
    [3, 2]
    """
    return cleared(np.array(values, dtype=object).reshape((2,) * variables).transpose())


def values_on(corners: Corners, box: Box) -> Corners:
    """The values at the corners of another box, as Fractions."""
    for axis, (low, high) in enumerate(zip(box.lower, box.upper, strict=True)):
        first, second = faces(corners, axis)
        slope = second - first
        corners = np.stack([first + slope * low, first + slope * high], axis=axis)
    return corners


def has_sign(corners: Corners, sign: int) -> bool:
    """Whether all values at the corners have this sign, and none is 0."""
    return bool((corners * sign > 0).all())


def faces(corners: Corners, axis: int) -> tuple[Corners, Corners]:
    """The values on the two faces across an axis."""
    return _whole(np.take(corners, 0, axis=axis)), _whole(np.take(corners, 1, axis=axis))


def _whole(corners: Any) -> Corners:
    """As objects, even where a single one is left: numpy's own whole numbers overflow."""
    return np.asarray(corners, dtype=object)


def half(corners: Corners, axis: int, end: int) -> Corners:
    """On the half of the box at this end of an axis, times 2."""
    first, second = faces(corners, axis)
    middle = first + second
    pair = (middle, 2 * second) if end else (2 * first, middle)
    return np.stack(pair, axis=axis)


def doubled(corners: Corners) -> Corners:
    """On the box twice as wide, with the same middle."""
    for axis in range(corners.ndim):
        first, second = faces(corners, axis)
        corners = np.stack([3 * first - second, 3 * second - first], axis=axis)
    return corners


def slopes(corners: Corners, axis: int) -> Corners:
    """How much it rises along an axis, at the corners of the rest."""
    first, second = faces(corners, axis)
    difference: Corners = second - first
    return difference


def cleared(corners: Corners) -> Corners:
    """Fractions at the corners as whole numbers times a factor."""
    factor = lcm(*(value.denominator for value in corners.flat))
    whole = [int(value * factor) for value in corners.flat]
    return np.array(whole, dtype=object).reshape(corners.shape)
