r"""Zeros of multilinear systems on a cube: found in whole numbers, each proved to be one and alone.

A polynomial that is linear in each of its variables lies, on a box, between the least and the
largest of its values at the box's corners. So whole numbers, the values at the corners times a
common factor, decide everything:

- a box is left out where one equation has the same sign at all corners;
- as equations mix into each other where they are not yet nearly diagonal, the same is asked of the
  combinations :math:`h = C g`, with C near the inverse of the Jacobian in the middle of the box;
- where the Jacobian of h is strictly diagonally dominant on the box, h has one zero there at most;
  and where :math:`h_i` has opposite signs on the two faces across i, for every i, it has one at
  least (Poincaré & Miranda; Miranda 1940, from memory).

The last two are asked of a box twice as wide around the one in hand, so that no zero is lost on a
face between boxes. Other boxes are halved across their longest side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .corners import Box, Corners, Point, cleared, doubled, faces, half, has_sign, slopes, values_on

_DIGITS = 30  # binary ones of the entries of C
_NARROWEST = Fraction(1, 2**24)
_FINE = 2**140
_ENCLOSURES = (Fraction(1, 2**100), Fraction(1, 2**70), Fraction(1, 2**50))
_LARGEST_DENOMINATOR = 10**9


@dataclass
class Effort:
    """Boxes that may still be looked at."""

    boxes: int


@dataclass(frozen=True)
class Zeros:
    """Boxes with exactly one zero each; and whether there is no other, but on the cube's faces."""

    boxes: tuple[Box, ...]
    complete: bool


def zeros(equations: Sequence[Corners], at_least_zero: Sequence[Corners], effort: Effort) -> Zeros:
    """All zeros of as many equations as variables within the cube from 0 to 1.

    Boxes in which one of ``at_least_zero`` is negative throughout are left out.
    """
    variables = len(equations)
    cube = Box((Fraction(0),) * variables, (Fraction(1),) * variables)
    stack = [(cube, tuple(equations), tuple(at_least_zero))]
    boxes: list[tuple[Box, Box]] = []
    complete = True
    while stack:
        box, functions, conditions = stack.pop()
        if any(has_sign(f, 1) or has_sign(f, -1) for f in functions):
            continue
        if any(has_sign(f, -1) for f in conditions):
            continue
        if any(around.contains(box) for around, _ in boxes):
            continue
        effort.boxes -= 1
        if effort.boxes < 0:
            return Zeros(tuple(root for _, root in boxes), complete=False)
        mixture = _mixture(functions)
        if mixture is not None:
            combined = _combined(mixture, functions)
            if any(has_sign(f, 1) or has_sign(f, -1) for f in combined):
                continue
            wider = [doubled(f) for f in combined]
            if _is_dominant(wider) and _crosses(wider):
                around = _around(box)
                root = _enclosure(equations, around)
                if root is None:
                    complete = False
                elif not any(around.contains(known) for _, known in boxes):
                    boxes.append((around, root))
                continue
        sides = [high - low for low, high in zip(box.lower, box.upper, strict=True)]
        axis = sides.index(max(sides))
        if sides[axis] <= _NARROWEST:
            complete = False
            continue
        stack += [
            (part, tuple(half(f, axis, end) for f in functions),
             tuple(half(f, axis, end) for f in conditions))
            for end, part in enumerate(_halves(box, axis))
        ]  # fmt: skip
    return Zeros(tuple(root for _, root in boxes), complete)


def _halves(box: Box, axis: int) -> Iterator[Box]:
    middle = (box.lower[axis] + box.upper[axis]) / 2
    before, after = slice(0, axis), slice(axis + 1, None)
    yield Box(box.lower, (*box.upper[before], middle, *box.upper[after]))
    yield Box((*box.lower[before], middle, *box.lower[after]), box.upper)


def _around(box: Box) -> Box:
    pairs = list(zip(box.lower, box.upper, strict=True))
    return Box(
        tuple(low - (high - low) / 2 for low, high in pairs),
        tuple(high + (high - low) / 2 for low, high in pairs),
    )


