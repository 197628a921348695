"""``plea-games report``."""

import click

from .studies import find_scenario_or_study


@click.command(
    short_help="Tables, figures and data for a paper, in a folder.",
    epilog="Example: plea-games report j20 --out paper; cd paper; pdflatex report; pdflatex report",
)
@click.argument("subject", required=False, metavar="[SCENARIO|STUDY]")
@click.option(
    "--out",
    default="report",
    show_default=True,
    metavar="FOLDER",
    help="A folder that is not there yet, or is empty.",
)
def report(subject: str | None, out: str) -> None:
    """Tables as LaTeX and CSV, figures as PDF and SVG, a document that holds them, and a page.

    SCENARIO is a built-in caseload (see 'plea-games scenarios'), STUDY what 'plea-games sweep'
    takes; either may be the path of a TOML file, or - for stdin. With neither, all built-in
    caseloads side by side. The folder appears when everything in it is written; prints the name of
    each file. For tens of thousands of defendants it takes minutes.
    """
    found = None if subject is None else find_scenario_or_study(subject)
    import matplotlib as mpl

    mpl.use("agg")  # files need no display
    from ..report.paper.write_report import write_report

    for path in sorted(write_report(found, out=out).rglob("*")):
        if path.is_file():
            click.echo(path)
