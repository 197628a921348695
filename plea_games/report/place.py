"""Plans for silos and reaches of cascades, as tables and records."""

from collections.abc import Sequence

from ..caseloads.seed_reach import ReachOnGraph
from ..design.places.silo_plan_result import SiloPlan, recruits_win
from ..design.places.spread_of_effort import SpreadOfEffort
from .formats import Format, render


def silo_plan(plan: SiloPlan, efforts: SpreadOfEffort, format: Format) -> str:
    """A plan, and what its recruits would win placed otherwise."""
    record = {**plan.record(), "same_recruits": efforts.record()["efforts"]}
    otherwise = "; ".join(f"{effort.placed} {effort.worth_won:,}" for effort in efforts.efforts)
    won = recruits_win(plan.recruits)
    note = f"Worth in cases that its {won}, costs aside: {otherwise}."
    return render(plan.table().with_notes([note]), record, format, rows=record["silos"])


def seed_reach(
    name: str | None, result: ReachOnGraph, title: str, notes: Sequence[str], format: Format
) -> str:
    """What seeds reach, with what is to be known of the caseload."""
    record = {"scenario": name, **result.record(), "notes": [*result.notes, *notes]}
    return render(result.table(title).with_notes(notes), record, format, rows=record["seeds"])
