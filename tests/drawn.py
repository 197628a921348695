"""Figures to be drawn in tests, and what is drawn in them as text."""

import itertools
import re
from functools import partial

import numpy as np
from matplotlib import pyplot
from matplotlib.colors import is_color_like, to_hex
from matplotlib.figure import Figure
from matplotlib.text import Annotation
from scipy.stats import uniform

import plea_games as pg
from plea_games.information.learning.prosecutor_stopping import prosecutor_stopping
from plea_games.information.learning.verdicts import verdicts
from plea_games.information.private.best_replies import best_replies
from plea_games.information.private.private_cases import private_cases
from plea_games.information.signals.disclosure import disclosure
from plea_games.report.caseload_results import CaseloadResults
from plea_games.report.figures import CASELOAD_FIGURES
from plea_games.report.plots.canvas import SIZE

J20 = pg.scenario("j20").game
COURT = pg.court.CourtQueue(arrivals=4, courtrooms=5, trial_days=2.5, clock_days=30, attrition=0.01)
CAPACITIES = list(range(2, 62, 4))


def _network(size):
    city = pg.networks.neighbourhoods(defendants=1000, inside=0.9, rng=1)
    game = pg.NetworkGame.of_shares(ties=city.ties, shares=0.2)
    return pg.networks.cascade(game, committed=np.argsort(city.neighbourhood, kind="stable")[:size])


def swept(outputs, **over):
    return pg.sweep(J20, over, outputs, progress=False)


DRAWN = {
    "phase diagram": (
        pg.plot.phase_diagram,
        pg.phase_diagram,
        {},
    ),
    "gain curve": (pg.plot.gain_curve, lambda: pg.gain_curve(pg.equilibria(J20)), {}),
    "price by rounds": (
        pg.plot.price_by_rounds,
        lambda: pg.clock(J20, days=1, offers_per_day=230, batch=[230, 115, 58, 30, 20, 12]),
        {},
    ),
    "protocols": (pg.plot.protocols, lambda: pg.protocols(J20), {}),
    "levers": (pg.plot.levers, lambda: pg.levers(J20.with_parameters(offer=1)), {}),
    "cascade": (pg.plot.cascade, lambda: _network(40), {}),
    "concentration": (
        pg.plot.concentration,
        lambda: pg.networks.concentration_effect(defendants=1000, share=0.3, goal=88, rng=2),
        {},
    ),
    "contest": (
        pg.plot.contest,
        lambda: pg.contest(
            J20,
            postures=["one price", "rounds", "announced order", "surge"],
            moves=["nothing", "solidarity", "side payment", "pledge"],
        ),
        {},
    ),
    "sweep lines": (
        pg.plot.sweep_lines,
        lambda: swept(["tipping_share"], capacity=CAPACITIES, side_payment=[0, 1, 2, 4]),
        {},
    ),
    "sweep surface": (
        pg.plot.sweep_surface,
        lambda: swept(["tipping_share"], capacity=CAPACITIES, offer=[0.5, 1, 2, 4, 8]),
        {},
    ),
    "choices": (
        pg.plot.sweep_surface,
        lambda: swept(["risk_dominant"], capacity=CAPACITIES, offer=[0.5, 1, 2, 4, 8]),
        {"output": "risk_dominant"},
    ),
    "court": (pg.plot.court_path, lambda: pg.court.court_fluid(COURT, days=120), {}),
    "private cases": (
        pg.plot.private_cases,
        lambda: best_replies(private_cases(J20, {0: 1, 2: 3, 9: 3, 40: 3})),
        {},
    ),
    "verdicts": (
        pg.plot.verdicts,
        lambda: verdicts(J20.with_parameters(offer=1), prior=(4, 1), trials=range(1, 41)),
        {},
    ),
    "stopping": (
        pg.plot.prosecutor_stopping,
        lambda: prosecutor_stopping(
            pg.PleaGame(defendants=60, capacity=6, offer=2, sentence=10),
            prior=(2, 1),
            prosecution_years=5,
            settlement="laplacian",
            pricing="posted",
        ),
        {},
    ),
    "disclosure": (
        pg.plot.disclosure,
        lambda: disclosure(pg.PleaGame(defendants=10, capacity=3, offer=1, sentence=3), [1] * 11),
        {},
    ),
    "race": (
        pg.plot.race,
        lambda: pg.information.race_to_plead(
            pg.PleaGame(defendants=6, capacity=2, offer=1, sentence=4, dismissal_cost="0.5"),
            offers=["0.5", 1, 1, 2, 3, "3.5"],
        ),
        {},
    ),
    "packages": (
        pg.plot.packages,
        lambda: pg.information.packages(
            pg.PleaGame(defendants=12, capacity=1, offer=2, sentence=10)
        ),
        {},
    ),
    "correlated": (
        pg.plot.correlated,
        lambda: pg.correlated_equilibria(
            pg.PleaGame(defendants=10, capacity=3, offer=5, sentence=10)
        ),
        {},
    ),
}
SIZES = {"protocols": (7.2, 9.8), "contest": (6, 4.4), "phase diagram": (6.6, 5.6)}


