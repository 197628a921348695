"""Whether a fund can keep the promises made to those who are tried.

Three amounts may differ: what falls due on average when all hold out, the most that falls due then,
and the most at any turnout. A fund between the first and the last is solvent in equilibrium and
not in the worst case: it keeps its word only as long as enough people believe that it will.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from ...model.exact import double_outward, printed_outward
from ...model.reading import read_number, refuse_other_kinds
from ...model.terms import StrikeFund
from ...tables import Column, Table, Tabular
from ...units import number_of, show_bound
from .payment_schedules import PaymentSchedule

Verdict = Literal[
    "solvent in the worst case",
    "solvent in equilibrium, not in the worst case",
    "solvent on average in equilibrium, not for every draw",
    "insolvent in equilibrium",
]


@dataclass(frozen=True)
class FundSolvency(Tabular):
    """What a fund is good for, given what it promises.

    Attributes
    ----------
    schedule
        The promises.
    fund
        F, in years.
    verdict
        "solvent in the worst case": F covers any turnout and any draw. "solvent in equilibrium,
        not in the worst case": it covers any draw when all hold out. "solvent on average in
        equilibrium, not for every draw": it covers the expected payments then. Otherwise
        "insolvent in equilibrium".
    shortfall
        What is missing in the worst case, in years.
    """

    schedule: PaymentSchedule
    fund: Fraction

    @property
    def verdict(self) -> Verdict:
        """What the fund covers."""
        if self.fund >= self.schedule.liability:
            return "solvent in the worst case"
        if self.fund >= self.schedule.most_when_all_hold_out:
            return "solvent in equilibrium, not in the worst case"
        if self.fund >= self.schedule.outlay:
            return "solvent on average in equilibrium, not for every draw"
        return "insolvent in equilibrium"

    @property
    def shortfall(self) -> Fraction:
        """What is missing in the worst case, in years."""
        return max(Fraction(0), self.schedule.liability - self.fund)

    def record(self) -> dict[str, Any]:
        """Everything but the game, ready for JSON."""
        return {
            "fund": double_outward(self.fund, "fund", up=False),
            "verdict": self.verdict,
            "shortfall": double_outward(self.shortfall, "shortfall", up=True),
            "exact": {"fund": str(self.fund), "shortfall": str(self.shortfall)},
            "schedule": self.schedule.record(),
        }

    def table(self, title: str = "") -> Table:
        """A row a demand on the fund."""
        schedule = self.schedule
        demands = (
            ("on average when all hold out", schedule.outlay),
            ("at most when all hold out", schedule.most_when_all_hold_out),
            (
                f"at most with {number_of(schedule.liability_turnout, 'hold-outs')}",
                schedule.liability,
            ),
        )
        columns = (
            Column("falls due", left=True),
            Column("amount", "years"),
            Column("missing", "years"),
        )
        rows = [
            (what, *(printed_outward(years, "years", "due", up=True)
                     for years in (due, max(Fraction(0), due - self.fund))))
            for what, due in demands
        ]  # fmt: skip
        fund = show_bound(self.fund, "years", up=False)
        heading = f"A fund of {fund} for {schedule.kind} payments: "
        return Table(title or heading + self.verdict, columns, rows, (_PARTIAL,))


_PARTIAL = (
    "'Equilibrium' is that all hold out. Where the fund falls short, what strikers can count on is "
    "a share of it: StrikeFund has that game."
)


def fund_solvency(schedule: PaymentSchedule, *, fund: object) -> FundSolvency:
    """Whether a fund covers what a schedule of payments may call for.

    Parameters
    ----------
    schedule
        From :func:`uniform_payments`, :func:`ranked_payments` or :func:`turnout_payments`.
    fund
        F ≥ 0, in years of sentence that it makes up for.

    Returns
    -------
    FundSolvency
        Compared exactly; prints as a table.

    Raises
    ------
    ParameterError
        For anything but a schedule, and a fund that is no number of years.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> pg.payments.fund_solvency(pg.payments.uniform_payments(game, amount=6), fund=72).verdict
    'solvent in the worst case'
    >>> found = pg.payments.fund_solvency(pg.payments.turnout_payments(game), fund=0)
    >>> found.verdict, found.shortfall
    ('solvent in equilibrium, not in the worst case', Fraction(72, 1))
    """
    refuse_other_kinds(schedule, PaymentSchedule)
    return FundSolvency(schedule, read_number(StrikeFund.amount(), fund))
