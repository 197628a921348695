"""The figures of the README and of a caseload, as files."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import matplotlib as mpl
from matplotlib import pyplot

from ..caseloads.scenarios import Scenario, scenario_names
from ..errors import Fault, ParameterError, StoreError, shown
from ..model.reading import read_path
from ..sweeps.whole_files import put
from .caseload_results import CaseloadResults
from .gain_curve import gain_curve
from .phase_diagram import phase_diagram
from .plots.canvas import axes_or_new, settle, whole_figure
from .plots.contest import contest as draw_contest
from .plots.gain_curve import gain_curve as draw_gain_curve
from .plots.levers import levers as draw_levers
from .plots.own_point import mark_own_point
from .plots.phase_diagram import phase_diagram as draw_phase_diagram
from .plots.price_by_rounds import price_by_rounds as draw_price_by_rounds
from .plots.protocols import protocols as draw_protocols
from .plots.swept import lines, surface

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FigureFormat = Literal["svg", "pdf", "png"]
FIGURE_FORMATS: tuple[FigureFormat, ...] = get_args(FigureFormat)

_DOTS_PER_INCH = 160
_SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "plea_games",  # or its names would be random
    "text.hinting": "none",  # letters as wide in all formats, so that one layout does for all
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
}
_WITHOUT_DATE: Mapping[FigureFormat, Mapping[str, Any]] = {
    "svg": {"Date": None},
    "pdf": {"CreationDate": None},
    "png": {"Software": None},
}


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
    """
    chosen = names or (FIGURES if scenario else (PHASE_DIAGRAM,))
    place = read_path(folder, "out")
    if scenario is None and (missing := [name for name in chosen if name != PHASE_DIAGRAM]):
        rule, remedy = "is a figure of a caseload", "name a scenario, such as j20"
        raise ParameterError([Fault("figure", name, rule, remedy) for name in missing])
    if place.exists() and not place.is_dir():
        raise ParameterError([Fault("out", shown(str(place)), "must be a folder", "give another")])
    place.mkdir(parents=True, exist_ok=True)
    results = None if scenario is None else CaseloadResults(scenario)
    for name in dict.fromkeys(chosen):
        if scenario is None or results is None or name == PHASE_DIAGRAM:
            draw, stem = partial(phase_diagram_with, scenario), name
        else:
            draw, stem = partial(CASELOAD_FIGURES[name], results), f"{scenario.name}-{name}"
        yield from save(draw, place / stem, formats)


def phase_diagram_with(scenario: Scenario | None) -> "Axes":
    """The built-in caseloads, and a further one if it is none of them."""
    built_in = scenario_names()
    own = [] if scenario is None or scenario.name in built_in else [scenario]
    diagram = phase_diagram([*built_in, *own])
    return draw_phase_diagram(diagram, own=None if scenario is None else scenario.name)


def save(draw: Callable[[], "Axes"], path: Path, formats: Sequence[FigureFormat]) -> Iterator[Path]:
    """Draw a figure, write it in each format, and close it; yields each file's path."""
    ax = draw()
    figure = whole_figure(ax)
    try:
        with mpl.rc_context(_SETTINGS):
            figure.set_dpi(_DOTS_PER_INCH)  # and with it new widths of letters
            settle(ax)
            figure.set_layout_engine(None)  # or each format would lay it out, and draw it, twice
        for ending in formats:
            file = path.with_name(f"{path.name}.{ending}")
            drawn = io.BytesIO()  # matplotlib may raise anything where a disk is full
            with mpl.rc_context(_SETTINGS):
                figure.savefig(
                    drawn, format=ending, dpi=_DOTS_PER_INCH, metadata=_WITHOUT_DATE[ending]
                )
            try:
                put(file, drawn.getvalue())
            except OSError as error:
                raise StoreError(f"could not write {file}: {error}") from None
            yield file
    finally:
        pyplot.close(figure)


def _tipping_by_capacity(results: CaseloadResults) -> "Axes":
    swept, ax = results.tipping_by_capacity, axes_or_new(None)
    lines(ax, swept["tipping_share"], swept["capacity"], swept["side_payment"])
    capacity, (low, high) = _own(results, "capacity")
    share = results.thresholds.tipping_share
    mark_own_point(
        ax,
        capacity,
        None if share is None else float(share),
        {str(line.get_label()): line for line in ax.lines},
        along=results.own_tipping if low < high else None,
    )
    return ax


def _tipping_by_offer(results: CaseloadResults) -> "Axes":
    swept, ax = results.tipping_by_offer, axes_or_new(None)
    areas = surface(ax, swept["tipping_share"], swept["offer"], swept["capacity"])
    offer, across = _own(results, "offer")
    capacity, up = _own(results, "capacity")
    mark_own_point(ax, offer, capacity, areas, across=across, up=up)
    return ax


def _own(results: CaseloadResults, name: str) -> tuple[float, tuple[float, float]]:
    """A caseload's own number, and the range of it."""
    low, high = results.caseload.bounds(name)
    return float(results.game.numbers[name]), (float(low), float(high))


CASELOAD_FIGURES: Mapping[str, Callable[[CaseloadResults], "Axes"]] = {
    "gain-curve": lambda found: draw_gain_curve(gain_curve(found.equilibria)),
    "price-by-rounds": lambda found: draw_price_by_rounds(found.clock),
    "protocols": lambda found: draw_protocols(found.protocols),
    "levers": lambda found: draw_levers(found.levers),
    "contest": lambda found: draw_contest(found.contest),
    "tipping-by-capacity": _tipping_by_capacity,
    "tipping-by-offer": _tipping_by_offer,
}
"""By name, what follows from a caseload alone."""

PHASE_DIAGRAM = "phase-diagram"
FIGURES = (PHASE_DIAGRAM, *CASELOAD_FIGURES)
