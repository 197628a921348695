r"""The dearest public offers under which everyone pleading is the only equilibrium.

Offers are simultaneous and public. Pleading is the only equilibrium if hold-outs can be
eliminated one after another, and the i-th to go must be offered less than what holding out costs
her if all those after her hold out too. Under a lottery the n-th from the end faces τ(n), so the
offers are ranked: just below :math:`d + \tau(N)(T-d), \dots, d + \tau(1)(T-d)` (the "divide and
conquer" of Segal 2003 and Winter 2004, for plea offers). At these amounts themselves there
are ties, and further equilibria: they are suprema, which an offer may approach and not reach.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from sympy import Expr, Integer

from ...errors import Fault, ParameterError
from ...games.gains import lottery_chance
from ...games.lottery_form import LotteryForm
from ...model.docket import Docket
from ...model.exact import as_fraction, as_rational
from ...model.notation import brief
from ...model.payoffs import hold_out
from ...model.reading import refuse_other_kinds, refuse_symbols
from ...tables import Column, Table, Tabular
from .elimination import (
    has_equal_costs,
    in_order_of_trial,
    least_trial_probabilities,
    trials_affordable,
)
from .elimination_trace import stakes_of_each

_MOST_UNEQUAL = 9


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
        Whether no dearer offers do. Where all trials cost the same, a hold-out's chance of trial
        falls as others join, so the game is supermodular and its equilibrium is unique just where
        step-by-step elimination ends in it (Milgrom & Roberts 1990, from memory). False within a
        budget with unequal costs, where uniqueness without elimination is not ruled out.
    """

    order: tuple[str, ...]
    offers: tuple[Expr, ...]
    is_exact: bool

    also_recorded = ("mean",)

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
        rows = [(name, brief(offer)) for name, offer in zip(self.order, self.offers, strict=True)]
        note = f"Mean {brief(self.mean)} years. At these amounts themselves there are ties."
        heading = title or "Offers that leave pleading as the only equilibrium"
        return Table(heading, columns, rows, (note,))


def unique_offers(game: Docket) -> UniqueOffers:
    """The dearest offers, in sum, that leave all-plead as the only equilibrium.

    Parameters
    ----------
    game
        Named defendants; their own offers are ignored. Under a lottery any number of them, with
        years as numbers or, for identical ones, symbols; with unequal costs of trials at most 9.

    Returns
    -------
    UniqueOffers
        Suprema of the offers in the order of elimination, and whether no others sum to more.

    Raises
    ------
    ParameterError
        For a capacity or, in a budget, years that are symbols, and beyond 9 defendants with unequal
        costs of trials.

    Examples
    --------
    >>> import plea_games as pg
    >>> who = [pg.Defendant(name, offer=1, sentence=6) for name in ("D1", "D2", "D3")]
    >>> found = pg.sequences.unique_offers(pg.Docket(who, capacity=1))
    >>> found.offers, found.mean  # T/3, T/2, T and 11/18 of T
    ((2, 3, 6), 11/3)

    References
    ----------
    Segal (2003), J. Econ. Theory 113; Winter (2004), Amer. Econ. Rev. 94; both from memory.
    """
    refuse_other_kinds(game, Docket)
    stakes = stakes_of_each(game)
    refuse_symbols(set() if game.trials_held is None else game.trials_held.free_symbols)
    if game.trials == "lottery":
        order = _ranked_by_stake(stakes)
        capacity = int(game.trials_held)
        pairs = [(i, lottery_chance(rank, capacity)) for rank, i in enumerate(order, start=1)][::-1]
    elif has_equal_costs(game):
        chance = Fraction(trials_affordable(game) > 0)
        pairs = [(i, chance) for i in in_order_of_trial(game, range(len(game)))]
    else:
        pairs = _dearest_sequence(game, stakes)
    names = tuple(game.defendants[i].name for i, _ in pairs)
    offers = tuple(_acceptable(stakes[i], chance) for i, chance in pairs)
    return UniqueOffers(names, offers, is_exact=has_equal_costs(game))


def _acceptable(form: LotteryForm, chance: Fraction) -> Expr:
    """The offer that is as good as holding out with this chance of trial."""
    return form.offer_of(-hold_out(as_rational(chance), form.trial_cost, form.dismissal_cost))


def _ranked_by_stake(forms: Sequence[LotteryForm]) -> list[int]:
    """Largest stake first: by rearrangement it belongs with the largest probability of trial."""
    stakes = [form.stake for form in forms]
    if len(set(stakes)) == 1:
        return list(range(len(stakes)))[::-1]
    symbols = set().union(*(stake.free_symbols for stake in stakes))
    refuse_symbols(symbols, "set them, or let all have the same trial and dismissal costs")
    return sorted(range(len(stakes)), key=lambda i: (-stakes[i], -i))


def _dearest_sequence(game: Docket, stakes: Sequence[LotteryForm]) -> list[tuple[int, Fraction]]:
    """The order of elimination with the largest sum of offers, over all orders."""
    if len(game) > _MOST_UNEQUAL:
        rule = f"must be at most {_MOST_UNEQUAL} where trials cost differently"
        raise ParameterError([Fault("defendants", str(len(game)), rule, "take a smaller game")])
    refuse_symbols(game.free_symbols)

    @cache
    def best(remaining: frozenset[int]) -> tuple[Expr, tuple[tuple[int, Fraction], ...]]:
        if not remaining:
            return Integer(0), ()
        options = []
        for i, chance in sorted(least_trial_probabilities(game, remaining).items()):
            total, rest = best(remaining - {i})
            offer = _acceptable(stakes[i], chance)
            options.append((offer + total, ((i, chance), *rest)))
        return max(options, key=lambda option: as_fraction(option[0]))

    return list(best(frozenset(range(len(game))))[1])
