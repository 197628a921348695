"""``plea-games sweep``."""

import shlex
import sys
from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from ..errors import ParameterError, StoreError, first_faults, printable
from ..units import number_of
from .completion import complete_file
from .game_options import format_option, path_or_stdin, scenario_argument
from .option_faults import Command
from .studies import find_scenario_or_study
from .table_options import read_columns, say, table_options
from .terminal import show

if TYPE_CHECKING:
    from ..sweeps.study import Study


@click.command(
    cls=Command,
    short_help="Thresholds over ranges of parameters, from a study file.",
    epilog="Example: plea-games sweep --example > study.toml; plea-games sweep study.toml --out "
    "results.nc",
)
@scenario_argument("study", required=False)
@click.option(
    "--out",
    metavar="FILE",
    shell_complete=complete_file,
    help="Where to, by its ending: .zarr, .nc, .parquet or .csv. Without it: a summary.",
)
@click.option("--resume", is_flag=True, help="Finish what an interrupted run left in --out.")
@click.option(
    "--workers", type=int, metavar="COUNT", help="Processes of this machine to compute on."
)
@click.option("--cluster", metavar="ADDRESS", help="A dask scheduler, as tcp://10.0.0.1:8786.")
@click.option("--dry-run", is_flag=True, help="Only check the study, and print what it takes.")
@click.option("--at-any-size", is_flag=True, help="Begin even beyond 10,000,000,000 points.")
@click.option("--example", is_flag=True, help="Print a study file to start one's own from.")
@click.option(
    "--places",
    metavar="TABLE",
    shell_complete=complete_file,
    help="Instead of a study: a table with a row for each place, or - for stdin.",
)
@click.option(
    "--sensitivity",
    is_flag=True,
    help="Which unknown matters most: Sobol indices. Needs distributions only.",
)
@table_options
@format_option
def sweep(
    study: str | None,
    out: str | None,
    resume: bool,
    dry_run: bool,
    example: bool,
    places: str | None,
    sensitivity: bool,
    format_: Any,
    **options: Any,
) -> None:
    """Thresholds over ranges of parameters.

    STUDY is the path of a TOML file, or - for stdin, that says what is swept (--example prints one,
    and help(plea_games.studies.load_study) describes the format); or a built-in caseload, whose
    stated ranges are swept. Without --out, intervals for each threshold are printed. In a file, the
    column risk_dominant is 1 where holding out is, -1 where pleading is, 0 for a tie; the column
    kind has a number for the kind of game, told on stderr; what does not exist is left empty, or
    NaN.

    With --places, every threshold of each row of a table is printed: columns name, defendants (or
    filings), capacity (or trials), offer, sentence, and any other parameter, with its range as
    conviction_low and conviction_high. The table may be CSV of any kind or XLSX. Faulty rows are
    reported on stderr, the others done, and the exit code is 2.
    """
    if example:
        from ..sweeps.study import study_example

        show(study_example().rstrip())
        return
    context = click.get_current_context()
    if places is not None:
        of_studies = (study, out, options["workers"], options["cluster"])
        flags = (sensitivity, resume, dry_run, options["at_any_size"])
        if any(flags) or any(each is not None for each in of_studies):
            raise click.UsageError(
                "--places goes with --column, --unit, --keep and --format", context
            )
        table = {name: options[name] for name in ("unit", "keep")}
        _places(places, format_, columns=read_columns(options["columns"]), **table)
        return
    for name in ("columns", "unit", "keep"):
        del options[name]
    if study is None:
        raise click.UsageError("sweep needs a study, such as 'sweep study.toml'", context)
    if resume and out is None:
        raise click.UsageError("--resume needs the --out that it is to finish", context)
    if sensitivity and out is not None:
        raise click.UsageError("--sensitivity prints; give --out or it, not both", context)
    read = _read(study)
    if dry_run:
        from ..report.formats import terminal_width

        show(read.table().text(terminal_width()))
    elif sensitivity:
        from ..report.sweeps import of_sensitivity
        from ..sweeps.sensitivity import sensitivity as sobol_indices

        indices = sobol_indices(read.game, read.over, read.outputs, rng=read.seed)
        show(of_sensitivity(indices, read.title, format_))
    elif out is None:
        from ..report.sweeps import of_uncertainty
        from ..sweeps.sweep import carry_out
        from ..sweeps.uncertainty import intervals

        plan = read.plan
        show(of_uncertainty(intervals(plan, carry_out(plan, **options)), read.title, format_))
    else:
        _to_file(read, out, _again(study, out, options), resume=resume, **options)


def _again(study: str, out: str, options: Mapping[str, Any]) -> str:
    """The command that finishes it, as a shell takes it."""
    words = ["plea-games", "sweep", study, "--out", out, "--resume"]
    for name, value in options.items():
        option = f"--{name.replace('_', '-')}"
        if value is True:
            words.append(option)
        elif value:
            words += [option, str(value)]
    return printable(shlex.join(words))


def _read(study: str) -> "Study":
    from ..sweeps.study import Study, study_of

    read = find_scenario_or_study(study)
    return read if isinstance(read, Study) else study_of(read)


def _places(table: str, format_: Any, **options: Any) -> None:
    from ..model.in_numbers import FORMS
    from ..report.formats import FOR_PROGRAMS
    from ..report.sweeps import of_places
    from ..sweeps.place_table import SHOWN
    from ..sweeps.places import PlaceStream

    forms = FORMS if format_ in FOR_PROGRAMS else SHOWN
    places = PlaceStream(path_or_stdin(table, "table of places"), forms=forms, **options)
    if format_ != "table":  # which has them below
        say(places.notes)
    lines = of_places(places, format_)
    while some := list(islice(lines, 1_000)):
        show("\n".join(some))
    if places.faults:
        sys.stdout.flush()
        raise ParameterError(first_faults(places.faults, "table of places"))


def _to_file(study: "Study", out: str, again: str, **options: Any) -> None:
    from ..sweeps.sweep import write_sweep

    plan = study.plan
    try:
        file = write_sweep(plan, out, **options)
    except KeyboardInterrupt:
        show(f"interrupted; finish it with '{again}'", err=True)
        sys.exit(130)
    except StoreError as error:
        raise StoreError(f"{error}; finish it with '{again}'") from None
    size = number_of(plan.points, "points"), number_of(len(plan.outputs), "outputs")
    show(f"{file}: {', '.join(size)}", err=True)
    for output in plan.outputs:
        if output.codes:
            show(f"{output.name} is {output.codes}", err=True)
