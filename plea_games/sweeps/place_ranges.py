"""What the stated ranges of one place's numbers leave open: its phase and its tipping share.

Both move one way in each number, so their ends lie at corners of the ranges.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from flint import fmpq

from ..errors import Fault, ParameterError
from ..games.lottery_form import lottery_form
from ..model.exact import NumberError, as_fraction
from ..model.game import PleaGame
from ..model.in_numbers import PHASE, PHASES
from ..model.parameters import PARAMETER
from ..model.reading import read_parameter
from ..solvers.laplacian import laplacian_ratio
from ..solvers.thresholds import thresholds

MOST_RANGES = 7


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
    faults = list(_end_faults(game, ends))
    if len(ends) > MOST_RANGES:
        rule = f"must be at most {MOST_RANGES}"
        faults.append(Fault("ranges", str(len(ends)), rule, "leave out those that matter least"))
    if faults:
        raise ParameterError(faults)
    phases, shares = [_phase(game)], [thresholds(game).tipping_share]
    for corner in product(*ends.values()):
        try:
            there = game.with_parameters(**dict(zip(ends, corner, strict=True)))
        except ParameterError:  # no such game, such as a trial that costs nothing
            continue
        phases.append(_phase(there))
        shares.append(thresholds(there).tipping_share)
    return range_of(phases, shares)


def range_of(phases: Sequence[str], shares: Sequence[float | None]) -> PlaceRange:
    """The same from phases and tipping shares, those at the numbers used first."""
    if len(phases) == 1:
        alone = None if shares[0] is None else (shares[0], shares[0])
        return PlaceRange(phases[0], phases[0], phases[0], alone)
    present = [share for share in shares if share is not None]
    span = None
    if present:
        span = (min(present), max(present) if len(present) == len(shares) else None)
    hardest, easiest = (find(phases, key=_ORDER.__getitem__) for find in (min, max))
    return PlaceRange(phases[0], hardest, easiest, span)


_ORDER = {phase: place for place, phase in enumerate(PHASES)}


def corners(
    numbers: Mapping[str, fmpq], ends: Mapping[str, tuple[fmpq, fmpq]]
) -> Iterator[dict[str, fmpq]]:
    """The numbers with each of the ranges at either of its ends."""
    for corner in product(*ends.values()):
        yield {**numbers, **dict(zip(ends, corner, strict=True))}


def _end_faults(game: PleaGame, ends: Mapping[str, tuple[str, str]]) -> Iterator[Fault]:
    """Ends that are no numbers of their parameter, or out of order."""
    for name, pair in ends.items():
        parameter, read = PARAMETER[name], []
        for end, cell in zip(("low", "high"), pair, strict=True):
            try:
                read.append(as_fraction(read_parameter(parameter, cell)))
            except NumberError as error:
                yield Fault(f"{name}_{end}", cell, str(error), parameter.remedy)
        if len(read) < 2:
            continue
        if read[0] > read[1]:
            rule = f"must be at most {name}_high, {pair[1]}"
            yield Fault(f"{name}_low", pair[0], rule, "swap them")
        elif not read[0] <= game.numbers[name] <= read[1]:
            rule = f"must be from {name}_low = {pair[0]} to {name}_high = {pair[1]}"
            yield Fault(name, str(game.parameters[name]), rule, "correct the range or the number")


def _phase(game: PleaGame) -> str:
    form = lottery_form(game).in_numbers()
    ratio = form.price_ratio
    laplacian = laplacian_ratio(int(form.defendants), form.capacity, ratio)
    return str(PHASE.at((form.trial_rate, ratio, laplacian))[1])