def _mixture(functions: Sequence[Corners]) -> list[list[int]] | None:
    """C as whole numbers; None where the Jacobian in the middle is singular in doubles."""
    size = len(functions)
    bits = [max(abs(value) for value in corners.flat).bit_length() for corners in functions]
    jacobian = np.empty((size, size))
    for row, corners in enumerate(functions):
        for axis in range(size):
            jacobian[row, axis] = sum(slopes(corners, axis).flat) / (1 << bits[row])
    inverse = _inverse(jacobian)
    if inverse is None:
        return None
    unit = 2**_DIGITS / np.abs(inverse).max()
    return [
        [round(float(entry) * unit) << (max(bits) - scale)
         for entry, scale in zip(row, bits, strict=True)]
        for row in inverse
    ]  # fmt: skip


def _inverse(jacobian: NDArray[np.float64]) -> NDArray[np.float64] | None:
    try:
        inverse: NDArray[Any] = np.linalg.inv(jacobian)
    except np.linalg.LinAlgError:
        return None
    return inverse if np.isfinite(inverse).all() else None


def _combined(mixture: Sequence[Sequence[int]], functions: Sequence[Corners]) -> list[Corners]:
    return [
        sum((weight * f for weight, f in zip(row, functions, strict=True)), 0 * functions[0])
        for row in mixture
    ]


def _is_dominant(combined: Sequence[Corners]) -> bool:
    for row, corners in enumerate(combined):
        own = slopes(corners, row)
        if not (has_sign(own, 1) or has_sign(own, -1)):
            return False
        others = sum(
            max(abs(value) for value in slopes(corners, axis).flat)
            for axis in range(len(combined))
            if axis != row
        )
        if min(abs(value) for value in own.flat) <= others:
            return False
    return True


def _crosses(combined: Sequence[Corners]) -> bool:
    for row, corners in enumerate(combined):
        first, second = faces(corners, row)
        if not any(has_sign(first, -sign) and has_sign(second, sign) for sign in (1, -1)):
            return False
    return True


def _enclosure(equations: Sequence[Corners], around: Box) -> Box | None:
    """A narrow box, or a point, that holds the one zero in a box; None where doubles fail."""
    near = _newton(equations, around)
    simple = tuple(x.limit_denominator(_LARGEST_DENOMINATOR) for x in near)
    point = Box(simple, simple)
    if around.contains(point) and not any(values_on(f, point).flat[0] for f in equations):
        return point
    for reach in _ENCLOSURES:
        box = Box(tuple(x - reach for x in near), tuple(x + reach for x in near))
        if not around.contains(box):
            continue
        functions = [cleared(values_on(f, box)) for f in equations]
        mixture = _mixture(functions)
        if mixture is not None and _crosses(_combined(mixture, functions)):
            return box
    return None


def _newton(equations: Sequence[Corners], around: Box) -> Point:
    """Near the zero: Newton's steps, the values exact, the slopes in doubles."""
    size = len(equations)
    near = tuple((low + high) / 2 for low, high in zip(around.lower, around.upper, strict=True))
    for _ in range(60):
        point = Box(near, near)
        values = [values_on(f, point).flat[0] for f in equations]
        jacobian = np.empty((size, size))
        for row, f in enumerate(equations):
            for axis in range(size):
                slope = values_on(slopes(f, axis), _without(point, axis))
                jacobian[row, axis] = float(slope.flat[0])
        step = _solved(jacobian, values)
        if step is None:
            break
        near = tuple(
            Fraction(round((x - change) * _FINE), _FINE)
            for x, change in zip(near, step, strict=True)
        )
        if max(abs(change) for change in step) < Fraction(1, 2**125):
            break
    return near


def _without(point: Box, axis: int) -> Box:
    rest = point.lower[:axis] + point.lower[axis + 1 :]
    return Box(rest, rest)


def _solved(jacobian: NDArray[np.float64], values: Sequence[Fraction]) -> list[Fraction] | None:
    """J⁻¹ times the values, which may be far smaller than doubles are exact to."""
    largest = max(abs(value) for value in values)
    if not largest:
        return None
    inverse = _inverse(jacobian)
    if inverse is None:
        return None
    scaled = inverse @ np.array([float(value / largest) for value in values])
    return [Fraction(float(entry)) * largest for entry in scaled]