def axes(name=None):
    """Of a figure of the size that this one has."""
    return Figure(figsize=SIZES.get(name, SIZE), layout="constrained").subplots()


def figure_of(name, results):
    """The axes with a figure on them."""
    plot, _, settings = DRAWN[name]
    ax = axes(name)
    assert plot(results[name], ax=ax, **settings) is ax
    return ax


def described(ax):
    """All that a figure draws, as text: what, where in data coordinates, and how it looks.

    Left out is what depends on the size of letters: where labels of points are.
    """
    ax.figure.draw_without_rendering()
    return "\n".join(itertools.chain.from_iterable(map(_of_axes, ax.figure.axes)))


def _of_axes(ax):
    yield f"axes {ax.get_xlabel()!r} by {ax.get_ylabel()!r}, {ax.get_xscale()} by {ax.get_yscale()}"
    for axis, limits in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim())):
        names = [label.get_text() for label in axis.get_ticklabels()]
        grid = {(to_hex(line.get_color()), line.get_linewidth()) for line in axis.get_gridlines()
                if line.get_visible()}  # fmt: skip
        yield f"  {numbers(limits)}, ticks {names}, grid {sorted(grid)}"
    yield f"  ground {_look(ax.patch)}, behind {ax.get_axisbelow()}"
    for line in ax.lines:
        yield f"  line {_look(line)}: {numbers(line.get_xdata())} at {numbers(line.get_ydata())}"
    for patch in ax.patches:
        corners = patch.get_patch_transform().transform(patch.get_path().vertices)
        yield f"  patch {_look(patch)}: {numbers(corners)}"
    for many in ax.collections:
        paths = [path.vertices for path in many.get_paths()] or [many.get_offsets()]
        yield f"  collection {_look(many)}: {numbers(np.concatenate(paths))}"
        if many.get_array() is not None:
            yield f"    values {numbers(np.ma.filled(many.get_array(), np.nan))}"
    for text in ax.texts:
        at = text.xy if isinstance(text, Annotation) else text.get_position()
        turned = "" if text.get_rotation() == 0 else f", turned {text.get_rotation():.0f}"
        yield f"  text {text.get_text()!r} at {numbers(at)}, {_look(text)}{turned}"
    if legend := ax.get_legend():
        for text, handle in zip(legend.get_texts(), legend.legend_handles, strict=True):
            yield f"  key {text.get_text()!r} {_look(handle)}"


_USUAL = {
    **dict.fromkeys(("label", "hatch", "marker"), ""),
    "drawstyle": "default",
    "fontstyle": "normal",
    "fontweight": "normal",
    "fontsize": "10",
    "clip_on": "True",
    "visible": "True",
    "horizontalalignment": "center",
    "verticalalignment": "center",
    "linestyle": "-",
    "linewidth": "1.8",
    "alpha": "",
}
_LOOKS = (*_USUAL, "color", "facecolor", "edgecolor", "markersize", "markerfacecolor",
          "markeredgecolor", "markeredgewidth", "zorder")  # fmt: skip


