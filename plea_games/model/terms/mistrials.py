"""Trials that fail because an overloaded office errs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..parameters import Parameter
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs

ERROR_RATE = Parameter(
    name="mistrial_rate",
    letter="zeta",
    meaning="share of trials with an error that voids them, as the load grows without bound",
    unit="share",
    maximum=1,
    remedy="count the trials that ended in a mistrial",
)
BARRED = Parameter(
    name="mistrial_sanction",
    letter="psi",
    meaning="probability that charges are dismissed for such an error, rather than tried again",
    unit="share",
    maximum=1,
    default=1,
    remedy="write 20% as 0.2",
)


@dataclass(frozen=True)
class Mistrials(Term):
    r"""Errors grow with the load: p becomes :math:`p\,(1 - \psi\zeta(1 - \min(1, K/M)))`.

    An office that has M cases for K trials makes an error, such as evidence not disclosed, in the
    share :math:`\zeta(1 - \min(1, K/M))` of its trials: none within its capacity, and ζ in the
    limit. With probability ψ the sanction is that charges are dismissed; else the case is tried
    again at once, as it would have been.

    Parameters
    ----------
    rate
        ζ, from 0 to 1.
    sanction
        ψ, from 0 to 1.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> careless = game.with_terms(pg.Mistrials(0.5))
    >>> pg.thresholds(game).tipping_holdouts, pg.thresholds(careless).tipping_holdouts
    (30, 23)
    """

    rate: Number
    sanction: Number = BARRED.default

    parameters: ClassVar[Mapping[str, Parameter]] = {"rate": ERROR_RATE, "sanction": BARRED}
    side: ClassVar[Side] = "organizers"
    source: ClassVar[str] = (
        "Crespo (2022), p. 2015, on cut corners, mistrials and dismissals; the formula is ours"
    )

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        from ..payoffs import CAPACITY, H, lottery

        voided = self.sanction * self.rate * (1 - lottery(H, CAPACITY))
        return payoffs.with_parts(conviction=payoffs.conviction * (1 - voided))
