"""The geometry of labels, by going through points; and what each fault of a place costs."""

import dataclasses

import numpy as np
import pytest
from matplotlib.transforms import Bbox

from plea_games.report.plots import labels

SEEDS = range(12)


def stretch(draw):
    """Two points among small whole numbers, so that many meet, touch or lie in line."""
    return draw.integers(-4, 5, (2, 2)).astype(float)


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
            assert labels._meets(box.extents, start, end) == (depth > 0), (box, start, end)
    unit, starts = np.array([0.0, 0, 1, 1]), np.array([[-1, 1], [-1, 1.1]])  # along an edge, or not
    assert labels._meets(unit, starts, np.add(starts, (3, 0))).tolist() == [True, False]


@pytest.mark.parametrize("seed", SEEDS)
def test_distances_are_those_of_the_nearest_point(seed):
    draw = np.random.default_rng(seed)
    for _ in range(10):
        box, (start, end) = some_box(draw), stretch(draw)
        point = draw.uniform(-6, 6, 2)
        nearest = np.hypot(*(along(start, end) - point).T).min()
        assert labels._off_line(point, start, end) == pytest.approx(nearest, abs=5e-3)
        inside = np.clip(point, box.min, box.max)
        assert labels._distance(box.extents, point) == pytest.approx(np.hypot(*(inside - point)))


@pytest.mark.parametrize("seed", SEEDS)
def test_stretches_cross_where_both_ends_of_each_are_on_other_sides(seed):
    draw = np.random.default_rng(seed)
    for _ in range(20):
        one, other = stretch(draw), stretch(draw)
        (a, b), (c, e) = one, other
        matrix = np.column_stack([b - a, c - e])
        if abs(np.linalg.det(matrix)) < 1e-9:
            assert not labels._cross(one, other)  # parallel, or a point
            continue
        at = np.linalg.solve(matrix, c - a)
        if (np.abs(at * (1 - at)) > 1e-9).all():
            assert labels._cross(one, other) == bool((at > 0).all() and (at < 1).all())


