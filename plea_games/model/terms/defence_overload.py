"""A defence that cannot take every case to trial either."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..parameters import LARGEST_COUNT, Parameter
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs

DEFENCE_CAPACITY = Parameter(
    name="defence_capacity",
    letter="K_D",
    meaning="cases that the defence can take to trial; the rest are dismissed",
    unit="cases",
    maximum=LARGEST_COUNT,
    remedy="count the trials that defenders can staff",
)


@dataclass(frozen=True)
class DefenceOverload(Term):
    r"""A limit on the defence: τ(M) becomes :math:`\min(1, K/M, K_D/M)`, the rest dismissed.

    Assumes that a case without effective counsel is dismissed, not tried badly.

    Parameters
    ----------
    defence_capacity
        K_D, a count.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> game.with_terms(pg.DefenceOverload(8)).trial_probability
    Min(1, 8/m)
    """

    defence_capacity: Number

    parameters: ClassVar[Mapping[str, Parameter]] = {"defence_capacity": DEFENCE_CAPACITY}
    side: ClassVar[Side] = "defence"
    source: ClassVar[str] = "Crespo (2022), pp. 2014–15, on effective assistance"
    increasing: ClassVar[bool] = False

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        return payoffs.with_parts(defence=self.defence_capacity)
