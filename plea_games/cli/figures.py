"""``plea-games figures``."""

from typing import Any

import click

from .completion import complete_file
from .game_options import (
    FIGURE_FORMATS,
    FIGURES,
    find_scenario,
    number_options,
    scenario_argument,
    scenario_with,
)
from .option_faults import Command
from .terminal import show


@click.command(
    cls=Command,
    short_help="The phase diagram, and a caseload's figures, as files.",
    epilog="Example: plea-games figures j20 --out j20-figures --format pdf --format png",
)
@scenario_argument("scenario", required=False)
@click.option(
    "--figure",
    "names",
    type=click.Choice(FIGURES),
    multiple=True,
    help="Which; repeatable. Without it the phase diagram, and with a SCENARIO all of them.",
)
@click.option(
    "--out",
    default="figures",
    show_default=True,
    metavar="FOLDER",
    shell_complete=complete_file,
    help="Where the files go; they replace those of the same names.",
)
@click.option(
    "--format",
    "formats",
    type=click.Choice(FIGURE_FORMATS),
    multiple=True,
    default=("svg",),
    show_default=True,
    help="Of the files; repeatable.",
)
@number_options
def figures(scenario: str | None, names: Any, out: str, formats: Any, **options: Any) -> None:
    """The phase diagram of all built-in caseloads, and a caseload's own figures, as files.

    SCENARIO is a built-in caseload (see 'plea-games scenarios'), the path of a file, or - for
    stdin; numbers may be given as options, too. Prints the name of each file. For tens of thousands
    of defendants levers and contest take minutes.
    """
    caseload = scenario_with(None if scenario is None else find_scenario(scenario), options)
    import matplotlib as mpl

    mpl.use("agg")  # files need no display
    from ..report.figures import save_figures

    for path in save_figures(names, caseload, out, formats):
        show(path)
