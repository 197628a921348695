r"""The dearest public offers under which everyone pleading is the only equilibrium.

Offers are simultaneous and public. Pleading is the only equilibrium if hold-outs can be
eliminated one after another, and the i-th to go must be offered less than what holding out costs
her if all those after her hold out too. Under a lottery the n-th from the end faces τ(n), so the
offers are ranked: just below :math:`d + \tau(N)(T-d), \dots, d + \tau(1)(T-d)` (the "divide and
conquer" of Segal 2003 and Winter 2004, for plea offers). At these amounts themselves there
are ties, and further equilibria: they are suprema, which an offer may approach and not reach.
"""

from dataclasses import dataclass
from functools import cache

from sympy import Expr, Integer, Rational

from ..model.divide_and_conquer import DivideAndConquer, check_size
from ..model.exact import as_fraction
from ..model.notation import number
from ..model.payoffs import hold_out
from ..model.reading import refuse_symbols
from ..tables import Column, Table, Tabular
from .elimination import least_trial_probability


@dataclass(frozen=True)
class UniqueOffers(Tabular):
    """Suprema of the offers that implement pleading uniquely, in the order of elimination.

    Attributes
    ----------
    order
        The defendants' names, the first to be eliminated first.
    offers
        The supremum of each one's offer in the same order, in years.
    is_exact
        Whether no dearer offers do. False where trials go to the set worth most within a budget and
        costs differ: then uniqueness without step-by-step elimination is not ruled out.
    """

    order: tuple[str, ...]
    offers: tuple[Expr, ...]
    is_exact: bool

    @property
    def total(self) -> Expr:
        """All offers together, in years."""
        return sum(self.offers, Integer(0))

    @property
    def mean(self) -> Expr:
        """The mean offer, in years."""
        return self.total / len(self.offers)

    def table(self, title: str = "") -> Table:
        """One row a defendant."""
        columns = (Column("to plead", left=True), Column("offer just below", "years"))
        rows = [(name, number(offer)) for name, offer in zip(self.order, self.offers, strict=True)]
        note = f"Mean {number(self.mean)} years. At these amounts themselves there are ties."
        heading = title or "Offers that leave pleading as the only equilibrium"
        return Table(heading, columns, rows, (note,))


def unique_offers(game: DivideAndConquer) -> UniqueOffers:
    """The dearest offers, in sum, that leave all-plead as the only equilibrium.

    Parameters
    ----------
    game
        Named defendants; their own offers are ignored. Under a lottery any number of them, with
        numbers or, for identical ones, symbols; otherwise at most 15, in numbers.

    Examples
    --------
    >>> import plea_games as pg
    >>> who = [pg.Defendant(name, offer=1, sentence=6) for name in ("D1", "D2", "D3")]
    >>> found = pg.unique_offers(pg.DivideAndConquer(who, capacity=1))
    >>> found.offers, found.mean  # T/3, T/2, T and 11/18 of T
    ((2, 3, 6), 11/3)

    References
    ----------
    Segal (2003), J. Econ. Theory 113; Winter (2004), Amer. Econ. Rev. 94; both from memory.
    """
    if game.trials == "lottery":
        order = _ranked_by_stake(game)
        chances = [least_trial_probability(game, i, order[:place])
                   for place, i in enumerate(order)]  # fmt: skip
        pairs = [*zip(order, chances, strict=True)][::-1]
    else:
        check_size(len(game))
        pairs = _dearest_sequence(game)
    offers = []
    for i, chance in pairs:
        who, tried = game.defendants[i], Rational(chance.numerator, chance.denominator)
        offers.append(-hold_out(tried, who.trial_cost, who.dismissal_cost))
    unequal = len({who.values["prosecution_cost"] for who in game.defendants}) > 1
    is_exact = not (game.budget is not None and unequal)
    return UniqueOffers(tuple(game.defendants[i].name for i, _ in pairs), tuple(offers), is_exact)


def _ranked_by_stake(game: DivideAndConquer) -> list[int]:
    """Largest stake first: by rearrangement it belongs with the largest probability of trial."""
    stakes = [who.at_stake for who in game.defendants]
    if len(set(stakes)) == 1:
        return list(range(len(game)))[::-1]
    symbols = set().union(*(stake.free_symbols for stake in stakes))
    refuse_symbols(symbols, "set them, or let all have the same trial and dismissal costs")
    return sorted(range(len(game)), key=lambda i: (-stakes[i], -i))


def _dearest_sequence(game: DivideAndConquer) -> list[tuple[int, Rational]]:
    """The order of elimination with the largest sum of offers, over all orders."""
    refuse_symbols(set().union(*(who.trial_cost.free_symbols for who in game.defendants)))

    @cache
    def best(remaining: frozenset[int]) -> tuple[Rational, tuple[tuple[int, Rational], ...]]:
        if not remaining:
            return Integer(0), ()
        options = []
        for i in sorted(remaining):
            chance = least_trial_probability(game, i, sorted(remaining - {i}))
            who = game.defendants[i]
            offer = (
                who.dismissal_cost + Rational(chance.numerator, chance.denominator) * who.at_stake
            )
            total, rest = best(remaining - {i})
            options.append((offer + total, ((i, chance), *rest)))
        return max(options, key=lambda option: as_fraction(option[0]))

    return list(best(frozenset(range(len(game))))[1])
