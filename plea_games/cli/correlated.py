"""``plea-games correlated``."""

from typing import Any

import click

from .game_options import game_options, needs_caseload, read_caseload
from .option_faults import Command
from .terminal import show

OBJECTIVES = ("most hold-outs", "fewest hold-outs", "least cost", "greatest cost")


@click.command(
    cls=Command,
    short_help="What a mediator who recommends can bring about.",
    epilog="Example: plea-games correlated j20 --objective 'least cost'",
)
@click.option(
    "--objective",
    type=click.Choice(OBJECTIVES),
    default=OBJECTIVES[0],
    show_default=True,
    help="What the mediator is after, on average.",
)
@game_options()
def correlated(scenario: str | None, objective: Any, format_: Any, **options: Any) -> None:
    """What a mediator who recommends to each whether to hold out can bring about.

    SCENARIO is a built-in caseload (see 'plea-games scenarios'), the path of a file, or - for
    stdin; options replace its numbers.
    """
    from ..information.mediation.correlated import correlated_equilibria
    from ..report.result_of_one import result_of_one

    caseload = read_caseload(scenario, options) or needs_caseload("correlated")
    result = correlated_equilibria(caseload.game, objective=objective)
    title, notes = caseload.title("Correlated equilibria"), caseload.notes()
    show(result_of_one(caseload.name, result, title, notes, format_, rows="polygon"))
