"""``plea-games equilibria``."""

from typing import Any

import click

from .game_options import game_options, needs_caseload, read_caseloads, show_side_by_side


@click.command(epilog="Example: plea-games equilibria j20 --offer 2")
@game_options(several=True)
def equilibria(scenarios: tuple[str, ...], format_: Any, **options: Any) -> None:
    """All plead, all hold out, and what lies between.

    SCENARIO is a built-in caseload (see 'plea-games scenarios'), the path of a file, or - for
    stdin; options replace its numbers. Several give one table.
    """
    from ..report.caseloads import equilibria_of_one
    from ..solvers.equilibria import equilibria as solve

    caseloads = read_caseloads(scenarios, options) or needs_caseload("equilibria")
    if len(caseloads) > 1:
        show_side_by_side(solve, caseloads, format_)
        return
    caseload = caseloads[0]
    title, notes = caseload.title("Equilibria"), caseload.notes()
    click.echo(equilibria_of_one(caseload.name, solve(caseload.game), title, notes, format_))
