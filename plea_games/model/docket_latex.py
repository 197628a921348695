"""Named defendants' payoffs in mathematics, as a matrix or an array of profiles."""

from collections.abc import Sequence

from sympy import Expr, latex

from ..latex import tex

Cell = tuple[tuple[bool, ...], tuple[Expr, ...]]
"""A profile and what it pays."""


def array_formula(names: Sequence[str], cells: Sequence[Cell]) -> str:
    """All profiles, one a line, with everyone's payoffs."""
    rows = r" \\ ".join(
        " & ".join(rf"\text{{{'hold out' if out else 'plead'}}}" for out in profile)
        + " & "
        + " & ".join(map(latex, payoffs))
        for profile, payoffs in cells
    )
    heading = " & ".join(rf"\text{{{tex(name)}}}" for name in names)
    letters = " & ".join(f"u_{{{i}}}" for i in range(1, len(names) + 1))
    columns = "c" * len(names)
    array = rf"\begin{{array}}{{{columns}|{columns}}} {heading} & {letters} \\ \hline {rows}"
    return rf"$\displaystyle {array} \end{{array}}$"


def bimatrix_formula(names: Sequence[str], cells: Sequence[Cell]) -> str:
    """The game of two: rows are the first one's plead and hold out, columns the second one's."""
    one, two = map(tex, names)
    pairs = [rf"{latex(first)},\ {latex(second)}" for _, (first, second) in cells]
    rows = r" \\ ".join(
        rf"\text{{{one}: {action}}} & " + " & ".join(pairs[2 * i : 2 * i + 2])
        for i, action in enumerate(("plead", "hold out"))
    )
    head = rf" & \text{{{two}: plead}} & \text{{{two}: hold out}} \\ \hline "
    return rf"$\displaystyle \begin{{array}}{{r|cc}} {head} {rows} \end{{array}}$"
