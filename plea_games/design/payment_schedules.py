r"""What organizers may promise to those who are tried, and what it may cost them.

With gains Δ(m) and a chance of trial τ(m), a promise f_i to be paid if tried makes defendant i
content to hold out when m do, herself included, if :math:`f_i \ge \psi(m) = -\Delta(m)/\tau(m)`.

uniform
    One promise to all, for any of the goals of :func:`~plea_games.required`.
ranked
    The i-th in an order is promised :math:`\bar\psi(i) = \max(0, \max_{m \ge i} \psi(m))`. Just
    above, all-hold-out is the only equilibrium: whoever is i-th holds out whatever those after
    her do, once those before her hold out. It is the organizers' own divide and conquer.
by turnout
    If m hold out, each who is tried is paid :math:`\max(0, \psi(m))`. Just above, holding out is
    dominant, and where all-hold-out is an equilibrium anyway nothing is paid there: a dominant
    assurance.

**No other promises by rank that leave one equilibrium have a smaller sum**, however the gains run.
Let :math:`f_1 \ge f_2 \ge \dots` and :math:`f_j \le \bar\psi(j)` for some j with
:math:`\bar\psi(j) > 0`. Then :math:`f_m \le f_j \le \psi(m)` for some m ≥ j; take the first m at
all with :math:`f_m \le \psi(m)`. Let those before m hold out, and the rest plead. Those before are
content, for :math:`f_{m-1} > \psi(m-1)` and theirs are no smaller; the rest are, for theirs are no
larger than f_m. So not all holding out is an equilibrium as well. (Segal 2003 has the argument for
gains that rise; from memory.)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, groupby
from typing import Any, Literal

from ..errors import Fault, ParameterError
from ..model.game import PleaGame
from ..model.reading import read_number
from ..model.terms import CollectiveCounsel, SidePayment
from ..tables import Column, Missing, Table, Tabular
from .goals import GOALS, Goal, sums, unknown_goal
from .turnouts import Turnouts, turnouts

Kind = Literal["uniform", "ranked", "by turnout"]

_MOST_ROWS = 40
_NOBODY = "no payment to those who are tried helps: there are turnouts at which nobody is"


@dataclass(frozen=True, repr=False)
class PaymentSchedule(Tabular):
    """Promises to those who decide, paid if they hold out and are tried; exact, in years.

    Attributes
    ----------
    game
        The caseload, with whatever terms it has already.
    kind
        "uniform", "ranked" or "by turnout".
    goal
        What the schedule was asked to reach; just above these amounts, for at the amounts
        themselves there are ties.
    payments
        To whom is tried: "uniform" always the same; "ranked" to the 1st, …, n-th in the order; "by
        turnout" to each when 1, …, n hold out.
    outlay
        The expected payments when all hold out.
    most_when_all_hold_out
        The same at most, whoever is drawn.
    liability
        The most that may fall due at any turnout, whoever holds out and whoever is drawn.
    liability_turnout
        The least number of hold-outs at which that much may fall due.
    """

    game: PleaGame
    kind: Kind
    goal: str
    payments: tuple[Fraction, ...]
    outlay: Fraction
    most_when_all_hold_out: Fraction
    liability: Fraction
    liability_turnout: int

    @property
    def largest(self) -> Fraction:
        """The largest promise."""
        return max(self.payments)

    def record(self) -> dict[str, Any]:
        """Everything but the game, ready for JSON."""
        return {
            "kind": self.kind,
            "goal": self.goal,
            "payments": [float(payment) for payment in self.payments],
            "outlay": float(self.outlay),
            "most_when_all_hold_out": float(self.most_when_all_hold_out),
            "liability": float(self.liability),
            "liability_turnout": self.liability_turnout,
        }

    def table(self, title: str = "") -> Table:
        """A row a run of equal promises."""
        who = {"uniform": "hold-outs", "ranked": "in order", "by turnout": "hold-outs"}[self.kind]
        rows: list[tuple[object, ...]] = []
        first = 1
        for payment, run in groupby(self.payments):
            last = first + sum(1 for _ in run) - 1
            numbers = f"{first:,}" if first == last else f"{first:,} to {last:,}"
            rows.append((numbers, float(payment)))
            first = last + 1
        hidden = len(rows) - _MOST_ROWS
        if hidden > 0:
            rows[_MOST_ROWS:] = [(f"({hidden:,} more rows)", "")]
        notes = (
            f"Expected outlay when all hold out {float(self.outlay):.4g} years; at most "
            f"{float(self.most_when_all_hold_out):.4g}.",
            f"At any turnout at most {float(self.liability):.4g} years fall due, first with "
            f"{self.liability_turnout:,} hold-outs.",
        )
        heading = title or f"Payments {self.kind} for {self.goal}, {self.game.describe()}"
        columns = (Column(who, left=True), Column("paid if tried", "years"))
        return Table(heading, columns, rows, notes)

    def __repr__(self) -> str:
        return (
            f"<{self.kind} payments for {self.goal}: at most {float(self.largest):.6g} years, "
            f"outlay {float(self.outlay):.6g}, liability {float(self.liability):.6g}>"
        )


@dataclass(frozen=True)
class PaymentSchedules(Tabular):
    """The schedules of one caseload, side by side.

    Attributes
    ----------
    game
        What was asked about.
    schedules
        One for each way to promise that works.
    missing
        Why others do not, by kind and goal.
    """

    game: PleaGame
    schedules: tuple[PaymentSchedule, ...]
    missing: tuple[tuple[str, str, str], ...] = ()

    def __iter__(self) -> Iterator[PaymentSchedule]:
        return iter(self.schedules)

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "parameters": self.game.record(),
            "schedules": [schedule.record() for schedule in self.schedules],
            "missing": [{"kind": k, "goal": g, "reason": why} for k, g, why in self.missing],
        }

    def table(self, title: str = "") -> Table:
        """One row a schedule."""
        columns = (
            Column("payments", left=True),
            Column("so that all-hold-out has", left=True),
            Column("largest\npromise", "years"),
            Column("expected outlay\nwhen all hold out", "years"),
            Column("at most\nwhen all do", "years"),
            Column("at most at\nany turnout", "years"),
        )
        rows: list[tuple[object, ...]] = [
            (
                schedule.kind,
                schedule.goal,
                float(schedule.largest),
                float(schedule.outlay),
                float(schedule.most_when_all_hold_out),
                float(schedule.liability),
            )
            for schedule in self.schedules
        ]
        rows += [(kind, goal, *[Missing(why)] * 4) for kind, goal, why in self.missing]
        note = "Amounts are infima: at them there are ties, above them the goal is reached."
        return Table(title or f"Payments to those tried, {self.game.describe()}", columns, rows,
                     (note,))  # fmt: skip


def payment_schedules(game: PleaGame) -> PaymentSchedules:
    """What it takes and costs to promise payments to those who are tried, in five ways.

    Parameters
    ----------
    game
        The caseload in numbers, with any terms but :class:`CollectiveCounsel`.

    Returns
    -------
    PaymentSchedules
        Uniform payments for existence, risk dominance and dominance; ranked ones and ones by
        turnout, for one equilibrium.

    Raises
    ------
    ParameterError
        As :func:`uniform_payments` does.

    Examples
    --------
    Ranked promises cost less than uniform ones if all hold out, and ones by turnout nothing; what
    they may cost in the worst case is the same:

    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> for found in list(pg.payment_schedules(game))[2:]:
    ...     print(found.kind, float(found.largest), round(float(found.outlay), 2), found.liability)
    uniform 6.0 72.0 72
    ranked 6.0 6.42 72
    by turnout 6.0 0.0 72

    References
    ----------
    Bar-Gill & Ben-Shahar (2009), p. 763, as quoted in Crespo (2022), n. 97, that side payments
    could prevent divide and conquer; Segal (2003), J. Econ. Theory 113, and Tabarrok (1998), Public
    Choice 96, for ranked and contingent promises (both from memory).
    """
    at = turnouts(game, without=(CollectiveCounsel,))
    goals = [goal for goal in GOALS if goal != "divide-and-conquer proof"]
    promises: list[tuple[Kind, str, tuple[Fraction, ...] | None]] = [
        *(("uniform", goal, _uniform(at, goal)) for goal in goals),
        ("ranked", _UNIQUE, _ranked(at)),
        ("by turnout", _UNIQUE, _by_turnout(at)),
    ]
    return PaymentSchedules(
        game,
        tuple(_schedule(at, kind, goal, paid) for kind, goal, paid in promises if paid is not None),
        tuple((kind, goal, _NOBODY) for kind, goal, paid in promises if paid is None),
    )


def uniform_payments(
    game: PleaGame, *, for_: Goal | None = None, amount: object | None = None
) -> PaymentSchedule:
    """One promise to each hold-out who is tried: the least that reaches a goal, or any other.

    Parameters
    ----------
    game
        The caseload in numbers, with any terms but :class:`CollectiveCounsel`.
    for_
        "existence", "risk dominance", "dominance" or "divide-and-conquer proof", as in
        :func:`required`; dominance unless given.
    amount
        The promise in years, instead of a goal.

    Raises
    ------
    ParameterError
        For symbols, more than 100,000 defendants, an unknown goal, a goal and an amount, and where
        no payment reaches the goal.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> pg.uniform_payments(game, for_="dominance")
    <uniform payments for dominance: at most 6 years, outlay 72, liability 72>
    """
    at = turnouts(game, without=(CollectiveCounsel,))
    if amount is not None:
        if for_ is not None:
            rule = "must be given one of them"
            raise ParameterError([Fault("for_ and amount", "", rule, "leave one out")])
        promise = read_number(SidePayment.amount(), amount)
        return _schedule(at, "uniform", "the amount given", (promise,) * len(at))
    goal: Goal = "dominance" if for_ is None else for_
    if goal not in GOALS:
        raise unknown_goal(goal)
    return _schedule(at, "uniform", goal, _possible(_uniform(at, goal)))


def ranked_payments(game: PleaGame) -> PaymentSchedule:
    """Promises by rank, with the least sum that leaves all-hold-out as the only equilibrium.

    The i-th is promised the largest of −Δ(m)/τ(m) over m ≥ i, and nothing where that is negative;
    the module has the proof that no smaller sum will do.

    Raises
    ------
    ParameterError
        As :func:`uniform_payments` does.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=5, capacity=1, offer=4, sentence=10)
    >>> [str(payment) for payment in pg.ranked_payments(game).payments]
    ['6', '2', '0', '0', '0']
    """
    at = turnouts(game, without=(CollectiveCounsel,))
    return _schedule(at, "ranked", _UNIQUE, _possible(_ranked(at)))


def turnout_payments(game: PleaGame) -> PaymentSchedule:
    """Promises that depend on how many hold out, the least that make holding out dominant.

    Raises
    ------
    ParameterError
        As :func:`uniform_payments` does.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=5, capacity=1, offer=4, sentence=10)
    >>> found = pg.turnout_payments(game)
    >>> found.outlay, found.liability, found.liability_turnout
    (Fraction(0, 1), Fraction(6, 1), 1)
    """
    at = turnouts(game, without=(CollectiveCounsel,))
    return _schedule(at, "by turnout", _UNIQUE, _possible(_by_turnout(at)))


_UNIQUE = "uniqueness"


def _uniform(at: Turnouts, goal: Goal) -> tuple[Fraction, ...] | None:
    """Each sum of gains that must not be negative rises with the same sum of chances."""
    needed = _shortfalls(sums(at.gain, goal), sums(at.chance, goal))
    return None if needed is None else (max(needed),) * len(at)


def _ranked(at: Turnouts) -> tuple[Fraction, ...] | None:
    needed = _by_turnout(at)
    return None if needed is None else tuple(accumulate(reversed(needed), max))[::-1]


def _by_turnout(at: Turnouts) -> tuple[Fraction, ...] | None:
    return _shortfalls(at.gain, at.chance)


def _shortfalls(
    gain: Sequence[Fraction], chance: Sequence[Fraction]
) -> tuple[Fraction, ...] | None:
    """max(0, −gain/chance), or None where a loss is not to be made up for."""
    if any(g < 0 and t == 0 for g, t in zip(gain, chance, strict=True)):
        return None
    return tuple(-g / t if g < 0 else Fraction(0) for g, t in zip(gain, chance, strict=True))


def _possible(payments: tuple[Fraction, ...] | None) -> tuple[Fraction, ...]:
    if payments is None:
        rule = f"must have trials to pay for; {_NOBODY}"
        raise ParameterError([Fault("game", "", rule, "try a solidarity term, or a better pledge")])
    return payments


def _schedule(
    at: Turnouts, kind: Kind, goal: str, payments: tuple[Fraction, ...]
) -> PaymentSchedule:
    """The amounts that may fall due; of those who decide at most min(K, m) are tried."""
    count, tried = len(at), min(at.trials, len(at))
    if kind == "ranked":
        due = list(accumulate(payments[:tried], initial=Fraction(0)))[1:] or [Fraction(0)]
        due += [due[-1]] * (count - len(due))
    else:
        due = [min(m, tried) * payment for m, payment in enumerate(payments, start=1)]
    everyone = at.chance[-1]
    promised = sum(payments) if kind == "ranked" else count * payments[-1]
    liability = max(due)
    return PaymentSchedule(
        game=at.game,
        kind=kind,
        goal=goal,
        payments=payments,
        outlay=everyone * promised,
        most_when_all_hold_out=due[-1],
        liability=liability,
        liability_turnout=due.index(liability) + 1,
    )
