"""``plea-games cite``."""

from typing import Any

import click

from .game_options import CITATION_FORMATS
from .option_faults import Command
from .terminal import show


@click.command(cls=Command, epilog="Example: plea-games cite --format bluebook --all-works")
@click.option(
    "--format",
    "format_",
    type=click.Choice(CITATION_FORMATS),
    default="bibtex",
    show_default=True,
    help="How to print; bluebook is what law reviews require, ris and csl-json what reference "
    "managers read, cff the citation file itself.",
)
@click.option(
    "--all-works",
    is_flag=True,
    help="With every work that a built-in caseload or a claim cites; BibTeX entries say which of "
    "them were seen, seen in part, or cited from memory.",
)
def cite(format_: Any, all_works: bool) -> None:
    """How to cite this software and the papers it computes."""
    from ..citations.citation import cite as citation

    show(citation(format_, all_works=all_works))
