"""The ``plea-games`` command: exit 0 when done, 1 when a computation failed, 2 on bad input."""

import os
import sys
from collections.abc import Iterable
from typing import NoReturn

import click

from .. import __version__
from ..errors import InputError, PleaGamesError
from .cite import cite
from .equilibria import equilibria
from .scenarios import scenarios
from .thresholds import thresholds

_BROKEN_PIPE = 141  # what a shell reports for a process that SIGPIPE ended


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: plea-games thresholds panel-office --capacity 600 --conviction .7",
)
@click.version_option(__version__, prog_name="plea-games")
def app() -> None:
    """Game theory of the plea bargain prisoners' dilemma.

    How many defendants must refuse their pleas before refusing becomes each one's own best choice,
    and what would change that number.
    """


for command in (thresholds, equilibria, scenarios, cite):
    app.add_command(command)


def main() -> None:
    """Entry point: every error as one line a fault on stderr."""
    try:
        app(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except InputError as error:
        _fail(map(str, error.faults), 2)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "plea-games"
        _fail([f"{error.format_message().rstrip('.')}; see '{where} --help'"], 2)
    except PleaGamesError as error:
        _fail([str(error)], 1)
    except (click.Abort, KeyboardInterrupt):
        _fail(["interrupted"], 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(_BROKEN_PIPE)


def _fail(lines: Iterable[str], code: int) -> NoReturn:
    for line in lines:
        click.echo(f"error: {line}", err=True)
    sys.exit(code)
