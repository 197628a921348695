"""``plea-games levers``."""

from functools import partial
from typing import Any

import click

from .game_options import game_options, needs_caseload, read_caseloads, show_side_by_side
from .option_faults import Command
from .terminal import show


@click.command(
    cls=Command,
    short_help="What each lever takes for each goal.",
    epilog="Example: plea-games levers j20 --offer 1 --share 0.05",
)
@click.option(
    "--share",
    metavar="SHARE",
    help="Share of the defendants who are committed to hold out beforehand.",
)
@game_options(several=True)
def levers(scenarios: tuple[str, ...], share: str | None, format_: Any, **options: Any) -> None:
    """The least side payment, sanction, fund, pledge and so on that each goal takes.

    A strike may have to exist as an equilibrium, to be risk dominant, to be dominant, or to
    withstand offers made one after another. SCENARIO is a built-in caseload (see 'plea-games
    scenarios'), the path of a file, or - for stdin; options replace its numbers. Several give
    one table.
    """
    from ..design.amounts.levers import levers as solve
    from ..report.result_of_one import result_of_one

    caseloads = read_caseloads(scenarios, options) or needs_caseload("levers")
    if len(caseloads) > 1:
        show_side_by_side(partial(solve, share=share), caseloads, format_)
        return
    caseload = caseloads[0]
    amounts = solve(caseload.game, share=share)
    title, notes = caseload.title("Levers"), caseload.notes()
    show(result_of_one(caseload.name, amounts, title, notes, format_, "levers"))
