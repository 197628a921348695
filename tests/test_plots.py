"""Figures: what is drawn is what was computed, and no text covers another."""

import dataclasses
import io
import itertools
import json
import math
import re
import subprocess
import sys
from fractions import Fraction

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from matplotlib import pyplot
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

import plea_games as pg
from plea_games.caseloads.scenarios import as_scenario
from plea_games.cli import game_options
from plea_games.report import figures
from plea_games.report.caseload_results import CaseloadResults
from plea_games.report.plots import style
from plea_games.report.plots.canvas import HIGHEST, SIZE, WIDEST
from plea_games.report.plots.labels import label_points
from tests.drawn import CAPACITIES, COURT, DRAWN, J20, axes, figure_of, swept
from tests.waiting import HUNG


@pytest.fixture(scope="module")
def results():
    """Every result once."""
    return {name: compute() for name, (_, compute, _) in DRAWN.items()}


@pytest.fixture
def texts_drawn(monkeypatch):
    """Draw a figure: figure → the texts that are really drawn."""

    def drawn(figure):
        found = {}
        draw = Text.draw

        def record(text, renderer, *arguments, **settings):
            if text.get_visible() and text.get_text().strip():
                found[id(text)] = text
            return draw(text, renderer, *arguments, **settings)

        with monkeypatch.context() as patch:
            patch.setattr(Text, "draw", record)
            figure.savefig(io.BytesIO(), format="png", dpi=figure.dpi)
        return list(found.values())

    return drawn


def _corners(text):
    """Of the box around a text, turned with it, in pixels, less half a pixel on each side."""
    angle = text.get_rotation()
    turned = angle % 90 != 0
    if turned:
        assert text.get_rotation_mode() == "anchor"
        text.set_rotation(0)
    box = Text.get_window_extent(text).padded(-0.5)
    corners = np.array([(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)])
    if turned:
        text.set_rotation(angle)
        anchor = text.get_transform().transform(text.get_unitless_position())
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        corners = (corners - anchor) @ np.array([[cos, sin], [-sin, cos]]) + anchor
    return corners


def _apart(one, other):
    """Whether a line parts two boxes."""
    for corners in (one, other):
        for start, end in ((corners[0], corners[1]), (corners[1], corners[2])):
            normal = np.array([start[1] - end[1], end[0] - start[0]])
            first, second = one @ normal, other @ normal
            if first.max() <= second.min() or second.max() <= first.min():
                return True
    return False


def _overlaps(texts):
    boxes = [(text.get_text(), _corners(text)) for text in texts]
    return [
        (first, second)
        for (first, one), (second, other) in itertools.combinations(boxes, 2)
        if not _apart(one, other)
    ]


def _assert_that_all_texts_can_be_read(figure, texts):
    assert _overlaps(texts) == []
    frame = figure.bbox
    for text in texts:
        corners = _corners(text)
        assert (corners >= -1).all(), text
        assert (corners <= (frame.x1 + 1, frame.y1 + 1)).all(), text


@pytest.mark.parametrize("name", DRAWN)
def test_no_text_covers_another_or_leaves_the_figure(name, results, texts_drawn):
    ax = figure_of(name, results)
    texts = texts_drawn(ax.figure)
    assert len(texts) > 5
    _assert_that_all_texts_can_be_read(ax.figure, texts)


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_of_its_own_is_as_full_as_it_can_be(name, results, texts_drawn):
    plot, _, options = DRAWN[name]
    figure = plot(results[name], **options).figure
    texts = texts_drawn(figure)
    _assert_that_all_texts_can_be_read(figure, texts)
    drawn = Bbox.union([ax.get_tightbbox(for_layout_only=True) for ax in figure.axes])
    margins = np.abs(np.subtract(drawn.extents, figure.bbox.extents)) * 72 / figure.dpi
    assert margins == pytest.approx(3, abs=1)  # points
    pyplot.close(figure)


