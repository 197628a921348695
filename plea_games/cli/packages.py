"""``plea-games packages``."""

from typing import Any

import click

from .game_options import game_options, needs_caseload, read_caseload
from .option_faults import Command
from .terminal import show


@click.command(
    cls=Command,
    short_help="Pleas that stand only together: packages and quorums.",
    epilog="Example: plea-games packages j20 --quorum 220",
)
@click.option(
    "--size",
    "sizes",
    type=int,
    multiple=True,
    metavar="N",
    help="Of all-or-none packages, a divisor of the defendants; repeatable. Without it: several.",
)
@click.option(
    "--quorum",
    type=int,
    metavar="M",
    help="Instead: one offer that stands only if so many accept it.",
)
@click.option("--group", type=int, metavar="N", help="With a quorum: how many get that offer.")
@click.option("--outside", type=int, metavar="H", help="With a quorum: how many others hold out.")
@click.option(
    "--blame",
    metavar="YEARS",
    help="With a quorum: what a refuser bears more if too few accept.",
)
@game_options()
def packages(
    scenario: str | None,
    sizes: tuple[int, ...],
    quorum: int | None,
    group: int | None,
    outside: int | None,
    blame: str | None,
    format_: Any,
    **options: Any,
) -> None:
    """What pleas that stand only together let the prosecutor enforce.

    SCENARIO is a built-in caseload (see 'plea-games scenarios'), the path of a file, or - for
    stdin; options replace its numbers.
    """
    from ..information.wiring.packages import packages as solve
    from ..information.wiring.wired_pleas import wired_pleas
    from ..report.result_of_one import result_of_one

    if quorum is None and any(given is not None for given in (group, outside, blame)):
        rule = "--group, --outside and --blame need --quorum"
        raise click.UsageError(rule, click.get_current_context())
    if quorum is not None and sizes:
        raise click.UsageError("give --size or --quorum, not both", click.get_current_context())
    caseload = read_caseload(scenario, options) or needs_caseload("packages")
    name, notes = caseload.name, caseload.notes()
    if quorum is None:
        by_size = solve(caseload.game, size=sizes or None)
        title = caseload.title("Packages")
        show(result_of_one(name, by_size, title, notes, format_, rows="packages"))
        return
    wired = wired_pleas(
        caseload.game, quorum=quorum, group=group, outside=outside or 0, blame=blame or 0
    )
    title = caseload.title(f"Wired pleas, {wired.quorum:,} of {wired.group:,} must accept,")
    show(result_of_one(name, wired, title, notes, format_, rows="prices"))
