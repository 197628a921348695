"""Defendants who have promised to hold out."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from ..parameters import COMMITTED, Parameter
from .term import Number, Side, Term, lettered

if TYPE_CHECKING:
    from ..payoffs import Payoffs

RELIABILITY = Parameter(
    name="reliability",
    letter="q",
    meaning="probability that one who promised holds out",
    unit="share",
    maximum=1,
    default=1,
    remedy="write 90% as 0.9",
)


@dataclass(frozen=True)
class Pledge(Term):
    r"""M defendants committed to hold out: τ(m) becomes :math:`E\,\tau(m + h)`, h ~ Bin(M, q).

    The remaining N − M decide, and m counts hold-outs among them. The lottery treats committed and
    free hold-outs alike. At q = 1, h is M.

    Parameters
    ----------
    committed
        M, a count from 0 to N − 1.
    reliability
        q, from 0 to 1: each keeps the promise independently, and pleads otherwise.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> game.with_terms(pg.Pledge(30)).gain
    4 - 120/(m + 30)
    """

    committed: Number
    reliability: Number = 1

    parameters: ClassVar[Mapping[str, Parameter]] = {
        "committed": COMMITTED,
        "reliability": RELIABILITY,
    }
    side: ClassVar[Side] = "organizers"
    instead: ClassVar[str] = "count those who promised among the defendants"
    source: ClassVar[str] = (
        "Bar-Gill & Ben-Shahar (2009), p. 759, and Crespo (2022), p. 2009, on "
        "organizing before arrest"
    )

    @property
    def in_letters(self) -> Term:
        """A promise that is surely kept, or surely broken, needs no mean over how many keep it."""
        kept = self._kept["reliability"]
        return lettered(Pledge, **({"reliability": kept} if kept in (0, 1) else {}))

    def amounts_for(self, deciding: Fraction, committed: Fraction) -> tuple[Fraction, Fraction]:
        """Somebody is left to decide."""
        del committed
        return Fraction(0), deciding - 1

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        committed = payoffs.committed + self.committed
        return payoffs.with_parts(committed=committed, reliability=self.reliability)
