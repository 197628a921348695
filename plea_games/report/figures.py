"""The figures of the README and of a caseload, as files."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot

from ..design.amounts.levers import levers
from ..design.contest.contest import contest
from ..dynamics.clock.rounds_clock import clock
from ..errors import Fault, ParameterError
from ..model.exact import as_fraction
from ..model.game import PleaGame
from ..model.reading import read_path
from ..solvers.equilibria import equilibria
from ..solvers.sequences.protocols import protocols
from ..study.scenarios import Scenario, scenario_names
from ..sweeps.sweep import sweep
from .gain_curve import gain_curve
from .phase_diagram import phase_diagram
from .plots.canvas import whole_figure
from .plots.contest import plot_contest
from .plots.gain_curve import plot_gain_curve
from .plots.levers import plot_levers
from .plots.phase_diagram import plot_phase_diagram
from .plots.price_by_rounds import plot_price_by_rounds
from .plots.protocols import plot_protocols
from .plots.sweep import plot_sweep_lines, plot_sweep_surface

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FigureFormat = Literal["svg", "pdf", "png"]
FIGURE_FORMATS: tuple[FigureFormat, ...] = get_args(FigureFormat)

_DOTS_PER_INCH = 160
_WITHOUT_DATE: Mapping[FigureFormat, Mapping[str, Any]] = {
    "svg": {"Date": None},
    "pdf": {"CreationDate": None},
    "png": {"Software": None},
}
_MOST_ROUNDS = 20
_STEPS = 60  # of an axis that is swept


def save_figures(
    names: Sequence[str],
    scenario: Scenario | None,
    folder: str | Path,
    formats: Sequence[FigureFormat],
) -> Iterator[Path]:
    """Draw figures into files, the same bytes every time for the same version of matplotlib.

    Parameters
    ----------
    names
        Of ``FIGURES``; the phase diagram, and with a scenario all others, where there are none.
    scenario
        The caseload of all figures but the phase diagram, which shows it among the built-in ones.
    folder
        Where to; made where it does not exist.
    formats
        Of ``FIGURE_FORMATS``.

    Yields
    ------
    Path
        Of each file, once it is written.

    Raises
    ------
    ParameterError
        For a figure of a caseload without one.
    """
    chosen = names or (FIGURES if scenario else (PHASE_DIAGRAM,))
    place = read_path(folder, "out")
    if scenario is None and (missing := [name for name in chosen if name != PHASE_DIAGRAM]):
        rule, remedy = "is a figure of a caseload", "name a scenario, such as j20"
        raise ParameterError([Fault("figure", name, rule, remedy) for name in missing])
    place.mkdir(parents=True, exist_ok=True)
    for name in dict.fromkeys(chosen):
        if scenario is None or name == PHASE_DIAGRAM:
            ax, stem = _phase_diagram(scenario), name
        else:
            ax, stem = CASELOAD_FIGURES[name](scenario.game), f"{scenario.name}-{name}"
        yield from _save(ax, place / stem, formats)


def _phase_diagram(scenario: Scenario | None) -> "Axes":
    built_in = scenario_names()
    own = [] if scenario is None or scenario.name in built_in else [scenario]
    return plot_phase_diagram(phase_diagram([*built_in, *own]))


def _save(ax: "Axes", path: Path, formats: Sequence[FigureFormat]) -> Iterator[Path]:
    figure = whole_figure(ax)
    with mpl.rc_context({"svg.hashsalt": "plea_games"}):  # its names would be random
        for ending in formats:
            file = path.with_name(f"{path.name}.{ending}")
            figure.savefig(file, dpi=_DOTS_PER_INCH, metadata=_WITHOUT_DATE[ending])
            yield file
    pyplot.close(figure)


def _price_by_rounds(game: PleaGame) -> "Axes":
    """With time for an offer to everyone, in up to as many rounds as extract everything."""
    count, capacity = (int(game.numbers[name]) for name in ("defendants", "capacity"))
    enough = min(-(-count // max(capacity, 1)), count, _MOST_ROUNDS)
    batches = sorted({-(-count // rounds) for rounds in range(1, enough + 1)})
    return plot_price_by_rounds(clock(game, days=1, offers_per_day=count, batch=batches))


def _tipping_by_capacity(game: PleaGame) -> "Axes":
    """For side payments up to what makes holding out dominant."""
    short = as_fraction(game.trial_cost) - game.numbers["offer"]
    payments = [short * Fraction(part, 4) for part in range(4)] if short > 0 else [Fraction(0)]
    over = {"capacity": _capacities(game), "side_payment": payments}
    return plot_sweep_lines(sweep(game, over, ["tipping_share"], progress=False))


def _tipping_by_offer(game: PleaGame) -> "Axes":
    """For offers up to what trial costs."""
    cost = as_fraction(game.trial_cost)
    offers = [cost * step / _STEPS for step in range(1, _STEPS + 1)]
    over = {"capacity": _capacities(game), "offer": offers}
    return plot_sweep_surface(sweep(game, over, ["tipping_share"], progress=False))


def _capacities(game: PleaGame) -> list[int]:
    """Up to four times what it is."""
    most = min(4 * max(int(game.numbers["capacity"]), 1), int(game.numbers["defendants"]))
    return sorted({int(step) for step in np.linspace(1, max(most, 2), _STEPS)})


CASELOAD_FIGURES: Mapping[str, Callable[[PleaGame], "Axes"]] = {
    "gain-curve": lambda game: plot_gain_curve(gain_curve(equilibria(game))),
    "price-by-rounds": _price_by_rounds,
    "protocols": lambda game: plot_protocols(protocols(game)),
    "levers": lambda game: plot_levers(levers(game)),
    "contest": lambda game: plot_contest(contest(game)),
    "tipping-by-capacity": _tipping_by_capacity,
    "tipping-by-offer": _tipping_by_offer,
}
"""By name, what follows from a caseload alone."""

PHASE_DIAGRAM = "phase-diagram"
FIGURES = (PHASE_DIAGRAM, *CASELOAD_FIGURES)
