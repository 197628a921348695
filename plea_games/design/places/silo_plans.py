"""Which silos to organize: the most within a budget, or the least that wins enough."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm

from ...errors import Fault, ParameterError
from ...model.place_parameters import ORGANIZING_BUDGET, POOLING, WORTH_TO_WIN
from ...model.reading import Quantity, read_number
from ...solvers.knapsack import best_packing
from .silo_plan_result import Goal, SiloPlan
from .silos import Silo, SiloThreshold, silo_thresholds


def organize_silos(
    silos: Iterable[Silo], *, budget: Quantity, pooling: Quantity = 0, seconds: float = 60
) -> SiloPlan:
    """The silos worth most that a budget can win.

    Parameters
    ----------
    silos
        At least one, each with a name of its own.
    budget
        What organizers can spend, in the unit of the cost per recruit.
    pooling
        φ, the share of every other silo's capacity that can be lent to one, 0 to 1.
    seconds
        How long HiGHS may search where the proof in whole numbers grows long.

    Returns
    -------
    SiloPlan
        Frozen; prints as a table. Optimal where its gap is 0.

    Raises
    ------
    ParameterError
        With one line for each rule that is broken.

    Examples
    --------
    Felonies and misdemeanours as two dockets of one court. Misdemeanours are "77.5% of the total
    criminal caseload in [some] courts" (Roberts, in Crespo 2022, n. 56); capacities, offers and
    sentences here are made up.

    >>> import plea_games as pg
    >>> felonies = pg.PleaGame(defendants=225, capacity=20, offer=2, sentence=5)
    >>> misdemeanours = pg.PleaGame(
    ...     defendants=775, capacity=30, offer=0.1, sentence=0.25, dismissal_cost=0.05)
    >>> dockets = [
    ...     pg.places.Silo("felonies", felonies), pg.places.Silo("misdemeanours", misdemeanours)]
    >>> [(found.silo.name, found.recruits) for found in pg.places.silo_thresholds(dockets)]
    [('felonies', 50), ('misdemeanours', 120)]
    >>> plan = pg.places.organize_silos(dockets, budget=150)
    >>> [found.silo.name for found in plan.chosen], plan.cases, plan.gap
    (['misdemeanours'], 775, Fraction(0, 1))

    References
    ----------
    Crespo (2022), pp. 2010–11 and nn. 49–58, for the silos; the formulation is ours.
    """
    limit = read_number(ORGANIZING_BUDGET, budget)
    every = silo_thresholds(silos, pooling=pooling)
    winnable = [each for each in every if each.recruits is not None]
    costs, unit = _whole_costs(winnable)
    packing = best_packing(
        [each.silo.worth for each in winnable], costs, int(limit / unit), seconds=seconds
    )
    return _plan("most worth", every, winnable, packing.chosen, Fraction(packing.bound),
                 packing.exact, pooling, limit)  # fmt: skip


def least_organizing_budget(
    silos: Iterable[Silo], *, win: Quantity, pooling: Quantity = 0, seconds: float = 60
) -> SiloPlan:
    """The least budget that wins silos of a given worth, and the silos.

    What is left out is then a knapsack: the costliest silos whose worth can be spared.

    Parameters
    ----------
    silos, pooling, seconds
        As for :func:`organize_silos`.
    win
        The worth to be won, in cases: a whole number of at least 0.

    Returns
    -------
    SiloPlan
        Frozen; prints as a table. Optimal where its gap is 0.

    Raises
    ------
    ParameterError
        With one line for each rule that is broken, and where all winnable silos are not enough.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> easy = game.with_parameters(capacity=6)
    >>> silos = [pg.places.Silo("A", game), pg.places.Silo("B", easy)]
    >>> plan = pg.places.least_organizing_budget(silos, win=200)
    >>> [found.silo.name for found in plan.chosen], plan.cost
    (['B'], Fraction(15, 1))
    """
    wanted = int(read_number(WORTH_TO_WIN, win))
    every = silo_thresholds(silos, pooling=pooling)
    winnable = [each for each in every if each.recruits is not None]
    worths = [each.silo.worth for each in winnable]
    if wanted > sum(worths):
        rule = f"must be at most {sum(worths):,}, the worth of all silos that can be won"
        remedy = "ask for less; unwinnable silos need a lower capacity or a worse offer"
        raise ParameterError([Fault("win", f"{wanted:,}", rule, remedy)])
    costs, unit = _whole_costs(winnable)
    spared = best_packing(costs, worths, sum(worths) - wanted, seconds=seconds)
    left_out = set(spared.chosen)
    worthless = {j for j, worth in enumerate(worths) if worth == 0}
    chosen = [j for j in range(len(winnable)) if j not in left_out | worthless]
    bound = unit * (sum(costs) - spared.bound)
    return _plan("least cost", every, winnable, chosen, bound, spared.exact, pooling,
                 Fraction(wanted))  # fmt: skip


def _whole_costs(winnable: Sequence[SiloThreshold]) -> tuple[list[int], Fraction]:
    """The costs as multiples of the largest unit that divides them all."""
    parts = lcm(*(each.cost.denominator for each in winnable)) if winnable else 1
    return [int(each.cost * parts) for each in winnable], Fraction(1, parts)


def _plan(
    goal: Goal,
    every: Sequence[SiloThreshold],
    winnable: Sequence[SiloThreshold],
    places: Iterable[int],
    bound: Fraction,
    exact: bool,
    pooling: Quantity,
    asked: Fraction,
) -> SiloPlan:
    chosen = tuple(winnable[place] for place in places)
    return SiloPlan(
        goal=goal,
        chosen=chosen,
        unwinnable=tuple(each for each in every if each.recruits is None),
        considered=len(every),
        pooling=read_number(POOLING, pooling),
        asked=asked,
        recruits=sum(each.recruits or 0 for each in chosen),
        cases=sum(int(each.silo.lottery.defendants) for each in chosen),
        worth=sum(each.silo.worth for each in chosen),
        cost=sum((each.cost for each in chosen), Fraction(0)),
        bound=bound,
        cheapest=min(
            (each for each in winnable if each.silo.worth),
            key=lambda each: each.cost,
            default=None,
        ),
        exact=exact,
    )
