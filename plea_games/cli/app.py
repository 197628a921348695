"""The ``plea-games`` command: exit 0 when done, 1 when a computation failed, 2 on bad input."""

import atexit
import gc
import io
import os
import re
import sys
from collections.abc import Iterable
from typing import NoReturn

import click

from .. import __version__
from ..errors import InputError, PleaGamesError
from ..extras import optional
from .cascade import cascade
from .cite import cite
from .claims import claims
from .clock import clock
from .coalitions import coalitions
from .completion import completion
from .contest import contest
from .correlated import correlated
from .disclosure import disclosure
from .equilibria import equilibria
from .export import export
from .figures import figures
from .glossary import glossary
from .levers import levers
from .manual import manual
from .option_faults import OptionsError
from .packages import packages
from .private_cases import private_cases
from .protocols import protocols
from .race import race
from .records import records
from .report import report
from .scenarios import scenarios
from .silos import silos
from .sweep import sweep
from .terminal import Group
from .terms import terms
from .thresholds import thresholds
from .verdicts import stopping, verdicts

_BROKEN_PIPE = 141  # what a shell reports for a process that SIGPIPE ended

_OBJECTS_BETWEEN_SEARCHES = 200_000
"""For garbage: searching modules time and again, which stay, takes up to a tenth of a command."""


@click.group(
    cls=Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: plea-games thresholds panel-office --capacity 600 --conviction .7",
)
@click.version_option(__version__, prog_name="plea-games")
@click.pass_context
def app(context: click.Context, /) -> None:
    """Game theory of the plea bargain prisoners' dilemma.

    How many defendants must refuse their pleas before refusing becomes each one's own best choice,
    and what would change that number. 'plea-games glossary' says what words mean.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


COMMANDS = (
    thresholds,
    equilibria,
    protocols,
    clock,
    race,
    packages,
    coalitions,
    correlated,
    levers,
    contest,
    private_cases,
    verdicts,
    stopping,
    disclosure,
    silos,
    cascade,
    sweep,
    claims,
    scenarios,
    terms,
    records,
    figures,
    report,
    export,
    cite,
    glossary,
    completion,
    manual,
)

for command in COMMANDS:
    app.add_command(command)


def main() -> None:
    """Entry point: every error as one line a fault on stderr."""
    gc.set_threshold(_OBJECTS_BETWEEN_SEARCHES)
    atexit.register(gc.freeze)  # what is left goes with the process, and need not be searched
    if sys.stdout is None:
        _fail(["standard output is closed"], 1)
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")  # files hold κ and ≤ whatever the locale
    try:
        with optional():
            app(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except InputError as error:
        _fail(map(str, error.faults), 2)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "plea-games"
        errors = error.errors if isinstance(error, OptionsError) else [error]
        messages = (" ".join(each.format_message().split()).rstrip(".") for each in errors)
        _fail([f"{message}; see '{where} --help'" for message in messages], 2)
    except PleaGamesError as error:
        _fail([str(error)], 1)
    except (click.Abort, KeyboardInterrupt):
        _fail(["interrupted"], 130)
    except BrokenPipeError:
        _forget_output()
        sys.exit(_BROKEN_PIPE)
    except (OSError, UnicodeError) as error:
        _forget_output()
        _fail([f"could not write the result: {error}"], 1)


_LONGEST_WORD = 200


def _fail(lines: Iterable[str], code: int) -> NoReturn:
    for line in lines:
        words = re.sub(rf"(\S{{60}})\S{{{_LONGEST_WORD},}}", r"\1…", line)
        click.echo(f"error: {words}", err=True)
    sys.exit(code)


def _forget_output() -> None:
    """Keep the interpreter from flushing, and failing, once more on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
