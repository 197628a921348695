"""The tables that records print as: a row a place, and the ledger of reading."""

from ..tables import Column, Missing, Table
from .kinds import MODES
from .outcomes import Outcomes
from .tally import Tally

_MOST_SHOWN = 100


def table_of(outcomes: Outcomes, title: str) -> Table:
    """One row a place, or a place and year where there are several; the ledger is apart."""
    by = "place period" if len(outcomes.periods) > 1 else "place"
    tallies = outcomes.tallies(by=by)
    if len(tallies) > _MOST_SHOWN:
        tallies = outcomes.tallies(
            by="place" if len(outcomes.places_named) <= _MOST_SHOWN else "period"
        )
    if len(tallies) > 1:
        tallies = (*tallies, outcomes.tally())
    columns = [
        Column("place", left=True),
        Column("year", left=True),
        Column("filed", "cases"),
        Column("N facing\nan offer", "cases"),
        Column("K tried", "cases"),
        Column("trial\nrate", "share"),
        Column("convicted\nat trial", "cases"),
        Column("p", "share"),
        Column("95 % interval"),
    ]
    if outcomes.layout.sentences:
        columns += [
            Column("custody,\nplea", "years"),
            Column("custody,\ntrial", "years"),
        ]
    rows = [_row(outcomes, tally) for tally in tallies]
    notes = [*outcomes.choices.lines()]
    notes += [f"Not to be had, {name}: {why}." for name, why in outcomes.refused.items()]
    if outcomes.layout.sentences:
        notes.append("Custody of the tried over that of pleaders is selected: see penalty().")
    if outcomes.unknown:
        listed = ", ".join(
            f"{code or 'empty'} ({n:,})" for code, n in list(outcomes.unknown.items())[:20]
        )
        notes.append(f"Codes not in the layout, in no count: {listed}.")
    return Table(title or f"{outcomes.layout.title}\n{outcomes.file}", columns, rows, notes)


def _row(outcomes: Outcomes, tally: Tally) -> list[object]:
    year = "all" if tally.period in ("all", "0") else tally.period
    row: list[object] = [tally.place, year, tally.filed, tally.facing, tally.tried]
    share = tally.trial_rate
    if "trial_rate" in outcomes.refused:
        row.append(Missing(outcomes.refused["trial_rate"], "?"))
    else:
        row.append(Missing("nobody faced an offer") if share.value is None else share.value)
    row.append(tally.convicted)
    p = tally.conviction
    if "conviction" in outcomes.refused:
        row += [Missing(outcomes.refused["conviction"], "?"), ""]
    elif p.value is None:
        row += [Missing("no trial with a verdict"), ""]
    else:
        row += [p.value, f"{p.low:.3f} to {p.high:.3f}"]
    for mode in MODES if outcomes.layout.sentences else ():
        mean = tally.custody[mode].mean
        row.append(Missing("nobody sentenced") if mean is None else mean)
    return row


def ledger_of(outcomes: Outcomes) -> Table:
    """One row a rule of reading."""
    columns = (
        Column("rule", left=True, wrap=40),
        Column("rows", "cases"),
        Column("", left=True),
        Column("because", left=True, wrap=60),
    )
    rows = [
        (line.rule, line.rows, "set aside" if line.aside else "", line.because)
        for line in outcomes.ledger
    ]
    return Table("How the file was read", columns, rows)
