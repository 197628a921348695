"""Bimatrix games: equilibria by Gambit and lrsnash, components and indices by definition."""

import io
import shutil
import subprocess
from fractions import Fraction
from itertools import combinations, product

import nashpy
import numpy as np
import pygambit
import pygambit.catalog
import pytest
import sympy as sp
from hypothesis import given, settings, strategies as st
from scipy.optimize import linprog

import plea_games as pg
from plea_games.errors import PleaGamesError
from plea_games.solvers.bimatrix import rays, two_player_equilibria
from plea_games.solvers.bimatrix.corner_pairs import CornerPairs, corner_pairs

LRSNASH = shutil.which("lrsnash")
needs_lrsnash = pytest.mark.skipif(LRSNASH is None, reason="lrsnash is not installed")
CATALOG = [
    "journals/dcg/vonstengel1999/6x6_game_with_75_eq",
    "journals/dcg/vonstengel1999/6x6_game_with_75_eq_small_payoffs",
    "journals/ijgt/nau2004/sec3",
]

matrices = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: st.tuples(*[
        st.lists(
            st.lists(st.integers(0, 4), min_size=shape[1], max_size=shape[1]),
            min_size=shape[0], max_size=shape[0])
    ] * 2)
)  # fmt: skip


def drawn(seed, height, width, most):
    return np.random.default_rng(seed).integers(0, most, (2, height, width)).tolist()


def extreme(game):
    profiles = [(each.rows, each.columns) for each in game]
    assert len(set(profiles)) == len(profiles)
    return set(profiles)


def worth(line, chances):
    return sum((value * chance for value, chance in zip(line, chances, strict=True)), Fraction(0))


def is_equilibrium(row_payoffs, column_payoffs, rows, columns):
    """No option does better than what is played, in fractions."""
    row_values = [worth(line, columns) for line in row_payoffs]
    column_values = [worth(line, rows) for line in zip(*column_payoffs, strict=True)]
    assert sum(rows) == sum(columns) == 1
    assert min(rows) >= 0 <= min(columns)
    return worth(row_values, rows) == max(row_values) and worth(column_values, columns) == max(
        column_values
    )


def gambit_game(row_payoffs, column_payoffs):
    height, width = len(row_payoffs), len(row_payoffs[0])
    body = " ".join(
        f"{row_payoffs[i][j]} {column_payoffs[i][j]}" for j in range(width) for i in range(height)
    )
    return pygambit.read_nfg(
        io.StringIO(f'NFG 1 R "" {{ "row" "column" }} {{ {height} {width} }}\n{body}\n')
    )


def by_gambit(row_payoffs, column_payoffs):
    game = gambit_game(row_payoffs, column_payoffs)
    return {
        tuple(
            tuple(Fraction(str(share)) for share in dict(each[player]).values())
            for player in game.players
        )
        for each in pygambit.nash.enummixed_solve(game).equilibria
    }


def by_lrsnash(row_payoffs, column_payoffs, folder):
    """It writes the column mixtures that go with a row mixture, then that row mixture."""
    file = folder / "game"
    parts = [f"{len(row_payoffs)} {len(row_payoffs[0])}"]
    parts += ["\n".join(" ".join(map(str, line)) for line in matrix)
              for matrix in (row_payoffs, column_payoffs)]  # fmt: skip
    file.write_text("\n\n".join(parts) + "\n")
    output = subprocess.run([LRSNASH, file], capture_output=True, text=True, check=True).stdout
    profiles, columns = set(), []
    for line in output.splitlines():
        if not line[:1].isdigit():
            continue
        player, *chances, _ = line.split()
        mixture = tuple(map(Fraction, chances))
        if player == "1":
            profiles |= {(mixture, other) for other in columns}
        columns = [*columns, mixture] if player == "2" else []
    return profiles


@settings(max_examples=60)
@given(matrices)
def test_extreme_equilibria_of_small_degenerate_games_are_those_of_gambit(payoffs):
    assert extreme(pg.bimatrix(*payoffs)) == by_gambit(*payoffs)


@pytest.mark.parametrize("seed", range(200))
def test_no_equilibrium_is_lost_where_options_are_near_twins(seed):
    """One option of each player is repeated but for amounts down to 10⁻¹²."""
    draw = np.random.default_rng(seed)
    payoffs = []
    for matrix, axis in zip(draw.integers(-20, 20, (2, 3, 3)).tolist(), (0, 1), strict=True):
        exact = np.array([[Fraction(value) for value in line] for line in matrix], dtype=object)
        for twin in (exact, exact.T) if seed % 2 else ((exact, exact.T)[axis],):
            digits = int(draw.integers(4, 13))
            shifts = [Fraction(int(value), 10**digits) for value in draw.integers(-9, 10, 3)]
            twin[2] = twin[1] + shifts
        payoffs.append(exact.tolist())
    game = pg.bimatrix(*payoffs)
    assert len(game) > 0
    assert extreme(game) == by_gambit(*payoffs)