def test_what_is_added_to_a_figure_finds_room():
    ax = pg.plot.gain_curve(pg.gain_curve("j20"))
    title = ax.figure.suptitle("Title")
    ax.twinx().set_ylabel("another scale")
    ax.figure.draw_without_rendering()
    assert not title.get_window_extent().overlaps(ax.get_tightbbox())
    right = max(each.get_tightbbox().x1 for each in ax.figure.axes)
    assert right <= ax.figure.bbox.x1
    ax.figure.set_size_inches(0.5, 0.5)
    with pytest.warns(UserWarning, match="Tight layout not applied"):
        ax.figure.draw_without_rendering()
    pyplot.close(ax.figure)


def _smallest(texts):
    return min(text.get_fontsize() for text in texts)


@pytest.mark.parametrize("name", DRAWN)
def test_no_letter_is_under_eight_points_on_a_page(name, results, texts_drawn):
    plot, _, options = DRAWN[name]
    figure = plot(results[name], **options).figure
    width, height = figure.get_size_inches()
    assert width <= WIDEST  # so that the page takes it as it is
    assert height <= HIGHEST
    assert _smallest(texts_drawn(figure)) >= 8
    pyplot.close(figure)


@pytest.mark.parametrize("name", figures.CASELOAD_FIGURES)
def test_no_letter_of_a_report_is_under_eight_points(name, texts_drawn):
    figure = figures.CASELOAD_FIGURES[name](CaseloadResults(pg.scenario("dc-nine"))).figure
    width, height = figure.get_size_inches()
    assert width <= WIDEST
    assert height <= HIGHEST
    assert _smallest(texts_drawn(figure)) >= 8
    pyplot.close(figure)


@pytest.mark.parametrize("size", [SIZE, (3.0, 3.0), (2.4, 2.6)])
@pytest.mark.parametrize("name", ["disclosure", "gain curve", "sweep lines", "court"])
def test_a_legend_is_no_wider_than_its_axes(name, size, results):
    plot, _, options = DRAWN[name]
    ax = plot(results[name], ax=Figure(figsize=size, layout="constrained").subplots(), **options)
    ax.figure.draw_without_rendering()
    legend = ax.get_legend().get_window_extent()
    assert legend.width <= ax.get_window_extent().width + 1


def test_a_caseload_stands_out_on_its_own_phase_diagram():
    ax = figures.phase_diagram_with(pg.scenario("j20"))
    bold = {text.get_text() for text in ax.texts if text.get_fontweight() == "bold"}
    assert "j20" in bold
    assert not bold & {*pg.scenario_names()} - {"j20"}
    (ring,) = [line for line in ax.lines if line.get_markerfacecolor() == "none"]
    (point,) = pg.phase_diagram(["j20"])
    assert [float(each[0]) for each in ring.get_data()] == [point.trial_rate, point.offer_ratio]
    assert ring.get_markersize() > 2 * style.SERIES[0].points["markersize"]
    bars = [line for line in ax.lines if len(line.get_xdata()) == 2]
    own = [bar for bar in bars if bar.get_alpha() == 1]
    assert [tuple(bar.get_xdata()) for bar in own] == [point.trial_rate_range]
    assert all(bar.get_alpha() < 0.3 for bar in bars if bar not in own)
    assert "j20" in [text.get_text() for text in ax.get_legend().get_texts()]
    pyplot.close(ax.figure)
    with pytest.raises(pg.ParameterError, match="did you mean j20"):
        pg.plot.phase_diagram(pg.phase_diagram(["j20"]), own="j2o")


def test_contours_have_their_values_and_never_run_through_a_leap():
    game = J20  # an offer as dear as trial is a leap: one hold-out is enough
    over = {"capacity": CAPACITIES, "offer": [*range(1, 10), 10, 11, 12]}
    data = pg.sweep(game, over, ["tipping_share"], progress=False)
    ax = pg.plot.sweep_surface(data)
    (lines,) = [each for each in ax.collections if hasattr(each, "levels")]
    paths = [path.vertices for path in lines.get_paths() if len(path.vertices)]
    assert len(paths) > 3
    for x, _ in np.concatenate(paths):
        assert not 9 < x < 10
    written = [text.get_text() for text in lines.labelTexts]
    assert written
    assert all(text.endswith("%") for text in written)
    pyplot.close(ax.figure)


