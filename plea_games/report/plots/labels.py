"""Labels of points, placed so that none covers another, a point, or the edge of the axes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf, pi
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .canvas import whole_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Annotation, Text

Point = tuple[float, float]
Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
Stretches = tuple[Floats, Floats]

_DIRECTIONS = 24
_CLEARANCES = (7, 12, 18, 26, 36, 48, 62, 78, 96)  # points
_UNLED = 12  # points of clearance up to which it needs no line to show what is meant
_MARKER = 6  # points
_COVERS_TEXT, _COVERS_MARKER, _LEAVES_AXES = 1e6, 1e5, 1e6
_COVERS_BAR, _CROSSES, _NEAR_ANOTHER, _LIKE_A_BAR = 25.0, 300.0, 40.0, 30.0
_ACROSS_CURVE, _CLOSE_TO_TEXT = 150.0, 45.0
_GAP, _WIDE_GAP = 2, 9  # points between texts: at least, and so that each reads alone


@dataclass(frozen=True)
class _Ring:
    """Places all around a point, at one clearance from it.

    Attributes
    ----------
    boxes
        In pixels: left, bottom, right and top of each place.
    offsets
        In points, which lead there.
    clearance
        In points.
    """

    boxes: Floats
    offsets: Floats
    clearance: float

    @property
    def middles(self) -> Floats:
        """Of the boxes."""
        middles: Floats = (self.boxes[:, :2] + self.boxes[:, 2:]) / 2
        return middles


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

    The layout of the figure must be settled; axes resized afterwards keep the offsets.

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
    pixel = whole_figure(ax).dpi / 72
    places = ax.transData.transform(np.reshape(points, (-1, 2)))
    lines = ax.transData.transform(np.reshape(bars, (-1, 2))).reshape(-1, 2, 2)
    drawn = [ax.transData.transform(curve) for curve in curves]
    taken = [text.get_window_extent().extents for text in keep_clear]
    leaders: list[Floats] = []
    frame = np.array(ax.bbox.extents)
    for i in np.argsort(-_crowding(places), kind="stable"):
        extent = labels[i].get_window_extent()
        board = _Board(frame, np.reshape(taken, (-1, 4)), np.reshape(leaders, (-1, 2, 2)),
                       places, lines, drawn, pixel)  # fmt: skip
        ring, place = board.cheapest(
            _around(places[i], extent.width, extent.height, pixel), places[i]
        )
        labels[i].set_position(tuple(ring.offsets[place].tolist()))
        leader = labels[i].arrow_patch
        if ring.clearance <= _UNLED and leader is not None:
            leader.set_visible(False)
        else:
            leaders.append(np.array([places[i], ring.middles[place]]))
        taken.append(ring.boxes[place])
    return labels


def _crowding(places: Floats) -> Floats:
    """How close the others are to each."""
    closeness = 1 / (1 + np.hypot(*(places[:, None] - places).T))
    crowding: Floats = closeness.sum(axis=0) - 1  # less itself
    return crowding


def _around(point: Floats, width: float, height: float, pixel: float) -> Iterator[_Ring]:
    """Ever further away."""
    angles = 2 * pi * np.arange(_DIRECTIONS) / _DIRECTIONS
    directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    half = np.array([width, height]) / 2
    for clearance in _CLEARANCES:
        offsets = (half + clearance * pixel) * directions
        middles = point + offsets
        boxes = np.concatenate([middles - half, middles + half], axis=1)
        yield _Ring(boxes, offsets / pixel, clearance)


@dataclass(frozen=True)
class _Board:
    """What is there already, in pixels; stretches are pairs of points."""

    frame: Floats
    taken: Floats
    leaders: Floats
    markers: Floats
    lines: Floats
    curves: Sequence[Floats]
    pixel: float

    def cheapest(self, rings: Iterator[_Ring], point: Floats) -> tuple[_Ring, int]:
        """The first place of those that cost least; clearance, which is a part of it, rises."""
        least = inf
        for ring in rings:
            if ring.clearance >= least:
                break
            costs = self._costs(ring, point, least)
            place = int(costs.argmin())
            if costs[place] < least:
                best, least = (ring, place), costs[place]
        return best

    def _costs(self, ring: _Ring, point: Floats, limit: float = inf) -> Floats:
        """No part of them is negative, so that they need not be told beyond a limit."""
        boxes, middles = ring.boxes[:, None], ring.middles[:, None]
        wide, wider = (_padded(boxes, gap * self.pixel) for gap in (_GAP, _WIDE_GAP))
        leaders, lines = np.moveaxis(self.leaders, 1, 0), np.moveaxis(self.lines, 1, 0)
        total = np.full(len(boxes), float(ring.clearance))
        total += _COVERS_TEXT * _count(_overlap(wide, self.taken))
        total += _CLOSE_TO_TEXT * _count(_overlap(wider, self.taken))
        total += _COVERS_MARKER * _count(_distance(boxes, self.markers) < _MARKER * self.pixel)
        total += _CROSSES * _count(_meets(boxes, *leaders))
        total += _COVERS_BAR * _count(_meets(boxes, *lines))
        inside = (self.frame[:2] < wide[..., :2]) & (wide[..., 2:] < self.frame[2:])
        total += _LEAVES_AXES * ~inside.all(axis=(1, 2))
        others = self.markers[(self.markers != point).any(axis=1)]
        if ring.clearance <= _UNLED:
            reach = 1.5 * _distance(boxes, point) + _MARKER * self.pixel
            total += _NEAR_ANOTHER * _count(_distance(boxes, others) < reach)
        else:
            sides = np.sort(np.abs(ring.offsets), axis=1)
            total += _LIKE_A_BAR * (sides[:, 0] < sides[:, 1] / 4)
            crossed = _count(_off_line(others, point, middles) < _MARKER * self.pixel)
            crossed += _count(_meets(self.taken, point, middles))
            crossed += _count(_cross((point, middles), (leaders[0], leaders[1])))
            total += _CROSSES * crossed
        cheap = np.flatnonzero(total < limit)
        for curve in self.curves:
            low, high = boxes[cheap, :, :2], boxes[cheap, :, 2:]
            covers = ((low < curve) & (curve < high)).all(axis=-1).any(axis=-1)
            crosses = _cross((point, middles[cheap]), (curve[:-1], curve[1:])).any(axis=-1)
            total[cheap] += _ACROSS_CURVE * (covers | crosses)
        return total


def _count(truths: Truths) -> Any:
    """How many, for each place."""
    return np.count_nonzero(truths, axis=-1)


def _padded(boxes: Floats, by: float) -> Floats:
    padded: Floats = boxes + np.array([-by, -by, by, by])
    return padded


def _overlap(boxes: Floats, others: Floats) -> Truths:
    """Whether boxes have a point in common."""
    apart = (boxes[..., :2] > others[..., 2:]) | (others[..., :2] > boxes[..., 2:])
    overlap: Truths = np.logical_not(apart.any(axis=-1))
    return overlap


def _distance(boxes: Floats, points: Floats) -> Floats:
    beyond = np.maximum(boxes[..., :2] - points, points - boxes[..., 2:]).clip(min=0)
    distances: Floats = np.hypot(beyond[..., 0], beyond[..., 1])
    return distances


def _meets(boxes: Floats, starts: Floats, ends: Floats) -> Truths:
    """Whether straight lines pass through boxes (Liang & Barsky's clipping, from memory)."""
    steps = ends - starts
    level = steps == 0
    divisors = np.where(level, 1.0, steps)
    low, high = ((edges - starts) / divisors for edges in (boxes[..., :2], boxes[..., 2:]))
    beside = level & ((low > 0) | (high < 0))  # and so at no time within
    enters = np.where(level, 0.0, np.minimum(low, high)).max(axis=-1)
    leaves = np.where(level, 1.0, np.maximum(low, high)).min(axis=-1)
    meets: Truths = ~beside.any(axis=-1) & (np.maximum(enters, 0.0) <= np.minimum(leaves, 1.0))
    return meets


def _off_line(points: Floats, starts: Floats, ends: Floats) -> Floats:
    """The distances of points from stretches."""
    steps, away = ends - starts, points - starts
    squares = (steps * steps).sum(axis=-1)
    along = (away * steps).sum(axis=-1) / np.where(squares == 0, 1.0, squares)
    apart = away - along.clip(0, 1)[..., None] * steps
    distances: Floats = np.hypot(apart[..., 0], apart[..., 1])
    return distances


def _cross(one: Stretches, other: Stretches) -> Truths:
    """Whether stretches cross."""

    def turn(a: Floats, b: Floats, c: Floats) -> Floats:
        across: Floats = (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1])
        return across - (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0])

    crosses: Truths = (turn(*one, other[0]) * turn(*one, other[1]) < 0) & (
        turn(*other, one[0]) * turn(*other, one[1]) < 0
    )
    return crosses
