"""``plea-games records``."""

import sys
from typing import TYPE_CHECKING, Any

import click

from ..model.parameters import PARAMETER
from .completion import complete_file, complete_layout
from .game_options import format_option, parameter_option
from .option_faults import Command
from .terminal import show

if TYPE_CHECKING:
    from ..records.outcomes import Outcomes

SHOWN = ("outcomes", "convictions", "penalty", "fit", "dockets", "places", "scenario")


@click.command(
    cls=Command,
    short_help="A court's own file, read with its traps named.",
    epilog="Example: plea-games records dispositions.csv --layout florida-srs --period 2013 "
    "--show places --offer 1 --sentence 1.64 > places.csv",
)
@click.argument("files", nargs=-1, metavar="[FILE]...", shell_complete=complete_file)
@click.option(
    "--layout",
    metavar="NAME|FILE",
    shell_complete=complete_layout,
    help="A built-in layout, or the path of one's own.",
)
@click.option(
    "--sentences",
    metavar="FILE",
    shell_complete=complete_file,
    help="The second file, where sentences are in one.",
)
@click.option("--layouts", is_flag=True, help="List the built-in layouts.")
@click.option("--print-layout", metavar="NAME", help="Print a built-in layout, to start from.")
@click.option("--example-layout", is_flag=True, help="Print a layout with every key.")
@click.option(
    "--cluster", metavar="ADDRESS", help="A dask scheduler; its workers read a file each."
)
@click.option("--audit", is_flag=True, help="The naive reading beside the careful one.")
@click.option(
    "--unknown",
    type=click.Choice(("stop", "drop")),
    default="stop",
    show_default=True,
    help="Codes that the layout does not know are in no count; unless dropped, exit with 1.",
)
@click.option("--show", type=click.Choice(SHOWN), default="outcomes", show_default=True)
@click.option("--place", metavar="NAME", help="One place.")
@click.option("--period", type=int, metavar="YEAR", help="One year.")
@click.option(
    "--facing", metavar="ENDINGS", help="Who faces an offer, such as 'pleaded dismissed'."
)
@click.option("--trials", type=click.Choice(("all", "jury")))
@click.option("--mistrials", type=click.Choice(("no conviction", "left out")))
@click.option("--life-months", metavar="MONTHS", default="470", show_default=True)
@click.option("--concurrent", type=click.Choice(("longest", "sum")), default="longest")
@click.option("--cohort", type=click.Choice(("filed", "disposed")))
@click.option("--pooled-classes", is_flag=True, help="s and J over all classes, not standardized.")
@parameter_option(PARAMETER["offer"], "Where the records have none.")
@parameter_option(PARAMETER["sentence"], "Where the records have none.")
@parameter_option(PARAMETER["conviction"], "Where the records cannot have it.")
@format_option
def records(files: tuple[str, ...], format_: Any, **options: Any) -> None:
    """A court's file, read by a layout: endings, trial rates and sentences by place and year.

    FILE is what an office published: CSV, fixed width, XLSX, JSON or parquet; several files, or a
    folder of them, are read as one. Built-in layouts are listed by --layouts; one's own is a TOML
    file, and --example-layout prints one to fill in. Choices that cannot be avoided are printed
    with their defaults, and each rule of reading with the rows that it touched.
    """
    from ..records.layouts_known import (
        example_layout,
        layout as find_layout,
        layout_names,
        layout_source,
    )

    if options["example_layout"]:
        show(example_layout().rstrip())
        return
    if options["print_layout"]:
        show(layout_source(options["print_layout"]).rstrip())
        return
    if options["layouts"]:
        width = max(map(len, layout_names()))
        for name in layout_names():
            show(f"{name:{width}}  {find_layout(name).title}")
        return
    if not files or options["layout"] is None:
        rule = "records needs a file and its layout, such as 'records FILE --layout florida-srs'"
        raise click.UsageError(rule, click.get_current_context())
    chosen = {
        name: options[name]
        for name in ("facing", "trials", "mistrials", "life_months", "concurrent", "cohort")
        if options[name] is not None
    }
    chosen["standardized"] = not options["pooled_classes"]
    named = {"layout": options["layout"], "sentences": options["sentences"]}
    if options["audit"]:
        from ..records.audits import audit
        from ..report.records import of_audit

        show(of_audit(audit(files, period=options["period"], **named, **chosen), format_))
        return
    from ..records.reading import read

    outcomes = read(files, cluster=options["cluster"], **named, **chosen)
    show(_shown(outcomes, options, format_).rstrip("\n"))
    if outcomes.unknown and options["unknown"] == "stop":
        sys.stdout.flush()
        listed = ", ".join(
            f"{code or '(empty)'} {rows:,}" for code, rows in outcomes.unknown.items()
        )
        show(
            f"error: codes that the layout does not know, in no count: {listed}; add them to"
            " [outcomes.codes], units to [sentences.units], or set --unknown drop",
            err=True,
        )
        sys.exit(1)


def _shown(outcomes: "Outcomes", options: dict[str, Any], format_: Any) -> str:
    from ..records.caseloads import scenario_toml
    from ..records.class_dockets import dockets
    from ..records.conviction_rates import convictions
    from ..records.selection_fit import fit
    from ..records.trial_penalty import penalty
    from ..report.records import of_outcomes, of_tabular

    place, period = options["place"], options["period"]
    numbers = {
        name: options[name]
        for name in ("offer", "sentence", "conviction")
        if options[name] is not None
    }
    match options["show"]:
        case "convictions":
            return of_tabular(convictions(outcomes, period), format_)
        case "penalty":
            return of_tabular(penalty(outcomes, place, period), format_)
        case "fit":
            return of_tabular(fit(outcomes, period, **numbers), format_)
        case "dockets":
            p = options["conviction"]
            return of_tabular(dockets(outcomes, place, period, conviction=p), format_)
        case "places":
            table = outcomes.places(period=period, **numbers)
            return table.csv() if format_ in ("table", "csv") else of_tabular(table, format_)
        case "scenario":
            return scenario_toml(outcomes, place, period, **numbers)
        case _:
            return of_outcomes(outcomes.only(place, period), format_)
