"""``plea-games thresholds``."""

from typing import Any

import click

from .game_options import game_options, read_caseloads, show_side_by_side
from .option_faults import Command
from .terminal import show


@click.command(cls=Command, epilog="Example: plea-games thresholds j20 --capacity 24 --format json")
@game_options(several=True)
def thresholds(scenarios: tuple[str, ...], format_: Any, **options: Any) -> None:
    """Tipping points, risk dominance, resilience, side payments.

    SCENARIO is a built-in caseload (see 'plea-games scenarios'), the path of a file, or - for
    stdin; options replace its numbers. Several give one table. With none, one row for each built-in
    caseload.
    """
    from ..report.caseloads import thresholds_of_many, thresholds_of_one
    from ..solvers.thresholds import thresholds as solve

    given = read_caseloads(scenarios, options)
    if len(given) > 1:
        show_side_by_side(solve, given, format_)
        return
    if not given:
        from ..caseloads.fit import fit
        from ..caseloads.scenarios import scenario as built_in, scenario_names

        caseloads = [built_in(name) for name in scenario_names()]
        everything = [(each.name, solve(each.game)) for each in caseloads]
        show(thresholds_of_many(everything, [fit(each) for each in caseloads], format_))
        return
    caseload = given[0]
    title, notes = caseload.title("Thresholds"), caseload.notes()
    said: list[str] = []
    if caseload.scenario:
        from ..caseloads.fit import fit
        from ..caseloads.range_ends import caveats

        said = caveats(caseload.scenario, caseload.game, leaving_out=caseload.overrides)
        told = fit(caseload.scenario)
        if told.contradicted and caseload.game == caseload.scenario.game:
            notes += (f"{told.said} What would reconcile them: pg.fit({told.scenario!r}).",)
    show(thresholds_of_one(caseload.name, solve(caseload.game), title, notes, format_, said))
