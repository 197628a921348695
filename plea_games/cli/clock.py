"""``plea-games clock``."""

from collections.abc import Callable
from typing import Any

import click

from ..model.time_parameters import BATCH, CLOCK_PARAMETERS, COMMITTED, STRIKE_DAY, SURGE, TOLLING
from .game_options import game_options, needs_caseload, parameter_option, read_caseload
from .option_faults import Command
from .terminal import show


def _clock_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for parameter in reversed(CLOCK_PARAMETERS):
        kind: dict[str, Any]  # click takes a default of None for a default
        if parameter is BATCH:
            kind, otherwise = {"multiple": True}, "Repeatable. Without it: a day's offers."
        elif parameter is COMMITTED:
            kind, otherwise = {}, "Of those not approached before the strike. Without it: 0."
        elif parameter.default is None:
            kind, otherwise = {"required": True}, ""
        else:
            kind, otherwise = {}, f"Without it: {parameter.default}."
        command = parameter_option(parameter, otherwise, **kind)(command)
    return command


@click.command(
    cls=Command,
    short_help="Rounds of offers against the speedy-trial clock.",
    epilog="Example: plea-games clock panel-office --days 70 --offers-per-day 50 --batch 500",
)
@_clock_options
@game_options()
def clock(
    scenario: str | None,
    days: str,
    offers_per_day: str,
    batch: tuple[str, ...],
    format_: Any,
    **options: Any,
) -> None:
    """The price that rounds of offers enforce before the clock runs out, and who is left.

    SCENARIO is a built-in caseload (see 'plea-games scenarios'), the path of a file, or - for
    stdin; options replace its numbers. Capacity is that of the clock's own days.
    """
    from ..dynamics.clock.rounds_clock import clock as solve
    from ..report.result_of_one import result_of_one

    caseload = read_caseload(scenario, options) or needs_caseload("clock")
    others = (COMMITTED, STRIKE_DAY, SURGE, TOLLING)
    given = {parameter.name: options[parameter.name] for parameter in others}
    schedules = solve(
        caseload.game,
        days=days,
        offers_per_day=offers_per_day,
        batch=batch or None,
        **{name: amount for name, amount in given.items() if amount is not None},
    )
    title, notes = caseload.title("Offers against the clock"), caseload.notes()
    show(result_of_one(caseload.name, schedules, title, notes, format_, "schedules"))
