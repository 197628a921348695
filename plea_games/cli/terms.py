"""``plea-games terms``."""

from typing import Any

import click

from .game_options import format_option
from .option_faults import Command
from .terminal import show


@click.command(
    cls=Command,
    short_help="What may be added to a game: payments, sanctions, pledges …",
    epilog="Example: plea-games terms --format csv",
)
@format_option
def terms(format_: Any) -> None:
    """The terms that --with takes, by their parameters, with units and ranges.

    Each is something that organizers, the defence or the state add to the plain game. Terms of
    installed packages are listed as well.
    """
    from ..model.terms.installed import load_installed_terms
    from ..report.term_list import term_list

    load_installed_terms()
    show(term_list(format_))
