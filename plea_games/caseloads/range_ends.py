"""What a caseload's assumptions and stated ranges do to its verdict."""

from collections.abc import Collection

from ..errors import ParameterError
from ..model.game import PleaGame
from ..model.parameters import PARAMETER
from ..solvers.threshold_words import SAFER
from ..solvers.thresholds import thresholds
from .scenario_parts import shown_number
from .scenarios import Scenario


def caveats(caseload: Scenario, game: PleaGame, leaving_out: Collection[str] = ()) -> list[str]:
    """On which assumptions the verdict rests, and at which ends of a range the safer choice turns.

    One number is moved at a time. The caseload's own ends are tried on ``game``, which may have
    terms; numbers that were replaced in it are left out.
    """
    facts = {
        name: fact
        for name, fact in caseload.facts.items()
        if name in PARAMETER and name not in leaving_out
    }
    assumed = [name for name, fact in facts.items() if fact.status == "assumption"]
    sentences = [f"This rests on assumed numbers: {', '.join(assumed)}."] if assumed else []
    used = thresholds(game).risk_dominant
    for name, fact in facts.items():
        for end in fact.range or ():
            try:
                there = thresholds(game.with_parameters(**{name: end})).risk_dominant
            except ParameterError:  # no such game
                continue
            if there not in (used, None):
                sentences.append(
                    f"At the end of a stated range, {name} {shown_number(end)}, "
                    f"{SAFER[str(there)]}."
                )
    return sentences