SHAPES = [(8, 8, 5000), (7, 9, 3), (6, 6, 2), (9, 5, 3), (2, 70, 40), (70, 2, 40), (1, 9, 3),
          (10, 10, 3), (12, 12, 4), (11, 11, 10**9)]  # fmt: skip


@needs_lrsnash
@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("seed", range(2))
def test_extreme_equilibria_of_large_games_are_those_of_lrsnash(shape, seed, tmp_path):
    payoffs = drawn(seed, *shape)
    game = pg.bimatrix(*payoffs)
    assert extreme(game) == by_lrsnash(*payoffs, tmp_path)
    assert sum(part.index for part in game.components) == 1


def test_games_beyond_ten_options():
    """Eleven ways to coordinate, each a positive sum of pure ones: 2¹¹ − 1 equilibria."""
    same = np.eye(11, dtype=int).tolist()
    game = pg.bimatrix(same, same)
    assert len(game) == 2**11 - 1
    assert not game.degenerate
    for each, part in zip(game, game.components, strict=True):
        played = sum(map(bool, each.rows))
        assert each.rows == each.columns
        assert set(each.rows) <= {0, Fraction(1, played)}
        assert part.index == (-1) ** (played + 1)
        assert each.strict == (played == 1)


@pytest.mark.parametrize("name", CATALOG)
def test_games_of_gambit_s_catalogue(name):
    game = pygambit.catalog.load(name)
    arrays = [array.tolist() for array in game.to_arrays()]
    ours = pg.bimatrix(game)
    assert extreme(ours) == by_gambit(*arrays)
    assert len(ours) == (75 if "75" in name else 3)
    assert ours.row_options == tuple(game.get_strategies(next(iter(game.players))))


@settings(max_examples=40)
@given(matrices, st.fractions(1, 10**40), st.integers(-(10**30), 10**30), st.data())
def test_scales_and_order_change_nothing(payoffs, factor, shift, data):
    """Payoffs beyond 64 bits take the other arithmetic."""
    game = pg.bimatrix(*payoffs)
    height, width = len(payoffs[0]), len(payoffs[0][0])
    rows = data.draw(st.permutations(range(height)))
    columns = data.draw(st.permutations(range(width)))
    scaled, ordered = ([[matrix[i][j] for j in columns] for i in rows] for matrix in payoffs)
    changed = pg.bimatrix([[factor * value + shift for value in line] for line in scaled], ordered)

    def moved(each):
        return tuple(each.rows[i] for i in rows), tuple(each.columns[j] for j in columns)

    indices = {moved(each): game.components[each.component - 1].index for each in game}
    assert indices == {
        (each.rows, each.columns): changed.components[each.component - 1].index for each in changed
    }


@settings(max_examples=40)
@given(matrices)
def test_players_may_change_places(payoffs):
    game = pg.bimatrix(*payoffs)
    transposed = [list(map(list, zip(*matrix, strict=True))) for matrix in reversed(payoffs)]
    swapped = pg.bimatrix(*transposed)
    assert {(each.columns, each.rows, each.strict, game.components[each.component - 1].index)
            for each in game} == {
        (each.rows, each.columns, each.strict, swapped.components[each.component - 1].index)
        for each in swapped
    }  # fmt: skip


@settings(max_examples=60)
@given(matrices)
def test_components_are_unions_of_maximal_sets(payoffs):
    game = pg.bimatrix(*payoffs)
    for number, part in enumerate(game.components, start=1):
        members = {(each.rows, each.columns) for each in game if each.component == number}
        pairs = [set(product(subset.rows, subset.columns)) for subset in part.subsets]
        assert set().union(*pairs) == members
        assert not any(one <= other for one, other in product(pairs, repeat=2) if one is not other)
        for subset in part.subsets:
            middle = [
                tuple(sum(chances) / len(side) for chances in zip(*side, strict=True))
                for side in (subset.rows, subset.columns)
            ]
            assert is_equilibrium(*payoffs, *middle)
            for rows, columns in members:
                together = all((rows, other) in members for other in subset.columns)
                assert together == (rows in subset.rows)
                together = all((other, columns) in members for other in subset.rows)
                assert together == (columns in subset.columns)
        assert connected(pairs)
        assert part.is_point == (len(members) == 1)
    sides = [[{each.rows for each in game if each.component == number},
              {each.columns for each in game if each.component == number}]
             for number in range(1, len(game.components) + 1)]  # fmt: skip
    for one, other in combinations(sides, 2):
        assert not any(mine & theirs for mine, theirs in zip(one, other, strict=True))


