"""``plea-games race``."""

from typing import Any

import click

from ..errors import Fault, ParameterError, shown
from .game_options import game_options, needs_caseload, read_caseload
from .option_faults import Command
from .terminal import show

_MOST_OFFERS = 100_000


@click.command(
    cls=Command,
    short_help="Offers that rise with each plea, and the races they start.",
    epilog="Example: plea-games race j20 --offers 1,2x29,4x200",
)
@click.option(
    "--offers",
    metavar="YEARS,YEARS,…",
    help="What the first, second, … plea costs; 4x29 stands for 29 offers of 4 years.",
)
@click.option(
    "--prize",
    metavar="YEARS",
    help="Instead: by how much the first plea costs less than the offer, which all others get.",
)
@game_options()
def race(
    scenario: str | None, offers: str | None, prize: str | None, format_: Any, **options: Any
) -> None:
    """What comes of offers by rank: who pleads first pays least.

    Without offers or a prize: the dearest offers that leave all-plead as the only equilibrium.
    SCENARIO is a built-in caseload (see 'plea-games scenarios'), the path of a file, or - for
    stdin; options replace its numbers. The caseload's own offer matters with a prize only.
    """
    from ..information.races.race import prize_race, race_to_plead
    from ..information.races.rank_offers import rank_offers
    from ..report.result_of_one import result_of_one

    if offers is not None and prize is not None:
        raise click.UsageError("give --offers or --prize, not both", click.get_current_context())
    if scenario is None and prize is None and any(options.values()) and options["offer"] is None:
        options["offer"] = "0"  # it plays no part here
    caseload = read_caseload(scenario, options) or needs_caseload("race")
    name, notes = caseload.name, caseload.notes()
    if offers is None and prize is None:
        best, title = rank_offers(caseload.game), caseload.title("Offers by rank")
        show(result_of_one(name, best, title, notes, format_, rows="offers"))
        return
    result = (
        prize_race(caseload.game, prize=prize)
        if offers is None
        else race_to_plead(caseload.game, offers=listed(offers))
    )
    title = caseload.title("Race to plead")
    show(result_of_one(name, result, title, notes, format_, rows="by_count"))


def listed(text: str) -> list[str]:
    """Offers as they are written on the command line."""
    offers: list[str] = []
    faults = []
    for part in text.split(","):
        offer, repeated, times = part.strip().partition("x")
        count = int(times) if times.isascii() and times.isdigit() and len(times) < 7 else 0
        if repeated and not 1 <= count <= _MOST_OFFERS:
            rule = f"must be YEARS or YEARSxTIMES, with from 1 to {_MOST_OFFERS:,} times"
            faults.append(Fault("--offers", shown(part), rule, "write 4x29"))
        offers += [offer] * (count if repeated else 1)
    if faults:
        raise ParameterError(faults)
    return offers