def test_a_caseload_of_nine_has_areas_and_no_contours_that_would_jump():
    small = pg.PleaGame(defendants=9, capacity=2, offer=4, sentence=10)
    offers = np.linspace(0.2, 10, 50).tolist()
    for game, contours in ((small, 0), (J20, 1)):
        over = {"capacity": CAPACITIES if contours else [*range(1, 9)], "offer": offers}
        data = pg.sweep(game, over, ["tipping_share"], progress=False)
        ax = pg.plot.sweep_surface(data)
        assert sum(hasattr(each, "levels") for each in ax.collections) == contours
        pyplot.close(ax.figure)


def test_figures_have_minus_signs(results):
    with mpl.rc_context({"axes.unicode_minus": True}):
        ax = figure_of("contest", results)
        texts = [text.get_text() for text in ax.findobj(Text)]
    assert any("−" in text for text in texts)
    assert not any(re.search(r"(^|\s)-[\d.]", text) for text in texts)
    pyplot.close(ax.figure)


def test_the_check_of_overlaps_sees_overlaps(texts_drawn):
    ax = axes()
    ax.text(0.5, 0.5, "one text")
    ax.text(0.52, 0.5, "another")
    ax.text(0.1, 0.1, "turned", rotation=30, rotation_mode="anchor")
    ax.text(0.12, 0.12, "across", rotation=-40, rotation_mode="anchor")
    assert _overlaps(texts_drawn(ax.figure)) == [("one text", "another"), ("turned", "across")]


@pytest.mark.parametrize("name", DRAWN)
def test_figures_leave_no_trace_and_are_the_same_every_time(name, results):
    before = dict(mpl.rcParams)
    pictures = []
    for _ in range(2):
        stream = io.BytesIO()
        figure_of(name, results).figure.savefig(stream, format="png", dpi=50)
        pictures.append(stream.getvalue())
    assert dict(mpl.rcParams) == before
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("name", DRAWN)
def test_axes_have_names_and_shares_have_units(name, results):
    ax = figure_of(name, results)
    assert ax.get_xlabel()
    assert ax.get_ylabel() or all(label.get_text() for label in ax.get_yticklabels())


@pytest.mark.parametrize("name", DRAWN)
def test_other_data_are_refused_in_words(name):
    plot = DRAWN[name][0]
    with pytest.raises(pg.ParameterError, match=r"data = Scenario: must be a .*; draw pg\."):
        plot(pg.scenario("j20"), ax=axes())


def test_without_axes_there_is_a_new_figure(results):
    ax = pg.plot.gain_curve(results["gain curve"])
    assert pyplot.fignum_exists(ax.figure.number)
    pyplot.close(ax.figure)


def test_series_and_fills_differ_without_colour():
    lines = [str(series.linestyle) for series in style.SERIES]
    markers = [series.marker for series in style.SERIES]
    assert len(set(lines)) == len(set(markers)) == len(style.SERIES)
    greys = [np.dot((0.2126, 0.7152, 0.0722), to_rgb(fill.facecolor)) for fill in style.FILLS]
    assert (np.diff(greys) > 0.04).all()
    assert len({fill.hatch for fill in style.FILLS}) == len(style.FILLS)


# what is drawn


def _points_of(ax, label):
    (line,) = [line for line in ax.lines if line.get_label() == label]
    return line.get_xdata(), line.get_ydata()


def test_phase_diagram_draws_its_points_bars_and_boundaries(results):
    data, ax = results["phase diagram"], figure_of("phase diagram", results)
    lines = [tuple(zip(*line.get_data(), strict=True)) for line in ax.lines]
    for boundary in data.boundaries:
        assert tuple(zip(boundary.trial_rates, boundary.offer_ratios, strict=True)) in lines
    labels = {text.get_text(): text.xy for text in ax.texts if hasattr(text, "xy")}
    assert labels == {p.scenario: (p.trial_rate, p.offer_ratio) for p in data}
    for p in data:
        assert ((p.trial_rate, p.offer_ratio),) in lines
        low, high = p.offer_ratio_range
        if low < high:
            assert ((p.trial_rate, low), (p.trial_rate, high)) in lines
        low, high = p.trial_rate_range
        if 0 < low < high:
            assert ((low, p.offer_ratio), (high, p.offer_ratio)) in lines


