"""The geometry of labels, by going through points; and what each fault of a place costs."""

import dataclasses
import itertools

import numpy as np
import pytest
from matplotlib.transforms import Bbox

from plea_games.report.plots import labels

SEEDS = range(12)


def stretch(draw):
    """Two points among small whole numbers, so that many meet, touch or lie in line."""
    return tuple(tuple(map(float, draw.integers(-4, 5, 2))) for _ in range(2))


def along(start, end, count=4001):
    """Points of a stretch."""
    return np.linspace(start, end, count)


def some_box(draw):
    low = draw.integers(-4, 3, 2).astype(float)
    return Bbox([low, low + draw.integers(1, 5, 2)])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_stretch_meets_a_box_where_one_of_its_points_is_inside(seed):
    draw = np.random.default_rng(seed)
    for _ in range(20):
        box, (start, end) = some_box(draw), stretch(draw)
        x, y = along(start, end).T
        depth = np.minimum.reduce([x - box.x0, box.x1 - x, y - box.y0, box.y1 - y]).max()
        if abs(depth) > 1e-2:
            assert labels._meets(box, start, end) == (depth > 0), (box, start, end)
    assert labels._meets(Bbox([[0, 0], [1, 1]]), (-1, 1), (2, 1))  # along an edge
    assert not labels._meets(Bbox([[0, 0], [1, 1]]), (-1, 1.1), (2, 1.1))


@pytest.mark.parametrize("seed", SEEDS)
def test_distances_are_those_of_the_nearest_point(seed):
    draw = np.random.default_rng(seed)
    for _ in range(10):
        box, (start, end) = some_box(draw), stretch(draw)
        point = tuple(draw.uniform(-6, 6, 2))
        nearest = np.hypot(*(along(start, end) - point).T).min()
        assert labels._off_line(point, start, end) == pytest.approx(nearest, abs=5e-3)
        inside = np.clip(point, box.min, box.max)
        assert labels._distance(box, point) == pytest.approx(np.hypot(*(inside - point)))


@pytest.mark.parametrize("seed", SEEDS)
def test_stretches_cross_where_both_ends_of_each_are_on_other_sides(seed):
    draw = np.random.default_rng(seed)
    for _ in range(20):
        one, other = stretch(draw), stretch(draw)
        (a, b), (c, e) = np.array(one), np.array(other)
        matrix = np.column_stack([b - a, c - e])
        if abs(np.linalg.det(matrix)) < 1e-9:
            assert not labels._cross(one, other)  # parallel, or a point
            continue
        at = np.linalg.solve(matrix, c - a)
        if (np.abs(at * (1 - at)) > 1e-9).all():
            assert labels._cross(one, other) == bool((at > 0).all() and (at < 1).all())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_curve_is_crossed_where_one_of_its_stretches_is(seed):
    draw = np.random.default_rng(seed)
    for _ in range(20):
        curve = draw.uniform(-4, 4, (6, 2))
        start, end = draw.uniform(-4, 4, (2, 2))
        pieces = itertools.pairwise(curve)
        crossed = any(labels._cross((tuple(start), tuple(end)), tuple(map(tuple, piece)))
                      for piece in pieces)  # fmt: skip
        assert labels._cross_curve(tuple(start), tuple(end), curve) == crossed


