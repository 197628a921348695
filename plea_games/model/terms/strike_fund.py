"""A fund that those who are tried share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..parameters import Parameter
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs

FUND = Parameter(
    name="strike_fund",
    letter="F",
    meaning="fund that is shared evenly by the hold-outs who are tried",
    unit="years",
    remedy="state the whole fund as the years of sentence that it makes up for",
)


@dataclass(frozen=True)
class StrikeFund(Term):
    r"""A fund F, shared by the min(M, K) hold-outs who are tried.

    Each of them receives F/min(M, K), so a hold-out expects F/M: the more hold out, the less, and
    the gain need not increase in m.

    Parameters
    ----------
    fund
        F ≥ 0, in years of sentence that it makes up for.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> game.with_terms(pg.StrikeFund(60)).gain
    (-10 + 60/Min(12, m))*Min(1, 12/m) + 4
    """

    fund: Number

    parameters: ClassVar[Mapping[str, Parameter]] = {"fund": FUND}
    side: ClassVar[Side] = "organizers"
    source: ClassVar[str] = "Crespo (2022), n. 97, on material aid to strikers"

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        from ..payoffs import TRIALS, H, least, most

        tried = most(1, least(H, TRIALS))  # without trials nobody is paid, and 0/0 is avoided
        return payoffs.with_parts(transfer=payoffs.transfer + self.fund / tried)
