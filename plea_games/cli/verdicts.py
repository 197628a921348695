"""``plea-games verdicts`` and ``plea-games stopping``."""

from typing import Any

import click

from ..errors import Fault, ParameterError
from ..model.information_parameters import (
    PRIOR_ACQUITTALS,
    PRIOR_CONVICTIONS,
    PROSECUTION_YEARS,
    TRIALS_SEEN,
)
from .game_options import (
    Caseload,
    game_options,
    needs_caseload,
    parameter_option,
    read_caseload,
)
from .option_faults import Command
from .terminal import show

SETTLEMENTS = ("certain", "laplacian", "lottery", "none")
PRICINGS = ("flexible", "posted", "binding")
_OTHERWISE = "Without it: that of the scenario."


@click.command(
    cls=Command,
    short_help="How many acquittals make holding out worth it.",
    epilog="Example: plea-games verdicts j20 --prior-a 4 --prior-b 1 --trials 6 --trials 12",
)
@parameter_option(PRIOR_CONVICTIONS, _OTHERWISE)
@parameter_option(PRIOR_ACQUITTALS, _OTHERWISE)
@parameter_option(TRIALS_SEEN, "Repeatable. Without it: 10.", multiple=True)
@click.option(
    "--every",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="COUNT",
    help="All look after every so many verdicts, which come together.",
)
@game_options()
def verdicts(
    scenario: str | None,
    prior_a: str | None,
    prior_b: str | None,
    trials: tuple[str, ...],
    every: int,
    format_: Any,
    **options: Any,
) -> None:
    """How many acquittals it takes, and how likely they come, for each goal of an organizer.

    SCENARIO is a built-in caseload (see 'plea-games scenarios'), the path of a file, or - for
    stdin; options replace its numbers. The prior takes the place of its chance of conviction.
    """
    from ..information.learning.verdicts import verdicts as solve
    from ..report.caseloads import verdicts_of_one

    caseload = read_caseload(scenario, options) or needs_caseload("verdicts")
    prior, notes = _prior(caseload, prior_a, prior_b)
    needed = solve(caseload.named, prior=prior, trials=trials or 10, every=every)
    title = caseload.title("What verdicts teach")
    show(verdicts_of_one(caseload.name, needed, title, notes, format_))


@click.command(
    cls=Command,
    short_help="When to try, to settle, to dismiss, if verdicts teach.",
    epilog="Example: plea-games stopping j20 --prior-a 4 --prior-b 1 --prosecution-years 10",
)
@parameter_option(PRIOR_CONVICTIONS, _OTHERWISE)
@parameter_option(PRIOR_ACQUITTALS, _OTHERWISE)
@parameter_option(PROSECUTION_YEARS, default="0", show_default=True)
@click.option(
    "--settlement",
    type=click.Choice(SETTLEMENTS),
    default="lottery",
    show_default=True,
    help="Which share of its worth a case settles for.",
)
@click.option(
    "--pricing",
    type=click.Choice(PRICINGS),
    default="flexible",
    show_default=True,
    help="Whether she names the price again each time, or the offer stands, or binds her.",
)
@game_options()
def stopping(
    scenario: str | None,
    prior_a: str | None,
    prior_b: str | None,
    prosecution_years: str,
    settlement: Any,
    pricing: Any,
    format_: Any,
    **options: Any,
) -> None:
    """The prosecutor's best policy, by trials held and acquittals among them.

    SCENARIO is a built-in caseload (see 'plea-games scenarios'), the path of a file, or - for
    stdin; options replace its numbers. Costs of process and of dismissal must be 0.
    """
    from ..information.learning.prosecutor_stopping import prosecutor_stopping as solve
    from ..report.result_of_one import result_of_one

    caseload = read_caseload(scenario, options) or needs_caseload("stopping")
    prior, notes = _prior(caseload, prior_a, prior_b)
    plan = solve(
        caseload.named,
        prior=prior,
        prosecution_years=prosecution_years,
        settlement=settlement,
        pricing=pricing,
    )
    title = caseload.title("To try, settle or dismiss")
    show(result_of_one(caseload.name, plan, title, notes, format_, "periods"))


def _prior(
    caseload: Caseload, a: str | None, b: str | None
) -> tuple[tuple[str, str] | None, list[str]]:
    """What is given, or None where the scenario states one; and the notes of the result."""
    belief, notes = caseload.belief("prior"), caseload.notes()
    if a is not None and b is not None:
        return (a, b), notes
    if a is None and b is None and belief is not None:
        return None, notes + belief
    faults = [
        Fault(option, "", "must be given, for there is no other prior", "write such as 4")
        for option, value in (("--prior-a", a), ("--prior-b", b))
        if value is None
    ]
    raise ParameterError(faults)
