"""Every public solver where numbers are small, large or tied, as docs/edges.md says."""

import inspect
from fractions import Fraction

import pytest
from mpmath import mp

import plea_games as pg
from tests import edges
from tests.edge_oracles.measure import ORACLES
from tests.public import PUBLIC

_ROWS = edges.PAGE.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("solver", edges.SOLVERS)
def test_solver(solver):
    """What it answers is what its oracle says, but for the error that the page states."""
    row = next(line for line in _ROWS if line.startswith(f"| `{solver}` |"))
    error = row.split(" | ")[4]
    assert edges.solver_row(solver, error) == row
    assert (error == "") == (solver not in ORACLES)
    if error:
        allowed = 0 if error in {"exact", "the nearest doubles"} else float(error)
        assert edges.measured(solver).worst <= allowed


def test_every_solver_that_answers_is_held_to_an_oracle():
    refusing = {solver for solver in edges.SOLVERS if solver not in ORACLES}
    rows = [line for line in _ROWS if line.split("`")[1:2] and line.split("`")[1] in refusing]
    assert {row.split(" | ")[2] for row in rows} == {"none"}
    assert set(ORACLES) <= set(edges.SOLVERS)


@pytest.mark.parametrize("argument", edges.ARGUMENTS)
def test_argument(argument):
    assert edges.argument_row(argument) in _ROWS


@pytest.mark.parametrize("edge", edges.EXACT)
def test_against_other_arithmetic(edge):
    assert edges.exact_row(edge) in _ROWS
    tipping, laplacian, ratio = edges.references(edge)
    found = pg.thresholds(edges.edge_game(edge))
    assert found.tipping_holdouts == tipping
    assert abs(mp.mpf(found.laplacian_ratio) - laplacian) <= edges.RELATIVE * laplacian
    assert (found.mixed_probability is None) == (ratio is None)
    if ratio is not None:
        mixed, error = Fraction(found.mixed_probability), Fraction(edges.RELATIVE)
        assert edges.is_between(edge, mixed * (1 - error), mixed * (1 + error))


def test_the_page_has_these_rows_and_no_others():
    first_cells = [line.split(" | ")[0] for line in _ROWS if line.startswith("| ")]
    named = [f"| `{name}`" for name in (*edges.SOLVERS, *edges.ARGUMENTS)]
    heads = ["| edge", "| call", "| call", "| edge"]
    rows = [f"| {edge}" for edge in (*edges.EDGES, *edges.EXACT)]
    assert sorted(first_cells) == sorted([*named, *heads, *rows])


def test_every_solver_that_is_public_is_tried():
    tried = {name.split(",")[0].split()[0] for name in (*edges.SOLVERS, *edges.ARGUMENTS)}
    functions = {
        name.rpartition(".")[2]
        for name, public in PUBLIC.items()
        if inspect.isfunction(public) and not name.startswith("plot.")
    }
    without_numbers = {name for name in functions if name.startswith(("load_", "scenario"))}
    assert functions - tried - without_numbers <= _ELSEWHERE


_ELSEWHERE = {  # what takes files, results and graphs rather than numbers
    "audit",
    "cite",
    "claims",
    "convictions",
    "court_gain",
    "example_files",
    "from_payoffs",
    "example_layout",
    "example_outcomes",
    "explore",
    "fit",
    "glossary",
    "layout",
    "layout_source",
    "penalty",
    "phase_diagram",
    "plan_sweep",
    "reach",
    "read",
    "retreat",
    "seed_bounds",
    "stability",
    "stated_ranges",
    "sweep_places",
    "write_report",
    "write_sweep",
}
