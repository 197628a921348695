"""``plea-games protocols``."""

from functools import partial
from typing import Any

import click

from ..model.parameters import TRIAL_VALUE
from .game_options import (
    game_options,
    needs_caseload,
    parameter_option,
    read_caseloads,
    show_side_by_side,
)
from .option_faults import Command
from .terminal import show


@click.command(
    cls=Command,
    short_help="What each timing of offers and trials is worth.",
    epilog="Example: plea-games protocols panel-office --rounds 3 --rounds 12",
)
@click.option(
    "--rounds",
    type=int,
    multiple=True,
    metavar="R",
    help="A number of offer rounds to show; repeatable. Without it: 2, 4 and 10.",
)
@parameter_option(TRIAL_VALUE, "Matters where trials are held at once. Without it: T.")
@game_options(several=True)
def protocols(
    scenarios: tuple[str, ...],
    rounds: tuple[int, ...],
    trial_value: str | None,
    format_: Any,
    **options: Any,
) -> None:
    """What each timing of offers and trials lets the prosecutor enforce.

    SCENARIO is a built-in caseload (see 'plea-games scenarios'), the path of a file, or - for
    stdin; options replace its numbers. Several give one table. The offer itself plays no part.
    """
    from ..report.result_of_one import result_of_one
    from ..solvers.sequences.protocols import protocols as solve

    if not scenarios and any(options.values()) and options["offer"] is None:
        options["offer"] = "0"  # it plays no part here
    caseloads = read_caseloads(scenarios, options) or needs_caseload("protocols")
    if len(caseloads) > 1:
        show_side_by_side(
            partial(solve, rounds=rounds or None, trial_value=trial_value), caseloads, format_
        )
        return
    caseload = caseloads[0]
    timings = solve(caseload.game, rounds=rounds or None, trial_value=trial_value)
    title, notes = caseload.title("Protocols"), caseload.notes()
    show(result_of_one(caseload.name, timings, title, notes, format_, "protocols"))