def test_no_label_of_the_phase_diagram_covers_a_caseload(results, texts_drawn):
    ax = figure_of("phase diagram", results)
    texts = texts_drawn(ax.figure)
    points = [(p.trial_rate, p.offer_ratio) for p in results["phase diagram"]]
    for x, y in ax.transData.transform(points):
        for text in texts:
            low, high = _corners(text).min(axis=0), _corners(text).max(axis=0)
            assert not (low[0] < x < high[0] and low[1] < y < high[1]), text


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.sets(st.sampled_from(pg.scenario_names()), min_size=1))
def test_labels_of_any_caseloads_leave_texts_and_markers_free(chosen, texts_drawn):
    data = pg.phase_diagram(sorted(chosen))
    ax = pg.plot.phase_diagram(data, ax=axes("phase diagram"))
    texts = texts_drawn(ax.figure)
    assert chosen <= {text.get_text() for text in texts}
    assert _overlaps(texts) == []
    left, _ = ax.get_xlim()
    places = [(max(p.trial_rate, left), p.offer_ratio) for p in data]
    for text in (text for text in texts if text.get_text() in chosen):
        box = Text.get_window_extent(text)  # without its leader
        for x, y in ax.transData.transform(places):
            across = max(box.x0 - x, 0, x - box.x1)
            up = max(box.y0 - y, 0, y - box.y1)
            assert math.hypot(across, up) > 5 * ax.figure.dpi / 72, text  # of which it covers 4


def test_the_key_of_the_phase_diagram_tells_phases_by_shape(results):
    data, ax = results["phase diagram"], figure_of("phase diagram", results)
    legend = ax.get_legend()
    entries = zip(legend.get_texts(), legend.legend_handles, strict=True)
    shapes = {text.get_text(): handle.get_marker() for text, handle in entries}
    assert set(shapes) == {p.phase for p in data} | {"ranges of its numbers"}
    for p in data:
        at = [line for line in ax.lines if tuple(zip(*line.get_data(), strict=True))
              == ((p.trial_rate, p.offer_ratio),)]  # fmt: skip
        assert {line.get_marker() for line in at} == {shapes[p.phase]}


def test_gain_curve_draws_gain_equilibria_and_basins(results):
    data, ax = results["gain curve"], figure_of("gain curve", results)
    assert ax.lines[1].get_ydata() == pytest.approx(data.gains, abs=0)
    marked = sorted(x for line in ax.lines[2:] for x in line.get_xdata())
    assert marked == [e.hold_out_probability for e in pg.equilibria(J20)]
    edges = [(patch.get_x(), patch.get_x() + patch.get_width()) for patch in ax.patches]
    assert edges == [(b.lower, pytest.approx(b.upper)) for b in data.basins]


def test_prices_protocols_levers_and_cascades(results):
    ax = figure_of("price by rounds", results)
    own = {row.rounds: row.stake_share for row in results["price by rounds"]}
    limit = {row.rounds: row.price_limit for row in results["price by rounds"]}
    assert dict(zip(*_points_of(ax, "this caseload"), strict=True)) == own
    assert dict(zip(*_points_of(ax, "its limit in large caseloads"), strict=True)) == limit

    ax = figure_of("protocols", results)
    assert list(ax.lines[-1].get_xdata()) == [p.share_of_trial_cost for p in results["protocols"]]
    assert max(p.share_of_trial_cost_to for p in results["protocols"]) == 1

    ax = figure_of("levers", results)
    rows = [label.get_text() for label in ax.get_yticklabels()]
    for found in results["levers"]:
        if found.share_of_trial_cost is not None:
            shares, places = _points_of(ax, found.goal)
            at = [rows[round(place)] for place in places].index(
                found.lever.amount().name.replace("_", " ")
            )
            assert shares[at] == found.share_of_trial_cost

    assert tuple(figure_of("cascade", results).lines[0].get_ydata()) == results["cascade"].by_round
    ax, rows = figure_of("concentration", results), results["concentration"].rows
    drawn = [list(line.get_ydata()) for line in ax.lines]
    assert drawn == [[r.least_spread_out for r in rows], [r.least_concentrated for r in rows]]


