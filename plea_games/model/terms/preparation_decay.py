"""Prosecutors who prepare less the more trials they face."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..parameters import Parameter
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs

DECAY = Parameter(
    name="preparation_decay",
    letter="epsilon",
    meaning="elasticity of the conviction probability to the load, 0 none to 1 in proportion",
    unit="number",
    maximum=1,
    remedy="take 0 where preparation does not suffer",
)


@dataclass(frozen=True)
class PreparationDecay(Term):
    r"""Convictions fall with the load: p becomes :math:`p \min(1, K/M)^\varepsilon`.

    Parameters
    ----------
    elasticity
        ε, from 0 to 1. Where it is neither, powers are taken to 70 digits.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> game.with_terms(pg.PreparationDecay(1)).gain
    4 - 10*Min(1, 12/m)**2
    """

    elasticity: Number

    parameters: ClassVar[Mapping[str, Parameter]] = {"elasticity": DECAY}
    side: ClassVar[Side] = "organizers"
    source: ClassVar[str] = "Crespo (2022), p. 2006, on overload and the ability to win at trial"

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        from ..payoffs import CAPACITY, H, lottery

        prepared = lottery(H, CAPACITY) ** self.elasticity
        return payoffs.with_parts(conviction=payoffs.conviction * prepared)
