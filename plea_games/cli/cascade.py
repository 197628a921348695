"""``plea-games cascade``."""

from typing import Any

import click

from ..model.parameters import SEED_SHARE
from ..model.place_parameters import CONCENTRATION, INSIDE, TIE_SHARE, TIES
from .completion import complete_file
from .game_options import (
    game_options,
    needs_caseload,
    parameter_option,
    path_or_stdin,
    read_caseload,
)
from .option_faults import Command
from .terminal import show

_SEED_SHARES = ("0.01", "0.02", "0.05", "0.1")


@click.command(
    cls=Command,
    short_help="Who follows whom among those who know each other.",
    epilog="Example: plea-games cascade j20 --share .3 --seed-share .05 --seed-share .2",
)
@click.option(
    "--edges",
    metavar="FILE",
    shell_complete=complete_file,
    help="A CSV file, or - for stdin, with the two names of a tie a row, instead of random ties; "
    "a heading such as source,target is told.",
)
@parameter_option(TIE_SHARE, "Without it: (m̂ − 1)/(N − 1), for m̂ the caseload's tipping point.")
@click.option(
    "--neighbourhoods",
    type=int,
    default=7,
    show_default=True,
    metavar="COUNT",
    help="B: neighbourhoods that are hit hardest.",
)
@parameter_option(CONCENTRATION, default="0.75", show_default=True)
@parameter_option(TIES, default="10", show_default=True)
@parameter_option(INSIDE, default="0.8", show_default=True)
@parameter_option(SEED_SHARE, "Repeatable. Without it: 1%, 2%, 5% and 10%.", multiple=True)
@click.option(
    "--rng-seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Seed of the random ties and of the order of recruiting.",
)
@game_options()
def cascade(
    scenario: str | None,
    edges: str | None,
    share: str | None,
    neighbourhoods: int,
    concentration: str,
    ties: str,
    inside: str,
    seed_share: tuple[str, ...],
    rng_seed: int,
    format_: Any,
    **options: Any,
) -> None:
    """How many follow a seed of committed hold-outs, if each watches those she knows.

    SCENARIO is a built-in caseload (see 'plea-games scenarios'), the path of a file, or - for
    stdin; options replace its numbers. With --share, --defendants or --edges is enough, as in
    'plea-games cascade --edges ties.csv --share .3'.
    """
    from ..caseloads.seed_reach import MadeUpTies, reach_on_graph
    from ..report.place import seed_reach

    given = {name for name, value in options.items() if value}
    needs_no_caseload = share is not None and scenario is None and given <= {"defendants"}
    caseload = None if needs_no_caseload else read_caseload(scenario, options)
    if caseload is None and (share is None or not (edges or given)):
        needs_caseload("cascade")
    graph = (
        path_or_stdin(edges, "edges")
        if edges is not None
        else MadeUpTies(neighbourhoods, concentration, ties, inside)
    )
    spread = reach_on_graph(
        graph,
        game=caseload.game if caseload else None,
        defendants=options["defendants"],
        share=share,
        seed_shares=seed_share or _SEED_SHARES,
        rng=rng_seed,
    )
    title = caseload.title("Cascades") if caseload else ""
    notes = caseload.notes() if caseload else []
    name = caseload.name if caseload else None
    show(seed_reach(name, spread, title, notes, format_))