def test_contest_table_has_every_cell_and_frames_what_is_played(results):
    data = results["contest"]
    outcomes = ("holdouts", "mean_offer", "prosecutor", "organizer")
    for outcome in outcomes:
        ax = pg.plot.contest(data, outcome=outcome, ax=axes("contest"))
        expected = [[getattr(cell, outcome) for cell in row] for row in data.cells]
        mesh = np.ma.filled(ax.collections[0].get_array(), np.nan)
        np.testing.assert_array_equal(mesh, np.array(expected, dtype=float))
        both = outcome in ("prosecutor", "organizer")
        assert len(ax.texts) == len(list(data)) * (1 + both)
    played = sum(len(e.postures) * len(e.moves) for e in data.equilibria)
    assert len(ax.patches) == played
    with pytest.raises(pg.ParameterError, match="outcome = years: must be one of holdouts"):
        pg.plot.contest(data, outcome="years", ax=axes())


def test_a_cell_of_two_best_replies_is_an_equilibrium(results):
    data = results["contest"]
    ax = pg.plot.contest(data, outcome="organizer", ax=axes("contest"))
    bold = [tuple(map(int, text.get_position())) for text in ax.texts
            if text.get_fontweight() == "bold"]  # fmt: skip
    rows, columns = [str(p) for p in data.postures], [str(m) for m in data.moves]
    for (row, posture), (column, move) in itertools.product(enumerate(rows), enumerate(columns)):
        pure = [e for e in data.equilibria if (*e.postures, *e.moves) == (posture, move)]
        assert (bold.count((column, row)) == 2) == bool(pure)
    assert ax.get_legend().get_texts()[0].get_text() == "played in an equilibrium"


@pytest.mark.parametrize("most", [0.3, 1.2, 7, 90, 4e6])
@pytest.mark.parametrize("least", [1.0, 0.4, 1e-4])
def test_ticks_of_levers_stay_apart(most, least, results, texts_drawn):
    data, shares = results["levers"], itertools.cycle([0, most * least, most])
    rows = [
        dataclasses.replace(row, share_of_trial_cost=next(shares))
        for row in data
        if row.share_of_trial_cost is not None
    ]
    ax = pg.plot.levers(pg.results.Levers(data.game, tuple(rows)), ax=axes())
    ticks = [label.get_text() for label in ax.get_xticklabels()]
    assert ticks[0] == "0"
    assert 2 <= len(ticks) <= 7
    assert _overlaps(texts_drawn(ax.figure)) == []


def test_courts_with_and_without_errors(results):
    data, ax = results["court"], figure_of("court", results)
    for name, label in (("tried", "tried"), ("gave_up", "gave up and pleaded")):
        assert (_points_of(ax, label)[1] == getattr(data, name)).all()
    simulated = pg.court.court_simulation(COURT, days=[30, 60], rng=1, replications=20)
    ax = pg.plot.court_path(simulated, ax=axes())
    assert len(ax.collections) == len(ax.lines)
    band = ax.collections[0].get_paths()[0].vertices[:, 1]
    top = simulated.tried + 2 * simulated.standard_errors["tried"]
    assert band.max() == pytest.approx(top.max())


def test_sweeps_as_lines_and_surfaces(results):
    data, ax = results["sweep lines"], figure_of("sweep lines", results)
    for payment, line in zip(data.side_payment, ax.lines, strict=True):
        chosen = data.tipping_share.sel(side_payment=payment)
        np.testing.assert_array_equal(line.get_ydata(), chosen.values)
    assert ax.lines[1].get_label() == "side payment = 1 year"
    assert ax.get_ylabel() == "Tipping share (%)"

    data, ax = results["sweep surface"], figure_of("sweep surface", results)
    mesh = ax.collections[0].get_array()
    np.testing.assert_array_equal(np.ma.filled(mesh, np.nan), data.tipping_share.values)
    ax = pg.plot.sweep_surface(data, along="capacity", ax=axes())
    assert ax.get_xlabel() == "capacity K (cases)"
    mesh = ax.collections[0].get_array()
    np.testing.assert_array_equal(np.ma.filled(mesh, np.nan), data.tipping_share.values.T)

    names = [text.get_text() for text in figure_of("choices", results).get_legend().get_texts()]
    assert names == ["plead", "hold out"]


