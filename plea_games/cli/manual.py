"""``plea-games manual``: the page for ``man``, from the same texts as ``--help``."""

import inspect
from collections.abc import Iterator
from unicodedata import combining, normalize

import click

from .. import __version__
from .option_faults import Command
from .terminal import show


@click.command(
    cls=Command,
    short_help="The manual page, for man.",
    epilog="Example: plea-games manual > plea-games.1; man ./plea-games.1",
)
def manual() -> None:
    """Print the manual page, as 'man' reads it.

    Where the package is installed, 'man plea-games' shows it.
    """
    show("\n".join(_page(click.get_current_context().find_root())))


def _page(root: click.Context) -> Iterator[str]:
    app = root.command
    assert isinstance(app, click.Group)
    title, _, about = inspect.cleandoc(app.help or "").partition("\n\n")
    yield f'.TH PLEA-GAMES 1 "" "plea_games {__version__}" "User commands"'
    yield from (".SH NAME", f"plea\\-games \\- {_text(title)}")
    yield from (".SH SYNOPSIS", r".B plea\-games", r"\fICOMMAND\fR [\fIOPTIONS\fR] ...")
    yield from (".SH DESCRIPTION", _text(about))
    yield ".SH COMMANDS"
    for name in app.list_commands(root):
        command = app.commands[name]
        context = click.Context(command, info_name=name, parent=root)
        words = " ".join(["plea-games", name, *command.collect_usage_pieces(context)])
        yield f".SS {_text(words)}"
        yield from _described(command.help)
        for parameter in command.get_params(context):
            record = parameter.get_help_record(context)
            if record is not None and isinstance(parameter, click.Option):
                yield from (".TP", f".B {_text(record[0])}", _text(record[1]))
        yield from _described(command.epilog)
    yield ".SH EXIT STATUS"
    yield "0 when done, 1 when a computation failed, 2 when the input was wrong."


def _described(text: str | None) -> Iterator[str]:
    """Paragraphs; a block that click would not wrap stays as it is."""
    for paragraph in inspect.cleandoc(text or "").split("\n\n"):
        lines = paragraph.splitlines()
        if lines and lines[0] == "\b":
            yield from (".PP", ".nf", *map(_text, lines[1:]), ".fi")
        elif lines:
            yield from (".PP", _text(" ".join(lines)))


def _text(text: str) -> str:
    r"""Text as roff takes it: no line begins with a command.

    >>> print(_text(".5 of C:\\x, as --with"))
    \&.5 of C:\ex, as \-\-with
    """
    plain = normalize("NFD", text.replace("…", "..."))  # letters that every terminal has
    plain = "".join(sign for sign in plain if not combining(sign))
    written = " ".join(plain.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{written}" if written.startswith((".", "'")) else written
