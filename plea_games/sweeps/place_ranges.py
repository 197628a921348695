"""What the stated ranges of one place's numbers leave open: its phase and its tipping share.

Both move one way in each number, so their ends lie at corners of the ranges.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from ..errors import Fault, ParameterError
from ..games.compile import regime_at
from ..games.lottery_form import lottery_form
from ..model.game import PleaGame
from ..model.phases import PHASE, PHASES
from ..model.symbols import L, kappa, r
from ..solvers.laplacian import laplacian_ratio
from ..solvers.thresholds import thresholds

_MOST_RANGES = 7


@dataclass(frozen=True)
class PlaceRange:
    """What a place's numbers leave open.

    Attributes
    ----------
    phase
        At the numbers used; as in the phase diagram.
    hardest_phase, easiest_phase
        For a strike, over the ranges.
    tipping_share
        Low and high over the ranges; None where it exists at no corner, and high is None where it
        does not exist at some.
    """

    phase: str
    hardest_phase: str
    easiest_phase: str
    tipping_share: tuple[float, float | None] | None


def place_range(game: PleaGame, ends: Mapping[str, tuple[str, str]]) -> PlaceRange:
    """The phase of a game, and what ranges of its parameters leave open.

    Parameters
    ----------
    game
        With the numbers used.
    ends
        Low and high by parameter.
    """
    faults = [
        Fault(f"{name}_low", low, f"must be at most {name}_high, {high}", "swap them")
        for name, (low, high) in ends.items()
        if Fraction(low) > Fraction(high)
    ]
    if len(ends) > _MOST_RANGES:
        rule = f"must be at most {_MOST_RANGES}"
        faults.append(Fault("ranges", str(len(ends)), rule, "leave out those that matter least"))
    if faults:
        raise ParameterError(faults)
    order = [str(phase) for phase in PHASES]
    places, shares = [order.index(_phase(game))], [thresholds(game).tipping_share]
    for corner in product(*ends.values()):
        try:
            there = game.with_parameters(**dict(zip(ends, corner, strict=True)))
        except ParameterError:  # no such game, such as a trial that costs nothing
            continue
        places.append(order.index(_phase(there)))
        shares.append(thresholds(there).tipping_share)
    present = [share for share in shares if share is not None]
    span = None
    if present:
        span = (min(present), max(present) if len(present) == len(shares) else None)
    return PlaceRange(order[places[0]], order[min(places)], order[max(places)], span)


def _phase(game: PleaGame) -> str:
    form = lottery_form(game).in_numbers()
    ratio = form.price_ratio
    letters = {
        kappa: form.trial_rate,
        r: ratio,
        L: laplacian_ratio(int(form.defendants), form.capacity, ratio),
    }
    return str(regime_at(PHASE, letters).value)