def connected(sets):
    """Whether products that share a mixture of either player hang together."""
    reached, waiting = [sets[0]], list(sets[1:])
    while near := [each for each in waiting if any(each & other for other in reached)]:
        reached += near
        waiting = [each for each in waiting if each not in near]
    return not waiting


@settings(max_examples=60)
@given(matrices, st.integers(0, 2**32))
def test_indices_are_those_of_games_near_by(payoffs, seed):
    """Payoffs in every cell are moved, not only options': any near game must do."""
    game = pg.bimatrix(*payoffs)
    draw = np.random.default_rng(seed)
    moved = [
        [[value + Fraction(int(draw.integers(10**6)), 10**18) for value in line] for line in matrix]
        for matrix in payoffs
    ]
    near = pg.bimatrix(*moved)
    assert not near.degenerate
    sums = [0] * len(game.components)
    for each in near:
        gaps = [_gap(each, part) for part in game.components]
        nearest = min(range(len(gaps)), key=gaps.__getitem__)
        assert gaps[nearest] < 1e-6
        sums[nearest] += near.components[each.component - 1].index
    assert sums == [part.index for part in game.components]
    assert sum(sums) == 1


def _gap(each, part):
    """How far an equilibrium is from the nearest of the component's convex sets."""
    return min(
        max(_distance(each.rows, subset.rows), _distance(each.columns, subset.columns))
        for subset in part.subsets
    )


def _distance(mixture, corners):
    """In the largest coordinate, from the convex hull, by linear programming."""
    corners, mixture = np.array(corners, dtype=float).T, np.array(mixture, dtype=float)
    options, count = corners.shape
    ones = np.ones((options, 1))
    solution = linprog(
        [0] * count + [1],
        A_ub=np.block([[corners, -ones], [-corners, -ones]]),
        b_ub=np.concatenate((mixture, -mixture)),
        A_eq=[[1] * count + [0]],
        b_eq=[1],
    )
    return solution.fun


def test_a_component_that_may_vanish():
    """Staying out is one where it is deterred by a threat that costs nothing unless tried."""
    stay_out, enter = [0, 0], [1, -1]
    game = pg.bimatrix([stay_out, enter], [[2, 2], [1, 0]], row_options=["stay out", "enter"])
    assert [(part.index, part.essential) for part in game.components] == [(0, False), (1, True)]
    assert [part.is_point for part in game.components] == [False, True]
    assert "index 0 may vanish" in str(game)
    vanished = pg.bimatrix([stay_out, enter], [["2.000001", 2], [1, 0]])
    assert [each.rows for each in vanished] == [(0, 1)]


@settings(max_examples=40)
@given(
    st.integers(0, 6), st.integers(1, 4), st.integers(1, 9), st.integers(1, 9), st.integers(1, 9)
)
def test_two_defendants_have_the_equilibria_of_the_boxes(capacity, sentence, one, other, cost):
    who = [
        pg.Defendant(name, offer=Fraction(offer, 2), sentence=sentence, process_cost=cost)
        for name, offer in (("D1", one), ("D2", other))
    ]
    docket = pg.Docket(who, capacity=capacity)
    boxes = pg.heterogeneous.two_defendant_equilibria(docket)
    game = pg.bimatrix(docket)
    corners = {corner for box in boxes.components for corner in box.corners}
    assert corners == {(each.rows[1], each.columns[1]) for each in game}
    assert game.row_options == ("plead", "hold out")


def test_dominated_options_by_turns():
    game = pg.bimatrix(
        [[4, 5, 6], [2, 8, 3], [3, 9, 2]],
        [[3, 1, 2], [1, 4, 6], [0, 6, 8]],
        row_options=["U", "M", "D"],
        column_options=["L", "C", "R"],
    )
    assert [(each.player, each.option, each.by, each.turn) for each in game.dominated] == [
        ("column", "C", "R", 1), ("row", "M", "U", 2), ("row", "D", "U", 2),
        ("column", "R", "L", 3),
    ]  # fmt: skip
    assert extreme(game) == {((1, 0, 0), (1, 0, 0))}
    assert "C by R; M by U (turn 2)" in str(game)


