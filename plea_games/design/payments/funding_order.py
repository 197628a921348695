r"""Whom to fund first, among named defendants who differ.

Paid f_i if tried, defendant i has :math:`T_i - d_i - f_i` at stake, and is content to hold out when
m do, herself included, from :math:`f_i = (T_i - d_i)\max(0, 1 - r_i/\tau(m))` on. Two answers:

**Together.** The cheapest payments that tip everyone, in years, are an assignment of defendants to
ranks, as in :func:`cheapest_tipping_payments`. Money is spent in the order of
joining, and each payment carries along those who then follow unpaid.

**Alone.** Suppose that some would be committed anyway, as few as make everyone follow. A payment to
one defendant can save one of them. With s committed the k-th to follow makes s + k, so she has to
join at the first rank k at which somebody else would be missing, and from the threshold s + k on
(one committed fewer); nobody after her may be missing even then. The less that takes, the more a
year of money saves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ...errors import Fault, ParameterError
from ...games.heterogeneous import Counts
from ...model.docket import Docket
from ...model.exact import double_outward, printed_outward
from ...model.reading import read_numbers
from ...solvers.heterogeneous.extremal import least_seed
from ...tables import Column, Missing, Table, Tabular
from ..named_lottery import named_lottery
from .tipping_payments import MOST_ASSIGNED, cheapest_order, shortfall


@dataclass(frozen=True)
class FundedDefendant:
    """One defendant's part in the cheapest way to tip everyone; years are exact.

    Attributes
    ----------
    name
        Who.
    payment
        What she is promised if tried.
    spent
        The promises so far, hers included.
    holdouts
        How many then hold out, those included who follow without payment.
    alone
        The least payment to her alone that makes the least committed seed one smaller; None where
        none does.
    """

    name: str
    payment: Fraction
    spent: Fraction
    holdouts: int
    alone: Fraction | None

    @property
    def saved_per_year(self) -> float | None:
        """Committed defendants saved per year of money, spent on her alone."""
        if not self.alone:
            return None
        return double_outward(1 / self.alone, "saved_per_year", up=False)


@dataclass(frozen=True)
class FundingOrder(Tabular):
    """The defendants in the order in which to fund them.

    Attributes
    ----------
    game
        All of them.
    steps
        In the order of joining.
    seed
        How many must be committed for everyone to follow, if nobody is paid.
    """

    game: Docket
    steps: tuple[FundedDefendant, ...]
    seed: int

    def __iter__(self) -> Iterator[FundedDefendant]:
        return iter(self.steps)

    @property
    def total(self) -> Fraction:
        """All promises, in years."""
        return self.steps[-1].spent

    def record(self) -> dict[str, Any]:
        """Everything but the game, ready for JSON."""
        steps = [
            {
                "name": step.name,
                "payment": double_outward(step.payment, "payment", up=True),
                "spent": double_outward(step.spent, "spent", up=True),
                "holdouts": step.holdouts,
                "alone": None
                if step.alone is None
                else double_outward(step.alone, "alone", up=True),
                "saved_per_year": step.saved_per_year,
                "exact": {
                    "payment": str(step.payment),
                    "spent": str(step.spent),
                    "alone": None if step.alone is None else str(step.alone),
                },
            }
            for step in self.steps
        ]
        return {
            "seed": self.seed,
            "total": double_outward(self.total, "total", up=True),
            "steps": steps,
        }

    def table(self, title: str = "") -> Table:
        """One row a defendant."""
        columns = (
            Column("in order of joining", left=True),
            Column("paid if tried", "years"),
            Column("so far", "years"),
            Column("then hold out", "defendants"),
            Column("alone, to save\none committed", "years"),
        )
        none = Missing("no payment to her alone does" if self.seed else "nobody need be committed")
        rows = [
            (
                step.name,
                printed_outward(step.payment, "years", "payment", up=True),
                printed_outward(step.spent, "years", "spent", up=True),
                step.holdouts,
                none
                if step.alone is None
                else printed_outward(step.alone, "years", "alone", up=True),
            )
            for step in self.steps
        ]
        note = f"Unpaid, everyone follows if {self.seed:,} are committed. Ties hold out."
        return Table(title or "Whom to fund first", columns, rows, (note,))


def funding_order(game: Docket) -> FundingOrder:
    """Whom to fund first: the cheapest payments that tip everyone, and what each is worth alone.

    Parameters
    ----------
    game
        Named defendants under a lottery, in numbers, with offers of at least the dismissal cost; at
        most 2,000.

    Returns
    -------
    FundingOrder
        Payments are exact for the order found; the order is optimal to rounding.

    Raises
    ------
    ParameterError
        For symbols, other ways to select trials, offers below the dismissal cost, and more
        defendants.

    Examples
    --------
    >>> import plea_games as pg
    >>> terms = {"Ana": (9, 10), "Bo": (5, 10), "Cy": (2, 4), "Di": (1, 10)}
    >>> who = [pg.Defendant(name, offer=s, sentence=t) for name, (s, t) in terms.items()]
    >>> for step in pg.payments.funding_order(pg.Docket(who, capacity=1)):
    ...     print(step.name, step.payment, step.holdouts, step.alone)
    Ana 1 3 None
    Cy 0 3 None
    Bo 0 3 None
    Di 6 4 9

    References
    ----------
    The argument is ours; Crespo (2022), n. 97, on material aid to strikers.
    """
    docket = named_lottery(game)
    if len(game) > MOST_ASSIGNED:
        rule = f"must be at most {MOST_ASSIGNED:,} for individual payments"
        remedy = "use uniform_tipping_payment, which takes any number"
        raise ParameterError([Fault("defendants", f"{len(game):,}", rule, remedy)])
    stakes, capacity = docket.stakes, docket.capacity
    ratios = read_numbers(
        docket.ratios, "offer_ratios", lambda i: f"{docket.names[i - 1]}: offer ratio", minimum=0
    )
    needed = docket.thresholds.needed
    seed = least_seed(docket.thresholds).size
    order = cheapest_order(ratios, capacity, stakes).tolist()
    payments = [
        stakes[i] * shortfall(ratios[i], rank, capacity) for rank, i in enumerate(order, start=1)
    ]
    steps = []
    spent = Fraction(0)
    for place, (i, payment) in enumerate(zip(order, payments, strict=True)):
        spent += payment
        joins_from = _joins_from(needed, i, seed - 1) if seed else None
        alone = None
        if joins_from is not None:
            alone = stakes[i] * shortfall(ratios[i], joins_from, capacity)
        steps.append(
            FundedDefendant(docket.names[i], payment, spent, _carried(payments, place), alone)
        )
    return FundingOrder(game, tuple(steps), seed)


def _carried(payments: Sequence[Fraction], place: int) -> int:
    """How many hold out before the next payment is needed."""
    following = (k for k in range(place + 1, len(payments)) if payments[k] > 0)
    return next(following, len(payments))


def _joins_from(needed: Counts, who: int, committed: int) -> int | None:
    """The largest threshold of hers with which so many committed make everyone follow."""
    others: Counts = np.sort(np.delete(needed, who))
    ranks = np.arange(1, needed.size - committed)
    missing = np.flatnonzero(others[: ranks.size] > committed + ranks)
    first = int(ranks[missing[0]]) if missing.size else needed.size - committed
    after = slice(first - 1, ranks.size)
    if (others[after] > committed + ranks[after] + 1).any():
        return None
    return committed + first