def test_places_lie_all_around_at_each_clearance():
    places = labels._around((10.0, 20.0), 6.0, 2.0, 1.5)
    assert [place.clearance for place in places[:: labels._DIRECTIONS]] == [*labels._CLEARANCES]
    for place in places:
        assert (place.box.width, place.box.height) == pytest.approx((6, 2))
        across, up = np.subtract(place.middle, (10, 20)) / 1.5
        assert place.offset == pytest.approx((across, up))
        reach = (3 / 1.5 + place.clearance, 1 / 1.5 + place.clearance)
        assert np.hypot(across / reach[0], up / reach[1]) == pytest.approx(1)
    right, top = places[0], places[labels._DIRECTIONS // 4]
    assert right.box.x0 - 10 == pytest.approx(1.5 * labels._CLEARANCES[0])
    assert top.box.y0 - 20 == pytest.approx(1.5 * labels._CLEARANCES[0])
    angles = [np.arctan2(p.offset[1] / 2.67, p.offset[0] / 4) for p in places[:24]]
    assert len(set(np.round(angles, 3))) == labels._DIRECTIONS


def test_the_most_crowded_are_those_with_others_near():
    points = [(0.0, 0.0), (1.0, 0.0), (9.0, 0.0)]
    crowding = [labels._crowding(points, i) for i in range(3)]
    assert crowding == pytest.approx([1 / 2 + 1 / 10, 1 / 2 + 1 / 9, 1 / 10 + 1 / 9])


EMPTY = labels._Board(Bbox([[0, 0], [400, 400]]), (), (), (), (), (), 2.0)
POINT = (200.0, 200.0)
SLANT = np.array((3.0, -3.0))


def place_at(across, up, clearance):
    """A box of 20 by 10 around a middle so far from the point."""
    x, y = POINT[0] + across, POINT[1] + up
    box = Bbox([[x - 10, y - 5], [x + 10, y + 5]])
    return labels._Place(box, (across / 2, up / 2), clearance)


NEAR, FAR = place_at(24, 15, 7), place_at(60, 60, 26)


def cost(place, **there):
    return dataclasses.replace(EMPTY, markers=(POINT,), **there)._cost(place, POINT, np.inf)


def boxed(place, right):
    """A box as wide, that begins so far to the right of another."""
    return Bbox([[place.box.x1 + right, place.box.y0], [place.box.x1 + right + 20, place.box.y1]])


@pytest.mark.parametrize("place", [NEAR, FAR])
def test_a_free_place_costs_its_clearance(place):
    assert cost(place) == place.clearance


@pytest.mark.parametrize("place", [NEAR, FAR])
def test_what_covers_or_crosses_something_costs_that(place):
    free, box = place.clearance, place.box
    middle = place.middle
    other = ((box.x0 - 30, middle[1]), (box.x1 + 30, middle[1] + 1))
    told = labels._COVERS_TEXT + labels._CLOSE_TO_TEXT
    gap, wide = labels._GAP * 2, labels._WIDE_GAP * 2
    assert cost(place, taken=[boxed(place, gap - 0.5)]) == free + told
    assert cost(place, taken=[boxed(place, gap + 0.5)]) == free + labels._CLOSE_TO_TEXT
    assert cost(place, taken=[boxed(place, wide - 0.5)]) == free + labels._CLOSE_TO_TEXT
    assert cost(place, taken=[boxed(place, wide + 0.5)]) == free
    assert cost(place, taken=[boxed(place, 1)] * 2) == free + 2 * told
    crossing_leader = labels._CROSSES * (2 if place is FAR else 1)  # by its box and its own leader
    short = ((box.x0 + 1, box.y1 + 3), (box.x0 + 2, box.y1 - 2))  # beside its own leader
    assert cost(place, leaders=[short]) == free + labels._CROSSES
    assert cost(place, leaders=[other]) in (free + labels._CROSSES, free + crossing_leader)
    assert cost(place, lines=[other]) == free + labels._COVERS_BAR
    away = ((box.x0 - 30, box.y1 + 9), (box.x1 + 30, box.y1 + 9))
    assert cost(place, lines=[away], leaders=[away]) == free
    halfway = (np.array(POINT) + middle) / 2
    across = np.array([halfway - SLANT, halfway + SLANT])
    assert cost(place, curves=[across]) == free + labels._ACROSS_CURVE
    assert cost(place, curves=[np.array([middle, middle])]) == free + labels._ACROSS_CURVE
    assert cost(place, curves=[across + 100]) == free
    marker = (box.x1 + labels._MARKER * 2 - 1, middle[1])
    covered = dataclasses.replace(EMPTY, markers=(POINT, marker))
    near_too = labels._NEAR_ANOTHER if place is NEAR else 0
    assert covered._cost(place, POINT, np.inf) == free + labels._COVERS_MARKER + near_too


@pytest.mark.parametrize("side", range(4))
def test_leaving_the_axes_costs_most(side):
    x0, y0, x1, y1 = NEAR.box.extents
    edges = [[x0 - 4, y0 - 60], [x1 + 60, y1 + 60]], [[x0 - 60, y0 - 4], [x1 + 60, y1 + 60]]
    edges += [[x0 - 60, y0 - 60], [x1 + 4, y1 + 60]], [[x0 - 60, y0 - 60], [x1 + 60, y1 + 4]]
    touching = np.array(edges[side])
    outside = labels._LEAVES_AXES + NEAR.clearance
    assert cost(NEAR, frame=Bbox(touching)) == outside
    touching += [[-0.5, -0.5], [0.5, 0.5]]
    assert cost(NEAR, frame=Bbox(touching)) == NEAR.clearance


def test_a_near_label_is_nearest_to_its_own_point():
    gap = labels._distance(NEAR.box, POINT)
    reach = 1.5 * gap + labels._MARKER * 2
    for beyond, extra in ((-0.5, labels._NEAR_ANOTHER), (0.5, 0)):
        marker = (NEAR.box.x1 + reach + beyond, NEAR.middle[1])
        board = dataclasses.replace(EMPTY, markers=(POINT, marker))
        assert board._cost(NEAR, POINT, np.inf) == NEAR.clearance + extra


def test_a_far_label_has_a_leader_of_its_own():
    level = place_at(100, 20, 26)
    assert cost(level) == level.clearance + labels._LIKE_A_BAR
    assert cost(place_at(100, 26, 26)) == level.clearance
    assert cost(place_at(20, 100, 26)) == level.clearance + labels._LIKE_A_BAR
    halfway = (np.array(POINT) + FAR.middle) / 2
    for off, extra in ((labels._MARKER * 2 - 1, labels._CROSSES), (labels._MARKER * 2 + 1, 0)):
        marker = tuple(halfway + off / np.sqrt(18) * SLANT)
        board = dataclasses.replace(EMPTY, markers=(POINT, marker))
        assert board._cost(FAR, POINT, np.inf) == pytest.approx(FAR.clearance + extra)
    beneath = Bbox([halfway - 2, halfway + 2])
    assert cost(FAR, taken=[beneath]) == FAR.clearance + labels._CROSSES
    leader = (tuple(halfway - SLANT), tuple(halfway + SLANT))
    assert cost(FAR, leaders=[leader]) == FAR.clearance + labels._CROSSES


def test_the_limit_of_near_is_where_leaders_begin():
    at, beyond = place_at(100, 20, labels._UNLED), place_at(100, 20, labels._UNLED + 1)
    assert cost(at) == labels._UNLED
    assert cost(beyond) == labels._UNLED + 1 + labels._LIKE_A_BAR


@pytest.mark.parametrize("seed", SEEDS)
def test_the_cheapest_is_the_first_of_those_that_cost_least(seed):
    draw = np.random.default_rng(seed)
    taken = [Bbox.from_bounds(*low, 20, 10) for low in draw.uniform(140, 260, (9, 2))]
    board = dataclasses.replace(EMPTY, markers=(POINT,), taken=taken)
    places = labels._around(POINT, 20, 10, 2.0)
    costs = [board._cost(place, POINT, np.inf) for place in places]
    assert board.cheapest(places, POINT) is places[int(np.argmin(costs))]
