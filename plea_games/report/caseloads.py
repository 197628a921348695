"""Thresholds and equilibria of caseloads, as tables and records."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..model.in_numbers import FORMS
from ..side_by_side import SideBySide
from ..solvers.thresholds import Thresholds
from ..tables import Column, Hint, Missing, Table
from .formats import Format, render
from .result_of_one import result_of_one

if TYPE_CHECKING:
    from ..caseloads.fit import Fit
    from ..caseloads.scenarios import Scenario
    from ..information.learning.verdicts import Verdicts
    from ..solvers.equilibrium_set import EquilibriumSet

_OVERVIEW = {
    "trial_rate": "trial\nrate",
    "offer_ratio": "offer\nratio",
    "doubling_share": "doubling\nshare",
    "tipping_holdouts": "tipping\npoint",
    "tipping_share": "tipping\nshare",
    "laplacian_ratio": "Laplacian\nratio",
    "risk_dominant": "risk\ndominant",
    "resilience": "resilience",
}

Named = tuple[str | None, Thresholds]


def thresholds_of_one(
    name: str | None,
    result: Thresholds,
    title: str,
    notes: Sequence[str],
    format: Format,
    caveats: Sequence[str] = (),
) -> str:
    """Every threshold of one caseload."""
    return result_of_one(name, result, title, notes, format, caveats=caveats)


def thresholds_of_many(named: Sequence[Named], fits: Sequence["Fit"], format: Format) -> str:
    """One row a caseload; the table shows the main thresholds, CSV and JSON all of them.

    What the caseloads' own data say to the selection stands below.
    """
    from ..caseloads.fit import contradicted_note

    shown = [form for form in FORMS if form.name in _OVERVIEW]
    columns = [
        Column("scenario", left=True),
        Column("N", "cases"),
        Column("K", "cases"),
    ]
    columns += [Column(_OVERVIEW[form.name], form.unit) for form in shown]
    rows = [
        [
            name,
            *(int(result.game.numbers[count]) for count in ("defendants", "capacity")),
            *(_cell(result, form.name) for form in shown),
        ]
        for name, result in named
    ]
    notes = (
        "T is what trial costs a defendant. Many offers, sentences and conviction rates "
        "are borrowed or assumed.",
        contradicted_note(fits),
        Hint(
            "'plea-games scenarios NAME' gives each number's source, "
            "'plea-games thresholds NAME' every threshold with its formula."
        ),
    )
    table = Table("Thresholds by caseload", columns, rows, notes)
    return render(table, [_record(name, result) for name, result in named], format)


def equilibria_of_one(
    name: str | None,
    result: "EquilibriumSet",
    title: str,
    notes: Sequence[str],
    format: Format,
) -> str:
    """The equilibria of one caseload."""
    rows = [_in_one_line(row) for row in result.record()["equilibria"]]
    return result_of_one(name, result, title, notes, format, rows)


def verdicts_of_one(
    name: str | None, result: "Verdicts", title: str, notes: Sequence[str], format: Format
) -> str:
    """What verdicts teach in one caseload; in CSV a row for each goal and number of trials."""
    rows = [
        {**{key: value for key, value in goal.items() if key != "passages"}, **passage}
        for goal in result.record()["goals"]
        for passage in goal["passages"]
    ]
    return result_of_one(name, result, title, notes, format, rows)


def scenario_list(scenarios: Sequence["Scenario"], format: Format) -> str:
    """One row a scenario."""
    columns = [Column("scenario", left=True), Column("what it is", left=True)]
    rows = [(scenario.name, scenario.title) for scenario in scenarios]
    notes = (Hint("'plea-games scenarios NAME' gives each number with its source."),)
    records = [scenario.record() for scenario in scenarios]
    names = [{"scenario": scenario.name, "title": scenario.title} for scenario in scenarios]
    return render(Table("Built-in caseloads", columns, rows, notes), records, format, rows=names)


def scenario_numbers(scenario: "Scenario", format: Format) -> str:
    """One row a number, with its source."""
    record = scenario.record()
    rows = []
    for name, fact in record["facts"].items():
        rows.append({"number": name, **_with_bounds(fact, "range")})
        rows += [
            {"number": name, "unit": fact["unit"], "status": "differs", **other}
            for other in fact["alternatives"]
        ]
    return render(scenario.table(), record, format, rows=rows)


def _in_one_line(equilibrium: dict[str, Any]) -> dict[str, Any]:
    mixers = (f"{group['count']} at {group['probability']}" for group in equilibrium["mixers"])
    return {**_with_bounds(equilibrium, "enclosure"), "mixers": "; ".join(mixers)}


def _with_bounds(record: dict[str, Any], pair: str) -> dict[str, Any]:
    """The record with two columns for a pair that may be missing."""
    low, high = record[pair] or (None, None)
    others = {name: value for name, value in record.items() if name != pair}
    return {**others, f"{pair}_low": low, f"{pair}_high": high}


def _cell(result: Thresholds, name: str) -> object:
    value = getattr(result, name)
    return Missing(result.missing[name]) if value is None else value


def _record(name: str | None, result: Thresholds) -> dict[str, Any]:
    return {"scenario": name, **result.record()}


def of_several(
    results: SideBySide[Any], notes: Sequence[tuple[str | None, Sequence[str]]], format: Format
) -> str:
    """The results of several caseloads, with what a reader of each must know."""
    said = [f"{name}: {note}" for name, lines in notes for note in lines]
    records = results.record()["games"]
    return render(results.table().with_notes(said), records, format, rows=results.frame_rows())
