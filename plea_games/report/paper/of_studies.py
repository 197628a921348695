"""Reports on studies: intervals, and what each threshold is along what is varied."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from ...sweeps.axes import SAMPLE
from ...sweeps.outputs import Output
from ...sweeps.plan import SweepPlan
from ...sweeps.study import Study
from ...sweeps.sweep import carry_out
from ...sweeps.uncertainty import intervals
from ...tables import Column, Missing, Table
from ...units import Unit, number_of, show_with_unit
from ..formats import Format, render
from ..plots.style import SERIES
from ..plots.sweep import sweep_lines, sweep_surface
from ..sweeps import of_uncertainty
from .of_caseloads import explorer
from .sections import Contents, Data, FigureOf, Section, TableOf

if TYPE_CHECKING:
    from xarray import DataArray, Dataset

STUDY = "study.toml"
"""Its file as the report calls it; studies do not know their own."""

_MOST_ROWS = 120
_MOST_MARKS = 2_000  # of values drawn at random, in one figure


def of_study(study: Study) -> Contents:
    """What a sweep found; all of its points as CSV."""
    plan = study.plan
    dataset = carry_out(plan)
    title, command = study.title, f"sweep {STUDY}"
    summed = intervals(plan, dataset)
    tables = [TableOf("intervals", command, partial(of_uncertainty, summed, title))]
    every_point = partial(_of_points, plan, dataset, title)
    data = [explorer()]
    if plan.points <= _MOST_ROWS:
        tables.append(TableOf("points", f"{command} --out points.csv", every_point))
    else:
        about = f"every point, as `plea-games {command} --out points.csv` writes"
        data.append(Data("points.csv", about, partial(every_point, "csv")))
    figures = [figure for output in plan.outputs for figure in _figures(dataset, output)]
    sections = [
        Section("The sweep", tables[:1], appendix=tables[1:]),
        Section("Along what is swept", figures=figures),
    ]
    summary = (
        f"A sweep over {number_of(plan.points, 'points')} of the game with {plan.game.describe()}."
    )
    sections = [section for section in sections if section.all_tables or section.figures]
    return Contents(title, summary, STUDY, sections, data)


def _of_points(plan: SweepPlan, dataset: "Dataset", title: str, style: Format) -> str:
    """One row a point."""
    rows = [
        {str(name): _number(value) for name, value in point.items()}
        for point in dataset.to_dataframe().reset_index().to_dict("records")
    ]
    names = [*(axis.name for axis in plan.axes), *(output.name for output in plan.outputs)]
    records = [{name: row[name] for name in names} for row in rows]
    columns = [
        *(
            Column(f"{axis.name} {axis.parameter.letter}", axis.parameter.unit)
            for axis in plan.axes
        ),
        *(Column(output.form.label, output.unit) for output in plan.outputs),
    ]
    cells = [
        [
            *(row[axis.name] for axis in plan.axes),
            *(_cell(row[output.name], output) for output in plan.outputs),
        ]
        for row in records
    ]
    return render(Table(f"{title}\nEvery point", columns, cells), records, style)


def _number(value: float) -> int | float | None:
    if np.isnan(value):
        return None
    return int(value) if float(value).is_integer() else float(value)


def _cell(value: float | None, output: Output) -> object:
    if value is None:
        return Missing("the threshold does not exist there")
    if output.unit == "choice":
        return next(name for name, code in output.choices.items() if code == value)
    return value if output.unit in {"defendants", "rounds"} else float(value)


def _figures(dataset: "Dataset", output: Output) -> Iterator[FigureOf]:
    """An output along what was drawn, along one parameter, or over the two with most values."""
    data = dataset[[output.name]]
    grid = [str(name) for name, size in data.sizes.items() if name != SAMPLE and size > 1]
    if not grid:
        if data.sizes.get(SAMPLE, 1) > 1:
            yield from _along_what_is_drawn(data, output)
        return
    caption = output.form.label
    if SAMPLE in data.dims:
        if output.unit == "choice":
            return  # a median of choices is none
        caption += f", median over {number_of(data.sizes[SAMPLE], 'draws')}"
        data = data.median(SAMPLE, keep_attrs=True)
    grid.sort(key=lambda name: -data.sizes[name])
    fixed = {name: data.sizes[name] // 2 for name in grid[2:]}
    if fixed:
        held = (f"{name} {float(data[name][place]):.4g}" for name, place in fixed.items())
        caption += f", at {', '.join(held)}"
    options: Mapping[str, Any] = {"output": output.name, "along": grid[0]}
    few = len(grid) == 1 or data.sizes[grid[1]] <= len(SERIES)
    draw = sweep_lines if few else sweep_surface
    yield FigureOf(
        f"{output.name}-by-{'-'.join(grid[:2])}",
        partial(_said, caption, data[output.name], output.unit),
        partial(draw, data.isel(fixed), **options),
    )


def _along_what_is_drawn(data: "Dataset", output: Output) -> Iterator[FigureOf]:
    shown = data.isel({SAMPLE: slice(_MOST_MARKS)})
    part = f", the first {_MOST_MARKS:,} draws" if data.sizes[SAMPLE] > _MOST_MARKS else ""
    for drawn in (str(name) for name in data.coords if name != SAMPLE):
        if data[drawn].dims == (SAMPLE,):
            draw = partial(sweep_lines, shown, output=output.name, along=drawn)
            caption = f"{output.form.label}, by {drawn.replace('_', ' ')}{part}"
            said = partial(_said, caption, shown[output.name], output.unit)
            yield FigureOf(f"{output.name}-by-{drawn}", said, draw)


def _said(what: str, values: "DataArray", unit: Unit) -> str:
    """A caption with the least and the greatest of what is drawn, and how much there is none of."""
    known = values.values[np.isfinite(values.values)]
    sentences = [f"{what}."]
    if known.size and unit != "choice":
        low, high = (show_with_unit(float(end), unit) for end in (known.min(), known.max()))
        sentences.append(f"It is {low} throughout." if low == high else f"From {low} to {high}.")
    if known.size < values.size:
        share = show_with_unit(1 - known.size / values.size, "share")
        sentences.append(f"At {share} of the points there is none.")
    return " ".join(sentences)
