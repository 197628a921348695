"""``plea-games claims``."""

from typing import Any

import click

from .completion import complete_scenario
from .game_options import (
    find_scenario,
    format_option,
    number_options,
    read_amounts,
    scenario_with,
)
from .option_faults import Command
from .terminal import show


@click.command(
    cls=Command,
    short_help="The claims of the debate, each with a computed verdict.",
    epilog="Example: plea-games claims 5 7 37 --scenario federal-2022 --with refusals=0.1",
)
@click.argument("items", nargs=-1, metavar="[ITEM]...")
@click.option(
    "--scenario",
    metavar="SCENARIO",
    shell_complete=complete_scenario,
    help="A built-in caseload, the path of a file, or - for stdin, for all claims but those about "
    "one place. Without it: the numbers each claim states, and panel-office where it needs a "
    "caseload.",
)
@click.option(
    "--with",
    "amounts",
    multiple=True,
    metavar="NAME=AMOUNT",
    help="A number of these claims, such as refusals=0.1, or its plausible range, such as "
    "trial_rate=0.01..0.03; repeatable.",
)
@number_options
@format_option
def claims(
    items: tuple[str, ...],
    scenario: str | None,
    amounts: tuple[str, ...],
    format_: Any,
    **options: Any,
) -> None:
    """The claims of the debate, each with its verdict, the number behind it and the boundary.

    ITEM is the number of a claim; without any, all are listed. A single one is shown with every
    number that it uses and where that comes from.
    """
    from ..caseloads.claims.checking import claims as check
    from ..report.claims import claims_checked

    caseload = scenario_with(None if scenario is None else find_scenario(scenario), options)
    numbers = {name: _amount(text) for name, text in read_amounts(amounts).items()}
    show(claims_checked(check(*items, scenario=caseload, **numbers), caseload, format_))


def _amount(text: str) -> str | tuple[str, str]:
    low, dots, high = text.partition("..")
    return (low, high) if dots else text
