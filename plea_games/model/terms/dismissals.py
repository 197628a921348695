"""Cases that the prosecutor drops before she makes offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from ..parameters import LARGEST_COUNT, Parameter
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs

DISMISSED = Parameter(
    name="dismissed",
    letter="D",
    meaning="cases dropped before any offer is made",
    unit="cases",
    maximum=LARGEST_COUNT,
    remedy="count the cases dropped",
)


@dataclass(frozen=True)
class Dismissals(Term):
    r"""Cases dropped at the outset: N becomes N − D, and K is free for the rest.

    Parameters
    ----------
    dismissed
        D, a count from 0 to N − 1.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> game.with_terms(pg.Dismissals(200)).payoffs.players
    -D + N
    """

    dismissed: Number

    parameters: ClassVar[Mapping[str, Parameter]] = {"dismissed": DISMISSED}
    side: ClassVar[Side] = "state"
    source: ClassVar[str] = "Crespo (2022), p. 2007 and n. 36, on dismissals and declinations"
    increasing: ClassVar[bool] = False

    def amounts_for(self, deciding: Fraction, committed: Fraction) -> tuple[Fraction, Fraction]:
        """Somebody is left to decide."""
        del committed
        return Fraction(0), deciding - 1

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        return payoffs.with_parts(caseload=payoffs.caseload - self.dismissed)