def test_too_large_games_are_refused(monkeypatch):
    """The second: any set of rows is best where the column player hides from the others."""
    with monkeypatch.context() as smaller:
        smaller.setattr(rays, "MOST_RAYS", 5)
        with pytest.raises(pg.ParameterError, match="must lead to at most 5 corners"):
            pg.bimatrix(*drawn(1, 6, 6, 1000))
    hide = (-np.eye(15, dtype=int)).tolist()
    with pytest.raises(pg.ParameterError, match="at most 20,000 convex sets"):
        pg.bimatrix(hide, np.zeros((15, 15), int))


def test_a_game_in_which_nothing_matters():
    same = np.zeros((12, 12), int)
    game = pg.bimatrix(same, same)
    assert len(game) == 144
    (part,) = game.components
    assert part.index == len(part.subsets) == 1


def test_none_found_is_an_error(monkeypatch):
    def nothing(*payoffs):
        corners = corner_pairs(*payoffs)
        return CornerPairs(corners.rows, corners.columns, corners.pairs[:0])

    monkeypatch.setattr(two_player_equilibria, "corner_pairs", nothing)
    with pytest.raises(PleaGamesError, match="every game has one"):
        pg.bimatrix([[1]], [[1]])


@pytest.mark.parametrize(
    "rows",
    [
        nashpy.Game(np.array([[0.1, 2], [3, 0]]), np.array([[1, 0.3], [0, 1]])),
        gambit_game([["1/10", 2], [3, 0]], [[1, "0.3"], [0, 1]]),
    ],
    ids=["nashpy", "pygambit"],
)
def test_games_of_other_software_are_read_exactly(rows):
    game = pg.bimatrix(rows)
    direct = pg.bimatrix(sp.Matrix([["1/10", 2], [3, 0]]), (("1", 0.3), [0, Fraction(1)]))
    assert game.row_payoffs == direct.row_payoffs == ((Fraction(1, 10), 2), (3, 0))
    assert list(game) == list(direct)
    assert direct.row_options == ("row 1", "row 2")


def test_records_and_tables_tell_all():
    game = pg.bimatrix([[1, 0], [0, 1]], [[0, 0], [0, 0]], row_options=["a", "b"])
    record = game.record()
    assert record["degenerate"] is True
    assert record["equilibria"][0] == {
        "rows": ["1", "0"], "columns": ["1", "0"], "row_payoff": "1", "column_payoff": "0",
        "component": 1, "index": 1, "strict": False,
    }  # fmt: skip
    assert len(record["components"][0]["subsets"]) == 3
    assert record["column_options"] == ["column 1", "column 2"]
    assert "Component 1: (a) or (b) against (1/2 column 1 + 1/2 column 2)." in str(game)
    assert "each stands alone" in str(pg.bimatrix([[1]], [[1]]))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pg.bimatrix(3), "columns: is missing"),
        (lambda: pg.bimatrix([[1]]), "columns: is missing"),
        (lambda: pg.bimatrix(3, [[1]]), "rows = 3: must be a matrix of numbers"),
        (lambda: pg.bimatrix([], [[1]]), "must not be empty"),
        (lambda: pg.bimatrix([[]], [[1]]), "rows: line 1 = .*must not be empty"),
        (lambda: pg.bimatrix(["12"], [[1]]), "rows: line 1 = 12: must be a list of numbers"),
        (lambda: pg.bimatrix([[1, 2], [3]], [[1]]), "lines of 2, 1: must be equally long"),
        (lambda: pg.bimatrix([[1, 2]], [[1], [2]]), "columns = 2 × 1: must have as many"),
        (lambda: pg.bimatrix([[sp.Symbol("a"), 1]], [["x", float("nan")]]),
         "entry 1 = a.*put numbers for the symbols(.|\n)*entry 1 = x(.|\n)*entry 2 = nan"),
        (lambda: pg.bimatrix([[1]], [[1]], row_options=["a", "b"], column_options="c"),
         "row_options = 2 names: must name 1(.|\n)*column_options = c: must be a list"),
        (lambda: pg.bimatrix([[1], [2]], [[1], [1]], row_options=["a", "a"]), "given once"),
        (lambda: pg.bimatrix(pg.Docket(
            [pg.Defendant("D", offer=1, sentence=2)], capacity=1)), "must be 2 for a matrix"),
        (lambda: pg.bimatrix(pygambit.catalog.load("journals/ijgt/nau2004/sec4")),
         "3 players: must have two players"),
    ],
)  # fmt: skip
def test_bad_input(call, message):
    with pytest.raises(pg.ParameterError, match=message):
        call()
