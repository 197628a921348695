"""``plea-games figures``."""

from typing import Any

import click

from .game_options import FIGURE_FORMATS, find_scenario


@click.command(
    short_help="The phase diagram, and a caseload's figures, as files.",
    epilog="Example: plea-games figures j20 --out j20-figures --format pdf --format png",
)
@click.argument("scenario", required=False)
@click.option(
    "--out",
    default="figures",
    show_default=True,
    metavar="FOLDER",
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
def figures(scenario: str | None, out: str, formats: Any) -> None:
    """The phase diagram of all built-in caseloads, and with SCENARIO that caseload's own figures.

    SCENARIO is a built-in caseload (see 'plea-games scenarios'), the path of a file, or - for
    stdin. It adds gain curve, price by rounds, protocols, levers, contest, and the tipping share by
    capacity, side payment and offer. Prints the name of each file.
    """
    found = None if scenario is None else find_scenario(scenario)
    import matplotlib as mpl

    mpl.use("agg")  # files need no display
    from ..report.figures import save_figures

    for path in save_figures(found, out, formats):
        click.echo(path)
