"""Formulas of sympy as functions of arrays."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from sympy import Expr, Symbol, lambdify
from sympy.printing.numpy import NumPyPrinter

PLAIN_NAMES = {"fully_qualified_modules": False, "allow_unknown_functions": True}
"""How printers must name functions for :func:`on_arrays`."""


def on_arrays(
    letters: Sequence[Symbol],
    formula: Expr,
    *,
    functions: Mapping[str, Any] | None = None,
    printer: NumPyPrinter | None = None,
) -> Callable[..., Any]:
    """A formula as a function of its letters, which may be arrays.

    Named "numpy", sympy would load every part of it, the Fortran compiler and the tests included.

    Parameters
    ----------
    letters
        In the order of the function's arguments.
    formula
        In these.
    functions
        By name, what numpy does not have.
    printer
        Of other code than usual, with ``PLAIN_NAMES``.
    """
    function: Callable[..., Any] = lambdify(
        letters,
        formula,
        modules=[{**vars(np), **(functions or {})}],
        printer=printer or NumPyPrinter(PLAIN_NAMES),
        cse=True,
    )
    return function


@cache
def compiled(letters: tuple[Symbol, ...], formula: Expr) -> Callable[..., Any]:
    """The same with what numpy has, once for each formula."""
    return on_arrays(letters, formula)
