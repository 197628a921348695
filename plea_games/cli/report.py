"""``plea-games report``."""

import io
from typing import TYPE_CHECKING

import click

from .game_options import find_scenario, is_there, path_or_stdin

if TYPE_CHECKING:
    from ..study.scenarios import Scenario
    from ..sweeps.study import Study


@click.command(
    short_help="Tables, figures and data for a paper, in a folder.",
    epilog="Example: plea-games report j20 --out j20-report; cd j20-report; pdflatex report (twice)",
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
    found = None if subject is None else _read(subject)
    import matplotlib as mpl

    mpl.use("agg")  # files need no display
    from ..report.folder.write_report import write_report

    for path in sorted(write_report(found, out=out).rglob("*")):
        if path.is_file():
            click.echo(path)


def _read(subject: str) -> "Scenario | Study":
    """A study where a file says what is swept, else a caseload."""
    from ..errors import ScenarioError
    from ..study.files import LARGEST_TOML, opened, parse_toml
    from ..study.scenarios import load_scenario
    from ..sweeps.study import load_study

    if not (subject == "-" or subject.endswith(".toml") or is_there(subject)):
        return find_scenario(subject)
    what, remedy = "scenario or study", "give a built-in name or the path of a TOML file"
    source = path_or_stdin(subject, what)
    with opened(source, LARGEST_TOML, what, remedy, ScenarioError) as (place, stream):
        content = stream.read(LARGEST_TOML + 1)
    example = "see 'plea-games sweep --example'"
    is_study = "over" in parse_toml(content, what, place, example, ScenarioError)
    again = io.BytesIO(content) if subject == "-" else subject
    return load_study(again) if is_study else load_scenario(again)
