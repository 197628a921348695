r"""What the prosecutor can collect from defendants whom somebody organizes.

A defendant who expects m hold-outs, herself included, is indifferent to a plea at
:math:`P(m) = s - \Delta(m)`, which does not depend on the offer s. Offers differ in what they take
for granted; in all of them everyone pleads, and ties plead, so that prices are suprema:

=============================  =====================================================================
offers                         the dearest
=============================  =====================================================================
one price, plead-favourable    P(1): all-plead is an equilibrium
one price, Laplacian           min over m of the mean of P(1…m): all-plead maximizes the potential
one price, strike-favourable   min over m of P(m): no equilibrium has a hold-out
ranked prices                  to the j-th largest :math:`\underline P(j) = \min_{m \le j} P(m)`:
                               all-plead is the only equilibrium
R rounds                       the same in each round of n, for j = 1…n
one at a time                  P(1) to each, the n rounds of one
=============================  =====================================================================

Strike-favourable: if Δ(m) ≥ 0 anywhere, the largest such m is an equilibrium.

**No dearer ranked prices leave one equilibrium**, however the gains run. Let
:math:`p_1 \ge p_2 \ge \dots` and :math:`p_j \ge \underline P(j)` for some j. Then
:math:`p_m \ge p_j \ge P(m)` for some m ≤ j; take the last m at all with :math:`p_m \ge P(m)`.
Let the first m hold out, and the rest plead. The first m are content, for their prices are at least
p_m; the rest are, for theirs are at most :math:`p_{m+1} < P(m + 1)`. So some equilibrium has
hold-outs. And just below these prices hold-outs can be eliminated one after another: whoever is
offered the j-th largest price pleads when only j hold-outs are left to fear. (Segal 2003 and
Winter 2004 have this for gains that rise; from memory.)

In rounds, hold-outs of earlier rounds would be known. Assumes that she prices each round so that
all in it plead whatever came before, and approaches nobody twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..games.exact_functions import running_sums
from ..model.game import PleaGame
from ..model.reading import as_list, read_whole
from ..solvers.sequences.protocols import ROUNDS_SHOWN, WOULD_BE_PAID
from ..solvers.sequences.sequential import even_batches
from ..subjects import takes_games
from ..tables import Column, Missing, Table, Tabular
from ..units import number_of
from .payments.turnouts import turnouts


@dataclass(frozen=True)
class OfferPlan:
    """One way to make offers, and what it collects with everyone pleading.

    Attributes
    ----------
    offers, selection
        When offers are made; which of several equilibria is assumed, or why there is one.
    rounds
        Of offers.
    dearest, cheapest, total : years
        The suprema of the offers in years; None where pleading would have to be paid for.
    """

    offers: str
    selection: str
    rounds: int
    dearest: Fraction | None
    cheapest: Fraction | None
    total: Fraction | None


@dataclass(frozen=True)
class BestOffers(Tabular):
    """The prosecutor's best offers against one organized caseload.

    Attributes
    ----------
    game
        The caseload, with the terms of whoever organizes it.
    prices
        P(1), …, P(n), in years.
    plans
        From simultaneous to sequential.
    """

    game: PleaGame
    prices: tuple[Fraction, ...]
    plans: tuple[OfferPlan, ...]

    def __iter__(self) -> Iterator[OfferPlan]:
        return iter(self.plans)

    def record(self) -> dict[str, Any]:
        """Everything but the price of each turnout, ready for JSON."""

        def number(value: Fraction | None) -> float | None:
            return None if value is None else float(value)

        plans = [
            {
                "offers": plan.offers,
                "selection": plan.selection,
                "rounds": plan.rounds,
                "dearest": number(plan.dearest),
                "cheapest": number(plan.cheapest),
                "mean": number(self.mean(plan)),
                "total": number(plan.total),
            }
            for plan in self.plans
        ]
        return {"parameters": self.game.record(), "plans": plans}

    def mean(self, plan: OfferPlan) -> Fraction | None:
        """The mean offer of a plan, in years."""
        return None if plan.total is None else plan.total / len(self.prices)

    def table(self, title: str = "") -> Table:
        """One row a plan."""
        columns = (
            Column("offers", left=True, wrap=26),
            Column("selection", left=True, wrap=34),
            Column("cheapest", "years"),
            Column("dearest", "years"),
            Column("mean", "years"),
            Column("in all", "years"),
        )
        rows = []
        for plan in self.plans:
            amounts = (plan.cheapest, plan.dearest, self.mean(plan), plan.total)
            cells = (Missing(WOULD_BE_PAID) if a is None else float(a) for a in amounts)
            rows.append((plan.offers, plan.selection, *cells))
        note = "Offers are suprema at which ties plead; all plead. The sequences are ours."
        return Table(title or f"Best offers against {self.game.describe()}", columns, rows, (note,))


@takes_games
def best_offers(game: PleaGame, *, rounds: int | Sequence[int] | None = None) -> BestOffers:
    """The most that each way to make offers collects from a caseload, terms included.

    Parameters
    ----------
    game
        The caseload in numbers, with any terms; its own offer plays no part.
    rounds
        Numbers of rounds, batches as even as can be; 2, 4 and 10 unless given.

    Returns
    -------
    BestOffers
        Exact, but for sums of hundreds of prices, which are kept to 77 digits.

    Raises
    ------
    ParameterError
        For symbols, more than 100,000 defendants, and rounds below 1 or above the defendants.

    Examples
    --------
    Thirty people who have promised to hold out take two thirds of what ten rounds would collect:

    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> for organized in (game, game.with_terms(pg.Pledge(30))):
    ...     plans = pg.sequences.best_offers(organized, rounds=10)
    ...     print([f"{float(plan.total):.1f}" for plan in plans])
    ['2300.0', '469.7', '120.0', '469.7', '1957.3', '2300.0']
    ['774.2', '242.7', '104.3', '242.7', '605.1', '774.2']

    References
    ----------
    Bar-Gill & Ben-Shahar (2009), pp. 752–54, as quoted in Crespo (2022), nn. 87 and 95, for offers
    in sequence; the games are a reconstruction. Segal (2003), J. Econ. Theory 113, and Winter
    (2004), Amer. Econ. Rev. 94, for ranked ones (from memory).
    """
    at = turnouts(game)
    count = len(at)
    given = [r for r in ROUNDS_SHOWN if r <= count] if rounds is None else rounds
    chosen = [read_whole(r, "rounds", minimum=1) for r in as_list(given)]
    lowest = at.lowest_prices
    collected = [Fraction(0), *running_sums(lowest)]
    laplacian = min(total / m for m, total in enumerate(running_sums(at.prices), start=1))

    def one_price(selection: str, price: Fraction) -> OfferPlan:
        return _plan("one price, all at once", selection, 1, price, price, count * price)

    def in_rounds(offers: str, selection: str, number: int) -> OfferPlan:
        sizes = even_batches(count, number)
        total = sum((collected[size] for size in sizes), Fraction(0))
        return _plan(offers, selection, number, lowest[0], lowest[sizes[0] - 1], total)

    unique = "none: the only equilibrium just below"
    return BestOffers(
        game,
        at.prices,
        (
            one_price("plead-favourable", at.prices[0]),
            one_price("Laplacian (global-game limit)", laplacian),
            one_price("strike-favourable", lowest[-1]),
            in_rounds("ranked prices, all at once", unique, 1),
            *(
                in_rounds(f"{number_of(r, 'rounds')} of ranked prices", f"{unique}, in each", r)
                for r in chosen
            ),
            in_rounds("one at a time, prices adapt", "none: backward induction", count),
        ),
    )


def _plan(
    offers: str,
    selection: str,
    rounds: int,
    dearest: Fraction,
    cheapest: Fraction,
    total: Fraction,
) -> OfferPlan:
    if cheapest < 0:
        return OfferPlan(offers, selection, rounds, None, None, None)
    return OfferPlan(offers, selection, rounds, dearest, cheapest, total)