def test_places_lie_all_around_at_each_clearance():
    rings = list(labels._around(np.array([10.0, 20.0]), 6.0, 2.0, 1.5))
    assert [ring.clearance for ring in rings] == [*labels._CLEARANCES]
    for ring in rings:
        sizes = ring.boxes[:, 2:] - ring.boxes[:, :2]
        assert sizes == pytest.approx(np.tile([6, 2], (labels._DIRECTIONS, 1)))
        assert ring.offsets == pytest.approx((ring.middles - [10, 20]) / 1.5)
        reach = (3 / 1.5 + ring.clearance, 1 / 1.5 + ring.clearance)
        assert np.hypot(*(ring.offsets / reach).T) == pytest.approx(1)
        angles = np.arctan2(*(ring.offsets / reach).T)
        assert len(set(np.round(angles, 3))) == labels._DIRECTIONS
    right, top = rings[0].boxes[0], rings[0].boxes[labels._DIRECTIONS // 4]
    assert right[0] - 10 == pytest.approx(1.5 * labels._CLEARANCES[0])
    assert top[1] - 20 == pytest.approx(1.5 * labels._CLEARANCES[0])


def test_the_most_crowded_are_those_with_others_near():
    crowding = labels._crowding(np.array([[0.0, 0.0], [1.0, 0.0], [9.0, 0.0]]))
    assert crowding.tolist() == pytest.approx([1 / 2 + 1 / 10, 1 / 2 + 1 / 9, 1 / 10 + 1 / 9])


NO_STRETCHES = np.empty((0, 2, 2))
POINT = np.array([200.0, 200.0])
EMPTY = labels._Board(np.array([0.0, 0, 400, 400]), np.empty((0, 4)), NO_STRETCHES, POINT[None],
                      NO_STRETCHES, (), 2.0)  # fmt: skip
SLANT = np.array((3.0, -3.0))


def place_at(across, up, clearance):
    """A box of 20 by 10 around a middle so far from the point."""
    x, y = np.add(POINT, (across, up))
    box = np.array([[x - 10, y - 5, x + 10, y + 5]])
    return labels._Ring(box, np.array([[across, up]]) / 2, clearance)


NEAR, FAR = place_at(24, 15, 7), place_at(60, 60, 26)


def cost(place, *markers, **there):
    there = {name: value if name == "curves" else np.array(value) for name, value in there.items()}
    board = dataclasses.replace(EMPTY, markers=np.array([POINT, *markers]), **there)
    (cost,) = board._costs(place, POINT)
    return cost


def boxed(place, right):
    """A box as wide, that begins so far to the right of another."""
    _, bottom, edge, top = place.boxes[0]
    return [edge + right, bottom, edge + right + 20, top]


@pytest.mark.parametrize("place", [NEAR, FAR])
def test_a_free_place_costs_its_clearance(place):
    assert cost(place) == place.clearance


@pytest.mark.parametrize("place", [NEAR, FAR])
def test_what_covers_or_crosses_something_costs_that(place):
    free, (middle,) = place.clearance, place.middles
    x0, _, x1, y1 = place.boxes[0]
    other = ((x0 - 30, middle[1]), (x1 + 30, middle[1] + 1))
    told = labels._COVERS_TEXT + labels._CLOSE_TO_TEXT
    gap, wide = labels._GAP * 2, labels._WIDE_GAP * 2
    assert cost(place, taken=[boxed(place, gap - 0.5)]) == free + told
    assert cost(place, taken=[boxed(place, gap + 0.5)]) == free + labels._CLOSE_TO_TEXT
    assert cost(place, taken=[boxed(place, wide - 0.5)]) == free + labels._CLOSE_TO_TEXT
    assert cost(place, taken=[boxed(place, wide + 0.5)]) == free
    assert cost(place, taken=[boxed(place, 1)] * 2) == free + 2 * told
    crossing_leader = labels._CROSSES * (2 if place is FAR else 1)  # by its box and its own leader
    short = ((x0 + 1, y1 + 3), (x0 + 2, y1 - 2))  # beside its own leader
    assert cost(place, leaders=[short]) == free + labels._CROSSES
    assert cost(place, leaders=[other]) in (free + labels._CROSSES, free + crossing_leader)
    assert cost(place, lines=[other]) == free + labels._COVERS_BAR
    away = ((x0 - 30, y1 + 9), (x1 + 30, y1 + 9))
    assert cost(place, lines=[away], leaders=[away]) == free
    halfway = (POINT + middle) / 2
    across = np.array([halfway - SLANT, halfway + SLANT])
    assert cost(place, curves=[across]) == free + labels._ACROSS_CURVE
    assert cost(place, curves=[np.array([middle, middle])]) == free + labels._ACROSS_CURVE
    assert cost(place, curves=[across + 100]) == free
    marker = (x1 + labels._MARKER * 2 - 1, middle[1])
    near_too = labels._NEAR_ANOTHER if place is NEAR else 0
    assert cost(place, marker) == free + labels._COVERS_MARKER + near_too


@pytest.mark.parametrize("side", range(4))
def test_leaving_the_axes_costs_most(side):
    outwards, far = np.array([-1, -1, 1, 1]), 60 * (np.arange(4) != side)
    touching = NEAR.boxes[0] + outwards * np.where(far, far, labels._GAP * 2)
    outside = labels._LEAVES_AXES + NEAR.clearance
    assert cost(NEAR, frame=touching) == outside
    assert cost(NEAR, frame=touching + 0.5 * outwards) == NEAR.clearance


def test_a_near_label_is_nearest_to_its_own_point():
    (gap,) = labels._distance(NEAR.boxes, POINT)
    reach = 1.5 * gap + labels._MARKER * 2
    for beyond, extra in ((-0.5, labels._NEAR_ANOTHER), (0.5, 0)):
        marker = (NEAR.boxes[0, 2] + reach + beyond, NEAR.middles[0, 1])
        assert cost(NEAR, marker) == NEAR.clearance + extra


def test_a_far_label_has_a_leader_of_its_own():
    level = place_at(100, 20, 26)
    assert cost(level) == level.clearance + labels._LIKE_A_BAR
    assert cost(place_at(100, 26, 26)) == level.clearance
    assert cost(place_at(20, 100, 26)) == level.clearance + labels._LIKE_A_BAR
    halfway = (POINT + FAR.middles[0]) / 2
    for off, extra in ((labels._MARKER * 2 - 1, labels._CROSSES), (labels._MARKER * 2 + 1, 0)):
        marker = halfway + off / np.sqrt(18) * SLANT
        assert cost(FAR, marker) == pytest.approx(FAR.clearance + extra)
    beneath = [*(halfway - 2), *(halfway + 2)]
    assert cost(FAR, taken=[beneath]) == FAR.clearance + labels._CROSSES
    leader = (halfway - SLANT, halfway + SLANT)
    assert cost(FAR, leaders=[leader]) == FAR.clearance + labels._CROSSES


def test_the_limit_of_near_is_where_leaders_begin():
    at, beyond = place_at(100, 20, labels._UNLED), place_at(100, 20, labels._UNLED + 1)
    assert cost(at) == labels._UNLED
    assert cost(beyond) == labels._UNLED + 1 + labels._LIKE_A_BAR


@pytest.mark.parametrize("seed", SEEDS)
def test_the_cheapest_is_the_first_of_those_that_cost_least(seed):
    draw = np.random.default_rng(seed)
    low = draw.uniform(140, 260, (9, 2))
    curve = draw.uniform(140, 260, (6, 2))
    board = dataclasses.replace(
        EMPTY, taken=np.concatenate([low, np.add(low, (20, 10))], axis=1), curves=[curve]
    )
    rings = list(labels._around(POINT, 20, 10, 2.0))
    costs = np.array([board._costs(ring, POINT) for ring in rings])
    ring, place = divmod(int(costs.argmin()), labels._DIRECTIONS)
    best = board.cheapest(iter(rings), POINT)
    assert best[0] is rings[ring] and best[1] == place
