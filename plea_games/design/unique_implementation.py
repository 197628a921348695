r"""The least payments that leave one action as the only equilibrium.

Whoever takes the action is paid; payments may differ, and are public. Let the action be pleading,
:math:`M(n) = \max_{m \le n} \Delta(m)` and the payments :math:`t_1 \ge t_2 \ge \dots \ge t_N`. If
:math:`t_i > M(N - i + 1)` for all i, holding out can be eliminated for one after another: once
i − 1 have gone, it gains the next at most :math:`M(N-i+1) - t_i < 0`. So all-plead is the only
equilibrium.

These payments are also the least, for any gains. Suppose elimination stops with n left, all paid at
most M(n) = Δ(m), where m ≤ n. Let those m hold out who are paid least: each is content. If the next
one is paid less than Δ(m + 1), add her: all hold-outs, paid no more than she, are content again.
Continue until the next one is content to plead, or none is left: that is an equilibrium in which
somebody holds out. So the infimum of the sum is :math:`\sum_n \max(0, M(n))`, approached and, where
any M(n) ≥ 0, not reached, since at the payments themselves there are ties.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Any, Literal, get_args

from ..errors import ParameterError, choice_faults
from ..games.anonymous import AnonymousGame
from ..games.gains import as_anonymous
from ..model.exact import double_outward
from ..model.game import PleaGame
from ..subjects import takes_games
from ..tables import Column, Table, Tabular
from ..units import show_bound

Action = Literal["plead", "hold out"]

_MOST_SHOWN = 20


@dataclass(frozen=True)
class UniqueImplementation(Tabular):
    """Infima of payments that make one action the only equilibrium.

    Attributes
    ----------
    action
        What those who are paid do.
    payments
        In the order of elimination, the largest first; exact, in the unit of the gains.
    is_attained
        Whether the payments themselves will do; else each must be more by a little.
    """

    action: Action
    payments: tuple[Fraction, ...]
    is_attained: bool

    @property
    def total(self) -> Fraction:
        """The sum of the payments."""
        return sum(self.payments, Fraction(0))

    def record(self) -> Any:
        """Everything, ready for JSON; payments rounded up, so that they suffice."""
        return super().record() | {
            "payments": [double_outward(payment, "payment", up=True) for payment in self.payments],
            "total": double_outward(self.total, "total", up=True),
            "exact": {"payments": list(map(str, self.payments)), "total": str(self.total)},
        }

    def table(self, title: str = "") -> Table:
        """One row a rank; the first twenty, then the sum."""
        heading = "payment" if self.is_attained else "more than"
        columns = Column("to be persuaded", left=True), Column(heading)
        rows = [
            (f"rank {rank}", show_bound(paid, "number", up=True))
            for rank, paid in enumerate(self.payments[:_MOST_SHOWN], start=1)
        ]
        if len(self.payments) > _MOST_SHOWN:
            rows.append(("…", "…"))
        rows.append(("all", show_bound(self.total, "number", up=True)))
        return Table(title or f'Payments that leave "{self.action}" only', columns, rows)


@takes_games
def unique_implementation(
    game: PleaGame | AnonymousGame, *, action: Action = "plead"
) -> UniqueImplementation:
    """The least total of ranked payments that makes one action the only equilibrium.

    Parameters
    ----------
    game
        A :class:`PleaGame` whose parameters are numbers, with up to 1,000,000 defendants, or an
        :class:`AnonymousGame` with any gains, increasing or not.
    action
        "plead" or "hold out": what everyone is to do, and what is paid for.

    Returns
    -------
    UniqueImplementation
        Frozen; the payments from the largest down, and whether they are attained.

    Raises
    ------
    ParameterError
        For anything else, and for more than a million defendants.

    Examples
    --------
    Ten plaintiffs share damages of 1 and, those who sue, a cost of 0.1; what a defendant must offer
    so that none sues:

    >>> import plea_games as pg
    >>> from fractions import Fraction
    >>> suing = [Fraction(1, 10) - Fraction(1, 10 * n) for n in range(1, 11)]
    >>> found = pg.sequences.unique_implementation(pg.AnonymousGame(gain=suing))
    >>> round(float(found.total), 4), found.is_attained
    (0.7071, False)

    References
    ----------
    Segal (2003), J. Econ. Theory 113, for increasing gains; the example is of Che & Spier (2008),
    RAND J. Econ. 39 (all from memory). That the formula holds for any gains is our own.
    """
    if faults := choice_faults("action", action, get_args(Action)):
        raise ParameterError(faults)
    gain = as_anonymous(game).gain
    if action == "hold out":  # m plead when N − m hold out, so the gains change sign and order
        gain = tuple(-value for value in reversed(gain))
    largest = list(accumulate(gain, max))[::-1]
    payments = tuple(max(value, Fraction(0)) for value in largest)
    return UniqueImplementation(action, payments, all(value < 0 for value in largest))
