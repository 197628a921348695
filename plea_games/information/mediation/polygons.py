"""A convex polygon in the plane from its farthest points, in exact arithmetic."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

Point = tuple[Fraction, Fraction]


def polygon(support: Callable[[Fraction, Fraction], Point], most: int) -> tuple[list[Point], bool]:
    """The corners of a convex polygon of which only the farthest point in a direction is known.

    Counterclockwise; and whether these are all. Along each edge that is not known to be one, the
    farthest point outwards is either a new corner or proves the edge.
    """
    one, zero = Fraction(1), Fraction(0)
    corners = _hull(
        [support(*way) for way in ((-one, zero), (zero, -one), (one, zero), (zero, one))]
    )
    if len(corners) == 1:
        return corners, True
    done: list[Point] = []
    todo = [*corners, corners[0]]
    while len(todo) > 1:
        if len(done) + len(todo) > most:
            return _hull([*done, *todo]), False
        here, there = todo[0], todo[1]
        outwards = there[1] - here[1], here[0] - there[0]
        far = support(*outwards)
        if _along(outwards, far) > _along(outwards, here):
            todo.insert(1, far)
        else:
            done.append(todo.pop(0))
    return _hull(done), True


def _along(way: Point, point: Point) -> Fraction:
    return way[0] * point[0] + way[1] * point[1]


def _hull(points: Sequence[Point]) -> list[Point]:
    """The convex hull without points within an edge (Andrew's monotone chain, from memory)."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    return [*_chain(ordered), *_chain(reversed(ordered))]


def _chain(ordered: Iterable[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in ordered:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain[:-1]


def _turn(a: Point, b: Point, c: Point) -> Fraction:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
