"""``plea-games export``."""

from typing import Any

import click

from .game_options import GAMBIT_FORMATS, game_options, needs_caseload, read_caseload
from .option_faults import Command
from .terminal import show


@click.command(cls=Command, epilog="Example: plea-games export j20 --to agg > j20.agg")
@click.option(
    "--to",
    type=click.Choice(GAMBIT_FORMATS),
    required=True,
    help="nfg: strategic form, up to 15 defendants; efg: one after another, up to 10; agg: "
    "action-graph form, up to 100,000.",
)
@game_options(with_format=False)
def export(scenario: str | None, to: Any, **options: Any) -> None:
    """The game as a Gambit file.

    SCENARIO is a built-in caseload (see 'plea-games scenarios'), the path of a file, or - for
    stdin; options replace its numbers.
    """
    from ..report.gambit import to_gambit

    caseload = read_caseload(scenario, options) or needs_caseload("export")
    show(to_gambit(caseload.game, to))
