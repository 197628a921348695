"""A lower price for the plea."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..parameters import Parameter
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs

DISCOUNT = Parameter(
    name="discount",
    letter="delta",
    meaning="share by which the offer is lowered",
    unit="share",
    maximum=1,
    remedy="write 20% as 0.2",
)


@dataclass(frozen=True)
class BetterOffer(Term):
    r"""A better offer: s becomes :math:`(1 - \delta)s`.

    Parameters
    ----------
    discount
        δ, from 0 to 1.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> game.with_terms(pg.BetterOffer(0.25)).payoff_plead
    -3
    """

    discount: Number

    parameters: ClassVar[Mapping[str, Parameter]] = {"discount": DISCOUNT}
    side: ClassVar[Side] = "state"
    source: ClassVar[str] = (
        "Bar-Gill & Ben-Shahar (2009), abstract, on the timing and targeting of offers"
    )
    increasing: ClassVar[bool] = False

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        return payoffs.with_parts(offer=payoffs.offer * (1 - self.discount))
