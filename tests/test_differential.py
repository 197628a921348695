"""Public solvers against solvers nobody here wrote, and the table of what holds what."""

import ast
from pathlib import Path

import pytest

import plea_games as pg

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
        monkeypatch.setattr(pg, solver, noting(solver, getattr(pg, solver)))
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
    stated = {(row["solver"], row["oracle"], row["held by"]) for row in table}
    assert stated == {
        (row["solver"], row["oracle"], row["held by"])
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


@pytest.mark.parametrize("solver", ledger.ELSEWHERE)
def test_what_other_tests_hold_is_in_them(solver):
    module, name = ledger.ELSEWHERE[solver][1].split("::")
    source = (TESTS / f"test_{module}.py").read_text(encoding="utf-8")
    names = {node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
    assert f"test_{name}" in names
    # by itself, or through what the module's helpers ask
    assert f"pg.{solver}" in source
