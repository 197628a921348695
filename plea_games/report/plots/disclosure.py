"""What an organizer discloses: after which numbers of signers the others hold out."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from matplotlib.ticker import MaxNLocator, PercentFormatter

from ...information.signals.disclosure import Disclosure
from .canvas import axes_or_new, legend_above, light_grid, refuse_other_data
from .style import FILLS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH = 0.8  # of the least gap between numbers of signers


def disclosure(data: Disclosure, *, ax: "Axes | None" = None, **kwargs: Any) -> "Axes":
    """Draw the prior, and the part of it in which the optimal policy makes all hold out.

    Parameters
    ----------
    data
        From :func:`~plea_games.disclosure`.
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
    >>> game = pg.PleaGame(defendants=10, capacity=3, offer=1, sentence=3)
    >>> ax = pg.plot.disclosure(pg.disclosure(game, [1] * 11), ax=Figure().subplots())
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['told "enough": all hold out', 'told "too few": all plead']
    """
    refuse_other_data(data, Disclosure, "pg.disclosure(game, prior)")
    ax = axes_or_new(ax)
    signers = list(data.prior)
    weights = [float(weight) for weight in data.prior.values()]
    told = [
        weight * float(chance)
        for weight, chance in zip(weights, data.optimal.hold_out, strict=True)
    ]
    gaps = [later - before for before, later in pairwise(signers)]
    width = _WIDTH * min(gaps, default=1)
    rest = [weight - part for weight, part in zip(weights, told, strict=True)]
    for name, heights, bottoms, fill in (
        ('told "enough": all hold out', told, [0.0] * len(told), FILLS[2]),
        ('told "too few": all plead', rest, told, FILLS[0]),
    ):
        if any(heights):
            style = {"width": width, "label": name, **fill.arguments, **kwargs}
            ax.bar(signers, heights, bottom=bottoms, **style)
    light_grid(ax, "y")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.yaxis.set_major_formatter(PercentFormatter(1, decimals=None))
    ax.set_xlabel("number who have signed")
    ax.set_ylabel("prior probability (%)")
    legend_above(ax)
    return ax
