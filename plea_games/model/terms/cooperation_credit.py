"""A cheaper plea for whoever pleads while others hold out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ...errors import Fault
from ..exact import Stated, exceeds
from ..parameters import Parameter
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs

CREDIT = Parameter(
    name="credit",
    letter="gamma_c",
    meaning="years taken off the offer of one who pleads while somebody else holds out",
    unit="years",
    remedy="state the years by which co-operation shortens the sentence",
)


@dataclass(frozen=True)
class CooperationCredit(Term):
    r"""A credit g for co-operation: a plea costs s − g while somebody else holds out, else s.

    With it, and with it alone, pleading may dominate though all would rather hold out: the
    prisoners' dilemma, exactly where :math:`g > (T-d)(r - \tau(N)) > 0` and pleading is best when
    all others plead.

    Parameters
    ----------
    credit
        g ≥ 0, in years, at most the offer, and at most what other terms leave of it.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=3, capacity=1, offer=4, sentence=10)
    >>> game.with_terms(pg.CooperationCredit(2)).payoff_plead
    2*Min(1, m - 1) - 4
    """

    credit: Number

    parameters: ClassVar[Mapping[str, Parameter]] = {"credit": CREDIT}
    side: ClassVar[Side] = "state"
    source: ClassVar[str] = (
        "Bar-Gill & Ben-Shahar (2009), title and p. 740, on the dilemma; the credit is ours"
    )
    increasing: ClassVar[bool] = False

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        from ..payoffs import H, least

        return payoffs.with_parts(credit=payoffs.credit + self.credit * least(1, H))

    def faults(self, stated: Mapping[str, Stated]) -> list[Fault]:
        """Refuses more than the offer."""
        if not exceeds(self._stated("credit"), stated["offer"]):
            return []
        rule = f"must be at most the offer of {stated['offer']} years"
        return [Fault("CooperationCredit: credit", str(self.credit), rule, "no plea is rewarded")]
