"""``plea-games contest``."""

from collections.abc import Callable
from typing import Any

import click

from ..model.parameters import (
    DROPPING_COST,
    ORGANIZING_COST,
    PAYMENT_COST,
    SURGE_COST,
    TRIAL_VALUE,
)
from .game_options import game_options, needs_caseload, parameter_option, read_caseload
from .option_faults import Command
from .terminal import show

SELECTIONS = ("Laplacian", "plead-favourable", "strike-favourable")

_COSTS = {
    TRIAL_VALUE: "the sentence expected from it",
    SURGE_COST: "T",
    DROPPING_COST: "0",
    ORGANIZING_COST: "T/100",
    PAYMENT_COST: "1",
}


def _cost_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for parameter, otherwise in reversed(_COSTS.items()):
        command = parameter_option(parameter, f"Without it: {otherwise}.")(command)
    return command


@click.command(
    cls=Command,
    short_help="Prosecutor postures against organizer moves.",
    epilog="Example: plea-games contest j20 --posture rounds=4 --posture announced-order "
    "--move nothing --move side-payment=6",
)
@click.option(
    "--posture",
    "postures",
    multiple=True,
    metavar="NAME[=AMOUNT]",
    help="standing-offer, one-price, ranked-offers, rounds=R, announced-order, race, "
    "wired=REFUSALS (that it outlasts), retaliation=FACTOR, surge=SHARE or dismissal=CASES; "
    "repeatable. Without it: all of them.",
)
@click.option(
    "--move",
    "moves",
    multiple=True,
    metavar="NAME[=AMOUNT]",
    help="nothing, solidarity=YEARS, sanction=YEARS, side-payment=YEARS, fund=YEARS, "
    "pledge=DEFENDANTS or targeting=DEFENDANTS; repeatable. Without it: all of them.",
)
@click.option(
    "--selection",
    type=click.Choice(SELECTIONS, case_sensitive=False),
    default="Laplacian",
    show_default=True,
    help="Which of several equilibria defendants play.",
)
@_cost_options
@game_options()
def contest(
    scenario: str | None,
    postures: tuple[str, ...],
    moves: tuple[str, ...],
    selection: Any,
    format_: Any,
    **options: Any,
) -> None:
    """What comes of each prosecutor posture against each organizer move, and the equilibria.

    Both sides commit at once; then the prosecutor prices pleas with the move in view, and the
    defendants plead or hold out. SCENARIO is a built-in caseload (see 'plea-games scenarios'), the
    path of a file, or - for stdin; options replace its numbers.
    """
    from ..design.contest.contest import contest as solve
    from ..report.result_of_one import result_of_one

    caseload = read_caseload(scenario, options) or needs_caseload("contest")
    given = {parameter.name: options[parameter.name] for parameter in _COSTS}
    solved = solve(
        caseload.game,
        postures=_named(postures),
        moves=_named(moves),
        selection=selection,
        **{name: amount for name, amount in given.items() if amount is not None},
    )
    title, notes = caseload.title("Contest"), caseload.notes()
    show(result_of_one(caseload.name, solved, title, notes, format_, "cells"))


def _named(given: tuple[str, ...]) -> list[tuple[str, str | None]] | None:
    """Names and their amounts; None where nothing is named."""
    pairs = [text.partition("=") for text in given]
    return [(name, amount if equals else None) for name, equals, amount in pairs] or None
