"""``plea-games disclosure``."""

from typing import Any

import click

from ..errors import Fault, ParameterError
from .game_options import game_options, needs_caseload, read_caseload
from .option_faults import Command
from .private_cases import read_weights
from .terminal import show

GOALS = ("existence", "risk dominance", "dominance")


@click.command(
    cls=Command,
    short_help="What to publish about how many have signed.",
    epilog="Example: plea-games disclosure j20 --signed-up-to 60",
)
@click.option(
    "--signed",
    multiple=True,
    metavar="COUNT=WEIGHT",
    help="How many may have signed, beside those who decide, and how likely; repeatable.",
)
@click.option(
    "--signed-up-to",
    type=click.IntRange(min=0, max=100_000),
    metavar="COUNT",
    help="Any number from 0 to this one instead, all equally likely.",
)
@click.option(
    "--goal",
    type=click.Choice(GOALS),
    default="risk dominance",
    show_default=True,
    help="What decides whether the others hold out.",
)
@game_options()
def disclosure(
    scenario: str | None,
    signed: tuple[str, ...],
    signed_up_to: int | None,
    goal: Any,
    format_: Any,
    **options: Any,
) -> None:
    """How likely all hold out under silence, full disclosure, a threshold and the best policy.

    SCENARIO is a built-in caseload (see 'plea-games scenarios'), the path of a file, or - for
    stdin; options replace its numbers. Those who have signed come on top of its defendants.
    """
    from ..information.signals.disclosure import disclosure as solve
    from ..report.result_of_one import result_of_one

    caseload = read_caseload(scenario, options) or needs_caseload("disclosure")
    if (signed_up_to is None) == (not signed):
        rule = "must be given, or --signed-up-to, and not both"
        raise ParameterError([Fault("--signed", "", rule, "write --signed 0=1 --signed 30=2")])
    prior: Any = read_weights(signed, "--signed", "30=2")
    if signed_up_to is not None:
        prior = [1] * (signed_up_to + 1)
    policies = solve(caseload.game, prior, goal=goal)
    title = caseload.title("Disclosing the number of signers")
    show(result_of_one(caseload.name, policies, title, caseload.notes(), format_, "policies"))