def test_sweeps_of_one_parameter_of_samples_and_of_nothing():
    from scipy.stats import uniform

    single = swept(["risk_dominant"], capacity=CAPACITIES)
    ax = pg.plot.sweep_lines(single, ax=axes())
    assert [label.get_text() for label in ax.get_yticklabels()] == ["plead", "tie", "hold out"]
    over = {"offer": uniform(1, 3), "conviction": uniform(0.5, 0.4)}
    drawn = pg.sweep(J20, over, ["offer_ratio"], samples=20, progress=False)
    ax = pg.plot.sweep_lines(drawn, along="conviction", ax=axes())
    assert (ax.lines[0].get_xdata() == drawn.conviction.values).all()
    assert ax.lines[0].get_linestyle() == "None"
    never = pg.sweep(J20.with_parameters(offer=0), {"capacity": CAPACITIES}, ["tipping_share"])
    ax = pg.plot.sweep_lines(never, ax=axes())
    assert ax.texts[0].get_text() == "the threshold exists nowhere here"


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda d: pg.plot.sweep_lines(d), "must leave one other parameter at most"),
        (lambda d: pg.plot.sweep_surface(d), "must have two parameters"),
        (lambda d: pg.plot.sweep_lines(d, output="x"), "output = x: must be one of tipping_share"),
        (lambda d: pg.plot.sweep_lines(d, along="x"), "along = x: must be one of capacity, offer"),
    ],
)
def test_sweeps_that_do_not_fit_are_refused_in_words(draw, message):
    data = swept(["tipping_share"], capacity=[6, 12], offer=[2, 4], sentence=[9, 10])
    with pytest.raises(pg.ParameterError, match=message):
        draw(data)


@settings(max_examples=15)
@given(st.lists(st.tuples(st.floats(0.05, 0.95), st.floats(0.05, 0.95)), min_size=2, max_size=9))
def test_labels_of_any_few_points_stay_apart(points):
    ax = Figure(figsize=(7, 5), layout="constrained").subplots()
    ax.set(xlim=(0, 1), ylim=(0, 1))
    labels = label_points(ax, points, [f"caseload {i}" for i in range(len(points))])
    assert _overlaps(labels) == []


# the data of the phase diagram and the gain curve


def _scenario(facts=None, **parameters):
    return pg.Scenario("own", "Own", "", pg.PleaGame(**parameters), facts or {})


@settings(max_examples=60)
@given(
    st.integers(1, 40),
    st.integers(0, 40),
    st.integers(0, 12),
    st.integers(1, 10),
    st.integers(0, 3),
)
def test_phases_follow_from_the_gains(count, capacity, offer, sentence, wait):
    if wait >= sentence:
        return
    game = {"defendants": count, "capacity": capacity, "offer": offer, "sentence": sentence,
                "dismissal_cost": wait}  # fmt: skip
    (point,) = pg.phase_diagram([_scenario(**game)])
    chances = [min(Fraction(1), Fraction(capacity, m)) for m in range(1, count + 1)]
    gains = [offer - wait - chance * (sentence - wait) for chance in chances]
    if offer >= sentence:
        expected = "trial better anyway"
    elif sum(gains) >= 0:
        expected = "risk dominant"
    else:
        expected = "possible but risky" if gains[-1] >= 0 else "strike impossible"
    assert point.phase == point.hardest_phase == point.easiest_phase == expected


