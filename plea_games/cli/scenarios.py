"""``plea-games scenarios``."""

from pathlib import Path
from typing import Any

import click

from ..errors import Fault, ParameterError, shown
from .game_options import FORMATS, find_scenario, scenario_argument, width_option
from .option_faults import Command
from .terminal import show


@click.command(
    cls=Command,
    short_help="The built-in caseloads, or one's numbers.",
    epilog="Example: plea-games scenarios j20 --format toml > my-county.toml",
)
@scenario_argument("scenario", required=False)
@click.option(
    "--format",
    "format_",
    type=click.Choice((*FORMATS, "toml")),
    default="table",
    show_default=True,
    help="How to print; toml is the file itself, to start one's own from.",
)
@width_option
@click.option(
    "--new", metavar="NAME", help="Write NAME.toml, an empty caseload with its questions."
)
def scenarios(scenario: str | None, new: str | None, format_: Any) -> None:
    """The built-in caseloads, or one caseload's numbers with their sources.

    SCENARIO is a built-in caseload, the path of a file, or - for stdin.
    """
    from ..caseloads.scenarios import scenario as built_in, scenario_names, scenario_source
    from ..report.caseloads import scenario_list, scenario_numbers

    if new is not None:
        _write_new(new)
    elif format_ == "toml":
        if scenario is None:
            rule = "--format toml prints one built-in scenario; name one of them"
            raise click.UsageError(rule, click.get_current_context())
        show(scenario_source(scenario).rstrip())
    elif scenario is None:
        show(scenario_list([built_in(name) for name in scenario_names()], format_))
    else:
        show(scenario_numbers(find_scenario(scenario), format_))


def _write_new(name: str) -> None:
    from ..caseloads.short_scenarios import new_scenario

    path = Path(name if name.endswith(".toml") else f"{name}.toml")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(
                new_scenario("".join(s for s in path.stem if s.isprintable() and s not in '"\\'))
            )
    except FileExistsError:
        fault = Fault("new", shown(str(path)), "must not be there yet", "take another name")
        raise ParameterError([fault]) from None
    except (OSError, ValueError) as error:
        rule = f"must be a file that can be written ({getattr(error, 'strerror', None) or error})"
        raise ParameterError([Fault("new", shown(str(path)), rule, "take another name")]) from None
    show(path)
