"""The prosecutor's policy: what she does after so many trials and acquittals."""

from typing import TYPE_CHECKING, Any

from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from ...information.learning.prosecutor_stopping import ProsecutorStopping
from ...information.learning.stopping import Action
from .canvas import axes_or_new, legend_above, refuse_other_data
from .style import FILLS, Fill

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ACTIONS: dict[Action, Fill] = {"dismiss": FILLS[0], "settle": FILLS[1], "try": FILLS[2]}
_HALF = 0.5  # a run of acquittals covers half a count to either side


def prosecutor_stopping(
    data: ProsecutorStopping, *, ax: "Axes | None" = None, **kwargs: Any
) -> "Axes":
    """Draw what she does, by trials held and acquittals so far.

    Parameters
    ----------
    data
        From :func:`~plea_games.information.prosecutor_stopping`.
    ax
        Axes to draw on; those of a new figure unless given.
    kwargs
        For all bars, as ``Axes.bar`` takes them.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.

    Raises
    ------
    ParameterError
        For other data.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=12, capacity=1, offer=1, sentence=2)
    >>> found = pg.information.prosecutor_stopping(game, prior=(4, 1), prosecution_years=1)
    >>> ax = pg.plot.prosecutor_stopping(found, ax=Figure().subplots())
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['settle', 'try']
    """
    refuse_other_data(data, ProsecutorStopping, "pg.prosecutor_stopping(game, prior=…)")
    ax = axes_or_new(ax)
    starts = [period.tried for period in data.periods]
    width = starts[1] - starts[0] if len(starts) > 1 else 1
    taken: dict[str, Patch] = {}
    for action, fill in _ACTIONS.items():
        runs = [
            (period.tried, first, last)
            for period in data.periods
            for taken_action, first, last in period.runs
            if taken_action == action
        ]
        if runs:
            ax.bar(
                [tried for tried, _, _ in runs],
                [last - first + 1 for _, first, last in runs],
                bottom=[first - _HALF for _, first, _ in runs],
                **{"width": width, **fill.arguments, **kwargs},
            )
            taken[action] = Patch(**fill.arguments)
    ax.set_xlim(-_HALF * width, starts[-1] + _HALF * width)
    ax.set_ylim(-_HALF, starts[-1] + _HALF)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(integer=True))
    ax.set_xlabel("trials held")
    ax.set_ylabel("acquittals among them")
    legend_above(ax, taken)
    return ax
