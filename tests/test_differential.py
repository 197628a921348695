"""Public solvers against solvers nobody here wrote, and the table of what holds what."""

import ast
from pathlib import Path

import pytest

from tests.public import room_of

from .differential import ledger
from .differential.comparison import COMPARISONS, SEED, play

TESTS = Path(__file__).parent


def played(comparison, games, seed):
    found = play(comparison, games, seed)
    assert not found.disagreements, found.disagreements[:3]
    return found


@pytest.mark.parametrize("name", COMPARISONS)
def test_agrees(name, monkeypatch):
    """And each solver that is named is asked."""
    comparison, asked = COMPARISONS[name], set()

    def noting(solver, real):
        def call(*args, **options):
            asked.add(solver)
            return real(*args, **options)

        return call

    for solver in comparison.solvers:
        room = room_of(solver)
        monkeypatch.setattr(room, solver, noting(solver, getattr(room, solver)))
    played(comparison, comparison.fast, SEED + 1)
    assert asked == set(comparison.solvers)


@pytest.mark.slow
@pytest.mark.parametrize("name", COMPARISONS)
def test_agrees_in_more_games(name):
    played(COMPARISONS[name], 2 * COMPARISONS[name].fast, SEED + 2)


def test_every_public_solver_is_held_to_something():
    table = ledger.read()
    held = {row["solver"] for row in table}
    assert held | set(ledger.NO_SOLVER) == set(ledger.public_functions())
    assert not held & set(ledger.NO_SOLVER)


def test_the_table_is_of_these_comparisons():
    table = ledger.read()
    stated = {(row["solver"], row["oracle"], row["kind"], row["held by"]) for row in table}
    assert stated == {
        (row["solver"], row["oracle"], row["kind"], row["held by"])
        for row in ledger.rows({name: play(COMPARISONS[name], 0) for name in COMPARISONS})
    }
    large = {row["held by"]: row for row in table if row["games"]}
    assert {name: int(row["games"]) for name, row in large.items()} == {
        name: comparison.large for name, comparison in COMPARISONS.items()
    }
    assert sum(int(row["games"]) for row in large.values()) > 20_000
    for row in large.values():
        assert row["disagreements"] == "0"
        assert bool(int(row["explained"])) == bool(row["explanation"])


def asks(solver, test, source):
    """Whether a test names ``pg.solver`` or what it imports, or a function of its module that it leads to does."""
    body = ast.parse(source).body
    functions = {n.name: n for n in body if isinstance(n, ast.FunctionDef)}
    imported = {
        alias.name
        for node in body
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("plea_games.")
        for alias in node.names
    }
    reached, ahead = set(), [test]
    while ahead:
        name = ahead.pop()
        if name in reached or name not in functions:
            continue
        reached.add(name)
        for node in ast.walk(functions[name]):
            match node:
                case ast.Attribute(
                    value=ast.Name(id="pg") | ast.Attribute(value=ast.Name(id="pg")), attr=attribute
                ) if attribute == solver:
                    return True
                case ast.Name(id=other) if other == solver and other in imported:
                    return True
                case ast.Name(id=other) | ast.arg(arg=other):  # a call, or a fixture
                    ahead.append(other)
    return False


@pytest.mark.parametrize("solver", ledger.ELSEWHERE)
def test_what_other_tests_hold_is_in_them(solver):
    module, name = ledger.ELSEWHERE[solver][1].split("::")
    source = (TESTS / f"test_{module}.py").read_text(encoding="utf-8")
    assert asks(solver, f"test_{name}", source)


def test_only_what_a_test_leads_to_is_asked_by_it():
    source = (
        "def helper():\n    pg.sweep()\n\ndef test_one():\n    helper()\n\ndef test_two(): ...\n"
    )
    assert asks("sweep", "test_one", source)
    assert not asks("sweep", "test_two", source)
    assert not asks("sweep", "test_three", source)
    assert not asks("clock", "test_one", source)
    assert not asks("helper", "test_one", source)
    alone = "from plea_games.studies import sweep\n\ndef test_one():\n    sweep()\n"
    assert asks("sweep", "test_one", alone)


def test_every_row_says_of_which_kind_its_oracle_is():
    assert ledger.KIND.keys() == ledger.ELSEWHERE.keys()
    page = (TESTS.parent / "docs" / "trust.md").read_text(encoding="utf-8")
    kinds = {row["kind"] for row in ledger.read()}
    assert kinds == {ledger.OUTSIDE, ledger.BRUTE, ledger.CLOSED, ledger.WITHIN}
    assert all(f"**{kind.capitalize()}**" in page for kind in kinds)
