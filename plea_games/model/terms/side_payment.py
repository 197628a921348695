"""What the movement pays a striker who is tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..parameters import Parameter
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs

PAYMENT = Parameter(
    name="side_payment",
    letter="f",
    meaning="paid to each hold-out who is tried",
    unit="years",
    remedy="state the payment as the sentence that it makes up for",
)


@dataclass(frozen=True)
class SidePayment(Term):
    r"""A payment f to each hold-out who is tried: T becomes T − f.

    Parameters
    ----------
    payment
        f ≥ 0, in years of sentence that it makes up for. Beyond T − d a striker would rather be
        tried than wait, and company makes holding out worse.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> game.with_terms(pg.SidePayment(6)).gain
    4 - 4*Min(1, 12/m)
    """

    payment: Number

    parameters: ClassVar[Mapping[str, Parameter]] = {"payment": PAYMENT}
    side: ClassVar[Side] = "organizers"
    source: ClassVar[str] = (
        "Bar-Gill & Ben-Shahar (2009), p. 763, as quoted in Crespo (2022), nn. 95 and 97"
    )

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        return payoffs.with_parts(transfer=payoffs.transfer + self.payment)
