"""``plea-games silos``."""

from typing import Any

import click

from ..model.place_parameters import ORGANIZING_BUDGET, POOLING, WORTH_TO_WIN
from .completion import complete_file
from .game_options import format_option, parameter_option, path_or_stdin
from .option_faults import Command
from .table_options import read_columns, say, table_options
from .terminal import show


@click.command(
    cls=Command,
    short_help="Which counties and dockets to organize.",
    epilog="Example: plea-games silos dockets.csv --budget 500 --pooling 0.01",
)
@click.argument("table", shell_complete=complete_file)
@parameter_option(ORGANIZING_BUDGET, "The silos worth most within it are chosen.")
@parameter_option(WORTH_TO_WIN, "Instead of a budget: the silos that cost least are chosen.")
@parameter_option(POOLING, default="0", show_default=True)
@click.option("--year", metavar="YEAR", help="The year to plan for, where the table has several.")
@table_options
@format_option
def silos(
    table: str,
    budget: str | None,
    win: str | None,
    pooling: str,
    columns: tuple[str, ...],
    format_: Any,
    **options: Any,
) -> None:
    """Which counties and dockets to organize.

    TABLE is the path of a table, or - for stdin, with a row for each silo and the columns name,
    defendants (or filings), capacity (or trials), offer and sentence, as for 'plea-games sweep
    --places'; optional are conviction, process_cost and
    dismissal_cost (see 'plea-games thresholds --help'), cost_per_recruit (1 unless given; the
    budget is counted in its unit) and value (worth in cases; defendants unless given). The best
    plan depends on every row, so that nothing is planned while one is faulty.
    """
    from ..caseloads.silo_table import read_silos
    from ..design.places.silo_plans import least_organizing_budget, organize_silos
    from ..design.places.spread_of_effort import spread_of_effort
    from ..report.place import silo_plan

    if (budget is None) == (win is None):
        raise click.UsageError("give --budget or --win, one of them", click.get_current_context())
    read = read_silos(path_or_stdin(table, "silo table"), columns=read_columns(columns), **options)
    say(read.notes)
    listed = read.silos
    plan = (
        organize_silos(listed, budget=budget, pooling=pooling)
        if budget is not None
        else least_organizing_budget(listed, win=win or "", pooling=pooling)
    )
    efforts = spread_of_effort(listed, recruits=plan.recruits, pooling=pooling)
    show(silo_plan(plan, efforts, format_))
