"""Labels of points, placed so that none covers another, a point, or the edge of the axes."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, inf, pi, sin
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from .canvas import whole_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Annotation, Text

Point = tuple[float, float]
Curve = NDArray[np.float64]

_DIRECTIONS = 24
_CLEARANCES = (7, 12, 18, 26, 36, 48, 62, 78, 96)  # points
_UNLED = 12  # points of clearance up to which it needs no line to show what is meant
_MARKER = 6  # points
_COVERS_TEXT, _COVERS_MARKER, _LEAVES_AXES = 1e6, 1e5, 1e6
_COVERS_BAR, _CROSSES, _NEAR_ANOTHER, _LIKE_A_BAR = 25.0, 300.0, 40.0, 30.0
_ACROSS_CURVE, _CLOSE_TO_TEXT = 150.0, 45.0
_GAP, _WIDE_GAP = 2, 9  # points between texts: at least, and so that each reads alone


@dataclass(frozen=True)
class _Place:
    """A box in pixels, and the offset in points that leads to it."""

    box: Bbox
    offset: Point
    clearance: float

    @property
    def middle(self) -> Point:
        """Of the box."""
        return ((self.box.x0 + self.box.x1) / 2, (self.box.y0 + self.box.y1) / 2)


def label_points(
    ax: "Axes",
    points: Sequence[Point],
    texts: Sequence[str],
    *,
    keep_clear: Sequence["Text"] = (),
    bars: Sequence[tuple[Point, Point]] = (),
    curves: Sequence[Sequence[Point]] = (),
    **settings: Any,
) -> list["Annotation"]:
    """Annotate points in data coordinates, one after another, each where it costs least.

    The layout of the figure is settled first; axes resized afterwards keep the offsets.

    Parameters
    ----------
    ax
        With its limits and scales set.
    points, texts
        Where and what.
    keep_clear
        Texts that are there already.
    bars
        Straight lines in data coordinates that are better not covered.
    curves
        Others, as points that lie close: a label is better on the side that its point is on.
    settings
        For every annotation.
    """
    labels = [
        ax.annotate(
            text,
            xy=point,
            xytext=(0, 0),
            textcoords="offset points",
            ha="center",
            va="center",
            arrowprops={"arrowstyle": "-", "linewidth": 0.7, "shrinkA": 1, "shrinkB": 4},
            **settings,
        )
        for point, text in zip(points, texts, strict=True)
    ]
    figure = whole_figure(ax)
    figure.draw_without_rendering()
    pixel = figure.dpi / 72
    places: list[Point] = [tuple(ax.transData.transform(point)) for point in points]
    lines = [tuple(map(tuple, ax.transData.transform(bar))) for bar in bars]
    drawn = [ax.transData.transform(curve) for curve in curves]
    taken = [text.get_window_extent() for text in keep_clear]
    leaders: list[tuple[Point, Point]] = []
    order = sorted(range(len(labels)), key=lambda i: -_crowding(places, i))
    for i in order:
        extent = labels[i].get_window_extent()
        board = _Board(ax.bbox, taken, leaders, places, lines, drawn, pixel)
        best = board.cheapest(_around(places[i], extent.width, extent.height, pixel), places[i])
        labels[i].set_position(best.offset)
        leader = labels[i].arrow_patch
        if best.clearance <= _UNLED and leader is not None:
            leader.set_visible(False)
        else:
            leaders.append((places[i], best.middle))
        taken.append(best.box)
    return labels


def _crowding(places: Sequence[Point], i: int) -> float:
    """How close the others are."""
    x, y = places[i]
    return sum(1 / (1 + hypot(x - u, y - v)) for j, (u, v) in enumerate(places) if j != i)


def _around(point: Point, width: float, height: float, pixel: float) -> list[_Place]:
    places = []
    for clearance in _CLEARANCES:
        for step in range(_DIRECTIONS):
            angle = 2 * pi * step / _DIRECTIONS
            across = (width / 2 + clearance * pixel) * cos(angle)
            up = (height / 2 + clearance * pixel) * sin(angle)
            x, y = point[0] + across, point[1] + up
            box = Bbox.from_extents(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            places.append(_Place(box, (across / pixel, up / pixel), clearance))
    return places


@dataclass(frozen=True)
class _Board:
    """What is there already, in pixels."""

    frame: Any
    taken: Sequence[Bbox]
    leaders: Sequence[tuple[Point, Point]]
    markers: Sequence[Point]
    lines: Sequence[Any]
    curves: Sequence[Curve]
    pixel: float

    def cheapest(self, places: Sequence[_Place], point: Point) -> _Place:
        """The first of those that cost least; clearance, which is a part of the cost, rises."""
        best, least = places[0], inf
        for place in places:
            if place.clearance >= least:
                break
            cost = self._cost(place, point, least)
            if cost < least:
                best, least = place, cost
        return best

    def _cost(self, place: _Place, point: Point, limit: float) -> float:
        """No part of it is negative, so that it need not be told beyond a limit."""
        box = place.box
        wide, wider = box.padded(_GAP * self.pixel), box.padded(_WIDE_GAP * self.pixel)
        total = place.clearance
        total += _COVERS_TEXT * sum(wide.overlaps(other) for other in self.taken)
        total += _CLOSE_TO_TEXT * sum(wider.overlaps(other) for other in self.taken)
        total += _COVERS_MARKER * sum(
            _distance(box, marker) < _MARKER * self.pixel for marker in self.markers
        )
        total += _CROSSES * sum(_meets(box, *leader) for leader in self.leaders)
        total += _COVERS_BAR * sum(_meets(box, *line) for line in self.lines)
        if total >= limit:
            return total
        total += _ACROSS_CURVE * sum(
            box.count_contains(curve) > 0 or _cross_curve(point, place.middle, curve)
            for curve in self.curves
        )
        inside = self.frame.x0 < wide.x0 and wide.x1 < self.frame.x1
        total += _LEAVES_AXES * (
            not (inside and self.frame.y0 < wide.y0 and wide.y1 < self.frame.y1)
        )
        others = [marker for marker in self.markers if marker != point]
        if place.clearance <= _UNLED:
            reach = 1.5 * _distance(box, point) + _MARKER * self.pixel
            return total + _NEAR_ANOTHER * sum(_distance(box, m) < reach for m in others)
        across, up = map(abs, place.offset)
        total += _LIKE_A_BAR * (min(across, up) < max(across, up) / 4)
        crossed = sum(_off_line(m, point, place.middle) < _MARKER * self.pixel for m in others)
        crossed += sum(_meets(other, point, place.middle) for other in self.taken)
        crossed += sum(_cross((point, place.middle), leader) for leader in self.leaders)
        return total + _CROSSES * crossed


def _distance(box: Bbox, point: Point) -> float:
    across = max(box.x0 - point[0], 0, point[0] - box.x1)
    up = max(box.y0 - point[1], 0, point[1] - box.y1)
    return hypot(across, up)


def _meets(box: Bbox, start: Point, end: Point) -> bool:
    """Whether a straight line passes through a box (Liang & Barsky's clipping, from memory)."""
    first, last = 0.0, 1.0
    for low, high, begin, stop in (
        (box.x0, box.x1, start[0], end[0]),
        (box.y0, box.y1, start[1], end[1]),
    ):
        step = stop - begin
        if step == 0:
            if not low <= begin <= high:
                return False
            continue
        enters, leaves = sorted(((low - begin) / step, (high - begin) / step))
        first, last = max(first, enters), min(last, leaves)
    return first <= last


def _off_line(point: Point, start: Point, end: Point) -> float:
    """The distance of a point from a stretch."""
    across, up = end[0] - start[0], end[1] - start[1]
    square = across * across + up * up
    along = ((point[0] - start[0]) * across + (point[1] - start[1]) * up) / square if square else 0
    along = min(max(along, 0.0), 1.0)
    return hypot(point[0] - start[0] - along * across, point[1] - start[1] - along * up)


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two stretches cross."""

    def turn(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    return (
        turn(*one, other[0]) * turn(*one, other[1]) < 0
        and turn(*other, one[0]) * turn(*other, one[1]) < 0
    )


def _cross_curve(start: Point, end: Point, curve: Curve) -> bool:
    """Whether a stretch crosses a line through many points."""
    steps, stretch = np.diff(curve, axis=0), np.subtract(end, start)
    from_start = curve - start
    sides = stretch[0] * from_start[:, 1] - stretch[1] * from_start[:, 0]
    starts, ends = (
        steps[:, 0] * (y - curve[:-1, 1]) - steps[:, 1] * (x - curve[:-1, 0])
        for x, y in (start, end)
    )
    return bool(np.any((sides[:-1] * sides[1:] < 0) & (starts * ends < 0)))
