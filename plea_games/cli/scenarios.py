"""``plea-games scenarios``."""

from typing import Any

import click

from .game_options import FORMATS, find_scenario


@click.command(
    short_help="The built-in caseloads, or one's numbers.",
    epilog="Example: plea-games scenarios j20 --format toml > my-county.toml",
)
@click.argument("scenario", required=False)
@click.option(
    "--format",
    "format_",
    type=click.Choice((*FORMATS, "toml")),
    default="table",
    show_default=True,
    help="How to print; toml is the file itself, to start one's own from.",
)
def scenarios(scenario: str | None, format_: Any) -> None:
    """The built-in caseloads, or one caseload's numbers with their sources.

    SCENARIO is a built-in caseload, the path of a file, or - for stdin.
    """
    from ..caseloads.scenarios import scenario as built_in, scenario_names, scenario_source
    from ..report.caseloads import scenario_list, scenario_numbers

    if format_ == "toml":
        if scenario is None:
            rule = "--format toml prints one built-in scenario; name one of them"
            raise click.UsageError(rule, click.get_current_context())
        click.echo(scenario_source(scenario).rstrip())
    elif scenario is None:
        click.echo(scenario_list([built_in(name) for name in scenario_names()], format_))
    else:
        click.echo(scenario_numbers(find_scenario(scenario), format_))
