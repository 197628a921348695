r"""What organizers may promise to those who are tried, and what it may cost them.

With gains Δ(m) and a chance of trial τ(m), a promise f_i to be paid if tried makes defendant i
content to hold out when m do, herself included, if :math:`f_i \ge \psi(m) = -\Delta(m)/\tau(m)`.

uniform
    One promise to all, for any of the goals of :func:`required`.
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

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from ...errors import Fault, ParameterError
from ...games.exact_functions import running_sums
from ...model.game import PleaGame
from ...model.goal import Goal
from ...model.reading import read_number
from ...model.terms import CollectiveCounsel, SidePayment
from ...subjects import takes_games
from ..amounts.goals import GOALS, sums, unknown_goal
from .payment_schedules import PaymentRule, PaymentSchedule, PaymentSchedules
from .turnouts import Turnouts, turnouts

_NOBODY = "no payment to those who are tried helps: there are turnouts at which nobody is"
_UNIQUE = "uniqueness"


@takes_games
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
        turnout, for one equilibrium. Exact, but for sums of hundreds of amounts, which are kept to
        77 digits.

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
    >>> for found in list(pg.payments.payment_schedules(game))[2:]:
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
    promises: list[tuple[PaymentRule, str, tuple[Fraction, ...] | None]] = [
        *(("uniform", goal, _uniform(at, goal)) for goal in goals),
        ("ranked", _UNIQUE, _ranked(at)),
        ("by turnout", _UNIQUE, _by_turnout(at)),
    ]
    return PaymentSchedules(
        game,
        tuple(_schedule(at, kind, goal, paid) for kind, goal, paid in promises if paid is not None),
        tuple((kind, goal, _NOBODY) for kind, goal, paid in promises if paid is None),
    )


@takes_games
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

    Returns
    -------
    PaymentSchedule
        Frozen; prints as a table; years, exact.

    Raises
    ------
    ParameterError
        For symbols, more than 100,000 defendants, an unknown goal, a goal and an amount, and where
        no payment reaches the goal.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> pg.payments.uniform_payments(game, for_="dominance")
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


@takes_games
def ranked_payments(game: PleaGame) -> PaymentSchedule:
    """Promises by rank, with the least sum that leaves all-hold-out as the only equilibrium.

    The i-th is promised the largest of −Δ(m)/τ(m) over m ≥ i, and nothing where that is negative;
    the module has the proof that no smaller sum will do.

    Parameters
    ----------
    game
        The caseload in numbers, with any terms but :class:`CollectiveCounsel`.

    Returns
    -------
    PaymentSchedule
        Frozen; prints as a table; years, exact.

    Raises
    ------
    ParameterError
        As :func:`uniform_payments` does.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=5, capacity=1, offer=4, sentence=10)
    >>> [str(payment) for payment in pg.payments.ranked_payments(game).payments]
    ['6', '2', '0', '0', '0']
    """
    at = turnouts(game, without=(CollectiveCounsel,))
    return _schedule(at, "ranked", _UNIQUE, _possible(_ranked(at)))


@takes_games
def turnout_payments(game: PleaGame) -> PaymentSchedule:
    """Promises that depend on how many hold out, the least that make holding out dominant.

    Parameters
    ----------
    game
        The caseload in numbers, with any terms but :class:`CollectiveCounsel`.

    Returns
    -------
    PaymentSchedule
        Frozen; prints as a table; years, exact.

    Raises
    ------
    ParameterError
        As :func:`uniform_payments` does.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=5, capacity=1, offer=4, sentence=10)
    >>> found = pg.payments.turnout_payments(game)
    >>> found.outlay, found.liability, found.liability_turnout
    (Fraction(0, 1), Fraction(6, 1), 1)
    """
    at = turnouts(game, without=(CollectiveCounsel,))
    return _schedule(at, "by turnout", _UNIQUE, _possible(_by_turnout(at)))


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
        raise ParameterError(
            [Fault("game", "", rule, "a Solidarity term reaches all who hold out")]
        )
    return payments


def _schedule(
    at: Turnouts, kind: PaymentRule, goal: str, payments: tuple[Fraction, ...]
) -> PaymentSchedule:
    """The amounts that may fall due; of those who decide at most min(K, m) are tried."""
    count, tried = len(at), min(at.trials, len(at))
    if kind == "ranked":
        total = running_sums(payments)
        due = total[:tried] or [Fraction(0)]
        due += [due[-1]] * (count - len(due))
        promised = total[-1]
    else:
        due = [min(m, tried) * payment for m, payment in enumerate(payments, start=1)]
        promised = count * payments[-1]
    liability = max(due)
    return PaymentSchedule(
        game=at.game,
        kind=kind,
        goal=goal,
        payments=payments,
        outlay=at.chance[-1] * promised,
        most_when_all_hold_out=due[-1],
        liability=liability,
        liability_turnout=due.index(liability) + 1,
    )
