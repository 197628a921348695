"""What the ends of a caseload's stated ranges change."""

from collections.abc import Collection

from ..errors import ParameterError
from ..model.game import PleaGame
from ..model.parameters import PARAMETER
from ..solvers.thresholds import thresholds
from .scenario_parts import shown_number
from .scenarios import Scenario


def risk_dominance_at_range_ends(
    caseload: Scenario, game: PleaGame, leaving_out: Collection[str] = ()
) -> list[str]:
    """A line for each end of a range at which something else is risk dominant.

    One number is moved at a time. The caseload's own ends are tried on ``game``, which may have
    terms; numbers that were replaced in it are left out.
    """
    used = thresholds(game).risk_dominant
    lines = []
    for name, fact in caseload.facts.items():
        if name not in PARAMETER or name in leaving_out or not fact.range:
            continue
        for end in fact.range:
            try:
                there = thresholds(game.with_parameters(**{name: end})).risk_dominant
            except ParameterError:  # no such game
                continue
            if there not in (used, None):
                said = "neither is" if there == "tie" else f"to {there} is"
                lines.append(f"At {name} {shown_number(end)}, {said} risk dominant.")
    return lines
