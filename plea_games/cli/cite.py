"""``plea-games cite``."""

from typing import Any

import click

from .game_options import CITATION_FORMATS


@click.command(epilog="Example: plea-games cite --format apa")
@click.option(
    "--format",
    "format_",
    type=click.Choice(CITATION_FORMATS),
    default="bibtex",
    show_default=True,
    help="How to print; cff is the citation file itself.",
)
def cite(format_: Any) -> None:
    """How to cite this software and the papers it computes."""
    from ..report.citation import cite as citation

    click.echo(citation(format_))
