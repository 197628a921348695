"""The contest as a heat table: what comes of each posture against each move."""

from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from ...design.contest.contest_result import Cell, Contest, ContestEquilibrium
from ...errors import Fault, ParameterError, shown
from ...units import Unit, show
from .canvas import SIZE, axes_or_new, legend_above, refuse_other_data
from .style import GREY, SKY, VERMILION

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ContestOutcome = Literal[
    "holdouts", "pleas", "mean_offer", "trials", "payments", "prosecutor", "organizer"
]

_UNITS: dict[str, tuple[str, Unit]] = {
    "holdouts": ("hold-outs", "defendants"),
    "pleas": ("pleas", "cases"),
    "mean_offer": ("mean plea", "years"),
    "trials": ("trials", "cases"),
    "payments": ("payments", "years"),
    "prosecutor": ("the prosecutor's payoff", "years"),
    "organizer": ("the organizer's payoff", "years"),
}
_COLORS = LinearSegmentedColormap.from_list("white to sky", ["white", SKY])  # black letters on all
_PAYOFFS = ("prosecutor", "organizer")
_HOW_TO_READ = "payoffs in years: prosecutor's above, organizers' below; bold: best reply"
_CELL = (0.62, 0.5)  # inches
_MARGIN = (1.7, 2.4)


def contest(
    data: Contest,
    *,
    outcome: ContestOutcome = "prosecutor",
    ax: "Axes | None" = None,
    **kwargs: Any,
) -> "Axes":
    """Draw one outcome of each posture, down, against each move, across.

    Frames mark the cells that equilibria play: solid for the first equilibrium, dashed for others.
    A payoff stands with the other side's, the prosecutor's above the organizers', each bold where
    it is a best reply; so a cell with two bold numbers is an equilibrium in pure strategies.

    Parameters
    ----------
    data
        From :func:`contest`.
    outcome
        "holdouts", "pleas", "mean_offer", "trials", "payments", "prosecutor" or "organizer".
    ax
        Axes to draw on; those of a new figure unless given.
    kwargs
        For the cells, as ``Axes.pcolormesh`` takes them.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.

    Raises
    ------
    ParameterError
        For other data or another outcome.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> import plea_games as pg
    >>> found = pg.contest(pg.scenario("j20").game, postures=["one price", "announced order"],
    ...                    moves=["nothing", "pledge"])
    >>> len(pg.plot.contest(found, ax=Figure().subplots()).texts)
    8
    """
    refuse_other_data(data, Contest, "pg.contest(game)")
    if outcome not in _UNITS:
        rule = f"must be one of {', '.join(get_args(ContestOutcome))}"
        raise ParameterError([Fault("outcome", shown(outcome), rule, "take one of these")])
    rows, columns = len(data.postures), len(data.moves)
    width = max(SIZE[0], _MARGIN[0] + _CELL[0] * columns)
    ax = axes_or_new(ax, (width, _MARGIN[1] + _CELL[1] * rows))
    name, unit = _UNITS[outcome]
    values = np.array([[_value(cell, outcome) for cell in row] for row in data.cells])
    style = {"cmap": _COLORS, "edgecolors": GREY, "linewidth": 1, **kwargs}
    mesh = ax.pcolormesh(values, **style)
    if outcome in _PAYOFFS:
        _write_payoffs(ax, data)
    else:
        for row, column in np.ndindex(values.shape):
            value = float(values[row, column])
            _write(ax, (column + 0.5, row + 0.5), "none" if np.isnan(value) else show(value, unit))
    frames = [
        _frame(ax, data, equilibrium, first=number == 0)
        for number, equilibrium in enumerate(data.equilibria)
    ]
    moves, postures = (
        [each.label.replace(" (", "\n(") for each in side] for side in (data.moves, data.postures)
    )
    ax.set_xticks(np.arange(columns) + 0.5, moves,
                  rotation=40, ha="right", rotation_mode="anchor", fontsize="small")  # fmt: skip
    ax.set_yticks(np.arange(rows) + 0.5, postures, fontsize="small")  # fmt: skip
    ax.invert_yaxis()
    ax.tick_params(length=0)
    ax.set(xlabel="organizers' move", ylabel="prosecutor's posture")
    if outcome not in _PAYOFFS:
        ax.figure.colorbar(mesh, ax=ax, label=f"{name} ({unit})", format="{x:,.6g}")
    names = ("played in an equilibrium", "played in another equilibrium")
    key: dict[str, Any] = dict(zip(names, frames, strict=False))
    if outcome in _PAYOFFS:
        key[f"{_HOW_TO_READ}; darker: more of {name}"] = Line2D([], [], linestyle="none")
    legend_above(ax, key)
    return ax


def _write_payoffs(ax: "Axes", data: Contest) -> None:
    """Each side's in each cell; best replies of postures to a move, of moves to a posture."""
    for who, place, against in zip(_PAYOFFS, (0.29, 0.71), (0, 1), strict=True):
        values = np.array([[getattr(cell, who) for cell in row] for row in data.cells])
        best = values == values.max(axis=against, keepdims=True)
        for row, column in np.ndindex(values.shape):
            weight = "bold" if best[row, column] else "normal"
            text = show(float(values[row, column]), "years")
            _write(ax, (column + 0.5, row + place), text, fontweight=weight)


def _write(ax: "Axes", where: tuple[float, float], text: str, **style: Any) -> None:
    style |= {"ha": "center", "va": "center", "fontsize": "small", "in_layout": False}
    ax.text(*where, text, **style)


def _frame(ax: "Axes", data: Contest, equilibrium: ContestEquilibrium, first: bool) -> Rectangle:
    """Frames the cells it plays; those of later equilibria are dashed and lie within."""
    inset = 0.04 if first else 0.09
    side = 1 - 2 * inset
    line: Any = {"fill": False, "edgecolor": VERMILION, "linewidth": 2.2}
    line["linestyle"] = "-" if first else "--"
    for row, posture in enumerate(map(str, data.postures)):
        for column, move in enumerate(map(str, data.moves)):
            if posture in equilibrium.postures and move in equilibrium.moves:
                corner = (column + inset, row + inset)
                ax.add_patch(Rectangle(corner, side, side, **line))
    return Rectangle((0, 0), 1, 1, **line)


def _value(cell: Cell, outcome: ContestOutcome) -> float:
    value = getattr(cell, outcome)
    return np.nan if value is None else float(value)
