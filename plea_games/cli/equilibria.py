"""``plea-games equilibria``."""

from typing import Any

import click

from .game_options import game_options, needs_caseload, read_caseloads, show_side_by_side
from .option_faults import Command
from .terminal import show


@click.command(cls=Command, epilog="Example: plea-games equilibria j20 --offer 2")
@game_options(several=True)
def equilibria(scenarios: tuple[str, ...], format_: Any, **options: Any) -> None:
    """All plead, all hold out, and what lies between.

    SCENARIO is a built-in caseload (see 'plea-games scenarios'), the path of a file, or - for
    stdin; options replace its numbers. Several give one table. In
    its place, alone, may stand a file of Gambit's (.nfg, .efg, .agg), or a table of payoffs (CSV or
    XLSX) with the columns holdouts and gain, or holdouts, hold_out and plead.
    """
    from ..caseloads.payoff_tables import holds_payoffs
    from ..report.caseloads import equilibria_of_one
    from ..solvers.equilibria import equilibria as solve
    from ..subjects import GAMBIT_SUFFIXES, TABLE_SUFFIXES

    if any(
        name.lower().endswith(GAMBIT_SUFFIXES)
        or (name.lower().endswith(TABLE_SUFFIXES) and holds_payoffs(name))
        for name in scenarios
    ):
        _of_a_game_file(scenarios, options, format_)
        return
    caseloads = read_caseloads(scenarios, options) or needs_caseload("equilibria")
    if len(caseloads) > 1:
        show_side_by_side(solve, caseloads, format_)
        return
    caseload = caseloads[0]
    title, notes = caseload.title("Equilibria"), caseload.notes()
    show(equilibria_of_one(caseload.name, solve(caseload.game), title, notes, format_))


def _of_a_game_file(files: tuple[str, ...], options: dict[str, Any], format: Any) -> None:
    from ..games.anonymous import AnonymousGame
    from ..report.caseloads import equilibria_of_one
    from ..report.records import of_tabular
    from ..solvers.equilibria import equilibria as solve
    from ..subjects import game_of

    if len(files) > 1 or any(options.values()):
        rule = "a game in a file of its own stands alone: its numbers are its own"
        raise click.UsageError(rule, click.get_current_context())
    game = game_of(files[0])
    if isinstance(game, AnonymousGame):
        solved = solve(game)
        show(equilibria_of_one(files[0], solved, f"Equilibria of {files[0]}", (), format))
        return
    show(of_tabular(game, format))