@settings(max_examples=30)
@given(st.data())
def test_ranges_hold_every_combination_and_are_reached(data):
    number = st.integers(1, 6)
    values = {name: data.draw(number) for name in ("defendants", "capacity", "offer")}
    values |= {"sentence": data.draw(st.integers(4, 9)), "process_cost": 1}
    values["dismissal_cost"] = data.draw(st.integers(0, 2))
    ends = {name: value + data.draw(st.integers(0, 3)) for name, value in values.items()}
    facts = {
        name: pg.results.Fact(
            value=value, unit="years", status="assumption", note="-", range=(value, ends[name])
        )
        for name, value in values.items()
    }
    (point,) = pg.phase_diagram([_scenario(facts, **values)])
    ratios, rates = [], []
    for chosen in itertools.product(*(range(values[n], ends[n] + 1) for n in values)):
        n, k, s, sentence, c, d = map(Fraction, chosen)
        rates.append(k / n)
        if sentence + c > d:
            ratios.append((s - d) / (sentence + c - d))
        else:
            ratios.append(math.copysign(math.inf, s - d) if s != d else Fraction(0))
    assert point.trial_rate_range == (float(min(rates)), float(max(rates)))
    low, high = point.offer_ratio_range
    if all(map(math.isfinite, ratios)):
        assert (low, high) == (float(min(ratios)), float(max(ratios)))
    else:
        assert low <= min(ratios)
        assert high >= max(ratios)


def test_ranges_without_bound_are_said_and_drawn():
    fact = pg.results.Fact(value=2, unit="years", status="assumption", note="-", range=(0, 4))
    parameters = {"defendants": 50, "capacity": 0, "offer": 1, "sentence": 2}
    own = _scenario({"sentence": fact}, **parameters)
    data = pg.phase_diagram([own])
    assert data.points[0].offer_ratio_range == (0.25, math.inf)
    assert data.record()["scenarios"][0]["offer_ratio_range"] == [0.25, None]
    json.dumps(data.record(), allow_nan=False)
    assert "0.2500 to inf" in str(data)
    ax = pg.plot.phase_diagram(data, ax=axes())
    assert ax.texts[-1].xy == (data.boundaries[0].trial_rates[0], 0.5)


def test_boundaries_are_the_large_limits():
    possible, dominant, better = pg.phase_diagram().boundaries
    rates = np.array(possible.trial_rates)
    assert possible.offer_ratios == pytest.approx(np.minimum(1, rates))
    assert rates[-1] > 1  # some have room to try all
    share = np.minimum(1, rates)
    assert dominant.offer_ratios == pytest.approx(share * (1 - np.log(share)))
    assert set(better.offer_ratios) == {1.0}
    game = pg.PleaGame(defendants=10**7, capacity=5 * 10**5, offer=1, sentence=2)
    near = np.interp(math.log(0.05), np.log(rates), dominant.offer_ratios)
    assert pg.thresholds(game).laplacian_ratio == pytest.approx(near, rel=1e-3)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "must have at least one"),
        ([20], "must be a Scenario, its name, the path"),
        (["j2"], "did you mean j20"),
    ],
)
def test_what_is_no_scenario_is_refused(given, message):
    with pytest.raises(pg.errors.InputError, match=message):
        pg.phase_diagram(given)


def test_gain_curve_is_the_mean_gain():
    game = pg.AnonymousGame(gain=[-8, -8, 19, -8, -8])
    curve = pg.gain_curve(pg.equilibria(game))
    for x, gain in zip(curve.probabilities, curve.gains, strict=True):
        chances = [math.comb(4, j) * x**j * (1 - x) ** (4 - j) for j in range(5)]
        mean = sum(c * float(g) for c, g in zip(chances, game.gain, strict=True))
        assert gain == pytest.approx(mean, abs=1e-12)
    assert curve.stable == (0.0, pytest.approx(2 / 3))
    assert len(curve.table().rows) == 11 + 2
    with pytest.raises(pg.ParameterError, match="give equilibria"):
        pg.gain_curve(curve)
    assert pg.gain_curve(game).record() == curve.record()


# the command, and what is loaded when


def test_matplotlib_is_loaded_by_figures_alone():
    for program in (
        "import plea_games as pg; pg.__all__; pg.thresholds(pg.scenario('j20').game)",
        "from plea_games.cli.app import app; app(['figures', '--help'], standalone_mode=False)",
    ):
        check = f"{program}\nimport sys\nassert 'matplotlib' not in sys.modules"
        subprocess.run([sys.executable, "-c", check], check=True, timeout=HUNG, capture_output=True)


