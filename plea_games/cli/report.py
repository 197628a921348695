"""``plea-games report``."""

from typing import Any

import click

from .completion import complete_file
from .game_options import number_options, scenario_argument, scenario_with
from .option_faults import Command
from .studies import find_scenario_or_study
from .terminal import show


@click.command(
    cls=Command,
    short_help="Tables, figures and data for a paper, in a folder.",
    epilog="Example: plea-games report j20 --out paper; cd paper; pdflatex report; pdflatex report",
)
@scenario_argument("subject", required=False, metavar="[SCENARIO|STUDY]")
@click.option(
    "--out",
    default="report",
    show_default=True,
    metavar="FOLDER",
    shell_complete=complete_file,
    help="A folder that is not there yet, or is empty.",
)
@number_options
def report(subject: str | None, out: str, **options: Any) -> None:
    """Tables as LaTeX and CSV, figures as PDF and SVG, a document that holds them, and a page.

    SCENARIO is a built-in caseload (see 'plea-games scenarios'), STUDY what 'plea-games sweep'
    takes; either may be the path of a TOML file, or - for stdin. Numbers may be given as options,
    too, alone or in place of a scenario's. With none of these, all built-in caseloads side by side.
    The folder appears when everything in it is written; prints the name of each file. For tens of
    thousands of defendants it takes minutes.
    """
    from ..caseloads.scenarios import Scenario

    read = None if subject is None else find_scenario_or_study(subject)
    if read is None or isinstance(read, Scenario):
        read = scenario_with(read, options)
    elif any(amount is not None for amount in options.values()):
        rule = "a study states its numbers itself; take the options away"
        raise click.UsageError(rule, click.get_current_context())
    import matplotlib as mpl

    mpl.use("agg")  # files need no display
    from ..report.paper.write_report import write_report

    for path in sorted(write_report(read, out=out).rglob("*")):
        if path.is_file():
            show(path)
