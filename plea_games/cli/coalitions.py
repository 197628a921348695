"""``plea-games coalitions``."""

from typing import Any

import click

from .game_options import game_options, needs_caseload, read_caseload
from .option_faults import Command
from .terminal import show


@click.command(
    cls=Command,
    short_help="How large a coalition each pure equilibrium withstands.",
    epilog="Example: plea-games coalitions j20",
)
@game_options()
def coalitions(scenario: str | None, format_: Any, **options: Any) -> None:
    """How large a coalition each pure equilibrium withstands.

    SCENARIO is a built-in caseload (see 'plea-games scenarios'), the path of a file, or - for
    stdin; options replace its numbers.
    """
    from ..information.deviations.coalitions import coalitions as solve
    from ..report.result_of_one import result_of_one

    caseload = read_caseload(scenario, options) or needs_caseload("coalitions")
    title, notes = caseload.title("Coalitions"), caseload.notes()
    result = solve(caseload.game)
    show(result_of_one(caseload.name, result, title, notes, format_, rows="equilibria"))