def test_the_command_writes_the_same_files_every_time(command, tmp_path):
    written = []
    for folder in ("one", "two"):
        arguments = ("figures", "j20", "--figure", "phase-diagram", "--figure", "gain-curve")
        formats = ("--format", "svg", "--format", "pdf", "--out", tmp_path / folder)
        code, out, err = command(*arguments, *formats)
        assert (code, err) == (0, "")
        names = [line.rpartition("/")[2] for line in out.split()]
        assert names == ["phase-diagram.svg", "phase-diagram.pdf", "j20-gain-curve.svg",
                         "j20-gain-curve.pdf"]  # fmt: skip
        written.append([(tmp_path / folder / name).read_bytes() for name in names])
    assert written[0] == written[1]
    assert len(written[0][0]) < 300_000


def test_every_figure_of_a_caseload_can_be_written(command, tmp_path):
    code, out, _ = command("figures", "dc-nine", "--format", "png", "--out", tmp_path)
    assert code == 0
    assert len(out.split()) == len(figures.FIGURES)
    assert all(path.stat().st_size > 5_000 for path in tmp_path.iterdir())


@pytest.mark.parametrize("terms", [(), (pg.SidePayment(2),), (pg.YearsCap(20, "1/2"),)])
def test_tipping_shares_that_are_drawn_are_those_of_a_sweep(terms):
    game = pg.scenario("dc-nine").game.with_terms(*terms)
    found = CaseloadResults(as_scenario(game))
    for drawn in (found.tipping_by_capacity, found.tipping_by_offer):
        share, *axes = drawn.values()
        over = {
            axis.name: [Fraction(value).limit_denominator(1_000) for value in axis.values]
            for axis in axes
        }
        swept = pg.sweep(game, over, ["tipping_share"])
        for name, each in drawn.items():
            said = {key: swept[name].attrs[key] for key in each.attributes}
            assert (each.dimensions, each.attributes) == (swept[name].dims, said)
        assert np.array_equal(share.values, swept.tipping_share, equal_nan=True)


@pytest.mark.parametrize("name", ["j20", "bronx-marijuana", "standing-rock"])
def test_the_tipping_share_is_drawn_over_the_range_with_the_caseload_itself(name, texts_drawn):
    caseload = pg.scenario(name)
    capacity = float(caseload.game.numbers["capacity"])
    low, high = map(float, caseload.bounds("capacity"))
    found = CaseloadResults(caseload)
    swept = found.tipping_by_capacity["capacity"].values
    assert swept.min() <= max(low, 1)
    assert swept.max() >= high
    ax = figures.CASELOAD_FIGURES["tipping-by-capacity"](found)
    assert _overlaps(texts_drawn(ax.figure)) == []
    (x,), (y,) = ax.lines[-1].get_data()
    share = pg.thresholds(caseload.game).tipping_share
    assert x == capacity
    assert y == (ax.get_ylim()[0] if share is None else float(share))
    if low < high:  # what the range leaves open lies on the caseload's own curve
        places, shares = ax.lines[-2].get_data()
        assert (places.min(), places.max()) == (max(low, 1), high)
        for place, on_the_curve in zip(places[::9], shares[::9], strict=True):
            here = pg.thresholds(caseload.game.with_parameters(capacity=int(place))).tipping_share
            assert on_the_curve == pytest.approx(math.nan if here is None else here, nan_ok=True)
    pyplot.close(ax.figure)
    ax = figures.CASELOAD_FIGURES["tipping-by-offer"](found)
    offer = float(caseload.game.numbers["offer"])
    assert [tuple(each) for each in ax.lines[-1].get_data()] == [(offer,), (capacity,)]
    assert ax.get_xlim()[0] <= offer <= ax.get_xlim()[1]
    assert _overlaps(texts_drawn(ax.figure)) == []
    pyplot.close(ax.figure)


def test_a_caseload_figure_needs_a_caseload(command, tmp_path):
    code, _, err = command("figures", "--figure", "levers", "--out", tmp_path / "new")
    assert (code, err.splitlines()) == (
        2,
        ["error: figure = levers: is a figure of a caseload; name a scenario, such as j20"],
    )
    assert not (tmp_path / "new").exists()


def test_lists_that_spare_the_command_line_an_import_are_true():
    assert game_options.FIGURES == figures.FIGURES
    assert game_options.FIGURE_FORMATS == figures.FIGURE_FORMATS
