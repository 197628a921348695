"""Which silos to organize: the most within a budget, or the least that wins enough."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any, Literal

from ...errors import Fault, ParameterError
from ...model.exact import as_double, json_number
from ...model.place_parameters import ORGANIZING_BUDGET, POOLING, WORTH_TO_WIN
from ...model.reading import Quantity, read_number
from ...solvers.knapsack import best_packing
from ...tables import Column, Table, Tabular
from .silos import Silo, SiloThreshold, silo_thresholds

_MOST_ROWS, _MOST_NAMES = 40, 10

Goal = Literal["most worth", "least cost"]


@dataclass(frozen=True)
class SiloPlan(Tabular):
    """A set of silos to organize, and how near the best it is.

    Attributes
    ----------
    goal
        "most worth" within a budget, or "least cost" for a worth.
    chosen
        What each chosen silo takes, in the order given.
    unwinnable
        The silos without a tipping point.
    considered
        How many silos there are.
    pooling : share
        φ.
    asked : amount or cases
        The budget, or the worth to be won.
    recruits, cases, worth, cost
        Sums over the chosen silos; the cost exactly, in the unit of the budget.
    bound
        No plan is worth more, or costs less.
    cheapest
        The silo of any worth that takes least; None where none can be won.
    exact
        Whether that was proved in whole numbers; otherwise HiGHS states it, in doubles.

    Examples
    --------
    >>> import plea_games as pg
    >>> silos = pg.synthetic_dockets(3, rng=0)
    >>> plan = pg.organize_silos(silos, budget=500)
    >>> plan.exact, plan.worth <= plan.bound
    (True, True)
    """

    goal: Goal
    chosen: tuple[SiloThreshold, ...]
    unwinnable: tuple[SiloThreshold, ...]
    considered: int
    pooling: Fraction
    asked: Fraction
    recruits: int
    cases: int
    worth: int
    cost: Fraction
    bound: Fraction
    cheapest: SiloThreshold | None
    exact: bool

    @property
    def gap(self) -> Fraction:
        """How far the bound lies from what was found, in its unit; 0 where the plan is optimal."""
        return abs(self.bound - (self.worth if self.goal == "most worth" else self.cost))

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON; ``silos`` has one object a chosen silo."""
        return {
            "goal": self.goal,
            "budget" if self.goal == "most worth" else "win": json_number(self.asked),
            "pooling": json_number(self.pooling),
            "silos_considered": self.considered,
            "silos_won": len(self.chosen),
            "recruits": self.recruits,
            "cases": self.cases,
            "worth": self.worth,
            "cost": json_number(self.cost),
            "bound": json_number(self.bound),
            "gap": json_number(self.gap),
            "proved_exactly": self.exact,
            "cheapest": self.cheapest
            and {"silo": self.cheapest.silo.name, "cost": json_number(self.cheapest.cost)},
            "silos": [_record(found) for found in self.chosen],
            "unwinnable": [
                {"silo": found.silo.name, "reason": found.reason} for found in self.unwinnable
            ],
        }

    def table(self, title: str = "") -> Table:
        """One row a chosen silo, those that win most per cost first."""
        columns = (
            Column("silo", left=True),
            Column("defendants", "cases"),
            Column("capacity\nagainst it", "cases"),
            Column("offer\nratio", "ratio"),
            Column("recruits", "defendants"),
            Column("of its\ndefendants", "share"),
            Column("cost", "amount"),
            Column("worth", "cases"),
        )
        ranked = sorted(self.chosen, key=lambda found: found.cost / max(1, found.silo.worth))
        rows = [_row(found) for found in ranked[:_MOST_ROWS]]
        rows.append(
            ("in all", self.cases, "", "", self.recruits, "", json_number(self.cost), self.worth)
        )
        return Table(title or self._title(), columns, rows, tuple(self._notes()))

    def _title(self) -> str:
        if self.goal == "most worth":
            return f"Silos to organize with a budget of {json_number(self.asked):,}"
        return f"The least budget that wins {json_number(self.asked):,} cases"

    def _notes(self) -> Iterable[str]:
        if len(self.chosen) > _MOST_ROWS:
            yield (
                f"{_MOST_ROWS} of {len(self.chosen):,} chosen silos are shown; "
                "the record has all of them."
            )
        if self.goal == "most worth" and self.cheapest and self.cheapest.cost > self.asked:
            yield (
                f"No silo can be won for {json_number(self.asked):,}; the cheapest, "
                f"{self.cheapest.silo.name}, takes {json_number(self.cheapest.cost):,}."
            )
        bound, unit = json_number(self.bound), " cases" if self.goal == "most worth" else ""
        limit = "at most" if self.goal == "most worth" else "a cost of at least"
        how = "proved in whole numbers" if self.exact else "as HiGHS states in doubles"
        if self.gap == 0:
            best = f"No plan does better: {limit} {bound:,}{unit}, {how}."
            yield f"Of {self.considered:,} silos. {best}"
        else:
            share = float(self.gap / self.bound) if self.bound else 1.0
            yield (
                f"Of {self.considered:,} silos. Any plan: {limit} {bound:,}{unit}, {how}; "
                f"the gap is {json_number(self.gap):,}{unit} ({share:.2%})."
            )
        if self.unwinnable:
            count = len(self.unwinnable)
            yield f"Without a tipping point, so not to be won: {count:,} ({_few(self.unwinnable)})."
        if self.pooling:
            yield (
                f"Every other silo lends {float(self.pooling):.4g} of its capacity to each; what "
                "is won at that holds whatever the pool is used for."
            )
        yield "A silo is won once its recruits make holding out each one's best reply."


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
    ...     pg.Silo("felonies", felonies), pg.Silo("misdemeanours", misdemeanours)]
    >>> [(found.silo.name, found.recruits) for found in pg.silo_thresholds(dockets)]
    [('felonies', 50), ('misdemeanours', 120)]
    >>> plan = pg.organize_silos(dockets, budget=150)
    >>> [found.silo.name for found in plan.chosen], plan.cases, plan.gap
    (['misdemeanours'], 775, Fraction(0, 1))

    References
    ----------
    Crespo (2022), pp. 2010–11 and nn. 49–58, for the silos; the formulation is ours.
    """
    limit = read_number(ORGANIZING_BUDGET, budget)
    every = silo_thresholds(silos, pooling=pooling)
    winnable = [found for found in every if found.recruits is not None]
    costs, unit = _whole_costs(winnable)
    packing = best_packing(
        [found.silo.worth for found in winnable], costs, int(limit / unit), seconds=seconds
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
    >>> plan = pg.least_organizing_budget([pg.Silo("A", game), pg.Silo("B", easy)], win=200)
    >>> [found.silo.name for found in plan.chosen], plan.cost
    (['B'], Fraction(15, 1))
    """
    wanted = int(read_number(WORTH_TO_WIN, win))
    every = silo_thresholds(silos, pooling=pooling)
    winnable = [found for found in every if found.recruits is not None]
    worths = [found.silo.worth for found in winnable]
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
    parts = lcm(*(found.cost.denominator for found in winnable)) if winnable else 1
    return [int(found.cost * parts) for found in winnable], Fraction(1, parts)


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
        unwinnable=tuple(found for found in every if found.recruits is None),
        considered=len(every),
        pooling=read_number(POOLING, pooling),
        asked=asked,
        recruits=sum(found.recruits or 0 for found in chosen),
        cases=sum(int(found.silo.game.defendants) for found in chosen),
        worth=sum(found.silo.worth for found in chosen),
        cost=sum((found.cost for found in chosen), Fraction(0)),
        bound=bound,
        cheapest=min(
            (found for found in winnable if found.silo.worth),
            key=lambda found: found.cost,
            default=None,
        ),
        exact=exact,
    )


def _row(found: SiloThreshold) -> tuple[object, ...]:
    return (
        found.silo.name,
        int(found.silo.game.defendants),
        found.effective_capacity,
        as_double(found.offer_ratio, "offer_ratio"),
        found.recruits,
        found.recruited_share,
        json_number(found.cost),
        found.silo.worth,
    )


def _record(found: SiloThreshold) -> dict[str, Any]:
    return {
        "silo": found.silo.name,
        "defendants": int(found.silo.game.defendants),
        "effective_capacity": found.effective_capacity,
        "offer_ratio": as_double(found.offer_ratio, "offer_ratio"),
        "recruits": found.recruits,
        "recruited_share": found.recruited_share,
        "cost": json_number(found.cost),
        "worth": found.silo.worth,
    }


def _few(unwinnable: Sequence[SiloThreshold]) -> str:
    names = [found.silo.name for found in unwinnable[:_MOST_NAMES]]
    return ", ".join(names) + (", …" if len(unwinnable) > _MOST_NAMES else "")
