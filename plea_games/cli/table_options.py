"""The options of commands that read a table of places."""

from collections.abc import Callable
from typing import Any

import click

from ..errors import Fault, ParameterError, shown
from .terminal import show

_ALSO_GIVEN = {"filings": "defendants", "trials": "capacity"}


def table_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--column``, ``--unit`` and ``--keep``."""
    for option in (
        click.option(
            "--keep", is_flag=True, help="Keep columns that are not known beside the results."
        ),
        click.option(
            "--unit",
            type=click.Choice(("years", "months")),
            default="years",
            show_default=True,
            help="Of offers, sentences and costs in the table.",
        ),
        click.option(
            "--column",
            "columns",
            multiple=True,
            metavar='NAME="HEADING"',
            help="What the table calls a column, such as filings='Felony filings'; repeatable.",
        ),
    ):
        command = option(command)
    return command


def read_columns(given: tuple[str, ...]) -> dict[str, str]:
    """What ``--column`` was given, by name.

    >>> read_columns(("filings=Felony filings",))
    {'defendants': 'Felony filings'}
    """
    columns: dict[str, str] = {}
    faults = []
    for text in given:
        name, equals, heading = text.partition("=")
        name = _ALSO_GIVEN.get(name.strip().lower(), name.strip().lower())
        if not equals or not heading.strip() or name in columns:
            rule = "must be NAME=HEADING, each name once"
            faults.append(Fault("--column", shown(text), rule, "write filings='Felony filings'"))
        columns[name] = heading.strip()
    if faults:
        raise ParameterError(faults)
    return columns


def say(notes: tuple[str, ...]) -> None:
    """How a table was read, on stderr."""
    for note in notes:
        show(f"note: {note}", err=True)
