"""``plea-games private-cases``."""

from typing import Any

import click

from ..errors import Fault, ParameterError, shown
from .game_options import game_options, needs_caseload, read_caseload
from .option_faults import Command
from .terminal import show


@click.command(
    "private-cases",
    cls=Command,
    short_help="Equilibria if each knows only the case against herself.",
    epilog="Example: plea-games private-cases j20 --case 0=1 --case 50=3",
)
@click.option(
    "--case",
    "cases",
    multiple=True,
    metavar="COST=WEIGHT",
    help="What trial costs some, in years, and how many they are; repeatable.",
)
@click.option(
    "--law",
    metavar="NAME:PARAMETERS",
    help="The law of the cost of trial instead: uniform:low=0,high=10; triangular:low,mode,high; "
    "normal:mean,sd; lognormal:median,log_sd; exponential:mean; gamma:shape,scale; "
    "beta:a,b,low,high.",
)
@game_options()
def private_cases(
    scenario: str | None, cases: tuple[str, ...], law: str | None, format_: Any, **options: Any
) -> None:
    """Who holds out, by the strength of her own case, in every equilibrium.

    SCENARIO is a built-in caseload (see 'plea-games scenarios'), the path of a file, or - for
    stdin; options replace its numbers. The cost of trial is that of --case or --law, or what the
    scenario states as case_strength.
    """
    from ..information.private.named_laws import named_law
    from ..information.private.private_cases import private_cases as solve
    from ..report.result_of_one import result_of_one

    caseload = read_caseload(scenario, options) or needs_caseload("private-cases")
    belief = caseload.belief("case_strength")
    if (law is not None and cases) or (law is None and not cases and belief is None):
        rule = "must be given, or --law, and not both, where the scenario states no case_strength"
        raise ParameterError([Fault("--case", "", rule, "write --case 0=1 --case 10=3")])
    distribution, notes = None, caseload.notes()
    if law is not None:
        distribution = named_law(law)
    elif cases:
        distribution = read_weights(cases, "--case", "0=1")
    else:
        notes += belief or []
    cutoffs = solve(caseload.named, distribution=distribution)
    title = caseload.title(f"Private cases, {cutoffs.law.describe()},")
    show(result_of_one(caseload.name, cutoffs, title, notes, format_, "cutoffs"))


def read_weights(given: tuple[str, ...], option: str, example: str) -> dict[str, str]:
    """What was given as KEY=WEIGHT, each key once; numbers are read by the solver."""
    weights: dict[str, str] = {}
    faults = []
    for text in given:
        key, equals, weight = text.partition("=")
        if not equals or key in weights:
            rule = "must have an equals sign, each number once"
            faults.append(Fault(option, shown(text), rule, f"write {option} {example}"))
        weights[key] = weight
    if faults:
        raise ParameterError(faults)
    return weights
