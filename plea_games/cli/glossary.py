"""``plea-games glossary``."""

from typing import Any

import click

from .game_options import format_option
from .option_faults import Command
from .terminal import show


@click.command(
    cls=Command,
    short_help="Terms of art in plain words.",
    epilog="Example: plea-games glossary 'risk dominant'",
)
@click.argument("words", nargs=-1, metavar="[WORD]...")
@format_option
def glossary(words: tuple[str, ...], format_: Any) -> None:
    """What terms of art mean, in one line each; of some, or of all.

    WORD is one as tables print it, such as 'best reply', or a part of one.
    """
    from ..report.formats import render
    from ..report.glossary import glossary as look_up

    result = look_up(*words)
    show(render(result.table(), result.record(), format_))
