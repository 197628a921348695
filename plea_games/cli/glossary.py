"""``plea-games glossary``."""

from typing import Any

import click

from ..errors import Fault, ParameterError, did_you_mean, shown
from ..glossary import WORDS, Word, words_in
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
    from ..tables import Column, Table

    known = [word.name for word in WORDS]
    faults = [
        Fault("word", shown(each), "is not in the glossary", did_you_mean(each, known, "see all"))
        for each in words
        if not _meant(each)
    ]
    if faults:
        raise ParameterError(faults)
    meant = {word.name for each in words for word in _meant(each)}
    chosen = [word for word in WORDS if word.name in meant or not words]
    columns = Column("word", left=True), Column("what it means", left=True, wrap=70)
    rows = [(word.name, word.says) for word in chosen]
    records = [{"word": word.name, "says": word.says} for word in chosen]
    show(render(Table("Terms of art in plain words", columns, rows), records, format_))


def _meant(text: str) -> list[Word]:
    """The terms of art in a text, else those that it is a part of."""
    return words_in(text) or [word for word in WORDS if text.strip().lower() in word.name.lower()]
