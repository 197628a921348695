"""Made-up counties with four dockets each, for trying plans at national size."""

from dataclasses import dataclass

import numpy as np

from ..design.places.silos import Silo, listed_silos
from ..games.randomness import read_rng
from ..listed import Listed
from ..model.game import PleaGame
from ..model.reading import read_whole


@dataclass(frozen=True)
class _Docket:
    """A docket's share of its county's cases, and the ranges that its numbers are drawn from."""

    name: str
    share: float
    trial_rate: tuple[float, float]
    penalty: tuple[float, float]  # sentence after trial per year offered
    offer: tuple[float, float]  # years
    waiting: float  # dismissal cost as a share of the offer


_DOCKETS = (
    _Docket("misdemeanours", 0.775, (0.005, 0.03), (1.15, 3), (0.05, 0.5), 0.1),
    _Docket("low felonies", 0.135, (0.015, 0.05), (1.15, 3), (0.5, 2), 0.05),
    _Docket("middle felonies", 0.075, (0.02, 0.055), (1.15, 3), (2, 6), 0.05),
    _Docket("serious felonies", 0.015, (0.05, 0.2), (1.03, 2.2), (6, 25), 0.02),
)
_MOST_COUNTIES = 100_000
_MEDIAN_CASES, _SPREAD = 700, 1.5  # of a county, lognormal


def synthetic_dockets(
    counties: int = 3144, *, rng: np.random.Generator | int | None = None
) -> Listed[Silo]:
    """Synthetic counties with four dockets each; no number is any real county's.

    Misdemeanours are 77.5% of cases, as in "[some] courts" (Roberts, in Crespo 2022, n. 56); trial
    penalties from 1.15 to 3 are the range of the built-in scenarios. All else is made up: cases per
    county (lognormal, median 700, log-spread 1.5), the other shares, trial rates (0.5 to 5.5%),
    offers, conviction rates (0.6 to 0.95), costs per recruit (1 to 8 hours, the same within a
    county), and that serious felonies have more trials and smaller penalties (after n. 58).

    Parameters
    ----------
    counties
        How many; the United States have about 3,144 counties and equivalents (from memory).
    rng
        Seed or generator.

    Returns
    -------
    tuple of Silo
        Four for each county, those without any case left out.

    Raises
    ------
    ParameterError
        Where ``counties`` is no whole number of at least 1.

    Examples
    --------
    >>> import plea_games as pg
    >>> [silo.name for silo in pg.places.synthetic_dockets(1, rng=0)][:2]
    ['county 1 misdemeanours', 'county 1 low felonies']
    """
    count = read_whole(counties, "counties", minimum=1, maximum=_MOST_COUNTIES)
    draw = read_rng(rng)
    cases = draw.lognormal(np.log(_MEDIAN_CASES), _SPREAD, count)
    work = draw.uniform(1, 8, count).round(1)
    silos = []
    for county in range(count):
        for docket in _DOCKETS:
            defendants = round(cases[county] * docket.share)
            trial_rate = draw.uniform(*docket.trial_rate)
            offer = round(draw.uniform(*docket.offer), 2)
            conviction = round(draw.uniform(0.6, 0.95), 2)
            sentence = round(offer * draw.uniform(*docket.penalty) + 0.01, 2)
            waiting = min(docket.waiting * offer, conviction * sentence / 2)
            if defendants == 0:
                continue
            game = PleaGame(
                defendants=defendants,
                capacity=max(1, round(defendants * trial_rate)),
                offer=offer,
                sentence=sentence,
                conviction=conviction,
                dismissal_cost=round(waiting, 4),
            )
            name = f"county {county + 1} {docket.name}"
            silos.append(Silo(name, game, cost_per_recruit=float(work[county])))
    return listed_silos(silos)
