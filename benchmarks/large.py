"""Caseloads of a hundred thousand, with terms: what must not grow faster than they do."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import accumulate

from flint import fmpq
from pairs import Call, Case, Growth

import plea_games as pg
from plea_games.games.exact_payoffs import exact_payoffs
from plea_games.games.gains import as_anonymous, gains_at


def cases() -> Iterator[Case]:
    game = caseload(20_000).with_terms(pg.CollectiveCounsel(500), pg.StrikeFund(900))
    payoffs = exact_payoffs(game)

    def one_by_one() -> list[fmpq]:
        """Runs of a hundred are too short to be worth looking for pieces."""
        runs = (range(first, first + 100) for first in range(1, 20_001, 100))
        return [gain for run in runs for gain in gains_at(payoffs, run)]

    assert one_by_one() == gains_at(payoffs)
    yield Case("20,000 gains, by pieces", lambda: gains_at(payoffs), "one by one", one_by_one)
    gain = as_anonymous(caseload(20_000)).gain
    yield Case(
        "potential of 20,000, as whole numbers",
        lambda: pg.potential(pg.AnonymousGame.of_fractions(gain)),
        "sums of fractions",
        lambda: list(accumulate(gain, initial=Fraction(0))),
    )


def growths() -> Iterator[Growth]:
    sizes = (5000, 20_000, 80_000)
    yield Growth("contest, all cells", sizes, asked(pg.contest), runs=1)
    yield Growth("levers, all goals", sizes, asked(pg.levers), runs=1)
    yield Growth("potential", (10_000, 100_000, 1_000_000), asked(pg.potential), runs=1)
    yield Growth(
        "thresholds, N/10 promises kept with 0.9",
        sizes,
        lambda count: (
            lambda: pg.thresholds(caseload(count).with_terms(pg.Pledge(count // 10, "0.9")))
        ),
    )


def asked(verb: Callable[[pg.PleaGame], object]) -> Callable[[int], Call]:
    """A verb about caseloads of growing size."""
    return lambda count: lambda: verb(caseload(count))


def caseload(count: int) -> pg.PleaGame:
    """With room for one trial in forty."""
    return pg.PleaGame(defendants=count, capacity=count // 40, offer=1, sentence="1.7")
