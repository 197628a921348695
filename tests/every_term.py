"""A game and an amount of every term, and the games with each choice of them."""

from functools import cache
from itertools import combinations

import plea_games as pg

TIED = pg.PleaGame(defendants=6, capacity=2, offer="10/3", sentence=10)
"""κ = r = 1/3, so that one more striker makes all the difference."""

FRACTIONS = pg.PleaGame(
    defendants=7,
    capacity=3,
    offer="9/4",
    sentence="9/2",
    conviction="2/3",
    process_cost="1/2",
    dismissal_cost="3/4",
)

FEW = pg.PleaGame(defendants=5, capacity=1, offer="1/3", sentence=1, process_cost="2/3")

AMOUNTS = {
    "tied": (
        TIED,
        (
            pg.Solidarity(3, 0), pg.VisibleDefection("5/3", 1), pg.SidePayment(5), pg.Pledge(2), pg.Testimony("1/3"),
            pg.CommunityJury("1/2"), pg.CostlierTrials(9, 2), pg.CollectiveCounsel(6, 1),
            pg.DefenceOverload(1), pg.BetterOffer("1/2"), pg.DiscountCap("1/2"), pg.CooperationCredit("1/3"), pg.Retaliation(2), pg.Dismissals(2), pg.ConvictionCap(5), pg.YearsCap("29/2", 3),
            pg.BudgetSurge(1), pg.StreamlinedTrials("1/2"), pg.PooledCapacity(1, 1),
            pg.PreparationDecay(1), pg.Mistrials(1, "1/2"), pg.StrikeFund(10),
        ),
    ),
    "fractions": (
        FRACTIONS,
        (
            pg.Solidarity("3/2", 2), pg.VisibleDefection(1, "1/3"), pg.SidePayment("7/6"),
            pg.Pledge(2, "2/3"), pg.Testimony("1/5"), pg.CommunityJury("1/9"), pg.CostlierTrials("13/2", "3/2"),
            pg.CollectiveCounsel(3, "1/2"), pg.DefenceOverload(2), pg.BetterOffer("1/7"), pg.DiscountCap("1/3"), pg.CooperationCredit("1/4"),
            pg.Retaliation("5/4"), pg.Dismissals(1), pg.ConvictionCap(4), pg.YearsCap(9, "9/4"), pg.BudgetSurge("1/3"),
            pg.StreamlinedTrials("1/4"), pg.PooledCapacity(3, "1/2"), pg.PreparationDecay(1), pg.Mistrials("1/2", "2/3"),
            pg.StrikeFund("5/2"),
        ),
    ),
    "few": (
        FEW,
        (
            pg.Solidarity("1/2", 1), pg.VisibleDefection("1/3", "1/2"), pg.SidePayment(2),
            pg.Pledge(1, 0), pg.Testimony(1), pg.CommunityJury(1), pg.CostlierTrials(1, 3),
            pg.CollectiveCounsel(5, "1/4"), pg.DefenceOverload(0), pg.BetterOffer(1), pg.DiscountCap(0), pg.CooperationCredit(0),
            pg.Retaliation(3), pg.Dismissals(3), pg.ConvictionCap(2), pg.YearsCap(8, 3), pg.BudgetSurge(4), pg.StreamlinedTrials("3/4"),
            pg.PooledCapacity(6, "1/4"), pg.PreparationDecay(0), pg.Mistrials("3/4", 0), pg.StrikeFund("1/3"),
        ),
    ),
}  # fmt: skip
"""A game and an amount of every term: payoffs that tie, fractions, and amounts at the edge."""


def with_each(name, number):
    """The game of this name with each choice of so many terms."""
    game, terms = AMOUNTS[name]
    for chosen in combinations(terms, number):
        yield game.with_terms(*chosen)


@cache  # tests of several files share what a game keeps of its payoffs
def with_at_most(name, number):
    """The game of this name with each choice of at most so many terms, none included."""
    return tuple(game for count in range(number + 1) for game in with_each(name, count))
