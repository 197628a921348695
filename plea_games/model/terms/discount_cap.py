"""A cap on how much a plea may take off the sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from ..parameters import Parameter
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs

DISCOUNT_CAP = Parameter(
    name="discount_cap",
    letter="eta",
    meaning="largest share of the sentence after trial that a plea may take off",
    unit="share",
    maximum=1,
    remedy="write a third off as 1/3",
)


@dataclass(frozen=True)
class DiscountCap(Term):
    r"""At most a share η off for a plea: s becomes :math:`\max(s, (1 - \eta)J)`.

    At c = d = 0 nobody who is sure to be tried pleads for more than pJ, so there are pleas in a
    lottery with K ≥ 1 only where :math:`p \ge 1 - \eta`: a cap leaves weak cases without pleas.
    J is the sentence before any retaliation.

    Parameters
    ----------
    share
        η, from 0 to 1.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> weak = pg.PleaGame(defendants=5, capacity=1, offer=4, sentence=10, conviction="0.6")
    >>> pg.equilibria(weak)[0].kind, pg.equilibria(weak.with_terms(pg.DiscountCap("1/3")))[0].kind
    ('all plead', 'all hold out')
    """

    share: Number

    parameters: ClassVar[Mapping[str, Parameter]] = {"share": DISCOUNT_CAP}
    side: ClassVar[Side] = "state"
    source: ClassVar[str] = (
        "Crespo (2022), pp. 2005-07, on plea bargains as the lower price of punishment; the cap is "
        "ours"
    )
    increasing: ClassVar[bool] = False

    @property
    def neutral_amount(self) -> Fraction:
        """Everything may be taken off."""
        return Fraction(1)

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        from ..payoffs import most

        lowest = (1 - self.share) * payoffs.sentence
        return payoffs.with_parts(offer=most(payoffs.offer, lowest))