def _look(artist):
    """What its getters say of how it looks, where that is not the usual."""
    said = {
        name: _said(name, get()) for name in _LOOKS if (get := getattr(artist, f"get_{name}", None))
    }
    if getattr(artist, "get_array", lambda: None)() is not None:
        said = {"colours": artist.get_cmap().name, "zorder": said["zorder"]}
    if not said.get("marker"):
        said = {name: value for name, value in said.items() if not name.startswith("marker")}
    return " ".join(f"{n}={value}" for n, value in said.items() if value != _USUAL.get(n))


def _said(name, value):
    """A colour in one form, a number short, whatever else as it is."""
    if "color" in name:
        if isinstance(value, str):
            return to_hex(value) if is_color_like(value) else value
        rows = np.atleast_2d(value)[:9]
        return "/".join(dict.fromkeys(to_hex(row, keep_alpha=True) for row in rows))
    if isinstance(value, float):
        return f"{value:.3g}"
    return re.sub(r"^_child.*|^None$|np\.\w+", "", str(value))


def numbers(values):
    """A few numbers; of many the ends, the mean and the mean square of steps."""
    flat = np.asarray(values, float).ravel()
    if flat.size <= 8:
        return " ".join(f"{value:.5g}" for value in flat)
    known = flat[np.isfinite(flat)]
    if not known.size:
        return f"{flat.size} that do not exist"
    said = (flat[0], flat[-1], known.mean(), np.square(np.diff(known)).mean())
    return f"{flat.size} of which {known.size}: " + " ".join(f"{value:.5g}" for value in said)


def _contest(outcome):
    return pg.plot.contest(DRAWN["contest"][1](), outcome=outcome, ax=axes("contest"))


def _drawn_at_random():
    over = {"offer": uniform(1, 3), "conviction": uniform(0.5, 0.4)}
    found = pg.sweep(J20, over, ["offer_ratio"], samples=20, rng=3, progress=False)
    return pg.plot.sweep_lines(found, along="conviction", ax=axes())


def _of_a_caseload(name):
    ax = CASELOAD_FIGURES[name](CaseloadResults(pg.scenario("j20")))
    pyplot.close(ax.figure)
    return ax


_MORE = {
    **{f"contest, {outcome}": partial(_contest, outcome)
       for outcome in ("mean_offer", "prosecutor", "organizer")},
    "one parameter": lambda: pg.plot.sweep_lines(
        swept(["risk_dominant"], capacity=CAPACITIES), ax=axes()
    ),
    "samples": _drawn_at_random,
    "nowhere": lambda: pg.plot.sweep_lines(
        pg.sweep(J20.with_parameters(offer=0), {"capacity": CAPACITIES}, ["tipping_share"]),
        ax=axes(),
    ),
    "not everywhere": lambda: pg.plot.sweep_surface(
        swept(["tipping_share"], capacity=[2, 20, 200], offer=[0, 1, 12]), ax=axes()
    ),
    "many points": lambda: pg.plot.sweep_lines(
        swept(["laplacian_ratio"], capacity=[*range(1, 60)], defendants=[60, 90]), ax=axes()
    ),
    "court, simulated": lambda: pg.plot.court_path(
        pg.court.court_simulation(COURT, days=[30, 60], rng=1, replications=20), ax=axes()
    ),
    **{f"j20, {name}": partial(_of_a_caseload, name) for name in ("tipping-by-capacity", "tipping-by-offer", "levers")},
}  # fmt: skip


def _of_results(name):
    return figure_of(name, {name: DRAWN[name][1]()})


DRAWINGS = {
    name: (lambda draw=draw: described(draw()))
    for name, draw in ({name: partial(_of_results, name) for name in DRAWN} | _MORE).items()
}
"""Every figure in words, for :mod:`tests.printouts`."""
