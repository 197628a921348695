"""``plea-games protocols``."""

from typing import Any

import click

from ..model.parameters import TRIAL_VALUE
from .game_options import game_options, needs_caseload, parameter_option, read_caseload


@click.command(
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
@game_options()
def protocols(
    scenario: str | None,
    rounds: tuple[int, ...],
    trial_value: str | None,
    format_: Any,
    **options: Any,
) -> None:
    """What each timing of offers and trials lets the prosecutor enforce.

    SCENARIO is a built-in caseload (see 'plea-games scenarios'), the path of a file, or - for
    stdin; options replace its numbers. The offer itself plays no part.
    """
    from ..report.caseloads import protocols_of_one
    from ..solvers.sequences.protocols import protocols as solve

    if scenario is None and any(options.values()) and options["offer"] is None:
        options["offer"] = "0"  # it plays no part here
    caseload = read_caseload(scenario, options) or needs_caseload("protocols")
    found = solve(caseload.game, rounds=rounds or None, trial_value=trial_value)
    title, notes = caseload.title("Protocols"), caseload.notes()
    click.echo(protocols_of_one(caseload.name, found, title, notes, format_))
